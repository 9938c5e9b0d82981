/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "review/attest-policy-in-force.h"

G_BEGIN_DECLS

/* Inside review only: where one variant stands after some of its facts, in their total order. The rules are in attest-assess.c. */

/** AttestStanding: What one person (joined) says of one text now. @period: in which the verdict was given, 0 while nothing was submitted. */
typedef struct
{
  const char *person;
  const AttestActFact *verdict;
  const AttestActFact *recusal;
  guint period;
} AttestStanding;

/** AttestBeginning: somebody started, or gave a verdict, in a period. */
typedef struct
{
  const AttestActFact *act;
  guint period;
} AttestBeginning;

/** AttestSignedText: All revisions with one signed hash. @without_role: verdicts of people who held no reviewer role then (element-type AttestActFact). */
typedef struct
{
  gboolean submitted;
  GPtrArray *standings;
  GArray *beginnings;
  GPtrArray *without_role;
} AttestSignedText;

/** AttestRevisionState: @approved_authors and @approved_policy: as they were when the approval was reached. */
typedef struct
{
  const AttestRevisionFact *fact;
  AttestSignedText *text;
  guint place;
  gboolean approved;
  gint64 approved_time;
  AttestMoment approved_at;
  GPtrArray *approved_authors;
  AttestPolicyInForce *approved_policy;
} AttestRevisionState;

/**
 * AttestReviewState:
 * @policies: (element-type AttestPolicyFact): so far, and @topics (nullable): of the article now
 * @policy: (nullable): what they come to; NULL while nobody has asked, see attest_review_state_get_policy()
 * @submitted: (nullable): S; NULL while nothing is submitted and after a withdrawal
 * @period: from 1; a withdrawal begins the next, and so does an entry that was redacted
 * @redacted: (nullable): the entry that began this period; NULL for none or a withdrawal
 * @open_comments: comment id to the revision that it was opened on
 * @latest_time: of the last fact whose time is known; a change of policy has none
 */
typedef struct
{
  const AttestReviewFacts *facts;
  GPtrArray *policies;
  const AttestTopicsFact *topics;
  AttestPolicyInForce *policy;
  GPtrArray *revisions;
  GHashTable *revisions_by_id;
  GHashTable *texts;
  AttestRevisionState *submitted;
  const AttestActFact *submission;
  const AttestActFact *withdrawal;
  const AttestActFact *redacted;
  guint period;
  GHashTable *open_comments;
  gint64 latest_time;
} AttestReviewState;

/** AttestStep: one fact in its place in the total order; exactly one of the pointers is set. */
typedef struct
{
  const AttestMoment *moment;
  const AttestPolicyFact *policy;
  const AttestTopicsFact *topics;
  const AttestRevisionFact *revision;
  const AttestActFact *act;
  const AttestCommentFact *comment;
} AttestStep;

/** attest_review_state_new: @facts has to outlive it. Returns: (transfer full): before any fact */
AttestReviewState *attest_review_state_new (const AttestReviewFacts *facts);
void attest_review_state_free (AttestReviewState *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestReviewState, attest_review_state_free)

/** attest_review_state_dup_steps: Returns: (transfer full) (element-type AttestStep): all facts that have a moment, in the total order */
GArray *attest_review_state_dup_steps (const AttestReviewFacts *facts);
/** attest_review_state_apply: Takes in the next fact; one that does not fit changes nothing. */
void attest_review_state_apply (AttestReviewState *self, const AttestStep *step);
/** attest_review_state_approve: Marks S approved at @moment. A text that is approved already keeps its time, so submitting the same bytes again does not put off a re-review. */
void attest_review_state_approve (AttestReviewState *self, const AttestMoment *moment);
/** attest_review_state_get_policy: Returns: (transfer none): what approval of a text of this article takes now. It is put together when somebody asks, and kept until it may be another. */
AttestPolicyInForce *attest_review_state_get_policy (AttestReviewState *self);
/** attest_review_state_find_published: Returns: (nullable): the newest approved revision that can be read */
AttestRevisionState *attest_review_state_find_published (const AttestReviewState *self);
/** attest_review_state_dup_authors: Returns: (transfer full) (element-type utf8): joined ids, which the facts own */
GPtrArray *attest_review_state_dup_authors (const AttestReviewState *self, const AttestRevisionState *revision);

/** attest_person_list_has: Whether @person (joined id) is among @people (element-type utf8). */
gboolean attest_person_list_has (const GPtrArray *people, const char *person);
/** attest_verdict_is_sign_off: Three yeses. */
gboolean attest_verdict_is_sign_off (const AttestActFact *verdict);
/** attest_verdict_has_no: At least one no. */
gboolean attest_verdict_has_no (const AttestActFact *verdict);
/** attest_roles_overlap: Whether one of @roles is in @wanted. */
gboolean attest_roles_overlap (const char *const *roles, const char *const *wanted);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "record/attest-policy.h"

G_BEGIN_DECLS

/**
 * AttestMoment: A place in the record's total order (clock, device, sequence), and the time that its device's own clock showed then (UTC
 * microseconds). Order is never taken from the time.
 */
typedef struct
{
  gint64 clock;
  const char *device;
  gint64 sequence;
  gint64 time;
} AttestMoment;

/** AttestAnswer: to one of the three questions of a verdict: accurate? safe? current? */
typedef enum
{
  ATTEST_ANSWER_YES,
  ATTEST_ANSWER_NO,
  ATTEST_ANSWER_NOT_MINE,
} AttestAnswer;

/**
 * AttestActKind: What people do to a variant in review.
 *
 * ATTEST_ACT_KIND_REDACTED: something that may have stopped an approval (a verdict, a recusal, a withdrawal, a comment), of which nobody can
 * tell any more what it said or of which audience.
 */
typedef enum
{
  ATTEST_ACT_KIND_SUBMIT,
  ATTEST_ACT_KIND_START,
  ATTEST_ACT_KIND_RECUSE,
  ATTEST_ACT_KIND_WITHDRAW,
  ATTEST_ACT_KIND_VERDICT,
  ATTEST_ACT_KIND_REDACTED,
} AttestActKind;

/** AttestFindingFact: what the checks found and a verdict recorded: the rule and how bad it is ("error", "warning", "hint"). */
typedef struct
{
  const char *rule;
  const char *severity;
} AttestFindingFact;

/**
 * AttestActFact:
 * @actor: a person's id
 * @revision: (nullable): the revision it speaks of; NULL for a withdrawal and what was redacted
 * @reason: may be empty
 *
 * The rest is of verdicts: @signed_hash of what the reviewer saw, the three answers, @roles held then, @specialties had then (nullable), what the
 * checks had found and was recorded with it (@recorded, of which there are @n_recorded), and how many of these are errors (@findings, which is
 * counted where @recorded is given).
 */
typedef struct
{
  AttestMoment moment;
  AttestActKind kind;
  const char *actor;
  const char *revision;
  const char *reason;
  const char *signed_hash;
  AttestAnswer accurate;
  AttestAnswer safe;
  AttestAnswer current;
  const char *meaning;
  const char *interests;
  const char *const *roles;
  guint findings;
  const char *const *specialties;
  const AttestFindingFact *recorded;
  guint n_recorded;
} AttestActFact;

/** AttestRevisionFact: @signed_hash: (nullable): NULL when a text that it needs was redacted */
typedef struct
{
  AttestMoment moment;
  const char *id;
  const char *author;
  const char *signed_hash;
} AttestRevisionFact;

/**
 * AttestPolicyFact:
 * @topic: (nullable): of texts whose article has this topic; NULL or empty for the board's
 * @key: (nullable): attest_dup_name_key() of @topic, so that it is not made for each text; filled in where it is NULL
 * @set_at: when it was set, for people to read; the rules do not look at it
 *
 * What approval takes from this moment on. The other fields are those of AttestPolicy; a list may be NULL for an empty one.
 */
typedef struct
{
  AttestMoment moment;
  guint sign_offs;
  const char *const *roles;
  guint review_months;
  const char *topic;
  const char *key;
  gboolean cleared;
  guint role_sign_offs[ATTEST_N_ROLES];
  const char *const *audiences;
  const char *specialty;
  const char *const *blocking_findings;
  gboolean independent;
  gint64 set_at;
} AttestPolicyFact;

/** AttestTopicsFact: Which topics the article has from this moment on; none before the first. @keys: their attest_dup_name_key(), filled in. */
typedef struct
{
  AttestMoment moment;
  const char *const *topics;
  const char *const *keys;
} AttestTopicsFact;

/** AttestAudienceFact: An audience of the board. @published: whether the article has an approved text for it; @own: whether the facts are of that text. What others have decides nothing about this text; it is told. */
typedef struct
{
  const char *key;
  const char *label;
  gboolean published;
  gboolean own;
} AttestAudienceFact;

/** AttestPersonFact: @specialties: (nullable); @same_as: the id that this person's acts count for; itself unless joined. Who somebody is has no date: a join counts for earlier acts too. */
typedef struct
{
  const char *id;
  const char *name;
  const char *same_as;
  const char *const *roles;
  const char *const *specialties;
} AttestPersonFact;

/** AttestCommentFact: A blocking comment was opened (or reopened) on @revision, or resolved. Comments that do not block are no fact of a review. */
typedef struct
{
  AttestMoment moment;
  const char *comment;
  const char *revision;
  gboolean open;
} AttestCommentFact;

/**
 * AttestReviewFacts:
 *
 * Everything that the status of one variant follows from, and nothing else. It is filled by its maker, in any order, and immutable from the
 * moment that it is handed on; any thread may read it then. Strings are copied (once each).
 */
typedef struct _AttestReviewFacts AttestReviewFacts;

/**
 * AttestPeopleFacts:
 *
 * The board's people, which the facts of many texts may share. Reference counted; filled by its maker before the first facts get it, and immutable from then on.
 */
typedef struct _AttestPeopleFacts AttestPeopleFacts;

/** attest_people_facts_new: Returns: (transfer full): nobody yet */
AttestPeopleFacts *attest_people_facts_new (void);
void attest_people_facts_unref (AttestPeopleFacts *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestPeopleFacts, attest_people_facts_unref)
/** attest_people_facts_add: Name and roles as they are now. */
void attest_people_facts_add (AttestPeopleFacts *self, const AttestPersonFact *fact);

/** attest_review_facts_new: @now: UTC microseconds. Returns: (transfer full): a variant of which nothing is known yet, under the default policy of two reviewers and a yearly review */
AttestReviewFacts *attest_review_facts_new (gint64 now);
/** attest_review_facts_new_with_people: The same with the people of others; none may be added. */
AttestReviewFacts *attest_review_facts_new_with_people (gint64 now, AttestPeopleFacts *people);
void attest_review_facts_free (AttestReviewFacts *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestReviewFacts, attest_review_facts_free)

/** attest_review_facts_add_policy: What the board asks from this moment on. */
void attest_review_facts_add_policy (AttestReviewFacts *self, const AttestPolicyFact *fact);
/** attest_review_facts_add_topics: The article has other topics from this moment on. */
void attest_review_facts_add_topics (AttestReviewFacts *self, const AttestTopicsFact *fact);
/** attest_review_facts_add_audience: What the article has for one of the board's audiences now. */
void attest_review_facts_add_audience (AttestReviewFacts *self, const AttestAudienceFact *fact);
/** attest_review_facts_add_person: Name and roles as they are now. */
void attest_review_facts_add_person (AttestReviewFacts *self, const AttestPersonFact *fact);
/** attest_review_facts_add_revision: A saved text; one with an id that is there already is not looked at. */
void attest_review_facts_add_revision (AttestReviewFacts *self, const AttestRevisionFact *fact);
/** attest_review_facts_add_act: Any act; one that does not fit is looked at and changes nothing. */
void attest_review_facts_add_act (AttestReviewFacts *self, const AttestActFact *fact);
/** attest_review_facts_add_comment: A blocking comment opens or ends. */
void attest_review_facts_add_comment (AttestReviewFacts *self, const AttestCommentFact *fact);

/** attest_review_facts_add_asked: @person was asked to review the text. It says whose turn it is, and decides nothing. */
void attest_review_facts_add_asked (AttestReviewFacts *self, const char *person);
/** attest_review_facts_dup_asked: Returns: (transfer container) (element-type utf8): joined ids of those who were asked */
GPtrArray *attest_review_facts_dup_asked (const AttestReviewFacts *self);
/** attest_review_facts_is_asked: Whether @person (joined id), under any of their names, was asked. */
gboolean attest_review_facts_is_asked (const AttestReviewFacts *self, const char *person);

/** attest_review_facts_get_now: Returns: UTC microseconds */
gint64 attest_review_facts_get_now (const AttestReviewFacts *self);

/** Borrowed arrays of the facts, in the order in which they were added. */
const AttestPolicyFact *attest_review_facts_get_policies (const AttestReviewFacts *self, guint *n_policies);
const AttestTopicsFact *attest_review_facts_get_topics (const AttestReviewFacts *self, guint *n_topics);
const AttestAudienceFact *attest_review_facts_get_audiences (const AttestReviewFacts *self, guint *n_audiences);
const AttestPersonFact *attest_review_facts_get_people (const AttestReviewFacts *self, guint *n_people);
const AttestRevisionFact *attest_review_facts_get_revisions (const AttestReviewFacts *self, guint *n_revisions);
const AttestActFact *attest_review_facts_get_acts (const AttestReviewFacts *self, guint *n_acts);
const AttestCommentFact *attest_review_facts_get_comments (const AttestReviewFacts *self, guint *n_comments);

/** attest_review_facts_find_person: Returns: (transfer none) (nullable) */
const AttestPersonFact *attest_review_facts_find_person (const AttestReviewFacts *self, const char *id);
/** attest_review_facts_get_same_as: Returns: (transfer none): the id that acts of person @id count for; @id itself for somebody unknown */
const char *attest_review_facts_get_same_as (const AttestReviewFacts *self, const char *id);

/** attest_moment_compare: The total order of moments. Returns: <0, 0 or >0 */
int attest_moment_compare (const AttestMoment *one, const AttestMoment *other);

G_END_DECLS

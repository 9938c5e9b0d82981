/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "review/attest-assess.h"
#include "review/attest-review-state.h"

G_BEGIN_DECLS

/* Inside review only: counts of what is missing, which the table in attest-assess.c puts together, and the sentences for them. */

/** AttestStepFunc: @state: after @step, and after the approval that it may have completed */
typedef void (*AttestStepFunc) (AttestReviewState *state, const AttestStep *step, gpointer user_data);

/** attest_review_fold: Takes in all facts in their total order. @after: (nullable): called after each of them. Returns: (transfer full): where the variant stands then; @facts has to outlive it */
AttestReviewState *attest_review_fold (const AttestReviewFacts *facts, AttestStepFunc after, gpointer user_data);

/** AttestStandpoint: a state seen from one revision: who its authors are, and under which policy it is judged. @policy and @authors belong to it. */
typedef struct
{
  AttestReviewState *state;
  const AttestRevisionState *revision;
  AttestPolicyInForce *policy;
  GPtrArray *authors;
} AttestStandpoint;

/** attest_standpoint_init: @revision: (nullable). An approved revision is seen as it was when it was approved. */
void attest_standpoint_init (AttestStandpoint *self, AttestReviewState *state, const AttestRevisionState *revision);
void attest_standpoint_clear (AttestStandpoint *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AttestStandpoint, attest_standpoint_clear)

/** attest_standpoint_signs_off: Whether this person's latest verdict counts towards approval. */
gboolean attest_standpoint_signs_off (const AttestStandpoint *self, const AttestStanding *standing);
/** attest_standpoint_dup_sign_offs: Returns: (transfer full) (element-type AttestActFact): the verdicts that count, in the total order */
GPtrArray *attest_standpoint_dup_sign_offs (const AttestStandpoint *self);
/** attest_standpoint_find_beginning: Returns: (nullable): the first start or verdict on this text, since the last withdrawal, of somebody who is not its author */
const AttestActFact *attest_standpoint_find_beginning (const AttestStandpoint *self);

/** attest_standpoint_dup_eligible: Returns: (transfer full) (element-type AttestPersonFact): who could sign off and has not yet */
GPtrArray *attest_standpoint_dup_eligible (const AttestStandpoint *self);

/** attest_standpoint_count_role: Returns: how many sign-offs from people with @role are still lacking */
guint attest_standpoint_count_role (const AttestStandpoint *self, AttestRole role);
/** attest_standpoint_has_specialist: Whether a specialist in @specialty is among those who signed off. */
gboolean attest_standpoint_has_specialist (const AttestStandpoint *self, const char *specialty);
/** attest_standpoint_lacks_audience: Whether the article has no approved text for @audience (a key), though this policy and the one in force now ask for one. Of the text's own audience that is not said. */
gboolean attest_standpoint_lacks_audience (const AttestStandpoint *self, const char *audience);
/** attest_standpoint_can_bring: Whether one of @person's (joined) names could sign off with @role (a name) or, where that is NULL, as a specialist in @specialty. */
gboolean
attest_standpoint_can_bring (const AttestStandpoint *self, const char *person, const char *role, const char *specialty);
/** attest_standpoint_are_enough: Whether sign-offs of all of @people (element-type AttestPersonFact) would be what is lacking. */
gboolean attest_standpoint_are_enough (const AttestStandpoint *self, const GPtrArray *people);
/** attest_standpoint_keep_who_helps: Where only a role or a specialty is lacking, leaves those of @people who have it. */
void attest_standpoint_keep_who_helps (const AttestStandpoint *self, GPtrArray *people);
/** attest_standpoint_dup_asked: Returns: (transfer full) (element-type AttestPersonFact): those of attest_standpoint_dup_eligible() who were asked to review */
GPtrArray *attest_standpoint_dup_asked (const AttestStandpoint *self);
/** attest_standpoint_dup_waiting: Returns: (transfer full): ids of all names of the people whose verdict is awaited: those asked if they are enough, else everybody who could sign off; where sign-offs are enough and only a role or a specialty is lacking, those of them who have it. Whoever gave a verdict that stands is not waited for. */
GStrv attest_standpoint_dup_waiting (const AttestStandpoint *self);
/** attest_standpoint_lacks_reviewers: Whether more sign-offs are missing than there are people who could give one. */
gboolean attest_standpoint_lacks_reviewers (const AttestStandpoint *self);

/* Each returns how many are missing; 0 when all is well. */
guint attest_count_not_submitted (const AttestStandpoint *self);
guint attest_count_withdrawn (const AttestStandpoint *self);
guint attest_count_redacted (const AttestStandpoint *self);
guint attest_count_verdicts_no (const AttestStandpoint *self);
guint attest_count_blocking_comments (const AttestStandpoint *self);
guint attest_count_sign_offs (const AttestStandpoint *self);
guint attest_count_own_text (const AttestStandpoint *self);
guint attest_count_role (const AttestStandpoint *self);
guint attest_count_recused (const AttestStandpoint *self);
guint attest_count_role_sign_offs (const AttestStandpoint *self);
guint attest_count_specialties (const AttestStandpoint *self);
/** attest_count_blocking_findings: Of those that the newest verdict on these bytes recorded, what the policy does not let through. */
guint attest_count_blocking_findings (const AttestStandpoint *self);
guint attest_count_audiences (const AttestStandpoint *self);
guint attest_count_findings (const AttestStandpoint *self);
/** attest_count_later_findings: Those of the newest verdict, when it was given after the approval. */
guint attest_count_later_findings (const AttestStandpoint *self);

/* Each writes a sentence and who can supply it, both (transfer full). @count: what was counted. */
void attest_tell_not_submitted (const AttestStandpoint *self, guint count, AttestMissing *missing);
void attest_tell_withdrawn (const AttestStandpoint *self, guint count, AttestMissing *missing);
void attest_tell_redacted (const AttestStandpoint *self, guint count, AttestMissing *missing);
void attest_tell_verdicts_no (const AttestStandpoint *self, guint count, AttestMissing *missing);
void attest_tell_blocking_comments (const AttestStandpoint *self, guint count, AttestMissing *missing);
void attest_tell_sign_offs (const AttestStandpoint *self, guint count, AttestMissing *missing);
void attest_tell_own_text (const AttestStandpoint *self, guint count, AttestMissing *missing);
void attest_tell_role (const AttestStandpoint *self, guint count, AttestMissing *missing);
void attest_tell_recused (const AttestStandpoint *self, guint count, AttestMissing *missing);
void attest_tell_role_sign_offs (const AttestStandpoint *self, guint count, AttestMissing *missing);
void attest_tell_specialties (const AttestStandpoint *self, guint count, AttestMissing *missing);
void attest_tell_blocking_findings (const AttestStandpoint *self, guint count, AttestMissing *missing);
void attest_tell_audiences (const AttestStandpoint *self, guint count, AttestMissing *missing);
void attest_tell_findings (const AttestStandpoint *self, guint count, AttestMissing *missing);
void attest_tell_later_findings (const AttestStandpoint *self, guint count, AttestMissing *missing);

/** attest_join_names: Returns: (transfer full): the names (element-type utf8), joined for reading; at most four, then how many more */
char *attest_join_names (const GPtrArray *names);

G_END_DECLS

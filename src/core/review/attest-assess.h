/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record/attest-library.h"
#include "review/attest-policy-in-force.h"
#include "review/attest-review-error.h"

G_BEGIN_DECLS

typedef enum
{
  ATTEST_STATUS_DRAFT,
  ATTEST_STATUS_SUBMITTED,
  ATTEST_STATUS_UNDER_REVIEW,
  ATTEST_STATUS_CHANGES_REQUESTED,
  ATTEST_STATUS_APPROVED,
  ATTEST_STATUS_WITHDRAWN,
} AttestStatus;

/** attest_status_to_string: Returns: "draft", "submitted", "under-review", "changes-requested", "approved" or "withdrawn" */
const char *attest_status_to_string (AttestStatus status);
/** attest_status_get_label: Returns: the translated name for people, such as "Under review" */
const char *attest_status_get_label (AttestStatus status);

/** AttestMissing: what approval still takes. @code is one of DESIGN.md section 6, "specialty" or "audience"; @text a translated sentence; @who a translated phrase for who can supply it. */
typedef struct
{
  const char *code;
  char *text;
  char *who;
} AttestMissing;

/** AttestSignOff: a verdict that counts towards an approval. @person: the id of who gave it. @interests: (nullable): the competing interests that they declared with it, empty where they declared none */
typedef struct
{
  char *person;
  char *meaning;
  char *interests;
  gint64 time;
} AttestSignOff;

/**
 * AttestAssessment:
 * @submitted: (nullable): the newest submitted revision; NULL while withdrawn
 * @published: (nullable): the newest approved one; NULL after a withdrawal until something is approved again
 * @due: the published revision needs re-review now, because @due_after has passed, or because a blocking comment or a finding came after its approval
 * @due_after: when its time is up (UTC microseconds, 0 never)
 * @missing: (element-type AttestMissing): empty for an approved text that is not due for another reason than time
 * @sign_offs: (element-type AttestSignOff): those of the submitted revision, oldest first; @published_sign_offs: those of the published one
 * @n_lacking_people: of the submitted revision, how many sign-offs from people with a role or a specialty are lacking
 * @n_blocking_findings: of the submitted revision, how many the policy does not let through
 * @policy: what approval of the submitted revision takes, or took when it was approved; never NULL
 * @published_policy: (nullable): under which the published one was approved
 * @lacking_audiences: keys of those for which the article has no approved text, though the policy that the published one was approved under and the
 *   one in force now ask for it; never NULL, and empty where nothing is published. Until then nothing may be said of a review of the article as a whole
 * @waiting_for: ids of the people whose turn it is: reviewers while the text is in review, the newest text's author when changes are requested; never NULL
 * @submitted_by, @started_by: (nullable): ids of who took these steps
 * @submitted_time, @started_time, @approved_time: of the status steps of the submitted revision, 0 when not reached
 * @published_time: when the published revision was approved
 */
typedef struct
{
  AttestStatus status;
  char *submitted;
  char *published;
  gboolean due;
  gint64 due_after;
  char *submitted_by;
  char *started_by;
  gint64 submitted_time;
  gint64 started_time;
  gint64 approved_time;
  gint64 published_time;
  GPtrArray *missing;
  GPtrArray *sign_offs;
  GPtrArray *published_sign_offs;
  GStrv lacking_audiences;
  GStrv waiting_for;
  guint n_lacking_people;
  guint n_blocking_findings;
  AttestPolicyInForce *policy;
  AttestPolicyInForce *published_policy;
} AttestAssessment;

GType attest_assessment_get_type (void);
AttestAssessment *attest_assessment_copy (const AttestAssessment *self);
void attest_assessment_free (AttestAssessment *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestAssessment, attest_assessment_free)

/**
 * attest_review_assess:
 *
 * A pure function from facts to status and what is missing; the one answer that stepper, button, command line and page show. Any thread.
 *
 * The rules are those of DESIGN.md section 6. Where that page leaves room, the careful reading is taken:
 * - who somebody is (persons joined) has no date, so two names of one person never made two sign-offs; what the policy asked has one, so a
 *   stricter policy undoes no approval;
 * - whoever saved the very bytes of S before is an author of S too;
 * - a withdrawal ends every approval, and a sign-off given before it does not count after it, even on the same bytes; a no still does;
 * - so does an entry that was redacted and may have been a no, a recusal, a withdrawal or a comment that blocks: what it said, and of which
 *   audience, is not known any more, and no page may be approved because something was blanked;
 * - somebody recused from a text has no verdict on it; what they answered before counts neither way;
 * - what was answered to a submitted text holds for its bytes, also where a merge has put the submission of a newer text before it;
 * - a comment blocks every revision from the one that it was made on; resolving, not saving, ends that;
 * - which policy an article is under goes by its topics and by what was set for them, both as they were at that moment of the total order; where
 *   several of its topics have one, the stricter of each field;
 * - roles and specialties count as they were held at the verdict; one person is one sign-off in all and may be counted for several roles;
 * - a finding that was recorded with the newest verdict on these bytes stops an approval where the policy says so, whoever gave the verdict and
 *   whatever it answered; every other error is told and stops none; one recorded after the approval makes it due;
 * - an audience that has no approved text is lacking in the article and stops no approval of another audience's text; of an approved text it is
 *   told where the policy that it was approved under and the one in force now both ask for it;
 * - a submitted text that was redacted cannot be approved, nor published.
 *
 * Returns: (transfer full)
 */
AttestAssessment *attest_review_assess (const AttestReviewFacts *facts);

/** attest_review_assess_briefly: The same conclusion without the words in which it is told: @missing, the sign-offs, and who submitted and started are left out. For whoever draws it for very many texts. Returns: (transfer full) */
AttestAssessment *attest_review_assess_briefly (const AttestReviewFacts *facts);

/**
 * attest_review_dup_authors:
 * @revision: (nullable): NULL for the newest submitted revision
 *
 * Returns: (transfer full): the ids (joined, see attest_review_facts_get_same_as()) of the authors of a revision: all who saved one since the
 *   last approved one before it. Empty when there is no such revision. Any thread.
 */
GStrv attest_review_dup_authors (const AttestReviewFacts *facts, const char *revision);

/** attest_review_lacks_reviewers: Returns: whether the text in review needs more sign-offs than there are people who could still give one: the others wrote it, recused themselves, or hold no role that counts. Any thread. */
gboolean attest_review_lacks_reviewers (const AttestReviewFacts *facts);

/** AttestPart: what somebody did about the newest submitted revision, or a text with the same bytes, since it is in review. */
typedef enum
{
  ATTEST_PART_NONE,
  ATTEST_PART_STARTED,
  ATTEST_PART_ANSWERED,
  ATTEST_PART_RECUSED,
} AttestPart;

/** attest_review_get_part: @person: an id; those joined with it count too. Any thread. */
AttestPart attest_review_get_part (const AttestReviewFacts *facts, const char *person);

/** attest_review_facts_load: @now: UTC microseconds. Returns: (transfer full): the facts of one variant */
AttestReviewFacts *attest_review_facts_load (AttestDatabase *database,
                                             const char *article,
                                             const char *audience,
                                             gint64 now,
                                             GError **error);

/** attest_review_assess_variant: Loads the facts and assesses. @audience NULL for the base. On the library's thread. Returns: (transfer full) (nullable): NULL with an ATTEST_RECORD_ERROR */
AttestAssessment *attest_review_assess_variant (AttestLibrary *library,
                                                const char *article,
                                                const char *audience,
                                                gint64 now,
                                                GError **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record/attest-library.h"
#include "record/attest-policy.h"
#include "review/attest-review-error.h"

G_BEGIN_DECLS

/* The board's settings and what approval takes. For editors; while a library has no editor anybody may, and the record says who did. @actor: (nullable): NULL only while there is no editor. */

/** ATTEST_POLICY_MOST_SIGN_OFFS, ATTEST_POLICY_MOST_MONTHS: what is taken at most, in all and of each role, by the window and the command line: more than that is a slip of the hand. A record that has more is read. */
#define ATTEST_POLICY_MOST_SIGN_OFFS 20
#define ATTEST_POLICY_MOST_MONTHS 120

/** attest_review_list_policies: The board's own policy first, then those that topics have now, by name. On the library's thread. Returns: (transfer full) (element-type AttestPolicy) (nullable): NULL with @error */
GPtrArray *attest_review_list_policies (AttestLibrary *library, GError **error);

/** attest_review_find_policy: @policies: (element-type AttestPolicy); @topic: empty for the board's. Returns: (transfer none) (nullable): the one of this topic, whatever its capitals */
const AttestPolicy *attest_review_find_policy (GPtrArray *policies, const char *topic);

/** attest_review_save_board: @changes: a `board.set` body. */
gboolean attest_review_save_board (AttestLibrary *library, const char *actor, JsonObject *changes, GError **error);

/** attest_review_save_policy: Changes what the board's own policy asks in number, whose sign-offs count and until when; the rest stays. @roles: (nullable): of those who are reviewers; empty is any. @review_months: 0 for never due. */
gboolean attest_review_save_policy (AttestLibrary *library,
                                    const char *actor,
                                    guint sign_offs,
                                    const char *const *roles,
                                    guint review_months,
                                    GError **error);

/**
 * attest_review_save_settings:
 * @changes: (nullable): a `board.set` body
 * @policies: (nullable) (element-type AttestPolicy): each for its topic; a cleared one takes the topic's policy back
 *
 * Saves settings and policies together or not at all. A policy that asks what is asked already is no event; with nothing else it records nothing.
 *
 * Returns: FALSE with ATTEST_REVIEW_ERROR_INPUT, _REFUSED or an ATTEST_RECORD_ERROR
 */
gboolean attest_review_save_settings (AttestLibrary *library,
                                      const char *actor,
                                      JsonObject *changes,
                                      GPtrArray *policies,
                                      GError **error);

/**
 * AttestPolicyEffect:
 * @texts: how many are in review; @looked_at: how many of them were looked at, which is fewer only where there are very many
 * @more, @fewer: texts that will need more sign-offs than they lack now, or fewer; @least_more and @most_more: by how many
 * @people: texts that will need more sign-offs from people with a role or a specialty than they lack now
 * @too_few: texts for which the board will not have enough people who could sign off, though it has now
 * @findings: texts that will be held up by what the checks found, and are not now
 * @audiences: texts of articles that will also need an approved text for another audience
 * @approved: texts that will be approved at once
 * @hidden: texts that were left out, since what becomes of them would tell the reader of verdicts that are hidden from them
 *
 * What a change of policies does to the texts that are in review.
 */
typedef struct
{
  guint texts;
  guint looked_at;
  guint more;
  guint least_more;
  guint most_more;
  guint fewer;
  guint people;
  guint too_few;
  guint findings;
  guint audiences;
  guint approved;
  guint hidden;
} AttestPolicyEffect;

/** attest_review_find_policy_effect: @reader: (nullable): who is told, see attest_hidden_new(); @policies: as for attest_review_save_settings(). Records nothing; what it says holds for now. On the library's thread. */
gboolean attest_review_find_policy_effect (AttestLibrary *library,
                                           const char *reader,
                                           GPtrArray *policies,
                                           AttestPolicyEffect *effect,
                                           GError **error);
/** attest_policy_effect_dup_sentences: Returns: (transfer full): translated; says so where nothing changes for texts in review */
char *attest_policy_effect_dup_sentences (const AttestPolicyEffect *self);

G_END_DECLS

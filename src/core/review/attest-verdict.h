/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record/attest-library.h"
#include "review/attest-facts.h"
#include "review/attest-review-error.h"

G_BEGIN_DECLS

/*
 * Acts of a review. Each checks the rules, then appends. @actor: a person's id. @audience: NULL for the base. Times are now. All on the library's
 * thread. Errors: ATTEST_REVIEW_ERROR_REFUSED or _INPUT, or an ATTEST_RECORD_ERROR.
 */

typedef enum
{
  ATTEST_ACT_SAVE,
  ATTEST_ACT_SUBMIT,
  ATTEST_ACT_WITHDRAW,
  ATTEST_ACT_START,
  ATTEST_ACT_VERDICT,
  ATTEST_ACT_RECUSE,
  ATTEST_ACT_COMMENT,
  ATTEST_ACT_ASSIGN,
  ATTEST_ACT_REMOVE,
  ATTEST_ACT_RESTORE,
  ATTEST_ACT_WAIVE,
  ATTEST_ACT_SETTINGS,
} AttestAct;

/** attest_review_may: Whether @actor may do @act on this variant now; @error says in one sentence why not. Settings take no article. The window enables its actions by this. */
gboolean attest_review_may (AttestLibrary *library,
                            AttestAct act,
                            const char *article,
                            const char *audience,
                            const char *actor,
                            GError **error);

/** attest_review_submit: The newest revision, for review. */
gboolean attest_review_submit (AttestLibrary *library,
                               const char *article,
                               const char *audience,
                               const char *actor,
                               GError **error);
/** attest_review_start: @actor begins to review the newest submitted revision. */
gboolean attest_review_start (AttestLibrary *library,
                              const char *article,
                              const char *audience,
                              const char *actor,
                              GError **error);
/** attest_review_recuse: @actor will not judge the newest submitted revision, nor any with the same text. */
gboolean attest_review_recuse (AttestLibrary *library,
                               const char *article,
                               const char *audience,
                               const char *actor,
                               const char *reason,
                               GError **error);
/** attest_review_withdraw: Takes the variant out of review and its page down, until something is submitted again. */
gboolean attest_review_withdraw (AttestLibrary *library,
                                 const char *article,
                                 const char *audience,
                                 const char *actor,
                                 const char *reason,
                                 GError **error);

/**
 * AttestVerdict:
 * @meaning: (nullable): "review", "approval", "responsibility" or "authorship"; NULL is "review"
 * @reason: (nullable): a no needs one
 * @interests: (nullable): the competing interests that the reviewer declares with it, empty for none; NULL for what the board has of them
 */
typedef struct
{
  AttestAnswer accurate;
  AttestAnswer safe;
  AttestAnswer current;
  const char *meaning;
  const char *reason;
  const char *interests;
} AttestVerdict;

/**
 * attest_review_give_verdict:
 * @revision: (nullable): what the reviewer had before their eyes; refused when another was submitted meanwhile
 * @findings: (nullable): JSON array text of the open findings; the errors and what the policy does not let through are recorded with it
 *
 * On the newest submitted revision.
 */
gboolean attest_review_give_verdict (AttestLibrary *library,
                                     const char *article,
                                     const char *audience,
                                     const char *actor,
                                     const AttestVerdict *verdict,
                                     const char *revision,
                                     const char *findings,
                                     GError **error);

/**
 * attest_review_reaffirm:
 * @revision: (nullable): what the reviewer had before their eyes; refused when another was submitted meanwhile
 * @verdict: its answers are not looked at; a meaning of NULL is that of the sign-off, and a reason is not needed
 * @findings: (nullable): as for attest_review_give_verdict()
 *
 * Holds to the actor's last sign-off although the text is another now: three yeses on the newest submitted revision, with how far what changed since may reach
 * (see AttestChangeSince). Both stay in the record. Refused where attest_change_since_may_reaffirm() says no.
 */
gboolean attest_review_reaffirm (AttestLibrary *library,
                                 const char *article,
                                 const char *audience,
                                 const char *actor,
                                 const AttestVerdict *verdict,
                                 const char *revision,
                                 const char *findings,
                                 GError **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record/attest-library.h"
#include "review/attest-policy-in-force.h"

G_BEGIN_DECLS

/**
 * AttestHistoryVisitor:
 * @event: of the article; with @policy of the board, or what gave the article other topics, which was visited before by itself
 * @no_effect: (nullable): why it changed nothing
 * @policy: (nullable): what approval of the article takes from this event on, where it takes something else than before
 *
 * Returns: FALSE to stop
 */
typedef gboolean (*AttestHistoryVisitor) (AttestEvent *event,
                                          const char *no_effect,
                                          const AttestPolicyInForce *policy,
                                          gpointer user_data);

/**
 * attest_review_visit_history:
 * @article: an id
 *
 * Visits an article's events in the total order, and between them each change of the policy that it is under, since it was made. Reads, beside those, the
 * board's policies, the article's topics, and the events of changes that it visits. On the library's thread.
 *
 * Returns: FALSE with an ATTEST_RECORD_ERROR
 */
gboolean attest_review_visit_history (AttestLibrary *library,
                                      const char *article,
                                      AttestHistoryVisitor visit,
                                      gpointer user_data,
                                      GError **error);

/** attest_policy_in_force_dup_change: Returns: (transfer full): translated; a sentence that says what approval takes and when the next review is */
char *attest_policy_in_force_dup_change (const AttestPolicyInForce *self);

G_END_DECLS

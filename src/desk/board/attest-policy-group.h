/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "record/attest-article.h"

G_BEGIN_DECLS

/**
 * AttestPolicyGroup:
 *
 * What approval takes: how many sign-offs, whose, and when a text is due for review again. Main thread.
 */
#define ATTEST_TYPE_POLICY_GROUP (attest_policy_group_get_type ())
G_DECLARE_FINAL_TYPE (AttestPolicyGroup, attest_policy_group, ATTEST, POLICY_GROUP, AdwPreferencesGroup)

/** attest_policy_group_show: Shows the policy of @board, which stays the caller's. */
void attest_policy_group_show (AttestPolicyGroup *self, const AttestBoard *board);

/** attest_policy_group_dup_change: Returns: (transfer full) (nullable): the body for attest_review_save_settings(); NULL while what stands there is the policy of @board */
JsonObject *attest_policy_group_dup_change (AttestPolicyGroup *self, const AttestBoard *board);

G_END_DECLS

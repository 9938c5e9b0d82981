/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "record/attest-policy.h"

G_BEGIN_DECLS

/**
 * AttestPolicyGroup:
 *
 * What approval takes: how many sign-offs, whose, and when a text is due for review again. Main thread.
 */
#define ATTEST_TYPE_POLICY_GROUP (attest_policy_group_get_type ())
G_DECLARE_FINAL_TYPE (AttestPolicyGroup, attest_policy_group, ATTEST, POLICY_GROUP, AdwPreferencesGroup)

/** attest_policy_group_show: Shows @policy, which stays the caller's. */
void attest_policy_group_show (AttestPolicyGroup *self, const AttestPolicy *policy);

/** attest_policy_group_dup_policy: @before: what was shown. Returns: (transfer full): what stands there now */
AttestPolicy *attest_policy_group_dup_policy (AttestPolicyGroup *self, const AttestPolicy *before);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "record/attest-policy.h"

G_BEGIN_DECLS

/**
 * AttestPolicyPage:
 *
 * What approval takes of the articles with one topic, or of all others. Main thread.
 *
 * Signal `remove` (AttestPolicyPage *self): the topic is to have no policy of its own any more.
 */
#define ATTEST_TYPE_POLICY_PAGE (attest_policy_page_get_type ())
G_DECLARE_FINAL_TYPE (AttestPolicyPage, attest_policy_page, ATTEST, POLICY_PAGE, AdwNavigationPage)

/** attest_policy_page_new: @policy: is copied; @audiences: (element-type AttestAudience): the board's. Returns: (transfer floating) */
AttestPolicyPage *attest_policy_page_new (const AttestPolicy *policy, GPtrArray *audiences);
/** attest_policy_page_dup_policy: Returns: (transfer full): what stands there now */
AttestPolicy *attest_policy_page_dup_policy (AttestPolicyPage *self);

G_END_DECLS

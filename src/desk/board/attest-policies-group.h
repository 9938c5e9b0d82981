/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "session/attest-session.h"

G_BEGIN_DECLS

/**
 * AttestPoliciesGroup:
 *
 * What approval takes, of the board and of topics: a row for each policy, which opens its page in the navigation view around the group, and what a
 * change would do to the texts in review. Nothing is saved here. Main thread.
 */
#define ATTEST_TYPE_POLICIES_GROUP (attest_policies_group_get_type ())
G_DECLARE_FINAL_TYPE (AttestPoliciesGroup, attest_policies_group, ATTEST, POLICIES_GROUP, AdwPreferencesGroup)

/** attest_policies_group_show: Shows what holds in the session's library. Returns: FALSE with @error */
gboolean attest_policies_group_show (AttestPoliciesGroup *self, AttestSession *session, GError **error);

/** attest_policies_group_dup_policies: Returns: (transfer full) (element-type AttestPolicy): as they stand there, for attest_review_save_settings() */
GPtrArray *attest_policies_group_dup_policies (AttestPoliciesGroup *self);
/** attest_policies_group_is_changed: Whether they differ from what holds. */
gboolean attest_policies_group_is_changed (AttestPoliciesGroup *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * AttestPolicyRulesRow:
 *
 * The single rules of the checks with which a text is not approved, each with a switch in plain words. A rule of a newer version of Attest has one
 * as well once it is set, by its name. Main thread.
 */
#define ATTEST_TYPE_POLICY_RULES_ROW (attest_policy_rules_row_get_type ())
G_DECLARE_FINAL_TYPE (AttestPolicyRulesRow, attest_policy_rules_row, ATTEST, POLICY_RULES_ROW, AdwExpanderRow)

/** attest_policy_rules_row_show: @names: which are on; severities among them are passed over. To be called once. */
void attest_policy_rules_row_show (AttestPolicyRulesRow *self, const char *const *names);
/** attest_policy_rules_row_dup_names: Returns: (transfer full): which are on now: those that were there in their order, then those that came */
GStrv attest_policy_rules_row_dup_names (AttestPolicyRulesRow *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "checks/attest-checks.h"

G_BEGIN_DECLS

/** AttestCheckRule: what one check finds: @name stands in findings, waivers and policies and never changes; @label: in plain words, translated by attest_check_rule_get_label(). */
typedef struct
{
  const char *name;
  AttestSeverity severity;
  const char *label;
} AttestCheckRule;

/** attest_check_rules_list: Returns: (transfer none) (array length=n_rules): all rules that this version knows; a record may name others */
const AttestCheckRule *attest_check_rules_list (guint *n_rules);
/** attest_check_rules_find: Returns: (transfer none) (nullable) */
const AttestCheckRule *attest_check_rules_find (const char *name);
/** attest_check_rule_get_label: Returns: (transfer none): such as “Citations without a reference”; a noun, so that it stands in lists */
const char *attest_check_rule_get_label (const AttestCheckRule *self);

/** attest_check_rules_knows: Returns: whether @name is a severity or a rule, which is what a policy may let no text through with */
gboolean attest_check_rules_knows (const char *name);
/** attest_check_rules_dup_near: Returns: (transfer full): severities and rules that @name may be a slip of the hand for, the nearest first; may be empty */
GStrv attest_check_rules_dup_near (const char *name);
/** attest_check_rules_dup_names: Returns: (transfer full): all severities and rules */
GStrv attest_check_rules_dup_names (void);

G_END_DECLS

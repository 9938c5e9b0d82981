/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "review/attest-facts.h"

G_BEGIN_DECLS

/**
 * AttestPolicyInForce:
 * @topics: the topics of the article whose policies these are put together from, as they were written there; empty for the board's own policy
 * @time: when the newest of them was set (UTC microseconds); 0 for the policy that every library begins with
 * @roles: (element-type GStrv): a sign-off counts when its roles have one of each list; empty for all reviewers
 * @specialties: each has to be among the sign-offs
 *
 * What approval takes of one article. Of its topics those count that have a policy of their own, else the board's does. Where several do, the
 * stricter of each field: most sign-offs, in all and of each role; all audiences, specialties and blocking findings; the shortest time that is
 * not never; independent if any is. As many sign-offs of one role as are asked are asked in all, too. The other fields are those of AttestPolicy. Immutable and shared; any thread.
 */
typedef struct
{
  GStrv topics;
  gint64 time;
  guint sign_offs;
  GPtrArray *roles;
  guint role_sign_offs[ATTEST_N_ROLES];
  GStrv audiences;
  GStrv specialties;
  guint review_months;
  GStrv blocking_findings;
  gboolean independent;
} AttestPolicyInForce;

/**
 * attest_policy_in_force_new:
 * @policies: (element-type AttestPolicyFact): all that were set and cleared so far, in the total order, with their keys
 * @topics: (nullable): those of the article now; NULL while it has none
 *
 * Returns: (transfer full)
 */
AttestPolicyInForce *attest_policy_in_force_new (const GPtrArray *policies, const AttestTopicsFact *topics);
AttestPolicyInForce *attest_policy_in_force_ref (AttestPolicyInForce *self);
void attest_policy_in_force_unref (AttestPolicyInForce *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestPolicyInForce, attest_policy_in_force_unref)

/** attest_policy_in_force_asks_same: Whether both ask the same, whatever topics they are of and whenever they were set. */
gboolean attest_policy_in_force_asks_same (const AttestPolicyInForce *self, const AttestPolicyInForce *other);
/** attest_policy_in_force_counts: Whether a reviewer's sign-off with these roles counts. */
gboolean attest_policy_in_force_counts (const AttestPolicyInForce *self, const char *const *roles);
/** attest_policy_in_force_blocks: Whether a finding with this rule and severity stops an approval. */
gboolean attest_policy_in_force_blocks (const AttestPolicyInForce *self, const char *rule, const char *severity);
/** attest_names_have: Whether one of @names (nullable) is @name but for capitals and white space around it. */
gboolean attest_names_have (const char *const *names, const char *name);

/** attest_policy_in_force_dup_name: Returns: (transfer full): translated, such as "the policy of 3 March 2026 for “Depression”" */
char *attest_policy_in_force_dup_name (const AttestPolicyInForce *self);
/** attest_policy_in_force_dup_terms: Returns: (transfer full): translated, such as "2 sign-offs, 1 of them from an editor, 1 from a specialist in psychiatry" */
char *attest_policy_in_force_dup_terms (const AttestPolicyInForce *self);
/** attest_policy_dup_terms: Returns: (transfer full): the same of a policy by itself */
char *attest_policy_dup_terms (const AttestPolicy *policy);
/** attest_policy_in_force_dup_sentence: @approved: whether something was approved under it, or is to be. Returns: (transfer full): translated; both of them in one sentence */
char *attest_policy_in_force_dup_sentence (const AttestPolicyInForce *self, gboolean approved);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/** AttestRole: what somebody may be on a board; several at once. */
typedef enum
{
  ATTEST_ROLE_AUTHOR,
  ATTEST_ROLE_REVIEWER,
  ATTEST_ROLE_EDITOR,
} AttestRole;

#define ATTEST_N_ROLES (ATTEST_ROLE_EDITOR + 1)

/** attest_role_to_string: Returns: "author", "reviewer" or "editor", as events have it */
const char *attest_role_to_string (AttestRole role);
/** attest_role_from_string: Returns: FALSE when @name is no role */
gboolean attest_role_from_string (const char *name, AttestRole *role);

/**
 * AttestPolicy:
 * @clock, @device, @sequence: the place in the total order from which it holds; the first, which every library begins with, has clock 0 and an empty device
 * @event: the event that set it; empty for the first
 * @time: when its device's clock said it was set (UTC microseconds), 0 for the first
 * @topic: of articles with this topic; empty for the board's own, which holds for all others
 * @cleared: from here on articles with @topic follow the board's again; the rest says nothing then
 * @sign_offs: of different people, in all
 * @roles: whose sign-offs count; empty means reviewers
 * @role_sign_offs: how many of the sign-offs come from people with each role; one person may be counted for several roles
 * @audiences: keys of those for which an article has to have an approved text
 * @specialty: one sign-off has to come from a specialist in it; empty for none
 * @review_months: until a text is due for review again, 0 for never
 * @blocking_findings: severities ("error", "warning", "hint") or rules of the checks with which a text is not approved
 * @independent: whether reviewers answer before they see what others said, see review/attest-independence.h
 *
 * What approval takes, as it was set at one place in the total order. Immutable after construction. Strings and lists are never NULL.
 */
typedef struct
{
  gint64 clock;
  char *device;
  gint64 sequence;
  char *event;
  gint64 time;
  char *topic;
  gboolean cleared;
  guint sign_offs;
  GStrv roles;
  guint role_sign_offs[ATTEST_N_ROLES];
  GStrv audiences;
  char *specialty;
  guint review_months;
  GStrv blocking_findings;
  gboolean independent;
} AttestPolicy;

/**
 * ATTEST_POLICY_FIRST_SIGN_OFFS, ATTEST_POLICY_FIRST_ROLE, ATTEST_POLICY_FIRST_MONTHS:
 *
 * What every library begins with: two reviewers, and a review each year. It holds in each library without an event that says so, and so can never be another.
 */
#define ATTEST_POLICY_FIRST_SIGN_OFFS 2
#define ATTEST_POLICY_FIRST_ROLE "reviewer"
#define ATTEST_POLICY_FIRST_MONTHS 12

/** attest_policy_new: @topic: (nullable). Returns: (transfer full): what every library begins with, two reviewers and a yearly review, for @topic */
AttestPolicy *attest_policy_new (const char *topic);
AttestPolicy *attest_policy_copy (const AttestPolicy *self);
void attest_policy_free (AttestPolicy *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestPolicy, attest_policy_free)

/** attest_policy_asks_same: Whether both ask the same, whatever topic they are of and whenever they were set. Any thread. */
gboolean attest_policy_asks_same (const AttestPolicy *self, const AttestPolicy *other);

/** attest_policy_to_body: Returns: (transfer full): the body of the event that sets it: `policy.set`, or `policy.clear` where it is cleared. Any thread. */
JsonObject *attest_policy_to_body (const AttestPolicy *self);

/** attest_dup_name_key: @name: a topic's or a specialty's name. Returns: (transfer full): equal for names that differ in capitals or in white space around them alone. Any thread. */
char *attest_dup_name_key (const char *name);

G_END_DECLS

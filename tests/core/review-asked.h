/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "review-model.h"

G_BEGIN_DECLS

/* Inside the second reading only: what is asked of an article. "Of its topics those that have a policy of their own, else the board's; where several do, the stricter of each field." */

#define MOST_ASKED 8

/** Asked: the policies that an article is under, all of which have to be met. */
typedef struct
{
  const AttestPolicyFact *policies[MOST_ASKED];
  int n;
} Asked;

/** asked_find: @lines: of which the first @n count */
Asked asked_find (const GArray *lines, int n);
/** asked_count_sign_offs: Returns: how many sign-offs, at least one; never fewer than of a role alone */
int asked_count_sign_offs (const Asked *self);
/** asked_count_role: Returns: how many of them from people with the role */
int asked_count_role (const Asked *self, AttestRole role);
/** asked_get_months: Returns: the shortest that is not never; 0 where all are */
guint asked_get_months (const Asked *self);
/** asked_takes: Whether a sign-off with these roles counts. */
gboolean asked_takes (const Asked *self, const char *const *roles);
/** asked_stops: Whether a text is not let through with this finding. */
gboolean asked_stops (const Asked *self, const AttestFindingFact *finding);
/** asked_wants_audience: Whether any of them wants an approved text for it. */
gboolean asked_wants_audience (const Asked *self, const char *audience);

/** asked_lists: Whether @name is in @names (nullable), whatever its capitals. */
gboolean asked_lists (const char *const *names, const char *name);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "review-asked.h"

#include <string.h>

static const char *const reviewers[] = { "reviewer", NULL };
static const char *const nothing[] = { NULL };
static const AttestPolicyFact first_policy = { .sign_offs = 2,
                                               .roles = reviewers,
                                               .review_months = 12,
                                               .audiences = nothing,
                                               .specialty = "",
                                               .blocking_findings = nothing };

gboolean
asked_lists (const char *const *names, const char *name)
{
  for (; names != NULL && *names != NULL; names++)
    if (g_ascii_strcasecmp (*names, name) == 0)
      return TRUE;

  return FALSE;
}

/* The last word about a topic, or about the board where that is empty. */
static const AttestPolicyFact *
find_last (const GArray *lines, int n, const char *topic)
{
  for (int i = n - 1; i >= 0; i--)
    {
      const AttestPolicyFact *policy = g_array_index (lines, ReviewLine, i).policy;

      if (policy != NULL && g_ascii_strcasecmp (policy->topic, topic) == 0)
        return policy;
    }

  return NULL;
}

Asked
asked_find (const GArray *lines, int n)
{
  Asked asked = { 0 };
  const char *const *topics = nothing;
  const AttestPolicyFact *board = find_last (lines, n, "");

  for (int i = 0; i < n; i++)
    if (g_array_index (lines, ReviewLine, i).topics != NULL)
      topics = g_array_index (lines, ReviewLine, i).topics->topics;
  for (; *topics != NULL; topics++)
    {
      const AttestPolicyFact *policy = find_last (lines, n, *topics);

      g_assert_cmpint (asked.n, <, MOST_ASKED);
      if (policy != NULL && !policy->cleared)
        asked.policies[asked.n++] = policy;
    }
  if (asked.n == 0)
    asked.policies[asked.n++] = board != NULL ? board : &first_policy;

  return asked;
}

int
asked_count_role (const Asked *self, AttestRole role)
{
  guint most = 0;

  for (int i = 0; i < self->n; i++)
    most = MAX (most, self->policies[i]->role_sign_offs[role]);

  return (int) most;
}

int
asked_count_sign_offs (const Asked *self)
{
  int most = 1;

  for (int i = 0; i < self->n; i++)
    most = MAX (most, (int) self->policies[i]->sign_offs);
  for (int role = 0; role < ATTEST_N_ROLES; role++)
    most = MAX (most, asked_count_role (self, role));

  return most;
}

guint
asked_get_months (const Asked *self)
{
  guint shortest = 0;

  for (int i = 0; i < self->n; i++)
    if (shortest == 0 || (self->policies[i]->review_months > 0 && self->policies[i]->review_months < shortest))
      shortest = self->policies[i]->review_months;

  return shortest;
}

gboolean
asked_takes (const Asked *self, const char *const *roles)
{
  for (int i = 0; i < self->n; i++)
    {
      const char *const *wanted = self->policies[i]->roles[0] == NULL ? reviewers : self->policies[i]->roles;
      gboolean has_one = FALSE;

      for (const char *const *role = roles; *role != NULL; role++)
        for (const char *const *one = wanted; *one != NULL; one++)
          has_one |= strcmp (*role, *one) == 0;
      if (!has_one)
        return FALSE;
    }

  return TRUE;
}

gboolean
asked_stops (const Asked *self, const AttestFindingFact *finding)
{
  for (int i = 0; i < self->n; i++)
    for (const char *const *name = self->policies[i]->blocking_findings; *name != NULL; name++)
      if (strcmp (*name, finding->rule) == 0 || strcmp (*name, finding->severity) == 0)
        return TRUE;

  return FALSE;
}

gboolean
asked_wants_audience (const Asked *self, const char *audience)
{
  for (int i = 0; i < self->n; i++)
    for (const char *const *key = self->policies[i]->audiences; *key != NULL; key++)
      if (strcmp (*key, audience) == 0)
        return TRUE;

  return FALSE;
}

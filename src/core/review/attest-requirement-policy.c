/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "review/attest-requirement.h"

#include <string.h>

/* What a policy asks beside a number of sign-offs, counted. */

guint
attest_standpoint_count_role (const AttestStandpoint *self, AttestRole role)
{
  const char *name = attest_role_to_string (role);
  guint wanted = self->policy->role_sign_offs[role];
  g_autoptr (GPtrArray) sign_offs = wanted > 0 ? attest_standpoint_dup_sign_offs (self) : NULL;
  guint count = 0;

  for (guint i = 0; wanted > 0 && i < sign_offs->len; i++)
    count += g_strv_contains (((const AttestActFact *) sign_offs->pdata[i])->roles, name);

  return count < wanted ? wanted - count : 0;
}

guint
attest_count_role_sign_offs (const AttestStandpoint *self)
{
  guint count = 0;

  for (guint i = 0; self->revision != NULL && i < ATTEST_N_ROLES; i++)
    count += attest_standpoint_count_role (self, i);

  return count;
}

gboolean
attest_standpoint_has_specialist (const AttestStandpoint *self, const char *specialty)
{
  g_autoptr (GPtrArray) sign_offs = attest_standpoint_dup_sign_offs (self);

  for (guint i = 0; i < sign_offs->len; i++)
    if (attest_names_have (((const AttestActFact *) sign_offs->pdata[i])->specialties, specialty))
      return TRUE;

  return FALSE;
}

guint
attest_count_specialties (const AttestStandpoint *self)
{
  guint count = 0;

  for (guint i = 0; self->revision != NULL && self->policy->specialties[i] != NULL; i++)
    count += !attest_standpoint_has_specialist (self, self->policy->specialties[i]);

  return count;
}

gboolean
attest_standpoint_lacks_audience (const AttestStandpoint *self, const char *audience)
{
  const AttestPolicyInForce *now = attest_review_state_get_policy (self->state);
  guint n_audiences;
  const AttestAudienceFact *audiences = attest_review_facts_get_audiences (self->state->facts, &n_audiences);

  /* A stricter policy takes nothing from what was approved before it, and a laxer one holds at once. */
  if (!g_strv_contains ((const char *const *) self->policy->audiences, audience) ||
      !g_strv_contains ((const char *const *) now->audiences, audience))
    return FALSE;
  for (guint i = 0; i < n_audiences; i++)
    if (strcmp (audiences[i].key, audience) == 0)
      return !audiences[i].own && !audiences[i].published;

  return TRUE;
}

guint
attest_count_audiences (const AttestStandpoint *self)
{
  guint count = 0;

  for (guint i = 0; self->revision != NULL && self->policy->audiences[i] != NULL; i++)
    count += attest_standpoint_lacks_audience (self, self->policy->audiences[i]);

  return count;
}

gboolean
attest_standpoint_can_bring (const AttestStandpoint *self, const char *person, const char *role, const char *specialty)
{
  static const char *const reviewer[] = { "reviewer", NULL };
  guint n_people;
  const AttestPersonFact *people = attest_review_facts_get_people (self->state->facts, &n_people);

  for (guint i = 0; i < n_people; i++)
    if (strcmp (people[i].same_as, person) == 0 && attest_roles_overlap (people[i].roles, reviewer) &&
        attest_policy_in_force_counts (self->policy, people[i].roles) &&
        (role != NULL ? g_strv_contains (people[i].roles, role) : attest_names_have (people[i].specialties, specialty)))
      return TRUE;

  return FALSE;
}

/* ---- Whose turn it is ---- */

static guint
count_bringers (const AttestStandpoint *self, const GPtrArray *people, const char *role, const char *specialty)
{
  guint count = 0;

  for (guint i = 0; i < people->len; i++)
    count +=
        attest_standpoint_can_bring (self, ((const AttestPersonFact *) people->pdata[i])->same_as, role, specialty);

  return count;
}

gboolean
attest_standpoint_are_enough (const AttestStandpoint *self, const GPtrArray *people)
{
  if (people->len < attest_count_sign_offs (self))
    return FALSE;
  for (guint i = 0; i < ATTEST_N_ROLES; i++)
    {
      guint lacking = attest_standpoint_count_role (self, i);

      if (lacking > 0 && count_bringers (self, people, attest_role_to_string (i), NULL) < lacking)
        return FALSE;
    }
  for (guint i = 0; self->policy->specialties[i] != NULL; i++)
    if (!attest_standpoint_has_specialist (self, self->policy->specialties[i]) &&
        count_bringers (self, people, NULL, self->policy->specialties[i]) == 0)
      return FALSE;

  return TRUE;
}

static gboolean
brings_what_lacks (const AttestStandpoint *self, const char *person)
{
  for (guint i = 0; i < ATTEST_N_ROLES; i++)
    if (attest_standpoint_count_role (self, i) > 0 &&
        attest_standpoint_can_bring (self, person, attest_role_to_string (i), NULL))
      return TRUE;
  for (guint i = 0; self->policy->specialties[i] != NULL; i++)
    if (!attest_standpoint_has_specialist (self, self->policy->specialties[i]) &&
        attest_standpoint_can_bring (self, person, NULL, self->policy->specialties[i]))
      return TRUE;

  return FALSE;
}

void
attest_standpoint_keep_who_helps (const AttestStandpoint *self, GPtrArray *people)
{
  if (attest_count_sign_offs (self) > 0 || attest_count_role_sign_offs (self) + attest_count_specialties (self) == 0)
    return;
  for (guint i = people->len; i > 0; i--)
    if (!brings_what_lacks (self, ((const AttestPersonFact *) people->pdata[i - 1])->same_as))
      g_ptr_array_remove_index (people, i - 1);
}

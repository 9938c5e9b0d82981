/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "review/attest-policy-in-force.h"

#include <string.h>

/* What holds until the board says otherwise. */
static const char *const default_roles[] = { ATTEST_POLICY_FIRST_ROLE, NULL };
static const char *const no_names[] = { NULL };
static const AttestPolicyFact default_policy = { .sign_offs = ATTEST_POLICY_FIRST_SIGN_OFFS,
                                                 .roles = default_roles,
                                                 .review_months = ATTEST_POLICY_FIRST_MONTHS,
                                                 .topic = "",
                                                 .key = "",
                                                 .audiences = no_names,
                                                 .specialty = "",
                                                 .blocking_findings = no_names };

static const AttestPolicyFact *
find_newest (const GPtrArray *policies, const char *key)
{
  for (guint i = policies->len; i > 0; i--)
    {
      const AttestPolicyFact *policy = policies->pdata[i - 1];

      if (strcmp (policy->key, key) == 0)
        return policy;
    }

  return NULL;
}

static gboolean
has_pointer (const GPtrArray *list, gconstpointer item)
{
  for (guint i = 0; i < list->len; i++)
    if (list->pdata[i] == item)
      return TRUE;

  return FALSE;
}

static gboolean
has_text (const GPtrArray *list, const char *text)
{
  for (guint i = 0; i < list->len; i++)
    if (strcmp (list->pdata[i], text) == 0)
      return TRUE;

  return FALSE;
}

/* Those of the topics that have one, else the board's alone. @names: (out): the topics, as the article has them */
static GPtrArray *
list_policies (const GPtrArray *policies, const AttestTopicsFact *topics, GPtrArray *names)
{
  GPtrArray *chosen = g_ptr_array_new ();
  const AttestPolicyFact *board = find_newest (policies, "");

  /* Nothing takes the board's own policy back; whatever says so all the same asks for no less than a new library does. */
  if (board != NULL && board->cleared)
    board = NULL;

  for (guint i = 0; topics != NULL && topics->keys[i] != NULL; i++)
    {
      const AttestPolicyFact *policy = *topics->keys[i] != '\0' ? find_newest (policies, topics->keys[i]) : NULL;

      if (policy == NULL || policy->cleared || has_pointer (chosen, policy))
        continue;
      g_ptr_array_add (chosen, (gpointer) policy);
      g_ptr_array_add (names, g_strdup (topics->topics[i]));
    }
  if (chosen->len == 0)
    g_ptr_array_add (chosen, (gpointer) (board != NULL ? board : &default_policy));

  return chosen;
}

/* A list with reviewers among others asks for no more than one without: only reviewers give verdicts. */
static gboolean
is_every_reviewer (const char *const *roles)
{
  return roles[0] == NULL || g_strv_contains (roles, "reviewer");
}

static void
add_texts (GPtrArray *list, const char *const *texts)
{
  for (guint i = 0; texts[i] != NULL; i++)
    if (!has_text (list, texts[i]))
      g_ptr_array_add (list, g_strdup (texts[i]));
}

static GStrv
finish (GPtrArray *list)
{
  g_ptr_array_add (list, NULL);

  return (GStrv) g_ptr_array_free (list, FALSE);
}

static void
add_numbers (AttestPolicyInForce *self, const AttestPolicyFact *policy)
{
  self->time = MAX (self->time, policy->set_at);
  self->sign_offs = MAX (self->sign_offs, MAX (policy->sign_offs, 1));
  for (guint i = 0; i < ATTEST_N_ROLES; i++)
    {
      self->role_sign_offs[i] = MAX (self->role_sign_offs[i], policy->role_sign_offs[i]);
      self->sign_offs = MAX (self->sign_offs, policy->role_sign_offs[i]);
    }
  if (policy->review_months != 0 && (self->review_months == 0 || policy->review_months < self->review_months))
    self->review_months = policy->review_months;
  self->independent |= policy->independent;
  if (!is_every_reviewer (policy->roles))
    g_ptr_array_add (self->roles, g_strdupv ((GStrv) policy->roles));
}

AttestPolicyInForce *
attest_policy_in_force_new (const GPtrArray *policies, const AttestTopicsFact *topics)
{
  AttestPolicyInForce *self = g_atomic_rc_box_new0 (AttestPolicyInForce);
  GPtrArray *names = g_ptr_array_new ();
  GPtrArray *audiences = g_ptr_array_new ();
  GPtrArray *specialties = g_ptr_array_new ();
  GPtrArray *findings = g_ptr_array_new ();
  g_autoptr (GPtrArray) chosen = list_policies (policies, topics, names);

  self->roles = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  for (guint i = 0; i < chosen->len; i++)
    {
      const AttestPolicyFact *policy = chosen->pdata[i];
      const char *const specialty[] = { *policy->specialty != '\0' ? policy->specialty : NULL, NULL };

      add_numbers (self, policy);
      add_texts (audiences, policy->audiences);
      add_texts (specialties, specialty);
      add_texts (findings, policy->blocking_findings);
    }
  self->topics = finish (names);
  self->audiences = finish (audiences);
  self->specialties = finish (specialties);
  self->blocking_findings = finish (findings);

  return self;
}

AttestPolicyInForce *
attest_policy_in_force_ref (AttestPolicyInForce *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  AttestPolicyInForce *self = data;

  g_strfreev (self->topics);
  g_ptr_array_unref (self->roles);
  g_strfreev (self->audiences);
  g_strfreev (self->specialties);
  g_strfreev (self->blocking_findings);
}

void
attest_policy_in_force_unref (AttestPolicyInForce *self)
{
  if (self != NULL)
    g_atomic_rc_box_release_full (self, clear);
}

static gboolean
has_same_texts (GStrv one, GStrv other)
{
  return g_strv_equal ((const char *const *) one, (const char *const *) other);
}

gboolean
attest_policy_in_force_asks_same (const AttestPolicyInForce *self, const AttestPolicyInForce *other)
{
  if (self->roles->len != other->roles->len)
    return FALSE;
  for (guint i = 0; i < self->roles->len; i++)
    if (!has_same_texts (self->roles->pdata[i], other->roles->pdata[i]))
      return FALSE;

  return self->sign_offs == other->sign_offs && self->review_months == other->review_months &&
         self->independent == other->independent &&
         memcmp (self->role_sign_offs, other->role_sign_offs, sizeof self->role_sign_offs) == 0 &&
         has_same_texts (self->audiences, other->audiences) && has_same_texts (self->specialties, other->specialties) &&
         has_same_texts (self->blocking_findings, other->blocking_findings);
}

gboolean
attest_policy_in_force_counts (const AttestPolicyInForce *self, const char *const *roles)
{
  for (guint i = 0; i < self->roles->len; i++)
    {
      const char *const *wanted = self->roles->pdata[i];
      gboolean has_one = FALSE;

      for (guint k = 0; roles != NULL && roles[k] != NULL; k++)
        has_one |= g_strv_contains (wanted, roles[k]);
      if (!has_one)
        return FALSE;
    }

  return TRUE;
}

gboolean
attest_policy_in_force_blocks (const AttestPolicyInForce *self, const char *rule, const char *severity)
{
  const char *const *blocking = (const char *const *) self->blocking_findings;

  return g_strv_contains (blocking, rule) || g_strv_contains (blocking, severity);
}

gboolean
attest_names_have (const char *const *names, const char *name)
{
  g_autofree char *key = NULL;

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      g_autofree char *other = NULL;

      if (strcmp (names[i], name) == 0)
        return TRUE;
      if (key == NULL)
        key = attest_dup_name_key (name);
      other = attest_dup_name_key (names[i]);
      if (strcmp (key, other) == 0)
        return TRUE;
    }

  return FALSE;
}

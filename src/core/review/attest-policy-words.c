/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "review/attest-policy-in-force.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "text/attest-isolate.h"

/* A policy in words. */

static char *
dup_day (gint64 time)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc_usec (time);
  g_autoptr (GDateTime) day = utc != NULL ? g_date_time_to_local (utc) : NULL;

  /* Translators: the day on which a policy was set, such as "3 March 2026" */
  return day != NULL ? attest_isolate_take (g_date_time_format (day, _ ("%-d %B %Y"))) : g_strdup ("?");
}

static char *
join_topics (const AttestPolicyInForce *self)
{
  g_autoptr (GString) joined = g_string_new (NULL);

  for (guint i = 0; self->topics[i] != NULL; i++)
    {
      g_autofree char *topic = attest_isolate (self->topics[i]);

      if (i > 0)
        /* Translators: between the topics whose policies are put together, as in “Depression” and “Ketamine” */
        g_string_append (joined, _ (" and "));
      /* Translators: a topic of articles */
      g_string_append_printf (joined, _ ("“%s”"), topic);
    }

  return g_string_free (g_steal_pointer (&joined), FALSE);
}

char *
attest_policy_in_force_dup_name (const AttestPolicyInForce *self)
{
  g_autofree char *day = dup_day (self->time);
  g_autofree char *topics = NULL;

  if (self->topics[0] == NULL && self->time == 0)
    return g_strdup (_ ("the policy that every new library has"));
  if (self->topics[0] == NULL)
    /* Translators: %s is a day */
    return g_strdup_printf (_ ("the board’s policy of %s"), day);
  topics = join_topics (self);

  /* Translators: a day, and one topic or several, as in: the policy of 3 March 2026 for “Depression” */
  return g_strdup_printf (_ ("the policy of %s for %s"), day, topics);
}

/* What belongs together stands between commas, as in "2 sign-offs, 1 of them from an editor; no warning of the checks". */
static void
append (GString *terms, const char *between, char *term)
{
  if (terms->len > 0)
    g_string_append (terms, between);
  g_string_append (terms, term);
  g_free (term);
}

/* Nobody but reviewers gives verdicts, so that how many of them are reviewers needs no saying. */
static void
append_roles (GString *terms, const guint *counts)
{
  guint authors = counts[ATTEST_ROLE_AUTHOR];
  guint editors = counts[ATTEST_ROLE_EDITOR];

  if (editors > 0)
    append (
        terms,
        _ (", "),
        g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u of them from an editor", "%u of them from editors", editors),
                         editors));
  if (authors > 0)
    append (
        terms,
        _ (", "),
        g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u of them from an author", "%u of them from authors", authors),
                         authors));
}

static char *
tell_whose (const char *const *roles)
{
  gboolean editors = g_strv_contains (roles, "editor");

  if (editors && g_strv_contains (roles, "author"))
    return g_strdup (_ ("only from reviewers who are also editors or authors"));
  if (editors)
    return g_strdup (_ ("only from reviewers who are also editors"));

  return g_strdup (_ ("only from reviewers who are also authors"));
}

static void
append_findings (GString *terms, const AttestPolicyInForce *self)
{
  static const char *const severities[] = { "error", "warning", "hint", NULL };
  const char *const *findings = (const char *const *) self->blocking_findings;

  if (g_strv_contains (findings, "error"))
    append (terms, _ ("; "), g_strdup (_ ("no error that the checks found")));
  if (g_strv_contains (findings, "warning"))
    append (terms, _ ("; "), g_strdup (_ ("no warning of the checks")));
  if (g_strv_contains (findings, "hint"))
    append (terms, _ ("; "), g_strdup (_ ("no hint of the checks")));
  for (; *findings != NULL; findings++)
    if (!g_strv_contains (severities, *findings))
      /* Translators: %s is the name of a rule of the checks, such as "citation-without-reference" */
      append (terms, _ ("; "), g_strdup_printf (_ ("nothing that the check “%s” found"), *findings));
}

char *
attest_policy_in_force_dup_terms (const AttestPolicyInForce *self)
{
  g_autoptr (GString) terms = g_string_new (NULL);
  g_autofree char *audiences = g_strjoinv (_ (", "), self->audiences);

  append (
      terms,
      _ (", "),
      g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u sign-off", "%u sign-offs", self->sign_offs), self->sign_offs));
  append_roles (terms, self->role_sign_offs);
  for (guint i = 0; self->specialties[i] != NULL; i++)
    /* Translators: %s is a specialty, such as "psychiatry" */
    append (terms, _ (", "), g_strdup_printf (_ ("one from a specialist in %s"), self->specialties[i]));
  for (guint i = 0; i < self->roles->len; i++)
    append (terms, _ (", "), tell_whose (self->roles->pdata[i]));
  append_findings (terms, self);
  if (self->audiences[0] != NULL)
    /* Translators: %s is a list of audiences */
    append (terms, _ ("; "), g_strdup_printf (_ ("an approved text for each of: %s"), audiences));
  if (self->independent)
    append (terms, _ ("; "), g_strdup (_ ("each reviewer answers before they see what others said")));

  return g_string_free (g_steal_pointer (&terms), FALSE);
}

char *
attest_policy_dup_terms (const AttestPolicy *policy)
{
  AttestPolicyFact fact = { .sign_offs = policy->sign_offs,
                            .roles = (const char *const *) policy->roles,
                            .review_months = policy->review_months,
                            .topic = "",
                            .key = "",
                            .audiences = (const char *const *) policy->audiences,
                            .specialty = policy->specialty,
                            .blocking_findings = (const char *const *) policy->blocking_findings,
                            .independent = policy->independent };
  g_autoptr (GPtrArray) alone = g_ptr_array_new ();
  g_autoptr (AttestPolicyInForce) in_force = NULL;

  memcpy (fact.role_sign_offs, policy->role_sign_offs, sizeof fact.role_sign_offs);
  g_ptr_array_add (alone, &fact);
  in_force = attest_policy_in_force_new (alone, NULL);

  return attest_policy_in_force_dup_terms (in_force);
}

char *
attest_policy_in_force_dup_sentence (const AttestPolicyInForce *self, gboolean approved)
{
  g_autofree char *name = attest_policy_in_force_dup_name (self);
  g_autofree char *terms = attest_policy_in_force_dup_terms (self);

  /* Translators: the name of a policy, and what it asks */
  return g_strdup_printf (approved ? _ ("Approved under %s: %s.") : _ ("Approval goes by %s: %s."), name, terms);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "checks/attest-check-rules.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const AttestCheckRule rules[] = {
  { "citation-without-reference", ATTEST_SEVERITY_ERROR, N_ ("Citations without a reference") },
  { "placeholder-citation", ATTEST_SEVERITY_WARNING, N_ ("Citations whose source is not named yet") },
  { "unused-reference", ATTEST_SEVERITY_WARNING, N_ ("References that are not cited") },
  { "raw-html", ATTEST_SEVERITY_WARNING, N_ ("HTML that readers see as text") },
  { "refused-link", ATTEST_SEVERITY_WARNING, N_ ("Links and images that readers do not get") },
  { "other-organisation", ATTEST_SEVERITY_WARNING, N_ ("A disclaimer that names another organisation") },
};

/* A word that is meant differs in a letter or two, or was not written out. */
#define MOST_SLIPS 2

const AttestCheckRule *
attest_check_rules_list (guint *n_rules)
{
  *n_rules = G_N_ELEMENTS (rules);
  return rules;
}

const AttestCheckRule *
attest_check_rules_find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    if (strcmp (rules[i].name, name) == 0)
      return &rules[i];
  return NULL;
}

const char *
attest_check_rule_get_label (const AttestCheckRule *self)
{
  return _ (self->label);
}

GStrv
attest_check_rules_dup_names (void)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  for (AttestSeverity severity = ATTEST_SEVERITY_ERROR; severity <= ATTEST_SEVERITY_HINT; severity++)
    g_strv_builder_add (names, attest_severity_to_string (severity));
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    g_strv_builder_add (names, rules[i].name);
  return g_strv_builder_end (names);
}

gboolean
attest_check_rules_knows (const char *name)
{
  g_auto (GStrv) names = attest_check_rules_dup_names ();

  return g_strv_contains ((const char *const *) names, name);
}

/* Letters that are wrong, too many or missing. */
static guint
count_slips (const char *one, const char *other)
{
  gsize length = strlen (other);
  g_autofree guint *before = g_new (guint, length + 1);
  g_autofree guint *now = g_new (guint, length + 1);

  for (guint k = 0; k <= length; k++)
    before[k] = k;
  for (guint i = 0; one[i] != '\0'; i++)
    {
      now[0] = i + 1;
      for (guint k = 0; k < length; k++)
        now[k + 1] = MIN (MIN (now[k], before[k + 1]) + 1, before[k] + (one[i] != other[k]));
      memcpy (before, now, (length + 1) * sizeof *now);
    }
  return before[length];
}

GStrv
attest_check_rules_dup_near (const char *name)
{
  g_autofree char *folded = g_ascii_strdown (name, -1);
  g_auto (GStrv) names = attest_check_rules_dup_names ();
  g_autoptr (GStrvBuilder) near = g_strv_builder_new ();

  /* Nobody writes so long a word by a slip, and what is compared takes time with its square. */
  if (strlen (folded) > 64)
    return g_strv_builder_end (near);
  for (guint slips = 0; slips <= MOST_SLIPS; slips++)
    for (guint i = 0; names[i] != NULL; i++)
      if (count_slips (folded, names[i]) == slips)
        g_strv_builder_add (near, names[i]);
  for (guint i = 0; names[i] != NULL; i++)
    if (count_slips (folded, names[i]) > MOST_SLIPS && strlen (folded) > 2 &&
        (strstr (names[i], folded) != NULL || strstr (folded, names[i]) != NULL))
      g_strv_builder_add (near, names[i]);
  return g_strv_builder_end (near);
}

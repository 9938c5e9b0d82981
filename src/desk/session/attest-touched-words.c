/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/attest-touched-words.h"

#include <glib/gi18n.h>

static const struct
{
  AttestTouched touched;
  const char *words;
} names[] = {
  { ATTEST_TOUCHED_NUMBER, N_ ("number") },
  { ATTEST_TOUCHED_UNIT, N_ ("unit") },
  { ATTEST_TOUCHED_DRUG, N_ ("drug name") },
  { ATTEST_TOUCHED_NEGATION, N_ ("negation") },
  { ATTEST_TOUCHED_CITATION, N_ ("citation") },
  { ATTEST_TOUCHED_PICTURE, N_ ("picture") },
  { ATTEST_TOUCHED_LANGUAGE, N_ ("language that Attest cannot judge") },
};

char *
attest_touched_dup_words (AttestTouched touched)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) words = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (touched & names[i].touched)
      g_strv_builder_add (builder, _ (names[i].words));
  words = g_strv_builder_end (builder);
  /* Translators: what stands between the parts of a list, such as "number, unit" */
  return g_strjoinv (_ (", "), words);
}

char *
attest_change_since_dup_reach (const AttestChangeSince *since)
{
  g_autofree char *touched = attest_touched_dup_words (since->touched);

  if (since->old_text == NULL || since->new_text == NULL)
    return g_strdup (_ ("One of the two texts was blanked, so that nobody can tell what changed."));
  switch (since->change)
    {
    case ATTEST_CHANGE_TYPOGRAPHY:
      return g_strdup (_ ("Only white space or typography changed."));
    case ATTEST_CHANGE_WORDS:
      return g_strdup (_ ("Words changed, but no number, unit, drug name, negation, citation or picture."));
    case ATTEST_CHANGE_SAFETY:
      /* Translators: %s is a list of what an edit touches, such as "number, unit" */
      return g_strdup_printf (_ ("What changed touches: %s."), touched);
    case ATTEST_CHANGE_NONE:
    default:
      return g_strdup ("");
    }
}

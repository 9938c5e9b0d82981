/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib.h>

#include "text/attest-isolate.h"

/* What is put into a sentence keeps to itself where it may run the other way, and is left as it is elsewhere. */

#define ISOLATED(words) "\u2068" words "\u2069"

static void
test_isolate (void)
{
  static const struct
  {
    const char *words;
    const char *expected;
  } cases[] = {
    { "", "" },
    { "3 March 2026", "3 March 2026" },
    { "Dr Åse Ødegård (MD)", "Dr Åse Ødegård (MD)" },
    { "東京", "東京" },
    { "٣ مارس ٢٠٢٦", ISOLATED ("٣ مارس ٢٠٢٦") },
    { "ד״ר כהן, MD", ISOLATED ("ד״ר כהן, MD") },
    { "Ada (عادة)", ISOLATED ("Ada (عادة)") },
    { "ﷺ", ISOLATED ("ﷺ") },
    { "𐤀𐤁", ISOLATED ("𐤀𐤁") },
    { "𞤀", ISOLATED ("𞤀") },
    /* Whoever writes such a mark into a name turns the name and not the sentence. */
    { "\u202enosaR", ISOLATED ("\u202enosaR") },
    { "a\u2066b", ISOLATED ("a\u2066b\u2069") },
    /* Nor by ending what is put around it. */
    { "Rosa\u2069\u202e", ISOLATED ("Rosa\u202e") },
    { "\u2067a\u2069\u2069b\u2066", ISOLATED ("\u2067a\u2069b\u2066\u2069") },
    { ISOLATED ("ליאור") ", " ISOLATED ("سبب"), ISOLATED (ISOLATED ("ליאור") ", " ISOLATED ("سبب")) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *isolated = attest_isolate (cases[i].words);
      g_autofree char *taken = attest_isolate_take (g_strdup (cases[i].words));

      g_assert_cmpstr (isolated, ==, cases[i].expected);
      g_assert_cmpstr (taken, ==, cases[i].expected);
    }
}

static void
test_remove (void)
{
  g_autofree char *plain = attest_isolate_remove (ISOLATED ("ליאור") " withdrew this text: " ISOLATED ("سبب"));
  g_autofree char *same = attest_isolate_remove ("Rosa withdrew this text.");

  g_assert_cmpstr (plain, ==, "ליאור withdrew this text: سبب");
  g_assert_cmpstr (same, ==, "Rosa withdrew this text.");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/isolate/words", test_isolate);
  g_test_add_func ("/core/isolate/remove", test_remove);

  return g_test_run ();
}

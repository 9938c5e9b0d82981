/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "text/attest-quantities.h"

static gboolean
same (const char *one, const char *other)
{
  gboolean forth = attest_text_same_safety_tokens (one, strlen (one), other, strlen (other));

  g_assert_cmpint (forth, ==, attest_text_same_safety_tokens (other, strlen (other), one, strlen (one)));
  return forth;
}

static void
test_same (void)
{
  static const char *const pairs[][2] = {
    { "", "" },
    { "", "Take it with food." },
    { "Take 0.50 mg.", "Give 0.5 mg" },
    { "Take .5 mg.", "Take 0.5mg." },
    { "5.0 mg", "5 mg" },
    { "1,000 mg", "1000 mg" },
    { "1,000,000 units", "1000000 units" },
    { "0,5 mg", "0.5 mg" },
    { "\302\275 tablet", "1/2 tablet" },
    { "\302\276 tablet", "3/4 tablet" },
    { "\342\205\224 of a dose", "2/3 of a dose" },
    { "120/80 mmHg", "120/80 mmHg" },
    { "half a tablet", "\302\275 a tablet" },
    { "two tablets", "2 tablets" },
    { "25 mcg", "25 \302\265g" },
    { "25 mcg", "25 \316\274g" },
    { "25 mcg", "25 micrograms" },
    { "25 Micrograms", "25 mcg" },
    { "0.5 mg/kg", "0.5 milligrams per kilogram" },
    { "5 mL", "5 ml" },
    { "5 mL", "5 cc" },
    { "40 minutes", "40 min" },
    { "24 hours", "24 h" },
    { "70%", "70 percent" },
    { "70%", "70 per cent" },
    { "37 \302\260C", "37\302\260C" },
    { "Do not drink", "Don't drink" },
    { "Do not drink", "Don\342\200\231t drink" },
    { "You cannot", "You can't" },
    { "Avoid alcohol", "Avoiding wine" },
    { "contraindicated in pregnancy", "contra-indicated when pregnant" },
    { "5-10 mg", "5 to 10 mg" },
    { "5\342\200\22310 mg", "5 - 10 mg" },
    { "2 L", "2 litres" },
    { "> 5 mg", ">5 mg" },
    /* Signs and letters whose number ends as that of a digit does. */
    { "3\342\200\262", "3\342\200\263" },
    { "\344\270\260 5 mg", "5 mg \344\270\261" },
    { "\304\261", "" },
    { "60 mL/min/1.73 m2", "60 ml/min/1.73 m\302\262" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    if (!same (pairs[i][0], pairs[i][1]))
      g_error ("should be the same: \"%s\" and \"%s\"", pairs[i][0], pairs[i][1]);
}

static void
test_different (void)
{
  static const char *const pairs[][2] = {
    { "5 mg", "50 mg" },
    { "5 mg", "5 mcg" },
    { "5 mg", "5 mL" },
    { "5 mg", "5" },
    { "0.5 mg", "5 mg" },
    { "1,000 mg", "1 mg" },
    { "1.5 mg", "1,500 mg" },
    { "5 mg", "mg" },
    { "5 mg twice", "5 mg once" },
    { "5 mg daily", "5 mg weekly" },
    { "two tablets", "three tablets" },
    { "take it", "do not take it" },
    { "take it", "never take it" },
    { "take it with food", "take it without food" },
    { "It is safe.", "It is unsafe." },
    { "not 5 mg", "5 mg not" },
    { "5 mg and 10 mg", "10 mg and 5 mg" },
    { "0.5 mg/kg", "0.5 mg" },
    { "0.5 mg/kg", "0.5 mg/day" },
    { "4 weeks", "4 months" },
    { "70%", "70" },
    { "5-10 mg", "5-15 mg" },
    { "-5 \302\260C", "5 \302\260C" },
    { "37 \302\260C", "37 \302\260F" },
    { "<5 mg", ">5 mg" },
    { "vitamin B6", "vitamin B12" },
    { "avoid alcohol", "drink alcohol" },
    { "1/2 tablet", "1/4 tablet" },
    { "120/80 mmHg", "180/120 mmHg" },
    { "120/80", "1.5" },
    { "5/10 mg", "10/20 mg" },
    { "5/325 mg", "10/650 mg" },
    { "8/10", "4/5" },
    { "2/4", "1/2" },
    { "4/2", "2" },
    { "1/2 tablet", "2/4 tablets" },
    { "no", "" },
    { "It can help.", "It can't help." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    if (same (pairs[i][0], pairs[i][1]))
      g_error ("should differ: \"%s\" and \"%s\"", pairs[i][0], pairs[i][1]);
}

static void
test_units (void)
{
  static const char *const right[] = { "mg",   "mL",      "mmol/L",     "%",  "hours", "mg/kg/day", "\302\265g",
                                       "mmHg", "minutes", "Micrograms", "IU", "kg/m2", "tablets" };
  static const char *const wrong[] = { "",   "cat", "mg/cat", "/",   "/kg", "mg/",
                                       "Mg", "in",  "a",      "1/2", "12",  "averyveryverylongwordthatisnounit" };

  for (guint i = 0; i < G_N_ELEMENTS (right); i++)
    g_assert_true (attest_text_is_unit (right[i], strlen (right[i])));
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (attest_text_is_unit (wrong[i], strlen (wrong[i])));
}

/* Any bytes are compared without a fault, and with themselves they are equal. */
static void
test_random (void)
{
  static const char *const pieces[] = { "1",
                                        "2",
                                        "0",
                                        ".",
                                        ",",
                                        "/",
                                        "mg",
                                        " ",
                                        "-",
                                        "%",
                                        "\302\275",
                                        "\302\265",
                                        "\302\260",
                                        "not",
                                        "n't",
                                        "'",
                                        "per",
                                        "cent",
                                        "\342\200\231",
                                        "\344\270\255",
                                        "<",
                                        "x",
                                        "\n",
                                        "B" };

  for (guint round = 0; round < 5000; round++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      gsize cut;

      for (guint i = g_test_rand_int_range (0, 20); i > 0; i--)
        g_string_append (text, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
      cut = text->len ? g_test_rand_int_range (0, text->len) : 0;
      g_assert_true (attest_text_same_safety_tokens (text->str, text->len, text->str, text->len));
      attest_text_same_safety_tokens (text->str, cut, text->str + cut, text->len - cut);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/text/quantities/same", test_same);
  g_test_add_func ("/core/text/quantities/different", test_different);
  g_test_add_func ("/core/text/quantities/units", test_units);
  g_test_add_func ("/core/text/quantities/random", test_random);
  return g_test_run ();
}

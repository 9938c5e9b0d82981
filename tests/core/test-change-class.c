/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "text/attest-change-class.h"
#include "text/attest-drug-names.h"

#define NOTHING ATTEST_TOUCHED_NOTHING
#define NUMBER ATTEST_TOUCHED_NUMBER
#define UNIT ATTEST_TOUCHED_UNIT
#define DRUG ATTEST_TOUCHED_DRUG
#define NEGATION ATTEST_TOUCHED_NEGATION
#define CITATION ATTEST_TOUCHED_CITATION
#define PICTURE ATTEST_TOUCHED_PICTURE
#define LANGUAGE ATTEST_TOUCHED_LANGUAGE

#define ONE_HASH "asset:1111111111111111111111111111111111111111111111111111111111111111"
#define OTHER_HASH "asset:2222222222222222222222222222222222222222222222222222222222222222"

static AttestTextChange *
compare (const char *old_text, const char *new_text)
{
  g_autoptr (GBytes) old_bytes = g_bytes_new (old_text, strlen (old_text));
  g_autoptr (GBytes) new_bytes = g_bytes_new (new_text, strlen (new_text));

  return attest_text_change_new (old_bytes, new_bytes);
}

typedef struct
{
  const char *old_text;
  const char *new_text;
  AttestTouched touched;
} Case;

static void
check (const Case *one, AttestChangeClass expected)
{
  g_autoptr (AttestTextChange) forth = compare (one->old_text, one->new_text);
  g_autoptr (AttestTextChange) back = compare (one->new_text, one->old_text);

  if (forth->change != expected || back->change != expected || forth->touched != one->touched ||
      back->touched != one->touched)
    g_error ("“%s” to “%s”: class %s and %s, touched %u and %u, expected %s and %u",
             one->old_text,
             one->new_text,
             attest_change_class_to_string (forth->change),
             attest_change_class_to_string (back->change),
             forth->touched,
             back->touched,
             attest_change_class_to_string (expected),
             one->touched);
  g_assert_cmpuint (forth->edits->len > 0, ==, expected != ATTEST_CHANGE_NONE);
}

static void
test_typography (void)
{
  static const Case cases[] = {
    { "Take it with food.", "Take it  with food.", NOTHING },
    { "Take it with food.", "Take it\nwith food.", NOTHING },
    { "Take it with food.\n", "Take it with food.\n\n\n", NOTHING },
    { "Say \"no\".", "Say “no”.", NOTHING },
    { "Don't.", "Don’t.", NOTHING },
    { "5-10 mg", "5–10 mg", NOTHING },
    { "Take 5 mg.", "Take 5\302\240mg.", NOTHING },
    { "Take **5 mg** now.", "Take 5 mg now.", NOTHING },
    { "Do *not* stop.", "Do **not** stop.", NOTHING },
    { "# When\n\nNow.", "When\n====\n\nNow.", NOTHING },
    { "* one\n* two\n", "- one\n- two\n", NOTHING },
    { "* one\n* two\n", "* one\n\n* two\n", NOTHING },
    { "1. Wash.\n1. Dry.\n", "1. Wash.\n2. Dry.\n", NOTHING },
    { "Wait...", "Wait…", NOTHING },
    { "Wait\nhere.", "Wait\\\nhere.", NOTHING },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    check (&cases[i], ATTEST_CHANGE_TYPOGRAPHY);
}

static void
test_words (void)
{
  static const Case cases[] = {
    { "Take it with food.", "Take it with a meal.", NOTHING },
    { "It helps alot.", "It helps a lot.", NOTHING },
    { "Take 5 mg with food.", "Take 5 mg with some food.", NOTHING },
    { "It is, sadly, rare.", "It is sadly rare.", NOTHING },
    { "the liver", "The liver", NOTHING },
    { "If you:\n\n* bleed\n\ncall us.", "If you: bleed\n\ncall us.", NOTHING },
    { "## Doses\n\nLow.", "### Doses\n\nLow.", NOTHING },
    { "One para.\n\nNext.", "One para. Next.", NOTHING },
    { "See [us](https://a.example).", "See [us](https://b.example).", NOTHING },
    { "1. Wash.\n2. Rinse.\n3. Dry.\n", "1. Wash.\n2. Soap.\n3. Rinse.\n4. Dry.\n", NOTHING },
    { "---\ntitle: A\n---\nText", "---\ntitle: B\n---\nText", NOTHING },
    { "It is said [@a].", "It was said [@a].", NOTHING },
    { "    code", "code", NOTHING },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    check (&cases[i], ATTEST_CHANGE_WORDS);
}

static void
test_safety (void)
{
  static const Case cases[] = {
    { "Take 5 mg.", "Take 50 mg.", NUMBER },
    { "Take 0.5 mg.", "Take 5 mg.", NUMBER },
    { "Take 0.5 mg.", "Take .05 mg.", NUMBER },
    { "Take 5 mg.", "Take 5 mcg.", UNIT },
    { "Take 5 mg.", "Take it.", NUMBER | UNIT },
    { "Take it twice a day.", "Take it once a day.", NUMBER },
    { "Take it twice a day.", "Take it twice a week.", UNIT },
    { "Take it every day.", "Take it every hour.", UNIT },
    { "Take two tablets.", "Take three tablets.", NUMBER },
    { "Do not stop.", "Do stop.", NEGATION },
    { "You can't stop.", "You can stop.", NEGATION },
    { "You can’t stop.", "You can stop.", NEGATION },
    { "Avoid alcohol.", "Drink alcohol.", NEGATION },
    { "It is contraindicated.", "It is indicated.", NEGATION },
    { "Never with it.", "Always with it.", NEGATION },
    { "Take aspirin.", "Take ibuprofen.", DRUG },
    { "Take hydroxyzine.", "Take hydralazine.", DRUG },
    { "Take predniSONE.", "Take prednisoLONE.", DRUG },
    { "Take Foozol 5 mg.", "Take Barzol 5 mg.", DRUG },
    { "Take 5 mg of foozol.", "Take 5 mg of barzol.", DRUG },
    { "An SSRI helps.", "An SNRI helps.", DRUG },
    { "An agonist.", "An antagonist.", DRUG },
    { "A beta-blocker.", "A beta-agonist.", DRUG },
    { "As shown [@a].", "As shown [@b].", CITATION },
    { "As shown [@a, p. 3].", "As shown [@a, p. 4].", CITATION },
    { "As shown [@a].", "As shown.", CITATION },
    { "As shown [@a; @b].", "As shown [@b; @a].", CITATION },
    { "![Doses](" ONE_HASH ")", "![Doses](" OTHER_HASH ")", PICTURE },
    { "Take 5 mg daily.", "Take ~~5 mg daily~~.", NUMBER | UNIT },
    { "Do not stop, ever, please.", "Do ~~not~~ stop, ever, please.", NEGATION },
    { "Give A 5 mg, then\nB 10 mg.", "Give B 5 mg, then\nA 10 mg.", DRUG },
    { "Use 5% now.", "Use 50% now.", NUMBER },
    { "Below <5 mg.", "Below >5 mg.", NUMBER },
    { "Vitamin B6 helps.", "Vitamin B12 helps.", NUMBER | DRUG },
    { "Aged 2nd.", "Aged 3rd.", NUMBER },
    { "Not before 8. Stop.", "Not before 8. Do not stop.", NEGATION },
    { "One half.", "One third.", NUMBER },
    { "Stop below < 3.5 mmol/L after it.", "Stop below > 3.5 mmol/L after it.", NUMBER },
    { "Aged ≥ 65 years.", "Aged ≤ 65 years.", NUMBER },
    { "If &lt; 5 mg, wait.", "If &gt; 5 mg, wait.", NUMBER },
    { "Call if it is above 180/120 mmHg now.", "Call if it is above 120/80 mmHg now.", NUMBER },
    { "Platelets of 150 x 10⁹ per litre.", "Platelets of 150 x 10⁶ per litre.", NUMBER },
    { "Vitamin B₆ helps.", "Vitamin B₇ helps.", NUMBER | DRUG },
    { "Take ٥ mg.", "Take ٥٠ mg.", NUMBER },
    { "NYHA class II only.", "NYHA class IV only.", NUMBER },
    { "A T-score below –2.5 here.", "A T-score below 2.5 here.", NUMBER },
    { "A T-score of **-2.5** here.", "A T-score of **2.5** here.", NUMBER },
    { "It is HER2+ here.", "It is HER2− here.", NUMBER },
    { "Give 1.000 units.", "Give 1 units.", NUMBER },
    { "The maximum in mg is\n40. Do rest.", "The maximum in mg is\n80. Do rest.", NUMBER },
    { "Take it every other day.", "Take it every day.", NUMBER },
    { "Take 500 mg BD with food.", "Take 500 mg QDS with food.", NUMBER },
    { "Then discontinue it slowly.", "Then continue it slowly.", NEGATION },
    { "With controlled asthma.", "With uncontrolled asthma.", NEGATION },
    { "If the test is positive, wait.", "If the test is negative, wait.", NEGATION },
    { "Take at least 5 mg.", "Take at most 5 mg.", NEGATION },
    { "Use insulin glargine.", "Use insulin lispro.", DRUG },
    { "Take vitamin K.", "Take vitamin D.", DRUG },
    { "## Adults\n\nTake 5 mg daily.\n\n## Children\n\nAsk.",
      "## Adults\n\n## Children\n\nTake 5 mg daily.\n\nAsk.",
      NUMBER | UNIT },
    { "Do it:\n\n- drive\n- drink\n\nTake 5 mg daily.",
      "Do it:\n\n- drive\n- drink\n\n- Take 5 mg daily.",
      NUMBER | UNIT },
    { "| Drug | Adults | Children |\n|---|---|---|\n| X | 5 mg | |\n",
      "| Drug | Adults | Children |\n|---|---|---|\n| X | | 5 mg |\n",
      NUMBER | UNIT },
    { "Do ~~not~~ stop.", "Do \\~~not~~ stop.", NEGATION },
    { "![x][a]\n\n[a]: " ONE_HASH "\n[b]: " OTHER_HASH "\n",
      "![x][b]\n\n[a]: " ONE_HASH "\n[b]: " OTHER_HASH "\n",
      PICTURE },
    { "Не пейте.", "Пейте.", LANGUAGE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    check (&cases[i], ATTEST_CHANGE_SAFETY);
}

static void
test_none (void)
{
  static const Case same = { "Take 5 mg.", "Take 5 mg.", NOTHING };

  check (&same, ATTEST_CHANGE_NONE);
}

static void
test_edits_hold_whole_words (void)
{
  static const char old_text[] = "The trial of last year was small. You can't stop the course at 5 mg.";
  static const char new_text[] = "The trial of last year was tiny. You can stop the course at 10 mg.";
  g_autoptr (AttestTextChange) change = compare (old_text, new_text);
  static const struct
  {
    const char *old_words;
    const char *new_words;
    AttestTouched touched;
  } expected[] = {
    { "small.", "tiny.", NOTHING },
    { "can't", "can", NEGATION },
    { "5 mg.", "10 mg.", NUMBER },
  };

  g_assert_cmpuint (change->edits->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < change->edits->len; i++)
    {
      const AttestTextEdit *edit = &g_array_index (change->edits, AttestTextEdit, i);
      g_autofree char *old_words = g_strndup (&old_text[edit->old_start], edit->old_end - edit->old_start);
      g_autofree char *new_words = g_strndup (&new_text[edit->new_start], edit->new_end - edit->new_start);

      g_assert_cmpstr (old_words, ==, expected[i].old_words);
      g_assert_cmpstr (new_words, ==, expected[i].new_words);
      g_assert_cmpuint (edit->touched, ==, expected[i].touched);
      g_assert_false (edit->moved);
    }
}

/* A dose that stands under another heading now is not where it was, whatever its words. */
static void
test_moved (void)
{
  g_autoptr (AttestTextChange) change = compare (
      "## Adults\n\nGive the full dose of 5 mg with a glass of water.\n\n## Children\n\nAsk a doctor first.\n",
      "## Adults\n\nAsk a doctor first.\n\n## Children\n\nGive the full dose of 5 mg with a glass of water.\n");
  gboolean moved = FALSE;

  for (guint i = 0; i < change->edits->len; i++)
    moved |= g_array_index (change->edits, AttestTextEdit, i).moved;
  g_assert_cmpint (change->change, ==, ATTEST_CHANGE_SAFETY);
  g_assert_true (change->touched & ATTEST_TOUCHED_NUMBER);
  g_assert_true (moved);
}

static void
test_names (void)
{
  g_auto (GStrv) names = attest_touched_dup_names (NUMBER | DRUG | PICTURE);
  g_autofree char *joined = g_strjoinv (" ", names);

  g_assert_cmpstr (joined, ==, "number drug picture");
}

/* Every name that the FDA's list of names that look alike has. */
static void
test_look_alike_names (void)
{
  const char *testdata = g_getenv ("ATTEST_TESTDATA");
  g_autofree char *path =
      testdata ? g_build_filename (testdata, "corpus", "medical", "fda-look-alike-names-20260612.csv", NULL) : NULL;
  g_autofree char *contents = NULL;
  g_auto (GStrv) lines = NULL;
  guint count = 0;

  if (path == NULL || !g_file_get_contents (path, &contents, NULL, NULL))
    {
      g_test_skip ("no outside data: option testdata");
      return;
    }
  lines = g_strsplit (contents, "\n", -1);
  for (guint i = 1; lines[i] != NULL; i++)
    {
      g_auto (GStrv) fields = g_strsplit (lines[i], ",", 2);

      if (fields[0] == NULL || fields[0][0] == '\0')
        continue;
      count++;
      if (!attest_text_is_drug_name (fields[0], strlen (fields[0])))
        g_error ("not taken for a drug: %s", fields[0]);
    }
  g_assert_cmpuint (count, >=, 45);
}

static void
test_common_words_are_no_drugs (void)
{
  static const char *const words[] = { "April",  "cholesterol", "magazine",  "accept", "person",  "reason",   "season",
                                       "alone",  "cyclone",     "telephone", "orphan", "protein", "food",     "water",
                                       "except", "medicine",    "vine",      "doctor", "patient", "chaperone" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (attest_text_is_drug_name (words[i], strlen (words[i])))
      g_error ("taken for a drug: %s", words[i]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/change-class/none", test_none);
  g_test_add_func ("/change-class/typography", test_typography);
  g_test_add_func ("/change-class/words", test_words);
  g_test_add_func ("/change-class/safety", test_safety);
  g_test_add_func ("/change-class/whole-words", test_edits_hold_whole_words);
  g_test_add_func ("/change-class/moved", test_moved);
  g_test_add_func ("/change-class/names", test_names);
  g_test_add_func ("/change-class/look-alike-names", test_look_alike_names);
  g_test_add_func ("/change-class/common-words", test_common_words_are_no_drugs);

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>

#include "text/attest-readability.h"

static void
test_syllables (void)
{
  static const struct
  {
    const char *word;
    guint syllables;
  } cases[] = {
    { "a", 1 },          { "the", 1 },        { "cat", 1 },        { "water", 2 },
    { "table", 2 },      { "tables", 2 },     { "made", 1 },       { "walked", 1 },
    { "wanted", 2 },     { "needed", 2 },     { "handled", 2 },    { "boxes", 2 },
    { "makes", 1 },      { "patient", 2 },    { "medicine", 3 },   { "medication", 4 },
    { "diabetes", 4 },   { "depression", 3 }, { "anxiety", 4 },    { "treatment", 2 },
    { "area", 3 },       { "create", 2 },     { "science", 2 },    { "doctor", 2 },
    { "hospital", 3 },   { "ketamine", 3 },   { "ibuprofen", 4 },  { "paracetamol", 5 },
    { "pneumonia", 4 },  { "physician", 3 },  { "antibiotic", 5 }, { "cardiovascular", 6 },
    { "heart", 1 },      { "breathe", 1 },    { "breathing", 2 },  { "people", 2 },
    { "well-being", 3 }, { "don't", 1 },      { "QUIET", 2 },      { "rhythm", 2 },
    { "through", 1 },    { "something", 2 },  { "carefully", 3 },  { "useful", 2 },
    { "movement", 2 },   { "homeless", 2 },   { "likely", 2 },     { "", 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    if (attest_text_count_syllables (cases[i].word, strlen (cases[i].word)) != cases[i].syllables)
      {
        g_test_message ("%s: %u, not %u",
                        cases[i].word,
                        attest_text_count_syllables (cases[i].word, strlen (cases[i].word)),
                        cases[i].syllables);
        g_test_fail ();
      }
}

static GPtrArray *
make_sentences (const char *const *texts, guint n_texts)
{
  GPtrArray *sentences = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < n_texts; i++)
    {
      AttestSentence *sentence = g_new0 (AttestSentence, 1);

      sentence->text = (char *) texts[i];
      g_ptr_array_add (sentences, sentence);
    }
  return sentences;
}

static void
test_formulas (void)
{
  static const char *const texts[] = { "The cat sat.", "Medication is taken regularly.", "..." };
  g_autoptr (GPtrArray) sentences = make_sentences (texts, G_N_ELEMENTS (texts));
  AttestReadability result;

  attest_readability_measure_sentences (sentences, NULL, &result);
  g_assert_cmpuint (result.sentences, ==, 2);
  g_assert_cmpuint (result.words, ==, 7);
  g_assert_cmpuint (result.syllables, ==, 3 + 4 + 1 + 2 + 4);
  g_assert_cmpuint (result.polysyllables, ==, 2);
  g_assert_cmpfloat_with_epsilon (result.flesch_kincaid_grade, 0.39 * 7 / 2 + 11.8 * 14 / 7 - 15.59, 1e-9);
  g_assert_cmpfloat_with_epsilon (result.smog_grade, 1.043 * sqrt (30.0 * 2 / 2) + 3.1291, 1e-9);
  g_assert_true (result.short_text);
  g_assert_true (result.graded);

  attest_readability_measure_sentences (sentences, "de-AT", &result);
  g_assert_false (result.graded);
  g_assert_cmpuint (result.words, ==, 7);
  g_assert_cmpfloat (result.flesch_kincaid_grade, ==, 0);
  attest_readability_measure_sentences (sentences, "en-GB", &result);
  g_assert_true (result.graded);
  attest_readability_measure_sentences (sentences, "enm", &result);
  g_assert_false (result.graded);

  g_ptr_array_set_size (sentences, 0);
  attest_readability_measure_sentences (sentences, "en", &result);
  g_assert_false (result.graded);
  g_assert_cmpuint (result.words, ==, 0);
}

static void
test_document (void)
{
  static const char markdown[] =
      "---\ntitle: Not counted here\n---\n# Nor this heading\n\nTake it daily. Wait.\n\n- Rest\n- Drink water\n";
  g_autoptr (GBytes) bytes = g_bytes_new_static (markdown, strlen (markdown));
  g_autoptr (AttestDocument) document = attest_document_new (bytes);
  AttestReadability result;

  attest_readability_measure (document, NULL, &result);
  g_assert_cmpuint (result.sentences, ==, 4);
  g_assert_cmpuint (result.words, ==, 7);
}

/* Sentences as that library counts them: ends of sentences followed by white space. */
static GPtrArray *
split_sentences (const char *text)
{
  g_autofree char *markdown = g_strdelimit (g_strdup (text), "\n", ' ');
  g_autoptr (GBytes) bytes = g_bytes_new (markdown, strlen (markdown));
  g_autoptr (AttestDocument) document = attest_document_new (bytes);

  return attest_document_dup_sentences (document);
}

typedef struct
{
  guint words;
  guint same;
  guint syllables;
  guint expected_syllables;
  double worst_grade;
} Deviation;

static void
compare_case (JsonObject *object, Deviation *deviation)
{
  const char *metric = json_object_get_string_member (object, "metric");
  const char *text = json_object_get_string_member_with_default (object, "text", "");
  gboolean is_grade = g_str_equal (metric, "flesch_kincaid_grade"), is_smog = g_str_equal (metric, "smog_index");

  if (!g_str_has_prefix (json_object_get_string_member_with_default (object, "lang", ""), "en") || !*text)
    return;
  if (g_str_equal (metric, "count_syllables") && json_object_has_member (object, "n_syllables"))
    {
      guint expected = json_object_get_int_member (object, "n_syllables"), count = 0;
      g_auto (GStrv) words = g_strsplit_set (text, " \n", -1);

      for (guint i = 0; words[i]; i++)
        if (*words[i])
          count += attest_text_count_syllables (words[i], strlen (words[i]));
      deviation->words++;
      deviation->same += count == expected;
      deviation->syllables += count;
      deviation->expected_syllables += expected;
      if (count != expected)
        g_test_message ("\"%.40s\": %u syllables, not %u", text, count, expected);
    }
  else if (is_grade || is_smog)
    {
      g_autoptr (GPtrArray) sentences = split_sentences (text);
      double expected = json_object_get_double_member (object, "expected"), grade;
      AttestReadability result;

      attest_readability_measure_sentences (sentences, NULL, &result);
      grade = is_grade ? result.flesch_kincaid_grade : result.smog_grade;
      g_test_message (
          "%s of %u words in %u sentences: %.2f, not %.2f", metric, result.words, result.sentences, grade, expected);
      /* That library gives no SMOG grade below three sentences, and grades of a few words swing with each syllable. */
      if (result.words >= 100)
        deviation->worst_grade = MAX (deviation->worst_grade, fabs (grade - expected));
    }
}

/* Another library takes its syllables from a dictionary; ours come from rules, and may differ by a little. */
static void
test_published (void)
{
  const char *folder = g_getenv ("ATTEST_TESTDATA");
  g_autofree char *path =
      folder ? g_build_filename (folder, "corpus", "readability", "textstat-cases.json", NULL) : NULL;
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  Deviation deviation = { 0 };
  JsonArray *cases;

  if (!path || !g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_test_skip ("the outside test data is not there");
      return;
    }
  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  cases = json_object_get_array_member (json_node_get_object (json_parser_get_root (parser)), "cases");
  for (guint i = 0; i < json_array_get_length (cases); i++)
    compare_case (json_array_get_object_element (cases, i), &deviation);

  g_test_message ("syllables: %u of %u texts the same, %u in all against %u; grades of longer texts within %.2f",
                  deviation.same,
                  deviation.words,
                  deviation.syllables,
                  deviation.expected_syllables,
                  deviation.worst_grade);
  g_assert_cmpuint (deviation.words, >, 10);
  g_assert_cmpuint (deviation.same * 10, >=, deviation.words * 9);
  g_assert_cmpfloat (deviation.worst_grade, <, 1.0);
}

static void
test_hardest (void)
{
  static const char markdown[] =
      "# Heading of extraordinary complexity\n\nTake it daily. Wait.\n\n- Bronchospasm\n- Drink some water\n\nIf it "
      "goes "
      "on for a long time and you do not know what to do and nobody is there who can tell you, go to the hospital and "
      "ask them [@a]. Hypersensitivity reactions necessitate immediate discontinuation of the medication and urgent "
      "consultation of a physician, whatever the circumstances.\n";
  static const char *const order[] = { "Hypersensitivity reactions", "If it goes on", "Bronchospasm" };
  g_autoptr (GBytes) bytes = g_bytes_new_static (markdown, strlen (markdown));
  g_autoptr (AttestDocument) document = attest_document_new (bytes);
  g_autoptr (GPtrArray) hardest = attest_readability_dup_hardest (document, "en", 8, 10);
  g_autoptr (GPtrArray) two = attest_readability_dup_hardest (document, NULL, 8, 2);
  g_autoptr (GPtrArray) german = attest_readability_dup_hardest (document, "de", 8, 10);
  const AttestHardSentence *first = NULL;

  g_assert_cmpuint (hardest->len, ==, 6);
  g_assert_cmpuint (two->len, ==, 2);
  g_assert_cmpuint (german->len, ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    {
      const AttestHardSentence *hard = g_ptr_array_index (hardest, i);

      g_assert_true (g_str_has_prefix (hard->text, order[i]));
      g_assert_true (g_str_has_prefix (markdown + hard->start, order[i]));
      g_assert_cmpfloat (hard->cost, >, 0);
    }
  first = hardest->pdata[0];
  g_assert_cmpuint (first->words, ==, 17);
  g_assert_cmpfloat_with_epsilon (first->cost, (first->grade - 8) * 17, 1e-9);
  /* The item of one word has the highest grade, and is not what makes the text hard. */
  g_assert_cmpfloat (((AttestHardSentence *) hardest->pdata[2])->grade, >, first->grade);
  g_assert_cmpfloat (((AttestHardSentence *) hardest->pdata[3])->cost, <, 0);
}

/* Without a target, what is above the text's own grade is hard. */
static void
test_hardest_without_target (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("Rest. Medication is administered intravenously.\n", 48);
  g_autoptr (AttestDocument) document = attest_document_new (bytes);
  g_autoptr (GPtrArray) hardest = attest_readability_dup_hardest (document, NULL, 0, 10);
  g_autoptr (GBytes) nothing = g_bytes_new_static ("", 0);
  g_autoptr (AttestDocument) empty = attest_document_new (nothing);
  g_autoptr (GPtrArray) none = attest_readability_dup_hardest (empty, NULL, 0, 10);

  g_assert_cmpuint (hardest->len, ==, 2);
  g_assert_cmpfloat (((AttestHardSentence *) hardest->pdata[0])->cost, >, 0);
  g_assert_cmpfloat (((AttestHardSentence *) hardest->pdata[1])->cost, <, 0);
  g_assert_cmpuint (none->len, ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/text/readability/syllables", test_syllables);
  g_test_add_func ("/core/text/readability/formulas", test_formulas);
  g_test_add_func ("/core/text/readability/document", test_document);
  g_test_add_func ("/core/text/readability/hardest", test_hardest);
  g_test_add_func ("/core/text/readability/hardest-without-target", test_hardest_without_target);
  g_test_add_func ("/core/text/readability/published", test_published);
  return g_test_run ();
}

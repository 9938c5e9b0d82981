/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "text/attest-diff-private.h"

static GBytes *
bytes (const char *text)
{
  return g_bytes_new (text, strlen (text));
}

/* The promises of the header, for any two texts. */
static void
check_diff (AttestDiff *diff)
{
  gsize count, old_length, new_length, old_at = 0, new_at = 0;
  const AttestDiffChange *changes = attest_diff_get_changes (diff, &count);
  const char *old_text = g_bytes_get_data (attest_diff_get_old_text (diff), &old_length);
  const char *new_text = g_bytes_get_data (attest_diff_get_new_text (diff), &new_length);

  for (gsize i = 0; i < count; i++)
    {
      const AttestDiffChange *change = &changes[i];

      g_assert_cmpuint (change->old_start, ==, old_at);
      g_assert_cmpuint (change->new_start, ==, new_at);
      g_assert_cmpuint (change->old_end, >=, change->old_start);
      g_assert_cmpuint (change->new_end, >=, change->new_start);
      switch (change->operation)
        {
        case ATTEST_DIFF_EQUAL:
          g_assert_cmpuint (change->old_end, >, change->old_start);
          g_assert_cmpmem (old_text + change->old_start,
                           change->old_end - change->old_start,
                           new_text + change->new_start,
                           change->new_end - change->new_start);
          break;
        case ATTEST_DIFF_DELETE:
          g_assert_cmpuint (change->old_end, >, change->old_start);
          g_assert_cmpuint (change->new_end, ==, change->new_start);
          break;
        case ATTEST_DIFF_INSERT:
          g_assert_cmpuint (change->old_end, ==, change->old_start);
          g_assert_cmpuint (change->new_end, >, change->new_start);
          break;
        default:
          g_assert_not_reached ();
        }
      if (i > 0)
        {
          g_assert_cmpint (change->operation, !=, changes[i - 1].operation);
          if (changes[i - 1].operation == ATTEST_DIFF_INSERT)
            g_assert_cmpint (change->operation, ==, ATTEST_DIFF_EQUAL);
        }
      old_at = change->old_end;
      new_at = change->new_end;
    }
  g_assert_cmpuint (old_at, ==, old_length);
  g_assert_cmpuint (new_at, ==, new_length);
}

/* "=kept -gone +come", each change in brackets. */
static char *
dup_description (AttestDiff *diff)
{
  GString *description = g_string_new (NULL);
  gsize count;
  const AttestDiffChange *changes = attest_diff_get_changes (diff, &count);
  const char *old_text = g_bytes_get_data (attest_diff_get_old_text (diff), NULL);
  const char *new_text = g_bytes_get_data (attest_diff_get_new_text (diff), NULL);

  for (gsize i = 0; i < count; i++)
    {
      gboolean is_old = changes[i].operation != ATTEST_DIFF_INSERT;
      gsize start = is_old ? changes[i].old_start : changes[i].new_start;
      gsize end = is_old ? changes[i].old_end : changes[i].new_end;

      g_string_append_c (description, "=-+"[changes[i].operation]);
      g_string_append_c (description, '[');
      g_string_append_len (description, (is_old ? old_text : new_text) + start, end - start);
      g_string_append_c (description, ']');
    }
  return g_string_free (description, FALSE);
}

static AttestDiff *
diff_texts (const char *old_text, const char *new_text)
{
  g_autoptr (GBytes) old_bytes = bytes (old_text);
  g_autoptr (GBytes) new_bytes = bytes (new_text);
  AttestDiff *diff = attest_diff_new (old_bytes, new_bytes);

  check_diff (diff);
  return diff;
}

static void
test_words (void)
{
  static const char *const cases[] = {
    "one two",
    "one| |two",
    "3.5,7/8 and/or e.g. x",
    "3.5,7/8| |and/or| |e.g|.| |x",
    "a 0.5 mg/kg dose",
    "a| |0.5 mg/kg| |dose",
    "40 mg, 40mg 40\302\240mg",
    "40 mg|,| |40mg| |40\302\240mg",
    "70% 70 % 37.5 \302\260C",
    "70%| |70 %| |37.5 \302\260C",
    "4 weeks 4 apples",
    "4 weeks| |4| |apples",
    "5 to 10 mg",
    "5| |to| |10 mg",
    "\344\270\255\346\226\207 ok",
    "\344\270\255|\346\226\207| |ok",
    "e\314\201te\314\201 x",
    "e\314\201te\314\201| |x",
    "\331\205\330\261\330\255\330\250\330\247 \330\250\331\203",
    "\331\205\330\261\330\255\330\250\330\247| |\330\250\331\203",
    "\360\237\221\251\342\200\215\360\237\224\254!",
    "\360\237\221\251\342\200\215\360\237\224\254|!",
    "\360\237\207\251\360\237\207\252\360\237\221\215\360\237\217\275",
    "\360\237\207\251\360\237\207\252|\360\237\221\215\360\237\217\275",
    "a \n\n b",
    "a| \n\n |b",
    "**bold**",
    "*|*|bold|*|*",
    "don't",
    "don|'|t",
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i += 2)
    {
      g_autoptr (GString) parts = g_string_new (NULL);
      gsize length = strlen (cases[i]);

      for (gsize at = 0, next; at < length; at = next)
        {
          next = attest_word_next (cases[i], length, at);
          g_assert_cmpuint (next, >, at);
          if (at > 0)
            g_string_append_c (parts, '|');
          g_string_append_len (parts, cases[i] + at, next - at);
        }
      g_assert_cmpstr (parts->str, ==, cases[i + 1]);
    }
  g_assert_true (attest_word_is_word ("ab", 0, 2));
  g_assert_true (attest_word_is_word ("40 mg", 0, 5));
  g_assert_false (attest_word_is_word (" ,", 0, 1));
  g_assert_false (attest_word_is_word (" ,", 1, 2));
}

static void
test_examples (void)
{
  static const char *const cases[][3] = {
    { "", "", "" },
    { "a", "a", "=[a]" },
    { "", "a b", "+[a b]" },
    { "a b", "", "-[a b]" },
    { "Take 40 mg daily.", "Take 50 mg daily.", "=[Take ]-[40 mg]+[50 mg]=[ daily.]" },
    { "One. Two. Three.", "One. Three.", "=[One. ]-[Two. ]=[Three.]" },
    { "Team Alpha meets Monday. Team Beta meets Tuesday.",
      "Team Beta meets Tuesday.",
      "-[Team Alpha meets Monday. ]=[Team Beta meets Tuesday.]" },
    { "- one\n- two\n- three\n", "- one\n- three\n", "=[- one\n]-[- two\n]=[- three\n]" },
    { "First.\n\nSecond.\n\nThird.\n", "First.\n\nThird.\n", "=[First.\n\n]-[Second.\n\n]=[Third.\n]" },
    { "A dose may help.", "A low dose may help.", "=[A ]+[low ]=[dose may help.]" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (AttestDiff) diff = diff_texts (cases[i][0], cases[i][1]);
      g_autofree char *description = dup_description (diff);

      g_assert_cmpstr (description, ==, cases[i][2]);
    }
}

static guint
measure_common (const guint32 *one, guint n_one, const guint32 *other, guint n_other)
{
  g_autofree guint *row = g_new0 (guint, n_other + 1);

  for (guint i = 0; i < n_one; i++)
    {
      guint diagonal = 0;

      for (guint j = 0; j < n_other; j++)
        {
          guint above = row[j + 1];

          row[j + 1] = one[i] == other[j] ? diagonal + 1 : MAX (row[j + 1], row[j]);
          diagonal = above;
        }
    }
  return row[n_other];
}

static char *
make_random_text (guint most_words, guint n_vocabulary)
{
  GString *text = g_string_new (NULL);
  guint count = g_test_rand_int_range (0, most_words + 1);
  static const char *const breaks[] = { " ", " ", " ", " ", " ", ". ", ", ", "\n", ".\n\n" };

  for (guint i = 0; i < count; i++)
    g_string_append_printf (text,
                            "w%d%s",
                            g_test_rand_int_range (0, n_vocabulary),
                            breaks[g_test_rand_int_range (0, G_N_ELEMENTS (breaks))]);
  return g_string_free (text, FALSE);
}

/* The comparison by itself, before anything is tidied, keeps as much as can be kept. */
static void
test_minimal (void)
{
  guint rounds = g_getenv ("ATTEST_LONG") ? 20000 : 2000;

  for (guint round = 0; round < rounds; round++)
    {
      guint n_vocabulary = g_test_rand_int_range (1, 30);
      g_autofree char *one = make_random_text (40, n_vocabulary);
      g_autofree char *other = make_random_text (40, n_vocabulary);
      g_autoptr (GBytes) one_bytes = bytes (one);
      g_autoptr (GBytes) other_bytes = bytes (other);
      AttestVocabulary vocabulary;
      AttestWordList one_words, other_words;
      AttestMatcher matcher;
      g_autofree guint32 *match = NULL;
      guint kept = 0;

      attest_vocabulary_read (&vocabulary, one_bytes, other_bytes, &one_words, &other_words);
      match = g_new (guint32, one_words.n_words + 1);
      memset (match, 0xff, sizeof (guint32) * one_words.n_words);
      attest_matcher_init (&matcher, &vocabulary, &one_words, &other_words, match);
      attest_matcher_compare (&matcher, 0, one_words.n_words, 0, other_words.n_words);
      for (guint i = 0; i < one_words.n_words; i++)
        kept += match[i] != ATTEST_NO_WORD;
      g_assert_cmpuint (
          kept, ==, measure_common (one_words.ids, one_words.n_words, other_words.ids, other_words.n_words));
      attest_matcher_clear (&matcher);
      attest_word_list_clear (&one_words);
      attest_word_list_clear (&other_words);
      attest_vocabulary_clear (&vocabulary);
    }
}

static void
test_random (void)
{
  guint rounds = g_getenv ("ATTEST_LONG") ? 30000 : 3000;

  for (guint round = 0; round < rounds; round++)
    {
      guint n_vocabulary = g_test_rand_int_range (1, 60);
      guint most = round % 100 == 0 ? 4000 : 60;
      g_autofree char *one = make_random_text (most, n_vocabulary);
      g_autofree char *other = make_random_text (most, n_vocabulary);
      g_autoptr (AttestDiff) diff = diff_texts (one, other);
      g_autoptr (AttestDiff) same = diff_texts (one, one);
      gsize count;
      const AttestDiffChange *changes = attest_diff_get_changes (same, &count);

      g_assert_cmpuint (count, ==, *one ? 1 : 0);
      if (count)
        g_assert_cmpint (changes->operation, ==, ATTEST_DIFF_EQUAL);
    }
}

/* Texts made to be slow: each is done within seconds, whatever the sizes. */
static void
test_hostile (void)
{
  gsize size = 1 << 20;
  struct
  {
    const char *name;
    GString *one;
    GString *other;
  } cases[6];
  const char *const names[] = {
    "one word", "nothing shared", "two words at random", "shifted", "signs", "one long line"
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      cases[i].name = names[i];
      cases[i].one = g_string_new (NULL);
      cases[i].other = g_string_new (NULL);
    }
  while (cases[0].one->len < size)
    g_string_append (cases[0].one, "word ");
  while (cases[0].other->len < size / 2)
    g_string_append (cases[0].other, "word ");
  g_string_append (cases[0].other, "other ");
  while (cases[0].other->len < size)
    g_string_append (cases[0].other, "word ");
  for (guint i = 0; cases[1].one->len < size; i++)
    {
      g_string_append_printf (cases[1].one, "a%u ", i);
      g_string_append_printf (cases[1].other, "b%u%s", i, i % 10 ? " " : ". ");
    }
  while (cases[2].one->len < size)
    {
      g_string_append (cases[2].one, g_test_rand_bit () ? "a " : "b ");
      g_string_append (cases[2].other, g_test_rand_bit () ? "a " : "b ");
    }
  for (guint i = 0; cases[3].one->len < size; i++)
    {
      g_string_append (cases[3].one, i * 3 % 7 < 3 ? "x " : i % 5 ? "y " : "z ");
      g_string_append (cases[3].other, (i + 1) * 5 % 11 < 5 ? "x " : i % 3 ? "y " : "z ");
    }
  while (cases[4].one->len < size)
    {
      g_string_append_c (cases[4].one, "!?.,-"[g_test_rand_int_range (0, 5)]);
      g_string_append_c (cases[4].other, "!?.,-"[g_test_rand_int_range (0, 5)]);
    }
  while (cases[5].one->len < size)
    {
      g_string_append_printf (cases[5].one, "w%d ", g_test_rand_int_range (0, 2000));
      g_string_append_printf (cases[5].other, "w%d ", g_test_rand_int_range (0, 2000));
    }

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 begin = g_get_monotonic_time ();
      g_autoptr (AttestDiff) diff = diff_texts (cases[i].one->str, cases[i].other->str);
      double seconds = (g_get_monotonic_time () - begin) / 1e6;

      g_test_message ("%s: %.2f s", cases[i].name, seconds);
      g_assert_cmpfloat (seconds, <, g_getenv ("ATTEST_SANITIZED") != NULL ? 100 : 20);
      g_string_free (cases[i].one, TRUE);
      g_string_free (cases[i].other, TRUE);
    }
}

static void
test_map_range (void)
{
  static const struct
  {
    const char *old_text;
    const char *new_text;
    const char *quote;
    const char *expected; /* NULL: the diff keeps no word */
  } cases[] = {
    { "one two three", "one two three", "two", "two" },
    { "one two three", "zero one two three", "two", "two" },
    { "one two three four", "one two new three four", "two three", "two new three" },
    { "one two three four", "one 2nd three four", "two three", "2nd three" },
    { "one two three four", "one two 3rd four", "two three", "two 3rd" },
    { "one two three four", "one four", "two three", NULL },
    { "one two three four", "one three four", "two three", "three" },
    { "Take 40 mg daily", "Take 50 mg daily", "40 mg", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (AttestDiff) diff = diff_texts (cases[i].old_text, cases[i].new_text);
      gsize old_start = strstr (cases[i].old_text, cases[i].quote) - cases[i].old_text, start = 0, end = 0;
      gboolean is_kept = attest_diff_map_range (diff, old_start, old_start + strlen (cases[i].quote), &start, &end);
      g_autofree char *found = is_kept ? g_strstrip (g_strndup (cases[i].new_text + start, end - start)) : NULL;

      g_assert_cmpstr (found, ==, cases[i].expected);
    }
}

static const char *
get_case_text (JsonArray *arguments, guint index)
{
  JsonNode *node = index < json_array_get_length (arguments) ? json_array_get_element (arguments, index) : NULL;

  return node && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : NULL;
}

/* The pairs of texts that another library is tested with; its expected results are of characters, so the promises are what is checked. */
static void
test_vectors (void)
{
  const char *folder = g_getenv ("ATTEST_TESTDATA");
  g_autofree char *path =
      folder ? g_build_filename (folder, "corpus", "anchoring", "diff-match-patch-vectors.json", NULL) : NULL;
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  JsonArray *vectors;
  guint count = 0;

  if (!path || !g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_test_skip ("no outside data: option testdata");
      return;
    }
  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  vectors = json_node_get_array (json_parser_get_root (parser));
  for (guint i = 0; i < json_array_get_length (vectors); i++)
    {
      JsonArray *arguments = json_object_get_array_member (json_array_get_object_element (vectors, i), "args");
      const char *one = get_case_text (arguments, 0), *other = get_case_text (arguments, 1);

      if (one && other)
        {
          g_autoptr (AttestDiff) diff = diff_texts (one, other);
          g_autoptr (AttestDiff) back = diff_texts (other, one);

          count++;
        }
    }
  g_test_message ("%u pairs", count);
  g_assert_cmpuint (count, >, 10);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/text/diff/words", test_words);
  g_test_add_func ("/core/text/diff/examples", test_examples);
  g_test_add_func ("/core/text/diff/minimal", test_minimal);
  g_test_add_func ("/core/text/diff/random", test_random);
  g_test_add_func ("/core/text/diff/hostile", test_hostile);
  g_test_add_func ("/core/text/diff/map-range", test_map_range);
  g_test_add_func ("/core/text/diff/vectors", test_vectors);
  return g_test_run ();
}

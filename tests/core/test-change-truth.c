/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "text/attest-change-class.h"
#include "text/attest-diff.h"
#include "text/attest-document.h"
#include "text/attest-drug-names.h"

/* Edits whose reach is known, made in articles that nobody here wrote. Nothing that harms may pass for less; most of what is harmless has to pass for that. */

#define PLAIN_ROUNDS 2000
#define LONG_ROUNDS 20000

typedef struct
{
  const char *text;
  gsize length;
  gsize start;
  gsize end;
} Word;

static gboolean
is_word (const Word *word, const char *const *words)
{
  g_autofree char *lower = g_ascii_strdown (&word->text[word->start], (gssize) (word->end - word->start));

  return g_strv_contains (words, lower);
}

static const char *const negations[] = { "not", "never", "avoid", "without", "unless", "no", "cannot", NULL };

static gboolean
is_number (const Word *word)
{
  gsize line = word->start;

  if (!g_ascii_isdigit (word->text[word->start]))
    return FALSE;
  while (line > 0 && (word->text[line - 1] == ' ' || word->text[line - 1] == '>'))
    line--;
  /* A number at the start of a line may be that of a list's item. */
  return line > 0 && word->text[line - 1] != '\n';
}

static gboolean
is_negation (const Word *word)
{
  return is_word (word, negations);
}

static gboolean
is_drug (const Word *word)
{
  return attest_text_is_drug_name (&word->text[word->start], word->end - word->start);
}

/* Small letters between spaces, none of the other kinds. */
static gboolean
is_plain (const Word *word)
{
  if (word->end - word->start < 4 || word->start == 0 || word->end >= word->length ||
      word->text[word->start - 1] != ' ' || word->text[word->end] != ' ')
    return FALSE;
  for (gsize i = word->start; i < word->end; i++)
    if (!g_ascii_islower (word->text[i]))
      return FALSE;

  return !is_negation (word) && !is_drug (word) &&
         attest_text_compare_safety_tokens (&word->text[word->start], word->end - word->start, "", 0) == 0 &&
         !attest_text_is_unit (&word->text[word->start], word->end - word->start);
}

static gboolean
is_space_between_words (const Word *word)
{
  return word->end - word->start == 1 && word->text[word->start] == ' ' && word->start > 0 &&
         g_ascii_isalpha (word->text[word->start - 1]) && word->end < word->length &&
         g_ascii_isalpha (word->text[word->end]);
}

/* @least: of a hundred edits, how many have to be of this class and touch nothing else; the rest may say more. The articles have HTML in them, which is shown as it is written, headings, and tables. */
typedef struct
{
  const char *name;
  gboolean (*fits) (const Word *word);
  const char *replacement;
  AttestChangeClass change;
  AttestTouched touched;
  guint least;
} Kind;

static const Kind kinds[] = {
  { "number", is_number, "7777", ATTEST_CHANGE_SAFETY, ATTEST_TOUCHED_NUMBER, 0 },
  { "number gone", is_number, "", ATTEST_CHANGE_SAFETY, ATTEST_TOUCHED_NUMBER, 0 },
  { "negation gone", is_negation, "", ATTEST_CHANGE_SAFETY, ATTEST_TOUCHED_NEGATION, 0 },
  { "negation put in", is_plain, "not", ATTEST_CHANGE_SAFETY, ATTEST_TOUCHED_NEGATION, 0 },
  { "other drug", is_drug, "xipamide", ATTEST_CHANGE_SAFETY, ATTEST_TOUCHED_DRUG, 0 },
  { "drug put in", is_plain, "warfarin", ATTEST_CHANGE_SAFETY, ATTEST_TOUCHED_DRUG, 0 },
  { "other word", is_plain, "gardening", ATTEST_CHANGE_WORDS, 0, 80 },
  { "two spaces", is_space_between_words, "  ", ATTEST_CHANGE_TYPOGRAPHY, 0, 85 },
  { "another line", is_space_between_words, "\n", ATTEST_CHANGE_TYPOGRAPHY, 0, 75 },
};

typedef struct
{
  guint made;
  guint exact;
} Count;

/* Returns: (transfer full) (nullable): the text with one word of the kind replaced; NULL where the kind does not stand within reach of @at */
static char *
edit (const char *text, gsize length, gsize at, const Kind *kind, gsize *place)
{
  gsize next;

  while (at > 0 && !g_ascii_isspace (text[at - 1]))
    at--;
  for (; at < length; at = next)
    {
      Word word;

      next = attest_word_next (text, length, at);
      word = (Word) { text, length, at, next };
      if (!kind->fits (&word))
        continue;
      *place = at;
      return g_strdup_printf ("%.*s%s%s", (int) at, text, kind->replacement, &text[next]);
    }
  return NULL;
}

static void
check (const Kind *kind, GBytes *old_bytes, const char *new_text, gsize at, Count *count)
{
  g_autoptr (GBytes) new_bytes = g_bytes_new_static (new_text, strlen (new_text));
  g_autoptr (AttestTextChange) change = attest_text_change_new (old_bytes, new_bytes);

  if (change->change < kind->change || (change->touched & kind->touched) != kind->touched)
    g_error ("%s passed for %s, touched %u: %.120s",
             kind->name,
             attest_change_class_to_string (change->change),
             change->touched,
             &new_text[at > 60 ? at - 60 : 0]);
  count->made++;
  count->exact += change->change == kind->change && (change->touched & ~kind->touched) == 0;
}

static void
add_articles (GPtrArray *articles, const char *folder)
{
  g_autoptr (GDir) directory = g_dir_open (folder, 0, NULL);
  const char *name;

  while (directory != NULL && (name = g_dir_read_name (directory)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      char *text = NULL;
      gsize length;

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        add_articles (articles, path);
      else if (g_str_has_suffix (name, ".md") && g_file_get_contents (path, &text, &length, NULL) && length > 500 &&
               g_utf8_validate (text, (gssize) length, NULL))
        g_ptr_array_add (articles, text);
      else
        g_free (text);
    }
}

static void
test_articles (void)
{
  const char *testdata = g_getenv ("ATTEST_TESTDATA");
  g_autofree char *folder = testdata ? g_build_filename (testdata, "corpus", "articles", NULL) : NULL;
  g_autoptr (GPtrArray) articles = g_ptr_array_new_with_free_func (g_free);
  Count counts[G_N_ELEMENTS (kinds)] = { 0 };
  guint rounds = g_getenv ("ATTEST_LONG") != NULL ? LONG_ROUNDS : PLAIN_ROUNDS;

  if (folder != NULL)
    add_articles (articles, folder);
  if (articles->len == 0)
    {
      g_test_skip ("no outside data: option testdata");
      return;
    }
  for (guint i = 0; i < rounds; i++)
    {
      guint number = i % G_N_ELEMENTS (kinds);
      const char *text = articles->pdata[g_test_rand_int_range (0, (int) articles->len)];
      g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
      g_autoptr (AttestDocument) document = attest_document_new (bytes);
      gsize body = attest_document_get_body_start (document);
      gsize at = (gsize) g_test_rand_int_range ((int) body, (int) strlen (text));
      g_autofree char *edited = edit (text, strlen (text), at, &kinds[number], &at);

      if (edited != NULL)
        check (&kinds[number], bytes, edited, at, &counts[number]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_test_message ("%s: %u edits, %u told as just that", kinds[i].name, counts[i].made, counts[i].exact);
      g_assert_cmpuint (counts[i].made, >, 0);
      g_assert_cmpuint (100 * counts[i].exact, >=, kinds[i].least * counts[i].made);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/change-truth/articles", test_articles);

  return g_test_run ();
}

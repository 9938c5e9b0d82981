/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "record/attest-database-private.h"
#include "record/attest-library-private.h"
#include "search-fixture.h"

/* What a large library makes necessary: that the rank is bm25() all the same, that beginnings of very many words are found, and that a slow search
 * tells what it has. */

/* As FTS5 itself would rank it. */
static double
get_bm25 (ReviewFixture *self, const char *match, const char *revision)
{
  AttestStatement *statement = attest_database_prepare (
      attest_library_get_database (self->record.library),
      "SELECT -bm25 (search, 10.0, 1.0) FROM search JOIN search_entry AS entry ON entry.id = search.rowid"
      " WHERE search MATCH ?1 AND entry.key = ?2");
  g_autoptr (GError) error = NULL;
  double score;

  attest_statement_bind_text (statement, 1, match);
  attest_statement_bind_text (statement, 2, revision);
  g_assert_true (attest_statement_next (statement, &error));
  score = attest_statement_get_double (statement, 0);
  attest_statement_done (statement);

  return score;
}

static void
test_bm25 (ReviewFixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) results = NULL;

  for (guint i = 0; i < 12; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);

      g_string_append_printf (text, "# Article %u%s\n\n", i, i % 5 == 0 ? " on insulin" : "");
      for (guint j = 0; j < i; j++)
        g_string_append (text, j % 2 == 0 ? "Insulin is here. " : "Dose and more of other words. ");
      g_free (review_make_article (self, text->str));
    }

  results = search_words (self, "insulin dose ");
  g_assert_cmpuint (results->len, >, 5);
  for (guint i = 0; i < results->len; i++)
    {
      const AttestSearchResult *result = results->pdata[i];
      double score = get_bm25 (self, "\"insulin\" AND \"dose\"", result->source);

      g_assert_cmpfloat_with_epsilon (result->score, score, 1e-9);
    }
}

/* @beginning: of @count different words, in the text of one article */
static void
make_article_of_many (ReviewFixture *self, const char *title, const char *beginning, guint count)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text, "# %s\n\n", title);
  for (guint i = 0; i < count; i++)
    g_string_append_printf (text, "%s%c%c%u ", beginning, 'a' + i / 26 % 26, 'a' + i % 26, i);
  g_free (review_make_article (self, text->str));
}

/* Of a few words that begin so each is looked for; of many, the newest entries that begin nearly so are looked at. */
static void
test_beginnings (ReviewFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *near = NULL;
  g_autofree char *comment = NULL;

  make_article_of_many (self, "Few", "treat", 60);
  search_assert_words (self, "treat", "few");
  search_assert_words (self, "treata", "few");
  search_assert_words (self, "treatz", "");
  search_assert_words (self, "few treat", "few");
  search_assert_words (self, "treat* few ", "few");
  search_assert_best (self, "treatac", ATTEST_SEARCH_MATCH_TEXT, "treatac2");

  make_article_of_many (self, "Many", "hyper", 300);
  search_assert_words (self, "hyper", "many");
  search_assert_words (self, "hyper* many ", "many");
  search_assert_words (self, "hyper few ", "");
  near = review_make_article (self, "# Near\n\nThe hypothalamus and hyp2.\n");
  g_free (review_make_article (self, "# Late\n\nHypertension.\n"));
  search_assert_words (self, "hyper", "many late");
  search_assert_words (self, "hypertension hyper", "late");
  search_assert_words (self, "hype* -late", "many");

  /* Where the newest do not have it the older ones are asked all the same. */
  comment = review_comment (self, near, self->first, "hypothalamus", FALSE);
  for (guint i = 0; i <= ATTEST_SEARCH_MOST_CANDIDATES; i++)
    {
      g_free (attest_review_reply (self->record.library, comment, self->second, "The hypothalamus", NULL, &error));
      g_assert_no_error (error);
    }
  search_assert_words (self, "hyper", "many late");
  search_assert_words (self, "late hyper", "late");
}

/* Removed articles keep their words in the index and must not take the place of others. */
static void
test_removed_newest (ReviewFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *old = review_make_article (self, "# Old\n\nLook at these words.\n");
  g_autofree char *new = review_make_article (self, "# New\n\nOther words.\n");

  /* Each asks to look at something. */
  for (guint i = 0; i <= ATTEST_SEARCH_MOST_CANDIDATES; i++)
    g_free (review_comment (self, new, self->first, "Other", FALSE));
  search_assert_words (self, "look", "new");
  g_assert_true (search_is_partial (self, "look", 5));
  g_assert_true (attest_review_remove (self->record.library, new, self->editor, "", &error));
  search_assert_words (self, "look", "old");
  g_assert_false (search_is_partial (self, "look", 5));
}

/* Makes the search slow at one of the rows that SQLite gives it. */
typedef struct
{
  guint rows;
  guint slow;
  GPtrArray *found;
} Slow;

static int
slow_row_cb (unsigned event, void *data, void *statement, void *unused)
{
  Slow *slow = data;

  if (++slow->rows == slow->slow)
    g_usleep (ATTEST_SEARCH_PATIENCE + 5000);
  return 0;
}

static void
found_cb (GPtrArray *results, gpointer user_data)
{
  Slow *slow = user_data;

  g_ptr_array_add (slow->found, results);
}

static GPtrArray *
search_slowly (ReviewFixture *self, Slow *slow)
{
  sqlite3 *handle = attest_database_get_handle (attest_library_get_database (self->record.library));
  g_autoptr (GError) error = NULL;
  GPtrArray *results;

  sqlite3_trace_v2 (handle, SQLITE_TRACE_ROW, slow_row_cb, slow);
  results = attest_library_search_in_steps (
      self->record.library, &(AttestSearchQuery) { .text = "common" }, found_cb, slow, NULL, NULL, &error);
  sqlite3_trace_v2 (handle, 0, NULL, NULL);
  g_assert_no_error (error);

  return results;
}

static void
test_steps (ReviewFixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  Slow slow = { 0, 0, found };
  guint rows;

  for (guint i = 0; i < 30; i++)
    {
      g_autofree char *text = g_strdup_printf ("# Article %u\n\nCommon words.\n", i);

      g_free (review_make_article (self, text));
    }
  g_ptr_array_unref (search_slowly (self, &slow));
  rows = slow.rows;

  /* Where only the last of them are to be described, they all come at once. */
  for (slow.slow = 1; slow.slow < rows * 3 / 4; slow.slow += 7)
    {
      g_autoptr (GPtrArray) results = NULL;

      slow.rows = 0;
      g_ptr_array_set_size (found, 0);
      results = search_slowly (self, &slow);
      g_assert_cmpuint (results->len, ==, 30);
      g_assert_cmpuint (found->len, >, 0);
      for (guint i = 0; i < found->len; i++)
        {
          GPtrArray *step = g_ptr_array_index (found, i);

          g_assert_cmpuint (step->len, >, 0);
          g_assert_cmpuint (step->len, <=, 20);
          g_assert_cmpstr (((AttestSearchResult *) step->pdata[0])->snippet, !=, "");
        }
    }
}

int
main (int argc, char *argv[])
{
#define ADD(name, function)                                                                                            \
  g_test_add ("/search-large/" name, ReviewFixture, NULL, review_fixture_set_up, function, review_fixture_tear_down)
  g_test_init (&argc, &argv, NULL);
  ADD ("bm25", test_bm25);
  ADD ("beginnings", test_beginnings);
  ADD ("removed-newest", test_removed_newest);
  ADD ("steps", test_steps);
#undef ADD
  return g_test_run ();
}

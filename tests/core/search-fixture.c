/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "search-fixture.h"

#include <string.h>

GPtrArray *
search_run (ReviewFixture *self, const AttestSearchQuery *query)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *results = attest_library_search (self->record.library, query, NULL, NULL, &error);

  g_assert_no_error (error);
  return results;
}

GPtrArray *
search_words (ReviewFixture *self, const char *text)
{
  return search_run (self, &(AttestSearchQuery) { .text = text });
}

/* @slugs: with spaces between, the best first. */
void
search_assert (ReviewFixture *self, const AttestSearchQuery *query, const char *slugs)
{
  g_autoptr (GPtrArray) results = search_run (self, query);
  g_autoptr (GString) found = g_string_new (NULL);

  for (guint i = 0; i < results->len; i++)
    g_string_append_printf (found, "%s%s", i > 0 ? " " : "", ((AttestSearchResult *) results->pdata[i])->slug);
  if (g_strcmp0 (found->str, slugs) != 0)
    g_error ("“%s” finds “%s” and not “%s”", query->text != NULL ? query->text : "", found->str, slugs);
}

void
search_assert_words (ReviewFixture *self, const char *text, const char *slugs)
{
  search_assert (self, &(AttestSearchQuery) { .text = text }, slugs);
}

char *
search_dup_marked (const AttestSearchResult *result)
{
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; i < result->marks->len; i++)
    {
      const AttestSearchMark *mark = &g_array_index (result->marks, AttestSearchMark, i);

      g_assert_cmpuint (mark->start, <, mark->end);
      g_assert_cmpuint (mark->end, <=, strlen (result->snippet));
      g_string_append_printf (
          words, "%s%.*s", i > 0 ? "|" : "", (int) (mark->end - mark->start), result->snippet + mark->start);
    }

  return g_string_free (g_steal_pointer (&words), FALSE);
}

void
search_assert_best (ReviewFixture *self, const char *text, AttestSearchMatch match, const char *marked)
{
  g_autoptr (GPtrArray) results = search_words (self, text);
  const AttestSearchResult *best;
  g_autofree char *words = NULL;

  g_assert_cmpuint (results->len, >, 0);
  best = results->pdata[0];
  words = search_dup_marked (best);
  g_assert_cmpint (best->match, ==, match);
  g_assert_cmpstr (words, ==, marked);
  g_assert_true (g_utf8_validate (best->snippet, -1, NULL));
}

gboolean
search_is_partial (ReviewFixture *self, const char *text, guint limit)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) results = NULL;
  gboolean partial = FALSE;

  results = attest_library_search (
      self->record.library, &(AttestSearchQuery) { .text = text, .limit = limit }, &partial, NULL, &error);
  g_assert_no_error (error);

  return partial;
}

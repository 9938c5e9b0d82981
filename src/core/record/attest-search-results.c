/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record/attest-row.h"
#include "record/attest-search-index.h"
#include "record/attest-search-match.h"
#include "record/attest-search-private.h"

void
attest_search_result_free (AttestSearchResult *self)
{
  if (self == NULL)
    return;

  g_free (self->article);
  g_free (self->slug);
  g_free (self->title);
  g_free (self->audience);
  g_free (self->source);
  g_free (self->snippet);
  g_clear_pointer (&self->marks, g_array_unref);
  g_free (self);
}

/* What is told of a search that is not over: as many as are in sight. */
#define RESULTS_IN_SIGHT 20

/* ---- One candidate ---- */

static AttestSearchMatch
get_match (const char *kind)
{
  static const struct
  {
    const char *kind;
    AttestSearchMatch match;
  } matches[] = {
    { "text", ATTEST_SEARCH_MATCH_TEXT },     { "comment", ATTEST_SEARCH_MATCH_COMMENT },
    { "reply", ATTEST_SEARCH_MATCH_COMMENT }, { "reference", ATTEST_SEARCH_MATCH_REFERENCE },
    { "person", ATTEST_SEARCH_MATCH_PERSON },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (matches); i++)
    if (g_str_equal (matches[i].kind, kind))
      return matches[i].match;

  return ATTEST_SEARCH_MATCH_NONE;
}

/* @title: (out) (transfer full) (nullable). Returns: (transfer full) (nullable): what it was found in; NULL with @error */
static char *
load_text (AttestSearchRun *self, const AttestSearchCandidate *candidate, char **title, GError **error)
{
  gboolean person = g_str_equal (candidate->kind, "person");

  return attest_search_index_dup_text (
      self->database, candidate->kind, person ? "" : candidate->article, candidate->key, title, error);
}

gboolean
attest_search_run_fits (AttestSearchRun *self, AttestSearchCandidate *candidate, gboolean *fits, GError **error)
{
  g_autofree double *counts = g_new (double, self->rank->phrases);
  g_autofree double *title_counts = g_new0 (double, self->rank->phrases);
  g_autofree char *title = NULL;
  g_autofree char *text = load_text (self, candidate, &title, error);
  guint words;

  if (text == NULL)
    return FALSE;

  words = attest_search_count (self->phrases, text, counts);
  if (title != NULL)
    words += attest_search_count (self->phrases, title, title_counts);
  *fits = TRUE;
  for (guint i = 0; i < self->rank->phrases; i++)
    {
      counts[i] += title_counts[i] * ATTEST_SEARCH_TITLE_WEIGHT;
      *fits = *fits && counts[i] > 0;
    }
  candidate->score =
      attest_search_rank_score (self->rank, counts, words) * (g_str_equal (candidate->kind, "text") ? 1.0 : 0.5);

  return TRUE;
}

/* What stands on one line is found together by whoever reads it. */
static gboolean
describe (AttestSearchRun *self, const AttestSearchCandidate *candidate, AttestSearchResult *result, GError **error)
{
  g_autofree char *title = NULL;
  g_autofree char *text = load_text (self, candidate, &title, error);
  gboolean in_title;

  if (text == NULL)
    return FALSE;

  in_title = title != NULL && attest_search_find_all (self->phrases, title);
  if (in_title)
    result->match = ATTEST_SEARCH_MATCH_TITLE;
  result->snippet = attest_search_write_snippet (self->phrases, in_title ? title : text, &result->marks);
  if (title != NULL && *title != '\0')
    g_set_str (&result->title, title);

  return TRUE;
}

/* @there: (out): whether it was not removed. Returns: FALSE with @error */
static gboolean
find_article (AttestSearchRun *self, AttestSearchCandidate *candidate, gboolean *there, GError **error)
{
  AttestStatement *statement =
      attest_database_prepare (self->database, "SELECT slug, title FROM article WHERE id = ?1 AND removed = 0");
  GError *local_error = NULL;

  *there = TRUE;
  if (*candidate->slug != '\0')
    return TRUE;

  attest_statement_bind_text (statement, 1, candidate->article);
  *there = attest_statement_next (statement, &local_error);
  if (*there)
    {
      g_free (candidate->slug);
      g_free (candidate->title);
      candidate->slug = attest_row_dup_text (statement, 0);
      candidate->title = attest_row_dup_text (statement, 1);
    }
  attest_statement_done (statement);
  if (local_error == NULL)
    return TRUE;

  g_propagate_error (error, local_error);
  return FALSE;
}

static AttestSearchResult *
make_result (AttestSearchRun *self, const AttestSearchCandidate *candidate, GError **error)
{
  g_autoptr (AttestSearchResult) result = g_new0 (AttestSearchResult, 1);

  result->article = g_strdup (candidate->article);
  result->slug = g_strdup (candidate->slug);
  result->title = g_strdup (candidate->title);
  result->audience = *candidate->audience != '\0' ? g_strdup (candidate->audience) : NULL;
  result->match = get_match (candidate->kind);
  result->score = candidate->score;
  if (result->match != ATTEST_SEARCH_MATCH_NONE)
    {
      if (result->match != ATTEST_SEARCH_MATCH_REFERENCE)
        result->source = g_strdup (candidate->key);
      return describe (self, candidate, result, error) ? g_steal_pointer (&result) : NULL;
    }

  result->snippet = g_strdup ("");
  result->marks = g_array_new (FALSE, FALSE, sizeof (AttestSearchMark));
  return g_steal_pointer (&result);
}

/* ---- All of them ---- */

static int
compare_candidates (gconstpointer a, gconstpointer b)
{
  const AttestSearchCandidate *first = *(const AttestSearchCandidate *const *) a;
  const AttestSearchCandidate *second = *(const AttestSearchCandidate *const *) b;

  if (first->score != second->score)
    return first->score > second->score ? -1 : 1;

  return g_strcmp0 (first->article, second->article);
}

void
attest_search_candidates_sort (GPtrArray *candidates)
{
  g_ptr_array_sort (candidates, compare_candidates);
}

GPtrArray *
attest_search_run_make_results (AttestSearchRun *self, GPtrArray *candidates, guint limit, GError **error)
{
  g_autoptr (GPtrArray) results = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_search_result_free);
  g_autoptr (GHashTable) articles = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < candidates->len; i++)
    {
      AttestSearchCandidate *candidate = g_ptr_array_index (candidates, i);
      AttestSearchResult *result;
      gboolean there;

      if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
        return NULL;
      attest_search_run_tell (self, candidates);
      if (!g_hash_table_add (articles, candidate->article))
        continue;
      if (!find_article (self, candidate, &there, error))
        return NULL;
      if (!there)
        {
          self->met_removed = TRUE;
          continue;
        }
      if (results->len == limit)
        {
          self->partial = TRUE;
          break;
        }
      result = make_result (self, candidate, error);
      if (result == NULL)
        return NULL;
      g_ptr_array_add (results, result);
    }

  return g_steal_pointer (&results);
}

void
attest_search_run_tell (AttestSearchRun *self, GPtrArray *candidates)
{
  gboolean partial = self->partial;
  g_autoptr (GPtrArray) sorted = NULL;
  GPtrArray *results;
  gint64 now;

  if (self->found == NULL || candidates->len == 0 || g_get_monotonic_time () < self->next_telling)
    return;
  self->next_telling = G_MAXINT64;
  sorted = g_ptr_array_copy (candidates, NULL, NULL);
  g_ptr_array_set_free_func (sorted, NULL);
  attest_search_candidates_sort (sorted);
  results = attest_search_run_make_results (self, sorted, MIN (self->limit, RESULTS_IN_SIGHT), NULL);
  self->partial = partial;
  /* Whatever went wrong goes wrong again, and is said then. */
  if (results != NULL)
    self->found (results, self->found_data);
  now = g_get_monotonic_time ();
  self->next_telling = now + (now - self->began);
}

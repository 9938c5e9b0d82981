/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record/attest-search.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "record/attest-library-private.h"
#include "record/attest-row.h"
#include "record/attest-search-private.h"
#include "record/attest-search-query.h"
#include "record/attest-search-terms.h"

/* SQLite's own steps between two looks at whether the search is still wanted. */
#define STEPS_BETWEEN_LOOKS 1000

/* See look_at_newest(). Each that is looked at is read whole. */
#define MOST_LOOKED_FOR 100
#define FEWEST_LOOKED_AT 16

void
attest_search_candidate_free (gpointer data)
{
  AttestSearchCandidate *candidate = data;

  g_free (candidate->article);
  g_free (candidate->slug);
  g_free (candidate->title);
  g_free (candidate->audience);
  g_free (candidate->kind);
  g_free (candidate->key);
  g_free (candidate);
}

/* ---- Candidates ---- */

#define FOUND_COLUMNS "article.id, article.slug, article.title, entry.audience, entry.kind, entry.key"

/* Newest entries first, so that a bound leaves the oldest out. A comment or a reference is shorter than a text and would win by that alone. */
#define SELECT_ENTRIES                                                                                                 \
  "SELECT " FOUND_COLUMNS ", attest_rank (search, ?11) * CASE entry.kind WHEN 'text' THEN 1.0 ELSE 0.5 END"            \
  " FROM search CROSS JOIN search_entry AS entry ON entry.id = search.rowid"                                           \
  " CROSS JOIN article ON article.id = entry.article WHERE search MATCH ?1 AND" ATTEST_SEARCH_FILTERS                  \
  " ORDER BY search.rowid DESC LIMIT ?10"

/* The same without a look at their articles, of which most come from far apart in the file: only those that are shown are looked up. */
#define SELECT_UNFILTERED                                                                                              \
  "SELECT entry.article, '', '', entry.audience, entry.kind, entry.key,"                                               \
  " attest_rank (search, ?11) * CASE entry.kind WHEN 'text' THEN 1.0 ELSE 0.5 END"                                     \
  " FROM search CROSS JOIN search_entry AS entry ON entry.id = search.rowid"                                           \
  " WHERE search MATCH ?1 AND entry.article <> '' ORDER BY search.rowid DESC LIMIT ?10"

#define SELECT_ALL                                                                                                     \
  "SELECT article.id, article.slug, article.title, coalesce (?4, ''), '', '', 0.0"                                     \
  " FROM article CROSS JOIN (SELECT '' AS audience) AS entry WHERE" ATTEST_SEARCH_FILTERS                              \
  " ORDER BY article.updated DESC, article.id LIMIT ?10"

void
attest_search_run_bind (const AttestSearchRun *self, AttestStatement *statement, guint limit)
{
  const AttestSearchQuery *query = self->query;

  /* A phrase without words is in nothing. */
  attest_statement_bind_text (statement, 2, self->unwanted != NULL ? self->unwanted : "\"\"");
  attest_statement_bind_text (statement, 3, query->status);
  attest_statement_bind_text (statement, 4, query->audience);
  if (query->blocking)
    attest_statement_bind_int64 (statement, 5, 1);
  attest_statement_bind_text (statement, 6, query->topic);
  attest_statement_bind_text (statement, 7, query->person);
  if (query->updated_from != 0)
    attest_statement_bind_int64 (statement, 8, query->updated_from);
  if (query->updated_until != 0)
    attest_statement_bind_int64 (statement, 9, query->updated_until);
  attest_statement_bind_int64 (statement, 10, limit);
  /* What is not found in hidden comments must not show by what is missing either. */
  if (self->unwanted != NULL && query->hides != NULL)
    attest_statement_bind_int64 (statement, 12, 1);
}

gpointer
attest_search_candidate_read (AttestStatement *row)
{
  AttestSearchCandidate *candidate = g_new0 (AttestSearchCandidate, 1);

  candidate->article = attest_row_dup_text (row, 0);
  candidate->slug = attest_row_dup_text (row, 1);
  candidate->title = attest_row_dup_text (row, 2);
  candidate->audience = attest_row_dup_text (row, 3);
  candidate->kind = attest_row_dup_text (row, 4);
  candidate->key = attest_row_dup_text (row, 5);
  candidate->score = attest_statement_get_double (row, 6);

  return candidate;
}

static gboolean
is_hidden (const AttestSearchRun *self, const AttestSearchCandidate *candidate)
{
  const AttestSearchQuery *query = self->query;

  return query->hides != NULL &&
         (strcmp (candidate->kind, "comment") == 0 || strcmp (candidate->kind, "reply") == 0 ||
          strcmp (candidate->kind, "person") == 0) &&
         query->hides (candidate->article, candidate->audience, candidate->key, query->hides_data);
}

/* Reads the rows of a bound statement. Returns: FALSE with @error */
static gboolean
read_candidates (AttestSearchRun *self, AttestStatement *statement, GPtrArray *candidates, GError **error)
{
  GError *local_error = NULL;

  while (attest_statement_next (statement, &local_error))
    {
      g_autoptr (AttestSearchCandidate) candidate = attest_search_candidate_read (statement);

      if (is_hidden (self, candidate))
        continue;
      g_ptr_array_add (candidates, g_steal_pointer (&candidate));
      attest_search_run_tell (self, candidates);
    }
  if (local_error == NULL)
    return TRUE;

  g_propagate_error (error, local_error);
  return FALSE;
}

/* One more than is wanted says that there are more. */
static void
cut (AttestSearchRun *self, GPtrArray *candidates, guint most)
{
  if (candidates->len <= most)
    return;
  self->partial = TRUE;
  g_ptr_array_set_size (candidates, (int) most);
}

static GPtrArray *
list_all (AttestSearchRun *self, GError **error)
{
  AttestStatement *statement = attest_database_prepare (self->database, SELECT_ALL);
  g_autoptr (GPtrArray) candidates = g_ptr_array_new_with_free_func (attest_search_candidate_free);

  attest_search_run_bind (self, statement, self->limit + 1);
  if (!read_candidates (self, statement, candidates, error))
    return NULL;
  cut (self, candidates, self->limit);

  return g_steal_pointer (&candidates);
}

static gboolean
has_filters (const AttestSearchRun *self)
{
  const AttestSearchQuery *query = self->query;

  return query->status != NULL || query->audience != NULL || query->topic != NULL || query->person != NULL ||
         query->updated_from != 0 || query->updated_until != 0 || query->blocking || self->unwanted != NULL;
}

static AttestStatement *
select_entries (AttestSearchRun *self, const char *wanted)
{
  AttestStatement *statement =
      attest_database_prepare (self->database, self->unfiltered ? SELECT_UNFILTERED : SELECT_ENTRIES);

  attest_statement_bind_text (statement, 1, wanted);
  attest_search_run_bind (self, statement, ATTEST_SEARCH_MOST_CANDIDATES + 1);
  attest_search_rank_bind (self->rank, statement, 11);

  return statement;
}

/* Where many words begin as the one that was typed, most entries have one of them: some of the newest are looked at. @enough: (out): whether
 * they say all that is asked for. Returns: FALSE with @error */
static gboolean
look_at_newest (AttestSearchRun *self, GPtrArray *candidates, gboolean *enough, GError **error)
{
  AttestStatement *statement = select_entries (self, self->loose);
  GError *local_error = NULL;
  gboolean fits = TRUE;
  guint looked = 0;

  *enough = TRUE;
  while (*enough && candidates->len < MOST_LOOKED_FOR && attest_statement_next (statement, &local_error))
    {
      g_autoptr (AttestSearchCandidate) candidate = attest_search_candidate_read (statement);

      if (!attest_search_run_fits (self, candidate, &fits, &local_error))
        break;
      looked++;
      fits = fits && !is_hidden (self, candidate);
      if (fits)
        g_ptr_array_add (candidates, g_steal_pointer (&candidate));
      attest_search_run_tell (self, candidates);
      *enough = looked < FEWEST_LOOKED_AT || candidates->len > looked / 2;
    }
  attest_statement_done (statement);
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }

  if (!*enough)
    g_ptr_array_set_size (candidates, 0);
  else if (candidates->len == MOST_LOOKED_FOR)
    self->partial = TRUE;
  return TRUE;
}

static GPtrArray *
list_entries (AttestSearchRun *self, GError **error)
{
  g_autoptr (GPtrArray) candidates = g_ptr_array_new_with_free_func (attest_search_candidate_free);
  gboolean enough = FALSE;

  if (self->loose != NULL && !look_at_newest (self, candidates, &enough, error))
    return NULL;
  if (!enough && !read_candidates (self, select_entries (self, self->wanted), candidates, error))
    return NULL;
  cut (self, candidates, ATTEST_SEARCH_MOST_CANDIDATES);

  return g_steal_pointer (&candidates);
}

static GPtrArray *
list_people (AttestSearchRun *self, GError **error)
{
  GPtrArray *people = attest_search_run_list_people (self, ATTEST_SEARCH_MOST_CANDIDATES + 1, error);

  if (people == NULL)
    return NULL;
  cut (self, people, ATTEST_SEARCH_MOST_CANDIDATES);
  for (guint i = people->len; i > 0; i--)
    if (is_hidden (self, people->pdata[i - 1]))
      g_ptr_array_remove_index (people, i - 1);

  return people;
}

static gboolean
is_blank (const char *text)
{
  while (g_ascii_isspace (*text))
    text++;

  return *text == '\0';
}

static GPtrArray *
find_candidates (AttestSearchRun *self, GError **error)
{
  g_autoptr (GPtrArray) candidates = NULL;
  g_autoptr (GPtrArray) people = NULL;

  /* Signs alone are in no text. */
  if (self->phrases->len == 0 && self->query->text != NULL && !is_blank (self->query->text))
    return g_ptr_array_new_with_free_func (attest_search_candidate_free);
  if (self->wanted == NULL)
    self->wanted = attest_search_terms_write (self->database, self->phrases, self->rank, &self->loose, error);
  if (self->wanted == NULL)
    return NULL;
  if (self->rank->phrases == 0)
    return list_all (self, error);
  if (*self->wanted == '\0')
    return g_ptr_array_new_with_free_func (attest_search_candidate_free);

  candidates = list_entries (self, error);
  people = candidates != NULL ? list_people (self, error) : NULL;
  if (people == NULL)
    return NULL;
  g_ptr_array_extend_and_steal (candidates, g_steal_pointer (&people));
  attest_search_candidates_sort (candidates);

  return g_steal_pointer (&candidates);
}

/* ---- From the query to the results ---- */

static int
is_cancelled (void *data)
{
  return g_cancellable_is_cancelled (data);
}

static void
interrupt_cb (GCancellable *cancellable, gpointer handle)
{
  sqlite3_interrupt (handle);
}

static GPtrArray *
run (AttestSearchRun *self, GError **error)
{
  g_autoptr (GPtrArray) candidates = NULL;
  g_autoptr (GPtrArray) results = NULL;

  self->unfiltered = !has_filters (self);
  candidates = find_candidates (self, error);
  results = candidates != NULL ? attest_search_run_make_results (self, candidates, self->limit, error) : NULL;
  if (results == NULL || !self->met_removed || !self->partial || results->len == self->limit)
    return g_steal_pointer (&results);

  /* Removed articles had taken the place of older ones. */
  self->unfiltered = FALSE;
  self->partial = FALSE;
  g_ptr_array_unref (candidates);
  candidates = find_candidates (self, error);
  return candidates != NULL ? attest_search_run_make_results (self, candidates, self->limit, error) : NULL;
}

/* Whoever only wanted to find something must not think that the record is lost. @found: (transfer full) */
static void
explain (GError *found, GError **error)
{
  if (g_error_matches (found, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_DAMAGED))
    g_set_str (
        &found->message,
        _ ("The search is damaged and finds nothing now. “attest-cli log rebuild” puts it right; “attest-cli log "
           "verify” says whether anything else is damaged."));
  g_propagate_error (error, found);
}

/* One FTS5 step can last longer than many of SQLite's own, so that there are two ways to stop: the interrupt ends what runs now, and the look
 * between steps what begins after it. */
static GPtrArray *
run_interruptibly (AttestSearchRun *self, GError **error)
{
  sqlite3 *handle = attest_database_get_handle (self->database);
  g_autoptr (GPtrArray) results = NULL;
  g_autoptr (GError) local_error = NULL;
  gulong connection = 0;

  if (self->cancellable != NULL)
    {
      sqlite3_progress_handler (handle, STEPS_BETWEEN_LOOKS, is_cancelled, self->cancellable);
      connection = g_cancellable_connect (self->cancellable, G_CALLBACK (interrupt_cb), handle, NULL);
    }
  results = run (self, &local_error);
  if (self->cancellable != NULL)
    {
      g_cancellable_disconnect (self->cancellable, connection);
      sqlite3_progress_handler (handle, 0, NULL, NULL);
    }
  if (results == NULL && !g_cancellable_set_error_if_cancelled (self->cancellable, error))
    explain (g_steal_pointer (&local_error), error);

  return g_steal_pointer (&results);
}

static void
run_init (AttestSearchRun *self, AttestDatabase *database, const AttestSearchQuery *query)
{
  self->database = database;
  self->query = query;
  self->phrases = attest_search_query_parse (query->text != NULL ? query->text : "");
  self->rank = attest_search_rank_new ();
  self->unwanted = attest_search_query_write_excluded (self->phrases);
  self->limit = MIN (query->limit != 0 ? query->limit : ATTEST_SEARCH_RESULTS, G_MAXINT32);
  self->began = g_get_monotonic_time ();
  self->next_telling = self->began + ATTEST_SEARCH_PATIENCE;
}

static void
run_clear (AttestSearchRun *self)
{
  g_ptr_array_unref (self->phrases);
  attest_search_rank_free (self->rank);
  g_free (self->wanted);
  g_free (self->loose);
  g_free (self->unwanted);
}

GPtrArray *
attest_library_search_in_steps (AttestLibrary *self,
                                const AttestSearchQuery *query,
                                AttestSearchFoundFunc found,
                                gpointer user_data,
                                gboolean *partial,
                                GCancellable *cancellable,
                                GError **error)
{
  AttestSearchRun run = { .cancellable = cancellable, .found = found, .found_data = user_data };
  GPtrArray *results;

  g_return_val_if_fail (ATTEST_IS_LIBRARY (self) && query != NULL, NULL);

  if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
      !attest_search_rank_register (self->database, error) || !attest_search_terms_prepare (self->database, error))
    return NULL;
  run_init (&run, self->database, query);
  results = run_interruptibly (&run, error);
  if (partial != NULL)
    *partial = run.partial;
  run_clear (&run);

  return results;
}

GPtrArray *
attest_library_search (AttestLibrary *self,
                       const AttestSearchQuery *query,
                       gboolean *partial,
                       GCancellable *cancellable,
                       GError **error)
{
  return attest_library_search_in_steps (self, query, NULL, NULL, partial, cancellable, error);
}

gboolean
attest_library_tidy_search (AttestLibrary *self, guint pages, gboolean *more, GError **error)
{
  AttestStatement *statement;
  gint64 before;
  gint64 after;

  g_return_val_if_fail (ATTEST_IS_LIBRARY (self) && more != NULL, FALSE);

  if (!attest_library_begin (self, error))
    return FALSE;
  before = sqlite3_total_changes64 (attest_database_get_handle (self->database));
  statement = attest_database_prepare (self->database, "INSERT INTO search (search, rank) VALUES ('merge', ?1)");
  attest_statement_bind_int64 (statement, 1, pages);
  if (!attest_statement_run (statement, error))
    {
      attest_database_roll_back (self->database);
      return FALSE;
    }
  after = sqlite3_total_changes64 (attest_database_get_handle (self->database));
  /* As FTS5's description says: one change is the command itself. */
  *more = after - before >= 2;

  return attest_library_commit (self, error);
}

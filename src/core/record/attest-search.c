/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record/attest-search.h"

#include <glib/gi18n-lib.h>

#include "record/attest-database-private.h"
#include "record/attest-library-private.h"
#include "record/attest-row.h"
#include "record/attest-search-index.h"
#include "record/attest-search-match.h"
#include "record/attest-search-query.h"

/* SQLite's own steps between two looks at whether the search is still wanted. */
#define STEPS_BETWEEN_LOOKS 1000

typedef struct
{
  AttestDatabase *database;
  const AttestSearchQuery *query;
  GPtrArray *phrases;
  /* For FTS5: what must and what must not stand there; @wanted: (nullable): no words. */
  char *wanted;
  char *unwanted;
  guint limit;
  gboolean partial;
} Search;

/* A place that was found, before it is known what of it is shown. */
typedef struct
{
  char *article;
  char *slug;
  char *title;
  char *audience;
  char *kind;
  char *key;
  double score;
} Candidate;

static void
candidate_free (gpointer data)
{
  Candidate *candidate = data;

  g_free (candidate->article);
  g_free (candidate->slug);
  g_free (candidate->title);
  g_free (candidate->audience);
  g_free (candidate->kind);
  g_free (candidate->key);
  g_free (candidate);
}

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

/* ---- Candidates ---- */

/* What a search does not filter by is bound to NULL. An entry of the whole article has an empty audience and passes by any of its texts. */
#define FILTERS                                                                                                        \
  " article.removed = 0"                                                                                               \
  " AND (?3 IS NULL AND ?4 IS NULL AND ?5 IS NULL OR EXISTS (SELECT 1 FROM variant"                                    \
  " WHERE variant.article = article.id AND (entry.audience = '' OR variant.audience = entry.audience)"                 \
  " AND (?3 IS NULL OR variant.status = ?3) AND (?4 IS NULL OR variant.audience = ?4)"                                 \
  " AND (?5 IS NULL OR variant.open_blocking_comments > 0)))"                                                          \
  " AND (?6 IS NULL OR EXISTS (SELECT 1 FROM json_each (article.topics) AS topic"                                      \
  " WHERE topic.value = ?6 COLLATE NOCASE))"                                                                           \
  " AND (?7 IS NULL OR article.id IN (SELECT article FROM article_person WHERE person IN (SELECT same.id FROM person"  \
  " JOIN person AS same ON same.same_as = person.same_as WHERE person.id = ?7)"                                        \
  " UNION SELECT article FROM assignment WHERE reviewer IN (SELECT same.id FROM person"                                \
  " JOIN person AS same ON same.same_as = person.same_as WHERE person.id = ?7)))"                                      \
  " AND (?8 IS NULL OR article.updated >= ?8) AND (?9 IS NULL OR article.updated < ?9)"                                \
  " AND article.id NOT IN (SELECT unwanted.article FROM search JOIN search_entry AS unwanted"                          \
  " ON unwanted.id = search.rowid WHERE search MATCH ?2)"

#define FOUND_COLUMNS "article.id, article.slug, article.title, entry.audience, entry.kind, entry.key"

/* Newest entries first, so that a bound leaves the oldest out. A comment or a reference is shorter than a text and would win by that alone. */
#define SELECT_ENTRIES                                                                                                 \
  "SELECT " FOUND_COLUMNS ", -bm25 (search, 10.0, 1.0) * CASE entry.kind WHEN 'text' THEN 1.0 ELSE 0.5 END"            \
  " FROM search CROSS JOIN search_entry AS entry ON entry.id = search.rowid"                                           \
  " CROSS JOIN article ON article.id = entry.article WHERE search MATCH ?1 AND" FILTERS                                \
  " ORDER BY search.rowid DESC LIMIT ?10"

#define SELECT_PEOPLE                                                                                                  \
  "SELECT article.id, article.slug, article.title, '', 'person', named.key, -bm25 (search, 10.0, 1.0) * 0.5"           \
  " FROM search CROSS JOIN search_entry AS named ON named.id = search.rowid AND named.kind = 'person'"                 \
  " CROSS JOIN person AS own ON own.id = named.key CROSS JOIN person AS same ON same.same_as = own.same_as"            \
  " CROSS JOIN article ON article.id IN (SELECT article FROM article_person WHERE person = same.id"                    \
  " UNION SELECT article FROM assignment WHERE reviewer = same.id) CROSS JOIN (SELECT '' AS audience) AS entry"        \
  " WHERE search MATCH ?1 AND" FILTERS " ORDER BY article.updated DESC LIMIT ?10"

#define SELECT_ALL                                                                                                     \
  "SELECT article.id, article.slug, article.title, coalesce (?4, ''), '', '', 0.0"                                     \
  " FROM article CROSS JOIN (SELECT '' AS audience) AS entry WHERE ?1 IS NULL AND" FILTERS                             \
  " ORDER BY article.updated DESC, article.id LIMIT ?10"

static void
bind_filters (AttestStatement *statement, const Search *search, guint limit)
{
  const AttestSearchQuery *query = search->query;

  attest_statement_bind_text (statement, 1, search->wanted);
  /* A phrase without words is in nothing. */
  attest_statement_bind_text (statement, 2, search->unwanted != NULL ? search->unwanted : "\"\"");
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
}

static gpointer
read_candidate (AttestStatement *row)
{
  Candidate *candidate = g_new0 (Candidate, 1);

  candidate->article = attest_row_dup_text (row, 0);
  candidate->slug = attest_row_dup_text (row, 1);
  candidate->title = attest_row_dup_text (row, 2);
  candidate->audience = attest_row_dup_text (row, 3);
  candidate->kind = attest_row_dup_text (row, 4);
  candidate->key = attest_row_dup_text (row, 5);
  candidate->score = attest_statement_get_double (row, 6);

  return candidate;
}

static int
compare_candidates (gconstpointer a, gconstpointer b)
{
  const Candidate *first = *(const Candidate *const *) a;
  const Candidate *second = *(const Candidate *const *) b;

  if (first->score != second->score)
    return first->score > second->score ? -1 : 1;

  return g_strcmp0 (first->article, second->article);
}

static GPtrArray *
list_candidates (Search *search, const char *sql, guint most, GError **error)
{
  AttestStatement *statement = attest_database_prepare (search->database, sql);
  GPtrArray *candidates;

  bind_filters (statement, search, most + 1);
  candidates = attest_row_list (statement, read_candidate, candidate_free, error);
  if (candidates != NULL && candidates->len > most)
    {
      search->partial = TRUE;
      g_ptr_array_set_size (candidates, (int) most);
    }

  return candidates;
}

static gboolean
is_blank (const char *text)
{
  while (g_ascii_isspace (*text))
    text++;

  return *text == '\0';
}

static GPtrArray *
find_candidates (Search *search, GError **error)
{
  g_autoptr (GPtrArray) candidates = NULL;
  g_autoptr (GPtrArray) people = NULL;

  /* Signs alone are in no text. */
  if (search->phrases->len == 0 && search->query->text != NULL && !is_blank (search->query->text))
    return g_ptr_array_new_with_free_func (candidate_free);
  if (search->wanted == NULL)
    return list_candidates (search, SELECT_ALL, search->limit, error);

  candidates = list_candidates (search, SELECT_ENTRIES, ATTEST_SEARCH_MOST_CANDIDATES, error);
  people = candidates != NULL ? list_candidates (search, SELECT_PEOPLE, ATTEST_SEARCH_MOST_CANDIDATES, error) : NULL;
  if (people == NULL)
    return NULL;
  g_ptr_array_extend_and_steal (candidates, g_steal_pointer (&people));
  g_ptr_array_sort (candidates, compare_candidates);

  return g_steal_pointer (&candidates);
}

/* ---- What is shown of them ---- */

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

/* What stands on one line is found together by whoever reads it. */
static gboolean
describe (Search *search, const Candidate *candidate, AttestSearchResult *result, GError **error)
{
  gboolean person = result->match == ATTEST_SEARCH_MATCH_PERSON;
  g_autofree char *title = NULL;
  g_autofree char *text = attest_search_index_dup_text (
      search->database, candidate->kind, person ? "" : candidate->article, candidate->key, &title, error);
  gboolean in_title;

  if (text == NULL)
    return FALSE;

  in_title = title != NULL && attest_search_find_all (search->phrases, title);
  if (in_title)
    result->match = ATTEST_SEARCH_MATCH_TITLE;
  result->snippet = attest_search_write_snippet (search->phrases, in_title ? title : text, &result->marks);
  if (title != NULL && *title != '\0')
    g_set_str (&result->title, title);

  return TRUE;
}

static AttestSearchResult *
make_result (Search *search, const Candidate *candidate, GError **error)
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
      return describe (search, candidate, result, error) ? g_steal_pointer (&result) : NULL;
    }

  result->snippet = g_strdup ("");
  result->marks = g_array_new (FALSE, FALSE, sizeof (AttestSearchMark));
  return g_steal_pointer (&result);
}

/* Candidates are in order, so that the first of an article is its best. */
static GPtrArray *
make_results (Search *search, GPtrArray *candidates, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) results = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_search_result_free);
  g_autoptr (GHashTable) articles = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < candidates->len; i++)
    {
      Candidate *candidate = g_ptr_array_index (candidates, i);
      AttestSearchResult *result;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      if (!g_hash_table_add (articles, candidate->article))
        continue;
      if (results->len == search->limit)
        {
          search->partial = TRUE;
          break;
        }
      result = make_result (search, candidate, error);
      if (result == NULL)
        return NULL;
      g_ptr_array_add (results, result);
    }

  return g_steal_pointer (&results);
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
run (Search *search, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) candidates = find_candidates (search, error);

  return candidates != NULL ? make_results (search, candidates, cancellable, error) : NULL;
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
run_interruptibly (Search *search, GCancellable *cancellable, GError **error)
{
  sqlite3 *handle = attest_database_get_handle (search->database);
  g_autoptr (GPtrArray) results = NULL;
  g_autoptr (GError) local_error = NULL;
  gulong connection = 0;

  if (cancellable != NULL)
    {
      sqlite3_progress_handler (handle, STEPS_BETWEEN_LOOKS, is_cancelled, cancellable);
      connection = g_cancellable_connect (cancellable, G_CALLBACK (interrupt_cb), handle, NULL);
    }
  results = run (search, cancellable, &local_error);
  if (cancellable != NULL)
    {
      g_cancellable_disconnect (cancellable, connection);
      sqlite3_progress_handler (handle, 0, NULL, NULL);
    }
  if (results == NULL && !g_cancellable_set_error_if_cancelled (cancellable, error))
    explain (g_steal_pointer (&local_error), error);

  return g_steal_pointer (&results);
}

GPtrArray *
attest_library_search (AttestLibrary *self,
                       const AttestSearchQuery *query,
                       gboolean *partial,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autoptr (GPtrArray) phrases = NULL;
  g_autofree char *wanted = NULL;
  g_autofree char *unwanted = NULL;
  GPtrArray *results;
  Search search = { 0 };

  g_return_val_if_fail (ATTEST_IS_LIBRARY (self) && query != NULL, NULL);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  phrases = attest_search_query_parse (query->text != NULL ? query->text : "");
  wanted = attest_search_query_write (phrases, FALSE);
  unwanted = attest_search_query_write (phrases, TRUE);
  search = (Search) { self->database, query, phrases, wanted, unwanted, query->limit, FALSE };
  if (search.limit == 0)
    search.limit = ATTEST_SEARCH_RESULTS;
  search.limit = MIN (search.limit, G_MAXINT32);

  results = run_interruptibly (&search, cancellable, error);
  if (partial != NULL)
    *partial = search.partial;

  return results;
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

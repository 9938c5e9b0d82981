/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record/attest-search-rank.h"

#include <math.h>

/* SQLite compares them by their address as well as by what they say. */
#define POINTER_TYPE "attest-search-rank"
#define REGISTERED "attest-search-rank"

/* Kibibytes, as SQLite has it. */
#define SEARCH_CACHE "-16000"

/* bm25's usual constants. */
#define K1 1.2
#define B 0.75

/* How common a phrase is makes a difference only by its logarithm, so that it is told from the first entries that have it. */
#define MOST_COUNTED 1000
/* Of the words that a beginning stands for so many are counted. */
#define MOST_COUNTED_PARTS 8
/* What cannot be counted is taken to be in one entry of so many. */
#define UNCOUNTED_SHARE 100.0

AttestSearchRank *
attest_search_rank_new (void)
{
  AttestSearchRank *self = g_new0 (AttestSearchRank, 1);

  self->parts = g_array_new (FALSE, FALSE, sizeof (AttestSearchPart));
  return self;
}

void
attest_search_rank_free (AttestSearchRank *self)
{
  g_array_unref (self->parts);
  g_free (self->weights);
  g_free (self->counts);
  g_free (self);
}

/* ---- How common a phrase is ---- */

typedef struct
{
  guint rows;
  sqlite3_int64 first;
  sqlite3_int64 last;
} Counted;

static int
count_row (const Fts5ExtensionApi *api, Fts5Context *context, void *data)
{
  Counted *counted = data;

  counted->last = api->xRowid (context);
  if (counted->rows++ == 0)
    counted->first = counted->last;

  return counted->rows < MOST_COUNTED ? SQLITE_OK : SQLITE_DONE;
}

/* FTS5 hands them out from the oldest on. @newest: about the newest entry of all. */
static int
estimate_part (const Fts5ExtensionApi *api, Fts5Context *context, int part, sqlite3_int64 newest, double *count)
{
  Counted counted = { 0 };
  int code = api->xQueryPhrase (context, part, &counted, count_row);

  *count = counted.rows;
  if (counted.rows == MOST_COUNTED && newest > counted.last)
    *count *= (double) (newest - counted.first) / (double) (counted.last - counted.first);

  return code;
}

static int
estimate_phrase (AttestSearchRank *self,
                 const Fts5ExtensionApi *api,
                 Fts5Context *context,
                 guint phrase,
                 double rows,
                 double *count)
{
  guint parts = 0;
  guint counted = 0;
  double sum = 0;

  for (guint i = 0; i < self->parts->len; i++)
    {
      const AttestSearchPart *part = &g_array_index (self->parts, AttestSearchPart, i);
      double one = rows / UNCOUNTED_SHARE;
      int code = SQLITE_OK;

      if (part->phrase != phrase)
        continue;
      if (parts++ >= MOST_COUNTED_PARTS)
        continue;
      if (part->countable)
        code = estimate_part (api, context, (int) i, api->xRowid (context), &one);
      if (code != SQLITE_OK)
        return code;
      counted++;
      sum += one;
    }
  *count = counted > 0 ? MIN (sum * parts / counted, rows) : 0;

  return SQLITE_OK;
}

static int
weigh (AttestSearchRank *self, const Fts5ExtensionApi *api, Fts5Context *context)
{
  g_autofree double *weights = g_new (double, self->phrases);
  sqlite3_int64 rows = 0;
  sqlite3_int64 words = 0;
  int code = api->xRowCount (context, &rows);

  if (code == SQLITE_OK)
    code = api->xColumnTotalSize (context, -1, &words);
  for (guint i = 0; i < self->phrases && code == SQLITE_OK; i++)
    {
      double count = 0;

      /* A single one weighs the same everywhere. */
      weights[i] = 1;
      if (self->phrases == 1)
        continue;
      code = estimate_phrase (self, api, context, i, (double) rows, &count);
      weights[i] = MAX (log (((double) rows - count + 0.5) / (count + 0.5)), 1e-6);
    }
  if (code != SQLITE_OK)
    return code;

  self->average = rows > 0 && words > 0 ? (double) words / (double) rows : 1;
  self->counts = g_new0 (double, self->phrases);
  self->weights = g_steal_pointer (&weights);
  return SQLITE_OK;
}

/* ---- One entry ---- */

double
attest_search_rank_score (const AttestSearchRank *self, const double *counts, guint words)
{
  double score = 0;

  g_return_val_if_fail (self->weights != NULL, 0);

  for (guint i = 0; i < self->phrases; i++)
    score += self->weights[i] * counts[i] * (K1 + 1) / (counts[i] + K1 * (1 - B + B * words / self->average));

  return score;
}

/* FTS5's own list of all places would be put in order first, which takes longer than to read the places of each phrase. */
static int
count_phrases (AttestSearchRank *self, const Fts5ExtensionApi *api, Fts5Context *context)
{
  for (guint i = 0; i < self->phrases; i++)
    self->counts[i] = 0;
  for (guint i = 0; i < self->parts->len; i++)
    {
      double *count = &self->counts[g_array_index (self->parts, AttestSearchPart, i).phrase];
      Fts5PhraseIter iter;
      int column;
      int offset;
      int code;

      for (code = api->xPhraseFirst (context, (int) i, &iter, &column, &offset); code == SQLITE_OK && column >= 0;
           api->xPhraseNext (context, &iter, &column, &offset))
        *count += column == 0 ? ATTEST_SEARCH_TITLE_WEIGHT : 1;
      if (code != SQLITE_OK)
        return code;
    }

  return SQLITE_OK;
}

static void
rank_entry (const Fts5ExtensionApi *api,
            Fts5Context *context,
            sqlite3_context *result,
            int n_values,
            sqlite3_value **values)
{
  AttestSearchRank *self = n_values == 1 ? sqlite3_value_pointer (values[0], POINTER_TYPE) : NULL;
  int words = 0;
  int code = SQLITE_OK;

  if (self == NULL || api->xPhraseCount (context) != (int) self->parts->len)
    {
      sqlite3_result_error (result, "attest_rank() of another search", -1);
      return;
    }

  if (self->weights == NULL)
    code = weigh (self, api, context);
  if (code == SQLITE_OK)
    code = count_phrases (self, api, context);
  if (code == SQLITE_OK)
    code = api->xColumnSize (context, -1, &words);
  if (code == SQLITE_OK)
    sqlite3_result_double (result, attest_search_rank_score (self, self->counts, (guint) MAX (words, 0)));
  else
    sqlite3_result_error_code (result, code);
}

/* ---- The connection ---- */

static fts5_api *
find_api (sqlite3 *handle)
{
  sqlite3_stmt *statement = NULL;
  fts5_api *api = NULL;

  if (sqlite3_prepare_v2 (handle, "SELECT fts5 (?1)", -1, &statement, NULL) == SQLITE_OK)
    {
      sqlite3_bind_pointer (statement, 1, &api, "fts5_api_ptr", NULL);
      sqlite3_step (statement);
    }
  sqlite3_finalize (statement);

  return api;
}

gboolean
attest_search_rank_register (AttestDatabase *database, GError **error)
{
  static char registered[] = REGISTERED;
  sqlite3 *handle = attest_database_get_handle (database);
  fts5_api *api;
  int code;

  if (sqlite3_get_clientdata (handle, REGISTERED) != NULL)
    return TRUE;

  /* What is found stands far apart in a large file; SQLite's own two megabytes hold little of what leads there. */
  sqlite3_exec (handle, "PRAGMA cache_size = " SEARCH_CACHE, NULL, NULL, NULL);
  api = find_api (handle);
  code = api != NULL ? api->xCreateFunction (api, "attest_rank", NULL, rank_entry, NULL) : sqlite3_errcode (handle);
  if (code == SQLITE_OK)
    code = sqlite3_set_clientdata (handle, REGISTERED, registered, NULL);
  if (code == SQLITE_OK)
    return TRUE;

  attest_database_set_error (database, code, error);
  return FALSE;
}

void
attest_search_rank_bind (AttestSearchRank *self, AttestStatement *statement, int position)
{
  attest_statement_bind_pointer (statement, position, self, POINTER_TYPE);
}

gboolean
attest_search_rank_weigh (AttestSearchRank *self, AttestDatabase *database, const char *match, GError **error)
{
  AttestStatement *statement =
      attest_database_prepare (database,
                               "SELECT attest_rank (search, ?2) FROM search WHERE search MATCH ?1"
                               " ORDER BY rowid DESC LIMIT 1");

  if (self->weights != NULL)
    return TRUE;

  attest_statement_bind_text (statement, 1, match);
  attest_search_rank_bind (self, statement, 2);
  return attest_statement_run (statement, error);
}

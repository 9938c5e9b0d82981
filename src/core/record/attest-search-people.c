/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <json-glib/json-glib.h>

#include "record/attest-row.h"
#include "record/attest-search-match.h"
#include "record/attest-search-private.h"

/* People of whom more articles are known than this have some among the newest. */
#define MANY_ARTICLES 2000

/* ---- Who is meant ---- */

/* A board has tens or hundreds of people while the index has all texts: reading them is quicker than to look among all places for theirs. */
#define SELECT_PEOPLE                                                                                                  \
  "SELECT named.key, person.name || ', ' || person.credentials || ', ' || person.email FROM search_entry AS named"     \
  " CROSS JOIN person ON person.id = named.key WHERE named.article = '' AND named.kind = 'person'"

static gboolean
weigh_person (AttestSearchRun *self, const char *person, const char *text, GHashTable *scores, GError **error)
{
  g_autofree double *counts = g_new (double, self->rank->phrases);
  guint words = attest_search_count (self->phrases, text, counts);
  double *score;

  for (guint i = 0; i < self->rank->phrases; i++)
    if (counts[i] <= 0)
      return TRUE;
  if (!attest_search_rank_weigh (self->rank, self->database, self->wanted, error))
    return FALSE;

  score = g_new (double, 1);
  /* As a comment's: shorter than a text, which would win by that alone. */
  *score = attest_search_rank_score (self->rank, counts, words) * 0.5;
  g_hash_table_insert (scores, g_strdup (person), score);
  return TRUE;
}

/* Returns: (transfer full) (nullable): id of each who is meant to a score (double); NULL with @error */
static GHashTable *
find_people (AttestSearchRun *self, GError **error)
{
  AttestStatement *statement = attest_database_prepare (self->database, SELECT_PEOPLE);
  g_autoptr (GHashTable) scores = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  GError *local_error = NULL;

  while (attest_statement_next (statement, &local_error))
    {
      g_autofree char *person = attest_row_dup_text (statement, 0);
      g_autofree char *text = attest_row_dup_text (statement, 1);

      if (!weigh_person (self, person, text, scores, &local_error))
        break;
    }
  attest_statement_done (statement);
  if (local_error == NULL)
    return g_steal_pointer (&scores);

  g_propagate_error (error, local_error);
  return NULL;
}

/* ---- What they took part in ---- */

/* ?1 is a JSON array of people. Whoever counts as the same person took part as the one who is meant. */
#define MEANT                                                                                                          \
  "WITH meant AS MATERIALIZED (SELECT same.id AS id, own.id AS named FROM json_each (?1) AS wanted"                    \
  " CROSS JOIN person AS own ON own.id = wanted.value CROSS JOIN person AS same ON same.same_as = own.same_as)"

#define COUNT_ARTICLES                                                                                                 \
  MEANT " SELECT count (*) FROM (SELECT 1 FROM meant CROSS JOIN article_person ON article_person.person = meant.id"    \
        " LIMIT ?2)"

#define COLUMNS " SELECT article.id, article.slug, article.title, '', 'person', meant.named, 0.0 FROM "
#define NEWEST_FIRST                                                                                                   \
  " CROSS JOIN (SELECT '' AS audience) AS entry WHERE" ATTEST_SEARCH_FILTERS " ORDER BY article.updated DESC LIMIT "   \
  "?10"

/* Either what they took part in is put in order, or the newest articles are asked for them. */
#define SELECT_OF_FEW                                                                                                  \
  MEANT COLUMNS                                                                                                        \
      "meant CROSS JOIN article ON article.id IN (SELECT article FROM article_person WHERE person = meant.id"          \
      " UNION SELECT article FROM assignment WHERE reviewer = meant.id)" NEWEST_FIRST
#define SELECT_OF_MANY                                                                                                 \
  MEANT COLUMNS                                                                                                        \
      "article CROSS JOIN meant ON EXISTS (SELECT 1 FROM article_person WHERE article_person.article = article.id"     \
      " AND article_person.person = meant.id) OR EXISTS (SELECT 1 FROM assignment"                                     \
      " WHERE assignment.article = article.id AND assignment.reviewer = meant.id)" NEWEST_FIRST

static char *
write_people (GHashTable *scores)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_ARRAY);
  JsonArray *array = json_array_new ();
  GHashTableIter iter;
  gpointer person;

  json_node_take_array (node, array);
  g_hash_table_iter_init (&iter, scores);
  while (g_hash_table_iter_next (&iter, &person, NULL))
    json_array_add_string_element (array, person);

  return json_to_string (node, FALSE);
}

static gboolean
took_part_in_many (AttestSearchRun *self, const char *people, gboolean *many, GError **error)
{
  AttestStatement *statement = attest_database_prepare (self->database, COUNT_ARTICLES);
  GError *local_error = NULL;

  attest_statement_bind_text (statement, 1, people);
  attest_statement_bind_int64 (statement, 2, MANY_ARTICLES);
  *many = attest_statement_next (statement, &local_error) && attest_statement_get_int64 (statement, 0) == MANY_ARTICLES;
  attest_statement_done (statement);
  if (local_error == NULL)
    return TRUE;

  g_propagate_error (error, local_error);
  return FALSE;
}

GPtrArray *
attest_search_run_list_people (AttestSearchRun *self, guint most, GError **error)
{
  g_autoptr (GHashTable) scores = find_people (self, error);
  g_autoptr (GPtrArray) candidates = NULL;
  g_autofree char *people = NULL;
  AttestStatement *statement;
  gboolean many = FALSE;

  if (scores == NULL)
    return NULL;
  if (g_hash_table_size (scores) == 0)
    return g_ptr_array_new_with_free_func (attest_search_candidate_free);

  people = write_people (scores);
  if (!took_part_in_many (self, people, &many, error))
    return NULL;
  statement = attest_database_prepare (self->database, many ? SELECT_OF_MANY : SELECT_OF_FEW);
  attest_statement_bind_text (statement, 1, people);
  attest_search_run_bind (self, statement, most);
  candidates = attest_row_list (statement, attest_search_candidate_read, attest_search_candidate_free, error);
  for (guint i = 0; candidates != NULL && i < candidates->len; i++)
    {
      AttestSearchCandidate *candidate = g_ptr_array_index (candidates, i);
      const double *score = g_hash_table_lookup (scores, candidate->key);

      candidate->score = score != NULL ? *score : 0;
    }

  return g_steal_pointer (&candidates);
}

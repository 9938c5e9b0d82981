/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record/attest-article-table.h"

#include <glib/gi18n-lib.h>

#include "record/attest-body.h"
#include "record/attest-row.h"

gboolean
attest_article_table_contains (AttestDatabase *database, const char *article, GError **error)
{
  AttestStatement *statement = attest_database_prepare (database, "SELECT 1 FROM article WHERE id = ?1");
  gboolean found;

  attest_statement_bind_text (statement, 1, article);
  found = attest_statement_next (statement, error);
  attest_statement_done (statement);

  return found;
}

gboolean
attest_article_table_insert (AttestDatabase *database, const AttestEvent *event, char **no_effect, GError **error)
{
  AttestStatement *statement = attest_database_prepare (
      database,
      "INSERT OR IGNORE INTO article (id, slug, wanted_slug, slug_clock, slug_device, slug_sequence, title, language, "
      "topics,"
      " disclaimer, reference_list, created, updated, removed) VALUES (?1, ?2, ?2, ?3, ?4, ?5, '', ?6, ?7, '', '[]', "
      "?8, ?8,"
      " 0)");
  g_autofree char *topics = attest_body_dup_json (event->body, "topics");

  attest_statement_bind_text (statement, 1, event->stream);
  attest_statement_bind_text (statement, 2, attest_body_get_text (event->body, "slug", ""));
  attest_statement_bind_int64 (statement, 3, event->clock);
  attest_statement_bind_text (statement, 4, event->device);
  attest_statement_bind_int64 (statement, 5, event->sequence);
  attest_statement_bind_text (statement, 6, attest_body_get_text (event->body, "language", ""));
  attest_statement_bind_text (statement, 7, topics);
  attest_statement_bind_int64 (statement, 8, event->time);
  if (!attest_statement_run (statement, error))
    return FALSE;
  if (attest_database_changes (database) == 0)
    *no_effect = g_strdup (N_ ("The article had been made already"));

  return TRUE;
}

static gboolean
set_wanted_slug (AttestDatabase *database, const AttestEvent *event, const char *slug, GError **error)
{
  AttestStatement *statement = attest_database_prepare (
      database,
      "UPDATE article SET wanted_slug = ?2, slug = ?2, slug_clock = ?3, slug_device = ?4, slug_sequence = ?5"
      " WHERE id = ?1 AND wanted_slug <> ?2");

  attest_statement_bind_text (statement, 1, event->stream);
  attest_statement_bind_text (statement, 2, slug);
  attest_statement_bind_int64 (statement, 3, event->clock);
  attest_statement_bind_text (statement, 4, event->device);
  attest_statement_bind_int64 (statement, 5, event->sequence);

  return attest_statement_run (statement, error);
}

gboolean
attest_article_table_set (AttestDatabase *database, const AttestEvent *event, GError **error)
{
  const char *slug = attest_body_get_text (event->body, "slug", NULL);
  g_autofree char *topics = NULL;
  AttestStatement *statement;

  if (slug != NULL && !set_wanted_slug (database, event, slug, error))
    return FALSE;

  if (json_object_has_member (event->body, "topics"))
    topics = attest_body_dup_json (event->body, "topics");
  statement =
      attest_database_prepare (database,
                               "UPDATE article SET language = coalesce (?2, language), topics = coalesce (?3, topics),"
                               " disclaimer = coalesce (?4, disclaimer) WHERE id = ?1");
  attest_statement_bind_text (statement, 1, event->stream);
  attest_statement_bind_text (statement, 2, attest_body_get_text (event->body, "language", NULL));
  attest_statement_bind_text (statement, 3, topics);
  attest_statement_bind_text (statement, 4, attest_body_get_text (event->body, "disclaimer", NULL));

  return attest_statement_run (statement, error);
}

gboolean
attest_article_table_remove (AttestDatabase *database, const AttestEvent *event, char **no_effect, GError **error)
{
  AttestStatement *statement = attest_database_prepare (
      database, "UPDATE article SET removed = ?2, removed_by = ?3 WHERE id = ?1 AND removed = 0");

  attest_statement_bind_text (statement, 1, event->stream);
  /* An event from before 1970 is a removal too, and 0 means that there was none. */
  attest_statement_bind_int64 (statement, 2, MAX (event->time, 1));
  attest_statement_bind_text (statement, 3, event->actor);
  if (!attest_statement_run (statement, error))
    return FALSE;
  if (attest_database_changes (database) == 0)
    *no_effect = g_strdup (N_ ("The article was removed already"));

  return TRUE;
}

gboolean
attest_article_table_restore (AttestDatabase *database, const AttestEvent *event, char **no_effect, GError **error)
{
  AttestStatement *statement = attest_database_prepare (
      database, "UPDATE article SET removed = 0, removed_by = NULL WHERE id = ?1 AND removed <> 0");

  attest_statement_bind_text (statement, 1, event->stream);
  if (!attest_statement_run (statement, error))
    return FALSE;
  if (attest_database_changes (database) == 0)
    *no_effect = g_strdup (N_ ("The article had not been removed"));

  return TRUE;
}

gboolean
attest_article_table_set_references (AttestDatabase *database, const AttestEvent *event, GError **error)
{
  AttestStatement *statement =
      attest_database_prepare (database, "UPDATE article SET reference_list = ?2 WHERE id = ?1");

  attest_statement_bind_text (statement, 1, event->stream);
  attest_statement_bind_text (statement, 2, attest_body_get_text (event->body, "references", "[]"));

  return attest_statement_run (statement, error);
}

gboolean
attest_article_table_update_title (AttestDatabase *database, const char *article, GError **error)
{
  AttestStatement *statement = attest_database_prepare (
      database,
      "UPDATE article SET title = coalesce ((SELECT revision.title FROM variant JOIN revision ON revision.id = "
      "variant.newest"
      " WHERE variant.article = ?1 ORDER BY variant.audience <> 'doctor', variant.made LIMIT 1), '') WHERE id = ?1");

  attest_statement_bind_text (statement, 1, article);
  return attest_statement_run (statement, error);
}

gboolean
attest_article_table_touch (AttestDatabase *database, const char *article, gint64 time, GError **error)
{
  AttestStatement *statement =
      attest_database_prepare (database, "UPDATE article SET updated = ?2 WHERE id = ?1 AND updated < ?2");

  attest_statement_bind_text (statement, 1, article);
  attest_statement_bind_int64 (statement, 2, time);

  return attest_statement_run (statement, error);
}

gboolean
attest_article_table_add_person (AttestDatabase *database, const char *article, const char *person, GError **error)
{
  AttestStatement *statement = attest_database_prepare (
      database, "INSERT OR IGNORE INTO article_person (article, person) SELECT ?1, ?2 WHERE ?2 <> ''");

  attest_statement_bind_text (statement, 1, article);
  attest_statement_bind_text (statement, 2, person);

  return attest_statement_run (statement, error);
}

gboolean
attest_article_table_set_unknown_kind (AttestDatabase *database, const char *article, const char *kind, GError **error)
{
  AttestStatement *statement =
      attest_database_prepare (database, "UPDATE article SET unknown_kind = ?2 WHERE id = ?1 AND unknown_kind IS NULL");

  attest_statement_bind_text (statement, 1, article);
  attest_statement_bind_text (statement, 2, kind);

  return attest_statement_run (statement, error);
}

/* ---- Slugs ---- */

typedef gboolean (*SlugTaken) (gpointer data, const char *slug);

/* Returns: (transfer full): @wanted, or the first of wanted-2, wanted-3 ... that is free. */
static char *
choose_slug (const char *wanted, SlugTaken is_taken, gpointer data)
{
  if (!is_taken (data, wanted))
    return g_strdup (wanted);

  for (guint number = 2;; number++)
    {
      g_autofree char *slug = g_strdup_printf ("%s-%u", wanted, number);

      if (!is_taken (data, slug))
        return g_steal_pointer (&slug);
    }
}

static gboolean
write_slug (AttestDatabase *database, const char *article, const char *slug, GError **error)
{
  AttestStatement *statement =
      attest_database_prepare (database, "UPDATE article SET slug = ?2 WHERE id = ?1 AND slug <> ?2");

  attest_statement_bind_text (statement, 1, article);
  attest_statement_bind_text (statement, 2, slug);

  return attest_statement_run (statement, error);
}

typedef struct
{
  AttestDatabase *database;
  const char *article;
} SlugSearch;

static gboolean
is_taken_by_other (gpointer data, const char *slug)
{
  SlugSearch *search = data;
  AttestStatement *statement =
      attest_database_prepare (search->database, "SELECT 1 FROM article WHERE slug = ?1 AND id <> ?2");
  gboolean taken;

  attest_statement_bind_text (statement, 1, slug);
  attest_statement_bind_text (statement, 2, search->article);
  taken = attest_statement_next (statement, NULL);
  attest_statement_done (statement);

  return taken;
}

gboolean
attest_article_table_settle_slug (AttestDatabase *database, const char *article, GError **error)
{
  SlugSearch search = { database, article };
  AttestStatement *statement = attest_database_prepare (database, "SELECT wanted_slug FROM article WHERE id = ?1");
  g_autofree char *wanted = NULL;
  g_autofree char *slug = NULL;
  GError *local_error = NULL;

  attest_statement_bind_text (statement, 1, article);
  if (attest_statement_next (statement, &local_error))
    wanted = attest_row_dup_text (statement, 0);
  attest_statement_done (statement);
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }
  if (wanted == NULL)
    return TRUE;

  slug = choose_slug (wanted, is_taken_by_other, &search);
  return write_slug (database, article, slug, error);
}

static gboolean
is_in_set (gpointer data, const char *slug)
{
  return g_hash_table_contains (data, slug);
}

static gpointer
read_slug (AttestStatement *row)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (int i = 0; i < 3; i++)
    g_strv_builder_take (builder, attest_row_dup_text (row, i));

  return g_strv_builder_end (builder);
}

gboolean
attest_article_table_settle_slugs (AttestDatabase *database, GError **error)
{
  AttestStatement *statement = attest_database_prepare (
      database, "SELECT id, wanted_slug, slug FROM article ORDER BY slug_clock, slug_device, slug_sequence, id");
  g_autoptr (GPtrArray) rows = attest_row_list (statement, read_slug, (GDestroyNotify) g_strfreev, error);
  g_autoptr (GHashTable) taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  if (rows == NULL)
    return FALSE;

  for (guint i = 0; i < rows->len; i++)
    {
      char **row = g_ptr_array_index (rows, i);
      g_autofree char *slug = choose_slug (row[1], is_in_set, taken);

      if (!g_str_equal (slug, row[2]) && !write_slug (database, row[0], slug, error))
        return FALSE;
      g_hash_table_add (taken, g_steal_pointer (&slug));
    }

  return TRUE;
}

/* ---- Reads ---- */

static gpointer
read_article (AttestStatement *row)
{
  AttestArticle *article = g_new0 (AttestArticle, 1);

  article->id = attest_row_dup_text (row, 0);
  article->slug = attest_row_dup_text (row, 1);
  article->title = attest_row_dup_text (row, 2);
  article->language = attest_row_dup_text (row, 3);
  article->topics = attest_row_dup_texts (row, 4);
  article->disclaimer = attest_row_dup_text (row, 5);
  article->unknown_kind = attest_statement_dup_text (row, 6);
  article->created = attest_statement_get_int64 (row, 7);
  article->updated = attest_statement_get_int64 (row, 8);
  article->removed = attest_statement_get_int64 (row, 9);
  article->removed_by = attest_statement_dup_text (row, 10);

  return article;
}

/* A list does without the references, which are most of an article's row. */
#define LIST_COLUMNS                                                                                                   \
  "id, slug, title, language, topics, disclaimer, unknown_kind, created, updated, removed, removed_by"
#define ARTICLE_COLUMNS LIST_COLUMNS ", reference_list"

static gpointer
read_whole_article (AttestStatement *row)
{
  AttestArticle *article = read_article (row);

  article->references = attest_row_dup_text (row, 11);

  return article;
}

AttestArticle *
attest_article_table_load (AttestDatabase *database, const char *id, GError **error)
{
  AttestStatement *statement =
      attest_database_prepare (database, "SELECT " ARTICLE_COLUMNS " FROM article WHERE id = ?1");
  g_autofree char *missing = g_strdup_printf (_ ("The library has no article “%s”"), id);

  attest_statement_bind_text (statement, 1, id);
  return attest_row_find (statement, read_whole_article, missing, error);
}

AttestArticle *
attest_library_find_article (AttestLibrary *self, const char *article, GError **error)
{
  AttestStatement *statement = attest_database_prepare (
      attest_library_get_database (self),
      "SELECT " ARTICLE_COLUMNS " FROM article WHERE id = ?1 OR slug = ?1 ORDER BY id <> ?1 LIMIT 1");
  g_autofree char *missing = g_strdup_printf (_ ("The library has no article “%s”"), article);

  attest_statement_bind_text (statement, 1, article);
  return attest_row_find (statement, read_whole_article, missing, error);
}

static gpointer
read_id (AttestStatement *row)
{
  return attest_row_dup_text (row, 0);
}

GPtrArray *
attest_article_table_list_ids (AttestDatabase *database, GError **error)
{
  return attest_row_list (
      attest_database_prepare (database, "SELECT id FROM article ORDER BY updated, id"), read_id, g_free, error);
}

static gboolean
has_words (const char *title, char **words)
{
  g_autofree char *folded = g_utf8_casefold (title, -1);

  for (gsize i = 0; words[i] != NULL; i++)
    if (strstr (folded, words[i]) == NULL)
      return FALSE;

  return TRUE;
}

/* Where few articles have the status, they are found by it; where many have, the newest of them are soon met among the newest of all. */
#define FEW_ARTICLES 2000

static gboolean
is_rare (AttestDatabase *database, const char *status, gboolean *rare, GError **error)
{
  AttestStatement *statement =
      attest_database_prepare (database, "SELECT count (*) FROM (SELECT 1 FROM variant WHERE status = ?1 LIMIT ?2)");
  GError *local_error = NULL;

  attest_statement_bind_text (statement, 1, status);
  attest_statement_bind_int64 (statement, 2, FEW_ARTICLES);
  *rare = attest_statement_next (statement, &local_error) && attest_statement_get_int64 (statement, 0) < FEW_ARTICLES;
  attest_statement_done (statement);
  if (local_error == NULL)
    return TRUE;

  g_propagate_error (error, local_error);
  return FALSE;
}

static AttestStatement *
select_articles (AttestDatabase *database, const char *status, GError **error)
{
  AttestStatement *statement;
  gboolean rare;

  if (status == NULL)
    return attest_database_prepare (database,
                                    "SELECT " LIST_COLUMNS " FROM article WHERE removed = 0 ORDER BY updated DESC, id");
  if (!is_rare (database, status, &rare, error))
    return NULL;

  if (rare)
    statement = attest_database_prepare (database,
                                         "SELECT " LIST_COLUMNS " FROM article WHERE removed = 0"
                                         " AND id IN (SELECT article FROM variant WHERE status = ?1)"
                                         " ORDER BY +updated DESC, id");
  else
    statement = attest_database_prepare (
        database,
        "SELECT " LIST_COLUMNS " FROM article WHERE removed = 0 AND EXISTS (SELECT 1 FROM variant"
        " WHERE variant.article = article.id AND variant.status = ?1) ORDER BY updated DESC, id");
  attest_statement_bind_text (statement, 1, status);

  return statement;
}

GPtrArray *
attest_library_list_articles (AttestLibrary *self,
                              const char *status,
                              const char *title_search,
                              guint limit,
                              GError **error)
{
  AttestStatement *statement = select_articles (attest_library_get_database (self), status, error);
  g_autofree char *folded = g_utf8_casefold (title_search != NULL ? title_search : "", -1);
  g_auto (GStrv) words = g_strsplit_set (folded, " \t\n", -1);
  g_autoptr (GPtrArray) articles = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_article_free);
  GError *local_error = NULL;

  if (statement == NULL)
    return NULL;

  /* SQLite folds the case of ASCII alone, so that titles are compared here. */
  while ((limit == 0 || articles->len < limit) && attest_statement_next (statement, &local_error))
    {
      g_autoptr (AttestArticle) article = read_article (statement);

      if (has_words (article->title, words))
        g_ptr_array_add (articles, g_steal_pointer (&article));
    }
  attest_statement_done (statement);
  if (local_error == NULL)
    return g_steal_pointer (&articles);

  g_propagate_error (error, local_error);
  return NULL;
}

GPtrArray *
attest_library_list_removed_articles (AttestLibrary *self, GError **error)
{
  AttestStatement *statement =
      attest_database_prepare (attest_library_get_database (self),
                               "SELECT " LIST_COLUMNS " FROM article WHERE removed <> 0 ORDER BY removed DESC, id");

  return attest_row_list (statement, read_article, (GDestroyNotify) attest_article_free, error);
}

gboolean
attest_library_visit_articles (AttestLibrary *self, AttestArticleVisit visit, gpointer user_data, GError **error)
{
  AttestStatement *statement =
      attest_database_prepare (attest_library_get_database (self), "SELECT " LIST_COLUMNS " FROM article");
  GError *local_error = NULL;

  while (attest_statement_next (statement, &local_error))
    {
      g_autoptr (AttestArticle) article = read_article (statement);

      visit (article, user_data);
    }
  attest_statement_done (statement);
  if (local_error == NULL)
    return TRUE;

  g_propagate_error (error, local_error);
  return FALSE;
}

static gboolean
visit_ids (AttestStatement *statement, AttestArticleIdVisit visit, gpointer user_data, GError **error)
{
  GError *local_error = NULL;

  while (attest_statement_next (statement, &local_error))
    visit (attest_statement_get_text (statement, 0), user_data);
  attest_statement_done (statement);
  if (local_error == NULL)
    return TRUE;

  g_propagate_error (error, local_error);
  return FALSE;
}

gboolean
attest_article_table_visit_ids (AttestDatabase *database,
                                AttestArticleIdVisit visit,
                                gpointer user_data,
                                GError **error)
{
  return visit_ids (attest_database_prepare (database, "SELECT id FROM article ORDER BY id"), visit, user_data, error);
}

gboolean
attest_article_table_visit_removed_ids (AttestDatabase *database,
                                        AttestArticleIdVisit visit,
                                        gpointer user_data,
                                        GError **error)
{
  return visit_ids (
      attest_database_prepare (database, "SELECT id FROM article WHERE removed <> 0"), visit, user_data, error);
}

GStrv
attest_article_table_dup_topics (AttestDatabase *database, const char *article)
{
  AttestStatement *statement = attest_database_prepare (database, "SELECT topics FROM article WHERE id = ?1");
  GStrv topics;

  attest_statement_bind_text (statement, 1, article);
  topics = attest_statement_next (statement, NULL) ? attest_row_dup_texts (statement, 0) : g_new0 (char *, 1);
  attest_statement_done (statement);

  return topics;
}

static int
compare_topics_cb (gconstpointer one, gconstpointer other)
{
  return g_utf8_collate (*(const char *const *) one, *(const char *const *) other);
}

static gpointer
read_topics (AttestStatement *row)
{
  return attest_row_dup_texts (row, 0);
}

/* Many articles have the same few lists, so that little is read apart. */
GStrv
attest_article_table_list_topics (AttestDatabase *database, GError **error)
{
  g_autoptr (GPtrArray) lists =
      attest_row_list (attest_database_prepare (database, "SELECT DISTINCT topics FROM article WHERE removed = 0"),
                       read_topics,
                       (GDestroyNotify) g_strfreev,
                       error);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) topics = g_ptr_array_new ();

  if (lists == NULL)
    return NULL;
  for (guint i = 0; i < lists->len; i++)
    for (char **topic = lists->pdata[i]; *topic != NULL; topic++)
      if (g_hash_table_add (seen, *topic))
        g_ptr_array_add (topics, *topic);
  g_ptr_array_sort (topics, compare_topics_cb);
  g_ptr_array_add (topics, NULL);

  return g_strdupv ((GStrv) topics->pdata);
}

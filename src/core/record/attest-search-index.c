/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record/attest-search-index.h"

#include <string.h>

#include "record/attest-article-table.h"
#include "record/attest-body.h"
#include "record/attest-content-table.h"
#include "record/attest-database-private.h"
#include "record/attest-library.h"
#include "record/attest-row.h"
#include "record/attest-upgrade-private.h"
#include "text/attest-canonical-json.h"
#include "text/attest-words.h"

/* An entry is stale when nothing below says that it is wanted, and a wanted one without an entry is missing. `state` tells one that has to be made anew. */
#define WANTED_TEXTS                                                                                                   \
  " FROM variant JOIN revision ON revision.id = variant.newest LEFT JOIN content ON content.hash = revision.text"      \
  " WHERE variant.article = ?1"
#define TEXT_STATE "CASE WHEN content.data IS NULL THEN 'blank' ELSE 'whole' END"
#define WANTED_COMMENTS " FROM comment WHERE comment.article = ?1 AND comment.retracted = 0"
#define WANTED_REPLIES                                                                                                 \
  " FROM comment_reply JOIN comment ON comment.id = comment_reply.comment"                                             \
  " WHERE comment_reply.article = ?1 AND comment.retracted = 0"
/* Nobody's words are found by what they said before an edit. */
#define LAST_EDIT(key)                                                                                                 \
  "coalesce ((SELECT event FROM comment_act WHERE comment_act.comment = " key " AND act = 'edit'"                      \
  " ORDER BY clock DESC, device DESC, sequence DESC, event DESC LIMIT 1), '')"
#define NO_ENTRY(kind, key)                                                                                            \
  " AND NOT EXISTS (SELECT 1 FROM search_entry WHERE search_entry.key = " key " AND search_entry.kind = '" kind "'"    \
  " AND search_entry.article = ?1"
#define ENTRIES_OF(kind) "SELECT id FROM search_entry WHERE article = ?1 AND kind = '" kind "' AND NOT EXISTS (SELECT 1"

static const char *const stale_queries[] = {
  ENTRIES_OF ("text") WANTED_TEXTS
  " AND variant.newest = search_entry.key AND variant.audience = search_entry.audience AND " TEXT_STATE
  " = search_entry.state)",
  ENTRIES_OF ("comment") WANTED_COMMENTS
  " AND comment.id = search_entry.key AND " LAST_EDIT ("comment.id") " = search_entry.state)",
  ENTRIES_OF ("reply") WANTED_REPLIES
  " AND comment_reply.id = search_entry.key AND " LAST_EDIT ("comment_reply.id") " = search_entry.state)",
};

/* Columns: audience, kind, key, state. */
static const char *const missing_queries[] = {
  "SELECT variant.audience, 'text', variant.newest, " TEXT_STATE WANTED_TEXTS
      NO_ENTRY ("text", "variant.newest") " AND search_entry.audience = variant.audience) ORDER BY variant.audience",
  "SELECT comment.audience, 'comment', comment.id, " LAST_EDIT ("comment.id")
      WANTED_COMMENTS NO_ENTRY ("comment", "comment.id") ")",
  "SELECT comment.audience, 'reply', comment_reply.id, " LAST_EDIT ("comment_reply.id")
      WANTED_REPLIES NO_ENTRY ("reply", "comment_reply.id") ")",
};

#define STALE_PEOPLE                                                                                                   \
  "SELECT id FROM search_entry WHERE article = '' AND kind = 'person' AND NOT EXISTS (SELECT 1 FROM person"            \
  " WHERE person.id = search_entry.key AND person.name || char (10) || person.credentials || char (10) || "            \
  "person.email"                                                                                                       \
  " = search_entry.state)"
#define MISSING_PEOPLE                                                                                                 \
  "SELECT '', 'person', id, name || char (10) || credentials || char (10) || email FROM person WHERE NOT EXISTS"       \
  " (SELECT 1 FROM search_entry WHERE search_entry.key = person.id AND kind = 'person') ORDER BY id"

/* ---- Where the words come from ---- */

static void
add_member (GString *text, JsonObject *item, const char *name)
{
  const char *value = attest_body_get_text (item, name, NULL);

  if (value != NULL)
    g_string_append_printf (text, "%s. ", value);
}

static void
add_names (GString *text, JsonObject *item)
{
  static const char *const parts[] = { "family", "given", "literal" };
  JsonNode *node = json_object_get_member (item, "author");
  JsonArray *authors = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; authors != NULL && i < json_array_get_length (authors); i++)
    {
      JsonNode *author = json_array_get_element (authors, i);

      for (gsize j = 0; JSON_NODE_HOLDS_OBJECT (author) && j < G_N_ELEMENTS (parts); j++)
        {
          const char *value = attest_body_get_text (json_node_get_object (author), parts[j], NULL);

          if (value != NULL)
            g_string_append_printf (text, "%s ", value);
        }
    }
  if (authors != NULL && json_array_get_length (authors) > 0)
    g_string_append (text, ". ");
}

static void
add_year (GString *text, JsonObject *item)
{
  JsonNode *issued = json_object_get_member (item, "issued");
  g_autofree char *date = issued != NULL ? json_to_string (issued, FALSE) : NULL;
  const char *digit = date;

  while (digit != NULL && *digit != '\0' && !g_ascii_isdigit (*digit))
    digit++;
  if (digit != NULL && strlen (digit) >= 4)
    g_string_append_printf (text, "%.4s. ", digit);
}

/* A line for each work, with what somebody would look for. */
static char *
write_references (const char *list)
{
  static const char *const members[] = { "container-title", "publisher", "DOI", "PMID", "PMCID" };
  g_autoptr (JsonNode) node = attest_body_parse_json (list);
  g_autoptr (GString) text = g_string_new (NULL);
  JsonArray *items = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; items != NULL && i < json_array_get_length (items); i++)
    {
      JsonNode *element = json_array_get_element (items, i);
      JsonObject *item = JSON_NODE_HOLDS_OBJECT (element) ? json_node_get_object (element) : NULL;

      if (item == NULL)
        continue;
      add_names (text, item);
      add_member (text, item, "title");
      for (gsize j = 0; j < G_N_ELEMENTS (members); j++)
        add_member (text, item, members[j]);
      add_year (text, item);
      g_string_append_c (text, '\n');
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* A text that an editor took out, that has not arrived or is damaged has no words; the rest of the library is found all the same. */
static char *
load_text (AttestDatabase *database, const char *hash, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GBytes) content = attest_content_table_load (database, hash, &local_error);
  const char *data;
  gsize length;

  if (content == NULL && !g_error_matches (local_error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_NOT_FOUND) &&
      !g_error_matches (local_error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_DAMAGED))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  if (content == NULL)
    return g_strdup ("");

  data = g_bytes_get_data (content, &length);
  return length > 0 && g_utf8_validate (data, (gssize) length, NULL) ? g_strndup (data, length) : g_strdup ("");
}

static AttestStatement *
select_source (AttestDatabase *database, const char *kind)
{
  if (g_str_equal (kind, "text"))
    return attest_database_prepare (database, "SELECT text, title FROM revision WHERE id = ?1 AND ?2 <> ''");
  if (g_str_equal (kind, "comment"))
    return attest_database_prepare (
        database, "SELECT text || coalesce (char (10) || suggestion, '') FROM comment WHERE id = ?1 AND ?2 <> ''");
  if (g_str_equal (kind, "reply"))
    return attest_database_prepare (database, "SELECT text FROM comment_reply WHERE id = ?1 AND article = ?2");
  if (g_str_equal (kind, "reference"))
    return attest_database_prepare (database, "SELECT reference_list FROM article WHERE id = ?2 AND ?1 <> ''");

  return attest_database_prepare (
      database, "SELECT name || ', ' || credentials || ', ' || email FROM person WHERE id = ?1 AND ?2 = ''");
}

char *
attest_search_index_dup_text (AttestDatabase *database,
                              const char *kind,
                              const char *article,
                              const char *key,
                              char **title,
                              GError **error)
{
  AttestStatement *statement = select_source (database, kind);
  g_autoptr (GError) local_error = NULL;
  g_autofree char *found = NULL;

  attest_statement_bind_text (statement, 1, key);
  attest_statement_bind_text (statement, 2, article);
  if (title != NULL)
    *title = NULL;
  if (attest_statement_next (statement, &local_error))
    {
      found = attest_row_dup_text (statement, 0);
      if (title != NULL && g_str_equal (kind, "text"))
        *title = attest_row_dup_text (statement, 1);
    }
  attest_statement_done (statement);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }

  if (found == NULL)
    return g_strdup ("");
  if (g_str_equal (kind, "text"))
    return load_text (database, found, error);
  if (g_str_equal (kind, "reference"))
    return write_references (found);
  return g_steal_pointer (&found);
}

/* ---- Entries ---- */

typedef struct
{
  char *audience;
  char *kind;
  char *key;
  char *state;
} Entry;

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_free (entry->audience);
  g_free (entry->kind);
  g_free (entry->key);
  g_free (entry->state);
  g_free (entry);
}

static gpointer
read_entry (AttestStatement *row)
{
  Entry *entry = g_new0 (Entry, 1);

  entry->audience = attest_row_dup_text (row, 0);
  entry->kind = attest_row_dup_text (row, 1);
  entry->key = attest_row_dup_text (row, 2);
  entry->state = attest_row_dup_text (row, 3);

  return entry;
}

static gboolean
write_words (AttestDatabase *database, gint64 id, const char *title, const char *text, GError **error)
{
  AttestStatement *statement =
      attest_database_prepare (database, "INSERT INTO search (rowid, title, body) VALUES (?1, ?2, ?3)");
  g_autofree char *title_words = attest_words_fold (title != NULL ? title : "", title != NULL ? strlen (title) : 0);
  g_autofree char *words = attest_words_fold (text, strlen (text));

  attest_statement_bind_int64 (statement, 1, id);
  attest_statement_bind_text (statement, 2, title_words);
  attest_statement_bind_text (statement, 3, words);

  return attest_statement_run (statement, error);
}

static gboolean
insert_entry (AttestDatabase *database, const char *article, const Entry *entry, GError **error)
{
  g_autofree char *title = NULL;
  g_autofree char *text = attest_search_index_dup_text (database, entry->kind, article, entry->key, &title, error);
  AttestStatement *statement;

  if (text == NULL)
    return FALSE;

  statement = attest_database_prepare (
      database, "INSERT INTO search_entry (article, audience, kind, key, state) VALUES (?1, ?2, ?3, ?4, ?5)");
  attest_statement_bind_text (statement, 1, article);
  attest_statement_bind_text (statement, 2, entry->audience);
  attest_statement_bind_text (statement, 3, entry->kind);
  attest_statement_bind_text (statement, 4, entry->key);
  attest_statement_bind_text (statement, 5, entry->state);

  return attest_statement_run (statement, error) &&
         write_words (database, sqlite3_last_insert_rowid (attest_database_get_handle (database)), title, text, error);
}

static gboolean
delete_entry (AttestDatabase *database, gint64 id, GError **error)
{
  static const char *const deletions[] = { "DELETE FROM search WHERE rowid = ?1",
                                           "DELETE FROM search_entry WHERE id = ?1" };

  for (gsize i = 0; i < G_N_ELEMENTS (deletions); i++)
    {
      AttestStatement *statement = attest_database_prepare (database, deletions[i]);

      attest_statement_bind_int64 (statement, 1, id);
      if (!attest_statement_run (statement, error))
        return FALSE;
    }

  return TRUE;
}

static gpointer
read_id (AttestStatement *row)
{
  gint64 *id = g_new (gint64, 1);

  *id = attest_statement_get_int64 (row, 0);
  return id;
}

static AttestStatement *
select_of (AttestDatabase *database, const char *sql, const char *article)
{
  AttestStatement *statement = attest_database_prepare (database, sql);

  if (*article != '\0')
    attest_statement_bind_text (statement, 1, article);

  return statement;
}

static gboolean
delete_stale (AttestDatabase *database, const char *sql, const char *article, GError **error)
{
  g_autoptr (GPtrArray) ids = attest_row_list (select_of (database, sql, article), read_id, g_free, error);

  for (guint i = 0; ids != NULL && i < ids->len; i++)
    if (!delete_entry (database, *(gint64 *) g_ptr_array_index (ids, i), error))
      return FALSE;

  return ids != NULL;
}

static gboolean
insert_missing (AttestDatabase *database, const char *sql, const char *article, GError **error)
{
  g_autoptr (GPtrArray) entries = attest_row_list (select_of (database, sql, article), read_entry, entry_free, error);

  for (guint i = 0; entries != NULL && i < entries->len; i++)
    if (!insert_entry (database, article, g_ptr_array_index (entries, i), error))
      return FALSE;

  return entries != NULL;
}

/* ---- References, whose state is the whole list ---- */

static gboolean
load_list_hash (AttestDatabase *database, const char *article, char **hash, GError **error)
{
  AttestStatement *statement =
      attest_database_prepare (database, "SELECT reference_list FROM article WHERE id = ?1 AND reference_list <> '[]'");
  GError *local_error = NULL;

  attest_statement_bind_text (statement, 1, article);
  *hash = NULL;
  if (attest_statement_next (statement, &local_error))
    {
      const char *list = attest_statement_get_text (statement, 0);

      *hash = attest_sha256 (list, strlen (list));
    }
  attest_statement_done (statement);
  if (local_error == NULL)
    return TRUE;

  g_propagate_error (error, local_error);
  return FALSE;
}

/* @id is 0 when there is no entry. */
static gboolean
find_list_entry (AttestDatabase *database, const char *article, gint64 *id, char **hash, GError **error)
{
  AttestStatement *statement =
      attest_database_prepare (database, "SELECT id, key FROM search_entry WHERE article = ?1 AND kind = 'reference'");
  GError *local_error = NULL;

  attest_statement_bind_text (statement, 1, article);
  *id = 0;
  if (attest_statement_next (statement, &local_error))
    {
      *id = attest_statement_get_int64 (statement, 0);
      *hash = attest_row_dup_text (statement, 1);
    }
  attest_statement_done (statement);
  if (local_error == NULL)
    return TRUE;

  g_propagate_error (error, local_error);
  return FALSE;
}

static gboolean
update_references (AttestDatabase *database, const char *article, GError **error)
{
  g_autofree char *wanted = NULL;
  g_autofree char *found = NULL;
  gint64 id;

  if (!load_list_hash (database, article, &wanted, error) || !find_list_entry (database, article, &id, &found, error))
    return FALSE;
  if (g_strcmp0 (wanted, found) == 0)
    return TRUE;

  return (id == 0 || delete_entry (database, id, error)) &&
         (wanted == NULL ||
          insert_entry (database, article, &(Entry) { (char *) "", (char *) "reference", wanted, (char *) "" }, error));
}

/* ---- The index as a whole ---- */

gboolean
attest_search_index_update_article (AttestDatabase *database, const char *article, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (stale_queries); i++)
    if (!delete_stale (database, stale_queries[i], article, error))
      return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (missing_queries); i++)
    if (!insert_missing (database, missing_queries[i], article, error))
      return FALSE;

  return update_references (database, article, error);
}

gboolean
attest_search_index_update_people (AttestDatabase *database, GError **error)
{
  return delete_stale (database, STALE_PEOPLE, "", error) && insert_missing (database, MISSING_PEOPLE, "", error);
}

/* Since the newest entries are looked at first, the newest articles are the last to get theirs. */
static gboolean
update_all_articles (AttestDatabase *database, GError **error)
{
  g_autoptr (GPtrArray) articles = attest_article_table_list_ids (database, error);

  for (guint i = 0; articles != NULL && i < articles->len; i++)
    if (!attest_upgrade_note (database, ATTEST_UPGRADE_INDEX, i, articles->len, error) ||
        !attest_search_index_update_article (database, g_ptr_array_index (articles, i), error))
      return FALSE;

  return articles != NULL;
}

gboolean
attest_search_index_update_everything (AttestDatabase *database, GError **error)
{
  return update_all_articles (database, error) && attest_search_index_update_people (database, error) &&
         delete_stale (database,
                       "SELECT id FROM search_entry WHERE article <> '' AND article NOT IN (SELECT id FROM article)",
                       "",
                       error);
}

gboolean
attest_search_index_forget (AttestDatabase *database, GError **error)
{
  /* Where a merge had begun the first only ends it, and what was written of it before still has the words. */
  return attest_database_run (
      database,
      "INSERT INTO search (search) VALUES ('optimize'); INSERT INTO search (search) VALUES ('optimize')",
      error);
}

gboolean
attest_search_index_rebuild (AttestDatabase *database, GError **error)
{
  return attest_database_run (
             database, "INSERT INTO search (search) VALUES ('delete-all'); DELETE FROM search_entry", error) &&
         attest_search_index_update_everything (database, error);
}

/* Adds how many rows @sql gives to @count. */
static gboolean
count_rows (AttestDatabase *database, const char *sql, const char *article, guint *count, GError **error)
{
  g_autoptr (GPtrArray) rows = attest_row_list (select_of (database, sql, article), read_id, g_free, error);

  if (rows != NULL)
    *count += rows->len;
  return rows != NULL;
}

static gboolean
count_wrong (AttestDatabase *database, const char *article, guint *count, GError **error)
{
  g_autofree char *wanted = NULL;
  g_autofree char *found = NULL;
  gint64 id;

  for (gsize i = 0; i < G_N_ELEMENTS (stale_queries); i++)
    if (!count_rows (database, stale_queries[i], article, count, error) ||
        !count_rows (database, missing_queries[i], article, count, error))
      return FALSE;
  if (!load_list_hash (database, article, &wanted, error) || !find_list_entry (database, article, &id, &found, error))
    return FALSE;
  *count += g_strcmp0 (wanted, found) != 0;

  return TRUE;
}

static gboolean
check_segments (AttestDatabase *database, guint *wrong, GError **error)
{
  AttestStatement *row = attest_database_prepare (database, "PRAGMA integrity_check (search)");
  g_autoptr (GError) local_error = NULL;

  if (attest_statement_next (row, &local_error))
    *wrong += g_strcmp0 (attest_statement_get_text (row, 0), "ok") != 0;
  attest_statement_done (row);
  if (local_error == NULL)
    return TRUE;
  if (g_error_matches (local_error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_DAMAGED))
    {
      *wrong += 1;
      return TRUE;
    }

  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
check_words (AttestDatabase *database, guint *wrong, GError **error)
{
  gint64 entries;
  gint64 both;
  gint64 words;

  if (!attest_database_read_int64 (database, "SELECT count (*) FROM search_entry", &entries, error) ||
      !attest_database_read_int64 (database, "SELECT count (*) FROM search_docsize", &words, error) ||
      !attest_database_read_int64 (
          database, "SELECT count (*) FROM search_entry JOIN search_docsize USING (id)", &both, error))
    return FALSE;
  *wrong += entries != both || words != both;

  return TRUE;
}

gboolean
attest_search_index_check (AttestDatabase *database, gboolean *right, GError **error)
{
  g_autoptr (GPtrArray) articles = attest_article_table_list_ids (database, error);
  guint wrong = 0;

  for (guint i = 0; articles != NULL && i < articles->len; i++)
    if (!count_wrong (database, g_ptr_array_index (articles, i), &wrong, error))
      return FALSE;
  if (articles == NULL || !count_rows (database, STALE_PEOPLE, "", &wrong, error) ||
      !count_rows (database, MISSING_PEOPLE, "", &wrong, error) || !check_segments (database, &wrong, error) ||
      !check_words (database, &wrong, error))
    return FALSE;
  *right = wrong == 0;

  return TRUE;
}

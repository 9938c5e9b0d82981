/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record/attest-fold.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "record/attest-article-table.h"
#include "record/attest-audience-table.h"
#include "record/attest-board-change.h"
#include "record/attest-board-table.h"
#include "record/attest-database-private.h"
#include "record/attest-event-private.h"
#include "record/attest-event-table.h"
#include "record/attest-library.h"
#include "record/attest-person-table.h"
#include "record/attest-record-kinds.h"
#include "record/attest-registry-private.h"
#include "record/attest-row.h"
#include "record/attest-schema.h"
#include "record/attest-search-index.h"
#include "record/attest-upgrade-private.h"

/* Kilobytes of the file that SQLite keeps in memory, with its sign for that. While all is folded anew its rows are written in no order of the file; with
 * the usual cache, which is SQLite's own, each page would go to the disk and come back many times. */
#define USUAL_CACHE "-2000"
#define LARGE_CACHE "-262144"

/* Between two notes of how far it is that everything is folded, of events and of articles. */
#define EVENTS_PER_NOTE 500
#define ARTICLES_PER_NOTE 500

struct _AttestFold
{
  AttestDatabase *database;
  AttestRegistry *registry;
  /* Streams whose projection changed, each with the AttestEventLeaves of all that was folded of it. */
  GHashTable *streams;
  /* People or policy changed, on which the summaries of articles rest. */
  AttestBoardChange *board;
  /* An article was made and nothing else about slugs happened. */
  char *new_article;
  gboolean slugs_changed;
  gboolean everything;
  gint64 n_events;
  gint64 n_folded;
};

AttestFold *
attest_fold_new (AttestDatabase *database, AttestRegistry *registry)
{
  AttestFold *self = g_new0 (AttestFold, 1);

  self->database = database;
  self->registry = registry;
  self->streams = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->board = attest_board_change_new ();

  return self;
}

void
attest_fold_free (AttestFold *self)
{
  if (self == NULL)
    return;

  if (self->everything)
    attest_database_run (self->database, "PRAGMA cache_size = " USUAL_CACHE, NULL);
  g_hash_table_unref (self->streams);
  attest_board_change_free (self->board);
  g_free (self->new_article);
  g_free (self);
}

GStrv
attest_fold_dup_streams (AttestFold *self)
{
  g_autoptr (GList) names = g_list_sort (g_hash_table_get_keys (self->streams), (GCompareFunc) g_strcmp0);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (GList *link = names; link != NULL; link = link->next)
    g_strv_builder_add (builder, link->data);

  return g_strv_builder_end (builder);
}

static void
note_stream (AttestFold *self, const char *stream, guint leaves)
{
  gpointer before;

  if (g_hash_table_lookup_extended (self->streams, stream, NULL, &before))
    leaves &= GPOINTER_TO_UINT (before);
  g_hash_table_insert (self->streams, g_strdup (stream), GUINT_TO_POINTER (leaves));
}

/* ---- One event ---- */

static gboolean
is_board (const AttestEvent *event)
{
  return g_str_equal (event->stream, ATTEST_STREAM_BOARD);
}

static gboolean
note_unknown_kind (AttestFold *self, const AttestEvent *event, GError **error)
{
  if (is_board (event))
    return attest_board_table_set_unknown_kind (self->database, event->kind, error);

  return attest_article_table_set_unknown_kind (self->database, event->stream, event->kind, error);
}

/* Why an event cannot have an effect, before its kind is asked; NULL when it can. The sentences are translated by whoever shows them. */
static const char *
find_obstacle (AttestFold *self, const AttestEvent *event, const AttestEventKind *kind)
{
  if (event->body == NULL)
    return N_ ("What it said was taken out by an editor");
  if (!g_str_equal (kind->name, ATTEST_KIND_REDACT) && kind->board != is_board (event))
    return N_ ("It stands in a stream where it does not belong");
  if (!kind->validate (event->body, NULL))
    return N_ ("What it says is not of its kind");
  if (!is_board (event) && !g_str_equal (kind->name, "article.create") &&
      !attest_article_table_contains (self->database, event->stream, NULL))
    return N_ ("The article had not been made yet");

  return NULL;
}

static gboolean
note_consequences (AttestFold *self, const AttestEvent *event, GError **error)
{
  if (is_board (event))
    return attest_board_change_note (self->board, self->database, event, error);
  if (g_str_equal (event->kind, "article.create") && self->new_article == NULL)
    self->new_article = g_strdup (event->stream);
  else if (g_str_equal (event->kind, "article.create") ||
           (g_str_equal (event->kind, "article.set") && json_object_has_member (event->body, "slug")))
    self->slugs_changed = TRUE;

  return TRUE;
}

static gboolean
fold_known (AttestFold *self, const AttestEvent *event, const AttestEventKind *kind, GError **error)
{
  const char *obstacle = find_obstacle (self, event, kind);
  g_autofree char *no_effect = g_strdup (obstacle);

  if (no_effect == NULL &&
      ((is_board (event) && !attest_board_change_prepare (self->board, self->database, event, error)) ||
       !kind->project (self->database, event, &no_effect, error)))
    return FALSE;
  if (no_effect != NULL)
    return attest_no_effect_table_insert (self->database, event, no_effect, error);

  if (!note_consequences (self, event, error))
    return FALSE;
  if (is_board (event) || g_str_equal (event->kind, "article.export"))
    return TRUE;

  return attest_article_table_add_person (self->database, event->stream, event->actor, error) &&
         attest_article_table_touch (self->database, event->stream, event->time, error);
}

static guint
get_leaves (const AttestEvent *event, const AttestEventKind *kind)
{
  if (kind == NULL || event->body == NULL)
    return ATTEST_EVENT_LEAVES_NOTHING;
  if (g_str_equal (kind->name, "article.set") && json_object_has_member (event->body, "topics"))
    return kind->leaves & ~(guint) ATTEST_EVENT_LEAVES_SUMMARY;

  return kind->leaves;
}

static gboolean
fold (AttestFold *self, const AttestEvent *event, GError **error)
{
  const AttestEventKind *kind = attest_registry_lookup (self->registry, event->kind);

  note_stream (self, event->stream, get_leaves (event, kind));
  if (is_board (event))
    attest_database_forget_board (self->database);
  if (kind != NULL && event->version <= kind->version)
    return fold_known (self, event, kind, error);

  return note_unknown_kind (self, event, error) &&
         attest_no_effect_table_insert (
             self->database, event, N_ ("It was written by a newer version of Attest"), error);
}

gboolean
attest_fold_event (AttestFold *self, const AttestEvent *event, GError **error)
{
  return fold (self, event, error);
}

/* ---- Whole streams ---- */

static gboolean
fold_rows (AttestFold *self, AttestStatement *rows, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  while (attest_statement_next (rows, &local_error))
    {
      g_autoptr (AttestEvent) event = attest_event_new_from_row (rows, NULL);
      gboolean waits = attest_statement_get_int64 (rows, 13) != 0;

      if (!waits && !fold (self, event, &local_error))
        break;
      if (self->everything && ++self->n_folded % EVENTS_PER_NOTE == 0 &&
          !attest_upgrade_note (self->database, ATTEST_UPGRADE_FOLD, self->n_folded, self->n_events, &local_error))
        break;
    }
  attest_statement_done (rows);
  if (local_error == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
clear_board (AttestDatabase *database, GError **error)
{
  attest_database_forget_board (database);
  return attest_database_run (database,
                              "DELETE FROM board; DELETE FROM policy_change; DELETE FROM audience; DELETE FROM person;"
                              "DELETE FROM person_join; DELETE FROM role_change;"
                              "DELETE FROM no_effect WHERE stream = 'board'",
                              error) &&
         attest_board_table_reset (database, error) && attest_audience_table_reset (database, error);
}

static gboolean
clear_article (AttestDatabase *database, const char *article, GError **error)
{
  static const char *const deletions[] = {
    "DELETE FROM article WHERE id = ?1",
    "DELETE FROM article_person WHERE article = ?1",
    "DELETE FROM variant WHERE article = ?1",
    "DELETE FROM variant_waiting WHERE article = ?1",
    "DELETE FROM revision WHERE article = ?1",
    "DELETE FROM article_export WHERE article = ?1",
    "DELETE FROM review_act WHERE article = ?1",
    "DELETE FROM assignment WHERE article = ?1",
    "DELETE FROM comment WHERE article = ?1",
    "DELETE FROM comment_reply WHERE article = ?1",
    "DELETE FROM comment_attach WHERE article = ?1",
    "DELETE FROM comment_act WHERE article = ?1",
    "DELETE FROM comment_mention WHERE article = ?1",
    "DELETE FROM finding_act WHERE article = ?1",
    "DELETE FROM topic_change WHERE article = ?1",
    "DELETE FROM no_effect WHERE stream = ?1",
  };

  for (guint i = 0; i < G_N_ELEMENTS (deletions); i++)
    {
      AttestStatement *statement = attest_database_prepare (database, deletions[i]);

      attest_statement_bind_text (statement, 1, article);
      if (!attest_statement_run (statement, error))
        return FALSE;
    }

  return TRUE;
}

gboolean
attest_fold_stream (AttestFold *self, const char *stream, GError **error)
{
  gboolean board = g_str_equal (stream, ATTEST_STREAM_BOARD);

  note_stream (self, stream, ATTEST_EVENT_LEAVES_NOTHING);
  if (board)
    attest_board_change_note_all (self->board);
  else
    self->slugs_changed = TRUE;

  return (board ? clear_board (self->database, error) : clear_article (self->database, stream, error)) &&
         fold_rows (self, attest_event_table_select (self->database, stream), error);
}

gboolean
attest_fold_streams (AttestFold *self, GHashTable *streams, GError **error)
{
  g_autoptr (GPtrArray) names = g_hash_table_get_keys_as_ptr_array (streams);

  if (g_hash_table_contains (streams, ATTEST_STREAM_BOARD) && !attest_fold_stream (self, ATTEST_STREAM_BOARD, error))
    return FALSE;
  for (guint i = 0; i < names->len; i++)
    if (!g_str_equal (g_ptr_array_index (names, i), ATTEST_STREAM_BOARD) &&
        !attest_fold_stream (self, g_ptr_array_index (names, i), error))
      return FALSE;

  return TRUE;
}

/* A predecessor comes before its follower in the total order, so that one pass finds all that wait. */
static gboolean
update_waiting (AttestDatabase *database, GError **error)
{
  AttestStatement *rows = attest_database_prepare (database,
                                                   "SELECT " ATTEST_EVENT_HEADER_COLUMNS
                                                   ", NULL FROM event INDEXED BY event_by_order WHERE sequence > 1"
                                                   " ORDER BY clock, device, sequence, hash");
  g_autoptr (GError) local_error = NULL;

  while (attest_statement_next (rows, &local_error))
    {
      g_autoptr (AttestEvent) event = attest_event_new_from_row (rows, NULL);
      gboolean ready;

      if (!attest_waiting_table_is_ready (database, event, &ready, &local_error) ||
          (!ready && !attest_waiting_table_insert (database, event, &local_error)))
        break;
    }
  attest_statement_done (rows);
  if (local_error == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
note_fingerprint (AttestFold *self, GError **error)
{
  AttestStatement *statement =
      attest_database_prepare (self->database, "INSERT INTO folded (one, fingerprint) VALUES (1, ?1)");

  attest_statement_bind_text (statement, 1, attest_registry_get_fingerprint (self->registry));
  return attest_statement_run (statement, error);
}

gboolean
attest_fold_note_silent_change (AttestFold *self, GError **error)
{
  return attest_database_run (self->database, "UPDATE silent_change SET changes = changes + 1", error);
}

gboolean
attest_fold_everything (AttestFold *self, GError **error)
{
  const char *const *tables = attest_schema_get_projections ();

  self->everything = TRUE;
  attest_database_forget_board (self->database);
  if (!attest_database_run (self->database, "PRAGMA cache_size = " LARGE_CACHE, error) ||
      !attest_database_read_int64 (self->database, "SELECT max (position) FROM event", &self->n_events, error) ||
      !attest_upgrade_note (self->database, ATTEST_UPGRADE_FOLD, 0, self->n_events, error))
    return FALSE;
  for (gsize i = 0; tables[i] != NULL; i++)
    {
      g_autofree char *deletion = g_strdup_printf ("DELETE FROM %s", tables[i]);

      if (!attest_database_run (self->database, deletion, error))
        return FALSE;
    }
  attest_board_change_note_all (self->board);
  self->slugs_changed = TRUE;

  return note_fingerprint (self, error) && attest_fold_note_silent_change (self, error) &&
         clear_board (self->database, error) && update_waiting (self->database, error) &&
         fold_rows (self, attest_event_table_select (self->database, NULL), error);
}

/* ---- The end ---- */

static gboolean
settle_slugs (AttestFold *self, GError **error)
{
  if (self->slugs_changed)
    return attest_article_table_settle_slugs (self->database, error);
  if (self->new_article != NULL)
    return attest_article_table_settle_slug (self->database, self->new_article, error);

  return TRUE;
}

static int
compare_names_cb (gconstpointer one, gconstpointer other)
{
  return strcmp (*(const char *const *) one, *(const char *const *) other);
}

static gboolean
summarize_in_pieces (AttestFold *self, GPtrArray *names, GError **error)
{
  for (guint i = 0; i < names->len; i += ARTICLES_PER_NOTE)
    {
      g_autoptr (GPtrArray) piece = g_ptr_array_new ();

      for (guint k = i; k < MIN (i + ARTICLES_PER_NOTE, names->len); k++)
        g_ptr_array_add (piece, names->pdata[k]);
      if (!attest_upgrade_note (self->database, ATTEST_UPGRADE_CONCLUDE, i, names->len, error) ||
          !attest_registry_summarize (self->registry, self->database, piece, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
summarize (AttestFold *self, GError **error)
{
  g_autoptr (GHashTable) articles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) names = NULL;
  GHashTableIter iter;
  gpointer name;
  gpointer leaves;

  g_hash_table_iter_init (&iter, self->streams);
  while (g_hash_table_iter_next (&iter, &name, &leaves))
    if (!g_str_equal (name, ATTEST_STREAM_BOARD) && (GPOINTER_TO_UINT (leaves) & ATTEST_EVENT_LEAVES_SUMMARY) == 0)
      g_hash_table_add (articles, g_strdup (name));
  if (!attest_board_change_add_articles (self->board, self->database, articles, error))
    return FALSE;

  /* As most tables have their rows, so that each page is read once. */
  names = g_hash_table_get_keys_as_ptr_array (articles);
  g_ptr_array_sort (names, compare_names_cb);
  if (self->everything)
    return summarize_in_pieces (self, names, error);

  return attest_registry_summarize (self->registry, self->database, names, error);
}

static gboolean
update_search_of_streams (AttestFold *self, GError **error)
{
  GHashTableIter iter;
  gpointer name;
  gpointer leaves;

  g_hash_table_iter_init (&iter, self->streams);
  while (g_hash_table_iter_next (&iter, &name, &leaves))
    if ((GPOINTER_TO_UINT (leaves) & ATTEST_EVENT_LEAVES_SEARCH) == 0 &&
        !(g_str_equal (name, ATTEST_STREAM_BOARD) ? attest_search_index_update_people (self->database, error)
                                                  : attest_search_index_update_article (self->database, name, error)))
      return FALSE;

  return TRUE;
}

/* The record does not depend on its index: where that is damaged it is made anew, and where it cannot be, a save goes on all the same. What is
 * wrong is for verify to say. */
static gboolean
update_search (AttestFold *self, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  if (self->everything ? attest_search_index_update_everything (self->database, &local_error)
                       : update_search_of_streams (self, &local_error))
    return TRUE;
  if (g_error_matches (local_error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_DAMAGED))
    {
      g_clear_error (&local_error);
      if (attest_search_index_rebuild (self->database, &local_error))
        return TRUE;
    }
  if (g_error_matches (local_error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_DAMAGED))
    {
      g_message ("The search index is damaged: %s", local_error->message);
      return TRUE;
    }

  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

gboolean
attest_fold_finish (AttestFold *self, GError **error)
{
  return settle_slugs (self, error) &&
         (!attest_board_change_is_any (self->board) || attest_person_table_update_same (self->database, error)) &&
         summarize (self, error) && update_search (self, error);
}

gboolean
attest_fold_get_unknown_kind (AttestDatabase *database, const char *stream, char **kind, GError **error)
{
  AttestStatement *statement;
  GError *local_error = NULL;

  if (g_str_equal (stream, ATTEST_STREAM_BOARD))
    statement = attest_database_prepare (database, "SELECT unknown_kind FROM board");
  else
    statement = attest_database_prepare (database, "SELECT unknown_kind FROM article WHERE id = ?1");
  if (!g_str_equal (stream, ATTEST_STREAM_BOARD))
    attest_statement_bind_text (statement, 1, stream);

  *kind = attest_statement_next (statement, &local_error) ? attest_statement_dup_text (statement, 0) : NULL;
  attest_statement_done (statement);
  if (local_error == NULL)
    return TRUE;

  g_propagate_error (error, local_error);
  return FALSE;
}

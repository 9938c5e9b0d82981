/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "record/attest-content-table.h"
#include "record/attest-database-private.h"
#include "record/attest-event-private.h"
#include "record/attest-event-table.h"
#include "record/attest-fold.h"
#include "record/attest-foreign.h"
#include "record/attest-library-private.h"
#include "record/attest-record-kinds.h"
#include "record/attest-redaction.h"
#include "record/attest-search-index.h"
#include "text/attest-canonical-json.h"

typedef struct
{
  AttestLibrary *library;
  AttestDatabase *source;
  const char *path;
  /* Streams whose projection has to be folded anew. */
  GHashTable *streams;
  /* Hashes of events that came blank, which a redaction has to account for. */
  GPtrArray *blank;
  gint64 highest_clock;
  /* The smallest clock of a new event of the board; G_MAXINT64 for none. */
  gint64 board_clock;
  guint taken;
} Merge;

static gboolean
refuse_damaged (Merge *merge, const char *what, GError **error)
{
  g_set_error (error,
               ATTEST_RECORD_ERROR,
               ATTEST_RECORD_ERROR_DAMAGED,
               _ ("%s was changed or is damaged: %s is not what its hash says. Nothing was taken from it."),
               merge->path,
               what);
  return FALSE;
}

static gboolean
check_event (Merge *merge, const AttestEvent *event, const char *body, GError **error)
{
  g_autofree char *hash = NULL;
  g_autofree char *body_hash = NULL;

  if (!attest_event_check_header (event, NULL))
    return refuse_damaged (merge, event->hash, error);
  hash = attest_event_compute_hash (event, NULL);
  if (g_strcmp0 (hash, event->hash) != 0)
    return refuse_damaged (merge, event->hash, error);
  /* A redaction itself stays readable, or nobody could tell what is missing and why. */
  if (body == NULL && g_str_equal (event->kind, ATTEST_KIND_REDACT))
    return refuse_damaged (merge, event->hash, error);
  if (body != NULL)
    {
      body_hash = attest_sha256 (body, strlen (body));
      if (event->body == NULL || !g_str_equal (body_hash, event->body_hash))
        return refuse_damaged (merge, event->hash, error);
    }

  if (event->clock > ATTEST_EVENT_MAXIMUM_CLOCK_STEP &&
      event->clock - ATTEST_EVENT_MAXIMUM_CLOCK_STEP > merge->highest_clock)
    {
      g_set_error (error,
                   ATTEST_RECORD_ERROR,
                   ATTEST_RECORD_ERROR_CLOCK,
                   _ ("The clock of event %s in %s is too far ahead of all others. Nothing was taken from it."),
                   event->hash,
                   merge->path);
      return FALSE;
    }

  return TRUE;
}

static gboolean
take_event (Merge *merge, const AttestEvent *event, const char *body, GError **error)
{
  AttestDatabase *database = merge->library->database;
  gboolean ready;

  if (!attest_event_table_insert (database, event, body, error) ||
      !attest_waiting_table_is_ready (database, event, &ready, error))
    return FALSE;

  merge->taken++;
  if (body == NULL)
    g_ptr_array_add (merge->blank, g_strdup (event->hash));
  if (!ready)
    return attest_waiting_table_insert (database, event, error);

  g_hash_table_add (merge->streams, g_strdup (event->stream));
  if (g_str_equal (event->stream, ATTEST_STREAM_BOARD))
    merge->board_clock = MIN (merge->board_clock, event->clock);

  return attest_waiting_table_free_followers (database, event->hash, merge->streams, error);
}

static gboolean
take_events (Merge *merge, GError **error)
{
  AttestStatement *rows =
      attest_database_prepare (merge->source,
                               "SELECT " ATTEST_EVENT_COLUMNS " FROM event INDEXED BY event_by_order"
                               " ORDER BY event.clock, event.device, event.sequence, event.hash");
  g_autoptr (GError) local_error = NULL;

  while (attest_statement_next (rows, &local_error))
    {
      g_autoptr (AttestEvent) event = attest_event_new_from_row (rows, NULL);
      const char *body = attest_statement_get_text (rows, 11);
      gboolean known;

      known = attest_event_table_contains (merge->library->database, event->hash, &local_error);
      if (local_error != NULL)
        break;
      if (known)
        continue;
      if (!check_event (merge, event, body, &local_error) || !take_event (merge, event, body, &local_error))
        break;
      merge->highest_clock = MAX (merge->highest_clock, event->clock);
    }
  attest_statement_done (rows);
  if (local_error == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
take_content (Merge *merge, AttestStatement *row, GError **error)
{
  g_autofree char *hash = attest_statement_dup_text (row, 0);
  g_autoptr (GBytes) data = NULL;
  g_autofree char *found = NULL;
  GError *local_error = NULL;

  /* Not to be had here. A redaction of it is an event like any other; another library may have the text. */
  if (attest_statement_is_null (row, 1))
    return TRUE;
  if (attest_content_table_contains (merge->library->database, hash, &local_error))
    return TRUE;
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }

  data = attest_statement_dup_blob (row, 1);
  found = attest_sha256 (g_bytes_get_size (data) > 0 ? g_bytes_get_data (data, NULL) : "", g_bytes_get_size (data));
  if (g_strcmp0 (found, hash) != 0)
    return refuse_damaged (merge, hash != NULL ? hash : "", error);

  return attest_content_table_insert (merge->library->database, hash, data, g_bytes_get_size (data), NULL, error);
}

static gboolean
take_contents (Merge *merge, GError **error)
{
  AttestStatement *rows = attest_database_prepare (merge->source, "SELECT hash, data FROM content");
  g_autoptr (GError) local_error = NULL;

  while (attest_statement_next (rows, &local_error))
    if (!take_content (merge, rows, &local_error))
      break;
  attest_statement_done (rows);
  if (local_error == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* What came blank has to be named by a redaction, or somebody else emptied it. */
static gboolean
check_blank (Merge *merge, GError **error)
{
  g_autoptr (GHashTable) redactions = attest_redaction_list (merge->library->database, error);

  if (redactions == NULL)
    return FALSE;
  for (guint i = 0; i < merge->blank->len; i++)
    if (!g_hash_table_contains (redactions, g_ptr_array_index (merge->blank, i)))
      return refuse_damaged (merge, g_ptr_array_index (merge->blank, i), error);

  return TRUE;
}

static gboolean
collect_streams (Merge *merge, AttestStatement *statement, GError **error)
{
  GError *local_error = NULL;

  while (attest_statement_next (statement, &local_error))
    g_hash_table_add (merge->streams, attest_statement_dup_text (statement, 0));
  if (local_error == NULL)
    return TRUE;

  g_propagate_error (error, local_error);
  return FALSE;
}

/* Streams that got no event and are folded anew all the same. */
static gboolean
add_dependent_streams (Merge *merge, GError **error)
{
  AttestDatabase *database = merge->library->database;
  AttestStatement *statement;

  /* A revision whose text arrives after it. */
  statement =
      attest_database_prepare (database,
                               "SELECT DISTINCT article FROM revision JOIN content ON content.hash = revision.text"
                               " WHERE revision.signed_hash IS NULL AND content.data IS NOT NULL");
  if (!collect_streams (merge, statement, error))
    return FALSE;
  if (merge->board_clock == G_MAXINT64)
    return TRUE;

  /* Roles and policies that were in force before an event which was folded without them. */
  statement = attest_database_prepare (database,
                                       "SELECT DISTINCT stream FROM event INDEXED BY event_by_order WHERE clock >= ?1");
  attest_statement_bind_int64 (statement, 1, merge->board_clock);

  return collect_streams (merge, statement, error);
}

/* Blanks what redactions name. @blanked: (out): whether there was anything left to blank. */
static gboolean
apply_redactions (Merge *merge, gboolean *blanked, GError **error)
{
  g_autoptr (GHashTable) streams = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer name;

  if (!attest_redaction_apply (merge->library->database, streams, error))
    return FALSE;
  *blanked = g_hash_table_size (streams) > 0;
  g_hash_table_iter_init (&iter, streams);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    g_hash_table_add (merge->streams, g_strdup (name));

  return TRUE;
}

static gboolean
merge_source (Merge *merge, AttestFold *fold, GError **error)
{
  AttestDatabase *database = merge->library->database;
  sqlite3 *handle = attest_database_get_handle (database);
  gint64 rows = sqlite3_total_changes64 (handle);
  gboolean blanked = FALSE;

  if (!(attest_event_table_get_highest_clock (database, &merge->highest_clock, error) && take_contents (merge, error) &&
        take_events (merge, error) && check_blank (merge, error) && apply_redactions (merge, &blanked, error) &&
        add_dependent_streams (merge, error) && attest_fold_streams (fold, merge->streams, error) &&
        attest_fold_finish (fold, error) && (!blanked || attest_search_index_forget (database, error))))
    return FALSE;

  /* A text that was missing came, and no event. */
  return merge->taken > 0 || sqlite3_total_changes64 (handle) == rows || attest_fold_note_silent_change (fold, error);
}

static gboolean
merge_and_commit (AttestLibrary *self, AttestForeign *foreign, const char *path, guint *taken, GError **error)
{
  g_autoptr (AttestFold) fold = attest_fold_new (self->database, self->registry);
  g_autoptr (GHashTable) touched = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) blank = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) streams = NULL;
  Merge merge = { self, attest_foreign_get_database (foreign), path, touched, blank, 0, G_MAXINT64, 0 };
  gint64 position;

  if (!attest_library_begin (self, error))
    return FALSE;

  position = attest_library_read_position (self);
  if (!merge_source (&merge, fold, error) || !attest_foreign_check_unchanged (foreign, error))
    {
      attest_database_roll_back (self->database);
      return FALSE;
    }
  if (!attest_library_commit (self, error))
    return FALSE;

  if (position == self->position)
    self->position = attest_library_read_position (self);
  if (taken != NULL)
    *taken = merge.taken;
  streams = attest_fold_dup_streams (fold);
  if (streams[0] != NULL)
    attest_library_announce (self, (const char *const *) streams);

  return TRUE;
}

gboolean
attest_library_merge (AttestLibrary *self, const char *path, guint *taken, GError **error)
{
  g_autoptr (AttestForeign) foreign = NULL;

  g_return_val_if_fail (ATTEST_IS_LIBRARY (self) && path != NULL, FALSE);

  foreign = attest_foreign_open (path, error);

  return foreign != NULL && merge_and_commit (self, foreign, path, taken, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record/attest-event-table.h"

#include <glib/gi18n-lib.h>

#include "record/attest-database-private.h"
#include "record/attest-event-private.h"
#include "record/attest-library.h"
#include "record/attest-record-kinds.h"

gboolean
attest_event_table_insert (AttestDatabase *database, const AttestEvent *event, const char *body, GError **error)
{
  AttestStatement *statement = attest_database_prepare (
      database,
      "INSERT INTO event (hash, device, stream, sequence, clock, time, actor, kind, version, previous, body_hash, body)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)");

  attest_statement_bind_text (statement, 1, event->hash);
  attest_statement_bind_text (statement, 2, event->device);
  attest_statement_bind_text (statement, 3, event->stream);
  attest_statement_bind_int64 (statement, 4, event->sequence);
  attest_statement_bind_int64 (statement, 5, event->clock);
  attest_statement_bind_int64 (statement, 6, event->time);
  attest_statement_bind_text (statement, 7, event->actor);
  attest_statement_bind_text (statement, 8, event->kind);
  attest_statement_bind_int64 (statement, 9, event->version);
  attest_statement_bind_text (statement, 10, event->previous);
  attest_statement_bind_text (statement, 11, event->body_hash);
  attest_statement_bind_text (statement, 12, body);

  return attest_statement_run (statement, error);
}

static gboolean
has_row (AttestStatement *statement, GError **error)
{
  gboolean found = attest_statement_next (statement, error);

  attest_statement_done (statement);
  return found;
}

gboolean
attest_event_table_contains (AttestDatabase *database, const char *hash, GError **error)
{
  AttestStatement *statement = attest_database_prepare (database, "SELECT 1 FROM event WHERE hash = ?1");

  attest_statement_bind_text (statement, 1, hash);
  return has_row (statement, error);
}

AttestEvent *
attest_event_table_find (AttestDatabase *database, const char *hash, GError **error)
{
  AttestStatement *statement =
      attest_database_prepare (database, "SELECT " ATTEST_EVENT_COLUMNS " FROM event WHERE hash = ?1");
  GError *local_error = NULL;
  AttestEvent *event = NULL;

  attest_statement_bind_text (statement, 1, hash);
  if (attest_statement_next (statement, &local_error))
    event = attest_event_new_from_row (statement, NULL);
  attest_statement_done (statement);

  if (local_error != NULL)
    g_propagate_error (error, local_error);
  else if (event == NULL)
    g_set_error (error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_NOT_FOUND, _ ("There is no event %s"), hash);

  return event;
}

gboolean
attest_event_table_get_tail (AttestDatabase *database,
                             const char *device,
                             const char *stream,
                             gint64 *sequence,
                             char **hash,
                             GError **error)
{
  AttestStatement *statement =
      attest_database_prepare (database,
                               "SELECT sequence, max (hash) FROM event WHERE stream = ?1 AND device = ?2"
                               " AND sequence = (SELECT max (sequence) FROM event WHERE stream = ?1 AND device = ?2)");
  GError *local_error = NULL;

  *sequence = 0;
  *hash = NULL;
  attest_statement_bind_text (statement, 1, stream);
  attest_statement_bind_text (statement, 2, device);
  if (attest_statement_next (statement, &local_error))
    {
      *sequence = attest_statement_get_int64 (statement, 0);
      *hash = attest_statement_dup_text (statement, 1);
    }
  attest_statement_done (statement);
  if (*hash == NULL)
    *hash = g_strdup ("");
  if (local_error == NULL)
    return TRUE;

  g_propagate_error (error, local_error);
  return FALSE;
}

gboolean
attest_event_table_dup_last_hash (AttestDatabase *database, const char *device, char **hash, GError **error)
{
  /* Backwards through the total order: where this device wrote last, its event is the first to be met. Without the plus SQLite would take the device for
   * constant, sort what has the same clock, and go on to this device's event before that one, however far away it is. */
  AttestStatement *statement =
      attest_database_prepare (database,
                               "SELECT hash FROM event INDEXED BY event_by_order WHERE +device = ?1"
                               " ORDER BY clock DESC, device DESC, sequence DESC LIMIT 1");
  GError *local_error = NULL;

  *hash = NULL;
  attest_statement_bind_text (statement, 1, device);
  if (attest_statement_next (statement, &local_error))
    *hash = attest_statement_dup_text (statement, 0);
  attest_statement_done (statement);
  if (local_error == NULL)
    return TRUE;

  g_propagate_error (error, local_error);
  return FALSE;
}

gboolean
attest_event_table_get_highest_clock (AttestDatabase *database, gint64 *clock, GError **error)
{
  return attest_database_read_int64 (database, "SELECT max (clock) FROM event", clock, error);
}

AttestStatement *
attest_event_table_select (AttestDatabase *database, const char *stream)
{
  AttestStatement *statement;

  if (stream == NULL)
    return attest_database_prepare (
        database,
        "SELECT " ATTEST_EVENT_COLUMNS
        ", no_effect.reason, waiting.event IS NOT NULL FROM event INDEXED BY event_by_order"
        " LEFT JOIN no_effect ON no_effect.event = event.hash LEFT JOIN waiting ON waiting.event = event.hash"
        " ORDER BY event.clock, event.device, event.sequence, event.hash");

  statement = attest_database_prepare (
      database,
      "SELECT " ATTEST_EVENT_COLUMNS
      ", no_effect.reason, waiting.event IS NOT NULL FROM event INDEXED BY event_by_stream"
      " LEFT JOIN no_effect ON no_effect.event = event.hash LEFT JOIN waiting ON waiting.event = event.hash"
      " WHERE event.stream = ?1 ORDER BY event.clock, event.device, event.sequence, event.hash");
  attest_statement_bind_text (statement, 1, stream);

  return statement;
}

static GPtrArray *
list_events (AttestStatement *statement, GError **error)
{
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_event_unref);
  GError *local_error = NULL;

  while (attest_statement_next (statement, &local_error))
    g_ptr_array_add (events, attest_event_new_from_row (statement, NULL));
  if (local_error == NULL)
    return g_steal_pointer (&events);

  g_propagate_error (error, local_error);
  return NULL;
}

GPtrArray *
attest_event_table_list_redactions (AttestDatabase *database, GError **error)
{
  AttestStatement *statement = attest_database_prepare (
      database,
      "SELECT " ATTEST_EVENT_COLUMNS
      " FROM event WHERE kind = 'redact' ORDER BY event.clock, event.device, event.sequence, event.hash");

  return list_events (statement, error);
}

GHashTable *
attest_event_table_list_redacted_streams (AttestDatabase *database, GError **error)
{
  AttestStatement *statement =
      attest_database_prepare (database, "SELECT stream FROM event INDEXED BY event_redacting WHERE kind = 'redact'");
  g_autoptr (GHashTable) streams = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GError *local_error = NULL;

  while (attest_statement_next (statement, &local_error))
    g_hash_table_add (streams, attest_statement_dup_text (statement, 0));
  if (local_error == NULL)
    return g_steal_pointer (&streams);

  g_propagate_error (error, local_error);
  return NULL;
}

GPtrArray *
attest_event_table_list_blank (AttestDatabase *database, const char *stream, GError **error)
{
  AttestStatement *statement = attest_database_prepare (
      database,
      "SELECT " ATTEST_EVENT_COLUMNS " FROM event INDEXED BY event_by_stream WHERE stream = ?1 AND body IS NULL"
      " AND NOT EXISTS (SELECT 1 FROM waiting WHERE waiting.event = event.hash)");

  attest_statement_bind_text (statement, 1, stream);
  return list_events (statement, error);
}

gboolean
attest_event_table_blank (AttestDatabase *database, const char *hash, GError **error)
{
  AttestStatement *statement = attest_database_prepare (database,
                                                        "UPDATE event SET body = NULL WHERE hash = ?1 AND body IS NOT "
                                                        "NULL AND kind NOT IN " ATTEST_KINDS_NEVER_REDACTED_SQL);

  attest_statement_bind_text (statement, 1, hash);
  return attest_statement_run (statement, error);
}

gboolean
attest_waiting_table_insert (AttestDatabase *database, const AttestEvent *event, GError **error)
{
  AttestStatement *statement =
      attest_database_prepare (database, "INSERT OR IGNORE INTO waiting (event, previous) VALUES (?1, ?2)");

  attest_statement_bind_text (statement, 1, event->hash);
  attest_statement_bind_text (statement, 2, event->previous);

  return attest_statement_run (statement, error);
}

gboolean
attest_waiting_table_is_ready (AttestDatabase *database, const AttestEvent *event, gboolean *ready, GError **error)
{
  AttestStatement *statement;
  GError *local_error = NULL;

  *ready = event->sequence == 1 && *event->previous == '\0';
  if (*ready)
    return TRUE;

  statement = attest_database_prepare (
      database,
      "SELECT 1 FROM event WHERE hash = ?1 AND device = ?2 AND stream = ?3 AND sequence = ?4 AND clock < ?5"
      " AND NOT EXISTS (SELECT 1 FROM waiting WHERE waiting.event = event.hash)");
  attest_statement_bind_text (statement, 1, event->previous);
  attest_statement_bind_text (statement, 2, event->device);
  attest_statement_bind_text (statement, 3, event->stream);
  attest_statement_bind_int64 (statement, 4, event->sequence - 1);
  attest_statement_bind_int64 (statement, 5, event->clock);
  *ready = has_row (statement, &local_error);
  if (local_error == NULL)
    return TRUE;

  g_propagate_error (error, local_error);
  return FALSE;
}

static GPtrArray *
list_followers (AttestDatabase *database, const char *hash, GError **error)
{
  AttestStatement *statement =
      attest_database_prepare (database,
                               "SELECT " ATTEST_EVENT_COLUMNS
                               " FROM waiting JOIN event ON event.hash = waiting.event WHERE waiting.previous = ?1");

  attest_statement_bind_text (statement, 1, hash);
  return list_events (statement, error);
}

gboolean
attest_waiting_table_free_followers (AttestDatabase *database, const char *hash, GHashTable *streams, GError **error)
{
  g_autoptr (GQueue) hashes = g_queue_new ();
  gboolean done = TRUE;

  g_queue_push_tail (hashes, g_strdup (hash));
  while (done && !g_queue_is_empty (hashes))
    {
      g_autofree char *predecessor = g_queue_pop_head (hashes);
      g_autoptr (GPtrArray) followers = list_followers (database, predecessor, error);

      done = followers != NULL;
      for (guint i = 0; done && i < followers->len; i++)
        {
          AttestEvent *event = g_ptr_array_index (followers, i);
          AttestStatement *statement = attest_database_prepare (database, "DELETE FROM waiting WHERE event = ?1");
          gboolean ready;

          done = attest_waiting_table_is_ready (database, event, &ready, error);
          if (!done || !ready)
            continue;
          attest_statement_bind_text (statement, 1, event->hash);
          done = attest_statement_run (statement, error);
          g_hash_table_add (streams, g_strdup (event->stream));
          g_queue_push_tail (hashes, g_strdup (event->hash));
        }
    }
  g_queue_clear_full (hashes, g_free);

  return done;
}

gboolean
attest_no_effect_table_insert (AttestDatabase *database, const AttestEvent *event, const char *reason, GError **error)
{
  AttestStatement *statement = attest_database_prepare (
      database, "INSERT OR REPLACE INTO no_effect (event, stream, reason) VALUES (?1, ?2, ?3)");

  attest_statement_bind_text (statement, 1, event->hash);
  attest_statement_bind_text (statement, 2, event->stream);
  attest_statement_bind_text (statement, 3, reason);

  return attest_statement_run (statement, error);
}

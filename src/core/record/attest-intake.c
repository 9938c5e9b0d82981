/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record/attest-intake.h"

#include <glib/gi18n-lib.h>
#include <sqlite3.h>
#include <string.h>

#include "record/attest-content-table.h"
#include "record/attest-database-private.h"
#include "record/attest-event-private.h"
#include "record/attest-event-table.h"
#include "record/attest-library.h"
#include "record/attest-record-kinds.h"
#include "record/attest-redaction.h"
#include "record/attest-search-index.h"
#include "text/attest-canonical-json.h"

#define EVENTS_BETWEEN_LOOKS 64

struct _AttestIntake
{
  AttestDatabase *target;
  AttestDatabase *source;
  const char *path;
  AttestMergeProgress progress;
  gpointer progress_data;
  /* 0 where any number may come, of a clock near to the target's. */
  guint maximum_events;
  /* Streams whose projection has to be folded anew. */
  GHashTable *streams;
  /* Hashes of events that came blank, which a redaction has to account for. */
  GPtrArray *blank;
  gint64 highest_clock;
  /* The smallest clock of a new event of the board; G_MAXINT64 for none. */
  gint64 board_clock;
  /* What was new: how many events, of which kinds, which articles they make. */
  guint taken;
  GHashTable *kinds;
  GStrvBuilder *articles;
  GHashTable *touched;
  /* How many events of the board were there already, and how many of it are new. */
  guint board_known;
  guint board_new;
  gboolean other_board;
};

AttestIntake *
attest_intake_new (AttestDatabase *target, AttestDatabase *source, const char *path)
{
  AttestIntake *self = g_new0 (AttestIntake, 1);

  self->target = target;
  self->source = source;
  self->path = path;
  self->streams = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->blank = g_ptr_array_new_with_free_func (g_free);
  self->board_clock = G_MAXINT64;
  self->kinds = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->articles = g_strv_builder_new ();
  self->touched = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  return self;
}

void
attest_intake_free (AttestIntake *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->streams);
  g_ptr_array_unref (self->blank);
  g_hash_table_unref (self->kinds);
  g_strv_builder_unref (self->articles);
  g_hash_table_unref (self->touched);
  g_free (self);
}

void
attest_intake_set_progress (AttestIntake *self, AttestMergeProgress progress, gpointer user_data)
{
  self->progress = progress;
  self->progress_data = user_data;
}

void
attest_intake_set_alone (AttestIntake *self, guint maximum_events)
{
  self->maximum_events = maximum_events;
}

AttestMergeReport *
attest_intake_end (AttestIntake *self)
{
  AttestMergeReport *report = g_new0 (AttestMergeReport, 1);

  report->events = self->taken;
  report->kinds = g_hash_table_ref (self->kinds);
  report->articles = g_strv_builder_end (self->articles);
  report->touched = (char **) g_hash_table_get_keys_as_array (self->touched, NULL);
  g_hash_table_steal_all (self->touched);
  report->other_board = self->other_board;

  return report;
}

static gboolean
refuse_damaged (AttestIntake *self, const char *what, GError **error)
{
  g_set_error (error,
               ATTEST_RECORD_ERROR,
               ATTEST_RECORD_ERROR_DAMAGED,
               _ ("%s was changed or is damaged: %s is not what its hash says. Nothing was taken from it."),
               self->path,
               what);
  return FALSE;
}

static gboolean
check_clock (AttestIntake *self, const AttestEvent *event, GError **error)
{
  if (self->maximum_events > 0 || event->clock <= ATTEST_EVENT_MAXIMUM_CLOCK_STEP ||
      event->clock - ATTEST_EVENT_MAXIMUM_CLOCK_STEP <= self->highest_clock)
    return TRUE;

  g_set_error (error,
               ATTEST_RECORD_ERROR,
               ATTEST_RECORD_ERROR_CLOCK,
               _ ("The clock of event %s in %s is too far ahead of all others. Nothing was taken from it."),
               event->hash,
               self->path);
  return FALSE;
}

static gboolean
check_count (AttestIntake *self, GError **error)
{
  if (self->maximum_events == 0 || self->taken < self->maximum_events)
    return TRUE;

  g_set_error (error,
               ATTEST_RECORD_ERROR,
               ATTEST_RECORD_ERROR_DAMAGED,
               _ ("%s has more events than a review file can have and was not opened. Ask whoever sent it for fewer "
                  "articles."),
               self->path);
  return FALSE;
}

static gboolean
check_event (AttestIntake *self, const AttestEvent *event, const char *body, GError **error)
{
  if (!attest_event_is_sound (event, body))
    return refuse_damaged (self, event->hash, error);

  return check_clock (self, event, error) && check_count (self, error);
}

/* ---- What is new ---- */

static void
count_known (AttestIntake *self, const AttestEvent *event)
{
  if (g_str_equal (event->stream, ATTEST_STREAM_BOARD))
    self->board_known++;
}

static void
count_new (AttestIntake *self, const AttestEvent *event)
{
  guint count = GPOINTER_TO_UINT (g_hash_table_lookup (self->kinds, event->kind));

  self->taken++;
  g_hash_table_insert (self->kinds, g_strdup (event->kind), GUINT_TO_POINTER (count + 1));
  if (g_str_equal (event->stream, ATTEST_STREAM_BOARD))
    self->board_new++;
  else
    g_hash_table_add (self->touched, g_strdup (event->stream));
  if (g_str_equal (event->kind, "article.create"))
    g_strv_builder_add (self->articles, event->stream);
}

static gboolean
find_board (AttestIntake *self, gint64 *there, GError **error)
{
  return attest_database_read_int64 (
      self->target, "SELECT EXISTS (SELECT 1 FROM event WHERE stream = 'board')", there, error);
}

/* ---- Events ---- */

static gboolean
take_event (AttestIntake *self, const AttestEvent *event, const char *body, GError **error)
{
  AttestDatabase *database = self->target;
  gboolean ready;

  if (!attest_event_table_insert (database, event, body, error) ||
      !attest_waiting_table_is_ready (database, event, &ready, error))
    return FALSE;

  count_new (self, event);
  if (body == NULL)
    g_ptr_array_add (self->blank, g_strdup (event->hash));
  if (!ready)
    return attest_waiting_table_insert (database, event, error);

  g_hash_table_add (self->streams, g_strdup (event->stream));
  if (g_str_equal (event->stream, ATTEST_STREAM_BOARD))
    self->board_clock = MIN (self->board_clock, event->clock);

  return attest_waiting_table_free_followers (database, event->hash, self->streams, error);
}

/* Whether to go on, with where it stands among @last positions. */
static gboolean
tell_progress (AttestIntake *self, gint64 number, gint64 last, GCancellable *cancellable, GError **error)
{
  if (number % EVENTS_BETWEEN_LOOKS != 0)
    return TRUE;
  if (self->progress != NULL && last > 0)
    self->progress (MIN (1, (double) number / (double) last), self->progress_data);

  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

static gboolean
visit_row (AttestIntake *self, AttestStatement *row, gboolean take, GError **error)
{
  g_autoptr (AttestEvent) event = attest_event_new_from_row (row, NULL);
  const char *body = attest_statement_get_text (row, 11);
  GError *local_error = NULL;
  gboolean known = attest_event_table_contains (self->target, event->hash, &local_error);

  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }
  if (known)
    count_known (self, event);
  else if (!take)
    count_new (self, event);
  if (known || !take)
    return TRUE;
  if (!check_event (self, event, body, error) || !take_event (self, event, body, error))
    return FALSE;
  self->highest_clock = MAX (self->highest_clock, event->clock);

  return TRUE;
}

static gboolean
visit_events (AttestIntake *self, gboolean take, GCancellable *cancellable, GError **error)
{
  AttestStatement *rows =
      attest_database_prepare (self->source,
                               "SELECT " ATTEST_EVENT_COLUMNS " FROM event INDEXED BY event_by_order"
                               " ORDER BY event.clock, event.device, event.sequence, event.hash");
  g_autoptr (GError) local_error = NULL;
  gint64 number = 0;
  gint64 last;

  if (!attest_database_read_int64 (self->source, "SELECT max (position) FROM event", &last, error))
    return FALSE;
  while (attest_statement_next (rows, &local_error))
    if (!visit_row (self, rows, take, &local_error) || !tell_progress (self, ++number, last, cancellable, &local_error))
      break;
  attest_statement_done (rows);
  if (local_error == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* ---- Contents ---- */

static gboolean
take_content (AttestIntake *self, AttestStatement *row, GError **error)
{
  g_autofree char *hash = attest_statement_dup_text (row, 0);
  g_autoptr (GBytes) data = NULL;
  g_autofree char *found = NULL;
  GError *local_error = NULL;

  /* Not to be had here. A redaction of it is an event like any other; another library may have the text. */
  if (attest_statement_is_null (row, 1))
    return TRUE;
  if (attest_content_table_contains (self->target, hash, &local_error))
    return TRUE;
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }

  data = attest_statement_dup_blob (row, 1);
  found = attest_sha256 (g_bytes_get_size (data) > 0 ? g_bytes_get_data (data, NULL) : "", g_bytes_get_size (data));
  if (g_strcmp0 (found, hash) != 0)
    return refuse_damaged (self, hash != NULL ? hash : "", error);

  return attest_content_table_insert (self->target, hash, data, g_bytes_get_size (data), NULL, error);
}

static gboolean
take_contents (AttestIntake *self, GCancellable *cancellable, GError **error)
{
  AttestStatement *rows = attest_database_prepare (self->source, "SELECT hash, data FROM content");
  g_autoptr (GError) local_error = NULL;

  while (attest_statement_next (rows, &local_error))
    if (!take_content (self, rows, &local_error) || g_cancellable_set_error_if_cancelled (cancellable, &local_error))
      break;
  attest_statement_done (rows);
  if (local_error == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* ---- What follows from it ---- */

/* What came blank has to be named by a redaction, or somebody else emptied it. */
static gboolean
check_blank (AttestIntake *self, GError **error)
{
  g_autoptr (GHashTable) redactions = attest_redaction_list (self->target, error);

  if (redactions == NULL)
    return FALSE;
  for (guint i = 0; i < self->blank->len; i++)
    if (!g_hash_table_contains (redactions, g_ptr_array_index (self->blank, i)))
      return refuse_damaged (self, g_ptr_array_index (self->blank, i), error);

  return TRUE;
}

static gboolean
collect_streams (AttestIntake *self, AttestStatement *statement, GError **error)
{
  GError *local_error = NULL;

  while (attest_statement_next (statement, &local_error))
    g_hash_table_add (self->streams, attest_statement_dup_text (statement, 0));
  if (local_error == NULL)
    return TRUE;

  g_propagate_error (error, local_error);
  return FALSE;
}

/* Streams that got no event and are folded anew all the same. */
static gboolean
add_dependent_streams (AttestIntake *self, GError **error)
{
  AttestDatabase *database = self->target;
  AttestStatement *statement;

  /* A revision whose text arrives after it. */
  statement =
      attest_database_prepare (database,
                               "SELECT DISTINCT article FROM revision JOIN content ON content.hash = revision.text"
                               " WHERE revision.signed_hash IS NULL AND content.data IS NOT NULL");
  if (!collect_streams (self, statement, error))
    return FALSE;
  if (self->board_clock == G_MAXINT64)
    return TRUE;

  /* Roles and policies that were in force before an event which was folded without them. */
  statement = attest_database_prepare (database,
                                       "SELECT DISTINCT stream FROM event INDEXED BY event_by_order WHERE clock >= ?1");
  attest_statement_bind_int64 (statement, 1, self->board_clock);

  return collect_streams (self, statement, error);
}

/* Blanks what redactions name. @blanked: (out): whether there was anything left to blank. */
static gboolean
apply_redactions (AttestIntake *self, gboolean *blanked, GError **error)
{
  g_autoptr (GHashTable) streams = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer name;

  if (!attest_redaction_apply (self->target, streams, error))
    return FALSE;
  *blanked = g_hash_table_size (streams) > 0;
  g_hash_table_iter_init (&iter, streams);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    g_hash_table_add (self->streams, g_strdup (name));

  return TRUE;
}

static gboolean
take_everything (AttestIntake *self, GCancellable *cancellable, GError **error)
{
  gint64 had_board;

  if (!(find_board (self, &had_board, error) &&
        attest_event_table_get_highest_clock (self->target, &self->highest_clock, error) &&
        take_contents (self, cancellable, error) && visit_events (self, TRUE, cancellable, error) &&
        check_blank (self, error)))
    return FALSE;
  self->other_board = had_board != 0 && self->board_new > 0 && self->board_known == 0;

  return TRUE;
}

gboolean
attest_intake_run (AttestIntake *self, AttestFold *fold, GCancellable *cancellable, GError **error)
{
  sqlite3 *handle = attest_database_get_handle (self->target);
  gint64 rows = sqlite3_total_changes64 (handle);
  gboolean blanked = FALSE;

  if (!(take_everything (self, cancellable, error) && apply_redactions (self, &blanked, error) &&
        add_dependent_streams (self, error) && attest_fold_streams (fold, self->streams, error) &&
        attest_fold_finish (fold, error) && (!blanked || attest_search_index_forget (self->target, error))))
    return FALSE;

  /* A text that was missing came, and no event. */
  return self->taken > 0 || sqlite3_total_changes64 (handle) == rows || attest_fold_note_silent_change (fold, error);
}

AttestMergeReport *
attest_intake_preview (AttestIntake *self, GCancellable *cancellable, GError **error)
{
  gint64 had_board;

  if (!find_board (self, &had_board, error) || !visit_events (self, FALSE, cancellable, error))
    return NULL;
  self->other_board = had_board != 0 && self->board_new > 0 && self->board_known == 0;

  return attest_intake_end (self);
}

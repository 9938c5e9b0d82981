/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record/attest-recover.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "record/attest-content-table.h"
#include "record/attest-event-private.h"
#include "record/attest-event-table.h"
#include "record/attest-foreign.h"
#include "record/attest-library-private.h"
#include "record/attest-publish.h"
#include "record/attest-recover-private.h"
#include "record/attest-redaction.h"
#include "text/attest-canonical-json.h"

/*
 * What is sound goes into a library of its own in a temporary folder, which is then merged into the new one: so a merge, which believes nothing
 * either, makes everything that follows from the log.
 */

/* No event and no text takes fewer bytes of a file, so that a file whose last row cannot be found has an end all the same. */
#define LEAST_BYTES 64
#define ROWS_BETWEEN_LOOKS 256

typedef struct
{
  AttestForeign *foreign;
  AttestDatabase *source;
  AttestDatabase *target;
  gint64 most_rows;
  GCancellable *cancellable;
  GStrvBuilder *lost;
  /* Events that came blank, until it is known which of them were redacted. */
  GPtrArray *blank;
  guint events;
  guint contents;
} Recovery;

/* Rows in a row that cannot be read; @first is 0 for none. */
typedef struct
{
  gint64 first;
  gint64 last;
} Hole;

void
attest_recover_report_free (AttestRecoverReport *self)
{
  if (self == NULL)
    return;

  g_strfreev (self->lost);
  g_free (self);
}

static void
end_hole (Recovery *self, Hole *hole, gboolean events)
{
  if (hole->first == 0)
    return;
  if (hole->first == hole->last)
    g_strv_builder_take (self->lost,
                         g_strdup_printf (events ? _ ("Entry number %" G_GINT64_FORMAT " of the file cannot be read.")
                                                 : _ ("Text number %" G_GINT64_FORMAT " of the file cannot be read."),
                                          hole->first));
  else
    g_strv_builder_take (
        self->lost,
        g_strdup_printf (
            events ? _ ("Entries number %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT " of the file cannot be read.")
                   : _ ("Texts number %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT " of the file cannot be read."),
            hole->first,
            hole->last));
  hole->first = 0;
}

static void
widen_hole (Hole *hole, gint64 row)
{
  if (hole->first == 0)
    hole->first = row;
  hole->last = row;
}

/* ---- Events ---- */

static gboolean
insert_event (Recovery *self, const AttestEvent *event, const char *body, GError **error)
{
  GError *local_error = NULL;

  if (attest_event_table_contains (self->target, event->hash, &local_error))
    return TRUE;
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }
  self->events++;
  return attest_event_table_insert (self->target, event, body, error);
}

static gboolean
take_event (Recovery *self, AttestStatement *row, gint64 number, GError **error)
{
  g_autoptr (AttestEvent) event = attest_event_new_from_row (row, NULL);
  const char *body = attest_statement_get_text (row, 11);

  if (!attest_event_is_sound (event, body))
    {
      g_strv_builder_take (
          self->lost,
          g_strdup_printf (_ ("Entry number %" G_GINT64_FORMAT " of the file is not what its hash says."), number));
      return TRUE;
    }
  if (body == NULL)
    {
      g_ptr_array_add (self->blank, g_steal_pointer (&event));
      return TRUE;
    }
  return insert_event (self, event, body, error);
}

/* What was blanked stays so; what is blank and was never redacted was emptied by somebody, or its redaction is lost. */
static gboolean
take_blank_events (Recovery *self, GError **error)
{
  g_autoptr (GHashTable) redactions = attest_redaction_list (self->target, error);

  if (redactions == NULL)
    return FALSE;
  for (guint i = 0; i < self->blank->len; i++)
    {
      const AttestEvent *event = g_ptr_array_index (self->blank, i);

      if (!g_hash_table_contains (redactions, event->hash))
        g_strv_builder_take (
            self->lost, g_strdup_printf (_ ("Entry %s is blank, and no redaction of it can be read."), event->hash));
      else if (!insert_event (self, event, NULL, error))
        return FALSE;
    }
  return TRUE;
}

/* ---- Texts and assets ---- */

static gboolean
take_content (Recovery *self, AttestStatement *row, gint64 number, GError **error)
{
  g_autofree char *hash = attest_statement_dup_text (row, 0);
  g_autoptr (GBytes) data = NULL;
  g_autofree char *found = NULL;
  gboolean added = FALSE;

  if (attest_statement_is_null (row, 1))
    return TRUE;
  data = attest_statement_dup_blob (row, 1);
  found = attest_sha256 (g_bytes_get_size (data) > 0 ? g_bytes_get_data (data, NULL) : "", g_bytes_get_size (data));
  if (g_strcmp0 (found, hash) != 0)
    {
      g_strv_builder_take (
          self->lost,
          g_strdup_printf (_ ("Text number %" G_GINT64_FORMAT " of the file is not what its hash says."), number));
      return TRUE;
    }
  if (!attest_content_table_insert (self->target, hash, data, g_bytes_get_size (data), &added, error))
    return FALSE;
  self->contents += added;
  return TRUE;
}

/* ---- Row by row ---- */

/* The last row of a table: by the table itself, by an index of it, else as far as a file of this size can have rows. No number beyond that is believed: to look for
 * each row before it would last for ever. @guessed: (out): whether it is that */
static gint64
find_last (Recovery *self, const char *by_table, const char *by_index, gboolean *guessed)
{
  gint64 last = 0;

  *guessed = !attest_database_read_int64 (self->source, by_table, &last, NULL) &&
             !attest_database_read_int64 (self->source, by_index, &last, NULL);
  if (!*guessed && last <= self->most_rows)
    return last;
  if (!*guessed)
    g_strv_builder_take (
        self->lost,
        g_strdup_printf (_ ("What the file has under number %" G_GINT64_FORMAT
                            " was left out, since no file of its size holds so many entries or texts."),
                         last));
  *guessed = TRUE;
  return self->most_rows;
}

typedef gboolean (*TakeRow) (Recovery *self, AttestStatement *row, gint64 number, GError **error);

static gboolean
take_rows (Recovery *self,
           AttestStatement *statement,
           gint64 last,
           gboolean guessed,
           gboolean events,
           TakeRow take,
           GError **error)
{
  Hole hole = { 0, 0 };
  gboolean done = TRUE;

  for (gint64 row = 1; row <= last && done; row++)
    {
      g_autoptr (GError) unreadable = NULL;

      attest_statement_bind_int64 (statement, 1, row);
      if (attest_statement_next (statement, &unreadable))
        done = take (self, statement, row, error);
      attest_statement_done (statement);
      if (unreadable != NULL)
        widen_hole (&hole, row);
      else
        end_hole (self, &hole, events);
      if (row % ROWS_BETWEEN_LOOKS == 1 && g_cancellable_set_error_if_cancelled (self->cancellable, error))
        done = FALSE;
    }
  if (guessed && hole.first > 0)
    g_strv_builder_take (
        self->lost,
        g_strdup_printf (events ? _ ("Entries from number %" G_GINT64_FORMAT " of the file on cannot be read.")
                                : _ ("Texts from number %" G_GINT64_FORMAT " of the file on cannot be read."),
                         hole.first));
  else
    end_hole (self, &hole, events);
  return done;
}

static gboolean
take_sound_rows (Recovery *self, GError **error)
{
  gboolean guessed_event, guessed_content;
  gint64 last_event = find_last (self,
                                 "SELECT max (position) FROM event",
                                 "SELECT max (position) FROM event INDEXED BY event_by_order",
                                 &guessed_event);
  gint64 last_content = find_last (self,
                                   "SELECT max (rowid) FROM content",
                                   "SELECT max (rowid) FROM content INDEXED BY sqlite_autoindex_content_1",
                                   &guessed_content);

  return attest_database_run (self->target, "BEGIN IMMEDIATE", error) &&
         take_rows (
             self,
             attest_database_prepare (self->source, "SELECT " ATTEST_EVENT_COLUMNS " FROM event WHERE position = ?1"),
             last_event,
             guessed_event,
             TRUE,
             take_event,
             error) &&
         take_blank_events (self, error) &&
         take_rows (self,
                    attest_database_prepare (self->source, "SELECT hash, data FROM content WHERE rowid = ?1"),
                    last_content,
                    guessed_content,
                    FALSE,
                    take_content,
                    error) &&
         attest_database_run (self->target, "COMMIT", error);
}

/* ---- The new library ---- */

/* Revisions whose text is lost, and events that have nothing to stand on. */
static gboolean
name_gaps (Recovery *self, AttestDatabase *database, GError **error)
{
  AttestStatement *rows = attest_database_prepare (
      database,
      "SELECT revision.number, revision.title FROM revision LEFT JOIN content ON content.hash = revision.text"
      " WHERE content.hash IS NULL ORDER BY revision.article, revision.audience, revision.number");
  gint64 waiting = 0;
  GError *local_error = NULL;

  while (attest_statement_next (rows, &local_error))
    g_strv_builder_take (self->lost,
                         g_strdup_printf (_ ("The text of revision %" G_GINT64_FORMAT " of “%s” is lost."),
                                          attest_statement_get_int64 (rows, 0),
                                          attest_statement_get_text (rows, 1)));
  attest_statement_done (rows);
  if (local_error != NULL ||
      !attest_database_read_int64 (database, "SELECT count (*) FROM waiting", &waiting, &local_error))
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }
  if (waiting > 0)
    g_strv_builder_take (
        self->lost,
        g_strdup_printf (ngettext ("%" G_GINT64_FORMAT
                                   " entry builds on one that is lost, and counts for nothing until that is found.",
                                   "%" G_GINT64_FORMAT
                                   " entries build on one that is lost, and count for nothing until that is found.",
                                   (gulong) waiting),
                         waiting));
  return TRUE;
}

/* Merged beside what it is made of, and only then copied, checked and given its name: who is killed leaves no library that looks whole. */
static gboolean
make_library (Recovery *self,
              const char *sound_path,
              const char *folder,
              const char *new_path,
              AttestRegistry *registry,
              GError **error)
{
  g_autofree char *merged_path = g_build_filename (folder, "merged.attest-library", NULL);
  g_autoptr (AttestLibrary) library = attest_library_create (merged_path, registry, folder, error);

  return library != NULL && attest_library_merge (library, sound_path, NULL, error) &&
         name_gaps (self, attest_library_get_database (library), error) &&
         attest_library_backup (library, new_path, error);
}

static gboolean
collect_sound_rows (Recovery *self,
                    const char *sound_path,
                    AttestRegistry *registry,
                    const char *folder,
                    GError **error)
{
  g_autoptr (AttestLibrary) sound = attest_library_create (sound_path, registry, folder, error);

  if (sound == NULL)
    return FALSE;
  self->target = attest_library_get_database (sound);
  if (take_sound_rows (self, error))
    return TRUE;

  attest_database_roll_back (self->target);
  return FALSE;
}

static AttestRecoverReport *
end_recovery (Recovery *self)
{
  AttestRecoverReport *report = g_new0 (AttestRecoverReport, 1);

  report->events = self->events;
  report->contents = self->contents;
  report->lost = g_strv_builder_end (self->lost);
  return report;
}

/* All of it in @folder, which goes with everything in it. */
static gboolean
recover_through (Recovery *self, const char *folder, const char *new_path, AttestRegistry *registry, GError **error)
{
  g_autofree char *sound_path = g_build_filename (folder, "sound.attest-library", NULL);

  return collect_sound_rows (self, sound_path, registry, folder, error) &&
         make_library (self, sound_path, folder, new_path, registry, error);
}

/* A folder cannot be unlinked, and a link to one is unlinked without being followed. */
static void
remove_tree (const char *path)
{
  g_autoptr (GDir) names = NULL;
  const char *name;

  if (g_unlink (path) == 0)
    return;
  names = g_dir_open (path, 0, NULL);
  while (names != NULL && (name = g_dir_read_name (names)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }
  g_rmdir (path);
}

/* Opens what is read, and finds out how many rows it may have. */
static gboolean
open_source (Recovery *self, const char *path, const char *folder, GError **error)
{
  g_autofree char *cut = attest_recover_copy_cut_file (path, folder);
  GError *local_error = NULL;

  self->foreign = attest_foreign_open (cut != NULL ? cut : path, &local_error);
  if (self->foreign == NULL)
    {
      if (cut != NULL)
        attest_publish_name_error (local_error, cut, path);
      g_propagate_error (error, local_error);
      return FALSE;
    }
  self->source = attest_foreign_get_database (self->foreign);
  self->most_rows = attest_foreign_count_bytes (path) / LEAST_BYTES;
  return TRUE;
}

/* On the disk that the new library comes to, which has to have room for it anyway. */
static char *
make_folder (const char *new_path, GError **error)
{
  g_autofree char *parent = g_path_get_dirname (new_path);
  g_autofree char *folder = g_build_filename (parent, ".attest-recover-XXXXXX", NULL);

  if (g_mkdtemp_full (folder, 0700) != NULL)
    return g_steal_pointer (&folder);
  attest_publish_set_error (error, errno, parent);
  return NULL;
}

AttestRecoverReport *
attest_library_recover (const char *path,
                        const char *new_path,
                        AttestRegistry *registry,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (GStrvBuilder) lost = g_strv_builder_new ();
  g_autoptr (GPtrArray) blank = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_event_unref);
  g_autofree char *draft = NULL;
  g_autofree char *folder = NULL;
  Recovery self = { .cancellable = cancellable, .lost = lost, .blank = blank };
  gboolean done;

  g_return_val_if_fail (path != NULL && new_path != NULL && registry != NULL, NULL);

  /* Whether the new library can be there is known before anything is read. */
  draft = attest_publish_begin (new_path, NULL, error);
  if (draft == NULL)
    return NULL;
  attest_publish_discard (draft);
  folder = make_folder (new_path, error);
  if (folder == NULL)
    return NULL;

  done = open_source (&self, path, folder, error) && recover_through (&self, folder, new_path, registry, error);
  g_clear_pointer (&self.foreign, attest_foreign_close);
  remove_tree (folder);
  return done ? end_recovery (&self) : NULL;
}

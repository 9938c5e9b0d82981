/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record/attest-library.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "record/attest-content-table.h"
#include "record/attest-event-private.h"
#include "record/attest-event-table.h"
#include "record/attest-foreign.h"
#include "record/attest-library-private.h"
#include "record/attest-migration.h"
#include "record/attest-projection.h"
#include "record/attest-publish.h"
#include "record/attest-review-file-private.h"
#include "record/attest-schema.h"
#include "record/attest-upgrade-private.h"

G_DEFINE_FINAL_TYPE (AttestLibrary, attest_library, G_TYPE_OBJECT)

static guint changed_signal;

static void
attest_library_finalize (GObject *object)
{
  AttestLibrary *self = ATTEST_LIBRARY (object);

  g_clear_pointer (&self->device, attest_device_free);
  g_clear_pointer (&self->database, attest_database_close);
  g_clear_pointer (&self->place, attest_place_free);
  g_clear_pointer (&self->registry, attest_registry_unref);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->origin.person, g_free);

  G_OBJECT_CLASS (attest_library_parent_class)->finalize (object);
}

static void
attest_library_class_init (AttestLibraryClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->finalize = attest_library_finalize;

  changed_signal = g_signal_new (
      "changed", ATTEST_TYPE_LIBRARY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRV);
}

static void
attest_library_init (AttestLibrary *self)
{
}

char *
attest_library_dup_default_path (void)
{
  return g_build_filename (g_get_user_data_dir (), "attest", "board.attest-library", NULL);
}

/* ---- Making a library ---- */

static gboolean
fill_new_library (const char *path, AttestRegistry *registry, GError **error)
{
  g_autoptr (AttestDatabase) database = attest_database_open (path, ATTEST_DATABASE_CREATE, error);
  g_autoptr (AttestFold) fold = NULL;

  if (database == NULL ||
      !attest_database_run (database, "PRAGMA page_size = 4096; PRAGMA journal_mode = WAL; BEGIN IMMEDIATE", error))
    return FALSE;

  fold = attest_fold_new (database, registry);
  return attest_schema_create (database, error) && attest_fold_everything (fold, error) &&
         attest_fold_finish (fold, error) &&
         attest_database_run (database, "COMMIT; PRAGMA wal_checkpoint (TRUNCATE)", error);
}

AttestLibrary *
attest_library_create (const char *path, AttestRegistry *registry, const char *state_folder, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *draft = NULL;
  g_autoptr (GError) local_error = NULL;
  gboolean done;

  g_return_val_if_fail (path != NULL && registry != NULL, NULL);

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      attest_publish_set_error (error, errno, folder);
      return NULL;
    }
  draft = attest_publish_begin (path, NULL, error);
  if (draft == NULL)
    return NULL;

  done = fill_new_library (draft, registry, &local_error) && attest_publish_finish (draft, path, &local_error);
  if (!done)
    {
      attest_publish_discard (draft);
      attest_publish_name_error (local_error, draft, path);
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }

  return attest_library_open (path, registry, state_folder, ATTEST_LIBRARY_READ_WRITE, error);
}

/* ---- Opening one ---- */

/* Where SQLite keeps its files: beside the file itself, not beside a link to it. */
static char *
build_folder (const char *path)
{
  g_autofree char *real_path = realpath (path, NULL);

  return g_path_get_dirname (real_path != NULL ? real_path : path);
}

static gboolean
check_writable (const char *path, GError **error)
{
  g_autofree char *folder = build_folder (path);

  if (faccessat (AT_FDCWD, path, W_OK, AT_EACCESS) == 0 && faccessat (AT_FDCWD, folder, W_OK, AT_EACCESS) == 0)
    return TRUE;

  g_set_error (error,
               ATTEST_RECORD_ERROR,
               ATTEST_RECORD_ERROR_READ_ONLY,
               _ ("%s or its folder cannot be written. It can be read; to change it, copy it to a folder of your own."),
               path);
  return FALSE;
}

/* Looks once more at the schema, now with what stands in the `-wal`. */
static AttestDatabase *
open_and_check (const char *path, AttestDatabaseFlags flags, GError **error)
{
  g_autoptr (AttestDatabase) database = attest_database_open (path, flags, error);

  if (database == NULL)
    return NULL;

  return attest_schema_check (database, error) ? g_steal_pointer (&database) : NULL;
}

/* On a read-only disk, and on a full one, there is no room for the files that SQLite keeps beside a library, which can then
 * only be read as a file that nobody writes. A program that has it open on a full disk has made them, so there is none. */
static AttestDatabase *
open_for_reading (const char *path, GError **error)
{
  gboolean pending = attest_foreign_has_pending_log (path);
  g_autoptr (AttestDatabase) database = NULL;
  g_autoptr (GError) local_error = NULL;

  if (attest_foreign_check_folder (path, &local_error))
    {
      database = open_and_check (path, ATTEST_DATABASE_READ_ONLY, &local_error);
      if (database != NULL)
        return g_steal_pointer (&database);
      pending = pending || !g_error_matches (local_error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_FULL);
    }
  if (!pending)
    return open_and_check (path, ATTEST_DATABASE_IMMUTABLE, error);

  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

/* A library of an older version takes the steps to this one, and rows that another version folded are folded anew; where nothing can be written, in a copy in memory. */
static AttestDatabase *
bring_up_to_date (const char *path,
                  AttestDatabase *database,
                  AttestRegistry *registry,
                  gboolean read_only,
                  AttestUpgrade *upgrade,
                  GError **error)
{
  g_autoptr (AttestDatabase) opened = database;
  g_autoptr (AttestDatabase) copy = NULL;
  g_autoptr (GError) local_error = NULL;
  gboolean older;
  gboolean current;

  if (!attest_migration_is_needed (opened, &older, error) ||
      !attest_projection_is_current (opened, registry, &current, error))
    return NULL;
  if (current && !older)
    return g_steal_pointer (&opened);
  attest_upgrade_watch (upgrade, opened);
  if (!attest_upgrade_note (opened, ATTEST_UPGRADE_COPY, 0, 1, error) ||
      (!read_only && older && !attest_migration_run (opened, path, registry, error)))
    return NULL;
  if (!read_only)
    {
      if (!attest_projection_update (opened, registry, error))
        return NULL;
      attest_upgrade_watch (NULL, opened);
      return g_steal_pointer (&opened);
    }

  copy = attest_database_copy_to_memory (opened, error);
  if (copy == NULL)
    return NULL;
  attest_upgrade_watch (NULL, opened);
  attest_upgrade_watch (upgrade, copy);
  if ((!older || attest_migration_run (copy, NULL, registry, &local_error)) &&
      attest_projection_update (copy, registry, &local_error))
    {
      attest_upgrade_watch (NULL, copy);
      return g_steal_pointer (&copy);
    }
  /* What of a damaged one can be read is wanted all the more: by whoever has to find out what is wrong. */
  if (g_error_matches (local_error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_DAMAGED))
    return g_steal_pointer (&opened);

  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

static AttestDatabase *
open_database (AttestLibrary *self, AttestUpgrade *upgrade, GError **error)
{
  const char *path = self->path;

  g_autoptr (AttestDatabase) database = NULL;

  if (self->read_only)
    database = open_for_reading (path, error);
  else if (check_writable (path, error))
    database = open_and_check (path, self->storage == ATTEST_STORAGE_LOCAL ? 0 : ATTEST_DATABASE_ALONE, error);
  if (database == NULL)
    return NULL;

  return bring_up_to_date (path, g_steal_pointer (&database), self->registry, self->read_only, upgrade, error);
}

static gboolean
refuse_to_change (const char *path, GError **error)
{
  g_set_error (error,
               ATTEST_RECORD_ERROR,
               ATTEST_RECORD_ERROR_READ_ONLY,
               _ ("%s is a review file. It can be read, and taken into a library; what you do is done there."),
               path);
  return FALSE;
}

static gboolean
open_whatever_it_is (AttestLibrary *self, AttestUpgrade *upgrade, GError **error)
{
  if (!attest_foreign_examine (self->path, &self->review_file, error))
    return FALSE;
  if (self->review_file && !self->read_only)
    return refuse_to_change (self->path, error);
  if (!self->review_file)
    self->storage = attest_storage_find (self->path);

  self->database = self->review_file ? attest_review_file_open (self->path, self->registry, &self->origin, error)
                                     : open_database (self, upgrade, error);

  return self->database != NULL;
}

/* What was only looked at until now is a library, and is written from now on with a log or without one, which stands in its header. The lock of whoever had to be alone
 * with it goes with the next read. */
static gboolean
begin_use (AttestLibrary *self, GError **error)
{
  const char *settings = self->storage == ATTEST_STORAGE_LOCAL
                             ? "PRAGMA journal_mode = WAL"
                             : "PRAGMA journal_mode = DELETE; PRAGMA locking_mode = NORMAL;"
                               "SELECT count (*) FROM sqlite_schema";

  if (!self->read_only && !attest_database_run (self->database, settings, error))
    return FALSE;
  attest_database_accept (self->database);

  return TRUE;
}

static AttestLibrary *
open_library (const char *path,
              AttestRegistry *registry,
              const char *state_folder,
              AttestLibraryFlags flags,
              AttestUpgrade *upgrade,
              GError **error)
{
  g_autoptr (AttestLibrary) self = NULL;

  g_return_val_if_fail (path != NULL && registry != NULL, NULL);

  self = g_object_new (ATTEST_TYPE_LIBRARY, NULL);
  self->path = g_strdup (path);
  self->registry = attest_registry_ref (registry);
  self->read_only = (flags & ATTEST_LIBRARY_READ_ONLY) != 0;
  self->busy_timeout = ATTEST_DATABASE_BUSY_TIMEOUT;
  if (!open_whatever_it_is (self, upgrade, error) ||
      !attest_database_read_int64 (self->database, "PRAGMA data_version", &self->data_version, error) ||
      !attest_database_read_int64 (self->database, "SELECT max (position) FROM event", &self->position, error) ||
      !begin_use (self, error))
    return NULL;
  self->silent_changes = attest_library_read_silent_changes (self);
  self->place = attest_place_new (path, !self->read_only);
  if (!self->read_only)
    self->device = attest_device_new (state_folder, path);

  return g_steal_pointer (&self);
}

AttestLibrary *
attest_library_open (const char *path,
                     AttestRegistry *registry,
                     const char *state_folder,
                     AttestLibraryFlags flags,
                     GError **error)
{
  return open_library (path, registry, state_folder, flags, NULL, error);
}

AttestLibrary *
attest_library_open_watched (const char *path,
                             AttestRegistry *registry,
                             const char *state_folder,
                             AttestLibraryFlags flags,
                             AttestUpgrade *upgrade,
                             GError **error)
{
  g_autoptr (GError) local_error = NULL;
  AttestLibrary *self = open_library (path, registry, state_folder, flags, upgrade, &local_error);

  if (self != NULL)
    return self;
  attest_upgrade_explain (upgrade, &local_error);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

/* ---- Plain reads ---- */

const char *
attest_library_get_path (AttestLibrary *self)
{
  g_return_val_if_fail (ATTEST_IS_LIBRARY (self), NULL);

  return self->path;
}

gboolean
attest_library_is_read_only (AttestLibrary *self)
{
  g_return_val_if_fail (ATTEST_IS_LIBRARY (self), TRUE);

  return self->read_only;
}

AttestDatabase *
attest_library_get_database (AttestLibrary *self)
{
  g_return_val_if_fail (ATTEST_IS_LIBRARY (self), NULL);

  return self->database;
}

AttestRegistry *
attest_library_get_registry (AttestLibrary *self)
{
  g_return_val_if_fail (ATTEST_IS_LIBRARY (self), NULL);

  return self->registry;
}

AttestStorage
attest_library_get_storage (AttestLibrary *self)
{
  g_return_val_if_fail (ATTEST_IS_LIBRARY (self), ATTEST_STORAGE_LOCAL);

  return self->storage;
}

gboolean
attest_library_check_place (AttestLibrary *self, gboolean writing, GError **error)
{
  g_return_val_if_fail (ATTEST_IS_LIBRARY (self), FALSE);

  return writing ? attest_place_check_writable (self->place, error) : attest_place_check (self->place, error);
}

void
attest_library_set_busy_timeout (AttestLibrary *self, guint milliseconds)
{
  g_return_if_fail (ATTEST_IS_LIBRARY (self));

  self->busy_timeout = milliseconds;
  sqlite3_busy_timeout (attest_database_get_handle (self->database), (int) milliseconds);
}

GBytes *
attest_library_load_content (AttestLibrary *self, const char *sha256, GError **error)
{
  g_return_val_if_fail (ATTEST_IS_LIBRARY (self) && sha256 != NULL, NULL);

  return attest_content_table_load (self->database, sha256, error);
}

gboolean
attest_library_visit_events (AttestLibrary *self,
                             const char *stream,
                             AttestEventVisitor visit,
                             gpointer user_data,
                             GError **error)
{
  AttestStatement *rows = attest_event_table_select (self->database, stream);
  GError *local_error = NULL;
  gboolean go_on = TRUE;

  while (go_on && attest_statement_next (rows, &local_error))
    {
      g_autoptr (AttestEvent) event = attest_event_new_from_row (rows, NULL);
      const char *reason = attest_statement_get_text (rows, 12);

      if (attest_statement_get_int64 (rows, 13) != 0)
        reason = N_ ("It waits for an event before it that is not in the library");
      go_on = visit (event, reason != NULL ? g_dgettext (GETTEXT_PACKAGE, reason) : NULL, user_data);
    }
  attest_statement_done (rows);
  if (local_error == NULL)
    return TRUE;

  g_propagate_error (error, local_error);
  return FALSE;
}

/* ---- Changes ---- */

void
attest_library_announce (AttestLibrary *self, const char *const *streams)
{
  g_signal_emit (self, changed_signal, 0, streams);
}

gint64
attest_library_read_position (AttestLibrary *self)
{
  gint64 position;

  attest_database_read_int64 (self->database, "SELECT max (position) FROM event", &position, NULL);
  return position;
}

gint64
attest_library_read_silent_changes (AttestLibrary *self)
{
  gint64 changes;

  /* A damaged library of an older version has no such table. */
  return attest_database_read_int64 (self->database, "SELECT changes FROM silent_change", &changes, NULL) ? changes : 0;
}

gboolean
attest_library_refresh (AttestLibrary *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) streams = NULL;
  g_autoptr (GError) local_error = NULL;
  AttestStatement *statement;
  gint64 data_version;
  gint64 position;
  gint64 silent_changes;
  gboolean anything;

  g_return_val_if_fail (ATTEST_IS_LIBRARY (self), FALSE);

  /* Each statement sees the file by itself. What is written behind @position changes the version again, and is for the next look. */
  if (!attest_database_read_int64 (self->database, "PRAGMA data_version", &data_version, NULL) ||
      data_version == self->data_version ||
      !attest_database_read_int64 (self->database, "SELECT max (position) FROM event", &position, NULL))
    return FALSE;

  statement = attest_database_prepare (self->database,
                                       "SELECT DISTINCT stream FROM event NOT INDEXED WHERE position > ?1"
                                       " AND position <= ?2 ORDER BY stream");
  attest_statement_bind_int64 (statement, 1, self->position);
  attest_statement_bind_int64 (statement, 2, position);
  while (attest_statement_next (statement, &local_error))
    g_strv_builder_take (builder, attest_statement_dup_text (statement, 0));
  /* With a rollback journal somebody who writes keeps others from reading; the next look asks again. */
  if (local_error != NULL)
    return FALSE;
  self->data_version = data_version;
  self->position = position;

  streams = g_strv_builder_end (builder);
  silent_changes = attest_library_read_silent_changes (self);
  /* The search index was merged, which nobody sees. */
  if (streams[0] == NULL && silent_changes == self->silent_changes)
    return FALSE;
  /* An empty list says that anything may have changed. */
  anything = silent_changes != self->silent_changes;
  self->silent_changes = silent_changes;
  attest_library_announce (self, anything ? (const char *const[]) { NULL } : (const char *const *) streams);

  return TRUE;
}

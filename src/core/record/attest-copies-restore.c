/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "record/attest-copies-private.h"
#include "record/attest-foreign.h"
#include "record/attest-library-private.h"
#include "record/attest-publish.h"

/* "board before restoring 2026-03-14 10.05.07.attest-library" in the folder of the copies: a second one at once gets a number. */
static char *
choose_kept_path (const char *path, const char *what, GError **error)
{
  g_autofree char *folder = attest_copies_dup_folder (path);
  g_autofree char *stem = attest_copies_dup_stem (path);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *time = g_date_time_format (now, "%Y-%m-%d %H.%M.%S");
  g_autofree char *base = g_strconcat (stem, what, time, NULL);
  g_autofree char *kept = NULL;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      attest_publish_set_error (error, errno, folder);
      return NULL;
    }
  for (guint i = 1; kept == NULL; i++)
    {
      g_autofree char *number = i > 1 ? g_strdup_printf (" %u", i) : g_strdup ("");
      g_autofree char *name = g_strconcat (base, number, ATTEST_COPIES_SUFFIX, NULL);
      g_autofree char *candidate = g_build_filename (folder, name, NULL);

      if (!g_file_test (candidate, G_FILE_TEST_EXISTS | G_FILE_TEST_IS_SYMLINK))
        kept = g_steal_pointer (&candidate);
    }
  return g_steal_pointer (&kept);
}

/* ---- Into a library that is open ---- */

/* Through a connection of its own, since the library's is waiting to be written over. */
static gboolean
keep (AttestLibrary *self, const char *kept, GError **error)
{
  g_autoptr (AttestDatabase) reader = attest_database_open (self->path, ATTEST_DATABASE_READ_ONLY, error);

  return reader != NULL && attest_backup_write (reader, kept, error);
}

/* One transaction of SQLite's. The library is locked before it is kept, so that nobody writes what would then be in neither. */
static gboolean
overwrite (AttestLibrary *self, AttestDatabase *copy, const char *kept, GError **error)
{
  sqlite3_backup *backup;

  /* What is prepared would be reading meanwhile. */
  attest_database_roll_back (self->database);
  backup = attest_backup_begin (copy, self->database, error);
  if (backup == NULL)
    return FALSE;
  if (!keep (self, kept, error))
    {
      sqlite3_backup_finish (backup);
      return FALSE;
    }
  if (attest_backup_finish (backup, self->database, error) && attest_place_check (self->place, error))
    return TRUE;

  g_unlink (kept);
  return FALSE;
}

/* Who has the library open sees by this that anything may have changed, also where the log is now as long as it was. */
static gboolean
mark_changed (AttestLibrary *self, gint64 changes, GError **error)
{
  AttestStatement *statement =
      attest_database_prepare (self->database, "UPDATE silent_change SET changes = max (changes, ?1) + 1");

  attest_statement_bind_int64 (statement, 1, changes);
  return attest_statement_run (statement, error);
}

gboolean
attest_library_restore (AttestLibrary *self, const char *copy, char **kept, GError **error)
{
  g_autofree char *before = NULL;
  g_autoptr (AttestLibrary) source = NULL;
  gint64 changes;

  g_return_val_if_fail (ATTEST_IS_LIBRARY (self) && copy != NULL && kept != NULL, FALSE);

  if (!attest_copies_check (copy, error))
    return FALSE;
  /* Of an older version, or folded by one, it is brought up to date in memory. */
  source = attest_library_open (copy, self->registry, NULL, ATTEST_LIBRARY_READ_ONLY, error);
  if (source == NULL || !attest_library_begin (self, error))
    return FALSE;
  attest_database_roll_back (self->database);

  before = choose_kept_path (self->path, ATTEST_COPIES_BEFORE_RESTORE, error);
  changes = attest_library_read_silent_changes (self);
  if (before == NULL || !overwrite (self, source->database, before, error))
    return FALSE;
  /* From here on it is done, whoever hears of it. */
  if (!mark_changed (self, changes, NULL))
    g_debug ("Other programs may have to open the library anew to see what was restored");
  self->silent_changes = attest_library_read_silent_changes (self);
  self->position = attest_library_read_position (self);
  *kept = g_steal_pointer (&before);
  attest_library_announce (self, (const char *const[]) { NULL });

  return TRUE;
}

/* ---- In the place of one that cannot be opened ---- */

static gboolean
write_fresh (const char *copy, const char *path, char **fresh, GError **error)
{
  g_autofree char *name = g_strconcat (path, ".restored", NULL);
  g_autoptr (AttestForeign) source = attest_foreign_open (copy, error);

  if (source == NULL)
    return FALSE;
  g_unlink (name);
  if (!attest_backup_write (attest_foreign_get_database (source), name, error))
    return FALSE;
  *fresh = g_steal_pointer (&name);
  return TRUE;
}

/* A log that stays beside would be played into the new file. The damaged one gets its second name first, so that it always has one. */
static gboolean
exchange (const char *fresh, const char *path, const char *kept, GError **error)
{
  static const char *const suffixes[] = { "-wal", "-journal" };

  if (link (path, kept) != 0 && errno != ENOENT)
    {
      attest_publish_set_error (error, errno, kept);
      return FALSE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *log = g_strconcat (path, suffixes[i], NULL);
      g_autofree char *log_kept = g_strconcat (kept, suffixes[i], NULL);

      if (g_rename (log, log_kept) != 0 && errno != ENOENT)
        {
          attest_publish_set_error (error, errno, log_kept);
          return FALSE;
        }
    }
  if (g_rename (fresh, path) != 0)
    {
      attest_publish_set_error (error, errno, path);
      return FALSE;
    }
  attest_publish_sync_folder (path);

  return TRUE;
}

static gboolean
check_damaged (const char *path, GError **error)
{
  gboolean review_file;

  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR) || !attest_foreign_examine (path, &review_file, NULL) ||
      !attest_copies_check (path, NULL))
    return TRUE;

  g_set_error (error,
               ATTEST_RECORD_ERROR,
               ATTEST_RECORD_ERROR_BUSY,
               _ ("%s can be opened and is whole. It was left as it is."),
               path);
  return FALSE;
}

gboolean
attest_copies_replace_damaged (const char *path, const char *copy, char **kept, GError **error)
{
  g_autofree char *real_path = realpath (path, NULL);
  const char *place = real_path != NULL ? real_path : path;
  g_autofree char *before = NULL;
  g_autofree char *fresh = NULL;

  g_return_val_if_fail (path != NULL && copy != NULL && kept != NULL, FALSE);

  if (!check_damaged (place, error) || !attest_copies_check (copy, error) || !write_fresh (copy, place, &fresh, error))
    return FALSE;
  before = choose_kept_path (place, ATTEST_COPIES_DAMAGED, error);
  if (before == NULL || !exchange (fresh, place, before, error))
    {
      g_unlink (fresh);
      return FALSE;
    }
  *kept = g_steal_pointer (&before);

  return TRUE;
}

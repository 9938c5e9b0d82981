/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record/attest-foreign.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "record/attest-library.h"
#include "record/attest-publish.h"
#include "record/attest-schema.h"

/* The first bytes of the SQLite file format, section 1.3 of its description. */
#define HEADER_LENGTH 100
#define USER_VERSION_OFFSET 60
#define APPLICATION_ID_OFFSET 68

/* How often a file that another program is writing to is copied. */
#define MAXIMUM_TRIES 10

static guint32
read_number (const guint8 *header, gsize offset)
{
  guint32 number;

  memcpy (&number, header + offset, sizeof number);
  return GUINT32_FROM_BE (number);
}

static gboolean
set_cannot_open (const char *path, int number, GError **error)
{
  if (number == EACCES || number == EPERM)
    g_set_error (
        error,
        ATTEST_RECORD_ERROR,
        ATTEST_RECORD_ERROR_FAILED,
        _ ("%s cannot be read: its file or folder does not allow it. Ask whoever keeps it to let you read it."),
        path);
  else
    g_set_error (error,
                 ATTEST_RECORD_ERROR,
                 number == ENOENT || number == ENOTDIR ? ATTEST_RECORD_ERROR_NOT_FOUND : ATTEST_RECORD_ERROR_FAILED,
                 _ ("%s cannot be opened: %s"),
                 path,
                 g_strerror (number));
  return FALSE;
}

/* Read through SQLite's own layer. A plain open () and close () here would drop the locks that this process holds on the
 * file through its other connections (POSIX locks belong to the process), upon which another program takes itself for
 * the last one, deletes the -wal and everything written after that is lost. See sqlite.org/howtocorrupt.html, 2.2. */
static gboolean
read_header (const char *path, guint8 *header, gboolean *complete, GError **error)
{
  sqlite3_vfs *vfs = sqlite3_vfs_find (NULL);
  g_autofree char *real_path = realpath (path, NULL);
  g_autofree sqlite3_file *file = NULL;
  sqlite3_filename name = NULL;
  struct stat status;

  *complete = FALSE;
  if (real_path == NULL || stat (real_path, &status) != 0 || faccessat (AT_FDCWD, real_path, R_OK, AT_EACCESS) != 0)
    return set_cannot_open (path, errno, error);
  if (!S_ISREG (status.st_mode))
    return TRUE;

  file = g_malloc0 ((gsize) vfs->szOsFile);
  name = sqlite3_create_filename (real_path, "", "", 0, NULL);
  if (vfs->xOpen (vfs, name, file, SQLITE_OPEN_READONLY | SQLITE_OPEN_MAIN_DB, NULL) == SQLITE_OK)
    *complete = file->pMethods->xRead (file, header, HEADER_LENGTH, 0) == SQLITE_OK;
  if (file->pMethods != NULL)
    file->pMethods->xClose (file);
  sqlite3_free_filename (name);

  return TRUE;
}

static gboolean
set_not_a_library (const char *path, GError **error)
{
  g_set_error (error,
               ATTEST_RECORD_ERROR,
               ATTEST_RECORD_ERROR_NOT_A_LIBRARY,
               _ ("%s is not a library of Attest. Nothing was changed."),
               path);
  return FALSE;
}

static gboolean
check_version (const char *path, guint32 version, guint32 maximum, GError **error)
{
  if (version > maximum)
    {
      g_set_error (error,
                   ATTEST_RECORD_ERROR,
                   ATTEST_RECORD_ERROR_NEWER,
                   _ ("%s was made by a newer version of Attest (%u; this one knows %u). Update Attest to open it."),
                   path,
                   version,
                   maximum);
      return FALSE;
    }
  if (version > 0)
    return TRUE;

  g_set_error (error,
               ATTEST_RECORD_ERROR,
               ATTEST_RECORD_ERROR_DAMAGED,
               _ ("%s says no version and is damaged. Open a backup."),
               path);
  return FALSE;
}

static gboolean
check_size (const char *path, GError **error)
{
  GStatBuf status;

  if (g_stat (path, &status) == 0 && status.st_size <= ATTEST_FOREIGN_LARGEST_REVIEW_FILE)
    return TRUE;

  g_set_error (error,
               ATTEST_RECORD_ERROR,
               ATTEST_RECORD_ERROR_DAMAGED,
               _ ("%s is larger than a review file can be and was not opened. Ask whoever sent it for fewer articles."),
               path);
  return FALSE;
}

static gboolean
check_header (const char *path, gboolean *review_file, GError **error)
{
  guint8 header[HEADER_LENGTH] = { 0 };
  gboolean complete;
  guint32 version;

  if (!read_header (path, header, &complete, error))
    return FALSE;
  if (!complete || memcmp (header, "SQLite format 3", 16) != 0)
    return set_not_a_library (path, error);

  version = read_number (header, USER_VERSION_OFFSET);
  switch (read_number (header, APPLICATION_ID_OFFSET))
    {
    case ATTEST_SCHEMA_APPLICATION_ID:
      *review_file = FALSE;
      return check_version (path, version, ATTEST_SCHEMA_VERSION, error);
    case ATTEST_SCHEMA_REVIEW_FILE_ID:
      *review_file = TRUE;
      return check_version (path, version, ATTEST_SCHEMA_REVIEW_FILE_VERSION, error) && check_size (path, error);
    default:
      return set_not_a_library (path, error);
    }
}

/* Where SQLite keeps its files: beside the file itself, not beside a link to it. */
static char *
build_name_beside (const char *path, const char *suffix)
{
  g_autofree char *real_path = realpath (path, NULL);

  return g_strconcat (real_path != NULL ? real_path : path, suffix, NULL);
}

static gboolean
stands_beside (const char *path, const char *suffix, goffset *size)
{
  g_autofree char *name = build_name_beside (path, suffix);
  GStatBuf status;

  if (g_stat (name, &status) != 0)
    return FALSE;
  if (size != NULL)
    *size = status.st_size;

  return TRUE;
}

gint64
attest_foreign_count_bytes (const char *path)
{
  goffset file = 0;
  goffset log = 0;

  stands_beside (path, "", &file);
  stands_beside (path, "-wal", &log);
  return file + log;
}

static gboolean
has_journal (const char *path)
{
  goffset size;

  return stands_beside (path, "-journal", &size) && size > 0;
}

gboolean
attest_foreign_has_pending_log (const char *path)
{
  goffset size;

  return (stands_beside (path, "-wal", &size) && size > 0) || has_journal (path);
}

gboolean
attest_foreign_check_folder (const char *path, GError **error)
{
  g_autofree char *name = build_name_beside (path, "");
  g_autofree char *folder = g_path_get_dirname (name);

  if (faccessat (AT_FDCWD, folder, W_OK, AT_EACCESS) == 0)
    return TRUE;

  g_set_error (error,
               ATTEST_RECORD_ERROR,
               ATTEST_RECORD_ERROR_READ_ONLY,
               _ ("%s has changes beside it (%s%s) that can be read only where its folder can be written. Copy both "
                  "files to a folder of your own."),
               path,
               path,
               has_journal (path) ? "-journal" : "-wal");
  return FALSE;
}

static gboolean
check_schema (const char *path, AttestDatabaseFlags flags, GError **error)
{
  g_autoptr (AttestDatabase) database = attest_database_open (path, flags | ATTEST_DATABASE_BOUNDED, error);

  return database != NULL && attest_schema_check (database, error);
}

/* A schema that cannot be parsed, or needs what this SQLite has not, was not written by Attest. */
static gboolean
propagate_as_damaged (GError *problem, GError **error)
{
  if (g_error_matches (problem, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_FAILED))
    problem->code = ATTEST_RECORD_ERROR_DAMAGED;
  g_propagate_error (error, problem);
  return FALSE;
}

/* SQLite takes away the file that a journal names at its end, whatever it is, once it has put back what the journal holds. Attest writes
 * to one file at a time, so that its own journals name none. See "The Super-Journal" in SQLite's description of its files. */
static gboolean
check_journal (const char *path, GError **error)
{
  static const guint8 magic[] = { 0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7 };
  g_autofree char *name = build_name_beside (path, "-journal");
  g_autofd int fd = g_open (name, O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0);
  guint8 end[sizeof magic] = { 0 };

  if (fd < 0 || lseek (fd, -(off_t) sizeof end, SEEK_END) < 0 || read (fd, end, sizeof end) != sizeof end ||
      memcmp (end, magic, sizeof end) != 0)
    return TRUE;

  g_set_error (error,
               ATTEST_RECORD_ERROR,
               ATTEST_RECORD_ERROR_JOURNAL,
               _ ("%s has a file beside it (%s-journal) that no Attest wrote and that would have another file deleted. "
                  "Nothing was changed. Move that file away and try again."),
               path,
               path);
  return FALSE;
}

/* The journal of a program that was killed in the midst of a commit: only once what it holds is put back, which SQLite does for whoever may write, is the file something
 * again. Tried on a copy first, so that a file that turns out not to be a library stays as it is. */
static gboolean
put_back_journal (const char *path, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (AttestForeign) copy = NULL;
  g_autoptr (AttestDatabase) database = NULL;

  if (!check_journal (path, error) || !attest_foreign_check_folder (path, error))
    return FALSE;
  copy = attest_foreign_open (path, &local_error);
  /* Where there is no room for a copy, the journal can still do no harm but to this one file. */
  if (copy == NULL && !g_error_matches (local_error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_FULL))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  database = attest_database_open (path, ATTEST_DATABASE_BOUNDED, error);
  return database != NULL && attest_schema_check (database, error);
}

/* That of a program that is at work is none of ours. */
static gboolean
has_unfinished_journal (const char *path)
{
  g_autoptr (GError) local_error = NULL;

  return has_journal (path) && !check_schema (path, ATTEST_DATABASE_READ_ONLY, &local_error) &&
         g_error_matches (local_error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_UNFINISHED);
}

/* The file by itself comes first, since that changes nothing at all. A program that writes to it now, or that was killed while it moved its
 * log into the file, leaves some pages new and others old; then only file and log together say what is there. */
static gboolean
examine (const char *path, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  if (has_unfinished_journal (path) && !put_back_journal (path, error))
    return FALSE;
  if (check_schema (path, ATTEST_DATABASE_IMMUTABLE, &local_error))
    return TRUE;
  if (!g_error_matches (local_error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_DAMAGED) ||
      !stands_beside (path, "-wal", NULL))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  return attest_foreign_check_folder (path, error) && check_schema (path, ATTEST_DATABASE_READ_ONLY, error);
}

gboolean
attest_foreign_examine (const char *path, gboolean *review_file, GError **error)
{
  GError *local_error = NULL;

  if (!check_header (path, review_file, error))
    return FALSE;
  /* It is read as soon as it is opened, and then looked at. */
  if (*review_file)
    return TRUE;
  /* Once more, for a log that its writer put into the file and took away during the first look. */
  if (examine (path, NULL) || examine (path, &local_error))
    return TRUE;

  return propagate_as_damaged (local_error, error);
}

/* ---- Other people's libraries ---- */

static const char *const log_suffixes[] = { "-wal", "-journal" };

struct _AttestForeign
{
  AttestDatabase *database;
  char *path;
  /* (nullable): the temporary folder with a copy. */
  char *folder;
  /* What the file was like when it was opened; see describe(). */
  char *state;
  gboolean review_file;
};

/* Size and time of the file and of the logs beside it, to tell whether somebody wrote meanwhile. */
static char *
describe (const char *path, gboolean with_logs)
{
  g_autoptr (GString) state = g_string_new (NULL);

  for (guint i = 0; i <= G_N_ELEMENTS (log_suffixes); i++)
    {
      g_autofree char *name = g_strconcat (path, i > 0 ? log_suffixes[i - 1] : "", NULL);
      GStatBuf status;

      if (i > 0 && !with_logs)
        break;
      if (g_stat (name, &status) != 0)
        memset (&status, 0, sizeof status);
      g_string_append_printf (state,
                              "%lld %lld.%ld ",
                              (long long) status.st_size,
                              (long long) status.st_mtim.tv_sec,
                              status.st_mtim.tv_nsec);
    }

  return g_string_free (g_steal_pointer (&state), FALSE);
}

static gboolean
refuse_busy (const char *path, GError **error)
{
  g_set_error (error,
               ATTEST_RECORD_ERROR,
               ATTEST_RECORD_ERROR_BUSY,
               _ ("Another program wrote to %s while it was read. Nothing was taken from it. Try again in a moment."),
               path);
  return FALSE;
}

static gboolean
copy_file (const char *from, const char *folder, const char *name, GError **error)
{
  g_autofree char *to = g_build_filename (folder, name, NULL);
  g_autoptr (GFile) source = g_file_new_for_path (from);
  g_autoptr (GFile) target = g_file_new_for_path (to);
  GFileCopyFlags flags = G_FILE_COPY_TARGET_DEFAULT_PERMS | G_FILE_COPY_OVERWRITE;
  g_autoptr (GError) local_error = NULL;

  if (g_file_copy (source, target, flags, NULL, NULL, NULL, &local_error))
    return TRUE;

  g_set_error (error,
               ATTEST_RECORD_ERROR,
               g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_NO_SPACE) ? ATTEST_RECORD_ERROR_FULL
                                                                              : ATTEST_RECORD_ERROR_FAILED,
               _ ("%s cannot be copied for reading: %s"),
               from,
               local_error->message);
  return FALSE;
}

static gboolean
copy_files (AttestForeign *self, GError **error)
{
  for (guint i = 0; i <= G_N_ELEMENTS (log_suffixes); i++)
    {
      const char *suffix = i > 0 ? log_suffixes[i - 1] : "";
      g_autofree char *from = g_strconcat (self->path, suffix, NULL);
      g_autofree char *name = g_strconcat ("copy", suffix, NULL);

      if (i > 0 && !g_file_test (from, G_FILE_TEST_EXISTS))
        continue;
      if (!copy_file (from, self->folder, name, error))
        return FALSE;
    }

  return TRUE;
}

/* Whoever asked for a file has never heard of its copy. */
static void
name_the_original (AttestForeign *self, const char *copy, GError **error)
{
  if (error != NULL && *error != NULL)
    attest_publish_name_error (*error, copy, self->path);
}

/* File and log belong together: a copy during which either changed is made again. */
static gboolean
open_copy (AttestForeign *self, GError **error)
{
  g_autofree char *copy = NULL;
  gboolean changed = TRUE;

  self->folder = g_dir_make_tmp ("attest-merge-XXXXXX", NULL);
  if (self->folder == NULL)
    {
      g_set_error (error,
                   ATTEST_RECORD_ERROR,
                   ATTEST_RECORD_ERROR_FAILED,
                   _ ("There is no folder for a copy of %s"),
                   self->path);
      return FALSE;
    }

  for (guint i = 0; changed && i < MAXIMUM_TRIES; i++)
    {
      g_autofree char *before = describe (self->path, TRUE);
      g_autofree char *after = NULL;

      if (!copy_files (self, error))
        return FALSE;
      after = describe (self->path, TRUE);
      changed = !g_str_equal (before, after);
    }
  if (changed)
    return refuse_busy (self->path, error);

  copy = g_build_filename (self->folder, "copy", NULL);
  self->database = attest_database_open (copy, ATTEST_DATABASE_BOUNDED, error);
  if (self->database == NULL)
    {
      name_the_original (self, copy, error);
      return FALSE;
    }
  attest_database_name (self->database, self->path);

  return attest_schema_check (self->database, error);
}

static gboolean
open_in_place (AttestForeign *self, GError **error)
{
  self->state = describe (self->path, FALSE);
  self->database = attest_database_open (self->path, ATTEST_DATABASE_IMMUTABLE | ATTEST_DATABASE_BOUNDED, error);
  if (self->database == NULL)
    return FALSE;

  return self->review_file ? attest_schema_check_review_file (self->database, error)
                           : attest_schema_check (self->database, error);
}

/* A review file is written whole and has no log. What stands beside one that came by mail is not its own: a journal made for it could have
 * SQLite delete any file that it names. */
static gboolean
open_source (AttestForeign *self, GError **error)
{
  if (!self->review_file && attest_foreign_has_pending_log (self->path))
    return check_journal (self->path, error) && open_copy (self, error);

  return open_in_place (self, error);
}

AttestForeign *
attest_foreign_open (const char *path, GError **error)
{
  g_autoptr (AttestForeign) self = g_new0 (AttestForeign, 1);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  GError *local_error = NULL;

  self->path = realpath (path, NULL);
  if (self->path == NULL)
    self->path = g_strdup (path);
  if (!check_header (path, &self->review_file, error))
    return NULL;

  before = describe (self->path, TRUE);
  if (open_source (self, &local_error))
    return g_steal_pointer (&self);

  /* What was written to meanwhile may look damaged and is not. */
  after = describe (self->path, TRUE);
  if (g_str_equal (before, after))
    propagate_as_damaged (local_error, error);
  else
    {
      g_error_free (local_error);
      refuse_busy (self->path, error);
    }
  return NULL;
}

AttestDatabase *
attest_foreign_get_database (AttestForeign *self)
{
  return self->database;
}

gboolean
attest_foreign_is_review_file (AttestForeign *self)
{
  return self->review_file;
}

gboolean
attest_foreign_check_unchanged (AttestForeign *self, GError **error)
{
  g_autofree char *state = describe (self->path, FALSE);

  return self->state == NULL || g_str_equal (state, self->state) || refuse_busy (self->path, error);
}

void
attest_foreign_close (AttestForeign *self)
{
  static const char *const names[] = { "copy", "copy-wal", "copy-shm", "copy-journal" };

  if (self == NULL)
    return;

  attest_database_close (self->database);
  for (guint i = 0; self->folder != NULL && i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (self->folder, names[i], NULL);

      g_unlink (path);
    }
  if (self->folder != NULL)
    g_rmdir (self->folder);
  g_free (self->folder);
  g_free (self->path);
  g_free (self->state);
  g_free (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record/attest-foreign.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "record/attest-library.h"
#include "record/attest-schema.h"

/* The first bytes of the SQLite file format, section 1.3 of its description. */
#define HEADER_LENGTH 100
#define USER_VERSION_OFFSET 60
#define APPLICATION_ID_OFFSET 68

static guint32
read_number (const guint8 *header, gsize offset)
{
  guint32 number;

  memcpy (&number, header + offset, sizeof number);
  return GUINT32_FROM_BE (number);
}

static gboolean
read_header (const char *path, guint8 *header, gboolean *complete, GError **error)
{
  int file = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  int number = errno;
  struct stat status;

  if (file < 0)
    {
      g_set_error (error,
                   ATTEST_RECORD_ERROR,
                   number == ENOENT || number == ENOTDIR ? ATTEST_RECORD_ERROR_NOT_FOUND : ATTEST_RECORD_ERROR_FAILED,
                   _ ("%s cannot be opened: %s"), path, g_strerror (number));
      return FALSE;
    }

  *complete =
      fstat (file, &status) == 0 && S_ISREG (status.st_mode) && read (file, header, HEADER_LENGTH) == HEADER_LENGTH;
  close (file);

  return TRUE;
}

static gboolean
check_header (const char *path, GError **error)
{
  guint8 header[HEADER_LENGTH] = { 0 };
  gboolean complete;
  guint32 version;

  if (!read_header (path, header, &complete, error))
    return FALSE;
  if (!complete || memcmp (header, "SQLite format 3", 16) != 0 ||
      read_number (header, APPLICATION_ID_OFFSET) != ATTEST_SCHEMA_APPLICATION_ID)
    {
      g_set_error (error,
                   ATTEST_RECORD_ERROR,
                   ATTEST_RECORD_ERROR_NOT_A_LIBRARY,
                   _ ("%s is not a library of Attest. Nothing was changed."), path);
      return FALSE;
    }

  version = read_number (header, USER_VERSION_OFFSET);
  if (version > ATTEST_SCHEMA_VERSION)
    {
      g_set_error (error,
                   ATTEST_RECORD_ERROR,
                   ATTEST_RECORD_ERROR_NEWER,
                   _ ("%s was made by a newer version of Attest (%u; this one knows %u). Update Attest to open it."),
                     path,
                     version,
                     ATTEST_SCHEMA_VERSION);
      return FALSE;
    }
  if (version == ATTEST_SCHEMA_VERSION)
    return TRUE;

  g_set_error (error,
               ATTEST_RECORD_ERROR,
               ATTEST_RECORD_ERROR_DAMAGED,
               _ ("%s says no version and is damaged. Open a backup."), path);
  return FALSE;
}

gboolean
attest_foreign_examine (const char *path, GError **error)
{
  g_autoptr (AttestDatabase) database = NULL;
  GError *local_error = NULL;

  if (!check_header (path, error))
    return FALSE;
  database = attest_database_open (path, ATTEST_DATABASE_IMMUTABLE, &local_error);
  if (database != NULL && attest_schema_check (database, &local_error))
    return TRUE;

  /* A schema that cannot be parsed, or needs what this SQLite has not, was not written by Attest. */
  if (g_error_matches (local_error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_FAILED))
    local_error->code = ATTEST_RECORD_ERROR_DAMAGED;
  g_propagate_error (error, local_error);
  return FALSE;
}

gboolean
attest_foreign_has_pending_log (const char *path)
{
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  GStatBuf status;

  return g_stat (log, &status) == 0 && status.st_size > 0;
}

static gboolean
copy_file (const char *from, const char *folder, const char *name, GError **error)
{
  g_autofree char *to = g_build_filename (folder, name, NULL);
  g_autoptr (GFile) source = g_file_new_for_path (from);
  g_autoptr (GFile) target = g_file_new_for_path (to);
  g_autoptr (GError) local_error = NULL;

  if (g_file_copy (source, target, G_FILE_COPY_TARGET_DEFAULT_PERMS, NULL, NULL, NULL, &local_error))
    return TRUE;

  g_set_error (error,
               ATTEST_RECORD_ERROR,
               g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_NO_SPACE) ? ATTEST_RECORD_ERROR_FULL
                                                                              : ATTEST_RECORD_ERROR_FAILED,
               _ ("%s cannot be copied for reading: %s"), from, local_error->message);
  return FALSE;
}

void
attest_foreign_remove_copy (char *folder)
{
  static const char *const names[] = { "copy", "copy-wal", "copy-shm" };

  if (folder == NULL)
    return;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
  g_free (folder);
}

static AttestDatabase *
open_copy (const char *path, const char *folder, GError **error)
{
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  g_autofree char *copy = g_build_filename (folder, "copy", NULL);
  g_autoptr (AttestDatabase) database = NULL;

  if (!copy_file (path, folder, "copy", error) || !copy_file (log, folder, "copy-wal", error))
    return NULL;
  database = attest_database_open (copy, 0, error);
  if (database == NULL || !attest_schema_check (database, error))
    return NULL;

  return g_steal_pointer (&database);
}

AttestDatabase *
attest_foreign_open (const char *path, char **folder, GError **error)
{
  *folder = NULL;
  if (!attest_foreign_examine (path, error))
    return NULL;
  if (!attest_foreign_has_pending_log (path))
    return attest_database_open (path, ATTEST_DATABASE_IMMUTABLE, error);

  *folder = g_dir_make_tmp ("attest-merge-XXXXXX", NULL);
  if (*folder == NULL)
    {
      g_set_error (
          error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_FAILED, _ ("There is no folder for a copy of %s"), path);
      return NULL;
    }

  return open_copy (path, *folder, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record/attest-place.h"

#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "record/attest-library.h"

/* @log: beside the file itself, not beside a link to it; NULL for a library that needs none. */
struct _AttestPlace
{
  char *path;
  char *folder;
  char *log;
  dev_t device;
  ino_t file;
};

AttestPlace *
attest_place_new (const char *path, gboolean writing)
{
  AttestPlace *self = g_new0 (AttestPlace, 1);
  g_autofree char *real_path = realpath (path, NULL);
  g_autofree char *log = g_strconcat (real_path != NULL ? real_path : path, "-wal", NULL);
  struct stat status;

  self->path = g_strdup (path);
  self->folder = g_path_get_dirname (real_path != NULL ? real_path : path);
  if (stat (path, &status) == 0)
    {
      self->device = status.st_dev;
      self->file = status.st_ino;
    }
  if (writing && stat (log, &status) == 0)
    self->log = g_steal_pointer (&log);

  return self;
}

void
attest_place_free (AttestPlace *self)
{
  if (self == NULL)
    return;

  g_free (self->path);
  g_free (self->folder);
  g_free (self->log);
  g_free (self);
}

gboolean
attest_place_check (AttestPlace *self, GError **error)
{
  struct stat status;
  gboolean there = stat (self->path, &status) == 0;

  if (there && (status.st_dev != self->device || status.st_ino != self->file))
    {
      g_set_error (
          error,
          ATTEST_RECORD_ERROR,
          ATTEST_RECORD_ERROR_REPLACED,
          _ ("Another file has taken the place of %s since it was opened. Nothing is saved until the library is "
             "opened anew."),
          self->path);
      return FALSE;
    }
  if (there && (self->log == NULL || stat (self->log, &status) == 0))
    return TRUE;

  g_set_error (error,
               ATTEST_RECORD_ERROR,
               ATTEST_RECORD_ERROR_GONE,
               _ ("%s is no longer where it was opened: it was moved or removed, or its disk is gone. Nothing is saved "
                  "until it is back."),
               there ? self->log : self->path);
  return FALSE;
}

gboolean
attest_place_check_writable (AttestPlace *self, GError **error)
{
  if (!attest_place_check (self, error))
    return FALSE;
  if (faccessat (AT_FDCWD, self->path, W_OK, AT_EACCESS) == 0 &&
      faccessat (AT_FDCWD, self->folder, W_OK, AT_EACCESS) == 0)
    return TRUE;

  g_set_error (error,
               ATTEST_RECORD_ERROR,
               ATTEST_RECORD_ERROR_READ_ONLY,
               _ ("%s or its folder can no longer be written. Nothing is saved until that is allowed again."),
               self->path);
  return FALSE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record/attest-publish.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "record/attest-library.h"

/* Far beyond the bytes that SQLite locks. */
#define HELD_BYTE ((off_t) 1 << 40)

/* How often a draft may be cleared away before it is held: between the two are microseconds. */
#define MAXIMUM_DRAFTS 100

void
attest_publish_set_error (GError **error, int number, const char *path)
{
  AttestRecordError code = ATTEST_RECORD_ERROR_FAILED;

  if (number == EEXIST)
    code = ATTEST_RECORD_ERROR_EXISTS;
  else if (number == EACCES || number == EROFS || number == EPERM)
    code = ATTEST_RECORD_ERROR_READ_ONLY;
  else if (number == ENOSPC || number == EDQUOT || number == EFBIG)
    code = ATTEST_RECORD_ERROR_FULL;

  if (code == ATTEST_RECORD_ERROR_EXISTS)
    g_set_error (error, ATTEST_RECORD_ERROR, code, _ ("%s is there already and was left as it is"), path);
  else
    g_set_error (error, ATTEST_RECORD_ERROR, code, _ ("%s cannot be written: %s"), path, g_strerror (number));
}

/*
 * A lock of the open file description ends with its last descriptor, so with a process that is killed, and not when the same process closes another
 * descriptor of that file. Where there are no such locks nobody can lock it to clear it away either.
 */
static gboolean
hold (int file)
{
  struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = HELD_BYTE, .l_len = 1 };
  struct stat status;

  if (fcntl (file, F_OFD_SETLK, &lock) != 0 && (errno == EAGAIN || errno == EACCES))
    return FALSE;

  return fstat (file, &status) == 0 && status.st_nlink > 0;
}

/* Returns: (transfer full) (nullable): NULL with errno */
static char *
make_draft (const char *path, int *file)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *name = g_strconcat (".", base, ".XXXXXX", NULL);
  g_autofree char *draft = g_build_filename (folder, name, NULL);

  *file = g_mkstemp_full (draft, O_RDWR | O_CLOEXEC, 0600);

  return *file >= 0 ? g_steal_pointer (&draft) : NULL;
}

char *
attest_publish_begin (const char *path, int *held, GError **error)
{
  int number = EEXIST;

  if (g_file_test (path, G_FILE_TEST_EXISTS | G_FILE_TEST_IS_SYMLINK))
    {
      attest_publish_set_error (error, number, path);
      return NULL;
    }
  for (guint i = 0; i < MAXIMUM_DRAFTS; i++)
    {
      g_autofd int file = -1;
      g_autofree char *draft = make_draft (path, &file);

      number = errno;
      if (draft == NULL)
        break;
      if (held == NULL)
        return g_steal_pointer (&draft);
      if (hold (file))
        {
          *held = g_steal_fd (&file);
          return g_steal_pointer (&draft);
        }
      number = EBUSY;
    }
  attest_publish_set_error (error, number, path);

  return NULL;
}

static int
sync_file (const char *path)
{
  int file = open (path, O_RDONLY | O_CLOEXEC);
  int number = 0;

  if (file < 0)
    return errno;
  if (fsync (file) != 0)
    number = errno;
  close (file);

  return number;
}

void
attest_publish_sync_folder (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);

  /* Some file systems cannot sync a folder; the file itself is safe by then. */
  if (sync_file (folder) != 0)
    g_debug ("The folder %s cannot be synced", folder);
}

gboolean
attest_publish_finish (const char *draft, const char *path, GError **error)
{
  int number = sync_file (draft);

  if (number == 0 && renameat2 (AT_FDCWD, draft, AT_FDCWD, path, RENAME_NOREPLACE) != 0)
    {
      number = errno;
      /* Not every file system can rename without replacing; all that matter can link. */
      if (number == EINVAL || number == ENOSYS)
        number = link (draft, path) == 0 ? 0 : errno;
      if (number == 0)
        g_unlink (draft);
    }
  if (number != 0)
    {
      attest_publish_set_error (error, number, path);
      return FALSE;
    }
  attest_publish_sync_folder (path);

  return TRUE;
}

void
attest_publish_discard (const char *draft)
{
  static const char *const suffixes[] = { "", "-wal", "-shm", "-journal" };

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *path = g_strconcat (draft, suffixes[i], NULL);

      g_unlink (path);
    }
}

void
attest_publish_name_error (GError *error, const char *draft, const char *path)
{
  g_autoptr (GString) message = g_string_new (error->message);

  g_string_replace (message, draft, path, 0);
  g_set_str (&error->message, message->str);
}

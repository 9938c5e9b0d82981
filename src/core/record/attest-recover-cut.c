/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record/attest-recover-private.h"

#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* SQLite file format, section 1.3: the size of a page, and how many the file has. */
#define HEADER_LENGTH 32
#define PAGE_SIZE_OFFSET 16
#define PAGES_OFFSET 28
#define LEAST_PAGE_SIZE 512

/* @pages: (out): how many the file has; @page_size: (out). Returns: whether that is fewer than it says */
static gboolean
is_cut (const char *path, guint32 *pages, guint32 *page_size)
{
  guint8 header[HEADER_LENGTH];
  g_autofd int fd = -1;
  guint32 said;
  GStatBuf status;

  /* A pipe would have its reader wait for ever. */
  if (g_stat (path, &status) != 0 || !S_ISREG (status.st_mode))
    return FALSE;
  fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  if (fd < 0 || read (fd, header, sizeof header) != sizeof header)
    return FALSE;
  *page_size = (guint32) header[PAGE_SIZE_OFFSET] << 8 | header[PAGE_SIZE_OFFSET + 1];
  if (*page_size < LEAST_PAGE_SIZE)
    return FALSE;
  memcpy (&said, header + PAGES_OFFSET, sizeof said);
  *pages = (guint32) (status.st_size / *page_size);
  return *pages > 0 && *pages < GUINT32_FROM_BE (said);
}

static gboolean
copy_file (const char *path, const char *copy, const char *suffix)
{
  g_autofree char *from = g_strconcat (path, suffix, NULL);
  g_autofree char *to = g_strconcat (copy, suffix, NULL);
  g_autoptr (GFile) source = g_file_new_for_path (from);
  g_autoptr (GFile) target = g_file_new_for_path (to);

  return g_file_copy (source, target, G_FILE_COPY_TARGET_DEFAULT_PERMS, NULL, NULL, NULL, NULL);
}

char *
attest_recover_copy_cut_file (const char *path, const char *folder)
{
  g_autofree char *copy = g_build_filename (folder, "cut.attest-library", NULL);
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  g_autofd int fd = -1;
  guint32 pages, page_size, stored;

  if (!is_cut (path, &pages, &page_size) || !copy_file (path, copy, "") ||
      (g_file_test (log, G_FILE_TEST_EXISTS) && !copy_file (path, copy, "-wal")))
    return NULL;
  fd = g_open (copy, O_WRONLY | O_CLOEXEC, 0);
  stored = GUINT32_TO_BE (pages);
  if (fd < 0 || pwrite (fd, &stored, sizeof stored, PAGES_OFFSET) != sizeof stored ||
      ftruncate (fd, (off_t) pages * page_size) != 0)
    return NULL;
  return g_steal_pointer (&copy);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record/attest-leftover.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "record/attest-copies-private.h"
#include "record/attest-publish.h"
#include "record/attest-storage.h"

/* Seconds, where locks may not reach the other computers. */
#define STALE_AFTER (24 * 60 * 60)

/* What follows ".board.version-" in the name of a draft, as attest_publish_begin() makes it, and of what SQLite puts beside that. */
#define REST "^[0-9]+(-[0-9]+)?\\.attest-library\\.[A-Za-z0-9]{6}(-wal|-shm|-journal)?$"

/* All of its bytes: not only whoever holds it refuses that, but SQLite's own locks as well, so that nobody has it open. */
static gboolean
lock_all (int file)
{
  struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };

  return fcntl (file, F_OFD_SETLK, &lock) == 0;
}

static gboolean
is_stale (const struct stat *status)
{
  return g_get_real_time () / G_USEC_PER_SEC - status->st_mtim.tv_sec > STALE_AFTER;
}

static void
clear_draft (const char *draft, gboolean local)
{
  g_autofd int file = open (draft, O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  struct stat status;

  /* Without it nobody can be at work: it is the first to be there, and keeps its name until SQLite has closed it. */
  if (file < 0 && (errno != ENOENT || !local))
    return;
  if (file >= 0 &&
      (fstat (file, &status) != 0 || !S_ISREG (status.st_mode) || !lock_all (file) || (!local && !is_stale (&status))))
    return;

  g_debug ("%s is of a program that was ended, and is removed", draft);
  attest_publish_discard (draft);
}

/* Returns: (transfer full) (nullable): the draft that the file @name is, or is a part of */
static char *
dup_draft (const char *name, const char *prefix)
{
  static const char *const parts[] = { "-wal", "-shm", "-journal" };
  char *draft;

  if (!g_str_has_prefix (name, prefix) ||
      !g_regex_match_simple (REST, name + strlen (prefix), G_REGEX_RAW | G_REGEX_DOLLAR_ENDONLY, 0))
    return NULL;
  draft = g_strdup (name);
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    if (g_str_has_suffix (draft, parts[i]))
      draft[strlen (draft) - strlen (parts[i])] = '\0';

  return draft;
}

void
attest_leftover_clear (const char *path)
{
  g_autofree char *real_path = realpath (path, NULL);
  g_autofree char *folder = g_path_get_dirname (real_path != NULL ? real_path : path);
  g_autofree char *stem = attest_copies_dup_stem (path);
  g_autofree char *prefix = g_strdup_printf (".%s.version-", stem);
  g_autoptr (GHashTable) drafts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  gboolean local = attest_storage_find (path) == ATTEST_STORAGE_LOCAL;
  GHashTableIter iter;
  const char *name;
  gpointer key;

  /* A library with another ending is not told from one of its name with this one by what its copies are called. */
  if (real_path == NULL || !g_str_has_suffix (real_path, ATTEST_COPIES_SUFFIX))
    return;
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *draft = dup_draft (name, prefix);

      if (draft != NULL)
        g_hash_table_add (drafts, g_build_filename (folder, draft, NULL));
    }
  g_hash_table_iter_init (&iter, drafts);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    clear_draft (key, local);
}

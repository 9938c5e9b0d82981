/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record/attest-migration.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#include "record/attest-fold.h"
#include "record/attest-library-private.h"
#include "record/attest-schema.h"

#define LIBRARY_SUFFIX ".attest-library"

gboolean
attest_migration_is_needed (AttestDatabase *database, gboolean *needed, GError **error)
{
  guint version;

  if (!attest_schema_get_version (database, &version, error))
    return FALSE;
  *needed = version < ATTEST_SCHEMA_VERSION;

  return TRUE;
}

/* "board.attest-library" becomes "board.version-1.attest-library", or the first such name with a number that is free: a copy from an earlier time
 * may hold what this one lacks. */
static char *
choose_backup_path (const char *path, guint version)
{
  g_autofree char *real_path = realpath (path, NULL);
  g_autofree char *stem = g_strdup (real_path != NULL ? real_path : path);
  const char *suffix = g_str_has_suffix (stem, LIBRARY_SUFFIX) ? LIBRARY_SUFFIX : "";
  g_autofree char *backup = NULL;

  stem[strlen (stem) - strlen (suffix)] = '\0';
  backup = g_strdup_printf ("%s.version-%u%s", stem, version, suffix);
  for (guint i = 2; g_file_test (backup, G_FILE_TEST_EXISTS | G_FILE_TEST_IS_SYMLINK); i++)
    {
      g_free (backup);
      backup = g_strdup_printf ("%s.version-%u-%u%s", stem, version, i, suffix);
    }

  return g_steal_pointer (&backup);
}

static gboolean
migrate (AttestDatabase *database, AttestRegistry *registry, GError **error)
{
  g_autoptr (AttestFold) fold = attest_fold_new (database, registry);
  gboolean needed;

  /* Another program may have done it while this one waited for its turn. */
  if (!attest_migration_is_needed (database, &needed, error))
    return FALSE;

  return !needed || (attest_schema_migrate (database, error) && attest_fold_everything (fold, error) &&
                     attest_fold_finish (fold, error) && attest_schema_check (database, error));
}

gboolean
attest_migration_run (AttestDatabase *database, const char *path, AttestRegistry *registry, GError **error)
{
  g_autofree char *backup = NULL;
  guint version;

  if (!attest_schema_get_version (database, &version, error))
    return FALSE;
  if (path != NULL)
    {
      backup = choose_backup_path (path, version);
      if (!attest_backup_write (database, backup, error))
        return FALSE;
    }

  if (attest_database_run (database, "BEGIN IMMEDIATE", error) && migrate (database, registry, error) &&
      attest_database_run (database, "COMMIT", error))
    {
      /* Until the log is put into it the file itself says the older version, as which other programs may take it. */
      if (!attest_database_run (database, "PRAGMA wal_checkpoint (TRUNCATE)", NULL))
        g_debug ("The write-ahead log cannot be emptied now");
      return TRUE;
    }

  attest_database_roll_back (database);
  /* Nothing was changed: each try would leave one more copy of the same. */
  if (backup != NULL)
    g_unlink (backup);
  return FALSE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record/attest-migration.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#include "record/attest-database-private.h"
#include "record/attest-fold.h"
#include "record/attest-leftover.h"
#include "record/attest-library-private.h"
#include "record/attest-schema.h"
#include "record/attest-upgrade-private.h"

#define LIBRARY_SUFFIX ".attest-library"
/* Milliseconds. Whoever comes second waits for the first, which in a large library takes minutes, and finds nothing left to do. */
#define PATIENCE (10 * 60 * 1000)
#define WAIT 50

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

/* Read through a connection of its own: SQLite copies nothing through one that is writing. */
static gboolean
back_up (AttestDatabase *database, const char *path, guint version, char **backup, GError **error)
{
  g_autoptr (AttestDatabase) reader = attest_database_open (path, ATTEST_DATABASE_READ_ONLY, error);
  g_autofree char *name = choose_backup_path (path, version);

  if (reader == NULL)
    return FALSE;
  attest_upgrade_watch (attest_upgrade_find (database), reader);
  if (!attest_backup_write (reader, name, error))
    return FALSE;
  *backup = g_steal_pointer (&name);

  return TRUE;
}

/* @path: (nullable): beside which the copy goes; @backup: (out): the copy, where one was made */
static gboolean
migrate (AttestDatabase *database, const char *path, AttestRegistry *registry, char **backup, GError **error)
{
  g_autoptr (AttestFold) fold = attest_fold_new (database, registry);
  guint version;

  if (!attest_schema_get_version (database, &version, error))
    return FALSE;
  /* Another program may have done it while this one waited for its turn. */
  if (version >= ATTEST_SCHEMA_VERSION)
    return TRUE;
  /* First, since their room may be what the copy needs. */
  if (path != NULL)
    attest_leftover_clear (path);

  return (path == NULL || back_up (database, path, version, backup, error)) &&
         attest_schema_migrate (database, error) && attest_fold_everything (fold, error) &&
         attest_fold_finish (fold, error) && attest_schema_check (database, error);
}

/* Also who only waits may stop. */
static int
wait_cb (void *data, int tries)
{
  if (tries >= PATIENCE / WAIT || !attest_upgrade_note (data, ATTEST_UPGRADE_COPY, 0, 1, NULL))
    return FALSE;
  g_usleep (WAIT * G_TIME_SPAN_MILLISECOND);

  return TRUE;
}

static gboolean
begin (AttestDatabase *database, GError **error)
{
  sqlite3 *handle = attest_database_get_handle (database);
  gboolean begun;

  sqlite3_busy_handler (handle, wait_cb, database);
  begun = attest_database_run (database, "BEGIN IMMEDIATE", error);
  sqlite3_busy_timeout (handle, ATTEST_DATABASE_BUSY_TIMEOUT);

  return begun;
}

gboolean
attest_migration_run (AttestDatabase *database, const char *path, AttestRegistry *registry, GError **error)
{
  g_autofree char *backup = NULL;

  if (!begin (database, error))
    return FALSE;
  if (!migrate (database, path, registry, &backup, error))
    {
      attest_database_roll_back (database);
      /* Nothing was changed: each try would leave one more copy of the same. */
      if (backup != NULL)
        g_unlink (backup);
      return FALSE;
    }
  /* The copy stays when this fails: what of it reached the disk is not known. */
  if (!attest_database_run (database, "COMMIT", error))
    {
      attest_database_roll_back (database);
      return FALSE;
    }

  /* From here on nothing is as it was. */
  attest_upgrade_watch (NULL, database);
  /* Until the log is put into it the file itself says the older version, as which other programs may take it. */
  if (!attest_database_run (database, "PRAGMA wal_checkpoint (TRUNCATE)", NULL))
    g_debug ("The write-ahead log cannot be emptied now");

  return TRUE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "record/attest-library-private.h"
#include "record/attest-publish.h"
#include "record/attest-schema.h"

/* So many pages are copied at a time that a program which writes meanwhile waits for a moment only. */
#define PAGES_PER_STEP 2048
#define MAXIMUM_WAITS 500

static gboolean
copy_pages (AttestDatabase *database, AttestDatabase *copy, GError **error)
{
  sqlite3_backup *backup =
      sqlite3_backup_init (attest_database_get_handle (copy), "main", attest_database_get_handle (database), "main");
  guint waits = 0;
  int code = SQLITE_OK;

  if (backup == NULL)
    {
      attest_database_set_error (copy, sqlite3_extended_errcode (attest_database_get_handle (copy)), error);
      return FALSE;
    }
  while (code == SQLITE_OK || ((code == SQLITE_BUSY || code == SQLITE_LOCKED) && waits++ < MAXIMUM_WAITS))
    {
      if (code != SQLITE_OK)
        g_usleep (10 * G_TIME_SPAN_MILLISECOND);
      code = sqlite3_backup_step (backup, PAGES_PER_STEP);
    }
  sqlite3_backup_finish (backup);
  if (code == SQLITE_DONE)
    return TRUE;

  attest_database_set_error (copy, code, error);
  return FALSE;
}

/* A search index that is damaged is made anew by the next change; the record beside it is worth a copy. */
#define FIND_DAMAGE                                                                                                    \
  "SELECT damage.integrity_check FROM sqlite_schema AS object, pragma_integrity_check (object.name) AS damage"         \
  " WHERE object.type = 'table' AND object.name <> 'search' AND damage.integrity_check <> 'ok' LIMIT 1"

static gboolean
check_copy (AttestDatabase *copy, const char *path, GError **error)
{
  AttestStatement *rows;
  g_autofree char *damage = NULL;
  GError *local_error = NULL;

  if (!attest_schema_check (copy, error))
    return FALSE;
  rows = attest_database_prepare (copy, FIND_DAMAGE);
  if (attest_statement_next (rows, &local_error))
    damage = attest_statement_dup_text (rows, 0);
  attest_statement_done (rows);
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }
  if (damage == NULL)
    return TRUE;

  g_set_error (error,
               ATTEST_RECORD_ERROR,
               ATTEST_RECORD_ERROR_DAMAGED,
               _ ("The copy %s was not made: the library is damaged (%s)"),
               path,
               damage);
  return FALSE;
}

static gboolean
write_copy (AttestDatabase *database, const char *draft, const char *path, GError **error)
{
  g_autoptr (AttestDatabase) copy = attest_database_open (draft, ATTEST_DATABASE_CREATE, error);

  return copy != NULL && copy_pages (database, copy, error) && check_copy (copy, path, error) &&
         attest_database_run (copy, "PRAGMA wal_checkpoint (TRUNCATE)", error);
}

gboolean
attest_backup_write (AttestDatabase *database, const char *path, GError **error)
{
  g_autofree char *draft = attest_publish_begin (path, error);
  g_autoptr (GError) local_error = NULL;

  if (draft == NULL)
    return FALSE;
  if (write_copy (database, draft, path, &local_error) && attest_publish_finish (draft, path, &local_error))
    return TRUE;

  attest_publish_discard (draft);
  attest_publish_name_error (local_error, draft, path);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

gboolean
attest_library_backup (AttestLibrary *self, const char *path, GError **error)
{
  g_return_val_if_fail (ATTEST_IS_LIBRARY (self) && path != NULL, FALSE);

  return attest_backup_write (self->database, path, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "record/attest-library-private.h"
#include "record/attest-publish.h"
#include "record/attest-schema.h"
#include "record/attest-upgrade-private.h"

/* So many pages are copied at a time that a program which writes meanwhile waits for a moment only. */
#define PAGES_PER_STEP 2048
#define MAXIMUM_WAITS 500

/* @pages: how many at a time; 0 only takes the locks */
static int
step (sqlite3_backup *backup, int pages)
{
  int code = sqlite3_backup_step (backup, pages);

  for (guint waits = 0; (code == SQLITE_BUSY || code == SQLITE_LOCKED) && waits < MAXIMUM_WAITS; waits++)
    {
      g_usleep (10 * G_TIME_SPAN_MILLISECOND);
      code = sqlite3_backup_step (backup, pages);
    }
  return code;
}

sqlite3_backup *
attest_backup_begin (AttestDatabase *database, AttestDatabase *copy, GError **error)
{
  sqlite3_backup *backup =
      sqlite3_backup_init (attest_database_get_handle (copy), "main", attest_database_get_handle (database), "main");
  int code;

  if (backup == NULL)
    {
      attest_database_set_error (copy, sqlite3_extended_errcode (attest_database_get_handle (copy)), error);
      return NULL;
    }
  attest_database_forget_board (copy);
  code = step (backup, 0);
  if (code == SQLITE_OK)
    return backup;

  sqlite3_backup_finish (backup);
  attest_database_set_error (copy, code, error);
  return NULL;
}

gboolean
attest_backup_finish (sqlite3_backup *backup, AttestDatabase *copy, GError **error)
{
  int code = SQLITE_OK;
  gboolean go_on = TRUE;

  while (code == SQLITE_OK && go_on)
    {
      int pages;

      code = step (backup, PAGES_PER_STEP);
      pages = sqlite3_backup_pagecount (backup);
      go_on = attest_upgrade_note (copy, ATTEST_UPGRADE_COPY, pages - sqlite3_backup_remaining (backup), pages, error);
    }
  sqlite3_backup_finish (backup);
  if (!go_on)
    return FALSE;
  if (code == SQLITE_DONE)
    return TRUE;

  attest_database_set_error (copy, code, error);
  return FALSE;
}

static gboolean
copy_pages (AttestDatabase *database, AttestDatabase *copy, GError **error)
{
  sqlite3_backup *backup = attest_backup_begin (database, copy, error);

  return backup != NULL && attest_backup_finish (backup, copy, error);
}

/* A search index that is damaged is made anew by the next change; the record beside it is worth a copy. */
#define FIND_DAMAGE                                                                                                    \
  "SELECT damage.integrity_check FROM sqlite_schema AS object, pragma_integrity_check (object.name) AS damage"         \
  " WHERE object.type = 'table' AND object.name <> 'search' AND damage.integrity_check <> 'ok' LIMIT 1"

/* @damage: (out) (nullable) (transfer full): what is wrong first */
static gboolean
find_damage (AttestDatabase *copy, char **damage, GError **error)
{
  AttestStatement *rows;
  GError *local_error = NULL;

  *damage = NULL;
  if (!attest_schema_check (copy, error))
    return FALSE;
  rows = attest_database_prepare (copy, FIND_DAMAGE);
  if (attest_statement_next (rows, &local_error))
    *damage = attest_statement_dup_text (rows, 0);
  attest_statement_done (rows);
  if (local_error == NULL)
    return TRUE;

  g_propagate_error (error, local_error);
  return FALSE;
}

static gboolean
check_copy (AttestDatabase *copy, const char *path, GError **error)
{
  g_autofree char *damage = NULL;

  if (!find_damage (copy, &damage, error))
    return FALSE;
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

gboolean
attest_backup_check (AttestDatabase *copy, const char *path, GError **error)
{
  g_autofree char *damage = NULL;

  if (!find_damage (copy, &damage, error))
    return FALSE;
  if (damage == NULL)
    return TRUE;

  g_set_error (
      error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_DAMAGED, _ ("The copy %s is damaged (%s)"), path, damage);
  return FALSE;
}

/* Without a log, so that the file alone is the copy wherever it is read; who opens it to write to it gives it one again. */
static gboolean
write_copy (AttestDatabase *database, const char *draft, const char *path, GError **error)
{
  g_autoptr (AttestDatabase) copy = attest_database_open (draft, ATTEST_DATABASE_CREATE, error);

  if (copy == NULL)
    return FALSE;
  attest_upgrade_watch (attest_upgrade_find (database), copy);
  return copy_pages (database, copy, error) && attest_upgrade_note (copy, ATTEST_UPGRADE_CHECK_COPY, 0, 1, error) &&
         check_copy (copy, path, error) && attest_database_run (copy, "PRAGMA journal_mode = DELETE", error);
}

gboolean
attest_backup_write (AttestDatabase *database, const char *path, GError **error)
{
  g_autofd int held = -1;
  g_autofree char *draft = attest_publish_begin (path, &held, error);
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

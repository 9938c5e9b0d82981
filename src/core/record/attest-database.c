/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record/attest-database-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "record/attest-library.h"

/* No text, asset or event of a library comes near this; a damaged length is refused before memory is taken for it. */
#define MAXIMUM_LENGTH (256 * 1024 * 1024)

/* Of SQLite's machine; what the schema takes, and what every file takes. */
#define STEPS_OF_ANY_FILE 1000000
#define STEPS_BETWEEN_LOOKS 10000

struct _AttestDatabase
{
  sqlite3 *handle;
  char *path;
  /* From the address of a string literal to its AttestStatement. */
  GHashTable *statements;
  /* Of SQLite's machine, where they are counted; below 0 when the file took too many. */
  gint64 steps_left;
  /* See attest_database_accept(). */
  gboolean accepted;
  /* See attest_database_keep_board(); with the PRAGMA data_version at which it held. */
  gpointer board;
  GDestroyNotify free_board;
  gint64 board_version;
};

struct _AttestStatement
{
  AttestDatabase *database;
  sqlite3_stmt *handle;
  int prepare_code;
};

G_DEFINE_QUARK (attest_record_error, attest_record_error)

static void
free_statement (gpointer data)
{
  AttestStatement *statement = data;

  sqlite3_finalize (statement->handle);
  g_free (statement);
}

static gboolean
is_disk_full (AttestDatabase *self, int code)
{
  int system = sqlite3_system_errno (self->handle);

  if ((code & 0xff) == SQLITE_FULL)
    return TRUE;

  return (code & 0xff) == SQLITE_IOERR && (system == ENOSPC || system == EDQUOT || system == EFBIG);
}

/* The header asks for a version of the format that SQLite can only read, and that Attest never wrote. */
static gboolean
says_read_only (AttestDatabase *self, int code)
{
  return code == SQLITE_READONLY && !self->accepted && faccessat (AT_FDCWD, self->path, W_OK, AT_EACCESS) == 0;
}

static gboolean
is_read_only (AttestDatabase *self, int code)
{
  int system = sqlite3_system_errno (self->handle);

  if ((code & 0xff) == SQLITE_READONLY || (code & 0xff) == SQLITE_PERM)
    return !says_read_only (self, code);

  return ((code & 0xff) == SQLITE_CANTOPEN || (code & 0xff) == SQLITE_IOERR) &&
         (system == EACCES || system == EROFS || system == EPERM);
}

static gboolean
is_damaged (AttestDatabase *self, int code)
{
  switch (code & 0xff)
    {
    /* A schema that cannot be parsed, or needs what this SQLite has not, was not written by Attest. */
    case SQLITE_ERROR:
      return !self->accepted;
    case SQLITE_READONLY:
      return says_read_only (self, code);
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_FORMAT:
    case SQLITE_TOOBIG:
    case SQLITE_MISMATCH:
      return TRUE;
    default:
      return code == SQLITE_IOERR_SHORT_READ || code == SQLITE_IOERR_CORRUPTFS;
    }
}

void
attest_database_set_error (AttestDatabase *self, int code, GError **error)
{
  /* It may name what stands in the file. */
  g_autofree char *reason = g_utf8_make_valid (sqlite3_errmsg (self->handle), -1);

  if (is_disk_full (self, code))
    g_set_error (error,
                 ATTEST_RECORD_ERROR,
                 ATTEST_RECORD_ERROR_FULL,
                 _ ("There is no room left on the disk that holds %s. Nothing was written. Make room and try again."),
                 self->path);
  else if (code == SQLITE_READONLY_ROLLBACK)
    g_set_error (error,
                 ATTEST_RECORD_ERROR,
                 ATTEST_RECORD_ERROR_UNFINISHED,
                 _ ("%s has changes beside it (%s-journal) that a program did not finish. Open it once where it can be "
                    "written, not for reading only, and they are put in order."),
                 self->path,
                 self->path);
  else if (is_read_only (self, code))
    g_set_error (error,
                 ATTEST_RECORD_ERROR,
                 ATTEST_RECORD_ERROR_READ_ONLY,
                 _ ("%s cannot be written. Copy it to a folder of your own to change it."),
                 self->path);
  else if ((code & 0xff) == SQLITE_BUSY || (code & 0xff) == SQLITE_LOCKED)
    g_set_error (error,
                 ATTEST_RECORD_ERROR,
                 ATTEST_RECORD_ERROR_BUSY,
                 _ ("Another program is writing to %s. Nothing was written. Try again in a moment."),
                 self->path);
  else if (is_damaged (self, code) || self->steps_left < 0)
    g_set_error (error,
                 ATTEST_RECORD_ERROR,
                 ATTEST_RECORD_ERROR_DAMAGED,
                 _ ("%s is damaged (%s). Keep it as it is, and open the newest backup."),
                 self->path,
                 reason);
  else
    g_set_error (
        error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_FAILED, _ ("%s cannot be used: %s"), self->path, reason);
}

static int
count_steps (gpointer user_data)
{
  AttestDatabase *self = user_data;

  self->steps_left -= STEPS_BETWEEN_LOOKS;
  return self->steps_left < 0;
}

/* A file may be made so that reading it never ends: pages of it that lead back to others. No honest one takes more steps than it has bytes. */
static void
limit_steps (AttestDatabase *self)
{
  g_autofree char *log = g_strconcat (self->path, "-wal", NULL);
  GStatBuf status;

  self->steps_left = STEPS_OF_ANY_FILE;
  if (g_stat (self->path, &status) == 0)
    self->steps_left += status.st_size;
  if (g_stat (log, &status) == 0)
    self->steps_left += status.st_size;
  sqlite3_progress_handler (self->handle, STEPS_BETWEEN_LOOKS, count_steps, self);
}

static gboolean
harden (AttestDatabase *self, AttestDatabaseFlags flags, GError **error)
{
  const char *settings =
      "PRAGMA trusted_schema = OFF; PRAGMA recursive_triggers = ON; PRAGMA foreign_keys = ON;"
      "PRAGMA secure_delete = ON; PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0; PRAGMA temp_store = MEMORY;";

  /* First, since some of the settings read the schema, which whoever closes the file at this moment has locked. */
  sqlite3_busy_timeout (self->handle, ATTEST_DATABASE_BUSY_TIMEOUT);
  sqlite3_extended_result_codes (self->handle, 1);
  sqlite3_limit (self->handle, SQLITE_LIMIT_LENGTH, MAXIMUM_LENGTH);
  sqlite3_limit (self->handle, SQLITE_LIMIT_ATTACHED, 0);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
  if ((flags & ATTEST_DATABASE_CREATE) == 0)
    sqlite3_db_config (self->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);

  /* Whoever is alone with the file needs no shared memory to read its log. */
  if ((flags & ATTEST_DATABASE_ALONE) != 0 && !attest_database_run (self, "PRAGMA locking_mode = EXCLUSIVE", error))
    return FALSE;
  if (!attest_database_run (self, settings, error))
    return FALSE;

  /* With a log the same as FULL. Without one a transaction is committed by the deletion of the journal, and FULL does not sync
   * the folder: after a power cut the journal may be there again, and what was acknowledged is rolled back. */
  return (flags & (ATTEST_DATABASE_READ_ONLY | ATTEST_DATABASE_IMMUTABLE)) != 0 ||
         attest_database_run (self, "PRAGMA synchronous = EXTRA", error);
}

static char *
dup_uri (const char *path, AttestDatabaseFlags flags)
{
  g_autofree char *escaped = NULL;

  if (g_str_equal (path, ":memory:"))
    return g_strdup ("file::memory:");

  escaped = g_uri_escape_string (path, "/", FALSE);
  return g_strconcat ("file:", escaped, (flags & ATTEST_DATABASE_IMMUTABLE) != 0 ? "?immutable=1" : "", NULL);
}

AttestDatabase *
attest_database_open (const char *path, AttestDatabaseFlags flags, GError **error)
{
  g_autofree char *uri = dup_uri (path, flags);
  gboolean only_read = (flags & (ATTEST_DATABASE_READ_ONLY | ATTEST_DATABASE_IMMUTABLE)) != 0;
  AttestDatabase *self = g_new0 (AttestDatabase, 1);
  int mode = SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX;
  int code;

  mode |= only_read ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
  if ((flags & ATTEST_DATABASE_CREATE) != 0)
    mode |= SQLITE_OPEN_CREATE;

  self->path = g_strdup (path);
  self->accepted = (flags & ATTEST_DATABASE_CREATE) != 0;
  self->statements = g_hash_table_new_full (g_direct_hash, g_direct_equal, NULL, free_statement);
  code = sqlite3_open_v2 (uri, &self->handle, mode, NULL);
  if (code != SQLITE_OK)
    {
      attest_database_set_error (self, sqlite3_extended_errcode (self->handle), error);
      attest_database_close (self);
      return NULL;
    }
  if ((flags & ATTEST_DATABASE_BOUNDED) != 0)
    limit_steps (self);
  if (!harden (self, flags, error))
    {
      attest_database_close (self);
      return NULL;
    }

  return self;
}

void
attest_database_close (AttestDatabase *self)
{
  if (self == NULL)
    return;

  attest_database_forget_board (self);
  g_clear_pointer (&self->statements, g_hash_table_unref);
  sqlite3_close (self->handle);
  g_free (self->path);
  g_free (self);
}

void
attest_database_accept (AttestDatabase *self)
{
  self->accepted = TRUE;
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, NULL);
}

sqlite3 *
attest_database_get_handle (AttestDatabase *self)
{
  return self->handle;
}

const char *
attest_database_get_path (AttestDatabase *self)
{
  return self->path;
}

void
attest_database_name (AttestDatabase *self, const char *path)
{
  g_set_str (&self->path, path);
}

gboolean
attest_database_run (AttestDatabase *self, const char *sql, GError **error)
{
  int code = sqlite3_exec (self->handle, sql, NULL, NULL, NULL);

  if (code == SQLITE_OK)
    return TRUE;

  attest_database_set_error (self, code, error);
  return FALSE;
}

gboolean
attest_database_read_int64 (AttestDatabase *self, const char *sql, gint64 *value, GError **error)
{
  AttestStatement *statement = attest_database_prepare (self, sql);
  GError *local_error = NULL;

  *value = attest_statement_next (statement, &local_error) ? attest_statement_get_int64 (statement, 0) : 0;
  attest_statement_done (statement);
  if (local_error == NULL)
    return TRUE;

  g_propagate_error (error, local_error);
  return FALSE;
}

void
attest_database_roll_back (AttestDatabase *self)
{
  GHashTableIter iter;
  gpointer statement;

  /* A statement that is still reading would keep the transaction open. */
  g_hash_table_iter_init (&iter, self->statements);
  while (g_hash_table_iter_next (&iter, NULL, &statement))
    attest_statement_done (statement);

  /* It may rest on what is taken back. */
  attest_database_forget_board (self);
  if (!sqlite3_get_autocommit (self->handle))
    sqlite3_exec (self->handle, "ROLLBACK", NULL, NULL, NULL);
}

static gboolean
read_version (AttestDatabase *self, gint64 *version)
{
  return attest_database_read_int64 (self, "PRAGMA data_version", version, NULL);
}

void
attest_database_keep_board (AttestDatabase *self, gpointer board, GDestroyNotify free_board)
{
  attest_database_forget_board (self);
  if (!read_version (self, &self->board_version))
    self->board_version = G_MININT64;
  self->board = board;
  self->free_board = free_board;
}

gpointer
attest_database_get_board (AttestDatabase *self)
{
  gint64 version;

  if (self->board != NULL && (!read_version (self, &version) || version != self->board_version))
    attest_database_forget_board (self);

  return self->board;
}

void
attest_database_forget_board (AttestDatabase *self)
{
  if (self->board != NULL)
    self->free_board (g_steal_pointer (&self->board));
}

int
attest_database_changes (AttestDatabase *self)
{
  return sqlite3_changes (self->handle);
}

AttestStatement *
attest_database_prepare (AttestDatabase *self, const char *sql)
{
  AttestStatement *statement = g_hash_table_lookup (self->statements, sql);

  if (statement == NULL)
    {
      statement = g_new0 (AttestStatement, 1);
      statement->database = self;
      g_hash_table_insert (self->statements, (gpointer) sql, statement);
    }
  if (statement->handle == NULL)
    statement->prepare_code =
        sqlite3_prepare_v3 (self->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement->handle, NULL);
  else
    attest_statement_done (statement);

  return statement;
}

void
attest_statement_bind_text (AttestStatement *self, int position, const char *value)
{
  sqlite3_bind_text (self->handle, position, value, -1, SQLITE_TRANSIENT);
}

void
attest_statement_bind_int64 (AttestStatement *self, int position, gint64 value)
{
  sqlite3_bind_int64 (self->handle, position, value);
}

void
attest_statement_bind_blob (AttestStatement *self, int position, const void *data, gsize length)
{
  /* A NULL pointer would bind SQL NULL, which is not the same as no bytes. */
  sqlite3_bind_blob64 (self->handle, position, data != NULL ? data : "", length, SQLITE_TRANSIENT);
}

void
attest_statement_bind_null (AttestStatement *self, int position)
{
  sqlite3_bind_null (self->handle, position);
}

void
attest_statement_bind_pointer (AttestStatement *self, int position, gpointer pointer, const char *type)
{
  sqlite3_bind_pointer (self->handle, position, pointer, type, NULL);
}

gboolean
attest_statement_next (AttestStatement *self, GError **error)
{
  int code = self->handle != NULL ? sqlite3_step (self->handle) : self->prepare_code;

  if (code == SQLITE_ROW)
    return TRUE;
  if (code != SQLITE_DONE)
    attest_database_set_error (self->database, code, error);
  attest_statement_done (self);

  return FALSE;
}

gboolean
attest_statement_run (AttestStatement *self, GError **error)
{
  GError *local_error = NULL;

  while (attest_statement_next (self, &local_error))
    ;
  if (local_error == NULL)
    return TRUE;

  g_propagate_error (error, local_error);
  return FALSE;
}

void
attest_statement_done (AttestStatement *self)
{
  if (self->handle == NULL)
    return;

  sqlite3_reset (self->handle);
  sqlite3_clear_bindings (self->handle);
}

const char *
attest_statement_get_text (AttestStatement *self, int column)
{
  return (const char *) sqlite3_column_text (self->handle, column);
}

char *
attest_statement_dup_text (AttestStatement *self, int column)
{
  const char *text = attest_statement_get_text (self, column);

  /* A damaged file may hold anything; whoever shows it relies on UTF-8. */
  if (text == NULL || g_utf8_validate (text, -1, NULL))
    return g_strdup (text);

  return g_utf8_make_valid (text, -1);
}

gint64
attest_statement_get_int64 (AttestStatement *self, int column)
{
  return sqlite3_column_int64 (self->handle, column);
}

double
attest_statement_get_double (AttestStatement *self, int column)
{
  return sqlite3_column_double (self->handle, column);
}

gboolean
attest_statement_is_null (AttestStatement *self, int column)
{
  return sqlite3_column_type (self->handle, column) == SQLITE_NULL;
}

GBytes *
attest_statement_dup_blob (AttestStatement *self, int column)
{
  const void *data = sqlite3_column_blob (self->handle, column);

  return g_bytes_new (data, (gsize) sqlite3_column_bytes (self->handle, column));
}

AttestDatabase *
attest_database_copy_to_memory (AttestDatabase *self, GError **error)
{
  g_autoptr (AttestDatabase) copy = attest_database_open (":memory:", 0, error);
  sqlite3_backup *backup;
  int code;

  if (copy == NULL)
    return NULL;
  attest_database_name (copy, self->path);
  backup = sqlite3_backup_init (copy->handle, "main", self->handle, "main");
  sqlite3_backup_step (backup, -1);
  code = sqlite3_backup_finish (backup);
  if (code == SQLITE_OK)
    return g_steal_pointer (&copy);

  attest_database_set_error (copy, code, error);
  return NULL;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sqlite3.h>

#include "record/attest-database.h"

G_BEGIN_DECLS

typedef enum
{
  ATTEST_DATABASE_READ_ONLY = 1 << 0,
  /* Reads the main file alone, takes no lock and makes no file beside it. */
  ATTEST_DATABASE_IMMUTABLE = 1 << 1,
  ATTEST_DATABASE_CREATE = 1 << 2,
  /* Is alone with the database from the first read on, and never uses memory that is shared with others: for one that shall have a rollback journal in place of a write-ahead log. */
  ATTEST_DATABASE_ALONE = 1 << 3,
  /* For a file of unknown origin, read once from end to end: so many steps are taken as its size can ask for, and more are damage. */
  ATTEST_DATABASE_BOUNDED = 1 << 4,
} AttestDatabaseFlags;

/** ATTEST_DATABASE_BUSY_TIMEOUT: for how many milliseconds another connection's lock is waited for, unless told otherwise. */
#define ATTEST_DATABASE_BUSY_TIMEOUT 5000

/** attest_database_open: @path: a file, or ":memory:". Opens in defensive mode, without trust in the schema. Returns: (transfer full) (nullable): NULL with @error */
AttestDatabase *attest_database_open (const char *path, AttestDatabaseFlags flags, GError **error);
void attest_database_close (AttestDatabase *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestDatabase, attest_database_close)

/** attest_database_accept: Says that the file is a library. Until then it is only looked at: closing it does not move the log into it, since one that is refused has to stay as it is also where
 * its log is what is damaged, and SQL that cannot be run means damage. One that is opened with ATTEST_DATABASE_CREATE is accepted. */
void attest_database_accept (AttestDatabase *self);

sqlite3 *attest_database_get_handle (AttestDatabase *self);
/** attest_database_get_path: Returns: (transfer none): what it was opened as, for messages */
const char *attest_database_get_path (AttestDatabase *self);
/** attest_database_name: Names @path in messages from now on, for a copy of which nobody has heard. */
void attest_database_name (AttestDatabase *self, const char *path);

/** attest_database_run: Runs @sql, which may hold several statements. Returns: FALSE with @error */
gboolean attest_database_run (AttestDatabase *self, const char *sql, GError **error);

/** attest_database_copy_to_memory: Returns: (transfer full) (nullable): a copy that can be changed and leaves no trace; NULL with @error */
AttestDatabase *attest_database_copy_to_memory (AttestDatabase *self, GError **error);

/** attest_database_read_int64: @sql: a string literal; reads the first column of its only row, 0 when there is none. */
gboolean attest_database_read_int64 (AttestDatabase *self, const char *sql, gint64 *value, GError **error);

/** attest_database_set_error: Makes an ATTEST_RECORD_ERROR of what SQLite last said on this connection. */
void attest_database_set_error (AttestDatabase *self, int code, GError **error);

/** attest_database_roll_back: Ends a transaction that failed; what went wrong before is what the caller reports. */
void attest_database_roll_back (AttestDatabase *self);

G_END_DECLS

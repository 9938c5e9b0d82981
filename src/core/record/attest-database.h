/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * AttestDatabase:
 *
 * One SQLite connection with its prepared statements. A thread at a time: whoever opened the library that owns it.
 */
typedef struct _AttestDatabase AttestDatabase;

/** AttestStatement: A prepared statement, owned and kept by its database; reset by attest_statement_done(). */
typedef struct _AttestStatement AttestStatement;

/** attest_database_prepare: @sql: a string literal (its address is the key under which the statement is kept). Returns: (transfer none): never NULL; a failure to prepare shows at the first step. */
AttestStatement *attest_database_prepare (AttestDatabase *self, const char *sql);

/** Bind by position, from 1. Text and blobs are copied. NULL text binds SQL NULL. */
void attest_statement_bind_text (AttestStatement *self, int position, const char *value);
void attest_statement_bind_int64 (AttestStatement *self, int position, gint64 value);
void attest_statement_bind_blob (AttestStatement *self, int position, const void *data, gsize length);
void attest_statement_bind_null (AttestStatement *self, int position);
/** attest_statement_bind_pointer: For a function of Attest's own in SQL, which has to ask for the same @type: a literal. Valid until the statement is done. */
void attest_statement_bind_pointer (AttestStatement *self, int position, gpointer pointer, const char *type);

/** attest_statement_next: Steps to the next row. Returns: TRUE with a row; FALSE at the end or with @error set (ATTEST_RECORD_ERROR) */
gboolean attest_statement_next (AttestStatement *self, GError **error);
/** attest_statement_run: Steps a statement without rows to its end and resets it. Returns: FALSE with @error set */
gboolean attest_statement_run (AttestStatement *self, GError **error);
/** attest_statement_done: Resets it and clears what was bound. */
void attest_statement_done (AttestStatement *self);

/** Columns from 0, of the current row. Text is borrowed until the next step; dup is a copy; NULL for SQL NULL. */
const char *attest_statement_get_text (AttestStatement *self, int column);
char *attest_statement_dup_text (AttestStatement *self, int column);
gint64 attest_statement_get_int64 (AttestStatement *self, int column);
double attest_statement_get_double (AttestStatement *self, int column);
gboolean attest_statement_is_null (AttestStatement *self, int column);
GBytes *attest_statement_dup_blob (AttestStatement *self, int column);

/** attest_database_changes: Returns: rows that the last statement inserted, updated or deleted. */
int attest_database_changes (AttestDatabase *self);

/**
 * attest_database_keep_board:
 *
 * @board: (transfer full): what was read of the board's tables (people, policies, audiences), which change seldom and are asked with each event. Nobody may
 *   change it.
 *
 * Keeps it for attest_database_get_board(). It goes when a transaction is rolled back, when the connection is told that the tables change, and
 * where another connection has written.
 */
void attest_database_keep_board (AttestDatabase *self, gpointer board, GDestroyNotify free_board);
/** attest_database_get_board: Inside a writing transaction, so that nobody else changes it meanwhile. Returns: (transfer none) (nullable): NULL where it has to be read */
gpointer attest_database_get_board (AttestDatabase *self);
/** attest_database_forget_board: For whoever writes to the board's tables. */
void attest_database_forget_board (AttestDatabase *self);

G_END_DECLS

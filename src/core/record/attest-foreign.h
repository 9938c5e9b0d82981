/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record/attest-database-private.h"

G_BEGIN_DECLS

/** ATTEST_FOREIGN_LARGEST_REVIEW_FILE: In bytes. A review file is read into memory to be shown. */
#define ATTEST_FOREIGN_LARGEST_REVIEW_FILE (256 * 1024 * 1024)

/**
 * attest_foreign_examine:
 * @review_file: (out): whether it says that it is a review file. Then nothing but that and its size was looked at
 *
 * Looks at a file that may be anything, without changing a byte of it or of a log beside it: is it a library, of which version, with the exact
 * schema? Only where the file makes no sense without its log is the log read, which may leave a `-shm` beside them. What a program that was killed left in a rollback journal is put back, once
 * a copy has shown that a library comes of it. Returns: FALSE with @error: NOT_FOUND, NOT_A_LIBRARY, NEWER, DAMAGED, READ_ONLY, UNFINISHED, JOURNAL, FAILED
 */
gboolean attest_foreign_examine (const char *path, gboolean *review_file, GError **error);

/** attest_foreign_count_bytes: Returns: how many bytes @path and the `-wal` beside it have together; what is not there has none */
gint64 attest_foreign_count_bytes (const char *path);

/** attest_foreign_has_pending_log: Whether a `-wal` or a `-journal` with anything in it stands beside @path. */
gboolean attest_foreign_has_pending_log (const char *path);

/** attest_foreign_check_folder: Whether a log beside @path can be read, which takes a folder that can be written. Returns: FALSE with @error: READ_ONLY */
gboolean attest_foreign_check_folder (const char *path, GError **error);

/**
 * AttestForeign:
 *
 * Another library or a review file, opened for reading and left as it is. One with a log beside it is copied to a temporary folder first.
 */
typedef struct _AttestForeign AttestForeign;

/** attest_foreign_open: Returns: (transfer full) (nullable): NULL with @error as attest_foreign_examine(), or BUSY, FULL */
AttestForeign *attest_foreign_open (const char *path, GError **error);
AttestDatabase *attest_foreign_get_database (AttestForeign *self);
gboolean attest_foreign_is_review_file (AttestForeign *self);
/** attest_foreign_check_unchanged: Whether nobody wrote to the file since it was opened, so that what was read belongs together. Returns: FALSE with @error: BUSY */
gboolean attest_foreign_check_unchanged (AttestForeign *self, GError **error);
void attest_foreign_close (AttestForeign *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestForeign, attest_foreign_close)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record/attest-database-private.h"

G_BEGIN_DECLS

/**
 * attest_foreign_examine:
 * Looks at a file that may be anything, without changing a byte of it or making a file beside it: is it a library, of which version, with the
 * exact schema? Returns: FALSE with @error: NOT_FOUND, NOT_A_LIBRARY, NEWER, DAMAGED, READ_ONLY, FAILED
 */
gboolean attest_foreign_examine (const char *path, GError **error);

/** attest_foreign_has_pending_log: Whether a `-wal` with anything in it stands beside @path. */
gboolean attest_foreign_has_pending_log (const char *path);

/**
 * attest_foreign_open:
 * Opens another library or a review file for reading and leaves it as it is. One with a `-wal` is copied first, into @folder: (out) (transfer full)
 * (nullable): a temporary folder to be removed with attest_foreign_remove_copy() after the database is closed.
 */
AttestDatabase *attest_foreign_open (const char *path, char **folder, GError **error);
void attest_foreign_remove_copy (char *folder);

G_END_DECLS

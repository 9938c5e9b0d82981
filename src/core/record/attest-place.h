/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AttestPlace:
 *
 * Which file a path named when it was opened. A program goes on writing to a file that was deleted or put somewhere else, and is told
 * nothing of it: only the path shows that what it writes is in no library any more. Immutable; any thread.
 */
typedef struct _AttestPlace AttestPlace;

/** attest_place_new: Remembers the file that @path names now. @writing: the library is open for writing, so that the log beside it stays as long. Returns: (transfer full) */
AttestPlace *attest_place_new (const char *path, gboolean writing);
void attest_place_free (AttestPlace *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestPlace, attest_place_free)

/** attest_place_check: Whether the path still names that file. Returns: FALSE with @error: GONE, REPLACED */
gboolean attest_place_check (AttestPlace *self, GError **error);

/** attest_place_check_writable: The same, and that file and folder may be written. Returns: FALSE with @error: GONE, REPLACED, READ_ONLY */
gboolean attest_place_check_writable (AttestPlace *self, GError **error);

G_END_DECLS

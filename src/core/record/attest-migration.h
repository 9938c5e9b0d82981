/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record/attest-database.h"
#include "record/attest-registry.h"

G_BEGIN_DECLS

/** attest_migration_is_needed: @needed: (out): whether the library is of an older version than this program writes. */
gboolean attest_migration_is_needed (AttestDatabase *database, gboolean *needed, GError **error);

/**
 * attest_migration_run:
 * @path: (nullable): the library's file, beside which a copy of it as it was is left, named after its version; NULL for a copy in memory
 *
 * Takes the numbered steps of attest-schema.c and folds the log anew, all in one transaction: whatever interrupts it, the library is as it was and the
 * next opening begins again.
 */
gboolean attest_migration_run (AttestDatabase *database, const char *path, AttestRegistry *registry, GError **error);

G_END_DECLS

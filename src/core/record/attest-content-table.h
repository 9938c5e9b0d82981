/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record/attest-database.h"

G_BEGIN_DECLS

/** attest_content_table_insert: Adds a text or an asset unless it is there; @data NULL for one that was redacted. @added: (out) (optional) */
gboolean attest_content_table_insert (AttestDatabase *database,
                                      const char *hash,
                                      GBytes *data,
                                      gsize size,
                                      gboolean *added,
                                      GError **error);
/** attest_content_table_contains: Also when it was redacted. FALSE also with @error set. */
gboolean attest_content_table_contains (AttestDatabase *database, const char *hash, GError **error);
/** attest_content_table_load: NULL with NOT_FOUND when it is not there or was redacted. The bytes are checked against the hash (DAMAGED). */
GBytes *attest_content_table_load (AttestDatabase *database, const char *hash, GError **error);
/** attest_content_table_blank: Blanks a text that a `redact` event in the log names. */
gboolean attest_content_table_blank (AttestDatabase *database, const char *hash, GError **error);

G_END_DECLS

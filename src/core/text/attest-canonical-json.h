/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * attest_canonical_json:
 *
 * The RFC 8785 form of a value of the record: strings, integers below 2^53, booleans, arrays and objects with ASCII keys. Floats, null, NUL
 * characters and text that is not UTF-8 have no form in the record.
 *
 * Returns: (transfer full) (nullable): NULL with @error (G_IO_ERROR_INVALID_DATA) for a value that has no form
 */
char *attest_canonical_json (JsonNode *node, GError **error);

/** attest_canonical_json_append_text: Appends a string's form, with its quotes, to @out. Returns: FALSE with @error as attest_canonical_json() */
gboolean attest_canonical_json_append_text (GString *out, const char *text, GError **error);

/** attest_canonical_json_append_integer: The same for a whole number. */
gboolean attest_canonical_json_append_integer (GString *out, gint64 value, GError **error);

/** attest_sha256: Returns: (transfer full): lower-case hexadecimal SHA-256 of the bytes. */
char *attest_sha256 (const void *data, gsize length);

G_END_DECLS

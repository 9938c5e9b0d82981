/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef enum
{
  ATTEST_BODY_TEXT,
  ATTEST_BODY_INTEGER,
  ATTEST_BODY_BOOLEAN,
  ATTEST_BODY_TEXTS,
  /* A lower-case SHA-256. */
  ATTEST_BODY_HASH,
  ATTEST_BODY_HASHES,
  /* An array of objects, which the kind looks at itself. */
  ATTEST_BODY_OBJECTS,
} AttestBodyType;

/** AttestBodyField: @required: whether the body must have it; @choices: (nullable): for a text, the values allowed, separated by "|". */
typedef struct
{
  const char *name;
  AttestBodyType type;
  gboolean required;
  const char *choices;
} AttestBodyField;

#define ATTEST_BODY_OPTIONAL(name, type) { name, type, FALSE, NULL }
#define ATTEST_BODY_REQUIRED(name, type) { name, type, TRUE, NULL }
#define ATTEST_BODY_CHOICE(name, type, choices) { name, type, TRUE, choices }
#define ATTEST_BODY_END { NULL, ATTEST_BODY_TEXT, FALSE, NULL }

/** attest_body_check: @fields: ended by a NULL name. Fields that are not listed are refused. Returns: FALSE with ATTEST_RECORD_ERROR_BODY, which names the field */
gboolean attest_body_check (JsonObject *body, const AttestBodyField *fields, GError **error);

/** attest_body_is_hash: Whether @text is a lower-case hexadecimal SHA-256. */
gboolean attest_body_is_hash (const char *text);

/** attest_body_parse_json: Parses text of unknown origin, which must not be nested deeper than the record allows. Returns: (transfer full) (nullable) */
JsonNode *attest_body_parse_json (const char *text);

/* Reads of a checked body. */

/** attest_body_get_text: Returns: (transfer none): @fallback when it is not there or no text */
const char *attest_body_get_text (JsonObject *body, const char *name, const char *fallback);
gint64 attest_body_get_integer (JsonObject *body, const char *name, gint64 fallback);
gboolean attest_body_get_boolean (JsonObject *body, const char *name, gboolean fallback);
/** attest_body_dup_texts: Returns: (transfer full): never NULL */
GStrv attest_body_dup_texts (JsonObject *body, const char *name);
/** attest_body_dup_json: Returns: (transfer full): the canonical text of an array, "[]" when it is not there */
char *attest_body_dup_json (JsonObject *body, const char *name);

/** attest_body_texts_to_json: Returns: (transfer full): a JSON array as text; @texts may be NULL */
char *attest_body_texts_to_json (const char *const *texts);
/** attest_body_texts_from_json: Returns: (transfer full): never NULL; empty when @json is no array of texts */
GStrv attest_body_texts_from_json (const char *json);

G_END_DECLS

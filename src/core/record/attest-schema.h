/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record/attest-database.h"

G_BEGIN_DECLS

/** ATTEST_SCHEMA_VERSION: `user_version` of a library that this program writes. */
#define ATTEST_SCHEMA_VERSION 4

/** ATTEST_SCHEMA_APPLICATION_ID: "Attl" as a big-endian number; `application_id` of a library. */
#define ATTEST_SCHEMA_APPLICATION_ID 0x4174746c

/** ATTEST_SCHEMA_REVIEW_FILE_VERSION: `user_version` of a review file that this program writes. */
#define ATTEST_SCHEMA_REVIEW_FILE_VERSION 1

/** ATTEST_SCHEMA_REVIEW_FILE_ID: "Attr"; `application_id` of a review file, by which it is told from a library. */
#define ATTEST_SCHEMA_REVIEW_FILE_ID 0x41747472

/** attest_schema_create: Makes the tables of an empty database, and its application id and version. */
gboolean attest_schema_create (AttestDatabase *database, GError **error);

/** attest_schema_create_version: The same as an older @version, from 1, would have made it. */
gboolean attest_schema_create_version (AttestDatabase *database, guint version, GError **error);

/** attest_schema_create_review_file: Makes the tables of an empty review file, and its application id and version. */
gboolean attest_schema_create_review_file (AttestDatabase *database, GError **error);

/** attest_schema_get_version: @version: (out): `user_version`; 0 where a file says none. */
gboolean attest_schema_get_version (AttestDatabase *database, guint *version, GError **error);

/** attest_schema_migrate: Inside a transaction of the caller: takes the numbered steps from the library's version to this program's. The log has to be folded anew after it. */
gboolean attest_schema_migrate (AttestDatabase *database, GError **error);

/** attest_schema_check: Compares every object of the schema with the text known for the library's version, byte for byte. Returns: FALSE with @error: DAMAGED, which names the object */
gboolean attest_schema_check (AttestDatabase *database, GError **error);

/** attest_schema_check_review_file: The same for a file that says it is a review file. */
gboolean attest_schema_check_review_file (AttestDatabase *database, GError **error);

/** attest_schema_get_projections: Returns: (transfer none): the tables that are folded from the log, NULL-terminated */
const char *const *attest_schema_get_projections (void);

G_END_DECLS

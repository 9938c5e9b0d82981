/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record/attest-projection.h"

#include <string.h>

#include "record/attest-database-private.h"
#include "record/attest-fold.h"
#include "record/attest-library-private.h"
#include "record/attest-registry-private.h"
#include "record/attest-schema.h"
#include "record/attest-search-index.h"

#define LANES 4

/* The sum of all rows' SHA-256, so that the order in which a table keeps its rows does not count, and how many there are. */
typedef struct
{
  guint64 lanes[LANES];
  guint64 rows;
} TableHash;

static void
add_column (GChecksum *checksum, sqlite3_stmt *statement, int column)
{
  int type = sqlite3_column_type (statement, column);
  const void *data = type == SQLITE_NULL ? NULL : sqlite3_column_blob (statement, column);
  int length = sqlite3_column_bytes (statement, column);

  /* Type and length stand before the bytes: two columns never run together. */
  g_checksum_update (checksum, (const guchar *) &type, sizeof type);
  g_checksum_update (checksum, (const guchar *) &length, sizeof length);
  if (length > 0)
    g_checksum_update (checksum, data, length);
}

static void
add_row (TableHash *hash, GChecksum *checksum, sqlite3_stmt *statement)
{
  guint64 digest[LANES] = { 0 };
  gsize length = sizeof digest;

  g_checksum_reset (checksum);
  for (int i = 0; i < sqlite3_column_count (statement); i++)
    add_column (checksum, statement, i);
  g_checksum_get_digest (checksum, (guint8 *) digest, &length);
  for (int i = 0; i < LANES; i++)
    hash->lanes[i] += digest[i];
  hash->rows++;
}

static gboolean
hash_table (AttestDatabase *database, const char *table, TableHash *hash, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT * FROM %s", table);
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  sqlite3_stmt *statement = NULL;
  int code = sqlite3_prepare_v2 (attest_database_get_handle (database), sql, -1, &statement, NULL);

  while (code == SQLITE_OK || code == SQLITE_ROW)
    {
      code = sqlite3_step (statement);
      if (code == SQLITE_ROW)
        add_row (hash, checksum, statement);
    }
  if (code != SQLITE_DONE)
    attest_database_set_error (database, code, error);
  sqlite3_finalize (statement);

  return code == SQLITE_DONE;
}

static TableHash *
hash_tables (AttestDatabase *database, GError **error)
{
  const char *const *tables = attest_schema_get_projections ();
  guint count = g_strv_length ((char **) tables);
  g_autofree TableHash *hashes = g_new0 (TableHash, count);

  for (guint i = 0; i < count; i++)
    if (!hash_table (database, tables[i], &hashes[i], error))
      return NULL;

  return g_steal_pointer (&hashes);
}

gboolean
attest_projection_rebuild (AttestDatabase *database, AttestRegistry *registry, GStrv *different, GError **error)
{
  const char *const *tables = attest_schema_get_projections ();
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (AttestFold) fold = attest_fold_new (database, registry);
  g_autofree TableHash *before = hash_tables (database, error);
  g_autofree TableHash *after = NULL;

  if (before == NULL || !attest_fold_everything (fold, error) || !attest_fold_finish (fold, error))
    return FALSE;
  after = hash_tables (database, error);
  if (after == NULL)
    return FALSE;

  for (guint i = 0; tables[i] != NULL; i++)
    if (memcmp (&before[i], &after[i], sizeof before[i]) != 0)
      g_strv_builder_add (builder, tables[i]);
  *different = g_strv_builder_end (builder);

  return TRUE;
}

gboolean
attest_projection_is_current (AttestDatabase *database, AttestRegistry *registry, gboolean *current, GError **error)
{
  AttestStatement *statement = attest_database_prepare (database, "SELECT fingerprint FROM folded");
  const char *fingerprint = attest_registry_get_fingerprint (registry);
  GError *local_error = NULL;

  *current = attest_statement_next (statement, &local_error) &&
             g_strcmp0 (attest_statement_get_text (statement, 0), fingerprint) == 0;
  attest_statement_done (statement);
  if (local_error == NULL)
    return TRUE;

  g_propagate_error (error, local_error);
  return FALSE;
}

gboolean
attest_projection_update (AttestDatabase *database, AttestRegistry *registry, GError **error)
{
  g_autoptr (AttestFold) fold = attest_fold_new (database, registry);
  gboolean current;

  if (!attest_database_run (database, "BEGIN IMMEDIATE", error))
    return FALSE;
  /* Another program may have done it while this one waited for its turn. */
  if (attest_projection_is_current (database, registry, &current, error) &&
      (current || (attest_fold_everything (fold, error) && attest_fold_finish (fold, error))) &&
      attest_database_run (database, "COMMIT", error))
    return TRUE;

  attest_database_roll_back (database);
  return FALSE;
}

/* The search index has no part in the comparison; one that is wrong is made anew. */
static gboolean
repair_search (AttestDatabase *database, GError **error)
{
  gboolean right;

  return attest_search_index_check (database, &right, error) &&
         (right || attest_search_index_rebuild (database, error));
}

gboolean
attest_library_rebuild (AttestLibrary *self, gboolean *identical, GError **error)
{
  g_auto (GStrv) different = NULL;

  g_return_val_if_fail (ATTEST_IS_LIBRARY (self) && identical != NULL, FALSE);

  if (!attest_library_begin (self, error))
    return FALSE;
  if (!attest_projection_rebuild (self->database, self->registry, &different, error) ||
      !repair_search (self->database, error))
    {
      attest_database_roll_back (self->database);
      return FALSE;
    }
  if (!attest_library_commit (self, error))
    return FALSE;

  *identical = different[0] == NULL;
  if (!*identical)
    attest_library_announce (self, (const char *const[]) { NULL });

  return TRUE;
}

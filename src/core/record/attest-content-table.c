/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record/attest-content-table.h"

#include <glib/gi18n-lib.h>

#include "record/attest-library.h"
#include "text/attest-canonical-json.h"

gboolean
attest_content_table_insert (AttestDatabase *database,
                             const char *hash,
                             GBytes *data,
                             gsize size,
                             gboolean *added,
                             GError **error)
{
  AttestStatement *statement = attest_database_prepare (database,
                                                        "INSERT INTO content (hash, size, data) SELECT ?1, ?2, ?3 "
                                                        "WHERE NOT EXISTS (SELECT 1 FROM content WHERE hash = ?1)");

  attest_statement_bind_text (statement, 1, hash);
  attest_statement_bind_int64 (statement, 2, (gint64) size);
  if (data != NULL)
    attest_statement_bind_blob (statement, 3, g_bytes_get_data (data, NULL), g_bytes_get_size (data));
  if (!attest_statement_run (statement, error))
    return FALSE;
  if (added != NULL)
    *added = attest_database_changes (database) > 0;

  return TRUE;
}

gboolean
attest_content_table_contains (AttestDatabase *database, const char *hash, GError **error)
{
  AttestStatement *statement = attest_database_prepare (database, "SELECT 1 FROM content WHERE hash = ?1");
  gboolean found;

  attest_statement_bind_text (statement, 1, hash);
  found = attest_statement_next (statement, error);
  attest_statement_done (statement);

  return found;
}

GBytes *
attest_content_table_load (AttestDatabase *database, const char *hash, GError **error)
{
  AttestStatement *statement = attest_database_prepare (database, "SELECT data FROM content WHERE hash = ?1");
  g_autoptr (GBytes) data = NULL;
  g_autofree char *found = NULL;
  GError *local_error = NULL;
  const void *bytes;
  gsize length;

  attest_statement_bind_text (statement, 1, hash);
  if (attest_statement_next (statement, &local_error) && !attest_statement_is_null (statement, 0))
    data = attest_statement_dup_blob (statement, 0);
  attest_statement_done (statement);
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return NULL;
    }
  if (data == NULL)
    {
      g_set_error (error,
                   ATTEST_RECORD_ERROR,
                   ATTEST_RECORD_ERROR_NOT_FOUND,
                   _ ("The text %s is not in the library, or was taken out by an editor"),
                   hash);
      return NULL;
    }

  bytes = g_bytes_get_data (data, &length);
  found = attest_sha256 (bytes != NULL ? bytes : "", length);
  if (g_str_equal (found, hash))
    return g_steal_pointer (&data);

  g_set_error (error,
               ATTEST_RECORD_ERROR,
               ATTEST_RECORD_ERROR_DAMAGED,
               _ ("The text %s is damaged: its bytes are not those that were saved"),
               hash);
  return NULL;
}

gboolean
attest_content_table_blank (AttestDatabase *database, const char *hash, GError **error)
{
  AttestStatement *statement =
      attest_database_prepare (database, "UPDATE content SET data = NULL WHERE hash = ?1 AND data IS NOT NULL");

  attest_statement_bind_text (statement, 1, hash);
  return attest_statement_run (statement, error);
}

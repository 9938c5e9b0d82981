/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "older-library.h"

#include <sqlite3.h>

#include "record/attest-database-private.h"
#include "record/attest-schema.h"

static void
run (sqlite3 *handle, const char *sql)
{
  char *message = NULL;

  if (sqlite3_exec (handle, sql, NULL, NULL, &message) != SQLITE_OK)
    g_error ("%s: %s", sql, message);
}

/* Returns: (transfer full): what the rows of the first column give */
static GPtrArray *
list (sqlite3 *handle, const char *sql, const char *name)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (g_free);
  sqlite3_stmt *statement = NULL;

  sqlite3_prepare_v2 (handle, sql, -1, &statement, NULL);
  if (name != NULL)
    sqlite3_bind_text (statement, 1, name, -1, SQLITE_STATIC);
  while (sqlite3_step (statement) == SQLITE_ROW)
    g_ptr_array_add (rows, g_strdup ((const char *) sqlite3_column_text (statement, 0)));
  sqlite3_finalize (statement);

  return rows;
}

static void
copy_table (sqlite3 *handle, const char *table)
{
  g_autoptr (GPtrArray) columns = list (handle,
                                        "SELECT older.name FROM pragma_table_info (?1, 'main') AS older"
                                        " JOIN pragma_table_info (?1, 'newer') AS newer USING (name)",
                                        table);
  g_autofree char *names = NULL;
  g_autofree char *deletion = g_strdup_printf ("DELETE FROM main.%s", table);
  g_autofree char *insertion = NULL;

  g_ptr_array_add (columns, NULL);
  names = g_strjoinv (", ", (GStrv) columns->pdata);
  insertion = g_strdup_printf ("INSERT INTO main.%s (%s) SELECT %s FROM newer.%s", table, names, names, table);
  run (handle, deletion);
  run (handle, insertion);
}

static void
create (const char *path, guint version)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestDatabase) database = attest_database_open (path, ATTEST_DATABASE_CREATE, &error);

  if (database == NULL ||
      !attest_database_run (database, "PRAGMA page_size = 4096; PRAGMA journal_mode = WAL", &error) ||
      !attest_schema_create_version (database, version, &error))
    g_error ("%s", error->message);
}

void
older_library_write (const char *library, const char *path, guint version)
{
  g_autoptr (GPtrArray) tables = NULL;
  g_autofree char *attachment = g_strdup_printf ("ATTACH '%s' AS newer", library);
  sqlite3 *handle = NULL;

  create (path, version);
  /* Without what keeps others from writing to the index's own tables. */
  if (sqlite3_open (path, &handle) != SQLITE_OK)
    g_error ("%s cannot be opened", path);
  run (handle, attachment);
  tables = list (handle, "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND sql LIKE 'CREATE TABLE%'", NULL);
  run (handle, "BEGIN");
  for (guint i = 0; i < tables->len; i++)
    copy_table (handle, tables->pdata[i]);
  run (handle, "COMMIT");
  sqlite3_close (handle);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record-fixture.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#include "record/attest-database-private.h"
#include "record/attest-schema.h"

void
record_fixture_set_up (RecordFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("attest-record-XXXXXX", &error);
  g_assert_no_error (error);
  self->state = g_build_filename (self->folder, "state", NULL);
  self->path = g_build_filename (self->folder, "board.attest-library", NULL);
  self->registry = attest_registry_new ();
  self->library = attest_library_create (self->path, self->registry, self->state, &error);
  g_assert_no_error (error);
  g_assert_nonnull (self->library);
}

void
record_fixture_close (RecordFixture *self)
{
  if (self->library != NULL)
    g_assert_finalize_object (g_steal_pointer (&self->library));
}

void
record_fixture_reopen (RecordFixture *self)
{
  g_autoptr (GError) error = NULL;

  record_fixture_close (self);
  self->library = attest_library_open (self->path, self->registry, self->state, ATTEST_LIBRARY_READ_WRITE, &error);
  g_assert_no_error (error);
}

void
record_fixture_run_sql (RecordFixture *self, const char *sql)
{
  char *message = NULL;
  sqlite3 *handle;

  g_assert_cmpint (sqlite3_open (self->path, &handle), ==, SQLITE_OK);
  sqlite3_exec (handle, sql, NULL, NULL, &message);
  g_assert_cmpstr (message, ==, NULL);
  sqlite3_close (handle);
}

AttestLibrary *
record_fixture_create (RecordFixture *self, const char *name)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL);
  g_autofree char *state_name = g_strconcat ("state-", name, NULL);
  g_autofree char *state = g_build_filename (self->folder, state_name, NULL);
  g_autoptr (GError) error = NULL;
  AttestLibrary *library = attest_library_create (path, self->registry, state, &error);

  g_assert_no_error (error);
  return library;
}

void
record_remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR) && !g_file_test (path, G_FILE_TEST_IS_SYMLINK))
        record_remove_folder (path);
      else
        g_unlink (path);
    }
  g_rmdir (folder);
}

void
record_fixture_tear_down (RecordFixture *self, gconstpointer data)
{
  record_fixture_close (self);
  record_remove_folder (self->folder);
  attest_registry_unref (self->registry);
  g_free (self->path);
  g_free (self->state);
  g_free (self->folder);
}

static AttestEventDraft *
new_draft (const char *kind, const char *stream, const char *actor, const char *body)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = json_from_string (body, &error);

  g_assert_no_error (error);
  return attest_event_draft_new (kind, stream, actor, json_node_dup_object (node));
}

char *
record_append (AttestLibrary *library, const char *kind, const char *stream, const char *actor, const char *body)
{
  g_autoptr (GError) error = NULL;
  char *hash = NULL;

  attest_library_append_one (library, new_draft (kind, stream, actor, body), &hash, &error);
  g_assert_no_error (error);

  return hash;
}

void
record_append_error (AttestLibrary *library,
                     const char *kind,
                     const char *stream,
                     const char *body,
                     AttestRecordError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (attest_library_append_one (library, new_draft (kind, stream, "", body), NULL, &error));
  g_assert_error (error, ATTEST_RECORD_ERROR, (int) code);
}

AttestEventDraft *
record_draft_article (const char *id, const char *slug)
{
  g_autofree char *body = g_strdup_printf ("{\"slug\":\"%s\",\"language\":\"en\",\"topics\":[]}", slug);

  return new_draft ("article.create", id, "", body);
}

static char *
append_draft (AttestLibrary *library, AttestEventDraft *draft)
{
  g_autoptr (GError) error = NULL;
  char *hash = NULL;

  attest_library_append_one (library, draft, &hash, &error);
  g_assert_no_error (error);

  return hash;
}

void
record_make_article (AttestLibrary *library, const char *id, const char *slug)
{
  g_free (append_draft (library, record_draft_article (id, slug)));
}

AttestEventDraft *
record_draft_save (const char *article, const char *audience, const char *actor, const char *text)
{
  g_autoptr (GBytes) content = g_bytes_new (text, strlen (text));
  JsonObject *body = json_object_new ();
  AttestEventDraft *draft = attest_event_draft_new ("revision.save", article, actor, body);

  json_object_set_string_member (body, "audience", audience);
  json_object_set_string_member (body, "language", "en");
  json_object_set_string_member (body, "title", text);
  json_object_set_string_member (body, "references", "[]");
  json_object_set_array_member (body, "assets", json_array_new ());
  json_object_set_string_member (body, "disclaimer", "");
  json_object_set_array_member (body, "parents", json_array_new ());
  json_object_set_array_member (body, "places", json_array_new ());
  json_object_set_string_member (body, "text", attest_event_draft_add_content (draft, content));

  return draft;
}

char *
record_save (AttestLibrary *library, const char *article, const char *audience, const char *actor, const char *text)
{
  return append_draft (library, record_draft_save (article, audience, actor, text));
}

static void
dump_table (sqlite3 *handle, const char *table, GString *dump)
{
  g_autofree char *sql = g_strdup_printf ("SELECT * FROM %s", table);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  sqlite3_stmt *statement = NULL;

  g_assert_cmpint (sqlite3_prepare_v2 (handle, sql, -1, &statement, NULL), ==, SQLITE_OK);
  while (sqlite3_step (statement) == SQLITE_ROW)
    {
      g_autoptr (GString) line = g_string_new (table);

      for (int i = 0; i < sqlite3_column_count (statement); i++)
        {
          const char *value = (const char *) sqlite3_column_text (statement, i);

          g_string_append_printf (line, "|%s", value != NULL ? value : "NULL");
        }
      g_ptr_array_add (lines, g_string_free (g_steal_pointer (&line), FALSE));
    }
  sqlite3_finalize (statement);

  g_ptr_array_sort_values (lines, (GCompareFunc) g_strcmp0);
  for (guint i = 0; i < lines->len; i++)
    g_string_append_printf (dump, "%s\n", (const char *) g_ptr_array_index (lines, i));
}

char *
record_dump (AttestLibrary *library)
{
  sqlite3 *handle = attest_database_get_handle (attest_library_get_database (library));
  const char *const *tables = attest_schema_get_projections ();
  GString *dump = g_string_new (NULL);

  for (gsize i = 0; tables[i] != NULL; i++)
    dump_table (handle, tables[i], dump);

  return g_string_free (dump, FALSE);
}

static gboolean
count_event (AttestEvent *event, const char *no_effect, gpointer user_data)
{
  (*(guint *) user_data)++;
  return TRUE;
}

guint
record_count_events (AttestLibrary *library)
{
  g_autoptr (GError) error = NULL;
  guint count = 0;

  attest_library_visit_events (library, NULL, count_event, &count, &error);
  g_assert_no_error (error);

  return count;
}

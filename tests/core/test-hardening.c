/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "damage.h"
#include "record-fixture.h"
#include "record/attest-database-private.h"
#include "record/attest-recover.h"
#include "record/attest-schema.h"

#define WRITE_SCHEMA "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET "

static void
fill (RecordFixture *fixture)
{
  record_make_article (fixture->library, "a1", "a");
  g_free (record_save (fixture->library, "a1", "doctor", "p", "one"));
  g_free (record_save (fixture->library, "a1", "doctor", "p", "two"));
}

/* What damage the library's own connection could do. */
static void
test_own_connection (RecordFixture *fixture, gconstpointer data)
{
  static const char *const attempts[] = {
    "DELETE FROM event",
    "DELETE FROM event WHERE sequence = 2",
    "DELETE FROM content",
    "UPDATE event SET actor = 'q'",
    "UPDATE event SET body = NULL",
    "UPDATE event SET body = '{}'",
    "UPDATE event SET position = position + 100",
    "UPDATE OR REPLACE event SET hash = 'x'",
    "UPDATE content SET data = x'00'",
    "UPDATE content SET data = NULL",
    "UPDATE OR REPLACE content SET rowid = 2",
    "INSERT OR REPLACE INTO event SELECT * FROM event LIMIT 1",
    "REPLACE INTO event SELECT * FROM event LIMIT 1",
    "INSERT OR REPLACE INTO event SELECT position, 'x', device, stream, sequence, clock, time, actor, kind, version, "
    "previous,"
    " body_hash, body FROM event LIMIT 1",
    "INSERT OR REPLACE INTO event SELECT 1000, hash, device, stream, sequence, clock, time, actor, kind, version, "
    "previous,"
    " body_hash, body FROM event LIMIT 1",
    "INSERT INTO event SELECT * FROM event WHERE 1 ON CONFLICT DO UPDATE SET actor = 'q'",
    "INSERT OR REPLACE INTO content (hash, size, data) SELECT hash, 1, x'00' FROM content",
    "INSERT OR REPLACE INTO content (rowid, hash, size, data) VALUES (1, 'x', 1, x'00')",
    WRITE_SCHEMA "sql = '' WHERE name = 'event_before_delete'",
    "PRAGMA journal_mode = OFF; DELETE FROM event",
  };
  AttestDatabase *database = attest_library_get_database (fixture->library);
  sqlite3 *handle = attest_database_get_handle (database);
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GError) error = NULL;

  fill (fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (attempts); i++)
    {
      int code = sqlite3_exec (handle, attempts[i], NULL, NULL, NULL);

      g_test_message ("%s", attempts[i]);
      g_assert_cmpint (code, !=, SQLITE_OK);
      g_assert_cmpuint (record_count_events (fixture->library), ==, 3);
    }

  problems = attest_library_verify (fixture->library, TRUE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (problems->len, ==, 0);
}

/* Defensive mode does not stop DROP TRIGGER; that the trigger is gone is seen when the file is opened. */
static void
test_schemas (RecordFixture *fixture, gconstpointer data)
{
  static const char *const changes[] = {
    "DROP TRIGGER event_before_delete",
    "DROP TRIGGER event_before_update",
    "DROP TRIGGER content_before_insert",
    "DROP INDEX event_by_order",
    "DROP TABLE review_act",
    "CREATE TRIGGER extra AFTER INSERT ON event BEGIN UPDATE article SET title = 'x'; END",
    "CREATE TRIGGER extra AFTER UPDATE ON variant BEGIN DELETE FROM comment; END",
    "CREATE VIEW extra AS SELECT 1",
    "CREATE TABLE extra (id INTEGER)",
    "CREATE INDEX extra ON event (actor)",
    "CREATE VIRTUAL TABLE extra USING fts5 (text)",
    "ALTER TABLE article ADD COLUMN extra TEXT GENERATED ALWAYS AS (hex (title)) VIRTUAL",
    "ALTER TABLE article ADD COLUMN extra TEXT",
    "ALTER TABLE article RENAME COLUMN title TO name",
    "DROP TABLE article; CREATE VIEW article AS SELECT 'a1' AS id",
    "ANALYZE",
    "DROP TRIGGER event_before_delete; CREATE TRIGGER event_before_delete BEFORE DELETE ON event BEGIN SELECT 1; END",
    WRITE_SCHEMA "sql = replace (sql, 'RAISE', 'quote') WHERE name = 'event_before_delete'",
    WRITE_SCHEMA "sql = 'CREATE TABLE event (' WHERE name = 'event'",
    WRITE_SCHEMA "rootpage = 1000 WHERE name = 'event'",
    WRITE_SCHEMA "type = 'view', rootpage = 0 WHERE name = 'comment'",
  };
  g_autoptr (GError) error = NULL;
  g_autofree char *good = NULL;
  gsize length;

  fill (fixture);
  record_fixture_close (fixture);
  g_assert_true (g_file_get_contents (fixture->path, &good, &length, NULL));

  for (gsize i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      AttestLibraryFlags flags = i % 2 == 0 ? ATTEST_LIBRARY_READ_WRITE : ATTEST_LIBRARY_READ_ONLY;
      g_autofree char *before = NULL;
      g_autofree char *after = NULL;
      gsize before_length;
      gsize after_length;
      sqlite3 *handle;

      g_test_message ("%s", changes[i]);
      g_assert_true (g_file_set_contents (fixture->path, good, (gssize) length, NULL));
      g_assert_cmpint (sqlite3_open (fixture->path, &handle), ==, SQLITE_OK);
      g_assert_cmpint (sqlite3_exec (handle, changes[i], NULL, NULL, NULL), ==, SQLITE_OK);
      sqlite3_close (handle);
      g_assert_true (g_file_get_contents (fixture->path, &before, &before_length, NULL));

      g_assert_null (attest_library_open (fixture->path, fixture->registry, fixture->state, flags, &error));
      g_assert_error (error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_DAMAGED);
      g_clear_error (&error);
      g_assert_true (g_file_get_contents (fixture->path, &after, &after_length, NULL));
      g_assert_cmpmem (before, before_length, after, after_length);
    }

  g_assert_true (g_file_set_contents (fixture->path, good, (gssize) length, NULL));
  record_fixture_reopen (fixture);
}

/* The extra trigger hides in a `-wal`, which the first look does not see. */
static void
test_schema_in_log (RecordFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *copy = g_build_filename (fixture->folder, "copy", NULL);
  g_autofree char *log = g_strconcat (fixture->path, "-wal", NULL);
  g_autofree char *copied_log = g_strconcat (copy, "-wal", NULL);
  g_autofree char *contents = NULL;
  g_autofree char *log_contents = NULL;
  sqlite3 *handle;
  gsize length;
  gsize log_length;

  fill (fixture);
  record_fixture_close (fixture);
  g_assert_cmpint (sqlite3_open (fixture->path, &handle), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (handle, "CREATE TABLE extra (id INTEGER)", NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_true (g_file_get_contents (fixture->path, &contents, &length, NULL));
  g_assert_true (g_file_get_contents (log, &log_contents, &log_length, NULL));
  sqlite3_close (handle);
  g_assert_cmpuint (log_length, >, 0);
  g_assert_true (g_file_set_contents (copy, contents, (gssize) length, NULL));
  g_assert_true (g_file_set_contents (copied_log, log_contents, (gssize) log_length, NULL));

  g_assert_null (attest_library_open (copy, fixture->registry, fixture->state, ATTEST_LIBRARY_READ_WRITE, &error));
  g_assert_error (error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_DAMAGED);
}

static void
write_header_number (const char *path, gsize offset, guint32 number)
{
  g_autofree char *contents = NULL;
  guint32 big = GUINT32_TO_BE (number);
  gsize length;

  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
  memcpy (contents + offset, &big, sizeof big);
  g_assert_true (g_file_set_contents (path, contents, (gssize) length, NULL));
}

static void
test_versions (RecordFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  record_fixture_close (fixture);
  write_header_number (fixture->path, 60, ATTEST_SCHEMA_VERSION + 1);
  g_assert_null (attest_library_open (fixture->path, fixture->registry, fixture->state, 0, &error));
  g_assert_error (error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_NEWER);
  g_clear_error (&error);

  write_header_number (fixture->path, 60, 0);
  g_assert_null (attest_library_open (fixture->path, fixture->registry, fixture->state, 0, &error));
  g_assert_error (error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_DAMAGED);
  g_clear_error (&error);

  write_header_number (fixture->path, 60, ATTEST_SCHEMA_VERSION);
  write_header_number (fixture->path, 68, 0);
  g_assert_null (attest_library_open (fixture->path, fixture->registry, fixture->state, 0, &error));
  g_assert_error (error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_NOT_A_LIBRARY);
  g_clear_error (&error);

  write_header_number (fixture->path, 68, ATTEST_SCHEMA_APPLICATION_ID);
  record_fixture_reopen (fixture);
}

/* ---- Media and other programs ---- */

static void
test_opened_for_reading (RecordFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestArticle) article = NULL;
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (AttestLibrary) library = NULL;

  fill (fixture);
  record_fixture_close (fixture);
  library = attest_library_open (fixture->path, fixture->registry, fixture->state, ATTEST_LIBRARY_READ_ONLY, &error);
  g_assert_no_error (error);
  g_assert_true (attest_library_is_read_only (library));
  article = attest_library_find_article (library, "a", &error);
  g_assert_no_error (error);
  record_append_error (library, "board.set", "board", "{\"name\":\"B\"}", ATTEST_RECORD_ERROR_READ_ONLY);
  problems = attest_library_verify (library, TRUE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (problems->len, ==, 0);
}

static void
look_at_read_only_folder (RecordFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestLibrary) library = NULL;
  g_autoptr (AttestRevision) revision = NULL;

  library = attest_library_open (fixture->path, fixture->registry, fixture->state, ATTEST_LIBRARY_READ_WRITE, &error);
  g_assert_error (error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_READ_ONLY);
  g_clear_error (&error);
  library = attest_library_open (fixture->path, fixture->registry, fixture->state, ATTEST_LIBRARY_READ_ONLY, &error);
  g_assert_no_error (error);
  revision = attest_library_find_revision (library, "a1", "doctor", 2, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (revision->title, ==, "two");
  g_assert_null (attest_library_create ("/proc/no/such/place", fixture->registry, fixture->state, &error));
  g_assert_error (error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_FAILED);
}

/* The rights of a folder do not stop the super-user; a child without them looks. */
static void
test_read_only_folder (RecordFixture *fixture, gconstpointer data)
{
  g_autofree char *parent = g_path_get_dirname (fixture->folder);
  int status;
  pid_t child;

  fill (fixture);
  record_fixture_close (fixture);
  g_assert_cmpint (g_chmod (parent, 0755), ==, 0);
  g_assert_cmpint (g_chmod (fixture->path, 0444), ==, 0);
  g_assert_cmpint (g_chmod (fixture->folder, 0555), ==, 0);

  child = fork ();
  if (child == 0)
    {
      if (geteuid () == 0 && setuid (65534) != 0)
        _exit (77);
      look_at_read_only_folder (fixture);
      _exit (0);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_cmpint (g_chmod (fixture->folder, 0755), ==, 0);
  g_assert_true (WIFEXITED (status));
  if (WEXITSTATUS (status) == 77)
    g_test_skip ("The super-user's rights cannot be given up here");
  else
    g_assert_cmpint (WEXITSTATUS (status), ==, 0);
}

static void
test_busy (RecordFixture *fixture, gconstpointer data)
{
  AttestDatabase *database = attest_library_get_database (fixture->library);
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestLibrary) other =
      attest_library_open (fixture->path, fixture->registry, fixture->state, ATTEST_LIBRARY_READ_WRITE, &error);

  g_assert_no_error (error);
  attest_library_set_busy_timeout (other, 0);
  g_assert_true (attest_database_run (database, "BEGIN IMMEDIATE", NULL));
  record_append_error (other, "board.set", "board", "{\"name\":\"B\"}", ATTEST_RECORD_ERROR_BUSY);
  g_assert_true (attest_database_run (database, "ROLLBACK", NULL));
  g_free (record_append (other, "board.set", "board", "", "{\"name\":\"B\"}"));
}

/* A page limit is SQLite's own full disk: the same code, at any write. */
static void
test_full (RecordFixture *fixture, gconstpointer data)
{
  g_autofree char *text = g_strnfill (200000, 'x');
  AttestDatabase *database = attest_library_get_database (fixture->library);
  g_autoptr (GBytes) content = g_bytes_new (text, strlen (text));
  g_autoptr (GPtrArray) drafts = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_event_draft_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) problems = NULL;
  g_autofree char *limit = NULL;
  AttestEventDraft *draft;
  JsonObject *body = json_object_new ();
  gint64 pages;

  fill (fixture);
  g_assert_true (attest_database_read_int64 (database, "PRAGMA page_count", &pages, NULL));
  limit = g_strdup_printf ("PRAGMA max_page_count = %d", (int) pages);
  g_assert_true (attest_database_run (database, limit, NULL));

  json_object_set_string_member (body, "name", "B");
  draft = attest_event_draft_new ("board.set", "board", "", body);
  attest_event_draft_add_content (draft, content);
  g_ptr_array_add (drafts, draft);
  g_assert_false (attest_library_append (fixture->library, drafts, NULL, &error));
  g_assert_error (error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_FULL);
  g_clear_error (&error);
  g_assert_cmpuint (record_count_events (fixture->library), ==, 3);

  g_assert_true (attest_database_run (database, "PRAGMA max_page_count = 1000000", NULL));
  g_assert_true (attest_library_append (fixture->library, drafts, NULL, &error));
  g_assert_no_error (error);
  problems = attest_library_verify (fixture->library, TRUE, &error);
  g_assert_cmpuint (problems->len, ==, 0);
}

/* What the file becomes once the journal beside it is put back: the same library with one thing more in its schema. */
static GByteArray *
make_hostile (RecordFixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->folder, "hostile", NULL);
  g_autofree char *contents = NULL;
  sqlite3 *handle;
  gsize length;

  g_assert_true (g_file_get_contents (fixture->path, &contents, &length, NULL));
  g_assert_true (g_file_set_contents (path, contents, (gssize) length, NULL));
  g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
  g_assert_cmpint (
      sqlite3_exec (
          handle, "CREATE TRIGGER extra AFTER INSERT ON event BEGIN DELETE FROM comment; END", NULL, NULL, NULL),
      ==,
      SQLITE_OK);
  sqlite3_close (handle);
  g_clear_pointer (&contents, g_free);
  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
  g_unlink (path);
  return g_byte_array_new_take ((guint8 *) g_steal_pointer (&contents), length);
}

static void
assert_journal_refused (RecordFixture *fixture,
                        AttestLibraryFlags flags,
                        const GByteArray *journal,
                        AttestRecordError code)
{
  g_autofree char *name = g_strconcat (fixture->path, "-journal", NULL);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *journal_after = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;
  gsize length_after;

  g_assert_true (g_file_set_contents (name, (const char *) journal->data, journal->len, NULL));
  g_assert_true (g_file_get_contents (fixture->path, &before, &length, NULL));
  g_assert_null (attest_library_open (fixture->path, fixture->registry, fixture->state, flags, &error));
  g_assert_error (error, ATTEST_RECORD_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, fixture->path));
  g_assert_true (g_file_get_contents (fixture->path, &after, &length_after, NULL));
  g_assert_cmpmem (before, length, after, length_after);
  g_assert_true (g_file_get_contents (name, &journal_after, &length_after, NULL));
  g_assert_cmpmem (journal->data, journal->len, journal_after, length_after);
}

/* SQLite puts back the journal beside a file before anybody can look at what comes of it. */
static void
test_journal (RecordFixture *fixture, gconstpointer data)
{
  g_autofree char *victim = g_build_filename (fixture->folder, "thesis.odt", NULL);
  g_autofree char *recovered = g_build_filename (fixture->folder, "recovered", NULL);
  g_autofree char *name = g_strconcat (fixture->path, "-journal", NULL);
  g_autofree char *good = NULL;
  g_autoptr (GByteArray) hostile = NULL;
  g_autoptr (GByteArray) same = NULL;
  g_autoptr (GByteArray) changing = NULL;
  g_autoptr (GByteArray) deleting = NULL;
  g_autoptr (AttestLibrary) target = record_fixture_create (fixture, "target");
  g_autoptr (GError) error = NULL;
  gsize length;

  fill (fixture);
  record_fixture_close (fixture);
  hostile = make_hostile (fixture);
  g_assert_true (g_file_get_contents (fixture->path, &good, &length, NULL));
  same = g_byte_array_append (g_byte_array_new (), (const guint8 *) good, (guint) length);
  changing = damage_new_journal (good, length, hostile, 7);
  g_assert_true (g_file_set_contents (victim, "two years", -1, NULL));
  deleting = damage_new_journal (good, length, same, 7);
  damage_name_in_journal (deleting, victim);

  assert_journal_refused (fixture, ATTEST_LIBRARY_READ_WRITE, changing, ATTEST_RECORD_ERROR_DAMAGED);
  assert_journal_refused (fixture, ATTEST_LIBRARY_READ_ONLY, changing, ATTEST_RECORD_ERROR_DAMAGED);
  assert_journal_refused (fixture, ATTEST_LIBRARY_READ_WRITE, deleting, ATTEST_RECORD_ERROR_JOURNAL);
  assert_journal_refused (fixture, ATTEST_LIBRARY_READ_ONLY, deleting, ATTEST_RECORD_ERROR_JOURNAL);
  g_assert_null (attest_library_recover (fixture->path, recovered, fixture->registry, NULL, NULL));
  g_assert_false (attest_library_merge (target, fixture->path, NULL, &error));
  g_assert_error (error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_JOURNAL);
  g_assert_true (g_file_test (victim, G_FILE_TEST_EXISTS));

  /* Without it, all is as it was; and a journal that is only what a killed program left is put back. */
  g_byte_array_unref (deleting);
  deleting = damage_new_journal (good, length, same, 7);
  g_assert_true (g_file_set_contents (name, (const char *) deleting->data, deleting->len, NULL));
  record_fixture_reopen (fixture);
  g_assert_cmpuint (record_count_events (fixture->library), ==, 3);
  g_assert_false (g_file_test (name, G_FILE_TEST_EXISTS));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(path, function)                                                                                            \
  g_test_add ("/core/hardening/" path, RecordFixture, NULL, record_fixture_set_up, function, record_fixture_tear_down)
  ADD ("own-connection", test_own_connection);
  ADD ("schemas", test_schemas);
  ADD ("schema-in-log", test_schema_in_log);
  ADD ("journal", test_journal);
  ADD ("versions", test_versions);
  ADD ("opened-for-reading", test_opened_for_reading);
  ADD ("read-only-folder", test_read_only_folder);
  ADD ("busy", test_busy);
  ADD ("full", test_full);

  return g_test_run ();
}

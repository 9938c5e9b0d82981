/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#include "record-fixture.h"
#include "record/attest-database-private.h"
#include "record/attest-merge.h"
#include "record/attest-review-file-private.h"

#define WRITE_SCHEMA "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET "

static char *
name_file (RecordFixture *fixture, const char *name)
{
  return g_build_filename (fixture->folder, name, NULL);
}

/* Returns: (transfer full): where it is */
static char *
write_file (RecordFixture *fixture, AttestLibrary *library, const char *name, const char *const *articles)
{
  g_autoptr (GError) error = NULL;
  char *path = name_file (fixture, name);

  attest_library_write_review_file (library, articles, "p1", path, TRUE, &error);
  g_assert_no_error (error);

  return path;
}

static AttestLibrary *
open_file (RecordFixture *fixture, const char *path)
{
  g_autoptr (GError) error = NULL;
  AttestLibrary *library =
      attest_library_open (path, fixture->registry, fixture->state, ATTEST_LIBRARY_READ_ONLY, &error);

  g_assert_no_error (error);
  return library;
}

static void
assert_refused (RecordFixture *fixture, const char *path)
{
  g_autoptr (AttestLibrary) target = record_fixture_create (fixture, "refusing");
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *target_path = g_strdup (attest_library_get_path (target));
  gsize before_length;
  gsize after_length;

  g_assert_true (g_file_get_contents (path, &before, &before_length, NULL));
  g_assert_null (attest_library_open (path, fixture->registry, fixture->state, ATTEST_LIBRARY_READ_ONLY, &error));
  g_assert_error (error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_DAMAGED);
  g_clear_error (&error);
  g_assert_false (attest_library_merge (target, path, NULL, &error));
  g_assert_error (error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_DAMAGED);
  g_assert_cmpuint (record_count_events (target), ==, 0);
  g_assert_true (g_file_get_contents (path, &after, &after_length, NULL));
  g_assert_cmpmem (before, before_length, after, after_length);

  g_clear_object (&target);
  g_unlink (target_path);
}

static guint
merge (AttestLibrary *library, const char *path)
{
  g_autoptr (GError) error = NULL;
  guint taken = 0;

  attest_library_merge (library, path, &taken, &error);
  g_assert_no_error (error);

  return taken;
}

/* ---- What is in it ---- */

static gboolean
holds (const char *path, const char *words)
{
  g_autofree char *bytes = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  return memmem (bytes, length, words, strlen (words)) != NULL;
}

static void
fill (RecordFixture *fixture)
{
  g_free (record_append (fixture->library, "board.set", "board", "", "{\"name\":\"Board of tests\"}"));
  record_make_article (fixture->library, "a1", "first");
  record_make_article (fixture->library, "a2", "second");
  g_free (record_save (fixture->library, "a1", "doctor", "p1", "Words of the first"));
  g_free (record_save (fixture->library, "a2", "doctor", "p1", "Words of the second"));
}

static void
test_holds_its_articles (RecordFixture *fixture, gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autofree char *header = NULL;
  g_autoptr (AttestLibrary) library = NULL;
  g_autoptr (GPtrArray) articles = NULL;
  g_autoptr (AttestBoard) board = NULL;
  g_autoptr (GError) error = NULL;
  const AttestReviewFileOrigin *origin;

  fill (fixture);
  path = write_file (fixture, fixture->library, "one.attest", (const char *[]) { "a1", "a1", NULL });
  g_assert_true (holds (path, "Words of the first"));
  g_assert_false (holds (path, "second"));

  /* A rollback journal and no write-ahead log: it lies alone in a mail. */
  g_assert_true (g_file_get_contents (path, &header, NULL, NULL));
  g_assert_cmpint (header[18], ==, 1);
  g_assert_cmpint (header[19], ==, 1);

  library = open_file (fixture, path);
  g_assert_true (attest_library_is_review_file (library));
  g_assert_true (attest_library_is_read_only (library));
  articles = attest_library_list_articles (library, NULL, NULL, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (articles->len, ==, 1);
  g_assert_cmpstr (((AttestArticle *) g_ptr_array_index (articles, 0))->title, ==, "Words of the first");
  board = attest_library_load_board (library, &error);
  g_assert_cmpstr (board->name, ==, "Board of tests");
  origin = attest_library_get_review_file_origin (library);
  g_assert_cmpstr (origin->person, ==, "p1");
  g_assert_cmpint (ABS (g_get_real_time () - origin->time), <, G_TIME_SPAN_HOUR);

  g_assert_false (attest_library_is_review_file (fixture->library));
  g_assert_null (attest_library_get_review_file_origin (fixture->library));
}

static void
test_is_only_read (RecordFixture *fixture, gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autofree char *log = NULL;
  g_autoptr (AttestLibrary) library = NULL;
  g_autoptr (GError) error = NULL;

  fill (fixture);
  path = write_file (fixture, fixture->library, "one.attest", (const char *[]) { "a1", NULL });
  g_assert_null (attest_library_open (path, fixture->registry, fixture->state, ATTEST_LIBRARY_READ_WRITE, &error));
  g_assert_error (error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_READ_ONLY);
  g_clear_error (&error);

  library = open_file (fixture, path);
  record_append_error (library, "board.set", "board", "{\"name\":\"Mine\"}", ATTEST_RECORD_ERROR_READ_ONLY);
  g_assert_false (attest_library_merge (library, fixture->path, NULL, &error));
  g_assert_error (error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_READ_ONLY);
  log = g_strconcat (path, "-wal", NULL);
  g_assert_false (g_file_test (log, G_FILE_TEST_EXISTS));
}

/* For a second thread. */
static void
test_copy (RecordFixture *fixture, gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autofree char *dump = NULL;
  g_autofree char *copy_dump = NULL;
  g_autoptr (AttestLibrary) library = NULL;
  g_autoptr (AttestLibrary) copy = NULL;
  g_autoptr (GError) error = NULL;

  fill (fixture);
  path = write_file (fixture, fixture->library, "one.attest", (const char *[]) { "a1", NULL });
  library = open_file (fixture, path);
  dump = record_dump (library);
  copy = attest_library_copy_review_file (library, &error);
  g_assert_no_error (error);
  g_clear_object (&library);
  g_unlink (path);

  copy_dump = record_dump (copy);
  g_assert_cmpstr (copy_dump, ==, dump);
  g_assert_true (attest_library_is_review_file (copy));
  g_assert_cmpstr (attest_library_get_review_file_origin (copy)->person, ==, "p1");
  g_assert_cmpstr (attest_library_get_path (copy), ==, path);
  record_append_error (copy, "board.set", "board", "{\"name\":\"Mine\"}", ATTEST_RECORD_ERROR_READ_ONLY);
  g_assert_false (attest_library_refresh (copy));
}

/* As many events as nobody sends by mail: refused here, and not by whoever would have to open it. */
static void
test_too_many_events (RecordFixture *fixture, gconstpointer data)
{
  g_autofree char *path = name_file (fixture, "one.attest");
  g_autoptr (GPtrArray) drafts = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_event_draft_free);
  g_autoptr (GError) error = NULL;

  fill (fixture);
  for (guint i = 0; i < ATTEST_REVIEW_FILE_MAXIMUM_EVENTS; i++)
    g_ptr_array_add (drafts, attest_event_draft_new ("article.set", "a1", "p1", json_object_new ()));
  attest_library_append (fixture->library, drafts, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (
      attest_library_write_review_file (fixture->library, (const char *[]) { "a1", NULL }, NULL, path, FALSE, &error));
  g_assert_error (error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_FAILED);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
test_takes_no_others_place (RecordFixture *fixture, gconstpointer data)
{
  static const char *const first[] = { "a1", NULL };
  g_autofree char *path = name_file (fixture, "one.attest");
  g_autofree char *nowhere = name_file (fixture, "no folder/one.attest");
  g_autoptr (GError) error = NULL;

  fill (fixture);
  g_assert_true (attest_library_write_review_file (fixture->library, first, NULL, path, FALSE, &error));
  g_assert_false (attest_library_write_review_file (fixture->library, first, NULL, path, FALSE, &error));
  g_assert_error (error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_EXISTS);
  g_clear_error (&error);
  g_assert_true (attest_library_write_review_file (fixture->library, first, NULL, path, TRUE, &error));

  /* Whatever was answered in a dialog: a library never makes room. */
  g_assert_false (attest_library_write_review_file (fixture->library, first, NULL, fixture->path, TRUE, &error));
  g_assert_error (error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_EXISTS);
  g_clear_error (&error);

  g_assert_false (attest_library_write_review_file (fixture->library, first, NULL, nowhere, FALSE, &error));
  g_assert_error (error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_FAILED);
  g_clear_error (&error);
  g_unlink (path);
  g_assert_false (attest_library_write_review_file (
      fixture->library, (const char *[]) { "a1", "a9", NULL }, NULL, path, FALSE, &error));
  g_assert_error (error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_NOT_FOUND);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
test_redacted_is_not_in_it (RecordFixture *fixture, gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autofree char *secret = NULL;
  g_autofree char *remark = NULL;
  g_autoptr (AttestLibrary) library = NULL;
  g_autoptr (AttestLibrary) target = NULL;
  g_autoptr (AttestRevision) revision = NULL;
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GError) error = NULL;

  fill (fixture);
  secret = record_save (fixture->library, "a1", "doctor", "p1", "Mr Miller takes it");
  remark = record_append (fixture->library, "article.set", "a1", "p1", "{\"disclaimer\":\"As Mrs Miller does\"}");
  revision = attest_library_load_revision (fixture->library, secret, &error);
  attest_library_redact (fixture->library, "p1", "a1", NULL, revision->text, "a name", &error);
  attest_library_redact (fixture->library, "p1", "a1", secret, NULL, "a name", &error);
  attest_library_redact (fixture->library, "p1", "a1", remark, NULL, "a name", &error);
  g_assert_no_error (error);

  path = write_file (fixture, fixture->library, "one.attest", (const char *[]) { "a1", NULL });
  g_assert_false (holds (path, "Miller"));
  library = open_file (fixture, path);
  problems = attest_library_verify (library, TRUE, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < problems->len; i++)
    g_assert_false (((AttestProblem *) g_ptr_array_index (problems, i))->failure);
  target = record_fixture_create (fixture, "target");
  g_assert_cmpuint (merge (target, path), ==, record_count_events (library));
  g_assert_cmpuint (merge (target, path), ==, 0);
}

static gboolean
accept_any (JsonObject *body, GError **error)
{
  return TRUE;
}

static gboolean
change_nothing (AttestDatabase *database, const AttestEvent *event, char **no_effect, GError **error)
{
  return TRUE;
}

/* A newer version may write events that name contents in a way of their own; they go along though nobody here knows what they are. */
static void
test_unknown_kinds_keep_their_contents (RecordFixture *fixture, gconstpointer data)
{
  static const AttestEventKind future = { "figure.add",   1,
                                          FALSE,          accept_any,
                                          change_nothing, ATTEST_EVENT_LEAVES_NOTHING };
  g_autoptr (AttestRegistry) newer = attest_registry_new ();
  g_autoptr (AttestLibrary) library = NULL;
  g_autoptr (AttestRevision) revision = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  g_autofree char *body = NULL;

  fill (fixture);
  revision = attest_library_find_revision (fixture->library, "a2", "doctor", 1, &error);
  g_assert_no_error (error);
  body = g_strdup_printf ("{\"figures\":[{\"asset\":\"%s\"}]}", revision->text);
  record_fixture_close (fixture);
  attest_registry_add (newer, &future);
  library = attest_library_open (fixture->path, newer, fixture->state, 0, &error);
  g_assert_no_error (error);
  g_free (record_append (library, "figure.add", "a1", "p1", body));
  g_clear_object (&library);

  record_fixture_reopen (fixture);
  path = write_file (fixture, fixture->library, "one.attest", (const char *[]) { "a1", NULL });
  g_assert_true (holds (path, "Words of the second"));
}

/* ---- What somebody else may have made of it ---- */

static void
run_sql (sqlite3 *handle, const char *sql)
{
  char *message = NULL;

  sqlite3_exec (handle, sql, NULL, NULL, &message);
  g_assert_cmpstr (message, ==, NULL);
}

static void
change_file (const char *path, const char *sql)
{
  sqlite3 *handle;

  g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
  run_sql (handle, sql);
  sqlite3_close (handle);
}

static void
test_schemas (RecordFixture *fixture, gconstpointer data)
{
  static const char *const changes[] = {
    "CREATE TRIGGER extra AFTER INSERT ON event BEGIN DELETE FROM content; END",
    "CREATE TABLE article (id TEXT PRIMARY KEY)",
    "CREATE VIEW extra AS SELECT 1",
    "DROP TRIGGER event_before_insert; DROP TABLE content; CREATE VIEW content AS SELECT 'x' AS hash, 1 AS size, x'00' "
    "AS data",
    "CREATE VIRTUAL TABLE search USING fts5 (title, body)",
    "CREATE TABLE search_data (id INTEGER PRIMARY KEY, block BLOB)",
    "ALTER TABLE event ADD COLUMN extra TEXT GENERATED ALWAYS AS (hex (zeroblob (100000000))) VIRTUAL",
    "ALTER TABLE origin ADD COLUMN note TEXT",
    "DROP TABLE origin",
    "DROP INDEX event_by_order",
    "CREATE INDEX extra ON event (upper (body))",
    "PRAGMA user_version = 0",
    WRITE_SCHEMA "sql = 'CREATE TABLE content (' WHERE name = 'content'",
    WRITE_SCHEMA "type = 'view', rootpage = 0 WHERE name = 'event'",
    WRITE_SCHEMA "rootpage = 100000 WHERE name = 'content'",
  };
  g_autofree char *path = NULL;
  g_autofree char *good = NULL;
  gsize length;

  fill (fixture);
  path = write_file (fixture, fixture->library, "one.attest", (const char *[]) { "a1", NULL });
  g_assert_true (g_file_get_contents (path, &good, &length, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_test_message ("%s", changes[i]);
      g_assert_true (g_file_set_contents (path, good, (gssize) length, NULL));
      change_file (path, changes[i]);
      assert_refused (fixture, path);
    }
}

/* What the guards forbid, with the guards put back: the plan is as it was and the rows are not. */
static void
forge (const char *path, const char *sql)
{
  sqlite3 *handle;
  sqlite3_stmt *triggers;
  g_autoptr (GString) restore = g_string_new (NULL);
  g_autoptr (GString) drop = g_string_new (NULL);

  g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
  sqlite3_prepare_v2 (handle, "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'", -1, &triggers, NULL);
  while (sqlite3_step (triggers) == SQLITE_ROW)
    {
      g_string_append_printf (drop, "DROP TRIGGER %s;", (const char *) sqlite3_column_text (triggers, 0));
      g_string_append_printf (restore, "%s;", (const char *) sqlite3_column_text (triggers, 1));
    }
  sqlite3_finalize (triggers);
  run_sql (handle, drop->str);
  run_sql (handle, sql);
  run_sql (handle, restore->str);
  sqlite3_close (handle);
}

static void
test_forgeries (RecordFixture *fixture, gconstpointer data)
{
  static const char *const changes[] = {
    "UPDATE event SET actor = 'q' WHERE kind = 'revision.save'",
    "UPDATE event SET hash = replace (hash, substr (hash, 1, 8), '00000000') WHERE kind = 'revision.save'",
    "UPDATE event SET body = replace (body, 'Words', 'Worse')",
    "UPDATE event SET body = NULL WHERE kind = 'revision.save'",
    "UPDATE event SET sequence = sequence + 1",
    "UPDATE event SET clock = -1 WHERE kind = 'board.set'",
    "UPDATE event SET stream = 'a2' WHERE kind = 'revision.save'",
    "UPDATE event SET body = body || printf ('%.*c', 5000000, ' ') WHERE kind = 'revision.save'",
    "UPDATE event SET kind = printf ('%.*c', 5000000, 'k')",
    "UPDATE content SET data = x'00'",
    "UPDATE content SET data = zeroblob (20000000)",
    "UPDATE content SET hash = printf ('%.*c', 64, 'f')",
    "INSERT INTO content VALUES ('x', 1, x'00')",
  };
  g_autofree char *path = NULL;
  g_autofree char *good = NULL;
  gsize length;

  fill (fixture);
  path = write_file (fixture, fixture->library, "one.attest", (const char *[]) { "a1", NULL });
  g_assert_true (g_file_get_contents (path, &good, &length, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_test_message ("%s", changes[i]);
      g_assert_true (g_file_set_contents (path, good, (gssize) length, NULL));
      forge (path, changes[i]);
      assert_refused (fixture, path);
    }
}

/* What has no hash is not believed and harms nothing. */
static void
test_harmless_lies (RecordFixture *fixture, gconstpointer data)
{
  static const char *const changes[] = {
    "UPDATE content SET size = 1 << 40",
    "UPDATE event SET position = position + 1000000000",
    "UPDATE origin SET time = 9223372036854775807, person = printf ('%.*c', 5000000, 'p')",
    "DELETE FROM origin",
  };
  g_autofree char *path = NULL;
  g_autofree char *good = NULL;
  g_autofree char *expected = NULL;
  gsize length;

  fill (fixture);
  path = write_file (fixture, fixture->library, "one.attest", (const char *[]) { "a1", NULL });
  g_assert_true (g_file_get_contents (path, &good, &length, NULL));
  for (gsize i = 0; i <= G_N_ELEMENTS (changes); i++)
    {
      g_autoptr (AttestLibrary) library = NULL;
      g_autofree char *dump = NULL;

      g_assert_true (g_file_set_contents (path, good, (gssize) length, NULL));
      if (i > 0)
        forge (path, changes[i - 1]);
      library = open_file (fixture, path);
      dump = record_dump (library);
      if (i == 0)
        expected = g_strdup (dump);
      g_assert_cmpstr (dump, ==, expected);
      g_assert_cmpint (attest_library_get_review_file_origin (library)->time > 0, ==, i < 3);
    }
}

/* Bytes beside it are not read: a rollback journal made for it could take away any file that it names. */
static void
test_journal_beside (RecordFixture *fixture, gconstpointer data)
{
  static const char *const suffixes[] = { "-journal", "-wal" };
  g_autofree char *path = NULL;

  fill (fixture);
  path = write_file (fixture, fixture->library, "one.attest", (const char *[]) { "a1", NULL });
  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *beside = g_strconcat (path, suffixes[i], NULL);
      g_autofree char *name = g_strdup_printf ("target%s", suffixes[i]);
      g_autoptr (AttestLibrary) library = NULL;
      g_autoptr (AttestLibrary) target = record_fixture_create (fixture, name);
      g_autofree char *after = NULL;

      g_assert_true (g_file_set_contents (beside, "\xd9\xd5\x05\xf9\x20\xa1\x63\xd7 made for harm", -1, NULL));
      library = open_file (fixture, path);
      g_assert_cmpuint (merge (target, path), ==, 3);
      g_assert_true (g_file_get_contents (beside, &after, NULL, NULL));
      g_assert_true (g_str_has_suffix (after, "made for harm"));
      g_unlink (beside);
    }
}

static void
set_number (guchar *at, guint32 number)
{
  number = GUINT32_TO_BE (number);
  memcpy (at, &number, sizeof number);
}

/* An inner page of a table whose children are all the page @child. */
static void
make_inner_page (guchar *page, guint32 page_size, guint32 child)
{
  const guint cells = 300;

  memset (page, 0, page_size);
  page[0] = 5;
  page[3] = cells >> 8;
  page[4] = cells & 0xff;
  page[5] = (page_size - 5 * cells) >> 8;
  page[6] = (page_size - 5 * cells) & 0xff;
  set_number (page + 8, child);
  for (guint i = 0; i < cells; i++)
    {
      guint32 at = page_size - 5 * (i + 1);

      page[12 + 2 * i] = (guchar) (at >> 8);
      page[13 + 2 * i] = (guchar) at;
      set_number (page + at, child);
      page[at + 4] = 1;
    }
}

/* Eighteen pages, each of which has the next one for all its children: a table of more rows than anybody can read, in a small file. */
static void
test_never_ending_table (RecordFixture *fixture, gconstpointer data)
{
  const guint levels = 18;
  const guint32 page_size = 4096;
  g_autofree char *path = NULL;
  g_autofree char *good = NULL;
  g_autoptr (GByteArray) file = g_byte_array_new ();
  gsize length;
  sqlite3 *handle;
  sqlite3_stmt *statement;
  guint32 root;
  guint32 pages;
  gint64 start;

  fill (fixture);
  path = write_file (fixture, fixture->library, "one.attest", (const char *[]) { "a1", NULL });
  g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
  sqlite3_prepare_v2 (handle, "SELECT rootpage FROM sqlite_schema WHERE name = 'content'", -1, &statement, NULL);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  root = (guint32) sqlite3_column_int (statement, 0);
  sqlite3_finalize (statement);
  sqlite3_close (handle);

  g_assert_true (g_file_get_contents (path, &good, &length, NULL));
  pages = (guint32) (length / page_size);
  g_byte_array_append (file, (const guchar *) good, (guint) length);
  g_byte_array_set_size (file, (guint) length + levels * page_size);
  /* The rows themselves move to the last page, and the way to them leads through all others. */
  memcpy (file->data + length + (levels - 1) * page_size, good + (root - 1) * page_size, page_size);
  make_inner_page (file->data + (root - 1) * page_size, page_size, pages + 1);
  for (guint i = 0; i + 1 < levels; i++)
    make_inner_page (file->data + length + i * page_size, page_size, pages + i + 2);
  set_number (file->data + 28, pages + levels);
  g_assert_true (g_file_set_contents (path, (const char *) file->data, (gssize) file->len, NULL));

  start = g_get_monotonic_time ();
  assert_refused (fixture, path);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 5 * G_TIME_SPAN_SECOND);
}

/* ---- Merging ---- */

static void
test_report (RecordFixture *fixture, gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autoptr (AttestLibrary) target = record_fixture_create (fixture, "target");
  g_autoptr (AttestLibrary) stranger = record_fixture_create (fixture, "stranger");
  g_autoptr (AttestMergeReport) preview = NULL;
  g_autoptr (AttestMergeReport) report = NULL;
  g_autoptr (AttestMergeReport) again = NULL;
  g_autoptr (AttestMergeReport) strange = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  fill (fixture);
  g_free (record_append (stranger, "board.set", "board", "", "{\"name\":\"Other\"}"));
  path = write_file (fixture, fixture->library, "one.attest", (const char *[]) { "a1", NULL });

  g_cancellable_cancel (cancellable);
  g_assert_null (attest_library_merge_reporting (target, path, NULL, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_cmpuint (record_count_events (target), ==, 0);

  preview = attest_library_preview_merge (target, path, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (record_count_events (target), ==, 0);
  report = attest_library_merge_reporting (target, path, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (preview->events, ==, 3);
  g_assert_cmpuint (report->events, ==, 3);
  g_assert_cmpuint (attest_merge_report_count (report, "revision.save"), ==, 1);
  g_assert_cmpuint (attest_merge_report_count (report, "article."), ==, 1);
  g_assert_cmpuint (attest_merge_report_count (preview, "board.set"), ==, 1);
  g_assert_cmpuint (attest_merge_report_count (report, "comment.add"), ==, 0);
  g_assert_cmpstrv (report->articles, ((const char *const[]) { "a1", NULL }));
  g_assert_cmpstrv (report->touched, ((const char *const[]) { "a1", NULL }));
  g_assert_false (report->other_board);
  again = attest_library_preview_merge (target, path, NULL, &error);
  g_assert_cmpuint (again->events, ==, 0);
  g_assert_cmpstrv (again->articles, ((const char *const[]) { NULL }));
  g_assert_false (again->other_board);
  strange = attest_library_preview_merge (stranger, path, NULL, &error);
  g_assert_true (strange->other_board);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(path, function)                                                                                            \
  g_test_add ("/core/review-file/" path, RecordFixture, NULL, record_fixture_set_up, function, record_fixture_tear_down)
  ADD ("holds-its-articles", test_holds_its_articles);
  ADD ("is-only-read", test_is_only_read);
  ADD ("copy", test_copy);
  ADD ("too-many-events", test_too_many_events);
  ADD ("takes-no-others-place", test_takes_no_others_place);
  ADD ("redacted-is-not-in-it", test_redacted_is_not_in_it);
  ADD ("unknown-kinds-keep-their-contents", test_unknown_kinds_keep_their_contents);
  ADD ("schemas", test_schemas);
  ADD ("forgeries", test_forgeries);
  ADD ("harmless-lies", test_harmless_lies);
  ADD ("journal-beside", test_journal_beside);
  ADD ("never-ending-table", test_never_ending_table);
  ADD ("report", test_report);

  return g_test_run ();
}

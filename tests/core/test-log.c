/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#include "record-fixture.h"
#include "record/attest-content-table.h"
#include "record/attest-database-private.h"
#include "record/attest-event-private.h"

static void
assert_verifies (AttestLibrary *library, gboolean deep, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) problems = attest_library_verify (library, deep, &error);
  g_autoptr (GString) codes = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < problems->len; i++)
    {
      const AttestProblem *problem = g_ptr_array_index (problems, i);

      if (strstr (codes->str, problem->code) == NULL)
        g_string_append_printf (codes, "%s%s", codes->len > 0 ? " " : "", problem->code);
    }
  g_assert_cmpstr (codes->str, ==, expected);
}

static gboolean
take_event (AttestEvent *event, const char *no_effect, gpointer user_data)
{
  g_ptr_array_add (user_data, attest_event_ref (event));
  return TRUE;
}

static GPtrArray *
list_events (AttestLibrary *library, const char *stream)
{
  GPtrArray *events = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_event_unref);
  g_autoptr (GError) error = NULL;

  attest_library_visit_events (library, stream, take_event, events, &error);
  g_assert_no_error (error);

  return events;
}

/* Changes the log as somebody with another program could, who puts the guards back afterwards. */
static void
tamper (RecordFixture *fixture, const char *sql)
{
  static const char *const guards[] = { "event_before_update",
                                        "event_before_delete",
                                        "event_before_insert",
                                        "content_before_update",
                                        "content_before_delete" };
  g_autoptr (GString) script = g_string_new (NULL);
  g_autoptr (GString) restore = g_string_new (NULL);
  sqlite3 *handle;

  record_fixture_close (fixture);
  g_assert_cmpint (sqlite3_open (fixture->path, &handle), ==, SQLITE_OK);
  for (gsize i = 0; i < G_N_ELEMENTS (guards); i++)
    {
      g_autofree char *select = g_strdup_printf ("SELECT sql FROM sqlite_schema WHERE name = '%s'", guards[i]);
      sqlite3_stmt *statement;

      sqlite3_prepare_v2 (handle, select, -1, &statement, NULL);
      g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
      g_string_append_printf (restore, "%s;", (const char *) sqlite3_column_text (statement, 0));
      sqlite3_finalize (statement);
      g_string_append_printf (script, "DROP TRIGGER %s;", guards[i]);
    }
  sqlite3_close (handle);
  g_string_append_printf (script, "%s;%s", sql, restore->str);
  record_fixture_run_sql (fixture, script->str);
  record_fixture_reopen (fixture);
}

static void
fill (RecordFixture *fixture)
{
  record_make_article (fixture->library, "a1", "a");
  g_free (record_save (fixture->library, "a1", "doctor", "p1", "one"));
  g_free (record_save (fixture->library, "a1", "doctor", "p1", "two"));
  g_free (record_append (fixture->library, "board.set", "board", "", "{\"name\":\"B\"}"));
}

/* ---- Streams, order, hashes ---- */

static void
test_chain (RecordFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GPtrArray) article = NULL;
  const AttestEvent *board;

  fill (fixture);
  events = list_events (fixture->library, NULL);
  article = list_events (fixture->library, "a1");
  g_assert_cmpuint (events->len, ==, 4);
  g_assert_cmpuint (article->len, ==, 3);

  for (guint i = 0; i < article->len; i++)
    {
      const AttestEvent *event = g_ptr_array_index (article, i);
      const AttestEvent *before = i > 0 ? g_ptr_array_index (article, i - 1) : NULL;

      g_assert_cmpint (event->sequence, ==, i + 1);
      g_assert_cmpint (event->clock, ==, i + 1);
      g_assert_cmpstr (event->previous, ==, before != NULL ? before->hash : "");
      g_assert_cmpuint (strlen (event->device), ==, 32);
    }
  board = g_ptr_array_index (events, 3);
  g_assert_cmpint (board->sequence, ==, 1);
  g_assert_cmpint (board->clock, ==, 4);
  g_assert_cmpstr (board->previous, ==, "");
}

/* The numbers come from `printf %s ... | sha256sum`, so that another program can check a log by the description alone. */
static void
test_known_hash (void)
{
  AttestEvent header = { (char *) "0123456789abcdef0123456789abcdef",
                         (char *) "board",
                         1,
                         1,
                         1700000000000000,
                         (char *) "",
                         (char *) "board.set",
                         1,
                         (char *) "",
                         NULL,
                         NULL,
                         NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestEvent) event = attest_event_new (&header, "{\"name\":\"B\"}", &error);

  g_assert_no_error (error);
  g_assert_cmpstr (event->body_hash, ==, "ab4b9df8170dd38e8cd0c4f4a971eccb8f102dc01825152318501905e06b3267");
  g_assert_cmpstr (event->hash, ==, "48f8e4166e87207413b7cc68f24f503ac710e4dd5ee0f9817e3cbc809c03ca88");
}

static void
test_bodies (void)
{
  static const char *const refused[] = {
    "",
    "[]",
    "{\"a\": 1}",
    "{\"b\":1,\"a\":2}",
    "{\"a\":1.5}",
    "{\"a\":null}",
    "{\"é\":1}",
    "{\"a\":1",
    "{\"a\":\"\xff\"}",
    "{\"a\":\"x\\u0000y\"}",
    "{\"a\":1,\"a\":1}",
    "{\"a\":9007199254740992}",
    "{\"a\":01}",
    "{\"a\":\"\\/\"}",
  };
  g_autoptr (GString) deep = g_string_new ("{\"a\":");
  g_autoptr (JsonObject) good = attest_event_parse_body ("{\"a\":[1,\"\\n\",true],\"b\":{}}", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (good);
  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_assert_null (attest_event_parse_body (refused[i], &error));
      g_assert_error (error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_BODY);
      g_clear_error (&error);
    }

  for (int i = 0; i < 500000; i++)
    g_string_append_c (deep, '[');
  g_assert_null (attest_event_parse_body (deep->str, &error));
}

/* ---- Verify ---- */

static void
test_verify (RecordFixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *sql;
    gboolean deep;
    const char *codes;
  } cases[] = {
    { "UPDATE event SET actor = 'q' WHERE sequence = 2", FALSE, "hash" },
    { "UPDATE event SET body = replace (body, 'one', 'two') WHERE sequence = 2", FALSE, "hash" },
    { "UPDATE event SET body = NULL WHERE sequence = 2", FALSE, "hash" },
    { "UPDATE event SET time = time + 1 WHERE sequence = 1 AND stream = 'a1'", FALSE, "hash" },
    { "UPDATE event SET clock = 9223372036854775807 - (sequence < 3), actor = 'q' WHERE stream = 'a1'",
      FALSE,
      "hash clock" },
    { "DELETE FROM event WHERE sequence = 2", FALSE, "gap" },
    { "UPDATE content SET data = x'00' WHERE rowid = 1", TRUE, "content projection" },
    { "UPDATE content SET data = NULL WHERE rowid = 1", TRUE, "content projection" },
    { "DELETE FROM content WHERE rowid = 1", TRUE, "content projection" },
    { "UPDATE article SET title = 'other'", TRUE, "projection" },
    { "DELETE FROM variant", TRUE, "projection search" },
  };
  g_autofree char *good = NULL;
  gsize length;

  fill (fixture);
  assert_verifies (fixture->library, TRUE, "");
  record_fixture_close (fixture);
  g_assert_true (g_file_get_contents (fixture->path, &good, &length, NULL));

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].sql);
      record_fixture_close (fixture);
      g_assert_true (g_file_set_contents (fixture->path, good, (gssize) length, NULL));
      tamper (fixture, cases[i].sql);
      assert_verifies (fixture->library, cases[i].deep, cases[i].codes);
    }
}

static void
test_rebuild (RecordFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gboolean identical = TRUE;

  fill (fixture);
  before = record_dump (fixture->library);
  tamper (fixture, "UPDATE article SET title = 'other'; DELETE FROM revision WHERE number = 1");
  g_assert_true (attest_library_rebuild (fixture->library, &identical, &error));
  g_assert_false (identical);
  after = record_dump (fixture->library);
  g_assert_cmpstr (before, ==, after);
  g_assert_true (attest_library_rebuild (fixture->library, &identical, &error));
  g_assert_true (identical);
}

/* ---- Redaction ---- */

static gboolean
file_contains (const char *path, const char *text)
{
  g_autofree char *contents = NULL;
  gsize length;

  return g_file_get_contents (path, &contents, &length, NULL) && memmem (contents, length, text, strlen (text)) != NULL;
}

static void
test_redact_text (RecordFixture *fixture, gconstpointer data)
{
  g_autofree char *id = NULL;
  g_autofree char *log = g_strconcat (fixture->path, "-wal", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestRevision) revision = NULL;
  g_autoptr (AttestRevision) redacted = NULL;
  g_autofree char *policy = NULL;
  g_autoptr (AttestLibrary) other = record_fixture_create (fixture, "other");
  g_autoptr (GBytes) content = NULL;

  record_make_article (fixture->library, "a1", "a");
  id = record_save (fixture->library, "a1", "doctor", "p1", "the patient Zebedee");
  revision = attest_library_load_revision (fixture->library, id, &error);
  g_assert_nonnull (revision->signed_hash);
  g_assert_true (attest_library_merge (other, fixture->path, NULL, &error));

  g_assert_true (attest_library_redact (fixture->library, "p1", "a1", NULL, revision->text, "names a patient", &error));
  g_assert_true (attest_library_redact (fixture->library, "p1", "a1", id, NULL, "title names a patient", &error));
  g_assert_no_error (error);
  redacted = attest_library_load_revision (fixture->library, id, &error);
  g_assert_error (error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_NOT_FOUND);
  g_clear_error (&error);
  content = attest_library_load_content (fixture->library, revision->text, &error);
  g_assert_error (error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_NOT_FOUND);
  g_clear_error (&error);
  assert_verifies (fixture->library, TRUE, "redacted");

  /* Nothing of it is left in the file, its log or its free pages. */
  g_assert_false (file_contains (log, "Zebedee"));
  record_fixture_close (fixture);
  g_assert_false (file_contains (fixture->path, "Zebedee"));
  record_fixture_reopen (fixture);

  /* It cannot come back from a library that still has it, and goes there too. */
  g_assert_true (attest_library_merge (fixture->library, attest_library_get_path (other), NULL, &error));
  g_assert_null (attest_library_load_content (fixture->library, revision->text, NULL));
  g_assert_true (attest_library_merge (other, fixture->path, NULL, &error));
  g_assert_null (attest_library_load_content (other, revision->text, NULL));
  assert_verifies (other, TRUE, "redacted");

  /* A redaction stays readable, and stands beside what it blanks. */
  g_assert_false (attest_library_redact (fixture->library, "p1", "board", id, NULL, "elsewhere", &error));
  g_assert_error (error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_BODY);
  g_clear_error (&error);
  g_assert_false (attest_library_redact (fixture->library, "p1", "a1", id, NULL, "", &error));
  g_assert_error (error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_BODY);
  g_clear_error (&error);

  /* What approval takes cannot be taken out, or less would be asked. */
  policy = record_append (fixture->library,
                          "policy.set",
                          "board",
                          "p1",
                          "{\"sign_offs\":3,\"sign_off_roles\":[\"reviewer\"],\"review_months\":12}");
  g_assert_false (attest_library_redact (fixture->library, "p1", "board", policy, NULL, "oops", &error));
  g_assert_error (error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_BODY);
}

/* ---- Newer versions and forks ---- */

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

static void
test_unknown_kind (RecordFixture *fixture, gconstpointer data)
{
  static const AttestEventKind future = { "article.future",           1, FALSE, accept_any, change_nothing,
                                          ATTEST_EVENT_LEAVES_NOTHING };
  g_autoptr (AttestRegistry) newer = attest_registry_new ();
  g_autoptr (AttestLibrary) library = NULL;
  g_autoptr (AttestArticle) article = NULL;
  g_autoptr (AttestArticle) other = NULL;
  g_autoptr (AttestArticle) known = NULL;
  g_autoptr (GError) error = NULL;
  gboolean identical;

  fill (fixture);
  record_make_article (fixture->library, "a2", "b");
  record_fixture_close (fixture);
  attest_registry_add (newer, &future);
  library = attest_library_open (fixture->path, newer, fixture->state, 0, &error);
  g_assert_no_error (error);
  g_free (record_append (library, "article.future", "a1", "p1", "{}"));
  g_clear_object (&library);
  record_fixture_reopen (fixture);

  /* The program that wrote it knew the kind; this one folds anew what it does not know. */
  article = attest_library_find_article (fixture->library, "a1", &error);
  g_assert_cmpstr (article->unknown_kind, ==, "article.future");
  record_append_error (fixture->library, "article.set", "a1", "{}", ATTEST_RECORD_ERROR_UNKNOWN_KIND);
  other = attest_library_find_article (fixture->library, "a2", &error);
  g_assert_null (other->unknown_kind);
  g_free (record_append (fixture->library, "article.set", "a2", "", "{}"));
  g_assert_true (attest_library_rebuild (fixture->library, &identical, &error));
  g_assert_true (identical);
  record_fixture_close (fixture);

  /* It knows it again after an update; and a reader that cannot write sees it all the same. */
  library = attest_library_open (fixture->path, newer, fixture->state, ATTEST_LIBRARY_READ_ONLY, &error);
  g_assert_no_error (error);
  known = attest_library_find_article (library, "a1", &error);
  g_assert_null (known->unknown_kind);
  g_clear_object (&library);
  library = attest_library_open (fixture->path, newer, fixture->state, 0, &error);
  g_assert_no_error (error);
  g_free (record_append (library, "article.set", "a1", "", "{}"));

  /* Two versions at once, each of which folds what the other folded otherwise. */
  record_fixture_reopen (fixture);
  g_free (record_append (library, "article.set", "a1", "", "{}"));
  record_append_error (fixture->library, "article.set", "a1", "{}", ATTEST_RECORD_ERROR_UNKNOWN_KIND);
}

static void
test_fork (RecordFixture *fixture, gconstpointer data)
{
  g_autofree char *device = g_build_filename (fixture->state, "devices", NULL);
  g_autofree char *branch = g_build_filename (fixture->folder, "branch", NULL);
  g_autofree char *good = NULL;
  g_autofree char *note = NULL;
  g_autofree char *note_path = NULL;
  g_autoptr (GDir) dir = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;
  gsize note_length;
  guint taken;

  /* A machine that is set back with all its files, as a snapshot does: the one way in which a device id is used twice. */
  fill (fixture);
  record_fixture_close (fixture);
  dir = g_dir_open (device, 0, &error);
  g_assert_no_error (error);
  note_path = g_build_filename (device, g_dir_read_name (dir), NULL);
  g_assert_true (g_file_get_contents (fixture->path, &good, &length, NULL));
  g_assert_true (g_file_get_contents (note_path, &note, &note_length, NULL));
  record_fixture_reopen (fixture);
  g_free (record_save (fixture->library, "a1", "doctor", "p1", "left"));
  g_assert_true (attest_library_backup (fixture->library, branch, &error));
  record_fixture_close (fixture);

  g_assert_true (g_file_set_contents (fixture->path, good, (gssize) length, NULL));
  g_assert_true (g_file_set_contents (note_path, note, (gssize) note_length, NULL));
  record_fixture_reopen (fixture);
  g_free (record_save (fixture->library, "a1", "doctor", "p1", "right"));
  assert_verifies (fixture->library, TRUE, "");
  g_assert_true (attest_library_merge (fixture->library, branch, &taken, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (taken, ==, 1);
  assert_verifies (fixture->library, TRUE, "fork");
  g_assert_cmpuint (record_count_events (fixture->library), ==, 6);
}

/* ---- Device ids ---- */

static char *
append_and_get_device (AttestLibrary *library)
{
  g_autofree char *hash = record_append (library, "board.set", "board", "", "{\"name\":\"B\"}");
  g_autoptr (GPtrArray) events = list_events (library, NULL);
  const AttestEvent *last = g_ptr_array_index (events, events->len - 1);

  g_assert_cmpstr (last->hash, ==, hash);
  return g_strdup (last->device);
}

static void
test_device (RecordFixture *fixture, gconstpointer data)
{
  g_autofree char *backup = g_build_filename (fixture->folder, "backup", NULL);
  g_autofree char *first = append_and_get_device (fixture->library);
  g_autofree char *second = NULL;
  g_autofree char *third = NULL;
  g_autofree char *fourth = NULL;
  g_autofree char *fifth = NULL;
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestLibrary) window = NULL;
  g_autoptr (AttestLibrary) copy = NULL;
  gsize length;

  /* The same installation, another time and another window: the same device. */
  record_fixture_reopen (fixture);
  second = append_and_get_device (fixture->library);
  g_assert_cmpstr (second, ==, first);
  window = attest_library_open (fixture->path, fixture->registry, fixture->state, 0, &error);
  third = append_and_get_device (window);
  g_assert_cmpstr (third, ==, first);
  g_clear_object (&window);

  /* A copy is another file. */
  g_assert_true (attest_library_backup (fixture->library, backup, &error));
  copy = attest_library_open (backup, fixture->registry, fixture->state, 0, &error);
  fourth = append_and_get_device (copy);
  g_assert_cmpstr (fourth, !=, first);
  g_clear_object (&copy);

  /* A backup that was put back: the log ends earlier than this installation left it. */
  record_fixture_close (fixture);
  g_assert_true (g_file_get_contents (fixture->path, &contents, &length, NULL));
  record_fixture_reopen (fixture);
  g_free (append_and_get_device (fixture->library));
  record_fixture_close (fixture);
  g_assert_true (g_file_set_contents (fixture->path, contents, (gssize) length, NULL));
  record_fixture_reopen (fixture);
  fifth = append_and_get_device (fixture->library);
  g_assert_cmpstr (fifth, !=, first);
  assert_verifies (fixture->library, TRUE, "");
}

/* ---- Backup ---- */

static void
test_backup (RecordFixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "backup", NULL);
  g_autofree char *nowhere = g_build_filename (fixture->folder, "no", "such", "folder", NULL);
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestLibrary) copy = NULL;

  fill (fixture);
  g_assert_true (attest_library_backup (fixture->library, path, &error));
  g_assert_no_error (error);
  g_assert_false (g_file_test (log, G_FILE_TEST_EXISTS));
  copy = attest_library_open (path, fixture->registry, fixture->state, ATTEST_LIBRARY_READ_ONLY, &error);
  g_assert_no_error (error);
  before = record_dump (fixture->library);
  after = record_dump (copy);
  g_assert_cmpstr (before, ==, after);
  assert_verifies (copy, TRUE, "");

  g_assert_false (attest_library_backup (fixture->library, path, &error));
  g_assert_error (error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_EXISTS);
  g_clear_error (&error);
  g_assert_false (attest_library_backup (fixture->library, nowhere, &error));
  g_assert_error (error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_FAILED);
}

static void
count_cb (guint *count)
{
  ++*count;
}

/* Several appends that are one: each sees those before it, and all of them are there, or none. The chain goes on as if a batch that was dropped had never been. */
static void
test_batch (RecordFixture *fixture, gconstpointer data)
{
  AttestLibrary *library = fixture->library;
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestArticle) article = NULL;
  guint before = record_count_events (library), n_changes = 0;

  g_signal_connect_swapped (library, "changed", G_CALLBACK (count_cb), &n_changes);
  g_assert_true (attest_library_begin_batch (library, &error));
  record_make_article (library, "naps", "naps");
  article = attest_library_find_article (library, "naps", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (article->slug, ==, "naps");
  attest_library_drop_batch (library);
  g_assert_cmpuint (record_count_events (library), ==, before);

  /* What is refused ends it all. */
  g_assert_true (attest_library_begin_batch (library, &error));
  record_make_article (library, "naps", "naps");
  record_append_error (library, "article.create", "sleep", "{}", ATTEST_RECORD_ERROR_BODY);
  record_append_error (
      library, "article.create", "rest", "{\"slug\":\"rest\",\"language\":\"en\"}", ATTEST_RECORD_ERROR_FAILED);
  g_assert_false (attest_library_end_batch (library, &error));
  g_assert_error (error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_FAILED);
  g_clear_error (&error);
  g_assert_cmpuint (record_count_events (library), ==, before);
  g_assert_cmpuint (n_changes, ==, 0);

  g_assert_true (attest_library_begin_batch (library, &error));
  record_make_article (library, "naps", "naps");
  g_free (record_save (library, "naps", "doctor", "", "# Naps\n"));
  g_free (record_save (library, "naps", "doctor", "", "# Naps\n\nSome.\n"));
  g_assert_true (attest_library_end_batch (library, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (record_count_events (library), ==, before + 3);
  g_assert_cmpuint (n_changes, ==, 1);
  assert_verifies (library, TRUE, "");
  record_make_article (library, "sleep", "sleep");
  assert_verifies (library, TRUE, "");
  g_signal_handlers_disconnect_by_data (library, &n_changes);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/core/log/known-hash", test_known_hash);
  g_test_add_func ("/core/log/bodies", test_bodies);
#define ADD(path, function)                                                                                            \
  g_test_add ("/core/log/" path, RecordFixture, NULL, record_fixture_set_up, function, record_fixture_tear_down)
  ADD ("batch", test_batch);
  ADD ("chain", test_chain);
  ADD ("verify", test_verify);
  ADD ("rebuild", test_rebuild);
  ADD ("redact", test_redact_text);
  ADD ("unknown-kind", test_unknown_kind);
  ADD ("fork", test_fork);
  ADD ("device", test_device);
  ADD ("backup", test_backup);

  return g_test_run ();
}

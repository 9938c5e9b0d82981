/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <sqlite3.h>
#include <string.h>

#include "random-events.h"
#include "record-fixture.h"
#include "record/attest-database-private.h"
#include "record/attest-event-private.h"
#include "record/attest-review-file.h"
#include "review/attest-review.h"

#define LIBRARIES 3

static void
merge (AttestLibrary *library, const char *path, guint expected)
{
  g_autoptr (GError) error = NULL;
  guint taken = 0;

  attest_library_merge (library, path, &taken, &error);
  g_assert_no_error (error);
  if (expected != G_MAXUINT)
    g_assert_cmpuint (taken, ==, expected);
}

static void
assert_rebuilds (AttestLibrary *library)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *before = record_dump (library);
  g_autofree char *after = NULL;
  gboolean identical = FALSE;

  attest_library_rebuild (library, &identical, &error);
  g_assert_no_error (error);
  after = record_dump (library);
  g_assert_cmpstr (before, ==, after);
  g_assert_true (identical);
}

/* Asserts that verify finds these codes of failures, separated by spaces, each named once, and no others. */
static void
assert_verifies (AttestLibrary *library, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) problems = attest_library_verify (library, TRUE, &error);
  g_autoptr (GString) codes = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < problems->len; i++)
    {
      const AttestProblem *problem = g_ptr_array_index (problems, i);

      if (problem->failure && strstr (codes->str, problem->code) == NULL)
        g_string_append_printf (codes, "%s%s", codes->len > 0 ? " " : "", problem->code);
    }
  g_assert_cmpstr (codes->str, ==, expected);
}

static void
merge_all (AttestLibrary **libraries)
{
  /* Twice round, so that all has come to all, in an order that differs from run to run. */
  for (int i = 0; i < LIBRARIES * 2; i++)
    {
      int target = i % LIBRARIES;
      int first = g_test_rand_int_range (0, LIBRARIES);

      for (int j = 0; j < LIBRARIES; j++)
        if ((first + j) % LIBRARIES != target)
          merge (libraries[target], attest_library_get_path (libraries[(first + j) % LIBRARIES]), G_MAXUINT);
    }
}

static void
test_random (RecordFixture *fixture, gconstpointer data)
{
  int steps = g_getenv ("ATTEST_LONG") != NULL ? 800 : 120;
  AttestLibrary *libraries[LIBRARIES];
  g_autofree char *dump = NULL;

  libraries[0] = g_object_ref (fixture->library);
  libraries[1] = record_fixture_create (fixture, "second");
  libraries[2] = record_fixture_create (fixture, "third");

  for (int i = 0; i < steps; i++)
    {
      int target = g_test_rand_int_range (0, LIBRARIES);

      if (g_test_rand_int_range (0, 8) == 0)
        merge (libraries[target],
               attest_library_get_path (libraries[(target + g_test_rand_int_range (1, LIBRARIES)) % LIBRARIES]),
               G_MAXUINT);
      else
        random_events_write (libraries[target], TRUE);
    }

  merge_all (libraries);
  dump = record_dump (libraries[0]);
  for (int i = 0; i < LIBRARIES; i++)
    {
      g_autofree char *other = record_dump (libraries[i]);

      g_assert_cmpstr (other, ==, dump);
      assert_rebuilds (libraries[i]);
      assert_verifies (libraries[i], "");
      merge (libraries[i], attest_library_get_path (libraries[(i + 1) % LIBRARIES]), 0);
      g_object_unref (libraries[i]);
    }
}

/* ---- Events that come in any order ---- */

static void
run_sql (sqlite3 *handle, const char *sql)
{
  char *message = NULL;

  sqlite3_exec (handle, sql, NULL, NULL, &message);
  g_assert_cmpstr (message, ==, NULL);
}

/* A library with the events of @source at these positions, as a file that somebody else made may be. */
static char *
make_part (RecordFixture *fixture, const char *source, guint number, const char *where)
{
  g_autofree char *name = g_strdup_printf ("part-%u", number);
  g_autoptr (AttestLibrary) library = record_fixture_create (fixture, name);
  char *path = g_strdup (attest_library_get_path (library));
  g_autofree char *attach = g_strdup_printf ("ATTACH '%s' AS source", source);
  g_autofree char *events = g_strdup_printf ("INSERT INTO event SELECT * FROM source.event WHERE %s", where);
  sqlite3 *handle;

  g_clear_object (&library);
  g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
  run_sql (handle, attach);
  run_sql (handle, events);
  run_sql (handle, "INSERT INTO content SELECT * FROM source.content");
  sqlite3_close (handle);

  return path;
}

static void
test_any_order (RecordFixture *fixture, gconstpointer data)
{
  int rounds = g_getenv ("ATTEST_LONG") != NULL ? 40 : 4;
  g_autofree char *whole = NULL;
  g_autofree char *source = NULL;

  for (int i = 0; i < 60; i++)
    random_events_write (fixture->library, TRUE);
  whole = record_dump (fixture->library);
  source = g_strdup (fixture->path);
  record_fixture_close (fixture);

  for (int round = 0; round < rounds; round++)
    {
      g_autofree char *name = g_strdup_printf ("target-%d", round);
      g_autoptr (AttestLibrary) target = record_fixture_create (fixture, name);
      guint parts[] = { 0, 1, 2, 3, 4 };
      g_autofree char *dump = NULL;

      for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
        {
          guint other = (guint) g_test_rand_int_range ((gint32) i, G_N_ELEMENTS (parts));
          guint kept = parts[i];

          parts[i] = parts[other];
          parts[other] = kept;
        }
      for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
        {
          g_autofree char *where =
              g_strdup_printf ("(position * 7919 + %d) %% 5 = %u OR kind = 'redact'", round, parts[i]);
          g_autofree char *part = make_part (fixture, source, (guint) round * 5 + i, where);

          merge (target, part, G_MAXUINT);
          assert_rebuilds (target);
        }
      dump = record_dump (target);
      g_assert_cmpstr (dump, ==, whole);
      assert_verifies (target, "");
    }
}

static void
test_waiting (RecordFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestLibrary) target = record_fixture_create (fixture, "target");
  g_autoptr (AttestRevision) revision = NULL;
  g_autofree char *last = NULL;
  g_autofree char *late = NULL;
  g_autofree char *source = g_strdup (fixture->path);

  record_make_article (fixture->library, "a1", "a");
  g_free (record_save (fixture->library, "a1", "doctor", "p", "one"));
  g_free (record_save (fixture->library, "a1", "doctor", "p", "two"));
  record_fixture_close (fixture);

  last = make_part (fixture, source, 1, "sequence <> 2");
  merge (target, last, 2);
  revision = attest_library_find_revision (target, "a1", "doctor", 1, &error);
  g_assert_error (error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_NOT_FOUND);
  g_clear_error (&error);
  assert_verifies (target, "gap");
  assert_rebuilds (target);

  late = make_part (fixture, source, 2, "sequence = 2");
  merge (target, late, 1);
  revision = attest_library_find_revision (target, "a1", "doctor", 2, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (revision->title, ==, "two");
  assert_verifies (target, "");
  assert_rebuilds (target);
}

/* ---- What is not taken ---- */

static void
assert_refused (RecordFixture *fixture, const char *change, AttestRecordError code)
{
  static guint number = 1000;
  g_autoptr (AttestLibrary) target = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_strdup_printf ("refused-%u", number);
  g_autofree char *part = make_part (fixture, fixture->path, number++, "1");
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  sqlite3 *handle;
  static const char *const guards[] = { "event_before_update", "event_before_insert", "content_before_update" };
  char *kept[G_N_ELEMENTS (guards)] = { NULL };

  g_assert_cmpint (sqlite3_open (part, &handle), ==, SQLITE_OK);
  for (gsize i = 0; i < G_N_ELEMENTS (guards); i++)
    {
      g_autofree char *select = g_strdup_printf ("SELECT sql FROM sqlite_schema WHERE name = '%s'", guards[i]);
      g_autofree char *drop = g_strdup_printf ("DROP TRIGGER %s", guards[i]);
      sqlite3_stmt *statement;

      sqlite3_prepare_v2 (handle, select, -1, &statement, NULL);
      g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
      kept[i] = g_strdup ((const char *) sqlite3_column_text (statement, 0));
      sqlite3_finalize (statement);
      run_sql (handle, drop);
    }
  run_sql (handle, change);
  for (gsize i = 0; i < G_N_ELEMENTS (guards); i++)
    {
      run_sql (handle, kept[i]);
      g_free (kept[i]);
    }
  sqlite3_close (handle);

  target = record_fixture_create (fixture, name);
  before = record_dump (target);
  g_assert_false (attest_library_merge (target, part, NULL, &error));
  g_assert_error (error, ATTEST_RECORD_ERROR, (int) code);
  after = record_dump (target);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpuint (record_count_events (target), ==, 0);
}

static void
test_tampered (RecordFixture *fixture, gconstpointer data)
{
  record_make_article (fixture->library, "a1", "a");
  g_free (record_save (fixture->library, "a1", "doctor", "p", "one"));
  record_fixture_close (fixture);

  assert_refused (fixture, "UPDATE event SET actor = 'q' WHERE sequence = 2", ATTEST_RECORD_ERROR_DAMAGED);
  assert_refused (fixture, "UPDATE event SET body = replace (body, 'one', 'two')", ATTEST_RECORD_ERROR_DAMAGED);
  assert_refused (fixture, "UPDATE event SET body = NULL WHERE sequence = 2", ATTEST_RECORD_ERROR_DAMAGED);
  assert_refused (fixture, "UPDATE event SET body = ' ' || body", ATTEST_RECORD_ERROR_DAMAGED);
  assert_refused (fixture, "UPDATE event SET clock = 0 WHERE sequence = 1", ATTEST_RECORD_ERROR_DAMAGED);
  assert_refused (fixture, "UPDATE event SET kind = 'A B'", ATTEST_RECORD_ERROR_DAMAGED);
  assert_refused (fixture, "UPDATE content SET data = x'00'", ATTEST_RECORD_ERROR_DAMAGED);
}

/* Writes an event that is right in all but its clock into the library file at @path. */
static void
forge_event (const char *path, gint64 clock)
{
  AttestEvent header = { (char *) "0123456789abcdef0123456789abcdef",
                         (char *) "board",
                         1,
                         clock,
                         1,
                         (char *) "",
                         (char *) "board.set",
                         1,
                         (char *) "",
                         NULL,
                         NULL,
                         NULL };
  const char *body = "{\"name\":\"Forged\"}";
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestEvent) event = attest_event_new (&header, body, &error);
  g_autofree char *sql = NULL;
  sqlite3 *handle;

  g_assert_no_error (error);
  sql = g_strdup_printf (
      "INSERT INTO event VALUES (NULL, '%s', '%s', 'board', 1, %lld, 1, '', 'board.set', 1, '', '%s', '%s')",
      event->hash,
      event->device,
      (long long) clock,
      event->body_hash,
      body);
  g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
  run_sql (handle, sql);
  sqlite3_close (handle);
}

static void
test_clock (RecordFixture *fixture, gconstpointer data)
{
  g_autoptr (AttestLibrary) far = record_fixture_create (fixture, "far");
  g_autoptr (AttestLibrary) near = record_fixture_create (fixture, "near");
  g_autofree char *far_path = g_strdup (attest_library_get_path (far));
  g_autofree char *near_path = g_strdup (attest_library_get_path (near));
  g_autoptr (AttestBoard) board = NULL;
  g_autoptr (GError) error = NULL;

  g_clear_object (&far);
  g_clear_object (&near);
  record_make_article (fixture->library, "a1", "a");
  forge_event (far_path, 1000002);
  g_assert_false (attest_library_merge (fixture->library, far_path, NULL, &error));
  g_assert_error (error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_CLOCK);
  g_clear_error (&error);
  g_assert_cmpuint (record_count_events (fixture->library), ==, 1);

  /* As far ahead as is allowed; what is written next comes after it. */
  forge_event (near_path, 1000001);
  merge (fixture->library, near_path, 1);
  board = attest_library_load_board (fixture->library, &error);
  g_assert_cmpstr (board->name, ==, "Forged");
  g_free (record_append (fixture->library, "board.set", "board", "", "{\"name\":\"After\"}"));
  assert_rebuilds (fixture->library);
  attest_board_free (g_steal_pointer (&board));
  board = attest_library_load_board (fixture->library, &error);
  g_assert_cmpstr (board->name, ==, "After");
}

static void
test_damaged_schema (RecordFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (fixture->folder, "notes.txt", NULL);

  g_assert_true (g_file_set_contents (path, "notes", -1, NULL));
  g_assert_false (attest_library_merge (fixture->library, path, NULL, &error));
  g_assert_error (error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_NOT_A_LIBRARY);
}

/* The source is read as it is, with what stands in its `-wal`, and not a byte of it changes. */
static void
test_source_untouched (RecordFixture *fixture, gconstpointer data)
{
  g_autoptr (AttestLibrary) target = record_fixture_create (fixture, "target");
  g_autofree char *log = g_strconcat (fixture->path, "-wal", NULL);
  g_autofree char *file_before = NULL;
  g_autofree char *log_before = NULL;
  g_autofree char *file_after = NULL;
  g_autofree char *log_after = NULL;
  gsize lengths[4];

  record_make_article (fixture->library, "a1", "a");
  g_assert_true (g_file_get_contents (fixture->path, &file_before, &lengths[0], NULL));
  g_assert_true (g_file_get_contents (log, &log_before, &lengths[1], NULL));
  merge (target, fixture->path, 1);
  g_assert_true (g_file_get_contents (fixture->path, &file_after, &lengths[2], NULL));
  g_assert_true (g_file_get_contents (log, &log_after, &lengths[3], NULL));
  g_assert_cmpmem (file_before, lengths[0], file_after, lengths[2]);
  g_assert_cmpmem (log_before, lengths[1], log_after, lengths[3]);
}

/* ---- Review files ---- */

/* All that a merge may give: the projections, and which events and texts are there. */
static char *
dump_all (AttestLibrary *library)
{
  sqlite3 *handle = attest_database_get_handle (attest_library_get_database (library));
  g_autofree char *projections = record_dump (library);
  g_autoptr (GString) all = g_string_new (projections);
  sqlite3_stmt *statement;

  sqlite3_prepare_v2 (handle,
                      "SELECT hash || ifnull (body, ' blank') FROM event UNION ALL"
                      " SELECT hash FROM content WHERE data IS NOT NULL AND hash IN (SELECT text FROM revision)"
                      " ORDER BY 1",
                      -1,
                      &statement,
                      NULL);
  while (sqlite3_step (statement) == SQLITE_ROW)
    g_string_append_printf (all, "%s\n", (const char *) sqlite3_column_text (statement, 0));
  sqlite3_finalize (statement);

  return g_string_free (g_steal_pointer (&all), FALSE);
}

/* Of the two articles that are sent, those that the library has. */
static GStrv
choose_articles (AttestLibrary *library)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *id = g_strdup_printf ("article-%u", i);
      g_autoptr (AttestArticle) article = attest_library_find_article (library, id, NULL);

      if (article != NULL && g_str_equal (article->id, id))
        g_strv_builder_add (builder, id);
    }

  return g_strv_builder_end (builder);
}

/* Returns: (transfer full) (nullable): a review file of these articles; NULL where the library has neither */
static char *
send (RecordFixture *fixture, AttestLibrary *library, const char *name)
{
  g_auto (GStrv) articles = choose_articles (library);
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  g_autoptr (GError) error = NULL;

  if (articles[0] == NULL)
    return NULL;
  attest_library_write_review_file (library, (const char *const *) articles, "p1", path, TRUE, &error);
  g_assert_no_error (error);

  return g_steal_pointer (&path);
}

static guint
count_sent_events (AttestLibrary *library)
{
  gint64 count;

  g_assert_true (
      attest_database_read_int64 (attest_library_get_database (library),
                                  "SELECT count (*) FROM event WHERE stream IN ('board', 'article-0', 'article-1')",
                                  &count,
                                  NULL));
  return (guint) count;
}

/* Every row of the part is a row of the whole, but for the short name of an article, which may give way to that of another one. */
static void
assert_part_of (AttestLibrary *part, AttestLibrary *whole)
{
  g_autofree char *part_dump = record_dump (part);
  g_autofree char *whole_dump = record_dump (whole);
  g_auto (GStrv) part_rows = g_strsplit (part_dump, "\n", -1);
  g_auto (GStrv) whole_rows = g_strsplit (whole_dump, "\n", -1);
  g_autoptr (GHashTable) rows = g_hash_table_new (g_str_hash, g_str_equal);

  g_assert_cmpuint (record_count_events (part), ==, count_sent_events (whole));
  for (guint i = 0; whole_rows[i] != NULL; i++)
    g_hash_table_add (rows, whole_rows[i]);
  for (guint i = 0; part_rows[i] != NULL; i++)
    if (!g_str_has_prefix (part_rows[i], "article|") && !g_hash_table_contains (rows, part_rows[i]))
      g_error ("The whole has no such row: %s", part_rows[i]);
}

static void
check_round (RecordFixture *fixture, AttestLibrary **devices, guint round)
{
  static const guint orders[][LIBRARIES] = { { 0, 1, 2 }, { 0, 2, 1 }, { 1, 0, 2 },
                                             { 1, 2, 0 }, { 2, 0, 1 }, { 2, 1, 0 } };
  g_autofree char *whole_name = g_strdup_printf ("whole-%u", round);
  g_autoptr (AttestLibrary) whole = record_fixture_create (fixture, whole_name);
  g_autoptr (AttestLibrary) restricted = NULL;
  g_autofree char *restricted_path = NULL;
  g_autofree char *expected = NULL;
  g_autoptr (GError) error = NULL;
  char *paths[LIBRARIES];

  for (guint i = 0; i < LIBRARIES; i++)
    {
      g_autofree char *name = g_strdup_printf ("device-%u.attest", i);

      paths[i] = send (fixture, devices[i], name);
      merge (whole, attest_library_get_path (devices[i]), G_MAXUINT);
    }
  restricted_path = send (fixture, whole, "whole.attest");
  g_assert_nonnull (restricted_path);
  restricted = attest_library_open (restricted_path, fixture->registry, NULL, ATTEST_LIBRARY_READ_ONLY, &error);
  g_assert_no_error (error);
  assert_part_of (restricted, whole);
  expected = dump_all (restricted);

  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    {
      g_autofree char *name = g_strdup_printf ("order-%u-%u", round, i);
      g_autoptr (AttestLibrary) target = record_fixture_create (fixture, name);
      g_autofree char *got = NULL;
      g_autofree char *twice = NULL;

      for (guint j = 0; j < LIBRARIES; j++)
        if (paths[orders[i][j]] != NULL)
          merge (target, paths[orders[i][j]], G_MAXUINT);
      got = dump_all (target);
      g_assert_cmpstr (got, ==, expected);
      for (guint j = 0; j < LIBRARIES; j++)
        if (paths[j] != NULL)
          merge (target, paths[j], 0);
      merge (target, restricted_path, 0);
      twice = dump_all (target);
      g_assert_cmpstr (twice, ==, expected);
    }
  for (guint i = 0; i < LIBRARIES; i++)
    g_free (paths[i]);
}

/* Three devices go on by themselves, now and then one takes in a review file or a library of another; review files of two articles give in every order what whole
 * libraries give, cut down to these two. */
static void
test_review_files (RecordFixture *fixture, gconstpointer data)
{
  guint rounds = g_getenv ("ATTEST_LONG") != NULL ? 20 : 4;
  AttestLibrary *devices[LIBRARIES];

  devices[0] = g_object_ref (fixture->library);
  devices[1] = record_fixture_create (fixture, "second");
  devices[2] = record_fixture_create (fixture, "third");
  record_make_article (devices[0], "article-0", "slug-1");
  merge (devices[1], attest_library_get_path (devices[0]), G_MAXUINT);
  merge (devices[2], attest_library_get_path (devices[0]), G_MAXUINT);

  for (guint round = 0; round < rounds; round++)
    {
      for (guint i = 0; i < 25; i++)
        random_events_write (devices[g_test_rand_int_range (0, LIBRARIES)], FALSE);
      if (round % 2 == 1)
        {
          g_autofree char *mailed = send (fixture, devices[round % LIBRARIES], "mailed.attest");

          merge (devices[(round + 1) % LIBRARIES], mailed, G_MAXUINT);
        }
      check_round (fixture, devices, round);
    }
  for (guint i = 0; i < LIBRARIES; i++)
    g_object_unref (devices[i]);
}

static void
set_up_with_review (RecordFixture *fixture, gconstpointer data)
{
  record_fixture_set_up (fixture, data);
  attest_review_register (fixture->registry);
  record_fixture_reopen (fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(path, function)                                                                                            \
  g_test_add ("/core/merge/" path, RecordFixture, NULL, record_fixture_set_up, function, record_fixture_tear_down)
#define ADD_WITH_REVIEW(path, function)                                                                                \
  g_test_add ("/core/merge/" path, RecordFixture, NULL, set_up_with_review, function, record_fixture_tear_down)
  ADD_WITH_REVIEW ("random", test_random);
  ADD_WITH_REVIEW ("any-order", test_any_order);
  ADD_WITH_REVIEW ("review-files", test_review_files);
  ADD ("waiting", test_waiting);
  ADD ("tampered", test_tampered);
  ADD ("clock", test_clock);
  ADD ("damaged-schema", test_damaged_schema);
  ADD ("source-untouched", test_source_untouched);

  return g_test_run ();
}

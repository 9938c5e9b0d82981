/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>

#include "record-fixture.h"

static void
assert_refused (RecordFixture *fixture, AttestRecordError code)
{
  guint before = record_count_events (fixture->library);
  g_autoptr (GError) error = NULL;

  g_assert_false (attest_library_check_place (fixture->library, TRUE, &error));
  g_assert_error (error, ATTEST_RECORD_ERROR, (int) code);
  record_append_error (fixture->library, "board.set", ATTEST_STREAM_BOARD, "{\"name\":\"Nobody’s\"}", code);
  g_assert_cmpuint (record_count_events (fixture->library), ==, before);
}

static void
assert_written (RecordFixture *fixture)
{
  guint before = record_count_events (fixture->library);
  g_autofree char *hash =
      record_append (fixture->library, "board.set", ATTEST_STREAM_BOARD, "", "{\"name\":\"The board\"}");

  g_assert_cmpuint (record_count_events (fixture->library), ==, before + 1);
}

static char *
move_away (const char *path)
{
  char *away = g_strconcat (path, "-away", NULL);

  g_assert_cmpint (g_rename (path, away), ==, 0);
  return away;
}

/* Everything that SQLite does would go through, in a file that nobody will look into. */
static void
test_moved (RecordFixture *fixture, gconstpointer data)
{
  g_autofree char *away = NULL;

  assert_written (fixture);
  away = move_away (fixture->path);
  assert_refused (fixture, ATTEST_RECORD_ERROR_GONE);
  g_assert_cmpint (g_rename (away, fixture->path), ==, 0);
  assert_written (fixture);
}

static void
test_replaced (RecordFixture *fixture, gconstpointer data)
{
  g_autofree char *away = NULL;

  away = move_away (fixture->path);
  g_assert_true (g_file_set_contents (fixture->path, "another file", -1, NULL));
  assert_refused (fixture, ATTEST_RECORD_ERROR_REPLACED);
  g_assert_cmpint (g_rename (away, fixture->path), ==, 0);
  assert_written (fixture);
}

/* Without its log the file alone is not what the program sees. */
static void
test_log_moved (RecordFixture *fixture, gconstpointer data)
{
  g_autofree char *log = g_strconcat (fixture->path, "-wal", NULL);
  g_autofree char *away = NULL;

  assert_written (fixture);
  away = move_away (log);
  assert_refused (fixture, ATTEST_RECORD_ERROR_GONE);
  g_assert_cmpint (g_rename (away, log), ==, 0);
  assert_written (fixture);
}

/* The log comes and goes with whoever writes, which is nothing to a reader. */
static void
test_reader (RecordFixture *fixture, gconstpointer data)
{
  g_autoptr (AttestLibrary) reader =
      attest_library_open (fixture->path, fixture->registry, fixture->state, ATTEST_LIBRARY_READ_ONLY, NULL);
  g_autofree char *log = g_strconcat (fixture->path, "-wal", NULL);
  g_autofree char *away = move_away (log);

  g_assert_true (attest_library_check_place (reader, FALSE, NULL));
  g_assert_cmpint (g_rename (away, log), ==, 0);
}

#define ADD(path, function)                                                                                            \
  g_test_add ("/core/place/" path, RecordFixture, NULL, record_fixture_set_up, function, record_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD ("moved", test_moved);
  ADD ("replaced", test_replaced);
  ADD ("log-moved", test_log_moved);
  ADD ("reader", test_reader);

  return g_test_run ();
}

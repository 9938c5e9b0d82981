/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>
#include <utime.h>

#include "record-fixture.h"
#include "record/attest-copies.h"

static void
name_board (AttestLibrary *library, const char *name)
{
  g_autofree char *body = g_strdup_printf ("{\"name\":\"%s\"}", name);
  g_autofree char *hash = record_append (library, "board.set", ATTEST_STREAM_BOARD, "", body);
}

static gboolean
make (RecordFixture *fixture, const char *day)
{
  g_autoptr (GError) error = NULL;
  gboolean made = FALSE;

  g_assert_true (attest_copies_make_daily (fixture->path, day, &made, &error));
  g_assert_no_error (error);
  return made;
}

static char *
dup_copy_path (RecordFixture *fixture, const char *day)
{
  g_autofree char *folder = attest_copies_dup_folder (fixture->path);
  g_autofree char *name = g_strdup_printf ("board %s.attest-library", day);

  return g_build_filename (folder, name, NULL);
}

static gboolean
has_copy (RecordFixture *fixture, const char *day)
{
  g_autofree char *path = dup_copy_path (fixture, day);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static guint
count_files (RecordFixture *fixture)
{
  g_autofree char *folder = attest_copies_dup_folder (fixture->path);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint count = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    count++;
  return count;
}

static void
set_up (RecordFixture *fixture, gconstpointer data)
{
  record_fixture_set_up (fixture, data);
  name_board (fixture->library, "The first");
}

static void
test_daily (RecordFixture *fixture, gconstpointer data)
{
  g_autofree char *path = dup_copy_path (fixture, "2026-03-01");

  g_assert_true (make (fixture, "2026-03-01"));
  g_assert_true (attest_copies_check (path, NULL));
  /* One a day; and none on a day on which nothing had changed. */
  name_board (fixture->library, "The second");
  g_assert_false (make (fixture, "2026-03-01"));
  g_assert_true (make (fixture, "2026-03-02"));
  g_assert_false (make (fixture, "2026-03-03"));
  g_assert_false (has_copy (fixture, "2026-03-03"));
  name_board (fixture->library, "The third");
  g_assert_true (make (fixture, "2026-03-04"));
  g_assert_cmpuint (count_files (fixture), ==, 3);
}

static void
write_text (RecordFixture *fixture, const char *name)
{
  g_autofree char *folder = attest_copies_dup_folder (fixture->path);
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_assert_true (g_file_set_contents (path, "somebody’s", -1, NULL));
}

static void
test_seven_kept (RecordFixture *fixture, gconstpointer data)
{
  g_assert_true (make (fixture, "2026-03-01"));
  /* Names that are nearly those of Attest, and a copy by hand. */
  write_text (fixture, "board 2026-02-01 by hand.attest-library");
  write_text (fixture, "board 2026-02-1.attest-library");
  write_text (fixture, "other 2026-02-01.attest-library");
  write_text (fixture, "board 2026-02-01.txt");
  for (guint day = 2; day <= 10; day++)
    {
      g_autofree char *date = g_strdup_printf ("2026-03-%02u", day);

      name_board (fixture->library, date);
      g_assert_true (make (fixture, date));
      g_assert_cmpuint (count_files (fixture), ==, MIN (day, ATTEST_COPIES_KEPT) + 4);
    }
  g_assert_false (has_copy (fixture, "2026-03-03"));
  g_assert_true (has_copy (fixture, "2026-03-04"));
  g_assert_true (has_copy (fixture, "2026-03-10"));
}

/* A damaged copy is made anew, and counts for none where old ones are taken away. */
static void
test_damaged_copies (RecordFixture *fixture, gconstpointer data)
{
  g_autofree char *path = dup_copy_path (fixture, "2026-03-01");
  g_autofree char *second = dup_copy_path (fixture, "2026-03-02");

  g_assert_true (make (fixture, "2026-03-01"));
  g_assert_true (g_file_set_contents (path, "no library", -1, NULL));
  g_assert_true (make (fixture, "2026-03-01"));
  g_assert_true (attest_copies_check (path, NULL));
  g_assert_cmpuint (count_files (fixture), ==, 1);

  name_board (fixture->library, "The second");
  g_assert_true (make (fixture, "2026-03-02"));
  g_assert_true (g_file_set_contents (second, "no library", -1, NULL));
  for (guint day = 3; day <= 8; day++)
    {
      g_autofree char *date = g_strdup_printf ("2026-03-%02u", day);

      name_board (fixture->library, date);
      g_assert_true (make (fixture, date));
    }
  g_assert_true (has_copy (fixture, "2026-03-01"));
  g_assert_cmpint (g_unlink (second), ==, 0);
  name_board (fixture->library, "The last");
  g_assert_true (make (fixture, "2026-03-09"));
  g_assert_false (has_copy (fixture, "2026-03-01"));
}

/* A damaged library makes no copy, and costs none. */
static void
test_damaged_library (RecordFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *contents = NULL;
  gsize length;
  gboolean made;

  g_assert_true (make (fixture, "2026-03-01"));
  name_board (fixture->library, "The second");
  record_fixture_close (fixture);
  g_assert_true (g_file_get_contents (fixture->path, &contents, &length, NULL));
  /* An index that has lost an entry: nothing but a check of all of it finds that. */
  record_fixture_run_sql (fixture,
                          "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM"
                          " sqlite_schema WHERE name = 'event_by_order') WHERE name = 'event_by_stream';");
  g_assert_false (attest_copies_make_daily (fixture->path, "2026-03-02", &made, &error));
  g_assert_nonnull (error);
  g_assert_cmpuint (count_files (fixture), ==, 1);
}

/* What an editor blanked is not kept in copies either. */
static void
test_redaction (RecordFixture *fixture, gconstpointer data)
{
  g_autofree char *hash = NULL;
  g_autofree char *copy = dup_copy_path (fixture, "2026-03-02");
  g_autofree char *contents = NULL;
  gsize length;
  g_autoptr (GError) error = NULL;

  hash = record_append (fixture->library, "board.set", ATTEST_STREAM_BOARD, "", "{\"name\":\"Patient Zero\"}");
  g_assert_true (make (fixture, "2026-03-01"));
  name_board (fixture->library, "The board");
  g_assert_true (make (fixture, "2026-03-02"));
  g_assert_true (
      attest_library_redact (fixture->library, "", ATTEST_STREAM_BOARD, hash, NULL, "names a patient", &error));
  g_assert_no_error (error);
  g_assert_true (make (fixture, "2026-03-02"));
  g_assert_false (has_copy (fixture, "2026-03-01"));
  g_assert_true (g_file_get_contents (copy, &contents, &length, NULL));
  g_assert_null (memmem (contents, length, "Patient Zero", strlen ("Patient Zero")));
  g_assert_false (make (fixture, "2026-03-02"));
}

/* A draft of a program that was ended is swept, one that is being written is not. */
static void
test_drafts (RecordFixture *fixture, gconstpointer data)
{
  const char *old = ".board 2026-02-01.attest-library.abcdef";
  const char *recent = ".board 2026-02-02.attest-library.abcdef";
  g_autofree char *folder = attest_copies_dup_folder (fixture->path);
  g_autofree char *old_path = g_build_filename (folder, old, NULL);
  g_autofree char *recent_path = g_build_filename (folder, recent, NULL);
  struct utimbuf times = { 1000, 1000 };

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  write_text (fixture, old);
  write_text (fixture, recent);
  g_assert_cmpint (utime (old_path, &times), ==, 0);
  g_assert_true (make (fixture, "2026-03-01"));
  g_assert_false (g_file_test (old_path, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (recent_path, G_FILE_TEST_EXISTS));
}

static gpointer
make_in_thread (gpointer data)
{
  RecordFixture *fixture = data;
  gboolean made = FALSE;

  g_assert_true (attest_copies_make_daily (fixture->path, "2026-03-01", &made, NULL));
  return GINT_TO_POINTER (made);
}

static void
test_two_at_once (RecordFixture *fixture, gconstpointer data)
{
  GThread *threads[4];
  guint made = 0;

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new (NULL, make_in_thread, fixture);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    made += GPOINTER_TO_INT (g_thread_join (threads[i])) ? 1 : 0;
  g_assert_cmpuint (made, ==, 1);
  g_assert_cmpuint (count_files (fixture), ==, 1);
}

/* ---- Compared and restored ---- */

static void
changed_cb (AttestLibrary *library, const char *const *streams, guint *everything)
{
  if (streams[0] == NULL)
    (*everything)++;
}

static void
test_restore (RecordFixture *fixture, gconstpointer data)
{
  g_autofree char *copy = dup_copy_path (fixture, "2026-03-01");
  g_autofree char *kept = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *kept_dump = NULL;
  g_autofree char *today = NULL;
  g_autofree char *revision = NULL;
  g_autofree char *hash = NULL;
  g_autoptr (AttestLibrary) other = NULL;
  g_autoptr (AttestLibrary) kept_library = NULL;
  g_autoptr (GPtrArray) differences = NULL;
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GError) error = NULL;
  const AttestCopyDifference *difference;
  guint everything = 0;

  before = record_dump (fixture->library);
  g_assert_true (make (fixture, "2026-03-01"));
  record_make_article (fixture->library, "one", "naps");
  revision = record_save (fixture->library, "one", "doctor", "", "# Naps\n");
  name_board (fixture->library, "The second");
  today = record_dump (fixture->library);

  differences = attest_copies_compare (fixture->path, copy, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (differences->len, ==, 2);
  difference = g_ptr_array_index (differences, 0);
  g_assert_cmpstr (difference->stream, ==, "one");
  g_assert_cmpuint (GPOINTER_TO_UINT (g_hash_table_lookup (difference->lost, "revision.save")), ==, 1);
  g_assert_cmpuint (GPOINTER_TO_UINT (g_hash_table_lookup (difference->lost, "article.create")), ==, 1);
  g_assert_cmpuint (difference->back, ==, 0);
  difference = g_ptr_array_index (differences, 1);
  g_assert_cmpstr (difference->stream, ==, ATTEST_STREAM_BOARD);

  /* Another program has it open all the while. */
  other = attest_library_open (fixture->path, fixture->registry, fixture->state, ATTEST_LIBRARY_READ_WRITE, &error);
  g_assert_no_error (error);
  g_signal_connect (other, "changed", G_CALLBACK (changed_cb), &everything);
  g_assert_true (attest_library_restore (fixture->library, copy, &kept, &error));
  g_assert_no_error (error);
  after = record_dump (fixture->library);
  g_assert_cmpstr (after, ==, before);
  g_assert_true (attest_library_refresh (other));
  g_assert_cmpuint (everything, ==, 1);

  kept_library = attest_library_open (kept, fixture->registry, fixture->state, ATTEST_LIBRARY_READ_ONLY, &error);
  g_assert_no_error (error);
  kept_dump = record_dump (kept_library);
  g_assert_cmpstr (kept_dump, ==, today);

  /* The log goes on under another device id, so that merging the two later is no fork. */
  name_board (other, "The third");
  hash = record_append (fixture->library, "board.set", ATTEST_STREAM_BOARD, "", "{\"name\":\"The fourth\"}");
  g_assert_true (attest_library_merge (fixture->library, kept, NULL, &error));
  g_assert_no_error (error);
  problems = attest_library_verify (fixture->library, TRUE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (problems->len, ==, 0);
}

static void
test_restore_refused (RecordFixture *fixture, gconstpointer data)
{
  g_autofree char *copy = dup_copy_path (fixture, "2026-03-01");
  g_autofree char *kept = NULL;
  g_autofree char *before = record_dump (fixture->library);
  g_autofree char *after = NULL;
  g_autofree char *away = g_strconcat (fixture->path, "-away", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (make (fixture, "2026-03-01"));
  g_assert_cmpint (g_rename (fixture->path, away), ==, 0);
  g_assert_false (attest_library_restore (fixture->library, copy, &kept, &error));
  g_assert_error (error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_GONE);
  g_clear_error (&error);
  g_assert_cmpint (g_rename (away, fixture->path), ==, 0);

  g_assert_true (g_file_set_contents (copy, "no library", -1, NULL));
  g_assert_false (attest_library_restore (fixture->library, copy, &kept, &error));
  g_assert_error (error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_NOT_A_LIBRARY);
  after = record_dump (fixture->library);
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpuint (count_files (fixture), ==, 1);
}

static void
test_replace_damaged (RecordFixture *fixture, gconstpointer data)
{
  g_autofree char *copy = dup_copy_path (fixture, "2026-03-01");
  g_autofree char *log = g_strconcat (fixture->path, "-wal", NULL);
  g_autofree char *before = record_dump (fixture->library);
  g_autofree char *after = NULL;
  g_autofree char *kept = NULL;
  g_autofree char *kept_log = NULL;
  g_autofree char *newest = NULL;
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (make (fixture, "2026-03-01"));
  record_fixture_close (fixture);
  g_assert_false (attest_copies_replace_damaged (fixture->path, copy, &kept, &error));
  g_assert_error (error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_BUSY);
  g_clear_error (&error);

  g_assert_true (g_file_set_contents (fixture->path, "damaged", -1, NULL));
  g_assert_true (g_file_set_contents (log, "its log", -1, NULL));
  newest = attest_copies_dup_newest_good (fixture->path);
  g_assert_cmpstr (newest, ==, copy);
  g_assert_true (attest_copies_replace_damaged (fixture->path, copy, &kept, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (kept, &contents, NULL, NULL));
  g_assert_cmpstr (contents, ==, "damaged");
  kept_log = g_strconcat (kept, "-wal", NULL);
  g_assert_true (g_file_test (kept_log, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (log, G_FILE_TEST_EXISTS));
  record_fixture_reopen (fixture);
  after = record_dump (fixture->library);
  g_assert_cmpstr (after, ==, before);
}

#define ADD(path, function)                                                                                            \
  g_test_add ("/core/copies/" path, RecordFixture, NULL, set_up, function, record_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD ("daily", test_daily);
  ADD ("seven-kept", test_seven_kept);
  ADD ("damaged-copies", test_damaged_copies);
  ADD ("damaged-library", test_damaged_library);
  ADD ("redaction", test_redaction);
  ADD ("drafts", test_drafts);
  ADD ("two-at-once", test_two_at_once);
  ADD ("restore", test_restore);
  ADD ("restore-refused", test_restore_refused);
  ADD ("replace-damaged", test_replace_damaged);

  return g_test_run ();
}

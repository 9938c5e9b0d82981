/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "record-fixture.h"
#include "record/attest-database-private.h"
#include "record/attest-event-table.h"

#define HASH_LENGTH 64

/* A new library after so many kills, so that looking at all of it each time stays quick. */
#define KILLS_OF_A_LIBRARY 50

static void
assert_verifies (AttestLibrary *library, gboolean deep)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) problems = attest_library_verify (library, deep, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < problems->len; i++)
    g_test_message ("%s", ((AttestProblem *) g_ptr_array_index (problems, i))->text);
  g_assert_cmpuint (problems->len, ==, 0);
}

static void
assert_whole (AttestLibrary *library)
{
  assert_verifies (library, TRUE);
}

/* SQLite's own word, besides what the record says of itself. */
static void
assert_integrity (AttestLibrary *library)
{
  AttestStatement *rows =
      attest_database_prepare (attest_library_get_database (library), "PRAGMA integrity_check /* by the test */");
  g_autoptr (GError) error = NULL;

  g_assert_true (attest_statement_next (rows, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (attest_statement_get_text (rows, 0), ==, "ok");
  attest_statement_done (rows);
}

/* Appends until it is killed, and says after each event that it is written. */
static void
append_for_ever (RecordFixture *fixture, int channel)
{
  g_autoptr (GError) error = NULL;
  AttestLibrary *library = attest_library_open (fixture->path, fixture->registry, fixture->state, 0, &error);

  for (int i = 0; library != NULL; i++)
    {
      g_autofree char *text =
          g_strdup_printf ("Text %d of process %d %s", i, getpid (), "with some length to it, as texts have");
      g_autofree char *hash = record_save (library, "a1", "doctor", "p1", text);

      if (write (channel, hash, HASH_LENGTH) != HASH_LENGTH)
        break;
    }
  _exit (1);
}

static void
kill_after (RecordFixture *fixture, int *channel, gulong microseconds)
{
  pid_t child;
  int status;

  g_assert_cmpint (pipe (channel), ==, 0);
  child = fork ();
  if (child == 0)
    append_for_ever (fixture, channel[1]);
  close (channel[1]);
  g_usleep (microseconds);
  g_assert_cmpint (kill (child, SIGKILL), ==, 0);
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  /* It must have been the kill that ended it, and no failure of its own. */
  g_assert_true (WIFSIGNALED (status) && WTERMSIG (status) == SIGKILL);
}

/* Returns: how many were acknowledged, all of which are there with their texts */
static guint
assert_acknowledged (AttestLibrary *library, int channel)
{
  char hash[HASH_LENGTH + 1] = { 0 };
  guint acknowledged = 0;

  for (; read (channel, hash, HASH_LENGTH) == HASH_LENGTH; acknowledged++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (AttestRevision) revision = attest_library_load_revision (library, hash, &error);
      g_autoptr (GBytes) text = revision != NULL ? attest_library_load_content (library, revision->text, &error) : NULL;

      g_assert_no_error (error);
      g_assert_nonnull (text);
      g_assert_true (attest_event_table_contains (attest_library_get_database (library), hash, NULL));
    }
  close (channel);
  return acknowledged;
}

static void
renew (RecordFixture *fixture)
{
  record_fixture_tear_down (fixture, NULL);
  record_fixture_set_up (fixture, NULL);
  record_make_article (fixture->library, "a1", "a");
  record_fixture_close (fixture);
}

/* Every event that was acknowledged is there, whatever moment the process is killed at. */
static void
test_killed (RecordFixture *fixture, gconstpointer data)
{
  int rounds = g_getenv ("ATTEST_LONG") != NULL ? 1000 : 50;
  guint acknowledged = 0;
  guint kept = 0;

  for (int round = 0; round < rounds; round++)
    {
      int channel[2];
      guint before;

      if (round % KILLS_OF_A_LIBRARY == 0)
        renew (fixture);
      record_fixture_reopen (fixture);
      before = record_count_events (fixture->library);
      record_fixture_close (fixture);
      kill_after (fixture, channel, (gulong) g_test_rand_int_range (5000, 150000));

      record_fixture_reopen (fixture);
      acknowledged += assert_acknowledged (fixture->library, channel[0]);
      kept += record_count_events (fixture->library) - before;
      assert_integrity (fixture->library);
      assert_whole (fixture->library);
      record_fixture_close (fixture);
    }
  /* Each kill may have come between the writing of one event and its acknowledgement. */
  g_test_message ("%d kills: %u events acknowledged, all there; %u written", rounds, acknowledged, kept);
  g_assert_cmpuint (acknowledged, >, 0);
  g_assert_cmpuint (kept, >=, acknowledged);
  g_assert_cmpuint (kept, <=, acknowledged + (guint) rounds);
}

static void
append_and_checkpoint (RecordFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  AttestLibrary *library = attest_library_open (fixture->path, fixture->registry, fixture->state, 0, &error);

  attest_database_run (attest_library_get_database (library), "PRAGMA wal_autocheckpoint = 1", NULL);
  for (int i = 0;; i++)
    {
      g_autofree char *text = g_strnfill (3000, (char) ('a' + i % 26));

      g_free (record_save (library, "a1", "doctor", "p1", text));
    }
}

/* A second window opens the library, and a third library takes it in, while the first window writes all the time. */
static void
test_opened_while_written (RecordFixture *fixture, gconstpointer data)
{
  int rounds = g_getenv ("ATTEST_LONG") != NULL ? 2000 : 150;
  g_autoptr (AttestLibrary) target = record_fixture_create (fixture, "target");
  guint busy = 0;
  pid_t child;

  record_make_article (fixture->library, "a1", "a");
  record_fixture_close (fixture);
  child = fork ();
  if (child == 0)
    append_and_checkpoint (fixture);

  for (int round = 0; round < rounds; round++)
    {
      AttestLibraryFlags flags = round % 2 == 0 ? ATTEST_LIBRARY_READ_ONLY : ATTEST_LIBRARY_READ_WRITE;
      g_autoptr (GError) error = NULL;
      g_autoptr (AttestLibrary) library =
          attest_library_open (fixture->path, fixture->registry, fixture->state, flags, &error);

      g_assert_no_error (error);
      if (round % 5 == 1)
        assert_verifies (library, FALSE);
      if (round % 10 != 0 || attest_library_merge (target, fixture->path, NULL, &error))
        continue;
      g_assert_error (error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_BUSY);
      busy++;
    }
  kill (child, SIGKILL);
  waitpid (child, NULL, 0);

  g_test_message ("%u merges were asked to try again", busy);
  assert_whole (target);
  record_fixture_reopen (fixture);
  assert_whole (fixture->library);
}

/* ---- A checkpoint that was cut short ---- */

/* The file format of SQLite's log: a header, then frames of a header and a page each; big-endian numbers. */
#define LOG_HEADER 32
#define FRAME_HEADER 24
#define PAGE_SIZE 4096

static guint32
read_number (const char *bytes)
{
  guint32 number;

  memcpy (&number, bytes, sizeof number);
  return GUINT32_FROM_BE (number);
}

/* Puts each page of the log into the file or not, by the toss of a coin, or only the first page. */
static GBytes *
move_some_pages (GBytes *file, GBytes *log, gboolean only_first)
{
  gsize log_size;
  const char *frames = g_bytes_get_data (log, &log_size);
  g_autoptr (GByteArray) moved = g_bytes_unref_to_array (g_bytes_ref (file));

  for (gsize at = LOG_HEADER; at + FRAME_HEADER + PAGE_SIZE <= log_size; at += FRAME_HEADER + PAGE_SIZE)
    {
      guint32 page = read_number (frames + at);
      gsize place = (gsize) (page - 1) * PAGE_SIZE;

      if (only_first ? page != 1 : g_test_rand_bit ())
        continue;
      if (moved->len < place + PAGE_SIZE)
        g_byte_array_set_size (moved, (guint) (place + PAGE_SIZE));
      memcpy (moved->data + place, frames + at + FRAME_HEADER, PAGE_SIZE);
    }

  return g_byte_array_free_to_bytes (g_steal_pointer (&moved));
}

static GBytes *
load_bytes (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = g_file_new_for_path (path);
  GBytes *bytes = g_file_load_bytes (file, NULL, NULL, &error);

  g_assert_no_error (error);
  return bytes;
}

static void
store_bytes (const char *path, GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  g_file_set_contents (path, data, (gssize) size, &error);
  g_assert_no_error (error);
}

/* Whoever is killed while SQLite moves its log into the file leaves a file that by itself makes no sense. */
static void
test_cut_checkpoint (RecordFixture *fixture, gconstpointer data)
{
  int rounds = g_getenv ("ATTEST_LONG") != NULL ? 1000 : 50;
  g_autofree char *cut = g_build_filename (fixture->folder, "cut", NULL);
  g_autofree char *cut_log = g_strconcat (cut, "-wal", NULL);
  g_autofree char *own_log = g_strconcat (fixture->path, "-wal", NULL);
  g_autoptr (GBytes) file = NULL;
  g_autoptr (GBytes) log = NULL;
  guint events;

  /* The log has to have everything: once it was moved and begun anew, old frames stand behind the new ones. */
  attest_database_run (attest_library_get_database (fixture->library), "PRAGMA wal_autocheckpoint = 0", NULL);
  record_make_article (fixture->library, "a1", "a");
  for (int i = 0; i < 40; i++)
    {
      g_autofree char *text = g_strnfill (3000, (char) ('a' + i % 26));

      g_free (record_save (fixture->library, "a1", "doctor", "p1", text));
    }
  events = record_count_events (fixture->library);
  file = load_bytes (fixture->path);
  log = load_bytes (own_log);

  for (int round = 0; round < rounds; round++)
    {
      g_autoptr (GBytes) moved = move_some_pages (file, log, round < 2);
      AttestLibraryFlags flags = round % 2 == 0 ? ATTEST_LIBRARY_READ_ONLY : ATTEST_LIBRARY_READ_WRITE;
      g_autofree char *name = g_strdup_printf ("target-%d", round);
      g_autoptr (AttestLibrary) target = record_fixture_create (fixture, name);
      g_autoptr (AttestLibrary) library = NULL;
      g_autoptr (GError) error = NULL;

      store_bytes (cut, moved);
      store_bytes (cut_log, log);
      g_assert_true (attest_library_merge (target, cut, NULL, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (record_count_events (target), ==, events);

      library = attest_library_open (cut, fixture->registry, fixture->state, flags, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (record_count_events (library), ==, events);
      assert_whole (library);
    }
}

/* A file system that takes no more: each refusal leaves a whole library, and with room again it goes on. */
static void
fill_disk (RecordFixture *fixture, rlim_t room)
{
  struct rlimit limit = { room, room };
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestLibrary) library = attest_library_open (fixture->path, fixture->registry, fixture->state, 0, &error);
  gboolean full = FALSE;

  if (library == NULL)
    _exit (2);
  signal (SIGXFSZ, SIG_IGN);
  setrlimit (RLIMIT_FSIZE, &limit);
  for (int i = 0; i < 200 && !full; i++)
    {
      g_autofree char *name = g_strnfill (1000, 'n');
      JsonObject *body = json_object_new ();

      json_object_set_string_member (body, "name", name);
      if (!attest_library_append_one (library, attest_event_draft_new ("board.set", "board", "", body), NULL, &error))
        full = g_error_matches (error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_FULL);
      if (error != NULL && !full)
        g_printerr ("%s\n", error->message);
      g_clear_error (&error);
    }
  _exit (full ? 0 : 3);
}

static void
test_full_disk (RecordFixture *fixture, gconstpointer data)
{
  record_fixture_close (fixture);
  for (rlim_t room = 200000; room < 400000; room += 33333)
    {
      int status;
      pid_t child = fork ();

      if (child == 0)
        fill_disk (fixture, room);
      g_assert_cmpint (waitpid (child, &status, 0), ==, child);
      g_assert_true (WIFEXITED (status));
      g_assert_cmpint (WEXITSTATUS (status), ==, 0);

      record_fixture_reopen (fixture);
      assert_whole (fixture->library);
      g_free (record_append (fixture->library, "board.set", "board", "", "{\"name\":\"B\"}"));
      record_fixture_close (fixture);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(path, function)                                                                                            \
  g_test_add ("/core/crash/" path, RecordFixture, NULL, record_fixture_set_up, function, record_fixture_tear_down)
  ADD ("killed", test_killed);
  ADD ("opened-while-written", test_opened_while_written);
  ADD ("cut-checkpoint", test_cut_checkpoint);
  ADD ("full-disk", test_full_disk);

  return g_test_run ();
}

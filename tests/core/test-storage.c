/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "record-fixture.h"
#include "record/attest-copies.h"
#include "record/attest-database-private.h"
#include "record/attest-storage.h"

#define EXT4 0xef53
#define FUSE 0x65735546

static void
test_judge (void)
{
  const struct
  {
    guint64 file_system;
    const char *mounted_as;
    const char *names[4];
    AttestStorage storage;
  } places[] = {
    { EXT4, "ext4", { ".cache", "home" }, ATTEST_STORAGE_LOCAL },
    { 0x01021994, "tmpfs", { NULL }, ATTEST_STORAGE_LOCAL },
    { 0x6969, "nfs4", { NULL }, ATTEST_STORAGE_NETWORK },
    { 0xff534d42, "cifs", { NULL }, ATTEST_STORAGE_NETWORK },
    { 0xfe534d42, "smb3", { NULL }, ATTEST_STORAGE_NETWORK },
    { 0x01021997, "9p", { NULL }, ATTEST_STORAGE_NETWORK },
    { FUSE, "fuse.sshfs", { NULL }, ATTEST_STORAGE_NETWORK },
    { FUSE, "fuse.rclone", { NULL }, ATTEST_STORAGE_NETWORK },
    { FUSE, "fuse.gvfsd-fuse", { NULL }, ATTEST_STORAGE_NETWORK },
    { FUSE, "fuseblk", { NULL }, ATTEST_STORAGE_LOCAL },
    { FUSE, "fuse.gocryptfs", { NULL }, ATTEST_STORAGE_LOCAL },
    { FUSE, NULL, { NULL }, ATTEST_STORAGE_LOCAL },
    { EXT4, "ext4", { "home", ".stfolder" }, ATTEST_STORAGE_SYNCED },
    { EXT4, "ext4", { ".dropbox" }, ATTEST_STORAGE_SYNCED },
    { EXT4, "ext4", { ".dropbox-dist" }, ATTEST_STORAGE_LOCAL },
    { EXT4, "ext4", { ".sync_0a1b2c3d4e5f.db" }, ATTEST_STORAGE_SYNCED },
    { EXT4, "ext4", { "._sync_0a1b2c3d4e5f.db" }, ATTEST_STORAGE_SYNCED },
    { EXT4, "ext4", { ".nextcloudsync.log" }, ATTEST_STORAGE_SYNCED },
    { EXT4, "ext4", { "OneDrive - Hospital" }, ATTEST_STORAGE_SYNCED },
    { EXT4, "ext4", { ".849C9593-D756-4E56-8D6E-42412F2A707B" }, ATTEST_STORAGE_SYNCED },
    { EXT4, "ext4", { "notes on .stfolder" }, ATTEST_STORAGE_LOCAL },
    { 0x6969, "nfs4", { ".stfolder" }, ATTEST_STORAGE_NETWORK },
  };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      AttestStorageFacts facts = { places[i].file_system, places[i].mounted_as, places[i].names };

      g_test_message ("%u", i);
      g_assert_cmpint (attest_storage_judge (&facts), ==, places[i].storage);
      g_assert_true ((attest_storage_get_warning (places[i].storage) == NULL) ==
                     (places[i].storage == ATTEST_STORAGE_LOCAL));
    }
}

/* The library was made elsewhere, with a log, and put into such a folder. */
static void
put_into_synced_folder (RecordFixture *fixture)
{
  g_autofree char *marker = g_build_filename (fixture->folder, ".stfolder", NULL);

  g_assert_cmpint (attest_library_get_storage (fixture->library), ==, ATTEST_STORAGE_LOCAL);
  record_fixture_close (fixture);
  g_assert_cmpint (g_mkdir (marker, 0700), ==, 0);
  record_fixture_reopen (fixture);
  g_assert_cmpint (attest_library_get_storage (fixture->library), ==, ATTEST_STORAGE_SYNCED);
}

static char
read_journal_kind (RecordFixture *fixture)
{
  g_autofree char *contents = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (fixture->path, &contents, &length, NULL));
  g_assert_cmpuint (length, >, 100);
  return contents[18];
}

static void
append (AttestLibrary *library, const char *name)
{
  g_autofree char *body = g_strdup_printf ("{\"name\":\"%s\"}", name);
  g_autofree char *hash = record_append (library, "board.set", ATTEST_STREAM_BOARD, "", body);
}

static void
test_rollback (RecordFixture *fixture, gconstpointer data)
{
  g_autofree char *log = g_strconcat (fixture->path, "-wal", NULL);
  g_autofree char *memory = g_strconcat (fixture->path, "-shm", NULL);
  g_autofree char *marker = g_build_filename (fixture->folder, ".stfolder", NULL);
  g_autoptr (AttestLibrary) reader = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (read_journal_kind (fixture), ==, 2);
  put_into_synced_folder (fixture);
  g_assert_cmpint (read_journal_kind (fixture), ==, 1);
  append (fixture->library, "The first");
  reader = attest_library_open (fixture->path, fixture->registry, fixture->state, ATTEST_LIBRARY_READ_ONLY, &error);
  g_assert_no_error (error);
  append (fixture->library, "The second");
  g_assert_true (attest_library_refresh (reader));
  g_assert_cmpuint (record_count_events (reader), ==, 2);
  g_assert_false (g_file_test (log, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (memory, G_FILE_TEST_EXISTS));
  g_assert_true (attest_copies_make_daily (fixture->path, "2026-03-01", NULL, &error));
  g_assert_no_error (error);

  /* Back on a disk of one's own. */
  g_clear_object (&reader);
  record_fixture_close (fixture);
  g_assert_cmpint (g_rmdir (marker), ==, 0);
  record_fixture_reopen (fixture);
  append (fixture->library, "The third");
  g_assert_cmpint (read_journal_kind (fixture), ==, 2);
  g_assert_cmpuint (record_count_events (fixture->library), ==, 3);
}

typedef struct
{
  AttestDatabase *other;
  guint before;
} Writer;

static int
lock_meanwhile (unsigned kind, void *user_data, void *statement, void *text)
{
  Writer *writer = user_data;

  if (writer->before > 0 && --writer->before == 0)
    attest_database_run (writer->other, "BEGIN EXCLUSIVE", NULL);
  return 0;
}

static void
count_cb (AttestLibrary *library, const char *const *streams, guint *count)
{
  (*count)++;
}

/* Somebody who writes keeps the reader from seeing what changed: it is announced by the next look, whichever statement had to wait. */
static void
test_locked_out (RecordFixture *fixture, gconstpointer data)
{
  g_autoptr (AttestDatabase) other = NULL;
  g_autoptr (AttestLibrary) reader = NULL;
  g_autoptr (GError) error = NULL;
  gboolean met = TRUE;
  guint count = 0;

  put_into_synced_folder (fixture);
  append (fixture->library, "The first");
  reader = attest_library_open (fixture->path, fixture->registry, fixture->state, ATTEST_LIBRARY_READ_ONLY, &error);
  g_assert_no_error (error);
  attest_library_set_busy_timeout (reader, 0);
  other = attest_database_open (fixture->path, 0, &error);
  g_assert_no_error (error);
  g_signal_connect (reader, "changed", G_CALLBACK (count_cb), &count);
  for (guint i = 1; met; i++)
    {
      Writer writer = { other, i };
      sqlite3 *handle = attest_database_get_handle (attest_library_get_database (reader));

      append (fixture->library, "The next");
      sqlite3_trace_v2 (handle, SQLITE_TRACE_STMT, lock_meanwhile, &writer);
      attest_library_refresh (reader);
      sqlite3_trace_v2 (handle, 0, NULL, NULL);
      attest_database_roll_back (other);
      attest_library_refresh (reader);
      met = writer.before == 0;
      g_test_message ("before statement %u", i);
      g_assert_cmpuint (count, >=, i);
    }
}

#define EACH 40

static gpointer
append_many (gpointer data)
{
  RecordFixture *fixture = data;
  g_autoptr (AttestLibrary) library =
      attest_library_open (fixture->path, fixture->registry, fixture->state, ATTEST_LIBRARY_READ_WRITE, NULL);

  g_assert_nonnull (library);
  for (guint i = 0; i < EACH; i++)
    append (library, "Somebody’s");
  return NULL;
}

/* Each with connections of its own, as two programs have them. */
static void
test_two_writers (RecordFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) problems = NULL;
  GThread *threads[2];

  put_into_synced_folder (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new (NULL, append_many, fixture);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  g_assert_cmpuint (record_count_events (fixture->library), ==, 2 * EACH);
  problems = attest_library_verify (fixture->library, TRUE, NULL);
  g_assert_cmpuint (problems->len, ==, 0);
}

/* Says on @pipe how many events it wrote, until it is killed. */
static void
append_until_killed (RecordFixture *fixture, int pipe)
{
  g_autoptr (AttestLibrary) library =
      attest_library_open (fixture->path, fixture->registry, fixture->state, ATTEST_LIBRARY_READ_WRITE, NULL);

  for (guint i = 0; library != NULL; i++)
    {
      g_autofree char *name = g_strnfill (2000 + i % 7 * 1000, 'x');

      append (library, name);
      if (write (pipe, "x", 1) != 1)
        break;
    }
  _exit (1);
}

static guint
kill_while_appending (RecordFixture *fixture)
{
  int ends[2];
  pid_t child;
  char byte;
  guint told = 0;

  g_assert_cmpint (pipe (ends), ==, 0);
  child = fork ();
  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    {
      close (ends[0]);
      append_until_killed (fixture, ends[1]);
    }
  close (ends[1]);
  while (told < 3 && read (ends[0], &byte, 1) == 1)
    told++;
  g_usleep ((gulong) g_test_rand_int_range (0, 4000));
  g_assert_cmpint (kill (child, SIGKILL), ==, 0);
  g_assert_cmpint (waitpid (child, NULL, 0), ==, child);
  while (read (ends[0], &byte, 1) == 1)
    told++;
  close (ends[0]);
  return told;
}

/* In the midst of a commit the file is neither old nor new; the journal beside it says what was. */
static void
test_killed (RecordFixture *fixture, gconstpointer data)
{
  guint rounds = g_getenv ("ATTEST_LONG") != NULL ? 200 : 30;
  g_autofree char *journal = g_strconcat (fixture->path, "-journal", NULL);
  guint told = 0;
  guint hot = 0;

  put_into_synced_folder (fixture);
  for (guint i = 0; i < rounds; i++)
    {
      g_autoptr (GPtrArray) problems = NULL;

      record_fixture_close (fixture);
      told += kill_while_appending (fixture);
      hot += g_file_test (journal, G_FILE_TEST_EXISTS) ? 1 : 0;
      record_fixture_reopen (fixture);
      g_assert_cmpuint (record_count_events (fixture->library), >=, told);
      /* What was written and not told yet is there as well, or is not. */
      g_assert_cmpuint (record_count_events (fixture->library), <=, told + i + 1);
      problems = attest_library_verify (fixture->library, TRUE, NULL);
      g_assert_cmpuint (problems->len, ==, 0);
    }
  g_test_message ("%u kills, %u of them in the midst of a commit, %u events told", rounds, hot, told);
  g_assert_cmpuint (hot, >, 0);
}

#define ADD(path, function)                                                                                            \
  g_test_add ("/core/storage/" path, RecordFixture, NULL, record_fixture_set_up, function, record_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/core/storage/judge", test_judge);
  ADD ("rollback", test_rollback);
  ADD ("locked-out", test_locked_out);
  ADD ("two-writers", test_two_writers);
  ADD ("killed", test_killed);

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "record-fixture.h"
#include "record/attest-database-private.h"
#include "record/attest-event-private.h"
#include "record/attest-event-table.h"
#include "record/attest-library-private.h"
#include "record/attest-schema.h"
#include "record/attest-search-index.h"
#include "record/attest-search.h"
#include "record/attest-upgrade.h"
#include "review/attest-review.h"
#include "stored-library.h"

/* Libraries that earlier versions of Attest wrote, as they are stored in tests/fixtures/libraries: each opens, and nothing is lost whatever happens on the way. */

typedef struct
{
  char *folder;
  char *path;
  char *state;
  AttestRegistry *registry;
  GBytes *stored;
} Fixture;

static void
write_stored (Fixture *self, const char *path)
{
  stored_library_write (self->stored, path);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->folder = g_dir_make_tmp ("attest-migration-XXXXXX", NULL);
  self->path = g_build_filename (self->folder, "board.attest-library", NULL);
  self->state = g_build_filename (self->folder, "state", NULL);
  self->registry = attest_registry_new ();
  attest_review_register (self->registry);
  self->stored = stored_library_load (GPOINTER_TO_UINT (data));
  write_stored (self, self->path);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  record_remove_folder (self->folder);
  attest_registry_unref (self->registry);
  g_bytes_unref (self->stored);
  g_free (self->folder);
  g_free (self->path);
  g_free (self->state);
}

static AttestLibrary *
open_library (Fixture *self, const char *path, AttestLibraryFlags flags)
{
  g_autoptr (GError) error = NULL;
  AttestLibrary *library = attest_library_open (path, self->registry, self->state, flags, &error);

  g_assert_no_error (error);
  return library;
}

static guint
get_version (AttestLibrary *library)
{
  guint version = 0;

  g_assert_true (attest_schema_get_version (attest_library_get_database (library), &version, NULL));
  return version;
}

/* Is of this version, whole, and finds what the sample library has. */
static void
assert_current (AttestLibrary *library)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) problems = attest_library_verify (library, TRUE, &error);
  g_autoptr (GPtrArray) results = NULL;

  g_assert_no_error (error);
  for (guint i = 0; i < problems->len; i++)
    g_test_message ("%s", ((AttestProblem *) g_ptr_array_index (problems, i))->text);
  g_assert_cmpuint (problems->len, ==, 0);
  g_assert_cmpuint (get_version (library), ==, ATTEST_SCHEMA_VERSION);
  results = attest_library_search (library, &(AttestSearchQuery) { .text = "excessive ketamine" }, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (results->len, >, 0);
  g_assert_cmpstr (((AttestSearchResult *) results->pdata[0])->slug, ==, "can-excessive-ketamine-use-cause-depression");
}

static void
assert_same_bytes (Fixture *self, const char *path)
{
  g_autofree char *contents = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
  g_assert_cmpmem (contents, length, g_bytes_get_data (self->stored, NULL), g_bytes_get_size (self->stored));
}

static guint
count_backups (Fixture *self)
{
  g_autoptr (GDir) dir = g_dir_open (self->folder, 0, NULL);
  const char *name;
  guint count = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    count += strstr (name, ".version-") != NULL;

  return count;
}

/* @data: the stored library's version; @number: what tells a further copy from the first. Returns: (transfer full) */
static char *
dup_backup_path (Fixture *self, gconstpointer data, const char *number)
{
  g_autofree char *name = g_strdup_printf ("board.version-%u%s.attest-library", GPOINTER_TO_UINT (data), number);

  return g_build_filename (self->folder, name, NULL);
}

/* The copy is the library as it was, and opens as a library; a second time it is not written over. */
static void
test_opens (Fixture *self, gconstpointer data)
{
  g_autofree char *backup = dup_backup_path (self, data, "");
  g_autofree char *second = dup_backup_path (self, data, "-2");
  g_autoptr (AttestLibrary) library = open_library (self, self->path, 0);
  g_autoptr (AttestLibrary) copy = NULL;
  guint events;

  assert_current (library);
  events = record_count_events (library);
  g_assert_cmpuint (events, >, 10);
  g_clear_object (&library);

  library = open_library (self, self->path, 0);
  assert_current (library);
  g_assert_cmpuint (count_backups (self), ==, 1);
  copy = open_library (self, backup, ATTEST_LIBRARY_READ_ONLY);
  g_assert_cmpuint (record_count_events (copy), ==, events);
  g_clear_object (&copy);
  g_clear_object (&library);

  write_stored (self, self->path);
  library = open_library (self, self->path, 0);
  assert_current (library);
  g_assert_true (g_file_test (second, G_FILE_TEST_EXISTS));
}

/* Whoever only reads changes no byte, and finds all the same. */
static void
test_read_only (Fixture *self, gconstpointer data)
{
  g_autoptr (AttestLibrary) library = open_library (self, self->path, ATTEST_LIBRARY_READ_ONLY);

  assert_current (library);
  g_clear_object (&library);
  assert_same_bytes (self, self->path);
  g_assert_cmpuint (count_backups (self), ==, 0);
}

/* Merging takes the events of an older library and leaves it as it is. */
static void
test_merged (Fixture *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->folder, "new.attest-library", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestLibrary) library = attest_library_create (path, self->registry, self->state, &error);
  guint taken = 0;

  g_assert_no_error (error);
  g_assert_true (attest_library_merge (library, self->path, &taken, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (taken, >, 10);
  assert_current (library);
  assert_same_bytes (self, self->path);
}

/* Where the copy cannot be made, nothing is begun. */
static void
test_no_backup (Fixture *self, gconstpointer data)
{
  g_autofree char *text = g_strnfill (300, 'x');
  g_autofree char *name = g_strconcat (text, NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  /* A name so long that there is none for a copy. */
  name[240] = '\0';
  path = g_build_filename (self->folder, name, NULL);
  write_stored (self, path);
  g_assert_null (attest_library_open (path, self->registry, self->state, 0, &error));
  g_assert_nonnull (error);
  assert_same_bytes (self, path);
}

/* Whoever watches can stop it at any moment: the library is as it was, no copy stays, and the next opening does it. */
static void
test_watched (Fixture *self, gconstpointer data)
{
  g_autoptr (AttestUpgrade) stopped = attest_upgrade_new ();
  g_autoptr (AttestUpgrade) upgrade = attest_upgrade_new ();
  g_autoptr (AttestUpgrade) again = attest_upgrade_new ();
  g_autoptr (AttestLibrary) library = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (attest_upgrade_has_begun (stopped));
  attest_upgrade_cancel (stopped);
  g_assert_null (attest_library_open_watched (self->path, self->registry, self->state, 0, stopped, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  assert_same_bytes (self, self->path);
  g_assert_cmpuint (count_backups (self), ==, 0);

  library = attest_library_open_watched (self->path, self->registry, self->state, 0, upgrade, &error);
  g_assert_no_error (error);
  g_assert_true (attest_upgrade_has_begun (upgrade));
  g_assert_cmpfloat (attest_upgrade_get_fraction (upgrade), >=, 0.8);
  g_assert_cmpuint (count_backups (self), ==, 1);
  assert_current (library);

  /* Nothing is left to be done, nor to be stopped. */
  attest_upgrade_cancel (upgrade);
  assert_current (library);
  g_clear_object (&library);
  library = attest_library_open_watched (self->path, self->registry, self->state, 0, again, &error);
  g_assert_no_error (error);
  g_assert_false (attest_upgrade_has_begun (again));
}

typedef struct
{
  AttestUpgrade *upgrade;
  gulong wait;
} Stopper;

static gpointer
stop_later (gpointer data)
{
  Stopper *stopper = data;

  while (!attest_upgrade_has_begun (stopper->upgrade))
    g_usleep (20);
  g_usleep (stopper->wait);
  attest_upgrade_cancel (stopper->upgrade);
  return NULL;
}

static void
test_stopped (Fixture *self, gconstpointer data)
{
  int rounds = g_getenv ("ATTEST_LONG") != NULL ? 200 : 15;
  guint stopped = 0;

  for (int i = 0; i < rounds; i++)
    {
      g_autoptr (AttestUpgrade) upgrade = attest_upgrade_new ();
      g_autoptr (GError) error = NULL;
      g_autoptr (AttestLibrary) library = NULL;
      g_autofree char *path = g_strdup_printf ("%s/stopped-%d.attest-library", self->folder, i);
      Stopper stopper = { upgrade, (gulong) (i % 15) * 2000 };
      GThread *thread = g_thread_new ("stopper", stop_later, &stopper);
      guint backups = count_backups (self);

      write_stored (self, path);
      library = attest_library_open_watched (path, self->registry, self->state, 0, upgrade, &error);
      g_thread_join (thread);
      if (library != NULL)
        {
          assert_current (library);
          continue;
        }
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_assert_cmpuint (count_backups (self), ==, backups);
      stopped++;
      library = open_library (self, path, 0);
      assert_current (library);
    }
  g_test_message ("%u of %d were stopped", stopped, rounds);
}

/* Another program has its turn for as long as it likes. */
static void
test_stopped_waiting (Fixture *self, gconstpointer data)
{
  g_autoptr (AttestUpgrade) upgrade = attest_upgrade_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestDatabase) other = attest_database_open (self->path, 0, &error);
  g_autoptr (AttestLibrary) library = NULL;
  Stopper stopper = { upgrade, 200 * G_TIME_SPAN_MILLISECOND };
  GThread *thread;
  gint64 begin;

  g_assert_no_error (error);
  g_assert_true (attest_database_run (other, "BEGIN IMMEDIATE", &error));
  thread = g_thread_new ("stopper", stop_later, &stopper);
  begin = g_get_monotonic_time ();
  library = attest_library_open_watched (self->path, self->registry, self->state, 0, upgrade, &error);
  g_assert_cmpint (g_get_monotonic_time () - begin, <, 10 * G_TIME_SPAN_SECOND);
  g_thread_join (thread);
  g_assert_null (library);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  attest_database_roll_back (other);
  g_clear_pointer (&other, attest_database_close);
  assert_same_bytes (self, self->path);
  g_assert_cmpuint (count_backups (self), ==, 0);
}

/* Rolled back, every object of the schema is the older version's again, byte for byte. */
static void
test_rolled_back (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestDatabase) database = attest_database_open (self->path, 0, &error);
  guint version = 0;

  g_assert_no_error (error);
  g_assert_true (attest_database_run (database, "BEGIN IMMEDIATE", &error));
  g_assert_true (attest_schema_migrate (database, &error));
  g_assert_true (attest_schema_get_version (database, &version, &error));
  g_assert_cmpuint (version, ==, ATTEST_SCHEMA_VERSION);
  attest_database_roll_back (database);
  g_assert_true (attest_schema_get_version (database, &version, &error));
  g_assert_cmpuint (version, ==, GPOINTER_TO_UINT (data));
  g_assert_true (attest_schema_check (database, &error));
  g_assert_no_error (error);
}

/* Killed at any moment: the next opening finds the older version or the new one, whole. */
static void
test_killed (Fixture *self, gconstpointer data)
{
  int rounds = g_getenv ("ATTEST_LONG") != NULL ? 200 : 25;

  for (int i = 0; i < rounds; i++)
    {
      g_autoptr (AttestLibrary) library = NULL;
      pid_t child;

      record_remove_folder (self->folder);
      g_mkdir_with_parents (self->folder, 0700);
      write_stored (self, self->path);
      child = fork ();
      if (child == 0)
        {
          g_autoptr (AttestLibrary) other =
              attest_library_open (self->path, self->registry, self->state, ATTEST_LIBRARY_READ_WRITE, NULL);

          _exit (other != NULL ? 0 : 1);
        }
      g_usleep ((gulong) g_test_rand_int_range (500, 60000));
      kill (child, SIGKILL);
      waitpid (child, NULL, 0);

      library = open_library (self, self->path, 0);
      assert_current (library);
    }
}

/* Two programs open it in the same moment: one takes the steps, the other waits and finds them taken. */
static void
test_two_at_once (Fixture *self, gconstpointer data)
{
  int rounds = g_getenv ("ATTEST_LONG") != NULL ? 50 : 8;

  for (int i = 0; i < rounds; i++)
    {
      pid_t children[3];
      int status;
      g_autoptr (AttestLibrary) library = NULL;

      record_remove_folder (self->folder);
      g_mkdir_with_parents (self->folder, 0700);
      write_stored (self, self->path);
      for (gsize j = 0; j < G_N_ELEMENTS (children); j++)
        if ((children[j] = fork ()) == 0)
          {
            g_autoptr (GError) error = NULL;

            library = attest_library_open (self->path, self->registry, self->state, 0, &error);
            if (library == NULL)
              g_printerr ("%s\n", error->message);
            _exit (library != NULL ? 0 : 1);
          }
      for (gsize j = 0; j < G_N_ELEMENTS (children); j++)
        {
          waitpid (children[j], &status, 0);
          g_assert_cmpint (status, ==, 0);
        }
      g_assert_cmpuint (count_backups (self), ==, 1);
      library = open_library (self, self->path, 0);
      assert_current (library);
    }
}

/* ---- An older program has it open ---- */

/* As an older program does it, which knows nothing of this version's tables. Returns: (transfer full): the event's hash */
static char *
insert_event (AttestDatabase *database)
{
  g_autoptr (GError) error = NULL;
  AttestEvent header = { .device = (char *) "0123456789abcdef0123456789abcdef",
                         .stream = (char *) "board",
                         .actor = (char *) "",
                         .kind = (char *) "board.set",
                         .version = 1,
                         .time = g_get_real_time () };
  const char *body = "{\"name\":\"Older\"}";
  g_autofree char *previous = NULL;
  g_autoptr (AttestEvent) event = NULL;

  g_assert_true (attest_event_table_get_highest_clock (database, &header.clock, &error));
  g_assert_true (
      attest_event_table_get_tail (database, header.device, header.stream, &header.sequence, &previous, &error));
  header.clock++;
  header.sequence++;
  header.previous = previous;
  event = attest_event_new (&header, body, &error);
  g_assert_no_error (error);
  attest_event_table_insert (database, event, body, &error);
  g_assert_no_error (error);

  return g_strdup (event->hash);
}

/* Says on @channel which event it is, before that is committed, and takes its time. */
static void
write_slowly (Fixture *self, int channel)
{
  AttestDatabase *database = attest_database_open (self->path, 0, NULL);
  g_autofree char *hash = NULL;

  attest_database_run (database, "BEGIN IMMEDIATE", NULL);
  hash = insert_event (database);
  if (write (channel, hash, strlen (hash)) < 0)
    _exit (1);
  g_usleep (500 * G_TIME_SPAN_MILLISECOND);
  _exit (attest_database_run (database, "COMMIT", NULL) ? 0 : 1);
}

/* Whoever writes is waited for, and what he wrote is in the migrated library and in the copy of the older one. */
static void
test_older_writer (Fixture *self, gconstpointer data)
{
  g_autofree char *backup = dup_backup_path (self, data, "");
  g_autoptr (AttestLibrary) library = NULL;
  g_autoptr (AttestLibrary) copy = NULL;
  char hash[65] = { 0 };
  int channel[2];
  int status;
  pid_t child;

  g_assert_cmpint (pipe (channel), ==, 0);
  child = fork ();
  if (child == 0)
    write_slowly (self, channel[1]);
  g_assert_cmpint (read (channel[0], hash, 64), ==, 64);

  library = open_library (self, self->path, 0);
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_cmpint (status, ==, 0);
  close (channel[0]);
  close (channel[1]);
  assert_current (library);
  g_assert_true (attest_event_table_contains (attest_library_get_database (library), hash, NULL));
  copy = open_library (self, backup, ATTEST_LIBRARY_READ_ONLY);
  g_assert_true (attest_event_table_contains (attest_library_get_database (copy), hash, NULL));
}

/* Whoever reads goes on to see what stood there when he began, and can write no more to what has changed under him. */
static void
test_older_reader (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestDatabase) reader = attest_database_open (self->path, 0, &error);
  g_autoptr (AttestLibrary) library = NULL;
  gint64 before = 0;
  gint64 after = 0;
  guint version = 0;

  g_assert_no_error (error);
  g_assert_true (attest_database_run (reader, "BEGIN", &error));
  g_assert_true (attest_database_read_int64 (reader, "SELECT count (*) FROM event", &before, &error));
  library = open_library (self, self->path, 0);
  assert_current (library);
  g_free (record_append (library, "board.set", "board", "", "{\"name\":\"B\"}"));

  g_assert_true (attest_database_read_int64 (reader, "SELECT count (*) FROM event", &after, &error));
  g_assert_cmpint (after, ==, before);
  g_assert_true (attest_schema_get_version (reader, &version, &error));
  g_assert_cmpuint (version, ==, GPOINTER_TO_UINT (data));
  g_assert_false (attest_database_run (reader, "UPDATE board SET name = 'Older'", &error));
  g_assert_error (error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_BUSY);
  attest_database_roll_back (reader);

  g_clear_object (&library);
  library = open_library (self, self->path, 0);
  assert_current (library);
  g_assert_cmpuint (record_count_events (library), ==, before + 1);
}

/* This version is the older one, and a newer program migrates the library while it is open here. */
static void
test_migrated_while_open (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestLibrary) library = open_library (self, self->path, 0);
  g_autoptr (AttestDatabase) newer = attest_database_open (self->path, 0, &error);
  guint events = record_count_events (library);

  g_assert_no_error (error);
  g_assert_true (attest_database_run (newer, "PRAGMA user_version = 1000", &error));
  record_append_error (library, "board.set", "board", "{\"name\":\"B\"}", ATTEST_RECORD_ERROR_NEWER);
  g_assert_cmpuint (record_count_events (library), ==, events);
}

/* The copy is beside the file and not beside a link to it. */
static void
test_link (Fixture *self, gconstpointer data)
{
  g_autofree char *folder = g_build_filename (self->folder, "desk", NULL);
  g_autofree char *link = g_build_filename (folder, "link.attest-library", NULL);
  g_autoptr (AttestLibrary) library = NULL;

  g_mkdir (folder, 0700);
  g_assert_cmpint (symlink (self->path, link), ==, 0);
  library = open_library (self, link, 0);
  assert_current (library);
  g_assert_cmpuint (count_backups (self), ==, 1);
}

/* Rows that cannot be read keep it from becoming a newer version; whoever reads it is told what is wrong with it. */
static void
test_damaged (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestDatabase) database = attest_database_open (self->path, ATTEST_DATABASE_READ_ONLY, &error);
  g_autoptr (AttestLibrary) library = NULL;
  g_autoptr (GPtrArray) problems = NULL;
  g_autofree char *contents = NULL;
  g_autofree char *after = NULL;
  gint64 page = 0;
  gsize length;
  guint failures = 0;

  g_assert_true (attest_database_read_int64 (
      database, "SELECT rootpage FROM sqlite_schema WHERE name = 'event_by_stream'", &page, &error));
  g_clear_pointer (&database, attest_database_close);
  g_assert_true (g_file_get_contents (self->path, &contents, &length, NULL));
  memset (contents + (page - 1) * 4096, 0x5a, 4096);
  g_assert_true (g_file_set_contents (self->path, contents, (gssize) length, &error));

  library = attest_library_open (self->path, self->registry, self->state, 0, &error);
  g_assert_null (library);
  g_assert_error (error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_DAMAGED);
  g_assert_cmpuint (count_backups (self), ==, 0);

  library = open_library (self, self->path, ATTEST_LIBRARY_READ_ONLY);
  g_clear_error (&error);
  problems = attest_library_verify (library, TRUE, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < problems->len; i++)
    failures += ((AttestProblem *) g_ptr_array_index (problems, i))->failure;
  g_assert_cmpuint (failures, >, 0);
  g_clear_object (&library);
  g_assert_true (g_file_get_contents (self->path, &after, NULL, NULL));
  g_assert_cmpmem (after, length, contents, length);
}

/* A library is compared with these byte for byte. They come from SQLite, and a new one of it that writes others would refuse every library. */
static void
test_shadow_tables (Fixture *self, gconstpointer data)
{
  static const char *const known[] = {
    "CREATE TABLE 'search_config'(k PRIMARY KEY, v) WITHOUT ROWID",
    "CREATE TABLE 'search_data'(id INTEGER PRIMARY KEY, block BLOB)",
    "CREATE TABLE 'search_docsize'(id INTEGER PRIMARY KEY, sz BLOB, origin INTEGER)",
    "CREATE TABLE 'search_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID",
  };
  g_autoptr (AttestLibrary) library = open_library (self, self->path, 0);
  AttestStatement *rows =
      attest_database_prepare (attest_library_get_database (library),
                               "SELECT sql FROM sqlite_schema WHERE name LIKE 'search#_%' ESCAPE '#'"
                               " AND name NOT LIKE 'search#_entry%' ESCAPE '#' ORDER BY name");

  for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
    {
      g_assert_true (attest_statement_next (rows, NULL));
      g_assert_cmpstr (attest_statement_get_text (rows, 0), ==, known[i]);
    }
  g_assert_false (attest_statement_next (rows, NULL));
  attest_statement_done (rows);
}

/* Comments before version 3 are on words all of them; each is where it was, with what became of it. */
static void
test_comments (Fixture *self, gconstpointer data)
{
  g_autoptr (AttestLibrary) library = open_library (self, self->path, 0);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) comments =
      attest_review_list_comments (library, "can-excessive-ketamine-use-cause-depression", "doctor", NULL, &error);
  gboolean identical = FALSE;
  guint whole = 0;
  guint declined = 0;
  guint edited = 0;

  g_assert_no_error (error);
  for (guint i = 0; i < comments->len; i++)
    {
      const AttestComment *comment = comments->pdata[i];

      declined += comment->declined_by != NULL;
      edited += comment->edited != 0;
      whole += comment->about == ATTEST_COMMENT_ABOUT_TEXT;
      if (comment->about == ATTEST_COMMENT_ABOUT_TEXT)
        continue;
      g_assert_cmpint (comment->about, ==, ATTEST_COMMENT_ABOUT_WORDS);
      g_assert_null (comment->reference);
      g_assert_cmpstr (comment->anchor->exact, !=, "");
      g_assert_true (attest_comment_has_place (comment));
    }
  g_assert_cmpuint (comments->len, >=, 2);
  g_assert_cmpuint (whole, ==, GPOINTER_TO_UINT (data) >= 3);
  g_assert_cmpuint (declined, ==, GPOINTER_TO_UINT (data) == 2);
  g_assert_cmpuint (edited, ==, GPOINTER_TO_UINT (data) == 2);
  g_assert_true (attest_library_rebuild (library, &identical, &error));
  g_assert_no_error (error);
  g_assert_true (identical);
}

static void
add_tests (guint version)
{
  static const struct
  {
    const char *name;
    void (*test) (Fixture *self, gconstpointer data);
  } tests[] = {
    { "opens", test_opens },
    { "read-only", test_read_only },
    { "merged", test_merged },
    { "no-backup", test_no_backup },
    { "watched", test_watched },
    { "stopped", test_stopped },
    { "stopped-waiting", test_stopped_waiting },
    { "rolled-back", test_rolled_back },
    { "killed", test_killed },
    { "two-at-once", test_two_at_once },
    { "older-writer", test_older_writer },
    { "older-reader", test_older_reader },
    { "migrated-while-open", test_migrated_while_open },
    { "link", test_link },
    { "damaged", test_damaged },
    { "shadow-tables", test_shadow_tables },
    { "comments", test_comments },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *path = g_strdup_printf ("/migration/%u/%s", version, tests[i].name);

      g_test_add (path, Fixture, GUINT_TO_POINTER (version), set_up, tests[i].test, tear_down);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint version = 1; version < ATTEST_SCHEMA_VERSION; version++)
    add_tests (version);

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#include "record-fixture.h"
#include "record/attest-recover.h"

/* A library with damage in every place in turn: what can be read is saved, what cannot is named, and the file stays as it is. */

#define PAGE 4096
#define ARTICLES 12
#define REVISIONS 4

typedef struct
{
  RecordFixture record;
  char *bytes;
  gsize length;
  /* Each event by its position: hash, and body. */
  GPtrArray *hashes;
  GPtrArray *bodies;
} Fixture;

static char *
make_text (guint article, guint revision)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text, "# Question %u\n\n", article);
  for (guint i = 0; i < 40; i++)
    g_string_append_printf (
        text, "Sentence %u of revision %u says how much to take and when to ask a doctor.\n", i, revision);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
read_events (Fixture *fixture)
{
  sqlite3 *handle = NULL;
  sqlite3_stmt *rows = NULL;

  g_assert_cmpint (sqlite3_open_v2 (fixture->record.path, &handle, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
  g_assert_cmpint (
      sqlite3_prepare_v2 (handle, "SELECT hash, body FROM event ORDER BY position", -1, &rows, NULL), ==, SQLITE_OK);
  while (sqlite3_step (rows) == SQLITE_ROW)
    {
      g_ptr_array_add (fixture->hashes, g_strdup ((const char *) sqlite3_column_text (rows, 0)));
      g_ptr_array_add (fixture->bodies, g_strdup ((const char *) sqlite3_column_text (rows, 1)));
    }
  sqlite3_finalize (rows);
  sqlite3_close (handle);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  RecordFixture *record = &fixture->record;

  record_fixture_set_up (record, data);
  for (guint i = 0; i < ARTICLES; i++)
    {
      g_autofree char *id = g_uuid_string_random ();
      g_autofree char *slug = g_strdup_printf ("question-%u", i);

      record_make_article (record->library, id, slug);
      for (guint j = 0; j < REVISIONS; j++)
        {
          g_autofree char *text = make_text (i, j);
          g_autofree char *saved = record_save (record->library, id, "doctor", "ana", text);

          g_assert_nonnull (saved);
        }
    }
  record_fixture_close (record);
  fixture->hashes = g_ptr_array_new_with_free_func (g_free);
  fixture->bodies = g_ptr_array_new_with_free_func (g_free);
  read_events (fixture);
  g_assert_true (g_file_get_contents (record->path, &fixture->bytes, &fixture->length, NULL));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_free (fixture->bytes);
  g_ptr_array_unref (fixture->hashes);
  g_ptr_array_unref (fixture->bodies);
  record_fixture_tear_down (&fixture->record, data);
}

/* ---- What is readable, asked in another way ---- */

static gboolean
is_readable (sqlite3 *handle, guint position, const char *hash, const char *body)
{
  sqlite3_stmt *row = NULL;
  gboolean readable = FALSE;

  if (sqlite3_prepare_v2 (handle, "SELECT hash, body FROM event WHERE position = ?1", -1, &row, NULL) != SQLITE_OK)
    return FALSE;
  sqlite3_bind_int64 (row, 1, position);
  if (sqlite3_step (row) == SQLITE_ROW)
    readable = g_strcmp0 ((const char *) sqlite3_column_text (row, 0), hash) == 0 &&
               g_strcmp0 ((const char *) sqlite3_column_text (row, 1), body) == 0;
  sqlite3_finalize (row);
  return readable;
}

static gboolean
collect_hash (AttestEvent *event, const char *no_effect, gpointer user_data)
{
  g_hash_table_add (user_data, g_strdup (event->hash));
  return TRUE;
}

static GHashTable *
collect_hashes (AttestLibrary *library)
{
  GHashTable *hashes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  g_assert_true (attest_library_visit_events (library, NULL, collect_hash, hashes, NULL));
  return hashes;
}

/* Every event that can be read is in the new library, and no other. Returns: how many there are */
static guint
assert_all_readable (Fixture *fixture, const char *damaged, AttestLibrary *library)
{
  g_autoptr (GHashTable) saved = collect_hashes (library);
  g_autofree char *uri = g_strdup_printf ("file:%s?immutable=1", damaged);
  sqlite3 *handle = NULL;
  guint count = 0;

  g_assert_cmpint (sqlite3_open_v2 (uri, &handle, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, NULL), ==, SQLITE_OK);
  for (guint i = 0; i < fixture->hashes->len; i++)
    {
      const char *hash = g_ptr_array_index (fixture->hashes, i);
      gboolean readable = is_readable (handle, i + 1, hash, g_ptr_array_index (fixture->bodies, i));

      if (readable)
        g_assert_true (g_hash_table_contains (saved, hash));
      count += readable;
    }
  g_assert_cmpuint (g_hash_table_size (saved), ==, count);
  sqlite3_close (handle);
  return count;
}

static void
assert_sound (AttestLibrary *library)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) problems = attest_library_verify (library, TRUE, &error);

  g_assert_no_error (error);
  /* What is lost leaves gaps, which a verification names; nothing that is there may be wrong. */
  for (guint i = 0; i < problems->len; i++)
    {
      const AttestProblem *problem = g_ptr_array_index (problems, i);

      g_assert_cmpstr (problem->code, !=, "hash");
      g_assert_cmpstr (problem->code, !=, "integrity");
      g_assert_cmpstr (problem->code, !=, "projection");
    }
}

/* Returns: how many events were saved, G_MAXUINT where the tables were not to be found */
static guint
recover (Fixture *fixture, const char *damaged, gsize length)
{
  RecordFixture *record = &fixture->record;
  g_autofree char *path = g_build_filename (record->folder, "damaged.attest-library", NULL);
  g_autofree char *new_path = g_build_filename (record->folder, "recovered.attest-library", NULL);
  g_autoptr (AttestRecoverReport) report = NULL;
  g_autoptr (AttestLibrary) library = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *after = NULL;
  gsize after_length;
  guint count = G_MAXUINT;

  g_assert_true (g_file_set_contents (path, damaged, (gssize) length, NULL));
  report = attest_library_recover (path, new_path, record->registry, NULL, &error);
  g_assert_true (g_file_get_contents (path, &after, &after_length, NULL));
  g_assert_cmpmem (after, after_length, damaged, length);
  if (report == NULL)
    {
      g_assert_true (error->domain == ATTEST_RECORD_ERROR);
      g_assert_false (g_file_test (new_path, G_FILE_TEST_EXISTS));
      return count;
    }
  library = attest_library_open (new_path, record->registry, record->state, ATTEST_LIBRARY_READ_WRITE, &error);
  g_assert_no_error (error);
  /* SQLite itself reads nothing of a file that was cut. */
  if (length == fixture->length)
    {
      count = assert_all_readable (fixture, path, library);
    }
  else
    {
      g_autoptr (GHashTable) saved = collect_hashes (library);

      count = g_hash_table_size (saved);
    }
  g_assert_cmpuint (report->events, ==, count);
  g_assert_true (count == fixture->hashes->len || report->lost[0] != NULL);
  assert_sound (library);
  g_clear_object (&library);
  g_unlink (new_path);
  return count;
}

static void
test_whole (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpuint (recover (fixture, fixture->bytes, fixture->length), ==, fixture->hashes->len);
}

static void
test_pages (Fixture *fixture, gconstpointer data)
{
  guint step = g_getenv ("ATTEST_LONG") != NULL ? 1 : 10;
  guint refused = 0, lossless = 0, lossy = 0;

  for (gsize page = 1; page < fixture->length / PAGE; page += step)
    {
      g_autofree char *damaged = g_memdup2 (fixture->bytes, fixture->length);
      guint count;

      memset (damaged + page * PAGE, 0, PAGE);
      count = recover (fixture, damaged, fixture->length);
      refused += count == G_MAXUINT;
      lossless += count == fixture->hashes->len;
      lossy += count < fixture->hashes->len;
    }
  g_test_message ("%u pages: %u cost nothing of the log, %u a part of it, %u all",
                  (guint) (fixture->length / PAGE / step),
                  lossless,
                  lossy,
                  refused);
  /* Most of the file is texts, indexes and projections. */
  g_assert_cmpuint (lossless, >, lossy);
  g_assert_cmpuint (lossy, >, 0);
}

static void
test_cut (Fixture *fixture, gconstpointer data)
{
  guint most = 0;

  /* The plan of the tables may be among what is gone. */
  for (guint i = 1; i < 8; i++)
    {
      guint count = recover (fixture, fixture->bytes, fixture->length * i / 8);

      if (count != G_MAXUINT)
        most = MAX (most, count);
    }
  g_assert_cmpuint (most, >, 0);
}

/* One byte of a text that is wrong: the event is sound, and the text is missed by name. */
static void
test_text (Fixture *fixture, gconstpointer data)
{
  RecordFixture *record = &fixture->record;
  g_autofree char *path = g_build_filename (record->folder, "damaged.attest-library", NULL);
  g_autofree char *new_path = g_build_filename (record->folder, "recovered.attest-library", NULL);
  g_autofree char *damaged = g_memdup2 (fixture->bytes, fixture->length);
  char *place = memmem (damaged, fixture->length, "Sentence 7 of revision 2", strlen ("Sentence 7 of revision 2"));
  g_autoptr (AttestRecoverReport) report = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *lost = NULL;

  g_assert_nonnull (place);
  place[0] = 'T';
  g_assert_true (g_file_set_contents (path, damaged, (gssize) fixture->length, NULL));
  report = attest_library_recover (path, new_path, record->registry, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->events, ==, fixture->hashes->len);
  lost = g_strjoinv ("\n", report->lost);
  g_assert_nonnull (strstr (lost, "is not what its hash says"));
  g_assert_nonnull (strstr (lost, "The text of revision 3 of"));
}

/* Whoever cancels finds nothing new, neither the library nor what it was made through. */
static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  RecordFixture *record = &fixture->record;
  g_autofree char *new_path = g_build_filename (record->folder, "new.attest-library", NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GDir) folder = NULL;
  g_autoptr (GError) error = NULL;
  const char *name;

  g_cancellable_cancel (cancellable);
  g_assert_null (attest_library_recover (record->path, new_path, record->registry, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  folder = g_dir_open (record->folder, 0, NULL);
  while ((name = g_dir_read_name (folder)) != NULL)
    if (strstr (name, "recover") != NULL || strstr (name, "new") != NULL)
      g_error ("%s was left behind", name);
}

/* Nothing is put in the place of a file that is there, and nothing is made of what is no library. */
static void
test_refused (Fixture *fixture, gconstpointer data)
{
  RecordFixture *record = &fixture->record;
  g_autofree char *new_path = g_build_filename (record->folder, "new.attest-library", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (attest_library_recover (record->path, record->path, record->registry, NULL, &error));
  g_assert_error (error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_EXISTS);
  g_clear_error (&error);
  g_assert_null (attest_library_recover ("/dev/null", new_path, record->registry, NULL, &error));
  g_assert_error (error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_NOT_A_LIBRARY);
  g_assert_false (g_file_test (new_path, G_FILE_TEST_EXISTS));
}

/* A page that was written over may say any number. All before it is taken, at once, and what it says is told. */
static void
test_far_number (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->record.folder, "recovered", NULL);
  g_autoptr (AttestRecoverReport) report = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *trigger = NULL;
  gint64 begin;
  sqlite3 *handle = NULL;
  sqlite3_stmt *row = NULL;

  g_assert_cmpint (sqlite3_open (fixture->record.path, &handle), ==, SQLITE_OK);
  g_assert_cmpint (
      sqlite3_prepare_v2 (handle, "SELECT sql FROM sqlite_schema WHERE name = 'event_before_update'", -1, &row, NULL),
      ==,
      SQLITE_OK);
  g_assert_cmpint (sqlite3_step (row), ==, SQLITE_ROW);
  trigger = g_strdup ((const char *) sqlite3_column_text (row, 0));
  sqlite3_finalize (row);
  g_assert_cmpint (sqlite3_exec (handle,
                                 "DROP TRIGGER event_before_update; UPDATE event SET position = 2336462209026"
                                 " WHERE position = (SELECT max (position) FROM event)",
                                 NULL,
                                 NULL,
                                 NULL),
                   ==,
                   SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (handle, trigger, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (handle);

  begin = g_get_monotonic_time ();
  report = attest_library_recover (fixture->record.path, path, fixture->record.registry, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpfloat ((double) (g_get_monotonic_time () - begin) / G_USEC_PER_SEC, <, 30);
  g_assert_cmpuint (report->events, ==, fixture->hashes->len - 1);
  g_assert_nonnull (strstr (report->lost[0], "2336462209026"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/core/recover/whole", Fixture, NULL, set_up, test_whole, tear_down);
  g_test_add ("/core/recover/pages", Fixture, NULL, set_up, test_pages, tear_down);
  g_test_add ("/core/recover/cut", Fixture, NULL, set_up, test_cut, tear_down);
  g_test_add ("/core/recover/text", Fixture, NULL, set_up, test_text, tear_down);
  g_test_add ("/core/recover/cancelled", Fixture, NULL, set_up, test_cancelled, tear_down);
  g_test_add ("/core/recover/refused", Fixture, NULL, set_up, test_refused, tear_down);
  g_test_add ("/core/recover/far-number", Fixture, NULL, set_up, test_far_number, tear_down);
  return g_test_run ();
}

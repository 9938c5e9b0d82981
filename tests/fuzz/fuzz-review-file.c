/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#include "record/attest-article.h"
#include "record/attest-review-file.h"
#include "review/attest-review.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

/*
 * A review file that is damaged or made to do harm is refused with an error of the record, by opening and by merging, or it is what its hashes say. The
 * first byte chooses: the rest is the file, with the marks of a review file; or places and values of bytes to change in a good one; or what a cell of a
 * good one says instead.
 */

static const char *const columns[] = { "device", "stream",  "sequence", "clock",     "time", "actor",
                                       "kind",   "version", "previous", "body_hash", "body", "hash" };

static char *path;
static char *good;
static gsize good_length;
static AttestRegistry *registry;
static AttestLibrary *target;
/* Of the table of events in a good file. */
static const char guards[] = "event_before_insert event_before_delete event_before_update";

static void
set_up (void)
{
  static const char *const roles[] = { "author", "reviewer", NULL };
  g_autofree char *folder = g_dir_make_tmp ("attest-fuzz-XXXXXX", NULL);
  g_autofree char *library_path = g_build_filename (folder, "library", NULL);
  g_autofree char *target_path = g_build_filename (folder, "target", NULL);
  g_autoptr (GBytes) text = g_bytes_new_static ("# Title\n\nText.\n", 15);
  g_autoptr (AttestLibrary) library = NULL;
  g_autofree char *person = NULL;
  g_autofree char *article = NULL;
  AttestCommentDraft draft = { .start = 2, .end = 5, .text = "Hm" };

  registry = attest_registry_new ();
  attest_review_register (registry);
  path = g_build_filename (folder, "file.attest", NULL);
  library = attest_library_create (library_path, registry, folder, NULL);
  person =
      attest_review_save_person (library, NULL, NULL, &(AttestPersonChange) { .name = "Ann", .roles = roles }, NULL);
  article = attest_review_create_article (library, person, NULL, "en", NULL, "doctor", text, NULL, NULL, 0, NULL, NULL);
  g_free (attest_review_add_comment (library, article, NULL, person, &draft, NULL));
  g_assert_true (
      attest_library_write_review_file (library, (const char *const[]) { article, NULL }, person, path, FALSE, NULL));
  g_assert_true (g_file_get_contents (path, &good, &good_length, NULL));
  target = attest_library_create (target_path, registry, folder, NULL);
}

static char *
make_anything (const guint8 *data, gsize size, gsize *length)
{
  char *file;

  *length = MAX (size, 100);
  file = g_malloc0 (*length);
  memcpy (file, data, size);
  memcpy (file, "SQLite format 3", 16);
  memcpy (file + 60, "\0\0\0\1", 4);
  memcpy (file + 68, "Attr", 4);

  return file;
}

static char *
change_bytes (const guint8 *data, gsize size, gsize *length)
{
  char *file = g_memdup2 (good, good_length);

  *length = good_length;
  for (gsize i = 0; i + 3 < size; i += 4)
    file[(((gsize) data[i] << 16) | ((gsize) data[i + 1] << 8) | data[i + 2]) % good_length] = (char) data[i + 3];

  return file;
}

/* Drops the guards and returns what makes them anew. */
static char *
drop_guards (sqlite3 *handle)
{
  g_auto (GStrv) names = g_strsplit (guards, " ", -1);
  GString *restore = g_string_new (NULL);

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *find = g_strdup_printf ("SELECT sql FROM sqlite_schema WHERE name = '%s'", names[i]);
      g_autofree char *drop = g_strdup_printf ("DROP TRIGGER %s", names[i]);
      sqlite3_stmt *statement;

      sqlite3_prepare_v2 (handle, find, -1, &statement, NULL);
      g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
      g_string_append_printf (restore, "%s;", (const char *) sqlite3_column_text (statement, 0));
      sqlite3_finalize (statement);
      g_assert_cmpint (sqlite3_exec (handle, drop, NULL, NULL, NULL), ==, SQLITE_OK);
    }

  return g_string_free (restore, FALSE);
}

static void
set_cell (sqlite3 *handle, guint8 column, guint8 row, const guint8 *data, gsize size)
{
  const char *name = columns[column % G_N_ELEMENTS (columns)];
  g_autofree char *sql = g_strdup_printf ("UPDATE OR IGNORE event SET %s = ?1 WHERE position = ?2", name);
  g_autofree char *text = g_strndup ((const char *) data, size);
  sqlite3_stmt *statement;

  sqlite3_prepare_v2 (handle, sql, -1, &statement, NULL);
  /* A column of numbers takes a text that is one, and refuses others. */
  sqlite3_bind_text (statement, 1, text, -1, SQLITE_TRANSIENT);
  sqlite3_bind_int (statement, 2, row % 8);
  sqlite3_step (statement);
  sqlite3_finalize (statement);
}

static char *
change_cell (const guint8 *data, gsize size, gsize *length)
{
  g_autofree char *restore = NULL;
  sqlite3_int64 image_length = 0;
  unsigned char *image;
  sqlite3 *handle;
  char *file;

  if (size < 2)
    return make_anything (data, size, length);
  image = sqlite3_malloc64 (good_length);
  memcpy (image, good, good_length);
  g_assert_cmpint (sqlite3_open (":memory:", &handle), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_deserialize (handle,
                                        "main",
                                        image,
                                        (sqlite3_int64) good_length,
                                        (sqlite3_int64) good_length,
                                        SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_RESIZEABLE),
                   ==,
                   SQLITE_OK);
  restore = drop_guards (handle);
  set_cell (handle, data[0], data[1], data + 2, size - 2);
  g_assert_cmpint (sqlite3_exec (handle, restore, NULL, NULL, NULL), ==, SQLITE_OK);
  image = sqlite3_serialize (handle, "main", &image_length, 0);
  *length = (gsize) image_length;
  file = g_memdup2 (image, *length);
  sqlite3_free (image);
  sqlite3_close (handle);

  return file;
}

static char *
make_file (const guint8 *data, gsize size, gsize *length)
{
  if (size == 0 || data[0] % 3 == 0)
    return make_anything (data, size, length);

  return data[0] % 3 == 1 ? change_bytes (data + 1, size - 1, length) : change_cell (data + 1, size - 1, length);
}

static void
use (AttestLibrary *library)
{
  static const char *const impossible[] = { "hash", "projection", "search", "integrity", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) articles = attest_library_list_articles (library, NULL, "t", 0, &error);
  g_autoptr (GPtrArray) problems = NULL;

  g_assert_no_error (error);
  problems = attest_library_verify (library, TRUE, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < problems->len; i++)
    g_assert_false (g_strv_contains (impossible, ((AttestProblem *) g_ptr_array_index (problems, i))->code));
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (AttestLibrary) library = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *file = NULL;
  gboolean merged;
  gsize length;

  if (path == NULL)
    set_up ();
  file = make_file (data, size, &length);
  g_assert_true (g_file_set_contents_full (path, file, (gssize) length, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
  library = attest_library_open (path, registry, NULL, ATTEST_LIBRARY_READ_ONLY, &error);
  g_assert_true (library != NULL || error->domain == ATTEST_RECORD_ERROR);
  if (library != NULL)
    use (library);

  /* What can be opened can be taken, but for its clock. */
  g_clear_error (&error);
  merged = attest_library_merge (target, path, NULL, &error);
  g_assert_true (merged || library == NULL || g_error_matches (error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_CLOCK));

  return 0;
}

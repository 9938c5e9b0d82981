/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "record-fixture.h"

/* Far more than a look at any file takes, on the slowest machine that builds. */
#define MAXIMUM_SECONDS 5.0

static char *
hash_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *contents = NULL;
      g_autofree char *hash = NULL;
      gsize length;

      g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
      hash = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) contents, length);
      g_ptr_array_add (lines, g_strdup_printf ("%s %s", hash, name));
    }
  g_ptr_array_sort_values (lines, (GCompareFunc) g_strcmp0);
  g_ptr_array_add (lines, NULL);

  return g_strjoinv ("\n", (char **) lines->pdata);
}

static void
assert_refused_quickly (RecordFixture *fixture, const char *path, AttestLibraryFlags flags)
{
  g_autoptr (GError) error = NULL;

  g_test_timer_start ();
  g_assert_null (attest_library_open (path, fixture->registry, fixture->state, flags, &error));
  g_assert_nonnull (error);
  g_assert_true (error->domain == ATTEST_RECORD_ERROR);
  g_assert_true (error->code == ATTEST_RECORD_ERROR_NOT_A_LIBRARY || error->code == ATTEST_RECORD_ERROR_DAMAGED);
  g_assert_cmpfloat (g_test_timer_elapsed (), <, MAXIMUM_SECONDS);
}

/* Databases that broke SQLite once. Each as it is, and with the marks of a library, so that its schema is looked at. */
static void
test_corpus (RecordFixture *fixture, gconstpointer data)
{
  const char *testdata = g_getenv ("ATTEST_TESTDATA");
  g_autofree char *folder = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GDir) dir = NULL;
  const char *name;
  guint count = 0;

  folder = testdata != NULL ? g_build_filename (testdata, "corpus", "sqlite-damaged", NULL) : NULL;
  dir = folder != NULL ? g_dir_open (folder, 0, NULL) : NULL;
  if (dir == NULL)
    {
      g_test_skip ("no outside data: option testdata");
      return;
    }

  before = hash_folder (folder);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *marked = g_build_filename (fixture->folder, "marked", NULL);
      g_autofree char *contents = NULL;
      gsize length;

      assert_refused_quickly (fixture, path, ATTEST_LIBRARY_READ_WRITE);
      assert_refused_quickly (fixture, path, ATTEST_LIBRARY_READ_ONLY);

      g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
      if (length < 100)
        continue;
      memcpy (contents + 60, "\0\0\0\1", 4);
      memcpy (contents + 68, "Attl", 4);
      g_assert_true (g_file_set_contents (marked, contents, (gssize) length, NULL));
      assert_refused_quickly (fixture, marked, ATTEST_LIBRARY_READ_WRITE);
      assert_refused_quickly (fixture, marked, ATTEST_LIBRARY_READ_ONLY);
      count++;
    }
  after = hash_folder (folder);
  g_assert_cmpstr (before, ==, after);
  g_test_message ("%u damaged databases refused", count);
  g_assert_cmpuint (count, >, 100);
}

/* ---- Single bytes of a good library ---- */

static void
fill (AttestLibrary *library)
{
  for (int i = 0; i < 6; i++)
    {
      g_autofree char *id = g_strdup_printf ("a%d", i);
      g_autofree char *text = g_strnfill ((gsize) (i * 1500 + 10), (char) ('a' + i));

      record_make_article (library, id, "slug");
      g_free (record_save (library, id, "doctor", "p1", text));
      g_free (record_save (library, id, "patient", "p1", "Short"));
    }
  g_free (record_append (
      library,
      "person.set",
      "board",
      "",
      "{\"person\":\"p1\",\"name\":\"A\",\"credentials\":\"\",\"email\":\"\",\"orcid\":\"\",\"roles\":[]}"));
}

static gboolean
look_at_event (AttestEvent *event, const char *no_effect, gpointer user_data)
{
  return TRUE;
}

static void
read_revisions (AttestLibrary *library, const char *article)
{
  g_autoptr (GPtrArray) variants = attest_library_list_variants (library, article, NULL);

  for (guint i = 0; variants != NULL && i < variants->len; i++)
    {
      const AttestVariant *variant = g_ptr_array_index (variants, i);
      g_autoptr (GPtrArray) revisions = attest_library_list_revisions (library, article, variant->audience, NULL);

      for (guint j = 0; revisions != NULL && j < revisions->len; j++)
        {
          const AttestRevision *revision = g_ptr_array_index (revisions, j);
          g_autoptr (GBytes) text = attest_library_load_content (library, revision->text, NULL);
          g_autofree char *hash = NULL;

          if (text == NULL)
            continue;
          /* Whatever is damaged, a text that is handed out is the one that was saved. */
          hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, text);
          g_assert_cmpstr (hash, ==, revision->text);
        }
    }
}

static void
read_everything (AttestLibrary *library)
{
  g_autoptr (AttestBoard) board = attest_library_load_board (library, NULL);
  g_autoptr (GPtrArray) audiences = attest_library_list_audiences (library, NULL);
  g_autoptr (AttestPerson) person = attest_library_find_person (library, "A", NULL);
  g_autoptr (GPtrArray) articles = attest_library_list_articles (library, NULL, "a", 0, NULL);

  for (guint i = 0; articles != NULL && i < articles->len; i++)
    read_revisions (library, ((AttestArticle *) g_ptr_array_index (articles, i))->id);
  attest_library_visit_events (library, NULL, look_at_event, NULL, NULL);
}

static gboolean
has_failures (AttestLibrary *library)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) problems = attest_library_verify (library, TRUE, &error);

  for (guint i = 0; problems != NULL && i < problems->len; i++)
    if (((AttestProblem *) g_ptr_array_index (problems, i))->failure)
      return TRUE;

  return problems == NULL;
}

static void
test_flipped_bytes (RecordFixture *fixture, gconstpointer data)
{
  int rounds = g_getenv ("ATTEST_LONG") != NULL ? 5000 : 300;
  g_autofree char *good_dump = NULL;
  g_autofree char *good = NULL;
  guint refused = 0;
  guint found = 0;
  guint harmless = 0;
  gsize length;

  fill (fixture->library);
  good_dump = record_dump (fixture->library);
  record_fixture_close (fixture);
  g_assert_true (g_file_get_contents (fixture->path, &good, &length, NULL));

  for (int round = 0; round < rounds; round++)
    {
      g_autofree char *name = g_strdup_printf ("flipped-%d", round);
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
      g_autofree char *bad = g_memdup2 (good, length);
      g_autoptr (AttestLibrary) library = NULL;
      g_autoptr (GError) error = NULL;
      int flips = g_test_rand_int_range (1, 9);

      for (int i = 0; i < flips; i++)
        bad[g_test_rand_int_range (0, (gint32) length)] ^= (char) (1 << g_test_rand_int_range (0, 8));
      g_assert_true (g_file_set_contents_full (path, bad, (gssize) length, G_FILE_SET_CONTENTS_NONE, 0600, NULL));

      g_test_timer_start ();
      library = attest_library_open (
          path, fixture->registry, fixture->state, round % 2 == 0 ? 0 : ATTEST_LIBRARY_READ_ONLY, &error);
      if (library == NULL)
        {
          g_assert_true (error->domain == ATTEST_RECORD_ERROR);
          refused++;
        }
      else
        {
          read_everything (library);
          if (has_failures (library))
            {
              found++;
            }
          else
            {
              /* In free space, or in a part of the file that says nothing: all that was recorded is still there. */
              g_autofree char *dump = record_dump (library);

              g_assert_cmpstr (dump, ==, good_dump);
              g_assert_cmpuint (record_count_events (library), ==, 19);
              harmless++;
            }
        }
      g_assert_cmpfloat (g_test_timer_elapsed (), <, MAXIMUM_SECONDS);
      g_clear_object (&library);
      g_unlink (path);
    }
  g_test_message ("%u refused, %u found by verify, %u harmless", refused, found, harmless);
}

static void
test_truncated (RecordFixture *fixture, gconstpointer data)
{
  g_autofree char *good = NULL;
  gsize length;

  fill (fixture->library);
  record_fixture_close (fixture);
  g_assert_true (g_file_get_contents (fixture->path, &good, &length, NULL));

  for (gsize size = 0; size < length; size += 1 + length / 40)
    {
      g_autofree char *path = g_build_filename (fixture->folder, "truncated", NULL);
      g_autoptr (AttestLibrary) library = NULL;
      g_autoptr (GError) error = NULL;

      g_assert_true (g_file_set_contents_full (path, good, (gssize) size, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
      library = attest_library_open (path, fixture->registry, fixture->state, ATTEST_LIBRARY_READ_ONLY, &error);
      if (library == NULL)
        continue;
      read_everything (library);
      g_assert_true (has_failures (library));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(path, function)                                                                                            \
  g_test_add ("/core/damaged/" path, RecordFixture, NULL, record_fixture_set_up, function, record_fixture_tear_down)
  ADD ("corpus", test_corpus);
  ADD ("flipped-bytes", test_flipped_bytes);
  ADD ("truncated", test_truncated);

  return g_test_run ();
}

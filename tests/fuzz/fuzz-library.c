/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "record/attest-article.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

/*
 * A library file that is damaged or made to do harm is refused with an error of the record, or opened, read and verified without harm. The first
 * byte chooses: the rest is the file, with the marks of a library; or the rest are places and values of bytes to change in a good library.
 */

static char *folder;
static char *path;
static char *other_path;
static char *good;
static gsize good_length;
static AttestRegistry *registry;

static void
make_article (AttestLibrary *library)
{
  JsonObject *create = json_object_new ();
  JsonObject *save = json_object_new ();
  g_autoptr (GBytes) text = g_bytes_new_static ("Text", 4);
  AttestEventDraft *draft;

  json_object_set_string_member (create, "slug", "slug");
  json_object_set_string_member (create, "language", "en");
  json_object_set_array_member (create, "topics", json_array_new ());
  g_assert_true (
      attest_library_append_one (library, attest_event_draft_new ("article.create", "a1", "", create), NULL, NULL));

  draft = attest_event_draft_new ("revision.save", "a1", "p1", save);
  json_object_set_string_member (save, "audience", "doctor");
  json_object_set_string_member (save, "language", "en");
  json_object_set_string_member (save, "title", "Title");
  json_object_set_string_member (save, "text", attest_event_draft_add_content (draft, text));
  json_object_set_string_member (save, "references", "[]");
  json_object_set_array_member (save, "assets", json_array_new ());
  json_object_set_string_member (save, "disclaimer", "");
  json_object_set_array_member (save, "parents", json_array_new ());
  json_object_set_array_member (save, "places", json_array_new ());
  g_assert_true (attest_library_append_one (library, draft, NULL, NULL));
}

static void
set_up (void)
{
  g_autoptr (AttestLibrary) library = NULL;

  folder = g_dir_make_tmp ("attest-fuzz-XXXXXX", NULL);
  path = g_build_filename (folder, "library", NULL);
  other_path = g_build_filename (folder, "other", NULL);
  registry = attest_registry_new ();
  library = attest_library_create (path, registry, folder, NULL);
  make_article (library);
  g_clear_object (&library);
  g_assert_true (g_file_get_contents (path, &good, &good_length, NULL));
  g_clear_object (&library);
  library = attest_library_create (other_path, registry, folder, NULL);
}

static char *
make_file (const guint8 *data, gsize size, gsize *length)
{
  char *file;

  if (size > 0 && data[0] % 2 == 0)
    {
      *length = MAX (size - 1, 100);
      file = g_malloc0 (*length);
      memcpy (file, data + 1, size - 1);
      memcpy (file, "SQLite format 3", 16);
      memcpy (file + 60, "\0\0\0\1", 4);
      memcpy (file + 68, "Attl", 4);
      return file;
    }

  *length = good_length;
  file = g_memdup2 (good, good_length);
  for (gsize i = 1; i + 3 < size; i += 4)
    file[(((gsize) data[i] << 16) | ((gsize) data[i + 1] << 8) | data[i + 2]) % good_length] = (char) data[i + 3];

  return file;
}

static gboolean
look_at_event (AttestEvent *event, const char *no_effect, gpointer user_data)
{
  return TRUE;
}

static void
use_library (AttestLibrary *library)
{
  g_autoptr (GPtrArray) articles = attest_library_list_articles (library, NULL, "t", 0, NULL);
  g_autoptr (AttestRevision) revision = attest_library_find_revision (library, "a1", "doctor", 0, NULL);
  g_autoptr (GBytes) text = revision != NULL ? attest_library_load_content (library, revision->text, NULL) : NULL;
  g_autoptr (AttestBoard) board = attest_library_load_board (library, NULL);
  g_autoptr (GPtrArray) problems = attest_library_verify (library, TRUE, NULL);

  attest_library_visit_events (library, NULL, look_at_event, NULL, NULL);
}

static void
remove_log (void)
{
  static const char *const suffixes[] = { "-wal", "-shm" };

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *name = g_strconcat (path, suffixes[i], NULL);

      g_unlink (name);
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (AttestLibrary) library = NULL;
  g_autoptr (AttestLibrary) other = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *file = NULL;
  gsize length;

  if (folder == NULL)
    set_up ();
  file = make_file (data, size, &length);
  g_assert_true (g_file_set_contents_full (path, file, (gssize) length, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
  library = attest_library_open (path, registry, folder, ATTEST_LIBRARY_READ_ONLY, &error);
  g_assert_true (library != NULL || error->domain == ATTEST_RECORD_ERROR);
  if (library != NULL)
    use_library (library);
  g_clear_object (&library);
  remove_log ();

  other = attest_library_open (other_path, registry, folder, 0, NULL);
  g_assert_nonnull (other);
  attest_library_merge (other, path, NULL, NULL);

  return 0;
}

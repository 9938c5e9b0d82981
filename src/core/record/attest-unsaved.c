/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record/attest-unsaved.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <string.h>
#include <unistd.h>

#include "record/attest-body.h"
#include "text/attest-canonical-json.h"

/*
 * The file: one line of JSON, a newline, then the text byte for byte. The line has the text's length and SHA-256, so that half a text is never
 * taken for a whole one, and says in plain words whose text of what it is, for a person who finds the file without the program.
 */

void
attest_unsaved_free (AttestUnsaved *self)
{
  if (self == NULL)
    return;

  g_free (self->base);
  g_free (self->joined);
  g_clear_pointer (&self->text, g_bytes_unref);
  g_free (self);
}

static char *
build_folder (const char *state_folder)
{
  if (state_folder != NULL)
    return g_build_filename (state_folder, "unsaved", NULL);

  return g_build_filename (g_get_user_state_dir (), "attest", "unsaved", NULL);
}

static char *
build_path (const char *folder, const char *library_path, const char *article, const char *audience, const char *person)
{
  g_autofree char *real_path = realpath (library_path, NULL);
  g_autofree char *plain_path = g_canonicalize_filename (library_path, NULL);
  const char *const parts[] = { real_path != NULL ? real_path : plain_path, article, audience, person };
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  /* With the NUL, so that no two sets of parts run together. */
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    g_checksum_update (checksum, (const guchar *) parts[i], (gssize) strlen (parts[i]) + 1);

  return g_build_filename (folder, g_checksum_get_string (checksum), NULL);
}

static gboolean
set_file_error (GError **error, const char *path)
{
  int number = errno;

  g_set_error (error,
               G_IO_ERROR,
               (gint) g_io_error_from_errno (number),
               _ ("The unsaved text cannot be kept in %s: %s"),
               path,
               g_strerror (number));
  return FALSE;
}

static char *
build_header (const char *library_path,
              const char *article,
              const char *audience,
              const char *person,
              const AttestUnsaved *unsaved,
              const char *hash)
{
  g_autoptr (JsonObject) header = json_object_new ();
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *library_name = g_filename_display_name (library_path);

  json_object_set_int_member (header, "format", 1);
  json_object_set_string_member (header, "library", library_name);
  json_object_set_string_member (header, "article", article);
  json_object_set_string_member (header, "audience", audience);
  json_object_set_string_member (header, "person", person);
  if (unsaved->base != NULL)
    json_object_set_string_member (header, "base", unsaved->base);
  if (unsaved->joined != NULL)
    json_object_set_string_member (header, "joined", unsaved->joined);
  json_object_set_int_member (header, "cursor", (gint64) unsaved->cursor);
  json_object_set_int_member (header, "scroll", (gint64) unsaved->scroll);
  json_object_set_int_member (header, "time", unsaved->time);
  json_object_set_int_member (header, "length", (gint64) g_bytes_get_size (unsaved->text));
  json_object_set_string_member (header, "text", hash);
  json_node_set_object (node, header);

  return attest_canonical_json (node, NULL);
}

static gboolean
write_all (int file, const char *data, gsize length)
{
  while (length > 0)
    {
      gssize written = write (file, data, length);

      if (written < 0 && errno == EINTR)
        continue;
      if (written <= 0)
        return FALSE;
      data += written;
      length -= (gsize) written;
    }

  return TRUE;
}

static gboolean
write_file (const char *path, const char *header, GBytes *text, GError **error)
{
  g_autofree char *draft = g_strconcat (path, ".XXXXXX", NULL);
  gsize length;
  const char *data = g_bytes_get_data (text, &length);
  int file = g_mkstemp_full (draft, O_WRONLY | O_CLOEXEC, 0600);
  gboolean done;

  if (file < 0)
    return set_file_error (error, path);

  done = write_all (file, header, strlen (header)) && write_all (file, "\n", 1) && write_all (file, data, length) &&
         fsync (file) == 0;
  if (!done)
    set_file_error (error, path);
  if (close (file) != 0 && done)
    done = set_file_error (error, path);
  if (done && g_rename (draft, path) != 0)
    done = set_file_error (error, path);
  if (!done)
    g_unlink (draft);

  return done;
}

static void
sync_folder (const char *folder)
{
  int file = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

  if (file < 0)
    return;
  /* Some file systems cannot sync a folder; the text itself is on the disk by then. */
  if (fsync (file) != 0)
    g_debug ("The folder %s cannot be synced", folder);
  close (file);
}

gboolean
attest_unsaved_store (const char *state_folder,
                      const char *library_path,
                      const char *article,
                      const char *audience,
                      const char *person,
                      const AttestUnsaved *unsaved,
                      GError **error)
{
  g_autofree char *folder = build_folder (state_folder);
  g_autofree char *path = build_path (folder, library_path, article, audience, person);
  g_autofree char *hash = NULL;
  g_autofree char *header = NULL;
  gsize length;
  const void *data;

  g_return_val_if_fail (unsaved != NULL && unsaved->text != NULL, FALSE);

  if (g_mkdir_with_parents (folder, 0700) != 0)
    return set_file_error (error, folder);

  data = g_bytes_get_data (unsaved->text, &length);
  hash = attest_sha256 (data != NULL ? data : "", length);
  header = build_header (library_path, article, audience, person, unsaved, hash);
  if (header == NULL)
    {
      g_set_error (error,
                   G_IO_ERROR,
                   G_IO_ERROR_INVALID_DATA,
                   _ ("The unsaved text of %s has no place to be kept under"),
                   article);
      return FALSE;
    }
  if (!write_file (path, header, unsaved->text, error))
    return FALSE;
  sync_folder (folder);

  return TRUE;
}

/* Returns: (transfer full) (nullable): NULL when the file is not whole */
static AttestUnsaved *
parse_file (const char *contents, gsize length)
{
  const char *newline = memchr (contents, '\n', length);
  g_autofree char *line = newline != NULL ? g_strndup (contents, (gsize) (newline - contents)) : NULL;
  g_autoptr (JsonNode) node = line != NULL ? attest_body_parse_json (line) : NULL;
  AttestUnsaved *unsaved;
  JsonObject *header;
  g_autofree char *hash = NULL;
  const char *text;
  gsize text_length;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return NULL;

  header = json_node_get_object (node);
  text = newline + 1;
  text_length = length - (gsize) (text - contents);
  hash = attest_sha256 (text, text_length);
  if (attest_body_get_integer (header, "format", 0) != 1 ||
      attest_body_get_integer (header, "length", -1) != (gint64) text_length ||
      !g_str_equal (attest_body_get_text (header, "text", ""), hash))
    return NULL;

  unsaved = g_new0 (AttestUnsaved, 1);
  unsaved->base = g_strdup (attest_body_get_text (header, "base", NULL));
  unsaved->joined = g_strdup (attest_body_get_text (header, "joined", NULL));
  unsaved->text = g_bytes_new (text, text_length);
  unsaved->cursor = (gsize) CLAMP (attest_body_get_integer (header, "cursor", 0), 0, (gint64) text_length);
  unsaved->scroll = (gsize) CLAMP (attest_body_get_integer (header, "scroll", 0), 0, (gint64) text_length);
  unsaved->time = attest_body_get_integer (header, "time", 0);

  return unsaved;
}

AttestUnsaved *
attest_unsaved_load (const char *state_folder,
                     const char *library_path,
                     const char *article,
                     const char *audience,
                     const char *person,
                     GError **error)
{
  g_autofree char *folder = build_folder (state_folder);
  g_autofree char *path = build_path (folder, library_path, article, audience, person);
  g_autofree char *aside = g_strconcat (path, ".damaged", NULL);
  g_autofree char *contents = NULL;
  g_autoptr (GError) local_error = NULL;
  AttestUnsaved *unsaved;
  gsize length;

  if (!g_file_get_contents (path, &contents, &length, &local_error))
    {
      if (!g_error_matches (local_error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
        g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }

  unsaved = parse_file (contents, length);
  if (unsaved != NULL)
    return unsaved;

  /* Put aside: the next second of typing must not write over what a person may still read in it. */
  if (g_file_test (aside, G_FILE_TEST_EXISTS) || g_rename (path, aside) != 0)
    g_set_error (
        error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("The unsaved text in %s is damaged and cannot be used"), path);
  else
    g_set_error (error,
                 G_IO_ERROR,
                 G_IO_ERROR_INVALID_DATA,
                 _ ("The unsaved text is damaged and cannot be used. It was put aside as %s."),
                 aside);
  return NULL;
}

gboolean
attest_unsaved_discard (const char *state_folder,
                        const char *library_path,
                        const char *article,
                        const char *audience,
                        const char *person,
                        GError **error)
{
  g_autofree char *folder = build_folder (state_folder);
  g_autofree char *path = build_path (folder, library_path, article, audience, person);

  if (g_unlink (path) == 0 || errno == ENOENT || errno == ENOTDIR)
    return TRUE;

  return set_file_error (error, path);
}

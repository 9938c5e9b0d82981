/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record/attest-told.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <stdlib.h>

#define GROUP "due"

/* @texts: a set of keys, see make_key() */
struct _AttestTold
{
  char *path;
  GHashTable *texts;
};

static char *
build_path (const char *state_folder, const char *library_path)
{
  g_autofree char *real_path = realpath (library_path, NULL);
  g_autofree char *name =
      g_compute_checksum_for_string (G_CHECKSUM_SHA256, real_path != NULL ? real_path : library_path, -1);

  if (state_folder != NULL)
    return g_build_filename (state_folder, "told", name, NULL);

  return g_build_filename (g_get_user_state_dir (), "attest", "told", name, NULL);
}

/* In letters that a key of the file may have. */
static char *
make_key (const AttestDueText *text)
{
  g_autofree char *both = g_strconcat (text->article, " ", text->audience, NULL);

  return g_uri_escape_string (both, NULL, FALSE);
}

static void
read_file (AttestTold *self)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_auto (GStrv) keys = NULL;

  if (g_key_file_load_from_file (file, self->path, G_KEY_FILE_NONE, NULL))
    keys = g_key_file_get_keys (file, GROUP, NULL, NULL);
  for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
    g_hash_table_add (self->texts, g_strdup (keys[i]));
}

static void
write_file (const AttestTold *self)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_path_get_dirname (self->path);
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, self->texts);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_key_file_set_boolean (file, GROUP, key, TRUE);
  if (g_mkdir_with_parents (folder, 0700) != 0 || !g_key_file_save_to_file (file, self->path, &error))
    g_debug ("What was told is not kept in %s: %s", self->path, error != NULL ? error->message : g_strerror (errno));
}

AttestTold *
attest_told_load (const char *state_folder, const char *library_path)
{
  AttestTold *self = g_new0 (AttestTold, 1);

  self->path = build_path (state_folder, library_path);
  self->texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  read_file (self);

  return self;
}

void
attest_told_free (AttestTold *self)
{
  if (self == NULL)
    return;

  g_free (self->path);
  g_hash_table_unref (self->texts);
  g_free (self);
}

GPtrArray *
attest_told_take (AttestTold *self, GPtrArray *due)
{
  g_autoptr (GHashTable) before = g_steal_pointer (&self->texts);
  GPtrArray *fresh = g_ptr_array_new ();

  self->texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < due->len; i++)
    {
      char *key = make_key (due->pdata[i]);

      if (!g_hash_table_contains (before, key))
        g_ptr_array_add (fresh, due->pdata[i]);
      g_hash_table_add (self->texts, key);
    }
  if (fresh->len > 0 || g_hash_table_size (before) != g_hash_table_size (self->texts))
    write_file (self);

  return fresh;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record/attest-seen.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#include "record/attest-row.h"

#define GROUP "seen"
#define FIRST "everything"

struct _AttestSeen
{
  char *path;
  gint64 first;
  /* Article ids to positions (gint64 *). */
  GHashTable *articles;
};

static char *
build_path (const char *state_folder, const char *library_path, const char *person)
{
  g_autofree char *real_path = realpath (library_path, NULL);
  const char *const parts[] = { real_path != NULL ? real_path : library_path, person };
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  /* With the NUL, so that no two pairs run together. */
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    g_checksum_update (checksum, (const guchar *) parts[i], (gssize) strlen (parts[i]) + 1);
  if (state_folder != NULL)
    return g_build_filename (state_folder, "seen", g_checksum_get_string (checksum), NULL);

  return g_build_filename (g_get_user_state_dir (), "attest", "seen", g_checksum_get_string (checksum), NULL);
}

static void
set_position (AttestSeen *self, const char *article, gint64 position)
{
  g_hash_table_replace (self->articles, g_strdup (article), g_memdup2 (&position, sizeof position));
}

static void
write_file (const AttestSeen *self)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_path_get_dirname (self->path);
  GHashTableIter iter;
  gpointer article;
  gpointer position;

  g_key_file_set_int64 (file, GROUP, FIRST, self->first);
  g_hash_table_iter_init (&iter, self->articles);
  while (g_hash_table_iter_next (&iter, &article, &position))
    g_key_file_set_int64 (file, GROUP, article, *(gint64 *) position);
  if (g_mkdir_with_parents (folder, 0700) != 0 || !g_key_file_save_to_file (file, self->path, &error))
    g_debug ("What was seen is not kept in %s: %s", self->path, error != NULL ? error->message : g_strerror (errno));
}

/* Returns: FALSE when the file is not there, no such file, or was of another library. */
static gboolean
read_file (AttestSeen *self, gint64 position)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_auto (GStrv) names = NULL;

  if (!g_key_file_load_from_file (file, self->path, G_KEY_FILE_NONE, NULL) ||
      !g_key_file_has_key (file, GROUP, FIRST, NULL))
    return FALSE;
  names = g_key_file_get_keys (file, GROUP, NULL, NULL);
  for (guint i = 0; names[i] != NULL; i++)
    {
      gint64 seen = g_key_file_get_int64 (file, GROUP, names[i], NULL);

      if (seen < 0 || seen > position)
        return FALSE;
      if (g_str_equal (names[i], FIRST))
        self->first = seen;
      else
        set_position (self, names[i], seen);
    }

  return TRUE;
}

AttestSeen *
attest_seen_load (const char *state_folder, const char *library_path, const char *person, gint64 position)
{
  AttestSeen *self = g_new0 (AttestSeen, 1);

  self->path = build_path (state_folder, library_path, person);
  self->articles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (!read_file (self, position))
    {
      g_hash_table_remove_all (self->articles);
      self->first = position;
      write_file (self);
    }

  return self;
}

AttestSeen *
attest_seen_copy (const AttestSeen *self)
{
  AttestSeen *copy = g_new0 (AttestSeen, 1);
  GHashTableIter iter;
  gpointer article;
  gpointer position;

  copy->path = g_strdup (self->path);
  copy->first = self->first;
  copy->articles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_hash_table_iter_init (&iter, self->articles);
  while (g_hash_table_iter_next (&iter, &article, &position))
    set_position (copy, article, *(gint64 *) position);

  return copy;
}

void
attest_seen_free (AttestSeen *self)
{
  if (self == NULL)
    return;

  g_free (self->path);
  g_hash_table_unref (self->articles);
  g_free (self);
}

gint64
attest_seen_get (const AttestSeen *self, const char *article)
{
  const gint64 *position = g_hash_table_lookup (self->articles, article);

  return position != NULL ? MAX (*position, self->first) : self->first;
}

gint64
attest_seen_get_first (const AttestSeen *self)
{
  return self->first;
}

void
attest_seen_mark (AttestSeen *self, const char *article, gint64 position)
{
  if (position <= attest_seen_get (self, article))
    return;
  set_position (self, article, position);
  write_file (self);
}

/* ---- Reads of the log ---- */

gint64
attest_library_get_position (AttestLibrary *self, GError **error)
{
  AttestStatement *statement =
      attest_database_prepare (attest_library_get_database (self), "SELECT coalesce (max (position), 0) FROM event");
  gint64 position = -1;

  if (attest_statement_next (statement, error))
    position = attest_statement_get_int64 (statement, 0);
  attest_statement_done (statement);

  return position;
}

GHashTable *
attest_library_list_news (AttestLibrary *self, const char *person, gint64 since, GError **error)
{
  AttestStatement *statement =
      attest_database_prepare (attest_library_get_database (self),
                               "SELECT stream, max (position) FROM event WHERE position > ?1 AND actor <> ?2"
                               " AND kind <> 'article.export' AND stream <> 'board' GROUP BY stream");
  g_autoptr (GHashTable) news = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  GError *local_error = NULL;

  attest_statement_bind_int64 (statement, 1, since);
  attest_statement_bind_text (statement, 2, person);
  while (attest_statement_next (statement, &local_error))
    {
      gint64 position = attest_statement_get_int64 (statement, 1);

      g_hash_table_replace (news, attest_row_dup_text (statement, 0), g_memdup2 (&position, sizeof position));
    }
  attest_statement_done (statement);
  if (local_error == NULL)
    return g_steal_pointer (&news);

  g_propagate_error (error, local_error);
  return NULL;
}

GHashTable *
attest_library_list_new_events (AttestLibrary *self,
                                const char *article,
                                const char *person,
                                gint64 since,
                                GError **error)
{
  AttestStatement *statement =
      attest_database_prepare (attest_library_get_database (self),
                               "SELECT hash FROM event WHERE stream = ?1 AND position > ?2 AND actor <> ?3"
                               " AND kind <> 'article.export'");
  g_autoptr (GHashTable) hashes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GError *local_error = NULL;

  attest_statement_bind_text (statement, 1, article);
  attest_statement_bind_int64 (statement, 2, since);
  attest_statement_bind_text (statement, 3, person);
  while (attest_statement_next (statement, &local_error))
    g_hash_table_add (hashes, attest_row_dup_text (statement, 0));
  attest_statement_done (statement);
  if (local_error == NULL)
    return g_steal_pointer (&hashes);

  g_propagate_error (error, local_error);
  return NULL;
}

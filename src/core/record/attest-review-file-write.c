/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "record/attest-article-table.h"
#include "record/attest-body.h"
#include "record/attest-content-table.h"
#include "record/attest-event-private.h"
#include "record/attest-event-table.h"
#include "record/attest-foreign.h"
#include "record/attest-library-private.h"
#include "record/attest-publish.h"
#include "record/attest-review-file-private.h"
#include "record/attest-schema.h"

typedef struct
{
  AttestLibrary *library;
  AttestDatabase *target;
  /* Hashes of the contents that the events name, as a set. */
  GHashTable *contents;
  guint events;
} Writing;

/* ---- Which contents belong to an event ---- */

static void
add_texts_of_node (Writing *self, JsonNode *node)
{
  JsonObjectIter iter;
  JsonNode *member;

  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    {
      if (attest_body_is_hash (json_node_get_string (node)))
        g_hash_table_add (self->contents, json_node_dup_string (node));
    }
  else if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        add_texts_of_node (self, json_array_get_element (array, i));
    }
  else if (JSON_NODE_HOLDS_OBJECT (node))
    {
      json_object_iter_init (&iter, json_node_get_object (node));
      while (json_object_iter_next (&iter, NULL, &member))
        add_texts_of_node (self, member);
    }
}

static void
add_contents_of_revision (Writing *self, JsonObject *body)
{
  const char *text = attest_body_get_text (body, "text", NULL);
  g_auto (GStrv) assets = attest_body_dup_texts (body, "assets");

  if (text != NULL)
    g_hash_table_add (self->contents, g_strdup (text));
  for (guint i = 0; assets[i] != NULL; i++)
    g_hash_table_add (self->contents, g_strdup (assets[i]));
}

/* Of what a newer version wrote it is not known what names a content; there, everything that looks like it does. */
static void
add_contents (Writing *self, const AttestEvent *event)
{
  const AttestEventKind *kind = attest_registry_lookup (self->library->registry, event->kind);
  g_autoptr (JsonNode) node = NULL;

  if (event->body == NULL)
    return;
  if (kind != NULL && event->version <= kind->version)
    {
      if (g_str_equal (event->kind, "revision.save"))
        add_contents_of_revision (self, event->body);
      return;
    }
  node = json_node_init_object (json_node_alloc (), event->body);
  add_texts_of_node (self, node);
}

/* ---- Copying ---- */

static gboolean
set_damaged (Writing *self, const char *what, GError **error)
{
  g_set_error (error,
               ATTEST_RECORD_ERROR,
               ATTEST_RECORD_ERROR_DAMAGED,
               _ ("No review file was made: %s is damaged, and %s is not what its hash says. Open a backup."),
               self->library->path,
               what);
  return FALSE;
}

static gboolean
copy_event (Writing *self, AttestStatement *row, GError **error)
{
  g_autoptr (AttestEvent) event = attest_event_new_from_row (row, NULL);
  const char *body = attest_statement_get_text (row, 11);

  if (!attest_event_is_sound (event, body))
    return set_damaged (self, event->hash, error);
  if (++self->events > ATTEST_REVIEW_FILE_MAXIMUM_EVENTS)
    {
      g_set_error (
          error,
          ATTEST_RECORD_ERROR,
          ATTEST_RECORD_ERROR_FAILED,
          _ ("More happened to these articles than a review file can hold (%d events). Choose fewer, or send a copy of "
             "the library."),
          ATTEST_REVIEW_FILE_MAXIMUM_EVENTS);
      return FALSE;
    }
  add_contents (self, event);

  return attest_event_table_insert (self->target, event, body, error);
}

static gboolean
copy_stream (Writing *self, const char *stream, GError **error)
{
  AttestStatement *rows = attest_event_table_select (self->library->database, stream);
  g_autoptr (GError) local_error = NULL;

  while (attest_statement_next (rows, &local_error))
    if (!copy_event (self, rows, &local_error))
      break;
  attest_statement_done (rows);
  if (local_error == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* A text that is not in the library, or was taken out of it, is not in the review file either. */
static gboolean
copy_content (Writing *self, const char *hash, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GBytes) data = attest_content_table_load (self->library->database, hash, &local_error);

  if (data != NULL)
    return attest_content_table_insert (self->target, hash, data, g_bytes_get_size (data), NULL, error);
  if (g_error_matches (local_error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_NOT_FOUND))
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
copy_contents (Writing *self, GError **error)
{
  g_autoptr (GPtrArray) hashes = g_hash_table_get_keys_as_ptr_array (self->contents);

  g_ptr_array_sort_values (hashes, (GCompareFunc) g_strcmp0);
  for (guint i = 0; i < hashes->len; i++)
    if (!copy_content (self, g_ptr_array_index (hashes, i), error))
      return FALSE;

  return TRUE;
}

static gboolean
copy_article (Writing *self, const char *article, GHashTable *done, GError **error)
{
  GError *local_error = NULL;

  if (!g_hash_table_add (done, (gpointer) article))
    return TRUE;
  if (attest_article_table_contains (self->library->database, article, &local_error))
    return copy_stream (self, article, error);

  if (local_error != NULL)
    g_propagate_error (error, local_error);
  else
    g_set_error (error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_NOT_FOUND, _ ("There is no article “%s”"), article);
  return FALSE;
}

static gboolean
copy_articles (Writing *self, const char *const *articles, GError **error)
{
  g_autoptr (GHashTable) done = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; articles[i] != NULL; i++)
    if (!copy_article (self, articles[i], done, error))
      return FALSE;

  return TRUE;
}

static gboolean
write_origin (Writing *self, const char *person, GError **error)
{
  AttestStatement *statement =
      attest_database_prepare (self->target, "INSERT INTO origin (one, time, person) VALUES (1, ?1, ?2)");

  attest_statement_bind_int64 (statement, 1, g_get_real_time ());
  attest_statement_bind_text (statement, 2, person != NULL ? person : "");
  return attest_statement_run (statement, error);
}

/* One state of the library, also while another program writes to it. */
static gboolean
fill (Writing *self, const char *const *articles, const char *person, GError **error)
{
  AttestDatabase *source = self->library->database;
  gboolean done;

  if (!attest_database_run (source, "BEGIN", error))
    return FALSE;
  done = attest_database_run (self->target, "BEGIN", error) && attest_schema_create_review_file (self->target, error) &&
         write_origin (self, person, error) && copy_stream (self, ATTEST_STREAM_BOARD, error) &&
         copy_articles (self, articles, error) && copy_contents (self, error) &&
         attest_database_run (self->target, "COMMIT", error);
  attest_database_roll_back (source);

  return done;
}

static GBytes *
make_image (AttestLibrary *library, const char *const *articles, const char *person, GError **error)
{
  g_autoptr (AttestDatabase) target = attest_database_open (":memory:", 0, error);
  g_autoptr (GHashTable) contents = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Writing writing = { library, target, contents, 0 };
  sqlite3_int64 size = 0;
  guchar *image;

  if (target == NULL || !fill (&writing, articles, person, error))
    return NULL;
  image = sqlite3_serialize (attest_database_get_handle (target), "main", &size, 0);
  if (image != NULL && size <= ATTEST_FOREIGN_LARGEST_REVIEW_FILE)
    return g_bytes_new_with_free_func (image, (gsize) size, sqlite3_free, image);

  sqlite3_free (image);
  g_set_error (error,
               ATTEST_RECORD_ERROR,
               ATTEST_RECORD_ERROR_FAILED,
               _ ("These articles are more than a review file can hold (%d MB). Choose fewer."),
               ATTEST_FOREIGN_LARGEST_REVIEW_FILE / 1000000);
  return NULL;
}

/* ---- Giving it its name ---- */

static gboolean
may_make_room (const char *path)
{
  gboolean review_file = FALSE;
  GStatBuf status;

  if (g_lstat (path, &status) != 0)
    return errno == ENOENT;
  if (S_ISREG (status.st_mode) && status.st_size == 0)
    return TRUE;

  return attest_foreign_examine (path, &review_file, NULL) && review_file;
}

static int
find_error_number (const GError *error)
{
  switch (error->code)
    {
    case G_FILE_ERROR_NOSPC:
      return ENOSPC;
    case G_FILE_ERROR_ACCES:
    case G_FILE_ERROR_PERM:
      return EACCES;
    case G_FILE_ERROR_ROFS:
      return EROFS;
    case G_FILE_ERROR_NOENT:
      return ENOENT;
    default:
      return EIO;
    }
}

static gboolean
write_bytes (const char *path, GBytes *image, GFileSetContentsFlags flags, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  gsize size;
  const char *data = g_bytes_get_data (image, &size);

  if (g_file_set_contents_full (path, data, (gssize) size, flags, 0600, &local_error))
    return TRUE;

  attest_publish_set_error (error, find_error_number (local_error), path);
  return FALSE;
}

static gboolean
publish (const char *path, GBytes *image, gboolean replace, GError **error)
{
  g_autofree char *draft = NULL;
  g_autoptr (GError) local_error = NULL;

  if (replace && may_make_room (path))
    return write_bytes (path, image, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, error);

  draft = attest_publish_begin (path, NULL, error);
  if (draft == NULL)
    return FALSE;
  if (write_bytes (draft, image, G_FILE_SET_CONTENTS_NONE, &local_error) &&
      attest_publish_finish (draft, path, &local_error))
    return TRUE;

  attest_publish_discard (draft);
  attest_publish_name_error (local_error, draft, path);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

gboolean
attest_library_write_review_file (AttestLibrary *self,
                                  const char *const *articles,
                                  const char *person,
                                  const char *path,
                                  gboolean replace,
                                  GError **error)
{
  g_autoptr (GBytes) image = NULL;

  g_return_val_if_fail (ATTEST_IS_LIBRARY (self) && path != NULL, FALSE);
  g_return_val_if_fail (articles != NULL && articles[0] != NULL, FALSE);

  image = make_image (self, articles, person, error);

  return image != NULL && publish (path, image, replace, error);
}

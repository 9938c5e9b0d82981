/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "exchange/attest-review-record-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "record/attest-publish.h"
#include "review/attest-save.h"

char *
attest_review_record_write_json (JsonObject *record)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *text = NULL;

  json_node_set_object (node, record);
  text = json_to_string (node, TRUE);

  return g_strconcat (text, "\n", NULL);
}

/* A slug may come from somebody else's file; as a file's name it must not lead out of its folder. */
static char *
dup_path (JsonObject *record, const char *folder, const char *suffix)
{
  JsonObject *article = json_object_get_object_member (record, "article");
  g_autofree char *slug = attest_review_slug_from_title (attest_review_record_get_text (article, "slug"));
  g_autofree char *name = g_strconcat (slug, "-record", suffix, NULL);

  return g_build_filename (folder, name, NULL);
}

/* Returns: (transfer full) (nullable): the draft of @path, filled. It stays for its owner alone, since it names people with their addresses. */
static char *
write_draft (const char *path, const char *text, GError **error)
{
  g_autofree char *draft = attest_publish_begin (path, NULL, error);
  g_autoptr (GError) local_error = NULL;

  if (draft == NULL)
    return NULL;
  if (g_file_set_contents_full (draft, text, -1, G_FILE_SET_CONTENTS_NONE, 0600, &local_error))
    return g_steal_pointer (&draft);

  attest_publish_discard (draft);
  g_set_error (error,
               ATTEST_RECORD_ERROR,
               g_error_matches (local_error, G_FILE_ERROR, G_FILE_ERROR_NOSPC) ? ATTEST_RECORD_ERROR_FULL
                                                                               : ATTEST_RECORD_ERROR_FAILED,
               _ ("%s cannot be written: %s"),
               path,
               local_error->message);
  return NULL;
}

/* Both get their names or none: half a record would pass for the whole. */
static gboolean
publish_both (char **drafts, char **paths, GError **error)
{
  if (!attest_publish_finish (drafts[0], paths[0], error))
    return FALSE;
  if (attest_publish_finish (drafts[1], paths[1], error))
    return TRUE;

  g_unlink (paths[0]);
  return FALSE;
}

static gboolean
write_both (JsonObject *record, char **paths, GError **error)
{
  g_autofree char *html = attest_review_record_write_html (record);
  g_autofree char *json = attest_review_record_write_json (record);
  g_autofree char *first = write_draft (paths[0], html, error);
  g_autofree char *second = first != NULL ? write_draft (paths[1], json, error) : NULL;
  char *drafts[] = { first, second };
  gboolean written = second != NULL && publish_both (drafts, paths, error);

  if (!written && first != NULL)
    attest_publish_discard (first);
  if (!written && second != NULL)
    attest_publish_discard (second);

  return written;
}

GStrv
attest_review_record_export (AttestLibrary *library,
                             const char *article,
                             const char *folder,
                             gint64 made,
                             gboolean *holds,
                             GError **error)
{
  g_autoptr (JsonObject) record = attest_review_record_collect (library, article, made, error);
  g_auto (GStrv) paths = NULL;

  if (record == NULL)
    return NULL;
  paths = g_new0 (char *, 3);
  paths[0] = dup_path (record, folder, ".html");
  paths[1] = dup_path (record, folder, ".json");
  if (g_mkdir_with_parents (folder, 0755) != 0)
    {
      attest_publish_set_error (error, errno, folder);
      return NULL;
    }
  if (!write_both (record, paths, error))
    return NULL;
  if (holds != NULL)
    *holds = attest_review_record_holds (record);

  return g_steal_pointer (&paths);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "exchange/attest-page-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "review/attest-save.h"
#include "text/attest-canonical-json.h"

static GBytes *
write_page (const AttestPageFacts *facts, GStrv *revisions)
{
  char *html = attest_page_write (facts);

  if (revisions)
    {
      g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();

      for (guint i = 0; i < facts->texts->len; i++)
        g_strv_builder_add (ids, ((AttestPageText *) g_ptr_array_index (facts->texts, i))->revision->id);
      *revisions = g_strv_builder_end (ids);
    }
  return g_bytes_new_take (html, strlen (html));
}

GBytes *
attest_page_build (AttestLibrary *library,
                   const char *article,
                   const char *const *audiences,
                   GStrv *revisions,
                   GError **error)
{
  g_autoptr (AttestPageFacts) facts = attest_page_facts_load (library, article, audiences, error);

  return facts ? write_page (facts, revisions) : NULL;
}

/* A slug may come from somebody else's file; as a file's name it must not lead out of its folder. */
static char *
make_file_name (const AttestArticle *article)
{
  g_autofree char *slug = attest_review_slug_from_title (article->slug);

  return g_strconcat (slug, ".html", NULL);
}

char *
attest_page_dup_file_name (AttestLibrary *library, const char *article, GError **error)
{
  g_autoptr (AttestArticle) found = attest_library_find_article (library, article, error);

  return found ? make_file_name (found) : NULL;
}

static gboolean
record_export (const AttestPageFacts *facts, GBytes *page, const char *actor)
{
  JsonObject *body = json_object_new ();
  JsonArray *audiences = json_array_new ();
  JsonArray *revisions = json_array_new ();
  gsize length;
  const char *data = g_bytes_get_data (page, &length);
  g_autofree char *hash = attest_sha256 (data, length);

  for (guint i = 0; i < facts->texts->len; i++)
    {
      AttestPageText *text = g_ptr_array_index (facts->texts, i);

      json_array_add_string_element (audiences, text->audience);
      json_array_add_string_element (revisions, text->revision->id);
    }
  json_object_set_array_member (body, "audiences", audiences);
  json_object_set_array_member (body, "revisions", revisions);
  json_object_set_string_member (body, "page", hash);
  return attest_library_append_one (
      facts->library,
      attest_event_draft_new ("article.export", facts->article->id, actor ? actor : "", body),
      NULL,
      NULL);
}

char *
attest_page_export (AttestLibrary *library,
                    const char *article,
                    const char *const *audiences,
                    const char *folder,
                    const char *actor,
                    gboolean *recorded,
                    GError **error)
{
  g_autoptr (AttestPageFacts) facts = attest_page_facts_load (library, article, audiences, error);
  g_autoptr (GBytes) page = NULL;
  g_autofree char *name = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GError) local_error = NULL;
  gboolean written;

  if (!facts)
    return NULL;

  page = write_page (facts, NULL);
  name = make_file_name (facts->article);
  path = g_build_filename (folder, name, NULL);
  if (g_mkdir_with_parents (folder, 0755) != 0)
    {
      g_set_error (error,
                   G_FILE_ERROR,
                   g_file_error_from_errno (errno),
                   _ ("The folder “%s” cannot be made: %s"),
                   folder,
                   g_strerror (errno));
      return NULL;
    }
  if (!g_file_set_contents_full (path,
                                 g_bytes_get_data (page, NULL),
                                 (gssize) g_bytes_get_size (page),
                                 G_FILE_SET_CONTENTS_CONSISTENT,
                                 0644,
                                 &local_error))
    {
      g_set_error (error,
                   G_FILE_ERROR,
                   local_error->code,
                   _ ("The page “%s” cannot be written: %s"),
                   path,
                   local_error->message);
      return NULL;
    }

  written = !attest_library_is_read_only (library) && record_export (facts, page, actor);
  if (recorded)
    *recorded = written;
  return g_steal_pointer (&path);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "many-articles.h"

#include <string.h>

#include "desk-fixture.h"
#include "record/attest-library.h"

#define BATCH 1000

static void
add_drafts (GPtrArray *drafts, guint number)
{
  g_autofree char *id = g_strdup_printf ("article-%u", number);
  g_autofree char *title = g_strdup_printf ("Article number%07u", (number * 7919) % 1000003);
  g_autofree char *markdown = g_strdup_printf ("# %s\n\nSome words.\n", title);
  g_autoptr (GBytes) content = g_bytes_new (markdown, strlen (markdown));
  JsonObject *article = json_object_new ();
  JsonObject *body = json_object_new ();
  AttestEventDraft *draft = attest_event_draft_new ("revision.save", id, "p1", body);

  json_object_set_string_member (article, "slug", id);
  json_object_set_string_member (article, "language", "en");
  json_object_set_array_member (article, "topics", json_array_new ());
  g_ptr_array_add (drafts, attest_event_draft_new ("article.create", id, "p1", article));

  json_object_set_string_member (body, "audience", "doctor");
  json_object_set_string_member (body, "language", "en");
  json_object_set_string_member (body, "title", title);
  json_object_set_string_member (body, "text", attest_event_draft_add_content (draft, content));
  json_object_set_string_member (body, "references", "[]");
  json_object_set_array_member (body, "assets", json_array_new ());
  json_object_set_string_member (body, "disclaimer", "");
  json_object_set_array_member (body, "parents", json_array_new ());
  json_object_set_array_member (body, "places", json_array_new ());
  g_ptr_array_add (drafts, draft);
}

static gboolean
fill (AttestLibrary *library, gpointer data, GValue *result, GError **error)
{
  g_autoptr (GPtrArray) drafts = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_event_draft_free);
  guint first = GPOINTER_TO_UINT (data);

  for (guint i = first; i < first + BATCH; i++)
    add_drafts (drafts, i);
  g_value_init (result, G_TYPE_BOOLEAN);
  return attest_library_append (library, drafts, NULL, error);
}

void
many_articles_add (AttestSession *session, guint n_articles)
{
  for (guint i = 0; i < n_articles; i += BATCH)
    {
      g_autoptr (DexFuture) future =
          desk_fixture_await (attest_session_perform (session, fill, GUINT_TO_POINTER (i), NULL), NULL);
    }
}

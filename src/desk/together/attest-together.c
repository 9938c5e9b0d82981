/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "together/attest-together.h"

#include <glib/gi18n.h>

#include "evidence/attest-reference.h"
#include "review/attest-heads.h"
#include "session/attest-worker.h"

G_DEFINE_BOXED_TYPE (AttestTogether, attest_together, attest_together_ref, attest_together_unref)

static void
clear_together (gpointer data)
{
  AttestTogether *self = data;

  g_clear_pointer (&self->article, attest_article_free);
  g_clear_pointer (&self->audience, attest_audience_free);
  g_clear_pointer (&self->one, attest_revision_free);
  g_clear_pointer (&self->other, attest_revision_free);
  g_clear_pointer (&self->base_text, g_bytes_unref);
  g_clear_pointer (&self->one_text, g_bytes_unref);
  g_clear_pointer (&self->other_text, g_bytes_unref);
  g_clear_pointer (&self->three_way, attest_three_way_unref);
  g_clear_pointer (&self->clashes, g_strfreev);
}

AttestTogether *
attest_together_ref (AttestTogether *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
attest_together_unref (AttestTogether *self)
{
  g_atomic_rc_box_release_full (self, clear_together);
}

/* ---- On the record thread ---- */

typedef struct
{
  char *article;
  char *audience;
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  g_free (request->article);
  g_free (request->audience);
  g_free (request);
}

static gboolean
load_heads (AttestTogether *self, AttestLibrary *library, GError **error)
{
  g_autoptr (GPtrArray) heads = attest_review_list_heads (library, self->article->id, self->audience->key, error);

  if (heads == NULL)
    return FALSE;
  if (heads->len < 2)
    {
      g_set_error_literal (error,
                           ATTEST_RECORD_ERROR,
                           ATTEST_RECORD_ERROR_NOT_FOUND,
                           _ ("There is one text only for this audience. Somebody may have brought the two together."));
      return FALSE;
    }
  self->n_heads = heads->len;
  self->one = attest_revision_copy (heads->pdata[0]);
  self->other = attest_revision_copy (heads->pdata[1]);
  return TRUE;
}

/* What both were made from may have been redacted, or not have come with a merge; then every difference is to be decided. */
static gboolean
load_base (AttestTogether *self, AttestLibrary *library, GError **error)
{
  g_autoptr (AttestRevision) origin = NULL;

  if (!attest_review_find_origin (library, self->one, self->other, &origin, error))
    return FALSE;
  if (origin != NULL)
    self->base_text = attest_library_load_content (library, origin->text, NULL);
  return TRUE;
}

static gboolean
load_texts (AttestTogether *self, AttestLibrary *library, GError **error)
{
  self->one_text = attest_library_load_content (library, self->one->text, error);
  if (self->one_text != NULL)
    self->other_text = attest_library_load_content (library, self->other->text, error);
  return self->other_text != NULL && load_base (self, library, error);
}

static gboolean
load_on_record_thread (AttestLibrary *library, gpointer data, GValue *result, GError **error)
{
  const Request *request = data;
  g_autoptr (AttestTogether) self = g_atomic_rc_box_new0 (AttestTogether);

  self->article = attest_library_find_article (library, request->article, error);
  if (self->article != NULL)
    self->audience = attest_library_find_audience (library, request->audience, error);
  if (self->audience == NULL || !load_heads (self, library, error) || !load_texts (self, library, error))
    return FALSE;
  g_value_init (result, ATTEST_TYPE_TOGETHER);
  g_value_take_boxed (result, g_steal_pointer (&self));
  return TRUE;
}

/* ---- On a worker ---- */

static gboolean
is_same_work (JsonObject *one, JsonObject *other)
{
  g_autoptr (JsonNode) one_node = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (JsonNode) other_node = json_node_new (JSON_NODE_OBJECT);

  json_node_set_object (one_node, one);
  json_node_set_object (other_node, other);
  return json_node_equal (one_node, other_node);
}

/* One key for two works would make the page cite the wrong one. */
static GStrv
list_clashes (const AttestTogether *self)
{
  g_autoptr (GStrvBuilder) clashes = g_strv_builder_new ();
  g_autoptr (AttestReferences) one = attest_references_new_from_json (self->one->references, NULL);
  g_autoptr (AttestReferences) other = attest_references_new_from_json (self->other->references, NULL);

  for (guint i = 0; one != NULL && other != NULL && i < attest_references_get_length (one); i++)
    {
      const char *key = attest_references_get_key (one, i);
      JsonObject *item = attest_references_get_item (other, key);

      if (item != NULL && !is_same_work (attest_references_get_item (one, key), item))
        g_strv_builder_add (clashes, key);
    }
  return g_strv_builder_end (clashes);
}

static gboolean
compare_on_worker (gpointer data, GValue *result, GError **error)
{
  AttestTogether *self = data;

  self->three_way = attest_three_way_new (self->base_text, self->one_text, self->other_text);
  self->clashes = list_clashes (self);
  g_value_init (result, ATTEST_TYPE_TOGETHER);
  g_value_set_boxed (result, self);
  return TRUE;
}

static DexFuture *
loaded (DexFuture *future, gpointer user_data)
{
  const GValue *value = dex_future_get_value (future, NULL);

  /* Nobody else has it yet, so the worker may complete it. */
  return attest_worker_run (compare_on_worker, g_value_dup_boxed (value), (GDestroyNotify) attest_together_unref);
}

DexFuture *
attest_together_load (AttestSession *session, const char *article, const char *audience)
{
  Request *request = NULL;

  g_return_val_if_fail (ATTEST_IS_SESSION (session), NULL);
  g_return_val_if_fail (article != NULL && audience != NULL, NULL);

  request = g_new0 (Request, 1);
  request->article = g_strdup (article);
  request->audience = g_strdup (audience);
  return dex_future_then (
      attest_session_perform (session, load_on_record_thread, request, request_free), loaded, NULL, NULL);
}

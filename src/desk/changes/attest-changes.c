/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "changes/attest-changes.h"

#include <glib/gi18n.h>

#include "preview/attest-preview-references.h"
#include "session/attest-worker.h"

G_DEFINE_BOXED_TYPE (AttestChanges, attest_changes, attest_changes_ref, attest_changes_unref)

static void
clear_text (AttestChangesText *text)
{
  g_clear_pointer (&text->revision, attest_revision_free);
  g_clear_pointer (&text->text, g_bytes_unref);
  g_clear_pointer (&text->document, attest_document_unref);
  g_clear_pointer (&text->rendering, attest_rendering_unref);
  g_clear_pointer (&text->footer, g_free);
}

static void
clear_changes (gpointer data)
{
  AttestChanges *self = data;

  g_clear_pointer (&self->article, attest_article_free);
  g_clear_pointer (&self->audience, attest_audience_free);
  g_clear_pointer (&self->revisions, g_ptr_array_unref);
  clear_text (&self->before);
  clear_text (&self->after);
  g_clear_pointer (&self->comparison, attest_comparison_unref);
}

AttestChanges *
attest_changes_ref (AttestChanges *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
attest_changes_unref (AttestChanges *self)
{
  g_atomic_rc_box_release_full (self, clear_changes);
}

/* ---- On the record thread ---- */

typedef struct
{
  char *before;
  char *after;
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  g_free (request->before);
  g_free (request->after);
  g_free (request);
}

static gboolean
load_text (AttestLibrary *library, AttestChangesText *text, const char *revision, GError **error)
{
  if (revision == NULL)
    {
      text->text = g_bytes_new_static ("", 0);
      return TRUE;
    }
  text->revision = attest_library_load_revision (library, revision, error);
  if (text->revision == NULL)
    return FALSE;
  text->text = attest_library_load_content (library, text->revision->text, error);
  return text->text != NULL;
}

/* The newest of the variant that a revision belongs to. */
static char *
find_newest (AttestLibrary *library, const char *revision, GError **error)
{
  g_autoptr (AttestRevision) known = attest_library_load_revision (library, revision, error);
  g_autoptr (AttestRevision) newest =
      known != NULL ? attest_library_find_revision (library, known->article, known->audience, 0, error) : NULL;

  return newest != NULL ? g_strdup (newest->id) : NULL;
}

/* The earlier text is the one with the lower number, whichever was chosen first. Texts of two articles or audiences have nothing to do with each
 * other, whatever a file says of who came from whom. */
static gboolean
put_in_order (AttestChanges *self, GError **error)
{
  const AttestRevision *before = self->before.revision;
  const AttestRevision *after = self->after.revision;

  if (before == NULL)
    return TRUE;
  if (!g_str_equal (before->article, after->article) || !g_str_equal (before->audience, after->audience))
    {
      g_set_error_literal (error,
                           ATTEST_RECORD_ERROR,
                           ATTEST_RECORD_ERROR_NOT_FOUND,
                           _ ("The two texts are not of one article and audience."));
      return FALSE;
    }
  if (before->number > after->number)
    {
      AttestChangesText earlier = self->after;

      self->after = self->before;
      self->before = earlier;
    }
  return TRUE;
}

static gboolean
load_changes (AttestChanges *self, AttestLibrary *library, const Request *request, GError **error)
{
  g_autofree char *after =
      request->after != NULL ? g_strdup (request->after) : find_newest (library, request->before, error);
  const char *before = request->before;

  if (after == NULL || !load_text (library, &self->after, after, error))
    return FALSE;
  /* Of two texts that were made one, the first is the one that the writer went on from. */
  if (before == NULL)
    before = self->after.revision->parents[0];
  else if (g_str_equal (before, ATTEST_CHANGES_NOTHING))
    before = NULL;
  if (!load_text (library, &self->before, before, error))
    return FALSE;
  if (!put_in_order (self, error))
    return FALSE;
  self->article = attest_library_find_article (library, self->after.revision->article, error);
  if (self->article == NULL)
    return FALSE;
  self->audience = attest_library_find_audience (library, self->after.revision->audience, error);
  if (self->audience == NULL)
    return FALSE;
  self->revisions = attest_library_list_revisions (library, self->article->id, self->audience->key, error);
  return self->revisions != NULL;
}

static gboolean
load_on_record_thread (AttestLibrary *library, gpointer data, GValue *result, GError **error)
{
  g_autoptr (AttestChanges) self = g_atomic_rc_box_new0 (AttestChanges);

  if (!load_changes (self, library, data, error))
    return FALSE;
  g_value_init (result, ATTEST_TYPE_CHANGES);
  g_value_take_boxed (result, g_steal_pointer (&self));
  return TRUE;
}

/* ---- On a worker ---- */

/* A revision keeps the works that it cites in the order of their numbers. */
static guint
resolve_citation (const char *key, gpointer user_data)
{
  AttestReferences *references = user_data;

  for (guint i = 0; i < attest_references_get_length (references); i++)
    if (g_str_equal (attest_references_get_key (references, i), key))
      return i + 1;
  return 0;
}

static void
render (AttestChangesText *text)
{
  const char *json = text->revision != NULL ? text->revision->references : NULL;
  g_autoptr (AttestReferences) references = attest_references_new_from_json (json, NULL);
  AttestRenderOptions options = { .flags = ATTEST_RENDER_SOURCE_RANGES };

  if (references == NULL)
    references = attest_references_new_from_json (NULL, NULL);
  options.resolve_citation = resolve_citation;
  options.user_data = references;
  text->document = attest_document_new (text->text);
  text->rendering = attest_render (text->document, &options);
  text->footer = attest_preview_dup_references (text->document, references);
}

static gboolean
compare_on_worker (gpointer data, GValue *result, GError **error)
{
  AttestChanges *self = data;

  render (&self->before);
  render (&self->after);
  self->comparison = attest_comparison_new (self->before.text, self->after.text);
  g_value_init (result, ATTEST_TYPE_CHANGES);
  g_value_set_boxed (result, self);
  return TRUE;
}

static DexFuture *
loaded (DexFuture *future, gpointer user_data)
{
  const GValue *value = dex_future_get_value (future, NULL);

  /* Nobody else has it yet, so the worker may complete it. */
  return attest_worker_run (compare_on_worker, g_value_dup_boxed (value), (GDestroyNotify) attest_changes_unref);
}

DexFuture *
attest_changes_load (AttestSession *session, const char *before, const char *after)
{
  Request *request = NULL;

  g_return_val_if_fail (ATTEST_IS_SESSION (session), NULL);
  g_return_val_if_fail (before != NULL || after != NULL, NULL);

  request = g_new0 (Request, 1);
  request->before = g_strdup (before);
  request->after = g_strdup (after);
  return dex_future_then (
      attest_session_perform (session, load_on_record_thread, request, request_free), loaded, NULL, NULL);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "article/attest-article-state-private.h"

#include "session/attest-future.h"

typedef struct
{
  GWeakRef state;
  char *actor;
  char *revision;
} Restore;

static void
restore_free (gpointer data)
{
  Restore *restore = data;

  g_weak_ref_clear (&restore->state);
  g_free (restore->actor);
  g_free (restore->revision);
  g_free (restore);
}

static Restore *
restore_new (AttestArticleState *state, const char *actor, const char *revision)
{
  Restore *restore = g_new0 (Restore, 1);

  g_weak_ref_init (&restore->state, state);
  restore->actor = g_strdup (actor);
  restore->revision = g_strdup (revision);
  return restore;
}

static gboolean
restore_on_record_thread (AttestLibrary *library, gpointer data, GValue *result, GError **error)
{
  const Restore *restore = data;
  g_autoptr (AttestRevision) revision = attest_library_load_revision (library, restore->revision, error);
  g_autoptr (AttestArticle) article =
      revision != NULL ? attest_library_find_article (library, revision->article, error) : NULL;
  g_autoptr (GBytes) text = article != NULL ? attest_library_load_content (library, revision->text, error) : NULL;
  g_autofree char *references =
      text != NULL ? attest_review_dup_references_with (article->references, revision, error) : NULL;
  g_autofree char *saved = NULL;

  if (references == NULL)
    return FALSE;
  saved = attest_review_import_revision (
      library, article->id, revision->audience, restore->actor, text, NULL, references, 0, error);
  if (saved == NULL)
    return FALSE;
  g_value_init (result, G_TYPE_STRING);
  g_value_set_string (result, revision->audience);
  return TRUE;
}

static DexFuture *
restored (DexFuture *future, gpointer user_data)
{
  const Restore *restore = user_data;
  g_autoptr (AttestArticleState) self = g_weak_ref_get ((GWeakRef *) &restore->state);
  const GValue *audience = dex_future_get_value (future, NULL);

  /* It is restored, whether it can be shown now or not. */
  if (self != NULL)
    dex_future_disown (attest_article_state_load (self, g_value_get_string (audience)));
  return dex_future_new_true ();
}

DexFuture *
attest_article_state_restore (AttestArticleState *self, const char *revision)
{
  const char *actor = NULL;
  DexFuture *future = NULL;

  g_return_val_if_fail (ATTEST_IS_ARTICLE_STATE (self), NULL);
  g_return_val_if_fail (revision != NULL, NULL);

  actor = attest_session_get_actor (self->session);
  future = attest_session_perform (
      self->session, restore_on_record_thread, restore_new (NULL, actor, revision), restore_free);
  return dex_future_then (future, restored, restore_new (self, actor, revision), restore_free);
}

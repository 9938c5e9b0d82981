/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "article/attest-article-state-private.h"

#include "session/attest-future.h"

/* Two texts that were saved apart become what is being typed: on disk at once, and a revision when somebody saves it. */

typedef struct
{
  GWeakRef state;
  char *audience;
} Together;

static void
together_free (gpointer data)
{
  Together *together = data;

  g_weak_ref_clear (&together->state);
  g_free (together->audience);
  g_free (together);
}

static DexFuture *
stored (DexFuture *future, gpointer user_data)
{
  const Together *together = user_data;
  g_autoptr (AttestArticleState) self = g_weak_ref_get ((GWeakRef *) &together->state);

  return self != NULL ? attest_article_state_load (self, together->audience) : dex_future_new_true ();
}

DexFuture *
attest_article_state_bring_together (AttestArticleState *self, GBytes *text, const char *parent, const char *joined)
{
  AttestUnsaved *unsaved = NULL;
  Together *together = NULL;

  g_return_val_if_fail (ATTEST_IS_ARTICLE_STATE (self), NULL);
  g_return_val_if_fail (self->slot != NULL, NULL);
  g_return_val_if_fail (text != NULL && parent != NULL && joined != NULL, NULL);

  unsaved = g_new0 (AttestUnsaved, 1);
  unsaved->base = g_strdup (parent);
  unsaved->joined = g_strdup (joined);
  unsaved->text = g_bytes_ref (text);
  unsaved->time = g_get_real_time ();
  together = g_new0 (Together, 1);
  g_weak_ref_init (&together->state, self);
  together->audience = g_strdup (self->audience);
  return dex_future_then (attest_unsaved_slot_store (self->slot, unsaved), stored, together, together_free);
}

const char *
attest_article_state_get_joined (AttestArticleState *self)
{
  g_return_val_if_fail (ATTEST_IS_ARTICLE_STATE (self), NULL);

  return self->joined;
}

const AttestRevision *
attest_article_state_get_apart (AttestArticleState *self)
{
  const char *newest = NULL;

  g_return_val_if_fail (ATTEST_IS_ARTICLE_STATE (self), NULL);

  if (self->record == NULL || self->record->heads->len < 2)
    return NULL;
  newest = self->record->variant->newest;
  for (guint i = 0; i < self->record->heads->len; i++)
    {
      const AttestRevision *head = g_ptr_array_index (self->record->heads, i);

      if (g_strcmp0 (head->id, newest) != 0)
        return head;
    }
  return NULL;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "preview/attest-preview-beside.h"

#include <glib/gi18n.h>

#include "session/attest-time-words.h"

/* @other: the text for the other audience; @revision: the one that it shows, or is about to. */
struct _AttestPreviewBeside
{
  GObject parent_instance;

  AttestArticleState *state;
  GSignalGroup *state_signals;
  char *audience;
  gboolean published;

  AttestArticleState *other;
  char *revision;
};

G_DEFINE_FINAL_TYPE (AttestPreviewBeside, attest_preview_beside, G_TYPE_OBJECT)

static guint changed_signal;

static void
computed_cb (AttestPreviewBeside *self)
{
  g_signal_emit (self, changed_signal, 0);
}

static void
set_other (AttestPreviewBeside *self, AttestArticleState *other)
{
  if (self->other != NULL)
    g_signal_handlers_disconnect_by_data (self->other, self);
  g_clear_object (&self->other);
  self->other = other;
  if (other != NULL)
    g_signal_connect_object (other, "computed", G_CALLBACK (computed_cb), self, G_CONNECT_SWAPPED);
}

static DexFuture *
not_read_cb (DexFuture *future, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  dex_future_get_value (future, &error);
  g_message ("The text beside the article could not be read: %s", error->message);
  return dex_future_new_true ();
}

static const char *
find_revision (AttestPreviewBeside *self)
{
  GPtrArray *variants = attest_article_state_get_variants (self->state);

  for (guint i = 0; variants != NULL && i < variants->len; i++)
    {
      const AttestVariant *variant = g_ptr_array_index (variants, i);

      if (g_strcmp0 (variant->audience, self->audience) == 0)
        return self->published && variant->published != NULL ? variant->published : variant->newest;
    }
  return NULL;
}

static void
show (AttestPreviewBeside *self)
{
  const char *revision = self->state != NULL && self->audience != NULL ? find_revision (self) : NULL;

  if (revision == NULL)
    {
      g_clear_pointer (&self->revision, g_free);
      if (self->other == NULL)
        return;
      set_other (self, NULL);
      g_signal_emit (self, changed_signal, 0);
      return;
    }
  if (!g_set_str (&self->revision, revision))
    return;
  if (self->other == NULL || g_strcmp0 (attest_article_state_get_audience (self->other), self->audience) != 0)
    set_other (self,
               attest_article_state_new (attest_article_state_get_session (self->state),
                                         attest_article_state_get_article_id (self->state),
                                         self->audience));
  dex_future_disown (
      dex_future_catch (attest_article_state_show_revision (self->other, revision), not_read_cb, NULL, NULL));
}

static void
attest_preview_beside_dispose (GObject *object)
{
  AttestPreviewBeside *self = ATTEST_PREVIEW_BESIDE (object);

  g_clear_object (&self->state_signals);
  g_clear_object (&self->state);
  set_other (self, NULL);

  G_OBJECT_CLASS (attest_preview_beside_parent_class)->dispose (object);
}

static void
attest_preview_beside_finalize (GObject *object)
{
  AttestPreviewBeside *self = ATTEST_PREVIEW_BESIDE (object);

  g_free (self->audience);
  g_free (self->revision);

  G_OBJECT_CLASS (attest_preview_beside_parent_class)->finalize (object);
}

static void
attest_preview_beside_class_init (AttestPreviewBesideClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = attest_preview_beside_dispose;
  object_class->finalize = attest_preview_beside_finalize;

  changed_signal =
      g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
attest_preview_beside_init (AttestPreviewBeside *self)
{
  self->state_signals = g_signal_group_new (ATTEST_TYPE_ARTICLE_STATE);
  g_signal_group_connect_swapped (self->state_signals, "reviewed", G_CALLBACK (show), self);
}

AttestPreviewBeside *
attest_preview_beside_new (void)
{
  return g_object_new (ATTEST_TYPE_PREVIEW_BESIDE, NULL);
}

void
attest_preview_beside_set_state (AttestPreviewBeside *self, AttestArticleState *state)
{
  g_return_if_fail (ATTEST_IS_PREVIEW_BESIDE (self));

  if (!g_set_object (&self->state, state))
    return;
  g_signal_group_set_target (self->state_signals, state);
  attest_preview_beside_choose (self, NULL, FALSE);
}

void
attest_preview_beside_choose (AttestPreviewBeside *self, const char *audience, gboolean published)
{
  g_return_if_fail (ATTEST_IS_PREVIEW_BESIDE (self));

  g_set_str (&self->audience, audience);
  self->published = published;
  show (self);
}

const char *
attest_preview_beside_get_audience (AttestPreviewBeside *self)
{
  g_return_val_if_fail (ATTEST_IS_PREVIEW_BESIDE (self), NULL);

  return self->audience;
}

gboolean
attest_preview_beside_get_published (AttestPreviewBeside *self)
{
  g_return_val_if_fail (ATTEST_IS_PREVIEW_BESIDE (self), FALSE);

  return self->published;
}

AttestArticleState *
attest_preview_beside_get_shown (AttestPreviewBeside *self)
{
  g_return_val_if_fail (ATTEST_IS_PREVIEW_BESIDE (self), NULL);

  return self->other != NULL && attest_article_state_get_rendering (self->other) != NULL ? self->other : NULL;
}

char *
attest_preview_dup_revision_words (AttestArticleRecord *record)
{
  const AttestVariant *variant = record->variant;
  const AttestRevision *revision = record->revision;
  g_autofree char *date = NULL;
  const char *which = NULL;

  if (revision == NULL)
    return g_strdup (_ ("No text yet"));
  date = attest_time_dup_date (revision->time);
  if (variant != NULL && g_strcmp0 (revision->id, variant->published) == 0)
    which = g_strcmp0 (revision->id, variant->newest) == 0 ? _ ("published and newest") : _ ("published");
  else if (variant != NULL && g_strcmp0 (revision->id, variant->newest) == 0)
    which = variant->published != NULL ? _ ("newest, not published") : _ ("newest");
  else
    which = _ ("an older one");
  /* Translators: such as "Revision 3, published, 3 March 2026" */
  return g_strdup_printf (_ ("Revision %u, %s, %s"), revision->number, which, date);
}

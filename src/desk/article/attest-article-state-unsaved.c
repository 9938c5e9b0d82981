/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "article/attest-article-state-private.h"

#include <glib/gi18n.h>

/* A running timer, no debounce: the first unsaved key starts it, so that typing without a pause is on disk as well. It
 * leaves time to write within the second. */
#define STORE_AFTER_MS 500

/* How often a disk that refused is asked again, without waiting for the next key. */
#define RETRY_AFTER_MS 2000

typedef struct
{
  GWeakRef state;
  AttestUnsavedSlot *slot;
  gboolean has_text;
} Store;

static void
store_free (gpointer data)
{
  Store *store = data;

  g_weak_ref_clear (&store->state);
  attest_unsaved_slot_unref (store->slot);
  g_free (store);
}

static AttestUnsaved *
make_unsaved (AttestArticleState *self)
{
  AttestUnsaved *unsaved = g_new0 (AttestUnsaved, 1);
  GtkTextIter cursor;

  gtk_text_buffer_get_iter_at_mark (
      GTK_TEXT_BUFFER (self->buffer), &cursor, gtk_text_buffer_get_insert (GTK_TEXT_BUFFER (self->buffer)));
  unsaved->base = g_strdup (self->base);
  unsaved->joined = g_strdup (self->joined);
  unsaved->text = attest_article_state_dup_buffer_text (self);
  unsaved->cursor = attest_article_state_get_byte_at_iter (self, &cursor);
  unsaved->scroll = self->scroll;
  unsaved->time = g_get_real_time ();
  return unsaved;
}

/* The reason in a person's words, since the error of the file system names a file that nobody knows of. */
static GError *
explain (const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE))
    return g_error_new_literal (
        error->domain,
        error->code,
        _ ("The disk is full, so what you type is not kept. Make room: it is kept as soon as there is some."));
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_READ_ONLY))
    return g_error_new_literal (
        error->domain,
        error->code,
        _ ("Your home folder cannot be written, so what you type is not kept. Save it, or copy it to a safe place."));
  return g_error_copy (error);
}

static void
set_unkept (AttestArticleState *self, const GError *error)
{
  if (self->unkept == NULL && error == NULL)
    return;
  g_clear_error (&self->unkept);
  self->unkept = error != NULL ? explain (error) : NULL;
  g_object_notify (G_OBJECT (self), "unkept");
}

static void start_timer (AttestArticleState *self, guint milliseconds);

static DexFuture *
stored (DexFuture *future, gpointer user_data)
{
  Store *store = user_data;
  g_autoptr (AttestArticleState) self = g_weak_ref_get (&store->state);
  g_autoptr (GError) error = NULL;

  dex_future_get_value (future, &error);
  if (self == NULL)
    return dex_future_new_true ();
  self->storing--;
  if (self->slot != store->slot)
    return dex_future_new_true ();
  /* What could not be thrown away does no harm: it is asked about when the text is opened again. */
  if (!store->has_text)
    g_clear_error (&error);
  set_unkept (self, error);
  if (error != NULL)
    start_timer (self, RETRY_AFTER_MS);
  return dex_future_new_true ();
}

static void
store_text (AttestArticleState *self)
{
  Store *store = g_new0 (Store, 1);
  DexFuture *future = NULL;

  g_weak_ref_init (&store->state, self);
  store->slot = attest_unsaved_slot_ref (self->slot);
  store->has_text = attest_article_state_get_modified (self);
  self->storing++;
  future = attest_unsaved_slot_store (self->slot, store->has_text ? make_unsaved (self) : NULL);
  dex_future_disown (dex_future_finally (future, stored, store, store_free));
  attest_session_look_at_disk (self->session);
}

static gboolean
store_timer_cb (gpointer user_data)
{
  AttestArticleState *self = user_data;

  self->store_timer = 0;
  store_text (self);
  return G_SOURCE_REMOVE;
}

static void
start_timer (AttestArticleState *self, guint milliseconds)
{
  if (self->store_timer == 0 && self->slot != NULL)
    self->store_timer = g_timeout_add (milliseconds, store_timer_cb, self);
}

void
attest_article_state_buffer_changed (AttestArticleState *self)
{
  self->edit++;
  g_array_set_size (self->line_starts, 0);
  if (self->filling)
    return;
  attest_article_state_compute (self);
  start_timer (self, STORE_AFTER_MS);
}

void
attest_article_state_store (AttestArticleState *self)
{
  if (self->slot == NULL)
    return;
  g_clear_handle_id (&self->store_timer, g_source_remove);
  store_text (self);
}

gboolean
attest_article_state_flush (AttestArticleState *self, GError **error)
{
  gboolean has_text = FALSE;
  g_autoptr (GError) refused = NULL;

  g_return_val_if_fail (ATTEST_IS_ARTICLE_STATE (self), FALSE);

  if (self->slot == NULL || (self->store_timer == 0 && self->storing == 0))
    return TRUE;
  g_clear_handle_id (&self->store_timer, g_source_remove);
  has_text = attest_article_state_get_modified (self);
  if (attest_unsaved_slot_store_now (self->slot, has_text ? make_unsaved (self) : NULL, &refused) || !has_text)
    {
      set_unkept (self, NULL);
      return TRUE;
    }
  set_unkept (self, refused);
  start_timer (self, RETRY_AFTER_MS);
  g_propagate_error (error, g_error_copy (self->unkept));
  return FALSE;
}

const GError *
attest_article_state_get_unkept (AttestArticleState *self)
{
  g_return_val_if_fail (ATTEST_IS_ARTICLE_STATE (self), NULL);

  return self->unkept;
}

void
attest_article_state_give_up (AttestArticleState *self)
{
  g_return_if_fail (ATTEST_IS_ARTICLE_STATE (self));

  g_clear_handle_id (&self->store_timer, g_source_remove);
  g_clear_pointer (&self->slot, attest_unsaved_slot_unref);
  set_unkept (self, NULL);
}

void
attest_article_state_discard_unsaved (AttestArticleState *self)
{
  g_clear_handle_id (&self->store_timer, g_source_remove);
  if (self->slot != NULL)
    dex_future_disown (attest_unsaved_slot_store (self->slot, NULL));
  self->restored = FALSE;
  self->save_wanted = FALSE;
  set_unkept (self, NULL);
}

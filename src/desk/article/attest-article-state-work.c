/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "article/attest-article-state-private.h"

#include <glib/gi18n.h>

#include "session/attest-future.h"

/* ---- What the buffer's text leads to ---- */

static DexFuture *
compute_fiber (gpointer user_data)
{
  GWeakRef *ref = user_data;

  for (;;)
    {
      g_autoptr (AttestArticleState) self = g_weak_ref_get (ref);
      g_autoptr (AttestArticleResults) results = NULL;
      g_autoptr (GBytes) text = NULL;
      g_autoptr (GArray) carried = NULL;
      DexFuture *future = NULL;
      guint64 edit = 0;

      if (self == NULL)
        break;
      if (!self->compute_again)
        {
          self->computing = FALSE;
          break;
        }
      self->compute_again = FALSE;
      edit = self->edit;
      text = attest_article_state_dup_buffer_text (self);
      carried = attest_article_state_dup_carried (self);
      future = attest_article_results_compute (self->record, text, carried);
      g_clear_object (&self);

      results = dex_await_boxed (future, NULL);
      self = g_weak_ref_get (ref);
      if (self == NULL)
        break;
      g_clear_pointer (&self->results, attest_article_results_unref);
      self->results = g_steal_pointer (&results);
      self->computed_edit = edit;
      attest_article_state_emit (self, ATTEST_ARTICLE_STATE_COMPUTED);
      attest_article_state_emit (self, ATTEST_ARTICLE_STATE_COMMENTS_CHANGED);
    }
  return dex_future_new_true ();
}

void
attest_article_state_compute (AttestArticleState *self)
{
  if (self->record == NULL)
    return;
  self->compute_again = TRUE;
  if (self->computing)
    return;
  self->computing = TRUE;
  dex_future_disown (dex_scheduler_spawn (NULL, 0, compute_fiber, attest_weak_ref_new (self), attest_weak_ref_free));
}

/* ---- Reading ---- */

typedef struct
{
  GWeakRef state;
  char *article;
  char *audience;
  char *revision;
  char *actor;
  gboolean refresh;
  gboolean to_type;
  guint generation;
} Load;

static void
load_free (gpointer data)
{
  Load *load = data;

  g_weak_ref_clear (&load->state);
  g_free (load->article);
  g_free (load->audience);
  g_free (load->revision);
  g_free (load->actor);
  g_free (load);
}

/* Whoever asks for the newest text goes on with what they typed into it and did not save. */
static gboolean
goes_on_typing (const Load *load, const AttestArticleRecord *record)
{
  return load->to_type && record->unsaved != NULL && record->variant != NULL &&
         g_strcmp0 (load->revision, record->variant->newest) == 0;
}

static gboolean
load_on_record_thread (AttestLibrary *library, gpointer data, GValue *result, GError **error)
{
  Load *load = data;
  AttestArticleRecord *record =
      attest_article_record_load (library, load->article, load->audience, load->revision, load->actor, error);

  if (record != NULL && goes_on_typing (load, record))
    {
      attest_article_record_unref (record);
      record = attest_article_record_load (library, load->article, load->audience, NULL, load->actor, error);
    }
  if (record == NULL)
    return FALSE;
  g_value_init (result, ATTEST_TYPE_ARTICLE_RECORD);
  g_value_take_boxed (result, record);
  return TRUE;
}

static void
fill_buffer (AttestArticleState *self, GBytes *text, gsize cursor, gboolean modified)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (self->buffer);
  gsize length = 0;
  /* No bytes at all have no address. */
  const char *bytes = text != NULL && g_bytes_get_size (text) > 0 ? g_bytes_get_data (text, &length) : "";
  GtkTextIter iter;

  self->filling = TRUE;
  attest_carried_comments_clear (self->carried);
  gtk_text_buffer_begin_irreversible_action (buffer);
  gtk_text_buffer_set_text (buffer, bytes, (int) length);
  gtk_text_buffer_end_irreversible_action (buffer);
  attest_article_state_get_iter_at_byte (self, cursor, &iter);
  gtk_text_buffer_place_cursor (buffer, &iter);
  gtk_text_buffer_set_modified (buffer, modified);
  self->filling = FALSE;
}

/* An older text is read with the works as they were, since a sign-off was of them too. */
static void
take_frozen_references (AttestArticleRecord *record)
{
  AttestReferences *frozen = attest_references_new_from_json (record->revision->references, NULL);

  if (frozen == NULL)
    return;
  attest_references_unref (record->references);
  record->references = frozen;
}

static void
take_base (AttestArticleState *self, AttestArticleRecord *record)
{
  g_set_str (&self->base, record->revision != NULL ? record->revision->id : NULL);
  self->reads_older = self->chosen_revision != NULL && g_strcmp0 (self->chosen_revision, self->base) == 0 &&
                      record->variant != NULL && g_strcmp0 (record->variant->newest, self->base) != 0;
  if (self->reads_older)
    take_frozen_references (record);
  g_clear_pointer (&self->base_text, g_bytes_unref);
  self->base_text = record->text != NULL ? g_bytes_ref (record->text) : g_bytes_new_static ("", 0);
}

static void
take_record (AttestArticleState *self, AttestArticleRecord *record)
{
  attest_article_record_ref (record);
  g_clear_pointer (&self->record, attest_article_record_unref);
  self->record = record;
}

/* Another audience, person or revision: what was typed before is on disk already. */
static void
show_record (AttestArticleState *self, AttestArticleRecord *record, const char *actor)
{
  const AttestUnsaved *unsaved = record->unsaved;
  gboolean other_audience = g_strcmp0 (self->audience, record->audience->key) != 0;

  self->save_wanted = FALSE;
  /* The text that goes is on disk, and what is to be written next belongs to the one that comes. */
  g_clear_handle_id (&self->store_timer, g_source_remove);
  take_record (self, record);
  take_base (self, record);
  g_set_str (&self->audience, record->audience->key);
  g_set_str (&self->actor, actor);
  g_clear_pointer (&self->slot, attest_unsaved_slot_unref);
  self->slot =
      attest_unsaved_slot_new (attest_session_get_path (self->session), record->article->id, self->audience, actor);
  if (record->unsaved_was_saved)
    dex_future_disown (attest_unsaved_slot_store (self->slot, NULL));
  if (other_audience)
    self->edit_anyway = FALSE;

  self->restored = unsaved != NULL && self->chosen_revision == NULL &&
                   (unsaved->joined != NULL || !g_bytes_equal (unsaved->text, self->base_text));
  g_set_str (&self->joined, self->restored ? unsaved->joined : NULL);
  if (self->restored)
    {
      self->scroll = unsaved->scroll;
      fill_buffer (self, unsaved->text, unsaved->cursor, TRUE);
    }
  else
    {
      self->scroll = 0;
      fill_buffer (self, self->base_text, 0, FALSE);
    }
  attest_article_state_notify_flags (self);
  attest_article_state_emit (self, ATTEST_ARTICLE_STATE_LOADED);
  attest_article_state_emit (self, ATTEST_ARTICLE_STATE_REVIEWED);
  attest_article_state_compute (self);
}

/* The same variant, read anew. The text changes only where nothing was typed and the record has another. */
static void
update_record (AttestArticleState *self, AttestArticleRecord *record)
{
  gboolean same_text = record->text != NULL && self->base_text != NULL && g_bytes_equal (record->text, self->base_text);

  take_record (self, record);
  if (!attest_article_state_get_modified (self))
    {
      take_base (self, record);
      if (!same_text)
        {
          GtkTextIter cursor;

          gtk_text_buffer_get_iter_at_mark (
              GTK_TEXT_BUFFER (self->buffer), &cursor, gtk_text_buffer_get_insert (GTK_TEXT_BUFFER (self->buffer)));
          fill_buffer (self, self->base_text, attest_article_state_get_byte_at_iter (self, &cursor), FALSE);
          attest_article_state_emit (self, ATTEST_ARTICLE_STATE_LOADED);
        }
    }
  attest_article_state_notify_flags (self);
  attest_article_state_emit (self, ATTEST_ARTICLE_STATE_REVIEWED);
  attest_article_state_compute (self);
}

static DexFuture *
perform_load (const Load *load, AttestSession *session)
{
  Load *request = g_new0 (Load, 1);

  g_weak_ref_init (&request->state, NULL);
  request->article = g_strdup (load->article);
  request->audience = g_strdup (load->audience);
  request->revision = g_strdup (load->revision);
  request->actor = g_strdup (load->actor);
  request->to_type = load->to_type;
  return attest_session_perform (session, load_on_record_thread, request, load_free);
}

/* What was wished for is so only once it is there. An author follows the newest text; a reviewer, whose first sight is what was submitted, has asked for it. */
static void
take_wish (AttestArticleState *self, const Load *load, const AttestArticleRecord *record)
{
  gboolean newest = record->variant != NULL && g_strcmp0 (load->revision, record->variant->newest) == 0;

  if (goes_on_typing (load, record) || (load->to_type && newest && record->is_author))
    g_clear_pointer (&self->chosen_revision, g_free);
  else
    g_set_str (&self->chosen_revision, load->revision);
}

/* Nothing is typed while another text is on its way. Returns: whether this is still what is waited for */
static gboolean
end_load (AttestArticleState *self, const Load *load)
{
  if (!load->refresh)
    self->showing--;
  return load->generation == self->generation;
}

/* What changed meanwhile was not asked for, so that it could not overtake the text that was. */
static void
catch_up (AttestArticleState *self)
{
  if (self->showing > 0)
    return;
  attest_article_state_notify_flags (self);
  if (!self->refresh_after)
    return;
  self->refresh_after = FALSE;
  attest_article_state_refresh (self);
}

static DexFuture *
load_fiber (gpointer user_data)
{
  Load *load = user_data;
  g_autoptr (AttestArticleState) self = g_weak_ref_get (&load->state);
  g_autoptr (AttestArticleRecord) record = NULL;
  DexFuture *future = NULL;
  GError *error = NULL;

  if (self == NULL)
    return dex_future_new_true ();
  future = perform_load (load, self->session);
  g_clear_object (&self);

  record = dex_await_boxed (future, &error);
  self = g_weak_ref_get (&load->state);
  if (self != NULL && end_load (self, load) && record != NULL)
    {
      if (load->refresh)
        {
          update_record (self, record);
        }
      else
        {
          take_wish (self, load, record);
          show_record (self, record, load->actor);
        }
    }
  if (self != NULL)
    catch_up (self);
  return record != NULL ? dex_future_new_true () : dex_future_new_for_error (error);
}

static DexFuture *
spawn_load (AttestArticleState *self, const char *audience, const char *revision, gboolean to_type, gboolean refresh)
{
  Load *load = g_new0 (Load, 1);

  g_weak_ref_init (&load->state, self);
  load->article = g_strdup (self->article);
  load->audience = g_strdup (audience);
  load->revision = g_strdup (revision);
  load->actor = g_strdup (attest_session_get_actor (self->session));
  load->refresh = refresh;
  load->to_type = to_type;
  load->generation = ++self->generation;
  if (!refresh)
    {
      self->showing++;
      attest_article_state_notify_flags (self);
    }
  return dex_scheduler_spawn (NULL, 0, load_fiber, load, load_free);
}

DexFuture *
attest_article_state_load (AttestArticleState *self, const char *audience)
{
  GError *error = NULL;

  g_return_val_if_fail (ATTEST_IS_ARTICLE_STATE (self), NULL);

  if (!attest_article_state_flush (self, &error))
    return dex_future_new_for_error (error);
  return spawn_load (self, audience != NULL ? audience : self->audience, NULL, TRUE, FALSE);
}

DexFuture *
attest_article_state_show_revision (AttestArticleState *self, const char *revision)
{
  g_return_val_if_fail (ATTEST_IS_ARTICLE_STATE (self), NULL);
  g_return_val_if_fail (revision != NULL, NULL);

  return spawn_load (self, self->audience, revision, FALSE, FALSE);
}

DexFuture *
attest_article_state_read_revision (AttestArticleState *self, const char *audience, const char *revision)
{
  GError *error = NULL;

  g_return_val_if_fail (ATTEST_IS_ARTICLE_STATE (self), NULL);

  if (!attest_article_state_flush (self, &error))
    return dex_future_new_for_error (error);
  if (revision == NULL && self->record != NULL && self->record->variant != NULL)
    revision = self->record->variant->newest;
  return spawn_load (self, audience != NULL ? audience : self->audience, revision, TRUE, FALSE);
}

void
attest_article_state_refresh (AttestArticleState *self)
{
  const char *revision = attest_article_state_get_modified (self) ? self->base : self->chosen_revision;

  if (self->record == NULL)
    return;
  if (self->showing > 0)
    self->refresh_after = TRUE;
  else
    dex_future_disown (spawn_load (self, self->audience, revision, FALSE, TRUE));
}

/* ---- Writing ---- */

typedef struct
{
  GWeakRef state;
  char *article;
  char *audience;
  char *actor;
  char *parent;
  char *joined;
  GBytes *text;
  GArray *carried;
} Save;

static void
save_free (gpointer data)
{
  Save *save = data;

  g_weak_ref_clear (&save->state);
  g_free (save->article);
  g_free (save->audience);
  g_free (save->actor);
  g_free (save->parent);
  g_free (save->joined);
  g_clear_pointer (&save->text, g_bytes_unref);
  g_clear_pointer (&save->carried, g_array_unref);
  g_free (save);
}

static char *
save_text (AttestLibrary *library, const Save *save, GArray *places, GError **error)
{
  const AttestLivePlace *live = (const AttestLivePlace *) (gpointer) places->data;

  if (save->joined != NULL)
    return attest_review_save_together (library,
                                        save->article,
                                        save->audience,
                                        save->actor,
                                        save->text,
                                        save->parent,
                                        save->joined,
                                        live,
                                        places->len,
                                        error);
  return attest_review_save_revision_with_places (
      library, save->article, save->audience, save->actor, save->text, save->parent, live, places->len, error);
}

static gboolean
save_on_record_thread (AttestLibrary *library, gpointer data, GValue *result, GError **error)
{
  Save *save = data;
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (AttestLivePlace));
  char *revision = NULL;

  for (guint i = 0; i < save->carried->len; i++)
    {
      const AttestCarriedPlace *carried = &g_array_index (save->carried, AttestCarriedPlace, i);
      const AttestLivePlace place = { carried->comment, carried->start, carried->end };

      g_array_append_val (places, place);
    }
  revision = save_text (library, save, places, error);
  if (revision == NULL)
    return FALSE;
  g_value_init (result, G_TYPE_STRING);
  g_value_take_string (result, revision);
  return TRUE;
}

static Save *
make_save (AttestArticleState *self)
{
  Save *save = g_new0 (Save, 1);

  g_weak_ref_init (&save->state, self);
  save->article = g_strdup (self->article);
  save->audience = g_strdup (self->audience);
  save->actor = g_strdup (attest_session_get_actor (self->session));
  save->parent = g_strdup (self->base);
  save->joined = g_strdup (self->joined);
  save->text = attest_article_state_dup_buffer_text (self);
  save->carried = attest_article_state_dup_carried (self);
  return save;
}

static DexFuture *
save_fiber (gpointer user_data)
{
  Save *save = user_data;
  g_autoptr (AttestArticleState) self = g_weak_ref_get (&save->state);
  g_autoptr (GBytes) text = NULL;
  g_autofree char *revision = NULL;
  DexFuture *future = NULL;
  GError *error = NULL;

  if (self == NULL)
    return dex_future_new_true ();
  /* Should all end between the save and what follows on it, what is kept is the very text that was saved, which is recognised. */
  attest_article_state_flush (self, NULL);
  future = attest_session_perform (self->session, save_on_record_thread, make_save (self), save_free);
  g_clear_object (&self);

  revision = dex_await_string (future, &error);
  self = g_weak_ref_get (&save->state);
  if (self != NULL)
    self->save_wanted = revision == NULL && attest_disk_watch_is_trouble (error);
  if (revision == NULL)
    return dex_future_new_for_error (error);
  if (self == NULL || g_strcmp0 (self->audience, save->audience) != 0)
    return dex_future_new_take_string (g_steal_pointer (&revision));

  g_set_str (&self->base, revision);
  g_clear_pointer (&self->joined, g_free);
  self->reads_older = FALSE;
  g_clear_pointer (&self->base_text, g_bytes_unref);
  self->base_text = g_bytes_ref (save->text);
  g_clear_pointer (&self->chosen_revision, g_free);
  text = attest_article_state_dup_buffer_text (self);
  if (g_bytes_equal (text, save->text))
    {
      gtk_text_buffer_set_modified (GTK_TEXT_BUFFER (self->buffer), FALSE);
      attest_article_state_discard_unsaved (self);
    }
  else
    {
      /* What is kept is older than what was saved by now. */
      attest_article_state_store (self);
    }
  attest_article_state_notify_flags (self);
  attest_article_state_refresh (self);
  return dex_future_new_take_string (g_steal_pointer (&revision));
}

DexFuture *
attest_article_state_save (AttestArticleState *self)
{
  g_return_val_if_fail (ATTEST_IS_ARTICLE_STATE (self), NULL);

  if (attest_session_get_actor (self->session) == NULL)
    return dex_future_new_reject (ATTEST_REVIEW_ERROR,
                                  ATTEST_REVIEW_ERROR_REFUSED,
                                  "%s",
                                  _ ("Choose who you are before you save. What you typed is kept on this computer."));
  return dex_scheduler_spawn (NULL, 0, save_fiber, make_save (self), save_free);
}

DexFuture *
attest_article_state_discard (AttestArticleState *self)
{
  g_return_val_if_fail (ATTEST_IS_ARTICLE_STATE (self), NULL);

  attest_article_state_discard_unsaved (self);
  g_clear_pointer (&self->joined, g_free);
  fill_buffer (self, self->base_text, 0, FALSE);
  attest_article_state_notify_flags (self);
  attest_article_state_emit (self, ATTEST_ARTICLE_STATE_LOADED);
  attest_article_state_compute (self);
  return dex_future_new_true ();
}

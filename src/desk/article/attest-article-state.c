/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "article/attest-article-state.h"

#include "article/attest-article-state-private.h"

G_DEFINE_FINAL_TYPE (AttestArticleState, attest_article_state, G_TYPE_OBJECT)

typedef enum
{
  PROP_AUDIENCE = 1,
  PROP_MODIFIED,
  PROP_EDITABLE,
  PROP_RESTORED,
  PROP_NEWER,
  PROP_UNKEPT,
  PROP_SELECTED_COMMENT,
} AttestArticleStateProperty;

static GParamSpec *properties[PROP_SELECTED_COMMENT + 1];
static guint signals[ATTEST_ARTICLE_STATE_N_SIGNALS];

void
attest_article_state_emit (AttestArticleState *self, AttestArticleStateSignal signal)
{
  g_signal_emit (self, signals[signal], 0);
}

void
attest_article_state_notify_flags (AttestArticleState *self)
{
  for (guint i = PROP_AUDIENCE; i <= PROP_NEWER; i++)
    g_object_notify_by_pspec (G_OBJECT (self), properties[i]);
}

static void
buffer_changed_cb (GtkTextBuffer *buffer, AttestArticleState *self)
{
  attest_article_state_buffer_changed (self);
}

static void
buffer_modified_cb (GtkTextBuffer *buffer, AttestArticleState *self)
{
  if (!self->filling)
    attest_article_state_notify_flags (self);
}

static gboolean
concerns (AttestArticleState *self, const char *const *streams)
{
  return streams == NULL || g_strv_contains (streams, self->article) || g_strv_contains (streams, ATTEST_STREAM_BOARD);
}

static void
session_changed_cb (AttestSession *session, const char *const *streams, AttestArticleState *self)
{
  if (concerns (self, streams))
    attest_article_state_refresh (self);
}

/* Where what one person typed cannot be kept, they stay who they are: nobody else may save it as theirs. */
static void
actor_changed_cb (AttestSession *session, GParamSpec *pspec, AttestArticleState *self)
{
  if (self->record != NULL && !attest_article_state_flush (self, NULL))
    {
      g_signal_handlers_block_by_func (session, actor_changed_cb, self);
      attest_session_set_actor (session, self->actor);
      g_signal_handlers_unblock_by_func (session, actor_changed_cb, self);
      return;
    }
  self->edit_anyway = FALSE;
  if (self->record != NULL)
    dex_future_disown (attest_article_state_load (self, NULL));
}

/* What somebody wanted to have saved is saved as it stands by now; that they go on typing meanwhile does not change what they want. */
static void
trouble_cb (AttestArticleState *self)
{
  if (self->save_wanted && attest_session_get_trouble (self->session) == NULL &&
      attest_article_state_get_modified (self))
    dex_future_disown (attest_article_state_save (self));
}

static void
attest_article_state_dispose (GObject *object)
{
  AttestArticleState *self = ATTEST_ARTICLE_STATE (object);

  if (self->buffer != NULL)
    attest_article_state_flush (self, NULL);
  g_clear_handle_id (&self->store_timer, g_source_remove);
  g_clear_object (&self->session);
  g_clear_object (&self->carried);
  g_clear_object (&self->buffer);
  g_clear_pointer (&self->slot, attest_unsaved_slot_unref);
  g_clear_pointer (&self->record, attest_article_record_unref);
  g_clear_pointer (&self->results, attest_article_results_unref);
  g_clear_pointer (&self->base_text, g_bytes_unref);
  g_clear_object (&self->shown_start);
  g_clear_object (&self->shown_end);

  G_OBJECT_CLASS (attest_article_state_parent_class)->dispose (object);
}

static void
attest_article_state_finalize (GObject *object)
{
  AttestArticleState *self = ATTEST_ARTICLE_STATE (object);

  g_free (self->article);
  g_free (self->audience);
  g_free (self->actor);
  g_free (self->chosen_revision);
  g_free (self->base);
  g_free (self->joined);
  g_free (self->selected_comment);
  g_clear_error (&self->unkept);
  g_array_unref (self->line_starts);

  G_OBJECT_CLASS (attest_article_state_parent_class)->finalize (object);
}

static void
attest_article_state_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  AttestArticleState *self = ATTEST_ARTICLE_STATE (object);

  switch ((AttestArticleStateProperty) id)
    {
    case PROP_AUDIENCE:
      g_value_set_string (value, self->audience);
      break;
    case PROP_MODIFIED:
      g_value_set_boolean (value, attest_article_state_get_modified (self));
      break;
    case PROP_EDITABLE:
      g_value_set_boolean (value, attest_article_state_get_editable (self));
      break;
    case PROP_RESTORED:
      g_value_set_boolean (value, attest_article_state_get_restored (self));
      break;
    case PROP_NEWER:
      g_value_set_boolean (value, attest_article_state_get_newer (self));
      break;
    case PROP_UNKEPT:
      g_value_set_boolean (value, self->unkept != NULL);
      break;
    case PROP_SELECTED_COMMENT:
      g_value_set_string (value, self->selected_comment);
      break;
    }
}

static void
attest_article_state_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  AttestArticleState *self = ATTEST_ARTICLE_STATE (object);

  if (id == PROP_SELECTED_COMMENT)
    attest_article_state_set_selected_comment (self, g_value_get_string (value));
}

static void
install_signals (GType type)
{
  const struct
  {
    AttestArticleStateSignal signal;
    const char *name;
  } plain[] = {
    { ATTEST_ARTICLE_STATE_LOADED, "loaded" },
    { ATTEST_ARTICLE_STATE_COMPUTED, "computed" },
    { ATTEST_ARTICLE_STATE_COMMENTS_CHANGED, "comments-changed" },
    { ATTEST_ARTICLE_STATE_REVIEWED, "reviewed" },
    { ATTEST_ARTICLE_STATE_PLACE_SHOWN, "place-shown" },
    { ATTEST_ARTICLE_STATE_COMMENT_WANTED, "comment-wanted" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (plain); i++)
    signals[plain[i].signal] =
        g_signal_new (plain[i].name, type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[ATTEST_ARTICLE_STATE_REVEAL] = g_signal_new (
      "reveal", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_UINT64, G_TYPE_UINT64);
  signals[ATTEST_ARTICLE_STATE_SCROLLED] = g_signal_new ("scrolled",
                                                         type,
                                                         G_SIGNAL_RUN_LAST,
                                                         0,
                                                         NULL,
                                                         NULL,
                                                         NULL,
                                                         G_TYPE_NONE,
                                                         3,
                                                         G_TYPE_OBJECT,
                                                         G_TYPE_UINT64,
                                                         G_TYPE_DOUBLE);
  signals[ATTEST_ARTICLE_STATE_IN_SIGHT] = g_signal_new (
      "in-sight", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_DOUBLE);
}

static void
attest_article_state_class_init (AttestArticleStateClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->dispose = attest_article_state_dispose;
  object_class->finalize = attest_article_state_finalize;
  object_class->get_property = attest_article_state_get_property;
  object_class->set_property = attest_article_state_set_property;

  properties[PROP_AUDIENCE] = g_param_spec_string ("audience", NULL, NULL, NULL, readable);
  properties[PROP_MODIFIED] = g_param_spec_boolean ("modified", NULL, NULL, FALSE, readable);
  properties[PROP_EDITABLE] = g_param_spec_boolean ("editable", NULL, NULL, FALSE, readable);
  properties[PROP_RESTORED] = g_param_spec_boolean ("restored", NULL, NULL, FALSE, readable);
  properties[PROP_NEWER] = g_param_spec_boolean ("newer", NULL, NULL, FALSE, readable);
  properties[PROP_UNKEPT] = g_param_spec_boolean ("unkept", NULL, NULL, FALSE, readable);
  properties[PROP_SELECTED_COMMENT] = g_param_spec_string (
      "selected-comment", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  install_signals (ATTEST_TYPE_ARTICLE_STATE);
}

static void
attest_article_state_init (AttestArticleState *self)
{
  self->line_starts = g_array_new (FALSE, FALSE, sizeof (gsize));
  self->buffer = gtk_source_buffer_new (NULL);
  /* The buffer holds the stored bytes, no more and no less. */
  gtk_source_buffer_set_implicit_trailing_newline (self->buffer, FALSE);
  self->carried = attest_carried_comments_new (GTK_TEXT_BUFFER (self->buffer));
  /* Nothing that was typed is ever too long ago to be undone. */
  gtk_text_buffer_set_max_undo_levels (GTK_TEXT_BUFFER (self->buffer), 0);
  g_signal_connect_object (self->buffer, "changed", G_CALLBACK (buffer_changed_cb), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->buffer, "modified-changed", G_CALLBACK (buffer_modified_cb), self, G_CONNECT_DEFAULT);
}

AttestArticleState *
attest_article_state_new (AttestSession *session, const char *article, const char *audience)
{
  AttestArticleState *self = NULL;

  g_return_val_if_fail (ATTEST_IS_SESSION (session), NULL);
  g_return_val_if_fail (article != NULL, NULL);

  self = g_object_new (ATTEST_TYPE_ARTICLE_STATE, NULL);
  self->session = g_object_ref (session);
  self->article = g_strdup (article);
  self->audience = g_strdup (audience);
  g_signal_connect_object (session, "changed", G_CALLBACK (session_changed_cb), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (session, "notify::actor", G_CALLBACK (actor_changed_cb), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (session, "notify::trouble", G_CALLBACK (trouble_cb), self, G_CONNECT_SWAPPED);
  return self;
}

AttestSession *
attest_article_state_get_session (AttestArticleState *self)
{
  return self->session;
}

const char *
attest_article_state_get_article_id (AttestArticleState *self)
{
  return self->article;
}

const char *
attest_article_state_get_audience (AttestArticleState *self)
{
  return self->audience;
}

const char *
attest_article_state_get_revision (AttestArticleState *self)
{
  return self->base;
}

AttestArticleRecord *
attest_article_state_get_record (AttestArticleState *self)
{
  return self->record;
}

const AttestArticle *
attest_article_state_get_article (AttestArticleState *self)
{
  return self->record != NULL ? self->record->article : NULL;
}

GPtrArray *
attest_article_state_get_variants (AttestArticleState *self)
{
  return self->record != NULL ? self->record->variants : NULL;
}

const AttestVariant *
attest_article_state_get_variant (AttestArticleState *self)
{
  return self->record != NULL ? self->record->variant : NULL;
}

const AttestAssessment *
attest_article_state_get_assessment (AttestArticleState *self)
{
  return self->record != NULL ? self->record->assessment : NULL;
}

const char *
attest_article_state_get_refusal (AttestArticleState *self, AttestAct act)
{
  g_return_val_if_fail (act <= ATTEST_ACT_SETTINGS, NULL);

  if (self->record == NULL)
    return "";
  /* The record thread knows that nothing can be written, and the session why. */
  return self->record->refusals[act] != NULL && attest_session_get_refusal (self->session) != NULL
             ? attest_session_get_refusal (self->session)
             : self->record->refusals[act];
}

gboolean
attest_article_state_get_newer (AttestArticleState *self)
{
  const AttestVariant *variant = attest_article_state_get_variant (self);

  return variant != NULL && self->base != NULL && g_strcmp0 (variant->newest, self->base) != 0;
}

GtkSourceBuffer *
attest_article_state_get_buffer (AttestArticleState *self)
{
  return self->buffer;
}

gboolean
attest_article_state_get_modified (AttestArticleState *self)
{
  return gtk_text_buffer_get_modified (GTK_TEXT_BUFFER (self->buffer));
}

gboolean
attest_article_state_get_reads_older (AttestArticleState *self)
{
  return self->reads_older && !attest_article_state_get_modified (self);
}

gboolean
attest_article_state_get_editable (AttestArticleState *self)
{
  if (self->record == NULL || self->record->refusals[ATTEST_ACT_SAVE] != NULL)
    return FALSE;
  if (self->showing > 0 || attest_article_state_get_reads_older (self))
    return FALSE;
  return self->record->is_author || self->edit_anyway;
}

void
attest_article_state_set_edit_anyway (AttestArticleState *self)
{
  if (self->edit_anyway)
    return;
  self->edit_anyway = TRUE;
  attest_article_state_notify_flags (self);
}

gboolean
attest_article_state_get_restored (AttestArticleState *self)
{
  return self->restored && attest_article_state_get_modified (self);
}

GBytes *
attest_article_state_get_text (AttestArticleState *self)
{
  return self->results != NULL ? self->results->text : NULL;
}

gboolean
attest_article_state_get_settled (AttestArticleState *self)
{
  return self->results != NULL && self->computed_edit == self->edit;
}

GBytes *
attest_article_state_get_base_text (AttestArticleState *self)
{
  return self->base_text;
}

AttestDocument *
attest_article_state_get_document (AttestArticleState *self)
{
  return self->results != NULL ? self->results->document : NULL;
}

AttestRendering *
attest_article_state_get_rendering (AttestArticleState *self)
{
  return self->results != NULL ? self->results->rendering : NULL;
}

AttestReferences *
attest_article_state_get_references (AttestArticleState *self)
{
  return self->record != NULL ? self->record->references : NULL;
}

GPtrArray *
attest_article_state_get_findings (AttestArticleState *self)
{
  return self->results != NULL ? self->results->findings : NULL;
}

const AttestReadability *
attest_article_state_get_readability (AttestArticleState *self)
{
  return self->results != NULL ? &self->results->readability : NULL;
}

GPtrArray *
attest_article_state_get_comments (AttestArticleState *self)
{
  if (self->results != NULL)
    return self->results->comments;
  return self->record != NULL ? self->record->comments : NULL;
}

const char *
attest_article_state_get_selected_comment (AttestArticleState *self)
{
  return self->selected_comment;
}

void
attest_article_state_set_selected_comment (AttestArticleState *self, const char *comment)
{
  g_return_if_fail (ATTEST_IS_ARTICLE_STATE (self));

  if (g_set_str (&self->selected_comment, comment))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SELECTED_COMMENT]);
}

void
attest_article_state_set_shown_place (AttestArticleState *self, GtkTextMark *start, GtkTextMark *end)
{
  g_return_if_fail (ATTEST_IS_ARTICLE_STATE (self));

  if (g_set_object (&self->shown_start, start) | g_set_object (&self->shown_end, end))
    attest_article_state_emit (self, ATTEST_ARTICLE_STATE_PLACE_SHOWN);
}

gboolean
attest_article_state_get_shown_place (AttestArticleState *self, gsize *start, gsize *end)
{
  GtkTextBuffer *buffer = NULL;
  GtkTextIter iter;

  g_return_val_if_fail (ATTEST_IS_ARTICLE_STATE (self), FALSE);

  if (self->shown_start == NULL || self->shown_end == NULL)
    return FALSE;
  buffer = gtk_text_mark_get_buffer (self->shown_start);
  gtk_text_buffer_get_iter_at_mark (buffer, &iter, self->shown_start);
  *start = attest_article_state_get_byte_at_iter (self, &iter);
  gtk_text_buffer_get_iter_at_mark (buffer, &iter, self->shown_end);
  *end = attest_article_state_get_byte_at_iter (self, &iter);
  return *start < *end;
}

void
attest_article_state_reveal (AttestArticleState *self, gsize start, gsize end)
{
  g_signal_emit (self, signals[ATTEST_ARTICLE_STATE_REVEAL], 0, (guint64) start, (guint64) end);
}

void
attest_article_state_tell_scrolled (AttestArticleState *self, GObject *origin, gsize byte, double fraction)
{
  self->scroll = byte;
  g_signal_emit (self, signals[ATTEST_ARTICLE_STATE_SCROLLED], 0, origin, (guint64) byte, fraction);
}

void
attest_article_state_tell_in_sight (AttestArticleState *self, const char *comment, double y)
{
  g_signal_emit (self, signals[ATTEST_ARTICLE_STATE_IN_SIGHT], 0, comment, y);
}

gsize
attest_article_state_get_scroll (AttestArticleState *self)
{
  return self->scroll;
}

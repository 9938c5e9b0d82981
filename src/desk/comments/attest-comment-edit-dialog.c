/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "comments/attest-comment-edit-dialog.h"

#include <glib/gi18n.h>

#include "comments/attest-comment-acts.h"
#include "comments/attest-mention-chooser.h"
#include "session/attest-future.h"

struct _AttestCommentEditDialog
{
  AdwDialog parent_instance;

  AttestArticleState *state;
  char *comment;
  char *reply;
  char *old_words;
  char *old_suggestion;
  gboolean saving;
  AttestMentionChooser *mentions;

  GtkWidget *cancel;
  GtkWidget *save;
  GtkTextView *words;
  GtkTextView *suggestion;
  GtkWidget *suggestion_box;
  GtkLabel *error;
};

G_DEFINE_FINAL_TYPE (AttestCommentEditDialog, attest_comment_edit_dialog, ADW_TYPE_DIALOG)

static char *
dup_text (GtkTextView *view)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
}

/* White space around what is said is nothing; in words for the text it may be what parts them from others. */
static char *
dup_words (AttestCommentEditDialog *self)
{
  return g_strstrip (dup_text (self->words));
}

/* What can be told from what is recorded. */
static gboolean
is_changed (AttestCommentEditDialog *self)
{
  g_autofree char *words = dup_words (self);
  g_autofree char *suggestion = dup_text (self->suggestion);

  return !g_str_equal (words, self->old_words) || !g_str_equal (suggestion, self->old_suggestion);
}

static void
update (AttestCommentEditDialog *self)
{
  gboolean changed = is_changed (self);

  gtk_widget_set_sensitive (self->save, changed && !self->saving);
  gtk_text_view_set_editable (self->words, !self->saving);
  gtk_text_view_set_editable (self->suggestion, !self->saving);
  adw_dialog_set_can_close (ADW_DIALOG (self), !changed);
}

static DexFuture *
saved (DexFuture *future, gpointer user_data)
{
  g_autoptr (AttestCommentEditDialog) self = g_weak_ref_get (user_data);
  g_autoptr (GError) error = NULL;

  if (self == NULL)
    return dex_future_new_true ();
  self->saving = FALSE;
  if (dex_future_get_value (future, &error) != NULL)
    {
      adw_dialog_force_close (ADW_DIALOG (self));
      return dex_future_new_true ();
    }
  update (self);
  gtk_label_set_label (self->error, error->message);
  gtk_widget_set_visible (GTK_WIDGET (self->error), TRUE);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), error->message, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
  return dex_future_new_true ();
}

static void
save_cb (AttestCommentEditDialog *self)
{
  g_autofree char *words = dup_words (self);
  g_autofree char *suggestion = dup_text (self->suggestion);
  g_auto (GStrv) ids = attest_mention_chooser_dup_chosen (self->mentions);
  const char *const *chosen = (const char *const *) ids;
  DexFuture *future = NULL;

  if (self->saving || !is_changed (self))
    return;
  self->saving = TRUE;
  update (self);
  gtk_widget_set_visible (GTK_WIDGET (self->error), FALSE);
  future = self->reply != NULL ? attest_comment_acts_edit_reply (self->state, self->comment, self->reply, words, chosen)
                               : attest_comment_acts_edit (self->state, self->comment, words, suggestion, chosen);
  dex_future_disown (dex_future_finally (future, saved, attest_weak_ref_new (self), attest_weak_ref_free));
}

static gboolean
save_shortcut_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  save_cb (ATTEST_COMMENT_EDIT_DIALOG (widget));
  return TRUE;
}

static void
discard_chosen (GObject *question, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AttestCommentEditDialog) self = user_data;

  if (g_strcmp0 (adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (question), result), "discard") == 0)
    adw_dialog_force_close (ADW_DIALOG (self));
}

/* Nobody loses what they typed by one key. */
static void
close_attempt_cb (AttestCommentEditDialog *self)
{
  AdwDialog *question = NULL;

  /* What is being recorded cannot be discarded any more. */
  if (self->saving)
    return;
  question = adw_alert_dialog_new (_ ("Discard the changed words?"), NULL);
  adw_alert_dialog_add_responses (
      ADW_ALERT_DIALOG (question), "keep", _ ("_Keep editing"), "discard", _ ("_Discard"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (question), "discard", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (question), "keep");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (question), "keep");
  adw_alert_dialog_choose (ADW_ALERT_DIALOG (question), GTK_WIDGET (self), NULL, discard_chosen, g_object_ref (self));
}

static void
attest_comment_edit_dialog_dispose (GObject *object)
{
  AttestCommentEditDialog *self = ATTEST_COMMENT_EDIT_DIALOG (object);

  g_clear_object (&self->mentions);
  gtk_widget_dispose_template (GTK_WIDGET (self), ATTEST_TYPE_COMMENT_EDIT_DIALOG);
  g_clear_object (&self->state);
  g_clear_pointer (&self->comment, g_free);
  g_clear_pointer (&self->reply, g_free);
  g_clear_pointer (&self->old_words, g_free);
  g_clear_pointer (&self->old_suggestion, g_free);

  G_OBJECT_CLASS (attest_comment_edit_dialog_parent_class)->dispose (object);
}

static void
attest_comment_edit_dialog_class_init (AttestCommentEditDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = attest_comment_edit_dialog_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/attestdesk/Attest/attest-comment-edit-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AttestCommentEditDialog, cancel);
  gtk_widget_class_bind_template_child (widget_class, AttestCommentEditDialog, save);
  gtk_widget_class_bind_template_child (widget_class, AttestCommentEditDialog, words);
  gtk_widget_class_bind_template_child (widget_class, AttestCommentEditDialog, suggestion);
  gtk_widget_class_bind_template_child (widget_class, AttestCommentEditDialog, suggestion_box);
  gtk_widget_class_bind_template_child (widget_class, AttestCommentEditDialog, error);
}

/* Before the text takes it for a new line. */
static void
add_save_keys (AttestCommentEditDialog *self)
{
  GtkShortcutController *keys = GTK_SHORTCUT_CONTROLLER (gtk_shortcut_controller_new ());

  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (keys), GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (
      keys,
      gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("<Control>Return|<Control>KP_Enter"),
                        gtk_callback_action_new (save_shortcut_cb, NULL, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (keys));
}

static void
attest_comment_edit_dialog_init (AttestCommentEditDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  add_save_keys (self);
  self->mentions = attest_mention_chooser_new (GTK_WIDGET (self->words));
  g_signal_connect_swapped (self->cancel, "clicked", G_CALLBACK (adw_dialog_close), self);
  g_signal_connect_swapped (self->save, "clicked", G_CALLBACK (save_cb), self);
  g_signal_connect (self, "close-attempt", G_CALLBACK (close_attempt_cb), NULL);
}

static void
fill (AttestCommentEditDialog *self, GtkTextView *view, const char *text)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);

  /* What stood there before is nothing that an undo could go back to. */
  gtk_text_buffer_begin_irreversible_action (buffer);
  gtk_text_buffer_set_text (buffer, text, -1);
  gtk_text_buffer_end_irreversible_action (buffer);
  g_signal_connect_swapped (buffer, "changed", G_CALLBACK (update), self);
}

AdwDialog *
attest_comment_edit_dialog_new (AttestArticleState *state, const AttestComment *comment, const AttestReply *reply)
{
  AttestCommentEditDialog *self = NULL;
  const char *suggestion = NULL;

  g_return_val_if_fail (ATTEST_IS_ARTICLE_STATE (state), NULL);
  g_return_val_if_fail (comment != NULL, NULL);

  self = g_object_new (ATTEST_TYPE_COMMENT_EDIT_DIALOG, NULL);
  suggestion = reply == NULL && comment->suggestion != NULL ? comment->suggestion : "";
  self->state = g_object_ref (state);
  attest_mention_chooser_set_session (self->mentions, attest_article_state_get_session (state));
  self->comment = g_strdup (comment->id);
  self->reply = reply != NULL ? g_strdup (reply->id) : NULL;
  self->old_words = g_strstrip (g_strdup (reply != NULL ? reply->text : comment->text));
  self->old_suggestion = g_strdup (suggestion);
  adw_dialog_set_title (ADW_DIALOG (self), reply != NULL ? _ ("Edit your reply") : _ ("Edit your comment"));
  gtk_widget_set_visible (self->suggestion_box, *suggestion != '\0');
  fill (self, self->words, self->old_words);
  fill (self, self->suggestion, self->old_suggestion);
  return ADW_DIALOG (self);
}

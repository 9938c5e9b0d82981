/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "comments/attest-comment-answer.h"

#include <glib/gi18n.h>

#include "comments/attest-comment-acts.h"
#include "comments/attest-comment-edit-dialog.h"
#include "comments/attest-mention-chooser.h"
#include "session/attest-future.h"

struct _AttestCommentAnswer
{
  AdwBin parent_instance;

  AttestArticleState *state;
  AttestComment *comment;
  char *actor;
  gboolean resolved;
  AttestMentionChooser *mentions;

  GtkWidget *reply_box;
  GtkEditable *reply;
  GtkWidget *send;
  GtkEditable *reason;
  GtkButton *settle;
  GtkWidget *keep;
  GtkWidget *own;
  GtkWidget *edit;
  GtkWidget *retract;
  GtkLabel *error;
};

G_DEFINE_FINAL_TYPE (AttestCommentAnswer, attest_comment_answer, ADW_TYPE_BIN)

static void
show_error (AttestCommentAnswer *self, const char *message)
{
  gtk_label_set_label (self->error, message != NULL ? message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error), message != NULL);
  if (message != NULL)
    gtk_accessible_announce (GTK_ACCESSIBLE (self), message, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
ask_reason (AttestCommentAnswer *self, gboolean asked)
{
  gtk_widget_set_visible (GTK_WIDGET (self->reason), asked);
  gtk_widget_set_visible (self->keep, asked);
  if (asked)
    gtk_widget_grab_focus (GTK_WIDGET (self->reason));
  else
    gtk_editable_set_text (self->reason, "");
}

static DexFuture *
act_done (DexFuture *future, gpointer user_data)
{
  g_autoptr (AttestCommentAnswer) self = g_weak_ref_get (user_data);
  g_autoptr (GError) error = NULL;

  if (dex_future_get_value (future, &error) == NULL && self != NULL)
    show_error (self, error->message);
  return dex_future_new_true ();
}

/* The rules say who has to give a reason: it is asked for once they have said so. */
static DexFuture *
resolve_done (DexFuture *future, gpointer user_data)
{
  g_autoptr (AttestCommentAnswer) self = g_weak_ref_get (user_data);
  g_autoptr (GError) error = NULL;

  dex_future_get_value (future, &error);
  if (self != NULL && !gtk_widget_get_visible (GTK_WIDGET (self->reason)) &&
      g_error_matches (error, ATTEST_REVIEW_ERROR, ATTEST_REVIEW_ERROR_INPUT))
    {
      ask_reason (self, TRUE);
      return dex_future_new_true ();
    }
  return dex_ref (future);
}

void
attest_comment_answer_wait (AttestCommentAnswer *self, DexFuture *future)
{
  g_return_if_fail (ATTEST_IS_COMMENT_ANSWER (self));

  show_error (self, NULL);
  dex_future_disown (dex_future_finally (future, act_done, attest_weak_ref_new (self), attest_weak_ref_free));
}

static DexFuture *
reply_sent (DexFuture *future, gpointer user_data)
{
  g_autoptr (AttestCommentAnswer) self = g_weak_ref_get (user_data);

  /* Only now: a reply that was refused is not lost. */
  if (self != NULL)
    {
      attest_mention_chooser_forget (self->mentions);
      gtk_editable_set_text (self->reply, "");
    }
  return dex_ref (future);
}

static void
send_cb (AttestCommentAnswer *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (self->reply)));
  g_auto (GStrv) chosen = attest_mention_chooser_dup_chosen (self->mentions);
  DexFuture *future = NULL;

  if (*text == '\0')
    return;
  future = attest_comment_acts_reply (self->state, self->comment->id, text, (const char *const *) chosen);
  attest_comment_answer_wait (self,
                              dex_future_then (future, reply_sent, attest_weak_ref_new (self), attest_weak_ref_free));
}

static void
reply_changed_cb (AttestCommentAnswer *self)
{
  gtk_widget_set_sensitive (self->send, *gtk_editable_get_text (self->reply) != '\0');
}

static void
settle_cb (AttestCommentAnswer *self)
{
  g_autofree char *reason = g_strstrip (g_strdup (gtk_editable_get_text (self->reason)));
  DexFuture *future = NULL;

  if (self->resolved)
    {
      attest_comment_answer_wait (self, attest_comment_acts_reopen (self->state, self->comment->id));
      return;
    }
  future = attest_comment_acts_resolve (self->state, self->comment->id, *reason != '\0' ? reason : NULL);
  attest_comment_answer_wait (
      self, dex_future_finally (future, resolve_done, attest_weak_ref_new (self), attest_weak_ref_free));
}

static void
retract_chosen (GObject *dialog, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AttestCommentAnswer) self = user_data;
  const char *comment = g_object_get_data (dialog, "comment");

  /* Another comment or person may have come while the question was open, and the answer is about neither. */
  if (g_strcmp0 (adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (dialog), result), "retract") == 0 &&
      self->comment != NULL && g_str_equal (self->comment->id, comment) && gtk_widget_get_visible (self->own))
    attest_comment_answer_wait (self, attest_comment_acts_retract (self->state, comment));
}

static void
retract_cb (AttestCommentAnswer *self)
{
  AdwDialog *dialog =
      adw_alert_dialog_new (_ ("Retract this comment?"),
                            _ ("It asks for nothing any more and cannot be opened again. The record keeps "
                               "its words, marked as retracted."));

  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "cancel", _ ("_Cancel"), "retract", _ ("_Retract"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "retract", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "cancel");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "cancel");
  g_object_set_data_full (G_OBJECT (dialog), "comment", g_strdup (self->comment->id), g_free);
  adw_alert_dialog_choose (ADW_ALERT_DIALOG (dialog), GTK_WIDGET (self), NULL, retract_chosen, g_object_ref (self));
}

static void
edit_cb (AttestCommentAnswer *self)
{
  adw_dialog_present (attest_comment_edit_dialog_new (self->state, self->comment, NULL), GTK_WIDGET (self));
}

static void
keep_cb (AttestCommentAnswer *self)
{
  ask_reason (self, FALSE);
  show_error (self, NULL);
}

void
attest_comment_answer_show (AttestCommentAnswer *self, AttestArticleState *state, const AttestComment *comment)
{
  const char *actor = NULL;
  gboolean other = FALSE;

  g_return_if_fail (ATTEST_IS_COMMENT_ANSWER (self));
  g_return_if_fail (ATTEST_IS_ARTICLE_STATE (state));

  g_set_object (&self->state, state);
  attest_mention_chooser_set_session (self->mentions, attest_article_state_get_session (state));
  actor = attest_session_get_actor (attest_article_state_get_session (state));
  /* One person's reason, or what they were told, is not another's. */
  other = g_set_str (&self->actor, actor);
  if (self->comment == NULL || !g_str_equal (self->comment->id, comment->id) || self->resolved != comment->resolved ||
      other)
    {
      ask_reason (self, FALSE);
      show_error (self, NULL);
    }
  g_clear_pointer (&self->comment, attest_comment_free);
  self->comment = attest_comment_copy (comment);
  self->resolved = comment->resolved;
  gtk_button_set_label (self->settle, comment->resolved ? _ ("Reopen") : _ ("Resolve"));
  gtk_widget_set_visible (self->reply_box, !comment->resolved);
  gtk_widget_set_visible (self->own, !comment->resolved && g_strcmp0 (comment->author, actor) == 0);
  gtk_widget_set_visible (GTK_WIDGET (self),
                          !comment->retracted && attest_article_state_get_refusal (state, ATTEST_ACT_COMMENT) == NULL);
}

gboolean
attest_comment_answer_has_draft (AttestCommentAnswer *self)
{
  g_return_val_if_fail (ATTEST_IS_COMMENT_ANSWER (self), FALSE);

  return *gtk_editable_get_text (self->reply) != '\0' || *gtk_editable_get_text (self->reason) != '\0';
}

static void
attest_comment_answer_dispose (GObject *object)
{
  AttestCommentAnswer *self = ATTEST_COMMENT_ANSWER (object);

  g_clear_object (&self->mentions);
  gtk_widget_dispose_template (GTK_WIDGET (self), ATTEST_TYPE_COMMENT_ANSWER);
  g_clear_object (&self->state);
  g_clear_pointer (&self->comment, attest_comment_free);
  g_clear_pointer (&self->actor, g_free);

  G_OBJECT_CLASS (attest_comment_answer_parent_class)->dispose (object);
}

static void
attest_comment_answer_class_init (AttestCommentAnswerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = attest_comment_answer_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/attestdesk/Attest/attest-comment-answer.ui");
  gtk_widget_class_bind_template_child (widget_class, AttestCommentAnswer, reply_box);
  gtk_widget_class_bind_template_child (widget_class, AttestCommentAnswer, reply);
  gtk_widget_class_bind_template_child (widget_class, AttestCommentAnswer, send);
  gtk_widget_class_bind_template_child (widget_class, AttestCommentAnswer, reason);
  gtk_widget_class_bind_template_child (widget_class, AttestCommentAnswer, settle);
  gtk_widget_class_bind_template_child (widget_class, AttestCommentAnswer, keep);
  gtk_widget_class_bind_template_child (widget_class, AttestCommentAnswer, own);
  gtk_widget_class_bind_template_child (widget_class, AttestCommentAnswer, edit);
  gtk_widget_class_bind_template_child (widget_class, AttestCommentAnswer, retract);
  gtk_widget_class_bind_template_child (widget_class, AttestCommentAnswer, error);
}

static void
attest_comment_answer_init (AttestCommentAnswer *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->mentions = attest_mention_chooser_new (GTK_WIDGET (self->reply));
  g_signal_connect_swapped (self->reply, "activate", G_CALLBACK (send_cb), self);
  g_signal_connect_swapped (self->reply, "changed", G_CALLBACK (reply_changed_cb), self);
  g_signal_connect_swapped (self->send, "clicked", G_CALLBACK (send_cb), self);
  g_signal_connect_swapped (self->reason, "activate", G_CALLBACK (settle_cb), self);
  g_signal_connect_swapped (self->settle, "clicked", G_CALLBACK (settle_cb), self);
  g_signal_connect_swapped (self->keep, "clicked", G_CALLBACK (keep_cb), self);
  g_signal_connect_swapped (self->edit, "clicked", G_CALLBACK (edit_cb), self);
  g_signal_connect_swapped (self->retract, "clicked", G_CALLBACK (retract_cb), self);
}

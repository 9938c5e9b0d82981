/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "comments/attest-comment-suggestion.h"

#include <glib/gi18n.h>

#include "comments/attest-comment-words.h"
#include "session/attest-reason-dialog.h"
#include "text/attest-isolate.h"

struct _AttestCommentSuggestion
{
  AdwBin parent_instance;

  AttestArticleState *state;
  AttestComment *comment;

  GtkLabel *words;
  GtkLabel *declined;
  GtkWidget *answers;
  GtkWidget *apply;
  GtkWidget *decline;
};

G_DEFINE_FINAL_TYPE (AttestCommentSuggestion, attest_comment_suggestion, ADW_TYPE_BIN)

enum
{
  SIGNAL_APPLY,
  SIGNAL_DECLINE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
show_declined (AttestCommentSuggestion *self)
{
  g_autofree char *name = NULL;
  g_autofree char *reason = NULL;
  g_autofree char *line = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->declined), self->comment->declined_by != NULL);
  if (self->comment->declined_by == NULL)
    return;
  name = attest_session_dup_short_name (attest_article_state_get_session (self->state), self->comment->declined_by);
  reason = attest_isolate (self->comment->declined_reason);
  /* Translators: a person's name, and why that person would not take the suggested words. */
  line = g_strdup_printf (_ ("Declined by %s: %s"), name, reason);
  gtk_label_set_label (self->declined, line);
}

static void
show_answers (AttestCommentSuggestion *self, gboolean answerable)
{
  const AttestPlacement *placement = self->comment->placement;
  const char *actor = attest_session_get_actor (attest_article_state_get_session (self->state));
  gboolean open = answerable && !self->comment->resolved && attest_article_state_get_editable (self->state);
  gboolean usable = open && placement != NULL && placement->state == ATTEST_ANCHOR_EXACT;
  /* One that was opened again after that may be declined again. */
  gboolean answered = self->comment->declined_by != NULL && self->comment->blocking;
  gboolean declinable = open && !answered && g_strcmp0 (self->comment->author, actor) != 0;

  gtk_widget_set_visible (self->apply, usable);
  gtk_widget_set_visible (self->decline, declinable);
  gtk_widget_set_visible (self->answers, usable || declinable);
}

void
attest_comment_suggestion_show (AttestCommentSuggestion *self,
                                AttestArticleState *state,
                                const AttestComment *comment,
                                gboolean answerable)
{
  g_autofree char *markup = NULL;

  g_return_if_fail (ATTEST_IS_COMMENT_SUGGESTION (self));
  g_return_if_fail (ATTEST_IS_ARTICLE_STATE (state));
  g_return_if_fail (comment != NULL);

  g_set_object (&self->state, state);
  g_clear_pointer (&self->comment, attest_comment_free);
  self->comment = attest_comment_copy (comment);
  gtk_widget_set_visible (GTK_WIDGET (self), comment->suggestion != NULL);
  if (comment->suggestion == NULL)
    return;
  markup = attest_comment_words_difference (comment->anchor->exact, comment->suggestion);
  gtk_label_set_markup (self->words, markup);
  show_declined (self);
  show_answers (self, answerable);
}

static void
apply_cb (AttestCommentSuggestion *self)
{
  g_signal_emit (self, signals[SIGNAL_APPLY], 0);
}

static const char *
get_actor (AttestCommentSuggestion *self)
{
  return attest_session_get_actor (attest_article_state_get_session (self->state));
}

/* Another comment, other words or another person may be here by the time the question is answered, and the answer is about none of them. */
static void
given_cb (AdwDialog *dialog, const char *reason, AttestCommentSuggestion *self)
{
  GObject *asked = G_OBJECT (dialog);

  if (self->comment != NULL && g_strcmp0 (self->comment->id, g_object_get_data (asked, "comment")) == 0 &&
      g_strcmp0 (self->comment->suggestion, g_object_get_data (asked, "suggestion")) == 0 &&
      g_strcmp0 (get_actor (self), g_object_get_data (asked, "actor")) == 0)
    g_signal_emit (self, signals[SIGNAL_DECLINE], 0, reason);
}

static void
decline_cb (AttestCommentSuggestion *self)
{
  g_autofree char *name =
      attest_session_dup_short_name (attest_article_state_get_session (self->state), self->comment->author);
  g_autofree char *body = g_strdup_printf (self->comment->blocking
                                               /* Translators: %s is the name of whoever wrote the comment. */
                                               ? _ ("%s reads your reason on the comment. It blocks an approval, so "
                                                    "only its author or an editor settles it.")
                                               : _ ("%s reads your reason on the comment, which is settled with it."),
                                           name);
  AdwDialog *dialog = attest_reason_dialog_new (_ ("Decline the suggested words?"), body, _ ("_Decline"));

  g_object_set_data_full (G_OBJECT (dialog), "comment", g_strdup (self->comment->id), g_free);
  g_object_set_data_full (G_OBJECT (dialog), "suggestion", g_strdup (self->comment->suggestion), g_free);
  g_object_set_data_full (G_OBJECT (dialog), "actor", g_strdup (get_actor (self)), g_free);
  g_signal_connect_object (dialog, "given", G_CALLBACK (given_cb), self, G_CONNECT_DEFAULT);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
attest_comment_suggestion_dispose (GObject *object)
{
  AttestCommentSuggestion *self = ATTEST_COMMENT_SUGGESTION (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), ATTEST_TYPE_COMMENT_SUGGESTION);
  g_clear_object (&self->state);
  g_clear_pointer (&self->comment, attest_comment_free);

  G_OBJECT_CLASS (attest_comment_suggestion_parent_class)->dispose (object);
}

static void
attest_comment_suggestion_class_init (AttestCommentSuggestionClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = attest_comment_suggestion_dispose;
  signals[SIGNAL_APPLY] =
      g_signal_new ("apply", ATTEST_TYPE_COMMENT_SUGGESTION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_DECLINE] = g_signal_new (
      "decline", ATTEST_TYPE_COMMENT_SUGGESTION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/attestdesk/Attest/attest-comment-suggestion.ui");
  gtk_widget_class_bind_template_child (widget_class, AttestCommentSuggestion, words);
  gtk_widget_class_bind_template_child (widget_class, AttestCommentSuggestion, declined);
  gtk_widget_class_bind_template_child (widget_class, AttestCommentSuggestion, answers);
  gtk_widget_class_bind_template_child (widget_class, AttestCommentSuggestion, apply);
  gtk_widget_class_bind_template_child (widget_class, AttestCommentSuggestion, decline);
}

static void
attest_comment_suggestion_init (AttestCommentSuggestion *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (self->apply, "clicked", G_CALLBACK (apply_cb), self);
  g_signal_connect_swapped (self->decline, "clicked", G_CALLBACK (decline_cb), self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "comments/attest-comment-card.h"

#include <glib/gi18n.h>

#include "comments/attest-comment-acts.h"
#include "comments/attest-comment-answer.h"
#include "comments/attest-comment-edit-dialog.h"
#include "comments/attest-comment-others.h"
#include "comments/attest-comment-place.h"
#include "comments/attest-comment-suggestion.h"
#include "comments/attest-comment-kind.h"
#include "comments/attest-comment-words.h"
#include "comments/attest-mention-words.h"
#include "text/attest-isolate.h"

/* Lines that a comment shows while it is one of many. */
#define SHORT_TEXT_LINES 3
#define SHORT_QUOTE_LINES 2
#define QUOTE_LINES 5

#define FRAME_UNKNOWN (-1)

struct _AttestCommentCard
{
  GtkListBoxRow parent_instance;

  AttestArticleState *state;
  AttestComment *comment;
  gboolean current;
  gint64 unfolded_frame;

  GtkWidget *holder;
  GtkWidget *content;
  AdwAvatar *avatar;
  GtkLabel *author;
  GtkWidget *blocking;
  GtkMenuButton *others;
  GtkImage *kind_icon;
  GtkLabel *details;
  GtkLabel *quote;
  GtkWidget *subject_box;
  GtkLabel *subject;
  GtkButton *show_reference;
  AttestCommentPlace *place;
  GtkLabel *text;
  GtkLabel *named;
  AttestCommentSuggestion *suggestion;
  GtkBox *replies;
  GtkLabel *note;
  AttestCommentAnswer *answer;
};

G_DEFINE_FINAL_TYPE (AttestCommentCard, attest_comment_card, GTK_TYPE_LIST_BOX_ROW)

static AttestSession *
get_session (AttestCommentCard *self)
{
  return attest_article_state_get_session (self->state);
}

static char *
dup_name (AttestCommentCard *self, const char *person)
{
  return attest_session_dup_person_name (get_session (self), person);
}

/* Where words were changed since, that is said: others may have answered those before. */
static char *
dup_details (const char *first, const char *time, gint64 edited)
{
  return edited != 0 ? g_strdup_printf ("%s · %s · %s", first, time, _ ("edited"))
                     : g_strdup_printf ("%s · %s", first, time);
}

static char *
dup_spoken (AttestCommentCard *self, const char *kind, const char *name)
{
  g_autofree char *subject = NULL;

  if (self->comment->about == ATTEST_COMMENT_ABOUT_WORDS)
    /* Translators: kind of comment, who wrote it, what it says. */
    return g_strdup_printf (_ ("%s by %s: %s"), kind, name, self->comment->text);
  subject = attest_comment_words_subject (self->state, self->comment->reference);
  /* Translators: kind of comment, who wrote it, that it is on the whole text or a reference, and what it says */
  return g_strdup_printf (_ ("%s by %s. %s: %s"), kind, name, subject, self->comment->text);
}

static void
show_head (AttestCommentCard *self)
{
  const AttestCommentKind *kind = attest_comment_kind_find (self->comment->kind);
  g_autofree char *name = dup_name (self, self->comment->author);
  g_autofree char *time = attest_comment_words_time (self->comment->time);
  g_autofree char *details = dup_details (attest_comment_kind_get_label (kind->key), time, self->comment->edited);
  g_autofree char *label = NULL;
  /* There is no room for credentials, and they are no part of the initials. */
  g_autofree char *person =
      attest_session_dup_short_name (attest_article_state_get_session (self->state), self->comment->author);
  g_autofree char *initials = attest_isolate_remove (person);

  adw_avatar_set_text (self->avatar, initials);
  gtk_label_set_label (self->author, person);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->author), name);
  gtk_label_set_label (self->details, details);
  gtk_image_set_from_icon_name (self->kind_icon, kind->icon_name);
  gtk_widget_set_visible (self->blocking, self->comment->blocking && !self->comment->resolved);
  label = dup_spoken (self, attest_comment_kind_get_label (kind->key), name);
  if (attest_mention_words_name_me (get_session (self), self->comment))
    {
      char *told = g_strdup_printf ("%s; %s", label, _ ("it names you"));

      g_free (label);
      label = told;
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

/* What stands in the place of a quote where there is none. */
static void
show_subject (AttestCommentCard *self)
{
  g_autofree char *subject = attest_comment_words_subject (self->state, self->comment->reference);
  const char *key = self->comment->reference;

  gtk_label_set_label (self->subject, subject);
  gtk_widget_set_visible (GTK_WIDGET (self->show_reference), key != NULL);
  if (key == NULL)
    return;
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->show_reference), "s", key);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->show_reference), "article.show-reference");
}

static void
show_quote (AttestCommentCard *self)
{
  const AttestPlacement *placement = self->comment->placement;
  gboolean on_words = self->comment->about == ATTEST_COMMENT_ABOUT_WORDS;
  g_autofree char *quote = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->quote), on_words);
  gtk_widget_set_visible (self->subject_box, !on_words);
  if (!on_words)
    {
      show_subject (self);
      return;
    }
  if (placement != NULL && placement->state == ATTEST_ANCHOR_EXACT)
    quote = attest_comment_words_quote (self->state, placement->start, placement->end);
  gtk_label_set_label (self->quote, quote != NULL ? quote : self->comment->anchor->exact);
  if (self->comment->blocking && !self->comment->resolved)
    gtk_widget_add_css_class (GTK_WIDGET (self->quote), "blocking");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->quote), "blocking");
}

static void
edit_reply_cb (AttestCommentCard *self, GtkWidget *button)
{
  const char *id = g_object_get_data (G_OBJECT (button), "reply");

  for (guint i = 0; i < self->comment->replies->len; i++)
    {
      const AttestReply *reply = g_ptr_array_index (self->comment->replies, i);

      if (g_str_equal (reply->id, id))
        adw_dialog_present (attest_comment_edit_dialog_new (self->state, self->comment, reply), GTK_WIDGET (self));
    }
}

static GtkWidget *
new_reply_label (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  return label;
}

static gboolean
may_edit (AttestCommentCard *self, const AttestReply *reply)
{
  const char *actor = attest_session_get_actor (attest_article_state_get_session (self->state));

  return !self->comment->resolved && g_strcmp0 (reply->author, actor) == 0 &&
         attest_article_state_get_refusal (self->state, ATTEST_ACT_COMMENT) == NULL;
}

static void
add_edit_button (AttestCommentCard *self, GtkBox *box, const AttestReply *reply)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("document-edit-symbolic");

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "circular");
  gtk_widget_set_valign (button, GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (button, _ ("Edit your reply"));
  g_object_set_data_full (G_OBJECT (button), "reply", g_strdup (reply->id), g_free);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (edit_reply_cb), self);
  gtk_box_append (box, button);
}

static void
add_reply (AttestCommentCard *self, const AttestReply *reply)
{
  g_autofree char *name = dup_name (self, reply->author);
  g_autofree char *time = attest_comment_words_time (reply->time);
  g_autofree char *head = dup_details (name, time, reply->edited);
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);
  GtkWidget *labels[] = { new_reply_label (head), new_reply_label (reply->text), new_reply_label (NULL) };

  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    gtk_box_append (GTK_BOX (box), labels[i]);
  attest_mention_words_mark (GTK_LABEL (labels[1]), get_session (self), reply->mentions);
  attest_mention_words_tell_others (GTK_LABEL (labels[2]), get_session (self), reply->text, reply->mentions);
  gtk_widget_add_css_class (labels[0], "caption-heading");
  gtk_widget_set_hexpand (box, TRUE);
  gtk_box_append (GTK_BOX (row), box);
  if (may_edit (self, reply))
    add_edit_button (self, GTK_BOX (row), reply);
  gtk_box_append (self->replies, row);
}

static void
show_replies (AttestCommentCard *self)
{
  GtkWidget *child = NULL;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->replies))) != NULL)
    gtk_box_remove (self->replies, child);
  for (guint i = 0; self->current && i < self->comment->replies->len; i++)
    add_reply (self, g_ptr_array_index (self->comment->replies, i));
  gtk_widget_set_visible (GTK_WIDGET (self->replies), self->current && self->comment->replies->len > 0);
}

static void
show_note (AttestCommentCard *self)
{
  guint replies = self->comment->replies->len;
  g_autofree char *note = NULL;

  if (self->comment->retracted)
    {
      g_autofree char *name = dup_name (self, self->comment->author);

      /* Translators: %s is who wrote the comment and took it back */
      note = g_strdup_printf (_ ("Retracted by %s"), name);
    }
  else if (self->comment->resolved && self->comment->resolved_by == NULL)
    {
      /* Who did it is hidden from the reader for now. */
      note = g_strdup (_ ("Resolved"));
    }
  else if (self->comment->resolved && !attest_comment_is_settled_by_decline (self->comment))
    {
      g_autofree char *name = dup_name (self, self->comment->resolved_by);
      const char *given = self->comment->resolved_reason;
      g_autofree char *reason = attest_isolate (given != NULL ? given : "");

      /* Translators: a person's name, and in the second their reason. */
      note = *reason != '\0' ? g_strdup_printf (_ ("Resolved by %s: %s"), name, reason)
                             : g_strdup_printf (_ ("Resolved by %s"), name);
    }
  else if (!self->current && replies > 0)
    {
      note = g_strdup_printf (ngettext ("%u reply", "%u replies", replies), replies);
    }
  gtk_label_set_label (self->note, note != NULL ? note : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note), note != NULL);
}

static void
show_length (AttestCommentCard *self)
{
  gboolean has_text = *self->comment->text != '\0';

  gtk_label_set_lines (self->quote, self->current ? QUOTE_LINES : SHORT_QUOTE_LINES);
  gtk_label_set_ellipsize (self->quote, PANGO_ELLIPSIZE_END);
  gtk_label_set_lines (self->text, self->current ? -1 : SHORT_TEXT_LINES);
  gtk_label_set_ellipsize (self->text, self->current ? PANGO_ELLIPSIZE_NONE : PANGO_ELLIPSIZE_END);
  gtk_label_set_label (self->text, self->comment->text);
  gtk_widget_set_visible (GTK_WIDGET (self->text), has_text);
  attest_mention_words_mark (self->text, get_session (self), self->comment->mentions);
  attest_mention_words_tell_others (self->named, get_session (self), self->comment->text, self->comment->mentions);
}

static void
show_comment (AttestCommentCard *self)
{
  /* It may become higher or lower. */
  attest_comment_card_unfold (self);
  show_head (self);
  show_quote (self);
  show_length (self);
  attest_comment_suggestion_show (self->suggestion, self->state, self->comment, self->current);
  show_replies (self);
  show_note (self);
  attest_comment_others_show (self->others, self->state, self->comment);
  attest_comment_place_show (self->place, self->state, self->comment);
  attest_comment_answer_show (self->answer, self->state, self->comment);
  if (!self->current)
    {
      gtk_widget_set_visible (GTK_WIDGET (self->others), FALSE);
      gtk_widget_set_visible (GTK_WIDGET (self->answer), FALSE);
    }
}

static void
apply_cb (AttestCommentCard *self)
{
  if (attest_comment_acts_use_suggestion (self->state, self->comment))
    gtk_accessible_announce (
        GTK_ACCESSIBLE (self), _ ("The suggested words are in the text."), GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
decline_cb (AttestCommentCard *self, const char *reason)
{
  attest_comment_answer_wait (self->answer, attest_comment_acts_decline (self->state, self->comment->id, reason));
}

static void
attach_cb (AttestCommentCard *self, guint64 start, guint64 end)
{
  attest_comment_answer_wait (self->answer,
                              attest_comment_acts_attach (self->state, self->comment->id, (gsize) start, (gsize) end));
}

static void
attest_comment_card_dispose (GObject *object)
{
  AttestCommentCard *self = ATTEST_COMMENT_CARD (object);

  /* The template lets go of its children, and the row must not do so again. */
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), ATTEST_TYPE_COMMENT_CARD);
  g_clear_object (&self->state);
  g_clear_pointer (&self->comment, attest_comment_free);

  G_OBJECT_CLASS (attest_comment_card_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, AttestCommentCard, holder);
  gtk_widget_class_bind_template_child (widget_class, AttestCommentCard, content);
  gtk_widget_class_bind_template_child (widget_class, AttestCommentCard, avatar);
  gtk_widget_class_bind_template_child (widget_class, AttestCommentCard, author);
  gtk_widget_class_bind_template_child (widget_class, AttestCommentCard, details);
  gtk_widget_class_bind_template_child (widget_class, AttestCommentCard, blocking);
  gtk_widget_class_bind_template_child (widget_class, AttestCommentCard, kind_icon);
  gtk_widget_class_bind_template_child (widget_class, AttestCommentCard, others);
  gtk_widget_class_bind_template_child (widget_class, AttestCommentCard, quote);
  gtk_widget_class_bind_template_child (widget_class, AttestCommentCard, subject_box);
  gtk_widget_class_bind_template_child (widget_class, AttestCommentCard, subject);
  gtk_widget_class_bind_template_child (widget_class, AttestCommentCard, show_reference);
  gtk_widget_class_bind_template_child (widget_class, AttestCommentCard, place);
  gtk_widget_class_bind_template_child (widget_class, AttestCommentCard, text);
  gtk_widget_class_bind_template_child (widget_class, AttestCommentCard, named);
  gtk_widget_class_bind_template_child (widget_class, AttestCommentCard, suggestion);
  gtk_widget_class_bind_template_child (widget_class, AttestCommentCard, replies);
  gtk_widget_class_bind_template_child (widget_class, AttestCommentCard, note);
  gtk_widget_class_bind_template_child (widget_class, AttestCommentCard, answer);
}

static void
attest_comment_card_class_init (AttestCommentCardClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = attest_comment_card_dispose;

  g_type_ensure (ATTEST_TYPE_COMMENT_ANSWER);
  g_type_ensure (ATTEST_TYPE_COMMENT_PLACE);
  g_type_ensure (ATTEST_TYPE_COMMENT_SUGGESTION);
  gtk_widget_class_set_template_from_resource (GTK_WIDGET_CLASS (klass),
                                               "/io/github/attestdesk/Attest/attest-comment-card.ui");
  bind_children (GTK_WIDGET_CLASS (klass));
}

static void
attest_comment_card_init (AttestCommentCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->unfolded_frame = FRAME_UNKNOWN;
  attest_comment_others_init (self->others);
  g_signal_connect_swapped (self->suggestion, "apply", G_CALLBACK (apply_cb), self);
  g_signal_connect_swapped (self->suggestion, "decline", G_CALLBACK (decline_cb), self);
  g_signal_connect_swapped (self->place, "attach", G_CALLBACK (attach_cb), self);
}

AttestCommentCard *
attest_comment_card_new (AttestArticleState *state)
{
  AttestCommentCard *self = g_object_new (ATTEST_TYPE_COMMENT_CARD, NULL);

  self->state = g_object_ref (state);
  return self;
}

static gboolean
reads_alike (const AttestComment *one, const AttestComment *other)
{
  if (one->edited != other->edited || g_strcmp0 (one->declined_by, other->declined_by) != 0 ||
      g_strcmp0 (one->declined_reason, other->declined_reason) != 0 || one->replies->len != other->replies->len)
    return FALSE;
  for (guint i = 0; i < one->replies->len; i++)
    if (((AttestReply *) one->replies->pdata[i])->edited != ((AttestReply *) other->replies->pdata[i])->edited)
      return FALSE;
  return TRUE;
}

/* Whether a card looks the same for both: a quote that stands as it was written may have moved with the text around it. */
static gboolean
look_alike (const AttestComment *one, const AttestComment *other)
{
  const AttestPlacement *place = one->placement;
  const AttestPlacement *other_place = other->placement;

  if (one->resolved != other->resolved || one->retracted != other->retracted || one->blocking != other->blocking ||
      one->uncited != other->uncited || !reads_alike (one, other) ||
      g_strcmp0 (one->resolved_by, other->resolved_by) != 0 ||
      g_strcmp0 (one->resolved_reason, other->resolved_reason) != 0 ||
      g_strcmp0 (one->attached_by, other->attached_by) != 0)
    return FALSE;
  return place != NULL && other_place != NULL && place->state == ATTEST_ANCHOR_EXACT &&
         other_place->state == ATTEST_ANCHOR_EXACT;
}

gboolean
attest_comment_card_set_comment (AttestCommentCard *self, const AttestComment *comment)
{
  gboolean alike = FALSE;

  g_return_val_if_fail (ATTEST_IS_COMMENT_CARD (self), FALSE);
  g_return_val_if_fail (comment != NULL, FALSE);

  alike = self->comment != NULL && g_str_equal (self->comment->id, comment->id) && look_alike (self->comment, comment);
  g_clear_pointer (&self->comment, attest_comment_free);
  self->comment = attest_comment_copy (comment);
  if (!alike)
    show_comment (self);
  return !alike;
}

void
attest_comment_card_refresh (AttestCommentCard *self)
{
  g_return_if_fail (ATTEST_IS_COMMENT_CARD (self));

  if (self->comment != NULL)
    show_comment (self);
}

const AttestComment *
attest_comment_card_get_comment (AttestCommentCard *self)
{
  g_return_val_if_fail (ATTEST_IS_COMMENT_CARD (self), NULL);

  return self->comment;
}

void
attest_comment_card_set_current (AttestCommentCard *self, gboolean current)
{
  g_return_if_fail (ATTEST_IS_COMMENT_CARD (self));

  if (self->current == current)
    return;
  self->current = current;
  if (self->comment != NULL)
    show_comment (self);
}

gboolean
attest_comment_card_has_draft (AttestCommentCard *self)
{
  g_return_val_if_fail (ATTEST_IS_COMMENT_CARD (self), FALSE);

  return attest_comment_answer_has_draft (self->answer);
}

static gint64
get_frame (AttestCommentCard *self)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (self));

  return clock != NULL ? gdk_frame_clock_get_frame_counter (clock) : FRAME_UNKNOWN;
}

gboolean
attest_comment_card_fold (AttestCommentCard *self)
{
  g_return_val_if_fail (ATTEST_IS_COMMENT_CARD (self), FALSE);

  if (!gtk_widget_get_visible (self->content))
    return TRUE;
  if (self->unfolded_frame == FRAME_UNKNOWN)
    self->unfolded_frame = get_frame (self);
  /* What is done between two frames is laid out in the second. */
  if (self->unfolded_frame == FRAME_UNKNOWN || get_frame (self) < self->unfolded_frame + 2)
    return FALSE;
  gtk_widget_set_size_request (self->holder, -1, gtk_widget_get_height (self->holder));
  gtk_widget_set_visible (self->content, FALSE);
  return TRUE;
}

void
attest_comment_card_unfold (AttestCommentCard *self)
{
  g_return_if_fail (ATTEST_IS_COMMENT_CARD (self));

  self->unfolded_frame = get_frame (self);
  gtk_widget_set_size_request (self->holder, -1, -1);
  gtk_widget_set_visible (self->content, TRUE);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "comments/attest-comment-place.h"

#include <glib/gi18n.h>

#include "comments/attest-comment-acts.h"
#include "comments/attest-comment-words.h"

/* How much of the text around a candidate helps to recognise it. */
#define CANDIDATE_LONGEST 90

struct _AttestCommentPlace
{
  AdwBin parent_instance;

  AttestArticleState *state;

  GtkImage *icon;
  GtkLabel *sentence;
  GtkLabel *difference;
  GtkBox *candidates;
  GtkWidget *attach;
};

G_DEFINE_FINAL_TYPE (AttestCommentPlace, attest_comment_place, ADW_TYPE_BIN)

enum
{
  SIGNAL_ATTACH,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* The rules place a comment in a revision; @start and @end are bytes of @text, which may be ahead of it. */
static void
attach (AttestCommentPlace *self, GBytes *text, gsize start, gsize end)
{
  if (attest_comment_acts_find_in_base (self->state, text, &start, &end))
    g_signal_emit (self, signals[SIGNAL_ATTACH], 0, (guint64) start, (guint64) end);
  else
    gtk_label_set_label (self->sentence, _ ("These words are not saved yet. Save, then choose this again."));
}

static void
candidate_cb (AttestCommentPlace *self, GtkButton *button)
{
  GBytes *text = g_object_get_data (G_OBJECT (button), "text");
  gsize start = GPOINTER_TO_SIZE (g_object_get_data (G_OBJECT (button), "start"));
  gsize end = GPOINTER_TO_SIZE (g_object_get_data (G_OBJECT (button), "end"));

  attach (self, text, start, end);
}

static void
attach_cb (AttestCommentPlace *self)
{
  g_autoptr (GBytes) text = NULL;
  gsize start = 0;
  gsize end = 0;

  text = attest_article_state_dup_selection (self->state, &start, &end);
  if (text == NULL)
    gtk_label_set_label (self->sentence, _ ("Select the words that the comment is about, then choose this again."));
  else
    attach (self, text, start, end);
}

static void
clear_candidates (AttestCommentPlace *self)
{
  GtkWidget *child = NULL;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->candidates))) != NULL)
    gtk_box_remove (self->candidates, child);
}

static void
add_candidate (AttestCommentPlace *self, const AttestRange *range)
{
  GBytes *text = attest_article_state_get_text (self->state);
  g_autofree char *words = attest_comment_words_of_text (text, range->start, range->end);
  g_autofree char *label = NULL;
  GtkWidget *button = NULL;
  GtkWidget *child = NULL;

  if (*words == '\0')
    return;
  if (g_utf8_strlen (words, -1) > CANDIDATE_LONGEST)
    {
      g_autofree char *head = g_utf8_substring (words, 0, CANDIDATE_LONGEST);

      label = g_strdup_printf ("%s…", head);
    }
  child = gtk_label_new (label != NULL ? label : words);
  gtk_label_set_wrap (GTK_LABEL (child), TRUE);
  gtk_label_set_xalign (GTK_LABEL (child), 0);
  button = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (button), child);
  gtk_widget_add_css_class (button, "comment-candidate");
  gtk_widget_set_tooltip_text (button, _ ("Attach the comment here"));
  g_object_set_data_full (G_OBJECT (button), "text", g_bytes_ref (text), (GDestroyNotify) g_bytes_unref);
  g_object_set_data (G_OBJECT (button), "start", GSIZE_TO_POINTER (range->start));
  g_object_set_data (G_OBJECT (button), "end", GSIZE_TO_POINTER (range->end));
  g_signal_connect_object (button, "clicked", G_CALLBACK (candidate_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->candidates, button);
}

static void
show_orphan (AttestCommentPlace *self, const AttestComment *comment)
{
  const GArray *candidates = comment->placement->candidates;

  for (guint i = 0; candidates != NULL && i < candidates->len; i++)
    add_candidate (self, &g_array_index (candidates, AttestRange, i));
  gtk_label_set_label (self->sentence,
                       gtk_widget_get_first_child (GTK_WIDGET (self->candidates)) != NULL
                           ? _ ("These words are not in the text any more. They may be here now:")
                           : _ ("These words are not in the text any more."));
  gtk_image_set_from_icon_name (self->icon, "dialog-warning-symbolic");
}

static void
show_changed (AttestCommentPlace *self, const AttestComment *comment)
{
  g_autofree char *old_words = attest_comment_words_of_text (
      attest_article_state_get_text (self->state), comment->placement->start, comment->placement->end);
  g_autofree char *markup = attest_comment_words_difference (comment->anchor->exact, old_words);

  gtk_label_set_label (self->sentence, _ ("The words have changed since"));
  gtk_label_set_markup (self->difference, markup);
  gtk_image_set_from_icon_name (self->icon, "document-edit-symbolic");
}

/* Whoever answers the comment has to see that it was written about other words. */
static void
show_attached (AttestCommentPlace *self, const AttestComment *comment)
{
  g_autofree char *name =
      attest_session_dup_short_name (attest_article_state_get_session (self->state), comment->attached_by);
  g_autofree char *sentence = g_strdup_printf (_ ("Attached here by %s. It was written about these words:"), name);
  g_autofree char *markup = g_markup_escape_text (comment->anchor->exact, -1);

  gtk_label_set_label (self->sentence, sentence);
  gtk_label_set_markup (self->difference, markup);
  gtk_image_set_from_icon_name (self->icon, "go-jump-symbolic");
}

void
attest_comment_place_show (AttestCommentPlace *self, AttestArticleState *state, const AttestComment *comment)
{
  AttestAnchorState place = ATTEST_ANCHOR_EXACT;
  gboolean attached = FALSE;

  g_return_if_fail (ATTEST_IS_COMMENT_PLACE (self));
  g_return_if_fail (ATTEST_IS_ARTICLE_STATE (state));

  g_set_object (&self->state, state);
  if (comment->uncited)
    {
      gtk_label_set_label (self->sentence, _ ("This text does not cite it, or not any more."));
      gtk_image_set_from_icon_name (self->icon, "dialog-warning-symbolic");
    }
  if (comment->placement != NULL)
    place = comment->placement->state;
  attached = place == ATTEST_ANCHOR_EXACT && comment->attached_by != NULL;
  clear_candidates (self);
  switch (place)
    {
    case ATTEST_ANCHOR_CHANGED:
      show_changed (self, comment);
      break;
    case ATTEST_ANCHOR_MOVED:
      gtk_label_set_label (self->sentence, _ ("The words stand in another place now"));
      gtk_image_set_from_icon_name (self->icon, "go-jump-symbolic");
      break;
    case ATTEST_ANCHOR_ORPHAN:
      show_orphan (self, comment);
      break;
    case ATTEST_ANCHOR_EXACT:
      if (attached)
        show_attached (self, comment);
      break;
    }
  gtk_widget_set_visible (GTK_WIDGET (self), attached || comment->uncited || place != ATTEST_ANCHOR_EXACT);
  gtk_widget_set_visible (GTK_WIDGET (self->difference), attached || place == ATTEST_ANCHOR_CHANGED);
  gtk_widget_set_visible (GTK_WIDGET (self->candidates), place == ATTEST_ANCHOR_ORPHAN);
  gtk_widget_set_visible (self->attach,
                          place == ATTEST_ANCHOR_ORPHAN && !comment->resolved &&
                              attest_article_state_get_refusal (state, ATTEST_ACT_COMMENT) == NULL);
}

static void
attest_comment_place_dispose (GObject *object)
{
  AttestCommentPlace *self = ATTEST_COMMENT_PLACE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), ATTEST_TYPE_COMMENT_PLACE);
  g_clear_object (&self->state);

  G_OBJECT_CLASS (attest_comment_place_parent_class)->dispose (object);
}

static void
attest_comment_place_class_init (AttestCommentPlaceClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = attest_comment_place_dispose;

  signals[SIGNAL_ATTACH] = g_signal_new ("attach",
                                         ATTEST_TYPE_COMMENT_PLACE,
                                         G_SIGNAL_RUN_LAST,
                                         0,
                                         NULL,
                                         NULL,
                                         NULL,
                                         G_TYPE_NONE,
                                         2,
                                         G_TYPE_UINT64,
                                         G_TYPE_UINT64);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/attestdesk/Attest/attest-comment-place.ui");
  gtk_widget_class_bind_template_child (widget_class, AttestCommentPlace, icon);
  gtk_widget_class_bind_template_child (widget_class, AttestCommentPlace, sentence);
  gtk_widget_class_bind_template_child (widget_class, AttestCommentPlace, difference);
  gtk_widget_class_bind_template_child (widget_class, AttestCommentPlace, candidates);
  gtk_widget_class_bind_template_child (widget_class, AttestCommentPlace, attach);
}

static void
attest_comment_place_init (AttestCommentPlace *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (self->attach, "clicked", G_CALLBACK (attach_cb), self);
}

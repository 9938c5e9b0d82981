/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "comments/attest-comments-pane.h"

#include <glib/gi18n.h>

#include "comments/attest-comment-card.h"
#include "comments/attest-comment-editor.h"
#include "comments/attest-comment-filters.h"
#include "comments/attest-comments-folding.h"
#include "comments/attest-comments-follow.h"
#include "comments/attest-comments-list.h"
#include "session/attest-explain.h"

struct _AttestCommentsPane
{
  AdwBin parent_instance;

  AttestArticleState *state;
  GSignalGroup *signals;
  AttestCommentsFolding *folding;
  gboolean writing;
  char *followed;
  double followed_y;
  /* How far the text was scrolled when the current comment was chosen. */
  gsize chosen_scroll;
  guint follow_tick;

  GtkStack *stack;
  GtkStack *lists;
  AdwToggleGroup *filter;
  AdwToggle *open_toggle;
  AdwToggle *resolved_toggle;
  AttestCommentFilters *filters;
  GtkViewport *viewport;
  AttestCommentsList *list;
  AdwStatusPage *nothing;
  GtkWidget *clear;
  AdwStatusPage *empty;
  GtkBox *empty_buttons;
  GtkWidget *comment_whole;
  GtkWidget *comment_selection;
  AttestCommentEditor *editor;
};

G_DEFINE_FINAL_TYPE (AttestCommentsPane, attest_comments_pane, ADW_TYPE_BIN)

typedef enum
{
  PROP_STATE = 1,
  PROP_WRITING,
} AttestCommentsPaneProperty;

static GParamSpec *properties[PROP_WRITING + 1];

static gboolean
shows_resolved (AttestCommentsPane *self)
{
  return g_strcmp0 (adw_toggle_group_get_active_name (self->filter), "resolved") == 0;
}

static void
show_counts (AttestCommentsPane *self, guint n_open, guint n_resolved)
{
  g_autofree char *open_label = n_open > 0 ? g_strdup_printf ("%s %u", _ ("Open"), n_open) : NULL;
  g_autofree char *resolved_label = n_resolved > 0 ? g_strdup_printf ("%s %u", _ ("Resolved"), n_resolved) : NULL;

  adw_toggle_set_label (self->open_toggle, open_label != NULL ? open_label : _ ("Open"));
  adw_toggle_set_label (self->resolved_toggle, resolved_label != NULL ? resolved_label : _ ("Resolved"));
}

static void
set_writing (AttestCommentsPane *self, gboolean writing)
{
  if (self->writing == writing)
    return;
  self->writing = writing;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WRITING]);
}

static gboolean
is_hidden (AttestCommentsPane *self)
{
  const AttestArticleRecord *record = self->state != NULL ? attest_article_state_get_record (self->state) : NULL;

  return record != NULL && record->hidden != NULL;
}

static void
show_none (AttestCommentsPane *self)
{
  gboolean filtered = attest_comment_filters_get_active (self->filters);

  gtk_widget_set_visible (self->clear, filtered);
  if (filtered)
    {
      adw_status_page_set_icon_name (self->nothing, "attest-filter-symbolic");
      adw_status_page_set_title (self->nothing, _ ("None of these"));
      adw_status_page_set_description (self->nothing, _ ("No comment is what the filter asks for."));
    }
  else if (shows_resolved (self))
    {
      adw_status_page_set_icon_name (self->nothing, "attest-comments-symbolic");
      adw_status_page_set_title (self->nothing, _ ("Nothing resolved yet"));
      adw_status_page_set_description (self->nothing, _ ("Comments that were settled are kept here."));
    }
  else
    {
      adw_status_page_set_icon_name (self->nothing, "object-select-symbolic");
      adw_status_page_set_title (self->nothing, _ ("Nothing open"));
      adw_status_page_set_description (self->nothing,
                                       is_hidden (self) ? _ ("All comments that are shown to you are settled.")
                                                        : _ ("All comments on this text are settled."));
    }
}

/* When the text in review was submitted, 0 while none is. */
static gint64
get_submitted (AttestCommentsPane *self)
{
  const AttestArticleRecord *record = self->state != NULL ? attest_article_state_get_record (self->state) : NULL;

  return record != NULL && record->assessment != NULL ? record->assessment->submitted_time : 0;
}

/* That there is nothing must not be said where something may be hidden. */
static void
show_empty (AttestCommentsPane *self)
{
  adw_status_page_set_title (self->empty, is_hidden (self) ? _ ("Others’ comments are hidden") : _ ("No comments yet"));
  adw_status_page_set_description (
      self->empty,
      is_hidden (self)
          ? attest_article_state_get_record (self->state)->hidden
          : _ ("Select words in the source or in the preview, then press Ctrl+Alt+M to ask, correct or agree. F8 goes "
               "from comment to comment."));
}

static void
explain_buttons (AttestCommentsPane *self)
{
  const char *refusal = self->state != NULL ? attest_article_state_get_refusal (self->state, ATTEST_ACT_COMMENT) : NULL;

  attest_explain_disabled (self->comment_whole, refusal, _ ("Comment on the whole text"));
  attest_explain_disabled (self->comment_selection, refusal, _ ("Comment on the selection"));
  for (GtkWidget *button = gtk_widget_get_first_child (GTK_WIDGET (self->empty_buttons)); button != NULL;
       button = gtk_widget_get_next_sibling (button))
    attest_explain_disabled (button, refusal, NULL);
}

static void
show_what_there_is (AttestCommentsPane *self)
{
  GPtrArray *comments = self->state != NULL ? attest_article_state_get_comments (self->state) : NULL;
  guint count[2] = { 0, 0 };

  attest_comment_filters_set_comments (self->filters, comments, shows_resolved (self), get_submitted (self));
  for (guint i = 0; comments != NULL && i < comments->len; i++)
    {
      const AttestComment *comment = g_ptr_array_index (comments, i);

      count[comment->resolved ? 1 : 0] += attest_comment_filters_pass (self->filters, comment) ? 1 : 0;
    }
  show_counts (self, count[0], count[1]);
  show_none (self);
  show_empty (self);
  explain_buttons (self);
  gtk_stack_set_visible_child_name (self->lists, count[shows_resolved (self) ? 1 : 0] > 0 ? "cards" : "none");
  if (self->writing)
    gtk_stack_set_visible_child_name (self->stack, "editor");
  else
    gtk_stack_set_visible_child_name (self->stack, comments != NULL && comments->len > 0 ? "list" : "empty");
}

static void
filter_changed_cb (AttestCommentsPane *self)
{
  attest_comments_list_set_resolved (self->list, shows_resolved (self));
  show_what_there_is (self);
}

static void
card_shown_cb (AttestCommentsPane *self, AttestCommentCard *card)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (card)))
    gtk_viewport_scroll_to (self->viewport, GTK_WIDGET (card), NULL);
}

static const AttestComment *
find_current (AttestCommentsPane *self)
{
  AttestCommentCard *card =
      attest_comments_list_find_card (self->list, attest_article_state_get_selected_comment (self->state));

  return card != NULL ? attest_comment_card_get_comment (card) : NULL;
}

/* Those that are about no words stand first, and are in the list that is shown. */
static gboolean
begins_with_whole (AttestCommentsPane *self)
{
  GPtrArray *comments = attest_article_state_get_comments (self->state);

  for (guint i = 0; comments != NULL && i < comments->len; i++)
    {
      const AttestComment *comment = g_ptr_array_index (comments, i);

      if (comment->about == ATTEST_COMMENT_ABOUT_WORDS)
        return FALSE;
      if (comment->resolved == shows_resolved (self) && attest_comment_filters_pass (self->filters, comment))
        return TRUE;
    }
  return FALSE;
}

/* What is about no words is beside none of them: it stays in sight while it is the current comment and nobody scrolls on, and at the text's beginning. */
static gboolean
stays (AttestCommentsPane *self)
{
  const AttestComment *current = find_current (self);
  gsize scroll = attest_article_state_get_scroll (self->state);

  if (current != NULL && current->about == ATTEST_COMMENT_ABOUT_WORDS)
    return FALSE;
  if (current != NULL && scroll == self->chosen_scroll)
    return TRUE;
  if (scroll > 0 || !begins_with_whole (self))
    return FALSE;
  attest_comments_follow_top (self->viewport);
  return TRUE;
}

static void
follow (AttestCommentsPane *self)
{
  AttestCommentCard *card = NULL;

  if (self->state == NULL || stays (self))
    return;
  card = attest_comments_list_find_card (self->list, self->followed);
  if (card != NULL)
    attest_comments_follow (self->viewport, GTK_WIDGET (card), self->followed_y);
}

static gboolean
follow_again_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  AttestCommentsPane *self = ATTEST_COMMENTS_PANE (widget);

  self->follow_tick = 0;
  follow (self);
  return G_SOURCE_REMOVE;
}

/* Now, so that the cards keep up with scrolling, and again once a card that opens or is new has its size. */
static void
in_sight_cb (AttestCommentsPane *self, const char *comment, double y)
{
  g_set_str (&self->followed, comment);
  self->followed_y = y;
  follow (self);
  if (self->follow_tick == 0)
    self->follow_tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), follow_again_cb, NULL, NULL);
}

static void
editor_closed_cb (AttestCommentsPane *self, gboolean posted)
{
  set_writing (self, FALSE);
  /* What was just written is to be seen. */
  if (posted)
    {
      adw_toggle_group_set_active_name (self->filter, "open");
      attest_comment_filters_clear (self->filters);
    }
  show_what_there_is (self);
}

/* The words of a comment were chosen that the filter leaves out: its card is to be seen. */
static void
selected_cb (AttestCommentsPane *self)
{
  AttestCommentCard *card =
      attest_comments_list_find_card (self->list, attest_article_state_get_selected_comment (self->state));

  self->chosen_scroll = attest_article_state_get_scroll (self->state);
  if (card != NULL && !attest_comment_filters_pass (self->filters, attest_comment_card_get_comment (card)))
    attest_comment_filters_clear (self->filters);
}

static void
loaded_cb (AttestCommentsPane *self)
{
  attest_comments_follow_end (self->viewport);
  if (!self->writing)
    return;
  set_writing (self, FALSE);
  attest_comment_editor_end (self->editor);
  show_what_there_is (self);
}

static void
attest_comments_pane_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  AttestCommentsPane *self = ATTEST_COMMENTS_PANE (object);

  switch ((AttestCommentsPaneProperty) id)
    {
    case PROP_STATE:
      g_value_set_object (value, self->state);
      break;
    case PROP_WRITING:
      g_value_set_boolean (value, self->writing);
      break;
    }
}

static void
attest_comments_pane_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch ((AttestCommentsPaneProperty) id)
    {
    case PROP_STATE:
      attest_comments_pane_set_state (ATTEST_COMMENTS_PANE (object), g_value_get_object (value));
      break;
    case PROP_WRITING:
      break;
    }
}

static void
attest_comments_pane_dispose (GObject *object)
{
  AttestCommentsPane *self = ATTEST_COMMENTS_PANE (object);

  g_clear_object (&self->signals);
  g_clear_object (&self->folding);
  g_clear_pointer (&self->followed, g_free);
  if (self->follow_tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->follow_tick);
  self->follow_tick = 0;
  /* The template lets go of its children, and the bin must not do so again. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), ATTEST_TYPE_COMMENTS_PANE);
  g_clear_object (&self->state);

  G_OBJECT_CLASS (attest_comments_pane_parent_class)->dispose (object);
}

static void
attest_comments_pane_class_init (AttestCommentsPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = attest_comments_pane_get_property;
  object_class->set_property = attest_comments_pane_set_property;
  object_class->dispose = attest_comments_pane_dispose;

  properties[PROP_STATE] = g_param_spec_object ("state",
                                                NULL,
                                                NULL,
                                                ATTEST_TYPE_ARTICLE_STATE,
                                                G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_WRITING] = g_param_spec_boolean (
      "writing", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  g_type_ensure (ATTEST_TYPE_COMMENT_EDITOR);
  g_type_ensure (ATTEST_TYPE_COMMENT_FILTERS);
  g_type_ensure (ATTEST_TYPE_COMMENTS_LIST);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/attestdesk/Attest/attest-comments-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, AttestCommentsPane, stack);
  gtk_widget_class_bind_template_child (widget_class, AttestCommentsPane, lists);
  gtk_widget_class_bind_template_child (widget_class, AttestCommentsPane, filter);
  gtk_widget_class_bind_template_child (widget_class, AttestCommentsPane, open_toggle);
  gtk_widget_class_bind_template_child (widget_class, AttestCommentsPane, resolved_toggle);
  gtk_widget_class_bind_template_child (widget_class, AttestCommentsPane, filters);
  gtk_widget_class_bind_template_child (widget_class, AttestCommentsPane, viewport);
  gtk_widget_class_bind_template_child (widget_class, AttestCommentsPane, list);
  gtk_widget_class_bind_template_child (widget_class, AttestCommentsPane, nothing);
  gtk_widget_class_bind_template_child (widget_class, AttestCommentsPane, clear);
  gtk_widget_class_bind_template_child (widget_class, AttestCommentsPane, empty);
  gtk_widget_class_bind_template_child (widget_class, AttestCommentsPane, empty_buttons);
  gtk_widget_class_bind_template_child (widget_class, AttestCommentsPane, comment_whole);
  gtk_widget_class_bind_template_child (widget_class, AttestCommentsPane, comment_selection);
  gtk_widget_class_bind_template_child (widget_class, AttestCommentsPane, editor);
}

static void
add_empty_button (AttestCommentsPane *self, const char *label, const char *action)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_add_css_class (button, "pill");
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_box_append (self->empty_buttons, button);
}

static void
attest_comments_pane_init (AttestCommentsPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  add_empty_button (self, _ ("Comment on the selection"), "article.comment");
  add_empty_button (self, _ ("Comment on the whole text"), "article.comment-whole");
  self->folding = attest_comments_folding_new (self->viewport, self->list);
  g_signal_connect_swapped (self->filter, "notify::active-name", G_CALLBACK (filter_changed_cb), self);
  attest_comments_list_set_filters (self->list, self->filters);
  g_signal_connect_swapped (self->filters, "changed", G_CALLBACK (show_what_there_is), self);
  g_signal_connect_swapped (self->clear, "clicked", G_CALLBACK (attest_comment_filters_clear), self->filters);
  g_signal_connect_swapped (self->list, "card-shown", G_CALLBACK (card_shown_cb), self);
  g_signal_connect_swapped (self->editor, "closed", G_CALLBACK (editor_closed_cb), self);

  self->signals = g_signal_group_new (ATTEST_TYPE_ARTICLE_STATE);
  g_signal_group_connect_swapped (self->signals, "loaded", G_CALLBACK (loaded_cb), self);
  g_signal_group_connect_swapped (self->signals, "reviewed", G_CALLBACK (show_what_there_is), self);
  g_signal_group_connect_swapped (self->signals, "comments-changed", G_CALLBACK (show_what_there_is), self);
  g_signal_group_connect_swapped (self->signals, "notify::selected-comment", G_CALLBACK (selected_cb), self);
  g_signal_group_connect_swapped (self->signals, "in-sight", G_CALLBACK (in_sight_cb), self);
  show_what_there_is (self);
}

void
attest_comments_pane_set_state (AttestCommentsPane *self, AttestArticleState *state)
{
  g_return_if_fail (ATTEST_IS_COMMENTS_PANE (self));
  g_return_if_fail (state == NULL || ATTEST_IS_ARTICLE_STATE (state));

  if (!g_set_object (&self->state, state))
    return;
  set_writing (self, FALSE);
  attest_comment_editor_end (self->editor);
  attest_comment_filters_set_session (self->filters, state != NULL ? attest_article_state_get_session (state) : NULL);
  attest_comments_list_set_state (self->list, state);
  attest_comments_follow_end (self->viewport);
  g_signal_group_set_target (self->signals, state);
  show_what_there_is (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

static void
show_editor (AttestCommentsPane *self)
{
  set_writing (self, TRUE);
  show_what_there_is (self);
  attest_comment_editor_focus (self->editor);
}

void
attest_comments_pane_begin_about (AttestCommentsPane *self, const char *reference)
{
  g_return_if_fail (ATTEST_IS_COMMENTS_PANE (self));

  if (self->state == NULL)
    return;
  attest_comment_editor_begin_about (self->editor, self->state, reference);
  show_editor (self);
}

void
attest_comments_pane_begin (AttestCommentsPane *self)
{
  g_return_if_fail (ATTEST_IS_COMMENTS_PANE (self));

  if (self->state == NULL)
    return;
  if (attest_comment_editor_begin (self->editor, self->state))
    {
      show_editor (self);
      return;
    }
  gtk_accessible_announce (GTK_ACCESSIBLE (self),
                           _ ("Select the words first, in the source or in the preview."),
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

gboolean
attest_comments_pane_has_draft (AttestCommentsPane *self)
{
  g_return_val_if_fail (ATTEST_IS_COMMENTS_PANE (self), FALSE);

  return self->writing || attest_comments_list_has_draft (self->list);
}

void
attest_comments_pane_step (AttestCommentsPane *self, int step)
{
  g_return_if_fail (ATTEST_IS_COMMENTS_PANE (self));

  if (self->state != NULL)
    attest_comments_list_step (self->list, step);
}

void
attest_comments_pane_focus_current (AttestCommentsPane *self)
{
  AttestCommentCard *card = NULL;

  g_return_if_fail (ATTEST_IS_COMMENTS_PANE (self));

  if (self->state != NULL)
    card = attest_comments_list_find_card (self->list, attest_article_state_get_selected_comment (self->state));
  if (card == NULL)
    return;
  gtk_widget_grab_focus (GTK_WIDGET (card));
  card_shown_cb (self, card);
}

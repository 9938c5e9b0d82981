/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "source/attest-source-pane-private.h"

#include <glib/gi18n.h>

#include "source/attest-source-drop.h"
#include "source/attest-source-gutter.h"
#include "source/attest-source-keys.h"
#include "source/attest-source-language.h"
#include "source/attest-source-marks.h"
#include "source/attest-source-paste.h"

#define FLASH_MS 1600

/* The button stands this far from the column's edge, and its top this far above the line's. */
#define BUTTON_INSET 42
#define BUTTON_RISE 5

G_DEFINE_FINAL_TYPE (AttestSourcePane, attest_source_pane, ADW_TYPE_BIN)

typedef enum
{
  PROP_STATE = 1,
} AttestSourcePaneProperty;

static GParamSpec *properties[PROP_STATE + 1];

static void
show_marks (AttestSourcePane *self)
{
  attest_source_marks_show (self->state);
  gtk_widget_queue_draw (GTK_WIDGET (self->view));
}

static const char *
get_read_only_reason (AttestSourcePane *self)
{
  if (attest_article_state_get_editable (self->state))
    return NULL;
  if (attest_article_state_get_record (self->state) == NULL)
    return "";
  if (attest_article_state_get_refusal (self->state, ATTEST_ACT_SAVE) != NULL)
    return attest_article_state_get_refusal (self->state, ATTEST_ACT_SAVE);
  return _ ("You did not write this text. Choose “Edit anyway” above to change it.");
}

static void
show_spelling (AttestSourcePane *self)
{
  const AttestArticle *article = attest_article_state_get_article (self->state);

  attest_source_spelling_set_text (self->spelling,
                                   attest_article_state_get_buffer (self->state),
                                   article != NULL ? article->language : NULL,
                                   attest_article_state_get_editable (self->state));
  gtk_text_view_set_extra_menu (GTK_TEXT_VIEW (self->view), attest_source_spelling_get_menu (self->spelling));
}

static void
show_editable (AttestSourcePane *self)
{
  gboolean editable = attest_article_state_get_editable (self->state);

  gtk_text_view_set_editable (GTK_TEXT_VIEW (self->view), editable);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_READ_ONLY, !editable, -1);
  attest_source_toolbar_set_editable (self->toolbar, editable);
  attest_source_search_set_editable (self->search, get_read_only_reason (self));
  attest_source_pane_update_actions (self);
  show_spelling (self);
}

/* ---- Look ---- */

static void
show_scheme (AttestSourcePane *self)
{
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  GtkSourceBuffer *buffer = NULL;

  if (self->state == NULL)
    return;
  buffer = attest_article_state_get_buffer (self->state);
  attest_source_language_set_dark (buffer, dark);
  attest_source_marks_set_dark (buffer, dark);
}

/* ---- The button beside a selection ---- */

static void
place_button (AttestSourcePane *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view));
  GdkRectangle visible;
  GdkRectangle place;
  GtkTextIter start;
  GtkTextIter end;

  if (self->state == NULL || !gtk_text_buffer_get_selection_bounds (buffer, &start, &end) ||
      attest_article_state_get_refusal (self->state, ATTEST_ACT_COMMENT) != NULL)
    {
      gtk_widget_set_visible (self->comment_button, FALSE);
      return;
    }
  gtk_text_view_get_iter_location (GTK_TEXT_VIEW (self->view), &start, &place);
  gtk_text_view_get_visible_rect (GTK_TEXT_VIEW (self->view), &visible);
  gtk_text_view_move_overlay (
      GTK_TEXT_VIEW (self->view), self->comment_button, visible.width - BUTTON_INSET, place.y - BUTTON_RISE);
  gtk_widget_set_visible (self->comment_button, TRUE);
}

static gsize
get_cursor (AttestSourcePane *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view));
  GtkTextIter cursor;

  gtk_text_buffer_get_iter_at_mark (buffer, &cursor, gtk_text_buffer_get_insert (buffer));
  return attest_article_state_get_byte_at_iter (self->state, &cursor);
}

/* ---- Comments under the cursor ---- */

static gboolean
is_current (AttestSourcePane *self, gsize byte)
{
  const char *current = attest_article_state_get_selected_comment (self->state);
  g_autoptr (GPtrArray) comments = attest_article_state_find_comments_at (self->state, byte);

  for (guint i = 0; i < comments->len; i++)
    if (g_strcmp0 (((const AttestComment *) g_ptr_array_index (comments, i))->id, current) == 0)
      return TRUE;
  return FALSE;
}

/* Walking through the words of the current comment does not leave it for a shorter one on the way. */
static void
cursor_moved_cb (AttestSourcePane *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view));

  place_button (self);
  if (self->state == NULL || gtk_text_buffer_get_has_selection (buffer) ||
      !gtk_widget_has_focus (GTK_WIDGET (self->view)) || is_current (self, get_cursor (self)))
    return;
  attest_article_state_choose_comment_at (self->state, get_cursor (self), NULL);
}

static void
pressed_cb (AttestSourcePane *self)
{
  g_set_str (&self->pressed_on, self->state != NULL ? attest_article_state_get_selected_comment (self->state) : NULL);
}

/* Another click on words that several comments are about chooses the next of them. */
static void
released_cb (AttestSourcePane *self, int n_press)
{
  if (self->state != NULL && n_press == 1 &&
      !gtk_text_buffer_get_has_selection (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view))))
    attest_article_state_choose_comment_at (self->state, get_cursor (self), self->pressed_on);
}

static void
cut_cb (AttestSourcePane *self)
{
  if (self->state != NULL && gtk_text_view_get_editable (GTK_TEXT_VIEW (self->view)))
    attest_article_state_begin_cut (self->state);
}

static void
copy_cb (AttestSourcePane *self)
{
  if (self->state != NULL)
    attest_article_state_forget_cut (self->state);
}

static void
comment_chosen_cb (AttestSourcePane *self, const char *comment)
{
  if (self->state != NULL)
    attest_article_state_set_selected_comment (self->state, comment);
}

/* ---- What the state tells ---- */

static gboolean
flash_timer_cb (gpointer user_data)
{
  AttestSourcePane *self = user_data;

  self->flash_timer = 0;
  attest_source_marks_flash (self->state, FALSE, 0, 0);
  return G_SOURCE_REMOVE;
}

static void
reveal_cb (AttestSourcePane *self, guint64 start, guint64 end)
{
  attest_source_scroll_reveal (self->scroll, (gsize) start);
  attest_source_marks_flash (self->state, TRUE, (gsize) start, (gsize) end);
  g_clear_handle_id (&self->flash_timer, g_source_remove);
  self->flash_timer = g_timeout_add (FLASH_MS, flash_timer_cb, self);
}

static void
loaded_cb (AttestSourcePane *self)
{
  attest_source_marks_clear (attest_article_state_get_buffer (self->state));
  attest_source_look_update_focus (self->look);
  show_editable (self);
  place_button (self);
}

static void
reviewed_cb (AttestSourcePane *self)
{
  show_editable (self);
  place_button (self);
}

/* ---- The widget ---- */

static void
attest_source_pane_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch ((AttestSourcePaneProperty) id)
    {
    case PROP_STATE:
      attest_source_pane_set_state (ATTEST_SOURCE_PANE (object), g_value_get_object (value));
      break;
    }
}

static void
attest_source_pane_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  GTK_WIDGET_CLASS (attest_source_pane_parent_class)->size_allocate (widget, width, height, baseline);
  place_button (ATTEST_SOURCE_PANE (widget));
}

static void
attest_source_pane_root (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (attest_source_pane_parent_class)->root (widget);
  attest_source_pane_bind_keys (ATTEST_SOURCE_PANE (widget));
}

static void
attest_source_pane_dispose (GObject *object)
{
  AttestSourcePane *self = ATTEST_SOURCE_PANE (object);

  g_clear_handle_id (&self->flash_timer, g_source_remove);
  /* A gutter does not free its list of renderers. */
  if (self->view != NULL)
    gtk_source_gutter_remove (gtk_source_view_get_gutter (self->view, GTK_TEXT_WINDOW_LEFT), self->gutter);
  self->gutter = NULL;
  g_clear_object (&self->state_signals);
  g_clear_object (&self->buffer_signals);
  if (self->scroll != NULL)
    g_object_run_dispose (G_OBJECT (self->scroll));
  g_clear_object (&self->scroll);
  if (self->sight != NULL)
    g_object_run_dispose (G_OBJECT (self->sight));
  g_clear_object (&self->sight);
  g_clear_pointer (&self->pressed_on, g_free);
  if (self->search != NULL)
    attest_source_search_set_buffer (self->search, NULL);
  /* Both let go of the buffer, and of the view that is still there. */
  g_clear_object (&self->spelling);
  g_clear_object (&self->look);
  g_clear_object (&self->settings);
  g_clear_object (&self->actions);
  /* The template lets go of its children, and the bin must not do so again. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), ATTEST_TYPE_SOURCE_PANE);
  g_clear_object (&self->state);

  G_OBJECT_CLASS (attest_source_pane_parent_class)->dispose (object);
}

/* Whoever comes here comes for the text, which is not the first thing in the pane. */
static gboolean
attest_source_pane_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (ATTEST_SOURCE_PANE (widget)->view));
}

static void
attest_source_pane_class_init (AttestSourcePaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = attest_source_pane_set_property;
  object_class->dispose = attest_source_pane_dispose;
  widget_class->size_allocate = attest_source_pane_size_allocate;
  widget_class->root = attest_source_pane_root;
  widget_class->grab_focus = attest_source_pane_grab_focus;

  properties[PROP_STATE] = g_param_spec_object ("state",
                                                NULL,
                                                NULL,
                                                ATTEST_TYPE_ARTICLE_STATE,
                                                G_PARAM_WRITABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  g_type_ensure (ATTEST_TYPE_SOURCE_SEARCH);
  g_type_ensure (ATTEST_TYPE_SOURCE_TOOLBAR);
  g_type_ensure (GTK_SOURCE_TYPE_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/attestdesk/Attest/attest-source-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, AttestSourcePane, toolbar);
  gtk_widget_class_bind_template_child (widget_class, AttestSourcePane, search);
  gtk_widget_class_bind_template_child (widget_class, AttestSourcePane, scroller);
  gtk_widget_class_bind_template_child (widget_class, AttestSourcePane, clamp);
  gtk_widget_class_bind_template_child (widget_class, AttestSourcePane, view);
}

static void
add_comment_button (AttestSourcePane *self)
{
  self->comment_button = gtk_button_new_from_icon_name ("attest-comments-symbolic");
  gtk_widget_add_css_class (self->comment_button, "circular");
  gtk_widget_add_css_class (self->comment_button, "comment-button");
  gtk_widget_set_tooltip_text (self->comment_button, _ ("Comment on the selection"));
  gtk_widget_set_focus_on_click (self->comment_button, FALSE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->comment_button), "article.comment");
  gtk_widget_set_visible (self->comment_button, FALSE);
  gtk_text_view_add_overlay (GTK_TEXT_VIEW (self->view), self->comment_button, 0, 0);
}

static void
connect_view (AttestSourcePane *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  /* The text view claims the press for itself, so this looks on before it. */
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect_object (click, "pressed", G_CALLBACK (pressed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (click, "released", G_CALLBACK (released_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->view), GTK_EVENT_CONTROLLER (click));
  g_signal_connect_object (self->view, "cut-clipboard", G_CALLBACK (cut_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "copy-clipboard", G_CALLBACK (copy_cb), self, G_CONNECT_SWAPPED);
}

static void
connect_state (AttestSourcePane *self)
{
  self->state_signals = g_signal_group_new (ATTEST_TYPE_ARTICLE_STATE);
  g_signal_group_connect_swapped (self->state_signals, "loaded", G_CALLBACK (loaded_cb), self);
  g_signal_group_connect_swapped (self->state_signals, "comments-changed", G_CALLBACK (show_marks), self);
  g_signal_group_connect_swapped (self->state_signals, "notify::selected-comment", G_CALLBACK (show_marks), self);
  g_signal_group_connect_swapped (self->state_signals, "notify::editable", G_CALLBACK (show_editable), self);
  g_signal_group_connect_swapped (self->state_signals, "reviewed", G_CALLBACK (reviewed_cb), self);
  g_signal_group_connect_swapped (self->state_signals, "reveal", G_CALLBACK (reveal_cb), self);

  self->buffer_signals = g_signal_group_new (GTK_TYPE_TEXT_BUFFER);
  /* A key leads to a frame at once, which shows what was asked for by then; the view by itself asks only later, and what was
   * typed would wait for the next one. */
  g_signal_group_connect_object (
      self->buffer_signals, "changed", G_CALLBACK (gtk_widget_queue_draw), self->view, G_CONNECT_SWAPPED);
  g_signal_group_connect_swapped (self->buffer_signals, "notify::cursor-position", G_CALLBACK (cursor_moved_cb), self);
  g_signal_group_connect_swapped (self->buffer_signals, "notify::has-selection", G_CALLBACK (place_button), self);
}

static void
search_closed_cb (AttestSourcePane *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
add_helpers (AttestSourcePane *self)
{
  self->settings = g_settings_new (APP_ID);
  attest_source_pane_add_actions (self);
  self->look = attest_source_look_new (GTK_TEXT_VIEW (self->view), self->clamp);
  self->spelling = attest_source_spelling_new (GTK_TEXT_VIEW (self->view));
  attest_source_search_set_view (self->search, GTK_TEXT_VIEW (self->view));
  g_signal_connect_object (self->search, "closed", G_CALLBACK (search_closed_cb), self, G_CONNECT_SWAPPED);
  attest_source_keys_add (self->view);
  attest_source_paste_add (GTK_TEXT_VIEW (self->view));
  attest_source_drop_add (GTK_TEXT_VIEW (self->view));
}

static void
attest_source_pane_init (AttestSourcePane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  add_helpers (self);
  self->gutter = GTK_SOURCE_GUTTER_RENDERER (attest_source_gutter_new ());
  gtk_source_gutter_insert (gtk_source_view_get_gutter (self->view, GTK_TEXT_WINDOW_LEFT), self->gutter, 0);
  g_signal_connect_object (self->gutter, "chosen", G_CALLBACK (comment_chosen_cb), self, G_CONNECT_SWAPPED);
  add_comment_button (self);

  self->scroll = attest_source_scroll_new (GTK_TEXT_VIEW (self->view));
  attest_source_scroll_set_adjustment (self->scroll, gtk_scrolled_window_get_vadjustment (self->scroller));
  self->sight =
      attest_source_sight_new (GTK_TEXT_VIEW (self->view), gtk_scrolled_window_get_vadjustment (self->scroller));
  connect_view (self);
  connect_state (self);
  g_signal_connect_object (
      adw_style_manager_get_default (), "notify::dark", G_CALLBACK (show_scheme), self, G_CONNECT_SWAPPED);
}

void
attest_source_pane_set_state (AttestSourcePane *self, AttestArticleState *state)
{
  g_return_if_fail (ATTEST_IS_SOURCE_PANE (self));
  g_return_if_fail (state == NULL || ATTEST_IS_ARTICLE_STATE (state));

  if (!g_set_object (&self->state, state))
    return;
  g_clear_handle_id (&self->flash_timer, g_source_remove);
  g_signal_group_set_target (self->state_signals, state);
  attest_source_scroll_set_state (self->scroll, state);
  attest_source_sight_set_state (self->sight, state);
  if (state != NULL)
    {
      GtkTextBuffer *buffer = GTK_TEXT_BUFFER (attest_article_state_get_buffer (state));

      gtk_text_view_set_buffer (GTK_TEXT_VIEW (self->view), buffer);
      attest_source_language_apply (GTK_SOURCE_BUFFER (buffer));
      attest_source_search_set_buffer (self->search, GTK_SOURCE_BUFFER (buffer));
      attest_source_look_set_buffer (self->look, buffer);
      g_signal_group_set_target (self->buffer_signals, buffer);
      show_scheme (self);
      show_editable (self);
      show_marks (self);
    }
  else
    {
      g_signal_group_set_target (self->buffer_signals, NULL);
      attest_source_search_set_buffer (self->search, NULL);
      attest_source_look_set_buffer (self->look, NULL);
      attest_source_spelling_set_text (self->spelling, NULL, NULL, FALSE);
      gtk_text_view_set_buffer (GTK_TEXT_VIEW (self->view), NULL);
    }
  place_button (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

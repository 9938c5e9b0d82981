/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "preview/attest-preview-pane-private.h"
#include "preview/attest-preview-references.h"

G_DEFINE_FINAL_TYPE (AttestPreviewPane, attest_preview_pane, ADW_TYPE_BIN)

typedef enum
{
  PROP_STATE = 1,
} AttestPreviewPaneProperty;

static GParamSpec *properties[PROP_STATE + 1];

static void
show_marks (AttestPreviewPane *self)
{
  const char *selected = attest_article_state_get_selected_comment (self->state);
  GPtrArray *comments = attest_article_state_get_comments (self->state);
  g_autoptr (GArray) marks = g_array_new (FALSE, FALSE, sizeof (AttestPreviewMark));
  AttestPreviewMark shown = { .selected = TRUE };

  for (guint i = 0; comments != NULL && i < comments->len; i++)
    {
      const AttestComment *comment = comments->pdata[i];
      AttestPreviewMark mark;

      if (comment->resolved || !attest_comment_has_place (comment))
        continue;
      mark = (AttestPreviewMark) {
        comment->placement->start, comment->placement->end, comment->blocking, g_strcmp0 (comment->id, selected) == 0
      };
      g_array_append_val (marks, mark);
    }
  if (attest_article_state_get_shown_place (self->state, &shown.start, &shown.end))
    g_array_append_val (marks, shown);
  attest_preview_view_set_marks (self->view, (const AttestPreviewMark *) (gpointer) marks->data, marks->len);
}

static gsize
get_cursor (AttestPreviewPane *self)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (attest_article_state_get_buffer (self->state));
  GtkTextIter iter;

  gtk_text_buffer_get_iter_at_mark (buffer, &iter, gtk_text_buffer_get_insert (buffer));
  return attest_article_state_get_byte_at_iter (self->state, &iter);
}

static void
show_rendering (AttestPreviewPane *self)
{
  AttestRendering *rendering = attest_article_state_get_rendering (self->state);
  g_autofree char *references = NULL;

  if (rendering == NULL)
    return;
  references = attest_preview_dup_references (attest_article_state_get_document (self->state),
                                              attest_article_state_get_references (self->state));
  attest_preview_view_set_typed (self->view, self->fresh ? G_MAXSIZE : get_cursor (self));
  attest_preview_view_set_rendering (self->view, rendering, references, !self->fresh);
  show_marks (self);
  attest_preview_pane_show_pairs (self);
  if (self->fresh)
    attest_preview_view_scroll_to (self->view, attest_article_state_get_scroll (self->state), 0);
  self->fresh = FALSE;
}

static void
loaded_cb (AttestPreviewPane *self)
{
  self->fresh = TRUE;
}

/* While somebody types, the page is a moment behind. */
gboolean
attest_preview_pane_is_current (AttestPreviewPane *self)
{
  GtkTextBuffer *buffer = NULL;
  GtkTextIter start;
  GtkTextIter end;
  g_autofree char *text = NULL;
  GBytes *shown = NULL;

  if (self->state == NULL || attest_preview_view_get_shown (self->view) == NULL ||
      attest_preview_view_get_shown (self->view) != attest_article_state_get_rendering (self->state))
    return FALSE;
  buffer = GTK_TEXT_BUFFER (attest_article_state_get_buffer (self->state));
  shown = attest_article_state_get_text (self->state);
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
  {
    g_autoptr (GBytes) now = g_bytes_new_static (text, strlen (text));

    return g_bytes_equal (now, shown);
  }
}

/* A comment that was chosen elsewhere is brought into sight here too; one in sight stays where it is. */
static void
selected_comment_cb (AttestPreviewPane *self)
{
  const char *selected = attest_article_state_get_selected_comment (self->state);
  GPtrArray *comments = attest_article_state_get_comments (self->state);

  show_marks (self);
  for (guint i = 0; comments != NULL && i < comments->len; i++)
    {
      const AttestComment *comment = comments->pdata[i];

      if (g_strcmp0 (comment->id, selected) == 0 && attest_comment_has_place (comment))
        attest_preview_view_reveal (self->view, comment->placement->start, comment->placement->end);
    }
}

static void
reveal_cb (AttestPreviewPane *self, guint64 start, guint64 end)
{
  attest_preview_view_reveal (self->view, (gsize) start, (gsize) end);
}

static void
state_scrolled_cb (AttestPreviewPane *self, GObject *origin, guint64 byte, double fraction)
{
  if (origin != G_OBJECT (self))
    attest_preview_view_scroll_to (self->view, (gsize) byte, fraction);
}

/* The words of the source that a byte stands in. */
static void
find_word (AttestPreviewPane *self, gsize byte, gsize *start, gsize *end)
{
  GtkTextIter first;
  GtkTextIter last;

  attest_article_state_get_iter_at_byte (self->state, byte, &first);
  last = first;
  if (gtk_text_iter_inside_word (&first) && !gtk_text_iter_starts_word (&first))
    gtk_text_iter_backward_word_start (&first);
  if (gtk_text_iter_inside_word (&last))
    gtk_text_iter_forward_word_end (&last);
  *start = attest_article_state_get_byte_at_iter (self->state, &first);
  *end = attest_article_state_get_byte_at_iter (self->state, &last);
}

static void
clicked_cb (AttestPreviewPane *self, guint64 byte)
{
  g_autofree char *current = NULL;
  gsize start = 0;
  gsize end = 0;

  if (!attest_preview_pane_is_current (self))
    return;
  current = g_strdup (attest_article_state_get_selected_comment (self->state));
  find_word (self, (gsize) byte, &start, &end);
  attest_article_state_select (self->state, (gsize) byte, (gsize) byte);
  attest_article_state_reveal (self->state, start, end);
  /* Another click on words that several comments are about chooses the next of them. */
  attest_article_state_choose_comment_at (self->state, (gsize) byte, current);
}

/* What is selected here is selected in the source, so that a comment can be begun from either. Words that have no place there
 * take the source's selection away: a comment on something that is not in sight would be worse than none. */
static void
selected_cb (AttestPreviewPane *self, guint64 start, guint64 end)
{
  GtkTextBuffer *buffer = NULL;
  GtkTextIter cursor;

  if (self->state == NULL || !attest_preview_view_has_keyboard (self->view))
    return;
  if (start < end && attest_preview_pane_is_current (self))
    {
      attest_article_state_select (self->state, (gsize) start, (gsize) end);
      attest_article_state_reveal (self->state, (gsize) start, (gsize) end);
      return;
    }
  buffer = GTK_TEXT_BUFFER (attest_article_state_get_buffer (self->state));
  gtk_text_buffer_get_iter_at_mark (buffer, &cursor, gtk_text_buffer_get_insert (buffer));
  gtk_text_buffer_place_cursor (buffer, &cursor);
}

static void
scrolled_cb (AttestPreviewPane *self, guint64 byte, double fraction)
{
  if (self->state != NULL)
    attest_article_state_tell_scrolled (self->state, G_OBJECT (self), (gsize) byte, fraction);
}

static void
link_activated_cb (AttestPreviewPane *self, const char *uri)
{
  g_autoptr (GtkUriLauncher) launcher = gtk_uri_launcher_new (uri);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  gtk_uri_launcher_launch (launcher, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL, NULL, NULL);
}

static GBytes *
load_asset (const char *sha256, gpointer user_data)
{
  AttestPreviewPane *self = user_data;
  AttestSession *session = self->state != NULL ? attest_article_state_get_session (self->state) : NULL;
  AttestLibrary *library = session != NULL ? attest_session_get_library (session) : NULL;

  return library != NULL ? attest_library_load_content (library, sha256, NULL) : NULL;
}

static void
attest_preview_pane_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  AttestPreviewPane *self = ATTEST_PREVIEW_PANE (object);

  switch ((AttestPreviewPaneProperty) id)
    {
    case PROP_STATE:
      attest_preview_pane_set_state (self, g_value_get_object (value));
      break;
    }
}

static void
attest_preview_pane_root (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (attest_preview_pane_parent_class)->root (widget);
  attest_preview_pane_bind_keys (ATTEST_PREVIEW_PANE (widget));
}

static void
attest_preview_pane_dispose (GObject *object)
{
  AttestPreviewPane *self = ATTEST_PREVIEW_PANE (object);

  if (self->view != NULL)
    {
      attest_preview_find_bar_set_view (self->find_bar, NULL);
      attest_preview_view_set_asset_func (self->view, NULL, NULL);
    }
  /* Nothing else brings the source back that made room for a second column. */
  if (self->layout != NULL)
    g_settings_set_string (self->settings, "layout", self->layout);
  g_clear_pointer (&self->layout, g_free);
  /* The template lets go of its children, and the bin must not do so again. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), ATTEST_TYPE_PREVIEW_PANE);
  g_clear_object (&self->beside);
  g_clear_object (&self->state_signals);
  g_clear_object (&self->state);
  g_clear_object (&self->actions);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (attest_preview_pane_parent_class)->dispose (object);
}

static void
attest_preview_pane_finalize (GObject *object)
{
  g_free (ATTEST_PREVIEW_PANE (object)->before);

  G_OBJECT_CLASS (attest_preview_pane_parent_class)->finalize (object);
}

static gboolean
attest_preview_pane_grab_focus (GtkWidget *widget)
{
  attest_preview_view_take_keyboard (ATTEST_PREVIEW_PANE (widget)->view);
  return TRUE;
}

static void
attest_preview_pane_class_init (AttestPreviewPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = attest_preview_pane_set_property;
  object_class->dispose = attest_preview_pane_dispose;
  object_class->finalize = attest_preview_pane_finalize;
  widget_class->root = attest_preview_pane_root;
  widget_class->grab_focus = attest_preview_pane_grab_focus;

  properties[PROP_STATE] = g_param_spec_object ("state",
                                                NULL,
                                                NULL,
                                                ATTEST_TYPE_ARTICLE_STATE,
                                                G_PARAM_WRITABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  g_type_ensure (ATTEST_TYPE_PREVIEW_FIND_BAR);
  g_type_ensure (ATTEST_TYPE_PREVIEW_VIEW);
  gtk_widget_class_set_css_name (widget_class, "preview-pane");
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/attestdesk/Attest/attest-preview-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, AttestPreviewPane, view);
  gtk_widget_class_bind_template_child (widget_class, AttestPreviewPane, find_bar);
  gtk_widget_class_bind_template_child (widget_class, AttestPreviewPane, widths);
  gtk_widget_class_bind_template_child (widget_class, AttestPreviewPane, beside_button);
  gtk_widget_class_bind_template_child (widget_class, AttestPreviewPane, zoom_button);
  gtk_widget_class_bind_template_child (widget_class, AttestPreviewPane, beside_bar);
  gtk_widget_class_bind_template_child (widget_class, AttestPreviewPane, own_words);
  gtk_widget_class_bind_template_child (widget_class, AttestPreviewPane, beside_words);
}

static void
attest_preview_pane_init (AttestPreviewPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  attest_preview_find_bar_set_view (self->find_bar, self->view);
  attest_preview_view_set_asset_func (self->view, load_asset, self);
  g_signal_connect_object (self->view, "clicked", G_CALLBACK (clicked_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "selected", G_CALLBACK (selected_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "scrolled", G_CALLBACK (scrolled_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "link-activated", G_CALLBACK (link_activated_cb), self, G_CONNECT_SWAPPED);

  self->state_signals = g_signal_group_new (ATTEST_TYPE_ARTICLE_STATE);
  g_signal_group_connect_swapped (self->state_signals, "loaded", G_CALLBACK (loaded_cb), self);
  g_signal_group_connect_swapped (self->state_signals, "computed", G_CALLBACK (show_rendering), self);
  g_signal_group_connect_swapped (self->state_signals, "comments-changed", G_CALLBACK (show_marks), self);
  g_signal_group_connect_swapped (
      self->state_signals, "notify::selected-comment", G_CALLBACK (selected_comment_cb), self);
  g_signal_group_connect_swapped (self->state_signals, "place-shown", G_CALLBACK (show_marks), self);
  g_signal_group_connect_swapped (self->state_signals, "reveal", G_CALLBACK (reveal_cb), self);
  g_signal_group_connect_swapped (self->state_signals, "scrolled", G_CALLBACK (state_scrolled_cb), self);
  attest_preview_pane_add_actions (self);
  attest_preview_pane_add_beside (self);
}

void
attest_preview_pane_set_state (AttestPreviewPane *self, AttestArticleState *state)
{
  g_return_if_fail (ATTEST_IS_PREVIEW_PANE (self));
  g_return_if_fail (state == NULL || ATTEST_IS_ARTICLE_STATE (state));

  if (!g_set_object (&self->state, state))
    return;
  g_signal_group_set_target (self->state_signals, state);
  attest_preview_beside_set_state (self->beside, state);
  attest_preview_view_set_rendering (self->view, NULL, NULL, FALSE);
  self->fresh = TRUE;
  if (state != NULL)
    show_rendering (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

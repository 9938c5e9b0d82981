/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "source/attest-source-outline.h"

#include <string.h>

#define INDENT 18

struct _AttestSourceOutline
{
  AdwDialog parent_instance;

  AttestArticleState *state;
  GtkWidget *view;
  AttestDocument *document;

  GtkSearchEntry *entry;
  GtkStack *stack;
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (AttestSourceOutline, attest_source_outline, ADW_TYPE_DIALOG)

static const AttestHeading *
get_heading (AttestSourceOutline *self, GtkListBoxRow *row)
{
  GPtrArray *headings = attest_document_get_headings (self->document);

  return g_ptr_array_index (headings, GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "index")));
}

static gboolean
is_wanted (GtkListBoxRow *row, gpointer user_data)
{
  AttestSourceOutline *self = user_data;
  g_autofree char *wanted = g_utf8_casefold (gtk_editable_get_text (GTK_EDITABLE (self->entry)), -1);
  g_autofree char *text = g_utf8_casefold (get_heading (self, row)->text, -1);

  return strstr (text, wanted) != NULL;
}

static GtkListBoxRow *
find_first (AttestSourceOutline *self)
{
  for (int i = 0;; i++)
    {
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, i);

      if (row == NULL || gtk_widget_get_child_visible (GTK_WIDGET (row)))
        return row;
    }
}

static void
search_changed_cb (AttestSourceOutline *self)
{
  gtk_list_box_invalidate_filter (self->list);
  gtk_list_box_select_row (self->list, find_first (self));
}

static void
go_to (AttestSourceOutline *self, GtkListBoxRow *row)
{
  const AttestHeading *heading = row != NULL ? get_heading (self, row) : NULL;
  GtkTextIter iter;

  if (heading == NULL)
    return;
  attest_article_state_get_iter_at_byte (self->state, heading->start, &iter);
  gtk_text_buffer_place_cursor (GTK_TEXT_BUFFER (attest_article_state_get_buffer (self->state)), &iter);
  attest_article_state_reveal (self->state, heading->start, heading->end);
  adw_dialog_close (ADW_DIALOG (self));
  gtk_widget_grab_focus (self->view);
}

static void
activate_cb (AttestSourceOutline *self)
{
  go_to (self, gtk_list_box_get_selected_row (self->list));
}

static void
row_activated_cb (AttestSourceOutline *self, GtkListBoxRow *row)
{
  go_to (self, row);
}

static void
step_cb (AttestSourceOutline *self, int step)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  for (int i = row != NULL ? gtk_list_box_row_get_index (row) + step : 0; i >= 0; i += step)
    {
      GtkListBoxRow *other = gtk_list_box_get_row_at_index (self->list, i);

      if (other == NULL)
        return;
      if (!gtk_widget_get_child_visible (GTK_WIDGET (other)))
        continue;
      gtk_list_box_select_row (self->list, other);
      return;
    }
}

/* Arrows choose a heading while the field has the keyboard. */
static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint key,
                guint code,
                GdkModifierType modifiers,
                AttestSourceOutline *self)
{
  if (key != GDK_KEY_Down && key != GDK_KEY_Up)
    return GDK_EVENT_PROPAGATE;
  step_cb (self, key == GDK_KEY_Down ? 1 : -1);
  return GDK_EVENT_STOP;
}

static void
add_row (AttestSourceOutline *self, const AttestHeading *heading, guint index)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *label = gtk_label_new (heading->text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_margin_start (label, (int) (heading->level - 1) * INDENT);
  if (heading->level == 1)
    gtk_widget_add_css_class (label, "heading");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  g_object_set_data (G_OBJECT (row), "index", GUINT_TO_POINTER (index));
  gtk_list_box_append (self->list, row);
}

/* The heading that the cursor is under is the one that is selected. */
static void
show_headings (AttestSourceOutline *self)
{
  GPtrArray *headings = attest_document_get_headings (self->document);
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (attest_article_state_get_buffer (self->state));
  GtkTextIter cursor;
  gsize byte = 0;
  int current = 0;

  gtk_text_buffer_get_iter_at_mark (buffer, &cursor, gtk_text_buffer_get_insert (buffer));
  byte = attest_article_state_get_byte_at_iter (self->state, &cursor);
  for (guint i = 0; i < headings->len; i++)
    {
      const AttestHeading *heading = g_ptr_array_index (headings, i);

      add_row (self, heading, i);
      if (heading->start <= byte)
        current = (int) i;
    }
  gtk_stack_set_visible_child_name (self->stack, headings->len > 0 ? "headings" : "none");
  gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, current));
}

static void
attest_source_outline_dispose (GObject *object)
{
  AttestSourceOutline *self = ATTEST_SOURCE_OUTLINE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), ATTEST_TYPE_SOURCE_OUTLINE);
  g_clear_pointer (&self->document, attest_document_unref);
  g_clear_object (&self->state);
  g_clear_object (&self->view);

  G_OBJECT_CLASS (attest_source_outline_parent_class)->dispose (object);
}

static void
attest_source_outline_class_init (AttestSourceOutlineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = attest_source_outline_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/attestdesk/Attest/attest-source-outline.ui");
  gtk_widget_class_bind_template_child (widget_class, AttestSourceOutline, entry);
  gtk_widget_class_bind_template_child (widget_class, AttestSourceOutline, stack);
  gtk_widget_class_bind_template_child (widget_class, AttestSourceOutline, list);
}

static void
attest_source_outline_init (AttestSourceOutline *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_filter_func (self->list, is_wanted, self, NULL);
  g_signal_connect_swapped (self->entry, "search-changed", G_CALLBACK (search_changed_cb), self);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (activate_cb), self);
  g_signal_connect_swapped (self->entry, "stop-search", G_CALLBACK (adw_dialog_close), self);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (row_activated_cb), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self, G_CONNECT_DEFAULT);
  gtk_widget_add_controller (GTK_WIDGET (self->entry), keys);
}

AdwDialog *
attest_source_outline_new (AttestArticleState *state, GtkWidget *view)
{
  AttestSourceOutline *self = g_object_new (ATTEST_TYPE_SOURCE_OUTLINE, NULL);
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (attest_article_state_get_buffer (state));
  GtkTextIter start;
  GtkTextIter end;
  g_autoptr (GBytes) text = NULL;
  char *words = NULL;

  self->state = g_object_ref (state);
  self->view = g_object_ref (view);
  /* As the text is now: the state's own document may be one run older. */
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  words = gtk_text_buffer_get_slice (buffer, &start, &end, TRUE);
  text = g_bytes_new_take (words, strlen (words));
  self->document = attest_document_new (text);
  show_headings (self);
  return ADW_DIALOG (self);
}

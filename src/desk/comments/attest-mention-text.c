/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "comments/attest-mention-text.h"

static GtkTextBuffer *
get_buffer (GtkWidget *text)
{
  return GTK_IS_TEXT_VIEW (text) ? gtk_text_view_get_buffer (GTK_TEXT_VIEW (text)) : NULL;
}

char *
attest_mention_text_dup (GtkWidget *text)
{
  GtkTextBuffer *buffer = get_buffer (text);
  GtkTextIter start;
  GtkTextIter end;

  if (buffer == NULL)
    return g_strdup (gtk_editable_get_text (GTK_EDITABLE (text)));
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
}

int
attest_mention_text_get_cursor (GtkWidget *text)
{
  GtkTextBuffer *buffer = get_buffer (text);
  GtkTextIter cursor;

  if (buffer == NULL)
    return gtk_editable_get_selection_bounds (GTK_EDITABLE (text), NULL, NULL)
               ? -1
               : gtk_editable_get_position (GTK_EDITABLE (text));
  if (gtk_text_buffer_get_has_selection (buffer))
    return -1;
  gtk_text_buffer_get_iter_at_mark (buffer, &cursor, gtk_text_buffer_get_insert (buffer));
  return gtk_text_iter_get_offset (&cursor);
}

void
attest_mention_text_replace (GtkWidget *text, int start, const char *words)
{
  GtkTextBuffer *buffer = get_buffer (text);
  int end = attest_mention_text_get_cursor (text);
  GtkTextIter first;
  GtkTextIter last;

  if (end < start)
    return;
  if (buffer == NULL)
    {
      gtk_editable_delete_text (GTK_EDITABLE (text), start, end);
      gtk_editable_insert_text (GTK_EDITABLE (text), words, -1, &start);
      gtk_editable_set_position (GTK_EDITABLE (text), start);
      return;
    }
  gtk_text_buffer_get_iter_at_offset (buffer, &first, start);
  gtk_text_buffer_get_iter_at_offset (buffer, &last, end);
  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_delete (buffer, &first, &last);
  gtk_text_buffer_insert (buffer, &first, words, -1);
  gtk_text_buffer_end_user_action (buffer);
}

void
attest_mention_text_get_place (GtkWidget *text, GdkRectangle *place)
{
  GtkTextBuffer *buffer = get_buffer (text);
  GtkTextIter cursor;
  graphene_rect_t bounds;
  graphene_rect_t inside;
  GtkEditable *delegate = NULL;

  *place = (GdkRectangle) { 0, 0, 1, gtk_widget_get_height (text) };
  if (buffer != NULL)
    {
      gtk_text_buffer_get_iter_at_mark (buffer, &cursor, gtk_text_buffer_get_insert (buffer));
      gtk_text_view_get_iter_location (GTK_TEXT_VIEW (text), &cursor, place);
      gtk_text_view_buffer_to_window_coords (
          GTK_TEXT_VIEW (text), GTK_TEXT_WINDOW_WIDGET, place->x, place->y, &place->x, &place->y);
      return;
    }
  delegate = gtk_editable_get_delegate (GTK_EDITABLE (text));
  if (!GTK_IS_TEXT (delegate))
    return;
  gtk_text_compute_cursor_extents (
      GTK_TEXT (delegate), (gsize) gtk_editable_get_position (GTK_EDITABLE (text)), &inside, NULL);
  if (gtk_widget_compute_bounds (GTK_WIDGET (delegate), text, &bounds))
    place->x = (int) (bounds.origin.x + inside.origin.x);
}

void
attest_mention_text_connect (GtkWidget *text, GCallback changed, GCallback moved, GObject *user_data)
{
  GtkTextBuffer *buffer = get_buffer (text);
  gpointer source = buffer != NULL ? (gpointer) buffer : (gpointer) text;

  g_signal_connect_object (source, "changed", changed, user_data, G_CONNECT_SWAPPED);
  g_signal_connect_object (source, "notify::cursor-position", moved, user_data, G_CONNECT_SWAPPED);
}

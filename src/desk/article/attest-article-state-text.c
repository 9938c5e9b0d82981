/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "article/attest-article-state-private.h"

/* The core counts UTF-8 bytes from the start of the text; GtkTextBuffer counts lines and bytes in a line. This is the
 * boundary. */

static void
find_line_starts (AttestArticleState *self)
{
  GtkTextIter iter;
  gsize start = 0;

  if (self->line_starts->len > 0)
    return;
  gtk_text_buffer_get_start_iter (GTK_TEXT_BUFFER (self->buffer), &iter);
  do
    {
      g_array_append_val (self->line_starts, start);
      start += (gsize) gtk_text_iter_get_bytes_in_line (&iter);
    }
  while (gtk_text_iter_forward_line (&iter));
  /* An empty last line is reached, but not told of, by the iterator. */
  if (self->line_starts->len < (guint) gtk_text_buffer_get_line_count (GTK_TEXT_BUFFER (self->buffer)))
    g_array_append_val (self->line_starts, start);
}

static guint
find_line (AttestArticleState *self, gsize byte)
{
  guint low = 0;
  guint high = self->line_starts->len;

  while (high - low > 1)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (self->line_starts, gsize, middle) <= byte)
        low = middle;
      else
        high = middle;
    }
  return low;
}

/* Steps back from the inside of a character. */
static int
clamp_to_character (const GtkTextIter *line, int index)
{
  GtkTextIter end = *line;
  g_autofree char *text = NULL;
  int length = 0;

  if (!gtk_text_iter_ends_line (&end))
    gtk_text_iter_forward_to_line_end (&end);
  text = gtk_text_iter_get_slice (line, &end);
  length = (int) strlen (text);
  index = MIN (index, length);
  while (index > 0 && index < length && ((guchar) text[index] & 0xc0) == 0x80)
    index--;
  return index;
}

void
attest_article_state_get_iter_at_byte (AttestArticleState *self, gsize byte, GtkTextIter *iter)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (self->buffer);
  GtkTextIter line_start;
  guint line = 0;

  find_line_starts (self);
  line = find_line (self, byte);
  gtk_text_buffer_get_iter_at_line (buffer, &line_start, (int) line);
  byte -= g_array_index (self->line_starts, gsize, line);
  *iter = line_start;
  gtk_text_iter_set_line_index (iter, clamp_to_character (&line_start, (int) MIN (byte, (gsize) G_MAXINT)));
}

gsize
attest_article_state_get_byte_at_iter (AttestArticleState *self, const GtkTextIter *iter)
{
  guint line = (guint) gtk_text_iter_get_line (iter);

  find_line_starts (self);
  if (line >= self->line_starts->len)
    return 0;
  return g_array_index (self->line_starts, gsize, line) + (gsize) gtk_text_iter_get_line_index (iter);
}

GBytes *
attest_article_state_dup_buffer_text (AttestArticleState *self)
{
  GtkTextIter start;
  GtkTextIter end;
  char *text = NULL;

  gtk_text_buffer_get_bounds (GTK_TEXT_BUFFER (self->buffer), &start, &end);
  text = gtk_text_buffer_get_text (GTK_TEXT_BUFFER (self->buffer), &start, &end, TRUE);
  return g_bytes_new_take (text, strlen (text));
}

GBytes *
attest_article_state_dup_selection (AttestArticleState *self, gsize *start, gsize *end)
{
  GtkTextIter first;
  GtkTextIter last;

  g_return_val_if_fail (ATTEST_IS_ARTICLE_STATE (self), NULL);

  if (!gtk_text_buffer_get_selection_bounds (GTK_TEXT_BUFFER (self->buffer), &first, &last))
    return NULL;
  *start = attest_article_state_get_byte_at_iter (self, &first);
  *end = attest_article_state_get_byte_at_iter (self, &last);
  return attest_article_state_dup_buffer_text (self);
}

void
attest_article_state_select (AttestArticleState *self, gsize start, gsize end)
{
  GtkTextIter first;
  GtkTextIter last;

  g_return_if_fail (ATTEST_IS_ARTICLE_STATE (self));

  attest_article_state_get_iter_at_byte (self, start, &first);
  attest_article_state_get_iter_at_byte (self, end, &last);
  gtk_text_buffer_select_range (GTK_TEXT_BUFFER (self->buffer), &last, &first);
}

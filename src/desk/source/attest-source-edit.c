/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "source/attest-source-edit.h"

#include <string.h>

/* A list of more lines than this around the cursor is looked at in part: what is further away does not change its marks. */
#define MOST_LINES 2000

static gsize
get_byte (GtkTextBuffer *buffer, const GtkTextIter *from, const GtkTextIter *to)
{
  g_autofree char *text = gtk_text_buffer_get_slice (buffer, from, to, TRUE);

  return strlen (text);
}

char *
attest_source_edit_dup_text (GtkTextBuffer *buffer, gsize *start, gsize *end)
{
  GtkTextIter first;
  GtkTextIter last;
  GtkTextIter begin;
  GtkTextIter finish;

  gtk_text_buffer_get_bounds (buffer, &begin, &finish);
  gtk_text_buffer_get_selection_bounds (buffer, &first, &last);
  *start = get_byte (buffer, &begin, &first);
  *end = *start + get_byte (buffer, &first, &last);
  return gtk_text_buffer_get_slice (buffer, &begin, &finish, TRUE);
}

AttestDocument *
attest_source_edit_dup_document (GtkTextBuffer *buffer, gsize *start, gsize *end)
{
  char *text = attest_source_edit_dup_text (buffer, start, end);
  g_autoptr (GBytes) bytes = g_bytes_new_take (text, strlen (text));

  return attest_document_new (bytes);
}

/* Where in a text, by bytes, by lines of the buffer and by bytes in the line. */
typedef struct
{
  const char *text;
  gsize byte;
  guint line;
  gsize line_start;
} Place;

/* The buffer's lines end as Pango's paragraphs do: with LF, or with U+2029, which a text may hold as well. */
static void
go_to (Place *place, gsize byte)
{
  for (; place->byte < byte; place->byte++)
    {
      gsize at = place->byte;

      if (place->text[at] != '\n' && !(at >= 2 && memcmp (place->text + at - 2, "\xe2\x80\xa9", 3) == 0))
        continue;
      place->line++;
      place->line_start = at + 1;
    }
}

static void
get_iter (GtkTextBuffer *buffer, const Place *place, GtkTextIter *iter)
{
  gtk_text_buffer_get_iter_at_line_index (buffer, iter, (int) place->line, (int) (place->byte - place->line_start));
}

/* From the end, so that the places before stay what they are. */
static void
make_changes (GtkTextBuffer *buffer, const char *text, guint line, GPtrArray *changes)
{
  g_autofree Place *starts = g_new (Place, changes->len);
  g_autofree Place *ends = g_new (Place, changes->len);
  Place place = { text, 0, line, 0 };

  for (guint i = 0; i < changes->len; i++)
    {
      const AttestEditChange *change = g_ptr_array_index (changes, i);

      go_to (&place, change->start);
      starts[i] = place;
      go_to (&place, change->end);
      ends[i] = place;
    }
  for (guint i = changes->len; i > 0; i--)
    {
      const AttestEditChange *change = g_ptr_array_index (changes, i - 1);
      GtkTextIter first;
      GtkTextIter last;

      get_iter (buffer, &starts[i - 1], &first);
      get_iter (buffer, &ends[i - 1], &last);
      if (change->end > change->start)
        gtk_text_buffer_delete (buffer, &first, &last);
      gtk_text_buffer_insert (buffer, &first, change->text, -1);
    }
}

gboolean
attest_source_edit_apply (GtkTextBuffer *buffer, const char *text, guint line, AttestEdit *edit)
{
  g_autoptr (AttestEdit) owned = edit;
  g_autofree char *after = NULL;
  Place place = { NULL, 0, line, 0 };
  GtkTextIter first;
  GtkTextIter last;

  if (edit == NULL)
    return FALSE;
  after = attest_edit_apply (edit, text, strlen (text));
  place.text = after;
  gtk_text_buffer_begin_user_action (buffer);
  make_changes (buffer, text, line, edit->changes);
  go_to (&place, edit->selection_start);
  get_iter (buffer, &place, &first);
  go_to (&place, edit->selection_end);
  get_iter (buffer, &place, &last);
  gtk_text_buffer_select_range (buffer, &last, &first);
  gtk_text_buffer_end_user_action (buffer);
  return TRUE;
}

void
attest_source_edit_insert (GtkTextBuffer *buffer, const char *text)
{
  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_delete_selection (buffer, TRUE, TRUE);
  gtk_text_buffer_insert_at_cursor (buffer, text, -1);
  gtk_text_buffer_end_user_action (buffer);
}

/* ---- The lines around the cursor ---- */

static gboolean
is_blank (const GtkTextIter *line)
{
  GtkTextIter iter = *line;

  while (!gtk_text_iter_ends_line (&iter))
    {
      if (!g_unichar_isspace (gtk_text_iter_get_char (&iter)))
        return FALSE;
      gtk_text_iter_forward_char (&iter);
    }
  return TRUE;
}

/* From one blank line to the next. Returns: (transfer full): their text, and the selection in it */
static char *
dup_passage (GtkTextBuffer *buffer, guint *line, gsize *start, gsize *end)
{
  GtkTextIter first;
  GtkTextIter last;
  GtkTextIter begin;
  GtkTextIter finish;

  gtk_text_buffer_get_selection_bounds (buffer, &first, &last);
  begin = first;
  gtk_text_iter_set_line_offset (&begin, 0);
  for (guint i = 0; i < MOST_LINES && gtk_text_iter_get_line (&begin) > 0; i++)
    {
      GtkTextIter above = begin;

      gtk_text_iter_backward_line (&above);
      if (is_blank (&above))
        break;
      begin = above;
    }
  finish = last;
  if (!gtk_text_iter_ends_line (&finish))
    gtk_text_iter_forward_to_line_end (&finish);
  for (guint i = 0; i < MOST_LINES; i++)
    {
      GtkTextIter below = finish;

      if (!gtk_text_iter_forward_line (&below) || is_blank (&below))
        break;
      if (!gtk_text_iter_ends_line (&below))
        gtk_text_iter_forward_to_line_end (&below);
      finish = below;
    }
  *line = (guint) gtk_text_iter_get_line (&begin);
  *start = get_byte (buffer, &begin, &first);
  *end = *start + get_byte (buffer, &first, &last);
  return gtk_text_buffer_get_slice (buffer, &begin, &finish, TRUE);
}

gboolean
attest_source_edit_break_line (GtkTextBuffer *buffer)
{
  g_autofree char *text = NULL;
  guint line = 0;
  gsize start = 0;
  gsize end = 0;

  if (gtk_text_buffer_get_has_selection (buffer))
    return FALSE;
  text = dup_passage (buffer, &line, &start, &end);
  return attest_source_edit_apply (buffer, text, line, attest_edit_break_line (text, strlen (text), start));
}

gboolean
attest_source_edit_indent (GtkTextBuffer *buffer, int step)
{
  guint line = 0;
  gsize start = 0;
  gsize end = 0;
  g_autofree char *text = dup_passage (buffer, &line, &start, &end);

  return attest_source_edit_apply (buffer, text, line, attest_edit_indent (text, strlen (text), start, end, step));
}

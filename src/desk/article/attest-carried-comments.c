/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "article/attest-carried-comments.h"

#include <string.h>

/* A comment in what was cut: characters from its start. */
typedef struct
{
  char *comment;
  int start;
  int end;
} Piece;

typedef struct
{
  char *comment;
  GtkTextMark *start;
  GtkTextMark *end;
} Carried;

/*
 * @cut: (nullable): the text that was cut last, of @cut_length characters, at @cut_start then; @pieces: its comments
 * @run_start, @run_end: characters of the buffer that were inserted in one go so far; pasting inserts several runs, one
 *   for each change of highlighting
 * @run_over: ends the run when the main loop turns: what comes later is another insertion
 */
struct _AttestCarriedComments
{
  GObject parent_instance;

  GtkTextBuffer *buffer;
  char *cut;
  int cut_start;
  int cut_length;
  GArray *pieces;
  GPtrArray *carried;
  int run_start;
  int run_end;
  guint run_over;
};

G_DEFINE_FINAL_TYPE (AttestCarriedComments, attest_carried_comments, G_TYPE_OBJECT)

static void
clear_piece (gpointer data)
{
  g_free (((Piece *) data)->comment);
}

static void
free_carried (gpointer data)
{
  Carried *carried = data;
  GtkTextMark *marks[] = { carried->start, carried->end };

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      if (!gtk_text_mark_get_deleted (marks[i]))
        gtk_text_buffer_delete_mark (gtk_text_mark_get_buffer (marks[i]), marks[i]);
      g_object_unref (marks[i]);
    }
  g_free (carried->comment);
  g_free (carried);
}

static gboolean
is_empty (AttestCarriedComments *self, const Carried *carried)
{
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_iter_at_mark (self->buffer, &start, carried->start);
  gtk_text_buffer_get_iter_at_mark (self->buffer, &end, carried->end);
  return gtk_text_iter_equal (&start, &end);
}

/* Where a text was pasted twice, its comments stay with the first copy. */
static gboolean
stands_already (AttestCarriedComments *self, const char *comment)
{
  for (guint i = 0; i < self->carried->len; i++)
    if (g_str_equal (((const Carried *) g_ptr_array_index (self->carried, i))->comment, comment))
      return TRUE;
  return FALSE;
}

static void
put_back (AttestCarriedComments *self, int offset)
{
  for (guint i = 0; i < self->pieces->len; i++)
    {
      const Piece *piece = &g_array_index (self->pieces, Piece, i);
      Carried *carried = NULL;
      GtkTextIter iter;

      if (stands_already (self, piece->comment))
        continue;
      carried = g_new0 (Carried, 1);
      carried->comment = g_strdup (piece->comment);
      /* What is typed at an edge counts: it may be typed over the first words. Whoever asks takes off what is too much. */
      gtk_text_buffer_get_iter_at_offset (self->buffer, &iter, offset + piece->start);
      carried->start = g_object_ref (gtk_text_buffer_create_mark (self->buffer, NULL, &iter, TRUE));
      gtk_text_buffer_get_iter_at_offset (self->buffer, &iter, offset + piece->end);
      carried->end = g_object_ref (gtk_text_buffer_create_mark (self->buffer, NULL, &iter, FALSE));
      g_ptr_array_add (self->carried, carried);
    }
}

static gboolean
run_over_cb (gpointer user_data)
{
  AttestCarriedComments *self = user_data;

  self->run_over = 0;
  self->run_start = self->run_end = 0;
  return G_SOURCE_REMOVE;
}

static void
inserted_cb (AttestCarriedComments *self, const GtkTextIter *end, const char *text, int length)
{
  int to = gtk_text_iter_get_offset (end);
  int from = to - (int) g_utf8_strlen (text, length);
  g_autofree char *run = NULL;
  GtkTextIter start;

  if (self->cut == NULL || self->pieces->len == 0)
    return;
  if (self->run_over == 0 || from != self->run_end)
    self->run_start = from;
  self->run_end = to;
  if (self->run_over == 0)
    self->run_over = g_idle_add_full (G_PRIORITY_HIGH, run_over_cb, self, NULL);
  if (self->run_end - self->run_start != self->cut_length)
    return;
  gtk_text_buffer_get_iter_at_offset (self->buffer, &start, self->run_start);
  run = gtk_text_iter_get_slice (&start, end);
  if (g_str_equal (run, self->cut))
    put_back (self, self->run_start);
}

/* Words that are gone are not followed any further; what is inserted later at their place is something else. */
static void
deleted_cb (AttestCarriedComments *self)
{
  for (guint i = self->carried->len; i > 0; i--)
    if (is_empty (self, g_ptr_array_index (self->carried, i - 1)))
      g_ptr_array_remove_index_fast (self->carried, i - 1);
}

static void
attest_carried_comments_dispose (GObject *object)
{
  AttestCarriedComments *self = ATTEST_CARRIED_COMMENTS (object);

  g_clear_handle_id (&self->run_over, g_source_remove);
  g_clear_pointer (&self->carried, g_ptr_array_unref);
  g_clear_pointer (&self->pieces, g_array_unref);
  g_clear_pointer (&self->cut, g_free);
  g_clear_weak_pointer (&self->buffer);

  G_OBJECT_CLASS (attest_carried_comments_parent_class)->dispose (object);
}

static void
attest_carried_comments_class_init (AttestCarriedCommentsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = attest_carried_comments_dispose;
}

static void
attest_carried_comments_init (AttestCarriedComments *self)
{
  self->pieces = g_array_new (FALSE, FALSE, sizeof (Piece));
  g_array_set_clear_func (self->pieces, clear_piece);
  self->carried = g_ptr_array_new_with_free_func (free_carried);
}

AttestCarriedComments *
attest_carried_comments_new (GtkTextBuffer *buffer)
{
  AttestCarriedComments *self = g_object_new (ATTEST_TYPE_CARRIED_COMMENTS, NULL);

  g_return_val_if_fail (GTK_IS_TEXT_BUFFER (buffer), self);

  g_set_weak_pointer (&self->buffer, buffer);
  g_signal_connect_object (buffer, "insert-text", G_CALLBACK (inserted_cb), self, G_CONNECT_AFTER | G_CONNECT_SWAPPED);
  g_signal_connect_object (buffer, "delete-range", G_CALLBACK (deleted_cb), self, G_CONNECT_AFTER | G_CONNECT_SWAPPED);
  return self;
}

void
attest_carried_comments_forget_cut (AttestCarriedComments *self)
{
  g_return_if_fail (ATTEST_IS_CARRIED_COMMENTS (self));

  g_clear_pointer (&self->cut, g_free);
  g_array_set_size (self->pieces, 0);
}

void
attest_carried_comments_clear (AttestCarriedComments *self)
{
  attest_carried_comments_forget_cut (self);
  g_ptr_array_set_size (self->carried, 0);
}

void
attest_carried_comments_begin_cut (AttestCarriedComments *self, const GtkTextIter *start, const GtkTextIter *end)
{
  attest_carried_comments_forget_cut (self);
  self->cut = gtk_text_iter_get_slice (start, end);
  self->cut_start = gtk_text_iter_get_offset (start);
  self->cut_length = gtk_text_iter_get_offset (end) - self->cut_start;
}

void
attest_carried_comments_add (AttestCarriedComments *self,
                             const char *comment,
                             const GtkTextIter *start,
                             const GtkTextIter *end)
{
  Piece piece = { g_strdup (comment),
                  gtk_text_iter_get_offset (start) - self->cut_start,
                  gtk_text_iter_get_offset (end) - self->cut_start };

  g_array_append_val (self->pieces, piece);
}

void
attest_carried_comments_foreach (AttestCarriedComments *self, AttestCarriedFunc func, gpointer user_data)
{
  g_return_if_fail (ATTEST_IS_CARRIED_COMMENTS (self));

  for (guint i = 0; i < self->carried->len; i++)
    {
      const Carried *carried = g_ptr_array_index (self->carried, i);
      GtkTextIter start;
      GtkTextIter end;

      gtk_text_buffer_get_iter_at_mark (self->buffer, &start, carried->start);
      gtk_text_buffer_get_iter_at_mark (self->buffer, &end, carried->end);
      func (carried->comment, &start, &end, user_data);
    }
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "article/attest-article-state-private.h"
#include "text/attest-diff.h"

/* Finding, choosing and carrying comments: what source, preview and cards do alike. */

static gboolean
has_open_place (const AttestComment *comment)
{
  return !comment->resolved && attest_comment_has_place (comment) &&
         comment->placement->start < comment->placement->end;
}

static int
compare_lengths_cb (gconstpointer one, gconstpointer other)
{
  const AttestComment *first = *(const AttestComment *const *) one;
  const AttestComment *second = *(const AttestComment *const *) other;
  gsize lengths[] = { first->placement->end - first->placement->start,
                      second->placement->end - second->placement->start };

  if (lengths[0] != lengths[1])
    return lengths[0] < lengths[1] ? -1 : 1;
  return (first->time > second->time) - (first->time < second->time);
}

GPtrArray *
attest_article_state_find_comments_at (AttestArticleState *self, gsize byte)
{
  GPtrArray *comments = NULL;
  GPtrArray *found = g_ptr_array_new ();

  g_return_val_if_fail (ATTEST_IS_ARTICLE_STATE (self), found);

  comments = attest_article_state_get_comments (self);
  for (guint i = 0; comments != NULL && i < comments->len; i++)
    {
      const AttestComment *comment = g_ptr_array_index (comments, i);

      if (has_open_place (comment) && byte >= comment->placement->start && byte < comment->placement->end)
        g_ptr_array_add (found, (gpointer) comment);
    }
  g_ptr_array_sort (found, compare_lengths_cb);
  return found;
}

gboolean
attest_article_state_choose_comment_at (AttestArticleState *self, gsize byte, const char *after)
{
  g_autoptr (GPtrArray) found = NULL;
  guint next = 0;

  g_return_val_if_fail (ATTEST_IS_ARTICLE_STATE (self), FALSE);

  found = attest_article_state_find_comments_at (self, byte);
  if (found->len == 0)
    return FALSE;
  for (guint i = 0; i < found->len; i++)
    if (g_strcmp0 (((const AttestComment *) g_ptr_array_index (found, i))->id, after) == 0)
      next = (i + 1) % found->len;
  attest_article_state_set_selected_comment (self, ((const AttestComment *) g_ptr_array_index (found, next))->id);
  return TRUE;
}

void
attest_article_state_choose_comment (AttestArticleState *self, const char *id)
{
  GPtrArray *comments = NULL;

  g_return_if_fail (ATTEST_IS_ARTICLE_STATE (self));

  comments = attest_article_state_get_comments (self);
  attest_article_state_set_selected_comment (self, id);
  for (guint i = 0; comments != NULL && i < comments->len; i++)
    {
      const AttestComment *comment = g_ptr_array_index (comments, i);

      if (g_strcmp0 (comment->id, id) == 0 && attest_comment_has_place (comment))
        attest_article_state_reveal (self, comment->placement->start, comment->placement->end);
    }
}

void
attest_article_state_begin_comment (AttestArticleState *self, gsize start, gsize end)
{
  g_return_if_fail (ATTEST_IS_ARTICLE_STATE (self));
  g_return_if_fail (start < end);

  attest_article_state_select (self, start, end);
  attest_article_state_emit (self, ATTEST_ARTICLE_STATE_COMMENT_WANTED);
}

/* ---- Comments that are cut and pasted with their words ---- */

/* The place in the buffer; results may be older than it by what was just typed. */
static gboolean
find_in_buffer (AttestArticleState *self,
                AttestDiff *diff,
                const AttestComment *comment,
                GtkTextIter *start,
                GtkTextIter *end)
{
  gsize first = comment->placement->start;
  gsize last = comment->placement->end;

  if (diff != NULL && !attest_diff_map_range (diff, comment->placement->start, comment->placement->end, &first, &last))
    return FALSE;
  attest_article_state_get_iter_at_byte (self, first, start);
  attest_article_state_get_iter_at_byte (self, last, end);
  return first < last;
}

void
attest_article_state_begin_cut (AttestArticleState *self)
{
  GPtrArray *comments = NULL;
  g_autoptr (GBytes) now = NULL;
  g_autoptr (AttestDiff) diff = NULL;
  GtkTextIter start;
  GtkTextIter end;

  g_return_if_fail (ATTEST_IS_ARTICLE_STATE (self));

  if (self->results == NULL || !gtk_text_buffer_get_selection_bounds (GTK_TEXT_BUFFER (self->buffer), &start, &end))
    return;
  now = attest_article_state_dup_buffer_text (self);
  if (!g_bytes_equal (now, self->results->text))
    diff = attest_diff_new (self->results->text, now);
  comments = attest_article_state_get_comments (self);
  attest_carried_comments_begin_cut (self->carried, &start, &end);
  for (guint i = 0; i < comments->len; i++)
    {
      const AttestComment *comment = g_ptr_array_index (comments, i);
      GtkTextIter first;
      GtkTextIter last;

      if (has_open_place (comment) && find_in_buffer (self, diff, comment, &first, &last) &&
          gtk_text_iter_compare (&first, &start) >= 0 && gtk_text_iter_compare (&last, &end) <= 0)
        attest_carried_comments_add (self->carried, comment->id, &first, &last);
    }
}

void
attest_article_state_forget_cut (AttestArticleState *self)
{
  g_return_if_fail (ATTEST_IS_ARTICLE_STATE (self));

  attest_carried_comments_forget_cut (self->carried);
}

typedef struct
{
  AttestArticleState *state;
  GArray *places;
} Collect;

static void
collect_cb (const char *comment, const GtkTextIter *start, const GtkTextIter *end, gpointer user_data)
{
  Collect *collect = user_data;
  AttestCarriedPlace place = { g_strdup (comment),
                               attest_article_state_get_byte_at_iter (collect->state, start),
                               attest_article_state_get_byte_at_iter (collect->state, end) };

  g_array_append_val (collect->places, place);
}

static void
clear_place (gpointer data)
{
  g_free (((AttestCarriedPlace *) data)->comment);
}

GArray *
attest_article_state_dup_carried (AttestArticleState *self)
{
  Collect collect = { self, g_array_new (FALSE, FALSE, sizeof (AttestCarriedPlace)) };

  g_array_set_clear_func (collect.places, clear_place);
  attest_carried_comments_foreach (self->carried, collect_cb, &collect);
  return collect.places;
}

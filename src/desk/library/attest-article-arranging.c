/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "library/attest-article-arranging.h"

#include <string.h>

/* Of the two keys by which a line is sorted. */
#define SORTED_BYTES 16

/* A line that is shown, and what it is sorted by: @first before @second, then the place that it was found at. */
typedef struct
{
  guint64 first;
  guint64 second;
  AttestArticleLine *line;
} Place;

/*
 * @next: the line that is looked at next
 * @byte: of the keys, by which is sorted next; SORTED_BYTES once that is done
 * @spare: as long as @places, where each pass puts them
 * @found: (element-type AttestArticleLine): those that were put in their place already
 */
struct _AttestArticleArranging
{
  AttestArticleLines *lines;
  AttestArticleQuestion question;
  gboolean has_words;
  gboolean has_filters;
  guint next;
  guint byte;
  GArray *places;
  GArray *spare;
  GPtrArray *found;
};

AttestArticleArranging *
attest_article_arranging_new (AttestArticleLines *lines, const AttestArticleQuestion *question)
{
  AttestArticleArranging *self = g_new0 (AttestArticleArranging, 1);

  self->lines = attest_article_lines_ref (lines);
  self->question = *question;
  self->has_words = attest_article_search_get_has_words (question->search);
  self->has_filters = attest_article_search_get_has_filters (question->search);
  self->places = g_array_new (FALSE, FALSE, sizeof (Place));
  self->spare = g_array_new (FALSE, FALSE, sizeof (Place));
  self->found = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_article_line_unref);
  return self;
}

void
attest_article_arranging_free (AttestArticleArranging *self)
{
  attest_article_lines_unref (self->lines);
  g_array_unref (self->places);
  g_array_unref (self->spare);
  g_clear_pointer (&self->found, g_ptr_array_unref);
  g_free (self);
}

/* ---- What is shown ---- */

/* @rank: its place in the search's answer */
static gboolean
is_shown (AttestArticleArranging *self, AttestArticleLine *line, guint *rank)
{
  const AttestArticleQuestion *question = &self->question;

  *rank = 0;
  if (question->queue != NULL ? !attest_queue_holds (question->queue, line)
                              : attest_article_line_get_removed (line) != 0)
    return FALSE;
  if (!self->has_words && !self->has_filters)
    return TRUE;
  if (attest_article_search_find (question->search, attest_article_line_get_id (line), rank) != NULL)
    return TRUE;
  /* Neither topics nor what was removed is in the index of words, and until that has answered the title is all there is. */
  return question->plain && !self->has_filters && attest_article_line_matches (line, question->words);
}

/* ---- The order ---- */

static guint
get_key (AttestArticleArranging *self, guint index, AttestArticleLine *line)
{
  switch (self->question.order)
    {
    case ATTEST_ARTICLE_ORDER_TITLE:
      return attest_article_lines_get_title_rank (self->lines, index);
    case ATTEST_ARTICLE_ORDER_STATUS:
      return attest_article_line_get_least_status (line);
    case ATTEST_ARTICLE_ORDER_COMMENTS:
      return ~attest_article_line_get_open_comments (line);
    case ATTEST_ARTICLE_ORDER_CHANGED:
      break;
    }
  return 0;
}

/* Equal ones in the order of their last change, newest first. What a search finds best stays first whichever way the rest is turned. */
static void
add_place (AttestArticleArranging *self, guint index, AttestArticleLine *line, guint rank)
{
  guint key = get_key (self, index, line);
  guint64 newest = ~((guint64) attest_article_line_get_updated (line) ^ (G_GUINT64_CONSTANT (1) << 63));
  Place place = { .line = line };

  place.first = self->has_words ? (guint64) rank << 32 : 0;
  place.first |= self->question.reversed ? ~key : key;
  place.second = self->question.reversed ? ~newest : newest;
  g_array_append_val (self->places, place);
}

static void
look (AttestArticleArranging *self, guint n_lines)
{
  guint n_all = attest_article_lines_get_n_lines (self->lines);
  guint end = self->next + MIN (n_lines, n_all - self->next);

  /* Lines stand in the order of their ids, which is what tells apart those that are equal otherwise. */
  for (; self->next < end; self->next++)
    {
      guint index = self->question.reversed ? n_all - 1 - self->next : self->next;
      AttestArticleLine *line = attest_article_lines_get (self->lines, index);
      guint rank;

      if (is_shown (self, line, &rank))
        add_place (self, index, line, rank);
    }
}

/* One byte of the keys, from the least; equal ones stay as they were. Returns: whether it made a difference */
static gboolean
sort_by_byte (const Place *from, Place *to, guint n_places, guint byte)
{
  gsize ends[256] = { 0 };
  gsize end = 0;
  guint shift = byte % 8 * 8;

  for (guint i = 0; i < n_places; i++)
    ends[((byte < 8 ? from[i].second : from[i].first) >> shift) & 0xff]++;
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      gsize count = ends[i];

      if (count == n_places)
        return FALSE;
      ends[i] = end;
      end += count;
    }
  for (guint i = 0; i < n_places; i++)
    to[ends[((byte < 8 ? from[i].second : from[i].first) >> shift) & 0xff]++] = from[i];
  return TRUE;
}

/* Byte for byte, which takes a hundred thousand a few milliseconds in all, where comparing them would be seen as a pause. */
static void
sort (AttestArticleArranging *self)
{
  guint n_places = self->places->len;
  GArray *sorted = self->spare;

  g_array_set_size (sorted, n_places);
  if (sort_by_byte (
          (const Place *) (gpointer) self->places->data, (Place *) (gpointer) sorted->data, n_places, self->byte))
    {
      self->spare = self->places;
      self->places = sorted;
    }
  self->byte++;
}

static void
put (AttestArticleArranging *self, guint n_lines)
{
  guint end = MIN (self->found->len + n_lines, self->places->len);

  while (self->found->len < end)
    g_ptr_array_add (self->found, attest_article_line_ref (g_array_index (self->places, Place, self->found->len).line));
}

gboolean
attest_article_arranging_step (gpointer work, guint n_lines)
{
  AttestArticleArranging *self = work;

  if (self->next < attest_article_lines_get_n_lines (self->lines))
    look (self, n_lines);
  else if (self->byte < SORTED_BYTES)
    sort (self);
  else
    put (self, n_lines);

  return self->next < attest_article_lines_get_n_lines (self->lines) || self->byte < SORTED_BYTES ||
         self->found->len < self->places->len;
}

GPtrArray *
attest_article_arranging_finish (AttestArticleArranging *self)
{
  return g_steal_pointer (&self->found);
}

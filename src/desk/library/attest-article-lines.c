/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "library/attest-article-lines.h"

#include <string.h>

/* @title_ranks: (element-type guint): one for each of @lines */
struct _AttestArticleLines
{
  GPtrArray *lines;
  GArray *title_ranks;
};

G_DEFINE_BOXED_TYPE (AttestArticleLines, attest_article_lines, attest_article_lines_ref, attest_article_lines_unref)

static int
compare_ids (gconstpointer one, gconstpointer other)
{
  return strcmp (attest_article_line_get_id (one), attest_article_line_get_id (other));
}

typedef struct
{
  const char *key;
  guint line;
} TitleKey;

static int
compare_titles (gconstpointer one, gconstpointer other)
{
  return strcmp (((const TitleKey *) one)->key, ((const TitleKey *) other)->key);
}

static void
rank_titles (AttestArticleLines *self)
{
  g_autoptr (GStringChunk) chunk = g_string_chunk_new (ATTEST_ARTICLE_LINES_CHUNK);
  g_autofree TitleKey *keys = g_new (TitleKey, self->lines->len);
  guint rank = 0;

  for (guint i = 0; i < self->lines->len; i++)
    {
      g_autofree char *key =
          g_utf8_collate_key_for_filename (attest_article_line_get_title (g_ptr_array_index (self->lines, i)), -1);

      keys[i].key = g_string_chunk_insert (chunk, key);
      keys[i].line = i;
    }
  g_array_set_size (self->title_ranks, self->lines->len);
  if (self->lines->len > 0)
    qsort (keys, self->lines->len, sizeof *keys, compare_titles);
  for (guint i = 0; i < self->lines->len; i++)
    {
      if (i > 0 && compare_titles (&keys[i - 1], &keys[i]) != 0)
        rank++;
      g_array_index (self->title_ranks, guint, keys[i].line) = rank;
    }
}

AttestArticleLines *
attest_article_lines_new (GPtrArray *lines)
{
  AttestArticleLines *self = g_atomic_rc_box_new0 (AttestArticleLines);

  self->lines = lines;
  self->title_ranks = g_array_new (FALSE, FALSE, sizeof (guint));
  g_ptr_array_sort_values (self->lines, compare_ids);
  rank_titles (self);
  return self;
}

AttestArticleLines *
attest_article_lines_ref (AttestArticleLines *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear_lines (gpointer data)
{
  AttestArticleLines *self = data;

  g_ptr_array_unref (self->lines);
  g_array_unref (self->title_ranks);
}

void
attest_article_lines_unref (AttestArticleLines *self)
{
  g_atomic_rc_box_release_full (self, clear_lines);
}

guint
attest_article_lines_get_n_lines (AttestArticleLines *self)
{
  return self->lines->len;
}

AttestArticleLine *
attest_article_lines_get (AttestArticleLines *self, guint index)
{
  return g_ptr_array_index (self->lines, index);
}

guint
attest_article_lines_get_title_rank (AttestArticleLines *self, guint index)
{
  return g_array_index (self->title_ranks, guint, index);
}

/* Returns: whether the article is there; @index: where it is, or would be */
static gboolean
find_index (AttestArticleLines *self, const char *id, guint *index)
{
  guint from = 0;
  guint to = self->lines->len;

  while (from < to)
    {
      guint middle = from + (to - from) / 2;
      int order = strcmp (attest_article_line_get_id (g_ptr_array_index (self->lines, middle)), id);

      if (order == 0)
        {
          *index = middle;
          return TRUE;
        }
      if (order < 0)
        from = middle + 1;
      else
        to = middle;
    }
  *index = from;
  return FALSE;
}

AttestArticleLine *
attest_article_lines_find (AttestArticleLines *self, const char *id)
{
  guint index;

  return find_index (self, id, &index) ? g_ptr_array_index (self->lines, index) : NULL;
}

/* ---- Changes of a few ---- */

/* Returns: (transfer full) (element-type guint): where one line of each title is, in the order of titles */
static GArray *
list_titles (AttestArticleLines *self)
{
  g_autoptr (GArray) by_rank = g_array_new (FALSE, TRUE, sizeof (guint));
  GArray *titles = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < self->lines->len; i++)
    {
      guint rank = attest_article_lines_get_title_rank (self, i);

      if (rank >= by_rank->len)
        g_array_set_size (by_rank, rank + 1);
      g_array_index (by_rank, guint, rank) = i + 1;
    }
  /* A title that was changed may have left its rank to nobody. */
  for (guint i = 0; i < by_rank->len; i++)
    if (g_array_index (by_rank, guint, i) != 0)
      {
        guint line = g_array_index (by_rank, guint, i) - 1;

        g_array_append_val (titles, line);
      }
  return titles;
}

static int
compare_with_title (AttestArticleLines *self, const char *key, guint line)
{
  g_autofree char *other =
      g_utf8_collate_key_for_filename (attest_article_line_get_title (g_ptr_array_index (self->lines, line)), -1);

  return strcmp (key, other);
}

/* A title that none had before gets a rank of its own, for which those behind it move on. */
static guint
make_title_rank (AttestArticleLines *self, const char *title)
{
  g_autoptr (GArray) titles = list_titles (self);
  g_autofree char *key = g_utf8_collate_key_for_filename (title, -1);
  guint from = 0;
  guint to = titles->len;
  guint rank;

  while (from < to)
    {
      guint middle = from + (to - from) / 2;
      guint line = g_array_index (titles, guint, middle);
      int order = compare_with_title (self, key, line);

      if (order == 0)
        return attest_article_lines_get_title_rank (self, line);
      if (order > 0)
        from = middle + 1;
      else
        to = middle;
    }
  rank = from > 0 ? attest_article_lines_get_title_rank (self, g_array_index (titles, guint, from - 1)) + 1 : 0;
  for (guint i = 0; i < self->title_ranks->len; i++)
    if (g_array_index (self->title_ranks, guint, i) >= rank)
      g_array_index (self->title_ranks, guint, i)++;
  return rank;
}

static void
take_line (AttestArticleLines *self, AttestArticleLine *line)
{
  const char *title = attest_article_line_get_title (line);
  guint index;
  guint rank;

  if (!find_index (self, attest_article_line_get_id (line), &index))
    {
      rank = make_title_rank (self, title);
      g_ptr_array_insert (self->lines, (int) index, attest_article_line_ref (line));
      g_array_insert_val (self->title_ranks, index, rank);
      return;
    }
  if (!g_str_equal (title, attest_article_line_get_title (g_ptr_array_index (self->lines, index))))
    {
      rank = make_title_rank (self, title);
      g_array_index (self->title_ranks, guint, index) = rank;
    }
  attest_article_line_unref (g_ptr_array_index (self->lines, index));
  self->lines->pdata[index] = attest_article_line_ref (line);
}

void
attest_article_lines_take_over (AttestArticleLines *self, AttestArticleLines *others)
{
  for (guint i = 0; i < others->lines->len; i++)
    take_line (self, g_ptr_array_index (others->lines, i));
}

/* ---- Piece by piece ---- */

/* How long a piece takes, in microseconds, and how many lines are looked at before the clock is. */
#define PIECE_TIME 4000
#define PIECE_LINES 500

gboolean
attest_article_lines_do_piece (AttestArticleLinesStep step, gpointer work)
{
  gint64 end = g_get_monotonic_time () + PIECE_TIME;

  while (step (work, PIECE_LINES))
    if (g_get_monotonic_time () >= end)
      return TRUE;
  return FALSE;
}

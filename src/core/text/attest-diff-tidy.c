/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "text/attest-diff-private.h"

#include <string.h>

/* How good a place is for a change to begin or end at: people read paragraphs, lines, sentences, words. */
enum
{
  EDGE_NONE,
  EDGE_WORD,
  EDGE_SENTENCE,
  EDGE_LINE,
  EDGE_PARAGRAPH,
  EDGE_TEXT,
};

static gboolean
is_space (AttestDiff *self, const AttestWordList *words, guint place)
{
  return self->vocabulary.kinds[words->ids[place]] == ATTEST_WORD_SPACE;
}

static guint
count_line_ends (AttestDiff *self, const AttestWordList *words, guint place)
{
  guint32 id = words->ids[place];
  guint count = 0;

  for (gsize i = 0; i < self->vocabulary.lengths[id]; i++)
    count += self->vocabulary.texts[id][i] == '\n';
  return count;
}

static gboolean
ends_sentence (AttestDiff *self, const AttestWordList *words, guint place)
{
  guint32 id = words->ids[place];

  return self->vocabulary.lengths[id] == 1 && strchr (".!?", self->vocabulary.texts[id][0]) != NULL;
}

/* What lies between the tokens before @place and at it, seen from the token that comes first. */
static guint
rate_edge (AttestDiff *self, const AttestWordList *words, guint place)
{
  guint lines;

  if (place == 0 || place == words->n_words)
    return 2 * EDGE_TEXT;
  /* An edge after the space is a little better than one before it: a change then begins with a word. */
  if (is_space (self, words, place - 1))
    {
      lines = count_line_ends (self, words, place - 1);
      if (lines > 0)
        return 2 * (lines > 1 ? EDGE_PARAGRAPH : EDGE_LINE) + 1;
      if (place >= 2 && ends_sentence (self, words, place - 2))
        return 2 * EDGE_SENTENCE + 1;
      return 2 * EDGE_WORD + 1;
    }
  if (is_space (self, words, place))
    {
      lines = count_line_ends (self, words, place);
      if (lines > 0)
        return 2 * (lines > 1 ? EDGE_PARAGRAPH : EDGE_LINE);
      return 2 * (ends_sentence (self, words, place - 1) ? EDGE_SENTENCE : EDGE_WORD);
    }
  return EDGE_NONE;
}

/* Moves a run of unmatched tokens, whose other side has nothing, to where both its ends read best. @low and @high are how far
 * it may go. The run and the tokens that it passes are equal, so the texts stay what they were. */
static guint
find_best_start (AttestDiff *self, const AttestWordList *words, guint start, guint end, guint low, guint high)
{
  guint length = end - start, best = start, best_rate = 0;
  guint first = start;

  while (first > low && words->ids[first - 1] == words->ids[first - 1 + length])
    first--;
  for (guint at = first;; at++)
    {
      guint rate = rate_edge (self, words, at) + rate_edge (self, words, at + length);

      if (rate >= best_rate)
        {
          best = at;
          best_rate = rate;
        }
      if (at + length >= high || words->ids[at] != words->ids[at + length])
        break;
    }
  return best;
}

/* Moves the unmatched run [start, end) of one side so that it begins at @to. @match maps that side to the other. */
static void
move_run (guint32 *match, guint start, guint end, guint to)
{
  guint length = end - start;

  for (; to < start; start--)
    {
      match[start - 1 + length] = match[start - 1];
      match[start - 1] = ATTEST_NO_WORD;
    }
  for (; to > start; start++)
    {
      match[start] = match[start + length];
      match[start + length] = ATTEST_NO_WORD;
    }
}

static void
slide (AttestDiff *self, const AttestWordList *words, guint32 *match, guint n_other)
{
  guint n_words = words->n_words, low = 0;

  for (guint start = 0; start < n_words;)
    {
      guint end, high, before, after, to;

      if (match[start] != ATTEST_NO_WORD)
        {
          /* A break of the other side ends the stretch that may be passed. */
          if (start > 0 && match[start - 1] != ATTEST_NO_WORD && match[start - 1] + 1 != match[start])
            low = start;
          start++;
          continue;
        }
      end = start;
      while (end < n_words && match[end] == ATTEST_NO_WORD)
        end++;
      before = start > 0 ? match[start - 1] + 1 : 0;
      after = end < n_words ? match[end] : n_other;
      if (before == after)
        {
          for (high = end;
               high < n_words && match[high] != ATTEST_NO_WORD && (high == end || match[high - 1] + 1 == match[high]);)
            high++;
          to = find_best_start (self, words, start, end, low, high);
          move_run (match, start, end, to);
          low = to + (end - start);
          start = MAX (low, end);
        }
      else
        {
          low = end;
          start = end;
        }
    }
}

static void
invert (const guint32 *match, guint n_words, guint32 *inverse, guint n_inverse)
{
  memset (inverse, 0xff, sizeof (guint32) * n_inverse);
  for (guint i = 0; i < n_words; i++)
    if (match[i] != ATTEST_NO_WORD)
      inverse[match[i]] = i;
}

/* What stands between two kept blocks. */
typedef struct
{
  guint old_start;
  guint old_end;
  guint new_start;
  guint new_end;
} Hole;

#define MOST_COUNTED 64 /* tokens; holes grow as what stands between them is dropped, and nobody asks for more */

static guint
count_words (AttestDiff *self, const AttestWordList *words, guint start, guint end)
{
  guint count = 0;

  for (guint i = end - start > MOST_COUNTED ? end - MOST_COUNTED : start; i < end; i++)
    count += self->vocabulary.kinds[words->ids[i]] >= ATTEST_WORD_STOP;
  return count;
}

/* Returns: the end of the kept block at @start. */
static guint
find_block_end (AttestDiff *self, guint start)
{
  guint end = start + 1;

  while (end < self->old_words.n_words && self->old_match[end] != ATTEST_NO_WORD &&
         self->old_match[end] == self->old_match[end - 1] + 1)
    end++;
  return end;
}

static Hole
find_hole (AttestDiff *self, guint old_start, guint new_start)
{
  Hole hole = { old_start, old_start, new_start, new_start };

  while (hole.old_end < self->old_words.n_words && self->old_match[hole.old_end] == ATTEST_NO_WORD)
    hole.old_end++;
  hole.new_end = hole.old_end < self->old_words.n_words ? self->old_match[hole.old_end] : self->new_words.n_words;
  return hole;
}

/* Whether a kept block that says nothing, such as "of the", only stands between two larger replacements by chance. */
static gboolean
is_chance (AttestDiff *self, guint start, guint end, const Hole *left, const Hole *right)
{
  guint stops = 0, gone_left, gone_right, come_left, come_right, around;

  for (guint i = start; i < end; i++)
    {
      AttestWordKind kind = self->vocabulary.kinds[self->old_words.ids[i]];

      if (kind >= ATTEST_WORD_CONTENT || (kind == ATTEST_WORD_SPACE && count_line_ends (self, &self->old_words, i) > 0))
        return FALSE;
      stops += kind == ATTEST_WORD_STOP;
    }
  gone_left = count_words (self, &self->old_words, left->old_start, left->old_end);
  gone_right = count_words (self, &self->old_words, right->old_start, right->old_end);
  come_left = count_words (self, &self->new_words, left->new_start, left->new_end);
  come_right = count_words (self, &self->new_words, right->new_start, right->new_end);
  if (gone_left == 0 || gone_right == 0 || come_left + come_right == 0)
    return FALSE;
  around = MAX (gone_left, come_left) + MAX (gone_right, come_right);
  if (end == start + 1 && is_space (self, &self->old_words, start))
    return come_left > 0 && come_right > 0;
  return around >= 4 && stops * 3 <= around;
}

static void
drop_chance (AttestDiff *self)
{
  guint n_old = self->old_words.n_words;
  Hole left = find_hole (self, 0, 0);

  while (left.old_end < n_old)
    {
      guint start = left.old_end, end = find_block_end (self, start);
      Hole right = find_hole (self, end, self->old_match[end - 1] + 1);

      if (is_chance (self, start, end, &left, &right))
        {
          for (guint i = start; i < end; i++)
            self->old_match[i] = ATTEST_NO_WORD;
          left.old_end = right.old_end;
          left.new_end = right.new_end;
        }
      else
        left = right;
    }
}

/* Keeps the white space and signs that a replacement begins or ends with on both sides. */
static void
keep_edges (AttestDiff *self)
{
  const guint32 *old_ids = self->old_words.ids, *new_ids = self->new_words.ids;
  const guint8 *kinds = self->vocabulary.kinds;
  guint n_old = self->old_words.n_words;

  for (guint old_place = 0, new_place = 0; old_place < n_old;)
    {
      Hole hole = find_hole (self, old_place, new_place);
      guint end = hole.old_end < n_old ? find_block_end (self, hole.old_end) : n_old;

      new_place = hole.old_end < n_old ? self->old_match[end - 1] + 1 : self->new_words.n_words;
      old_place = end;
      while (hole.old_start < hole.old_end && hole.new_start < hole.new_end &&
             old_ids[hole.old_start] == new_ids[hole.new_start] && kinds[old_ids[hole.old_start]] < ATTEST_WORD_STOP)
        self->old_match[hole.old_start++] = hole.new_start++;
      while (hole.old_start < hole.old_end && hole.new_start < hole.new_end &&
             old_ids[hole.old_end - 1] == new_ids[hole.new_end - 1] &&
             kinds[old_ids[hole.old_end - 1]] < ATTEST_WORD_STOP)
        self->old_match[--hole.old_end] = --hole.new_end;
    }
}

void
attest_diff_tidy (AttestDiff *self)
{
  guint n_old = self->old_words.n_words, n_new = self->new_words.n_words;

  drop_chance (self);
  keep_edges (self);
  slide (self, &self->old_words, self->old_match, n_new);
  invert (self->old_match, n_old, self->new_match, n_new);
  slide (self, &self->new_words, self->new_match, n_old);
  invert (self->new_match, n_new, self->old_match, n_old);
}

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

void
attest_diff_tidy (AttestDiff *self)
{
  guint n_old = self->old_words.n_words, n_new = self->new_words.n_words;

  slide (self, &self->old_words, self->old_match, n_new);
  invert (self->old_match, n_old, self->new_match, n_new);
  slide (self, &self->new_words, self->new_match, n_old);
  invert (self->new_match, n_new, self->old_match, n_old);
}

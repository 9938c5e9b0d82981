/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "text/attest-diff-private.h"

/* Whether the diff keeps no word of the tokens. White space and signs at their place say nothing about where the words went. */
static gboolean
is_gone (AttestDiff *self, const AttestWordList *words, const guint32 *match, guint start, guint end)
{
  for (guint i = start; i < end; i++)
    if (match[i] != ATTEST_NO_WORD && self->vocabulary.kinds[words->ids[i]] >= ATTEST_WORD_STOP)
      return FALSE;
  return TRUE;
}

static gboolean
is_moved (AttestDiff *self, const AttestSegment *old_segment)
{
  const AttestSegment *new_segment = NULL;

  if (old_segment->twin == ATTEST_NO_WORD)
    return FALSE;
  new_segment = &g_array_index (self->new_segments, AttestSegment, old_segment->twin);
  return is_gone (self, &self->old_words, self->old_match, old_segment->start, old_segment->end) &&
         is_gone (self, &self->new_words, self->new_match, new_segment->start, new_segment->end);
}

/* The bytes of tokens without the white space at their ends. */
static void
trim (AttestDiff *self, const AttestWordList *words, guint start, guint end, gsize *first, gsize *last)
{
  while (start < end && self->vocabulary.kinds[words->ids[start]] == ATTEST_WORD_SPACE)
    start++;
  while (start < end && self->vocabulary.kinds[words->ids[end - 1]] == ATTEST_WORD_SPACE)
    end--;
  *first = words->starts[start];
  *last = words->starts[end];
}

GArray *
attest_diff_list_moves (AttestDiff *self)
{
  GArray *moves = g_array_new (FALSE, FALSE, sizeof (AttestDiffMove));

  g_return_val_if_fail (self != NULL, moves);

  for (guint i = 0; i < self->old_segments->len;)
    {
      const AttestSegment *first = &g_array_index (self->old_segments, AttestSegment, i);
      const AttestSegment *last = first;
      AttestDiffMove move;

      i++;
      if (!is_moved (self, first))
        continue;
      /* Neighbours that are neighbours again went together. */
      for (; i < self->old_segments->len; i++)
        {
          const AttestSegment *next = &g_array_index (self->old_segments, AttestSegment, i);

          if (next->twin != last->twin + 1 || !is_moved (self, next))
            break;
          last = next;
        }
      trim (self, &self->old_words, first->start, last->end, &move.old_start, &move.old_end);
      trim (self,
            &self->new_words,
            g_array_index (self->new_segments, AttestSegment, first->twin).start,
            g_array_index (self->new_segments, AttestSegment, last->twin).end,
            &move.new_start,
            &move.new_end);
      g_array_append_val (moves, move);
    }
  return moves;
}

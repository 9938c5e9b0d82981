/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "text/attest-diff-private.h"

#include <string.h>

/* Which sentence of a gap became which: the pairs, in order, that share the most weight of words (weights as in
 * attest_word_kind_get_weight()). One sentence may have become two, or two one. */

typedef enum
{
  STEP_END,
  STEP_SKIP_OLD,
  STEP_SKIP_NEW,
  STEP_ONE_TO_ONE,
  STEP_ONE_TO_TWO,
  STEP_TWO_TO_ONE,
} Step;

typedef struct
{
  AttestDiff *diff;
  AttestMatcher *matcher;
  guint n_old; /* those of the gap that were not moved */
  guint n_new;
  guint *old_places; /* segments of the gap */
  guint new_start;
  guint *shared; /* weight shared by each pair; a row for each old one */
  guint *best;   /* most weight from a pair on */
  guint8 *steps;
} Pairing;

static AttestSegment *
get_old (Pairing *self, guint i)
{
  return &g_array_index (self->diff->old_segments, AttestSegment, self->old_places[i]);
}

static AttestSegment *
get_new (Pairing *self, guint j)
{
  return &g_array_index (self->diff->new_segments, AttestSegment, self->new_start + j);
}

static guint
get_shared (Pairing *self, guint i, guint j)
{
  return self->shared[(gsize) i * self->n_new + j];
}

static guint
get_word_weight (AttestDiff *self, guint32 id)
{
  return attest_word_kind_get_weight (self->vocabulary.kinds[id]);
}

/* Counts the words of one old segment and takes them from each new one. @counts is by id and zero before and after. */
static void
measure_row (Pairing *self, guint i, guint *counts)
{
  const guint32 *old_ids = self->diff->old_words.ids, *new_ids = self->diff->new_words.ids;
  const AttestSegment *old_segment = get_old (self, i);

  for (guint at = old_segment->start; at < old_segment->end; at++)
    counts[old_ids[at]]++;
  for (guint j = 0; j < self->n_new; j++)
    {
      const AttestSegment *new_segment = get_new (self, j);
      guint shared = 0;

      for (guint at = new_segment->start; at < new_segment->end; at++)
        if ((gint) counts[new_ids[at]]-- > 0)
          shared += get_word_weight (self->diff, new_ids[at]);
      for (guint at = new_segment->start; at < new_segment->end; at++)
        counts[new_ids[at]]++;
      self->shared[(gsize) i * self->n_new + j] = shared;
    }
  for (guint at = old_segment->start; at < old_segment->end; at++)
    counts[old_ids[at]] = 0;
}

guint
attest_get_likeness (guint shared, guint one, guint other)
{
  return one + other > 0 ? (guint) ((guint64) 200 * shared / ((guint64) one + other)) : 0;
}

/* Whether what two sentences share is more than chance. A sentence alone between two kept ones has been edited sooner than
 * replaced, so less will do. */
static gboolean
is_credible (guint shared, guint one, guint other, gboolean is_alone)
{
  guint likeness = attest_get_likeness (shared, one, other);

  if (shared >= 40 && (likeness >= 50 || (guint64) shared * 10 >= (guint64) MIN (one, other) * 8))
    return TRUE;
  if (shared >= 20 && likeness >= 50)
    return TRUE;
  return is_alone && shared >= 20 && likeness >= 33;
}

static gboolean
is_alone (Pairing *self)
{
  return self->n_old == 1 && self->n_new == 1;
}

/* Whether a sentence of the old text stands as often in the new one, so that it was moved and did not become another. */
static gboolean
was_moved (Pairing *self, guint i)
{
  guint id = get_old (self, i)->id;

  return self->diff->segment_counts[2 * id + 1] >= self->diff->segment_counts[2 * id];
}

static gboolean
may_pair (Pairing *self, guint i, guint j)
{
  const AttestSegment *old_segment = get_old (self, i), *new_segment = get_new (self, j);

  if (old_segment->id == new_segment->id)
    return TRUE;
  return !was_moved (self, i) &&
         is_credible (get_shared (self, i, j), old_segment->weight, new_segment->weight, is_alone (self));
}

/* Whether most of two parts comes from the whole, and not the same words twice, so that the whole may have been parted. */
static gboolean
are_parts (guint whole, guint one_shared, guint one, guint other_shared, guint other)
{
  guint64 shared = (guint64) one_shared + other_shared;

  return one_shared >= 40 && other_shared >= 40 && (guint64) one_shared * 2 >= one &&
         (guint64) other_shared * 2 >= other && shared * 2 >= whole && shared * 8 <= (guint64) whole * 9;
}

static void
count (Pairing *self, const AttestWordList *words, const AttestSegment *segment, gint by)
{
  for (guint i = segment->start; i < segment->end; i++)
    self->matcher->counts[words->ids[i]] += by;
}

/* Whether two parts have taken other words of the whole, not the same ones. */
static gboolean
are_apart (Pairing *self,
           const AttestWordList *words,
           const AttestSegment *whole,
           const AttestWordList *part_words,
           const AttestSegment *part,
           guint sum)
{
  guint shared = 0;

  count (self, words, whole, 1);
  for (guint i = part[0].start; i < part[1].end; i++)
    if ((gint) self->matcher->counts[part_words->ids[i]]-- > 0)
      shared += get_word_weight (self->diff, part_words->ids[i]);
  count (self, part_words, &part[0], 1);
  count (self, part_words, &part[1], 1);
  count (self, words, whole, -1);
  return (guint64) shared * 10 >= (guint64) sum * 9;
}

static void
offer (Pairing *self, gsize cell, guint weight, Step step)
{
  if (weight > self->best[cell])
    {
      self->best[cell] = weight;
      self->steps[cell] = step;
    }
}

static void
choose_step (Pairing *self, guint i, guint j)
{
  gsize width = (gsize) self->n_new + 1, cell = i * width + j;
  guint shared, more;

  self->best[cell] = 0;
  self->steps[cell] = STEP_END;
  if (i < self->n_old)
    {
      self->best[cell] = self->best[cell + width];
      self->steps[cell] = STEP_SKIP_OLD;
    }
  if (j < self->n_new && (i == self->n_old || self->best[cell + 1] > self->best[cell]))
    {
      self->best[cell] = self->best[cell + 1];
      self->steps[cell] = STEP_SKIP_NEW;
    }
  if (i == self->n_old || j == self->n_new)
    return;

  shared = get_shared (self, i, j);
  if (may_pair (self, i, j))
    offer (self, cell, shared + 1 + self->best[cell + width + 1], STEP_ONE_TO_ONE);
  if (j + 1 < self->n_new)
    {
      more = get_shared (self, i, j + 1);
      if (are_parts (
              get_old (self, i)->weight, shared, get_new (self, j)->weight, more, get_new (self, j + 1)->weight) &&
          are_apart (self,
                     &self->diff->old_words,
                     get_old (self, i),
                     &self->diff->new_words,
                     get_new (self, j),
                     shared + more))
        offer (self, cell, shared + more + self->best[cell + width + 2], STEP_ONE_TO_TWO);
    }
  if (i + 1 < self->n_old && self->old_places[i + 1] == self->old_places[i] + 1)
    {
      more = get_shared (self, i + 1, j);
      if (are_parts (
              get_new (self, j)->weight, shared, get_old (self, i)->weight, more, get_old (self, i + 1)->weight) &&
          are_apart (self,
                     &self->diff->new_words,
                     get_new (self, j),
                     &self->diff->old_words,
                     get_old (self, i),
                     shared + more))
        offer (self, cell, shared + more + self->best[cell + 2 * width + 1], STEP_TWO_TO_ONE);
    }
}

static void
add_pair (Pairing *self, guint i, guint n_old, guint j, guint n_new)
{
  AttestPair pair = { .old_start = self->old_places[i],
                      .old_end = self->old_places[i + n_old - 1] + 1,
                      .new_start = self->new_start + j,
                      .new_end = self->new_start + j + n_new,
                      .likeness = 100 };

  /* Parts of one sentence have no rival. */
  if (n_old == 1 && n_new == 1)
    pair.likeness = attest_get_likeness (get_shared (self, i, j), get_old (self, i)->weight, get_new (self, j)->weight);
  for (guint k = 0; k < n_old; k++)
    get_old (self, i + k)->is_paired = TRUE;
  for (guint k = 0; k < n_new; k++)
    get_new (self, j + k)->is_paired = TRUE;
  g_array_append_val (self->matcher->pairs, pair);
}

/* Whether the gap has a sentence more often in one text than in the other, so that which copy is which cannot be told. */
static gboolean
has_copies (Pairing *self, guint id)
{
  guint n_old = 0, n_new = 0;

  for (guint i = 0; i < self->n_old; i++)
    n_old += get_old (self, i)->id == id;
  for (guint j = 0; j < self->n_new; j++)
    n_new += get_new (self, j)->id == id;
  return n_old != n_new;
}

/* Whether the new sentence of a pair stands in the old text too. Then it was moved or copied here and took the place of one that is like
 * it; or that one was made equal to it. Nothing tells these apart. */
static gboolean
is_contested (Pairing *self, guint i, guint j)
{
  guint id = get_new (self, j)->id;

  return id == get_old (self, i)->id ? has_copies (self, id) : self->diff->segment_counts[2 * id] > 0;
}

static void
follow_steps (Pairing *self)
{
  gsize width = (gsize) self->n_new + 1;

  for (guint i = 0, j = 0; i < self->n_old || j < self->n_new;)
    {
      Step step = self->steps[i * width + j];
      guint n_old = step == STEP_SKIP_NEW ? 0 : step == STEP_TWO_TO_ONE ? 2 : 1;
      guint n_new = step == STEP_SKIP_OLD ? 0 : step == STEP_ONE_TO_TWO ? 2 : 1;

      if (step == STEP_ONE_TO_ONE && is_contested (self, i, j))
        get_new (self, j)->is_contested = TRUE;
      else if (n_old > 0 && n_new > 0)
        add_pair (self, i, n_old, j, n_new);
      i += n_old;
      j += n_new;
    }
}

void
attest_diff_pair_segments (AttestDiff *self,
                           AttestMatcher *matcher,
                           guint old_start,
                           guint old_end,
                           guint new_start,
                           guint new_end)
{
  guint n_old = old_end - old_start, n_new = new_end - new_start;
  gsize n_pairs = (gsize) n_old * n_new, n_cells = ((gsize) n_old + 1) * (n_new + 1);
  g_autofree guint *places = g_new (guint, n_old);
  g_autofree guint *shared = g_new (guint, n_pairs);
  g_autofree guint *best = g_new (guint, n_cells);
  g_autofree guint8 *steps = g_new (guint8, n_cells);
  Pairing pairing = { .diff = self,
                      .matcher = matcher,
                      .n_new = n_new,
                      .old_places = places,
                      .new_start = new_start,
                      .shared = shared,
                      .best = best,
                      .steps = steps };

  for (guint i = old_start; i < old_end; i++)
    if (g_array_index (self->old_segments, AttestSegment, i).twin == ATTEST_NO_WORD)
      places[pairing.n_old++] = i;
  if (pairing.n_old == 0)
    return;

  for (guint i = 0; i < pairing.n_old; i++)
    measure_row (&pairing, i, matcher->counts);
  for (guint i = pairing.n_old + 1; i-- > 0;)
    for (guint j = n_new + 1; j-- > 0;)
      choose_step (&pairing, i, j);
  follow_steps (&pairing);
}

/* The weight that the words matched from one old segment to one new segment have; the words are those from @at on, and @end is where they end. */
static guint
measure_match (AttestDiff *self, guint at, const AttestSegment *old_segment, guint new_segment, guint *end)
{
  guint weight = 0;

  for (; at < old_segment->end; at++)
    if (self->old_match[at] != ATTEST_NO_WORD)
      {
        if (self->old_match[at] >= g_array_index (self->new_segments, AttestSegment, new_segment).end)
          break;
        weight += get_word_weight (self, self->old_words.ids[at]);
      }
  *end = at;
  return weight;
}

void
attest_diff_match_unpaired (AttestDiff *self,
                            AttestMatcher *matcher,
                            guint old_start,
                            guint old_end,
                            guint new_start,
                            guint new_end)
{
  attest_matcher_compare (matcher,
                          g_array_index (self->old_segments, AttestSegment, old_start).start,
                          g_array_index (self->old_segments, AttestSegment, old_end - 1).end,
                          g_array_index (self->new_segments, AttestSegment, new_start).start,
                          g_array_index (self->new_segments, AttestSegment, new_end - 1).end);
  for (guint i = old_start; i < old_end; i++)
    {
      const AttestSegment *old_segment = &g_array_index (self->old_segments, AttestSegment, i);

      for (guint at = old_segment->start; at < old_segment->end;)
        {
          guint new_segment, end, weight;

          if (self->old_match[at] == ATTEST_NO_WORD)
            {
              at++;
              continue;
            }
          new_segment = attest_segments_find (self->new_segments, self->old_match[at]);
          weight = measure_match (self, at, old_segment, new_segment, &end);
          if (!is_credible (weight,
                            old_segment->weight,
                            g_array_index (self->new_segments, AttestSegment, new_segment).weight,
                            FALSE))
            for (guint drop = at; drop < end; drop++)
              self->old_match[drop] = ATTEST_NO_WORD;
          at = end;
        }
    }
}

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
  gboolean *old_paired;
  gboolean *new_paired;
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

/* How alike two weights with something in common are, in percent. */
static guint
get_likeness (guint shared, guint one, guint other)
{
  return one + other > 0 ? (guint) ((guint64) 200 * shared / ((guint64) one + other)) : 0;
}

/* Whether what two sentences share is more than chance. A sentence alone between two kept ones has been edited sooner than
 * replaced, so less will do. */
static gboolean
is_credible (guint shared, guint one, guint other, gboolean is_alone)
{
  guint likeness = get_likeness (shared, one, other);

  if (shared >= 40 && (likeness >= 40 || (guint64) shared * 10 >= (guint64) MIN (one, other) * 8))
    return TRUE;
  if (shared >= 20 && likeness >= 50)
    return TRUE;
  return is_alone && shared >= 20 && likeness >= 20;
}

static gboolean
may_pair (Pairing *self, guint i, guint j)
{
  const AttestSegment *old_segment = get_old (self, i), *new_segment = get_new (self, j);

  return old_segment->id == new_segment->id ||
         is_credible (
             get_shared (self, i, j), old_segment->weight, new_segment->weight, self->n_old == 1 && self->n_new == 1);
}

/* Whether most of a part comes from the whole, so that the whole may have been parted. */
static gboolean
is_part (guint shared, guint part)
{
  return shared >= 40 && (guint64) shared * 2 >= part;
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
      if (is_part (shared, get_new (self, j)->weight) && is_part (more, get_new (self, j + 1)->weight) &&
          (guint64) (shared + more) * 2 >= get_old (self, i)->weight)
        offer (
            self, cell, MIN (shared + more, get_old (self, i)->weight) + self->best[cell + width + 2], STEP_ONE_TO_TWO);
    }
  if (i + 1 < self->n_old && self->old_places[i + 1] == self->old_places[i] + 1)
    {
      more = get_shared (self, i + 1, j);
      if (is_part (shared, get_old (self, i)->weight) && is_part (more, get_old (self, i + 1)->weight) &&
          (guint64) (shared + more) * 2 >= get_new (self, j)->weight)
        offer (self,
               cell,
               MIN (shared + more, get_new (self, j)->weight) + self->best[cell + 2 * width + 1],
               STEP_TWO_TO_ONE);
    }
}

/* Whether a sentence without a partner is as much like one of the pair as its partner is. Then nobody can say which became which. */
static gboolean
has_rival (Pairing *self, guint i, guint j)
{
  guint likeness = get_likeness (get_shared (self, i, j), get_old (self, i)->weight, get_new (self, j)->weight);

  for (guint other = 0; other < self->n_old; other++)
    if (!self->old_paired[other] &&
        get_likeness (get_shared (self, other, j), get_old (self, other)->weight, get_new (self, j)->weight) * 10 >=
            likeness * 9)
      return TRUE;
  for (guint other = 0; other < self->n_new; other++)
    if (!self->new_paired[other] &&
        get_likeness (get_shared (self, i, other), get_old (self, i)->weight, get_new (self, other)->weight) * 10 >=
            likeness * 9)
      return TRUE;
  return FALSE;
}

static void
match (Pairing *self, guint i, guint n_old, guint j, guint n_new)
{
  attest_matcher_compare (self->matcher,
                          get_old (self, i)->start,
                          get_old (self, i + n_old - 1)->end,
                          get_new (self, j)->start,
                          get_new (self, j + n_new - 1)->end);
}

static void
match_pair (Pairing *self, guint i, guint j)
{
  AttestSegment *new_segment = get_new (self, j);

  /* A sentence that was moved here from elsewhere took the place of one that is like it: or that one was made equal to it,
   * and the other is gone. Nothing tells these apart. */
  if (new_segment->twin != ATTEST_NO_WORD)
    new_segment->is_contested = TRUE;
  else if (!has_rival (self, i, j))
    match (self, i, 1, j, 1);
}

/* Goes along the chosen steps; @act is whether to match or to note what has a partner. */
static void
walk (Pairing *self, gboolean act)
{
  gsize width = (gsize) self->n_new + 1;

  for (guint i = 0, j = 0; i < self->n_old || j < self->n_new;)
    {
      Step step = self->steps[i * width + j];
      guint n_old = step == STEP_SKIP_NEW ? 0 : step == STEP_TWO_TO_ONE ? 2 : 1;
      guint n_new = step == STEP_SKIP_OLD ? 0 : step == STEP_ONE_TO_TWO ? 2 : 1;

      if (n_old > 0 && n_new > 0 && !act)
        {
          self->old_paired[i] = self->old_paired[i + n_old - 1] = TRUE;
          self->new_paired[j] = self->new_paired[j + n_new - 1] = TRUE;
        }
      else if (step == STEP_ONE_TO_ONE && act)
        match_pair (self, i, j);
      else if (n_old > 0 && n_new > 0)
        match (self, i, n_old, j, n_new);
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
  g_autofree gboolean *paired = g_new0 (gboolean, (gsize) n_old + n_new);
  Pairing pairing = { .diff = self,
                      .matcher = matcher,
                      .n_new = n_new,
                      .old_places = places,
                      .new_start = new_start,
                      .shared = shared,
                      .best = best,
                      .steps = steps,
                      .old_paired = paired,
                      .new_paired = paired + n_old };

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
  walk (&pairing, FALSE);
  walk (&pairing, TRUE);
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

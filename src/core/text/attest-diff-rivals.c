/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "text/attest-diff-private.h"

/* A sentence that was edited looks like its former self, but so may another one. Where a sentence without a partner is
 * nearly as much like one of a pair as its partner is, nobody can say which became which, and the words of neither are matched. */

#define SURE_LIKENESS 95             /* percent from which on a pair is not questioned */
#define RIVAL_SHARE 80               /* percent of the pair's likeness that makes a rival */
#define MOST_WORK (24 * 1000 * 1000) /* words looked at; beyond it pairs are taken as they are */

typedef struct
{
  AttestDiff *diff;
  guint *counts;
  guint64 work;
} Judge;

static guint
get_weight (Judge *self, guint32 id)
{
  return attest_word_kind_get_weight (self->diff->vocabulary.kinds[id]);
}

/* Returns: (transfer full): the segments without a partner, but those that came from or went to another place as they are. */
static GArray *
collect_single (Judge *self, GArray *segments, guint side)
{
  GArray *single = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < segments->len; i++)
    {
      const AttestSegment *segment = &g_array_index (segments, AttestSegment, i);

      if (!segment->is_paired && segment->weight > 0 && self->diff->segment_counts[2 * segment->id + 1 - side] == 0)
        g_array_append_val (single, i);
    }
  return single;
}

static void
count (Judge *self, const AttestWordList *words, const AttestSegment *segment, gint by)
{
  for (guint i = segment->start; i < segment->end; i++)
    self->counts[words->ids[i]] += by;
  self->work += segment->end - segment->start;
}

/* Returns: the weight of the words of @segment that are among those counted. */
static guint
measure_shared (Judge *self, const AttestWordList *words, const AttestSegment *segment)
{
  guint shared = 0;

  for (guint i = segment->start; i < segment->end; i++)
    if ((gint) self->counts[words->ids[i]]-- > 0)
      shared += get_weight (self, words->ids[i]);
  count (self, words, segment, 1);
  return shared;
}

static gboolean
has_rival (Judge *self,
           const AttestWordList *words,
           const AttestSegment *segment,
           const AttestWordList *other_words,
           GArray *other_segments,
           GArray *single,
           guint likeness)
{
  gboolean found = FALSE;

  count (self, words, segment, 1);
  for (guint i = 0; i < single->len && !found; i++)
    {
      const AttestSegment *other = &g_array_index (other_segments, AttestSegment, g_array_index (single, guint, i));

      /* No use to count words where the weights alone say no. */
      if (attest_get_likeness (MIN (segment->weight, other->weight), segment->weight, other->weight) * 100 <
          likeness * RIVAL_SHARE)
        continue;
      found = attest_get_likeness (measure_shared (self, other_words, other), segment->weight, other->weight) * 100 >=
              likeness * RIVAL_SHARE;
    }
  count (self, words, segment, -1);
  return found;
}

void
attest_diff_match_pairs (AttestDiff *self, AttestMatcher *matcher)
{
  Judge judge = { self, matcher->counts, 0 };
  g_autoptr (GArray) old_single = collect_single (&judge, self->old_segments, 0);
  g_autoptr (GArray) new_single = collect_single (&judge, self->new_segments, 1);

  for (guint i = 0; i < matcher->pairs->len; i++)
    {
      const AttestPair *pair = &g_array_index (matcher->pairs, AttestPair, i);
      const AttestSegment *old_segment = &g_array_index (self->old_segments, AttestSegment, pair->old_start);
      const AttestSegment *new_segment = &g_array_index (self->new_segments, AttestSegment, pair->new_start);

      if (pair->likeness < SURE_LIKENESS && judge.work < MOST_WORK &&
          (has_rival (&judge,
                      &self->old_words,
                      old_segment,
                      &self->new_words,
                      self->new_segments,
                      new_single,
                      pair->likeness) ||
           has_rival (&judge,
                      &self->new_words,
                      new_segment,
                      &self->old_words,
                      self->old_segments,
                      old_single,
                      pair->likeness)))
        continue;
      attest_matcher_compare (matcher,
                              old_segment->start,
                              g_array_index (self->old_segments, AttestSegment, pair->old_end - 1).end,
                              new_segment->start,
                              g_array_index (self->new_segments, AttestSegment, pair->new_end - 1).end);
    }
}

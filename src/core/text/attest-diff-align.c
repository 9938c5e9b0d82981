/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "text/attest-diff-private.h"

#include <string.h>

/* A search for the most common words aligns whatever is alike: the "the" of a sentence that is gone with the "the" of the
 * one after it. So sentences are paired before words are: those that are equal, then within what is left those that share
 * enough. Words of sentences without a partner stay unmatched, which is what lets a comment on them be told from one that moved. */

#define LEAST_LINK_WEIGHT 20 /* a line with one word that says something may fix an alignment */
#define LEAST_TWIN_WEIGHT 60 /* three such words: a sentence that was moved, not chance */
#define HEADING_WEIGHT 600   /* sections stay while sentences move between them */
#define MOST_PAIRS 10000     /* pairs of sentences within a gap that are compared one by one */
#define MOST_DEPTH 16

typedef struct
{
  AttestDiff *diff;
  AttestMatcher *matcher;
  AttestSegment *old_segments;
  AttestSegment *new_segments;
  guint *old_counts; /* by segment id */
  guint *new_counts;
  guint *new_places;
} Aligner;

typedef struct
{
  guint old_start;
  guint old_end;
  guint new_start;
  guint new_end;
} Gap;

static void
match_segments (Aligner *self, const Gap *gap)
{
  attest_matcher_compare (self->matcher,
                          self->old_segments[gap->old_start].start,
                          self->old_segments[gap->old_end - 1].end,
                          self->new_segments[gap->new_start].start,
                          self->new_segments[gap->new_end - 1].end);
}

static void
match_one (Aligner *self, guint old_segment, guint new_segment)
{
  Gap gap = { old_segment, old_segment + 1, new_segment, new_segment + 1 };

  self->old_segments[old_segment].is_paired = self->new_segments[new_segment].is_paired = TRUE;
  match_segments (self, &gap);
}

static gboolean
is_equal (Aligner *self, guint old_segment, guint new_segment)
{
  return self->old_segments[old_segment].id == self->new_segments[new_segment].id;
}

/* Returns: (transfer full): links of segments that stand once on each side of the gap. */
static GArray *
find_links (Aligner *self, const Gap *gap)
{
  GArray *links = g_array_new (FALSE, FALSE, sizeof (AttestLink));

  for (guint i = gap->old_start; i < gap->old_end; i++)
    self->old_counts[self->old_segments[i].id]++;
  for (guint i = gap->new_start; i < gap->new_end; i++)
    {
      self->new_counts[self->new_segments[i].id]++;
      self->new_places[self->new_segments[i].id] = i;
    }
  for (guint i = gap->old_start; i < gap->old_end; i++)
    {
      const AttestSegment *segment = &self->old_segments[i];

      if (segment->weight >= LEAST_LINK_WEIGHT && self->old_counts[segment->id] == 1 &&
          self->new_counts[segment->id] == 1)
        {
          AttestLink link = { i, self->new_places[segment->id], segment->weight, FALSE };

          if (segment->is_heading)
            link.weight += HEADING_WEIGHT;
          g_array_append_val (links, link);
        }
    }
  for (guint i = gap->old_start; i < gap->old_end; i++)
    self->old_counts[self->old_segments[i].id] = 0;
  for (guint i = gap->new_start; i < gap->new_end; i++)
    self->new_counts[self->new_segments[i].id] = 0;

  attest_links_choose (links);
  return links;
}

/* Segments that are equal but crossed by others were moved. */
static void
mark_twins (Aligner *self, GArray *links)
{
  for (guint i = 0; i < links->len; i++)
    {
      const AttestLink *link = &g_array_index (links, AttestLink, i);
      AttestSegment *segment = &self->old_segments[link->old_place];

      if (!link->chosen && segment->weight >= LEAST_TWIN_WEIGHT)
        {
          segment->twin = link->new_place;
          self->new_segments[link->new_place].twin = link->old_place;
        }
    }
}

static gboolean
has_room (const Gap *gap)
{
  return gap->old_start < gap->old_end && gap->new_start < gap->new_end;
}

#define FAR 64 /* segments that are looked through for a copy */

/* Whether a copy of a segment stands further on, not side by side with it. @step is 1 or -1. */
static gboolean
has_copy (const AttestSegment *segments, guint start, guint end, gint step)
{
  guint at = start, id = segments[start].id;

  while (at != end && segments[at].id == id)
    at += step;
  for (guint i = 0; i < FAR && at != end; i++, at += step)
    if (segments[at].id == id)
      return TRUE;
  return FALSE;
}

/* Whether equal segments at the edge of a gap are one: they follow a kept neighbour, or are the first or last of the texts,
 * and where copies were made or taken out none may be meant instead. */
static gboolean
may_follow (Aligner *self, const Gap *gap, gint step)
{
  guint old_segment = step > 0 ? gap->old_start : gap->old_end - 1;
  guint new_segment = step > 0 ? gap->new_start : gap->new_end - 1;
  guint old_last = step > 0 ? gap->old_end : gap->old_start - 1,
        new_last = step > 0 ? gap->new_end : gap->new_start - 1;
  guint id = self->old_segments[old_segment].id;
  gboolean has_neighbour =
      step > 0 ? gap->old_start > 0 && gap->new_start > 0
               : gap->old_end < self->diff->old_segments->len && gap->new_end < self->diff->new_segments->len;

  if (!is_equal (self, old_segment, new_segment))
    return FALSE;
  if (self->diff->segment_counts[2 * id] == self->diff->segment_counts[2 * id + 1] ||
      self->old_segments[old_segment].weight == 0)
    return TRUE;
  return has_neighbour && !has_copy (self->old_segments, old_segment, old_last, step) &&
         !has_copy (self->new_segments, new_segment, new_last, step);
}

static void
align (Aligner *self, Gap gap, guint depth)
{
  g_autoptr (GArray) links = NULL;
  gboolean has_link = FALSE;

  while (has_room (&gap) && may_follow (self, &gap, 1))
    match_one (self, gap.old_start++, gap.new_start++);
  while (has_room (&gap) && may_follow (self, &gap, -1))
    match_one (self, --gap.old_end, --gap.new_end);
  if (!has_room (&gap))
    return;

  if (depth < MOST_DEPTH)
    {
      links = find_links (self, &gap);
      if (depth == 0)
        mark_twins (self, links);
      for (guint i = 0; i < links->len; i++)
        {
          const AttestLink *link = &g_array_index (links, AttestLink, i);

          if (!link->chosen)
            continue;
          has_link = TRUE;
          align (self, (Gap) { gap.old_start, link->old_place, gap.new_start, link->new_place }, depth + 1);
          match_one (self, link->old_place, link->new_place);
          gap.old_start = link->old_place + 1;
          gap.new_start = link->new_place + 1;
        }
      if (has_link)
        {
          align (self, gap, depth + 1);
          return;
        }
    }

  if ((guint64) (gap.old_end - gap.old_start) * (gap.new_end - gap.new_start) <= MOST_PAIRS)
    attest_diff_pair_segments (self->diff, self->matcher, gap.old_start, gap.old_end, gap.new_start, gap.new_end);
  else
    attest_diff_match_unpaired (self->diff, self->matcher, gap.old_start, gap.old_end, gap.new_start, gap.new_end);
}

void
attest_diff_align (AttestDiff *self, AttestMatcher *matcher, guint n_segment_ids)
{
  g_autofree guint *counts = g_new0 (guint, (gsize) n_segment_ids * 3 + 1);
  Aligner aligner = { .diff = self,
                      .matcher = matcher,
                      .old_segments = (AttestSegment *) (void *) self->old_segments->data,
                      .new_segments = (AttestSegment *) (void *) self->new_segments->data,
                      .old_counts = counts,
                      .new_counts = counts + n_segment_ids,
                      .new_places = counts + 2 * (gsize) n_segment_ids };

  align (&aligner, (Gap) { 0, self->old_segments->len, 0, self->new_segments->len }, 0);
  attest_diff_match_pairs (self, matcher);
}

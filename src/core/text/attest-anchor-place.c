/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "text/attest-anchor-private.h"

#include <string.h>

#define MOST_HITS 1000 /* places of a quote that are compared */

static const char *
find_bytes (const char *text, gsize length, gsize from, const char *bytes, gsize n_bytes)
{
  return from <= length ? memmem (text + from, length - from, bytes, n_bytes) : NULL;
}

/* Finds where the anchor stands in its own text: there, or at the one place that has its quote and most of its context. */
static gboolean
locate (AttestPlacer *self, const AttestAnchor *anchor, AttestRange *range)
{
  gsize length = strlen (anchor->exact), best = 0, second = 0, hits = 0;
  const char *hit;

  if (length == 0)
    return FALSE;
  if (anchor->start < anchor->end && anchor->end <= self->old_length && anchor->end - anchor->start == length &&
      memcmp (self->old_text + anchor->start, anchor->exact, length) == 0)
    {
      *range = (AttestRange) { anchor->start, anchor->end };
      return TRUE;
    }

  for (gsize from = 0;
       hits < MOST_HITS && (hit = find_bytes (self->old_text, self->old_length, from, anchor->exact, length));
       hits++)
    {
      gsize start = hit - self->old_text;
      gsize rate = attest_placer_rate_context (anchor, self->old_text, self->old_length, start, start + length);

      if (hits == 0 || rate > best)
        {
          *range = (AttestRange) { start, start + length };
          second = best;
          best = rate;
        }
      else
        second = MAX (second, rate);
      from = start + 1;
    }
  return hits > 0 && hits < MOST_HITS && attest_placer_is_meant (anchor, hits, best, second) &&
         attest_placer_says_same_around (anchor, self->old_text, self->old_length, range);
}

static gboolean
is_space_at (const char *text, gsize at)
{
  return g_ascii_isspace (text[at]);
}

/* White space at the ends of a place is no part of it, unless the quote itself has it. */
static void
trim_space (AttestPlacer *self, const AttestRange *old, AttestRange *range)
{
  if (!is_space_at (self->old_text, old->start))
    while (range->start < range->end && is_space_at (self->new_text, range->start))
      range->start++;
  if (!is_space_at (self->old_text, old->end - 1))
    while (range->end > range->start && is_space_at (self->new_text, range->end - 1))
      range->end--;
}

/* A quote of signs alone has no words that the diff could keep: it stays where all its tokens stay side by side. */
static gboolean
map_signs (AttestPlacer *self, const AttestRange *old, AttestRange *range)
{
  const AttestWordList *words = &self->diff->old_words;
  guint first = attest_word_list_find (words, old->start), last = attest_word_list_find (words, old->end - 1);
  guint32 place = self->diff->old_match[first];

  for (guint i = first; i <= last; i++)
    if (self->diff->old_match[i] == ATTEST_NO_WORD || self->diff->old_match[i] != place + (i - first))
      return FALSE;
  range->start = self->diff->new_words.starts[place] + (old->start - words->starts[first]);
  range->end = range->start + (old->end - old->start);
  return TRUE;
}

static gboolean
stands_at (AttestPlacer *self, const AttestRange *old, const AttestRange *range)
{
  return old->end - old->start == range->end - range->start &&
         memcmp (self->old_text + old->start, self->new_text + range->start, range->end - range->start) == 0;
}

static int
compare_prospects (gconstpointer one, gconstpointer other)
{
  const AttestProspect *first = one, *second = other;

  if (first->rate != second->rate)
    return first->rate > second->rate ? -1 : 1;
  return first->range.start < second->range.start ? -1 : first->range.start > second->range.start;
}

/* What stands where the quote was: often the new wording. */
static void
add_replacement (AttestPlacer *self, const AttestRange *old, GArray *prospects)
{
  gsize n_changes;
  const AttestDiffChange *changes = attest_diff_get_changes (self->diff, &n_changes);
  gsize low = 0, high = n_changes;
  AttestRange range;

  while (low < high)
    {
      gsize middle = low + (high - low) / 2;

      if (changes[middle].old_end <= old->start)
        low = middle + 1;
      else
        high = middle;
    }
  if (low + 1 >= n_changes || changes[low].operation != ATTEST_DIFF_DELETE ||
      changes[low + 1].operation != ATTEST_DIFF_INSERT)
    return;
  range = (AttestRange) { changes[low + 1].new_start, changes[low + 1].new_end };
  trim_space (self, old, &range);
  /* Whole paragraphs are no wording of a sentence. */
  if (range.start < range.end && range.end - range.start <= 3 * (old->end - old->start) + 80)
    g_array_append_vals (prospects, &(AttestProspect) { range, 300 }, 1);
}

static GArray *
pick_candidates (GArray *prospects)
{
  GArray *candidates = NULL;

  g_array_sort (prospects, compare_prospects);
  for (guint i = 0; i < prospects->len; i++)
    {
      const AttestRange *range = &g_array_index (prospects, AttestProspect, i).range;
      gboolean is_covered = FALSE;

      if (!candidates)
        candidates = g_array_new (FALSE, FALSE, sizeof (AttestRange));
      for (guint k = 0; k < candidates->len && !is_covered; k++)
        is_covered = range->start < g_array_index (candidates, AttestRange, k).end &&
                     g_array_index (candidates, AttestRange, k).start < range->end;
      if (!is_covered)
        g_array_append_val (candidates, *range);
      if (candidates->len == ATTEST_MOST_CANDIDATES)
        break;
    }
  return candidates;
}

static AttestAnchorState
find_place (AttestPlacer *self, const AttestRange *old, AttestRange *range, GArray *prospects)
{
  if (attest_diff_map_range (self->diff, old->start, old->end, &range->start, &range->end))
    {
      if (!stands_at (self, old, range))
        trim_space (self, old, range);
      if (!stands_at (self, old, range))
        return ATTEST_ANCHOR_CHANGED;
      if (!attest_placer_is_doubtful (self, old, range))
        return ATTEST_ANCHOR_EXACT;
      g_array_append_vals (prospects, &(AttestProspect) { *range, 1000 }, 1);
      return ATTEST_ANCHOR_ORPHAN;
    }
  if (map_signs (self, old, range))
    return ATTEST_ANCHOR_EXACT;
  if (attest_placer_find_elsewhere (self, old, range, prospects))
    return ATTEST_ANCHOR_MOVED;
  add_replacement (self, old, prospects);
  return ATTEST_ANCHOR_ORPHAN;
}

static AttestPlacement *
place (AttestPlacer *self, const AttestAnchor *anchor)
{
  AttestPlacement *placement = g_new0 (AttestPlacement, 1);
  g_autoptr (GArray) prospects = g_array_new (FALSE, FALSE, sizeof (AttestProspect));
  AttestRange old = { 0, 0 }, range = { 0, 0 };

  placement->state = ATTEST_ANCHOR_ORPHAN;
  if (locate (self, anchor, &old))
    placement->state = find_place (self, &old, &range, prospects);
  else
    attest_placer_add_copies (self, anchor, prospects);

  if (placement->state == ATTEST_ANCHOR_ORPHAN)
    placement->candidates = pick_candidates (prospects);
  else
    {
      placement->start = range.start;
      placement->end = range.end;
    }
  return placement;
}

GPtrArray *
attest_anchors_place (AttestDiff *diff, GPtrArray *anchors)
{
  GPtrArray *placements;
  AttestPlacer placer;

  g_return_val_if_fail (diff != NULL, NULL);
  g_return_val_if_fail (anchors != NULL, NULL);

  placements = g_ptr_array_new_full (anchors->len, (GDestroyNotify) attest_placement_free);
  attest_placer_init (&placer, diff);
  for (guint i = 0; i < anchors->len; i++)
    g_ptr_array_add (placements, place (&placer, g_ptr_array_index (anchors, i)));
  attest_placer_clear (&placer);

  return placements;
}

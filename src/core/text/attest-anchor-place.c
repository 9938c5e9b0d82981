/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "text/attest-anchor-private.h"

#include <string.h>

/* Bytes that the contexts of an anchor share with those of the place [start, end) of a text. */
static gsize
rate_context (const AttestAnchor *anchor, const char *text, gsize length, gsize start, gsize end)
{
  gsize before = strlen (anchor->prefix), after = strlen (anchor->suffix), rate = 0;

  for (gsize i = 1; i <= MIN (before, start) && anchor->prefix[before - i] == text[start - i]; i++)
    rate++;
  for (gsize i = 0; i < after && end + i < length && anchor->suffix[i] == text[end + i]; i++)
    rate++;
  return rate;
}

static const char *
find_bytes (const char *text, gsize length, gsize from, const char *bytes, gsize n_bytes)
{
  return from <= length ? memmem (text + from, length - from, bytes, n_bytes) : NULL;
}

/* Finds where the anchor stands in its own text: there, or at the one place that has its quote and most of its context. */
static gboolean
locate (AttestPlacer *self, const AttestAnchor *anchor, AttestRange *range)
{
  gsize length = strlen (anchor->exact), best = 0, hits = 0;
  gboolean is_tie = FALSE;
  const char *hit;

  if (length == 0)
    return FALSE;
  if (anchor->start < anchor->end && anchor->end <= self->old_length && anchor->end - anchor->start == length &&
      memcmp (self->old_text + anchor->start, anchor->exact, length) == 0)
    {
      *range = (AttestRange) { anchor->start, anchor->end };
      return TRUE;
    }

  for (gsize from = 0; (hit = find_bytes (self->old_text, self->old_length, from, anchor->exact, length)); hits++)
    {
      gsize start = hit - self->old_text;
      gsize rate = rate_context (anchor, self->old_text, self->old_length, start, start + length);

      if (hits == 0 || rate > best)
        {
          *range = (AttestRange) { start, start + length };
          best = rate;
          is_tie = FALSE;
        }
      else if (rate == best)
        is_tie = TRUE;
      from = start + 1;
    }
  return hits > 0 && !is_tie;
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

static AttestPlacement *
place (AttestPlacer *self, const AttestAnchor *anchor)
{
  AttestPlacement *placement = g_new0 (AttestPlacement, 1);
  AttestRange old = { 0, 0 }, range = { 0, 0 };
  gboolean is_located = locate (self, anchor, &old);

  placement->state = ATTEST_ANCHOR_ORPHAN;
  if (is_located)
    {
      if (attest_diff_map_range (self->diff, old.start, old.end, &range.start, &range.end))
        {
          if (!stands_at (self, &old, &range))
            trim_space (self, &old, &range);
          placement->state = stands_at (self, &old, &range) ? ATTEST_ANCHOR_EXACT : ATTEST_ANCHOR_CHANGED;
        }
      else if (map_signs (self, &old, &range))
        placement->state = ATTEST_ANCHOR_EXACT;
    }
  if (placement->state == ATTEST_ANCHOR_ORPHAN)
    {
      g_autoptr (GArray) candidates = g_array_new (FALSE, FALSE, sizeof (AttestRange));

      if (is_located && attest_placer_find_elsewhere (self, old.start, old.end, &range, candidates))
        placement->state = ATTEST_ANCHOR_MOVED;
      else
        {
          if (!is_located)
            attest_placer_add_copies (self, anchor, candidates);
          if (candidates->len > 0)
            placement->candidates = g_steal_pointer (&candidates);
          return placement;
        }
    }
  placement->start = range.start;
  placement->end = range.end;
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

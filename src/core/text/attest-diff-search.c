/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "text/attest-diff-private.h"

#include <string.h>

/* The search for a shortest edit script that needs memory for one line only: E. Myers, "An O(ND) Difference Algorithm
 * and Its Variations", Algorithmica 1 (1986). Tokens that the other side lacks are left out first. */

/* Steps that a comparison may take before it settles for less, then steps between two settlements. */
#define GENEROUS_WORK (48 * 1000 * 1000)
#define GENEROUS_STEP (6 * 1000 * 1000)
#define SMALL_STEP (24 * 1000)

typedef struct
{
  AttestMatcher *matcher;
  const guint32 *old_ids;
  const guint32 *new_ids;
  const guint32 *old_places;
  const guint32 *new_places;
  int *forward; /* furthest old place on each diagonal; index shifted so that all diagonals fit */
  int *backward;
} Search;

typedef struct
{
  int old_start;
  int old_end;
  int new_start;
  int new_end;
} Box;

typedef struct
{
  int old_place;
  int new_place;
} Point;

/* Picks where to part when the search has become too long: the point that got furthest from either corner. */
static Point
settle (Search *self, const Box *box, int forward_low, int forward_high, int backward_low, int backward_high)
{
  Point best_forward = { box->old_start, box->new_start };
  Point best_backward = { box->old_end, box->new_end };

  for (int k = forward_high; k >= forward_low; k -= 2)
    {
      int x = MIN (self->forward[k], box->old_end);
      int y = x - k;

      if (y > box->new_end)
        {
          y = box->new_end;
          x = y + k;
        }
      if (x + y > best_forward.old_place + best_forward.new_place)
        best_forward = (Point) { x, y };
    }
  for (int k = backward_high; k >= backward_low; k -= 2)
    {
      int x = MAX (self->backward[k], box->old_start);
      int y = x - k;

      if (y < box->new_start)
        {
          y = box->new_start;
          x = y + k;
        }
      if (x + y < best_backward.old_place + best_backward.new_place)
        best_backward = (Point) { x, y };
    }

  if (box->old_end + box->new_end - best_backward.old_place - best_backward.new_place >
      best_forward.old_place + best_forward.new_place - box->old_start - box->new_start)
    return best_backward;
  return best_forward;
}

/* Follows one diagonal forward. Returns: the old place reached. */
static int
follow (Search *self, const Box *box, int x, int y)
{
  int start = x;

  while (x < box->old_end && y < box->new_end && self->old_ids[x] == self->new_ids[y])
    x++, y++;
  self->matcher->work += 1 + x - start;
  return x;
}

static int
follow_back (Search *self, const Box *box, int x, int y)
{
  int start = x;

  while (x > box->old_start && y > box->new_start && self->old_ids[x - 1] == self->new_ids[y - 1])
    x--, y--;
  self->matcher->work += 1 + start - x;
  return x;
}

/* Finds a point that a shortest script of the box goes through, from both corners at once. */
static Point
find_middle (Search *self, const Box *box)
{
  int lowest = box->old_start - box->new_end, highest = box->old_end - box->new_start;
  int forward_middle = box->old_start - box->new_start, backward_middle = box->old_end - box->new_end;
  int forward_low = forward_middle, forward_high = forward_middle;
  int backward_low = backward_middle, backward_high = backward_middle;
  gboolean odd = ((forward_middle - backward_middle) & 1) != 0;
  guint64 limit = self->matcher->work + (self->matcher->work < GENEROUS_WORK ? GENEROUS_STEP : SMALL_STEP);
  int *forward = self->forward, *backward = self->backward;

  forward[forward_middle] = box->old_start;
  backward[backward_middle] = box->old_end;
  for (;;)
    {
      if (forward_low > lowest)
        forward[--forward_low - 1] = -1;
      else
        forward_low++;
      if (forward_high < highest)
        forward[++forward_high + 1] = -1;
      else
        forward_high--;
      for (int k = forward_high; k >= forward_low; k -= 2)
        {
          int x = forward[k - 1] < forward[k + 1] ? forward[k + 1] : forward[k - 1] + 1;

          x = follow (self, box, x, x - k);
          forward[k] = x;
          if (odd && backward_low <= k && k <= backward_high && backward[k] <= x)
            return (Point) { x, x - k };
        }

      if (backward_low > lowest)
        backward[--backward_low - 1] = G_MAXINT;
      else
        backward_low++;
      if (backward_high < highest)
        backward[++backward_high + 1] = G_MAXINT;
      else
        backward_high--;
      for (int k = backward_high; k >= backward_low; k -= 2)
        {
          int x = backward[k - 1] < backward[k + 1] ? backward[k - 1] : backward[k + 1] - 1;

          x = follow_back (self, box, x, x - k);
          backward[k] = x;
          if (!odd && forward_low <= k && k <= forward_high && x <= forward[k])
            return (Point) { x, x - k };
        }

      if (self->matcher->work > limit)
        return settle (self, box, forward_low, forward_high, backward_low, backward_high);
    }
}

static void
pair (Search *self, int old_place, int new_place)
{
  self->matcher->match[self->old_places[old_place]] = self->new_places[new_place];
}

/* Goes into the smaller half and on with the larger one, so that the stack stays low whatever the texts. */
static void
compare (Search *self, Box box)
{
  for (;;)
    {
      Box first, second;
      Point middle;

      while (box.old_start < box.old_end && box.new_start < box.new_end &&
             self->old_ids[box.old_start] == self->new_ids[box.new_start])
        pair (self, box.old_start++, box.new_start++);
      while (box.old_start < box.old_end && box.new_start < box.new_end &&
             self->old_ids[box.old_end - 1] == self->new_ids[box.new_end - 1])
        pair (self, --box.old_end, --box.new_end);
      if (box.old_start == box.old_end || box.new_start == box.new_end)
        return;

      middle = find_middle (self, &box);
      g_assert (middle.old_place + middle.new_place > box.old_start + box.new_start);
      g_assert (middle.old_place + middle.new_place < box.old_end + box.new_end);
      first = (Box) { box.old_start, middle.old_place, box.new_start, middle.new_place };
      second = (Box) { middle.old_place, box.old_end, middle.new_place, box.new_end };
      if (first.old_end - first.old_start + first.new_end - first.new_start <
          second.old_end - second.old_start + second.new_end - second.new_start)
        {
          compare (self, first);
          box = second;
        }
      else
        {
          compare (self, second);
          box = first;
        }
    }
}

static guint32
next_epoch (AttestMatcher *self)
{
  if (++self->epoch == 0)
    {
      memset (self->marks_old, 0, sizeof (guint32) * self->vocabulary->n_ids);
      memset (self->marks_new, 0, sizeof (guint32) * self->vocabulary->n_ids);
      self->epoch = 1;
    }
  return self->epoch;
}

/* Keeps the tokens that the other side has too: no common subsequence uses others. */
static guint
keep_shared (const guint32 *ids,
             guint start,
             guint end,
             const guint32 *marks,
             guint32 epoch,
             guint32 *kept,
             guint32 *places)
{
  guint count = 0;

  for (guint i = start; i < end; i++)
    if (marks[ids[i]] == epoch)
      {
        kept[count] = ids[i];
        places[count++] = i;
      }
  return count;
}

void
attest_matcher_search (AttestMatcher *self, guint old_start, guint old_end, guint new_start, guint new_end)
{
  gsize n_old = old_end - old_start, n_new = new_end - new_start;
  g_autofree guint32 *room = g_new (guint32, 2 * (n_old + n_new) + 1);
  guint32 *old_ids = room, *old_places = room + n_old, *new_ids = room + 2 * n_old, *new_places = new_ids + n_new;
  guint32 epoch = next_epoch (self);
  guint kept_old, kept_new;
  Search search = { self, old_ids, new_ids, old_places, new_places, NULL, NULL };

  for (guint i = old_start; i < old_end; i++)
    self->marks_old[self->old_words->ids[i]] = epoch;
  for (guint i = new_start; i < new_end; i++)
    self->marks_new[self->new_words->ids[i]] = epoch;
  kept_old = keep_shared (self->old_words->ids, old_start, old_end, self->marks_new, epoch, old_ids, old_places);
  kept_new = keep_shared (self->new_words->ids, new_start, new_end, self->marks_old, epoch, new_ids, new_places);
  if (kept_old == 0 || kept_new == 0)
    return;

  g_array_set_size (self->forward, kept_old + kept_new + 3);
  g_array_set_size (self->backward, kept_old + kept_new + 3);
  search.forward = (int *) (void *) self->forward->data + kept_new + 1;
  search.backward = (int *) (void *) self->backward->data + kept_new + 1;
  compare (&search, (Box) { 0, (int) kept_old, 0, (int) kept_new });
}

void
attest_matcher_init (AttestMatcher *self,
                     const AttestVocabulary *vocabulary,
                     const AttestWordList *old_words,
                     const AttestWordList *new_words,
                     guint32 *match)
{
  memset (self, 0, sizeof *self);
  self->vocabulary = vocabulary;
  self->old_words = old_words;
  self->new_words = new_words;
  self->match = match;
  self->marks_old = g_new0 (guint32, (gsize) vocabulary->n_ids + 1);
  self->marks_new = g_new0 (guint32, (gsize) vocabulary->n_ids + 1);
  self->counts = g_new0 (guint, (gsize) vocabulary->n_ids + 1);
  self->forward = g_array_new (FALSE, FALSE, sizeof (int));
  self->backward = g_array_new (FALSE, FALSE, sizeof (int));
  self->pairs = g_array_new (FALSE, FALSE, sizeof (AttestPair));
}

void
attest_matcher_clear (AttestMatcher *self)
{
  g_clear_pointer (&self->marks_old, g_free);
  g_clear_pointer (&self->marks_new, g_free);
  g_clear_pointer (&self->counts, g_free);
  g_clear_pointer (&self->forward, g_array_unref);
  g_clear_pointer (&self->backward, g_array_unref);
  g_clear_pointer (&self->pairs, g_array_unref);
}

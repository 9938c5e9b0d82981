/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "text/attest-diff-private.h"

#include <string.h>

/* Long stretches are first parted at runs of tokens that stand once in both, since a revision is mostly its parent. */

#define LARGE 3000 /* tokens of both sides together, from which runs are looked for */
#define MAX_DEPTH 12

static const guint run_lengths[] = { 16, 8, 3 };

typedef struct
{
  guint64 hash;
  guint old_place;
  guint new_place;
  guint8 old_count;
  guint8 new_count;
} Run;

typedef struct
{
  Run *runs;
  gsize mask;
} RunTable;

static void compare_at_depth (AttestMatcher *self,
                              guint old_start,
                              guint old_end,
                              guint new_start,
                              guint new_end,
                              guint length_index,
                              guint depth);

static Run *
find_run (RunTable *table, guint64 hash)
{
  gsize at = (hash * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15)) >> 20 & table->mask;

  while (table->runs[at].hash != hash && (table->runs[at].old_count || table->runs[at].new_count))
    at = (at + 1) & table->mask;
  table->runs[at].hash = hash;
  return &table->runs[at];
}

typedef struct
{
  const guint32 *ids;
  guint at;
  guint length;
  guint64 hash;
  guint64 drop; /* the factor that the oldest token has in the hash */
} Rolling;

#define ROLLING_FACTOR G_GUINT64_CONSTANT (0xc6a4a7935bd1e995)

static guint64
spread (guint32 id)
{
  return ((guint64) id + 1) * G_GUINT64_CONSTANT (0xff51afd7ed558ccd);
}

static void
start_rolling (Rolling *self, const guint32 *ids, guint at, guint length)
{
  self->ids = ids;
  self->at = at;
  self->length = length;
  self->hash = 0;
  self->drop = 1;
  for (guint i = 0; i < length; i++)
    {
      self->hash = self->hash * ROLLING_FACTOR + spread (ids[at + i]);
      self->drop *= ROLLING_FACTOR;
    }
}

static void
roll (Rolling *self)
{
  self->hash = self->hash * ROLLING_FACTOR + spread (self->ids[self->at + self->length]) -
               self->drop * spread (self->ids[self->at]);
  self->at++;
}

/* Runs begin at words only: half the work, and the spaces are found when a run is made longer. */
static gboolean
may_begin (AttestMatcher *self, guint32 id)
{
  return self->vocabulary->kinds[id] != ATTEST_WORD_SPACE;
}

static void
count_runs (AttestMatcher *self,
            RunTable *table,
            const guint32 *ids,
            guint start,
            guint end,
            guint length,
            gboolean is_old)
{
  Rolling rolling;

  for (start_rolling (&rolling, ids, start, length);; roll (&rolling))
    {
      if (may_begin (self, ids[rolling.at]))
        {
          Run *run = find_run (table, rolling.hash);
          guint8 *count = is_old ? &run->old_count : &run->new_count;

          *count = MIN (*count + 1, 2);
          *(is_old ? &run->old_place : &run->new_place) = rolling.at;
        }
      if (rolling.at + length >= end)
        break;
    }
}

static gboolean
are_equal (AttestMatcher *self, guint old_place, guint new_place, guint length)
{
  return memcmp (self->old_words->ids + old_place, self->new_words->ids + new_place, length * sizeof (guint32)) == 0;
}

/* Returns: (transfer full): links of runs that stand once on each side; neighbours on one diagonal are one link. */
static GArray *
find_links (AttestMatcher *self, guint old_start, guint old_end, guint new_start, guint new_end, guint length)
{
  GArray *links = g_array_new (FALSE, FALSE, sizeof (AttestLink));
  RunTable table = { NULL, 1024 };
  Rolling rolling;

  while (table.mask < 2 * ((gsize) (old_end - old_start) + (new_end - new_start)))
    table.mask *= 2;
  table.runs = g_new0 (Run, table.mask);
  table.mask--;

  count_runs (self, &table, self->old_words->ids, old_start, old_end, length, TRUE);
  count_runs (self, &table, self->new_words->ids, new_start, new_end, length, FALSE);
  for (start_rolling (&rolling, self->old_words->ids, old_start, length);; roll (&rolling))
    {
      Run *run = may_begin (self, self->old_words->ids[rolling.at]) ? find_run (&table, rolling.hash) : NULL;

      if (run && run->old_count == 1 && run->new_count == 1 && are_equal (self, run->old_place, run->new_place, length))
        {
          AttestLink *last = links->len ? &g_array_index (links, AttestLink, links->len - 1) : NULL;

          if (last && run->old_place - last->old_place == run->new_place - last->new_place &&
              run->old_place <= last->old_place + last->weight)
            last->weight = run->old_place + length - last->old_place;
          else
            {
              AttestLink link = { run->old_place, run->new_place, length, FALSE };

              g_array_append_val (links, link);
            }
        }
      if (rolling.at + length >= old_end)
        break;
    }
  g_free (table.runs);
  return links;
}

/* Keeps the chosen runs, made as long as they go, and compares what lies between them. */
static void
compare_between (AttestMatcher *self,
                 GArray *links,
                 guint old_start,
                 guint old_end,
                 guint new_start,
                 guint new_end,
                 guint length_index,
                 guint depth)
{
  const guint32 *old_ids = self->old_words->ids, *new_ids = self->new_words->ids;

  for (guint i = 0; i < links->len; i++)
    {
      const AttestLink *link = &g_array_index (links, AttestLink, i);
      guint old_place = link->old_place, new_place = link->new_place;
      guint old_stop = old_place + link->weight;

      if (!link->chosen)
        continue;
      while (old_place < old_stop && (old_place < old_start || new_place < new_start))
        old_place++, new_place++;
      if (old_place == old_stop)
        continue;
      while (old_place > old_start && new_place > new_start && old_ids[old_place - 1] == new_ids[new_place - 1])
        old_place--, new_place--;
      compare_at_depth (self, old_start, old_place, new_start, new_place, length_index, depth + 1);
      while (old_place < old_end && new_place < new_end && old_ids[old_place] == new_ids[new_place])
        self->match[old_place++] = new_place++;
      old_start = old_place;
      new_start = new_place;
    }
  compare_at_depth (self, old_start, old_end, new_start, new_end, length_index, depth + 1);
}

static void
compare_at_depth (AttestMatcher *self,
                  guint old_start,
                  guint old_end,
                  guint new_start,
                  guint new_end,
                  guint length_index,
                  guint depth)
{
  const guint32 *old_ids = self->old_words->ids, *new_ids = self->new_words->ids;

  while (old_start < old_end && new_start < new_end && old_ids[old_start] == new_ids[new_start])
    self->match[old_start++] = new_start++;
  while (old_start < old_end && new_start < new_end && old_ids[old_end - 1] == new_ids[new_end - 1])
    self->match[--old_end] = --new_end;
  if (old_start == old_end || new_start == new_end)
    return;

  for (; depth < MAX_DEPTH && length_index < G_N_ELEMENTS (run_lengths); length_index++)
    {
      guint length = run_lengths[length_index];
      g_autoptr (GArray) links = NULL;

      if ((gsize) (old_end - old_start) + (new_end - new_start) < LARGE)
        break;
      if (old_end - old_start < length || new_end - new_start < length)
        continue;
      links = find_links (self, old_start, old_end, new_start, new_end, length);
      if (links->len == 0)
        continue;
      attest_links_choose (links);
      compare_between (self, links, old_start, old_end, new_start, new_end, length_index, depth);
      return;
    }
  attest_matcher_search (self, old_start, old_end, new_start, new_end);
}

void
attest_matcher_compare (AttestMatcher *self, guint old_start, guint old_end, guint new_start, guint new_end)
{
  compare_at_depth (self, old_start, old_end, new_start, new_end, 0, 0);
}

static int
compare_keys (const void *one, const void *other)
{
  guint64 a = *(const guint64 *) one, b = *(const guint64 *) other;

  return a < b ? -1 : a > b;
}

/* The heaviest ascending subsequence: a Fenwick tree over the new places holds the best chain that ends at or before each. */
void
attest_links_choose (GArray *links)
{
  guint count = links->len;
  AttestLink *link = (AttestLink *) (void *) links->data;
  g_autofree guint64 *best = NULL;
  g_autofree guint *tree = NULL, *previous = NULL, *ranks = NULL;
  g_autoptr (GArray) sorted = NULL;
  guint last = 0;

  if (count == 0)
    return;
  best = g_new0 (guint64, (gsize) count + 1);
  tree = g_new0 (guint, (gsize) count + 1);
  previous = g_new0 (guint, (gsize) count + 1);
  ranks = g_new0 (guint, (gsize) count + 1);
  sorted = g_array_sized_new (FALSE, FALSE, sizeof (guint64), count);
  for (guint i = 0; i < count; i++)
    {
      guint64 key = (guint64) link[i].new_place << 32 | i;

      g_array_append_val (sorted, key);
    }
  qsort (sorted->data, count, sizeof (guint64), compare_keys);
  for (guint i = 0; i < count; i++)
    ranks[(guint32) g_array_index (sorted, guint64, i)] = i + 1;

  /* Links count from 1 here; 0 is the empty chain. */
  for (guint i = 1; i <= count; i++)
    {
      guint ending = 0;

      for (guint at = ranks[i - 1] - 1; at > 0; at -= at & -at)
        if (best[tree[at]] > best[ending])
          ending = tree[at];
      best[i] = best[ending] + link[i - 1].weight;
      previous[i] = ending;
      if (best[i] > best[last])
        last = i;
      for (guint at = ranks[i - 1]; at <= count; at += at & -at)
        if (best[i] > best[tree[at]])
          tree[at] = i;
    }
  for (guint i = last; i > 0; i = previous[i])
    link[i - 1].chosen = TRUE;
}

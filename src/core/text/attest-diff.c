/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "text/attest-diff-private.h"

#include <string.h>

G_DEFINE_BOXED_TYPE (AttestDiff, attest_diff, attest_diff_ref, attest_diff_unref)

static void
fill_new_match (AttestDiff *self)
{
  memset (self->new_match, 0xff, sizeof (guint32) * self->new_words.n_words);
  for (guint i = 0; i < self->old_words.n_words; i++)
    if (self->old_match[i] != ATTEST_NO_WORD)
      self->new_match[self->old_match[i]] = i;
}

static void
compare (AttestDiff *self)
{
  AttestMatcher matcher;
  guint n_segment_ids = attest_diff_split (self);

  self->old_match = g_new (guint32, (gsize) self->old_words.n_words + 1);
  self->new_match = g_new (guint32, (gsize) self->new_words.n_words + 1);
  memset (self->old_match, 0xff, sizeof (guint32) * self->old_words.n_words);
  attest_matcher_init (&matcher, &self->vocabulary, &self->old_words, &self->new_words, self->old_match);
  attest_diff_align (self, &matcher, n_segment_ids);
  attest_matcher_clear (&matcher);
  attest_diff_tidy (self);
  fill_new_match (self);
}

AttestDiff *
attest_diff_new (GBytes *old_text, GBytes *new_text)
{
  AttestDiff *self;

  g_return_val_if_fail (old_text != NULL, NULL);
  g_return_val_if_fail (new_text != NULL, NULL);

  self = g_new0 (AttestDiff, 1);
  g_atomic_ref_count_init (&self->references);
  self->old_text = g_bytes_ref (old_text);
  self->new_text = g_bytes_ref (new_text);
  self->changes = g_array_new (FALSE, FALSE, sizeof (AttestDiffChange));
  attest_vocabulary_read (&self->vocabulary, old_text, new_text, &self->old_words, &self->new_words);
  compare (self);
  attest_diff_collect_changes (self);

  return self;
}

AttestDiff *
attest_diff_ref (AttestDiff *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
attest_diff_unref (AttestDiff *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_array_unref (self->changes);
  g_array_unref (self->old_segments);
  g_array_unref (self->new_segments);
  g_free (self->segment_counts);
  g_free (self->old_match);
  g_free (self->new_match);
  attest_word_list_clear (&self->old_words);
  attest_word_list_clear (&self->new_words);
  attest_vocabulary_clear (&self->vocabulary);
  g_bytes_unref (self->old_text);
  g_bytes_unref (self->new_text);
  g_free (self);
}

const AttestDiffChange *
attest_diff_get_changes (AttestDiff *self, gsize *n_changes)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (n_changes)
    *n_changes = self->changes->len;
  return (const AttestDiffChange *) (const void *) self->changes->data;
}

GBytes *
attest_diff_get_old_text (AttestDiff *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->old_text;
}

GBytes *
attest_diff_get_new_text (AttestDiff *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->new_text;
}

static void
add_change (AttestDiff *self,
            AttestDiffOperation operation,
            guint old_start,
            guint old_end,
            guint new_start,
            guint new_end)
{
  AttestDiffChange change = { operation,
                              self->old_words.starts[old_start],
                              self->old_words.starts[old_end],
                              self->new_words.starts[new_start],
                              self->new_words.starts[new_end] };

  if (change.old_start < change.old_end || change.new_start < change.new_end)
    g_array_append_val (self->changes, change);
}

void
attest_diff_collect_changes (AttestDiff *self)
{
  guint n_old = self->old_words.n_words, n_new = self->new_words.n_words;
  guint old_place = 0, new_place = 0;

  g_array_set_size (self->changes, 0);
  while (old_place < n_old || new_place < n_new)
    {
      guint old_end = old_place, new_end;

      while (old_end < n_old && self->old_match[old_end] == ATTEST_NO_WORD)
        old_end++;
      new_end = old_end < n_old ? self->old_match[old_end] : n_new;
      add_change (self, ATTEST_DIFF_DELETE, old_place, old_end, new_place, new_place);
      add_change (self, ATTEST_DIFF_INSERT, old_end, old_end, new_place, new_end);
      old_place = old_end;
      new_place = new_end;
      while (old_end < n_old && self->old_match[old_end] == new_end)
        old_end++, new_end++;
      add_change (self, ATTEST_DIFF_EQUAL, old_place, old_end, new_place, new_end);
      old_place = old_end;
      new_place = new_end;
    }
}

/* Returns: the first change that ends after the byte of the old text. */
static guint
find_change (AttestDiff *self, gsize old_offset)
{
  guint low = 0, high = self->changes->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (self->changes, AttestDiffChange, middle).old_end <= old_offset)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static gboolean
holds_word (AttestDiff *self, gsize start, gsize end)
{
  for (guint i = attest_word_list_find (&self->old_words, start);
       i < self->old_words.n_words && self->old_words.starts[i] < end;
       i++)
    if (self->vocabulary.kinds[self->old_words.ids[i]] >= ATTEST_WORD_STOP)
      return TRUE;
  return FALSE;
}

gboolean
attest_diff_map_range (AttestDiff *self, gsize old_start, gsize old_end, gsize *new_start, gsize *new_end)
{
  gboolean has_word = FALSE, has_start = FALSE;
  gsize start = 0, end = 0, first_token, last_token;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (old_start <= old_end && old_end <= g_bytes_get_size (self->old_text), FALSE);

  if (old_start == old_end)
    return FALSE;
  first_token = self->old_words.starts[attest_word_list_find (&self->old_words, old_start)];
  last_token = self->old_words.starts[attest_word_list_find (&self->old_words, old_end - 1) + 1];

  for (guint i = find_change (self, old_start); i < self->changes->len; i++)
    {
      const AttestDiffChange *change = &g_array_index (self->changes, AttestDiffChange, i);
      const AttestDiffChange *next = i + 1 < self->changes->len ? change + 1 : NULL;

      if (change->old_start >= old_end)
        break;
      if (change->operation == ATTEST_DIFF_EQUAL)
        {
          gsize kept_start = MAX (change->old_start, old_start), kept_end = MIN (change->old_end, old_end);

          if (!has_start)
            start = change->new_start + (kept_start - change->old_start);
          has_start = TRUE;
          end = change->new_start + (kept_end - change->old_start);
          has_word = has_word || holds_word (self, kept_start, kept_end);
        }
      else if (change->operation == ATTEST_DIFF_DELETE && next && next->operation == ATTEST_DIFF_INSERT)
        {
          /* Words that came in place of the range's first or last ones belong to it; not where more than they went. */
          if (!has_start && change->old_start >= first_token && change->old_end < old_end)
            {
              start = next->new_start;
              has_start = TRUE;
            }
          else if (has_start && change->old_start > old_start && change->old_end >= old_end &&
                   change->old_end <= last_token)
            end = next->new_end;
        }
    }

  if (!has_word)
    return FALSE;
  if (new_start)
    *new_start = start;
  if (new_end)
    *new_end = end;
  return TRUE;
}

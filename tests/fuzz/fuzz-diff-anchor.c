/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "text/attest-anchor.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

#define N_ANCHORS 8
#define SEPARATOR 0xff /* a byte that no text has */

static void
check_changes (AttestDiff *diff)
{
  gsize count, old_at = 0, new_at = 0, old_length, new_length;
  const AttestDiffChange *changes = attest_diff_get_changes (diff, &count);
  const char *old_text = g_bytes_get_data (attest_diff_get_old_text (diff), &old_length);
  const char *new_text = g_bytes_get_data (attest_diff_get_new_text (diff), &new_length);

  for (gsize i = 0; i < count; i++)
    {
      g_assert_cmpuint (changes[i].old_start, ==, old_at);
      g_assert_cmpuint (changes[i].new_start, ==, new_at);
      old_at = changes[i].old_end;
      new_at = changes[i].new_end;
      g_assert_cmpuint (old_at, <=, old_length);
      g_assert_cmpuint (new_at, <=, new_length);
      if (changes[i].operation == ATTEST_DIFF_EQUAL)
        g_assert_cmpmem (old_text + changes[i].old_start,
                         old_at - changes[i].old_start,
                         new_text + changes[i].new_start,
                         new_at - changes[i].new_start);
      if (i > 0)
        g_assert_cmpint (changes[i].operation, !=, changes[i - 1].operation);
    }
  g_assert_cmpuint (old_at, ==, old_length);
  g_assert_cmpuint (new_at, ==, new_length);
}

static gboolean
is_boundary (const char *text, gsize length, gsize at)
{
  return at == length || ((guchar) text[at] & 0xc0) != 0x80;
}

static void
check_placement (AttestDiff *diff, const AttestAnchor *anchor, const AttestPlacement *placement)
{
  gsize length;
  const char *text = g_bytes_get_data (attest_diff_get_new_text (diff), &length);

  if (placement->state == ATTEST_ANCHOR_ORPHAN)
    {
      g_assert_cmpuint (placement->end, ==, 0);
      for (guint i = 0; placement->candidates && i < placement->candidates->len; i++)
        {
          const AttestRange *range = &g_array_index (placement->candidates, AttestRange, i);

          g_assert_cmpuint (range->start, <, range->end);
          g_assert_cmpuint (range->end, <=, length);
          g_assert_true (is_boundary (text, length, range->start) && is_boundary (text, length, range->end));
        }
      return;
    }
  g_assert_null (placement->candidates);
  g_assert_cmpuint (placement->start, <, placement->end);
  g_assert_cmpuint (placement->end, <=, length);
  g_assert_true (is_boundary (text, length, placement->start) && is_boundary (text, length, placement->end));
  if (placement->state == ATTEST_ANCHOR_EXACT)
    g_assert_cmpmem (text + placement->start, placement->end - placement->start, anchor->exact, strlen (anchor->exact));
}

/* Two texts and the places of anchors: whatever they are, the promises of the headers hold. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  const guint8 *middle = size > N_ANCHORS ? memchr (data + N_ANCHORS, SEPARATOR, size - N_ANCHORS) : NULL;
  g_autofree char *old_text = NULL, *new_text = NULL;
  g_autoptr (GBytes) old_bytes = NULL, new_bytes = NULL;
  g_autoptr (AttestDiff) diff = NULL, same = NULL;
  g_autoptr (GPtrArray) anchors = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_anchor_free);
  g_autoptr (GPtrArray) placements = NULL, kept = NULL;
  gsize old_length, count;

  if (!middle)
    return 0;
  old_text = g_utf8_make_valid ((const char *) data + N_ANCHORS, middle - data - N_ANCHORS);
  new_text = g_utf8_make_valid ((const char *) middle + 1, data + size - middle - 1);
  old_length = strlen (old_text);
  old_bytes = g_bytes_new (old_text, old_length);
  new_bytes = g_bytes_new (new_text, strlen (new_text));

  for (guint i = 0; i + 1 < N_ANCHORS; i++)
    {
      AttestAnchor *anchor = attest_anchor_new (old_bytes, data[i], data[i] + data[i + 1] % 40);

      if (anchor && i % 4 == 3)
        {
          anchor->start += 3;
          anchor->end += 3;
        }
      if (anchor)
        g_ptr_array_add (anchors, anchor);
    }

  diff = attest_diff_new (old_bytes, new_bytes);
  check_changes (diff);
  placements = attest_anchors_place (diff, anchors);
  for (guint i = 0; i < anchors->len; i++)
    check_placement (diff, g_ptr_array_index (anchors, i), g_ptr_array_index (placements, i));

  same = attest_diff_new (old_bytes, old_bytes);
  attest_diff_get_changes (same, &count);
  g_assert_cmpuint (count, ==, old_length > 0 ? 1 : 0);
  kept = attest_anchors_place (same, anchors);
  for (guint i = 0; i < anchors->len; i++)
    {
      const AttestAnchor *anchor = g_ptr_array_index (anchors, i);
      const AttestPlacement *placement = g_ptr_array_index (kept, i);

      check_placement (same, anchor, placement);
      if (anchor->end <= old_length && strncmp (old_text + anchor->start, anchor->exact, strlen (anchor->exact)) == 0)
        {
          g_assert_cmpint (placement->state, ==, ATTEST_ANCHOR_EXACT);
          g_assert_cmpuint (placement->start, ==, anchor->start);
        }
    }
  return 0;
}

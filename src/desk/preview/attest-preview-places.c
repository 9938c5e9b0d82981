/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "preview/attest-preview-places.h"

static const AttestRenderedBlock *
get_blocks (AttestRendering *rendering, gsize *n_blocks)
{
  *n_blocks = 0;
  return rendering != NULL ? attest_rendering_get_blocks (rendering, n_blocks) : NULL;
}

static void
add_edit (GArray *edits, gsize first, gsize removed, gsize added)
{
  const AttestPreviewEdit edit = { (guint) first, (guint) removed, (guint) added };

  g_array_append_val (edits, edit);
}

/* As many blocks as before: each that differs is an edit of its own, such as citations far apart that got new numbers. */
static void
add_pairs (GArray *edits,
           const AttestRenderedBlock *old_blocks,
           const AttestRenderedBlock *new_blocks,
           gsize i,
           gsize end)
{
  while (i < end)
    {
      gsize start = i;

      while (i < end && old_blocks[i].hash != new_blocks[i].hash)
        i++;
      if (i > start)
        add_edit (edits, start, i - start, i - start);
      else
        i++;
    }
}

GArray *
attest_preview_find_edits (AttestRendering *old_rendering, AttestRendering *new_rendering)
{
  GArray *edits = g_array_new (FALSE, FALSE, sizeof (AttestPreviewEdit));
  gsize n_old, n_new, head = 0, tail = 0;
  const AttestRenderedBlock *old_blocks = get_blocks (old_rendering, &n_old);
  const AttestRenderedBlock *new_blocks = get_blocks (new_rendering, &n_new);

  while (head < n_old && head < n_new && old_blocks[head].hash == new_blocks[head].hash)
    head++;
  while (tail < n_old - head && tail < n_new - head &&
         old_blocks[n_old - 1 - tail].hash == new_blocks[n_new - 1 - tail].hash)
    tail++;
  if (n_old == n_new)
    add_pairs (edits, old_blocks, new_blocks, head, n_old - tail);
  else
    add_edit (edits, head, n_old - head - tail, n_new - head - tail);
  return edits;
}

static guint
count_utf16 (const char *text, gsize length)
{
  guint units = 0;

  /* A character of four bytes is a surrogate pair; continuation bytes count nothing. */
  for (gsize i = 0; i < length; i++)
    {
      guchar byte = (guchar) text[i];

      if ((byte & 0xc0) != 0x80)
        units += byte >= 0xf0 ? 2 : 1;
    }
  return units;
}

static gsize
skip_utf16 (const char *text, gsize length, guint units)
{
  const char *position = text;

  while (units > 0 && (gsize) (position - text) < length)
    {
      units -= MIN (units, (guchar) *position >= 0xf0 ? 2u : 1u);
      position = g_utf8_next_char (position);
    }
  return MIN ((gsize) (position - text), length);
}

gboolean
attest_preview_place_at_text (AttestRendering *rendering, gsize text_byte, AttestPreviewPlace *place)
{
  const char *text = attest_rendering_get_text (rendering, NULL);
  gsize n_blocks, low = 0, high;
  const AttestRenderedBlock *blocks = get_blocks (rendering, &n_blocks);
  gsize end;

  if (n_blocks == 0)
    return FALSE;
  high = n_blocks - 1;
  while (low < high)
    {
      gsize middle = (low + high + 1) / 2;

      if (blocks[middle].text_start <= text_byte)
        low = middle;
      else
        high = middle - 1;
    }
  end = CLAMP (text_byte, blocks[low].text_start, blocks[low].text_end);
  place->block = (guint) low;
  place->offset = count_utf16 (text + blocks[low].text_start, end - blocks[low].text_start);
  return TRUE;
}

gboolean
attest_preview_text_at_place (AttestRendering *rendering, const AttestPreviewPlace *place, gsize *text_byte)
{
  const char *text = attest_rendering_get_text (rendering, NULL);
  gsize n_blocks;
  const AttestRenderedBlock *blocks = get_blocks (rendering, &n_blocks);
  const AttestRenderedBlock *block;

  if (place->block >= n_blocks)
    return FALSE;
  block = &blocks[place->block];
  *text_byte =
      block->text_start + skip_utf16 (text + block->text_start, block->text_end - block->text_start, place->offset);
  return TRUE;
}

guint
attest_preview_block_at_source (AttestRendering *rendering, gsize byte)
{
  gsize n_blocks, low = 0, high;
  const AttestRenderedBlock *blocks = get_blocks (rendering, &n_blocks);

  high = n_blocks > 0 ? n_blocks - 1 : 0;
  while (low < high)
    {
      gsize middle = (low + high + 1) / 2;

      if (blocks[middle].start <= byte)
        low = middle;
      else
        high = middle - 1;
    }
  return (guint) low;
}

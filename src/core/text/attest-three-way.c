/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "text/attest-three-way.h"

#include <string.h>

#include "text/attest-diff-private.h"

struct _AttestThreeWay
{
  gatomicrefcount references;
  GBytes *one;
  GBytes *other;
  GArray *passages; /* AttestPassage */
};

G_DEFINE_BOXED_TYPE (AttestThreeWay, attest_three_way, attest_three_way_ref, attest_three_way_unref)

/** Edit: what one text has in place of a stretch of the base. Of a list of them, no two touch. */
typedef struct
{
  gsize base_start;
  gsize base_end;
  gsize start;
  gsize end;
} Edit;

/** Region: a stretch of the base that belongs together: whole sentences, or a place between two of them. @open: something is put in right at its end */
typedef struct
{
  gsize start;
  gsize end;
  gboolean open;
} Region;

/* ---- What one text changed ---- */

static GArray *
list_edits (AttestDiff *diff)
{
  g_autoptr (GArray) edits = g_array_new (FALSE, FALSE, sizeof (Edit));
  gboolean open = FALSE;
  gsize n_changes;
  const AttestDiffChange *changes = attest_diff_get_changes (diff, &n_changes);

  for (gsize i = 0; i < n_changes; i++)
    {
      const AttestDiffChange *change = &changes[i];
      const Edit edit = { change->old_start, change->old_end, change->new_start, change->new_end };

      if (change->operation == ATTEST_DIFF_EQUAL)
        {
          open = FALSE;
          continue;
        }
      if (open)
        {
          Edit *last = &g_array_index (edits, Edit, edits->len - 1);

          last->base_end = change->old_end;
          last->end = change->new_end;
        }
      else
        {
          g_array_append_val (edits, edit);
        }
      open = TRUE;
    }

  return g_steal_pointer (&edits);
}

/* ---- Whole sentences ---- */

static gsize
get_byte (AttestDiff *diff, guint token)
{
  return diff->old_words.starts[token];
}

static const AttestSegment *
find_segment (AttestDiff *diff, gsize byte)
{
  guint index = attest_segments_find (diff->old_segments, attest_word_list_find (&diff->old_words, byte));

  return index < diff->old_segments->len ? &g_array_index (diff->old_segments, AttestSegment, index) : NULL;
}

/* Behind a letter or a sign, and not behind white space, what is put in goes on with that sentence. */
static gboolean
goes_on (AttestDiff *diff, gsize byte)
{
  const char *text = g_bytes_get_data (attest_diff_get_old_text (diff), NULL);

  return byte > 0 && !g_ascii_isspace (text[byte - 1]);
}

static Region
widen (AttestDiff *diff, const Edit *edit)
{
  gboolean inserted = edit->base_start == edit->base_end;
  Region region = { edit->base_start, edit->base_end, inserted };
  const AttestSegment *first = find_segment (diff, region.start);
  const AttestSegment *last = NULL;

  if (inserted && goes_on (diff, region.start))
    first = find_segment (diff, region.start - 1);
  if (first == NULL || (inserted && get_byte (diff, first->start) == region.start))
    return region;
  last = inserted ? first : find_segment (diff, region.end - 1);
  region.start = get_byte (diff, first->start);
  region.end = last != NULL ? get_byte (diff, last->end) : region.end;
  region.open = inserted && region.end == edit->base_end;
  return region;
}

static void
add_regions (GArray *regions, AttestDiff *diff, GArray *edits)
{
  for (guint i = 0; i < edits->len; i++)
    {
      Region region = widen (diff, &g_array_index (edits, Edit, i));

      g_array_append_val (regions, region);
    }
}

static int
compare_regions (gconstpointer a, gconstpointer b)
{
  const Region *one = a;
  const Region *other = b;

  if (one->start != other->start)
    return one->start < other->start ? -1 : 1;
  return one->end == other->end ? 0 : one->end < other->end ? -1 : 1;
}

/* Two neighbouring sentences stay apart; what is put in beside one that changed does not. */
static gboolean
belong_together (const Region *earlier, const Region *later)
{
  return earlier->open || later->start == later->end ? later->start <= earlier->end : later->start < earlier->end;
}

static void
join_regions (GArray *regions)
{
  guint kept = 0;

  g_array_sort (regions, compare_regions);
  for (guint i = 1; i < regions->len; i++)
    {
      Region *last = &g_array_index (regions, Region, kept);
      const Region *next = &g_array_index (regions, Region, i);

      if (!belong_together (last, next))
        {
          g_array_index (regions, Region, ++kept) = *next;
          continue;
        }
      last->open = (last->open && last->end >= next->end) || (next->open && next->end >= last->end);
      last->end = MAX (last->end, next->end);
    }
  if (regions->len > 0)
    g_array_set_size (regions, kept + 1);
}

/* ---- Passages ---- */

/* Where a byte of the base stands in the text, before or behind what was put in there; @byte is not within an edit. */
static gsize
map_byte (GArray *edits, gsize byte, gboolean behind)
{
  gsize mapped = byte;

  for (guint i = 0; i < edits->len; i++)
    {
      const Edit *edit = &g_array_index (edits, Edit, i);
      gboolean inserted = edit->base_start == edit->base_end;

      if (edit->base_end > byte || (edit->base_end == byte && inserted && !behind))
        break;
      mapped = byte - edit->base_end + edit->end;
    }
  return mapped;
}

static gboolean
is_same (GBytes *a, gsize a_start, gsize a_end, GBytes *b, gsize b_start, gsize b_end)
{
  const char *a_text = g_bytes_get_data (a, NULL);
  const char *b_text = g_bytes_get_data (b, NULL);

  return a_end - a_start == b_end - b_start &&
         (a_end == a_start || memcmp (a_text + a_start, b_text + b_start, a_end - a_start) == 0);
}

static AttestPassageKind
find_kind (const AttestPassage *passage, GBytes *base, GBytes *one, GBytes *other)
{
  if (is_same (one, passage->one_start, passage->one_end, other, passage->other_start, passage->other_end))
    return ATTEST_PASSAGE_ALIKE;
  if (is_same (one, passage->one_start, passage->one_end, base, passage->base_start, passage->base_end))
    return ATTEST_PASSAGE_OTHER;
  if (is_same (other, passage->other_start, passage->other_end, base, passage->base_start, passage->base_end))
    return ATTEST_PASSAGE_ONE;
  return ATTEST_PASSAGE_BOTH;
}

static AttestThreeWay *
three_way_new (GBytes *one, GBytes *other)
{
  AttestThreeWay *self = g_new0 (AttestThreeWay, 1);

  g_atomic_ref_count_init (&self->references);
  self->one = g_bytes_ref (one);
  self->other = g_bytes_ref (other);
  self->passages = g_array_new (FALSE, TRUE, sizeof (AttestPassage));
  return self;
}

AttestThreeWay *
attest_three_way_new (GBytes *base, GBytes *one, GBytes *other)
{
  AttestThreeWay *self = NULL;
  gboolean known = base != NULL;
  g_autoptr (AttestDiff) to_one = NULL;
  g_autoptr (AttestDiff) to_other = NULL;
  g_autoptr (GArray) one_edits = NULL;
  g_autoptr (GArray) other_edits = NULL;
  g_autoptr (GArray) regions = g_array_new (FALSE, FALSE, sizeof (Region));

  g_return_val_if_fail (one != NULL && other != NULL, NULL);

  if (!known)
    base = one;
  self = three_way_new (one, other);
  to_one = attest_diff_new (base, one);
  to_other = attest_diff_new (base, other);
  one_edits = list_edits (to_one);
  other_edits = list_edits (to_other);
  add_regions (regions, to_one, one_edits);
  add_regions (regions, to_other, other_edits);
  join_regions (regions);
  for (guint i = 0; i < regions->len; i++)
    {
      const Region *region = &g_array_index (regions, Region, i);
      AttestPassage passage = {
        .base_start = region->start,
        .base_end = region->end,
        .one_start = map_byte (one_edits, region->start, FALSE),
        .one_end = map_byte (one_edits, region->end, TRUE),
        .other_start = map_byte (other_edits, region->start, FALSE),
        .other_end = map_byte (other_edits, region->end, TRUE),
      };

      passage.kind = known ? find_kind (&passage, base, one, other) : ATTEST_PASSAGE_BOTH;
      g_array_append_val (self->passages, passage);
    }
  return self;
}

AttestThreeWay *
attest_three_way_ref (AttestThreeWay *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
attest_three_way_unref (AttestThreeWay *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;

  g_bytes_unref (self->one);
  g_bytes_unref (self->other);
  g_array_unref (self->passages);
  g_free (self);
}

const AttestPassage *
attest_three_way_get_passages (AttestThreeWay *self, guint *n_passages)
{
  *n_passages = self->passages->len;
  return (const AttestPassage *) (gpointer) self->passages->data;
}

GBytes *
attest_three_way_get_one (AttestThreeWay *self)
{
  return self->one;
}

GBytes *
attest_three_way_get_other (AttestThreeWay *self)
{
  return self->other;
}

/* ---- The text that comes of it ---- */

static void
add_text (GByteArray *merged, GBytes *text, gsize start, gsize end)
{
  const guint8 *bytes = g_bytes_get_data (text, NULL);

  if (end > start)
    g_byte_array_append (merged, bytes + start, (guint) (end - start));
}

static void
part (GByteArray *merged, gsize begin)
{
  if (merged->len > begin && !g_ascii_isspace (merged->data[merged->len - 1]))
    g_byte_array_append (merged, (const guint8 *) "\n", 1);
}

GBytes *
attest_three_way_merge (AttestThreeWay *self, const AttestTake *takes)
{
  GByteArray *merged = g_byte_array_new ();
  gsize at = 0;

  for (guint i = 0; i < self->passages->len; i++)
    {
      const AttestPassage *passage = &g_array_index (self->passages, AttestPassage, i);
      AttestTake take = takes[i];
      gsize begin;

      add_text (merged, self->one, at, passage->one_start);
      begin = merged->len;
      if ((take & ATTEST_TAKE_ONE) != 0)
        add_text (merged, self->one, passage->one_start, passage->one_end);
      if (take == ATTEST_TAKE_BOTH && passage->other_end > passage->other_start)
        part (merged, begin);
      if ((take & ATTEST_TAKE_OTHER) != 0)
        add_text (merged, self->other, passage->other_start, passage->other_end);
      at = passage->one_end;
    }
  add_text (merged, self->one, at, g_bytes_get_size (self->one));
  return g_byte_array_free_to_bytes (merged);
}

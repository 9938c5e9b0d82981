/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "text/attest-anchor-private.h"

/* Where the diff maps a quote to equal bytes, the sentence around them may still be another one. A diff keeps as much as it can: of two equal
 * sentences it may keep the other one, and of a sentence that is gone it may keep what it shares with one that was put in its place.
 * A comment that went along would stand on a look-alike and nobody would be told. */

#define MOST_POSTINGS 200 /* a word that stands more often tells nothing */
#define MOST_AROUND 24    /* words on each side */
#define MOST_COPIES 64    /* of a sentence, that are looked at */
#define FAR_AROUND 4000   /* the same, where all that is near is equal */
#define LEAST_LIKENESS                                                                                                 \
  50 /* percent of weight below which it is no sentence that this one may have become, were it not for its place */

static const AttestSegment *
get_segment (GArray *segments, guint place)
{
  return &g_array_index (segments, AttestSegment, attest_segments_find (segments, place));
}

/* Returns: the next segment in the direction that says something, or -1 at the end of the text. Of a row of a table it is the very next one: tables have the same
 * heads, and the line below may be all that tells them apart. */
static int
find_beside (GArray *segments, int index, int step)
{
  gboolean any = g_array_index (segments, AttestSegment, index).is_row;

  for (index += step; index >= 0 && index < (int) segments->len; index += step)
    if (any || g_array_index (segments, AttestSegment, index).weight > 0)
      return index;
  return -1;
}

static gboolean
are_same_beside (AttestPlacer *self, guint old_place, guint new_place, int step)
{
  GArray *old_segments = self->diff->old_segments, *new_segments = self->diff->new_segments;
  int old_beside = find_beside (old_segments, attest_segments_find (old_segments, old_place), step);
  int new_beside = find_beside (new_segments, attest_segments_find (new_segments, new_place), step);

  if (old_beside < 0 || new_beside < 0)
    return old_beside == new_beside;
  return g_array_index (old_segments, AttestSegment, old_beside).id ==
         g_array_index (new_segments, AttestSegment, new_beside).id;
}

guint
attest_placer_count_neighbours (AttestPlacer *self, guint old_first, guint old_last, guint new_first, guint new_last)
{
  return are_same_beside (self, old_first, new_first, -1) + are_same_beside (self, old_last, new_last, 1);
}

/* Returns: the place of the next word from @place on, which is not looked at; -1 at the end. */
static int
find_word (AttestPlacer *self, const AttestWordList *words, int place, int step)
{
  for (place += step; place >= 0 && place < (int) words->n_words; place += step)
    if (self->diff->vocabulary.kinds[words->ids[place]] >= ATTEST_WORD_STOP)
      return place;
  return -1;
}

static guint
count_side (AttestPlacer *self, int old_place, int new_place, int step, guint most)
{
  const AttestWordList *old_words = &self->diff->old_words, *new_words = &self->diff->new_words;

  for (guint count = 0; count < most; count++)
    {
      old_place = find_word (self, old_words, old_place, step);
      new_place = find_word (self, new_words, new_place, step);
      if (old_place < 0 || new_place < 0 || old_words->ids[old_place] != new_words->ids[new_place])
        return count;
    }
  return most;
}

/* Returns: how many words on both sides of a sentence are those on both sides of another, from it on outwards. Signs do not count: a line of dashes below the
 * head of a table would be as much as a paragraph. */
static guint
count_around (AttestPlacer *self, const AttestSegment *one, const AttestSegment *other, guint most)
{
  return count_side (self, (int) one->start, (int) other->start, -1, most) +
         count_side (self, (int) one->end - 1, (int) other->end - 1, 1, most);
}

/* Whether another sentence that is equal has more around it of what was around this one: within a passage that was copied both have the same neighbours, and
 * only its ends tell which of both is the copy. */
static gboolean
stands_farther_out (AttestPlacer *self, const AttestSegment *own, const AttestSegment *found)
{
  GArray *segments = self->diff->new_segments;
  guint around;

  /* So many copies are a text that was made to have them, and would take hours. */
  if (self->diff->segment_counts[2 * found->id + 1] > MOST_COPIES)
    return TRUE;
  around = count_around (self, own, found, FAR_AROUND);
  for (guint i = 0; i < segments->len; i++)
    {
      const AttestSegment *other = &g_array_index (segments, AttestSegment, i);

      if (other != found && other->id == found->id && count_around (self, own, other, FAR_AROUND) > around)
        return TRUE;
    }
  return FALSE;
}

/* Whether none of the sentence's neighbours is beside it in the new text, or no more than there are beside another one that is equal to it. */
static gboolean
has_better_copy (AttestPlacer *self, guint old_first, guint old_last, guint new_first, guint new_last)
{
  GArray *segments = self->diff->new_segments;
  const AttestSegment *own = get_segment (self->diff->old_segments, old_first);
  const AttestSegment *found = get_segment (segments, new_first);
  guint neighbours = attest_placer_count_neighbours (self, old_first, old_last, new_first, new_last), around;

  if (neighbours == 0 || self->diff->segment_counts[2 * found->id + 1] == 1)
    return neighbours == 0;
  if (neighbours == 2)
    return stands_farther_out (self, own, found);
  around = count_around (self, own, found, MOST_AROUND);
  for (guint i = 0; i < segments->len; i++)
    {
      const AttestSegment *other = &g_array_index (segments, AttestSegment, i);

      if (other != found && other->id == found->id &&
          (attest_placer_count_neighbours (self, old_first, old_first, other->start, other->start) + own->is_row >
               neighbours ||
           count_around (self, own, other, MOST_AROUND) >= around))
        return TRUE;
    }
  return FALSE;
}

/* Returns: the weight of the words of @one that @other has too. */
static guint
measure_shared (AttestPlacer *self, const AttestSegment *one, const AttestSegment *other)
{
  g_autoptr (GHashTable) counts = g_hash_table_new (NULL, NULL);
  guint shared = 0;

  for (guint i = other->start; i < other->end; i++)
    {
      gpointer id = GUINT_TO_POINTER (self->diff->new_words.ids[i]);

      g_hash_table_insert (counts, id, GINT_TO_POINTER (GPOINTER_TO_INT (g_hash_table_lookup (counts, id)) + 1));
    }
  for (guint i = one->start; i < one->end; i++)
    {
      guint32 id = self->diff->old_words.ids[i];
      gint left = GPOINTER_TO_INT (g_hash_table_lookup (counts, GUINT_TO_POINTER (id)));

      if (left > 0)
        shared += attest_word_kind_get_weight (self->diff->vocabulary.kinds[id]);
      g_hash_table_insert (counts, GUINT_TO_POINTER (id), GINT_TO_POINTER (left - 1));
    }
  return shared;
}

static guint
get_likeness (AttestPlacer *self, const AttestSegment *one, const AttestSegment *other)
{
  guint64 weight = (guint64) one->weight + other->weight;

  return weight > 0 ? 200 * (guint64) measure_shared (self, one, other) / weight : 0;
}

/* Whether another sentence of the old text is as much like the new one. */
static gboolean
has_likelier (AttestPlacer *self, const AttestSegment *own, const AttestSegment *found, guint likeness)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  for (guint i = found->start; i < found->end; i++)
    {
      guint32 id = self->diff->new_words.ids[i];
      guint count;
      const guint *places = attest_placer_get_old_postings (self, id, &count);

      if (self->diff->vocabulary.kinds[id] < ATTEST_WORD_CONTENT || count > MOST_POSTINGS)
        continue;
      for (guint k = 0; k < count; k++)
        {
          const AttestSegment *other = get_segment (self->diff->old_segments, places[k]);

          if (other != own && g_hash_table_add (seen, (gpointer) other) &&
              get_likeness (self, other, found) >= likeness)
            return TRUE;
        }
    }
  return FALSE;
}

static guint32
get_next_word (AttestPlacer *self, const AttestWordList *words, const AttestSegment *segment, guint *at)
{
  while (*at < segment->end)
    {
      guint32 id = words->ids[(*at)++];

      if (self->diff->vocabulary.kinds[id] >= ATTEST_WORD_STOP)
        return id;
    }
  return ATTEST_NO_WORD;
}

static gboolean
have_same_words (AttestPlacer *self, const AttestSegment *own, const AttestWordList *words, const AttestSegment *other)
{
  guint one = own->start, two = other->start;
  guint32 id;

  if (own->weight != other->weight)
    return FALSE;
  do
    {
      id = get_next_word (self, &self->diff->old_words, own, &one);
      if (id != get_next_word (self, words, other, &two))
        return FALSE;
    }
  while (id != ATTEST_NO_WORD);
  return TRUE;
}

/* Returns: the word of the sentence that stands least often in both texts together; %ATTEST_NO_WORD where it has none */
static guint32
find_rarest (AttestPlacer *self, const AttestSegment *segment)
{
  guint32 rarest = ATTEST_NO_WORD;
  guint least = G_MAXUINT;

  for (guint i = segment->start; i < segment->end; i++)
    {
      guint32 id = self->diff->old_words.ids[i];
      guint old_count, new_count;

      attest_placer_get_old_postings (self, id, &old_count);
      attest_placer_get_postings (self, id, &new_count);
      if (self->diff->vocabulary.kinds[id] >= ATTEST_WORD_STOP && old_count + new_count < least)
        {
          rarest = id;
          least = old_count + new_count;
        }
    }
  return rarest;
}

static guint
count_same_words (AttestPlacer *self, const AttestSegment *own, guint32 rarest, gboolean in_new)
{
  GArray *segments = in_new ? self->diff->new_segments : self->diff->old_segments;
  const AttestWordList *words = in_new ? &self->diff->new_words : &self->diff->old_words;
  const AttestSegment *last = NULL;
  guint n_places, count = 0;
  const guint *places = in_new ? attest_placer_get_postings (self, rarest, &n_places)
                               : attest_placer_get_old_postings (self, rarest, &n_places);

  for (guint i = 0; i < n_places; i++)
    {
      const AttestSegment *segment = get_segment (segments, places[i]);

      if (segment != last && have_same_words (self, own, words, segment))
        count++;
      last = segment;
    }
  return count;
}

gboolean
attest_placer_has_marked_copy (AttestPlacer *self, guint place)
{
  const AttestSegment *own = get_segment (self->diff->old_segments, place);
  const guint *counts = self->diff->segment_counts + 2 * own->id;
  guint32 rarest = find_rarest (self, own);

  return rarest != ATTEST_NO_WORD && (count_same_words (self, own, rarest, FALSE) > MAX (counts[0], 1) ||
                                      count_same_words (self, own, rarest, TRUE) > MAX (counts[1], 1));
}

gboolean
attest_placer_is_doubtful (AttestPlacer *self, const AttestRange *old, const AttestRange *range)
{
  const AttestWordList *old_words = &self->diff->old_words, *new_words = &self->diff->new_words;
  guint old_first = attest_word_list_find (old_words, old->start);
  guint old_last = attest_word_list_find (old_words, old->end - 1);
  guint new_first = attest_word_list_find (new_words, range->start);
  guint new_last = attest_word_list_find (new_words, range->end - 1);
  const AttestSegment *own = get_segment (self->diff->old_segments, old_first);
  const AttestSegment *found = get_segment (self->diff->new_segments, new_first);
  const guint *counts = self->diff->segment_counts + 2 * own->id;
  guint likeness;

  if (own->id == found->id)
    return MAX (counts[0], counts[1]) > 1 && has_better_copy (self, old_first, old_last, new_first, new_last);
  likeness = get_likeness (self, own, found);
  return likeness < LEAST_LIKENESS || has_likelier (self, own, found, MAX (likeness, 1));
}

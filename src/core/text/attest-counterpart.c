/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "text/attest-counterpart.h"

#include <string.h>

#include "text/attest-anchor-private.h"
#include "text/attest-change-private.h"
#include "text/attest-document.h"

/* Texts for different people were written apart, so that what a comparison finds in both is often chance: "people who use" stands everywhere.
 * So a place counts only where the whole sentence around it is like the quote's, and no other sentence of either text is about as much so. All else is an
 * offer, and says what it is. */

#define LEAST_LIKENESS 50 /* percent of weight, for what the comparison maps to */
#define SURE_LIKENESS 60  /* for the same words in a sentence that says the same */
#define RIVAL_MARGIN 15   /* by which another sentence has to be less alike */
#define OFFER_LIKENESS 40 /* for an offer */
#define MOST_POSTINGS 200 /* a word that stands more often tells nothing */
#define MOST_COPIES 3     /* of a quote that are offered */
#define MOST_SOURCES 2    /* sentences that cite the same work */

/* Sentences of one text: numbers of segments, @last included. */
typedef struct
{
  guint first;
  guint last;
} Sentences;

typedef struct
{
  AttestPlacer placer;
  AttestDiff *diff;
  AttestDocument *from;
  AttestDocument *to;
} Finder;

static void
finder_clear (Finder *self)
{
  attest_placer_clear (&self->placer);
  g_clear_pointer (&self->diff, attest_diff_unref);
  g_clear_pointer (&self->from, attest_document_unref);
  g_clear_pointer (&self->to, attest_document_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Finder, finder_clear)

void
attest_counterpart_free (AttestCounterpart *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->places);
  g_free (self->heading);
  g_free (self);
}

/* ---- Sentences ---- */

static Sentences
find_sentences (GArray *segments, const AttestWordList *words, const AttestRange *range)
{
  return (Sentences) { attest_segments_find (segments, attest_word_list_find (words, range->start)),
                       attest_segments_find (segments, attest_word_list_find (words, range->end - 1)) };
}

static Sentences
find_old (const Finder *self, const AttestRange *range)
{
  return find_sentences (self->diff->old_segments, &self->diff->old_words, range);
}

static Sentences
find_new (const Finder *self, const AttestRange *range)
{
  return find_sentences (self->diff->new_segments, &self->diff->new_words, range);
}

/* Returns: how long the sign is that makes a line an item, a quotation or a heading */
static gsize
measure_sign (const char *text, gsize length)
{
  gsize end = 0;

  while (end < length && (g_ascii_isdigit (text[end]) || strchr ("-*+>#|", text[end]) != NULL))
    end++;
  if (end > 0 && end < length && g_ascii_isdigit (text[end - 1]) && strchr (".)", text[end]) != NULL)
    end++;
  else if (end > 0 && g_ascii_isdigit (text[end - 1]))
    return 0;
  return end > 0 && end < length && text[end] == ' ' ? end + 1 : 0;
}

/* Without the sign that its line begins with, and the white space that a segment ends with. */
static AttestRange
get_range (GArray *segments, const AttestWordList *words, const char *text, const Sentences *sentences)
{
  AttestRange range = { words->starts[g_array_index (segments, AttestSegment, sentences->first).start],
                        words->starts[g_array_index (segments, AttestSegment, sentences->last).end] };

  while (range.end > range.start && g_ascii_isspace (text[range.end - 1]))
    range.end--;
  for (gsize sign = 1; sign > 0; range.start += sign)
    {
      while (range.start < range.end && text[range.start] == ' ')
        range.start++;
      sign = measure_sign (text + range.start, range.end - range.start);
    }
  return range;
}

static AttestRange
get_old_range (const Finder *self, const Sentences *sentences)
{
  return get_range (self->diff->old_segments, &self->diff->old_words, self->placer.old_text, sentences);
}

static AttestRange
get_new_range (const Finder *self, const Sentences *sentences)
{
  return get_range (self->diff->new_segments, &self->diff->new_words, self->placer.new_text, sentences);
}

static gboolean
is_empty (const AttestRange *range)
{
  return range->start >= range->end;
}

/* Counts the words into @counts, or where @shared is not NULL, takes them from there and adds the weight of those that were in it. Returns: the weight of all */
static guint
weigh (Finder *self,
       GArray *segments,
       const guint32 *ids,
       const Sentences *sentences,
       GHashTable *counts,
       guint *shared)
{
  guint end = g_array_index (segments, AttestSegment, sentences->last).end;
  guint weight = 0;

  for (guint i = g_array_index (segments, AttestSegment, sentences->first).start; i < end; i++)
    {
      guint share = attest_word_kind_get_weight (self->diff->vocabulary.kinds[ids[i]]);
      gpointer key = GUINT_TO_POINTER (attest_placer_get_fold (&self->placer, ids[i]));
      int count = GPOINTER_TO_INT (g_hash_table_lookup (counts, key));

      weight += share;
      if (shared != NULL && count > 0)
        *shared += share;
      g_hash_table_insert (counts, key, GINT_TO_POINTER (shared != NULL ? count - 1 : count + 1));
    }
  return weight;
}

/* Returns: how much two passages have in common, in percent */
static guint
get_likeness (Finder *self, const Sentences *old, const Sentences *new)
{
  g_autoptr (GHashTable) counts = g_hash_table_new (NULL, NULL);
  guint shared = 0;
  guint old_weight = weigh (self, self->diff->old_segments, self->diff->old_words.ids, old, counts, NULL);
  guint new_weight = weigh (self, self->diff->new_segments, self->diff->new_words.ids, new, counts, &shared);

  return attest_get_likeness (shared, old_weight, new_weight);
}

/* Another work that is cited is no other sentence, as a citation changes nothing of what is said. */
static AttestTouched
compare_sentences (Finder *self, const Sentences *old, const Sentences *new)
{
  AttestRange one = get_old_range (self, old);
  AttestRange other = get_new_range (self, new);

  return attest_change_compare_passages (self->from, one.start, one.end, self->to, other.start, other.end) &
         ~(guint) ATTEST_TOUCHED_CITATION;
}

/* ---- Whether it is the sentence that is meant ---- */

/* Adds to @seen the segments that have a word of the sentence which says something and does not stand everywhere. */
static void
collect_rivals (Finder *self, const AttestSegment *sentence, const guint32 *ids, gboolean in_new, GHashTable *seen)
{
  GArray *segments = in_new ? self->diff->new_segments : self->diff->old_segments;

  for (guint i = sentence->start; i < sentence->end; i++)
    {
      guint count;
      const guint *places = in_new ? attest_placer_get_postings (&self->placer, ids[i], &count)
                                   : attest_placer_get_old_postings (&self->placer, ids[i], &count);

      if (self->diff->vocabulary.kinds[ids[i]] < ATTEST_WORD_CONTENT || count > MOST_POSTINGS)
        continue;
      for (guint k = 0; k < count; k++)
        g_hash_table_add (seen, GUINT_TO_POINTER (attest_segments_find (segments, places[k])));
    }
}

/* Whether a third sentence, of either text, is about as much like one of the two as they are like each other. */
static gboolean
has_rival (Finder *self, guint old, guint new, guint likeness)
{
  const AttestSegment *own = &g_array_index (self->diff->old_segments, AttestSegment, old);
  const AttestSegment *found = &g_array_index (self->diff->new_segments, AttestSegment, new);
  g_autoptr (GHashTable) rivals = g_hash_table_new (NULL, NULL);
  g_autoptr (GHashTable) old_rivals = g_hash_table_new (NULL, NULL);
  const Sentences one = { old, old }, other = { new, new };
  GHashTableIter iter;
  gpointer key;

  collect_rivals (self, own, self->diff->old_words.ids, TRUE, rivals);
  g_hash_table_iter_init (&iter, rivals);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      const Sentences rival = { GPOINTER_TO_UINT (key), GPOINTER_TO_UINT (key) };

      if (rival.first != new && get_likeness (self, &one, &rival) + RIVAL_MARGIN > likeness)
        return TRUE;
    }
  collect_rivals (self, found, self->diff->new_words.ids, FALSE, old_rivals);
  g_hash_table_iter_init (&iter, old_rivals);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      const Sentences rival = { GPOINTER_TO_UINT (key), GPOINTER_TO_UINT (key) };

      if (rival.first != old && get_likeness (self, &rival, &other) + RIVAL_MARGIN > likeness)
        return TRUE;
    }
  return FALSE;
}

/* Whether the sentences are equal, so that nothing that is only alike can be meant: whether they stand more than once was looked at when they were placed. */
static gboolean
are_equal (const Finder *self, const Sentences *old, const Sentences *new)
{
  if (old->last - old->first != new->last - new->first)
    return FALSE;
  for (guint i = 0; i <= old->last - old->first; i++)
    if (g_array_index (self->diff->old_segments, AttestSegment, old->first + i).id !=
        g_array_index (self->diff->new_segments, AttestSegment, new->first + i).id)
      return FALSE;
  return TRUE;
}

/* Returns: what the place is, of exact, moved and changed; orphan where it is no more than an offer */
static AttestAnchorState
judge (Finder *self, const AttestRange *old_range, const AttestPlacement *placement, AttestTouched *touched)
{
  const AttestRange range = { placement->start, placement->end };
  Sentences old = find_old (self, old_range);
  Sentences new = find_new (self, &range);
  gboolean equal = are_equal (self, &old, &new);
  guint likeness = get_likeness (self, &old, &new);

  *touched = compare_sentences (self, &old, &new);
  /* What cannot be read here cannot differ where all of it is the same. */
  if (equal)
    *touched &= ~(guint) ATTEST_TOUCHED_LANGUAGE;
  if (placement->state == ATTEST_ANCHOR_MOVED)
    return *touched == ATTEST_TOUCHED_NOTHING ? ATTEST_ANCHOR_MOVED : ATTEST_ANCHOR_ORPHAN;
  if (!equal && (likeness < LEAST_LIKENESS ||
                 (old.first == old.last && new.first == new.last &&has_rival (self, old.first, new.first, likeness))))
    return ATTEST_ANCHOR_ORPHAN;
  return placement->state == ATTEST_ANCHOR_EXACT && *touched == ATTEST_TOUCHED_NOTHING && likeness >= SURE_LIKENESS
             ? ATTEST_ANCHOR_EXACT
             : ATTEST_ANCHOR_CHANGED;
}

/* ---- Offers ---- */

static gboolean
is_covered (GArray *places, const AttestRange *range)
{
  for (guint i = 0; i < places->len; i++)
    {
      const AttestRange *other = &g_array_index (places, AttestCounterpartPlace, i).range;

      if (range->start < other->end && other->start < range->end)
        return TRUE;
    }
  return FALSE;
}

static void
offer (Finder *self, GArray *places, const AttestRange *old_range, const AttestRange *range, AttestCounterpartKind kind)
{
  Sentences old = find_old (self, old_range);
  Sentences new = find_new (self, range);
  AttestCounterpartPlace place = { *range, kind, compare_sentences (self, &old, &new) };

  if (places->len < ATTEST_MOST_CANDIDATES && !is_covered (places, range))
    g_array_append_val (places, place);
}

static void
offer_copies (Finder *self, GArray *places, const AttestRange *old_range, const AttestAnchor *anchor)
{
  gsize length = strlen (anchor->exact);
  AttestRange copies[MOST_COPIES + 1];
  guint n_copies = 0;
  const char *hit;

  for (gsize from = 0; length > 0 && from + length <= self->placer.new_length && n_copies <= MOST_COPIES; from++)
    {
      hit = memmem (self->placer.new_text + from, self->placer.new_length - from, anchor->exact, length);
      if (hit == NULL)
        break;
      from = (gsize) (hit - self->placer.new_text);
      copies[n_copies++] = (AttestRange) { from, from + length };
    }
  /* Words that stand everywhere tell nothing. */
  for (guint i = 0; n_copies <= MOST_COPIES && i < n_copies; i++)
    offer (self, places, old_range, &copies[i], ATTEST_COUNTERPART_COPY);
}

typedef struct
{
  guint segment;
  guint rate;
} Rated;

static int
compare_rated (gconstpointer one, gconstpointer other)
{
  const Rated *first = one, *second = other;

  if (first->rate != second->rate)
    return first->rate > second->rate ? -1 : 1;
  return first->segment < second->segment ? -1 : first->segment > second->segment;
}

static void
offer_rated (Finder *self,
             GArray *places,
             const AttestRange *old_range,
             GArray *rated,
             guint most,
             AttestCounterpartKind kind)
{
  g_array_sort (rated, compare_rated);
  for (guint i = 0; i < MIN (rated->len, most); i++)
    {
      guint segment = g_array_index (rated, Rated, i).segment;
      const Sentences sentences = { segment, segment };
      AttestRange range = get_new_range (self, &sentences);

      if (!is_empty (&range))
        offer (self, places, old_range, &range, kind);
    }
}

/* Of a quote over several sentences the first is looked for. */
static void
offer_like (Finder *self, GArray *places, const AttestRange *old_range)
{
  Sentences old = find_old (self, old_range);
  const Sentences one = { old.first, old.first };
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  g_autoptr (GArray) rated = g_array_new (FALSE, FALSE, sizeof (Rated));
  GHashTableIter iter;
  gpointer key;

  collect_rivals (
      self, &g_array_index (self->diff->old_segments, AttestSegment, old.first), self->diff->old_words.ids, TRUE, seen);
  g_hash_table_iter_init (&iter, seen);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      const Sentences new = { GPOINTER_TO_UINT (key), GPOINTER_TO_UINT (key) };
      guint likeness = get_likeness (self, &one, &new);

      if (likeness >= OFFER_LIKENESS)
        g_array_append_vals (rated, &(Rated) { new.first, likeness }, 1);
    }
  offer_rated (self, places, old_range, rated, ATTEST_MOST_CANDIDATES, ATTEST_COUNTERPART_LIKE);
}

/* Which works a passage cites. Returns: (transfer full): keys, borrowed from @document */
static GHashTable *
collect_keys (AttestDocument *document, const AttestRange *range)
{
  GHashTable *keys = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *citations = attest_document_get_citations (document);

  for (guint i = 0; i < citations->len; i++)
    {
      const AttestCitation *citation = citations->pdata[i];

      for (guint k = 0; citation->start >= range->start && citation->end <= range->end && k < citation->keys->len; k++)
        g_hash_table_add (keys, ((const AttestCitedKey *) citation->keys->pdata[k])->key);
    }
  return keys;
}

/* Writers of two texts for two audiences take what they say from the same works: where the words are others, these still tell. */
static void
offer_sources (Finder *self, GArray *places, const AttestRange *old_range)
{
  Sentences old = find_old (self, old_range);
  AttestRange sentence = get_old_range (self, &old);
  g_autoptr (GHashTable) keys = collect_keys (self->from, &sentence);
  g_autoptr (GArray) rated = g_array_new (FALSE, FALSE, sizeof (Rated));
  GPtrArray *citations = attest_document_get_citations (self->to);

  for (guint i = 0; i < citations->len && g_hash_table_size (keys) > 0; i++)
    {
      const AttestCitation *citation = citations->pdata[i];
      Sentences new = find_new (self, &(AttestRange) { citation->start, citation->end });
      guint shared = 0;

      for (guint k = 0; k < citation->keys->len; k++)
        shared += g_hash_table_contains (keys, ((const AttestCitedKey *) citation->keys->pdata[k])->key);
      if (shared > 0)
        g_array_append_vals (rated, &(Rated) { new.first, 1000 * shared + get_likeness (self, &old, &new) }, 1);
    }
  offer_rated (self, places, old_range, rated, MOST_SOURCES, ATTEST_COUNTERPART_SOURCE);
}

/* ---- Sections ---- */

static gboolean
are_same_words (const char *one, const char *other)
{
  g_autofree char *first = g_utf8_casefold (one, -1);
  g_autofree char *second = g_utf8_casefold (other, -1);

  return g_str_equal (g_strstrip (first), g_strstrip (second));
}

/* Returns: the number of the only heading that has these words; G_MAXUINT where there is none, or several */
static guint
find_heading (GPtrArray *headings, const char *text)
{
  guint found = G_MAXUINT;

  for (guint i = 0; i < headings->len; i++)
    if (are_same_words (((const AttestHeading *) headings->pdata[i])->text, text))
      {
        if (found != G_MAXUINT)
          return G_MAXUINT;
        found = i;
      }
  return found;
}

/* From a heading to the next of its level or above it, the heading with it. What stands under the title alone ends at the next of any level. */
static AttestRange
get_section (const Finder *self, GPtrArray *headings, guint index)
{
  const AttestHeading *heading = headings->pdata[index];
  AttestRange range = { heading->start, self->placer.new_length };

  for (guint i = index + 1; i < headings->len; i++)
    {
      const AttestHeading *next = headings->pdata[i];

      if (next->level <= heading->level || heading->level == 1)
        {
          range.end = next->start;
          break;
        }
    }
  while (range.end > range.start && g_ascii_isspace (self->placer.new_text[range.end - 1]))
    range.end--;
  return range;
}

/* The heading right above the quote, else one above that. The title is above everything and says nothing of where something stands,
 * unless the quote stands before all other headings. */
static void
offer_section (Finder *self, AttestCounterpart *counterpart, const AttestRange *old_range)
{
  GPtrArray *own = attest_document_get_headings (self->from);
  GPtrArray *headings = attest_document_get_headings (self->to);
  guint level = G_MAXUINT;
  gboolean is_first = TRUE;

  for (guint i = own->len; i > 0; i--)
    {
      const AttestHeading *heading = own->pdata[i - 1];
      guint found;

      if (heading->start > old_range->start || heading->level >= level || (heading->level == 1 && !is_first))
        continue;
      level = heading->level;
      is_first = FALSE;
      found = find_heading (own, heading->text) == i - 1 ? find_heading (headings, heading->text) : G_MAXUINT;
      if (found != G_MAXUINT)
        {
          AttestCounterpartPlace place = { get_section (self, headings, found), ATTEST_COUNTERPART_SECTION, 0 };

          g_array_append_val (counterpart->places, place);
          if (heading->level > 1)
            counterpart->heading = g_strdup (((const AttestHeading *) headings->pdata[found])->text);
          return;
        }
    }
}

/* ---- All of them ---- */

static gboolean
stands_where_it_says (const Finder *self, const AttestAnchor *anchor)
{
  return anchor->start < anchor->end && anchor->end <= self->placer.old_length &&
         strlen (anchor->exact) == anchor->end - anchor->start &&
         memcmp (self->placer.old_text + anchor->start, anchor->exact, anchor->end - anchor->start) == 0;
}

static void
offer_all (Finder *self, AttestCounterpart *counterpart, const AttestAnchor *anchor)
{
  const AttestRange range = { anchor->start, anchor->end };

  if (!stands_where_it_says (self, anchor))
    return;
  offer_copies (self, counterpart->places, &range, anchor);
  offer_like (self, counterpart->places, &range);
  offer_sources (self, counterpart->places, &range);
  offer_section (self, counterpart, &range);
}

/* Of a sentence that was worded otherwise all is shown: what differs may stand beside the quote's own words. */
static void
add_place (Finder *self, AttestCounterpart *counterpart, const AttestPlacement *placement, AttestTouched touched)
{
  AttestCounterpartPlace place = { { placement->start, placement->end }, ATTEST_COUNTERPART_WORDS, touched };
  Sentences sentences = find_new (self, &place.range);
  AttestRange whole = get_new_range (self, &sentences);

  if (counterpart->state == ATTEST_ANCHOR_CHANGED)
    {
      place.kind = ATTEST_COUNTERPART_SENTENCE;
      place.range = (AttestRange) { MIN (placement->start, whole.start), MAX (placement->end, whole.end) };
    }
  g_array_append_val (counterpart->places, place);
}

static AttestCounterpart *
find (Finder *self, const AttestAnchor *anchor, const AttestPlacement *placement)
{
  AttestCounterpart *counterpart = g_new0 (AttestCounterpart, 1);
  const AttestRange range = { anchor->start, anchor->end };
  AttestTouched touched = ATTEST_TOUCHED_NOTHING;

  counterpart->places = g_array_new (FALSE, FALSE, sizeof (AttestCounterpartPlace));
  counterpart->state = ATTEST_ANCHOR_ORPHAN;
  /* Of a quote that is not where it says the sentence is not known, so that nothing can be told of one that is like it. */
  if (placement->state != ATTEST_ANCHOR_ORPHAN && stands_where_it_says (self, anchor))
    counterpart->state = judge (self, &range, placement, &touched);
  if (counterpart->state == ATTEST_ANCHOR_ORPHAN)
    offer_all (self, counterpart, anchor);
  else
    add_place (self, counterpart, placement, touched);
  return counterpart;
}

GPtrArray *
attest_counterparts_find (GBytes *from, GBytes *to, GPtrArray *anchors)
{
  GPtrArray *counterparts;
  g_auto (Finder) self = { 0 };
  g_autoptr (GPtrArray) placements = NULL;

  g_return_val_if_fail (from != NULL && to != NULL, NULL);
  g_return_val_if_fail (anchors != NULL, NULL);

  self.diff = attest_diff_new (from, to);
  self.from = attest_document_new (from);
  self.to = attest_document_new (to);
  attest_placer_init (&self.placer, self.diff);
  placements = attest_anchors_place (self.diff, anchors);
  counterparts = g_ptr_array_new_full (anchors->len, (GDestroyNotify) attest_counterpart_free);
  for (guint i = 0; i < anchors->len; i++)
    g_ptr_array_add (counterparts, find (&self, anchors->pdata[i], placements->pdata[i]));
  return counterparts;
}

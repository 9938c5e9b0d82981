/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "text/attest-anchor-private.h"
#include "text/attest-quantities.h"

#include <string.h>

/* Text that was moved and edited on the way. All words that say something must have come along, in their order: a sentence
 * in which one of them was replaced may speak of another drug. Small words, signs, the case of letters and endings may differ, and
 * a word like "usually" may have been put in; never numbers, units or negations. */

#define LEAST_WORDS 4       /* that say something */
#define MOST_WORDS 400      /* a longer quote is not looked for */
#define MOST_POSTINGS 200   /* a word that stands more often tells nothing */
#define MOST_ANCHOR_WORDS 3 /* tried as the fixed point of a search */
#define MOST_MODIFIERS 2
#define LEAST_LIKENESS 40 /* percent of weight, for an offer */

/* A found window of the new text; @extra are words that say something and stand in it beside the quote's. */
typedef struct
{
  guint first;
  guint last;
  guint extra;
} Window;

static AttestWordKind
get_kind (AttestPlacer *self, guint32 id)
{
  return self->diff->vocabulary.kinds[id];
}

static gboolean
says_something (AttestPlacer *self, guint32 id)
{
  return get_kind (self, id) >= ATTEST_WORD_CONTENT;
}

static gboolean
is_ending (const char *text, gsize length)
{
  static const char *const endings[] = { "", "s", "es", "ed", "d", "e", "ing" };

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (strlen (endings[i]) == length && g_ascii_strncasecmp (endings[i], text, length) == 0)
      return TRUE;
  return FALSE;
}

/* Whether two words are one but for case and an English ending. */
static gboolean
are_alike (AttestPlacer *self, guint32 one, guint32 other)
{
  const AttestVocabulary *vocabulary = &self->diff->vocabulary;
  const char *first = vocabulary->texts[one], *second = vocabulary->texts[other];
  gsize first_length = vocabulary->lengths[one], second_length = vocabulary->lengths[other], common = 0;

  if (one == other)
    return TRUE;
  if (g_ascii_isdigit (*first) || g_ascii_isdigit (*second))
    return attest_text_same_safety_tokens (first, first_length, second, second_length);
  while (common < first_length && common < second_length &&
         g_ascii_tolower (first[common]) == g_ascii_tolower (second[common]))
    common++;
  if (common == first_length && common == second_length)
    return TRUE;
  if (common >= 4)
    return is_ending (first + common, first_length - common) && is_ending (second + common, second_length - common);
  if ((guchar) *first >= 0x80)
    {
      g_autofree char *first_folded = g_utf8_casefold (first, first_length);
      g_autofree char *second_folded = g_utf8_casefold (second, second_length);

      return g_str_equal (first_folded, second_folded);
    }
  return FALSE;
}

/* Whether a word may be put into a sentence without making it speak of something else. */
static gboolean
is_modifier (AttestPlacer *self, guint32 id)
{
  static const char *const modifiers[] = { "again",  "especially", "generally", "just",    "mainly",
                                           "mostly", "normally",   "often",     "please",  "really",
                                           "simply", "still",      "typically", "usually", "very" };
  const AttestVocabulary *vocabulary = &self->diff->vocabulary;

  for (guint i = 0; i < G_N_ELEMENTS (modifiers); i++)
    if (strlen (modifiers[i]) == vocabulary->lengths[id] &&
        g_ascii_strncasecmp (modifiers[i], vocabulary->texts[id], vocabulary->lengths[id]) == 0)
      return TRUE;
  return FALSE;
}

/* Matches the words of @wanted around the place where one of them stands. */
static gboolean
grow_window (AttestPlacer *self, GArray *wanted, guint index, guint place, Window *window)
{
  const AttestWordList *words = &self->diff->new_words;

  *window = (Window) { place, place, 0 };
  for (guint k = index; k > 0;)
    {
      if (window->first == 0)
        return FALSE;
      window->first--;
      if (!says_something (self, words->ids[window->first]))
        continue;
      if (are_alike (self, words->ids[window->first], g_array_index (wanted, guint32, k - 1)))
        k--;
      else if (!is_modifier (self, words->ids[window->first]) || ++window->extra > MOST_MODIFIERS)
        return FALSE;
    }
  for (guint k = index + 1; k < wanted->len;)
    {
      if (++window->last >= words->n_words)
        return FALSE;
      if (!says_something (self, words->ids[window->last]))
        continue;
      if (are_alike (self, words->ids[window->last], g_array_index (wanted, guint32, k)))
        k++;
      else if (!is_modifier (self, words->ids[window->last]) || ++window->extra > MOST_MODIFIERS)
        return FALSE;
    }
  return TRUE;
}

/* Adds what the quote has before its first and after its last telling word, as far as the place has the same. */
static AttestRange
round_off (AttestPlacer *self, const AttestQuote *quote, Window *window)
{
  const AttestWordList *old_words = &self->diff->old_words, *new_words = &self->diff->new_words;
  guint first = quote->first, last = quote->last;

  while (first < last && !says_something (self, old_words->ids[first]))
    first++;
  while (last > first && !says_something (self, old_words->ids[last]))
    last--;
  while (first > quote->first && window->first > 0 &&
         are_alike (self, old_words->ids[first - 1], new_words->ids[window->first - 1]))
    first--, window->first--;
  while (last < quote->last && window->last + 1 < new_words->n_words &&
         are_alike (self, old_words->ids[last + 1], new_words->ids[window->last + 1]))
    last++, window->last++;
  return (AttestRange) { new_words->starts[window->first], new_words->starts[window->last + 1] };
}

static GArray *
collect_wanted (AttestPlacer *self, const AttestQuote *quote)
{
  GArray *wanted = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint i = quote->first; i <= quote->last && wanted->len <= MOST_WORDS; i++)
    if (says_something (self, self->diff->old_words.ids[i]))
      g_array_append_val (wanted, self->diff->old_words.ids[i]);
  return wanted;
}

/* Links the words that differ in case alone into rings. */
static void
make_rings (AttestPlacer *self)
{
  const AttestVocabulary *vocabulary = &self->diff->vocabulary;
  g_autoptr (GHashTable) rings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  self->rings = g_new (guint32, (gsize) vocabulary->n_ids + 1);
  self->folds = g_new (guint32, (gsize) vocabulary->n_ids + 1);
  for (guint32 id = 0; id < vocabulary->n_ids; id++)
    {
      char *folded;
      gpointer first;

      self->rings[id] = self->folds[id] = id;
      if (vocabulary->kinds[id] != ATTEST_WORD_CONTENT && vocabulary->kinds[id] != ATTEST_WORD_STOP)
        continue;
      folded = g_utf8_casefold (vocabulary->texts[id], vocabulary->lengths[id]);
      if (g_hash_table_lookup_extended (rings, folded, NULL, &first))
        {
          self->rings[id] = self->rings[GPOINTER_TO_UINT (first)];
          self->rings[GPOINTER_TO_UINT (first)] = id;
          self->folds[id] = GPOINTER_TO_UINT (first);
          g_free (folded);
        }
      else
        g_hash_table_insert (rings, folded, GUINT_TO_POINTER (id));
    }
}

guint32
attest_placer_get_fold (AttestPlacer *self, guint32 id)
{
  if (!self->folds)
    make_rings (self);
  return self->folds[id];
}

/* Returns: (transfer full): where a word stands in the new text, in any case of letters; nothing where it stands too often. */
static GArray *
find_places (AttestPlacer *self, guint32 wanted)
{
  GArray *places = g_array_new (FALSE, FALSE, sizeof (guint));
  guint32 id = wanted;

  if (!self->rings)
    make_rings (self);
  do
    {
      guint count;
      const guint *postings = attest_placer_get_postings (self, id, &count);

      if (places->len + count > MOST_POSTINGS)
        {
          g_array_set_size (places, 0);
          break;
        }
      g_array_append_vals (places, postings, count);
      id = self->rings[id];
    }
  while (id != wanted);
  return places;
}

/* Returns: (transfer full): the places of the word of the quote that stands least often in the new text, but there, and is not in @tried. */
static GArray *
find_rare (AttestPlacer *self, GArray *wanted, gboolean *tried, guint *index)
{
  g_autoptr (GArray) rarest = NULL;

  for (guint k = 0; k < wanted->len; k++)
    {
      g_autoptr (GArray) places = tried[k] ? NULL : find_places (self, g_array_index (wanted, guint32, k));

      if (!places || places->len == 0 || (rarest && places->len >= rarest->len))
        continue;
      g_clear_pointer (&rarest, g_array_unref);
      rarest = g_steal_pointer (&places);
      *index = k;
    }
  if (rarest)
    tried[*index] = TRUE;
  return g_steal_pointer (&rarest);
}

static gboolean
is_lost (AttestPlacer *self, const AttestSegment *segment)
{
  for (guint i = segment->start; i < segment->end; i++)
    if (self->diff->old_match[i] != ATTEST_NO_WORD && says_something (self, self->diff->old_words.ids[i]))
      return FALSE;
  return segment->weight > 0;
}

/* Whether another sentence that is gone has the same words too, so that either may have been moved. */
static gboolean
has_older_rival (AttestPlacer *self, const AttestQuote *quote, GArray *wanted)
{
  GArray *segments = self->diff->old_segments;

  if (!self->lost_segments)
    {
      self->lost_segments = g_array_new (FALSE, FALSE, sizeof (guint));
      for (guint i = 0; i < segments->len; i++)
        if (is_lost (self, &g_array_index (segments, AttestSegment, i)))
          g_array_append_val (self->lost_segments, i);
    }
  for (guint i = 0; i < self->lost_segments->len; i++)
    {
      const AttestSegment *segment =
          &g_array_index (segments, AttestSegment, g_array_index (self->lost_segments, guint, i));
      guint found = 0;

      if (segment->start <= quote->last && quote->first < segment->end)
        continue;
      for (guint at = segment->start; at < segment->end && found < wanted->len; at++)
        found += are_alike (self, self->diff->old_words.ids[at], g_array_index (wanted, guint32, found));
      if (found == wanted->len)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_new_window (GArray *windows, const Window *window)
{
  for (guint i = 0; i < windows->len; i++)
    {
      const Window *other = &g_array_index (windows, Window, i);

      if (window->first <= other->last && other->first <= window->last)
        return FALSE;
    }
  return TRUE;
}

/* Whether the quote has all words of its sentences that say something. */
static gboolean
is_whole_sentences (AttestPlacer *self, const AttestQuote *quote, guint n_wanted)
{
  GArray *segments = self->diff->old_segments;
  guint first = attest_segments_find (segments, quote->first), last = attest_segments_find (segments, quote->last);
  guint count = 0;

  for (guint i = g_array_index (segments, AttestSegment, first).start;
       i < g_array_index (segments, AttestSegment, last).end && count <= n_wanted;
       i++)
    count += says_something (self, self->diff->old_words.ids[i]);
  return count == n_wanted;
}

static gboolean
is_likely (AttestPlacer *self, const AttestQuote *quote, const Window *window, gboolean is_whole)
{
  return attest_placer_is_inserted (self, window->first, window->last) &&
         attest_placer_has_like_sentence (self, quote, window->first, window->last, is_whole);
}

gboolean
attest_placer_find_alike (AttestPlacer *self, const AttestQuote *quote, AttestRange *found, GArray *prospects)
{
  g_autoptr (GArray) wanted = collect_wanted (self, quote);
  g_autoptr (GArray) windows = g_array_new (FALSE, FALSE, sizeof (Window));
  g_autofree gboolean *tried = g_new0 (gboolean, MOST_WORDS + 2);
  guint n_good = 0;
  gboolean is_whole = is_whole_sentences (self, quote, wanted->len);

  if (wanted->len < LEAST_WORDS || wanted->len > MOST_WORDS)
    return FALSE;
  for (guint round = 0; round < MOST_ANCHOR_WORDS; round++)
    {
      guint index;
      g_autoptr (GArray) places = find_rare (self, wanted, tried, &index);

      if (!places)
        break;
      for (guint i = 0; i < places->len; i++)
        {
          Window window;
          AttestRange range;

          if (!grow_window (self, wanted, index, g_array_index (places, guint, i), &window) ||
              !is_new_window (windows, &window))
            continue;
          g_array_append_val (windows, window);
          range = round_off (self, quote, &window);
          if (!attest_text_same_safety_tokens (self->old_text + quote->start,
                                               quote->end - quote->start,
                                               self->new_text + range.start,
                                               range.end - range.start))
            continue;
          /* Text that stands where it always stood is no place for the quote, but makes the choice doubtful. */
          n_good += is_likely (self, quote, &window, is_whole) ? 1 : 2;
          g_array_append_vals (prospects, &(AttestProspect) { range, 700 - window.extra }, 1);
          *found = range;
        }
    }
  return n_good == 1 && !has_older_rival (self, quote, wanted);
}

void
attest_placer_add_lookalikes (AttestPlacer *self, const AttestQuote *quote, GArray *prospects)
{
  g_autoptr (GHashTable) votes = g_hash_table_new (NULL, NULL);
  GHashTableIter iterator;
  gpointer key, value;
  guint weight = 0, last = MIN (quote->last, quote->first + 4 * MOST_WORDS);

  for (guint i = quote->first; i <= last; i++)
    {
      guint32 id = self->diff->old_words.ids[i];
      guint count;
      const guint *postings = attest_placer_get_postings (self, id, &count);
      guint share = attest_word_kind_get_weight (get_kind (self, id));

      weight += share;
      if (!says_something (self, id) || count > MOST_POSTINGS)
        continue;
      for (guint k = 0; k < count; k++)
        {
          gpointer segment = GUINT_TO_POINTER (attest_segments_find (self->diff->new_segments, postings[k]));
          guint so_far = GPOINTER_TO_UINT (g_hash_table_lookup (votes, segment));

          g_hash_table_insert (votes, segment, GUINT_TO_POINTER (so_far + share));
        }
    }
  g_hash_table_iter_init (&iterator, votes);
  while (g_hash_table_iter_next (&iterator, &key, &value))
    {
      const AttestSegment *segment = &g_array_index (self->diff->new_segments, AttestSegment, GPOINTER_TO_UINT (key));
      guint shared = MIN (GPOINTER_TO_UINT (value), MIN (weight, segment->weight));
      guint likeness = (guint) ((guint64) 200 * shared / MAX (1, (guint64) weight + segment->weight));
      gsize end = self->diff->new_words.starts[segment->end];
      gsize start = self->diff->new_words.starts[segment->start];

      while (end > start && g_ascii_isspace (self->new_text[end - 1]))
        end--;
      if (likeness >= LEAST_LIKENESS && start < end)
        g_array_append_vals (prospects, &(AttestProspect) { { start, end }, 4 * likeness }, 1);
    }
}

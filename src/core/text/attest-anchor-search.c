/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "text/attest-anchor-private.h"
#include "text/attest-quantities.h"

#include <string.h>

/* A quote whose words the diff has deleted was moved only if nothing else can be meant: the place must be text that was put
 * in, not text kept from elsewhere; quote and context together must say enough to be no chance; and no other place, in
 * the new text or among what is gone from the old one, may fit as well. */

#define LEAST_WORDS 5         /* of quote and context together */
#define LEAST_CONTEXT_WORDS 3 /* where the quote stands elsewhere too */
#define MOST_CONTEXT_WORDS 8
#define MOST_COPIES 64
#define MOST_RIVALS 1000 /* beyond which a quote says too little to be followed */

typedef struct
{
  const AttestWordList *words;
  guint first;
  guint last;
} Span;

void
attest_placer_init (AttestPlacer *self, AttestDiff *diff)
{
  memset (self, 0, sizeof *self);
  self->diff = diff;
  self->old_text = g_bytes_get_data (attest_diff_get_old_text (diff), &self->old_length);
  self->new_text = g_bytes_get_data (attest_diff_get_new_text (diff), &self->new_length);
  /* Bytes without length have no address. */
  if (!self->old_text)
    self->old_text = "";
  if (!self->new_text)
    self->new_text = "";
}

void
attest_placer_clear (AttestPlacer *self)
{
  g_clear_pointer (&self->posting_starts, g_free);
  g_clear_pointer (&self->postings, g_free);
  g_clear_pointer (&self->old_posting_starts, g_free);
  g_clear_pointer (&self->old_postings, g_free);
  g_clear_pointer (&self->rings, g_free);
  g_clear_pointer (&self->folds, g_free);
  g_clear_pointer (&self->lost_segments, g_array_unref);
}

static AttestWordKind
get_kind (AttestPlacer *self, guint32 id)
{
  return self->diff->vocabulary.kinds[id];
}

static void
make_postings (const AttestWordList *words, guint n_ids, guint **starts, guint **postings)
{
  *starts = g_new0 (guint, (gsize) n_ids + 2);
  *postings = g_new (guint, (gsize) words->n_words + 1);
  for (guint i = 0; i < words->n_words; i++)
    (*starts)[words->ids[i] + 2]++;
  for (guint id = 2; id < n_ids + 2; id++)
    (*starts)[id] += (*starts)[id - 1];
  for (guint i = 0; i < words->n_words; i++)
    (*postings)[(*starts)[words->ids[i] + 1]++] = i;
}

const guint *
attest_placer_get_postings (AttestPlacer *self, guint32 id, guint *n_postings)
{
  if (!self->postings)
    make_postings (&self->diff->new_words, self->diff->vocabulary.n_ids, &self->posting_starts, &self->postings);
  *n_postings = self->posting_starts[id + 1] - self->posting_starts[id];
  return self->postings + self->posting_starts[id];
}

const guint *
attest_placer_get_old_postings (AttestPlacer *self, guint32 id, guint *n_postings)
{
  if (!self->old_postings)
    make_postings (
        &self->diff->old_words, self->diff->vocabulary.n_ids, &self->old_posting_starts, &self->old_postings);
  *n_postings = self->old_posting_starts[id + 1] - self->old_posting_starts[id];
  return self->old_postings + self->old_posting_starts[id];
}

static gboolean
is_unmatched (AttestPlacer *self, guint first, guint last)
{
  gboolean has_word = FALSE;

  for (guint i = first; i <= last; i++)
    if (get_kind (self, self->diff->new_words.ids[i]) >= ATTEST_WORD_STOP)
      {
        has_word = TRUE;
        if (self->diff->new_match[i] != ATTEST_NO_WORD)
          return FALSE;
      }
  return has_word;
}

static gboolean
is_contested (AttestPlacer *self, guint first, guint last)
{
  GArray *segments = self->diff->new_segments;

  for (guint i = attest_segments_find (segments, first);
       i < segments->len && g_array_index (segments, AttestSegment, i).start <= last;
       i++)
    if (g_array_index (segments, AttestSegment, i).is_contested)
      return TRUE;
  return FALSE;
}

gboolean
attest_placer_is_inserted (AttestPlacer *self, guint first, guint last)
{
  return is_unmatched (self, first, last) && !is_contested (self, first, last);
}

static Span
find_span (const AttestWordList *words, gsize start, gsize end)
{
  return (Span) { words, attest_word_list_find (words, start), attest_word_list_find (words, end - 1) };
}

static gboolean
are_alike (AttestPlacer *self, guint32 one, guint32 other)
{
  return one == other || (get_kind (self, one) == ATTEST_WORD_SPACE && get_kind (self, other) == ATTEST_WORD_SPACE);
}

/* Returns: how many words stand around both places alike. */
static guint
count_context (AttestPlacer *self, const Span *one, const Span *other)
{
  guint before = 0, after = 0;

  for (guint i = 1; i <= one->first && i <= other->first && before < MOST_CONTEXT_WORDS; i++)
    {
      guint32 id = one->words->ids[one->first - i];

      if (!are_alike (self, id, other->words->ids[other->first - i]))
        break;
      before += get_kind (self, id) >= ATTEST_WORD_STOP;
    }
  for (guint i = 1;
       one->last + i < one->words->n_words && other->last + i < other->words->n_words && after < MOST_CONTEXT_WORDS;
       i++)
    {
      guint32 id = one->words->ids[one->last + i];

      if (!are_alike (self, id, other->words->ids[other->last + i]))
        break;
      after += get_kind (self, id) >= ATTEST_WORD_STOP;
    }
  return before + after;
}

static guint
count_words (AttestPlacer *self, const Span *span)
{
  guint count = 0, unspaced = 0;

  for (guint i = span->first; i <= span->last && count < LEAST_WORDS; i++)
    {
      AttestWordKind kind = get_kind (self, span->words->ids[i]);

      if (kind == ATTEST_WORD_UNSPACED)
        count += ++unspaced % 2 == 0;
      else
        count += kind >= ATTEST_WORD_STOP;
    }
  return count;
}

static void
add_prospect (GArray *prospects, gsize start, gsize end, guint rate)
{
  AttestProspect prospect = { { start, end }, rate };

  g_array_append_val (prospects, prospect);
}

/* Returns: (transfer full): where the bytes stand in the text; no more than @most of them. */
static GArray *
find_copies (const char *text, gsize length, const char *bytes, gsize n_bytes, guint most)
{
  GArray *copies = g_array_new (FALSE, FALSE, sizeof (gsize));
  const char *hit;

  for (gsize from = 0;
       n_bytes > 0 && copies->len < most && (hit = memmem (text + from, length - from, bytes, n_bytes));)
    {
      gsize start = hit - text;

      g_array_append_val (copies, start);
      from = start + 1;
    }
  return copies;
}

/* Whether the quote was put in at another place of the new text too, with as much around it that is the same: a sentence that was copied
 * before it was edited looks as if it had been moved, and its former self like a new one. */
static gboolean
has_newer_rival (AttestPlacer *self, const AttestQuote *quote, const AttestRange *found)
{
  gsize length = found->end - found->start;
  Span own = { &self->diff->old_words, quote->first, quote->last };
  Span best = find_span (&self->diff->new_words, found->start, found->end);
  guint context = count_context (self, &own, &best);
  g_autoptr (GArray) copies =
      find_copies (self->new_text, self->new_length, self->new_text + found->start, length, MOST_RIVALS);

  for (guint i = 0; i < copies->len; i++)
    {
      gsize start = g_array_index (copies, gsize, i);
      Span span = find_span (&self->diff->new_words, start, start + length);

      if (start != found->start && is_unmatched (self, span.first, span.last) &&
          count_context (self, &own, &span) >= context)
        return TRUE;
    }
  return copies->len >= MOST_RIVALS;
}

/* Follows a quote whose sentences were all moved, one after the other, to one place. */
static gboolean
follow_twins (AttestPlacer *self, const AttestQuote *quote, AttestRange *found)
{
  const AttestDiff *diff = self->diff;
  guint first = attest_segments_find (diff->old_segments, quote->first);
  guint last = attest_segments_find (diff->old_segments, quote->last);
  const AttestSegment *old_first = &g_array_index (diff->old_segments, AttestSegment, first);
  const AttestSegment *old_last = &g_array_index (diff->old_segments, AttestSegment, last);
  guint new_first, new_last;

  for (guint i = first; i <= last; i++)
    {
      const AttestSegment *segment = &g_array_index (diff->old_segments, AttestSegment, i);

      if (segment->twin == ATTEST_NO_WORD || segment->twin != old_first->twin + (i - first))
        return FALSE;
    }
  new_first =
      g_array_index (diff->new_segments, AttestSegment, old_first->twin).start + (quote->first - old_first->start);
  new_last = g_array_index (diff->new_segments, AttestSegment, old_last->twin).start + (quote->last - old_last->start);
  if (new_last >= diff->new_words.n_words || !attest_placer_is_inserted (self, new_first, new_last))
    return FALSE;

  found->start = diff->new_words.starts[new_first] + (quote->start - diff->old_words.starts[quote->first]);
  found->end = diff->new_words.starts[new_last] + (quote->end - diff->old_words.starts[quote->last]);
  return found->end <= self->new_length && found->start < found->end && !has_newer_rival (self, quote, found);
}

static guint
get_segment_id (AttestPlacer *self, guint old_place)
{
  GArray *segments = self->diff->old_segments;

  return g_array_index (segments, AttestSegment, attest_segments_find (segments, old_place)).id;
}

/* Whether the quote stands there still; a word that the diff kept for the sake of another sentence is no sign that the rest stayed. */
static gboolean
is_kept (AttestPlacer *self, gsize start, gsize end)
{
  gsize new_start, new_end;

  return attest_diff_map_range (self->diff, start, end, &new_start, &new_end) && new_end - new_start == end - start &&
         memcmp (self->old_text + start, self->new_text + new_start, end - start) == 0;
}

/* Whether another place of the old text that is gone too is as likely to have come to @target. */
static gboolean
has_older_rival (AttestPlacer *self, const AttestQuote *quote, const Span *target, guint context)
{
  g_autoptr (GArray) copies = find_copies (
      self->old_text, self->old_length, self->old_text + quote->start, quote->end - quote->start, MOST_COPIES);

  if (copies->len >= MOST_COPIES)
    return TRUE;
  for (guint i = 0; i < copies->len; i++)
    {
      gsize start = g_array_index (copies, gsize, i);
      Span span = find_span (&self->diff->old_words, start, start + (quote->end - quote->start));

      if (start == quote->start || is_kept (self, start, start + (quote->end - quote->start)))
        continue;
      if (get_segment_id (self, span.first) == get_segment_id (self, quote->first) ||
          count_context (self, &span, target) + LEAST_CONTEXT_WORDS > context)
        return TRUE;
    }
  return FALSE;
}

/* Returns: the weight of the words in the segments that hold the span; counts them into @counts, or takes them from there into @shared. */
static guint
weigh_sentences (AttestPlacer *self, GArray *segments, const Span *span, GHashTable *counts, guint *shared, Span *all)
{
  const AttestSegment *first = &g_array_index (segments, AttestSegment, attest_segments_find (segments, span->first));
  const AttestSegment *last = &g_array_index (segments, AttestSegment, attest_segments_find (segments, span->last));
  guint weight = 0;

  *all = (Span) { span->words, first->start, last->end - 1 };
  for (guint i = first->start; i < last->end; i++)
    {
      gpointer id = GUINT_TO_POINTER (attest_placer_get_fold (self, span->words->ids[i]));
      guint share = attest_word_kind_get_weight (get_kind (self, span->words->ids[i]));
      gint count = GPOINTER_TO_INT (g_hash_table_lookup (counts, id));

      weight += share;
      g_hash_table_insert (counts, id, GINT_TO_POINTER (shared ? count - 1 : count + 1));
      if (shared && count > 0)
        *shared += share;
    }
  return weight;
}

gboolean
attest_placer_has_like_sentence (AttestPlacer *self,
                                 const AttestQuote *quote,
                                 guint first,
                                 guint last,
                                 gboolean may_say_more)
{
  Span old = { &self->diff->old_words, quote->first, quote->last }, new = { &self->diff->new_words, first, last };
  g_autoptr (GHashTable) counts = g_hash_table_new (NULL, NULL);
  const AttestWordList *old_words = &self->diff->old_words, *new_words = &self->diff->new_words;
  guint shared = 0, old_weight, new_weight;
  Span old_all, new_all;

  old_weight = weigh_sentences (self, self->diff->old_segments, &old, counts, NULL, &old_all);
  new_weight = weigh_sentences (self, self->diff->new_segments, &new, counts, &shared, &new_all);
  return (may_say_more || old_weight + new_weight - 2 * shared < attest_word_kind_get_weight (ATTEST_WORD_UNSPACED)) &&
         attest_text_same_safety_tokens (self->old_text + old_words->starts[old_all.first],
                                         old_words->starts[old_all.last + 1] - old_words->starts[old_all.first],
                                         self->new_text + new_words->starts[new_all.first],
                                         new_words->starts[new_all.last + 1] - new_words->starts[new_all.first]);
}

/* Whether the sentence of the quote stands in the new text more often than it did, so that one that was put in may be a copy; or stood more
 * than once, and what stands beside it now does not tell which one came along. */
static gboolean
may_be_other_copy (AttestPlacer *self, const AttestQuote *quote, const Span *target)
{
  GArray *segments = self->diff->old_segments;
  guint own = attest_segments_find (segments, quote->first), id = g_array_index (segments, AttestSegment, own).id;
  guint n_old = self->diff->segment_counts[2 * id], n_new = self->diff->segment_counts[2 * id + 1];

  if (n_old <= 1)
    return n_new > 1;
  if (n_new > n_old ||
      attest_placer_count_neighbours (self, quote->first, quote->last, target->first, target->last) < 2)
    return TRUE;
  for (guint i = 0; i < segments->len; i++)
    {
      const AttestSegment *other = &g_array_index (segments, AttestSegment, i);

      if (i != own && other->id == id &&
          attest_placer_count_neighbours (self, other->start, other->start, target->first, target->first) > 0)
        return TRUE;
    }
  return FALSE;
}

/* Whether the sentence at the target is one that was moved there from elsewhere. */
static gboolean
is_of_other (AttestPlacer *self, guint old_place, guint new_place)
{
  const AttestDiff *diff = self->diff;
  guint twin =
      g_array_index (diff->new_segments, AttestSegment, attest_segments_find (diff->new_segments, new_place)).twin;

  return twin != ATTEST_NO_WORD && twin != attest_segments_find (diff->old_segments, old_place);
}

/* The first and the last sentence are looked at by themselves too: of two that changed places both together have the same words. */
static gboolean
has_like_sentences (AttestPlacer *self, const AttestQuote *quote, const Span *target)
{
  AttestQuote first = *quote, last = *quote;

  first.last = quote->first;
  last.first = quote->last;
  return !is_of_other (self, quote->first, target->first) && !is_of_other (self, quote->last, target->last) &&
         attest_placer_has_like_sentence (self, quote, target->first, target->last, FALSE) &&
         attest_placer_has_like_sentence (self, &first, target->first, target->first, FALSE) &&
         attest_placer_has_like_sentence (self, &last, target->last, target->last, FALSE);
}

static gboolean
find_copy (AttestPlacer *self, const AttestQuote *quote, AttestRange *found, GArray *prospects)
{
  gsize length = quote->end - quote->start;
  Span own = { &self->diff->old_words, quote->first, quote->last }, best = { NULL, 0, 0 };
  guint words = count_words (self, &own), best_context = 0, next_context = 0, n_inserted = 0;
  g_autoptr (GArray) copies =
      find_copies (self->new_text, self->new_length, self->old_text + quote->start, length, MOST_COPIES);

  for (guint i = 0; i < copies->len; i++)
    {
      gsize start = g_array_index (copies, gsize, i);
      Span span = find_span (&self->diff->new_words, start, start + length);
      guint context = count_context (self, &own, &span);

      add_prospect (prospects, start, start + length, 1000 + context);
      if (!is_unmatched (self, span.first, span.last))
        continue;
      n_inserted++;
      if (!best.words || context > best_context)
        {
          next_context = best_context;
          best = span;
          best_context = context;
          *found = (AttestRange) { start, start + length };
        }
      else
        next_context = MAX (next_context, context);
    }
  if (!best.words || is_contested (self, best.first, best.last) || copies->len >= MOST_COPIES ||
      words + best_context < LEAST_WORDS || (copies->len > 1 && best_context < LEAST_CONTEXT_WORDS) ||
      (n_inserted > 1 && best_context < next_context + LEAST_CONTEXT_WORDS) || may_be_other_copy (self, quote, &best))
    return FALSE;
  return has_like_sentences (self, quote, &best) && !has_older_rival (self, quote, &best, best_context);
}

/* A sentence that stood twice and is gone twice is no more certain for being looked for by its words. */
static gboolean
find_alike (AttestPlacer *self, const AttestQuote *quote, AttestRange *found, GArray *prospects)
{
  Span target;

  if (!attest_placer_find_alike (self, quote, found, prospects))
    return FALSE;
  target = find_span (&self->diff->new_words, found->start, found->end);
  return !may_be_other_copy (self, quote, &target);
}

gboolean
attest_placer_find_elsewhere (AttestPlacer *self, const AttestRange *old, AttestRange *found, GArray *prospects)
{
  AttestQuote quote = { old->start,
                        old->end,
                        attest_word_list_find (&self->diff->old_words, old->start),
                        attest_word_list_find (&self->diff->old_words, old->end - 1) };

  *found = (AttestRange) { 0, 0 };
  if ((follow_twins (self, &quote, found) || find_copy (self, &quote, found, prospects) ||
       find_alike (self, &quote, found, prospects)) &&
      !attest_placer_has_marked_copy (self, quote.first) && !attest_placer_has_marked_copy (self, quote.last))
    return TRUE;
  if (found->start < found->end)
    add_prospect (prospects, found->start, found->end, 900);
  attest_placer_add_lookalikes (self, &quote, prospects);
  return FALSE;
}

gsize
attest_placer_rate_context (const AttestAnchor *anchor, const char *text, gsize length, gsize start, gsize end)
{
  gsize before = strlen (anchor->prefix), after = strlen (anchor->suffix), rate = 0;

  for (gsize i = 1; i <= MIN (before, start) && anchor->prefix[before - i] == text[start - i]; i++)
    rate++;
  for (gsize i = 0; i < after && end + i < length && anchor->suffix[i] == text[end + i]; i++)
    rate++;
  return rate;
}

void
attest_placer_add_copies (AttestPlacer *self, const AttestAnchor *anchor, GArray *prospects)
{
  gsize length = strlen (anchor->exact);
  g_autoptr (GArray) copies = find_copies (self->new_text, self->new_length, anchor->exact, length, MOST_COPIES);

  for (guint i = 0; i < copies->len; i++)
    {
      gsize start = g_array_index (copies, gsize, i);

      add_prospect (prospects,
                    start,
                    start + length,
                    1000 +
                        attest_placer_rate_context (anchor, self->new_text, self->new_length, start, start + length));
    }
}

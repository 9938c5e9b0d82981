/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "text/attest-anchor-private.h"

#include <string.h>

/* A quote whose words the diff has deleted was moved only if nothing else can be meant: the place must be text that was put
 * in, not text kept from elsewhere; quote and context together must say enough to be no chance; and no other place, in
 * the new text or among what is gone from the old one, may fit as well. */

#define LEAST_WORDS 5         /* of quote and context together */
#define LEAST_CONTEXT_WORDS 3 /* where the quote stands elsewhere too */
#define MOST_CONTEXT_WORDS 8
#define MOST_COPIES 64

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
}

void
attest_placer_clear (AttestPlacer *self)
{
  g_clear_pointer (&self->posting_starts, g_free);
  g_clear_pointer (&self->postings, g_free);
  g_clear_pointer (&self->lost_segments, g_array_unref);
}

static AttestWordKind
get_kind (AttestPlacer *self, guint32 id)
{
  return self->diff->vocabulary.kinds[id];
}

static void
make_postings (AttestPlacer *self)
{
  const AttestWordList *words = &self->diff->new_words;
  guint n_ids = self->diff->vocabulary.n_ids;

  self->posting_starts = g_new0 (guint, (gsize) n_ids + 2);
  self->postings = g_new (guint, (gsize) words->n_words + 1);
  for (guint i = 0; i < words->n_words; i++)
    self->posting_starts[words->ids[i] + 2]++;
  for (guint id = 2; id < n_ids + 2; id++)
    self->posting_starts[id] += self->posting_starts[id - 1];
  for (guint i = 0; i < words->n_words; i++)
    self->postings[self->posting_starts[words->ids[i] + 1]++] = i;
}

const guint *
attest_placer_get_postings (AttestPlacer *self, guint32 id, guint *n_postings)
{
  if (!self->postings)
    make_postings (self);
  *n_postings = self->posting_starts[id + 1] - self->posting_starts[id];
  return self->postings + self->posting_starts[id];
}

gboolean
attest_placer_is_inserted (AttestPlacer *self, guint first, guint last)
{
  gboolean has_word = FALSE;

  for (guint i = first; i <= last; i++)
    if (get_kind (self, self->diff->new_words.ids[i]) >= ATTEST_WORD_STOP)
      {
        has_word = TRUE;
        if (self->diff->new_match[i] != ATTEST_NO_WORD)
          return FALSE;
      }
  if (!has_word)
    return FALSE;
  for (guint i = attest_segments_find (self->diff->new_segments, first);
       i < self->diff->new_segments->len && g_array_index (self->diff->new_segments, AttestSegment, i).start <= last;
       i++)
    if (g_array_index (self->diff->new_segments, AttestSegment, i).is_contested)
      return FALSE;
  return TRUE;
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

/* Returns: (transfer full): where the bytes stand in the text; no more than MOST_COPIES of them. */
static GArray *
find_copies (const char *text, gsize length, const char *bytes, gsize n_bytes)
{
  GArray *copies = g_array_new (FALSE, FALSE, sizeof (gsize));
  const char *hit;

  for (gsize from = 0;
       n_bytes > 0 && copies->len < MOST_COPIES && (hit = memmem (text + from, length - from, bytes, n_bytes));)
    {
      gsize start = hit - text;

      g_array_append_val (copies, start);
      from = start + 1;
    }
  return copies;
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
  return found->end <= self->new_length && found->start < found->end;
}

/* Whether another place of the old text that is gone too is as likely to have come to @target. */
static gboolean
has_older_rival (AttestPlacer *self, const AttestQuote *quote, const Span *target, guint context)
{
  g_autoptr (GArray) copies = find_copies (
      self->old_text, self->old_length, self->old_text + quote->start, quote->end - quote->start);

  if (copies->len >= MOST_COPIES)
    return TRUE;
  for (guint i = 0; i < copies->len; i++)
    {
      gsize start = g_array_index (copies, gsize, i);
      Span span = find_span (&self->diff->old_words, start, start + (quote->end - quote->start));

      if (start != quote->start && self->diff->old_match[span.first] == ATTEST_NO_WORD &&
          count_context (self, &span, target) >= context)
        return TRUE;
    }
  return FALSE;
}

static gboolean
find_copy (AttestPlacer *self, const AttestQuote *quote, AttestRange *found, GArray *prospects)
{
  gsize length = quote->end - quote->start;
  Span own = { &self->diff->old_words, quote->first, quote->last }, best = { NULL, 0, 0 };
  guint words = count_words (self, &own), best_context = 0;
  gboolean is_tie = FALSE;
  g_autoptr (GArray) copies = find_copies (self->new_text, self->new_length, self->old_text + quote->start, length);

  for (guint i = 0; i < copies->len; i++)
    {
      gsize start = g_array_index (copies, gsize, i);
      Span span = find_span (&self->diff->new_words, start, start + length);
      guint context = count_context (self, &own, &span);

      add_prospect (prospects, start, start + length, 1000 + context);
      if (!attest_placer_is_inserted (self, span.first, span.last))
        continue;
      if (!best.words || context > best_context)
        {
          best = span;
          best_context = context;
          is_tie = FALSE;
          *found = (AttestRange) { start, start + length };
        }
      else if (context == best_context)
        is_tie = TRUE;
    }
  if (!best.words || is_tie || copies->len >= MOST_COPIES || words + best_context < LEAST_WORDS ||
      (copies->len > 1 && best_context < LEAST_CONTEXT_WORDS))
    return FALSE;
  return !has_older_rival (self, quote, &best, best_context);
}

gboolean
attest_placer_find_elsewhere (AttestPlacer *self, const AttestRange *old, AttestRange *found, GArray *prospects)
{
  AttestQuote quote = { old->start,
                        old->end,
                        attest_word_list_find (&self->diff->old_words, old->start),
                        attest_word_list_find (&self->diff->old_words, old->end - 1) };

  if (follow_twins (self, &quote, found) || find_copy (self, &quote, found, prospects) ||
      attest_placer_find_alike (self, &quote, found, prospects))
    return TRUE;
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
  g_autoptr (GArray) copies = find_copies (self->new_text, self->new_length, anchor->exact, length);

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

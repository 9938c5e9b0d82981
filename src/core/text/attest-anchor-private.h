/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "text/attest-anchor.h"
#include "text/attest-diff-private.h"

G_BEGIN_DECLS

#define ATTEST_MOST_CANDIDATES 5

/**
 * AttestPlacer: what the placing of many anchors shares.
 * @postings: the places of each token of the new text, grouped by id; @posting_starts says where a group begins
 * @old_postings: the same of the old text
 * @rings: for each token id the next of those that differ in case alone; @folds has one of them for all
 * @lost_segments: (element-type guint): the segments of the old text that the diff has kept no word of
 */
typedef struct
{
  AttestDiff *diff;
  const char *old_text;
  gsize old_length;
  const char *new_text;
  gsize new_length;
  guint *posting_starts;
  guint *postings;
  guint *old_posting_starts;
  guint *old_postings;
  guint32 *rings;
  guint32 *folds;
  GArray *lost_segments;
} AttestPlacer;

/** AttestQuote: a range of the old text: its bytes and its tokens, those that it holds a part of included. */
typedef struct
{
  gsize start;
  gsize end;
  guint first;
  guint last;
} AttestQuote;

/** AttestProspect: a place that a quote may have gone to; more @rate is better. */
typedef struct
{
  AttestRange range;
  guint rate;
} AttestProspect;

void attest_placer_init (AttestPlacer *self, AttestDiff *diff);
void attest_placer_clear (AttestPlacer *self);

/** attest_placer_rate_context: Returns: bytes that the anchor's contexts share with what stands around the place [start, end) of @text. */
gsize attest_placer_rate_context (const AttestAnchor *anchor, const char *text, gsize length, gsize start, gsize end);

/**
 * attest_placer_is_meant:
 * @hits: places that have the quote
 * @best, @second: bytes of context that agree at the two best of them
 *
 * Whether the best one may be taken. By a word's worth of context at least, and more where the quote says little; where it stands several times by a word's worth more than
 * at the next best place, or all that is known. Never by a space alone.
 */
gboolean attest_placer_is_meant (const AttestAnchor *anchor, gsize hits, gsize best, gsize second);

/** attest_placer_says_same_around: Returns: whether what is known of the quote's sentence has the numbers, units, negations and drugs of the one at @range. */
gboolean
attest_placer_says_same_around (const AttestAnchor *anchor, const char *text, gsize length, const AttestRange *range);

/**
 * attest_placer_find_elsewhere:
 * @old: a range of the old text of which the diff has kept no word
 * @found: (out): where it was moved to
 * @prospects: (element-type AttestProspect): gets the places that come near
 *
 * Returns: whether it was moved, so that nothing else in either text may be meant
 */
gboolean
attest_placer_find_elsewhere (AttestPlacer *self, const AttestRange *old, AttestRange *found, GArray *prospects);

/** attest_placer_find_alike: The last step of the above: the same words in the same order, but for small ones. */
gboolean attest_placer_find_alike (AttestPlacer *self, const AttestQuote *quote, AttestRange *found, GArray *prospects);

/** attest_placer_add_lookalikes: Adds sentences of the new text that share much with the quote; never more than an offer. */
void attest_placer_add_lookalikes (AttestPlacer *self, const AttestQuote *quote, GArray *prospects);

/** attest_placer_add_copies: Adds the places of the new text where the quote stands byte for byte, those with most of its context first. */
void attest_placer_add_copies (AttestPlacer *self, const AttestAnchor *anchor, GArray *prospects);

/** attest_placer_is_inserted: Returns: whether the new tokens from @first to @last, at least one word, were all put in and stand in no contested segment. */
gboolean attest_placer_is_inserted (AttestPlacer *self, guint first, guint last);

/**
 * attest_placer_has_like_sentence:
 * @may_say_more: whether one may have words that say something and that the other has not
 *
 * A part of a sentence was moved only if its sentence was: a word that was replaced beside it may be the name of a drug, however long the sentence is.
 *
 * Returns: whether the sentences around the quote and around the new tokens from @first to @last say the same, or at least the same numbers, units and negations
 */
gboolean attest_placer_has_like_sentence (AttestPlacer *self,
                                          const AttestQuote *quote,
                                          guint first,
                                          guint last,
                                          gboolean may_say_more);

/**
 * attest_placer_is_doubtful:
 * @range: a place of equal bytes that the diff maps @old to
 *
 * Equal bytes may still be those of another sentence, which was moved here or stood here always.
 *
 * Returns: whether the sentence there may as well be another one than the quote's
 */
gboolean attest_placer_is_doubtful (AttestPlacer *self, const AttestRange *old, const AttestRange *range);

/**
 * attest_placer_has_marked_copy:
 * @place: of a token of the old text
 *
 * A sentence in a paragraph and the same one behind the mark of an item are two for the comparison, though either may have been moved.
 *
 * Returns: whether the sentence there stands in one of the texts a second time with other signs
 */
gboolean attest_placer_has_marked_copy (AttestPlacer *self, guint place);

/** attest_placer_count_neighbours: Returns: how many of the two sentences beside those of the old tokens are beside those of the new ones too; so is the end of a text. */
guint
attest_placer_count_neighbours (AttestPlacer *self, guint old_first, guint old_last, guint new_first, guint new_last);

/** attest_placer_get_fold: Returns: one id for all words that differ from this one in case alone. */
guint32 attest_placer_get_fold (AttestPlacer *self, guint32 id);

/** attest_placer_get_postings: Returns: (transfer none): the places in the new text of the token @id. */
const guint *attest_placer_get_postings (AttestPlacer *self, guint32 id, guint *n_postings);

/** attest_placer_get_old_postings: Returns: (transfer none): the places in the old text of the token @id. */
const guint *attest_placer_get_old_postings (AttestPlacer *self, guint32 id, guint *n_postings);

G_END_DECLS

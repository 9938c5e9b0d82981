/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "text/attest-diff.h"

G_BEGIN_DECLS

#define ATTEST_NO_WORD G_MAXUINT32

/** AttestWordKind: what a token counts for when places are compared. A stop word ("the", "of") says little about where a text comes from. */
typedef enum
{
  ATTEST_WORD_SPACE,
  ATTEST_WORD_PUNCTUATION,
  ATTEST_WORD_STOP,
  ATTEST_WORD_CONTENT,
  ATTEST_WORD_UNSPACED, /* one character of a script without spaces between words */
} AttestWordKind;

/** AttestVocabulary: the distinct tokens of two texts. Two tokens have one id exactly when their bytes are equal. @texts point into the texts. */
typedef struct
{
  guint n_ids;
  const char **texts;
  gsize *lengths;
  guint8 *kinds;
} AttestVocabulary;

/** AttestWordList: the tokens of a text. @starts has one entry more than there are tokens: the length of the text. */
typedef struct
{
  guint n_words;
  gsize *starts;
  guint32 *ids;
} AttestWordList;

/**
 * AttestBlock: a run of tokens that is the same in both texts.
 *
 * Invariant of a list of them: old and new places both ascend, and blocks do not overlap.
 */
typedef struct
{
  guint old_start;
  guint new_start;
  guint length;
} AttestBlock;

/**
 * AttestMatcher: what one comparison works with.
 * @match: for each old token its new one, or %ATTEST_NO_WORD; ascending where set
 * @work: steps taken so far; beyond a limit the search settles for less than the best
 */
typedef struct
{
  const AttestVocabulary *vocabulary;
  const AttestWordList *old_words;
  const AttestWordList *new_words;
  guint32 *match;
  guint32 *marks_old;
  guint32 *marks_new;
  guint32 epoch;
  guint *counts; /* by id; all zero between uses */
  guint64 work;
  GArray *forward;
  GArray *backward;
  GArray *pairs; /* AttestPair, of all gaps */
} AttestMatcher;

/**
 * AttestSegment: a sentence, list item, heading or other line, with the white space after it; @start and @end count tokens.
 * @id: two segments have one id when their words and signs are equal and white space stands at the same places
 * @weight: what its words say, see attest_word_kind_get_weight()
 * @twin: of a segment that was moved, its place on the other side, else %ATTEST_NO_WORD
 * @is_contested: moved to where it may as well have come from the text that stood there
 */
typedef struct
{
  guint start;
  guint end;
  guint id;
  guint weight;
  guint twin;
  gboolean is_heading;
  gboolean is_row;
  gboolean is_contested;
  gboolean is_paired;
} AttestSegment;

/** AttestPair: segments that one sentence or two became, whose words are still to be matched; @likeness in percent. */
typedef struct
{
  guint old_start;
  guint old_end;
  guint new_start;
  guint new_end;
  guint likeness;
} AttestPair;

struct _AttestDiff
{
  gatomicrefcount references;
  GBytes *old_text;
  GBytes *new_text;
  AttestVocabulary vocabulary;
  AttestWordList old_words;
  AttestWordList new_words;
  guint32 *old_match;   /* old token to new, or ATTEST_NO_WORD */
  guint32 *new_match;   /* and back */
  GArray *old_segments; /* AttestSegment */
  GArray *new_segments;
  guint *segment_counts; /* how often each segment stands in the old text and in the new one, in turn */
  GArray *changes;       /* AttestDiffChange */
};

/** attest_word_is_unspaced: Returns: whether the token is a character of a script without spaces between words, such as Chinese or Thai. */
gboolean attest_word_is_unspaced (const char *text, gsize start, gsize end);
/** attest_word_is_stop: Returns: whether an English word is one that every text has, in any case of letters. */
gboolean attest_word_is_stop (const char *word, gsize length);

/** attest_vocabulary_read: Splits both texts and numbers their tokens in order of appearance. Free with the functions below. */
void attest_vocabulary_read (AttestVocabulary *self,
                             GBytes *old_text,
                             GBytes *new_text,
                             AttestWordList *old_words,
                             AttestWordList *new_words);
void attest_vocabulary_clear (AttestVocabulary *self);
void attest_word_list_clear (AttestWordList *self);
/** attest_word_list_find: Returns: the token that holds the byte at @offset, or the number of tokens where the text has ended. */
guint attest_word_list_find (const AttestWordList *self, gsize offset);

void attest_matcher_init (AttestMatcher *self,
                          const AttestVocabulary *vocabulary,
                          const AttestWordList *old_words,
                          const AttestWordList *new_words,
                          guint32 *match);
void attest_matcher_clear (AttestMatcher *self);
/** attest_matcher_compare: Fills the match of the tokens from @old_start to @old_end, which are unmatched, with the longest common subsequence; a shorter one where finding it takes too long. */
void attest_matcher_compare (AttestMatcher *self, guint old_start, guint old_end, guint new_start, guint new_end);
/** attest_matcher_search: The same for stretches without long common runs; used by attest_matcher_compare(). */
void attest_matcher_search (AttestMatcher *self, guint old_start, guint old_end, guint new_start, guint new_end);

/** AttestLink: a pair of equal places that may be kept, and what keeping it is worth. */
typedef struct
{
  guint old_place;
  guint new_place;
  guint weight;
  gboolean chosen;
} AttestLink;

/** attest_links_choose: Marks the heaviest set of links (element-type AttestLink, ascending by old place) that do not cross. */
void attest_links_choose (GArray *links);

/** attest_get_likeness: Returns: how alike two weights with something in common are, in percent. */
guint attest_get_likeness (guint shared, guint one, guint other);
/** attest_word_kind_get_weight: Returns: what a word of this kind says about where a text comes from, 0 for white space and signs. */
guint attest_word_kind_get_weight (AttestWordKind kind);
/** attest_diff_split: Fills the segments of both texts. Returns: the number of distinct ones */
guint attest_diff_split (AttestDiff *self);
/** attest_segments_find: Returns: the index of the segment that holds the token at @place. */
guint attest_segments_find (GArray *segments, guint place);
/** attest_diff_align: Fills the match: first of sentences that are equal, then of sentences that are alike, then of their words. */
void attest_diff_align (AttestDiff *self, AttestMatcher *matcher, guint n_segment_ids);

/** attest_diff_pair_segments: Adds the pairs of segments of a gap that are alike to those of the matcher. */
void attest_diff_pair_segments (AttestDiff *self,
                                AttestMatcher *matcher,
                                guint old_start,
                                guint old_end,
                                guint new_start,
                                guint new_end);
/** attest_diff_match_pairs: Matches the words of the pairs that were found, but of those that a sentence without a partner, anywhere in the texts, makes doubtful. */
void attest_diff_match_pairs (AttestDiff *self, AttestMatcher *matcher);
/** attest_diff_match_unpaired: The same for a gap of too many segments: matches words first, then drops what too little agrees in. */
void attest_diff_match_unpaired (AttestDiff *self,
                                 AttestMatcher *matcher,
                                 guint old_start,
                                 guint old_end,
                                 guint new_start,
                                 guint new_end);

/** attest_diff_tidy: Makes the match read well: drops what agrees by chance, moves changes to the edges of words, sentences and lines. */
void attest_diff_tidy (AttestDiff *self);
/** attest_diff_collect_changes: Fills the changes from the match. */
void attest_diff_collect_changes (AttestDiff *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "text/attest-document.h"

G_BEGIN_DECLS

/**
 * AttestReadability:
 * @flesch_kincaid_grade: 0.39 words/sentences + 11.8 syllables/words - 15.59 (Kincaid et al., 1975)
 * @smog_grade: 1.043 sqrt (30 polysyllables/sentences) + 3.1291 (McLaughlin, 1969); normed on 30 sentences, see @short_text
 * @short_text: fewer than 30 sentences, so that SMOG is only a hint
 *
 * Counts and grades of running text. For languages other than English the grades are 0 and @graded is FALSE.
 */
typedef struct
{
  guint sentences;
  guint words;
  guint syllables;
  guint polysyllables;
  double flesch_kincaid_grade;
  double smog_grade;
  gboolean short_text;
  gboolean graded;
} AttestReadability;

/** attest_readability_measure: Measures the prose of @document; @language is a BCP 47 tag, NULL meaning English. Any thread. */
void attest_readability_measure (AttestDocument *document, const char *language, AttestReadability *readability);

/** attest_readability_measure_sentences: The same for sentences given as plain text (element-type AttestSentence). */
void attest_readability_measure_sentences (GPtrArray *sentences, const char *language, AttestReadability *readability);

/**
 * AttestHardSentence:
 * @start, @end: bytes of the Markdown
 * @grade: Flesch-Kincaid grade of the sentence by itself
 * @cost: by how much @grade is above the wanted one, times @words; negative below it
 */
typedef struct
{
  char *text;
  gsize start;
  gsize end;
  guint words;
  double grade;
  double cost;
} AttestHardSentence;

void attest_hard_sentence_free (AttestHardSentence *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestHardSentence, attest_hard_sentence_free)

/**
 * attest_readability_dup_hardest:
 * @target: the grade that is wanted; 0 for that of the whole text
 * @most: how many at most
 *
 * The sentences to begin with when @document is to become easier. They come in the order of what they cost and not of
 * their grades, or a list item of one long word would stand before every sentence that a reader gets lost in. Any thread.
 *
 * Returns: (transfer full) (element-type AttestHardSentence): the hardest first; empty for a language without grades
 */
GPtrArray *attest_readability_dup_hardest (AttestDocument *document, const char *language, double target, guint most);

/** attest_text_count_syllables: Returns: syllables of one English word, at least 1. */
guint attest_text_count_syllables (const char *word, gsize length);

G_END_DECLS

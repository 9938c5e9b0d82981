/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AttestWord:
 * @folded: the word without case and accents; never has a byte that is ASCII and not a small letter or a digit
 * @start, @end: the word's bytes in the text, end exclusive
 * @unspaced: whether it is of a script that is written without spaces (Chinese, Japanese, Thai ...) or, as Korean, with endings grown on. Of
 *   such a run each pair of neighbours is a word, and its last character is one by itself
 */
typedef struct
{
  const char *folded;
  gsize start;
  gsize end;
  gboolean unspaced;
} AttestWord;

/** AttestWordVisitor: @word: valid during the call. Returns: FALSE to stop */
typedef gboolean (*AttestWordVisitor) (const AttestWord *word, gpointer user_data);

/**
 * attest_words_visit:
 * @text: valid UTF-8
 * @length: in bytes
 *
 * Visits the words that a search finds, in order. A word is a run of letters, digits and marks; whatever else stands between them is passed
 * over. Any thread.
 */
void attest_words_visit (const char *text, gsize length, AttestWordVisitor visit, gpointer user_data);

/** attest_words_fold: Returns: (transfer full): the words of valid UTF-8 as attest_words_visit() gives them, each followed by a space. Any thread. */
char *attest_words_fold (const char *text, gsize length);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "text/attest-readability.h"

#include <math.h>
#include <string.h>

/* SMOG was normed on samples of 30 sentences: McLaughlin, "SMOG Grading", Journal of Reading 12 (1969). */
#define SMOG_SENTENCES 30
#define POLYSYLLABLE 3

static gboolean
is_english (const char *language)
{
  return !language || !*language || (g_ascii_strncasecmp (language, "en", 2) == 0 && !g_ascii_isalpha (language[2]));
}

static gboolean
is_word_character (gunichar c)
{
  return g_unichar_isalnum (c) || g_unichar_ismark (c);
}

static gboolean
is_apostrophe (gunichar c)
{
  return c == '\'' || c == 0x2019;
}

/* Returns: the end of the word at @at, in which apostrophes, hyphens and the dots of numbers may stand. */
static const char *
find_word_end (const char *at, gboolean *has_letter)
{
  *has_letter = FALSE;
  while (*at)
    {
      gunichar c = g_utf8_get_char (at);
      const char *next = g_utf8_next_char (at);

      if (!is_word_character (c) &&
          !((is_apostrophe (c) || c == '-' || c == '.' || c == ',') && is_word_character (g_utf8_get_char (next))))
        break;
      *has_letter = *has_letter || g_unichar_isalpha (c);
      at = next;
    }
  return at;
}

/* Returns: the words of the sentence. A number is a word of one syllable, whatever is read aloud for it. */
static guint
count_words (const char *text, AttestReadability *readability)
{
  guint words = 0;

  while (*text)
    {
      gboolean has_letter;
      const char *end;
      guint syllables;

      if (!is_word_character (g_utf8_get_char (text)))
        {
          text = g_utf8_next_char (text);
          continue;
        }
      end = find_word_end (text, &has_letter);
      syllables = has_letter ? attest_text_count_syllables (text, end - text) : 1;
      words++;
      readability->syllables += syllables;
      if (syllables >= POLYSYLLABLE)
        readability->polysyllables++;
      text = end;
    }
  return words;
}

static double
flesch_kincaid (guint words, guint sentences, guint syllables)
{
  return 0.39 * words / sentences + 11.8 * syllables / words - 15.59;
}

void
attest_readability_measure_sentences (GPtrArray *sentences, const char *language, AttestReadability *readability)
{
  g_return_if_fail (sentences != NULL);
  g_return_if_fail (readability != NULL);

  memset (readability, 0, sizeof *readability);
  for (guint i = 0; i < sentences->len; i++)
    {
      const AttestSentence *sentence = g_ptr_array_index (sentences, i);
      guint words = count_words (sentence->text, readability);

      readability->words += words;
      readability->sentences += words > 0;
    }
  readability->short_text = readability->sentences < SMOG_SENTENCES;
  readability->graded = is_english (language) && readability->words > 0;
  if (!readability->graded)
    return;

  readability->flesch_kincaid_grade =
      flesch_kincaid (readability->words, readability->sentences, readability->syllables);
  readability->smog_grade = 1.043 * sqrt (30.0 * readability->polysyllables / readability->sentences) + 3.1291;
}

void
attest_readability_measure (AttestDocument *document, const char *language, AttestReadability *readability)
{
  g_autoptr (GPtrArray) sentences = NULL;

  g_return_if_fail (document != NULL);

  sentences = attest_document_dup_sentences (document);
  attest_readability_measure_sentences (sentences, language, readability);
}

/* ---- What makes a text hard ---- */

void
attest_hard_sentence_free (AttestHardSentence *self)
{
  if (self == NULL)
    return;

  g_free (self->text);
  g_free (self);
}

static AttestHardSentence *
make_hard_sentence (const AttestSentence *sentence, double target)
{
  AttestReadability own = { 0 };
  AttestHardSentence *hard;
  guint words = count_words (sentence->text, &own);

  if (words == 0)
    return NULL;
  hard = g_new0 (AttestHardSentence, 1);
  hard->text = g_strdup (sentence->text);
  hard->start = sentence->start;
  hard->end = sentence->end;
  hard->words = words;
  hard->grade = flesch_kincaid (words, 1, own.syllables);
  hard->cost = (hard->grade - target) * words;

  return hard;
}

static int
compare_cost_cb (gconstpointer one, gconstpointer other)
{
  const AttestHardSentence *first = *(const AttestHardSentence *const *) one;
  const AttestHardSentence *second = *(const AttestHardSentence *const *) other;

  if (first->cost != second->cost)
    return first->cost > second->cost ? -1 : 1;
  return (first->start > second->start) - (first->start < second->start);
}

GPtrArray *
attest_readability_dup_hardest (AttestDocument *document, const char *language, double target, guint most)
{
  GPtrArray *hardest = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_hard_sentence_free);
  g_autoptr (GPtrArray) sentences = NULL;
  AttestReadability whole;

  g_return_val_if_fail (document != NULL, hardest);

  sentences = attest_document_dup_sentences (document);
  attest_readability_measure_sentences (sentences, language, &whole);
  if (target <= 0)
    target = whole.flesch_kincaid_grade;
  for (guint i = 0; whole.graded && i < sentences->len; i++)
    {
      AttestHardSentence *hard = make_hard_sentence (g_ptr_array_index (sentences, i), target);

      if (hard != NULL)
        g_ptr_array_add (hardest, hard);
    }
  g_ptr_array_sort (hardest, compare_cost_cb);
  if (hardest->len > most)
    g_ptr_array_set_size (hardest, (int) most);

  return hardest;
}

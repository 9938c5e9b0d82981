/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "exchange/attest-critic-markup-private.h"
#include "text/attest-document.h"

/* Bytes of a sentence that a remark quotes at most; the words nearest to it are kept. */
#define LONGEST_QUOTE 400

/* Characters of a word at most, for writing that puts no spaces between words. */
#define LONGEST_WORD 32

/* Blanks that are looked past: a file may have so many that looking past them each time takes for ever. */
#define MOST_BLANKS 1000

/* Bytes behind a sentence that still are of it, such as quotation marks. */
#define LONGEST_TAIL 8

static gboolean
is_blank (char character)
{
  return character == ' ' || character == '\t';
}

static gboolean
is_space (char character)
{
  return is_blank (character) || character == '\n';
}

static gsize
step_back (const char *text, gsize at)
{
  for (at--; at > 0 && ((guchar) text[at] & 0xc0) == 0x80;)
    at--;

  return at;
}

/* ---- Words of a sentence ---- */

/* Back over what is blank and the end of one line: a remark may stand on a line of its own below the words. */
static gsize
skip_back (const char *text, gsize at)
{
  gsize least = at - MIN (at, MOST_BLANKS);

  while (at > least && is_blank (text[at - 1]))
    at--;
  if (at > least && text[at - 1] == '\n')
    at--;
  while (at > least && is_blank (text[at - 1]))
    at--;

  return at;
}

/* The last sentence that begins before @end, if it goes on until there. */
static const AttestSentence *
find_sentence (const char *text, GPtrArray *sentences, gsize end)
{
  guint low = 0;
  guint high = sentences->len;
  const AttestSentence *found;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (((AttestSentence *) sentences->pdata[middle])->start < end)
        low = middle + 1;
      else
        high = middle;
    }
  if (low == 0)
    return NULL;
  found = sentences->pdata[low - 1];
  if (found->end >= end)
    return found;

  return end - found->end <= LONGEST_TAIL && memchr (text + found->end, '\n', end - found->end) == NULL ? found : NULL;
}

/* Where the words of a line begin that is no running text: behind the marks of a heading or an item, or in its last cell. */
static gsize
find_line_start (const char *text, gsize end)
{
  gsize least = end - MIN (end, LONGEST_QUOTE + 1);
  gsize start = end;

  while (start > least && text[start - 1] != '\n' && (text[start - 1] != '|' || start == end))
    start--;
  while (start < end && strchr ("#>-+|", text[start]) != NULL)
    start++;
  while (start < end && is_blank (text[start]))
    start++;

  return start;
}

/* Not more than a quote takes, and whole words where there are such. */
static gsize
limit_start (const char *text, gsize start, gsize end)
{
  gsize least = end > LONGEST_QUOTE ? end - LONGEST_QUOTE : 0;
  gsize at;

  if (start >= least)
    return start;
  while (least < end && ((guchar) text[least] & 0xc0) == 0x80)
    least++;
  for (at = least; at < end && !is_space (text[at]);)
    at++;
  while (at < end && is_space (text[at]))
    at++;

  return at < end ? at : least;
}

gboolean
attest_critic_words_before (const char *text, GPtrArray *sentences, gsize at, gsize *start, gsize *end)
{
  const AttestSentence *sentence;

  *end = skip_back (text, at);
  if (*end == 0 || is_space (text[*end - 1]))
    return FALSE;
  sentence = find_sentence (text, sentences, *end);
  *start = limit_start (text, sentence != NULL ? sentence->start : find_line_start (text, *end), *end);

  return *start < *end;
}

/* ---- A word beside a place ---- */

static gboolean
says_something (const char *text, gsize start, gsize end)
{
  for (const char *at = text + start; at < text + end; at = g_utf8_next_char (at))
    if (g_unichar_isalnum (g_utf8_get_char (at)))
      return TRUE;

  return FALSE;
}

/* The word that ends at @end, with the signs that touch it; signs alone take the word before them too, on the same line. */
static gsize
find_word_start (const char *text, gsize end)
{
  gsize start = end;
  guint characters = 0;

  while (start > 0 && characters++ < LONGEST_WORD && text[start - 1] != '\n' &&
         !(is_blank (text[start - 1]) && says_something (text, start, end)))
    start = step_back (text, start);
  while (start < end && is_space (text[start]))
    start++;

  return start;
}

static gsize
find_word_end (const char *text, gsize length, gsize start)
{
  gsize end = start;
  guint characters = 0;

  while (end < length && characters++ < LONGEST_WORD && text[end] != '\n' &&
         !(is_blank (text[end]) && says_something (text, start, end)))
    end += (gsize) (g_utf8_next_char (text + end) - (text + end));
  while (end > start && is_space (text[end - 1]))
    end--;

  return end;
}

gboolean
attest_critic_word_beside (const char *text, gsize length, gsize at, gsize *start, gsize *end)
{
  gsize least = at - MIN (at, MOST_BLANKS);
  gsize most = at + MIN (length - at, MOST_BLANKS);
  gsize before = at;
  gsize after = at;

  while (before > least && is_space (text[before - 1]))
    before--;
  while (after < most && is_space (text[after]))
    after++;
  if (before == least && after == most)
    return FALSE;
  if (before > least && (before == at || after != at || after == most))
    {
      *start = find_word_start (text, before);
      *end = before;
    }
  else
    {
      *start = after;
      *end = find_word_end (text, length, after);
    }

  return *start < *end;
}

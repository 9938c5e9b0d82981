/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record/attest-search-match.h"

#include <string.h>

#include "record/attest-search-query.h"
#include "text/attest-words.h"

/* Bytes. */
#define SNIPPET_LENGTH 160
#define SNIPPET_LEAD 50

/* From the first phrase in it on, what of a snippet is surely shown. */
#define SNIPPET_BODY (SNIPPET_LENGTH - SNIPPET_LEAD)

/* Enough to choose a good place among. */
#define MOST_HITS 200

/* Where a phrase stands. */
typedef struct
{
  guint phrase;
  gsize start;
  gsize end;
} Hit;

typedef struct
{
  GPtrArray *phrases;
  /* (element-type GArray): of each phrase the beginnings (Hit) that go on; there @phrase is how many words were met. */
  GPtrArray *beginnings;
  GArray *hits;
  guint words;
  /* For a snippet: no place is better than one with so many phrases; and where the search for one ends. */
  guint wanted;
  gsize enough;
} Finder;

static gboolean
word_fits (const AttestSearchPhrase *phrase, guint index, const AttestWord *word)
{
  const char *wanted = g_ptr_array_index (phrase->words, index);
  gboolean last = index + 1 == phrase->words->len;

  /* Most words are told apart by their first byte. */
  if (*wanted != *word->folded)
    return FALSE;

  return last && phrase->prefix ? g_str_has_prefix (word->folded, wanted) : g_str_equal (word->folded, wanted);
}

static void
go_on (Finder *self, guint index, const AttestWord *word)
{
  const AttestSearchPhrase *phrase = g_ptr_array_index (self->phrases, index);
  GArray *beginnings = g_ptr_array_index (self->beginnings, index);
  Hit beginning = { 0, word->start, word->end };
  guint kept = 0;

  if (word_fits (phrase, 0, word))
    g_array_append_val (beginnings, beginning);
  for (guint i = 0; i < beginnings->len; i++)
    {
      Hit hit = g_array_index (beginnings, Hit, i);

      if (!word_fits (phrase, hit.phrase, word))
        continue;
      hit.phrase++;
      hit.end = MAX (hit.end, word->end);
      if (hit.phrase < phrase->words->len)
        g_array_index (beginnings, Hit, kept++) = hit;
      else
        {
          hit.phrase = index;
          g_array_append_val (self->hits, hit);
        }
    }
  g_array_set_size (beginnings, kept);
}

/* How many different phrases stand in the part of the text that begins with a hit. There are at most 32. */
static guint
count_phrases (GArray *hits, guint first, gsize length)
{
  gsize start = g_array_index (hits, Hit, first).start;
  guint32 met = 0;
  guint count = 0;

  /* They are in the order of their ends, so that one that begins later may stand before it. */
  while (first > 0 && g_array_index (hits, Hit, first - 1).end > start)
    first--;
  for (guint i = first; i < hits->len; i++)
    {
      const Hit *hit = &g_array_index (hits, Hit, i);

      if (hit->end - start > length && hit->end > start)
        break;
      if (hit->start >= start)
        met |= 1u << (hit->phrase % 32);
    }
  for (; met != 0; met &= met - 1)
    count++;

  return count;
}

static gboolean
find_in_word (const AttestWord *word, gpointer user_data)
{
  Finder *self = user_data;

  for (guint i = 0; i < self->phrases->len; i++)
    if (!((AttestSearchPhrase *) g_ptr_array_index (self->phrases, i))->excluded)
      go_on (self, i, word);
  self->words++;

  return TRUE;
}

/* Once a place has all phrases only what is shown of it is read on. */
static gboolean
find_place_in_word (const AttestWord *word, gpointer user_data)
{
  Finder *self = user_data;
  guint known = self->hits->len;

  if (word->start > self->enough)
    return FALSE;
  find_in_word (word, user_data);
  for (guint i = self->hits->len; self->hits->len > known && self->enough == G_MAXSIZE && i > 0; i--)
    {
      gsize start = g_array_index (self->hits, Hit, i - 1).start;

      if (word->end - start > SNIPPET_BODY)
        break;
      if (count_phrases (self->hits, i - 1, SNIPPET_BODY) == self->wanted)
        self->enough = start + SNIPPET_LENGTH + SNIPPET_LEAD;
    }

  return self->hits->len < MOST_HITS;
}

static guint
count_wanted (GPtrArray *phrases)
{
  guint wanted = 0;

  for (guint i = 0; i < phrases->len; i++)
    wanted += !((AttestSearchPhrase *) g_ptr_array_index (phrases, i))->excluded;

  return wanted;
}

/* @words: (out) (optional): how many were looked at. Returns: (transfer full) (element-type Hit): in the order of their ends */
static GArray *
find_hits (GPtrArray *phrases, const char *text, AttestWordVisitor visit, guint *words)
{
  g_autoptr (GPtrArray) beginnings = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  Finder finder = { .phrases = phrases, .beginnings = beginnings, .enough = G_MAXSIZE };

  finder.hits = g_array_new (FALSE, FALSE, sizeof (Hit));
  finder.wanted = count_wanted (phrases);
  for (guint i = 0; i < phrases->len; i++)
    g_ptr_array_add (beginnings, g_array_new (FALSE, FALSE, sizeof (Hit)));
  attest_words_visit (text, strlen (text), visit, &finder);
  if (words != NULL)
    *words = finder.words;

  return finder.hits;
}

guint
attest_search_count (GPtrArray *phrases, const char *text, double *counts)
{
  guint words;
  g_autoptr (GArray) hits = find_hits (phrases, text, find_in_word, &words);
  guint n_counts = 0;

  for (guint i = 0; i < phrases->len; i++)
    {
      if (((AttestSearchPhrase *) g_ptr_array_index (phrases, i))->excluded)
        continue;
      counts[n_counts] = 0;
      for (guint j = 0; j < hits->len; j++)
        counts[n_counts] += g_array_index (hits, Hit, j).phrase == i;
      n_counts++;
    }

  return words;
}

gboolean
attest_search_find_all (GPtrArray *phrases, const char *text)
{
  g_autofree double *counts = g_new (double, phrases->len + 1);
  guint wanted = count_wanted (phrases);

  attest_search_count (phrases, text, counts);
  for (guint i = 0; i < wanted; i++)
    if (counts[i] <= 0)
      return FALSE;

  return TRUE;
}

/* ---- The part that is shown ---- */

/* Puts @offset on the beginning of a word or, far from one, of a character. */
static gsize
find_start (const char *text, gsize offset)
{
  gsize start = offset;

  for (gsize i = offset; i > 0 && i + SNIPPET_LEAD / 2 > offset; i--)
    if (g_ascii_isspace (text[i - 1]))
      return i;
  while (start > 0 && ((guchar) text[start] & 0xc0) == 0x80)
    start--;

  return start;
}

static gsize
find_snippet_end (const char *text, gsize length, gsize offset)
{
  gsize end = MIN (offset, length);

  for (gsize i = end; i < length && i < end + SNIPPET_LEAD / 2; i++)
    if (g_ascii_isspace (text[i]))
      return i;
  while (end < length && ((guchar) text[end] & 0xc0) == 0x80)
    end++;

  return end;
}

static gsize
choose_start (GArray *hits)
{
  gsize best = 0;
  guint most = 0;

  for (guint i = 0; i < hits->len; i++)
    {
      guint count = count_phrases (hits, i, SNIPPET_BODY);

      if (count > most)
        {
          most = count;
          best = g_array_index (hits, Hit, i).start;
        }
    }

  return best;
}

/* Takes out what is not in the part. */
static void
keep_hits (GArray *hits, gsize start, gsize end)
{
  guint kept = 0;

  for (guint i = 0; i < hits->len; i++)
    {
      Hit hit = g_array_index (hits, Hit, i);

      if (hit.end > start && hit.start < end)
        g_array_index (hits, Hit, kept++) = hit;
    }
  g_array_set_size (hits, kept);
}

static gboolean
is_marked (GArray *hits, gsize offset)
{
  for (guint i = 0; i < hits->len; i++)
    {
      const Hit *hit = &g_array_index (hits, Hit, i);

      if (offset >= hit->start && offset < hit->end)
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_markup (const char *text, gsize offset)
{
  gboolean line_start = offset == 0 || text[offset - 1] == '\n' || text[offset - 1] == '#' || text[offset - 1] == '>';

  return strchr ("*`|", text[offset]) != NULL || (line_start && strchr ("#>", text[offset]) != NULL);
}

static void
add_mark (GArray *marks, gsize start)
{
  AttestSearchMark mark = { start, start };

  g_array_append_val (marks, mark);
}

/* Byte by byte; marks begin and end where the words do, which is never inside of a character. */
static void
write_part (GString *snippet, const char *text, gsize start, gsize end, GArray *hits, GArray *marks)
{
  gboolean was_marked = FALSE;

  for (gsize i = start; i <= end; i++)
    {
      gboolean marked = i < end && is_marked (hits, i);

      if (marked && !was_marked)
        add_mark (marks, snippet->len);
      if (!marked && was_marked)
        g_array_index (marks, AttestSearchMark, marks->len - 1).end = snippet->len;
      was_marked = marked;
      if (i == end || (!marked && is_markup (text, i)))
        continue;
      if (!g_ascii_isspace (text[i]))
        g_string_append_c (snippet, text[i]);
      else if (snippet->len > 0 && snippet->str[snippet->len - 1] != ' ')
        g_string_append_c (snippet, ' ');
    }
}

char *
attest_search_write_snippet (GPtrArray *phrases, const char *text, GArray **marks)
{
  g_autoptr (GArray) hits = find_hits (phrases, text, find_place_in_word, NULL);
  g_autoptr (GString) snippet = g_string_new (NULL);
  gsize length = strlen (text);
  gsize first = choose_start (hits);
  gsize start = find_start (text, first > SNIPPET_LEAD ? first - SNIPPET_LEAD : 0);
  gsize end = find_snippet_end (text, length, start + SNIPPET_LENGTH);

  keep_hits (hits, start, end);
  *marks = g_array_new (FALSE, FALSE, sizeof (AttestSearchMark));
  if (start > 0)
    g_string_append (snippet, "… ");
  write_part (snippet, text, start, end, hits, *marks);
  if (end < length)
    g_string_append (snippet, " …");

  return g_string_free (g_steal_pointer (&snippet), FALSE);
}

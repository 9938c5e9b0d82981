/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record/attest-search-match.h"

#include <string.h>

#include "record/attest-search-query.h"
#include "text/attest-words.h"

/* Bytes. */
#define SNIPPET_LENGTH 160
#define SNIPPET_LEAD 50

/* Enough to choose a good place among; a long text of one word repeated has no better one further on. */
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
} Finder;

static gboolean
word_fits (const AttestSearchPhrase *phrase, guint index, const AttestWord *word)
{
  const char *wanted = g_ptr_array_index (phrase->words, index);
  gboolean last = index + 1 == phrase->words->len;

  return last && phrase->prefix ? g_str_has_prefix (word->folded, wanted) : g_str_equal (word->folded, wanted);
}

static void
go_on (Finder *self, guint index, const AttestWord *word)
{
  const AttestSearchPhrase *phrase = g_ptr_array_index (self->phrases, index);
  GArray *beginnings = g_ptr_array_index (self->beginnings, index);
  Hit beginning = { 0, word->start, word->end };
  guint kept = 0;

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

static gboolean
find_in_word (const AttestWord *word, gpointer user_data)
{
  Finder *self = user_data;

  for (guint i = 0; i < self->phrases->len; i++)
    if (!((AttestSearchPhrase *) g_ptr_array_index (self->phrases, i))->excluded)
      go_on (self, i, word);

  return self->hits->len < MOST_HITS;
}

/* (transfer full) (element-type Hit): in the order of their ends. */
static GArray *
find_hits (GPtrArray *phrases, const char *text)
{
  g_autoptr (GPtrArray) beginnings = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  Finder finder = { phrases, beginnings, g_array_new (FALSE, FALSE, sizeof (Hit)) };

  for (guint i = 0; i < phrases->len; i++)
    g_ptr_array_add (beginnings, g_array_new (FALSE, FALSE, sizeof (Hit)));
  attest_words_visit (text, strlen (text), find_in_word, &finder);

  return finder.hits;
}

/* How many different phrases stand in a part of the text. There are at most 32. */
static guint
count_phrases (GArray *hits, gsize start, gsize end)
{
  guint32 met = 0;
  guint count = 0;

  for (guint i = 0; i < hits->len; i++)
    {
      const Hit *hit = &g_array_index (hits, Hit, i);

      if (hit->start >= start && hit->end <= end)
        met |= 1u << (hit->phrase % 32);
    }
  for (; met != 0; met &= met - 1)
    count++;

  return count;
}

gboolean
attest_search_find_all (GPtrArray *phrases, const char *text)
{
  g_autoptr (GArray) hits = find_hits (phrases, text);
  guint wanted = 0;

  for (guint i = 0; i < phrases->len; i++)
    wanted += !((AttestSearchPhrase *) g_ptr_array_index (phrases, i))->excluded;

  return count_phrases (hits, 0, G_MAXSIZE) == wanted;
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
      gsize start = g_array_index (hits, Hit, i).start;
      guint count = count_phrases (hits, start, start + SNIPPET_LENGTH - SNIPPET_LEAD);

      if (count > most)
        {
          most = count;
          best = start;
        }
    }

  return best;
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
  g_autoptr (GArray) hits = find_hits (phrases, text);
  g_autoptr (GString) snippet = g_string_new (NULL);
  gsize length = strlen (text);
  gsize first = choose_start (hits);
  gsize start = find_start (text, first > SNIPPET_LEAD ? first - SNIPPET_LEAD : 0);
  gsize end = find_snippet_end (text, length, start + SNIPPET_LENGTH);

  *marks = g_array_new (FALSE, FALSE, sizeof (AttestSearchMark));
  if (start > 0)
    g_string_append (snippet, "… ");
  write_part (snippet, text, start, end, hits, *marks);
  if (end < length)
    g_string_append (snippet, " …");

  return g_string_free (g_steal_pointer (&snippet), FALSE);
}

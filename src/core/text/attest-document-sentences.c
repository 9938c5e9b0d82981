/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "text/attest-document-private.h"

#include <string.h>

/* Where a stretch of the collected text stands in the Markdown. */
typedef struct
{
  gsize text_start;
  gsize source_start;
  gsize source_end;
  gboolean verbatim;
} Place;

typedef struct
{
  GPtrArray *sentences;
  GString *text;
  GArray *places;
} Splitter;

/* Words before a full stop that end no sentence. Titles and "vs." are followed by a name in capitals; the others
 * only matter where a capital or digit follows. */
static const char *const abbreviations[] = {
  "dr",   "mr",   "mrs",  "ms",  "prof", "st",  "sr",   "jr",     "vs",  "e.g", "i.e",   "cf",    "fig",
  "figs", "no",   "nos",  "vol", "eq",   "ref", "refs", "approx", "ca",  "al",  "viz",   "incl",  "esp",
  "resp", "dept", "univ", "p",   "pp",   "ch",  "sec",  "ed",     "eds", "tab", "b.i.d", "t.i.d", "q.i.d",
};

/* These also stand at the end of sentences, so that what follows decides. */
static const char *const final_abbreviations[] = { "etc", "a.m", "p.m", "u.s", "u.k", "inc", "ltd", "m.d", "ph.d" };

/* Words that a letter completes, as in "vitamin C". */
static const char *const lettered[] = {
  "vitamin",  "vitamins", "hepatitis", "type",  "group", "class",  "grade", "category",
  "schedule", "appendix", "figure",    "table", "part",  "option", "plan",  "phase",
  "factor",   "protein",  "influenza", "blood", "and",   "or",     "i",     "than",
};

static void
free_sentence (AttestSentence *sentence)
{
  g_free (sentence->text);
  g_free (sentence);
}

static gboolean
is_listed (const char *const *words, gsize count, const char *word, gsize length)
{
  for (gsize i = 0; i < count; i++)
    if (strlen (words[i]) == length && g_ascii_strncasecmp (words[i], word, length) == 0)
      return TRUE;

  return FALSE;
}

static gboolean
is_closer (gunichar c)
{
  return c == '"' || c == '\'' || c == ')' || c == ']' || c == 0x201d || c == 0x2019 || c == 0xbb || c == 0x300d ||
         c == 0x300f;
}

/* Full stops of scripts that put no space after them. */
static gboolean
is_wide_stop (gunichar c)
{
  return c == 0x3002 || c == 0xff01 || c == 0xff1f || c == 0xff61;
}

/* Stops of other scripts: Arabic question mark and full stop, Devanagari danda, Ethiopic, Khmer, Armenian. */
static gboolean
is_stop (gunichar c)
{
  return c == '.' || c == '!' || c == '?' || c == 0x2026 || c == 0x203d || c == 0x61f || c == 0x6d4 || c == 0x964 ||
         c == 0x965 || c == 0x1362 || c == 0x17d4 || c == 0x589 || is_wide_stop (c);
}

/* Whether the full stop at @stop belongs to the word before it. @next is the character after the space. */
static gboolean
is_abbreviation (const char *text, const char *stop, gunichar next)
{
  const char *word = stop;
  gsize length;

  while (word > text && !g_ascii_isspace (word[-1]) && strchr ("([\"", word[-1]) == NULL)
    word--;
  length = stop - word;
  if (length == 0)
    return FALSE;

  /* A capital by itself is an initial, as in "J. Smith", unless the word before it is one that letters go with. */
  if (length == 1 && g_ascii_isupper (*word))
    {
      const char *end = word;

      while (end > text && g_ascii_isspace (end[-1]))
        end--;
      word = end;
      while (word > text && g_ascii_isalpha (word[-1]))
        word--;
      return !is_listed (lettered, G_N_ELEMENTS (lettered), word, end - word);
    }
  if (is_listed (abbreviations, G_N_ELEMENTS (abbreviations), word, length))
    {
      /* "No." and "p." are words too: they shorten only before a number. */
      if (length <= 2 && (g_ascii_strncasecmp (word, "no", length) == 0 || g_ascii_tolower (*word) == 'p'))
        return g_unichar_isdigit (next);
      return TRUE;
    }
  if (is_listed (final_abbreviations, G_N_ELEMENTS (final_abbreviations), word, length))
    return !g_unichar_isupper (next);

  return FALSE;
}

/* Finds the end of the sentence that begins at @start; the end of the text where it is the last. */
static gsize
find_end (const GString *text, gsize start)
{
  const char *end = text->str + text->len;

  for (const char *at = text->str + start; at < end;)
    {
      const char *stop = at;
      gunichar c = g_utf8_get_char (at);
      const char *next;

      at = g_utf8_next_char (at);
      if (!is_stop (c))
        continue;
      while (at < end && is_stop (g_utf8_get_char (at)))
        at = g_utf8_next_char (at);
      while (at < end && is_closer (g_utf8_get_char (at)))
        at = g_utf8_next_char (at);
      if (at >= end)
        break;
      if (is_wide_stop (c))
        return at - text->str;
      if (!g_unichar_isspace (g_utf8_get_char (at)))
        continue;

      for (next = at; next < end && g_unichar_isspace (g_utf8_get_char (next));)
        next = g_utf8_next_char (next);
      while (next < end && strchr ("\"'([", *next) != NULL)
        next++;
      if (next >= end)
        break;
      /* A small letter goes on with the sentence, as after "approx." or "5 a.m." */
      if (c == '.' && (g_unichar_islower (g_utf8_get_char (next)) ||
                       is_abbreviation (text->str + start, stop, g_utf8_get_char (next))))
        continue;
      return at - text->str;
    }

  return text->len;
}

static const Place *
find_place (Splitter *self, gsize offset)
{
  guint low = 0, high = self->places->len;

  while (low + 1 < high)
    {
      guint middle = (low + high) / 2;

      if (g_array_index (self->places, Place, middle).text_start <= offset)
        low = middle;
      else
        high = middle;
    }

  return &g_array_index (self->places, Place, low);
}

static void
add_sentence (Splitter *self, gsize start, gsize end)
{
  AttestSentence *sentence;
  const Place *first, *last;

  while (start < end && g_ascii_isspace (self->text->str[start]))
    start++;
  while (end > start && g_ascii_isspace (self->text->str[end - 1]))
    end--;
  if (start >= end)
    return;

  first = find_place (self, start);
  last = find_place (self, end - 1);
  sentence = g_new0 (AttestSentence, 1);
  sentence->text = g_strndup (self->text->str + start, end - start);
  sentence->start = first->verbatim ? first->source_start + (start - first->text_start) : first->source_start;
  sentence->end = last->verbatim ? last->source_start + (end - last->text_start) : last->source_end;
  sentence->end = MAX (sentence->end, sentence->start);
  g_ptr_array_add (self->sentences, sentence);
}

static void
split_block (Splitter *self)
{
  for (gsize start = 0; start < self->text->len;)
    {
      gsize end = find_end (self->text, start);

      add_sentence (self, start, end);
      start = end;
    }
  g_string_truncate (self->text, 0);
  g_array_set_size (self->places, 0);
}

static void
collect (Splitter *self, const char *text, gsize length, gsize start, gsize end, gboolean verbatim)
{
  Place place = { self->text->len, start, end, verbatim };

  /* Text without a place of its own is where the text before it ends. */
  if (start == end && self->places->len > 0)
    place.source_start = place.source_end = g_array_index (self->places, Place, self->places->len - 1).source_end;
  g_array_append_val (self->places, place);
  g_string_append_len (self->text, text, length);
}

/* Returns: the index of the paragraph's other end. */
static guint
collect_paragraph (Splitter *self, const AttestToken *tokens, guint index)
{
  guint end = tokens[index].partner;

  for (guint i = index + 1; i < end; i++)
    {
      const AttestToken *token = &tokens[i];

      switch (token->kind)
        {
        case ATTEST_TOKEN_TEXT:
          collect (
              self, token->text, token->length, token->start, token->end, (token->flags & ATTEST_TOKEN_VERBATIM) != 0);
          break;
        case ATTEST_TOKEN_SOFT_BREAK:
        case ATTEST_TOKEN_LINE_BREAK:
          collect (self, " ", 1, token->start, token->end, FALSE);
          break;
        case ATTEST_TOKEN_CITATION:
        case ATTEST_TOKEN_CODE:
        case ATTEST_TOKEN_HTML_INLINE:
        case ATTEST_TOKEN_IMAGE:
          i = MAX (i, token->partner);
          break;
        default:
          break;
        }
    }
  split_block (self);

  return end;
}

GPtrArray *
attest_document_dup_sentences (AttestDocument *self)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (Place));
  Splitter splitter = { g_ptr_array_new_with_free_func ((GDestroyNotify) free_sentence), text, places };
  guint count;
  const AttestToken *tokens = attest_document_get_tokens (self, &count);

  for (guint i = 0; i < count; i++)
    if (tokens[i].kind == ATTEST_TOKEN_PARAGRAPH && (tokens[i].flags & ATTEST_TOKEN_LEAVE) == 0)
      i = collect_paragraph (&splitter, tokens, i);

  return splitter.sentences;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record/attest-search-query.h"

#include <string.h>

#include "text/attest-words.h"

/* More than anybody types, and little enough that a pasted page cannot keep the search busy. */
#define LONGEST_QUERY 2000
#define MOST_PHRASES 32

static void
phrase_free (gpointer data)
{
  AttestSearchPhrase *phrase = data;

  g_ptr_array_unref (phrase->words);
  g_free (phrase);
}

/* ---- A piece of the query to phrases ---- */

typedef struct
{
  GPtrArray *phrases;
  AttestSearchPhrase *phrase;
  gboolean excluded;
  /* Of the word before. */
  gboolean unspaced;
  gsize end;
  gsize characters;
} Piece;

static void
begin_phrase (Piece *piece)
{
  piece->phrase = g_new0 (AttestSearchPhrase, 1);
  piece->phrase->words = g_ptr_array_new_with_free_func (g_free);
  piece->phrase->excluded = piece->excluded;
  g_ptr_array_add (piece->phrases, piece->phrase);
}

/* The last character of an unspaced run is a word of its own in the index; to ask for it would ask for the run to end there. */
static gboolean
ends_run (const Piece *piece, const AttestWord *word)
{
  return word->unspaced && piece->phrase != NULL && piece->unspaced && word->end == piece->end;
}

static gboolean
add_word (const AttestWord *word, gpointer user_data)
{
  Piece *piece = user_data;
  gboolean joined = !word->unspaced || (piece->unspaced && word->start < piece->end);

  if (ends_run (piece, word))
    return TRUE;
  if (piece->phrase == NULL || piece->unspaced != word->unspaced || !joined)
    {
      if (piece->phrases->len >= MOST_PHRASES)
        return FALSE;
      begin_phrase (piece);
    }
  g_ptr_array_add (piece->phrase->words, g_strdup (word->folded));
  piece->unspaced = word->unspaced;
  piece->end = word->end;
  piece->characters = (gsize) g_utf8_strlen (word->folded, -1);
  /* Of such a script a single character is the beginning of a pair. */
  piece->phrase->prefix = word->unspaced && piece->characters == 1;

  return TRUE;
}

/* @open: whether it may go on although nobody says so, since it is being typed: from the second letter on. */
static void
add_piece (GPtrArray *phrases, const char *start, const char *end, gboolean excluded, gboolean starred, gboolean open)
{
  Piece piece = { phrases, NULL, excluded, FALSE, 0, 0 };

  attest_words_visit (start, (gsize) (end - start), add_word, &piece);
  if (piece.phrase != NULL && (starred || (open && piece.characters > 1)))
    piece.phrase->prefix = TRUE;
}

/* ---- What was typed to pieces ---- */

/* The typographic ones are what a word processor makes of them, and what is pasted. */
static gboolean
is_quote (gunichar character)
{
  return character == '"' || character == 0x201c || character == 0x201d || character == 0x201e || character == 0x00ab ||
         character == 0x00bb;
}

static const char *
find_end (const char *start, gboolean quoted)
{
  const char *end = start;

  while (*end != '\0')
    {
      gunichar character = g_utf8_get_char (end);

      if (is_quote (character) || (!quoted && g_unichar_isspace (character)))
        break;
      end = g_utf8_next_char (end);
    }

  return end;
}

static const char *
parse_piece (GPtrArray *phrases, const char *next)
{
  gboolean excluded = *next == '-';
  const char *start = excluded ? next + 1 : next;
  gboolean quoted = *start != '\0' && is_quote (g_utf8_get_char (start));
  const char *end;
  gboolean starred;

  if (quoted)
    start = g_utf8_next_char (start);
  end = find_end (start, quoted);
  next = end;
  if (quoted && *next != '\0')
    next = g_utf8_next_char (next);
  starred = quoted ? *next == '*' : end > start && end[-1] == '*';
  add_piece (phrases, start, end, excluded, starred, !quoted && !excluded && *next == '\0');

  return next;
}

GPtrArray *
attest_search_query_parse (const char *text)
{
  GPtrArray *phrases = g_ptr_array_new_with_free_func (phrase_free);
  g_autofree char *valid = g_utf8_make_valid (text, (gssize) strnlen (text, LONGEST_QUERY));
  const char *next = valid;

  while (*next != '\0' && phrases->len < MOST_PHRASES)
    {
      if (g_unichar_isspace (g_utf8_get_char (next)))
        next = g_utf8_next_char (next);
      else
        next = parse_piece (phrases, next);
    }

  return phrases;
}

void
attest_search_query_write_phrase (const AttestSearchPhrase *phrase, GString *match)
{
  g_string_append_c (match, '"');
  for (guint i = 0; i < phrase->words->len; i++)
    g_string_append_printf (match, "%s%s", i > 0 ? " " : "", (char *) g_ptr_array_index (phrase->words, i));
  g_string_append_c (match, '"');
  if (phrase->prefix)
    g_string_append (match, " *");
}

char *
attest_search_query_write_excluded (GPtrArray *phrases)
{
  g_autoptr (GString) match = g_string_new (NULL);

  for (guint i = 0; i < phrases->len; i++)
    {
      const AttestSearchPhrase *phrase = g_ptr_array_index (phrases, i);

      if (!phrase->excluded)
        continue;
      if (match->len > 0)
        g_string_append (match, " OR ");
      attest_search_query_write_phrase (phrase, match);
    }

  return match->len > 0 ? g_string_free (g_steal_pointer (&match), FALSE) : NULL;
}

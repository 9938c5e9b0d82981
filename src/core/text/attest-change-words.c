/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "text/attest-change-private.h"

#include <string.h>

#include "text/attest-diff.h"
#include "text/attest-words.h"

/* How often, how much, how many: in words and as prescriptions have them. */
static const char *const quantity_words[] = {
  "alternate", "alternating", "bd",     "bid",     "couple",  "dozen",    "double",    "doubled", "doubles", "doubling",
  "each",      "eighth",      "every",  "few",     "fifth",   "first",    "fourth",    "half",    "halve",   "halved",
  "halving",   "max",         "min",    "ninth",   "nocte",   "od",       "other",     "pair",    "prn",     "qd",
  "qds",       "qid",         "qod",    "quarter", "second",  "seventh",  "several",   "sixth",   "stat",    "tds",
  "tenth",     "third",       "thirds", "tid",     "tripled", "tripling", "quadruple", NULL,
};

/* Words of which one turns a sentence round that has another. */
static const char *const turning_words[] = {
  "above",    "after",    "always",    "before",    "below",     "beneath",   "continue", "continued", "continues",
  "contrary", "decrease", "decreased", "decreases", "except",    "exceeds",   "fewer",    "fewest",    "greater",
  "greatest", "higher",   "highest",   "increase",  "increased", "increases", "later",    "least",     "less",
  "longer",   "lower",    "lowered",   "lowers",    "lowest",    "maximum",   "may",      "minimum",   "more",
  "most",     "must",     "negative",  "neither",   "only",      "opposite",  "or",       "over",      "positive",
  "reduce",   "reduced",  "reduces",   "resume",    "raise",     "raised",    "raises",   "shorter",   "should",
  "smaller",  "sooner",   "start",     "started",   "starting",  "starts",    "stop",     "stopped",   "stopping",
  "stops",    "under",    "unless",    "until",     "harmful",   "hardly",    "barely",   "without",   NULL,
};

static const char *const turning_beginnings[] = {
  "un", "in", "im", "ir", "il", "dis", "non", "anti", "contra", "hypo", "hyper", "a", "mis", "under", "over", NULL,
};

static gboolean
is_number_character (gunichar character)
{
  GUnicodeType type = g_unichar_type (character);

  return type == G_UNICODE_DECIMAL_NUMBER || type == G_UNICODE_LETTER_NUMBER || type == G_UNICODE_OTHER_NUMBER;
}

static gboolean
is_dash (gunichar character)
{
  return character == '-' || (character >= 0x2010 && character <= 0x2015) || character == 0x2212;
}

/* A sign that says on which side of a number, or of what else. */
static gboolean
is_sign (gunichar character)
{
  switch (character)
    {
    case '<':
    case '>':
    case '=':
    case '+':
    case '%':
    case 0xb1:
    case 0xd7:
    case 0xf7:
    case 0xb0:
    case 0x2030:
      return TRUE;
    default:
      return g_unichar_type (character) == G_UNICODE_MATH_SYMBOL && character != '~' && character != '|' &&
             character != 0x2212;
    }
}

/* "&lt;" and its like stand for signs. Returns: the end of one at @at, @at where there is none */
static const char *
skip_entity (const char *at, const char *end)
{
  const char *after = at + 1;

  if (*at != '&')
    return at;
  while (after < end && (g_ascii_isalnum (*after) || *after == '#'))
    after++;
  return after < end && *after == ';' ? after + 1 : at;
}

static gboolean
is_roman (const char *word, gsize length)
{
  if (length == 1 && *word == 'I')
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (strchr ("IVXLC", word[i]) == NULL)
      return FALSE;
  return length > 0;
}

static void
append_word (GString *list, const char *word, gsize length)
{
  g_autofree char *folded = NULL;

  if (is_roman (word, length))
    {
      g_string_append_len (list, word, (gssize) length);
      g_string_append_c (list, '\n');
      return;
    }
  folded = g_strchomp (attest_words_fold (word, length));
  if (g_strv_contains (quantity_words, folded))
    g_string_append_printf (list, "%s\n", folded);
}

/* A dash before a number is a minus unless it stands between two things, and one that ends a word ("HIV-") is one as well. */
static gboolean
is_minus (const char *text, const char *at, const char *end)
{
  const char *after = g_utf8_next_char (at);
  gunichar before = at > text ? g_utf8_get_char (g_utf8_prev_char (at)) : ' ';
  gunichar behind = after < end ? g_utf8_get_char (after) : ' ';

  while (after < end && (behind == '*' || behind == '_'))
    {
      after++;
      behind = after < end ? g_utf8_get_char (after) : ' ';
    }
  if (is_number_character (behind) || behind == '.')
    return !g_unichar_isalnum (before);
  return g_unichar_isalnum (before) && !g_unichar_isalnum (behind);
}

GString *
attest_change_list_numbers (const char *text, gsize length)
{
  GString *list = g_string_new (NULL);
  const char *end = text + length;

  for (const char *at = text; at < end;)
    {
      gunichar character = g_utf8_get_char (at);
      const char *after = skip_entity (at, end);

      if (after == at)
        after = g_utf8_next_char (at);
      if (g_unichar_isalpha (character))
        {
          while (after < end && g_unichar_isalnum (g_utf8_get_char (after)) &&
                 !is_number_character (g_utf8_get_char (after)))
            after = g_utf8_next_char (after);
          append_word (list, at, (gsize) (after - at));
        }
      else if (is_number_character (character))
        {
          while (after < end && (is_number_character (g_utf8_get_char (after)) ||
                                 (strchr (".,/:", *after) != NULL && after + 1 < end &&
                                  is_number_character (g_utf8_get_char (after + 1)))))
            after = g_utf8_next_char (after);
          g_string_append_len (list, at, after - at);
          g_string_append_c (list, '\n');
        }
      else if (*at == '&' && after > at + 1)
        {
          g_string_append_len (list, at, after - at);
          g_string_append_c (list, '\n');
        }
      else if (is_sign (character))
        {
          g_string_append_unichar (list, character);
          g_string_append_c (list, '\n');
        }
      else if (is_dash (character) && is_minus (text, at, end))
        g_string_append (list, "-\n");
      at = after;
    }
  return list;
}

static GHashTable *
collect_words (const char *text, gsize length)
{
  GHashTable *words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (gsize at = 0, end; at < length; at = end)
    {
      end = attest_word_next (text, length, at);
      if (attest_word_is_word (text, at, end))
        g_hash_table_add (words, g_strchomp (attest_words_fold (text + at, end - at)));
    }
  return words;
}

/* Whether one of @words alone turns, or is one of @others with another beginning. */
static gboolean
has_turn (GHashTable *words, GHashTable *others)
{
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, words);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      const char *word = key;

      if (g_hash_table_contains (others, word))
        continue;
      if (g_strv_contains (turning_words, word))
        return TRUE;
      for (guint i = 0; turning_beginnings[i] != NULL; i++)
        {
          gsize beginning = strlen (turning_beginnings[i]);

          /* A letter alone turns long words ("asymptomatic"), and is a slip in short ones ("alot"). */
          if (g_str_has_prefix (word, turning_beginnings[i]) && strlen (word) > beginning + (beginning > 1 ? 2 : 5) &&
              g_hash_table_contains (others, word + beginning))
            return TRUE;
        }
    }
  return FALSE;
}

gboolean
attest_change_compare_turns (const char *one, gsize one_length, const char *other, gsize other_length)
{
  g_autoptr (GHashTable) first = collect_words (one, one_length);
  g_autoptr (GHashTable) second = collect_words (other, other_length);

  return has_turn (first, second) || has_turn (second, first);
}

gboolean
attest_change_is_foreign (const char *text, gsize length)
{
  for (const char *at = text; at < text + length; at = g_utf8_next_char (at))
    {
      gunichar character = g_utf8_get_char (at);

      /* The Greek of micrograms and of formulas is no foreign word. */
      if (character >= 0x80 && g_unichar_isalpha (character) &&
          g_unichar_get_script (character) != G_UNICODE_SCRIPT_LATIN &&
          g_unichar_get_script (character) != G_UNICODE_SCRIPT_GREEK &&
          g_unichar_get_script (character) != G_UNICODE_SCRIPT_COMMON)
        return TRUE;
    }
  return FALSE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "text/attest-words.h"

#include <string.h>

typedef struct
{
  AttestWordVisitor visit;
  gpointer user_data;
  GString *folded;
} Walk;

/* ---- Characters ---- */

/* Scripts without spaces between words; and Korean, whose particles grow on the word that is looked for. */
static gboolean
is_unspaced (gunichar character)
{
  static const GUnicodeScript scripts[] = {
    G_UNICODE_SCRIPT_HAN,   G_UNICODE_SCRIPT_HIRAGANA, G_UNICODE_SCRIPT_KATAKANA, G_UNICODE_SCRIPT_BOPOMOFO,
    G_UNICODE_SCRIPT_YI,    G_UNICODE_SCRIPT_HANGUL,   G_UNICODE_SCRIPT_THAI,     G_UNICODE_SCRIPT_LAO,
    G_UNICODE_SCRIPT_KHMER, G_UNICODE_SCRIPT_MYANMAR,
  };
  GUnicodeScript script;

  if (character < 0x0e00)
    return FALSE;

  script = g_unichar_get_script (character);
  for (gsize i = 0; i < G_N_ELEMENTS (scripts); i++)
    if (scripts[i] == script)
      return TRUE;

  /* The sign that lengthens a Japanese vowel is common to two scripts; also at half width. */
  return character == 0x30fc || character == 0xff70;
}

static gboolean
is_word_character (gunichar character)
{
  if (character < 0x80)
    return g_ascii_isalnum ((char) character);

  /* Soft hyphens and joiners stand inside of words and say nothing; tatweel only stretches a word. */
  return g_unichar_isalnum (character) || g_unichar_ismark (character) || character == 0x00ad || character == 0x200c ||
         character == 0x200d;
}

/* Marks that readers leave out or type otherwise: accents, Hebrew points, Arabic vowel signs. Vowel signs of Indian scripts are letters to
 * those who read them, and the marks of Japanese kana make another syllable; they stay. */
static gboolean
is_accent (gunichar character)
{
  static const gunichar ranges[][2] = {
    { 0x0300, 0x036f }, { 0x0483, 0x0489 }, { 0x0591, 0x05c7 }, { 0x0610, 0x061a },
    { 0x0640, 0x0640 }, { 0x064b, 0x065f }, { 0x0670, 0x0670 }, { 0x06d6, 0x06ed },
    { 0x0711, 0x0711 }, { 0x0730, 0x074a }, { 0x08d3, 0x08ff }, { 0x1ab0, 0x1aff },
    { 0x1dc0, 0x1dff }, { 0x20d0, 0x20ff }, { 0xfe00, 0xfe0f }, { 0xfe20, 0xfe2f },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (ranges) && character >= ranges[i][0]; i++)
    if (character <= ranges[i][1])
      return TRUE;

  return FALSE;
}

/* Letters that Unicode takes for letters of their own and readers for one with something on it. */
static const char *
find_plain_letter (gunichar character)
{
  static const struct
  {
    gunichar letter;
    const char *plain;
  } letters[] = {
    { 0x00e6, "ae" },
    { 0x00f0, "d" },
    { 0x00f8, "o" },
    { 0x00fe, "th" },
    { 0x0111, "d" },
    { 0x0127, "h" },
    { 0x0131, "i" },
    { 0x0142, "l" },
    { 0x0153, "oe" },
    { 0x0167, "t" },
    /* Arabic: alef with wasla, alef maqsura and the Persian ye and kaf, as keyboards differ in them. */
    { 0x0649, "\331\212" },
    { 0x0671, "\330\247" },
    { 0x06a9, "\331\203" },
    { 0x06cc, "\331\212" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (letters); i++)
    if (letters[i].letter == character)
      return letters[i].plain;

  return NULL;
}

/* ---- Folding ---- */

static gboolean
is_ascii_word (const char *start, const char *end)
{
  for (const char *byte = start; byte < end; byte++)
    if (!g_ascii_isalnum (*byte))
      return FALSE;

  return TRUE;
}

static void
append_plain (GString *folded, const char *decomposed)
{
  for (const char *next = decomposed; *next != '\0'; next = g_utf8_next_char (next))
    {
      gunichar character = g_utf8_get_char (next);
      const char *plain = find_plain_letter (character);

      if (plain != NULL)
        g_string_append (folded, plain);
      else if (!is_accent (character) && (g_unichar_isalnum (character) || g_unichar_ismark (character)))
        g_string_append_unichar (folded, character);
    }
}

static void
fold_word (GString *folded, const char *start, const char *end)
{
  g_autofree char *lower = NULL;
  g_autofree char *decomposed = NULL;
  g_autofree char *composed = NULL;

  if (is_ascii_word (start, end))
    {
      g_string_set_size (folded, (gsize) (end - start));
      for (gsize i = 0; i < folded->len; i++)
        folded->str[i] = g_ascii_tolower (start[i]);
      return;
    }

  g_string_truncate (folded, 0);

  decomposed = g_utf8_normalize (start, end - start, G_NORMALIZE_ALL);
  lower = g_utf8_casefold (decomposed, -1);
  append_plain (folded, lower);
  composed = g_utf8_normalize (folded->str, -1, G_NORMALIZE_DEFAULT_COMPOSE);
  g_string_assign (folded, composed);
}

static gboolean
visit_word (Walk *walk, const char *text, const char *start, const char *end, gboolean unspaced)
{
  AttestWord word;

  fold_word (walk->folded, start, end);
  if (walk->folded->len == 0)
    return TRUE;

  word = (AttestWord) { walk->folded->str, (gsize) (start - text), (gsize) (end - text), unspaced };
  return walk->visit (&word, walk->user_data);
}

/* A character with the marks that stand on it. */
static const char *
find_cluster_end (const char *start, const char *end)
{
  const char *next = g_utf8_next_char (start);

  while (next < end && g_unichar_ismark (g_utf8_get_char (next)))
    next = g_utf8_next_char (next);

  return next;
}

static gboolean
visit_run (Walk *walk, const char *text, const char *start, const char *end)
{
  gboolean go_on = TRUE;

  while (go_on && start < end)
    {
      const char *second = find_cluster_end (start, end);
      const char *after = second < end ? find_cluster_end (second, end) : second;

      go_on = visit_word (walk, text, start, after, TRUE);
      start = second;
    }

  return go_on;
}

static const char *
find_word_end (const char *start, const char *end, gboolean unspaced)
{
  const char *next = start;

  while (next < end)
    {
      gunichar character;

      /* By far the most there is. */
      if (!unspaced && g_ascii_isalnum (*next))
        {
          next++;
          continue;
        }
      character = g_utf8_get_char (next);
      if (!is_word_character (character) || (!g_unichar_ismark (character) && is_unspaced (character) != unspaced))
        break;
      next = g_utf8_next_char (next);
    }

  return next;
}

void
attest_words_visit (const char *text, gsize length, AttestWordVisitor visit, gpointer user_data)
{
  g_autoptr (GString) folded = g_string_new (NULL);
  Walk walk = { visit, user_data, folded };
  const char *end = text + length;
  const char *next = text;
  gboolean go_on = TRUE;

  while (go_on && next < end)
    {
      gunichar character = g_utf8_get_char (next);
      gboolean unspaced = is_unspaced (character);
      const char *start = next;

      if (!is_word_character (character))
        {
          next = g_utf8_next_char (next);
          continue;
        }
      next = find_word_end (g_utf8_next_char (next), end, unspaced);
      go_on = unspaced ? visit_run (&walk, text, start, next) : visit_word (&walk, text, start, next, FALSE);
    }
}

static gboolean
append_word (const AttestWord *word, gpointer user_data)
{
  g_string_append (user_data, word->folded);
  g_string_append_c (user_data, ' ');
  return TRUE;
}

char *
attest_words_fold (const char *text, gsize length)
{
  GString *words = g_string_sized_new (length + length / 8);

  attest_words_visit (text, length, append_word, words);
  return g_string_free (words, FALSE);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "text/attest-diff-private.h"
#include "text/attest-quantities.h"

#include <string.h>

#define ZERO_WIDTH_NON_JOINER 0x200c
#define ZERO_WIDTH_JOINER 0x200d
#define WORD_JOINER 0x2060
#define SOFT_HYPHEN 0xad

/* Decodes one character and never reads beyond @end; a byte that begins no character is one by itself. */
static gunichar
read_character (const char *text, gsize at, gsize end, gsize *next)
{
  guchar byte = (guchar) text[at];
  gunichar character;

  *next = at + 1;
  if (byte < 0x80)
    return byte;
  character = g_utf8_get_char_validated (text + at, end - at);
  if (character == (gunichar) -1 || character == (gunichar) -2)
    return 0xfffd;
  *next = at + g_utf8_skip[byte];
  return character;
}

/* Scripts written without spaces between words: each character is a word, with the marks on it. */
static gboolean
is_unspaced (gunichar c)
{
  if (c < 0xe00)
    return FALSE;
  return c <= 0xeff || (c >= 0x1000 && c <= 0x109f) || (c >= 0x1780 && c <= 0x17ff) || (c >= 0x2e80 && c <= 0x2fdf) ||
         (c >= 0x3005 && c <= 0x3007) || (c >= 0x3021 && c <= 0x3029) || (c >= 0x3038 && c <= 0x303b) ||
         (c >= 0x3041 && c <= 0x30ff && c != 0x30fb) || (c >= 0x3105 && c <= 0x312f) || (c >= 0x31a0 && c <= 0x31ff) ||
         (c >= 0x3400 && c <= 0x4dbf) || (c >= 0x4e00 && c <= 0x9fff) || (c >= 0xf900 && c <= 0xfaff) ||
         (c >= 0xff66 && c <= 0xff9f) || (c >= 0x20000 && c <= 0x3ffff);
}

static gboolean
is_letter_mark_or_digit (gunichar c)
{
  if (c < 0x80)
    return g_ascii_isalnum (c);
  return g_unichar_isalnum (c) || g_unichar_ismark (c);
}

static gboolean
is_run_character (gunichar c)
{
  return is_letter_mark_or_digit (c) && !is_unspaced (c);
}

static gboolean
is_inner (gunichar c)
{
  return c == '.' || c == ',' || c == '/' || c == ZERO_WIDTH_NON_JOINER || c == ZERO_WIDTH_JOINER || c == WORD_JOINER ||
         c == SOFT_HYPHEN;
}

static gsize
skip_marks (const char *text, gsize at, gsize end)
{
  gsize next;

  while (at < end && (guchar) text[at] >= 0x80 && g_unichar_ismark (read_character (text, at, end, &next)))
    at = next;
  return at;
}

/* Returns: the end of the run of letters, marks and digits at @at; @at itself where there is none. */
static gsize
skip_run (const char *text, gsize at, gsize end, gboolean *is_number)
{
  gsize next, after;

  *is_number = TRUE;
  while (at < end)
    {
      gunichar c;

      /* Most text is this. */
      for (; at < end && g_ascii_isalnum (text[at]); at++)
        *is_number = *is_number && g_ascii_isdigit (text[at]);
      if (at == end)
        break;
      c = read_character (text, at, end, &next);

      if (!is_run_character (c))
        {
          if (!is_inner (c) || next >= end || !is_run_character (read_character (text, next, end, &after)))
            break;
        }
      else if (!g_unichar_isdigit (c))
        *is_number = FALSE;
      at = next;
    }
  return at;
}

/* Returns: where a unit that follows a number ends; @at where none does. */
static gsize
skip_unit (const char *text, gsize at, gsize end)
{
  gsize start = at, next, unit_end;
  gboolean is_number;
  gunichar c;

  if (at >= end)
    return at;
  c = read_character (text, at, end, &next);
  if (c == ' ' || c == 0xa0 || c == 0x2009 || c == 0x202f)
    {
      start = next;
      if (start >= end)
        return at;
      c = read_character (text, start, end, &next);
    }
  if (c == '%' || c == 0x2030)
    return next;
  if (c == 0xb0)
    {
      unit_end = skip_run (text, next, end, &is_number);
      return unit_end > next && attest_text_is_unit (text + start, unit_end - start) ? unit_end : next;
    }
  unit_end = skip_run (text, start, end, &is_number);
  return unit_end > start && !is_number && attest_text_is_unit (text + start, unit_end - start) ? unit_end : at;
}

static gboolean
is_regional_indicator (gunichar c)
{
  return c >= 0x1f1e6 && c <= 0x1f1ff;
}

/* Takes a symbol with all that makes it one picture: marks, skin tones, joined emoji, the second letter of a flag. */
static gsize
skip_symbol (const char *text, gsize at, gsize end)
{
  gsize next;
  gunichar first = read_character (text, at, end, &next);

  at = next;
  if (first < 0x80)
    return skip_marks (text, at, end);
  if (is_regional_indicator (first) && at < end && is_regional_indicator (read_character (text, at, end, &next)))
    at = next;
  while (at < end)
    {
      gunichar c = read_character (text, at, end, &next);
      gsize after;

      if (c == ZERO_WIDTH_JOINER && next < end && !g_unichar_isspace (read_character (text, next, end, &after)) &&
          (guchar) text[next] >= 0x80)
        at = after;
      else if ((c >= 0x80 && g_unichar_ismark (c)) || (c >= 0x1f3fb && c <= 0x1f3ff) || c == ZERO_WIDTH_JOINER)
        at = next;
      else
        break;
    }
  return at;
}

gsize
attest_word_next (const char *text, gsize length, gsize start)
{
  gsize next;
  gboolean is_number;
  gunichar c;

  if (start >= length)
    return length;

  /* A single space before a letter, the token that there is most of. */
  if (text[start] == ' ' && start + 1 < length && g_ascii_isalnum (text[start + 1]))
    return start + 1;

  c = read_character (text, start, length, &next);
  if (c < 0x80 ? g_ascii_isspace (c) : g_unichar_isspace (c))
    {
      while (next < length)
        {
          gsize after;

          if (!g_unichar_isspace (read_character (text, next, length, &after)))
            break;
          next = after;
        }
      return next;
    }
  if (is_unspaced (c))
    return skip_marks (text, next, length);
  if (is_run_character (c))
    {
      next = skip_run (text, start, length, &is_number);
      return is_number ? skip_unit (text, next, length) : next;
    }
  return skip_symbol (text, start, length);
}

gboolean
attest_word_is_word (const char *text, gsize start, gsize end)
{
  gsize next;

  return start < end && is_letter_mark_or_digit (read_character (text, start, end, &next));
}

gboolean
attest_word_is_unspaced (const char *text, gsize start, gsize end)
{
  gsize next;

  return start < end && (guchar) text[start] >= 0x80 && is_unspaced (read_character (text, start, end, &next));
}

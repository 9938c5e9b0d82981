/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "exchange/attest-import-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "evidence/attest-reference.h"

/*
 * A citation that lost its brackets is a number that nothing in its sentence asks for. In a medical text a wrong guess would change a dose, so a
 * number counts as a citation only by all of these: its place (behind a sentence, or at the very end of an item or paragraph), the words beside
 * it (no unit, nothing that takes a number), and its value (citations are numbered in the order of first mention, so each new one is the next).
 */

#define MAX_NUMBER 500
/* How many citations may have got lost before a number still counts as the next one, where its place is beyond doubt. */
#define SLACK 3
#define LONGEST_WORD 100
#define LONGEST_LIST 40

typedef enum
{
  WEAK,
  STRONG,
} Strength;

typedef struct
{
  AttestImportBlock *block;
  AttestImportNumber *number;
  Strength strength;
} Candidate;

/* Words before a number that is theirs: "type 2", "grade 3", "aged 65", "at least 5". */
static const char *const number_takers[] = {
  "about",   "above",   "after",       "age",      "aged",    "ages",      "and",       "appendix",    "approximately",
  "arm",     "around",  "at",          "axis",     "before",  "below",     "between",   "box",         "by",
  "case",    "chapter", "chromosome",  "class",    "cohort",  "covid",     "criterion", "cycle",       "day",
  "days",    "dose",    "equals",      "every",    "exceeds", "factor",    "fig",       "figure",      "first",
  "for",     "formula", "from",        "grade",    "group",   "hepatitis", "in",        "interleukin", "is",
  "item",    "last",    "least",       "level",    "lot",     "minus",     "module",    "month",       "months",
  "most",    "no",      "nr",          "number",   "of",      "omega",     "only",      "option",      "or",
  "over",    "page",    "part",        "patient",  "per",     "phase",     "plus",      "point",       "question",
  "range",   "room",    "rule",        "schedule", "score",   "section",   "since",     "stage",       "step",
  "study",   "table",   "temperature", "than",     "the",     "tier",      "times",     "to",          "top",
  "trial",   "trisomy", "type",        "types",    "under",   "until",     "up",        "version",     "visit",
  "vitamin", "vol",     "volume",      "was",      "week",    "weeks",     "with",      "within",      "year",
  "years",   "zone",    NULL,
};

/* Words after a number that it counts: "2 tablets". */
static const char *const counted[] = {
  "ampoule", "ampoules", "capsule", "capsules",  "cases",  "children", "cm",         "day",        "days",
  "doses",   "drop",     "drops",   "g",         "grams",  "hour",     "hours",      "injections", "iu",
  "kg",      "l",        "litres",  "mcg",       "men",    "mg",       "micrograms", "milligrams", "minute",
  "minutes", "ml",       "mm",      "mmhg",      "mmol",   "month",    "months",     "people",     "patients",
  "percent", "puff",     "puffs",   "spoonfuls", "sprays", "tablet",   "tablets",    "teaspoons",  "times",
  "tsp",     "units",    "weeks",   "week",      "women",  "x",        "year",       "years",      NULL,
};

/* Words whose full stop ends no sentence. */
static const char *const abbreviations[] = {
  "a.m",  "al",  "approx", "art",  "b.i.d", "ca",  "cf",  "ch",    "dr",  "e.g",  "ed",  "eq",  "etc", "fig",
  "figs", "i.e", "i.m",    "i.v",  "incl",  "max", "min", "mr",    "mrs", "ms",   "no",  "nos", "nr",  "p",
  "p.m",  "p.o", "pp",     "prof", "resp",  "sec", "st",  "t.i.d", "tab", "tabs", "viz", "vol", "vs",  NULL,
};

static gboolean
is_listed (const char *start, const char *end, const char *const *words)
{
  g_autofree char *word = g_strndup (start, end - start);
  g_autofree char *lower = g_utf8_strdown (word, -1);

  return g_strv_contains (words, lower);
}

static gboolean
is_word_character (gunichar c)
{
  return g_unichar_isalnum (c) || c == '.' || c == '%' || c == '\'' || c == 0x2019 || c == '-' || c == '/';
}

/* The word that ends at @end, or the last part of one that is longer than words are; @end itself when there is none. */
static const char *
find_word_before (const char *text, const char *end)
{
  const char *start = end;

  while (start > text && end - start < LONGEST_WORD)
    {
      const char *before = g_utf8_prev_char (start);

      if (!is_word_character (g_utf8_get_char (before)))
        break;
      start = before;
    }
  return start;
}

static guint
get_superscript (gunichar c)
{
  static const gunichar digits[] = { 0x2070, 0xb9, 0xb2, 0xb3, 0x2074, 0x2075, 0x2076, 0x2077, 0x2078, 0x2079 };

  for (guint i = 0; i < G_N_ELEMENTS (digits); i++)
    if (digits[i] == c)
      return i;
  return G_MAXUINT;
}

static const char *
read_number (const char *c, gboolean superscript, guint *number)
{
  guint value = 0;
  guint digits = 0;

  for (;; c = g_utf8_next_char (c), digits++)
    {
      gunichar character = g_utf8_get_char (c);
      guint digit = superscript                            ? get_superscript (character)
                    : character >= '0' && character <= '9' ? character - '0'
                                                           : G_MAXUINT;

      if (digit == G_MAXUINT || digits > 3)
        break;
      value = value * 10 + digit;
    }
  *number = value;
  return digits > 0 && digits <= 3 && value > 0 && value <= MAX_NUMBER ? c : NULL;
}

static gboolean
is_dash (gunichar c)
{
  return c == '-' || c == 0x2013 || c == 0x2014 || c == 0x207b;
}

/* "2", "2, 3", "2,3", "2-4" and "2–4, 7". Returns where it ends, NULL when it is not such a list. */
static const char *
read_numbers (const char *c, gboolean superscript, GArray *numbers)
{
  const char *end = NULL;
  gboolean range = FALSE;
  guint before = 0;

  for (;;)
    {
      guint number;
      const char *after = read_number (c, superscript, &number);

      if (!after)
        return end;
      if ((range && (number <= before || number - before > 20)) || numbers->len > LONGEST_LIST)
        return NULL;
      for (guint i = range ? before + 1 : number; i <= number; i++)
        g_array_append_val (numbers, i);
      before = number;
      end = after;

      range = is_dash (g_utf8_get_char (after));
      if (range)
        c = g_utf8_next_char (after);
      else if (*after == ',' || *after == ';')
        c = after + 1;
      else
        return end;
      while (!superscript && (*c == ' ' || g_utf8_get_char (c) == 0xa0))
        c = g_utf8_next_char (c);
      if (superscript ? get_superscript (g_utf8_get_char (c)) == G_MAXUINT : !g_ascii_isdigit (*c))
        return range ? NULL : end;
    }
}

static gboolean
begins_sentence (const char *c)
{
  gunichar character;
  const char *end;

  while (*c == ' ' || *c == '\n' || g_utf8_get_char (c) == 0xa0)
    c = g_utf8_next_char (c);
  character = g_utf8_get_char (c);
  if (character == 0)
    return TRUE;
  if (character != '(' && character != '"' && character != 0x201c && !g_unichar_isupper (character) &&
      g_unichar_type (character) != G_UNICODE_OTHER_LETTER)
    return FALSE;
  for (end = c; is_word_character (g_utf8_get_char (end)) && *end != '.';)
    end = g_utf8_next_char (end);
  return !is_listed (c, end, counted);
}

static const char *
skip_back (const char *text, const char *c, const char *characters)
{
  while (c > text)
    {
      const char *before = g_utf8_prev_char (c);

      if (!g_utf8_strchr (characters, -1, g_utf8_get_char (before)))
        break;
      c = before;
    }
  return c;
}

/* Whether a sentence ends right before @c, spaces apart. */
static gboolean
is_after_sentence (const char *text, const char *c)
{
  const char *stop = skip_back (text, skip_back (text, c, " \n\xc2\xa0"), "\"')]”’»");
  const char *word;

  if (stop == text || !strchr (".!?", stop[-1]))
    return FALSE;
  word = find_word_before (text, stop - 1);
  if (word == stop - 1)
    return stop - 1 > text && strchr (")]%", stop[-2]) != NULL;
  if (stop[-1] != '.')
    return TRUE;
  /* "1." may be an item's number, and "0." the beginning of a decimal number. */
  return !g_ascii_isdigit (*word) ? !is_listed (word, stop - 1, abbreviations) : (stop - 1) - word > 1 && stop < c;
}

/* Whether the word before, after a space, leaves the number to itself. */
static gboolean
is_after_word (const char *text, const char *c)
{
  const char *end = skip_back (text, c, " \n\xc2\xa0");
  const char *word = find_word_before (text, end);
  gunichar first = g_utf8_get_char (word);

  if (end == c || end == text)
    return FALSE;
  if (end[-1] == ')' || end[-1] == '%')
    return TRUE;
  if (word == end || is_listed (word, end, number_takers))
    return FALSE;
  /* A number, or a letter alone as in "vitamin B 12", belongs with what follows it. */
  if (g_unichar_isdigit (first) || g_utf8_strlen (word, end - word) < 2)
    return FALSE;
  return g_unichar_isalpha (first) && g_unichar_isalpha (g_utf8_get_char (g_utf8_prev_char (end)));
}

static gboolean
classify (const char *text, const char *start, const char *end, Strength *strength)
{
  gboolean attached =
      start > text && !strchr (" \n", start[-1]) && !(start - text >= 2 && start[-2] == '\xc2' && start[-1] == '\xa0');
  gboolean at_end =
      *end == '\0' || (*end == '.' && begins_sentence (end + 1) && (end[1] == '\0' || end[1] == ' ' || end[1] == '\n'));
  gboolean closes = *end == '\0' || *end == ' ' || *end == '\n' || g_utf8_get_char (end) == 0xa0;

  if (start == text)
    return FALSE;
  if (closes && is_after_sentence (text, start) && begins_sentence (end))
    {
      *strength = STRONG;
      return TRUE;
    }
  if (!attached && at_end && is_after_word (text, start))
    {
      *strength = WEAK;
      return TRUE;
    }
  return FALSE;
}

/* A power, as in "10³" or "kg/m²", stands behind a digit or a short unit; a citation behind a word or a sentence. */
static gboolean
is_superscript_citation (const char *text, const char *start)
{
  const char *word = find_word_before (text, start);
  const char *slash = g_strrstr_len (word, start - word, "/");

  if (slash || start == text || g_ascii_isdigit (start[-1]))
    return FALSE;
  return strchr (".,;:!?)\"]", start[-1]) || g_utf8_strlen (word, start - word) >= 4;
}

static void
free_candidate (gpointer data)
{
  Candidate *candidate = data;

  if (candidate->number)
    {
      g_array_unref (candidate->number->numbers);
      g_free (candidate->number);
    }
  g_free (candidate);
}

static void
add_candidate (GPtrArray *candidates,
               AttestImportBlock *block,
               const char *start,
               const char *end,
               GArray *numbers,
               Strength strength)
{
  Candidate *candidate = g_new0 (Candidate, 1);

  candidate->block = block;
  candidate->strength = strength;
  candidate->number = g_new0 (AttestImportNumber, 1);
  candidate->number->start = start - block->text->str;
  candidate->number->end = end - block->text->str;
  candidate->number->numbers = g_array_ref (numbers);
  g_ptr_array_add (candidates, candidate);
}

/* Tries the place @c of a block's text. Returns: where to go on */
static const char *
try_place (GPtrArray *candidates, AttestImportBlock *block, const char *c)
{
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (guint));
  gboolean superscript = get_superscript (g_utf8_get_char (c)) != G_MAXUINT;
  const char *end;
  Strength strength = STRONG;

  if (superscript)
    {
      end = read_numbers (c, TRUE, numbers);
      if (end && is_superscript_citation (block->text->str, c))
        add_candidate (candidates, block, c, end, numbers, STRONG);
    }
  else if (*c == '[' && c[1] != '@')
    {
      end = read_numbers (c + 1, FALSE, numbers);
      if (!end || *end != ']' || end[1] == '(')
        return c + 1;
      end++;
      add_candidate (candidates, block, c, end, numbers, STRONG);
    }
  else
    {
      end = read_numbers (c, FALSE, numbers);
      if (end && classify (block->text->str, c, end, &strength))
        add_candidate (candidates, block, c, end, numbers, strength);
      if (!end)
        end = c + strspn (c, "0123456789");
    }
  return end && end > c ? end : g_utf8_next_char (c);
}

static void
collect (GPtrArray *candidates, AttestImportBlock *block)
{
  const char *c = block->text->str;

  while (*c)
    {
      gunichar character = g_utf8_get_char (c);
      const char *before = c > block->text->str ? g_utf8_prev_char (c) : NULL;
      gboolean in_word = before && (g_unichar_isalpha (g_utf8_get_char (before)) || strchr ("0123456789/-,", *before));

      if (character == '[' || get_superscript (character) != G_MAXUINT || (g_ascii_isdigit (*c) && !in_word))
        c = try_place (candidates, block, c);
      else
        c = g_utf8_next_char (c);
    }
}

/* Citations are numbered by first mention: each is one seen before or the next, with some slack where its place is beyond doubt. */
static gboolean
follows (GArray *numbers, guint highest, Strength strength)
{
  guint expected = highest + 1 + (strength == STRONG ? SLACK : 0);

  for (guint i = 0; i < numbers->len; i++)
    {
      guint number = g_array_index (numbers, guint, i);

      if (number > expected)
        return FALSE;
      if (number == expected)
        expected++;
    }
  return TRUE;
}

static guint
get_highest (GArray *numbers, guint highest)
{
  for (guint i = 0; i < numbers->len; i++)
    highest = MAX (highest, g_array_index (numbers, guint, i));
  return highest;
}

static void
warn_of_number (AttestImported *self, AttestImportBlock *block, AttestImportNumber *number)
{
  const char *start = skip_back (block->text->str, block->text->str + number->start, " ");
  g_autofree char *digits = g_strndup (block->text->str + number->start, number->end - number->start);
  g_autofree char *words = NULL;

  for (guint i = 0; i < 30 && start > block->text->str; i++)
    start = g_utf8_prev_char (start);
  words = g_strndup (start, block->text->str + number->start - start);
  g_strdelimit (g_strstrip (words), "\n", ' ');
  attest_import_warn (
      self,
      "citation-number",
      g_strdup_printf (
          _ ("“%s” after “…%s” was taken as a citation. Its source is not known yet: name it in the references."),
          digits,
          words));
}

void
attest_import_find_numbers (AttestImported *self, GPtrArray *blocks)
{
  g_autoptr (GPtrArray) candidates = g_ptr_array_new_with_free_func (free_candidate);
  guint highest = 0;
  guint accepted = 0;
  guint strong = 0;

  for (guint i = 0; i < blocks->len; i++)
    {
      AttestImportBlock *block = g_ptr_array_index (blocks, i);

      if (block->kind != ATTEST_IMPORT_BLOCK_HEADING && block->kind != ATTEST_IMPORT_BLOCK_RULE)
        collect (candidates, block);
    }

  for (guint i = 0; i < candidates->len; i++)
    {
      Candidate *candidate = g_ptr_array_index (candidates, i);

      if (!follows (candidate->number->numbers, highest, candidate->strength))
        {
          candidate->block = NULL;
          continue;
        }
      highest = get_highest (candidate->number->numbers, highest);
      accepted++;
      strong += candidate->strength == STRONG;
    }
  /* One number at the end of one line proves nothing. */
  if (accepted < 2 && strong == 0)
    return;

  for (guint i = 0; i < candidates->len; i++)
    {
      Candidate *candidate = g_ptr_array_index (candidates, i);

      if (!candidate->block)
        continue;
      warn_of_number (self, candidate->block, candidate->number);
      g_ptr_array_add (candidate->block->numbers, g_steal_pointer (&candidate->number));
    }
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "text/attest-units-private.h"

#include <string.h>

/* What a token is, as the first letter of its line. */
#define NUMBER 'n'
#define UNIT 'u'
#define NEGATION 'x'

typedef struct
{
  const char *word;
  const char *meaning;
} Meaning;

/* Words that turn a sentence round. Words with "n't" are "not". Other words with un- or in- are told apart by being other words. */
static const Meaning negations[] = {
  { "not", "not" },
  { "cannot", "not" },
  { "no", "no" },
  { "non", "non" },
  { "none", "none" },
  { "nor", "nor" },
  { "neither", "neither" },
  { "never", "never" },
  { "nothing", "nothing" },
  { "nobody", "nobody" },
  { "nowhere", "nowhere" },
  { "without", "without" },
  { "except", "except" },
  { "unless", "unless" },
  { "avoid", "avoid" },
  { "avoids", "avoid" },
  { "avoided", "avoid" },
  { "avoiding", "avoid" },
  { "avoidance", "avoid" },
  { "contra", "contraindicated" },
  { "contraindicate", "contraindicated" },
  { "contraindicates", "contraindicated" },
  { "contraindicated", "contraindicated" },
  { "contraindication", "contraindicated" },
  { "contraindications", "contraindicated" },
  { "refrain", "refrain" },
  { "lack", "lack" },
  { "lacks", "lack" },
  { "absent", "absent" },
  { "absence", "absent" },
  { "unable", "unable" },
  { "unapproved", "unapproved" },
  { "unlicensed", "unlicensed" },
  { "unlikely", "unlikely" },
  { "unnecessary", "unnecessary" },
  { "unproven", "unproven" },
  { "unsafe", "unsafe" },
  { "unsuitable", "unsuitable" },
  { "unsuited", "unsuitable" },
  { "untreated", "untreated" },
  { "unwell", "unwell" },
  { "inadvisable", "inadvisable" },
  { "inappropriate", "inappropriate" },
  { "ineffective", "ineffective" },
};

/* Numbers and frequencies in words. */
static const Meaning number_words[] = {
  { "zero", "0" },          { "one", "1" },
  { "two", "2" },           { "three", "3" },
  { "four", "4" },          { "five", "5" },
  { "six", "6" },           { "seven", "7" },
  { "eight", "8" },         { "nine", "9" },
  { "ten", "10" },          { "eleven", "11" },
  { "twelve", "12" },       { "thirteen", "13" },
  { "fourteen", "14" },     { "fifteen", "15" },
  { "sixteen", "16" },      { "seventeen", "17" },
  { "eighteen", "18" },     { "nineteen", "19" },
  { "twenty", "20" },       { "thirty", "30" },
  { "forty", "40" },        { "fifty", "50" },
  { "sixty", "60" },        { "seventy", "70" },
  { "eighty", "80" },       { "ninety", "90" },
  { "hundred", "hundred" }, { "thousand", "thousand" },
  { "million", "million" }, { "billion", "billion" },
  { "half", "0.5" },        { "quarter", "0.25" },
  { "once", "once" },       { "twice", "twice" },
  { "thrice", "thrice" },   { "double", "double" },
  { "triple", "triple" },   { "hourly", "hourly" },
  { "daily", "daily" },     { "nightly", "nightly" },
  { "weekly", "weekly" },   { "fortnightly", "fortnightly" },
  { "monthly", "monthly" }, { "yearly", "yearly" },
  { "annually", "yearly" },
};

typedef struct
{
  const char *text;
  gsize length;
  gsize at;
  GString *tokens; /* one a line, what it is before it */
} Scanner;

static gpointer
make_meanings (gpointer data)
{
  GHashTable *table = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < G_N_ELEMENTS (negations); i++)
    g_hash_table_insert (table, (gpointer) negations[i].word, (gpointer) negations[i].meaning);
  for (guint i = 0; i < G_N_ELEMENTS (number_words); i++)
    g_hash_table_insert (table, (gpointer) number_words[i].word, (gpointer) number_words[i].meaning);
  return table;
}

static void
emit (Scanner *self, char kind, const char *prefix, const char *token, gsize length)
{
  g_string_append_c (self->tokens, kind);
  g_string_append (self->tokens, prefix);
  g_string_append_len (self->tokens, token, length);
  g_string_append_c (self->tokens, '\n');
}

static gunichar
peek (Scanner *self, gsize at)
{
  gunichar c;

  if (at >= self->length)
    return 0;
  if ((guchar) self->text[at] < 0x80)
    return (guchar) self->text[at];
  c = g_utf8_get_char_validated (self->text + at, self->length - at);
  return c == (gunichar) -1 || c == (gunichar) -2 ? 0xfffd : c;
}

static gsize
step (Scanner *self, gsize at)
{
  gunichar c = peek (self, at);

  return at + ((guchar) self->text[at] < 0x80 || c == 0xfffd ? 1 : g_unichar_to_utf8 (c, NULL));
}

static gboolean
is_digit_at (Scanner *self, gsize at)
{
  return at < self->length && g_ascii_isdigit (self->text[at]);
}

/* The macro of GLib looks at a byte of the character and no more. */
static gboolean
is_digit (gunichar c)
{
  return c < 0x80 && g_ascii_isdigit (c);
}

static gboolean
is_letter (gunichar c)
{
  return c < 0x80 ? g_ascii_isalpha (c) : g_unichar_isalpha (c) || g_unichar_ismark (c);
}

/* What a fraction sign such as ½ is worth, in decimals; NULL for any other character. */
static const char *
get_fraction (gunichar c)
{
  switch (c)
    {
    case 0xbc:
      return "0.25";
    case 0xbd:
      return "0.5";
    case 0xbe:
      return "0.75";
    case 0x2153:
      return "0.333333333";
    case 0x2154:
      return "0.666666667";
    case 0x215b:
      return "0.125";
    case 0x215c:
      return "0.375";
    case 0x215d:
      return "0.625";
    case 0x215e:
      return "0.875";
    default:
      return NULL;
    }
}

/* Whether the commas of a number part thousands, as in 1,000,000; else the comma is a decimal one. */
static gboolean
has_thousands (const char *number)
{
  const char *comma = strchr (number, ',');

  if (comma == number || comma - number > 3 || (comma - number == 1 && *number == '0'))
    return FALSE;
  for (; *comma == ','; comma += 4)
    if (!g_ascii_isdigit (comma[1]) || !g_ascii_isdigit (comma[2]) || !g_ascii_isdigit (comma[3]))
      return FALSE;
  return *comma == '\0' || (*comma == '.' && !strchr (comma, ','));
}

/* Whether two whole numbers with a slash are a part of one, as in "1/2 tablet". Most are not: a blood pressure (120/80 is no 180/120), the strengths of a
 * tablet with two drugs (5/10 is no 10/20), a score, a date. So only the parts that a tablet or a spoon is divided into are, and only as people write them. */
static gboolean
is_fraction (int part, int whole)
{
  switch (whole)
    {
    case 2:
      return part == 1;
    case 3:
      return part == 1 || part == 2;
    case 4:
    case 8:
      return part % 2 == 1 && part < whole;
    default:
      return FALSE;
    }
}

/* Numbers that are equal get one spelling: "0.50" and ".5", "1,000" and "1000", "1/2" and "0.5". */
static void
normalise_number (GString *number)
{
  char *slash = strchr (number->str, '/');
  char *dot;
  gsize zeros = 0;

  if (slash)
    {
      if (slash - number->str == 1 && slash[2] == '\0' && is_fraction (number->str[0] - '0', slash[1] - '0'))
        {
          double value = (number->str[0] - '0') / (double) (slash[1] - '0');
          char digits[G_ASCII_DTOSTR_BUF_SIZE];

          g_string_assign (number, g_ascii_formatd (digits, sizeof digits, "%.9f", value));
        }
      else
        return;
    }
  else if (strchr (number->str, ','))
    {
      if (has_thousands (number->str))
        g_string_replace (number, ",", "", 0);
      else if (strchr (number->str, ',') == strrchr (number->str, ',') && !strchr (number->str, '.'))
        g_string_replace (number, ",", ".", 0);
      else
        return;
    }
  dot = strchr (number->str, '.');
  if (dot && strchr (dot + 1, '.'))
    return;
  if (dot)
    {
      while (number->str[number->len - 1] == '0')
        g_string_truncate (number, number->len - 1);
      if (number->str[number->len - 1] == '.')
        g_string_truncate (number, number->len - 1);
    }
  while (number->str[zeros] == '0' && g_ascii_isdigit (number->str[zeros + 1]))
    zeros++;
  g_string_erase (number, 0, zeros);
  if (number->len == 0 || *number->str == '.')
    g_string_prepend_c (number, '0');
}

/* Reads a unit with its divisors at @at. Returns: whether there was one; then it is emitted. */
static gboolean
scan_unit (Scanner *self, gsize at, gboolean may_go_on)
{
  gsize end = at;
  const char *start = self->text + at;
  gboolean is_open = FALSE;

  while (end < self->length && (is_letter (peek (self, end)) || peek (self, end) == '%' || peek (self, end) == 0x2030 ||
                                peek (self, end) == 0xb0 || peek (self, end) == 0xb2 || peek (self, end) == 0xb3 ||
                                (end > at && (self->text[end] == '/' || g_ascii_isdigit (self->text[end]) ||
                                              (self->text[end] == '.' && is_digit_at (self, end + 1))))))
    end = step (self, end);
  if (end == at || !attest_text_is_unit (start, end - at))
    return FALSE;

  for (gsize part = 0, part_end; part <= end - at; part = part_end + 1)
    {
      const char *slash = memchr (start + part, '/', end - at - part);
      const char *meaning;

      part_end = slash ? (gsize) (slash - start) : end - at;
      meaning = attest_unit_get_meaning (start + part, part_end - part);
      if (meaning)
        emit (self, UNIT, part ? "/" : "", meaning, strlen (meaning));
      else
        emit (self, UNIT, "/", start + part, part_end - part);
      is_open = !meaning;
    }
  self->at = end;
  /* What a divisor's number counts, as in mL/min/1.73 m2. */
  if (is_open && may_go_on && g_unichar_isspace (peek (self, end)))
    scan_unit (self, step (self, end), FALSE);
  return TRUE;
}

static void
scan_number (Scanner *self)
{
  g_autoptr (GString) number = g_string_new (NULL);
  gsize at = self->at, next;
  gunichar before = at > 0 ? (guchar) self->text[at - 1] : 0;
  const char *fraction = get_fraction (peek (self, at));
  const char *sign = "";

  if (before == '-' && (at == 1 || g_ascii_isspace (self->text[at - 2]) || self->text[at - 2] == '('))
    sign = "-";
  if (at >= 3 && memcmp (self->text + at - 3, "\342\210\222", 3) == 0)
    sign = "-";
  if (fraction)
    {
      g_string_append (number, fraction);
      at = step (self, at);
    }
  else
    for (; is_digit_at (self, at) ||
           (at < self->length && strchr (".,/", self->text[at]) && self->text[at] && is_digit_at (self, at + 1));
         at++)
      g_string_append_c (number, self->text[at]);
  normalise_number (number);
  emit (self, NUMBER, sign, number->str, number->len);

  self->at = at;
  next = peek (self, at) == ' ' || g_unichar_isspace (peek (self, at)) ? step (self, at) : at;
  if (at < self->length && next < self->length && scan_unit (self, next, TRUE))
    return;
  /* Letters on a number make it another thing: "2nd", "5a". */
  for (next = at; next < self->length && is_letter (peek (self, next));)
    next = step (self, next);
  if (next > at)
    emit (self, NUMBER, "+", self->text + at, next - at);
  self->at = next;
}

static gboolean
is_negation (const char *meaning)
{
  for (guint i = 0; i < G_N_ELEMENTS (negations); i++)
    if (g_str_equal (negations[i].meaning, meaning))
      return TRUE;
  return FALSE;
}

/* Reads a word, its apostrophes and digits included. */
static void
scan_word (Scanner *self, GHashTable *meanings)
{
  g_autoptr (GString) word = g_string_new (NULL);
  gboolean has_digit = FALSE;
  const char *meaning;

  while (self->at < self->length)
    {
      gunichar c = peek (self, self->at);

      if (c == 0x2019)
        c = '\'';
      if (c == '\'' && !is_letter (peek (self, step (self, self->at))))
        break;
      if (!is_letter (c) && c != '\'' && !is_digit (c))
        break;
      has_digit = has_digit || is_digit (c);
      g_string_append_unichar (word, g_unichar_tolower (c));
      self->at = step (self, self->at);
    }

  meaning = g_hash_table_lookup (meanings, word->str);
  if (g_str_has_suffix (word->str, "n't"))
    meaning = "not";
  if (meaning)
    {
      emit (self, is_negation (meaning) ? NEGATION : NUMBER, "", meaning, strlen (meaning));
      if (g_ascii_isdigit (*meaning) && g_unichar_isspace (peek (self, self->at)))
        scan_unit (self, step (self, self->at), TRUE);
    }
  else if (has_digit)
    emit (self, NUMBER, "", word->str, word->len);
  else if (g_str_equal (word->str, "per") && g_unichar_isspace (peek (self, self->at)))
    {
      gsize next = step (self, self->at), end = next;

      while (end < self->length && is_letter (peek (self, end)))
        end = step (self, end);
      if (end - next == 4 && strncmp (self->text + next, "cent", 4) == 0)
        emit (self, UNIT, "", "%", 1);
      else if ((meaning = attest_unit_get_meaning (self->text + next, end - next)))
        emit (self, UNIT, "/", meaning, strlen (meaning));
      else
        return;
      self->at = end;
    }
}

static GString *
scan (const char *text, gsize length)
{
  static GOnce once = G_ONCE_INIT;
  GHashTable *meanings = g_once (&once, make_meanings, NULL);
  Scanner self = { text, length, 0, g_string_new (NULL) };

  while (self.at < length)
    {
      gunichar c = peek (&self, self.at);
      gsize next = step (&self, self.at);

      if (is_digit (c) || get_fraction (c) || (c == '.' && is_digit_at (&self, next)))
        scan_number (&self);
      else if (is_letter (c))
        scan_word (&self, meanings);
      else
        {
          /* A comparison counts where a number follows; elsewhere "<" and ">" are marks of the source. */
          if (c == '<' || c == '>' || c == 0x2264 || c == 0x2265 || c == 0xb1)
            {
              gsize number = next;

              while (number < length && (text[number] == ' ' || text[number] == '='))
                number++;
              if (is_digit_at (&self, number))
                emit (&self, NUMBER, "", text + self.at, next - self.at);
            }
          self.at = next;
        }
    }
  return self.tokens;
}

gboolean
attest_text_same_safety_tokens (const char *one, gsize one_length, const char *other, gsize other_length)
{
  g_autoptr (GString) first = NULL, second = NULL;

  g_return_val_if_fail (one != NULL || one_length == 0, FALSE);
  g_return_val_if_fail (other != NULL || other_length == 0, FALSE);

  first = scan (one ? one : "", one_length);
  second = scan (other ? other : "", other_length);
  return g_string_equal (first, second);
}

/* Whether all lines of one kind are the same, in their order. */
static gboolean
has_same_lines (const GString *one, const GString *other, char kind)
{
  const char *first = one->str;
  const char *second = other->str;

  while (TRUE)
    {
      gsize length;

      while (*first != '\0' && *first != kind)
        first = strchr (first, '\n') + 1;
      while (*second != '\0' && *second != kind)
        second = strchr (second, '\n') + 1;
      if (*first == '\0' || *second == '\0')
        return *first == *second;
      length = (gsize) (strchr (first, '\n') - first) + 1;
      if (strncmp (first, second, length) != 0)
        return FALSE;
      first += length;
      second += length;
    }
}

AttestTouched
attest_text_compare_safety_tokens (const char *one, gsize one_length, const char *other, gsize other_length)
{
  g_autoptr (GString) first = NULL;
  g_autoptr (GString) second = NULL;
  AttestTouched touched = ATTEST_TOUCHED_NOTHING;

  g_return_val_if_fail (one != NULL || one_length == 0, ATTEST_TOUCHED_NOTHING);
  g_return_val_if_fail (other != NULL || other_length == 0, ATTEST_TOUCHED_NOTHING);

  first = scan (one != NULL ? one : "", one_length);
  second = scan (other != NULL ? other : "", other_length);
  if (!has_same_lines (first, second, NUMBER))
    touched |= ATTEST_TOUCHED_NUMBER;
  if (!has_same_lines (first, second, UNIT))
    touched |= ATTEST_TOUCHED_UNIT;
  if (!has_same_lines (first, second, NEGATION))
    touched |= ATTEST_TOUCHED_NEGATION;

  return touched;
}

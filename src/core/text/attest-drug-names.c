/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "text/attest-drug-names.h"

#include <string.h>

#include "text/attest-diff.h"
#include "text/attest-drug-private.h"
#include "text/attest-units-private.h"
#include "text/attest-words.h"

/* Of an ending alone a shorter word tells nothing. */
#define SHORTEST_WITH_STEM 6

/* Bytes; a dose that is said of a word stands right before it. */
#define FARTHEST_DOSE 64

static gpointer
make_names (gpointer data)
{
  GHashTable *table = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; attest_drug_names[i] != NULL; i++)
    g_hash_table_add (table, (gpointer) attest_drug_names[i]);
  return table;
}

/* Whether @word, of @length letters, is a name, or ends as the names of a class do, with at least two letters of its own before the ending. */
static gboolean
is_name (GHashTable *table, const char *word)
{
  gsize length = strlen (word);

  if (g_hash_table_contains (table, word))
    return TRUE;
  if (length < SHORTEST_WITH_STEM || g_strv_contains (attest_drug_exceptions, word))
    return FALSE;
  for (guint i = 0; attest_drug_stems[i] != NULL; i++)
    if (length >= strlen (attest_drug_stems[i]) + 2 && g_str_has_suffix (word, attest_drug_stems[i]))
      return TRUE;
  return FALSE;
}

/* Without case and accents. Returns: (transfer full) */
static char *
fold (const char *word, gsize length)
{
  return g_strchomp (attest_words_fold (word, length));
}

gboolean
attest_text_is_drug_name (const char *word, gsize length)
{
  static GOnce once = G_ONCE_INIT;
  GHashTable *table = g_once (&once, make_names, NULL);
  g_autofree char *folded = NULL;
  gsize last;

  g_return_val_if_fail (word != NULL, FALSE);

  folded = fold (word, length);
  if (is_name (table, folded))
    return TRUE;
  last = strlen (folded);
  if (last < 2 || folded[last - 1] != 's')
    return FALSE;
  folded[last - 1] = '\0';
  return is_name (table, folded);
}

static gboolean
is_small_word (const char *word, gsize length)
{
  g_autofree char *folded = fold (word, length);
  gsize last = strlen (folded);

  if (g_strv_contains (attest_drug_small_words, folded))
    return TRUE;
  if (last < 2 || folded[last - 1] != 's')
    return FALSE;
  folded[last - 1] = '\0';
  return g_strv_contains (attest_drug_small_words, folded);
}

static gboolean
is_space (const char *text, gsize start, gsize end)
{
  return start < end && g_unichar_isspace (g_utf8_get_char (text + start));
}

/* Whether a token is a number with a unit by which drugs are given, such as "5 mg". */
static gboolean
is_dose (const char *text, gsize start, gsize end)
{
  static const char *const units[] = { "kg", "g", "mg", "mcg", "ng", "mL", "unit", "IU", "mmol", "mEq", NULL };
  gsize unit = start;
  const char *meaning;

  if (start >= end || !g_ascii_isdigit (text[start]))
    return FALSE;
  while (unit < end && (g_ascii_isdigit (text[unit]) || strchr (".,/ ", text[unit]) != NULL))
    unit++;
  while (unit < end && g_unichar_isspace (g_utf8_get_char (text + unit)))
    unit += (gsize) g_utf8_skip[(guchar) text[unit]];
  meaning = unit < end ? attest_unit_get_meaning (text + unit, end - unit) : NULL;
  return meaning != NULL && g_strv_contains (units, meaning);
}

/* The tokens around the one that is looked at; white space is passed over. */
typedef struct
{
  gsize start;
  gsize end;
} Token;

static gboolean
is_before_dose (const char *text, gsize length, gsize end)
{
  gsize after = attest_word_next (text, length, end);

  return is_space (text, end, after) && is_dose (text, after, attest_word_next (text, length, after));
}

/* "5 mg of" stands before it. */
static gboolean
is_after_dose (const char *text, const Token *dose, const Token *of)
{
  return is_dose (text, dose->start, dose->end) && of->end - of->start == 2 &&
         g_ascii_strncasecmp (text + of->start, "of", 2) == 0;
}

/* What stands behind these is one of a kind: "insulin lispro", "vitamin K". */
static gboolean
is_kind_of (const char *text, const Token *token)
{
  static const char *const kinds[] = { "factor", "insulin", "interferon", "vitamin", NULL };
  g_autofree char *folded = fold (text + token->start, token->end - token->start);

  return g_strv_contains (kinds, folded);
}

static gboolean
is_drug_at (const char *text, gsize length, const Token tokens[3])
{
  const Token *word = &tokens[2];
  gsize size = word->end - word->start;

  if (!attest_word_is_word (text, word->start, word->end) || g_ascii_isdigit (text[word->start]))
    return FALSE;
  if (attest_text_is_drug_name (text + word->start, size))
    return TRUE;
  if (is_kind_of (text, &tokens[1]))
    return TRUE;
  return (is_before_dose (text, length, word->end) || is_after_dose (text, &tokens[0], &tokens[1])) &&
         !is_small_word (text + word->start, size);
}

/* Where the sentence's two tokens before @start begin, so that "5 mg of" is seen; the line's start where it is near. */
static gsize
step_back (const char *text, gsize start)
{
  gsize at = start;

  while (at > 0 && start - at < FARTHEST_DOSE && text[at - 1] != '\n')
    at--;
  while (at < start && ((guchar) text[at] & 0xc0) == 0x80)
    at++;
  return at;
}

GArray *
attest_text_list_drug_names (const char *text, gsize length, gsize start, gsize end)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (AttestDrugName));
  Token tokens[3] = { 0 };

  g_return_val_if_fail (text != NULL || length == 0, found);

  for (gsize at = step_back (text, start), next; at < end; at = next)
    {
      AttestDrugName name;

      next = attest_word_next (text, length, at);
      if (is_space (text, at, next))
        continue;
      tokens[0] = tokens[1];
      tokens[1] = tokens[2];
      tokens[2] = (Token) { at, next };
      name = (AttestDrugName) { at, next };
      if (next > start && is_drug_at (text, length, tokens))
        g_array_append_val (found, name);
    }

  return found;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "text/attest-readability.h"

#include <string.h>

/* English spelling to syllables: groups of vowels, less the silent ones, more those that are said apart. */

typedef struct
{
  const char *word;
  guint syllables;
} Exception;

/* Words that the rules below get wrong and that articles on health use often. */
static const Exception exceptions[] = {
  { "area", 3 },    { "areas", 3 },     { "business", 2 },  { "diabetes", 4 },  { "element", 3 }, { "elements", 3 },
  { "eye", 1 },     { "eyes", 1 },      { "herpes", 2 },    { "idea", 3 },      { "ideas", 3 },   { "ion", 2 },
  { "people", 2 },  { "poem", 2 },      { "quiet", 2 },     { "recipe", 3 },    { "recipes", 3 }, { "science", 2 },
  { "someone", 2 }, { "something", 2 }, { "sometimes", 2 }, { "somewhere", 2 },
};

/* Endings before which a final e of the stem stays silent, with their syllables; longer ones first. */
static const Exception endings[] = {
  { "fulness", 2 }, { "lessness", 2 }, { "fully", 2 }, { "lessly", 2 }, { "ments", 1 },
  { "ment", 1 },    { "less", 1 },     { "ness", 1 },  { "ful", 1 },    { "ly", 1 },
};

/* Beginnings in which two vowels are said apart. */
static const char *const apart_beginnings[] = { "creat",  "genui",  "preexist", "react",   "reactiv", "realis",
                                                "realit", "realiz", "reappear", "reassur", "suicid",  "theat" };

static gboolean
is_vowel (char c)
{
  return c != '\0' && strchr ("aeiouy", c) != NULL;
}

static gboolean
is_one_of (char c, const char *letters)
{
  return c != '\0' && strchr (letters, c) != NULL;
}

static guint
count_groups (const char *word)
{
  guint groups = 0;

  for (const char *at = word; *at; at++)
    if (is_vowel (*at) && (at == word || !is_vowel (at[-1])))
      groups++;
  return groups;
}

/* Whether the i at @at begins a vowel of its own before the next, as in media but not in special or nation. */
static gboolean
parts_after_i (const char *word, const char *at)
{
  char before = at > word ? at[-1] : '\0', next = at[1];

  if (next == 'a')
    return !is_one_of (before, "ctgs") && strncmp (at, "iage", 4) != 0;
  if (next == 'o')
    return !is_one_of (before, "ctgsnx") && strncmp (at - (before ? 1 : 0), "vior", 4) != 0 &&
           strncmp (at - (before ? 1 : 0), "lion", 4) != 0;
  if (next == 'u')
    return TRUE;
  if (next == 'e')
    return strncmp (at, "iety", 4) == 0 || strcmp (at, "iet") == 0 || strcmp (at, "iets") == 0 ||
           ((strncmp (at, "ient", 4) == 0 || strncmp (at, "ience", 5) == 0) && !is_one_of (before, "tc"));
  return FALSE;
}

/* Vowels that stand side by side and are said apart. */
static guint
count_apart (const char *word)
{
  gsize length = strlen (word);
  guint count = 0;

  for (const char *at = word; *at; at++)
    {
      char before = at > word ? at[-1] : '\0';

      if (*at == 'i' && parts_after_i (word, at))
        count++;
      else if (*at == 'u' && is_one_of (at[1], "ao") && !is_one_of (before, "qg") && at[2] != '\0')
        count++;
      else if (*at == 'e' && at[1] == 'o' && before != 'g' && before != '\0')
        count++;
      else if (*at == 'y' && is_vowel (before) && is_one_of (at[1], "aeo"))
        count++;
      else if (strncmp (at, "fluid", 5) == 0)
        count++;
    }
  if (length > 4 && strcmp (word + length - 3, "ing") == 0 && is_vowel (word[length - 4]))
    count++;
  if (length > 4 && strcmp (word + length - 2, "ea") == 0)
    count++;
  if (length > 3 && (g_str_has_suffix (word, "sm") || g_str_has_suffix (word, "sms") || g_str_has_suffix (word, "thm")))
    count++;
  for (guint i = 0; i < G_N_ELEMENTS (apart_beginnings); i++)
    if (g_str_has_prefix (word, apart_beginnings[i]))
      return count + (g_str_has_prefix (word, "creature") ? 0 : 1);
  return count;
}

/* A final e is silent, but not in -le after a consonant; so is that of -ed and -es, but for the sounds that need it. */
static gboolean
has_silent_ending (const char *word, gsize length)
{
  char before;

  if (length < 3)
    return FALSE;
  if (word[length - 1] == 'e')
    return !is_vowel (word[length - 2]) && !(word[length - 2] == 'l' && !is_vowel (word[length - 3]));

  before = word[length - 3];
  if (is_vowel (before) || (length > 4 && before == 'l' && !is_vowel (word[length - 4])))
    return FALSE;
  if (g_str_has_suffix (word, "ed"))
    return before != 't' && before != 'd';
  if (g_str_has_suffix (word, "es"))
    return !is_one_of (before, "szxcg") && !g_str_has_suffix (word, "ches") && !g_str_has_suffix (word, "shes");
  return FALSE;
}

static guint
count_plain (const char *word)
{
  gsize length = strlen (word);
  guint count;

  for (guint i = 0; i < G_N_ELEMENTS (exceptions); i++)
    if (strcmp (word, exceptions[i].word) == 0)
      return exceptions[i].syllables;

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      gsize ending = strlen (endings[i].word);

      if (length >= ending + 3 && strcmp (word + length - ending, endings[i].word) == 0 &&
          word[length - ending - 1] == 'e')
        {
          g_autofree char *stem = g_strndup (word, length - ending);

          return count_plain (stem) + endings[i].syllables;
        }
    }

  count = count_groups (word) + count_apart (word);
  if (count > 1 && has_silent_ending (word, length))
    count--;
  return MAX (count, 1);
}

guint
attest_text_count_syllables (const char *word, gsize length)
{
  g_autoptr (GString) part = g_string_new (NULL);
  guint count = 0;

  g_return_val_if_fail (word != NULL, 1);

  /* Hyphens part words; apostrophes and marks are left out. */
  for (gsize i = 0; i <= length; i++)
    {
      if (i < length && g_ascii_isalpha (word[i]))
        g_string_append_c (part, g_ascii_tolower (word[i]));
      else if ((i == length || word[i] == '-') && part->len > 0)
        {
          count += count_plain (part->str);
          g_string_truncate (part, 0);
        }
    }
  return MAX (count, 1);
}

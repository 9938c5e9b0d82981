/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "text/attest-readability.h"

#include <string.h>

/* English spelling to syllables: groups of vowels, less the silent ones, more the ones that are said apart. */

typedef struct
{
  const char *word;
  guint syllables;
} Exception;

/* Words that the rules below get wrong and that articles on health use often. */
static const Exception exceptions[] = {
  { "area", 3 },       { "areas", 3 },   { "being", 2 },     { "business", 2 },  { "calorie", 3 },  { "calories", 3 },
  { "create", 2 },     { "created", 3 }, { "creates", 2 },   { "diet", 2 },      { "doing", 2 },    { "everyone", 3 },
  { "everything", 3 }, { "evening", 2 }, { "idea", 3 },      { "ideas", 3 },     { "ion", 2 },      { "lion", 2 },
  { "people", 2 },     { "poem", 2 },    { "quiet", 2 },     { "real", 1 },      { "really", 2 },   { "recipe", 3 },
  { "seeing", 2 },     { "someone", 2 }, { "sometimes", 2 }, { "something", 2 }, { "science", 2 },  { "trial", 2 },
  { "trials", 2 },     { "via", 2 },     { "vial", 2 },      { "vials", 2 },     { "violence", 3 },
};

static gboolean
is_vowel (char c)
{
  return c != '\0' && strchr ("aeiouy", c) != NULL;
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

/* A final e is silent, but not in -le after a consonant. */
static gboolean
has_silent_ending (const char *word, gsize length)
{
  if (length < 3)
    return FALSE;
  if (word[length - 1] == 'e' && !is_vowel (word[length - 2]))
    return !(word[length - 2] == 'l' && !is_vowel (word[length - 3]));
  if (g_str_has_suffix (word, "ed") && !is_vowel (word[length - 3]))
    return word[length - 3] != 't' && word[length - 3] != 'd' &&
           !(length > 4 && word[length - 3] == 'l' && !is_vowel (word[length - 4]));
  if (g_str_has_suffix (word, "es") && !is_vowel (word[length - 3]))
    return strchr ("szxcg", word[length - 3]) == NULL && !g_str_has_suffix (word, "ches") &&
           !g_str_has_suffix (word, "shes") && !(word[length - 3] == 'l' && length > 4 && !is_vowel (word[length - 4]));
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

  count = count_groups (word);
  if (has_silent_ending (word, length))
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

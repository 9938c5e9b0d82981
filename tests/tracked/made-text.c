/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "made-text.h"

#include <math.h>
#include <string.h>

#define PICK(rand, list) ((list)[g_rand_int_range (rand, 0, G_N_ELEMENTS (list))])

#define N_WORDS 6000

/* Some of them are pairs that are taken for one another. */
static const char *const names[] = {
  "paracetamol",    "ibuprofen",    "aspirin",     "codeine",     "amoxicillin", "metformin",   "metronidazole",
  "prednisone",     "prednisolone", "hydroxyzine", "hydralazine", "vinblastine", "vincristine", "chlorpromazine",
  "chlorpropamide", "ketamine",     "diazepam",    "insulin",     "warfarin",    "morphine",    "hydromorphone",
};
static const char *const doses[] = { "5 mg", "50 mg", "0.5 mg", "10 mL", "2 tablets", "100 mg", "40 mg", "20 mcg" };
static const char *const times[] = { "daily", "weekly", "twice a day", "at night", "for 5 days", "every 6 hours" };
static const char *const people[] = { "adults",
                                      "children",
                                      "older people",
                                      "pregnant women",
                                      "people with liver disease" };
static const char *const small[] = { "the",  "a",   "of",  "and", "to",  "in",    "is",
                                     "with", "for", "you", "may", "can", "should" };

const char *
made_text_pick_name (GRand *rand)
{
  return PICK (rand, names);
}

gboolean
made_text_is_name (const char *word, gsize length)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (strlen (names[i]) == length && g_ascii_strncasecmp (names[i], word, length) == 0)
      return TRUE;
  return FALSE;
}

static GPtrArray *
make_words (GRand *rand)
{
  static const char *const parts[] = { "ba", "do",   "fen", "ga",  "lor", "mi", "ne", "pro", "ra",  "ser",
                                       "ti", "tion", "ul",  "vor", "wa",  "co", "de", "in",  "per", "th" };
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < N_WORDS; i++)
    {
      GString *word = g_string_new (NULL);

      for (guint left = 2 + (guint) log10 (i + 2) + g_rand_int_range (rand, 0, 2); left > 0; left--)
        g_string_append (word, PICK (rand, parts));
      g_ptr_array_add (words, g_string_free (word, FALSE));
    }
  return words;
}

/* Few words often and many seldom, as in any language. */
static const char *
pick_word (GRand *rand, GPtrArray *words)
{
  guint index = (guint) exp (g_rand_double (rand) * log (words->len));

  return g_ptr_array_index (words, MIN (index, words->len) - 1);
}

static void
add_plain_sentence (GString *text, GRand *rand, GPtrArray *words)
{
  gsize start = text->len;

  for (guint left = g_rand_int_range (rand, 5, 18); left > 0; left--)
    g_string_append_printf (text,
                            "%s%s",
                            g_rand_int_range (rand, 0, 5) < 2 ? PICK (rand, small) : pick_word (rand, words),
                            left > 1 ? (left % 7 == 3 ? ", " : " ") : ".");
  text->str[start] = g_ascii_toupper (text->str[start]);
}

static void
add_sentence (GString *text, GRand *rand, GPtrArray *words)
{
  switch (g_rand_int_range (rand, 0, 10))
    {
    case 0:
      g_string_append_printf (text, "Take %s of %s %s.", PICK (rand, doses), PICK (rand, names), PICK (rand, times));
      break;
    case 1:
      g_string_append_printf (text, "Do not give %s to %s.", PICK (rand, names), PICK (rand, people));
      break;
    case 2:
      g_string_append_printf (text,
                              "Treatment with %s may cause %s and should be stopped by %s.",
                              PICK (rand, names),
                              pick_word (rand, words),
                              PICK (rand, people));
      break;
    default:
      add_plain_sentence (text, rand, words);
    }
}

static void
add_block (GString *text, GRand *rand, GPtrArray *words)
{
  guint kind = g_rand_int_range (rand, 0, 6);

  if (kind == 0)
    g_string_append_printf (text, "## About %s %s", pick_word (rand, words), pick_word (rand, words));
  else
    for (guint left = g_rand_int_range (rand, 2, 7); left > 0; left--)
      {
        g_string_append (text, kind == 1 ? "- " : "");
        add_sentence (text, rand, words);
        if (left > 1)
          g_string_append_c (text, kind == 1 ? '\n' : ' ');
      }
  g_string_append (text, "\n\n");
}

char *
made_text_new (GRand *rand, gsize length)
{
  g_autoptr (GPtrArray) words = make_words (rand);
  GString *text = g_string_new ("# An article\n\n");

  while (text->len < length)
    add_block (text, rand, words);
  return g_string_free (text, FALSE);
}

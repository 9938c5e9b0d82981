/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "checks/attest-organisations.h"

#include <string.h>

/* A disclaimer is a page at most; nothing beyond is looked at. */
#define MAX_BYTES 20000

#define WORD "\\p{Lu}[\\p{L}\\p{N}'’&-]*(?:\\.(?=\\p{L})[\\p{L}\\p{N}-]+)*"
#define NAME "(" WORD "(?:\\s+(?:(?:of|for|and|the|&)\\s+)*" WORD "){0,6})"
#define FORM                                                                                                           \
  "(?:Inc|LLC|Ltd|Limited|GmbH|Corp|Corporation|PLC|plc|AG|LLP|Foundation|Trust|Clinic|Hospital|Institute|University|" \
  "College|"                                                                                                           \
  "Association|Society|Group|Network)"

static const char *const patterns[] = {
  /* Who takes or refuses responsibility. */
  NAME "(?:,? (?:and|or|nor) its [^.]{0,80})?\\s+(?:expressly |hereby "
       ")*(?:assumes?|accepts?|bears?|takes?|has|have|makes?|provides?|disclaims?|does not|do not|is not|"
       "are not|shall not|will not|cannot|may "
       "not|endorses?)\\b(?=[^.]{0,80}(?:liab|responsib|warrant|guarantee|endorse|damage|advice))",
  "(" WORD "(?:\\s+" WORD "){0,5},?\\s+" FORM ")\\b",
  "\\b((?:[\\p{L}\\p{N}-]+\\.)+(?:com|org|net|ai|io|health|care|info|co\\.uk|app|clinic|eu|uk))\\b",
  "(?:©|\\([cC]\\)|[Cc]opyright)\\s*(?:\\d{4}(?:\\s*[-–]\\s*\\d{4})?)?,?\\s*(?:by\\s+)?" NAME,
  "\\b(\\p{Lu}\\p{Ll}{0,2}\\.\\p{Lu}\\p{Ll}+|\\p{Lu}\\p{Ll}+\\p{Lu}\\p{L}+)\\b",
};

/* Words that begin a sentence or name a kind of people; a name made of these alone is nobody's. */
static const char *const generic_words[] = {
  "a",
  "advisory",
  "all",
  "always",
  "and",
  "any",
  "article",
  "articles",
  "author",
  "authors",
  "board",
  "care",
  "clinical",
  "clinicians",
  "content",
  "contributors",
  "copyright",
  "decisions",
  "disclaimer",
  "doctors",
  "editorial",
  "editors",
  "for",
  "guidelines",
  "health",
  "healthcare",
  "i",
  "if",
  "information",
  "it",
  "material",
  "medical",
  "neither",
  "no",
  "nobody",
  "nor",
  "nothing",
  "nurses",
  "of",
  "our",
  "patients",
  "physicians",
  "practitioners",
  "professional",
  "professionals",
  "providers",
  "publisher",
  "publishers",
  "readers",
  "reviewers",
  "site",
  "staff",
  "team",
  "that",
  "the",
  "these",
  "they",
  "this",
  "those",
  "users",
  "we",
  "website",
  "writers",
  "you",
  "your",
  NULL,
};

typedef struct
{
  char *name;
  int start;
  int end;
} Found;

static void
clear_found (gpointer data)
{
  g_free (((Found *) data)->name);
}

static int
compare_found (gconstpointer one, gconstpointer other)
{
  const Found *first = one;
  const Found *second = other;

  if (first->start != second->start)
    return first->start < second->start ? -1 : 1;
  return second->end - first->end;
}

static gboolean
is_generic (const char *name)
{
  g_auto (GStrv) words = g_strsplit_set (name, " \n\t", -1);

  for (guint i = 0; words[i]; i++)
    {
      g_autofree char *lower = g_utf8_strdown (words[i], -1);

      if (*lower && !g_strv_contains (generic_words, lower))
        return FALSE;
    }
  return TRUE;
}

/* "The Example Trust" is "Example Trust", and the board under either name. */
static const char *
skip_article (const char *name)
{
  return g_str_has_prefix (name, "The ") ? name + 4 : name;
}

static gboolean
is_board (const char *name, const char *board_name)
{
  g_autofree char *folded_name = g_utf8_casefold (skip_article (name), -1);
  g_autofree char *folded_board = board_name ? g_utf8_casefold (skip_article (board_name), -1) : NULL;

  return folded_board && *folded_board && (strstr (folded_board, folded_name) || strstr (folded_name, folded_board));
}

static void
collect (GArray *found, const char *text, const char *pattern, const char *board_name)
{
  g_autoptr (GRegex) regex = g_regex_new (pattern, G_REGEX_DEFAULT, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  g_assert (regex);
  g_regex_match (regex, text, 0, &match);
  for (; g_match_info_matches (match); g_match_info_next (match, NULL))
    {
      Found one = { g_match_info_fetch (match, 1), 0, 0 };

      g_match_info_fetch_pos (match, 1, &one.start, &one.end);
      if (is_generic (one.name) || is_board (one.name, board_name))
        g_free (one.name);
      else
        g_array_append_val (found, one);
    }
}

char **
attest_organisations_find (const char *text, const char *board_name)
{
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (Found));
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *beginning = g_utf8_make_valid (text, strlen (text) > MAX_BYTES ? MAX_BYTES : -1);
  int covered = 0;

  g_array_set_clear_func (found, clear_found);
  for (guint i = 0; i < G_N_ELEMENTS (patterns); i++)
    collect (found, beginning, patterns[i], board_name);
  g_array_sort (found, compare_found);

  for (guint i = 0; i < found->len; i++)
    {
      Found *one = &g_array_index (found, Found, i);
      const char *name = skip_article (one->name);

      if (one->start < covered)
        continue;
      covered = one->end;
      if (g_hash_table_add (seen, g_utf8_casefold (name, -1)))
        g_strv_builder_add (names, name);
    }
  return g_strv_builder_end (names);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "text/attest-document.h"
#include "text/attest-title.h"

static char *
replace (const char *markdown, const char *title)
{
  g_autoptr (GBytes) text = g_bytes_new (markdown, strlen (markdown));
  g_autoptr (GBytes) renamed = attest_title_replace (text, title);

  return renamed != NULL ? g_strndup (g_bytes_get_data (renamed, NULL), g_bytes_get_size (renamed)) : NULL;
}

static void
test_places (void)
{
  static const struct
  {
    const char *before;
    const char *title;
    const char *after;
  } cases[] = {
    { "# Old title\n\nText.\n", "New title", "# New title\n\nText.\n" },
    { "# Old title #\n\nText.\n", "New title", "# New title #\n\nText.\n" },
    { "Old title\n=========\n\nText.\n", "New title", "# New title\n\nText.\n" },
    { "Text first.\n\n# Old\n\n# Other\n", "New", "Text first.\n\n# New\n\n# Other\n" },
    { "Text.\n", "New", "# New\n\nText.\n" },
    { "", "New", "# New\n\n" },
    { "## Lower\n", "New", "# New\n\n## Lower\n" },
    { "> # Old\n> Text.\n", "New", "> # New\n> Text.\n" },
    { "---\ntitle: Old\nslug: old\n---\n\n# Part\n", "New", "---\ntitle: \"New\"\nslug: old\n---\n\n# Part\n" },
    { "---\ntitle: \"Old \\\"one\\\"\" # said\n---\nText.\n",
      "A \"new\" one",
      "---\ntitle: \"A \\\"new\\\" one\" # said\n---\nText.\n" },
    { "---\ntitle: 'Old'\ntopics: [a, b]\n---\n\n# OLD\n\nText.\n",
      "New: and more",
      "---\ntitle: \"New: and more\"\ntopics: [a, b]\n---\n\n# New: and more\n\nText.\n" },
    { "---\ntitle: \xc3\x9c"
      "ber Schlaf\n  und Ruhe\nslug: x\n---\nText.\n",
      "\xc3\x84lter",
      "---\ntitle: \"\xc3\x84lter\"\nslug: x\n---\nText.\n" },
    { "---\nslug: x\n---\n\n# Old\n", "New", "---\nslug: x\n---\n\n# New\n" },
    { "---\nslug: x\n---\nText.\n", "New", "---\nslug: x\n---\n# New\n\nText.\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *renamed = replace (cases[i].before, cases[i].title);

      g_assert_cmpstr (renamed, ==, cases[i].after);
    }
}

/* What looks like markup in a title is words, and what is no markup stays as it was typed. */
static void
test_escapes (void)
{
  static const struct
  {
    const char *title;
    const char *line;
  } cases[] = {
    { "Can it help?", "# Can it help?" },
    { "5 mg/kg (IV) & more", "# 5 mg/kg (IV) & more" },
    { "a_b_c", "# a_b_c" },
    { "What is *new*?", "# What is \\*new\\*\\?" },
    { "See [@key]", "# See \\[\\@key\\]" },
    { "<b>Bold</b>", "# \\<b\\>Bold\\<\\/b\\>" },
    { "In C #", "# In C \\#" },
    { "AT&amp;T", "# AT\\&amp\\;T" },
    { "`code`", "# \\`code\\`" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *renamed = replace ("# Old\n", cases[i].title);
      g_autofree char *expected = g_strconcat (cases[i].line, "\n", NULL);

      g_assert_cmpstr (renamed, ==, expected);
    }
}

/* A form that a splice would break is left alone. */
static void
test_left_alone (void)
{
  static const char *const texts[] = {
    "---\ntitle: |\n  Old\n  title\nslug: x\n---\nText.\n",
    "---\nslug: &name Old\ntitle: *name\n---\nText.\n",
    "---\ntitle: &name Old\nslug: *name\n---\nText.\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *renamed = replace (texts[i], "New");

      g_assert_cmpstr (renamed, ==, NULL);
    }
}

static char *
make_title (GRand *rand)
{
  static const char *const pieces[] = { "a",  "B",    " ", "*",       "_",  "`",    "[", "]",   "(",      ")",   "#",
                                        "\\", "\"",   "'", ":",       "- ", "1. ",  "<", ">",   "&",      "!",   "|",
                                        "~",  "http", "@", "\u00e9",  "=",  "+ ",   "$", "---", "\u0634", "{ }", "%",
                                        "?",  ".",    ",", "www.a.b", "^",  "&lt;", "/", "\t",  "\u2019", ";" };
  g_autoptr (GString) title = g_string_new (NULL);
  int length = g_rand_int_range (rand, 1, 14);

  for (int i = 0; i < length; i++)
    g_string_append (title, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);

  return attest_title_tidy (title->str);
}

/* Whatever somebody types is the title afterwards, and every word of the text is still there. */
static void
test_random (void)
{
  static const char *const texts[] = {
    "# Old\n\nThe body stays.\n",
    "Old\n===\n\nThe body stays.\n",
    "---\ntitle: Old\nslug: s\n---\n\n# Old\n\nThe body stays.\n",
    "---\nslug: s\n---\n\nThe body stays.\n",
  };
  guint32 seed = (guint32) g_test_rand_int ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  guint count = g_getenv ("ATTEST_LONG") != NULL ? 200000 : 4000;

  g_test_message ("seed %u", seed);
  for (guint i = 0; i < count; i++)
    {
      g_autofree char *title = make_title (rand);
      g_autofree char *renamed = title != NULL ? replace (texts[i % G_N_ELEMENTS (texts)], title) : NULL;
      g_autoptr (GBytes) text = NULL;
      g_autoptr (AttestDocument) document = NULL;

      if (title == NULL)
        continue;
      g_assert_cmpstr (renamed, !=, NULL);
      g_assert_true (g_str_has_suffix (renamed, "The body stays.\n"));
      text = g_bytes_new (renamed, strlen (renamed));
      document = attest_document_new (text);
      g_assert_cmpstr (attest_document_get_title (document), ==, title);
    }
}

static void
test_tidy (void)
{
  g_autofree char *tidy = attest_title_tidy ("  Can\n it\t help? ");
  g_autofree char *nothing = attest_title_tidy (" \n ");
  g_autofree char *broken = attest_title_tidy ("\xff");
  g_autofree char *many = g_strnfill (ATTEST_TITLE_LONGEST + 1, 'a');
  g_autofree char *long_title = attest_title_tidy (many);

  g_assert_cmpstr (tidy, ==, "Can it help?");
  g_assert_null (nothing);
  g_assert_null (broken);
  g_assert_null (long_title);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/text/title/places", test_places);
  g_test_add_func ("/core/text/title/escapes", test_escapes);
  g_test_add_func ("/core/text/title/left-alone", test_left_alone);
  g_test_add_func ("/core/text/title/random", test_random);
  g_test_add_func ("/core/text/title/tidy", test_tidy);

  return g_test_run ();
}

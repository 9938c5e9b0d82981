/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "edit-fixture.h"
#include "text/attest-render.h"

typedef struct
{
  const char *before;
  const char *after;
} Case;

static AttestDocument *
read_document (const char *written, char **text, gsize *start, gsize *end)
{
  g_autoptr (GBytes) bytes = NULL;

  *text = edit_fixture_read (written, start, end);
  bytes = g_bytes_new (*text, strlen (*text));
  return attest_document_new (bytes);
}

static void
check_emphasis (const Case *cases, gsize n_cases, AttestEmphasis emphasis)
{
  for (gsize i = 0; i < n_cases; i++)
    {
      g_autofree char *text = NULL;
      gsize start = 0;
      gsize end = 0;
      g_autoptr (AttestDocument) document = read_document (cases[i].before, &text, &start, &end);

      g_test_message ("%s", cases[i].before);
      edit_fixture_assert (attest_edit_toggle_emphasis (document, start, end, emphasis), text, cases[i].after);
    }
}

static void
test_bold (void)
{
  const Case cases[] = {
    { "Take {two} tablets.\n", "Take **{two}** tablets.\n" },
    { "Take **{two}** tablets.\n", "Take {two} tablets.\n" },
    { "Take {**two**} tablets.\n", "Take {two} tablets.\n" },
    { "Take __{two}__ tablets.\n", "Take {two} tablets.\n" },
    /* The word at the cursor, with the cursor where it was. */
    { "Take t{}wo tablets.\n", "Take **t{}wo** tablets.\n" },
    { "Take {}two tablets.\n", "Take **{}two** tablets.\n" },
    { "Take two{} tablets.\n", "Take **two{}** tablets.\n" },
    { "Take **t{}wo** tablets.\n", "Take t{}wo tablets.\n" },
    { "Don{}’t.\n", "**Don{}’t**.\n" },
    { "0{}.5 mg\n", "**0{}.5** mg\n" },
    { "na{}ïve\n", "**na{}ïve**\n" },
    /* Beside no word. */
    { "Take {}", "Take **{}**" },
    { "Take **{}**", "Take {}" },
    { "{}", "**{}**" },
    /* Blanks at the ends stay outside. */
    { "Take{ two }tablets.\n", "Take{ **two** }tablets.\n" },
    /* A part of what is bold. */
    { "**Take {two} tablets.**\n", "**Take** {two} **tablets.**\n" },
    { "**{Take} two tablets.**\n", "{Take} **two tablets.**\n" },
    { "**Take two {tablets.}**\n", "**Take two** {tablets.}\n" },
    /* More than what is bold. */
    { "{Take **two** tablets.}\n", "**{Take two tablets.}**\n" },
    { "{Take **two} tablets.**\n", "**{Take two} tablets.**\n" },
    /* Never inside of code, links and citations; never crossing. */
    { "See {the [le}aflet](https://example.org/).\n", "See **{the [le}aflet](https://example.org/)**.\n" },
    { "It {works [@jo}nes2001].\n", "It **{works [@jo}nes2001]**.\n" },
    { "Call `a {b` c}.\n", "Call **`a {b` c}**.\n" },
    { "*one {two* three}\n", "***one {two* three}**\n" },
    { "*{two}*\n", "***{two}***\n" },
    /* Several blocks each get their own. */
    { "{One.\n\nTwo.}\n", "**{One.**\n\n**Two.}**\n" },
    { "**{One.**\n\n**Two.}**\n", "{One.\n\nTwo.}\n" },
    { "{**One.**\n\nTwo.}\n", "**{One.**\n\n**Two.}**\n" },
    { "- {one\n- two}\n", "- **{one**\n- **two}**\n" },
    { "{# Title\n}\nText\n", "{# **Title**\n}\nText\n" },
    { "| {a | b} |\n| --- | --- |\n", "| **{a** | **b}** |\n| --- | --- |\n" },
    { "> {one\n> two}\n", "> **{one\n> two}**\n" },
    { "---\ntitle: {A}\n---\n\nText\n", NULL },
    { "```\nco{d}e\n```\n", NULL },
  };

  check_emphasis (cases, G_N_ELEMENTS (cases), ATTEST_EMPHASIS_BOLD);
}

static void
test_italic (void)
{
  const Case cases[] = {
    { "Take {two} tablets.\n", "Take *{two}* tablets.\n" },
    { "Take *{two}* tablets.\n", "Take {two} tablets.\n" },
    { "Take _t{}wo_ tablets.\n", "Take t{}wo tablets.\n" },
    { "Take **{two}** tablets.\n", "Take ***{two}*** tablets.\n" },
    { "Take ***{two}*** tablets.\n", "Take **{two}** tablets.\n" },
    { "Take {}", "Take *{}*" },
  };

  check_emphasis (cases, G_N_ELEMENTS (cases), ATTEST_EMPHASIS_ITALIC);
}

static void
test_heading (void)
{
  static const struct
  {
    const char *before;
    const char *after;
    guint level;
  } cases[] = {
    { "Do{}ses\n", "## Do{}ses\n", 2 },
    { "## Do{}ses\n", "Do{}ses\n", 2 },
    { "## Do{}ses\n", "### Do{}ses\n", 3 },
    { "- Do{}ses\n", "## Do{}ses\n", 2 },
    { "{}\n", "## {}\n", 2 },
    { "{}", "# {}", 1 },
    { "Doses{}\n-----\n\nText\n", "# Doses{}\n\nText\n", 1 },
    { "above\n## Do{}ses\nbelow\n", "above\n\nDo{}ses\n\nbelow\n", 2 },
    { "{One\n\nTwo}\n", "## {One\n\n## Two}\n", 2 },
    { "### Do{}ses\n", "Do{}ses\n", 0 },
    { "Do{}ses\n", NULL, 0 },
    { "---\nti{}tle: A\n---\n", NULL, 2 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = NULL;
      gsize start = 0;
      gsize end = 0;
      g_autoptr (AttestDocument) document = read_document (cases[i].before, &text, &start, &end);

      g_test_message ("%s", cases[i].before);
      edit_fixture_assert (attest_edit_toggle_heading (document, start, end, cases[i].level), text, cases[i].after);
    }
}

static void
test_link (void)
{
  static const struct
  {
    const char *before;
    const char *words;
    const char *address;
    const char *after;
  } cases[] = {
    { "See {the leaflet}.\n", "the leaflet", "https://example.org/", "See [the leaflet](https://example.org/){}.\n" },
    { "See {}.\n", "it", "tel:112", "See [it](tel:112){}.\n" },
    { "See [th{}e](https://a.org/).\n", "the", "https://b.org/", "See [the](https://b.org/){}.\n" },
    { "See [th{}e](https://a.org/).\n", "these", "https://a.org/", "See [these](https://a.org/){}.\n" },
    { "{a}", "a", "https://a.org/x_(y)", "[a](https://a.org/x_(y)){}" },
    { "{a}", "a", "https://a.org/x)", "[a](<https://a.org/x)>){}" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = NULL;
      gsize start = 0;
      gsize end = 0;
      g_autoptr (AttestDocument) document = read_document (cases[i].before, &text, &start, &end);

      g_test_message ("%s", cases[i].before);
      edit_fixture_assert (
          attest_edit_insert_link (document, start, end, cases[i].words, cases[i].address), text, cases[i].after);
    }
  {
    g_autofree char *text = NULL;
    gsize start = 0;
    gsize end = 0;
    g_autoptr (AttestDocument) document = read_document ("See [th{}e *one*](https://a.org/).\n", &text, &start, &end);

    edit_fixture_assert (attest_edit_remove_link (document, start, end), text, "See th{}e *one*.\n");
  }
  g_assert_true (attest_edit_is_address ("https://example.org/"));
  g_assert_true (attest_edit_is_address ("MAILTO:a@example.org"));
  g_assert_false (attest_edit_is_address ("javascript:alert(1)"));
  g_assert_false (attest_edit_is_address ("https://"));
  g_assert_false (attest_edit_is_address ("https://example.org/a b"));
}

static void
test_insert (void)
{
  const Case tables[] = {
    { "Text{} here\n", "Text here\n\n| {Heading} | Heading |\n| --- | --- |\n|     |     |\n" },
    { "Text\n\n{}\n", "Text\n\n| {Heading} | Heading |\n| --- | --- |\n|     |     |\n" },
    { "One{}\n\nTwo\n", "One\n\n| {Heading} | Heading |\n| --- | --- |\n|     |     |\n\nTwo\n" },
    { "{}", "| {Heading} | Heading |\n| --- | --- |\n|     |     |" },
  };
  const Case citations[] = {
    { "It works{}.\n", "It works [@lee2020]{}.\n" },
    { "It works {}.\n", "It works [@lee2020]{}.\n" },
    { "{It works}.\n", "It works [@lee2020]{}.\n" },
    { "It works [@ja{}mes].\n", "It works [@james; @lee2020]{}.\n" },
    { "It works [@james]{}.\n", "It works [@james; @lee2020]{}.\n" },
    { "It works [@lee2020, p. 3]{}.\n", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (tables) + G_N_ELEMENTS (citations); i++)
    {
      gboolean table = i < G_N_ELEMENTS (tables);
      const Case *item = table ? &tables[i] : &citations[i - G_N_ELEMENTS (tables)];
      g_autofree char *text = NULL;
      gsize start = 0;
      gsize end = 0;
      g_autoptr (AttestDocument) document = read_document (item->before, &text, &start, &end);

      g_test_message ("%s", item->before);
      edit_fixture_assert (table ? attest_edit_insert_table (document, end, 2, 1, "Heading")
                                 : attest_edit_insert_citation (document, start, end, "lee2020"),
                           text,
                           item->after);
    }
}

/* Whatever is selected: the words that a reader sees stay, and what was made bold is bold for the parser too. */
static void
test_random (void)
{
  static const char *const pieces[] = {
    "word ",   "two ", "**bold** ", "*it* ", "`code` ", "[link](https://a.org/) ",
    "[@key] ", "\n\n", "\n- ",      "\n> ",  "é—x ",    "***both*** ",
  };
  g_autoptr (GRand) rand = g_rand_new_with_seed (20);
  guint done = 0;

  for (guint round = 0; round < 4000; round++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (AttestDocument) document = NULL;
      g_autoptr (AttestEdit) edit = NULL;
      g_autofree char *result = NULL;
      const char *character = NULL;
      gsize start = 0;
      gsize end = 0;
      guint n = (guint) g_rand_int_range (rand, 1, 12);

      while (n-- > 0)
        g_string_append (text, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
      start = (gsize) g_rand_int_range (rand, 0, (int) text->len + 1);
      end = (gsize) g_rand_int_range (rand, (int) start, (int) text->len + 1);
      while (start > 0 && ((guchar) text->str[start] & 0xc0) == 0x80)
        start--;
      while (end > start && ((guchar) text->str[end] & 0xc0) == 0x80)
        end--;
      bytes = g_bytes_new (text->str, text->len);
      document = attest_document_new (bytes);
      edit =
          attest_edit_toggle_emphasis (document, start, end, round % 2 ? ATTEST_EMPHASIS_BOLD : ATTEST_EMPHASIS_ITALIC);
      if (edit == NULL)
        continue;
      done++;
      result = attest_edit_apply (edit, text->str, text->len);
      g_assert_true (g_utf8_validate (result, -1, NULL));
      g_assert_cmpuint (edit->selection_end, <=, strlen (result));
      /* Only marks come and go. */
      character = result;
      for (const char *c = text->str; *c != '\0'; c++)
        {
          if (*c == '*')
            continue;
          while (*character == '*')
            character++;
          if (*c != *character)
            g_error ("\"%s\" [%zu, %zu] became \"%s\"", text->str, start, end, result);
          character++;
        }
      while (*character == '*')
        character++;
      if (*character != '\0')
        g_error ("\"%s\" [%zu, %zu] became \"%s\"", text->str, start, end, result);
    }
  g_assert_cmpuint (done, >, 2000);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/edit/bold", test_bold);
  g_test_add_func ("/core/edit/italic", test_italic);
  g_test_add_func ("/core/edit/heading", test_heading);
  g_test_add_func ("/core/edit/link", test_link);
  g_test_add_func ("/core/edit/insert", test_insert);
  g_test_add_func ("/core/edit/random", test_random);

  return g_test_run ();
}

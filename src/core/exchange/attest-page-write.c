/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "exchange/attest-page-status.h"

#include <string.h>

#include "attest-page-resources.h"
#include "exchange/attest-page.h"
#include "text/attest-render.h"

#define STYLE_FOLDER "/io/github/attestdesk/Attest/page/"

static AttestPageText *
get_text (const AttestPageFacts *facts, guint index)
{
  return g_ptr_array_index (facts->texts, index);
}

static gboolean
is_right_to_left (const char *language)
{
  static const char *const tags[] = { "ar",  "arc", "ckb", "dv",  "fa", "he", "iw", "ks",
                                      "pnb", "ps",  "sd",  "syr", "ug", "ur", "yi", NULL };
  g_auto (GStrv) parts = g_strsplit (language, "-", -1);
  g_autofree char *primary = g_ascii_strdown (parts[0], -1);

  for (guint i = 1; parts[i]; i++)
    {
      if (g_ascii_strcasecmp (parts[i], "Latn") == 0 || g_ascii_strcasecmp (parts[i], "Cyrl") == 0)
        return FALSE;
      if (g_ascii_strcasecmp (parts[i], "Arab") == 0 || g_ascii_strcasecmp (parts[i], "Hebr") == 0)
        return TRUE;
    }
  return g_strv_contains (tags, primary);
}

/* Where a browser knows :has(), only the chosen audience's text is on the screen; elsewhere, and on paper, all are. */
static void
append_choice_style (GString *html, const AttestPageFacts *facts)
{
  if (facts->texts->len < 2)
    return;

  g_string_append (html, "@supports selector(:has(a)) {\n@media screen {\n.choice { display: block; }\n");
  for (guint i = 1; i <= facts->texts->len; i++)
    g_string_append_printf (html, "main:has(#choice-%u:checked) .text:not(.text-%u) { display: none; }\n", i, i);
  g_string_append (html, "}\n}\n");
}

char *
attest_page_dup_style_named (const char *name)
{
  g_autofree char *path = g_strconcat (STYLE_FOLDER, name, NULL);
  g_autoptr (GBytes) style =
      g_resource_lookup_data (attest_page_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  gsize length;
  const char *css = g_bytes_get_data (style, &length);
  /* The first line speaks of the file in the source tree and not of pages. */
  const char *second_line = (const char *) memchr (css, '\n', length) + 1;

  return g_strndup (second_line, (gsize) (css + length - second_line));
}

char *
attest_page_dup_style (void)
{
  return attest_page_dup_style_named ("page.css");
}

static void
append_head (GString *html, const AttestPageFacts *facts)
{
  g_autofree char *language = attest_page_dup_language (get_text (facts, 0)->revision->language);
  g_autofree char *description = attest_page_write_json_ld (facts);
  g_autofree char *style = attest_page_dup_style ();

  g_string_append_printf (html,
                          "<!DOCTYPE html>\n<html lang=\"%s\" dir=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n",
                          language,
                          is_right_to_left (language) ? "rtl" : "ltr");
  g_string_append (html,
                   "<meta http-equiv=\"Content-Security-Policy\" content=\"" ATTEST_PAGE_CONTENT_POLICY "\">\n"
                   "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                   "<meta name=\"color-scheme\" content=\"light dark\">\n"
                   "<meta name=\"referrer\" content=\"no-referrer\">\n");
  if (!facts->all_approved)
    g_string_append (html, "<meta name=\"robots\" content=\"noindex\">\n");
  g_string_append (html, "<title>");
  attest_page_append_escaped (html, attest_page_facts_get_title (facts));
  g_string_append (html, "</title>\n<style>\n");
  g_string_append (html, style);
  append_choice_style (html, facts);
  g_string_append_printf (html, "</style>\n<script type=\"application/ld+json\">%s</script>\n</head>\n", description);
}

static void
append_board_line (GString *html, const AttestPageFacts *facts)
{
  g_string_append (html, "<header class=\"board\" lang=\"en\" dir=\"ltr\">\n<p><strong dir=\"auto\">");
  attest_page_append_escaped (html, *facts->board->name ? facts->board->name : "Medical advisory board");
  g_string_append (html, "</strong> <span>reviews every article before it is approved.</span></p>\n</header>\n");
}

static void
append_choice (GString *html, const AttestPageFacts *facts)
{
  if (facts->texts->len < 2)
    return;

  g_string_append (html,
                   "<fieldset class=\"choice\" lang=\"en\" dir=\"ltr\">\n<legend>Which best describes you?</legend>\n"
                   "<p>The article is written differently for each of these readers.</p>\n<div class=\"options\">\n");
  for (guint i = 0; i < facts->texts->len; i++)
    {
      g_string_append_printf (
          html,
          "<input type=\"radio\" name=\"choice\" id=\"choice-%u\"%s><label for=\"choice-%u\" dir=\"auto\">",
          i + 1,
          i == 0 ? " checked" : "",
          i + 1);
      attest_page_append_escaped (html, get_text (facts, i)->label);
      g_string_append (html, "</label>\n");
    }
  g_string_append (html, "</div>\n</fieldset>\n");
}

/* Plain text: its paragraphs are separated by blank lines. */
static void
append_disclaimer (GString *html, const char *disclaimer, const char *id, guint level)
{
  g_auto (GStrv) paragraphs = g_strsplit (disclaimer ? disclaimer : "", "\n\n", -1);

  if (!disclaimer || disclaimer[strspn (disclaimer, " \n\t")] == '\0')
    return;
  g_string_append_printf (html,
                          "<section class=\"disclaimer\" aria-labelledby=\"disclaimer-of.%s\">\n<h%u "
                          "id=\"disclaimer-of.%s\" lang=\"en\" dir=\"auto\">Disclaimer</h%u>\n",
                          id,
                          level,
                          id,
                          level);
  for (guint i = 0; paragraphs[i]; i++)
    {
      if (*g_strstrip (paragraphs[i]) == '\0')
        continue;
      g_string_append (html, "<p dir=\"auto\">");
      attest_page_append_escaped (html, paragraphs[i]);
      g_string_append (html, "</p>\n");
    }
  g_string_append (html, "</section>\n");
}

static gboolean
has_one_disclaimer (const AttestPageFacts *facts)
{
  for (guint i = 1; i < facts->texts->len; i++)
    if (g_strcmp0 (get_text (facts, i)->revision->disclaimer, get_text (facts, 0)->revision->disclaimer) != 0)
      return FALSE;
  return TRUE;
}

static void
append_text (GString *html, const AttestPageFacts *facts, guint index)
{
  AttestPageText *text = get_text (facts, index);
  gboolean alone = facts->texts->len == 1;
  g_autofree char *language = attest_page_dup_language (text->revision->language);
  guint level = alone ? 2 : 3;

  g_string_append_printf (html,
                          "<article class=\"text text-%u\" id=\"%s\" lang=\"%s\" dir=\"%s\"",
                          index + 1,
                          text->id,
                          language,
                          is_right_to_left (language) ? "rtl" : "ltr");
  if (!alone)
    {
      g_string_append_printf (html,
                              " aria-labelledby=\"title-of.%s\">\n<h2 class=\"reader\" id=\"title-of.%s\"><span "
                              "lang=\"en\" dir=\"auto\">Written for: ",
                              text->id,
                              text->id);
      attest_page_append_escaped (html, text->label);
      g_string_append (html, "</span>");
      if (g_strcmp0 (text->revision->title, attest_page_facts_get_title (facts)) != 0)
        {
          g_string_append (html, " <span class=\"own-title\" dir=\"auto\">");
          attest_page_append_escaped (html, text->revision->title);
          g_string_append (html, "</span>");
        }
      g_string_append (html, "</h2>\n");
    }
  else
    {
      g_string_append (html, ">\n");
    }

  attest_page_append_status (html, facts, text);
  if (text->withdrawn)
    {
      g_string_append (html, "<p class=\"withdrawn\" lang=\"en\" dir=\"ltr\">The board has withdrawn this text.</p>\n");
    }
  else
    {
      attest_page_write_text (html, facts, text, alone ? 0 : 1);
      attest_page_append_reviewers (html, text, level);
    }
  if (!has_one_disclaimer (facts))
    append_disclaimer (html, text->revision->disclaimer, text->id, level);
  g_string_append (html, "</article>\n");
}

static void
append_follow_up (GString *html, const AttestPageFacts *facts)
{
  if (!attest_page_is_web_address (facts->board->follow_up_url))
    return;

  g_string_append (html,
                   "<section class=\"follow-up\" lang=\"en\" dir=\"ltr\" aria-labelledby=\"follow-up\">\n<h2 "
                   "id=\"follow-up\">Have a follow-up question?</h2>\n"
                   "<p><a href=\"");
  attest_page_append_escaped (html, facts->board->follow_up_url);
  g_string_append (html, "\">Ask the board</a></p>\n</section>\n");
}

char *
attest_page_write (const AttestPageFacts *facts)
{
  GString *html = g_string_sized_new (64 * 1024);

  append_head (html, facts);
  g_string_append (html, "<body>\n<a class=\"skip\" href=\"#article\" lang=\"en\">Skip to the article</a>\n");
  append_board_line (html, facts);
  g_string_append (html, "<main id=\"article\">\n<h1 dir=\"auto\">");
  attest_page_append_escaped (html, attest_page_facts_get_title (facts));
  g_string_append (html, "</h1>\n");
  append_choice (html, facts);
  for (guint i = 0; i < facts->texts->len; i++)
    append_text (html, facts, i);
  if (has_one_disclaimer (facts))
    append_disclaimer (html, get_text (facts, 0)->revision->disclaimer, "all", 2);
  append_follow_up (html, facts);
  g_string_append (html, "</main>\n</body>\n</html>\n");
  return g_string_free (html, FALSE);
}

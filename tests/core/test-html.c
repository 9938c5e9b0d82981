/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gio/gio.h>
#include <string.h>

#include "exchange/attest-html.h"
#include "text/attest-render.h"

static char *
convert (const char *html)
{
  g_autoptr (GBytes) bytes = g_bytes_new (html, strlen (html));
  g_autoptr (GError) error = NULL;
  char *markdown = attest_html_to_markdown (bytes, &error);

  g_assert_no_error (error);
  return markdown;
}

static const struct
{
  const char *html;
  const char *markdown;
} cases[] = {
  { "<p>One</p><p>Two</p>", "One\n\nTwo" },
  { "plain &amp; simple", "plain & simple" },
  { "<h2>Doses</h2>\n<p>Take\n  two.</p>", "## Doses\n\nTake two." },
  { "<p>a <b>bold </b>word</p>", "a **bold** word" },
  { "<p>a<strong> bold</strong><em> it</em></p>", "a **bold** *it*" },
  { "<p><b>Dose:</b>5 mg</p>", "**Dose**:5 mg" },
  { "<p><b><i>both</i></b></p>", "***both***" },
  { "<p><b>a <i>b</i></b> c</p>", "**a *b*** c" },
  { "<b style=\"font-weight:normal\" id=\"docs-internal-guid-1\"><p>A <span "
    "style=\"font-weight:700\">B</span></p></b>",
    "A **B**" },
  { "<p><s>gone</s> here</p>", "~~gone~~ here" },
  { "<p>10<sup>9</sup>/L, H<sub>2</sub>O, 1<sup>st</sup></p>", "10⁹/L, H₂O, 1st" },
  { "<p>5&nbsp;mg</p>", "5 mg" },
  { "<p>a<br>b</p>", "a\\\nb" },
  { "<p>a<br><br>b</p>", "a\n\nb" },
  { "<p>See <a href=\"https://example.org/\">the leaflet</a>.</p>", "See [the leaflet](https://example.org/)." },
  { "<p><a href=\"javascript:alert(1)\">click</a></p>", "click" },
  { "<p><a href=\"https://example.org/a b\">x</a></p>", "x" },
  { "<p><a href=\"#note\">1</a></p>", "1" },
  { "<p>p <code>x*y</code></p>", "p `x*y`" },
  { "<pre>a\n  b\n</pre>", "```\na\n  b\n```" },
  { "<ul><li>one</li><li>two</li></ul>", "- one\n- two" },
  { "<ol start=3><li>one</li><li>two</li></ol><p>end</p>", "3. one\n4. two\n\nend" },
  { "<p>Intro</p><ul><li>one<ul><li>deep</li></ul></li><li>two</li></ul>", "Intro\n\n- one\n  - deep\n- two" },
  { "<ul><li>one</li><ul><li>deep</li></ul></ul>", "- one\n  - deep" },
  { "<ul><li><p>one</p><p>more</p></li></ul>", "- one\n\n  more" },
  { "<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b" },
  { "<table><tr><th>Drug<th>Dose<tr><td>A|B<td><b>5</b> mg</table>",
    "| Drug | Dose |\n| --- | --- |\n| A\\|B | **5** mg |" },
  { "<table><tr><td><p>only</p><ul><li>laid out</li></ul></table>", "only\n\n- laid out" },
  { "<p>a</p><hr><p>b</p>", "a\n\n---\n\nb" },
  { "<dl><dt>Drug</dt><dd>Dose</dd></dl>", "Drug\n\nDose" },
  /* Dropped. */
  { "<style>p{}</style><script>alert(1)</script><p>a<img src=x onerror=alert(1) alt=pic>b</p><!-- c -->", "ab" },
  { "<p>a<span style=\"display:none\">hidden</span></p><div hidden>b</div>", "a" },
  { "<svg><text>x</text></svg><iframe src=a>y</iframe><p>z</p>", "z" },
  /* What would be Markdown by chance. */
  { "<p># one</p>", "\\# one" },
  { "<p>1. one</p>", "1\\. one" },
  { "<p>- one</p>", "\\- one" },
  { "<p>&gt; 5 mg</p>", "\\> 5 mg" },
  { "<p>p &lt; 0.05 and &lt;b&gt;</p>", "p < 0.05 and \\<b>" },
  { "<p>a*b* _c_ snake_case 2 * 3</p>", "a\\*b\\* \\_c\\_ snake_case 2 * 3" },
  { "<p>[@key] [1] [a](b)</p>", "\\[@key] \\[1] \\[a\\](b)" },
  { "<p>~5 mg (~10 mg)</p>", "\\~5 mg (\\~10 mg)" },
  { "<p>&lt;&shy;b&gt; &amp;<i>lt;</i></p>", "\\<b> &*lt;*" },
  { "<p>&amp;lt; AT&amp;T</p>", "&amp;lt; AT&T" },
  /* Word's lists. */
  { "<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span "
    "style='mso-list:Ignore'>·<span>&nbsp;&nbsp; "
    "</span></span><![endif]>One</p><p class=MsoListParagraph style='mso-list:l0 level2 lfo1'><span "
    "style='mso-list:Ignore'>o<span> "
    "</span></span>Deep</p><p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span "
    "style='mso-list:Ignore'>·</span>Two</p><p>End</p>",
    "- One\n   - Deep\n- Two\n\nEnd" },
  { "<p style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>1.<span> </span></span>One</p><p "
    "style='mso-list:l1 level1 lfo2'>"
    "<span style='mso-list:Ignore'>2.</span>Two</p>",
    "1. One\n2. Two" },
  { "Version:0.9\r\nStartHTML:0\r\n<html><body><!--StartFragment--><p>a</p><!--EndFragment--></body></html>", "a" },
  { "<p>unclosed <b>bold", "unclosed **bold**" },
  { "<div><div></div></div>", "" },
};

static void
test_table (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *markdown = convert (cases[i].html);

      if (g_str_equal (markdown, cases[i].markdown))
        continue;
      g_test_message ("%s\nbecame\n%s\nand not\n%s", cases[i].html, markdown, cases[i].markdown);
      g_test_fail ();
    }
}

/* UTF-16, as a browser may give it, and what ends with a zero byte. */
static void
test_encodings (void)
{
  const char *html = "<p>naïve — 5 µg</p>";
  gsize length = 0;
  g_autofree char *utf16 = g_convert (html, -1, "UTF-16LE", "UTF-8", NULL, &length, NULL);
  g_autoptr (GString) with_bom = g_string_new_len ("\xff\xfe", 2);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) ended = g_bytes_new (html, strlen (html) + 1);
  g_autofree char *one = NULL;
  g_autofree char *other = NULL;

  g_string_append_len (with_bom, utf16, (gssize) length);
  bytes = g_bytes_new (with_bom->str, with_bom->len);
  one = attest_html_to_markdown (bytes, NULL);
  other = attest_html_to_markdown (ended, NULL);
  g_assert_cmpstr (one, ==, "naïve — 5 µg");
  g_assert_cmpstr (other, ==, "naïve — 5 µg");
}

static void
append_letters (GString *letters, const char *text)
{
  for (const char *c = text; *c != '\0'; c++)
    if (g_ascii_isalnum (*c))
      g_string_append_c (letters, *c);
}

/* What a random page is made of: tags in no order, words, and what looks like Markdown. */
static const char *const pieces[] = {
  "<p>",
  "</p>",
  "<b>",
  "</b>",
  "<i>",
  "</i>",
  "<ul>",
  "</ul>",
  "<ol>",
  "</ol>",
  "<li>",
  "</li>",
  "<h2>",
  "</h2>",
  "<blockquote>",
  "</blockquote>",
  "<table>",
  "<tr>",
  "<td>",
  "</table>",
  "<br>",
  "<div>",
  "</div>",
  "word ",
  "two",
  " three ",
  "5 mg",
  "#",
  "* ",
  "_x_ ",
  "1. ",
  "- ",
  "[a](b)",
  "`",
  "\\",
  "&lt;b&gt;",
  "<a href='https://a.org/'>",
  "</a>",
  "<sup>",
  "</sup>",
  "<code>",
  "</code>",
  "~~",
  "|",
};

/* No word is lost or moved, and nothing is in the rendered text that was only Markdown: seen in what a reader gets. */
static void
test_random (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (guint round = 0; round < 4000; round++)
    {
      g_autoptr (GString) html = g_string_new ("<body>");
      g_autoptr (GString) expected = g_string_new (NULL);
      g_autoptr (GString) found = g_string_new (NULL);
      g_autoptr (GBytes) text = NULL;
      g_autoptr (AttestDocument) document = NULL;
      g_autofree char *markdown = NULL;
      g_autoptr (AttestRendering) rendering = NULL;
      AttestRenderOptions options = { .flags = ATTEST_RENDER_FRAGMENT };
      guint n = (guint) g_rand_int_range (rand, 1, 25);

      while (n-- > 0)
        {
          const char *piece = pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))];

          g_string_append (html, piece);
          if (*piece == '&')
            append_letters (expected, "b");
          else if (*piece != '<')
            append_letters (expected, piece);
        }
      markdown = convert (html->str);
      text = g_bytes_new (markdown, strlen (markdown));
      document = attest_document_new (text);
      rendering = attest_render (document, &options);
      append_letters (found, attest_rendering_get_text (rendering, NULL));
      /* Raised digits are digits no more, and a numbered list's numbers are not in its text. */
      if (strstr (html->str, "<sup>") != NULL || strstr (html->str, "<td>") != NULL)
        continue;
      if (!g_str_equal (expected->str, found->str))
        g_error ("%s\nbecame\n%s\nwhich reads\n%s", html->str, markdown, attest_rendering_get_html (rendering, NULL));
    }
}

static char *
convert_nested (guint depth, GError **error)
{
  g_autoptr (GString) html = g_string_new (NULL);
  g_autoptr (GBytes) bytes = NULL;

  for (guint i = 0; i < depth; i++)
    g_string_append (html, i % 2 ? "<ul><li>" : "<div><b>");
  g_string_append (html, "deep");
  bytes = g_bytes_new (html->str, html->len);
  return attest_html_to_markdown (bytes, error);
}

/* What is nested without end is read whole or refused; it never takes the stack. */
static void
test_deep (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *read = convert_nested (110, NULL);
  g_autofree char *refused = convert_nested (20000, &error);

  g_assert_nonnull (strstr (read, "deep"));
  g_assert_null (refused);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/html/table", test_table);
  g_test_add_func ("/core/html/encodings", test_encodings);
  g_test_add_func ("/core/html/random", test_random);
  g_test_add_func ("/core/html/deep", test_deep);

  return g_test_run ();
}

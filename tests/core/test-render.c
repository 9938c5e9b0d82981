/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "html-reader.h"
#include "text/attest-render-private.h"

#define HASH "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

static AttestDocument *
parse (const char *markdown)
{
  g_autoptr (GBytes) bytes = g_bytes_new (markdown, strlen (markdown));

  return attest_document_new (bytes);
}

static AttestRendering *
render (const char *markdown, AttestRenderFlags flags)
{
  g_autoptr (AttestDocument) document = parse (markdown);
  AttestRenderOptions options = { .flags = flags };

  return attest_render (document, &options);
}

static void
assert_html (const char *markdown, const AttestRenderOptions *options, const char *expected)
{
  g_autoptr (AttestDocument) document = parse (markdown);
  g_autoptr (AttestRendering) rendering = attest_render (document, options);

  g_assert_cmpstr (attest_rendering_get_html (rendering, NULL), ==, expected);
}

static void
test_links (void)
{
  assert_html (
      "[a](https://x.org/?b=c&d='e') [b](HTTP://x.org) [c](mailto:a@b.org) [d](tel:112) [e](#f)\n",
      NULL,
      "<p dir=\"auto\"><a href=\"https://x.org/?b=c&amp;d=&#x27;e&#x27;\">a</a> <a href=\"HTTP://x.org\">b</a> "
      "<a href=\"mailto:a@b.org\">c</a> <a href=\"tel:112\">d</a> <a href=\"#f\">e</a></p>\n");
  assert_html ("[a *b*](javascript:x) [c](/d) [e](ftp://f) <ftp://g> [h](<>)\n",
               NULL,
               "<p dir=\"auto\"><span class=\"refused-link\">a <em>b</em></span> <span class=\"refused-link\">c</span> "
               "<span class=\"refused-link\">e</span> <span class=\"refused-link\">ftp://g</span> <span "
               "class=\"refused-link\">h</span></p>\n");
  assert_html ("[a](javascript:x) [b](/c) [d](DATA:e)\n",
               &(AttestRenderOptions) { .flags = ATTEST_RENDER_FRAGMENT },
               "<p><a href=\"\">a</a> <a href=\"/c\">b</a> <a href=\"\">d</a></p>\n");
}

static void
test_images (void)
{
  assert_html ("![a *b* \"c\"](asset:" HASH " \"t\")\n",
               NULL,
               "<p dir=\"auto\"><img src=\"asset:" HASH "\" alt=\"a b &quot;c&quot;\" title=\"t\" /></p>\n");
  assert_html (
      "![a *b*](https://x.org/y.png) ![c](asset:12)\n",
      NULL,
      "<p dir=\"auto\"><span class=\"refused-image\">a <em>b</em></span> <span class=\"refused-image\">c</span></p>\n");
  assert_html ("![[a](https://x.org)](asset:" HASH ")\n",
               NULL,
               "<p dir=\"auto\"><img src=\"asset:" HASH "\" alt=\"a\" /></p>\n");
}

static void
test_warnings (void)
{
  const char *text = "a <b>x</b> [l](javascript:y) ![i](https://z/p.png)\n\n> <div>\n> raw\n> </div>\n\n<!-- c -->\n";
  static const struct
  {
    AttestRenderWarningKind kind;
    const char *source;
  } expected[] = {
    { ATTEST_RENDER_RAW_HTML, "<b>" },
    { ATTEST_RENDER_RAW_HTML, "</b>" },
    { ATTEST_RENDER_REFUSED_LINK, "[l](javascript:y)" },
    { ATTEST_RENDER_REFUSED_IMAGE, "![i](https://z/p.png)" },
    { ATTEST_RENDER_RAW_HTML, "<div>\n> raw\n> </div>" },
    { ATTEST_RENDER_RAW_HTML, "<!-- c -->" },
  };
  g_autoptr (AttestRendering) rendering = render (text, ATTEST_RENDER_DEFAULT);
  g_autoptr (AttestRendering) fragment = render (text, ATTEST_RENDER_FRAGMENT);
  GPtrArray *warnings = attest_rendering_get_warnings (rendering);

  g_assert_cmpuint (attest_rendering_get_warnings (fragment)->len, ==, 0);
  g_assert_cmpuint (warnings->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < warnings->len; i++)
    {
      const AttestRenderWarning *warning = g_ptr_array_index (warnings, i);
      g_autofree char *source = g_strndup (text + warning->start, warning->end - warning->start);

      g_assert_cmpint (warning->kind, ==, expected[i].kind);
      g_assert_cmpstr (source, ==, expected[i].source);
    }
  g_assert_cmpstr (((AttestRenderWarning *) g_ptr_array_index (warnings, 2))->text, ==, "javascript:y");
}

static void
test_headings (void)
{
  AttestRenderOptions options = { .flags = ATTEST_RENDER_OMIT_TITLE, .id_prefix = "nurse-", .heading_offset = 2 };

  assert_html ("# T\n\n## A\n\n##### B\n\n# T\n\n[x](#a)\n",
               &options,
               "<h4 id=\"nurse-a\" dir=\"auto\">A</h4>\n<h6 id=\"nurse-b\" dir=\"auto\">B</h6>\n<h3 id=\"nurse-t-1\" "
               "dir=\"auto\">T</h3>\n"
               "<p dir=\"auto\"><a href=\"#nurse-a\">x</a></p>\n");
  options = (AttestRenderOptions) { .flags = ATTEST_RENDER_OMIT_TITLE };
  assert_html ("---\ntitle: Same  title\n---\n# same *title*\n\nx\n", &options, "<p dir=\"auto\">x</p>\n");
  assert_html ("---\ntitle: Other\n---\n# Title\n", &options, "<h1 id=\"title\" dir=\"auto\">Title</h1>\n");
  assert_html ("---\ntitle: x\n---\n# T\n",
               &(AttestRenderOptions) { .flags = ATTEST_RENDER_FRAGMENT },
               "<hr />\n<h2>title: x</h2>\n<h1>T</h1>\n");
}

static guint
resolve_cb (const char *key, gpointer user_data)
{
  return *key == 'x' ? 0 : 20 + (*key - 'a');
}

#define CITED(key, n, number)                                                                                          \
  "<a href=\"#p-reference-" key "\" id=\"p-citation-" key "-" n "\" aria-label=\"Reference " number "\">" number "</"  \
  "a>"

static void
test_citations (void)
{
  AttestRenderOptions options = { .id_prefix = "p-" };
  g_autoptr (AttestDocument) document = parse ("[@a; @b] [@c; @a; @b] [@d, p. 1 & 2; @a] [@d; @a]");
  g_autoptr (AttestRendering) rendering = attest_render (document, &options);
  g_auto (GStrv) ids = attest_rendering_dup_citation_ids (rendering, "b");
  g_auto (GStrv) none = attest_rendering_dup_citation_ids (rendering, "x");
  g_autofree char *joined = g_strjoinv (" ", ids);

  g_assert_cmpstr (
      attest_rendering_get_html (rendering, NULL),
      ==,
      "<p dir=\"auto\"><sup class=\"citation\">" CITED ("a", "1", "1") ", " CITED (
          "b", "1", "2") "</sup> "
                         "<sup class=\"citation\">" CITED ("a", "2", "1") "<span id=\"p-citation-b-2\"></span>–" CITED (
                             "c", "1", "3") "</sup> "
                                            "<sup class=\"citation\">" CITED ("a", "3", "1") ", " CITED (
                                                "d", "1", "4") " (p. 1 &amp; 2)</sup> "
                                                               "<sup class=\"citation\">" CITED (
                                                                   "a", "4", "1") ", " CITED ("d",
                                                                                              "2",
                                                                                              "4") "</sup></p>\n");
  g_assert_cmpstr (attest_rendering_get_text (rendering, NULL), ==, "1, 2 1–3 1, 4 (p. 1 & 2) 1, 4\n");
  g_assert_cmpstr (joined, ==, "p-citation-b-1 p-citation-b-2");
  g_assert_cmpuint (g_strv_length (none), ==, 0);

  options.resolve_citation = resolve_cb;
  assert_html ("[@x; @c]",
               &options,
               "<p dir=\"auto\"><sup class=\"citation\">" CITED (
                   "c", "1", "22") ", <span class=\"unknown-citation\" title=\"@x\">[?]</span></sup></p>\n");
  options.flags = ATTEST_RENDER_FRAGMENT;
  assert_html ("> [@x;\n> @c]", &options, "<blockquote>\n<p>[@x;\n@c]</p>\n</blockquote>\n");
}

static void
test_ranges (void)
{
  assert_html (
      "---\na: b\n---\n# É\n\n- a\n\n  b\n\n| c |\n|---|\n| d |\n",
      &(AttestRenderOptions) { .flags = ATTEST_RENDER_SOURCE_RANGES },
      "<h1 id=\"é\" dir=\"auto\" data-start=\"13\" data-end=\"17\">É</h1>\n"
      "<ul dir=\"auto\" data-start=\"19\" data-end=\"27\">\n<li data-start=\"19\" data-end=\"27\">\n"
      "<p data-start=\"21\" data-end=\"22\">a</p>\n<p data-start=\"26\" data-end=\"27\">b</p>\n</li>\n</ul>\n"
      "<table dir=\"auto\" data-start=\"29\" data-end=\"46\">\n<thead>\n<tr data-start=\"29\" data-end=\"34\">\n"
      "<th scope=\"col\" data-start=\"31\" data-end=\"32\">c</th>\n</tr>\n</thead>\n<tbody>\n"
      "<tr data-start=\"41\" data-end=\"46\">\n<td data-start=\"43\" "
      "data-end=\"44\">d</td>\n</tr>\n</tbody>\n</table>\n");
}

/* The Markdown of a passage of the rendered text, and back. */
static void
assert_place (const char *markdown, const char *words, const char *expected)
{
  g_autoptr (AttestRendering) rendering = render (markdown, ATTEST_RENDER_SOURCE_RANGES);
  const char *text = attest_rendering_get_text (rendering, NULL);
  const char *found = strstr (text, words);
  g_autofree char *source = NULL;
  gsize start, end, text_start, text_end;

  g_test_message ("%s: %s", markdown, words);
  g_assert_nonnull (found);
  g_assert_true (
      attest_rendering_text_to_source (rendering, found - text, found - text + strlen (words), &start, &end));
  source = g_strndup (markdown + start, end - start);
  g_assert_cmpstr (source, ==, expected);

  g_assert_true (attest_rendering_source_to_text (rendering, start, end, &text_start, &text_end));
  g_assert_cmpuint (text_start, <=, found - text);
  g_assert_cmpuint (text_end, >=, found - text + strlen (words));
}

static void
test_places (void)
{
  assert_place ("Give 0.5 mg/kg *over* 40 minutes", "0.5 mg/kg over 40", "0.5 mg/kg *over* 40");
  assert_place ("a \\*b\\* c", "*b*", "\\*b\\*");
  assert_place ("a &amp; b &nbsp; c", "& b", "&amp; b");
  assert_place ("> a b\n> c d\ne f", "b\nc d\ne", "b\n> c d\ne");
  assert_place ("- a\n  b *c\n  d* e", "b c\nd e", "b *c\n  d* e");
  assert_place ("| a | b\\|c d |\n|---|---|\n| `x\\|y` | **z** |\n", "b|c", "b\\|c");
  assert_place ("| a | b\\|c d |\n|---|---|\n| `x\\|y` | **z** |\n", "x|y", "x\\|y");
  assert_place ("| a | b\\|c d |\n|---|---|\n| `x\\|y` | **z** |\n", "d", "d");
  assert_place ("p\n| a |\n|---|\n| b |\n", "p", "p");
  assert_place ("p\n| a |\n|---|\n| b |\n", "a", "a");
  assert_place ("[x]: https://x.org\n'title\nmore'\nSee [x] and y", "x and y", "x] and y");
  assert_place ("[a](https://x.org 'b\nc') d e", "d e", "d e");
  assert_place ("[a](<https://x.org/d>) d e", "d e", "d e");
  assert_place ("[a][x] d\n\n[x]: https://x.org", "d", "d");
  assert_place ("![a](https://x.org/d) d e", "d e", "d e");
  assert_place ("<https://d.org/&amp;> d", " d", " d");
  assert_place ("see https://d.org/a_b_c. d e", "d.org/a_b_c. d", "d.org/a_b_c. d");
  assert_place ("*x* me@d.org d", "me@d.org d", "me@d.org d");
  assert_place ("``a `b\nc`` d", "a `b c", "a `b\nc");
  assert_place ("***a** b* **c*", "a b *c", "a** b* **c");
  assert_place ("~~a~~ ~b~ c", "a b c", "a~~ ~b~ c");
  assert_place ("a  \nb\\\nc", "a\nb\nc", "a  \nb\\\nc");
  assert_place ("A\nb\n===\nc", "A\nb", "A\nb");
  assert_place ("## a b ##\nc", "a b", "a b");
  assert_place ("  ```x\n  a\n    b\n  ```", "a\n  b", "a\n    b");
  assert_place ("\ta\n\n\tb", "a\n\nb", "a\n\n\tb");
  assert_place ("- a[^1]\n\n[^1]: b *c*\n", "b c", "b *c");
  assert_place ("dose [@a, p. 3] now", "1 (p. 3", "@a, p. 3");
  assert_place ("dose [@a; @b; @c] now", "dose 1–3 now", "dose [@a; @b; @c] now");
  assert_place ("x <b>y</b> z", "<b>y", "<b>y");
  assert_place ("&#x41;&#66;c", "Bc", "&#66;c");
  assert_place ("---\ntitle: x\n---\n你好 **世界**", "好 世", "好 **世");
  assert_place ("جرعة *٥ ملغ* يوميا", "٥ ملغ يوميا", "٥ ملغ* يوميا");
}

static void
test_no_place (void)
{
  g_autoptr (AttestRendering) rendering = render ("a[^1]\n\n[^1]: b\n", ATTEST_RENDER_DEFAULT);
  const char *text = attest_rendering_get_text (rendering, NULL);
  const char *arrow = strstr (text, "↩");
  gsize start, end;

  g_assert_nonnull (arrow);
  g_assert_false (attest_rendering_text_to_source (rendering, arrow - text, arrow - text + strlen ("↩"), &start, &end));
  g_assert_false (attest_rendering_text_to_source (rendering, 0, 0, &start, &end));
  g_assert_false (attest_rendering_text_to_source (rendering, 5000, 6000, &start, &end));
  g_assert_false (attest_rendering_source_to_text (rendering, 5000, 6000, &start, &end));
}

static void
test_blocks (void)
{
  const char *text = "# A\n\npara *x*\n\n- l\n\n    code\n\n---\n\nnote[^n]\n\n[^n]: foot\n\n[^m]: unused\n";
  g_autofree char *shifted_text = g_strconcat ("New first words.\n\n", text, NULL);
  g_autoptr (AttestRendering) rendering = render (text, ATTEST_RENDER_SOURCE_RANGES);
  g_autoptr (AttestRendering) shifted = render (shifted_text, ATTEST_RENDER_SOURCE_RANGES);
  gsize count, shifted_count, length, html_end = 0, text_end = 0;
  const AttestRenderedBlock *blocks = attest_rendering_get_blocks (rendering, &count);
  const AttestRenderedBlock *moved = attest_rendering_get_blocks (shifted, &shifted_count);
  const char *html = attest_rendering_get_html (rendering, &length);

  g_assert_cmpuint (count, ==, 6);
  g_assert_cmpuint (shifted_count, ==, 7);
  for (gsize i = 0; i < count; i++)
    {
      g_assert_cmpuint (blocks[i].html_start, ==, html_end);
      g_assert_cmpuint (blocks[i].text_start, ==, text_end);
      g_assert_cmpint (html[blocks[i].html_start], ==, '<');
      g_assert_cmpuint (blocks[i].hash, ==, moved[i + 1].hash);
      g_assert_cmpuint (blocks[i].start + strlen ("New first words.\n\n"), ==, moved[i + 1].start);
      for (gsize j = 0; j < i; j++)
        g_assert_cmpuint (blocks[i].hash, !=, blocks[j].hash);
      html_end = blocks[i].html_end;
      text_end = blocks[i].text_end;
    }
  g_assert_cmpuint (html_end, ==, length);
  g_assert_true (g_str_has_prefix (html + blocks[5].html_start, "<section"));
  g_assert_true (g_str_has_prefix (text + blocks[1].start, "para *x*\n"));
  g_assert_cmpuint (blocks[1].end - blocks[1].start, ==, strlen ("para *x*"));
}

/* What a stretch of Markdown that is not shown as it stands must have been. */
static gboolean
makes_text (const char *source, gsize source_length, const char *text, gsize text_length)
{
  g_autofree char *markdown = g_strndup (source, source_length);

  switch (*markdown)
    {
    case '\\':
      if (strpbrk (markdown, "\r\n") != NULL)
        return text_length == 1 && *text == '\n';
      /* In a table, the bar of an escaped bar may have an escape of its own. */
      return text_length == 1 && *text == markdown[source_length - 1] &&
             (source_length == 2 || g_str_equal (markdown, "\\\\|"));
    case '&':
      {
        g_autoptr (HtmlReader) reader = html_reader_new (source, source_length);
        g_autoptr (AttestRendering) rendering = render (markdown, ATTEST_RENDER_FRAGMENT);
        const char *decoded = attest_rendering_get_text (rendering, NULL);

        /* libxml2 knows the entities of HTML 4, the parser all. */
        return (reader->text->len == text_length && memcmp (reader->text->str, text, text_length) == 0) ||
               (strlen (decoded) == text_length + 1 && memcmp (decoded, text, text_length) == 0);
      }
    case '@':
      return text_length < 10 ? g_ascii_isdigit (*text) || *text != '\0' : TRUE;
    case '[':
      return markdown[1] == '^' && g_ascii_isdigit (*text);
    case '\t':
      if (source_length == 1)
        return text_length <= 3 && strspn (text, " ") >= text_length;
      G_GNUC_FALLTHROUGH;
    default:
      return text_length == 1 && (*text == '\n' || *text == ' ') && strpbrk (markdown, "\r\n") != NULL;
    }
}

typedef struct
{
  guint texts;
  guint runs;
  guint unplaced;
} Counts;

static void
check_runs (const char *markdown, gsize length, AttestRendering *rendering, Counts *counts)
{
  gsize text_length;
  const char *text = attest_rendering_get_text (rendering, &text_length);
  gsize last = 0;

  for (guint i = 0; i < rendering->runs->len; i++)
    {
      const AttestRun *run = &g_array_index (rendering->runs, AttestRun, i);
      gsize start, end;

      counts->runs++;
      g_assert_cmpuint (run->text_start, >=, last);
      g_assert_cmpuint (run->text_start, <, run->text_end);
      g_assert_cmpuint (run->text_end, <=, text_length);
      g_assert_cmpuint (run->start, <, run->end);
      g_assert_cmpuint (run->end, <=, length);
      last = run->text_end;
      if (run->verbatim)
        g_assert_cmpmem (
            markdown + run->start, run->end - run->start, text + run->text_start, run->text_end - run->text_start);
      else
        g_assert_true (makes_text (
            markdown + run->start, run->end - run->start, text + run->text_start, run->text_end - run->text_start));

      g_assert_true (attest_rendering_text_to_source (rendering, run->text_start, run->text_end, &start, &end));
      g_assert_cmpuint (start, ==, run->start);
      g_assert_cmpuint (end, ==, run->end);
      g_assert_true (attest_rendering_source_to_text (rendering, run->start, run->end, &start, &end));
      g_assert_cmpuint (start, <=, run->text_start);
      g_assert_cmpuint (end, >=, run->text_end);
    }
}

static void
check_text (AttestRendering *rendering)
{
  gsize html_length, text_length;
  const char *html = attest_rendering_get_html (rendering, &html_length);
  const char *text = attest_rendering_get_text (rendering, &text_length);
  g_autoptr (HtmlReader) reader = html_reader_new (html, html_length);
  g_autofree char *expected = html_reader_clean (text, text_length);
  g_autofree char *got = html_reader_clean (reader->text->str, reader->text->len);

  g_assert_cmpstr (got, ==, expected);
}

/* Ranges lie within those of their parents, in order, and cut no character. */
static void
check_tokens (const char *markdown, gsize length, AttestDocument *document, Counts *counts)
{
  guint count;
  const AttestToken *tokens = attest_document_get_tokens (document, &count);
  g_autoptr (GArray) open = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < count; i++)
    {
      const AttestToken *token = &tokens[i];

      g_assert_cmpuint (token->start, <=, token->end);
      g_assert_cmpuint (token->end, <=, length);
      g_assert_true (token->start == length || ((guchar) markdown[token->start] & 0xc0) != 0x80);
      g_assert_true (token->end == length || ((guchar) markdown[token->end] & 0xc0) != 0x80);
      if ((token->flags & ATTEST_TOKEN_LEAVE) != 0)
        {
          g_assert_cmpuint (open->len, >, 0);
          g_assert_cmpuint (g_array_index (open, guint, open->len - 1), ==, token->partner);
          g_assert_cmpuint (tokens[token->partner].partner, ==, i);
          g_array_set_size (open, open->len - 1);
          continue;
        }
      if (token->kind == ATTEST_TOKEN_TEXT)
        {
          counts->texts++;
          if (token->end == token->start && *token->text != '\n')
            {
              g_test_message ("no place for '%.*s'", (int) token->length, token->text);
              counts->unplaced++;
            }
        }
      if (open->len > 0 && token->end > token->start)
        {
          const AttestToken *parent = &tokens[g_array_index (open, guint, open->len - 1)];

          if (parent->end > parent->start)
            {
              g_assert_cmpuint (token->start, >=, parent->start);
              g_assert_cmpuint (token->end, <=, parent->end);
            }
        }
      if (token->partner != i)
        g_array_append_val (open, i);
    }
  g_assert_cmpuint (open->len, ==, 0);
}

static void
check_all (const char *markdown, gsize length, Counts *counts)
{
  static const AttestRenderFlags flags[] = { ATTEST_RENDER_DEFAULT,
                                             ATTEST_RENDER_SOURCE_RANGES | ATTEST_RENDER_OMIT_TITLE,
                                             ATTEST_RENDER_FRAGMENT };
  g_autoptr (GBytes) bytes = g_bytes_new (markdown, length);
  g_autoptr (AttestDocument) document = attest_document_new (bytes);

  check_tokens (markdown, length, document, counts);
  for (guint i = 0; i < G_N_ELEMENTS (flags); i++)
    {
      AttestRenderOptions options = { .flags = flags[i], .id_prefix = "p-" };
      g_autoptr (AttestRendering) rendering = attest_render (document, &options);

      check_text (rendering);
      check_runs (markdown, length, rendering, counts);
    }
}

static char *
find_testdata (const char *folder, const char *name)
{
  const char *root = g_getenv ("ATTEST_TESTDATA");

  if (root == NULL)
    {
      g_test_skip ("no outside data: option testdata");
      return NULL;
    }

  return g_build_filename (root, "corpus", folder, name, NULL);
}

static void
test_articles (void)
{
  static const char *const folders[] = { "nhs", "va", "tico19" };
  Counts counts = { 0 };
  guint files = 0;

  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *folder = find_testdata ("articles", folders[i]);
      g_autoptr (GDir) dir = folder != NULL ? g_dir_open (folder, 0, NULL) : NULL;
      const char *name;

      if (folder == NULL)
        return;
      g_assert_nonnull (dir);
      while ((name = g_dir_read_name (dir)) != NULL)
        {
          g_autofree char *path = g_build_filename (folder, name, NULL);
          g_autofree char *markdown = NULL;
          gsize length;

          g_assert_true (g_file_get_contents (path, &markdown, &length, NULL));
          g_test_message ("%s", path);
          check_all (markdown, length, &counts);
          files++;
        }
    }
  g_assert_cmpuint (files, >, 100);
  g_assert_cmpuint (counts.runs, >, 5000);
  g_assert_cmpuint (counts.unplaced, ==, 0);
}

static void
check_examples (const char *name)
{
  g_autofree char *path = find_testdata ("markdown", name);
  g_autoptr (JsonParser) parser = json_parser_new ();
  Counts counts = { 0 };
  JsonArray *examples;

  if (path == NULL)
    return;
  g_assert_true (json_parser_load_from_file (parser, path, NULL));
  examples = json_node_get_array (json_parser_get_root (parser));
  for (guint i = 0; i < json_array_get_length (examples); i++)
    {
      const char *markdown = json_object_get_string_member (json_array_get_object_element (examples, i), "markdown");

      g_test_message ("%s %u: %s", name, i, markdown);
      check_all (markdown, strlen (markdown), &counts);
    }
  g_assert_cmpuint (counts.unplaced, ==, 0);
}

static void
test_examples (void)
{
  check_examples ("commonmark-0.29.json");
  check_examples ("gfm-0.29.json");
  check_examples ("gfm-extensions.json");
}

static void
test_strings (void)
{
  static const char *const places[] = { "%s",       "- %s\n  %s", "> *%s*\nx",   "| %s |\n|-|\n| %s |",
                                        "[%s](#x)", "# %s",       "`%s` [@a] %s" };
  g_autofree char *path = find_testdata ("strings", "blns.json");
  g_autoptr (JsonParser) parser = json_parser_new ();
  Counts counts = { 0 };
  JsonArray *strings;

  if (path == NULL)
    return;
  g_assert_true (json_parser_load_from_file (parser, path, NULL));
  strings = json_node_get_array (json_parser_get_root (parser));
  for (guint i = 0; i < json_array_get_length (strings); i++)
    for (guint j = 0; j < G_N_ELEMENTS (places); j++)
      {
        g_autoptr (GString) markdown = g_string_new (places[j]);

        g_string_replace (markdown, "%s", json_array_get_string_element (strings, i), 0);
        g_test_message ("%s", markdown->str);
        check_all (markdown->str, markdown->len, &counts);
      }
  g_test_message ("%u of %u texts without a place", counts.unplaced, counts.texts);
  g_assert_cmpuint (counts.unplaced, ==, 0);
}

static char *
repeat (const char *unit, guint count)
{
  g_autoptr (GString) text = g_string_sized_new (strlen (unit) * count);

  for (guint i = 0; i < count; i++)
    g_string_append (text, unit);

  return g_string_free_and_steal (g_steal_pointer (&text));
}

static double
measure (const char *markdown)
{
  gint64 start = g_get_monotonic_time ();
  g_autoptr (AttestRendering) rendering = render (markdown, ATTEST_RENDER_SOURCE_RANGES);

  return (g_get_monotonic_time () - start) / 1e6;
}

/* Ten times the text may take ten times as long; the square of it, which is what this test is for, would be a hundred times. */
static void
test_deep (void)
{
  static const char *const units[] = {
    ">",     "> ",    "[",       "*",     "_",        "**a ", "*a_ ",    "~",        "~~a ", "`",       "`a``", "<",
    "&",     "&a1;",  "![",      "[]",    "]",        "- ",   "1. ",     "\\",       "[@",   "[@a, ",   "[@a;", "@",
    "a@b.c", "www.",  "http://", "|",     "\n|",      "[a](", "[a](<",   "[a](b \"", "[^",   "[^a",     "<b",   "<!--",
    "x\n\n", "> x\n", "- x\n ",  "# a\n", "[a]: b\n", "\t",   "<div>\n", "^",        "&#0;", "[x](y (", "\"",   "*_~`[",
  };

  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    {
      g_autofree char *small = repeat (units[i], 5000);
      g_autofree char *large = repeat (units[i], 50000);
      double first = measure (small), second = measure (large);

      g_test_message ("%s: %f s, %f s", units[i], first, second);
      if (second > 1 && second > 35 * first)
        g_error ("'%s' takes %f s for 5,000 and %f s for 50,000", units[i], first, second);
    }
}

static void
test_frames (void)
{
  g_autofree char *quotes = repeat (">", 300);
  g_autofree char *text = g_strconcat (quotes, " deep\n", NULL);
  g_autoptr (AttestRendering) rendering = render (text, ATTEST_RENDER_DEFAULT);
  const char *html = attest_rendering_get_html (rendering, NULL);
  guint opened = 0, closed = 0;

  for (const char *at = html; (at = strstr (at, "<blockquote")) != NULL; at++)
    opened++;
  for (const char *at = html; (at = strstr (at, "</blockquote")) != NULL; at++)
    closed++;
  g_assert_cmpuint (opened, ==, 100);
  g_assert_cmpuint (closed, ==, 100);
  g_assert_nonnull (strstr (html, "deep"));
  check_text (rendering);
}

static void
test_odd (void)
{
  static const char *const texts[] = {
    "",
    "\n",
    "\xef\xbb\xbf# a\n\n*b*",
    "a\rb\r\nc\n\n\rd",
    "&#13;a&#0;b&#xd800;",
    "\x01\x02",
    "\xe2\x80\xa8x",
    "a\\",
    "```",
    "```\na",
    "|a|\n|-|",
    "[^1]: only\n",
    "[a]: b",
    "\t\t- a\n\t\t  b",
    "*a\n* b*",
    "[^a]\n\n[^a]: [^a] [^b]\n\n[^b]: [^a]\n",
    "- \n  a\n-\n- b",
    "&nGt;&acE;&bne; x",
    "> ```\n> a\n\nb",
    "--\n-",
    "[foo]: /u\n===\n-",
    "\\\n|-|\n\\ \\3\\\\|x\n",
    "\f\r\f\f\f--\n\f\fs---\npofo\n",
    "| f\\|oo  |\n| oo  |\n| ------ |\n| b |\n",
    "> a\n> b &\\\n  lazy",
    "a\n>>>b\n>\t\t>c",
    "| a |\n| - |\n| b | c |\n|\n| |\n",
    "> | a |\n> |-|\n> | *b* |\nx",
    "- | a |\n  |-|\n  | b |\n",
    "x\n- | a |\n  |-|\n",
  };
  Counts counts = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_test_message ("%s", texts[i]);
      check_all (texts[i], strlen (texts[i]), &counts);
    }
  g_assert_cmpuint (counts.unplaced, ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/text/render/links", test_links);
  g_test_add_func ("/core/text/render/images", test_images);
  g_test_add_func ("/core/text/render/warnings", test_warnings);
  g_test_add_func ("/core/text/render/headings", test_headings);
  g_test_add_func ("/core/text/render/citations", test_citations);
  g_test_add_func ("/core/text/render/ranges", test_ranges);
  g_test_add_func ("/core/text/render/places", test_places);
  g_test_add_func ("/core/text/render/no-place", test_no_place);
  g_test_add_func ("/core/text/render/blocks", test_blocks);
  g_test_add_func ("/core/text/render/frames", test_frames);
  g_test_add_func ("/core/text/render/odd", test_odd);
  g_test_add_func ("/core/text/render/examples", test_examples);
  g_test_add_func ("/core/text/render/articles", test_articles);
  g_test_add_func ("/core/text/render/strings", test_strings);
  g_test_add_func ("/core/text/render/deep", test_deep);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <json-glib/json-glib.h>

#include "html-reader.h"
#include "text/attest-render.h"

static void
assert_inert (const char *markdown)
{
  static const AttestRenderFlags flags[] = { ATTEST_RENDER_DEFAULT,
                                             ATTEST_RENDER_SOURCE_RANGES | ATTEST_RENDER_OMIT_TITLE };
  g_autoptr (GBytes) bytes = g_bytes_new (markdown, strlen (markdown));
  g_autoptr (AttestDocument) document = attest_document_new (bytes);

  for (guint i = 0; i < G_N_ELEMENTS (flags); i++)
    {
      AttestRenderOptions options = { .flags = flags[i], .id_prefix = "doctor-" };
      g_autoptr (AttestRendering) rendering = attest_render (document, &options);
      gsize length;
      const char *html = attest_rendering_get_html (rendering, &length);
      g_autoptr (HtmlReader) reader = html_reader_new (html, length);

      if (reader->faults->len > 0)
        g_test_message ("%s\nfrom: %s\nhtml: %s", (char *) g_ptr_array_index (reader->faults, 0), markdown, html);
      g_assert_cmpuint (reader->faults->len, ==, 0);
    }
}

/* Each payload as it stands, and in every place where text becomes an attribute or a block. */
static void
assert_inert_everywhere (const char *payload)
{
  static const char *const places[] = {
    "%s",
    "text %s text",
    "- %s",
    "> %s",
    "# %s",
    "| %s |\n|-|\n| %s |",
    "`%s`",
    "```%s\n%s\n```",
    "[%s](https://example.org)",
    "[x](%s)",
    "[x](<%s>)",
    "[x](# \"%s\")",
    "![%s](asset:%064d)",
    "![x](%s)",
    "![%s](%s \"%s\")",
    "[x]\n\n[x]: %s",
    "[^1]\n\n[^1]: %s",
    "[@a, %s]",
    "[@%s]",
    "---\ntitle: \"%s\"\n---\n# %s\n",
    "<%s>",
    "www.%s",
    "https://%s",
    "*%s*",
    "[^%s]\n\n[^%s]: x",
  };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autoptr (GString) markdown = g_string_new (places[i]);

      g_string_replace (markdown, "%064d", "0000000000000000000000000000000000000000000000000000000000000000", 0);
      g_string_replace (markdown, "%s", payload, 0);
      assert_inert (markdown->str);
    }
}

static void
test_payloads (void)
{
  g_autofree char *path = NULL;
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  JsonArray *cases;

  if (g_getenv ("ATTEST_TESTDATA") == NULL)
    {
      g_test_skip ("no outside data: option testdata");
      return;
    }
  path = g_build_filename (g_getenv ("ATTEST_TESTDATA"), "corpus", "xss", "dompurify-expect.json", NULL);
  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  cases = json_node_get_array (json_parser_get_root (parser));
  g_assert_cmpuint (json_array_get_length (cases), >, 100);
  for (guint i = 0; i < json_array_get_length (cases); i++)
    {
      const char *payload = json_object_get_string_member (json_array_get_object_element (cases, i), "payload");

      assert_inert_everywhere (payload);
    }
}

static void
test_own (void)
{
  static const char *const payloads[] = {
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    "java&#10;script:alert(1)",
    "&#106;avascript:alert(1)",
    "\x01javascript:alert(1)",
    " javascript:alert(1)",
    "javascript&colon;alert(1)",
    "vbscript:x",
    "data:text/html,<script>alert(1)</script>",
    "data:image/svg+xml,<svg onload=alert(1)>",
    "//evil.example/x",
    "https:evil",
    "file:///etc/passwd",
    "asset:../../x",
    "\" onmouseover=\"alert(1)",
    "' onmouseover='alert(1)",
    "\"><script>alert(1)</script>",
    "</code></pre><script>alert(1)</script>",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<!-- --><iframe src=//x>",
    "<style>*{background:url(//x)}</style>",
    "<meta http-equiv=refresh content=0;url=//x>",
    "<base href=//x>",
    "<form action=//x><button>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "]]><script>",
    "&lt;script&gt;",
    "<a href=javascript:1>x</a>",
  };

  for (guint i = 0; i < G_N_ELEMENTS (payloads); i++)
    assert_inert_everywhere (payloads[i]);
}

/* The reader must find what it is there to find. */
static void
test_reader (void)
{
  static const char *const bad[] = {
    "<script>x</script>",
    "<p onclick=\"x\">",
    "<a href=\"javascript:x\">",
    "<img src=\"https://x/\">",
    "<p style=\"x\">",
    "<!-- x -->",
    "<iframe>",
    "<a href=\"data:x\">",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (HtmlReader) reader = html_reader_new (bad[i], strlen (bad[i]));

      g_assert_cmpuint (reader->faults->len, >, 0);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/text/render/xss/reader", test_reader);
  g_test_add_func ("/core/text/render/xss/own", test_own);
  g_test_add_func ("/core/text/render/xss/payloads", test_payloads);
  return g_test_run ();
}

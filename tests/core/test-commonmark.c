/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <json-glib/json-glib.h>

#include "html-reader.h"
#include "text/attest-render.h"

/* GFM makes links of bare addresses, which CommonMark leaves as text. */
static const gint64 changed_by_autolinks[] = { 598, 604, 607, 608 };

static gboolean
is_changed (gint64 example)
{
  for (guint i = 0; i < G_N_ELEMENTS (changed_by_autolinks); i++)
    if (changed_by_autolinks[i] == example)
      return TRUE;

  return FALSE;
}

static gboolean
has_raw_html (AttestDocument *document)
{
  g_autoptr (AttestRendering) rendering = attest_render (document, NULL);
  GPtrArray *warnings = attest_rendering_get_warnings (rendering);

  for (guint i = 0; i < warnings->len; i++)
    if (((AttestRenderWarning *) g_ptr_array_index (warnings, i))->kind == ATTEST_RENDER_RAW_HTML)
      return TRUE;

  return FALSE;
}

/* Byte for byte, or the same tree for the examples whose expectation writes attributes in another order. */
static gboolean
is_same_html (const char *one, const char *other)
{
  g_autoptr (HtmlReader) first = NULL;
  g_autoptr (HtmlReader) second = NULL;

  if (g_str_equal (one, other))
    return TRUE;
  first = html_reader_new (one, strlen (one));
  second = html_reader_new (other, strlen (other));

  return strstr (other, "<input") != NULL && g_str_equal (first->tree->str, second->tree->str);
}

/* Returns: how many examples were compared. */
static guint
compare_examples (const char *name, gboolean autolinks_change)
{
  const char *folder = g_getenv ("ATTEST_TESTDATA");
  g_autofree char *path = g_build_filename (folder, "corpus", "markdown", name, NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  JsonArray *examples;
  guint compared = 0;

  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  examples = json_node_get_array (json_parser_get_root (parser));
  for (guint i = 0; i < json_array_get_length (examples); i++)
    {
      JsonObject *example = json_array_get_object_element (examples, i);
      gint64 number = json_object_get_int_member (example, "example");
      const char *markdown = json_object_get_string_member (example, "markdown");
      const char *expected = json_object_get_string_member (example, "html");
      g_autoptr (GBytes) bytes = g_bytes_new (markdown, strlen (markdown));
      g_autoptr (AttestDocument) document = attest_document_new (bytes);
      AttestRenderOptions options = { .flags = ATTEST_RENDER_FRAGMENT };
      g_autoptr (AttestRendering) rendering = attest_render (document, &options);

      if (has_raw_html (document) || g_str_has_prefix (expected, "<IGNORE>"))
        continue;
      compared++;
      if (autolinks_change && is_changed (number))
        {
          g_assert_cmpstr (attest_rendering_get_html (rendering, NULL), !=, expected);
          g_assert_nonnull (strstr (attest_rendering_get_html (rendering, NULL), "<a href"));
          continue;
        }
      if (!is_same_html (attest_rendering_get_html (rendering, NULL), expected))
        {
          g_test_message ("%s, example %" G_GINT64_FORMAT, name, number);
          g_assert_cmpstr (attest_rendering_get_html (rendering, NULL), ==, expected);
        }
    }

  return compared;
}

static void
test_commonmark (void)
{
  if (g_getenv ("ATTEST_TESTDATA") == NULL)
    {
      g_test_skip ("no outside data: option testdata");
      return;
    }
  g_assert_cmpuint (compare_examples ("commonmark-0.29.json", TRUE), >, 550);
}

static void
test_extensions (void)
{
  if (g_getenv ("ATTEST_TESTDATA") == NULL)
    {
      g_test_skip ("no outside data: option testdata");
      return;
    }
  g_assert_cmpuint (compare_examples ("gfm-extensions.json", FALSE), >, 20);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/text/render/commonmark", test_commonmark);
  g_test_add_func ("/core/text/render/gfm-extensions", test_extensions);
  return g_test_run ();
}

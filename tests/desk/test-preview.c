/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "preview-fixture.h"

#include "preview/attest-preview-places.h"
#include "preview/attest-preview-web.h"

static const char MIXED[] =
    "# A title 🙂\n\nSome *text* with **weight**, `code` & a <b>tag</b>.\n\n- one\n- two\n    - deep 中文\n\n"
    "1. first\n2. second\n\n| a | b |\n|---|---|\n| 1 | عربي |\n\n> quoted\n\n```\nlines\nof code\n```\n\nEnd "
    "[@key].\n";

static void
assert_page_is (PreviewFixture *fixture, AttestRendering *rendering)
{
  g_autoptr (JsonObject) page = preview_fixture_describe (fixture);
  JsonArray *texts = json_object_get_array_member (page, "blocks");
  const char *text = attest_rendering_get_text (rendering, NULL);
  gsize n_blocks;
  const AttestRenderedBlock *blocks = attest_rendering_get_blocks (rendering, &n_blocks);

  g_assert_cmpuint (json_array_get_length (texts), ==, n_blocks);
  for (guint i = 0; i < n_blocks; i++)
    {
      g_autofree char *expected = g_strndup (text + blocks[i].text_start, blocks[i].text_end - blocks[i].text_start);

      g_assert_cmpstr (json_array_get_string_element (texts, i), ==, expected);
    }
}

static void
test_text (PreviewFixture *fixture, gconstpointer data)
{
  g_autoptr (AttestRendering) rendering = preview_fixture_show (fixture, MIXED);

  assert_page_is (fixture, rendering);
}

static char *
make_long_text (const char *middle)
{
  GString *text = g_string_new ("# Long\n\n");

  for (guint i = 0; i < 80; i++)
    g_string_append_printf (
        text, "Paragraph %u speaks of nothing in particular and takes a line or two to do it.\n\n", i);
  g_string_append (text, middle);
  return g_string_free (text, FALSE);
}

static void
test_patches (PreviewFixture *fixture, gconstpointer data)
{
  static const char *const ends[] = { "End.\n", "End, edited.\n", "# New heading\n\nEnd, edited.\n",
                                      "",       "- a\n- b\n",     "End.\n" };

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autofree char *text = make_long_text (ends[i]);
      g_autoptr (AttestRendering) rendering = preview_fixture_show (fixture, text);

      assert_page_is (fixture, rendering);
    }
}

static void
test_scroll_is_kept (PreviewFixture *fixture, gconstpointer data)
{
  g_autofree char *before = make_long_text ("End.\n");
  g_autofree char *after = make_long_text ("End, edited, and longer than it was before.\n");
  g_autoptr (AttestRendering) first = preview_fixture_show (fixture, before);
  g_autoptr (AttestRendering) second = NULL;
  g_autoptr (JsonObject) scrolled = NULL;
  g_autoptr (JsonObject) edited = NULL;
  const char *paragraph = strstr (before, "Paragraph 40");

  attest_preview_view_scroll_to (fixture->view, (gsize) (paragraph - before), 0);
  scrolled = preview_fixture_describe (fixture);
  g_assert_cmpint (json_object_get_int_member (scrolled, "scroll"), >, 500);
  second = preview_fixture_show (fixture, after);
  edited = preview_fixture_describe (fixture);
  g_assert_cmpint (json_object_get_int_member (edited, "scroll"), ==, json_object_get_int_member (scrolled, "scroll"));
}

static void
count_cb (AttestPreviewView *view, guint64 byte, double fraction, gpointer user_data)
{
  (*(guint *) user_data)++;
}

static void
remember_byte_cb (AttestPreviewView *view, guint64 byte, double fraction, gpointer user_data)
{
  *(guint64 *) user_data = byte;
}

static void
test_scroll_does_not_echo (PreviewFixture *fixture, gconstpointer data)
{
  g_autofree char *text = make_long_text ("End.\n");
  g_autoptr (AttestRendering) rendering = preview_fixture_show (fixture, text);
  gsize place = (gsize) (strstr (text, "Paragraph 30") - text);
  g_autofree char *done = NULL;
  guint echoes = 0;
  guint64 told = 0;

  g_signal_connect (fixture->view, "scrolled", G_CALLBACK (count_cb), &echoes);
  g_signal_connect (fixture->view, "scrolled", G_CALLBACK (remember_byte_cb), &told);
  attest_preview_view_scroll_to (fixture->view, place, 0);
  preview_fixture_settle (300);
  g_assert_cmpuint (echoes, ==, 0);

  /* What the reader scrolls is told, with the block at the top. */
  done = preview_fixture_evaluate (
      fixture->web, "document.getElementById('article').children[51].scrollIntoView();", NULL, ATTEST_PREVIEW_WORLD);
  preview_fixture_settle (300);
  g_assert_cmpuint (echoes, >, 0);
  g_assert_cmpuint (told, ==, strstr (text, "Paragraph 50") - text);
}

static void
test_marks (PreviewFixture *fixture, gconstpointer data)
{
  g_autoptr (AttestRendering) rendering = preview_fixture_show (fixture, MIXED);
  const char *weight = strstr (MIXED, "**weight**");
  const char *deep = strstr (MIXED, "中文");
  const AttestPreviewMark marks[] = {
    { (gsize) (deep - MIXED), (gsize) (deep - MIXED) + strlen ("中文"), FALSE, FALSE },
    { (gsize) (weight - MIXED), (gsize) (weight - MIXED) + 10, FALSE, TRUE },
  };
  g_autoptr (JsonObject) page = NULL;
  g_autoptr (JsonObject) without = NULL;
  JsonArray *selected;

  attest_preview_view_set_marks (fixture->view, marks, G_N_ELEMENTS (marks));
  page = preview_fixture_describe (fixture);
  selected = json_object_get_array_member (page, "selected");
  g_assert_cmpint (json_object_get_int_member (page, "comments"), ==, 1);
  g_assert_cmpuint (json_array_get_length (selected), ==, 1);
  g_assert_cmpstr (json_array_get_string_element (selected, 0), ==, "weight");

  /* Another article's text that reads the same has none of them. */
  attest_preview_view_set_marks (fixture->view, NULL, 0);
  without = preview_fixture_describe (fixture);
  g_assert_cmpint (json_object_get_int_member (without, "comments"), ==, 0);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (without, "selected")), ==, 0);
}

static void
remember_selection_cb (AttestPreviewView *view, guint64 start, guint64 end, gpointer user_data)
{
  guint64 *selection = user_data;

  selection[0] = start;
  selection[1] = end;
}

static void
test_selection (PreviewFixture *fixture, gconstpointer data)
{
  g_autoptr (AttestRendering) rendering = preview_fixture_show (fixture, MIXED);
  guint64 selection[2] = { 0 };
  g_autofree char *done = NULL;

  g_signal_connect (fixture->view, "selected", G_CALLBACK (remember_selection_cb), selection);
  done = preview_fixture_evaluate (
      fixture->web, "getSelection().selectAllChildren(document.querySelector('strong'));", NULL, ATTEST_PREVIEW_WORLD);
  for (guint i = 0; i < 100 && selection[1] == 0; i++)
    preview_fixture_settle (20);
  g_assert_cmpstr (MIXED + selection[0], !=, "");
  g_assert_true (g_str_has_prefix (MIXED + selection[0], "weight"));
  g_assert_cmpuint (selection[1] - selection[0], ==, strlen ("weight"));
}

static void
test_crash (PreviewFixture *fixture, gconstpointer data)
{
  g_autoptr (AttestRendering) rendering = preview_fixture_show (fixture, MIXED);

  webkit_web_view_terminate_web_process (fixture->web);
  preview_fixture_settle (1500);
  assert_page_is (fixture, rendering);
}

static void
test_places (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (MIXED, strlen (MIXED));
  g_autoptr (AttestDocument) document = attest_document_new (bytes);
  const AttestRenderOptions options = { 0 };
  g_autoptr (AttestRendering) rendering = attest_render (document, &options);
  const char *text = attest_rendering_get_text (rendering, NULL);

  for (const char *character = text; *character != '\0'; character = g_utf8_next_char (character))
    {
      AttestPreviewPlace place;
      gsize byte = 0;

      g_assert_true (attest_preview_place_at_text (rendering, (gsize) (character - text), &place));
      g_assert_true (attest_preview_text_at_place (rendering, &place, &byte));
      g_assert_cmpuint (byte, ==, character - text);
    }
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  dex_init ();

  g_test_add_func ("/desk/preview/places", test_places);
#define ADD(name, function)                                                                                            \
  g_test_add ("/desk/preview/" name, PreviewFixture, NULL, preview_fixture_set_up, function, preview_fixture_tear_down)
  ADD ("text", test_text);
  ADD ("patches", test_patches);
  ADD ("scroll-is-kept", test_scroll_is_kept);
  ADD ("scroll-does-not-echo", test_scroll_does_not_echo);
  ADD ("marks", test_marks);
  ADD ("selection", test_selection);
  ADD ("crash", test_crash);
  return g_test_run ();
}

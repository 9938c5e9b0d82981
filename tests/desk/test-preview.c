/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "preview-fixture.h"

#include "preview/attest-preview-pairs.h"
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

static void
test_patches (PreviewFixture *fixture, gconstpointer data)
{
  static const char *const ends[] = { "End.\n", "End, edited.\n", "# New heading\n\nEnd, edited.\n",
                                      "",       "- a\n- b\n",     "End.\n" };

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autofree char *text = preview_fixture_make_long_text (ends[i]);
      g_autoptr (AttestRendering) rendering = preview_fixture_show (fixture, text);

      assert_page_is (fixture, rendering);
    }
}

/* Only what differs is marked as edited, also where two places far apart differ, and only for a moment. */
static void
test_edited (PreviewFixture *fixture, gconstpointer data)
{
  g_autoptr (AttestRendering) first = preview_fixture_show (fixture, "# T\n\none\n\ntwo\n\nthree\n");
  g_autoptr (AttestRendering) second = NULL;
  g_autoptr (JsonObject) fresh = preview_fixture_describe (fixture);
  g_autoptr (JsonObject) page = NULL;
  g_autoptr (JsonObject) later = NULL;
  JsonArray *edited;

  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (fresh, "edited")), ==, 0);
  second = preview_fixture_show (fixture, "# T\n\none!\n\ntwo\n\nthree!\n");
  page = preview_fixture_describe (fixture);
  edited = json_object_get_array_member (page, "edited");
  g_assert_cmpuint (json_array_get_length (edited), ==, 2);
  g_assert_cmpstr (json_array_get_string_element (edited, 0), ==, "one!\n");
  g_assert_cmpstr (json_array_get_string_element (edited, 1), ==, "three!\n");
  preview_fixture_settle (2500);
  later = preview_fixture_describe (fixture);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (later, "edited")), ==, 0);
}

/* A heading may be called as a part of the page is. */
static void
test_names_of_headings (PreviewFixture *fixture, gconstpointer data)
{
  g_autoptr (AttestRendering) rendering =
      preview_fixture_show (fixture, "# Article\n\n## References\n\nNone.\n\n## Own\n\n## Beside\n");
  g_autoptr (JsonObject) page = NULL;

  attest_preview_view_set_rendering (fixture->view, rendering, "<h2>Works</h2>", TRUE);
  page = preview_fixture_describe (fixture);
  assert_page_is (fixture, rendering);
  g_assert_cmpstr (json_object_get_string_member (page, "footer"), ==, "Works");
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
found_cb (AttestPreviewView *view, guint index, guint count, gpointer user_data)
{
  guint *found = user_data;

  found[0] = index;
  found[1] = count;
  found[2]++;
}

static void
assert_found (PreviewFixture *fixture, guint *found, guint index, guint count, const char *current)
{
  g_autoptr (JsonObject) page = NULL;
  JsonArray *texts;

  for (guint i = 0; i < 250 && found[2] == 0; i++)
    preview_fixture_settle (20);
  g_assert_cmpuint (found[0], ==, index);
  g_assert_cmpuint (found[1], ==, count);
  found[2] = 0;
  page = preview_fixture_describe (fixture);
  texts = json_object_get_array_member (page, "current");
  g_assert_cmpuint (json_array_get_length (texts), ==, current != NULL ? 1 : 0);
  if (current != NULL)
    g_assert_cmpstr (json_array_get_string_element (texts, 0), ==, current);
}

/* Whatever the case, over letters in bold and over a line's end, and signs mean themselves. */
static void
test_find (PreviewFixture *fixture, gconstpointer data)
{
  g_autoptr (AttestRendering) rendering = preview_fixture_show (
      fixture, "# Keta**mine**\n\nOf KETAMINE, a\ndose (0.5 mg/kg). Ünder.\n\n- ketamine\n- 0x5\n");
  g_autoptr (AttestRendering) edited = NULL;
  guint found[3] = { 0 };
  guint64 selection[2] = { 0 };

  g_signal_connect (fixture->view, "found", G_CALLBACK (found_cb), found);
  g_signal_connect (fixture->view, "selected", G_CALLBACK (remember_selection_cb), selection);
  attest_preview_view_find (fixture->view, "ketamine");
  assert_found (fixture, found, 1, 3, "Ketamine");
  attest_preview_view_find_next (fixture->view, 1);
  assert_found (fixture, found, 2, 3, "KETAMINE");
  attest_preview_view_find_next (fixture->view, 1);
  attest_preview_view_find_next (fixture->view, 1);
  preview_fixture_settle (50);
  assert_found (fixture, found, 1, 3, "Ketamine");
  attest_preview_view_find_next (fixture->view, -1);
  assert_found (fixture, found, 3, 3, "ketamine");
  attest_preview_view_find (fixture->view, "a dose (0.5");
  assert_found (fixture, found, 1, 1, "a\ndose (0.5");
  attest_preview_view_find (fixture->view, "ünder");
  assert_found (fixture, found, 1, 1, "Ünder");
  attest_preview_view_find (fixture->view, ".*[");
  assert_found (fixture, found, 0, 0, NULL);

  /* Counted anew when the text changes; the last match is selected at the end, and is a place in the Markdown. */
  attest_preview_view_find (fixture->view, "dose");
  assert_found (fixture, found, 1, 1, "dose");
  edited = preview_fixture_show (fixture, "# Ketamine\n\nA dose, another dose.\n");
  assert_found (fixture, found, 1, 2, "dose");
  attest_preview_view_find_end (fixture->view);
  for (guint i = 0; i < 250 && selection[1] == 0; i++)
    preview_fixture_settle (20);
  g_assert_cmpuint (selection[0], ==, strlen ("# Ketamine\n\nA "));
  g_assert_cmpuint (selection[1], ==, strlen ("# Ketamine\n\nA dose"));
}

static int
get_width (PreviewFixture *fixture)
{
  g_autofree char *width =
      preview_fixture_evaluate (fixture->web, "return window.innerWidth;", NULL, ATTEST_PREVIEW_WORLD);

  return atoi (width);
}

/* @width: of the page in its own pixels; @shown: of the view. A rounded width may be one off. */
static void
assert_width (PreviewFixture *fixture, int width, int shown)
{
  for (guint i = 0;
       i < 250 && (ABS (get_width (fixture) - width) > 1 || gtk_widget_get_width (GTK_WIDGET (fixture->web)) != shown);
       i++)
    preview_fixture_settle (20);
  g_assert_cmpint (ABS (get_width (fixture) - width), <=, 1);
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (fixture->web)), ==, shown);
}

/* The page is told the width of the screen that it is shown as on, also where there is no room for that. */
static void
test_widths (PreviewFixture *fixture, gconstpointer data)
{
  g_autoptr (AttestRendering) rendering = preview_fixture_show (fixture, MIXED);

  assert_width (fixture, 600, 600);
  attest_preview_view_set_size (fixture->view, 360, 1);
  assert_width (fixture, 360, 360);
  attest_preview_view_set_size (fixture->view, 360, 1.5);
  assert_width (fixture, 360, 540);
  attest_preview_view_set_size (fixture->view, 768, 1);
  assert_width (fixture, 768, 600);
  attest_preview_view_set_size (fixture->view, 0, 2);
  assert_width (fixture, 300, 600);
}

static AttestRendering *
render (const char *markdown, AttestDocument **document)
{
  g_autoptr (GBytes) bytes = g_bytes_new (markdown, strlen (markdown));
  const AttestRenderOptions options = { 0 };

  *document = attest_document_new (bytes);
  return attest_render (*document, &options);
}

/* "one=other" for each pair of headings, by their texts. */
static char *
pair (const char *own_text, const char *other_text)
{
  g_autoptr (AttestDocument) own_document = NULL;
  g_autoptr (AttestDocument) other_document = NULL;
  g_autoptr (AttestRendering) own = render (own_text, &own_document);
  g_autoptr (AttestRendering) other = render (other_text, &other_document);
  g_autoptr (GArray) pairs = attest_preview_pair_headings (own_document, own, other_document, other);
  const AttestRenderedBlock *blocks = attest_rendering_get_blocks (own, NULL);
  const AttestRenderedBlock *other_blocks = attest_rendering_get_blocks (other, NULL);
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < pairs->len; i++)
    {
      const AttestPreviewPair *item = &g_array_index (pairs, AttestPreviewPair, i);
      const AttestRenderedBlock *one = &blocks[item->own];
      const AttestRenderedBlock *two = &other_blocks[item->beside];

      g_string_append_printf (words,
                              "%s%.*s=%.*s",
                              i > 0 ? ";" : "",
                              (int) (one->end - one->start),
                              own_text + one->start,
                              (int) (two->end - two->start),
                              other_text + two->start);
    }
  return g_string_free (words, FALSE);
}

static void
test_pairs (void)
{
  static const char *const cases[][3] = {
    { "# T\n\n## A\n\n## B\n", "# T\n\nx\n\n## a\n\n## C\n\n## B\n", "# T=# T;## A=## a;## B=## B" },
    /* In other words, one after the other; or not at all, where they are not as many. */
    { "# T\n\n## Doses\n\n## Harm\n\n## End\n",
      "# T\n\n## How much\n\n## Is it safe\n\n## End\n",
      "# T=# T;## Doses=## How much;## Harm=## Is it safe;## End=## End" },
    { "# T\n\n## Doses\n\n## End\n", "# T\n\n## How much\n\n## Is it safe\n\n## End\n", "# T=# T;## End=## End" },
    /* By the works that they cite, or the words that they share. */
    { "# T\n\n## Doses\n\nx [@a; @b]\n",
      "# T\n\n## Is it safe\n\nx [@c]\n\n## How much\n\ny [@a], [@b]\n",
      "# T=# T;## Doses=## How much" },
    { "# T\n\n## If you prescribe ketamine\n",
      "# T\n\n## Help\n\n## If you are given ketamine\n",
      "# T=# T;## If you prescribe ketamine=## If you are given ketamine" },
    { "text\n", "# T\n", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *pairs = pair (cases[i][0], cases[i][1]);

      g_assert_cmpstr (pairs, ==, cases[i][2]);
    }
}

static gboolean
is_aligned (PreviewFixture *fixture, guint count)
{
  g_autoptr (JsonObject) page = preview_fixture_describe (fixture);
  JsonArray *aligned = json_object_get_array_member (page, "aligned");

  if (json_array_get_length (aligned) != count)
    return FALSE;
  for (guint i = 0; i < count; i++)
    if (ABS (json_array_get_double_element (json_array_get_array_element (aligned, i), 2)) >= 1)
      return FALSE;
  return TRUE;
}

/* The pairs follow the text that they are of, which the page may not have yet. */
static void
assert_aligned (PreviewFixture *fixture, guint count)
{
  for (guint i = 0; i < 500 && !is_aligned (fixture, count); i++)
    preview_fixture_settle (20);
  g_assert_true (is_aligned (fixture, count));
}

/* Headings that belong together stand at one height, also after an edit and in another width; and a crash takes none of it. */
static void
test_beside (PreviewFixture *fixture, gconstpointer data)
{
  static const char long_text[] = "# T\n\nOne.\n\nTwo.\n\nThree, which is a good deal longer than the others.\n\n"
                                  "## A\n\nx\n\n## B\n\ny\n";
  static const char short_text[] = "# T\n\nOne.\n\n## A\n\nx\n\ny\n\nz\n\n## B\n\ny\n";
  g_autoptr (AttestDocument) own_document = NULL;
  g_autoptr (AttestDocument) other_document = NULL;
  g_autoptr (AttestRendering) own = preview_fixture_show (fixture, long_text);
  g_autoptr (AttestRendering) again = render (long_text, &own_document);
  g_autoptr (AttestRendering) other = render (short_text, &other_document);
  g_autoptr (GArray) pairs = attest_preview_pair_headings (own_document, again, other_document, other);
  g_autoptr (AttestRendering) edited = NULL;
  g_autoptr (JsonObject) page = NULL;

  attest_preview_view_set_beside (fixture->view, other, NULL);
  attest_preview_view_set_pairs (fixture->view, pairs);
  assert_aligned (fixture, 3);
  edited = preview_fixture_show (fixture, "# T\n\nOne.\n\nTwo.\n\n## A\n\nx\n\n## B\n\ny\n");
  g_clear_pointer (&pairs, g_array_unref);
  g_clear_pointer (&own_document, attest_document_unref);
  g_clear_pointer (&again, attest_rendering_unref);
  again = render ("# T\n\nOne.\n\nTwo.\n\n## A\n\nx\n\n## B\n\ny\n", &own_document);
  pairs = attest_preview_pair_headings (own_document, again, other_document, other);
  attest_preview_view_set_pairs (fixture->view, pairs);
  assert_aligned (fixture, 3);
  webkit_web_view_terminate_web_process (fixture->web);
  preview_fixture_settle (200);
  for (guint i = 0; i < 500 && attest_preview_view_get_shown (fixture->view) == NULL; i++)
    preview_fixture_settle (20);
  assert_aligned (fixture, 3);
  attest_preview_view_set_beside (fixture->view, NULL, NULL);
  page = preview_fixture_describe (fixture);
  g_assert_true (json_object_get_null_member (page, "beside"));
  assert_page_is (fixture, edited);
}

static void
finished_cb (WebKitPrintOperation *operation, gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
}

/* To a file, as somebody without a printer would. */
static void
test_print (PreviewFixture *fixture, gconstpointer data)
{
  static const char *const words[] = { "Doctor: Revision 3", "<b>", NULL };
  g_autoptr (AttestRendering) rendering = preview_fixture_show (fixture, MIXED);
  g_autofree char *folder = g_dir_make_tmp ("attest-print-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "page.pdf", NULL);
  g_autofree char *uri = g_filename_to_uri (path, NULL, NULL);
  g_autoptr (WebKitPrintOperation) operation = attest_preview_view_new_print_operation (fixture->view);
  g_autoptr (GtkPrintSettings) settings = gtk_print_settings_new ();
  g_autofree char *shown = NULL;
  g_autofree char *contents = NULL;
  gboolean finished = FALSE;
  gsize length = 0;

  attest_preview_view_set_print_words (fixture->view, words);
  shown = preview_fixture_evaluate (
      fixture->web, "return document.querySelector('.print-words').textContent;", NULL, ATTEST_PREVIEW_WORLD);
  g_assert_cmpstr (shown, ==, "Doctor: Revision 3<b>");
  gtk_print_settings_set_printer (settings, "Print to File");
  gtk_print_settings_set (settings, GTK_PRINT_SETTINGS_OUTPUT_URI, uri);
  gtk_print_settings_set (settings, GTK_PRINT_SETTINGS_OUTPUT_FILE_FORMAT, "pdf");
  webkit_print_operation_set_print_settings (operation, settings);
  g_signal_connect (operation, "finished", G_CALLBACK (finished_cb), &finished);
  webkit_print_operation_print (operation);
  for (guint i = 0; i < 500 && !finished; i++)
    preview_fixture_settle (20);
  g_assert_true (finished);
  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
  g_assert_true (g_str_has_prefix (contents, "%PDF"));
  g_assert_cmpuint (length, >, 2000);
}

/* Comes back at its place, with its comments marked, and says so once. */
static void
test_crash (PreviewFixture *fixture, gconstpointer data)
{
  g_autofree char *text = preview_fixture_make_long_text ("End.\n");
  g_autoptr (AttestRendering) rendering = preview_fixture_show (fixture, text);
  gsize place = (gsize) (strstr (text, "Paragraph 50 ") - text);
  const AttestPreviewMark marks[] = { { place, place + strlen ("Paragraph 50"), FALSE, TRUE } };
  g_autoptr (JsonObject) before = NULL;
  g_autoptr (JsonObject) after = NULL;

  attest_preview_view_set_marks (fixture->view, marks, 1);
  attest_preview_view_scroll_to (fixture->view, place, 0.3);
  before = preview_fixture_describe (fixture);
  g_test_expect_message (NULL, G_LOG_LEVEL_MESSAGE, "*loaded anew: its web process ended*");
  webkit_web_view_terminate_web_process (fixture->web);
  preview_fixture_settle (200);
  g_test_assert_expected_messages ();
  for (guint i = 0; i < 500 && attest_preview_view_get_shown (fixture->view) == NULL; i++)
    preview_fixture_settle (20);
  assert_page_is (fixture, rendering);
  after = preview_fixture_describe (fixture);
  g_assert_cmpint (json_object_get_int_member (before, "scroll"), >, 500);
  g_assert_cmpint (
      ABS (json_object_get_int_member (after, "scroll") - json_object_get_int_member (before, "scroll")), <=, 1);
  g_assert_cmpstr (
      json_array_get_string_element (json_object_get_array_member (after, "selected"), 0), ==, "Paragraph 50");
}

/* A page that falls over again and again is left alone, until the text is another. */
static void
test_many_crashes (PreviewFixture *fixture, gconstpointer data)
{
  g_autoptr (AttestRendering) rendering = preview_fixture_show (fixture, MIXED);
  g_autoptr (AttestRendering) other = NULL;
  guint i;

  for (i = 0; i < 20; i++)
    {
      /* GTK warns of a process that ends while it is being joined to the screen reader's bus. */
      preview_fixture_settle (500);
      webkit_web_view_terminate_web_process (fixture->web);
      for (guint j = 0; j < 150 && attest_preview_view_get_shown (fixture->view) == NULL; j++)
        preview_fixture_settle (20);
      if (attest_preview_view_get_shown (fixture->view) == NULL)
        break;
    }
  g_assert_cmpuint (i, ==, 5);
  other = preview_fixture_show (fixture, "# Another\n");
  for (i = 0; i < 500 && attest_preview_view_get_shown (fixture->view) == NULL; i++)
    preview_fixture_settle (20);
  assert_page_is (fixture, other);
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

/* A page that does not answer keeps neither the view nor its web process. */
static void
test_hang (PreviewFixture *fixture, gconstpointer data)
{
  g_autoptr (AttestRendering) rendering = preview_fixture_show (fixture, "Words.\n");
  gpointer web = fixture->web;

  webkit_web_view_evaluate_javascript (fixture->web, "for (;;);", -1, ATTEST_PREVIEW_WORLD, NULL, NULL, NULL, NULL);
  attest_preview_view_set_rendering (fixture->view, NULL, NULL, TRUE);
  preview_fixture_settle (100);
  g_signal_handlers_disconnect_by_data (web, fixture);
  g_object_add_weak_pointer (G_OBJECT (web), &web);
  g_clear_object (&fixture->web);
  gtk_window_set_child (GTK_WINDOW (fixture->window), NULL);
  for (guint i = 0; i < 100 && web != NULL; i++)
    preview_fixture_settle (50);
  g_assert_null (web);
}

int
main (int argc, char **argv)
{
  preview_fixture_init (&argc, &argv);

  g_test_add_func ("/desk/preview/places", test_places);
  g_test_add_func ("/desk/preview/pairs", test_pairs);
#define ADD(name, function)                                                                                            \
  g_test_add ("/desk/preview/" name, PreviewFixture, NULL, preview_fixture_set_up, function, preview_fixture_tear_down)
  ADD ("text", test_text);
  ADD ("patches", test_patches);
  ADD ("edited", test_edited);
  ADD ("names-of-headings", test_names_of_headings);
  ADD ("marks", test_marks);
  ADD ("selection", test_selection);
  ADD ("find", test_find);
  ADD ("widths", test_widths);
  ADD ("beside", test_beside);
  ADD ("print", test_print);
  ADD ("crash", test_crash);
  ADD ("many-crashes", test_many_crashes);
  ADD ("hang", test_hang);
  return g_test_run ();
}

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
  done = preview_fixture_evaluate (fixture->web, "attestPage.blocks[51].scrollIntoView();", NULL, ATTEST_PREVIEW_WORLD);
  preview_fixture_settle (300);
  g_assert_cmpuint (echoes, >, 0);
  g_assert_cmpuint (told, ==, strstr (text, "Paragraph 50") - text);
}

static const char LINES[] =
    "---\ntitle: Lines\n---\n\n# Lines\n\nA paragraph that\nis broken where\nits author liked.\n\n"
    "- one\n- two\n    - deep\n\n      more of it\n\n| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |\n\n***\n\n"
    "```\nlines\nof code\n```\n\nسطر أول\nسطر ثان\n\nEnd.\n\n";

static char *
make_many_lines (void)
{
  GString *text = g_string_new (LINES);

  for (guint i = 0; i < 12; i++)
    g_string_append (text, LINES + strlen ("---\ntitle: Lines\n---\n\n"));
  return g_string_free (text, FALSE);
}

/* Going down the source line by line, and within a line, the page only ever goes down, and says of itself that it is there. */
static void
test_follows_lines (PreviewFixture *fixture, gconstpointer data)
{
  g_autofree char *text = make_many_lines ();
  g_autoptr (AttestRendering) rendering = preview_fixture_show (fixture, text);
  gint64 before = 0;
  gsize length = strlen (text);

  for (gsize line = 0; line < length * 2 / 3; line = (gsize) (strchr (text + line, '\n') + 1 - text))
    for (guint quarter = 0; quarter < 4; quarter++)
      {
        g_autoptr (JsonObject) page = NULL;

        /* Only lines that something is seen of are told, as the source does; front matter goes with the first. */
        if (line > 0 && (line <= (gsize) (strstr (text, "# Lines") - text) ||
                         !attest_rendering_source_to_text (
                             rendering, line, (gsize) (strchr (text + line, '\n') - text), NULL, NULL)))
          continue;
        attest_preview_view_scroll_to (fixture->view, line, quarter / 4.0);
        page = preview_fixture_describe (fixture);
        if (line == 0 && quarter == 0)
          g_assert_cmpint (json_object_get_int_member (page, "scroll"), ==, 0);
        g_assert_cmpint (json_object_get_int_member (page, "scroll"), >=, before);
        before = json_object_get_int_member (page, "scroll");
      }
  g_assert_cmpint (before, >, 500);
}

static void
remember_place_cb (AttestPreviewView *view, guint64 byte, double fraction, gpointer user_data)
{
  double *told = user_data;

  told[0] = (double) byte;
  told[1] = fraction;
}

/* Where the reader scrolls to is told as a place that leads back to just there. */
static void
test_places_lead_back (PreviewFixture *fixture, gconstpointer data)
{
  g_autofree char *text = make_many_lines ();
  g_autoptr (AttestRendering) rendering = preview_fixture_show (fixture, text);
  double told[2];

  g_signal_connect (fixture->view, "scrolled", G_CALLBACK (remember_place_cb), told);
  for (int scroll = 37; scroll < 1500; scroll += 83)
    {
      g_autofree char *script = g_strdup_printf ("window.scrollTo(0, %d);", scroll);
      g_autofree char *done = NULL;
      g_autofree char *away = NULL;
      g_autoptr (JsonObject) page = NULL;

      told[0] = -1;
      done = preview_fixture_evaluate (fixture->web, script, NULL, ATTEST_PREVIEW_WORLD);
      for (guint i = 0; i < 200 && told[0] < 0; i++)
        preview_fixture_settle (10);
      g_assert_cmpfloat (told[0], >=, 0);
      attest_preview_view_scroll_to (fixture->view, 0, 0);
      attest_preview_view_scroll_to (fixture->view, (gsize) told[0], told[1]);
      page = preview_fixture_describe (fixture);
      g_assert_cmpint (ABS (json_object_get_int_member (page, "scroll") - scroll), <=, 2);
    }
}

static gint64
get_top_of (PreviewFixture *fixture, const char *words)
{
  g_autofree char *top = preview_fixture_evaluate (
      fixture->web,
      "return attestPage.blocks.find((block) => block.textContent.includes(text)).getBoundingClientRect().top;",
      words,
      ATTEST_PREVIEW_WORLD);

  return g_ascii_strtoll (top, NULL, 10);
}

/* What somebody reads stays where it is while the text above it changes, a picture arrives or the page gets wider. */
static void
test_place_is_kept (PreviewFixture *fixture, gconstpointer data)
{
  g_autofree char *before = make_long_text ("End.\n");
  g_autofree char *more = g_strconcat ("# Long\n\nNew.\n\n- a\n- b\n\n## Another heading\n\n", before + 8, NULL);
  g_autofree char *less = g_strconcat ("# Long\n\n", strstr (before, "Paragraph 20 "), NULL);
  const char *versions[] = { more, before, less, before };
  g_autoptr (AttestRendering) first = preview_fixture_show (fixture, before);
  g_autofree char *taller = NULL;
  gint64 top;

  attest_preview_view_scroll_to (fixture->view, (gsize) (strstr (before, "Paragraph 40 ") - before), 0.4);
  top = get_top_of (fixture, "Paragraph 40 ");
  g_assert_cmpint (top, <=, 0);
  for (guint i = 0; i < G_N_ELEMENTS (versions); i++)
    {
      g_autoptr (AttestRendering) rendering = preview_fixture_show (fixture, versions[i]);

      g_assert_cmpint (ABS (get_top_of (fixture, "Paragraph 40 ") - top), <=, 1);
    }
  /* Frames go by before anything is measured, since measuring is a layout of its own. */
  taller = preview_fixture_evaluate (fixture->web,
                                     "attestPage.blocks[3].style.paddingTop = '300px';"
                                     "for (let i = 0; i < 3; i++)"
                                     "  await new Promise((frame) => requestAnimationFrame(frame));",
                                     NULL,
                                     ATTEST_PREVIEW_WORLD);
  g_assert_cmpint (ABS (get_top_of (fixture, "Paragraph 40 ") - top), <=, 1);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 380, 500);
  preview_fixture_settle (500);
  /* Higher now, and as much of it is above the edge as before. */
  g_assert_cmpint (get_top_of (fixture, "Paragraph 40 "), <=, top);
  g_assert_cmpint (get_top_of (fixture, "Paragraph 41 "), >, 0);
}

/* The block at the top itself is edited, or goes away. */
static void
test_top_block_is_edited (PreviewFixture *fixture, gconstpointer data)
{
  g_autofree char *before = make_long_text ("End.\n");
  g_autoptr (AttestRendering) first = preview_fixture_show (fixture, before);
  g_autoptr (AttestRendering) second = NULL;
  g_autoptr (AttestRendering) third = NULL;
  g_autoptr (GString) edited = g_string_new (before);
  g_autoptr (GString) gone = g_string_new (before);
  gint64 top;

  attest_preview_view_scroll_to (fixture->view, (gsize) (strstr (before, "Paragraph 40 ") - before), 0.4);
  top = get_top_of (fixture, "Paragraph 40 ");
  g_string_replace (edited, "Paragraph 40 speaks", "Paragraph 40 still speaks", 1);
  second = preview_fixture_show (fixture, edited->str);
  g_assert_cmpint (ABS (get_top_of (fixture, "Paragraph 40 ") - top), <=, 1);
  top = get_top_of (fixture, "Paragraph 41 ");
  g_string_replace (gone, "Paragraph 40 speaks of nothing in particular and takes a line or two to do it.\n\n", "", 1);
  third = preview_fixture_show (fixture, gone->str);
  g_assert_cmpint (ABS (get_top_of (fixture, "Paragraph 41 ") - top), <=, 1);
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

/* Comes back at its place, with its comments marked, and says so once. */
static void
test_crash (PreviewFixture *fixture, gconstpointer data)
{
  g_autofree char *text = make_long_text ("End.\n");
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
  ADD ("follows-lines", test_follows_lines);
  ADD ("places-lead-back", test_places_lead_back);
  ADD ("place-is-kept", test_place_is_kept);
  ADD ("top-block-is-edited", test_top_block_is_edited);
  ADD ("edited", test_edited);
  ADD ("names-of-headings", test_names_of_headings);
  ADD ("marks", test_marks);
  ADD ("selection", test_selection);
  ADD ("crash", test_crash);
  ADD ("many-crashes", test_many_crashes);
  return g_test_run ();
}

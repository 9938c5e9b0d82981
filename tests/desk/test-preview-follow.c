/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "preview-fixture.h"

#include "preview/attest-preview-web.h"

static void
test_scroll_is_kept (PreviewFixture *fixture, gconstpointer data)
{
  g_autofree char *before = preview_fixture_make_long_text ("End.\n");
  g_autofree char *after = preview_fixture_make_long_text ("End, edited, and longer than it was before.\n");
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

/* How far the end of the text is below the lower edge of the window. */
static int
get_below (PreviewFixture *fixture)
{
  g_autofree char *below = preview_fixture_evaluate (
      fixture->web,
      "return Math.round(attestPage.blocks.at(-1).getBoundingClientRect().bottom - window.innerHeight);",
      NULL,
      ATTEST_PREVIEW_WORLD);

  return atoi (below);
}

static gint64
get_scroll (PreviewFixture *fixture)
{
  g_autoptr (JsonObject) page = preview_fixture_describe (fixture);

  return json_object_get_int_member (page, "scroll");
}

/* Somebody who writes at the end of the text, or of a list as high as the window, sees it, though the source has not scrolled so
 * far. Once the source goes on, the page comes back to its lines without a jump. */
static void
test_typed_is_in_sight (PreviewFixture *fixture, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *before = NULL;
  g_autoptr (AttestRendering) first = NULL;
  gint64 aligned;

  for (guint i = 0; i < 60; i++)
    g_string_append_printf (text, "- item %u\n", i);
  before = preview_fixture_make_long_text (text->str);
  first = preview_fixture_show (fixture, before);
  attest_preview_view_scroll_to (fixture->view, (gsize) (strstr (before, "item 10") - before), 0);
  g_assert_cmpint (get_below (fixture), >, 100);
  aligned = get_scroll (fixture);
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *after = g_strconcat (before, "- and", i > 0 ? " one" : "", i > 1 ? " more\n" : "\n", NULL);
      g_autoptr (AttestRendering) rendering = NULL;

      attest_preview_view_set_typed (fixture->view, strlen (after) - 1);
      rendering = preview_fixture_show (fixture, after);
      g_assert_cmpint (get_below (fixture), <=, 0);
      g_assert_cmpint (get_below (fixture), >, -100);
      attest_preview_view_scroll_to (fixture->view, (gsize) (strstr (before, "item 10") - before), 0.1 * i);
      g_assert_cmpint (get_below (fixture), <, 20);
    }
  for (guint item = 9; item > 0; item--)
    {
      g_autofree char *words = g_strdup_printf ("item %u\n", item);
      gint64 last = get_scroll (fixture);

      attest_preview_view_scroll_to (fixture->view, (gsize) (strstr (before, words) - before), 0);
      g_assert_cmpint (get_scroll (fixture), <, last);
      g_assert_cmpint (get_scroll (fixture), >, last - 120);
    }
  attest_preview_view_scroll_to (fixture->view, (gsize) (strstr (before, "Paragraph 20 ") - before), 0);
  attest_preview_view_scroll_to (fixture->view, (gsize) (strstr (before, "item 10") - before), 0);
  g_assert_cmpint (ABS (get_scroll (fixture) - aligned), <=, 1);
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
  g_autofree char *text = preview_fixture_make_long_text ("End.\n");
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

#define PICTURE "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

static GBytes *
make_picture (const char *sha256, gpointer user_data)
{
  g_autoptr (GBytes) pixels = g_bytes_new_take (g_malloc0 (200 * 300 * 4), 200 * 300 * 4);
  g_autoptr (GdkTexture) texture = gdk_memory_texture_new (200, 300, GDK_MEMORY_DEFAULT, pixels, 200 * 4);

  return gdk_texture_save_to_png_bytes (texture);
}

/* What somebody reads stays where it is while the text above it changes, a picture arrives or the page gets wider. */
static void
test_place_is_kept (PreviewFixture *fixture, gconstpointer data)
{
  g_autofree char *before = preview_fixture_make_long_text ("End.\n");
  g_autofree char *more = g_strconcat ("# Long\n\nNew.\n\n- a\n- b\n\n## Another heading\n\n", before + 8, NULL);
  g_autofree char *less = g_strconcat ("# Long\n\n", strstr (before, "Paragraph 20 "), NULL);
  const char *versions[] = { more, before, less, before };
  g_autoptr (AttestRendering) first = preview_fixture_show (fixture, before);
  g_autofree char *pictured = NULL;
  g_autoptr (AttestRendering) with_picture = NULL;
  g_autofree char *loaded = NULL;
  gint64 top;

  attest_preview_view_scroll_to (fixture->view, (gsize) (strstr (before, "Paragraph 40 ") - before), 0.4);
  top = get_top_of (fixture, "Paragraph 40 ");
  g_assert_cmpint (top, <=, 0);
  for (guint i = 0; i < G_N_ELEMENTS (versions); i++)
    {
      g_autoptr (AttestRendering) rendering = preview_fixture_show (fixture, versions[i]);

      g_assert_cmpint (ABS (get_top_of (fixture, "Paragraph 40 ") - top), <=, 1);
    }
  attest_preview_view_set_asset_func (fixture->view, make_picture, NULL);
  pictured = g_strconcat ("# Long\n\n![A picture](asset:" PICTURE ")\n\n", before + 8, NULL);
  with_picture = preview_fixture_show (fixture, pictured);
  for (guint i = 0; i < 250 && g_strcmp0 (loaded, "300") != 0; i++)
    {
      g_free (loaded);
      preview_fixture_settle (20);
      loaded = preview_fixture_evaluate (
          fixture->web, "return document.querySelector('img')?.height;", NULL, ATTEST_PREVIEW_WORLD);
    }
  g_assert_cmpstr (loaded, ==, "300");
  for (guint i = 0; i < 50 && ABS (get_top_of (fixture, "Paragraph 40 ") - top) > 1; i++)
    preview_fixture_settle (20);
  g_assert_cmpint (ABS (get_top_of (fixture, "Paragraph 40 ") - top), <=, 1);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 380, 500);
  preview_fixture_settle (500);
  /* Higher now, and as much of it is above the edge as before, but for what a pixel is rounded to. */
  g_assert_cmpint (get_top_of (fixture, "Paragraph 40 "), <=, top + 1);
  g_assert_cmpint (get_top_of (fixture, "Paragraph 41 "), >, 0);
}

/* A picture that arrives between a scroll of the window's own and the event of it does not carry the reader away. */
static void
test_picture_arrives_with_scroll (PreviewFixture *fixture, gconstpointer data)
{
  g_autofree char *text = preview_fixture_make_long_text ("End.\n");
  g_autoptr (AttestRendering) rendering = preview_fixture_show (fixture, text);
  g_autofree char *done = preview_fixture_evaluate (fixture->web,
                                                    "attestPreview.scroll({ block: 41, offset: 0, fraction: 0.4 });"
                                                    "attestPage.blocks[1].style.paddingTop = '300px';",
                                                    NULL,
                                                    ATTEST_PREVIEW_WORLD);

  preview_fixture_settle (300);
  g_assert_cmpint (get_top_of (fixture, "Paragraph 40 "), <=, 0);
  g_assert_cmpint (get_top_of (fixture, "Paragraph 40 "), >, -60);
  g_assert_cmpint (get_top_of (fixture, "Paragraph 41 "), >, 0);
}

/* The block at the top itself is edited, or goes away. */
static void
test_top_block_is_edited (PreviewFixture *fixture, gconstpointer data)
{
  g_autofree char *before = preview_fixture_make_long_text ("End.\n");
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

int
main (int argc, char **argv)
{
  preview_fixture_init (&argc, &argv);

#define ADD(name, function)                                                                                            \
  g_test_add (                                                                                                         \
      "/desk/preview-follow/" name, PreviewFixture, NULL, preview_fixture_set_up, function, preview_fixture_tear_down)
  ADD ("scroll-is-kept", test_scroll_is_kept);
  ADD ("scroll-does-not-echo", test_scroll_does_not_echo);
  ADD ("follows-lines", test_follows_lines);
  ADD ("places-lead-back", test_places_lead_back);
  ADD ("place-is-kept", test_place_is_kept);
  ADD ("picture-arrives-with-scroll", test_picture_arrives_with_scroll);
  ADD ("top-block-is-edited", test_top_block_is_edited);
  ADD ("typed-is-in-sight", test_typed_is_in_sight);
  return g_test_run ();
}

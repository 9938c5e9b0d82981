/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "pane-fixture.h"
#include "preview-fixture.h"
#include "preview/attest-preview-pane.h"
#include "preview/attest-preview-web.h"
#include "source/attest-source-pane.h"

/* Source and preview of one article, in two windows that share what the article page would share. */
typedef struct
{
  PaneFixture panes;
  GtkWidget *source_window;
  GtkWidget *source;
  GtkAdjustment *adjustment;
  WebKitWebView *web;
  guint told;
  int before;
} Fixture;

/* For which nothing may move. */
#define STILL_MS 400

static GtkWidget *
find_of_type (GtkWidget *root, GType type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (root, type))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_of_type (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
told_cb (Fixture *fixture)
{
  fixture->told++;
}

static char *
make_long_text (void)
{
  GString *text = g_string_new ("---\ntitle: Long\n---\n\n# Long\n\n");

  for (guint i = 0; i < 90; i++)
    g_string_append_printf (text,
                            i % 7 == 3
                                ? "- Paragraph %u\n- is a list\n    - of three items, which speak of nothing\n\n"
                                : "Paragraph %u of a long text about naps\nand what they are good for, which is a "
                                  "good deal more than one would think of them.\n\n",
                            i);
  return g_string_free (text, FALSE);
}

static void
wait_for_page (Fixture *fixture)
{
  for (guint i = 0; i < 500; i++)
    {
      g_autofree char *count = preview_fixture_evaluate (
          fixture->web, "return globalThis.attestPage ? attestPage.blocks.length : 0;", NULL, ATTEST_PREVIEW_WORLD);

      if (g_ascii_strtoll (count, NULL, 10) > 0)
        return;
      preview_fixture_settle (20);
    }
  g_assert_not_reached ();
}

static void
show (Fixture *fixture, const char *text)
{
  if (text != NULL)
    g_free (acts_save (fixture->panes.session, fixture->panes.article, text));
  pane_fixture_show (&fixture->panes, g_object_new (ATTEST_TYPE_PREVIEW_PANE, NULL));
  fixture->source = g_object_ref_sink (g_object_new (ATTEST_TYPE_SOURCE_PANE, "state", fixture->panes.state, NULL));
  fixture->source_window =
      g_object_new (ADW_TYPE_WINDOW, "default-width", 420, "default-height", 600, "content", fixture->source, NULL);
  gtk_window_present (GTK_WINDOW (fixture->source_window));
  fixture->adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (
      gtk_widget_get_ancestor (find_of_type (fixture->source, GTK_SOURCE_TYPE_VIEW), GTK_TYPE_SCROLLED_WINDOW)));
  fixture->web = WEBKIT_WEB_VIEW (find_of_type (fixture->panes.pane, WEBKIT_TYPE_WEB_VIEW));
  wait_for_page (fixture);
  desk_fixture_settle (700);
  g_signal_connect_swapped (fixture->panes.state, "scrolled", G_CALLBACK (told_cb), fixture);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  pane_fixture_set_up (&fixture->panes, data);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_signal_handlers_disconnect_by_data (fixture->panes.state, fixture);
  gtk_window_destroy (GTK_WINDOW (fixture->source_window));
  desk_fixture_settle (50);
  g_assert_finalize_object (fixture->source);
  pane_fixture_tear_down (&fixture->panes, data);
}

static char *
evaluate (Fixture *fixture, const char *script, const char *text)
{
  return preview_fixture_evaluate (fixture->web, script, text, ATTEST_PREVIEW_WORLD);
}

static int
get_scroll (Fixture *fixture)
{
  g_autofree char *scroll = evaluate (fixture, "return Math.round(window.scrollY);", NULL);

  return atoi (scroll);
}

/* The number of the paragraph at the top of either. */
static int
get_paragraph_on_page (Fixture *fixture)
{
  g_autofree char *text =
      evaluate (fixture, "return attestPage.blocks[JSON.parse(attestPreview.describe()).top.block].textContent;", NULL);
  const char *number = strstr (text, "Paragraph ");

  return number != NULL ? atoi (number + strlen ("Paragraph ")) : -1;
}

static int
get_paragraph_in_source (Fixture *fixture)
{
  GtkTextView *view = GTK_TEXT_VIEW (find_of_type (fixture->source, GTK_SOURCE_TYPE_VIEW));
  g_autofree char *text = pane_fixture_dup_text (&fixture->panes);
  GdkRectangle visible;
  GtkTextIter iter;
  const char *number = NULL;

  gtk_text_view_get_visible_rect (view, &visible);
  gtk_text_view_get_line_at_y (view, &iter, visible.y, NULL);
  if (!gtk_text_iter_ends_line (&iter))
    gtk_text_iter_forward_to_line_end (&iter);
  text[attest_article_state_get_byte_at_iter (fixture->panes.state, &iter)] = '\0';
  number = g_strrstr (text, "Paragraph ");
  return number != NULL ? atoi (number + strlen ("Paragraph ")) : -1;
}

/* Both show the same paragraph at the top, further down than before. */
static gboolean
has_followed (gpointer data)
{
  Fixture *fixture = data;

  return fixture->told > 0 && get_scroll (fixture) > fixture->before &&
         get_paragraph_on_page (fixture) == get_paragraph_in_source (fixture);
}

static gboolean
is_at_the_top (gpointer data)
{
  Fixture *fixture = data;

  return get_scroll (fixture) == 0 && gtk_adjustment_get_value (fixture->adjustment) == 0;
}

static void
test_preview_follows_source (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = make_long_text ();

  show (fixture, text);
  for (guint step = 1; step <= 12; step++)
    {
      double value = step * 150;
      int scroll = 0;

      fixture->told = 0;
      gtk_adjustment_set_value (fixture->adjustment, value);
      g_assert_true (desk_fixture_wait (has_followed, fixture));
      scroll = get_scroll (fixture);
      desk_fixture_settle (STILL_MS);
      /* Told once, not answered, and neither of the two moved any further. */
      g_assert_cmpuint (fixture->told, ==, 1);
      g_assert_cmpfloat (gtk_adjustment_get_value (fixture->adjustment), ==, value);
      g_assert_cmpint (get_scroll (fixture), ==, scroll);
      fixture->before = scroll;
    }
  gtk_adjustment_set_value (fixture->adjustment, 0);
  g_assert_true (desk_fixture_wait (is_at_the_top, fixture));
}

static void
test_source_follows_preview (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = make_long_text ();
  double before = 0;

  show (fixture, text);
  for (guint step = 1; step <= 12; step++)
    {
      g_autofree char *script = g_strdup_printf ("window.scrollTo(0, %u);", step * 170);
      g_autofree char *done = NULL;

      fixture->told = 0;
      done = evaluate (fixture, script, NULL);
      g_assert_true (desk_fixture_wait (has_followed, fixture));
      desk_fixture_settle (STILL_MS);
      g_assert_cmpuint (fixture->told, ==, 1);
      g_assert_cmpint (get_scroll (fixture), ==, step * 170);
      g_assert_cmpfloat (gtk_adjustment_get_value (fixture->adjustment), >, before);
      before = gtk_adjustment_get_value (fixture->adjustment);
      fixture->before = get_scroll (fixture);
    }
  g_free (evaluate (fixture, "window.scrollTo(0, 0);", NULL));
  g_assert_true (desk_fixture_wait (is_at_the_top, fixture));
}

int
main (int argc, char **argv)
{
  desk_fixture_init (&argc, &argv);

#define ADD(path, test) g_test_add ("/desk/preview-pane/" path, Fixture, NULL, set_up, test, tear_down)
  ADD ("preview-follows-source", test_preview_follows_source);
  ADD ("source-follows-preview", test_source_follows_preview);
  return g_test_run ();
}

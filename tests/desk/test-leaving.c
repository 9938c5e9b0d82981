/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gtksourceview/gtksource.h>

#include "article/attest-article-page.h"
#include "desk-fixture.h"
#include "source/attest-source-appearance.h"
#include "window-fixture.h"

/* Articles that are opened and left faster than the window moves from one to the other. Each page holds a web process and is to be gone with it. */

#define TIMES 8
#define SHORTEST_MS 10
#define CHOOSER_PATIENCE_MS 1000

typedef struct
{
  AttestWindow *window;
  char *articles[2];
  GHashTable *pages;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  AttestSession *session = desk_fixture_open (ATTEST_SESSION_CREATE);
  g_autofree char *path = g_strdup (attest_session_get_path (session));
  g_autofree char *author = desk_fixture_add_person (session, "Arthur", "author");

  attest_session_set_actor (session, author);
  fixture->articles[0] = desk_fixture_add_article (session, "# One\n\nText.\n");
  fixture->articles[1] = desk_fixture_add_article (session, "# Other\n\nText.\n");
  g_assert_finalize_object (session);

  fixture->pages = g_hash_table_new (NULL, NULL);
  fixture->window = attest_window_new (NULL);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1200, 700);
  gtk_window_present (GTK_WINDOW (fixture->window));
  window_fixture_open (fixture->window, path, ATTEST_SESSION_OPEN);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  desk_fixture_settle (50);
  g_hash_table_unref (fixture->pages);
  g_free (fixture->articles[0]);
  g_free (fixture->articles[1]);
}

static void
gone_cb (gpointer data, GObject *where)
{
  g_hash_table_remove (data, where);
}

/* Nothing of the page has the keyboard when it goes: the window would hold on to it. */
static void
hidden_cb (GtkWidget *page)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (page));

  if (focus != NULL && gtk_widget_is_ancestor (focus, page))
    g_error ("%s has the keyboard in a page that is out of sight", G_OBJECT_TYPE_NAME (focus));
}

/* Each page that is there, also one that is on its way out. */
static void
track (Fixture *fixture, GtkWidget *widget)
{
  if (ATTEST_IS_ARTICLE_PAGE (widget) && g_hash_table_add (fixture->pages, widget))
    {
      g_object_weak_ref (G_OBJECT (widget), gone_cb, fixture->pages);
      g_signal_connect_after (widget, "hidden", G_CALLBACK (hidden_cb), NULL);
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    track (fixture, child);
}

/* The keyboard in the source of every page, one after the other: a page that leaves can still be typed in. */
static void
type_in_sources (GtkWidget *widget)
{
  if (GTK_SOURCE_IS_VIEW (widget))
    gtk_widget_grab_focus (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    type_in_sources (child);
}

static gboolean
is_empty (gpointer data)
{
  return g_hash_table_size (data) == 0;
}

static void
expect_all_gone (Fixture *fixture)
{
  desk_fixture_settle (500);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show-library", NULL);
  if (!desk_fixture_wait (is_empty, fixture->pages))
    g_error ("%u pages stayed", g_hash_table_size (fixture->pages));
}

/* The keyboard is put into the page at all moments of the way back. */
static void
test_back (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < TIMES; i++)
    {
      attest_window_open_article (fixture->window, fixture->articles[i % 2]);
      track (fixture, GTK_WIDGET (fixture->window));
      desk_fixture_settle (600);
      type_in_sources (GTK_WIDGET (fixture->window));
      gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show-library", NULL);
      desk_fixture_settle (SHORTEST_MS + i * 30);
      type_in_sources (GTK_WIDGET (fixture->window));
      desk_fixture_settle (600);
    }
  expect_all_gone (fixture);
}

/* From one to the other without a way back. */
static void
test_on (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < TIMES; i++)
    {
      attest_window_open_article (fixture->window, fixture->articles[i % 2]);
      track (fixture, GTK_WIDGET (fixture->window));
      desk_fixture_settle (SHORTEST_MS + i * 30);
      type_in_sources (GTK_WIDGET (fixture->window));
    }
  expect_all_gone (fixture);
}

/* A page that lay over the article's holds its actions, and goes later than it. */
static void
test_actions (Fixture *fixture, gconstpointer data)
{
  GtkWidget *page = NULL;
  g_autoptr (GObject) held = NULL;
  GActionGroup *actions = NULL;
  g_auto (GStrv) left = NULL;

  attest_window_open_article (fixture->window, fixture->articles[0]);
  desk_fixture_settle (600);
  track (fixture, GTK_WIDGET (fixture->window));
  page = desk_fixture_find_type (GTK_WIDGET (fixture->window), ATTEST_TYPE_ARTICLE_PAGE);
  actions = attest_article_page_get_actions (ATTEST_ARTICLE_PAGE (page));
  held = g_object_ref (G_OBJECT (actions));
  g_assert_true (g_action_group_has_action (actions, "read"));
  expect_all_gone (fixture);
  left = g_action_group_list_actions (actions);
  g_assert_cmpuint (g_strv_length (left), ==, 0);
}

static GtkWindow *
find_dialog (AttestWindow *window)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *one = windows; one != NULL; one = one->next)
    if (one->data != (gpointer) window && gtk_widget_get_mapped (one->data))
      return one->data;
  return NULL;
}

static gboolean
has_dialog (gpointer window)
{
  return find_dialog (window) != NULL;
}

static GtkWindow *
find_font_window (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *one = windows; one != NULL; one = one->next)
    if (g_str_equal (G_OBJECT_TYPE_NAME (one->data), "GtkFontChooserDialog") && gtk_widget_get_mapped (one->data))
      return one->data;
  return NULL;
}

static gboolean
has_font_window (gpointer data)
{
  return find_font_window () != NULL;
}

/* A place for a review file is asked for and none is given: nothing is left of the question. */
static void
test_review_file (Fixture *fixture, gconstpointer data)
{
  attest_window_open_article (fixture->window, fixture->articles[0]);
  desk_fixture_settle (600);
  track (fixture, GTK_WIDGET (fixture->window));
  g_assert_true (
      gtk_widget_activate_action (desk_fixture_find_type (GTK_WIDGET (fixture->window), ATTEST_TYPE_ARTICLE_PAGE),
                                  "article.save-review-file",
                                  NULL));
  g_assert_true (desk_fixture_wait (has_dialog, fixture->window));
  /* GtkPathBar forgets that its chooser may be gone by the time the folders' names arrive. */
  desk_fixture_settle (CHOOSER_PATIENCE_MS);
  gtk_window_close (find_dialog (fixture->window));
  expect_all_gone (fixture);
}

typedef enum
{
  FONT_ANSWERED_TWICE,
  FONT_BUTTON_GOES,
  FONT_CHOSEN,
} FontAnswer;

static GtkWindow *
ask_for_font (GtkWidget *window)
{
  GtkWidget *bin = g_object_new (ATTEST_TYPE_SOURCE_APPEARANCE, NULL);

  gtk_window_set_child (GTK_WINDOW (window), bin);
  gtk_window_present (GTK_WINDOW (window));
  desk_fixture_settle (200);
  g_signal_emit_by_name (desk_fixture_find_shown (bin, "Font of the source"), "clicked");
  g_assert_true (desk_fixture_wait (has_font_window, NULL));
  return g_object_ref (find_font_window ());
}

static void
answer_font (GtkWidget *window, FontAnswer answer)
{
  g_autoptr (GtkWindow) dialog = ask_for_font (window);

  if (answer == FONT_CHOSEN)
    {
      /* The interface is deprecated, and the only one by which a test can choose. */
      g_object_set (dialog, "font", "Serif 14", NULL);
      g_signal_emit_by_name (dialog, "response", GTK_RESPONSE_OK);
    }
  else if (answer == FONT_ANSWERED_TWICE)
    for (guint i = 0; i < 2; i++)
      g_signal_emit_by_name (dialog, "response", GTK_RESPONSE_CANCEL);
  else
    gtk_window_set_child (GTK_WINDOW (window), NULL);
  desk_fixture_settle (300);
  g_assert_null (find_font_window ());
}

/* The font's window: answered twice before it is gone, there when what asked is gone, and answered. */
static void
test_font (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSettings) settings = g_settings_new (APP_ID);
  const FontAnswer answers[] = { FONT_ANSWERED_TWICE, FONT_ANSWERED_TWICE, FONT_BUTTON_GOES, FONT_CHOSEN };

  attest_window_open_article (fixture->window, fixture->articles[0]);
  desk_fixture_settle (600);
  track (fixture, GTK_WIDGET (fixture->window));
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      GtkWidget *window = gtk_window_new ();
      g_autofree char *font = NULL;

      answer_font (window, answers[i]);
      font = g_settings_get_string (settings, "source-font");
      g_assert_cmpstr (font, ==, answers[i] == FONT_CHOSEN ? "Serif 14" : "");
      gtk_window_destroy (GTK_WINDOW (window));
    }
  g_settings_reset (settings, "source-font");
  expect_all_gone (fixture);
}

int
main (int argc, char *argv[])
{
  desk_fixture_init (&argc, &argv);
  g_test_add ("/leaving/back", Fixture, NULL, set_up, test_back, tear_down);
  g_test_add ("/leaving/on", Fixture, NULL, set_up, test_on, tear_down);
  g_test_add ("/leaving/actions", Fixture, NULL, set_up, test_actions, tear_down);
  g_test_add ("/leaving/font", Fixture, NULL, set_up, test_font, tear_down);
  g_test_add ("/leaving/review-file", Fixture, NULL, set_up, test_review_file, tear_down);

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>

#include "article/attest-article-page.h"
#include "attest-window-private.h"
#include "desk-fixture.h"
#include "record/attest-article.h"
#include "record/attest-copies.h"
#include "record/attest-unsaved.h"
#include "window-fixture.h"

#define NAPS "# Do naps help?\n\nSome do.\n"
#define TEA "# Does tea help?\n\nIt may.\n"

typedef struct
{
  AttestWindow *window;
  char *library;
  char *author;
  char *naps;
  char *tea;
} Fixture;

static void
make_copy (Fixture *fixture, const char *day)
{
  g_autoptr (GError) error = NULL;
  gboolean made = FALSE;

  g_assert_true (attest_copies_make_daily (fixture->library, day, &made, &error));
  g_assert_true (made);
}

/* One copy from before there was an article about tea, and one that is damaged. */
static void
set_up (Fixture *fixture, gconstpointer data)
{
  AttestSession *session = desk_fixture_open (ATTEST_SESSION_CREATE);
  g_autofree char *folder = NULL;
  g_autofree char *damaged = NULL;

  fixture->library = g_strdup (attest_session_get_path (session));
  fixture->author = desk_fixture_add_person (session, "Edith", "editor");
  attest_session_set_actor (session, fixture->author);
  fixture->naps = desk_fixture_add_article (session, NAPS);
  make_copy (fixture, "2026-03-01");
  fixture->tea = desk_fixture_add_article (session, TEA);
  g_assert_finalize_object (session);
  folder = attest_copies_dup_folder (fixture->library);
  damaged = g_build_filename (folder, "by hand.attest-library", NULL);
  g_assert_true (g_file_set_contents (damaged, "no library", -1, NULL));
  fixture->window = attest_window_new (NULL);
  gtk_window_present (GTK_WINDOW (fixture->window));
  window_fixture_open (fixture->window, fixture->library, ATTEST_SESSION_OPEN);
  attest_session_set_actor (attest_window_get_session (fixture->window), fixture->author);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  desk_fixture_settle (50);
  g_free (fixture->library);
  g_free (fixture->author);
  g_free (fixture->naps);
  g_free (fixture->tea);
}

static GtkWidget *
get_dialog (Fixture *fixture)
{
  return GTK_WIDGET (adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (fixture->window)));
}

typedef struct
{
  Fixture *fixture;
  const char *words;
} Wanted;

static gboolean
says (gpointer data)
{
  const Wanted *wanted = data;
  GtkWidget *dialog = get_dialog (wanted->fixture);

  return desk_fixture_says (dialog != NULL ? dialog : GTK_WIDGET (wanted->fixture->window), wanted->words);
}

static void
wait_for (Fixture *fixture, const char *words)
{
  Wanted wanted = { fixture, words };

  if (!desk_fixture_wait (says, &wanted))
    g_error ("nothing says “%s”", words);
}

static gboolean
activate_row (GtkWidget *root, const char *words)
{
  if (GTK_IS_LIST_BOX_ROW (root) && desk_fixture_says (root, words))
    {
      g_signal_emit_by_name (gtk_widget_get_parent (root), "row-activated", root);
      return TRUE;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (activate_row (child, words))
      return TRUE;
  return FALSE;
}

static gboolean
is_there (Fixture *fixture, const char *article)
{
  AttestLibrary *library = attest_session_get_library (attest_window_get_session (fixture->window));
  g_autoptr (AttestArticle) found = attest_library_find_article (library, article, NULL);

  return found != NULL;
}

static gboolean
has_no_tea (gpointer data)
{
  Fixture *fixture = data;

  return attest_window_get_session (fixture->window) != NULL && !is_there (fixture, fixture->tea);
}

/* From the list over the look to the library of before, and back again by the copy that was kept. */
static void
test_restore (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) copies = NULL;

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "library.copies", NULL);
  wait_for (fixture, "Whole");
  wait_for (fixture, "Damaged");
  desk_fixture_assert_named (get_dialog (fixture));
  g_assert_true (activate_row (get_dialog (fixture), "Copy of the day"));
  wait_for (fixture, "Does tea help?");
  wait_for (fixture, "The whole article would be gone.");
  wait_for (fixture, "1 saved text");
  g_assert_false (desk_fixture_says (get_dialog (fixture), "Do naps help?"));
  g_assert_true (desk_fixture_click (get_dialog (fixture), "Restore this copy…"));
  wait_for (fixture, "As it is now it is kept");
  desk_fixture_settle (300);
  g_assert_true (desk_fixture_click (get_dialog (fixture), "Restore"));
  g_assert_true (desk_fixture_wait (has_no_tea, fixture));
  window_fixture_wait (fixture->window);
  g_assert_true (window_fixture_shows_library (fixture->window));
  g_assert_true (is_there (fixture, fixture->naps));

  copies = attest_copies_list (fixture->library);
  g_assert_cmpint (((AttestCopy *) g_ptr_array_index (copies, 0))->kind, ==, ATTEST_COPY_BEFORE_RESTORE);
  attest_window_restore (fixture->window, ((AttestCopy *) g_ptr_array_index (copies, 0))->path);
  desk_fixture_settle (1000);
  window_fixture_wait (fixture->window);
  g_assert_true (is_there (fixture, fixture->tea));
}

static gboolean
is_shown (gpointer data)
{
  AttestArticleState *state = data;

  return attest_article_state_get_record (state) != NULL;
}

/* Told where it is seen: in the dialog that it was asked in. */
static void
test_make (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = desk_fixture_dup_path ("elsewhere.attest-library");
  g_autoptr (GFile) file = g_file_new_for_path (path);

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "library.copies", NULL);
  wait_for (fixture, "Whole");
  attest_window_copy_to (fixture->window, file);
  wait_for (fixture, "was made and checked");
  g_assert_true (attest_copies_check (path, NULL));

  /* Nothing is ever written over. */
  attest_window_copy_to (fixture->window, file);
  wait_for (fixture, "is there already and was left as it is");
}

/* What was typed on a text that the copy has not is still there, on the text that it has. */
static void
test_unsaved (Fixture *fixture, gconstpointer data)
{
  AttestUnsaved unsaved = { 0 };
  AttestArticlePage *page = NULL;

  unsaved.base = (char *) "0000000000000000000000000000000000000000000000000000000000000000";
  unsaved.text = g_bytes_new_static ("# Do naps help?\n\nTyped.\n", 24);
  g_assert_true (
      attest_unsaved_store (NULL, fixture->library, fixture->naps, "doctor", fixture->author, &unsaved, NULL));
  g_bytes_unref (unsaved.text);
  attest_window_open_article (fixture->window, fixture->naps);
  page = ATTEST_ARTICLE_PAGE (adw_navigation_view_get_visible_page (fixture->window->navigation));
  g_assert_true (desk_fixture_wait (is_shown, attest_article_page_get_state (page)));
  g_assert_true (attest_article_state_get_restored (attest_article_page_get_state (page)));
}

/* From the page of a library that cannot be opened. */
static void
test_newest (Fixture *fixture, gconstpointer data)
{
  g_autofree char *offers = NULL;

  attest_window_open_library (fixture->window, "/nowhere", ATTEST_SESSION_OPEN);
  window_fixture_wait (fixture->window);
  desk_fixture_settle (200);
  g_assert_true (g_file_set_contents (fixture->library, "damaged", -1, NULL));
  window_fixture_open (fixture->window, fixture->library, ATTEST_SESSION_OPEN);
  offers = window_fixture_dup_offers (fixture->window);
  g_assert_true (g_str_has_prefix (offers, "Open the newest _copy…"));
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.restore-newest", NULL);
  wait_for (fixture, "It is whole, and of this time");
  desk_fixture_settle (300);
  g_assert_true (desk_fixture_click (get_dialog (fixture), "Go on with it"));
  g_assert_true (desk_fixture_wait (has_no_tea, fixture));
  g_assert_true (is_there (fixture, fixture->naps));
}

int
main (int argc, char *argv[])
{
  desk_fixture_init (&argc, &argv);

  g_test_add ("/desk/copies/restore", Fixture, NULL, set_up, test_restore, tear_down);
  g_test_add ("/desk/copies/make", Fixture, NULL, set_up, test_make, tear_down);
  g_test_add ("/desk/copies/unsaved", Fixture, NULL, set_up, test_unsaved, tear_down);
  g_test_add ("/desk/copies/newest", Fixture, NULL, set_up, test_newest, tear_down);

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "acts-fixture.h"
#include "desk-fixture.h"
#include "library/attest-article-item.h"
#include "library/attest-library-page.h"
#include "library/attest-search-filters.h"
#include "start/attest-start-page.h"

typedef struct
{
  AttestSession *session;
  char *person;
  char *first;
  GtkWidget *window;
  AttestLibraryPage *page;
  GListModel *shown;
  guint wanted;
} Fixture;

static gboolean
has_wanted (gpointer data)
{
  Fixture *fixture = data;

  return g_list_model_get_n_items (fixture->shown) == fixture->wanted;
}

static void
expect (Fixture *fixture, guint n_articles)
{
  fixture->wanted = n_articles;
  if (!desk_fixture_wait (has_wanted, fixture))
    g_error ("%u articles are shown and not %u", g_list_model_get_n_items (fixture->shown), n_articles);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *second = NULL;

  fixture->session = desk_fixture_open (ATTEST_SESSION_CREATE);
  fixture->person = desk_fixture_add_person (fixture->session, "Ada", "editor");
  attest_session_set_actor (fixture->session, fixture->person);
  fixture->first = desk_fixture_add_article (fixture->session, "# How much sleep is enough?\n\nSeven hours.\n");
  second = desk_fixture_add_article (fixture->session, "# Do naps help?\n\nSome do.\n");

  fixture->page = g_object_ref_sink (g_object_new (ATTEST_TYPE_LIBRARY_PAGE, NULL));
  fixture->window =
      g_object_new (ADW_TYPE_WINDOW, "default-width", 900, "default-height", 600, "content", fixture->page, NULL);
  gtk_window_present (GTK_WINDOW (fixture->window));
  attest_library_page_set_session (fixture->page, fixture->session);
  fixture->shown = G_LIST_MODEL (
      gtk_list_view_get_model (GTK_LIST_VIEW (desk_fixture_find (GTK_WIDGET (fixture->page), "Articles"))));
  expect (fixture, 2);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_assert_finalize_object (fixture->page);
  g_assert_finalize_object (fixture->session);
  g_free (fixture->person);
  g_free (fixture->first);
}

static void
test_names (Fixture *fixture, gconstpointer data)
{
  GtkWidget *root = GTK_WIDGET (fixture->page);

  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (desk_fixture_find (root, "Articles")), GTK_ACCESSIBLE_ROLE_LIST);
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (desk_fixture_find (root, "Search")), GTK_ACCESSIBLE_ROLE_SEARCH_BOX);
  g_assert_nonnull (desk_fixture_find (root, "Queues"));
  g_assert_nonnull (desk_fixture_find (root, "All articles, 2 articles"));
  g_assert_nonnull (desk_fixture_find (root, "Draft, 2 articles"));
  desk_fixture_assert_named (root);
}

typedef struct
{
  GtkWidget *root;
  const char *label;
  GtkWidget *found;
} Named;

static gboolean
is_found (gpointer data)
{
  Named *named = data;

  named->found = desk_fixture_find (named->root, named->label);
  return named->found != NULL;
}

static void
expect_row (Fixture *fixture, const char *label)
{
  Named named = { .root = desk_fixture_find (GTK_WIDGET (fixture->page), "Articles"), .label = label };

  g_assert_true (desk_fixture_wait (is_found, &named));
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (named.found), GTK_ACCESSIBLE_ROLE_LIST_ITEM);
}

/* A row says in words what it shows, and goes on saying so when that changes. */
static void
test_row_names (Fixture *fixture, gconstpointer data)
{
  const ActsComment comments[] = { { .quote = "Seven" }, { .quote = "hours", .blocking = TRUE } };

  expect_row (fixture, "Do naps help?; Doctor: Draft");
  expect_row (fixture, "How much sleep is enough?; Doctor: Draft");
  for (guint i = 0; i < G_N_ELEMENTS (comments); i++)
    {
      g_autofree char *comment = acts_comment (fixture->session, fixture->first, fixture->person, &comments[i]);

      g_assert_nonnull (comment);
      expect_row (fixture,
                  i == 0 ? "How much sleep is enough?; Doctor: Draft; 1 open comment"
                         : "How much sleep is enough?; Doctor: Draft; 2 open comments");
    }
  acts_submit (fixture->session, fixture->first);
  expect_row (fixture, "How much sleep is enough?; Doctor: Submitted; 2 open comments");
  expect_row (fixture, "Do naps help?; Doctor: Draft");
}

static void
test_search (Fixture *fixture, gconstpointer data)
{
  GtkEditable *search = GTK_EDITABLE (desk_fixture_find (GTK_WIDGET (fixture->page), "Search"));

  gtk_editable_set_text (search, "NAPS help");
  expect (fixture, 1);
  gtk_editable_set_text (search, "sleep");
  expect (fixture, 2);
  gtk_editable_set_text (search, "nothing like it");
  expect (fixture, 0);
  gtk_editable_set_text (search, "");
  expect (fixture, 2);
}

static GtkWidget *
find_found (GtkWidget *root)
{
  if (GTK_IS_LABEL (root) && gtk_widget_has_css_class (root, "article-found") && gtk_widget_get_mapped (root))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_found (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
says_found (gpointer data)
{
  Named *named = data;
  GtkWidget *label = find_found (named->root);

  return label != NULL && g_str_equal (gtk_label_get_label (GTK_LABEL (label)), named->label);
}

/* Words of texts, comments and people are found, with the words marked and where they stand. */
static void
test_search_texts (Fixture *fixture, gconstpointer data)
{
  GtkWidget *search = desk_fixture_find (GTK_WIDGET (fixture->page), "Search");
  const ActsComment comment = { .quote = "Seven", .text = "What about <shift> workers?" };
  Named named = { .root = GTK_WIDGET (fixture->page) };
  g_autofree char *id = NULL;

  gtk_editable_set_text (GTK_EDITABLE (search), "hour");
  expect (fixture, 1);
  named.label = "Doctor text: How much sleep is enough? Seven <b>hours</b>. ";
  g_assert_true (desk_fixture_wait (says_found, &named));

  /* What is said meanwhile is found without asking again. */
  gtk_editable_set_text (GTK_EDITABLE (search), "workers");
  expect (fixture, 0);
  id = acts_comment (fixture->session, fixture->first, fixture->person, &comment);
  expect (fixture, 1);
  named.label = "Comment on the Doctor text: What about &lt;shift&gt; <b>workers</b>?";
  g_assert_true (desk_fixture_wait (says_found, &named));

  gtk_editable_set_text (GTK_EDITABLE (search), "\"some do\"");
  expect (fixture, 1);
  gtk_editable_set_text (GTK_EDITABLE (search), "do -naps");
  expect (fixture, 0);
  gtk_editable_set_text (GTK_EDITABLE (search), "");
  expect (fixture, 2);
  g_assert_null (find_found (GTK_WIDGET (fixture->page)));
}

/* The better place comes first, whatever the list is sorted by. */
static void
test_search_order (Fixture *fixture, gconstpointer data)
{
  GtkWidget *search = desk_fixture_find (GTK_WIDGET (fixture->page), "Search");
  g_autofree char *third = desk_fixture_add_article (fixture->session, "# Naps\n\nNaps, naps and naps.\n");
  g_autofree char *fourth =
      desk_fixture_add_article (fixture->session, "# Shift work\n\nWhoever works at night may have a few naps.\n");
  g_autoptr (AttestArticleItem) first = NULL;

  expect (fixture, 4);
  gtk_editable_set_text (GTK_EDITABLE (search), "naps");
  expect (fixture, 3);
  first = g_list_model_get_item (fixture->shown, 0);
  g_assert_cmpstr (attest_article_item_get_id (first), ==, third);
}

/* Filters work with words and without, and show that they are on. */
static void
test_filters (Fixture *fixture, gconstpointer data)
{
  GtkWidget *search = desk_fixture_find (GTK_WIDGET (fixture->page), "Search");
  GtkWidget *button =
      adw_bin_get_child (ADW_BIN (desk_fixture_find_type (GTK_WIDGET (fixture->page), ATTEST_TYPE_SEARCH_FILTERS)));
  const ActsComment comment = { .quote = "Seven", .text = "Says who?", .blocking = TRUE };
  g_autofree char *id = acts_comment (fixture->session, fixture->first, fixture->person, &comment);
  GtkWidget *popover = NULL;

  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  desk_fixture_settle (50);
  popover = GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button)));
  adw_switch_row_set_active (ADW_SWITCH_ROW (desk_fixture_find_type (popover, ADW_TYPE_SWITCH_ROW)), TRUE);
  expect (fixture, 1);
  g_assert_true (gtk_widget_has_css_class (button, "filter-on"));
  gtk_editable_set_text (GTK_EDITABLE (search), "naps");
  expect (fixture, 0);
  g_assert_true (desk_fixture_click (popover, "Clear the filters"));
  expect (fixture, 1);
  g_assert_false (gtk_widget_has_css_class (button, "filter-on"));
  desk_fixture_assert_named (popover);
}

static void
test_queues (Fixture *fixture, gconstpointer data)
{
  GtkListBox *queues = GTK_LIST_BOX (desk_fixture_find (GTK_WIDGET (fixture->page), "Queues"));

  gtk_list_box_select_row (queues, GTK_LIST_BOX_ROW (desk_fixture_find (GTK_WIDGET (queues), "Approved, 0 articles")));
  expect (fixture, 0);
  gtk_list_box_select_row (queues, GTK_LIST_BOX_ROW (desk_fixture_find (GTK_WIDGET (queues), "Sleep, 2 articles")));
  expect (fixture, 2);
}

static gboolean
save_for_patients (AttestLibrary *library, gpointer data, GValue *result, GError **error)
{
  Fixture *fixture = data;
  g_autoptr (GBytes) text = g_bytes_new_static ("Sleep.\n", 7);
  g_autofree char *revision =
      attest_review_save_revision (library, fixture->first, "patient", fixture->person, text, NULL, error);

  return revision != NULL;
}

static gboolean
tells_both (gpointer root)
{
  return desk_fixture_says (root, "Doctor: Nobody is asked to review it\nDoctor: Too few people can sign it off");
}

/* Only where it is the question a row tells all reasons why it waits for who acts, on the screen and to a screen reader. */
static void
test_why_it_waits (Fixture *fixture, gconstpointer data)
{
  GtkWidget *root = GTK_WIDGET (fixture->page);
  GtkListBox *queues = GTK_LIST_BOX (desk_fixture_find (root, "Queues"));

  dex_unref (desk_fixture_await (attest_session_perform (fixture->session, save_for_patients, fixture, NULL), NULL));
  acts_submit (fixture->session, fixture->first);
  expect_row (fixture, "How much sleep is enough?; Doctor: Submitted; Patient: Draft");
  g_assert_false (desk_fixture_says (root, "Nobody is asked"));
  gtk_list_box_select_row (queues,
                           GTK_LIST_BOX_ROW (desk_fixture_find (GTK_WIDGET (queues), "Waiting for me, 1 article")));
  expect (fixture, 1);
  expect_row (fixture,
              "How much sleep is enough?; Doctor: Submitted; Patient: Draft; Doctor: Nobody is asked to review it; "
              "Doctor: Too few people can sign it off");
  g_assert_true (desk_fixture_wait (tells_both, root));
  gtk_list_box_select_row (queues,
                           GTK_LIST_BOX_ROW (desk_fixture_find (GTK_WIDGET (queues), "All articles, 2 articles")));
  expect (fixture, 2);
  expect_row (fixture, "How much sleep is enough?; Doctor: Submitted; Patient: Draft");
  g_assert_false (desk_fixture_says (root, "Nobody is asked"));
}

/* From one list with nothing in it to another: the button has another list to lead to while it is still being pressed. */
static void
test_empty_queue (Fixture *fixture, gconstpointer data)
{
  GtkWidget *root = GTK_WIDGET (fixture->page);
  GtkListBox *queues = GTK_LIST_BOX (desk_fixture_find (root, "Queues"));
  GtkWidget *submitted = desk_fixture_find (GTK_WIDGET (queues), "Submitted, 0 articles");

  gtk_list_box_select_row (queues,
                           GTK_LIST_BOX_ROW (desk_fixture_find (GTK_WIDGET (queues), "Under review, 0 articles")));
  expect (fixture, 0);
  g_assert_true (desk_fixture_click (root, "Show submitted texts"));
  g_assert_true (gtk_list_box_get_selected_row (queues) == GTK_LIST_BOX_ROW (submitted));
  g_assert_true (desk_fixture_says (root, "Nothing is submitted"));
}

static void
test_new_articles_appear (Fixture *fixture, gconstpointer data)
{
  g_autofree char *third = desk_fixture_add_article (fixture->session, "# Is tea safe?\n");

  expect (fixture, 3);
}

static void
opened_cb (AttestLibraryPage *page, const char *article, const char *audience, char **opened)
{
  g_set_str (opened, article);
}

static void
test_open (Fixture *fixture, gconstpointer data)
{
  GtkWidget *list = desk_fixture_find (GTK_WIDGET (fixture->page), "Articles");
  g_autofree char *opened = NULL;

  g_signal_connect (fixture->page, "open-article", G_CALLBACK (opened_cb), &opened);
  g_signal_emit_by_name (list, "activate", 0u);
  g_assert_nonnull (opened);
}

static void
assert_tells (AttestStartPage *page, AttestRecordError code)
{
  g_autoptr (GError) error = g_error_new_literal (ATTEST_RECORD_ERROR, (int) code, "The reason.");
  AdwStatusPage *status = NULL;

  attest_start_page_show_error (page, "/somewhere/board & more.attest-library", ATTEST_SESSION_OPEN, error);
  desk_fixture_assert_named (GTK_WIDGET (page));
  status = ADW_STATUS_PAGE (adw_toolbar_view_get_content (ADW_TOOLBAR_VIEW (adw_bin_get_child (ADW_BIN (page)))));
  g_assert_cmpstr (adw_status_page_get_title (status), !=, "");
  g_assert_nonnull (strstr (adw_status_page_get_description (status), "board &amp; more"));
}

static void
test_start_page (void)
{
  AttestStartPage *page = g_object_ref_sink (g_object_new (ATTEST_TYPE_START_PAGE, NULL));

  for (guint code = ATTEST_RECORD_ERROR_NOT_FOUND; code <= ATTEST_RECORD_ERROR_FAILED; code++)
    assert_tells (page, code);
  attest_start_page_show_welcome (page);
  desk_fixture_assert_named (GTK_WIDGET (page));
  g_assert_finalize_object (page);
}

int
main (int argc, char *argv[])
{
  desk_fixture_init (&argc, &argv);

  g_test_add ("/desk/library/names", Fixture, NULL, set_up, test_names, tear_down);
  g_test_add ("/desk/library/row-names", Fixture, NULL, set_up, test_row_names, tear_down);
  g_test_add ("/desk/library/search", Fixture, NULL, set_up, test_search, tear_down);
  g_test_add ("/desk/library/search-texts", Fixture, NULL, set_up, test_search_texts, tear_down);
  g_test_add ("/desk/library/search-order", Fixture, NULL, set_up, test_search_order, tear_down);
  g_test_add ("/desk/library/filters", Fixture, NULL, set_up, test_filters, tear_down);
  g_test_add ("/desk/library/queues", Fixture, NULL, set_up, test_queues, tear_down);
  g_test_add ("/desk/library/why-it-waits", Fixture, NULL, set_up, test_why_it_waits, tear_down);
  g_test_add ("/desk/library/empty-queue", Fixture, NULL, set_up, test_empty_queue, tear_down);
  g_test_add ("/desk/library/new-articles-appear", Fixture, NULL, set_up, test_new_articles_appear, tear_down);
  g_test_add ("/desk/library/open", Fixture, NULL, set_up, test_open, tear_down);
  g_test_add_func ("/desk/start/tells-what-to-do", test_start_page);

  return g_test_run ();
}

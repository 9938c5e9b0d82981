/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "acts-fixture.h"
#include "desk-fixture.h"
#include "library/attest-library-page.h"
#include "review/attest-overview.h"
#include "review/attest-people.h"
#include "window-fixture.h"

/* The board's figures, in the library. */

typedef struct
{
  AttestSession *session;
  char *author;
  char *reviewer;
  char *sleep;
  GtkWidget *window;
  AttestLibraryPage *page;
} Fixture;

typedef struct
{
  GtkWidget *root;
  const char *words;
} Saying;

static gboolean
is_named (gpointer data)
{
  const Saying *saying = data;

  return desk_fixture_find (saying->root, saying->words) != NULL;
}

/* Returns: (transfer none): what is called so, as a screen reader is told */
static GtkWidget *
expect_named (Fixture *fixture, const char *name)
{
  GtkWidget *root = GTK_WIDGET (fixture->page);
  Saying saying = { root, name };

  if (!desk_fixture_wait (is_named, &saying))
    g_error ("Nothing is called “%s”", name);
  return desk_fixture_find (root, name);
}

static gboolean
is_said (gpointer data)
{
  const Saying *saying = data;

  return desk_fixture_says (saying->root, saying->words);
}

static void
expect_words (Fixture *fixture, const char *words)
{
  Saying saying = { GTK_WIDGET (fixture->page), words };

  if (!desk_fixture_wait (is_said, &saying))
    g_error ("Nothing says “%s”", words);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->session = desk_fixture_open (ATTEST_SESSION_CREATE);
  fixture->author = desk_fixture_add_person (fixture->session, "Ada", "editor");
  attest_session_set_actor (fixture->session, fixture->author);
  fixture->reviewer = desk_fixture_add_person (fixture->session, "Rita", "reviewer");
  if (data == NULL)
    fixture->sleep = desk_fixture_add_article (fixture->session, "# How much sleep is enough?\n\nSeven hours.\n");

  fixture->page = g_object_ref_sink (g_object_new (ATTEST_TYPE_LIBRARY_PAGE, NULL));
  fixture->window =
      g_object_new (ADW_TYPE_WINDOW, "default-width", 900, "default-height", 2000, "content", fixture->page, NULL);
  gtk_window_present (GTK_WINDOW (fixture->window));
  attest_library_page_set_session (fixture->page, fixture->session);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_assert_finalize_object (fixture->page);
  g_assert_finalize_object (fixture->session);
  g_free (fixture->author);
  g_free (fixture->reviewer);
  g_free (fixture->sleep);
}

static void
activate (GtkWidget *row)
{
  g_assert_true (gtk_list_box_row_get_activatable (GTK_LIST_BOX_ROW (row)));
  g_signal_emit_by_name (row, "activate");
}

/* ---- Tests ---- */

static void
test_figures (Fixture *fixture, gconstpointer data)
{
  GtkWidget *root = GTK_WIDGET (fixture->page);
  const ActsComment remark = { .quote = "Seven", .text = "Says who?", .kind = "question" };
  g_autofree char *comment = NULL;

  acts_submit (fixture->session, fixture->sleep);
  comment = acts_comment (fixture->session, fixture->sleep, fixture->reviewer, &remark);
  attest_library_page_show_overview (fixture->page);
  expect_named (fixture, "Submitted: 1 text");
  expect_named (fixture, "Draft: 0 texts");
  expect_named (fixture, "Rita: 1 text waits; 0 verdicts in 12 months · 1 open comment");
  expect_named (fixture, "Due already: 0 texts");
  expect_words (fixture, "1 text in 1 article.");
  expect_words (fixture, "No text was approved in the last 12 months.");
  g_assert_null (desk_fixture_find (root, "All topics"));
  g_assert_true (gtk_widget_get_mapped (desk_fixture_find (root, "Texts in each state")));
  g_assert_false (gtk_widget_get_mapped (desk_fixture_find (root, "Articles")));
  desk_fixture_assert_named (root);
}

/* The keyboard stays where it is when a figure changes. */
static void
test_updates (Fixture *fixture, gconstpointer data)
{
  GtkWidget *row;
  GtkRoot *window = GTK_ROOT (fixture->window);

  attest_library_page_show_overview (fixture->page);
  row = expect_named (fixture, "Draft: 1 text");
  gtk_widget_grab_focus (row);
  g_free (desk_fixture_add_article (fixture->session, "# Do naps help?\n\nSome do.\n"));
  g_assert_true (expect_named (fixture, "Draft: 2 texts") == row);
  g_assert_true (gtk_root_get_focus (window) == row);

  acts_submit (fixture->session, fixture->sleep);
  expect_named (fixture, "Draft: 1 text");
  expect_named (fixture, "Submitted: 1 text");
  expect_named (fixture, "Rita: 1 text waits; 0 verdicts in 12 months · 0 open comments");
}

static gboolean
sign (AttestLibrary *library, gpointer data, GValue *result, GError **error)
{
  Fixture *fixture = data;
  const AttestVerdict verdict = { .meaning = "approval" };

  return attest_review_save_policy (library, fixture->author, 1, NULL, 12, error) &&
         attest_review_give_verdict (library, fixture->sleep, NULL, fixture->reviewer, &verdict, NULL, NULL, error);
}

static void
test_approved (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *this_month = g_date_time_format (now, "Re-reviews that fall due: %OB %Y: ");
  g_autoptr (AttestOverview) overview = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) words = g_string_new (NULL);

  acts_submit (fixture->session, fixture->sleep);
  dex_unref (desk_fixture_await (attest_session_perform (fixture->session, sign, fixture, NULL), NULL));
  attest_library_page_show_overview (fixture->page);
  expect_named (fixture, "Approved: 1 text");
  expect_named (fixture,
                "All topics: less than an hour; 1 approval · slowest less than an hour: How much sleep is enough?");
  expect_named (fixture, "Rita: 0 texts wait; 1 verdict in 12 months · 0 open comments");

  /* The chart says each of its columns. */
  overview = attest_review_make_overview (attest_session_get_library (fixture->session), g_get_real_time (), &error);
  g_assert_no_error (error);
  for (guint i = 0; i < ATTEST_OVERVIEW_MONTHS; i++)
    {
      g_autoptr (GDateTime) month =
          g_date_time_new_utc (overview->months[i].year, overview->months[i].month, 1, 0, 0, 0);
      g_autofree char *name = g_date_time_format (month, "%OB %Y");

      g_string_append_printf (
          words, "%s%s: %u", i == 0 ? "Re-reviews that fall due: " : "; ", name, overview->months[i].due);
    }
  g_assert_true (g_str_has_prefix (words->str, this_month));
  expect_named (fixture, words->str);
}

static gboolean
has_keyboard (Fixture *fixture, const char *name)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (fixture->window));
  GtkWidget *named = desk_fixture_find (GTK_WIDGET (fixture->page), name);

  return focus != NULL && named != NULL && (focus == named || gtk_widget_is_ancestor (focus, named));
}

/* Each line leads to its articles. */
static void
test_ways_on (Fixture *fixture, gconstpointer data)
{
  GtkWidget *root = GTK_WIDGET (fixture->page);
  GtkWidget *articles = desk_fixture_find (root, "Articles");
  GListModel *shown = G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (articles)));

  attest_library_page_show_overview (fixture->page);
  activate (expect_named (fixture, "Draft: 1 text"));
  g_assert_true (gtk_widget_get_mapped (articles));
  g_assert_cmpuint (g_list_model_get_n_items (shown), ==, 1);
  g_assert_true (has_keyboard (fixture, "Search"));
  attest_library_page_show_overview (fixture->page);
  activate (expect_named (fixture, "Due already: 0 texts"));
  expect_words (fixture, "Due for re-review");

  attest_library_page_show_overview (fixture->page);
  activate (expect_named (fixture, "Rita: 0 texts wait; 0 verdicts in 12 months · 0 open comments"));
  expect_words (fixture, "Nothing found");
}

static void
test_nothing (Fixture *fixture, gconstpointer data)
{
  attest_library_page_show_overview (fixture->page);
  expect_words (fixture, "Nothing to count yet");
  g_free (desk_fixture_add_article (fixture->session, "# Do naps help?\n\nSome do.\n"));
  expect_named (fixture, "Draft: 1 text");
}

static void
test_key (void)
{
  AttestSession *session = desk_fixture_open (ATTEST_SESSION_CREATE);
  g_autofree char *path = g_strdup (attest_session_get_path (session));
  AttestWindow *window = attest_window_new (NULL);
  Saying saying = { GTK_WIDGET (window), "Nothing to count yet" };

  g_assert_finalize_object (session);
  gtk_window_present (GTK_WINDOW (window));
  window_fixture_open (window, path, ATTEST_SESSION_OPEN);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "library.overview", NULL));
  g_assert_true (desk_fixture_wait (is_said, &saying));
  gtk_window_destroy (GTK_WINDOW (window));
  desk_fixture_settle (50);
}

int
main (int argc, char *argv[])
{
  desk_fixture_init (&argc, &argv);

  g_test_add ("/overview/figures", Fixture, NULL, set_up, test_figures, tear_down);
  g_test_add ("/overview/updates", Fixture, NULL, set_up, test_updates, tear_down);
  g_test_add ("/overview/approved", Fixture, NULL, set_up, test_approved, tear_down);
  g_test_add ("/overview/ways-on", Fixture, NULL, set_up, test_ways_on, tear_down);
  g_test_add ("/overview/nothing", Fixture, "empty", set_up, test_nothing, tear_down);

  g_test_add_func ("/overview/key", test_key);

  return g_test_run ();
}

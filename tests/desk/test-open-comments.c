/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "acts-fixture.h"
#include "article/attest-article-page.h"
#include "comments/attest-comment-card.h"
#include "desk-fixture.h"
#include "library/attest-library-page.h"
#include "library/attest-open-comments-pane.h"
#include "review/attest-review.h"

/* The open comments of all articles, in the library. */

typedef struct
{
  AttestSession *session;
  char *author;
  char *reviewer;
  char *sleep;
  char *naps;
  GtkWidget *window;
  AttestLibraryPage *page;
  GtkListBox *queues;
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
expect (Fixture *fixture, guint n_comments)
{
  fixture->wanted = n_comments;
  if (!desk_fixture_wait (has_wanted, fixture))
    g_error ("%u comments are shown and not %u", g_list_model_get_n_items (fixture->shown), n_comments);
}

typedef struct
{
  GtkWidget *root;
  const char *words;
} Saying;

static gboolean
is_said (gpointer data)
{
  const Saying *saying = data;

  return desk_fixture_says (saying->root, saying->words);
}

static void
expect_words (GtkWidget *root, const char *words)
{
  Saying saying = { root, words };

  if (!desk_fixture_wait (is_said, &saying))
    g_error ("Nothing says “%s”", words);
}

static gboolean
is_named (gpointer data)
{
  const Saying *saying = data;

  return desk_fixture_find (saying->root, saying->words) != NULL;
}

static void
expect_named (GtkWidget *root, const char *name)
{
  Saying saying = { root, name };

  if (!desk_fixture_wait (is_named, &saying))
    g_error ("Nothing is called “%s”", name);
}

static AdwToggleGroup *
get_scopes (Fixture *fixture)
{
  return ADW_TOGGLE_GROUP (desk_fixture_find_type (GTK_WIDGET (fixture->page), ADW_TYPE_TOGGLE_GROUP));
}

static void
choose_queue (Fixture *fixture, const char *name)
{
  expect_named (GTK_WIDGET (fixture->queues), name);
  gtk_list_box_select_row (fixture->queues, GTK_LIST_BOX_ROW (desk_fixture_find (GTK_WIDGET (fixture->queues), name)));
}

static char *
comment (Fixture *fixture, const char *article, const char *actor, const char *quote, const char *text)
{
  const ActsComment remark = { .quote = quote, .text = text, .kind = "question" };

  return acts_comment (fixture->session, article, actor, &remark);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  GtkWidget *root;

  fixture->session = desk_fixture_open (ATTEST_SESSION_CREATE);
  fixture->author = desk_fixture_add_person (fixture->session, "Ada", "editor");
  attest_session_set_actor (fixture->session, fixture->author);
  fixture->reviewer = desk_fixture_add_person (fixture->session, "Rita", "reviewer");
  fixture->sleep = desk_fixture_add_article (fixture->session, "# How much sleep is enough?\n\nSeven hours.\n");
  fixture->naps = desk_fixture_add_article (fixture->session, "# Do naps help?\n\nSome do.\n");

  fixture->page = g_object_ref_sink (g_object_new (ATTEST_TYPE_LIBRARY_PAGE, NULL));
  fixture->window =
      g_object_new (ADW_TYPE_WINDOW, "default-width", 900, "default-height", 600, "content", fixture->page, NULL);
  gtk_window_present (GTK_WINDOW (fixture->window));
  attest_library_page_set_session (fixture->page, fixture->session);
  root = GTK_WIDGET (fixture->page);
  fixture->queues = GTK_LIST_BOX (desk_fixture_find (root, "Queues"));
  fixture->shown = G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (desk_fixture_find (root, "Open comments"))));
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
  g_free (fixture->naps);
}

/* ---- Tests ---- */

static void
test_list (Fixture *fixture, gconstpointer data)
{
  GtkWidget *root = GTK_WIDGET (fixture->page);
  g_autofree char *older = comment (fixture, fixture->sleep, fixture->reviewer, "Seven", "Says who?");
  g_autofree char *newer = comment (fixture, fixture->naps, fixture->author, "Some", "Which?");

  choose_queue (fixture, "Comments, 2 open");
  expect (fixture, 2);
  expect_named (root,
                "Question by Rita on “Seven”: Says who?; How much sleep is enough? · Doctor; For you: it is about your "
                "text");
  expect_named (root, "Question by Ada on “Some”: Which?; Do naps help? · Doctor");
  expect_words (root, "All open 2");
  expect_words (root, "Mine 1");
  expect_words (root, "Waiting for me 1");
  g_assert_false (gtk_widget_get_mapped (desk_fixture_find (root, "Articles")));
  desk_fixture_assert_named (root);
}

static void
test_scopes (Fixture *fixture, gconstpointer data)
{
  GtkWidget *root = GTK_WIDGET (fixture->page);
  g_autofree char *older = comment (fixture, fixture->sleep, fixture->reviewer, "Seven", "Says who?");
  g_autofree char *newer = comment (fixture, fixture->naps, fixture->author, "Some", "Which?");

  choose_queue (fixture, "Comments, 2 open");
  expect (fixture, 2);
  adw_toggle_group_set_active_name (get_scopes (fixture), "mine");
  expect (fixture, 1);
  g_assert_true (desk_fixture_says (root, "Which?"));
  adw_toggle_group_set_active_name (get_scopes (fixture), "waiting");
  expect_words (root, "Says who?");
  expect (fixture, 1);

  /* What was chosen is the person's: with nobody there is nobody it could wait for. */
  attest_session_set_actor (fixture->session, NULL);
  expect (fixture, 2);
  g_assert_cmpstr (adw_toggle_group_get_active_name (get_scopes (fixture)), ==, "all");
  g_assert_false (adw_toggle_get_enabled (adw_toggle_group_get_toggle_by_name (get_scopes (fixture), "waiting")));
  attest_session_set_actor (fixture->session, fixture->reviewer);
  expect_words (root, "No comment waits for you");
  g_assert_cmpstr (adw_toggle_group_get_active_name (get_scopes (fixture)), ==, "waiting");
  adw_toggle_group_set_active_name (get_scopes (fixture), "all");
}

static void
test_nothing (Fixture *fixture, gconstpointer data)
{
  GtkWidget *root = GTK_WIDGET (fixture->page);
  g_autofree char *id = NULL;

  choose_queue (fixture, "Comments, 0 open");
  expect_words (root, "No open comments");
  desk_fixture_assert_named (root);
  adw_toggle_group_set_active_name (get_scopes (fixture), "waiting");
  expect_words (root, "No comment waits for you");
  id = comment (fixture, fixture->naps, fixture->author, "Some", "Which?");
  expect_words (root, "All open 1");
  g_assert_true (desk_fixture_click (root, "Show all open comments"));
  expect (fixture, 1);
  acts_resolve (fixture->session, fixture->author, id);
  expect_words (root, "No open comments");
  g_assert_true (
      desk_fixture_click (desk_fixture_find_type (root, ATTEST_TYPE_OPEN_COMMENTS_PANE), "Show all articles"));
  g_assert_true (gtk_widget_get_mapped (desk_fixture_find (root, "Articles")));
}

static void
opened_cb (AttestLibraryPage *page, const char *article, const char *audience, const char *id, GStrv *opened)
{
  const char *const all[] = { article, audience, id, NULL };

  g_strfreev (*opened);
  *opened = g_strdupv ((char **) all);
}

static void
test_open (Fixture *fixture, gconstpointer data)
{
  GtkWidget *list = desk_fixture_find (GTK_WIDGET (fixture->page), "Open comments");
  g_autofree char *older = comment (fixture, fixture->sleep, fixture->reviewer, "Seven", "Says who?");
  g_autofree char *newer = comment (fixture, fixture->naps, fixture->reviewer, "Some", "Which?");
  g_auto (GStrv) opened = NULL;

  choose_queue (fixture, "Comments, 2 open");
  expect (fixture, 2);
  g_signal_connect (fixture->page, "open-comment", G_CALLBACK (opened_cb), &opened);
  g_signal_emit_by_name (list, "activate", 1u);
  g_assert_nonnull (opened);
  g_assert_cmpstr (opened[0], ==, fixture->sleep);
  g_assert_cmpstr (opened[1], ==, "doctor");
  g_assert_cmpstr (opened[2], ==, older);
}

/* As another program would: it shares nothing with the session but the file. */
static void
reply_elsewhere (Fixture *fixture, const char *id)
{
  g_autoptr (AttestRegistry) registry = attest_registry_new ();
  g_autoptr (AttestLibrary) library = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *reply = NULL;

  attest_review_register (registry);
  library = attest_library_open (
      attest_session_get_path (fixture->session), registry, NULL, ATTEST_LIBRARY_READ_WRITE, &error);
  g_assert_no_error (error);
  reply = attest_review_reply (library, id, fixture->reviewer, "Who indeed?", NULL, &error);
  g_assert_no_error (error);
}

static void
test_another_program (Fixture *fixture, gconstpointer data)
{
  GtkWidget *root = GTK_WIDGET (fixture->page);
  g_autofree char *older = comment (fixture, fixture->sleep, fixture->author, "Seven", "Says who?");
  g_autofree char *newer = comment (fixture, fixture->naps, fixture->author, "Some", "Which?");
  g_autoptr (GObject) before = NULL;
  g_autoptr (GObject) after = NULL;

  choose_queue (fixture, "Comments, 2 open");
  expect (fixture, 2);
  before = g_list_model_get_item (fixture->shown, 0);
  reply_elsewhere (fixture, older);
  expect_words (root, "For you: Rita answered");
  expect_words (root, "Waiting for me 1");

  /* It comes to the top, and the other one is the same as before, so that its row keeps the keyboard. */
  after = g_list_model_get_item (fixture->shown, 1);
  g_assert_true (before == after);

  /* What happens while nobody looks is there when they do. */
  choose_queue (fixture, "All articles, 2 articles");
  acts_resolve (fixture->session, fixture->author, newer);
  choose_queue (fixture, "Comments, 1 open");
  expect (fixture, 1);
}

#define MANY 50

static void
test_many (Fixture *fixture, gconstpointer data)
{
  GtkWidget *list = desk_fixture_find (GTK_WIDGET (fixture->page), "Open comments");
  g_autofree char *name = g_strdup_printf ("Comments, %u open", MANY);

  for (guint i = 0; i < MANY; i++)
    g_free (comment (fixture, fixture->sleep, fixture->reviewer, "Seven", "Says who?"));
  choose_queue (fixture, name);
  expect (fixture, 40);
  desk_fixture_settle (200);
  g_assert_cmpuint (g_list_model_get_n_items (fixture->shown), ==, 40);
  gtk_list_view_scroll_to (GTK_LIST_VIEW (list), 39, GTK_LIST_SCROLL_FOCUS, NULL);
  expect (fixture, MANY);
}

/* A search is for articles, from wherever it is begun. */
static void
test_search (Fixture *fixture, gconstpointer data)
{
  GtkWidget *root = GTK_WIDGET (fixture->page);

  choose_queue (fixture, "Comments, 0 open");
  expect_words (root, "No open comments");
  attest_library_page_focus_search (fixture->page);
  g_assert_true (gtk_widget_get_mapped (desk_fixture_find (root, "Search")));
  g_assert_true (gtk_list_box_get_selected_row (fixture->queues) ==
                 GTK_LIST_BOX_ROW (desk_fixture_find (root, "All articles, 2 articles")));
}

typedef struct
{
  AttestArticlePage *page;
  const char *comment;
} Shown;

static gboolean
has_keyboard (gpointer data)
{
  const Shown *shown = data;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (shown->page));
  GtkWidget *focus = gtk_root_get_focus (root);
  GtkWidget *card = focus != NULL ? gtk_widget_get_ancestor (focus, ATTEST_TYPE_COMMENT_CARD) : NULL;

  return card != NULL && gtk_widget_get_mapped (card) &&
         g_str_equal (attest_comment_card_get_comment (ATTEST_COMMENT_CARD (card))->id, shown->comment) &&
         g_strcmp0 (attest_article_state_get_selected_comment (attest_article_page_get_state (shown->page)),
                    shown->comment) == 0;
}

/* The article opens with the comment as the current one and the keyboard on its card, wherever its sidebar was left. */
static void
test_article (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSettings) settings = g_settings_new (APP_ID);
  g_autofree char *other = comment (fixture, fixture->sleep, fixture->reviewer, "Seven", "Says who?");
  g_autofree char *id = comment (fixture, fixture->sleep, fixture->reviewer, "hours", "All of them?");
  AttestArticlePage *page = NULL;
  Shown shown;

  g_settings_set_boolean (settings, "sidebar-visible", FALSE);
  g_settings_set_string (settings, "sidebar-page", "history");
  page = g_object_ref_sink (ATTEST_ARTICLE_PAGE (attest_article_page_new (fixture->session, fixture->sleep, "doctor")));
  attest_article_page_show_comment (page, id);
  adw_window_set_content (ADW_WINDOW (fixture->window), GTK_WIDGET (page));
  shown = (Shown) { page, id };
  g_assert_true (desk_fixture_wait (has_keyboard, &shown));
  desk_fixture_settle (200);
  g_assert_true (has_keyboard (&shown));
  adw_window_set_content (ADW_WINDOW (fixture->window), NULL);
  desk_fixture_settle (50);
  g_assert_finalize_object (page);
}

#define ADD(path, function) g_test_add ("/desk/open-comments/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  desk_fixture_init (&argc, &argv);

  ADD ("list", test_list);
  ADD ("scopes", test_scopes);
  ADD ("nothing", test_nothing);
  ADD ("open", test_open);
  ADD ("another-program", test_another_program);
  ADD ("many", test_many);
  ADD ("search", test_search);
  ADD ("article", test_article);

  return g_test_run ();
}

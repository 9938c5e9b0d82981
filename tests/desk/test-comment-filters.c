/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "comments/attest-comment-filters.h"
#include "comments/attest-comments-pane.h"
#include "pane-fixture.h"

/* Opens the filter. Returns: (transfer none): its popover */
static GtkWidget *
open_filters (PaneFixture *fixture)
{
  GtkWidget *filters = desk_fixture_find_type (fixture->pane, ATTEST_TYPE_COMMENT_FILTERS);
  GtkMenuButton *button = GTK_MENU_BUTTON (adw_bin_get_child (ADW_BIN (filters)));

  gtk_menu_button_popup (button);
  desk_fixture_settle (100);
  return GTK_WIDGET (gtk_menu_button_get_popover (button));
}

static void
turn_on (GtkWidget *popover, const char *title, const char *count)
{
  GtkWidget *row = desk_fixture_find_row (popover, title);

  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ==, count);
  adw_switch_row_set_active (ADW_SWITCH_ROW (row), TRUE);
}

/* One filter after the other; what is counted is what is seen, and words that are chosen are seen whatever is asked for. */
static void
test_filters (PaneFixture *fixture, gconstpointer data)
{
  const ActsComment question = { .quote = "20 minutes", .text = "Is that so?", .kind = "question" };
  const ActsComment blocker = { .quote = "30", .text = "Says who?", .kind = "evidence", .blocking = TRUE };
  const ActsComment own = { .quote = "Coffee", .text = "Tea as well?" };
  g_autofree char *asked = acts_comment (fixture->session, fixture->article, fixture->reviewer, &question);
  g_autofree char *blocking = acts_comment (fixture->session, fixture->article, fixture->editor, &blocker);
  g_autofree char *mine = acts_comment (fixture->session, fixture->article, fixture->author, &own);
  GtkWidget *popover = NULL;
  GtkWidget *entry = NULL;

  pane_fixture_show (fixture, g_object_new (ATTEST_TYPE_COMMENTS_PANE, NULL));
  pane_fixture_find_comment (fixture, mine);
  pane_fixture_expect (fixture, "Open 3");
  popover = open_filters (fixture);
  desk_fixture_assert_named (popover);

  turn_on (popover, "Mine", "1 comment");
  pane_fixture_expect (fixture, "Open 1");
  g_assert_true (desk_fixture_says (fixture->pane, "Tea as well?"));
  g_assert_false (desk_fixture_says (fixture->pane, "Is that so?"));
  turn_on (popover, "Blocking", "1 comment");
  pane_fixture_expect (fixture, "None of these");
  pane_fixture_press (fixture, "Clear the filters");
  pane_fixture_expect (fixture, "Open 3");

  turn_on (popover, "Blocking", "1 comment");
  pane_fixture_expect (fixture, "Open 1");
  g_assert_true (desk_fixture_says (fixture->pane, "Says who?"));
  attest_article_state_set_selected_comment (fixture->state, asked);
  pane_fixture_expect (fixture, "Open 3");

  adw_combo_row_set_selected (ADW_COMBO_ROW (desk_fixture_find_row (popover, "Kind")), 2);
  pane_fixture_expect (fixture, "Open 1");
  g_assert_true (desk_fixture_says (fixture->pane, "Is that so?"));
  attest_comments_pane_step (ATTEST_COMMENTS_PANE (fixture->pane), 1);
  g_assert_cmpstr (attest_article_state_get_selected_comment (fixture->state), ==, asked);
  adw_combo_row_set_selected (ADW_COMBO_ROW (desk_fixture_find_row (popover, "Kind")), 0);

  turn_on (popover, "Without a place in the text", "0 comments");
  pane_fixture_expect (fixture, "None of these");
  gtk_popover_popdown (GTK_POPOVER (popover));
  pane_fixture_select (fixture, "20 minutes");
  attest_comments_pane_begin (ATTEST_COMMENTS_PANE (fixture->pane));
  desk_fixture_settle (300);
  entry = desk_fixture_find_shown (fixture->pane, "Your comment");
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (entry)), "Just this one", -1);
  pane_fixture_press (fixture, "Comment");
  pane_fixture_expect (fixture, "Open 4");
}

static gboolean
offers_two_people (gpointer data)
{
  GListModel *people = adw_combo_row_get_model (data);

  return g_list_model_get_n_items (people) == 3;
}

/* Somebody with two names is one, and who only replied is found as well. */
static void
test_filter_person (PaneFixture *fixture, gconstpointer data)
{
  const ActsComment first = { .quote = "20 minutes", .text = "Is that so?" };
  const ActsComment second = { .quote = "30", .text = "Says who?" };
  const ActsComment third = { .quote = "Coffee", .text = "Tea as well?" };
  GtkWidget *popover = NULL;
  AdwComboRow *people = NULL;
  g_autofree char *one = acts_comment (fixture->session, fixture->article, fixture->reviewer, &first);
  g_autofree char *two = acts_comment (fixture->session, fixture->article, fixture->editor, &second);
  g_autofree char *mine = acts_comment (fixture->session, fixture->article, fixture->author, &third);

  acts_join (fixture->session, fixture->editor, fixture->reviewer, fixture->editor);
  pane_fixture_show (fixture, g_object_new (ATTEST_TYPE_COMMENTS_PANE, NULL));
  pane_fixture_find_comment (fixture, mine);
  popover = open_filters (fixture);
  people = ADW_COMBO_ROW (desk_fixture_find_row (popover, "Person"));
  g_assert_true (desk_fixture_wait (offers_two_people, people));
  for (guint i = 1; i <= 2; i++)
    {
      gboolean joined = FALSE;

      adw_combo_row_set_selected (people, i);
      desk_fixture_settle (50);
      joined = desk_fixture_says (fixture->pane, "Is that so?");
      g_assert_cmpint (joined, ==, desk_fixture_says (fixture->pane, "Says who?"));
      g_assert_cmpint (joined, !=, desk_fixture_says (fixture->pane, "Tea as well?"));
    }
  gtk_popover_popdown (GTK_POPOVER (popover));
}

/* A round ends with the next submission. */
static void
test_filter_earlier (PaneFixture *fixture, gconstpointer data)
{
  const ActsComment first = { .quote = "20 minutes", .text = "Is that so?" };
  const ActsComment second = { .quote = "30", .text = "Says who?" };
  g_autofree char *one = acts_comment (fixture->session, fixture->article, fixture->reviewer, &first);
  g_autofree char *two = NULL;
  GtkWidget *popover = NULL;

  pane_fixture_show (fixture, g_object_new (ATTEST_TYPE_COMMENTS_PANE, NULL));
  pane_fixture_find_comment (fixture, one);
  popover = open_filters (fixture);
  turn_on (popover, "Of earlier rounds", "0 comments");
  pane_fixture_expect (fixture, "None of these");
  gtk_popover_popdown (GTK_POPOVER (popover));

  acts_submit (fixture->session, fixture->article);
  pane_fixture_expect (fixture, "Open 1");
  two = acts_comment (fixture->session, fixture->article, fixture->reviewer, &second);
  pane_fixture_find_comment (fixture, two);
  desk_fixture_settle (100);
  g_assert_true (desk_fixture_says (fixture->pane, "Is that so?"));
  g_assert_false (desk_fixture_says (fixture->pane, "Says who?"));
}

#define ADD(path, test)                                                                                                \
  g_test_add ("/desk/comment-filters/" path, PaneFixture, NULL, pane_fixture_set_up, test, pane_fixture_tear_down)

int
main (int argc, char *argv[])
{
  desk_fixture_init (&argc, &argv);

  ADD ("one-after-the-other", test_filters);
  ADD ("person", test_filter_person);
  ADD ("earlier", test_filter_earlier);

  return g_test_run ();
}

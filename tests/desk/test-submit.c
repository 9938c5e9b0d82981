/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "article/attest-article-page.h"
#include "desk-fixture.h"

/* What an author is told before a text is submitted: how far the edits reach for those who signed, whether it is saved or not; what is missing, and what an approval took. */

#define SLUG "can-excessive-ketamine-use-cause-depression"
#define AUTHOR "example-author-one"
#define SIGNERS "Dr Example Reviewer One and Dr Example Reviewer Two"

typedef struct
{
  AttestSession *session;
  char *article;
  GtkWidget *window;
  AttestArticlePage *page;
  AttestArticleState *state;
} Fixture;

static gboolean
is_computed (gpointer data)
{
  return attest_article_state_get_document (data) != NULL && attest_article_state_get_record (data) != NULL;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (AttestArticle) article = NULL;

  self->session = desk_fixture_open (ATTEST_SESSION_CREATE_SAMPLE);
  attest_session_set_actor (self->session, AUTHOR);
  article = attest_library_find_article (attest_session_get_library (self->session), SLUG, NULL);
  self->article = g_strdup (article->id);
  self->page =
      g_object_ref_sink (ATTEST_ARTICLE_PAGE (attest_article_page_new (self->session, self->article, "doctor")));
  self->state = attest_article_page_get_state (self->page);
  self->window =
      g_object_new (ADW_TYPE_WINDOW, "default-width", 1200, "default-height", 700, "content", self->page, NULL);
  gtk_window_present (GTK_WINDOW (self->window));
  g_assert_true (desk_fixture_wait (is_computed, self->state));
  desk_fixture_settle (200);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
  desk_fixture_settle (50);
  g_assert_finalize_object (self->page);
  g_assert_finalize_object (self->session);
  g_free (self->article);
}

/* Types @words in place of the first @before of the text. */
static void
replace (Fixture *self, const char *before, const char *words)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (attest_article_state_get_buffer (self->state));
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_start_iter (buffer, &start);
  g_assert_true (gtk_text_iter_forward_search (&start, before, 0, &start, &end, NULL));
  gtk_text_buffer_delete (buffer, &start, &end);
  gtk_text_buffer_insert (buffer, &start, words, -1);
}

static gboolean
may_submit (gpointer data)
{
  return g_action_group_get_action_enabled (attest_article_page_get_actions (((Fixture *) data)->page), "submit");
}

static char *
ask (Fixture *self)
{
  AdwDialog *dialog = NULL;

  g_assert_true (desk_fixture_wait (may_submit, self));
  /* Twice, as by a key that is held; there is one question. */
  g_action_group_activate_action (attest_article_page_get_actions (self->page), "submit", NULL);
  g_action_group_activate_action (attest_article_page_get_actions (self->page), "submit", NULL);
  g_assert_true (desk_fixture_wait (desk_fixture_has_dialog, self->window));
  dialog = adw_window_get_visible_dialog (ADW_WINDOW (self->window));
  g_assert_true (ADW_IS_ALERT_DIALOG (dialog));
  return g_strdup (adw_alert_dialog_get_body (ADW_ALERT_DIALOG (dialog)));
}

static void
cancel (Fixture *self)
{
  adw_dialog_close (adw_window_get_visible_dialog (ADW_WINDOW (self->window)));
  g_assert_true (desk_fixture_wait (desk_fixture_has_no_dialog, self->window));
  /* Until the page has the answer it asks nothing else. */
  desk_fixture_settle (100);
}

static guint
count_revisions (Fixture *self)
{
  g_autoptr (GPtrArray) revisions =
      attest_library_list_revisions (attest_session_get_library (self->session), self->article, "doctor", NULL);

  return revisions->len;
}

static void
test_reach (Fixture *self, gconstpointer data)
{
  g_autofree char *worded = NULL;
  g_autofree char *touched = NULL;

  replace (self, " the ", " this ");
  worded = ask (self);
  g_assert_nonnull (strstr (worded, SIGNERS " signed revision 1. Words changed, but no number"));
  cancel (self);
  replace (self, " not ", " ");
  touched = ask (self);
  g_assert_nonnull (strstr (touched, SIGNERS " signed revision 1. What changed touches: negation."));
  cancel (self);
  g_assert_cmpuint (count_revisions (self), ==, 1);
}

static gboolean
is_submitted (gpointer data)
{
  Fixture *self = data;
  const AttestArticleRecord *record = attest_article_state_get_record (self->state);

  return record != NULL && record->variant != NULL && record->variant->submitted_number == 2;
}

static void
test_submitted (Fixture *self, gconstpointer data)
{
  g_autofree char *body = NULL;

  replace (self, " the ", " this ");
  body = ask (self);
  g_assert_true (desk_fixture_click (GTK_WIDGET (adw_window_get_visible_dialog (ADW_WINDOW (self->window))), "Submit"));
  g_assert_true (desk_fixture_wait (is_submitted, self));
  g_assert_cmpuint (count_revisions (self), ==, 2);
}

/* Whatever is dimmed in the menu is explained, with who can do it. */
static void
test_refusals (Fixture *self, gconstpointer data)
{
  GtkWidget *dialog = NULL;
  GtkWidget *row = NULL;

  g_action_group_activate_action (attest_article_page_get_actions (self->page), "refusals", NULL);
  g_assert_true (desk_fixture_wait (desk_fixture_has_dialog, self->window));
  dialog = GTK_WIDGET (adw_window_get_visible_dialog (ADW_WINDOW (self->window)));
  desk_fixture_assert_named (dialog);
  row = desk_fixture_find_row (dialog, "Give a verdict");
  g_assert_nonnull (row);
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)),
                   ==,
                   attest_article_state_get_refusal (self->state, ATTEST_ACT_VERDICT));
  g_assert_nonnull (desk_fixture_find_row (dialog, "Submit for review"));
  g_assert_null (desk_fixture_find_row (dialog, "Save"));
  g_assert_null (desk_fixture_find_row (dialog, "Withdraw"));
  cancel (self);
}

static gboolean
tells_policy (gpointer data)
{
  return desk_fixture_says (data, "Approved under the policy that every new library has: 2 sign-offs.");
}

/* An approved text says what it was approved under. */
static void
test_policy (Fixture *self, gconstpointer data)
{
  GtkWidget *more = desk_fixture_find_shown (GTK_WIDGET (self->page), "Policy");

  g_assert_nonnull (more);
  if (!GTK_IS_MENU_BUTTON (more))
    more = gtk_widget_get_ancestor (more, GTK_TYPE_MENU_BUTTON);
  gtk_menu_button_popup (GTK_MENU_BUTTON (more));
  g_assert_true (desk_fixture_wait (tells_policy, self->page));
  gtk_menu_button_popdown (GTK_MENU_BUTTON (more));
}

static gboolean
may_compare (gpointer data)
{
  return g_action_group_get_action_enabled (attest_article_page_get_actions (((Fixture *) data)->page),
                                            "compare-published");
}

/* The published text is there to be compared with as soon as a newer one is saved, and not before. */
static void
test_compare (Fixture *self, gconstpointer data)
{
  g_assert_false (may_compare (self));
  replace (self, " the ", " this ");
  dex_unref (desk_fixture_await (attest_article_state_save (self->state), NULL));
  g_assert_true (desk_fixture_wait (may_compare, self));
}

int
main (int argc, char **argv)
{
  desk_fixture_init (&argc, &argv);

  g_test_add ("/submit/reach", Fixture, NULL, set_up, test_reach, tear_down);
  g_test_add ("/submit/refusals", Fixture, NULL, set_up, test_refusals, tear_down);
  g_test_add ("/submit/policy", Fixture, NULL, set_up, test_policy, tear_down);
  g_test_add ("/submit/compare", Fixture, NULL, set_up, test_compare, tear_down);
  g_test_add ("/submit/submitted", Fixture, NULL, set_up, test_submitted, tear_down);

  return g_test_run ();
}

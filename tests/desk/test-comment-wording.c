/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "comments/attest-comments-pane.h"
#include "pane-fixture.h"

/* Words that their author changes, and suggested words that are declined, with the controls of the pane and its dialogs. */

static const ActsComment remark = { .quote = "30 is too long",
                                    .text = "Whch study?",
                                    .kind = "change",
                                    .suggestion = "30 may be too long" };

typedef struct
{
  PaneFixture *fixture;
  const char *text;
} Shown;

static gboolean
has_control (gpointer data)
{
  const Shown *shown = data;

  return desk_fixture_find_shown (shown->fixture->window, shown->text) != NULL;
}

static GtkWidget *
find (PaneFixture *fixture, const char *name)
{
  Shown shown = { fixture, name };

  if (!desk_fixture_wait (has_control, &shown))
    g_error ("nothing goes by “%s”", name);
  return desk_fixture_find_shown (fixture->window, name);
}

static gboolean
offers (PaneFixture *fixture, const char *name)
{
  desk_fixture_settle (50);
  return desk_fixture_find_shown (fixture->window, name) != NULL;
}

static gboolean
says (gpointer data)
{
  const Shown *shown = data;

  return desk_fixture_says (shown->fixture->window, shown->text);
}

static void
expect (PaneFixture *fixture, const char *text)
{
  Shown shown = { fixture, text };

  if (!desk_fixture_wait (says, &shown))
    g_error ("nothing says “%s”", text);
}

static gboolean
has_no_dialog (gpointer window)
{
  return adw_window_get_visible_dialog (window) == NULL;
}

/* Also out of sight: a dialog that closes has its controls until it is gone. */
static void
expect_closed (PaneFixture *fixture)
{
  g_assert_true (desk_fixture_wait (has_no_dialog, fixture->window));
  desk_fixture_settle (500);
}

/* The dialog's own buttons, not those of the page below it. */
static void
press_in_dialog (PaneFixture *fixture, const char *name)
{
  GtkWidget *dialog = GTK_WIDGET (adw_window_get_visible_dialog (ADW_WINDOW (fixture->window)));

  g_assert_nonnull (dialog);
  desk_fixture_settle (300);
  g_assert_true (desk_fixture_click (dialog, name));
}

static void
fill (PaneFixture *fixture, const char *name, const char *text)
{
  GtkWidget *entry = find (fixture, name);

  if (GTK_IS_TEXT_VIEW (entry))
    gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (entry)), text, -1);
  else
    gtk_editable_set_text (GTK_EDITABLE (entry), text);
}

/* The comment's card as whoever acts now sees it. */
static void
show_as (PaneFixture *fixture, const char *person, const char *comment)
{
  if (fixture->pane == NULL)
    pane_fixture_show (fixture, g_object_new (ATTEST_TYPE_COMMENTS_PANE, NULL));
  pane_fixture_act_as (fixture, person);
  pane_fixture_find_comment (fixture, comment);
  attest_article_state_set_selected_comment (fixture->state, comment);
  desk_fixture_settle (100);
}

static AttestComment *
load (PaneFixture *fixture, const char *comment)
{
  return acts_load_comment (fixture->session, fixture->article, comment);
}

static void
test_edit (PaneFixture *fixture, gconstpointer data)
{
  g_autofree char *id = acts_comment (fixture->session, fixture->article, fixture->reviewer, &remark);
  g_autoptr (AttestComment) comment = NULL;

  show_as (fixture, fixture->reviewer, id);
  gtk_widget_activate (find (fixture, "Edit your comment"));
  fill (fixture, "The words", "Which study?");
  fill (fixture, "Suggested words", " 30 can be too long");
  desk_fixture_assert_named (adw_dialog_get_child (adw_window_get_visible_dialog (ADW_WINDOW (fixture->window))));
  press_in_dialog (fixture, "Save");
  expect_closed (fixture);
  expect (fixture, "Which study?");
  expect (fixture, "· edited");
  comment = load (fixture, id);
  g_assert_cmpstr (comment->text, ==, "Which study?");
  g_assert_cmpstr (comment->suggestion, ==, " 30 can be too long");
  g_assert_cmpint (comment->edited, >, 0);

  /* A space may be what parts the suggested words from those before them: it stays when other words are edited. */
  gtk_widget_activate (find (fixture, "Edit your comment"));
  fill (fixture, "The words", "Which studies?");
  press_in_dialog (fixture, "Save");
  expect_closed (fixture);
  expect (fixture, "Which studies?");
  g_clear_pointer (&comment, attest_comment_free);
  comment = load (fixture, id);
  g_assert_cmpstr (comment->suggestion, ==, " 30 can be too long");

  show_as (fixture, fixture->editor, id);
  g_assert_false (offers (fixture, "Edit your comment"));
}

static void
test_edit_reply (PaneFixture *fixture, gconstpointer data)
{
  g_autofree char *id = acts_comment (fixture->session, fixture->article, fixture->reviewer, &remark);
  g_autoptr (AttestComment) comment = NULL;

  show_as (fixture, fixture->author, id);
  g_assert_false (offers (fixture, "Edit your reply"));
  fill (fixture, "Reply", "Thta of 2017.");
  gtk_widget_activate (find (fixture, "Send the reply"));
  gtk_widget_activate (find (fixture, "Edit your reply"));
  fill (fixture, "The words", "That of 2017.");
  press_in_dialog (fixture, "Save");
  expect_closed (fixture);
  expect (fixture, "That of 2017.");
  comment = load (fixture, id);
  g_assert_cmpstr (((AttestReply *) comment->replies->pdata[0])->text, ==, "That of 2017.");
  g_assert_cmpint (comment->edited, ==, 0);

  show_as (fixture, fixture->reviewer, id);
  g_assert_false (offers (fixture, "Edit your reply"));
}

/* What was typed is not thrown away by one key, and what cannot be recorded stays to be copied. */
static void
test_nothing_lost (PaneFixture *fixture, gconstpointer data)
{
  g_autofree char *id = acts_comment (fixture->session, fixture->article, fixture->reviewer, &remark);

  show_as (fixture, fixture->reviewer, id);
  gtk_widget_activate (find (fixture, "Edit your comment"));
  find (fixture, "The words");
  adw_dialog_close (adw_window_get_visible_dialog (ADW_WINDOW (fixture->window)));
  expect_closed (fixture);

  gtk_widget_activate (find (fixture, "Edit your comment"));
  fill (fixture, "The words", "Which study?");
  adw_dialog_close (adw_window_get_visible_dialog (ADW_WINDOW (fixture->window)));
  expect (fixture, "Discard the changed words?");
  press_in_dialog (fixture, "Keep editing");
  desk_fixture_settle (600);
  g_assert_true (offers (fixture, "The words"));

  /* Somebody else settles it meanwhile. */
  acts_resolve (fixture->session, fixture->editor, id);
  press_in_dialog (fixture, "Save");
  expect (fixture, "resolved already");
  g_assert_true (offers (fixture, "The words"));
  adw_dialog_close (adw_window_get_visible_dialog (ADW_WINDOW (fixture->window)));
  expect (fixture, "Discard the changed words?");
  press_in_dialog (fixture, "Discard");
  expect_closed (fixture);
}

static gboolean
is_resolved (gpointer data)
{
  Shown *shown = data;
  g_autoptr (AttestComment) comment = load (shown->fixture, shown->text);

  return comment->resolved;
}

static void
decline (PaneFixture *fixture, const char *reason)
{
  gtk_widget_activate (find (fixture, "Decline…"));
  expect (fixture, "Decline the suggested words?");
  gtk_editable_set_text (GTK_EDITABLE (desk_fixture_find_row (fixture->window, "Reason")), reason);
  press_in_dialog (fixture, "Decline");
  expect_closed (fixture);
}

static void
test_decline (PaneFixture *fixture, gconstpointer data)
{
  g_autofree char *id = acts_comment (fixture->session, fixture->article, fixture->reviewer, &remark);
  Shown settled = { fixture, id };
  g_autofree char *before = NULL;
  g_autofree char *text = NULL;
  g_autoptr (AttestComment) comment = NULL;

  show_as (fixture, fixture->reviewer, id);
  g_assert_false (offers (fixture, "Decline…"));
  show_as (fixture, fixture->author, id);
  before = pane_fixture_dup_text (fixture);
  decline (fixture, "The guideline says 30");
  g_assert_true (desk_fixture_wait (is_resolved, &settled));
  comment = load (fixture, id);
  g_assert_cmpstr (comment->declined_by, ==, fixture->author);
  g_assert_cmpstr (comment->declined_reason, ==, "The guideline says 30");
  text = pane_fixture_dup_text (fixture);
  g_assert_cmpstr (text, ==, before);
}

static void
test_decline_blocking (PaneFixture *fixture, gconstpointer data)
{
  ActsComment blocking = remark;
  g_autofree char *id = NULL;
  g_autoptr (AttestComment) comment = NULL;

  blocking.blocking = TRUE;
  id = acts_comment (fixture->session, fixture->article, fixture->reviewer, &blocking);
  show_as (fixture, fixture->author, id);
  decline (fixture, "The guideline says 30");
  expect (fixture, ": The guideline says 30");
  comment = load (fixture, id);
  g_assert_false (comment->resolved);
  g_assert_false (offers (fixture, "Decline…"));
  /* The author may still think better of it. */
  g_assert_true (offers (fixture, "Use these words"));
}

#define ADD(path, function)                                                                                            \
  g_test_add ("/desk/comment-wording/" path, PaneFixture, NULL, pane_fixture_set_up, function, pane_fixture_tear_down)

int
main (int argc, char *argv[])
{
  desk_fixture_init (&argc, &argv);
  ADD ("edit", test_edit);
  ADD ("edit-reply", test_edit_reply);
  ADD ("nothing-lost", test_nothing_lost);
  ADD ("decline", test_decline);
  ADD ("decline-blocking", test_decline_blocking);

  return g_test_run ();
}

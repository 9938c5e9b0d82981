/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "acts-fixture.h"
#include "article/attest-article-state.h"
#include "desk-fixture.h"
#include "verdict/attest-verdict-dialog.h"

#define TEXT                                                                                                           \
  "# Do naps help?\n\n"                                                                                                \
  "Some people sleep better when they are not in bed all day. A nap of 20 minutes is enough for anybody.\n\n"          \
  "Coffee before a nap works for many people. Ask your doctor first if you take lithium.\n"

/* What a laptop of 1366 by 768 has left beside its bar. */
#define SCREEN_HEIGHT 736

typedef struct
{
  AttestSession *session;
  char *editor;
  char *author;
  char *reviewer;
  char *article;
  AttestArticleState *state;
  GtkWidget *window;
  GtkWidget *dialog;
} Fixture;

static gboolean
sign (AttestLibrary *library, gpointer data, GValue *result, GError **error)
{
  const Fixture *fixture = data;
  const AttestVerdict yes = { .meaning = "responsibility" };

  return attest_review_give_verdict (library, fixture->article, NULL, fixture->reviewer, &yes, NULL, NULL, error);
}

static guint
count_sign_offs (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestAssessment) assessment = attest_review_assess_variant (
      attest_session_get_library (fixture->session), fixture->article, NULL, g_get_real_time (), &error);

  g_assert_no_error (error);
  return assessment->sign_offs->len;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->session = desk_fixture_open (ATTEST_SESSION_CREATE);
  fixture->editor = desk_fixture_add_person (fixture->session, "Edith", "editor");
  attest_session_set_actor (fixture->session, fixture->editor);
  fixture->author = desk_fixture_add_person (fixture->session, "Arthur", "author");
  fixture->reviewer = desk_fixture_add_person (fixture->session, "Rosa", "reviewer");
  attest_session_set_actor (fixture->session, fixture->author);
  fixture->article = desk_fixture_add_article (fixture->session, TEXT);
  acts_submit (fixture->session, fixture->article);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  if (fixture->window != NULL)
    gtk_window_destroy (GTK_WINDOW (fixture->window));
  desk_fixture_settle (50);
  if (fixture->state != NULL)
    g_assert_finalize_object (fixture->state);
  g_assert_finalize_object (fixture->session);
  g_free (fixture->editor);
  g_free (fixture->author);
  g_free (fixture->reviewer);
  g_free (fixture->article);
}

/* The reviewer signed the text; then the author submits another one. */
static void
change (Fixture *fixture, const char *text)
{
  dex_unref (desk_fixture_await (attest_session_perform (fixture->session, sign, fixture, NULL), NULL));
  g_free (acts_save (fixture->session, fixture->article, text));
  acts_submit (fixture->session, fixture->article);
}

static gboolean
is_computed (gpointer data)
{
  return attest_article_state_get_rendering (data) != NULL && attest_article_state_get_record (data) != NULL;
}

static void
load (Fixture *fixture)
{
  attest_session_set_actor (fixture->session, fixture->reviewer);
  fixture->state = attest_article_state_new (fixture->session, fixture->article, NULL);
  dex_unref (desk_fixture_await (attest_article_state_load (fixture->state, NULL), NULL));
}

static void
present (Fixture *fixture)
{
  AdwDialog *dialog = NULL;

  fixture->window = g_object_new (
      ADW_TYPE_WINDOW, "default-width", 1200, "default-height", 900, "content", gtk_label_new ("Article"), NULL);
  gtk_window_present (GTK_WINDOW (fixture->window));
  dialog = attest_verdict_dialog_new (fixture->state);
  adw_dialog_present (dialog, fixture->window);
  fixture->dialog = GTK_WIDGET (dialog);
}

static void
show_dialog (Fixture *fixture)
{
  load (fixture);
  g_assert_true (desk_fixture_wait (is_computed, fixture->state));
  present (fixture);
  desk_fixture_settle (400);
}

static gboolean
has_no_dialog (gpointer data)
{
  return adw_window_get_visible_dialog (ADW_WINDOW (((Fixture *) data)->window)) == NULL;
}

/* The page inside scrolls, and asks for all that it would need not to. */
static void
assert_fits (Fixture *fixture)
{
  GtkWidget *page = desk_fixture_find_type (fixture->dialog, ADW_TYPE_PREFERENCES_PAGE);
  GtkWidget *bar = desk_fixture_find_type (fixture->dialog, ADW_TYPE_HEADER_BAR);
  GtkWidget *view = desk_fixture_find_type (page, GTK_TYPE_VIEWPORT);
  int height;

  gtk_widget_measure (gtk_widget_get_first_child (view), GTK_ORIENTATION_VERTICAL, 640, NULL, &height, NULL, NULL);
  g_test_message ("%d pixels and a bar of %d", height, gtk_widget_get_height (bar));
  g_assert_cmpint (height + gtk_widget_get_height (bar), <=, SCREEN_HEIGHT);
}

static void
test_first (Fixture *fixture, gconstpointer data)
{
  show_dialog (fixture);
  desk_fixture_assert_named (fixture->dialog);
  g_assert_true (desk_fixture_says (fixture->dialog, "Doses, contraindications, interactions"));
  g_assert_true (desk_fixture_says (fixture->dialog, "You have no open comments on this text."));
  g_assert_true (desk_fixture_says (fixture->dialog, "Your signature covers revision 1 with 0 cited references"));
  g_assert_null (desk_fixture_find_shown (fixture->dialog, "Re-affirm"));
  g_assert_false (desk_fixture_says (fixture->dialog, "Since your"));
  assert_fits (fixture);
}

static void
test_comments (Fixture *fixture, gconstpointer data)
{
  const ActsComment comments[] = { { .quote = "Coffee", .blocking = TRUE }, { .quote = "Some people" } };

  for (guint i = 0; i < G_N_ELEMENTS (comments); i++)
    g_free (acts_comment (fixture->session, fixture->article, fixture->reviewer, &comments[i]));
  g_free (acts_comment (fixture->session, fixture->article, fixture->author, &comments[1]));
  show_dialog (fixture);
  g_assert_true (
      desk_fixture_says (fixture->dialog, "You have 2 open comments on this text. Those that block an approval: 1."));
}

#define CITING "# Do naps help?\n\nSome do, say two sources [@gone], and others say that they do not [@lost].\n"

static gboolean
waive_first (AttestLibrary *library, gpointer data, GValue *result, GError **error)
{
  const Fixture *fixture = data;
  gsize start = (gsize) (strstr (CITING, "@gone") - CITING);
  const AttestFindingPlace place = {
    .rule = "citation-without-reference", .pack = "us 1", .start = start, .end = start + strlen ("@gone")
  };
  g_autofree char *id = attest_review_waive_finding (
      library, fixture->article, NULL, fixture->reviewer, NULL, &place, "Comes with the next import", error);

  return id != NULL;
}

static void
cite (Fixture *fixture, gboolean waived)
{
  g_free (acts_save (fixture->session, fixture->article, CITING));
  acts_submit (fixture->session, fixture->article);
  if (waived)
    dex_unref (desk_fixture_await (attest_session_perform (fixture->session, waive_first, fixture, NULL), NULL));
}

static void
test_findings (Fixture *fixture, gconstpointer data)
{
  cite (fixture, FALSE);
  show_dialog (fixture);
  g_assert_true (desk_fixture_says (fixture->dialog, "The checks found 2 errors and 0 warnings that are not decided."));
  g_assert_false (desk_fixture_says (fixture->dialog, "waived"));
}

static void
test_waived (Fixture *fixture, gconstpointer data)
{
  cite (fixture, TRUE);
  show_dialog (fixture);
  g_assert_true (desk_fixture_says (
      fixture->dialog, "The checks found 1 error and 0 warnings that are not decided. 1 finding was waived."));
}

static void
answer_yes (GtkWidget *widget)
{
  if (ADW_IS_TOGGLE_GROUP (widget))
    adw_toggle_group_set_active (ADW_TOGGLE_GROUP (widget), 0);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    answer_yes (child);
}

static gboolean
count_findings (AttestEvent *event, const char *no_effect, gpointer data)
{
  if (json_object_has_member (event->body, "findings"))
    *(guint *) data += json_array_get_length (json_object_get_array_member (event->body, "findings"));
  return TRUE;
}

/* Whoever signs faster than the checks are done signs with their findings all the same. */
static void
test_unchecked (Fixture *fixture, gconstpointer data)
{
  guint n_findings = 0;

  cite (fixture, TRUE);
  load (fixture);
  g_assert_null (attest_article_state_get_findings (fixture->state));
  present (fixture);
  answer_yes (fixture->dialog);
  g_assert_null (attest_article_state_get_findings (fixture->state));
  g_assert_true (desk_fixture_click (fixture->dialog, "Sign off"));
  g_assert_true (desk_fixture_wait (has_no_dialog, fixture));
  g_assert_cmpuint (count_sign_offs (fixture), ==, 1);
  g_assert_true (attest_library_visit_events (
      attest_session_get_library (fixture->session), fixture->article, count_findings, &n_findings, NULL));
  g_assert_cmpuint (n_findings, ==, 1);
}

static gboolean
declare (AttestLibrary *library, gpointer data, GValue *result, GError **error)
{
  const Fixture *fixture = data;
  g_autofree char *id = attest_review_save_person (
      library, fixture->editor, fixture->reviewer, &(AttestPersonChange) { .interests = "Speaker for Acme" }, error);

  return id != NULL;
}

/* What the board has of the reviewer's interests is there to be corrected, and what stands there is what is signed with. */
static void
test_interests (Fixture *fixture, gconstpointer data)
{
  GtkWidget *row = NULL;
  g_autoptr (AttestAssessment) assessment = NULL;
  g_autoptr (GError) error = NULL;

  dex_unref (desk_fixture_await (attest_session_perform (fixture->session, declare, fixture, NULL), NULL));
  change (fixture, TEXT "\nMore.\n");
  show_dialog (fixture);
  row = desk_fixture_find_row (fixture->dialog, "Your competing interests, empty for none");
  g_assert_nonnull (row);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, "Speaker for Acme");
  gtk_editable_set_text (GTK_EDITABLE (row), " Shares of Acme ");
  g_assert_true (desk_fixture_click (fixture->dialog, "Re-affirm"));
  g_assert_true (desk_fixture_wait (has_no_dialog, fixture));
  assessment = attest_review_assess_variant (
      attest_session_get_library (fixture->session), fixture->article, NULL, g_get_real_time (), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (assessment->sign_offs->len, ==, 1);
  g_assert_cmpstr (((AttestSignOff *) assessment->sign_offs->pdata[0])->interests, ==, "Shares of Acme");
}

static void
test_reaffirmed (Fixture *fixture, gconstpointer data)
{
  change (fixture,
          "# Do naps help?\n\n"
          "Many people sleep better when they are not in bed all day. A nap of 20 minutes is enough for anybody.\n\n"
          "Coffee before a nap works for many people. Ask your doctor first if you take lithium.\n");
  show_dialog (fixture);
  desk_fixture_assert_named (fixture->dialog);
  g_assert_true (desk_fixture_says (fixture->dialog, "Since your sign-off (Today)"));
  g_assert_true (desk_fixture_says (fixture->dialog, "Words changed, but no number"));
  g_assert_nonnull (desk_fixture_find (fixture->dialog, "Removed: Some. Added: Many."));
  assert_fits (fixture);
  g_assert_cmpuint (count_sign_offs (fixture), ==, 0);
  g_assert_true (desk_fixture_click (fixture->dialog, "Re-affirm"));
  g_assert_true (desk_fixture_wait (has_no_dialog, fixture));
  g_assert_cmpuint (count_sign_offs (fixture), ==, 1);
}

/* However much changed, the questions stay on the screen, and what may harm stands first. */
static void
test_one_screen (Fixture *fixture, gconstpointer data)
{
  change (fixture,
          "# Do short naps help?\n\n"
          "Few people sleep worse when they are in bed all day. A nap of 200 minutes is enough for nobody.\n\n"
          "Tea after a nap works for some people. Ask your doctor first if you take clozapine, and your family.\n");
  show_dialog (fixture);
  g_assert_true (desk_fixture_says (fixture->dialog, "What changed touches: number, drug name, negation."));
  assert_fits (fixture);
  /* What is not all in sight is not held to in one step. */
  g_assert_null (desk_fixture_find_shown (fixture->dialog, "Re-affirm"));
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  change (fixture, TEXT "\nMore.\n");
  show_dialog (fixture);
  attest_session_set_actor (fixture->session, fixture->author);
  g_free (acts_save (fixture->session, fixture->article, TEXT "\nEven more.\n"));
  acts_submit (fixture->session, fixture->article);
  attest_session_set_actor (fixture->session, fixture->reviewer);
  g_assert_true (desk_fixture_click (fixture->dialog, "Re-affirm"));
  desk_fixture_settle (400);
  g_assert_false (has_no_dialog (fixture));
  g_assert_true (desk_fixture_says (fixture->dialog, "submitted meanwhile"));
  g_assert_cmpuint (count_sign_offs (fixture), ==, 0);
}

/* Whoever begins to answer gives a verdict of their own: a no must not become three yeses by the other button. */
static void
test_answered (Fixture *fixture, gconstpointer data)
{
  GtkWidget *reaffirm = NULL;

  change (fixture, TEXT "\nMore.\n");
  show_dialog (fixture);
  reaffirm = desk_fixture_find_shown (fixture->dialog, "Re-affirm");
  g_assert_nonnull (reaffirm);
  g_assert_true (gtk_widget_is_sensitive (reaffirm));
  adw_toggle_group_set_active (ADW_TOGGLE_GROUP (desk_fixture_find_type (fixture->dialog, ADW_TYPE_TOGGLE_GROUP)), 1);
  g_assert_false (gtk_widget_is_sensitive (reaffirm));
  g_assert_nonnull (strstr (gtk_widget_get_tooltip_text (reaffirm), "cancel and open this again"));
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  desk_fixture_init (&argc, &argv);

  ADD ("/verdict/first", test_first);
  ADD ("/verdict/comments", test_comments);
  ADD ("/verdict/findings", test_findings);
  ADD ("/verdict/waived", test_waived);
  ADD ("/verdict/unchecked", test_unchecked);
  ADD ("/verdict/interests", test_interests);
  ADD ("/verdict/reaffirmed", test_reaffirmed);
  ADD ("/verdict/one-screen", test_one_screen);
  ADD ("/verdict/refused", test_refused);
  ADD ("/verdict/answered", test_answered);

  return g_test_run ();
}

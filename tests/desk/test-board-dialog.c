/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "board/attest-board-dialog.h"

#include <string.h>

#include "desk-fixture.h"
#include "record/attest-article.h"
#include "review/attest-review.h"

typedef struct
{
  AttestSession *session;
  char *editor;
  char *reviewer;
  GtkWidget *window;
  AdwDialog *dialog;
  gboolean closed;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->session = desk_fixture_open (ATTEST_SESSION_CREATE);
  fixture->editor = desk_fixture_add_person (fixture->session, "Ed Editor", "editor");
  attest_session_set_actor (fixture->session, fixture->editor);
  fixture->reviewer = desk_fixture_add_person (fixture->session, "Rita Reviewer", "reviewer");
  fixture->window = g_object_new (ADW_TYPE_WINDOW, "default-width", 700, "default-height", 700, NULL);
  adw_window_set_content (ADW_WINDOW (fixture->window), gtk_button_new_with_label ("Behind"));
  gtk_window_present (GTK_WINDOW (fixture->window));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_assert_finalize_object (fixture->session);
  g_free (fixture->editor);
  g_free (fixture->reviewer);
}

static void
closed_cb (Fixture *fixture)
{
  fixture->closed = TRUE;
}

static void
open_dialog (Fixture *fixture, const char *actor)
{
  attest_session_set_actor (fixture->session, actor);
  fixture->dialog = attest_board_dialog_new (fixture->session);
  fixture->closed = FALSE;
  g_signal_connect_swapped (fixture->dialog, "closed", G_CALLBACK (closed_cb), fixture);
  adw_dialog_present (fixture->dialog, fixture->window);
}

static gboolean
is_closed (gpointer data)
{
  return ((Fixture *) data)->closed;
}

static void
save (Fixture *fixture)
{
  g_assert_true (desk_fixture_click (GTK_WIDGET (fixture->dialog), "_Save") ||
                 desk_fixture_click (GTK_WIDGET (fixture->dialog), "Save"));
  g_assert_true (desk_fixture_wait (is_closed, fixture));
}

static gboolean
count_event (AttestEvent *event, const char *no_effect, gpointer data)
{
  (*(guint *) data)++;
  return TRUE;
}

static guint
count_events (Fixture *fixture)
{
  AttestLibrary *library = attest_session_get_library (fixture->session);
  guint n_events = 0;

  g_assert_true (attest_library_visit_events (library, ATTEST_STREAM_BOARD, count_event, &n_events, NULL));
  return n_events;
}

static GtkWidget *
find_banner (GtkWidget *root)
{
  if (ADW_IS_BANNER (root))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_banner (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
open_policy (GtkWidget *root, const char *title)
{
  GtkWidget *row = desk_fixture_find_row (root, title);

  g_assert_nonnull (row);
  g_signal_emit_by_name (row, "activated");
}

static AdwNavigationView *
find_view (GtkWidget *root)
{
  if (ADW_IS_NAVIGATION_VIEW (root))
    return ADW_NAVIGATION_VIEW (root);
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      AdwNavigationView *found = find_view (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
go_back (Fixture *fixture)
{
  g_assert_true (adw_navigation_view_pop (find_view (GTK_WIDGET (fixture->dialog))));
}

static void
test_policy (Fixture *fixture, gconstpointer data)
{
  guint n_events = count_events (fixture);
  g_autoptr (AttestBoard) board = NULL;
  g_autoptr (GPtrArray) policies = NULL;
  GtkWidget *root;

  open_dialog (fixture, fixture->editor);
  root = GTK_WIDGET (fixture->dialog);
  open_policy (root, "The board’s policy");
  g_assert_cmpfloat (adw_spin_row_get_value (ADW_SPIN_ROW (desk_fixture_find_row (root, "Sign-offs"))), ==, 2);
  adw_spin_row_set_value (ADW_SPIN_ROW (desk_fixture_find_row (root, "Sign-offs")), 3);
  adw_combo_row_set_selected (ADW_COMBO_ROW (desk_fixture_find_row (root, "Whose sign-offs count")), 1);
  adw_spin_row_set_value (ADW_SPIN_ROW (desk_fixture_find_row (root, "Months until the next review")), 0);
  g_assert_false (adw_switch_row_get_active (ADW_SWITCH_ROW (desk_fixture_find_row (root, "Independent reviews"))));
  adw_switch_row_set_active (ADW_SWITCH_ROW (desk_fixture_find_row (root, "Independent reviews")), TRUE);
  go_back (fixture);
  save (fixture);

  board = attest_library_load_board (attest_session_get_library (fixture->session), NULL);
  g_assert_cmpuint (board->sign_offs, ==, 3);
  g_assert_cmpuint (g_strv_length (board->sign_off_roles), ==, 1);
  g_assert_cmpstr (board->sign_off_roles[0], ==, "editor");
  g_assert_cmpuint (board->review_months, ==, 0);
  policies = attest_review_list_policies (attest_session_get_library (fixture->session), NULL);
  g_assert_true (attest_review_find_policy (policies, "")->independent);
  g_assert_cmpuint (count_events (fixture), ==, n_events + 1);
}

static AttestPolicy *
find_policy (Fixture *fixture, const char *topic)
{
  g_autoptr (GPtrArray) policies = attest_review_list_policies (attest_session_get_library (fixture->session), NULL);
  const AttestPolicy *policy = attest_review_find_policy (policies, topic);

  return policy != NULL ? attest_policy_copy (policy) : NULL;
}

static gboolean
set_findings (AttestLibrary *library, gpointer data, GValue *result, GError **error)
{
  const Fixture *fixture = data;
  g_autoptr (GPtrArray) policies = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_policy_free);
  AttestPolicy *policy = attest_policy_new (NULL);

  g_strfreev (policy->blocking_findings);
  policy->blocking_findings = g_strsplit ("of-a-newer-version,error,raw-html", ",", -1);
  g_ptr_array_add (policies, policy);
  return attest_review_save_settings (library, fixture->editor, NULL, policies, error);
}

static void
assert_findings (Fixture *fixture, const char *joined)
{
  g_autoptr (AttestPolicy) policy = find_policy (fixture, "");
  g_autofree char *findings = g_strjoinv (",", policy->blocking_findings);

  g_assert_cmpstr (findings, ==, joined);
}

static gboolean
is_on (GtkWidget *root, const char *title)
{
  return adw_switch_row_get_active (ADW_SWITCH_ROW (desk_fixture_find_row (root, title)));
}

/* What only the command line, or a newer version, set is seen here and is not lost when something else is saved. */
static void
test_single_rules (Fixture *fixture, gconstpointer data)
{
  GtkWidget *root;

  dex_unref (desk_fixture_await (attest_session_perform (fixture->session, set_findings, fixture, NULL), NULL));
  open_dialog (fixture, fixture->editor);
  root = GTK_WIDGET (fixture->dialog);
  open_policy (root, "The board’s policy");
  g_assert_cmpuint (
      adw_combo_row_get_selected (ADW_COMBO_ROW (desk_fixture_find_row (root, "Findings that stop an approval"))),
      ==,
      1);
  g_assert_cmpstr (
      adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (desk_fixture_find_row (root, "Also these findings"))),
      ==,
      "of-a-newer-version, HTML that readers see as text");
  g_assert_true (is_on (root, "of-a-newer-version"));
  g_assert_true (is_on (root, "HTML that readers see as text"));
  g_assert_false (is_on (root, "References that are not cited"));
  desk_fixture_assert_named (root);
  adw_spin_row_set_value (ADW_SPIN_ROW (desk_fixture_find_row (root, "Months until the next review")), 6);
  go_back (fixture);
  save (fixture);
  assert_findings (fixture, "of-a-newer-version,error,raw-html");

  open_dialog (fixture, fixture->editor);
  root = GTK_WIDGET (fixture->dialog);
  open_policy (root, "The board’s policy");
  adw_switch_row_set_active (ADW_SWITCH_ROW (desk_fixture_find_row (root, "HTML that readers see as text")), FALSE);
  adw_switch_row_set_active (ADW_SWITCH_ROW (desk_fixture_find_row (root, "References that are not cited")), TRUE);
  go_back (fixture);
  save (fixture);
  assert_findings (fixture, "error,of-a-newer-version,unused-reference");
}

static gboolean
offers_topics (gpointer data)
{
  GtkWidget *row = desk_fixture_find_row (data, "Add a policy for a topic");

  return row != NULL && gtk_widget_get_visible (row);
}

/* A topic gets a policy of its own, which begins as the board's, and loses it again. */
static void
test_topic (Fixture *fixture, gconstpointer data)
{
  g_autofree char *article = desk_fixture_add_article (fixture->session, "# Do naps help?\n\nSome do.\n");
  g_autoptr (AttestPolicy) set = NULL;
  g_autoptr (AttestPolicy) cleared = NULL;
  GtkWidget *root;

  open_dialog (fixture, fixture->editor);
  root = GTK_WIDGET (fixture->dialog);
  g_assert_true (desk_fixture_wait (offers_topics, root));
  adw_combo_row_set_selected (ADW_COMBO_ROW (desk_fixture_find_row (root, "Add a policy for a topic")), 1);
  g_assert_cmpfloat (adw_spin_row_get_value (ADW_SPIN_ROW (desk_fixture_find_row (root, "Sign-offs"))), ==, 2);
  adw_spin_row_set_value (ADW_SPIN_ROW (desk_fixture_find_row (root, "Sign-offs")), 4);
  go_back (fixture);
  g_assert_false (offers_topics (root));
  g_assert_nonnull (
      strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (desk_fixture_find_row (root, "Sleep"))), "4 sign-offs"));
  save (fixture);
  set = find_policy (fixture, "sleep");
  g_assert_nonnull (set);
  g_assert_cmpuint (set->sign_offs, ==, 4);

  open_dialog (fixture, fixture->editor);
  root = GTK_WIDGET (fixture->dialog);
  open_policy (root, "Sleep");
  g_signal_emit_by_name (desk_fixture_find_row (root, "Remove This Policy"), "activated");
  g_assert_true (desk_fixture_wait (offers_topics, root));
  save (fixture);
  cleared = find_policy (fixture, "sleep");
  g_assert_null (cleared);
}

static gboolean
tells_effect (gpointer data)
{
  GtkWidget *row = desk_fixture_find_row (data, "What changes");

  return row != NULL && gtk_widget_get_visible (row);
}

/* What a change does is told before it is saved, and Cancel leaves everything as it was. */
static void
test_effect_and_cancel (Fixture *fixture, gconstpointer data)
{
  guint n_events = count_events (fixture);
  GtkWidget *root;

  open_dialog (fixture, fixture->editor);
  root = GTK_WIDGET (fixture->dialog);
  g_assert_false (tells_effect (root));
  open_policy (root, "The board’s policy");
  adw_spin_row_set_value (ADW_SPIN_ROW (desk_fixture_find_row (root, "Of them from editors")), 1);
  go_back (fixture);
  g_assert_true (desk_fixture_wait (tells_effect, root));
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (desk_fixture_find_row (root, "What changes"))),
                   ==,
                   "No text is in review now.");
  g_assert_nonnull (
      strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (desk_fixture_find_row (root, "The board’s policy"))),
              "1 of them from an editor"));
  g_assert_true (desk_fixture_click (root, "Cancel"));
  g_assert_true (desk_fixture_wait (is_closed, fixture));
  g_assert_cmpuint (count_events (fixture), ==, n_events);
}

/* What nobody changed is no event, however often somebody says Save. */
static void
test_unchanged (Fixture *fixture, gconstpointer data)
{
  guint n_events = count_events (fixture);

  open_dialog (fixture, fixture->editor);
  save (fixture);
  g_assert_cmpuint (count_events (fixture), ==, n_events);
}

static void
test_who_may_not (Fixture *fixture, gconstpointer data)
{
  GtkWidget *root;
  GtkWidget *banner;

  open_dialog (fixture, fixture->reviewer);
  root = GTK_WIDGET (fixture->dialog);
  g_assert_false (gtk_widget_is_sensitive (desk_fixture_find_row (root, "The board’s policy")));
  g_assert_false (gtk_editable_get_editable (GTK_EDITABLE (desk_fixture_find_row (root, "Name of the board"))));
  banner = find_banner (root);
  g_assert_true (adw_banner_get_revealed (ADW_BANNER (banner)));
  g_assert_nonnull (strstr (adw_banner_get_title (ADW_BANNER (banner)), "Ed Editor"));
  adw_dialog_force_close (fixture->dialog);
}

/* Frames in which a dialog has come far enough to take as long to go. */
#define FRAMES_TO_COME 20

static gboolean
frame_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  guint *frames = user_data;

  return ++*frames < FRAMES_TO_COME;
}

static gboolean
has_come (gpointer data)
{
  return *(guint *) data >= FRAMES_TO_COME;
}

static gboolean
count_cb (guint *count)
{
  (*count)++;
  return GDK_EVENT_STOP;
}

/* While a dialog goes away its buttons are still there, and window.close would be the window's: whoever presses Cancel
 * twice wants no more than to be rid of the dialog. */
static void
test_cancel_twice (Fixture *fixture, gconstpointer data)
{
  guint window_closes = 0;
  guint frames = 0;

  g_signal_connect_swapped (fixture->window, "close-request", G_CALLBACK (count_cb), &window_closes);
  open_dialog (fixture, fixture->editor);
  /* What has not come yet goes at once, and there would be nothing left to press. */
  gtk_widget_add_tick_callback (GTK_WIDGET (fixture->dialog), frame_cb, &frames, NULL);
  g_assert_true (desk_fixture_wait (has_come, &frames));
  for (guint i = 0; i < 2; i++)
    g_assert_true (desk_fixture_click (GTK_WIDGET (fixture->dialog), "Cancel"));
  g_assert_true (desk_fixture_wait (is_closed, fixture));
  g_assert_cmpuint (window_closes, ==, 0);
}

static void
test_names (Fixture *fixture, gconstpointer data)
{
  open_dialog (fixture, fixture->editor);
  desk_fixture_assert_named (GTK_WIDGET (fixture->dialog));
  adw_dialog_force_close (fixture->dialog);
}

#define ADD(path, function) g_test_add ("/desk/board/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  desk_fixture_init (&argc, &argv);

  ADD ("policy", test_policy);
  ADD ("single-rules", test_single_rules);
  ADD ("topic", test_topic);
  ADD ("effect-and-cancel", test_effect_and_cancel);
  ADD ("unchanged", test_unchanged);
  ADD ("who-may-not", test_who_may_not);
  ADD ("cancel-twice", test_cancel_twice);
  ADD ("names", test_names);

  return g_test_run ();
}

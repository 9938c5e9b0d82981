/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "attest-window.h"
#include "desk-fixture.h"
#include "merge/attest-merge-job.h"
#include "merge/attest-merge-words.h"
#include "record/attest-review-file.h"
#include "review/attest-review.h"
#include "window-fixture.h"

static AttestMergeReport *
make_report (const char *const *kinds)
{
  AttestMergeReport *report = g_new0 (AttestMergeReport, 1);

  report->kinds = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  report->articles = g_new0 (char *, 1);
  report->touched = g_new0 (char *, 1);
  for (guint i = 0; kinds[i] != NULL; i++)
    {
      guint count = GPOINTER_TO_UINT (g_hash_table_lookup (report->kinds, kinds[i]));

      g_hash_table_insert (report->kinds, g_strdup (kinds[i]), GUINT_TO_POINTER (count + 1));
      report->events++;
    }

  return report;
}

static void
test_words (void)
{
  static const char *const kinds[] = { "comment.add", "comment.add",   "review.verdict",  "person.set", "policy.set",
                                       "board.set",   "review.submit", "comment.resolve", NULL };
  static const char *const redactions[] = { "redact", "redact", NULL };
  g_autoptr (AttestMergeReport) report = make_report (kinds);
  g_autoptr (AttestMergeReport) taking_out = make_report (redactions);
  g_autoptr (AttestMergeReport) nothing = make_report ((const char *const[]) { NULL });
  g_autofree char *news = attest_merge_words_dup_news (report);
  g_autofree char *none = attest_merge_words_dup_news (nothing);
  g_autofree char *harmless = attest_merge_words_dup_dangers (report);
  g_autofree char *dangers = attest_merge_words_dup_dangers (taking_out);

  g_assert_cmpstr (news, ==, "2 new comments\n1 new verdict\n3 changes of people or settings\n2 other changes");
  g_assert_cmpstr (none, ==, "");
  g_assert_null (harmless);
  g_assert_nonnull (strstr (dangers, "2 passages"));
}

/* Returns: (transfer full): where a review file is that a board of its own wrote */
static char *
write_review_file (const char *board)
{
  static const char *const roles[] = { "author", "editor", NULL };
  g_autofree char *library_path = desk_fixture_dup_path ("other.attest-library");
  g_autofree char *state = desk_fixture_dup_path ("state");
  char *path = desk_fixture_dup_path ("mail.attest");
  g_autoptr (AttestRegistry) registry = attest_registry_new ();
  g_autoptr (AttestLibrary) library = NULL;
  g_autoptr (GBytes) text = g_bytes_new_static ("# Do naps help?\n\nSome do.\n", 26);
  g_autofree char *person = NULL;
  g_autofree char *article = NULL;
  g_autoptr (GError) error = NULL;

  attest_review_register (registry);
  library = attest_library_create (library_path, registry, state, &error);
  g_assert_no_error (error);
  person = attest_review_save_person (
      library,
      "",
      NULL,
      &(AttestPersonChange) { .name = board, .credentials = "", .email = "", .orcid = "", .roles = roles },
      &error);
  g_assert_no_error (error);
  article =
      attest_review_create_article (library, person, NULL, "en", NULL, "doctor", text, NULL, NULL, 0, NULL, &error);
  g_assert_no_error (error);
  attest_library_write_review_file (library, (const char *const[]) { article, NULL }, person, path, FALSE, &error);
  g_assert_no_error (error);

  return path;
}

static gboolean
is_pending (DexFuture *future)
{
  return dex_future_is_pending (future);
}

/* What takes its time says so and can be given up; then nothing was taken. */
static void
test_progress (void)
{
  AttestSession *session = desk_fixture_open (ATTEST_SESSION_CREATE);
  GtkWidget *window = adw_window_new ();
  g_autofree char *path = write_review_file ("Ada <b>& Sons</b>");
  g_autoptr (AttestMergeJob) job = attest_merge_job_new (path);
  DexPromise *slow = dex_promise_new ();
  g_autoptr (DexFuture) shown = NULL;
  g_autoptr (DexFuture) taken = NULL;
  g_autoptr (GPtrArray) articles = NULL;
  g_autoptr (GError) error = NULL;

  gtk_window_present (GTK_WINDOW (window));
  shown = attest_progress_show (
      attest_merge_job_get_progress (job), window, "Taking in “mail.attest”", DEX_FUTURE (dex_ref (slow)));
  desk_fixture_settle (100);
  g_assert_false (desk_fixture_says (window, "Taking in"));
  desk_fixture_settle (1200);
  g_assert_true (desk_fixture_says (window, "Taking in “mail.attest”"));
  desk_fixture_assert_named (window);
  g_assert_true (is_pending (shown));
  g_assert_true (desk_fixture_click (window, "Cancel"));
  dex_promise_resolve_boolean (slow, TRUE);
  desk_fixture_settle (700);
  g_assert_false (is_pending (shown));
  g_assert_false (desk_fixture_says (window, "Taking in"));

  taken = desk_fixture_await (attest_merge_job_run (job, session), &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  articles = attest_library_list_articles (attest_session_get_library (session), NULL, NULL, 0, NULL);
  g_assert_cmpuint (articles->len, ==, 0);

  dex_unref (slow);
  gtk_window_destroy (GTK_WINDOW (window));
  g_clear_pointer (&taken, dex_unref);
  g_assert_finalize_object (session);
}

static gboolean
asks (gpointer window)
{
  return desk_fixture_says (window, "a board that yours has nothing in common with");
}

static gboolean
tells (gpointer window)
{
  return desk_fixture_says (window, "Taken into your library");
}

/* The dialog in sight: the window has buttons of such names, too. */
static gboolean
answer (AttestWindow *window, const char *button)
{
  AdwDialog *dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window));

  return dialog != NULL && desk_fixture_click (GTK_WIDGET (dialog), button);
}

static guint
count_articles (AttestWindow *window)
{
  AttestLibrary *library = attest_session_get_library (attest_window_get_session (window));
  g_autoptr (GPtrArray) articles = attest_library_list_articles (library, NULL, NULL, 0, NULL);

  return articles->len;
}

/* A stranger's people and settings are not mixed in without a question; and which library is one's own does not change by looking at a file. */
static void
test_other_board (void)
{
  AttestSession *session = desk_fixture_open (ATTEST_SESSION_CREATE);
  g_autofree char *mine = g_strdup (attest_session_get_path (session));
  g_autofree char *person = desk_fixture_add_person (session, "Grace", "editor");
  g_autofree char *path = write_review_file ("Ada <b>& Sons</b>");
  AttestWindow *window = attest_window_new (NULL);

  g_assert_finalize_object (session);
  gtk_window_present (GTK_WINDOW (window));
  window_fixture_open (window, mine, ATTEST_SESSION_OPEN);
  window_fixture_open (window, path, ATTEST_SESSION_OPEN);
  g_assert_true (window_fixture_shows_library (window));
  g_assert_nonnull (strstr (window_fixture_get_banner (GTK_WIDGET (window)), "from Ada <b>& Sons</b> ("));
  g_assert_true (attest_session_is_review_file (attest_window_get_session (window)));
  g_assert_cmpuint (count_articles (window), ==, 1);

  gtk_widget_activate_action (GTK_WIDGET (window), "win.take-review-file", NULL);
  g_assert_true (desk_fixture_wait (asks, window));
  g_assert_cmpstr (attest_session_get_path (attest_window_get_session (window)), ==, mine);
  g_assert_true (answer (window, "Cancel"));
  desk_fixture_settle (700);
  g_assert_cmpuint (count_articles (window), ==, 0);

  window_fixture_open (window, path, ATTEST_SESSION_OPEN);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.take-review-file", NULL);
  g_assert_true (desk_fixture_wait (asks, window));
  desk_fixture_settle (700);
  g_assert_true (answer (window, "Take in"));
  g_assert_true (desk_fixture_wait (tells, window));
  g_assert_cmpuint (count_articles (window), ==, 1);
  gtk_window_destroy (GTK_WINDOW (window));
  desk_fixture_settle (100);
}

int
main (int argc, char **argv)
{
  desk_fixture_init (&argc, &argv);

  g_test_add_func ("/desk/merge/words", test_words);
  g_test_add_func ("/desk/merge/progress", test_progress);
  g_test_add_func ("/desk/merge/other-board", test_other_board);

  return g_test_run ();
}

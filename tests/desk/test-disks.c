/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "article/attest-article-page.h"
#include "attest-window-private.h"
#include "comments/attest-comment-acts.h"
#include "desk-fixture.h"
#include "record/attest-copies.h"
#include "record/attest-unsaved.h"
#include "window-fixture.h"

#define TEXT "# Do naps help?\n\nSome do. A nap of 20 minutes is enough.\n"
#define TYPED "Not after three in the afternoon.\n"

/* The library and the state folder, with the unsaved text in it, share the small disk, as they do in a full home. */
typedef struct
{
  AttestWindow *window;
  AttestSession *session;
  char *library;
  char *filler;
  char *author;
  char *other;
  char *article;
  AttestArticlePage *page;
  AttestArticleState *state;
} Fixture;

static const char *
get_disk (const char *name)
{
  const char *disk = g_getenv (name);

  if (disk == NULL)
    g_test_skip ("Nothing can be mounted here");
  return disk;
}

/* ---- The small disk ---- */

static void
fill_disk (Fixture *fixture)
{
  const gsize sizes[] = { 65536, 4096, 1 };
  g_autofree char *block = g_strnfill (65536, 'x');
  int file = g_open (fixture->filler, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);

  g_assert_cmpint (file, >=, 0);
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    while (write (file, block, sizes[i]) > 0)
      ;
  close (file);
}

static void
free_disk (Fixture *fixture)
{
  g_assert_cmpint (g_unlink (fixture->filler), ==, 0);
}

/* Closed and opened again, so that there is no log beside it with room in it. */
static gboolean
make_library (Fixture *fixture)
{
  const char *disk = get_disk ("ATTEST_SMALL_DISK");
  g_autoptr (DexFuture) future = NULL;
  AttestSession *session = NULL;
  g_autofree char *log = NULL;

  if (disk == NULL)
    return FALSE;
  fixture->library = g_strdup_printf ("%s/board-%u.attest-library", disk, g_random_int ());
  fixture->filler = g_build_filename (disk, "filler", NULL);
  future = desk_fixture_await (attest_session_open (fixture->library, ATTEST_SESSION_CREATE), NULL);
  session = g_value_dup_object (dex_future_get_value (future, NULL));
  g_clear_pointer (&future, dex_unref);
  fixture->author = desk_fixture_add_person (session, "Edith", "editor");
  attest_session_set_actor (session, fixture->author);
  fixture->other = desk_fixture_add_person (session, "Rosa", "reviewer");
  fixture->article = desk_fixture_add_article (session, TEXT);
  g_assert_finalize_object (session);

  log = g_strconcat (fixture->library, "-wal", NULL);
  g_assert_false (g_file_test (log, G_FILE_TEST_EXISTS));
  return TRUE;
}

static gboolean
is_computed (gpointer data)
{
  AttestArticleState *state = data;

  return attest_article_state_get_rendering (state) != NULL && attest_article_state_get_record (state) != NULL;
}

static void
open_article (Fixture *fixture)
{
  attest_window_open_article (fixture->window, fixture->article);
  fixture->page = ATTEST_ARTICLE_PAGE (adw_navigation_view_get_visible_page (fixture->window->navigation));
  fixture->state = attest_article_page_get_state (fixture->page);
  g_assert_true (desk_fixture_wait (is_computed, fixture->state));
}

static void
open_library (Fixture *fixture)
{
  window_fixture_open (fixture->window, fixture->library, ATTEST_SESSION_OPEN);
  g_assert_true (window_fixture_shows_library (fixture->window));
  fixture->session = attest_window_get_session (fixture->window);
  attest_session_set_actor (fixture->session, fixture->author);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  if (!make_library (fixture))
    return;
  fixture->window = attest_window_new (NULL);
  gtk_window_present (GTK_WINDOW (fixture->window));
  open_library (fixture);
  open_article (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  if (fixture->window != NULL)
    gtk_window_destroy (GTK_WINDOW (fixture->window));
  desk_fixture_settle (50);
  g_free (fixture->library);
  g_free (fixture->filler);
  g_free (fixture->author);
  g_free (fixture->other);
  g_free (fixture->article);
}

static void
type (Fixture *fixture, const char *text)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (attest_article_state_get_buffer (fixture->state));
  GtkTextIter end;

  gtk_text_buffer_get_end_iter (buffer, &end);
  gtk_text_buffer_insert (buffer, &end, text, -1);
}

static char *
dup_text (Fixture *fixture)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (attest_article_state_get_buffer (fixture->state));
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
}

static void
assert_text (Fixture *fixture, const char *expected)
{
  g_autofree char *text = dup_text (fixture);

  g_assert_cmpstr (text, ==, expected);
}

static AttestUnsaved *
load_unsaved (Fixture *fixture)
{
  return attest_unsaved_load (NULL, fixture->library, fixture->article, "doctor", fixture->author, NULL);
}

static gboolean
is_unkept (gpointer data)
{
  return attest_article_state_get_unkept (((Fixture *) data)->state) != NULL;
}

static gboolean
is_kept (gpointer data)
{
  return !is_unkept (data);
}

static gboolean
has_dialog (gpointer data)
{
  Fixture *fixture = data;

  return adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (fixture->window)) != NULL;
}

static gboolean
has_no_dialog (gpointer data)
{
  return !has_dialog (data);
}

static AdwAlertDialog *
get_alert (Fixture *fixture)
{
  g_assert_true (desk_fixture_wait (has_dialog, fixture));
  return ADW_ALERT_DIALOG (adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (fixture->window)));
}

static void
answer (Fixture *fixture, const char *button)
{
  g_assert_true (desk_fixture_click (GTK_WIDGET (get_alert (fixture)), button));
  g_assert_true (desk_fixture_wait (has_no_dialog, fixture));
}

/* ---- Typing ---- */

/* Nobody may leave text that is nowhere but in the window without having been asked. */
static void
assert_cannot_leave (Fixture *fixture)
{
  g_autoptr (DexFuture) future = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (adw_navigation_page_get_can_pop (ADW_NAVIGATION_PAGE (fixture->page)));
  gtk_window_close (GTK_WINDOW (fixture->window));
  g_assert_nonnull (strstr (adw_alert_dialog_get_body (get_alert (fixture)), "The disk is full"));
  answer (fixture, "Stay here");
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show-library", NULL);
  answer (fixture, "Copy the text");
  g_assert_true (adw_navigation_view_get_visible_page (fixture->window->navigation) ==
                 ADW_NAVIGATION_PAGE (fixture->page));

  future = desk_fixture_await (attest_article_state_load (fixture->state, "doctor"), &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
  attest_session_set_actor (fixture->session, fixture->other);
  g_assert_cmpstr (attest_session_get_actor (fixture->session), ==, fixture->author);
}

static void
test_typing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AttestUnsaved) unsaved = NULL;
  gsize length = 0;
  const char *kept = NULL;

  if (fixture->window == NULL)
    return;
  fill_disk (fixture);
  type (fixture, TYPED);
  g_assert_true (desk_fixture_wait (is_unkept, fixture));
  desk_fixture_settle (300);
  g_assert_nonnull (strstr (window_fixture_get_banner (GTK_WIDGET (fixture->page)), "The disk is full"));
  assert_cannot_leave (fixture);
  assert_text (fixture, TEXT TYPED);

  /* Goes on by itself, without another key. */
  free_disk (fixture);
  g_assert_true (desk_fixture_wait (is_kept, fixture));
  unsaved = load_unsaved (fixture);
  g_assert_nonnull (unsaved);
  kept = g_bytes_get_data (unsaved->text, &length);
  g_assert_cmpmem (kept, length, TEXT TYPED, strlen (TEXT TYPED));
  g_assert_true (adw_navigation_page_get_can_pop (ADW_NAVIGATION_PAGE (fixture->page)));

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show-library", NULL);
  desk_fixture_settle (300);
  open_article (fixture);
  g_assert_true (attest_article_state_get_restored (fixture->state));
  assert_text (fixture, TEXT TYPED);
}

/* Whoever leaves all the same finds what was kept before the disk was full. */
static void
test_leaving (Fixture *fixture, gconstpointer data)
{
  if (fixture->window == NULL)
    return;
  type (fixture, TYPED);
  g_assert_true (attest_article_state_flush (fixture->state, NULL));
  fill_disk (fixture);
  type (fixture, "Lost words.");
  g_assert_true (desk_fixture_wait (is_unkept, fixture));
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show-library", NULL);
  answer (fixture, "Leave without it");
  desk_fixture_settle (300);
  g_assert_false (ATTEST_IS_ARTICLE_PAGE (adw_navigation_view_get_visible_page (fixture->window->navigation)));

  free_disk (fixture);
  open_article (fixture);
  assert_text (fixture, TEXT TYPED);
}

/* ---- Saving ---- */

static gboolean
is_saved (gpointer data)
{
  return !attest_article_state_get_modified (((Fixture *) data)->state);
}

static guint
count_revisions (Fixture *fixture)
{
  g_autoptr (GPtrArray) revisions =
      attest_library_list_revisions (attest_session_get_library (fixture->session), fixture->article, "doctor", NULL);

  return revisions->len;
}

static void
save (Fixture *fixture)
{
  g_action_group_activate_action (attest_article_page_get_actions (fixture->page), "save", NULL);
}

static void
test_saving (Fixture *fixture, gconstpointer data)
{
  if (fixture->window == NULL)
    return;
  type (fixture, TYPED);
  fill_disk (fixture);
  save (fixture);
  g_assert_cmpstr (adw_alert_dialog_get_heading (get_alert (fixture)), ==, "The text could not be saved");
  g_assert_nonnull (strstr (adw_alert_dialog_get_body (get_alert (fixture)), fixture->library));
  answer (fixture, "Close");
  g_assert_true (attest_article_state_get_modified (fixture->state));
  g_assert_cmpuint (count_revisions (fixture), ==, 1);
  assert_text (fixture, TEXT TYPED);
  g_assert_nonnull (attest_session_get_trouble (fixture->session));

  /* What somebody wanted to have saved is saved as soon as it can be. */
  free_disk (fixture);
  g_assert_true (desk_fixture_wait (is_saved, fixture));
  g_assert_cmpuint (count_revisions (fixture), ==, 2);
  assert_text (fixture, TEXT TYPED);
}

static void
test_commenting (Fixture *fixture, gconstpointer data)
{
  AttestCommentInput input = { .start = 17, .end = 24, .words = "Which ones?", .kind = "question" };
  g_autoptr (GBytes) text = g_bytes_new_static (TEXT, strlen (TEXT));
  g_autoptr (DexFuture) refused = NULL;
  g_autoptr (DexFuture) added = NULL;
  g_autoptr (GError) error = NULL;

  if (fixture->window == NULL)
    return;
  input.text = text;
  fill_disk (fixture);
  refused = desk_fixture_await (attest_comment_acts_add (fixture->state, &input), &error);
  g_assert_error (error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_FULL);
  g_assert_cmpuint (attest_article_state_get_comments (fixture->state)->len, ==, 0);

  free_disk (fixture);
  added = desk_fixture_await (attest_comment_acts_add (fixture->state, &input), NULL);
  g_assert_true (dex_future_is_resolved (added));
}

/* ---- The copy of the day ---- */

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint count = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    count++;
  return count;
}

static void
test_daily_copy (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = NULL;
  g_autoptr (GError) error = NULL;

  if (fixture->window == NULL)
    return;
  folder = attest_copies_dup_folder (fixture->library);
  fill_disk (fixture);
  g_assert_false (attest_copies_make_daily (fixture->library, "2026-03-01", NULL, &error));
  g_assert_error (error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_FULL);
  g_clear_error (&error);
  g_assert_cmpuint (count_files (folder), ==, 0);

  free_disk (fixture);
  g_assert_true (attest_copies_make_daily (fixture->library, "2026-03-01", NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_files (folder), ==, 1);
}

/* ---- Opening ---- */

static void
test_opening (Fixture *fixture, gconstpointer data)
{
  g_autofree char *offers = NULL;

  if (fixture->window == NULL)
    return;
  attest_window_open_library (fixture->window, "/nowhere", ATTEST_SESSION_OPEN);
  window_fixture_wait (fixture->window);
  fill_disk (fixture);
  window_fixture_open (fixture->window, fixture->library, ATTEST_SESSION_OPEN);
  g_assert_cmpstr (adw_status_page_get_title (window_fixture_get_start (fixture->window)), ==, "The disk is full");
  offers = window_fixture_dup_offers (fixture->window);
  g_assert_cmpstr (offers, ==, "_Try again | Open for _reading only | _Open another library…");

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.open-read-only", NULL);
  window_fixture_wait (fixture->window);
  g_assert_true (window_fixture_shows_library (fixture->window));
  desk_fixture_settle (300);
  g_assert_cmpstr (
      window_fixture_get_banner (GTK_WIDGET (fixture->window)), ==, "You opened this library for reading only.");

  free_disk (fixture);
  g_assert_true (desk_fixture_click (GTK_WIDGET (fixture->window->library), "Open for changes"));
  window_fixture_wait (fixture->window);
  g_assert_true (window_fixture_shows_library (fixture->window));
  g_assert_false (attest_session_get_read_only (attest_window_get_session (fixture->window)));
}

static void
test_making (Fixture *fixture, gconstpointer data)
{
  g_autofree char *fresh = NULL;
  g_autofree char *offers = NULL;

  if (fixture->window == NULL)
    return;
  fresh = g_strconcat (fixture->library, "-new", NULL);
  fill_disk (fixture);
  window_fixture_open (fixture->window, fresh, ATTEST_SESSION_CREATE);
  g_assert_cmpstr (adw_status_page_get_title (window_fixture_get_start (fixture->window)), ==, "The disk is full");
  offers = window_fixture_dup_offers (fixture->window);
  g_assert_cmpstr (offers, ==, "_Try again | _Open another library…");
  g_assert_false (g_file_test (fresh, G_FILE_TEST_EXISTS));

  /* Tries again to make it, not to open what is not there. */
  free_disk (fixture);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.retry", NULL);
  window_fixture_wait (fixture->window);
  g_assert_true (window_fixture_shows_library (fixture->window));
}

/* ---- The read-only disk ---- */

static void
test_read_only (Fixture *fixture, gconstpointer data)
{
  static const char *const refused[] = { "save", "submit", "start", "verdict", "recuse", "withdraw", "comment" };
  const char *disk = get_disk ("ATTEST_READ_ONLY_DISK");
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GPtrArray) articles = NULL;

  if (disk == NULL)
    return;
  before = window_fixture_hash_folder (disk);
  fixture->library = g_build_filename (disk, "board.attest-library", NULL);
  fixture->window = attest_window_new (NULL);
  gtk_window_present (GTK_WINDOW (fixture->window));
  window_fixture_open (fixture->window, fixture->library, ATTEST_SESSION_OPEN);
  g_assert_true (window_fixture_shows_library (fixture->window));
  fixture->session = attest_window_get_session (fixture->window);
  g_assert_true (attest_session_get_read_only (fixture->session));
  desk_fixture_settle (300);
  g_assert_true (
      g_str_has_prefix (window_fixture_get_banner (GTK_WIDGET (fixture->window)), "This library can only be read"));

  articles = attest_library_list_articles (attest_session_get_library (fixture->session), NULL, NULL, 0, NULL);
  g_assert_cmpuint (articles->len, ==, 3);
  fixture->article = g_strdup (((AttestArticle *) g_ptr_array_index (articles, 0))->id);
  open_article (fixture);
  desk_fixture_settle (300);
  g_assert_cmpstr (window_fixture_get_banner (GTK_WIDGET (fixture->page)),
                   ==,
                   "This library can only be read, so nothing can be typed or commented here.");
  g_assert_false (attest_article_state_get_editable (fixture->state));
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    g_assert_false (g_action_group_get_action_enabled (attest_article_page_get_actions (fixture->page), refused[i]));

  gtk_window_destroy (GTK_WINDOW (g_steal_pointer (&fixture->window)));
  desk_fixture_settle (100);
  after = window_fixture_hash_folder (disk);
  g_assert_cmpstr (before, ==, after);
}

static void
nothing (Fixture *fixture, gconstpointer data)
{
}

int
main (int argc, char *argv[])
{
  const char *disk = g_getenv ("ATTEST_SMALL_DISK");
  g_autofree char *state = disk != NULL ? g_build_filename (disk, "state", NULL) : NULL;

  if (state != NULL)
    g_setenv ("XDG_STATE_HOME", state, TRUE);
  desk_fixture_init (&argc, &argv);

  g_test_add ("/desk/disks/full/typing", Fixture, NULL, set_up, test_typing, tear_down);
  g_test_add ("/desk/disks/full/leaving", Fixture, NULL, set_up, test_leaving, tear_down);
  g_test_add ("/desk/disks/full/saving", Fixture, NULL, set_up, test_saving, tear_down);
  g_test_add ("/desk/disks/full/commenting", Fixture, NULL, set_up, test_commenting, tear_down);
  g_test_add ("/desk/disks/full/daily-copy", Fixture, NULL, set_up, test_daily_copy, tear_down);
  g_test_add ("/desk/disks/full/opening", Fixture, NULL, set_up, test_opening, tear_down);
  g_test_add ("/desk/disks/full/making", Fixture, NULL, set_up, test_making, tear_down);
  g_test_add ("/desk/disks/read-only", Fixture, NULL, nothing, test_read_only, tear_down);

  return g_test_run ();
}

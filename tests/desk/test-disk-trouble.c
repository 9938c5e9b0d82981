/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <sys/mount.h>
#include <unistd.h>

#include "article/attest-article-page.h"
#include "attest-window-private.h"
#include "desk-fixture.h"
#include "record/attest-unsaved.h"
#include "review/attest-review.h"
#include "window-fixture.h"

#define TEXT "# Do naps help?\n\nSome do. A nap of 20 minutes is enough.\n"
#define TYPED "Not after three in the afternoon.\n"
#define KEPT "What you type is kept on this computer."

/* Anybody but the super-user, whom no permission stops. */
#define NOBODY 65534

typedef struct
{
  AttestWindow *window;
  AttestSession *session;
  char *folder;
  char *away;
  char *library;
  char *author;
  char *article;
  AttestArticlePage *page;
  AttestArticleState *state;
} Fixture;

static gboolean
is_computed (gpointer data)
{
  AttestArticleState *state = data;

  return attest_article_state_get_rendering (state) != NULL && attest_article_state_get_record (state) != NULL;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *place = desk_fixture_dup_path ("board");

  fixture->folder = g_strdup (place);
  fixture->away = g_strconcat (place, "-away", NULL);
  fixture->library = g_build_filename (place, "board.attest-library", NULL);
  fixture->window = attest_window_new (NULL);
  gtk_window_present (GTK_WINDOW (fixture->window));
  window_fixture_open (fixture->window, fixture->library, ATTEST_SESSION_CREATE);
  fixture->session = attest_window_get_session (fixture->window);
  /* A new library asks who one is. */
  adw_dialog_force_close (adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (fixture->window)));
  fixture->author = desk_fixture_add_person (fixture->session, "Edith", "editor");
  attest_session_set_actor (fixture->session, fixture->author);
  fixture->article = desk_fixture_add_article (fixture->session, TEXT);
  attest_window_open_article (fixture->window, fixture->article);
  fixture->page = ATTEST_ARTICLE_PAGE (adw_navigation_view_get_visible_page (fixture->window->navigation));
  fixture->state = attest_article_page_get_state (fixture->page);
  g_assert_true (desk_fixture_wait (is_computed, fixture->state));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  desk_fixture_settle (50);
  g_free (fixture->folder);
  g_free (fixture->away);
  g_free (fixture->library);
  g_free (fixture->author);
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

static gboolean
is_in_trouble (gpointer data)
{
  return attest_session_get_trouble (((Fixture *) data)->session) != NULL;
}

static gboolean
is_well (gpointer data)
{
  return !is_in_trouble (data);
}

static gboolean
is_saved (gpointer data)
{
  return !attest_article_state_get_modified (((Fixture *) data)->state);
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

static gboolean
is_kept (gpointer data)
{
  Fixture *fixture = data;
  g_autoptr (AttestUnsaved) unsaved =
      attest_unsaved_load (NULL, fixture->library, fixture->article, "doctor", fixture->author, NULL);
  g_autoptr (GBytes) expected = g_bytes_new_static (TEXT TYPED, strlen (TEXT TYPED));

  return unsaved != NULL && g_bytes_equal (unsaved->text, expected);
}

static guint
count_revisions (Fixture *fixture)
{
  g_autoptr (GPtrArray) revisions =
      attest_library_list_revisions (attest_session_get_library (fixture->session), fixture->article, "doctor", NULL);

  return revisions->len;
}

/* What is typed is kept, no save goes through, and both are said for as long as it is so. */
static void
assert_trouble (Fixture *fixture, AttestRecordError code, const char *words)
{
  const char *banner = NULL;

  g_assert_true (desk_fixture_wait (is_in_trouble, fixture));
  g_assert_error (attest_session_get_trouble (fixture->session), ATTEST_RECORD_ERROR, (int) code);
  type (fixture, TYPED);
  g_assert_true (desk_fixture_wait (is_kept, fixture));
  desk_fixture_settle (300);
  banner = window_fixture_get_banner (GTK_WIDGET (fixture->page));
  g_assert_nonnull (banner);
  g_assert_nonnull (strstr (banner, words));
  g_assert_nonnull (strstr (banner, KEPT));
  g_assert_nonnull (desk_fixture_find_shown (GTK_WIDGET (fixture->page), "Save the text as…"));

  g_action_group_activate_action (attest_article_page_get_actions (fixture->page), "save", NULL);
  g_assert_true (desk_fixture_wait (has_dialog, fixture));
  desk_fixture_settle (300);
  g_assert_true (desk_fixture_click (
      GTK_WIDGET (adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (fixture->window))), "Close"));
  g_assert_true (desk_fixture_wait (has_no_dialog, fixture));
  g_assert_false (is_saved (fixture));
  /* Longer than the library is left alone between two looks at it. */
  desk_fixture_settle (2500);
  g_assert_true (is_in_trouble (fixture));
  g_assert_false (is_saved (fixture));
  g_assert_cmpuint (count_revisions (fixture), ==, 1);
}

static gboolean
has_no_banner (gpointer data)
{
  Fixture *fixture = data;

  return window_fixture_get_banner (GTK_WIDGET (fixture->page)) == NULL;
}

/* The save that was refused is done by itself, and stands in the file that the path names. */
static void
assert_written (Fixture *fixture)
{
  g_autoptr (AttestRegistry) registry = attest_registry_new ();
  g_autoptr (AttestLibrary) library = NULL;
  g_autoptr (AttestRevision) revision = NULL;
  g_autoptr (GBytes) text = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (desk_fixture_wait (is_well, fixture));
  g_assert_true (desk_fixture_wait (is_saved, fixture));
  g_assert_true (desk_fixture_wait (has_no_banner, fixture));
  attest_review_register (registry);
  library = attest_library_open (fixture->library, registry, NULL, ATTEST_LIBRARY_READ_ONLY, &error);
  g_assert_no_error (error);
  revision = attest_library_find_revision (library, fixture->article, "doctor", 0, &error);
  g_assert_no_error (error);
  text = attest_library_load_content (library, revision->text, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (text, NULL), g_bytes_get_size (text), TEXT TYPED, strlen (TEXT TYPED));
}

/* ---- Gone ---- */

static void
test_folder_away (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpint (g_rename (fixture->folder, fixture->away), ==, 0);
  assert_trouble (fixture, ATTEST_RECORD_ERROR_GONE, "not in its place any more");
  g_assert_cmpint (g_rename (fixture->away, fixture->folder), ==, 0);
  assert_written (fixture);
}

/* A second time too: what watches the file has to have found it again. */
static void
test_away_again (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < 2; i++)
    {
      g_assert_cmpint (g_rename (fixture->folder, fixture->away), ==, 0);
      g_assert_true (desk_fixture_wait (is_in_trouble, fixture));
      g_assert_cmpint (g_rename (fixture->away, fixture->folder), ==, 0);
      g_assert_true (desk_fixture_wait (is_well, fixture));
    }
}

static gboolean
is_there (gpointer data)
{
  return g_file_test (data, G_FILE_TEST_EXISTS);
}

/* The file is gone for good; what the program still has of it can be had as a copy. */
static void
test_removed (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = desk_fixture_dup_path ("rescued.attest-library");
  g_autoptr (GFile) copy = g_file_new_for_path (path);
  g_autoptr (AttestRegistry) registry = attest_registry_new ();
  g_autoptr (AttestLibrary) library = NULL;
  g_autoptr (AttestArticle) article = NULL;

  g_assert_cmpint (g_unlink (fixture->library), ==, 0);
  assert_trouble (fixture, ATTEST_RECORD_ERROR_GONE, "not in its place any more");
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show-library", NULL);
  desk_fixture_settle (500);
  g_assert_nonnull (strstr (window_fixture_get_banner (GTK_WIDGET (fixture->window)), "not in its place any more"));
  g_assert_nonnull (desk_fixture_find_shown (GTK_WIDGET (fixture->window->library), "Make a copy…"));

  attest_window_copy_to (fixture->window, copy);
  g_assert_true (desk_fixture_wait (is_there, path));
  attest_review_register (registry);
  library = attest_library_open (path, registry, NULL, ATTEST_LIBRARY_READ_WRITE, NULL);
  g_assert_nonnull (library);
  article = attest_library_find_article (library, fixture->article, NULL);
  g_assert_nonnull (article);
}

/* As a program does that keeps folders in step: the new file is nobody's log. */
static void
test_replaced (Fixture *fixture, gconstpointer data)
{
  g_autofree char *other = g_strconcat (fixture->library, "-other", NULL);
  g_autoptr (GFile) copy = g_file_new_for_path (other);

  attest_window_copy_to (fixture->window, copy);
  g_assert_true (desk_fixture_wait (is_there, other));
  g_assert_cmpint (g_rename (other, fixture->library), ==, 0);
  assert_trouble (fixture, ATTEST_RECORD_ERROR_REPLACED, "Another file has taken");

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show-library", NULL);
  desk_fixture_settle (500);
  g_assert_true (desk_fixture_click (GTK_WIDGET (fixture->window->library), "Open anew"));
  window_fixture_wait (fixture->window);
  g_assert_true (window_fixture_shows_library (fixture->window));
  fixture->session = attest_window_get_session (fixture->window);
  g_assert_null (attest_session_get_trouble (fixture->session));
  g_assert_true (is_kept (fixture));
}

/* ---- Read-only ---- */

static gboolean
give_up_rights (void)
{
  if (geteuid () != 0 || seteuid (NOBODY) == 0)
    return TRUE;
  g_test_skip ("The super-user's rights cannot be given up here");
  return FALSE;
}

static void
take_rights_back (void)
{
  if (getuid () == 0)
    g_assert_cmpint (seteuid (0), ==, 0);
}

/* Only the library is taken away: what is typed goes elsewhere. */
static void
open_state_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name = NULL;

  g_assert_cmpint (g_chmod (folder, 0777), ==, 0);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        open_state_folder (path);
    }
}

static void
test_permission (Fixture *fixture, gconstpointer data)
{
  g_autofree char *around = g_path_get_dirname (fixture->folder);

  /* So that there is a folder for it. */
  type (fixture, TYPED);
  g_assert_true (desk_fixture_wait (is_kept, fixture));
  dex_future_disown (attest_article_state_discard (fixture->state));
  open_state_folder (g_get_user_state_dir ());
  g_assert_cmpint (g_chmod (around, 0755), ==, 0);
  g_assert_cmpint (g_chmod (fixture->folder, 0555), ==, 0);
  g_assert_cmpint (g_chmod (fixture->library, 0444), ==, 0);
  if (!give_up_rights ())
    return;
  assert_trouble (fixture, ATTEST_RECORD_ERROR_READ_ONLY, "can no longer be written");
  take_rights_back ();
  g_assert_cmpint (g_chmod (fixture->folder, 0755), ==, 0);
  g_assert_cmpint (g_chmod (fixture->library, 0644), ==, 0);
  assert_written (fixture);
}

/* What the system does to a disk with a fault. Files that are open can be written on here, and yet nothing must be. */
static void
test_read_only_disk (Fixture *fixture, gconstpointer data)
{
  const char *folder = fixture->folder;

  if (mount (folder, folder, NULL, MS_BIND, NULL) != 0)
    {
      g_assert_true (errno == EPERM || errno == EACCES);
      g_test_skip ("Nothing can be mounted here");
      return;
    }
  g_assert_cmpint (mount (folder, folder, NULL, MS_BIND | MS_REMOUNT | MS_RDONLY, NULL), ==, 0);
  assert_trouble (fixture, ATTEST_RECORD_ERROR_READ_ONLY, "can no longer be written");
  g_assert_cmpint (umount2 (folder, MNT_DETACH), ==, 0);
  assert_written (fixture);
}

/* ---- A folder that others keep in step ---- */

static void
test_synced_folder (Fixture *fixture, gconstpointer data)
{
  g_autofree char *marker = g_build_filename (fixture->folder, ".stfolder", NULL);
  g_autofree char *log = g_strconcat (fixture->library, "-wal", NULL);

  attest_window_open_library (fixture->window, "/nowhere", ATTEST_SESSION_OPEN);
  window_fixture_wait (fixture->window);
  desk_fixture_settle (200);
  g_assert_cmpint (g_mkdir (marker, 0700), ==, 0);
  window_fixture_open (fixture->window, fixture->library, ATTEST_SESSION_OPEN);
  g_assert_true (window_fixture_shows_library (fixture->window));
  desk_fixture_settle (300);
  g_assert_nonnull (strstr (window_fixture_get_banner (GTK_WIDGET (fixture->window)), "synchronised folder"));

  fixture->session = attest_window_get_session (fixture->window);
  attest_session_set_actor (fixture->session, fixture->author);
  attest_window_open_article (fixture->window, fixture->article);
  fixture->page = ATTEST_ARTICLE_PAGE (adw_navigation_view_get_visible_page (fixture->window->navigation));
  fixture->state = attest_article_page_get_state (fixture->page);
  g_assert_true (desk_fixture_wait (is_computed, fixture->state));
  type (fixture, TYPED);
  g_action_group_activate_action (attest_article_page_get_actions (fixture->page), "save", NULL);
  assert_written (fixture);
  g_assert_false (g_file_test (log, G_FILE_TEST_EXISTS));
}

int
main (int argc, char *argv[])
{
  desk_fixture_init (&argc, &argv);

  g_test_add ("/desk/disk-trouble/folder-away", Fixture, NULL, set_up, test_folder_away, tear_down);
  g_test_add ("/desk/disk-trouble/away-again", Fixture, NULL, set_up, test_away_again, tear_down);
  g_test_add ("/desk/disk-trouble/removed", Fixture, NULL, set_up, test_removed, tear_down);
  g_test_add ("/desk/disk-trouble/replaced", Fixture, NULL, set_up, test_replaced, tear_down);
  g_test_add ("/desk/disk-trouble/permission", Fixture, NULL, set_up, test_permission, tear_down);
  g_test_add ("/desk/disk-trouble/read-only-disk", Fixture, NULL, set_up, test_read_only_disk, tear_down);
  g_test_add ("/desk/disk-trouble/synced-folder", Fixture, NULL, set_up, test_synced_folder, tear_down);

  return g_test_run ();
}

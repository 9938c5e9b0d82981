/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>

#include "attest-window.h"
#include "desk-fixture.h"
#include "record/attest-article.h"

/* Files that are dropped onto the library and text that is pasted into it, through the window's own drop target and actions. */

typedef struct
{
  char *folder;
  AttestWindow *window;
  AttestSession *session;
  GtkWidget *dialog;
  guint wanted;
  const char *report;
} Fixture;

static gboolean
is_open (gpointer data)
{
  return attest_window_get_session (((Fixture *) data)->window) != NULL;
}

static void
open_library (Fixture *fixture, AttestSessionMode mode)
{
  g_autofree char *path = g_build_filename (fixture->folder, "board.attest-library", NULL);

  attest_window_open_library (fixture->window, path, mode);
  g_assert_true (desk_fixture_wait (is_open, fixture));
  g_set_object (&fixture->session, attest_window_get_session (fixture->window));
}

static void
add_person (Fixture *fixture)
{
  g_autofree char *person = desk_fixture_add_person (fixture->session, "Ada", "editor");

  attest_session_set_actor (fixture->session, person);
  desk_fixture_settle (50);
}

/* Who makes a library is asked who they are. */
static void
close_question (Fixture *fixture)
{
  AdwDialog *question = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (fixture->window));

  g_assert_nonnull (question);
  g_assert_cmpstr (adw_dialog_get_title (question), ==, "Who are you?");
  adw_dialog_force_close (question);
  desk_fixture_settle (300);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = desk_fixture_dup_path ("x");

  fixture->folder = g_path_get_dirname (path);
  fixture->window = attest_window_new (NULL);
  gtk_window_present (GTK_WINDOW (fixture->window));
  open_library (fixture, ATTEST_SESSION_CREATE);
  close_question (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  desk_fixture_settle (300);
  g_assert_finalize_object (fixture->session);
  g_free (fixture->folder);
}

static GFile *
make_file (Fixture *fixture, const char *name, const char *contents, gssize length)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, contents, length, &error);
  g_assert_no_error (error);
  return g_file_new_for_path (path);
}

/* The drop target is a controller of the page that shows the library, or of something around it. */
static GtkDropTarget *
find_drop_target (GtkWidget *widget)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_DROP_TARGET (controller) &&
          gdk_content_formats_contain_gtype (gtk_drop_target_get_formats (GTK_DROP_TARGET (controller)),
                                             GDK_TYPE_FILE_LIST))
        return GTK_DROP_TARGET (controller);
    }
  return gtk_widget_get_parent (widget) != NULL ? find_drop_target (gtk_widget_get_parent (widget)) : NULL;
}

static gboolean
drop (Fixture *fixture, GFile **files, gsize n_files)
{
  GtkWidget *articles = desk_fixture_find (GTK_WIDGET (fixture->window), "Articles");
  GtkDropTarget *target = find_drop_target (articles);
  g_auto (GValue) value = G_VALUE_INIT;
  gboolean taken = FALSE;

  g_assert_nonnull (target);
  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_value_take_boxed (&value, gdk_file_list_new_from_array (files, n_files));
  g_signal_emit_by_name (target, "drop", &value, 10.0, 10.0, &taken);
  return taken;
}

static guint
count_articles (Fixture *fixture)
{
  g_autoptr (GPtrArray) articles =
      attest_library_list_articles (attest_session_get_library (fixture->session), NULL, NULL, 0, NULL);

  return articles->len;
}

static gboolean
has_wanted (gpointer data)
{
  Fixture *fixture = data;

  return count_articles (fixture) == fixture->wanted;
}

static void
expect_articles (Fixture *fixture, guint wanted)
{
  fixture->wanted = wanted;
  if (desk_fixture_wait (has_wanted, fixture))
    return;
  g_test_message ("%u articles, not %u", count_articles (fixture), wanted);
  g_test_fail ();
}

static gboolean
has_dialog (gpointer data)
{
  Fixture *fixture = data;

  fixture->dialog = GTK_WIDGET (adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (fixture->window)));
  return fixture->dialog != NULL;
}

static gboolean
has_report (gpointer data)
{
  Fixture *fixture = data;

  return has_dialog (fixture) && desk_fixture_says (fixture->dialog, fixture->report);
}

static void
expect_report (Fixture *fixture, const char *text)
{
  fixture->report = text;
  if (desk_fixture_wait (has_report, fixture))
    {
      desk_fixture_assert_named (fixture->dialog);
      return;
    }
  g_test_message ("the report does not say “%s”", text);
  g_test_fail ();
}

static gboolean
is_article_shown (gpointer data)
{
  Fixture *fixture = data;

  return desk_fixture_find_shown (GTK_WIDGET (fixture->window), "Source") != NULL;
}

/* One text that comes in as it was is opened; nothing has to be said about it. */
static void
test_drop_one (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) file = make_file (fixture, "naps.md", "# Do naps help?\n\nSome do.\n", -1);

  add_person (fixture);
  g_assert_true (drop (fixture, &file, 1));
  expect_articles (fixture, 1);
  g_assert_true (desk_fixture_wait (is_article_shown, fixture));
  g_assert_false (has_dialog (fixture));
}

/* What is good comes in whole, what is not stays out whole and is named with the reason. */
static void
test_drop_several (Fixture *fixture, gconstpointer data)
{
  const char binary[] = "PNG\0\1\2\3 and more";
  g_autofree char *folder = g_build_filename (fixture->folder, "older texts", NULL);
  g_autoptr (GFile) first = make_file (fixture, "naps.md", "# Do naps help?\n\nSome do.\n", -1);
  g_autoptr (GFile) second = make_file (fixture, "picture.md", binary, sizeof binary);
  g_autoptr (GFile) third = g_file_new_for_path (folder);
  g_autoptr (GFile) fourth = make_file (fixture, "tea.md", "# Is tea safe?\n\nMostly.\n", -1);
  g_autoptr (GFile) fifth = g_file_new_for_uri ("https://example.org/coffee.md");
  g_autoptr (GFile) sixth = make_file (fixture, "nothing.txt", "", 0);
  GFile *files[] = { first, second, third, fourth, fifth, sixth };

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  add_person (fixture);
  g_assert_true (drop (fixture, files, G_N_ELEMENTS (files)));
  expect_report (fixture, "Do naps help?");
  expect_report (fixture, "Is tea safe?");
  expect_report (fixture, "“picture.md” is not a text file");
  expect_report (fixture, "“older texts” is a folder. Choose the files in it.");
  expect_report (fixture, "“coffee.md” is not on this computer");
  expect_report (fixture, "“nothing.txt” is empty");
  expect_articles (fixture, 2);
}

/* What is not UTF-8 is told, with the encoding that was taken; what is too large stays out whole. */
static void
test_drop_foreign (Fixture *fixture, gconstpointer data)
{
  const char windows[] = "# Caf\351\n\nMostly.\n";
  const char utf16[] = "\377\376#\0 \0N\0a\0p\0s\0\n\0";
  g_autofree char *large = g_strnfill (11 * 1024 * 1024, 'a');
  g_autoptr (GFile) first = make_file (fixture, "cafe.md", windows, sizeof windows - 1);
  g_autoptr (GFile) second = make_file (fixture, "naps.md", utf16, sizeof utf16 - 1);
  g_autoptr (GFile) third = make_file (fixture, "large.md", large, -1);
  GFile *files[] = { first, second, third };

  add_person (fixture);
  g_assert_true (drop (fixture, files, G_N_ELEMENTS (files)));
  expect_report (fixture, "“cafe.md” was read as ");
  expect_report (fixture, "“naps.md” was read as UTF-16");
  expect_report (fixture, "“large.md” is larger than 10 MB");
  expect_articles (fixture, 2);
}

static void
test_drop_binary (Fixture *fixture, gconstpointer data)
{
  const char binary[] = "\177ELF\2\1\1\0\0\0";
  /* A name that is not UTF-8 is shown as far as it can be. */
  g_autoptr (GFile) file = make_file (fixture, "caf\351.md", binary, sizeof binary);

  add_person (fixture);
  g_assert_true (drop (fixture, &file, 1));
  expect_report (fixture, "caf");
  expect_report (fixture, "is not a text file");
  expect_articles (fixture, 0);
}

/* Where nobody acts yet, the files wait until somebody says who they are. */
static void
test_drop_before_anybody (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) file = make_file (fixture, "naps.md", "# Do naps help?\n\nSome do.\n", -1);

  g_assert_true (drop (fixture, &file, 1));
  g_assert_true (desk_fixture_wait (has_dialog, fixture));
  g_assert_cmpuint (count_articles (fixture), ==, 0);
  add_person (fixture);
  expect_articles (fixture, 1);
}

/* As when a file manager opens several files with Attest. */
static void
test_open_files (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) first = make_file (fixture, "naps.md", "# Do naps help?\n\nSome do.\n", -1);
  g_autoptr (GFile) second = make_file (fixture, "tea.md", "# Is tea safe?\n\nMostly.\n", -1);
  GFile *files[] = { first, second };

  add_person (fixture);
  attest_window_open_files (fixture->window, files, G_N_ELEMENTS (files));
  expect_articles (fixture, 2);
  expect_report (fixture, "Do naps help?");
  expect_report (fixture, "Is tea safe?");
}

static void
test_drop_read_only (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) file = make_file (fixture, "naps.md", "# Do naps help?\n\nSome do.\n", -1);

  add_person (fixture);
  g_clear_object (&fixture->session);
  open_library (fixture, ATTEST_SESSION_READ_ONLY);
  g_assert_false (drop (fixture, &file, 1));
  desk_fixture_settle (200);
  g_assert_cmpuint (count_articles (fixture), ==, 0);
}

static void
paste (Fixture *fixture, const char *text)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (fixture->window));

  if (text != NULL)
    gdk_clipboard_set_text (clipboard, text);
  else
    gdk_clipboard_set_content (clipboard, NULL);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "library.paste", NULL));
}

static gboolean
tells_no_text (gpointer data)
{
  return desk_fixture_says (GTK_WIDGET (((Fixture *) data)->window), "There is no text to paste.");
}

static void
test_paste (Fixture *fixture, gconstpointer data)
{
  add_person (fixture);
  paste (fixture, NULL);
  g_assert_true (desk_fixture_wait (tells_no_text, fixture));
  g_assert_cmpuint (count_articles (fixture), ==, 0);

  paste (fixture, "# Do naps help?\n\nSome do.\n");
  expect_articles (fixture, 1);
  g_assert_true (desk_fixture_wait (is_article_shown, fixture));
}

static void
test_paste_refused (Fixture *fixture, gconstpointer data)
{
  add_person (fixture);
  paste (fixture, "<!DOCTYPE html><html><body><p>Some do.</p></body></html>");
  expect_report (fixture, "“Pasted text” is a web page");
  g_assert_cmpuint (count_articles (fixture), ==, 0);
}

#define ADD(path, test) g_test_add ("/desk/bring-in/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  desk_fixture_init (&argc, &argv);

  ADD ("drop-one", test_drop_one);
  ADD ("drop-several", test_drop_several);
  ADD ("drop-foreign", test_drop_foreign);
  ADD ("drop-binary", test_drop_binary);
  ADD ("drop-before-anybody", test_drop_before_anybody);
  ADD ("open-files", test_open_files);
  ADD ("drop-read-only", test_drop_read_only);
  ADD ("paste", test_paste);
  ADD ("paste-refused", test_paste_refused);

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "attest-window-private.h"

#include <glib/gi18n.h>

#include "article/attest-article-page.h"
#include "board/attest-board-dialog.h"
#include "changes/attest-changes-page.h"
#include "library/attest-import-dialog.h"
#include "library/attest-import-job.h"
#include "library/attest-new-article-dialog.h"
#include "people/attest-people-dialog.h"
#include "people/attest-person-dialog.h"
#include "record/attest-article.h"
#include "session/attest-feedback.h"
#include "session/attest-future.h"
#include "together/attest-together-page.h"

gboolean
attest_window_ensure_actor (AttestWindow *self, const char *action)
{
  g_autoptr (GPtrArray) people = NULL;

  if (self->session == NULL)
    return FALSE;
  if (attest_session_get_actor (self->session) != NULL)
    return TRUE;
  self->waiting_action = action;
  people = attest_library_list_people (attest_session_get_library (self->session), NULL);
  if (people != NULL && people->len > 0)
    attest_library_page_choose_person (self->library);
  else
    adw_dialog_present (attest_person_dialog_new (self->session, NULL), GTK_WIDGET (self));
  return FALSE;
}

void
attest_window_go_on (AttestWindow *self)
{
  const char *action = g_steal_pointer (&self->waiting_action);
  g_autofree char *file = g_steal_pointer (&self->waiting_file);
  g_autoptr (GListModel) files = NULL;

  if (file != NULL)
    attest_window_take_in (self, file, FALSE);
  if (g_list_model_get_n_items (G_LIST_MODEL (self->waiting)) > 0)
    {
      files = G_LIST_MODEL (g_steal_pointer (&self->waiting));
      self->waiting = g_list_store_new (G_TYPE_FILE);
      attest_window_import_files (self, files);
    }
  else if (action != NULL)
    {
      gtk_widget_activate_action (GTK_WIDGET (self), action, NULL);
    }
}

/* ---- Import ---- */

static void
import_progressed (guint done, guint all, gpointer user_data)
{
  g_autoptr (AttestWindow) self = g_weak_ref_get (user_data);

  if (self != NULL)
    attest_library_page_set_progress (self->library, done == all ? -1 : (double) done / all);
}

typedef struct
{
  GWeakRef window;
  AttestImportJob *job;
} Import;

static void
import_free (gpointer data)
{
  Import *import = data;

  g_weak_ref_clear (&import->window);
  attest_import_job_unref (import->job);
  g_free (import);
}

static DexFuture *
import_finished (DexFuture *future, gpointer user_data)
{
  Import *import = user_data;
  g_autoptr (AttestWindow) self = g_weak_ref_get (&import->window);
  GPtrArray *outcomes = attest_import_job_get_outcomes (import->job);
  const AttestImportOutcome *first = outcomes->len > 0 ? g_ptr_array_index (outcomes, 0) : NULL;
  AdwDialog *dialog = NULL;

  if (self == NULL || first == NULL)
    return dex_future_new_true ();
  /* One text that came in as it was needs no report. */
  if (outcomes->len == 1 && first->article != NULL && (first->warnings == NULL || first->warnings->len == 0))
    {
      attest_window_open_article (self, first->article);
      return dex_future_new_true ();
    }
  dialog = attest_import_dialog_new (outcomes);
  g_signal_connect_object (dialog, "open-article", G_CALLBACK (attest_window_open_article), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
  return dex_future_new_true ();
}

static void
run_import (AttestWindow *self, AttestImportJob *job)
{
  Import *import = g_new0 (Import, 1);
  DexFuture *future = NULL;

  g_weak_ref_init (&import->window, self);
  import->job = attest_import_job_ref (job);
  attest_library_page_set_progress (self->library, 0);
  future = attest_import_job_run (job, import_progressed, attest_weak_ref_new (self), attest_weak_ref_free);
  dex_future_disown (dex_future_finally (future, import_finished, import, import_free));
}

void
attest_window_import_files (AttestWindow *self, GListModel *files)
{
  g_autoptr (AttestImportJob) job = NULL;

  if (!attest_window_ensure_actor (self, NULL))
    {
      for (guint i = 0; i < g_list_model_get_n_items (files); i++)
        {
          g_autoptr (GFile) file = g_list_model_get_item (files, i);

          g_list_store_append (self->waiting, file);
        }
      return;
    }
  job = attest_import_job_new (self->session);
  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (files, i);

      attest_import_job_add_file (job, file);
    }
  run_import (self, job);
}

static void
text_pasted_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AttestWindow) self = g_weak_ref_get (user_data);
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (object), result, NULL);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (AttestImportJob) job = NULL;

  attest_weak_ref_free (user_data);
  if (self == NULL || self->session == NULL)
    return;
  if (text == NULL || *text == '\0')
    {
      attest_feedback_toast (GTK_WIDGET (self->library), _ ("There is no text to paste. Copy the article first."));
      return;
    }
  bytes = g_bytes_new (text, strlen (text));
  job = attest_import_job_new (self->session);
  attest_import_job_add_text (job, _ ("Pasted text"), bytes);
  run_import (self, job);
}

void
attest_window_paste (AttestWindow *self)
{
  if (!attest_window_ensure_actor (self, "library.paste"))
    return;
  /* A clipboard whose owner hangs never answers. */
  gdk_clipboard_read_text_async (
      gtk_widget_get_clipboard (GTK_WIDGET (self)), NULL, text_pasted_cb, attest_weak_ref_new (self));
}

static void
files_chosen_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AttestWindow) self = user_data;
  g_autoptr (GListModel) files = gtk_file_dialog_open_multiple_finish (GTK_FILE_DIALOG (object), result, NULL);

  if (files != NULL && self->session != NULL)
    attest_window_import_files (self, files);
}

static void
choose_files (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AttestWindow *self = ATTEST_WINDOW (widget);
  g_autoptr (GtkFileDialog) dialog = NULL;
  g_autoptr (GtkFileFilter) filter = NULL;

  if (!attest_window_ensure_actor (self, "library.import"))
    return;
  dialog = gtk_file_dialog_new ();
  filter = gtk_file_filter_new ();
  gtk_file_filter_set_name (filter, _ ("Markdown and plain text"));
  gtk_file_filter_add_mime_type (filter, "text/markdown");
  gtk_file_filter_add_mime_type (filter, "text/plain");
  gtk_file_filter_add_suffix (filter, "md");
  gtk_file_filter_add_suffix (filter, "txt");
  gtk_file_dialog_set_title (dialog, _ ("Import articles"));
  gtk_file_dialog_set_accept_label (dialog, _ ("_Import"));
  gtk_file_dialog_set_default_filter (dialog, filter);
  gtk_file_dialog_open_multiple (dialog, GTK_WINDOW (self), NULL, files_chosen_cb, g_object_ref (self));
}

/* ---- The other actions ---- */

static void
paste (GtkWidget *widget, const char *action, GVariant *parameter)
{
  attest_window_paste (ATTEST_WINDOW (widget));
}

static void
make_article (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AttestWindow *self = ATTEST_WINDOW (widget);
  AdwDialog *dialog = NULL;

  if (!attest_window_ensure_actor (self, "library.new"))
    return;
  dialog = attest_new_article_dialog_new (self->session);
  g_signal_connect_object (dialog, "made", G_CALLBACK (attest_window_open_article), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, widget);
}

static void
search (GtkWidget *widget, const char *action, GVariant *parameter)
{
  attest_library_page_focus_search (ATTEST_WINDOW (widget)->library);
}

static void
show_library (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AttestWindow *self = ATTEST_WINDOW (widget);

  if (!attest_window_may_leave (self, "win.show-library"))
    return;
  attest_window_pop_articles (self);
}

static void
show_overview (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AttestWindow *self = ATTEST_WINDOW (widget);

  if (!attest_window_may_leave (self, "library.overview"))
    return;
  attest_window_pop_articles (self);
  attest_library_page_show_overview (self->library);
}

static void
restore_articles (GtkWidget *widget, const char *action, GVariant *parameter)
{
  attest_library_page_restore (ATTEST_WINDOW (widget)->library, g_variant_get_string (parameter, NULL));
}

static void
show_board (GtkWidget *widget, const char *action, GVariant *parameter)
{
  adw_dialog_present (attest_board_dialog_new (ATTEST_WINDOW (widget)->session), widget);
}

static void
show_people (GtkWidget *widget, const char *action, GVariant *parameter)
{
  adw_dialog_present (attest_people_dialog_new (ATTEST_WINDOW (widget)->session), widget);
}

static void
add_person (GtkWidget *widget, const char *action, GVariant *parameter)
{
  adw_dialog_present (attest_person_dialog_new (ATTEST_WINDOW (widget)->session, NULL), widget);
}

static void
make_library (GtkWidget *widget, const char *action, GVariant *parameter)
{
  attest_window_choose_library (ATTEST_WINDOW (widget), TRUE);
}

static void
open_library (GtkWidget *widget, const char *action, GVariant *parameter)
{
  attest_window_choose_library (ATTEST_WINDOW (widget), FALSE);
}

static void
open_sample (GtkWidget *widget, const char *action, GVariant *parameter)
{
  attest_window_open_sample (ATTEST_WINDOW (widget));
}

static void
make_copy (GtkWidget *widget, const char *action, GVariant *parameter)
{
  attest_window_make_copy (ATTEST_WINDOW (widget));
}

static void
show_copies (GtkWidget *widget, const char *action, GVariant *parameter)
{
  attest_window_show_copies (ATTEST_WINDOW (widget));
}

static void
recover (GtkWidget *widget, const char *action, GVariant *parameter)
{
  attest_window_recover (ATTEST_WINDOW (widget));
}

static void
restore_newest (GtkWidget *widget, const char *action, GVariant *parameter)
{
  attest_window_restore_newest (ATTEST_WINDOW (widget));
}

static void
open_file (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_autoptr (GFile) file = g_file_new_for_uri (g_variant_get_string (parameter, NULL));

  attest_window_open_files (ATTEST_WINDOW (widget), &file, 1);
}

static void
open_my_library (GtkWidget *widget, const char *action, GVariant *parameter)
{
  attest_window_open_my_library (ATTEST_WINDOW (widget));
}

static void
take_review_file (GtkWidget *widget, const char *action, GVariant *parameter)
{
  attest_window_take_review_file (ATTEST_WINDOW (widget));
}

static void
save_review_file (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_autofree const char **articles = g_variant_get_strv (parameter, NULL);

  attest_window_save_review_file (ATTEST_WINDOW (widget), articles);
}

static void
merge (GtkWidget *widget, const char *action, GVariant *parameter)
{
  attest_window_choose_merge (ATTEST_WINDOW (widget));
}

static void
reopen (GtkWidget *widget, AttestSessionMode mode)
{
  g_autofree char *path = g_strdup (ATTEST_WINDOW (widget)->path);

  if (path != NULL)
    attest_window_open_library (ATTEST_WINDOW (widget), path, mode);
}

static void
retry (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AttestSessionMode mode = ATTEST_WINDOW (widget)->mode;

  reopen (widget, mode == ATTEST_SESSION_READ_ONLY ? ATTEST_SESSION_OPEN : mode);
}

static void
open_read_only (GtkWidget *widget, const char *action, GVariant *parameter)
{
  reopen (widget, ATTEST_SESSION_READ_ONLY);
}

/* Whoever compares texts still reads the article, whose page stays below. */
static void
compare (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AttestWindow *self = ATTEST_WINDOW (widget);
  AdwNavigationPage *page = adw_navigation_view_get_visible_page (self->navigation);
  const char *before = NULL;
  const char *after = NULL;

  g_variant_get (parameter, "(&s&s)", &before, &after);
  if (!ATTEST_IS_ARTICLE_PAGE (page) || (*before == '\0' && *after == '\0'))
    return;
  adw_navigation_view_push (
      self->navigation,
      ADW_NAVIGATION_PAGE (attest_changes_page_new (self->session,
                                                    *before != '\0' ? before : NULL,
                                                    *after != '\0' ? after : NULL,
                                                    attest_article_page_get_actions (ATTEST_ARTICLE_PAGE (page)))));
}

/* Two texts that were saved apart, over the article's page as well. */
static void
bring_together (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AttestWindow *self = ATTEST_WINDOW (widget);
  AdwNavigationPage *page = adw_navigation_view_get_visible_page (self->navigation);
  const char *article = NULL;
  const char *audience = NULL;

  g_variant_get (parameter, "(&s&s)", &article, &audience);
  if (!ATTEST_IS_ARTICLE_PAGE (page))
    return;
  adw_navigation_view_push (
      self->navigation,
      ADW_NAVIGATION_PAGE (attest_together_page_new (
          self->session, article, audience, attest_article_page_get_actions (ATTEST_ARTICLE_PAGE (page)))));
}

static void
launched_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AttestWindow) self = user_data;
  GtkFileLauncher *launcher = GTK_FILE_LAUNCHER (object);
  gboolean in_folder = g_async_result_is_tagged (result, gtk_file_launcher_open_containing_folder);
  g_autofree char *place = g_file_get_parse_name (gtk_file_launcher_get_file (launcher));
  g_autofree char *name = g_path_get_basename (place);
  g_autofree char *title = NULL;
  g_autoptr (GError) error = NULL;

  if (in_folder ? gtk_file_launcher_open_containing_folder_finish (launcher, result, &error)
                : gtk_file_launcher_launch_finish (launcher, result, &error))
    return;
  if (g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED))
    return;
  /* Translators: %s is the name of a file or a folder */
  title =
      g_strdup_printf (in_folder ? _ ("The folder of “%s” could not be opened") : _ ("“%s” could not be opened"), name);
  attest_feedback_error (GTK_WIDGET (self), title, error);
}

static void
open_page (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_autoptr (GFile) file = g_file_new_for_uri (g_variant_get_string (parameter, NULL));
  g_autoptr (GtkFileLauncher) launcher = gtk_file_launcher_new (file);

  gtk_file_launcher_launch (launcher, GTK_WINDOW (widget), NULL, launched_cb, g_object_ref (widget));
}

static void
show_file (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_autoptr (GFile) file = g_file_new_for_uri (g_variant_get_string (parameter, NULL));
  g_autoptr (GtkFileLauncher) launcher = gtk_file_launcher_new (file);

  gtk_file_launcher_open_containing_folder (launcher, GTK_WINDOW (widget), NULL, launched_cb, g_object_ref (widget));
}

void
attest_window_install_actions (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "library.new", NULL, make_article);
  gtk_widget_class_install_action (klass, "library.import", NULL, choose_files);
  gtk_widget_class_install_action (klass, "library.paste", NULL, paste);
  gtk_widget_class_install_action (klass, "library.search", NULL, search);
  gtk_widget_class_install_action (klass, "library.overview", NULL, show_overview);
  gtk_widget_class_install_action (klass, "library.restore", "s", restore_articles);
  gtk_widget_class_install_action (klass, "library.board", NULL, show_board);
  gtk_widget_class_install_action (klass, "library.people", NULL, show_people);
  gtk_widget_class_install_action (klass, "people.add", NULL, add_person);
  gtk_widget_class_install_action (klass, "win.show-library", NULL, show_library);
  gtk_widget_class_install_action (klass, "win.new-library", NULL, make_library);
  gtk_widget_class_install_action (klass, "win.open-library", NULL, open_library);
  gtk_widget_class_install_action (klass, "win.open-sample", NULL, open_sample);
  gtk_widget_class_install_action (klass, "win.open-read-only", NULL, open_read_only);
  gtk_widget_class_install_action (klass, "library.make-copy", NULL, make_copy);
  gtk_widget_class_install_action (klass, "library.copies", NULL, show_copies);
  gtk_widget_class_install_action (klass, "win.restore-newest", NULL, restore_newest);
  gtk_widget_class_install_action (klass, "win.recover", NULL, recover);
  gtk_widget_class_install_action (klass, "library.merge", NULL, merge);
  gtk_widget_class_install_action (klass, "win.open-file", "s", open_file);
  gtk_widget_class_install_action (klass, "win.open-my-library", NULL, open_my_library);
  gtk_widget_class_install_action (klass, "win.take-review-file", NULL, take_review_file);
  gtk_widget_class_install_action (klass, "win.save-review-file", "as", save_review_file);
  gtk_widget_class_install_action (klass, "win.show-file", "s", show_file);
  gtk_widget_class_install_action (klass, "win.retry", NULL, retry);
  gtk_widget_class_install_action (klass, "win.open-page", "s", open_page);
  gtk_widget_class_install_action (klass, "win.compare", "(ss)", compare);
  gtk_widget_class_install_action (klass, "win.bring-together", "(ss)", bring_together);
}

void
attest_window_update_actions (AttestWindow *self)
{
  const char *writing[] = { "library.new", "library.import", "library.paste", "people.add", "library.merge" };
  const char *reading[] = { "library.board", "library.people", "library.overview" };
  const char *copying[] = { "library.make-copy", "library.copies" };
  gboolean open = self->session != NULL;
  gboolean in_library =
      open && adw_navigation_view_get_visible_page (self->navigation) == ADW_NAVIGATION_PAGE (self->library);
  gboolean writable = open && !attest_session_get_read_only (self->session);
  gboolean review_file = open && attest_session_is_review_file (self->session);

  for (guint i = 0; i < G_N_ELEMENTS (writing); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), writing[i], writable);
  for (guint i = 0; i < G_N_ELEMENTS (reading); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), reading[i], open);
  for (guint i = 0; i < G_N_ELEMENTS (copying); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), copying[i], open && !review_file);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "library.search", in_library);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.take-review-file", review_file);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "library.paste", writable && in_library);
}

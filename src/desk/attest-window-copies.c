/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "attest-window-private.h"
#include "copies/attest-copies-dialog.h"
#include "record/attest-copies.h"
#include "session/attest-feedback.h"
#include "session/attest-future.h"
#include "session/attest-sandbox.h"
#include "session/attest-time-words.h"
#include "session/attest-worker.h"

/* ---- A copy at a place of one's own ---- */

/* @draft: (nullable): where the library is copied to first; a file that the portal gave has no room beside it for SQLite to work in */
typedef struct
{
  GWeakRef window;
  GFile *file;
  char *draft;
} Copying;

static void
copying_free (gpointer data)
{
  Copying *copying = data;

  g_weak_ref_clear (&copying->window);
  g_object_unref (copying->file);
  g_free (copying->draft);
  g_free (copying);
}

static gboolean
copy_through_draft (AttestLibrary *library, const Copying *copying, GError **error)
{
  g_autoptr (GFile) draft = g_file_new_for_path (copying->draft);
  gboolean done = attest_library_backup (library, copying->draft, error) &&
                  g_file_copy (draft, copying->file, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, error);

  g_unlink (copying->draft);
  return done;
}

static gboolean
copy_on_record_thread (AttestLibrary *library, gpointer data, GValue *result, GError **error)
{
  const Copying *copying = data;

  if (copying->draft != NULL)
    return copy_through_draft (library, copying, error);
  return attest_library_backup (library, g_file_peek_path (copying->file), error);
}

/* In the dialog where there is one: what is told behind it is not seen. */
static GtkWidget *
find_listener (AttestWindow *self)
{
  AdwDialog *dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self));

  if (!ATTEST_IS_COPIES_DIALOG (dialog))
    return GTK_WIDGET (self->library);
  return adw_toast_overlay_get_child (ADW_TOAST_OVERLAY (adw_dialog_get_child (dialog)));
}

static DexFuture *
copied (DexFuture *future, gpointer user_data)
{
  Copying *copying = user_data;
  g_autoptr (AttestWindow) self = g_weak_ref_get (&copying->window);
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_file_get_basename (copying->file);
  g_autofree char *words = NULL;

  dex_future_get_value (future, &error);
  if (self == NULL)
    return dex_future_new_true ();
  if (error != NULL)
    {
      attest_feedback_error (GTK_WIDGET (self), _ ("The copy was not made"), error);
      return dex_future_new_true ();
    }
  /* Translators: %s is a file's name */
  words = g_strdup_printf (_ ("The copy “%s” was made and checked"), name);
  attest_feedback_toast (find_listener (self), words);
  return dex_future_new_true ();
}

static Copying *
copying_new (AttestWindow *self, GFile *file)
{
  Copying *copying = g_new0 (Copying, 1);

  g_weak_ref_init (&copying->window, self);
  copying->file = g_object_ref (file);
  if (attest_is_sandboxed () || g_file_peek_path (file) == NULL)
    {
      g_autofree char *uuid = g_uuid_string_random ();

      copying->draft = g_build_filename (g_get_user_cache_dir (), uuid, NULL);
    }
  return copying;
}

void
attest_window_copy_to (AttestWindow *self, GFile *file)
{
  DexFuture *future = NULL;

  if (self->session == NULL)
    return;
  future = attest_session_perform (self->session, copy_on_record_thread, copying_new (self, file), copying_free);
  dex_future_disown (dex_future_finally (future, copied, copying_new (self, file), copying_free));
}

static void
place_chosen_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AttestWindow) self = user_data;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (object), result, NULL);

  if (file != NULL)
    attest_window_copy_to (self, file);
}

/* "board 2026-03-14.attest-library" */
static char *
suggest_name (AttestWindow *self)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *date = g_date_time_format (now, "%Y-%m-%d");
  g_autofree char *name = g_path_get_basename (self->path);
  char *dot = g_strrstr (name, ".attest-library");

  if (dot != NULL)
    *dot = '\0';
  return g_strdup_printf ("%s %s.attest-library", name, date);
}

void
attest_window_make_copy (AttestWindow *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autofree char *name = suggest_name (self);

  gtk_file_dialog_set_title (dialog, _ ("Make a copy of the library"));
  gtk_file_dialog_set_accept_label (dialog, _ ("_Make the copy"));
  gtk_file_dialog_set_initial_name (dialog, name);
  gtk_file_dialog_save (dialog, GTK_WINDOW (self), NULL, place_chosen_cb, g_object_ref (self));
}

/* ---- A copy in the library's place ---- */

typedef struct
{
  GWeakRef window;
  char *path;
  char *copy;
} Restoring;

static Restoring *
restoring_new (AttestWindow *self, const char *path, const char *copy)
{
  Restoring *restoring = g_new0 (Restoring, 1);

  g_weak_ref_init (&restoring->window, self);
  restoring->path = g_strdup (path);
  restoring->copy = g_strdup (copy);
  return restoring;
}

static void
restoring_free (gpointer data)
{
  Restoring *restoring = data;

  g_weak_ref_clear (&restoring->window);
  g_free (restoring->path);
  g_free (restoring->copy);
  g_free (restoring);
}

/* The window shows another library by now, or none, where somebody was quicker. */
static DexFuture *
restored (DexFuture *future, gpointer user_data)
{
  Restoring *restoring = user_data;
  g_autoptr (AttestWindow) self = g_weak_ref_get (&restoring->window);
  g_autoptr (GError) error = NULL;

  dex_future_get_value (future, &error);
  if (self == NULL)
    return dex_future_new_true ();
  if (error != NULL)
    {
      attest_feedback_error (GTK_WIDGET (self), _ ("The copy was not restored"), error);
      return dex_future_new_true ();
    }
  if (g_strcmp0 (self->path, restoring->path) == 0)
    attest_window_open_library (self, restoring->path, ATTEST_SESSION_OPEN);
  attest_feedback_toast (GTK_WIDGET (self->library),
                         _ ("The copy was restored. The library as it was before is among the copies."));
  return dex_future_new_true ();
}

static gboolean
restore_on_record_thread (AttestLibrary *library, gpointer data, GValue *result, GError **error)
{
  const Restoring *restoring = data;
  g_autofree char *kept = NULL;

  return attest_library_restore (library, restoring->copy, &kept, error);
}

void
attest_window_restore (AttestWindow *self, const char *copy)
{
  DexFuture *future = NULL;

  /* An article that is being written goes first, so that it is kept and not taken for one of the copy. */
  if (self->session == NULL || !attest_window_may_leave (self, "win.show-library"))
    return;
  attest_window_pop_articles (self);
  future = attest_session_perform (
      self->session, restore_on_record_thread, restoring_new (self, self->path, copy), restoring_free);
  dex_future_disown (dex_future_finally (future, restored, restoring_new (self, self->path, copy), restoring_free));
}

void
attest_window_show_copies (AttestWindow *self)
{
  AdwDialog *dialog = NULL;

  if (self->session == NULL)
    return;
  dialog = attest_copies_dialog_new (self->session);
  g_signal_connect_object (dialog, "restore", G_CALLBACK (attest_window_restore), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

/* ---- In the place of a library that cannot be opened ---- */

static gboolean
find_in_worker (gpointer data, GValue *result, GError **error)
{
  const Restoring *restoring = data;
  char *copy = attest_copies_dup_newest_good (restoring->path);

  if (copy == NULL)
    {
      g_set_error_literal (error,
                           ATTEST_RECORD_ERROR,
                           ATTEST_RECORD_ERROR_NOT_FOUND,
                           _ ("None of the copies beside the library is whole."));
      return FALSE;
    }
  g_value_init (result, G_TYPE_STRING);
  g_value_take_string (result, copy);
  return TRUE;
}

static gboolean
replace_in_worker (gpointer data, GValue *result, GError **error)
{
  const Restoring *restoring = data;
  g_autofree char *kept = NULL;

  return attest_copies_replace_damaged (restoring->path, restoring->copy, &kept, error);
}

static void
answered_cb (GObject *dialog, GAsyncResult *result, gpointer user_data)
{
  Restoring *restoring = user_data;
  g_autoptr (AttestWindow) self = g_weak_ref_get (&restoring->window);
  DexFuture *future = NULL;

  if (self == NULL || !g_str_equal (adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (dialog), result), "restore"))
    {
      restoring_free (restoring);
      return;
    }
  future =
      attest_worker_run (replace_in_worker, restoring_new (self, restoring->path, restoring->copy), restoring_free);
  dex_future_disown (dex_future_finally (future, restored, restoring, restoring_free));
}

static char *
dup_date (const char *copy)
{
  g_autoptr (GFile) file = g_file_new_for_path (copy);
  g_autoptr (GFileInfo) info =
      g_file_query_info (file, G_FILE_ATTRIBUTE_TIME_MODIFIED, G_FILE_QUERY_INFO_NONE, NULL, NULL);
  guint64 seconds = info != NULL ? g_file_info_get_attribute_uint64 (info, G_FILE_ATTRIBUTE_TIME_MODIFIED) : 0;

  return attest_time_dup_date ((gint64) seconds * G_USEC_PER_SEC);
}

static DexFuture *
found (DexFuture *future, gpointer user_data)
{
  Restoring *restoring = user_data;
  g_autoptr (AttestWindow) self = g_weak_ref_get (&restoring->window);
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);
  g_autofree char *date = NULL;
  AdwDialog *dialog = NULL;

  if (self == NULL)
    return dex_future_new_true ();
  if (value == NULL)
    {
      attest_feedback_error (GTK_WIDGET (self), _ ("There is no copy to open"), error);
      return dex_future_new_true ();
    }
  date = dup_date (g_value_get_string (value));
  dialog = adw_alert_dialog_new (_ ("Go on with the newest copy?"), NULL);
  /* Translators: %s is a date, such as "3 March 2026" or "Today, 14:05" */
  adw_alert_dialog_format_body (ADW_ALERT_DIALOG (dialog),
                                _ ("It is whole, and of this time: %s. What was done after that is not in it. It takes "
                                   "the library’s place; the file that cannot be opened is kept among the copies."),
                                date);
  adw_alert_dialog_add_responses (
      ADW_ALERT_DIALOG (dialog), "cancel", _ ("_Cancel"), "restore", _ ("_Go on with it"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "restore", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "restore");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "cancel");
  adw_alert_dialog_choose (ADW_ALERT_DIALOG (dialog),
                           GTK_WIDGET (self),
                           NULL,
                           answered_cb,
                           restoring_new (self, restoring->path, g_value_get_string (value)));
  return dex_future_new_true ();
}

void
attest_window_restore_newest (AttestWindow *self)
{
  DexFuture *future = NULL;

  if (self->session != NULL || self->path == NULL)
    return;
  future = attest_worker_run (find_in_worker, restoring_new (self, self->path, NULL), restoring_free);
  dex_future_disown (dex_future_finally (future, found, restoring_new (self, self->path, NULL), restoring_free));
}

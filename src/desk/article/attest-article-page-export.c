/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "article/attest-article-page-private.h"

#include <glib/gi18n.h>

#include "exchange/attest-page.h"
#include "exchange/attest-review-record.h"
#include "review/attest-review.h"
#include "session/attest-feedback.h"
#include "session/attest-future.h"

typedef struct
{
  char *article;
  char *actor;
  char *folder;
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  g_free (request->article);
  g_free (request->actor);
  g_free (request->folder);
  g_free (request);
}

static gboolean
export_on_record_thread (AttestLibrary *library, gpointer data, GValue *result, GError **error)
{
  const Request *request = data;
  char *path = attest_page_export (library, request->article, NULL, request->folder, request->actor, NULL, error);

  if (path == NULL)
    return FALSE;
  g_value_init (result, G_TYPE_STRING);
  g_value_take_string (result, path);
  return TRUE;
}

/* What was written as a (file name, faults found) pair. */
static gboolean
export_record_on_thread (AttestLibrary *library, gpointer data, GValue *result, GError **error)
{
  const Request *request = data;
  gboolean holds = FALSE;
  g_autoptr (AttestHidden) hidden = attest_hidden_new (library, request->actor, g_get_real_time (), error);
  g_auto (GStrv) paths = NULL;

  if (hidden == NULL)
    return FALSE;
  if (attest_hidden_find_any (hidden, request->article) != NULL)
    {
      g_set_error_literal (error,
                           ATTEST_REVIEW_ERROR,
                           ATTEST_REVIEW_ERROR_REFUSED,
                           _ ("It tells what others said, which is hidden from you until you give your verdict."));
      return FALSE;
    }
  paths = attest_review_record_export (library, request->article, request->folder, g_get_real_time (), &holds, error);
  if (paths == NULL)
    return FALSE;
  g_value_init (result, G_TYPE_VARIANT);
  g_value_take_variant (result, g_variant_ref_sink (g_variant_new ("(^ayb)", paths[0], !holds)));
  return TRUE;
}

static void
tell_of_file (AttestArticlePage *self, const char *path, gboolean has_faults)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *uri = g_file_get_uri (file);
  g_autofree char *name = g_filename_display_basename (path);
  g_autofree char *text = NULL;

  if (has_faults)
    /* Translators: a file was written; %s is its name */
    text = g_strdup_printf (_ ("Exported “%s”, which says that the record does not hold"), name);
  else
    /* Translators: a page was written; %s is the file's name */
    text = g_strdup_printf (_ ("Exported “%s”"), name);
  attest_feedback_toast_with_button (GTK_WIDGET (self), text, _ ("_Open"), "win.open-page", uri);
}

static DexFuture *
page_exported (DexFuture *future, gpointer user_data)
{
  AttestArticlePage *self = user_data;
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);

  if (value != NULL)
    tell_of_file (self, g_value_get_string (value), FALSE);
  else
    attest_feedback_error (GTK_WIDGET (self), _ ("The page could not be exported"), error);
  return dex_future_new_true ();
}

static DexFuture *
record_exported (DexFuture *future, gpointer user_data)
{
  AttestArticlePage *self = user_data;
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);
  const char *path = NULL;
  gboolean has_faults = FALSE;

  if (value == NULL)
    {
      if (g_error_matches (error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_EXISTS))
        g_set_str (&error->message,
                   _ ("The folder has a review record of this article already. Choose another folder, or move that one "
                      "away first."));
      attest_feedback_error (GTK_WIDGET (self), _ ("The record could not be exported"), error);
      return dex_future_new_true ();
    }
  g_variant_get (g_value_get_variant (value), "(^&ayb)", &path, &has_faults);
  tell_of_file (self, path, has_faults);
  return dex_future_new_true ();
}

static Request *
request_new (AttestArticlePage *self, const char *folder)
{
  Request *request = g_new0 (Request, 1);

  request->article = g_strdup (attest_article_state_get_article_id (self->state));
  request->actor = g_strdup (attest_session_get_actor (attest_article_state_get_session (self->state)));
  request->folder = g_strdup (folder);
  return request;
}

static void
export_page_to (AttestArticlePage *self, const char *folder)
{
  DexFuture *future = attest_session_perform (attest_article_state_get_session (self->state),
                                              export_on_record_thread,
                                              request_new (self, folder),
                                              request_free);

  dex_future_disown (dex_future_finally (future, page_exported, g_object_ref (self), g_object_unref));
}

/* Nothing is recorded, and the whole log is verified, so it goes where reads may take their time and keeps nobody from saving. */
void
attest_article_page_export_record_to (AttestArticlePage *self, const char *folder)
{
  DexFuture *future = attest_session_search (attest_article_state_get_session (self->state),
                                             export_record_on_thread,
                                             request_new (self, folder),
                                             request_free);

  dex_future_disown (dex_future_finally (future, record_exported, g_object_ref (self), g_object_unref));
}

typedef void (*ExportTo) (AttestArticlePage *self, const char *folder);

static void
finish_choice (GObject *object, GAsyncResult *result, gpointer weak_self, ExportTo export_to)
{
  g_autoptr (AttestArticlePage) self = g_weak_ref_get (weak_self);
  g_autoptr (GFile) folder = gtk_file_dialog_select_folder_finish (GTK_FILE_DIALOG (object), result, NULL);

  attest_weak_ref_free (weak_self);
  if (folder == NULL || g_file_peek_path (folder) == NULL || self == NULL || self->state == NULL)
    return;
  export_to (self, g_file_peek_path (folder));
}

static void
page_folder_chosen_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  finish_choice (object, result, user_data, export_page_to);
}

static void
record_folder_chosen_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  finish_choice (object, result, user_data, attest_article_page_export_record_to);
}

static void
choose_folder (AttestArticlePage *self, const char *title, GAsyncReadyCallback chosen_cb)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  gtk_file_dialog_set_title (dialog, title);
  gtk_file_dialog_set_accept_label (dialog, _ ("_Export"));
  gtk_file_dialog_select_folder (
      dialog, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL, chosen_cb, attest_weak_ref_new (self));
}

void
attest_article_page_export (AttestArticlePage *self)
{
  choose_folder (self, _ ("Choose a folder for the page"), page_folder_chosen_cb);
}

void
attest_article_page_export_record (AttestArticlePage *self)
{
  choose_folder (self, _ ("Choose a folder for the review record"), record_folder_chosen_cb);
}

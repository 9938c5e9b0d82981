/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "article/attest-article-page-private.h"

#include <glib/gi18n.h>

#include "exchange/attest-page.h"
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

static DexFuture *
page_exported (DexFuture *future, gpointer user_data)
{
  AttestArticlePage *self = user_data;
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);
  g_autoptr (GFile) page = NULL;
  g_autofree char *uri = NULL;
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;

  if (value == NULL)
    {
      attest_feedback_error (GTK_WIDGET (self), _ ("The page could not be exported"), error);
      return dex_future_new_true ();
    }
  page = g_file_new_for_path (g_value_get_string (value));
  uri = g_file_get_uri (page);
  name = g_filename_display_basename (g_value_get_string (value));
  /* Translators: a page was written; %s is the file's name */
  text = g_strdup_printf (_ ("Exported “%s”"), name);
  attest_feedback_toast_with_button (GTK_WIDGET (self), text, _ ("_Open"), "win.open-page", uri);
  return dex_future_new_true ();
}

static void
folder_chosen_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AttestArticlePage) self = g_weak_ref_get (user_data);
  g_autoptr (GFile) folder = gtk_file_dialog_select_folder_finish (GTK_FILE_DIALOG (object), result, NULL);
  AttestSession *session = NULL;
  Request *request = NULL;
  DexFuture *future = NULL;

  attest_weak_ref_free (user_data);
  if (folder == NULL || g_file_peek_path (folder) == NULL || self == NULL || self->state == NULL)
    return;
  session = attest_article_state_get_session (self->state);
  request = g_new0 (Request, 1);
  request->article = g_strdup (attest_article_state_get_article_id (self->state));
  request->actor = g_strdup (attest_session_get_actor (session));
  request->folder = g_file_get_path (folder);
  future = attest_session_perform (session, export_on_record_thread, request, request_free);
  dex_future_disown (dex_future_finally (future, page_exported, g_object_ref (self), g_object_unref));
}

void
attest_article_page_export (AttestArticlePage *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  gtk_file_dialog_set_title (dialog, _ ("Choose a folder for the page"));
  gtk_file_dialog_set_accept_label (dialog, _ ("_Export"));
  gtk_file_dialog_select_folder (
      dialog, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL, folder_chosen_cb, attest_weak_ref_new (self));
}

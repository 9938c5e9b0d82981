/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "source/attest-source-drop.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <string.h>

#include "exchange/attest-import.h"
#include "session/attest-feedback.h"
#include "session/attest-future.h"
#include "session/attest-worker.h"
#include "source/attest-source-edit.h"
#include "text/attest-document.h"

/* ---- The file's text, off the main thread ---- */

typedef struct
{
  char *path;
  char *name;
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  g_free (request->path);
  g_free (request->name);
  g_free (request);
}

/* The words of a file: front matter belongs to an article of its own, not into the midst of another. */
static gboolean
read_words (gpointer data, GValue *result, GError **error)
{
  const Request *request = data;
  g_autoptr (GBytes) bytes = attest_import_read_file (request->path, error);
  g_autoptr (GBytes) text = NULL;
  g_autoptr (AttestDocument) document = NULL;
  gsize start = 0;

  if (bytes == NULL)
    return FALSE;
  text = attest_import_convert_to_utf8 (request->name, bytes, NULL, NULL, error);
  if (text == NULL)
    return FALSE;
  document = attest_document_new (text);
  start = attest_document_get_body_start (document);
  g_value_init (result, G_TYPE_BYTES);
  g_value_take_boxed (result, g_bytes_new_from_bytes (text, start, g_bytes_get_size (text) - start));
  return TRUE;
}

typedef struct
{
  GWeakRef view;
  Request request;
  GtkTextMark *mark;
  GBytes *words;
} Drop;

static void
drop_free (gpointer data)
{
  Drop *drop = data;
  GtkTextBuffer *buffer = gtk_text_mark_get_buffer (drop->mark);

  if (buffer != NULL)
    gtk_text_buffer_delete_mark (buffer, drop->mark);
  g_object_unref (drop->mark);
  g_weak_ref_clear (&drop->view);
  g_clear_pointer (&drop->words, g_bytes_unref);
  g_free (drop->request.path);
  g_free (drop->request.name);
  g_free (drop);
}

/* ---- The question ---- */

static void
put_in (Drop *drop, GtkTextView *view)
{
  GtkTextBuffer *buffer = gtk_text_mark_get_buffer (drop->mark);
  gsize length = 0;
  const char *words = g_bytes_get_data (drop->words, &length);
  g_autofree char *text = NULL;
  GtkTextIter iter;

  if (buffer == NULL || !gtk_text_view_get_editable (view))
    return;
  text = g_strndup (words, length);
  gtk_text_buffer_get_iter_at_mark (buffer, &iter, drop->mark);
  gtk_text_buffer_place_cursor (buffer, &iter);
  attest_source_edit_insert (buffer, text);
  gtk_widget_grab_focus (GTK_WIDGET (view));
}

static void
answered_cb (AdwAlertDialog *dialog, const char *response, Drop *drop)
{
  g_autoptr (GtkTextView) view = g_weak_ref_get (&drop->view);

  if (view != NULL && g_str_equal (response, "insert"))
    put_in (drop, view);
}

static void
drop_destroy (gpointer data, GClosure *closure)
{
  drop_free (data);
}

static void
ask (Drop *drop, GtkTextView *view)
{
  AdwDialog *dialog = adw_alert_dialog_new (NULL, NULL);
  gsize length = 0;
  const char *words = g_bytes_get_data (drop->words, &length);
  glong n = g_utf8_strlen (words, (gssize) length);
  g_autofree char *body = g_strdup_printf (ngettext ("Its text (%ld character) is put where you dropped it. To make an "
                                                     "article of the file, drop it on the list of articles.",
                                                     "Its text (%ld characters) is put where you dropped it. To make "
                                                     "an article of the file, drop it on the list of articles.",
                                                     (gulong) n),
                                           n);

  adw_alert_dialog_format_heading (ADW_ALERT_DIALOG (dialog), _ ("Put the text of “%s” here?"), drop->request.name);
  adw_alert_dialog_set_body (ADW_ALERT_DIALOG (dialog), body);
  adw_alert_dialog_add_responses (
      ADW_ALERT_DIALOG (dialog), "cancel", _ ("_Cancel"), "insert", _ ("_Put it here"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "insert", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "insert");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (answered_cb), drop, drop_destroy, G_CONNECT_DEFAULT);
  adw_dialog_present (dialog, GTK_WIDGET (view));
}

static DexFuture *
drop_fiber (gpointer user_data)
{
  Drop *drop = user_data;
  Request *request = g_new0 (Request, 1);
  g_autoptr (GtkTextView) view = NULL;
  g_autoptr (GError) error = NULL;

  request->path = g_strdup (drop->request.path);
  request->name = g_strdup (drop->request.name);
  drop->words = dex_await_boxed (attest_worker_run (read_words, request, request_free), &error);
  view = g_weak_ref_get (&drop->view);
  if (view == NULL || drop->words == NULL)
    {
      if (view != NULL)
        attest_feedback_error (GTK_WIDGET (view), _ ("The file could not be read"), error);
      drop_free (drop);
      return dex_future_new_true ();
    }
  ask (drop, view);
  return dex_future_new_true ();
}

/* ---- Dropping ---- */

static gboolean
is_picture (const char *name)
{
  g_autofree char *type = g_content_type_guess (name, NULL, 0, NULL);

  return g_content_type_is_a (type, "image/*") || g_str_has_prefix (type, "image/");
}

void
attest_source_drop_file (GtkTextView *view, GFile *file, int offset)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  Drop *drop = NULL;
  GtkTextIter iter;
  g_autofree char *name = g_file_get_basename (file);

  if (is_picture (name))
    {
      attest_feedback_toast (GTK_WIDGET (view), _ ("Pictures cannot be put into an article."));
      return;
    }
  if (g_file_peek_path (file) == NULL)
    {
      attest_feedback_toast (GTK_WIDGET (view), _ ("Only files on this computer can be put into an article."));
      return;
    }
  drop = g_new0 (Drop, 1);
  g_weak_ref_init (&drop->view, view);
  drop->request.path = g_file_get_path (file);
  drop->request.name = g_steal_pointer (&name);
  gtk_text_buffer_get_iter_at_offset (buffer, &iter, offset);
  drop->mark = g_object_ref (gtk_text_buffer_create_mark (buffer, NULL, &iter, TRUE));
  dex_future_disown (dex_scheduler_spawn (NULL, 0, drop_fiber, drop, NULL));
}

static gboolean
is_review_file (GFile *file)
{
  g_autofree char *name = g_file_get_basename (file);

  return name != NULL && g_str_has_suffix (name, ".attest");
}

static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, GtkTextView *view)
{
  GSList *files = g_value_get_boxed (value);
  GtkTextIter iter;
  int buffer_x = 0;
  int buffer_y = 0;

  if (files == NULL)
    return FALSE;
  /* What is no part of a text belongs to the window. */
  if (is_review_file (files->data))
    {
      g_autofree char *uri = g_file_get_uri (files->data);

      return gtk_widget_activate_action (GTK_WIDGET (view), "win.open-file", "s", uri);
    }
  if (!gtk_text_view_get_editable (view))
    {
      attest_feedback_toast (GTK_WIDGET (view), _ ("This text can only be read, so nothing can be put into it."));
      return FALSE;
    }
  if (files->next != NULL)
    {
      attest_feedback_toast (GTK_WIDGET (view),
                             _ ("Drop one file at a time. Several become articles on the list of articles."));
      return FALSE;
    }
  gtk_text_view_window_to_buffer_coords (view, GTK_TEXT_WINDOW_WIDGET, (int) x, (int) y, &buffer_x, &buffer_y);
  gtk_text_view_get_iter_at_location (view, &iter, buffer_x, buffer_y);
  attest_source_drop_file (view, files->data, gtk_text_iter_get_offset (&iter));
  return TRUE;
}

void
attest_source_drop_add (GtkTextView *view)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (target), GTK_PHASE_CAPTURE);
  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), view, G_CONNECT_DEFAULT);
  gtk_widget_add_controller (GTK_WIDGET (view), GTK_EVENT_CONTROLLER (target));
}

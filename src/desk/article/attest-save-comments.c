/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "article/attest-save-comments.h"

#include <glib/gi18n.h>

#include "session/attest-feedback.h"

/* What is asked of the library, and where the answer goes. */
typedef struct
{
  GtkWidget *widget;
  AttestArticleState *state;
  AttestCommentsFormat format;
  GFile *file;
} Saving;

typedef struct
{
  char *article;
  char *audience;
  char *reader;
  AttestCommentsFormat format;
} Request;

static Saving *
saving_new (GtkWidget *widget, AttestArticleState *state, AttestCommentsFormat format)
{
  Saving *saving = g_new0 (Saving, 1);

  saving->widget = g_object_ref (widget);
  saving->state = g_object_ref (state);
  saving->format = format;

  return saving;
}

static void
saving_free (gpointer data)
{
  Saving *saving = data;

  g_object_unref (saving->widget);
  g_object_unref (saving->state);
  g_clear_object (&saving->file);
  g_free (saving);
}

static void
request_free (gpointer data)
{
  Request *request = data;

  g_free (request->article);
  g_free (request->audience);
  g_free (request->reader);
  g_free (request);
}

static gboolean
export_on_search_thread (AttestLibrary *library, gpointer data, GValue *result, GError **error)
{
  const Request *request = data;
  g_autoptr (AttestHidden) hidden = attest_hidden_new (library, request->reader, g_get_real_time (), error);
  char *text = NULL;

  if (hidden == NULL)
    return FALSE;
  text = attest_comments_export_for (library, request->article, request->audience, request->format, hidden, error);
  if (text == NULL)
    return FALSE;
  g_value_init (result, G_TYPE_STRING);
  g_value_take_string (result, text);
  return TRUE;
}

static DexFuture *
write_file (DexFuture *future, gpointer user_data)
{
  const Saving *saving = user_data;
  const GValue *value = dex_future_get_value (future, NULL);
  g_autoptr (GBytes) bytes = g_bytes_new (g_value_get_string (value), strlen (g_value_get_string (value)));

  return dex_file_replace_contents_bytes (saving->file, bytes, NULL, FALSE, G_FILE_CREATE_NONE);
}

static DexFuture *
tell (DexFuture *future, gpointer user_data)
{
  const Saving *saving = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_file_get_basename (saving->file);
  g_autofree char *shown = g_filename_display_name (name);
  g_autofree char *words = NULL;

  if (dex_future_get_value (future, &error) == NULL)
    {
      attest_feedback_error (saving->widget, _ ("The comments were not exported"), error);
      return dex_future_new_true ();
    }
  /* Translators: %s is a file's name */
  words = g_strdup_printf (_ ("The comments are in “%s”"), shown);
  attest_feedback_toast (saving->widget, words);
  return dex_future_new_true ();
}

/* @saving: (transfer full) */
static void
begin (Saving *saving)
{
  Request *request = g_new0 (Request, 1);
  DexFuture *future = NULL;

  request->article = g_strdup (attest_article_state_get_article_id (saving->state));
  request->audience = g_strdup (attest_article_state_get_audience (saving->state));
  request->reader = g_strdup (attest_session_get_actor (attest_article_state_get_session (saving->state)));
  request->format = saving->format;
  future = attest_session_search (
      attest_article_state_get_session (saving->state), export_on_search_thread, request, request_free);
  future = dex_future_then (future, write_file, saving, NULL);
  dex_future_disown (dex_future_finally (future, tell, saving, saving_free));
}

static void
file_chosen_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Saving *saving = user_data;

  saving->file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (object), result, NULL);
  if (saving->file != NULL)
    begin (saving);
  else
    saving_free (saving);
}

void
attest_save_comments_to (GtkWidget *widget, AttestArticleState *state, AttestCommentsFormat format, GFile *file)
{
  Saving *saving = NULL;

  g_return_if_fail (GTK_IS_WIDGET (widget) && ATTEST_IS_ARTICLE_STATE (state) && G_IS_FILE (file));

  saving = saving_new (widget, state, format);
  saving->file = g_object_ref (file);
  begin (saving);
}

void
attest_save_comments_as (GtkWidget *widget, AttestArticleState *state, AttestCommentsFormat format)
{
  const AttestArticle *article = attest_article_state_get_article (state);
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  GtkRoot *root = gtk_widget_get_root (widget);
  g_autofree char *name = NULL;

  g_return_if_fail (article != NULL);

  name = g_strdup_printf (
      "%s-%s%s", article->slug, attest_article_state_get_audience (state), attest_comments_format_get_ending (format));
  gtk_file_dialog_set_title (dialog, _ ("Export the comments"));
  gtk_file_dialog_set_accept_label (dialog, _ ("_Export"));
  gtk_file_dialog_set_initial_name (dialog, name);
  gtk_file_dialog_save (dialog,
                        GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                        NULL,
                        file_chosen_cb,
                        saving_new (widget, state, format));
}

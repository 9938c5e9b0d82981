/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "article/attest-save-text.h"

#include <glib/gi18n.h>

#include "session/attest-feedback.h"

typedef struct
{
  GtkWidget *widget;
  GBytes *text;
} Saving;

static void
saving_free (Saving *saving)
{
  g_object_unref (saving->widget);
  g_bytes_unref (saving->text);
  g_free (saving);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Saving, saving_free)

static GBytes *
copy_text (AttestArticleState *state)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (attest_article_state_get_buffer (state));
  char *text = NULL;
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
  return g_bytes_new_take (text, strlen (text));
}

static void
written_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Saving) saving = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_file_get_basename (G_FILE (object));
  g_autofree char *words = NULL;

  if (!g_file_replace_contents_finish (G_FILE (object), result, NULL, &error))
    {
      attest_feedback_error (saving->widget, _ ("The text could not be written"), error);
      return;
    }
  /* Translators: %s is a file's name */
  words = g_strdup_printf (_ ("The text is in “%s”, and not in the library"), name);
  attest_feedback_toast (saving->widget, words);
}

static void
file_chosen_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Saving) saving = user_data;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (object), result, NULL);
  GBytes *text = saving->text;

  if (file != NULL)
    g_file_replace_contents_bytes_async (
        file, text, NULL, FALSE, G_FILE_CREATE_NONE, NULL, written_cb, g_steal_pointer (&saving));
}

void
attest_save_text_as (GtkWidget *widget, AttestArticleState *state)
{
  const AttestArticle *article = attest_article_state_get_article (state);
  const char *audience = attest_article_state_get_audience (state);
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autofree char *name = NULL;
  GtkRoot *root = gtk_widget_get_root (widget);
  Saving *saving = NULL;

  g_return_if_fail (article != NULL);

  saving = g_new0 (Saving, 1);
  saving->widget = g_object_ref (widget);
  saving->text = copy_text (state);
  name = g_strdup_printf ("%s-%s.md", article->slug, audience);
  gtk_file_dialog_set_title (dialog, _ ("Save the text as a file"));
  gtk_file_dialog_set_initial_name (dialog, name);
  gtk_file_dialog_save (dialog, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL, file_chosen_cb, saving);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "article/attest-article-page.h"
#include "attest-window-private.h"
#include "record/attest-article.h"
#include "record/attest-review-file.h"
#include "session/attest-feedback.h"
#include "session/attest-future.h"

/* ---- Taking the open one into one's own library ---- */

static void
library_offered_cb (GObject *dialog, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AttestWindow) self = user_data;
  const char *response = adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (dialog), result);
  g_autofree char *usual = attest_library_dup_default_path ();

  if (!g_str_equal (response, "make") || self->session == NULL || !attest_session_is_review_file (self->session))
    return;
  g_set_str (&self->waiting_file, attest_session_get_path (self->session));
  attest_window_open_library (self, usual, ATTEST_SESSION_CREATE);
}

static void
offer_library (AttestWindow *self)
{
  AdwDialog *dialog = adw_alert_dialog_new (
      _ ("Make a library?"), _ ("You have no library yet. Attest makes one and takes the review file into it."));

  adw_alert_dialog_add_responses (
      ADW_ALERT_DIALOG (dialog), "cancel", _ ("_Cancel"), "make", _ ("_Make a library"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "make", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "make");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "cancel");
  adw_alert_dialog_choose (ADW_ALERT_DIALOG (dialog), GTK_WIDGET (self), NULL, library_offered_cb, g_object_ref (self));
}

void
attest_window_take_review_file (AttestWindow *self)
{
  g_autofree char *mine = attest_window_dup_my_library (self);

  if (self->session == NULL || !attest_session_is_review_file (self->session))
    return;
  if (mine == NULL)
    {
      offer_library (self);
      return;
    }
  g_set_str (&self->waiting_file, attest_session_get_path (self->session));
  attest_window_open_library (self, mine, ATTEST_SESSION_OPEN);
}

/* ---- Saving one ---- */

/* @unsaved: whether something was typed in one of the articles that is in no revision yet */
typedef struct
{
  GWeakRef window;
  GStrv articles;
  char *actor;
  char *path;
  gboolean unsaved;
} Saving;

static void
saving_free (gpointer data)
{
  Saving *saving = data;

  g_weak_ref_clear (&saving->window);
  g_strfreev (saving->articles);
  g_free (saving->actor);
  g_free (saving->path);
  g_free (saving);
}

static Saving *
saving_copy (const Saving *saving, AttestWindow *self)
{
  Saving *copy = g_new0 (Saving, 1);

  g_weak_ref_init (&copy->window, self);
  copy->articles = g_strdupv (saving->articles);
  copy->actor = g_strdup (saving->actor);
  copy->path = g_strdup (saving->path);
  copy->unsaved = saving->unsaved;

  return copy;
}

static gboolean
write_on_record_thread (AttestLibrary *library, gpointer data, GValue *result, GError **error)
{
  const Saving *saving = data;

  return attest_library_write_review_file (
      library, (const char *const *) saving->articles, saving->actor, saving->path, TRUE, error);
}

static DexFuture *
written (DexFuture *future, gpointer user_data)
{
  Saving *saving = user_data;
  g_autoptr (AttestWindow) self = g_weak_ref_get (&saving->window);
  g_autoptr (GFile) file = g_file_new_for_path (saving->path);
  g_autofree char *uri = g_file_get_uri (file);
  g_autofree char *name = g_filename_display_basename (saving->path);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  dex_future_get_value (future, &error);
  if (self == NULL)
    return dex_future_new_true ();
  if (error != NULL)
    {
      attest_feedback_error (GTK_WIDGET (self), _ ("The review file was not saved"), error);
      return dex_future_new_true ();
    }
  /* Translators: %s is a file's name */
  text = g_strdup_printf (
      saving->unsaved ? _ ("Saved “%s”, without what you typed since the last save") : _ ("Saved “%s”"), name);
  attest_feedback_toast_with_button (GTK_WIDGET (self->library), text, _ ("_Show"), "win.show-file", uri);
  return dex_future_new_true ();
}

static void
place_chosen_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Saving *saving = user_data;
  g_autoptr (AttestWindow) self = g_weak_ref_get (&saving->window);
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (object), result, NULL);
  DexFuture *future = NULL;

  if (self != NULL && self->session != NULL && file != NULL && g_file_peek_path (file) != NULL)
    {
      saving->path = g_file_get_path (file);
      future = attest_session_perform (self->session, write_on_record_thread, saving_copy (saving, self), saving_free);
      dex_future_disown (dex_future_finally (future, written, g_steal_pointer (&saving), saving_free));
    }
  g_clear_pointer (&saving, saving_free);
}

static char *
suggest_name (AttestWindow *self, const char *const *articles)
{
  guint count = g_strv_length ((char **) articles);
  g_autoptr (AttestArticle) article =
      attest_library_find_article (attest_session_get_library (self->session), articles[0], NULL);

  if (count == 1 && article != NULL)
    return g_strdup_printf ("%s.attest", article->slug);
  /* Translators: a file's name */
  return g_strdup_printf (ngettext ("%u article.attest", "%u articles.attest", count), count);
}

static gboolean
has_unsaved_text (AttestWindow *self, const char *const *articles)
{
  AdwNavigationPage *page = adw_navigation_view_get_visible_page (self->navigation);
  AttestArticleState *state = NULL;

  if (!ATTEST_IS_ARTICLE_PAGE (page))
    return FALSE;
  state = attest_article_page_get_state (ATTEST_ARTICLE_PAGE (page));
  return attest_article_state_get_modified (state) &&
         g_strv_contains (articles, attest_article_state_get_article_id (state));
}

void
attest_window_save_review_file (AttestWindow *self, const char *const *articles)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  g_autofree char *name = NULL;
  Saving *saving = NULL;

  if (self->session == NULL || articles[0] == NULL)
    return;
  saving = g_new0 (Saving, 1);
  g_weak_ref_init (&saving->window, self);
  saving->articles = g_strdupv ((char **) articles);
  saving->actor = g_strdup (attest_session_get_actor (self->session));
  saving->unsaved = has_unsaved_text (self, articles);
  name = suggest_name (self, articles);
  gtk_file_filter_add_suffix (filter, "attest");
  gtk_file_filter_set_name (filter, _ ("Review files"));
  gtk_file_dialog_set_default_filter (dialog, filter);
  gtk_file_dialog_set_title (dialog, _ ("Save as review file"));
  gtk_file_dialog_set_initial_name (dialog, name);
  gtk_file_dialog_save (dialog, GTK_WINDOW (self), NULL, place_chosen_cb, saving);
}

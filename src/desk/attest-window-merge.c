/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "attest-window-private.h"
#include "merge/attest-merge-job.h"
#include "merge/attest-merge-words.h"
#include "session/attest-feedback.h"

/* @ask: whether it is asked in any case */
typedef struct
{
  GWeakRef window;
  AttestSession *session;
  AttestMergeJob *job;
  gboolean ask;
} Taking;

static void
taking_free (gpointer data)
{
  Taking *taking = data;

  g_weak_ref_clear (&taking->window);
  g_object_unref (taking->session);
  attest_merge_job_unref (taking->job);
  g_free (taking);
}

/* Returns: (transfer full) (nullable): the window, while the library that something is taken into is open there */
static AttestWindow *
dup_window (Taking *taking)
{
  g_autoptr (AttestWindow) self = g_weak_ref_get (&taking->window);

  return self != NULL && self->session == taking->session ? g_steal_pointer (&self) : NULL;
}

static char *
dup_name (Taking *taking)
{
  return g_filename_display_basename (attest_merge_job_get_path (taking->job));
}

/* ---- Before ---- */

static void
answered_cb (GObject *dialog, GAsyncResult *result, gpointer user_data)
{
  DexPromise *promise = user_data;
  const char *response = adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (dialog), result);

  dex_promise_resolve_boolean (promise, g_str_equal (response, "take"));
  dex_unref (promise);
}

static DexFuture *
ask (Taking *taking, const char *news, const char *dangers)
{
  g_autoptr (AttestWindow) self = dup_window (taking);
  DexPromise *promise = dex_promise_new ();
  g_autofree char *name = dup_name (taking);
  g_autofree char *heading = g_strdup_printf (_ ("Take “%s” into your library?"), name);
  g_autofree char *body =
      g_strdup_printf ("%s\n\n%s", news, dangers != NULL ? dangers : _ ("Everything that is in your library stays."));
  AdwAlertDialog *dialog = NULL;

  if (self == NULL)
    {
      dex_promise_resolve_boolean (promise, FALSE);
      return DEX_FUTURE (promise);
    }
  dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (heading, body));
  adw_alert_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "take", _ ("_Take in"), NULL);
  adw_alert_dialog_set_response_appearance (
      dialog, "take", dangers != NULL ? ADW_RESPONSE_DESTRUCTIVE : ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (dialog, dangers != NULL ? "cancel" : "take");
  adw_alert_dialog_set_close_response (dialog, "cancel");
  adw_alert_dialog_choose (dialog, GTK_WIDGET (self), NULL, answered_cb, dex_ref (promise));
  return DEX_FUTURE (promise);
}

static gboolean
agree (Taking *taking)
{
  const AttestMergeReport *report = attest_merge_job_get_report (taking->job);
  g_autofree char *news = attest_merge_words_dup_news (report);
  g_autofree char *dangers = attest_merge_words_dup_dangers (report);

  if (report->events == 0 || (!taking->ask && dangers == NULL))
    return TRUE;
  return dex_await_boolean (ask (taking, news, dangers), NULL);
}

/* ---- After ---- */

static void
tell_problem (Taking *taking, const GError *error)
{
  g_autoptr (AttestWindow) self = dup_window (taking);
  g_autofree char *name = dup_name (taking);
  g_autofree char *title = g_strdup_printf (_ ("“%s” was not taken in"), name);

  if (self == NULL)
    return;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    attest_feedback_toast (GTK_WIDGET (self->library), title);
  else
    attest_feedback_error (GTK_WIDGET (self), title, error);
}

typedef struct
{
  GWeakRef window;
  char *article;
} Telling;

static void
told_cb (GObject *dialog, GAsyncResult *result, gpointer user_data)
{
  Telling *telling = user_data;
  g_autoptr (AttestWindow) self = g_weak_ref_get (&telling->window);
  const char *response = adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (dialog), result);

  if (self != NULL && g_str_equal (response, "open"))
    attest_window_open_article (self, telling->article);
  g_weak_ref_clear (&telling->window);
  g_free (telling->article);
  g_free (telling);
}

static void
tell_news (AttestWindow *self, AttestMergeJob *job)
{
  const AttestMergeReport *report = attest_merge_job_get_report (job);
  g_autofree char *news = attest_merge_words_dup_news (report);
  g_autofree char *parted = attest_merge_words_dup_parted (attest_merge_job_get_parted (job));
  g_autofree char *all = parted != NULL ? g_strdup_printf ("%s\n\n%s", news, parted) : NULL;
  AdwAlertDialog *dialog =
      ADW_ALERT_DIALOG (adw_alert_dialog_new (_ ("Taken into your library"), all != NULL ? all : news));
  Telling *telling = g_new0 (Telling, 1);

  g_weak_ref_init (&telling->window, self);
  adw_alert_dialog_add_response (dialog, "close", _ ("_Close"));
  adw_alert_dialog_set_close_response (dialog, "close");
  if (g_strv_length (report->touched) == 1)
    {
      telling->article = g_strdup (report->touched[0]);
      adw_alert_dialog_add_response (dialog, "open", _ ("_Open the article"));
      adw_alert_dialog_set_response_appearance (dialog, "open", ADW_RESPONSE_SUGGESTED);
      adw_alert_dialog_set_default_response (dialog, "open");
    }
  adw_alert_dialog_choose (dialog, GTK_WIDGET (self), NULL, told_cb, telling);
}

static void
tell (Taking *taking)
{
  g_autoptr (AttestWindow) self = dup_window (taking);
  const AttestMergeReport *report = attest_merge_job_get_report (taking->job);
  g_autofree char *name = dup_name (taking);
  g_autofree char *nothing = g_strdup_printf (_ ("Your library has all that is in “%s” already"), name);

  if (self == NULL)
    return;
  if (report->events == 0)
    attest_feedback_toast (GTK_WIDGET (self->library), nothing);
  else
    tell_news (self, taking->job);
}

/* ---- The whole ---- */

static DexFuture *
run (Taking *taking)
{
  g_autoptr (AttestWindow) self = dup_window (taking);
  DexFuture *future = attest_merge_job_run (taking->job, taking->session);
  g_autofree char *name = dup_name (taking);
  g_autofree char *heading = g_strdup_printf (_ ("Taking in “%s”"), name);

  return self != NULL
             ? attest_progress_show (attest_merge_job_get_progress (taking->job), GTK_WIDGET (self), heading, future)
             : future;
}

static DexFuture *
take_fiber (gpointer user_data)
{
  Taking *taking = user_data;
  g_autoptr (GError) error = NULL;

  if (dex_await (attest_merge_job_preview (taking->job, taking->session), &error) && agree (taking) &&
      dex_await (run (taking), &error))
    tell (taking);
  if (error != NULL)
    tell_problem (taking, error);
  return dex_future_new_true ();
}

void
attest_window_take_in (AttestWindow *self, const char *path, gboolean ask_first)
{
  Taking *taking = NULL;

  if (self->session == NULL)
    return;
  taking = g_new0 (Taking, 1);
  g_weak_ref_init (&taking->window, self);
  taking->session = g_object_ref (self->session);
  taking->job = attest_merge_job_new (path);
  taking->ask = ask_first;
  dex_future_disown (dex_scheduler_spawn (NULL, 0, take_fiber, taking, taking_free));
}

static void
file_chosen_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AttestWindow) self = user_data;
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (object), result, NULL);

  if (file != NULL && g_file_peek_path (file) != NULL)
    attest_window_take_in (self, g_file_peek_path (file), TRUE);
}

void
attest_window_choose_merge (AttestWindow *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_add_suffix (filter, "attest-library");
  gtk_file_filter_add_suffix (filter, "attest");
  gtk_file_filter_set_name (filter, _ ("Libraries and review files"));
  gtk_file_dialog_set_title (dialog, _ ("Merge another library"));
  gtk_file_dialog_set_default_filter (dialog, filter);
  gtk_file_dialog_open (dialog, GTK_WINDOW (self), NULL, file_chosen_cb, g_object_ref (self));
}

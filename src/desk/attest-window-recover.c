/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "attest-window-private.h"
#include "record/attest-recover.h"
#include "review/attest-review.h"
#include "session/attest-feedback.h"
#include "session/attest-future.h"
#include "session/attest-worker.h"

/* What can still be read of a damaged library, as a new one beside it. */

/* Milliseconds until somebody would wonder what is going on. */
#define PATIENCE 700

/* @new_path: what is to be made; @waiting: the timer that shows what is under way, 0 for none; @report: what was, read by the main thread once the worker is done */
typedef struct
{
  GWeakRef window;
  GWeakRef dialog;
  char *path;
  char *new_path;
  GCancellable *cancellable;
  guint waiting;
  AttestRecoverReport *report;
} Recovery;

static void
clear_recovery (gpointer data)
{
  Recovery *recovery = data;

  g_weak_ref_clear (&recovery->window);
  g_weak_ref_clear (&recovery->dialog);
  g_free (recovery->path);
  g_free (recovery->new_path);
  g_object_unref (recovery->cancellable);
  g_clear_pointer (&recovery->report, attest_recover_report_free);
}

static void
recovery_unref (gpointer recovery)
{
  g_atomic_rc_box_release_full (recovery, clear_recovery);
}

/* "board recovered.attest-library", with a number where that is taken. */
static char *
choose_path (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = g_path_get_basename (path);
  char *dot = g_strrstr (name, ".attest-library");

  if (dot != NULL)
    *dot = '\0';
  for (guint i = 1;; i++)
    {
      /* Translators: the name of a file: %s is the library's name; a number follows where there is one already */
      g_autofree char *words = g_strdup_printf (_ ("%s recovered"), name);
      g_autofree char *file =
          i == 1 ? g_strdup_printf ("%s.attest-library", words) : g_strdup_printf ("%s %u.attest-library", words, i);
      g_autofree char *chosen = g_build_filename (folder, file, NULL);

      if (!g_file_test (chosen, G_FILE_TEST_EXISTS))
        return g_steal_pointer (&chosen);
    }
}

static gboolean
recover_in_worker (gpointer data, GValue *result, GError **error)
{
  Recovery *recovery = data;
  g_autoptr (AttestRegistry) registry = attest_registry_new ();

  attest_review_register (registry);
  recovery->report =
      attest_library_recover (recovery->path, recovery->new_path, registry, recovery->cancellable, error);
  return recovery->report != NULL;
}

/* ---- What became of it ---- */

/* All that is lost may be much, so it has a scroll bar of its own. */
static GtkWidget *
make_list (const AttestRecoverReport *report)
{
  g_autofree char *lines = g_strjoinv ("\n", report->lost);
  GtkWidget *label = gtk_label_new (lines);
  GtkWidget *scroller = gtk_scrolled_window_new ();

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 240);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), label);
  /* The keyboard begins here and scrolls, where the label alone would select all of its text. */
  gtk_widget_set_focusable (scroller, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (scroller), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("What is lost"), -1);
  return scroller;
}

static void
tell_report (AttestWindow *self, const Recovery *recovery)
{
  const AttestRecoverReport *report = recovery->report;
  gboolean lost = report->lost[0] != NULL;
  g_autofree char *name = g_filename_display_basename (recovery->new_path);
  g_autofree char *saved =
      g_strdup_printf (ngettext ("%u entry was saved.", "%u entries were saved.", report->events), report->events);
  AdwDialog *dialog = adw_alert_dialog_new (
      lost ? _ ("A part of the library was recovered") : _ ("All of the library was recovered"), NULL);

  adw_alert_dialog_format_body (
      ADW_ALERT_DIALOG (dialog),
      /* Translators: “12 entries were saved.”, and the name of a file */
      _ ("%s They are in the new library “%s”, which is open now. The damaged file was left as it is."),
      saved,
      name);
  if (lost)
    {
      GtkWidget *list = make_list (report);

      adw_alert_dialog_set_extra_child (ADW_ALERT_DIALOG (dialog), list);
      adw_dialog_set_focus (dialog, list);
    }
  adw_alert_dialog_add_response (ADW_ALERT_DIALOG (dialog), "close", _ ("_Close"));
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static DexFuture *
recovered (DexFuture *future, gpointer user_data)
{
  Recovery *recovery = user_data;
  g_autoptr (AttestWindow) self = g_weak_ref_get (&recovery->window);
  g_autoptr (AdwDialog) dialog = g_weak_ref_get (&recovery->dialog);
  g_autoptr (GError) error = NULL;

  dex_future_get_value (future, &error);
  g_clear_handle_id (&recovery->waiting, g_source_remove);
  if (dialog != NULL)
    adw_dialog_force_close (dialog);
  if (self == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return dex_future_new_true ();
  if (error != NULL)
    {
      attest_feedback_error (GTK_WIDGET (self), _ ("Nothing could be recovered"), error);
      return dex_future_new_true ();
    }
  attest_window_open_library (self, recovery->new_path, ATTEST_SESSION_OPEN);
  tell_report (self, recovery);
  return dex_future_new_true ();
}

/* ---- The question, and what is under way ---- */

static void
cancelled_cb (Recovery *recovery)
{
  g_cancellable_cancel (recovery->cancellable);
}

/* Only where it takes long enough: what comes and goes at once is a flash. */
static gboolean
show_progress_cb (gpointer data)
{
  Recovery *recovery = data;
  g_autoptr (AttestWindow) self = g_weak_ref_get (&recovery->window);
  AdwDialog *dialog = NULL;
  GtkWidget *spinner = NULL;

  recovery->waiting = 0;
  if (self == NULL)
    return G_SOURCE_REMOVE;
  dialog = adw_alert_dialog_new (_ ("Reading the library"), NULL);
  spinner = adw_spinner_new ();
  gtk_widget_set_size_request (spinner, 48, 48);
  gtk_accessible_update_property (GTK_ACCESSIBLE (spinner), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Progress"), -1);
  adw_alert_dialog_set_extra_child (ADW_ALERT_DIALOG (dialog), spinner);
  adw_alert_dialog_add_response (ADW_ALERT_DIALOG (dialog), "cancel", _ ("_Cancel"));
  g_weak_ref_set (&recovery->dialog, dialog);
  g_signal_connect_data (dialog,
                         "response",
                         G_CALLBACK (cancelled_cb),
                         g_atomic_rc_box_acquire (recovery),
                         (GClosureNotify) (GCallback) recovery_unref,
                         G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
  return G_SOURCE_REMOVE;
}

static void
answered_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Recovery *recovery = user_data;
  const char *response = adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (object), result);
  g_autoptr (AttestWindow) self = g_weak_ref_get (&recovery->window);
  DexFuture *future = NULL;

  if (self == NULL || !g_str_equal (response, "recover"))
    {
      recovery_unref (recovery);
      return;
    }
  /* The timer does not outlast the worker, which holds on to the recovery. */
  recovery->waiting = g_timeout_add (PATIENCE, show_progress_cb, recovery);
  future = attest_worker_run (recover_in_worker, g_atomic_rc_box_acquire (recovery), recovery_unref);
  dex_future_disown (dex_future_finally (future, recovered, recovery, recovery_unref));
}

void
attest_window_recover (AttestWindow *self)
{
  Recovery *recovery = NULL;
  AdwDialog *dialog = NULL;
  g_autofree char *name = NULL;

  if (self->session != NULL || self->path == NULL)
    return;
  recovery = g_atomic_rc_box_new0 (Recovery);
  g_weak_ref_init (&recovery->window, self);
  g_weak_ref_init (&recovery->dialog, NULL);
  recovery->path = g_strdup (self->path);
  recovery->new_path = choose_path (self->path);
  recovery->cancellable = g_cancellable_new ();
  name = g_path_get_basename (recovery->new_path);
  dialog = adw_alert_dialog_new (_ ("Recover what can be read?"), NULL);
  adw_alert_dialog_format_body (
      ADW_ALERT_DIALOG (dialog),
      _ ("Attest reads every entry of the damaged library that can still be read and makes a new "
         "library of them beside it, “%s”. It then tells what is lost. The damaged file stays as "
         "it is."),
      name);
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "cancel", _ ("_Cancel"), "recover", _ ("_Recover"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "recover", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "recover");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "cancel");
  adw_alert_dialog_choose (ADW_ALERT_DIALOG (dialog), GTK_WIDGET (self), NULL, answered_cb, recovery);
}

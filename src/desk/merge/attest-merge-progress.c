/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "merge/attest-merge-progress.h"

#include <glib/gi18n.h>

/* Milliseconds: until somebody would wonder, and between two looks at how far it is. */
#define PATIENCE 700
#define INTERVAL 100

typedef struct
{
  GWeakRef parent;
  AttestMergeJob *job;
  AdwDialog *dialog;
  GtkWidget *bar;
  guint source;
} Showing;

static void
showing_free (gpointer data)
{
  Showing *self = data;

  g_clear_handle_id (&self->source, g_source_remove);
  if (self->dialog != NULL)
    adw_dialog_force_close (self->dialog);
  g_clear_object (&self->dialog);
  g_weak_ref_clear (&self->parent);
  attest_merge_job_unref (self->job);
  g_free (self);
}

static void
cancelled_cb (AttestMergeJob *job)
{
  attest_merge_job_cancel (job);
}

static gboolean
update_cb (gpointer data)
{
  Showing *self = data;

  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->bar), attest_merge_job_get_fraction (self->job));
  return G_SOURCE_CONTINUE;
}

static gboolean
present_cb (gpointer data)
{
  Showing *self = data;
  g_autoptr (GtkWidget) parent = g_weak_ref_get (&self->parent);
  g_autofree char *name = g_filename_display_basename (attest_merge_job_get_path (self->job));
  g_autofree char *heading = g_strdup_printf (_ ("Taking in “%s”"), name);

  self->source = 0;
  if (parent == NULL)
    return G_SOURCE_REMOVE;
  self->bar = gtk_progress_bar_new ();
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->bar), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Progress"), -1);
  self->dialog = g_object_ref_sink (adw_alert_dialog_new (heading, NULL));
  adw_alert_dialog_set_extra_child (ADW_ALERT_DIALOG (self->dialog), self->bar);
  adw_alert_dialog_add_response (ADW_ALERT_DIALOG (self->dialog), "cancel", _ ("_Cancel"));
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (self->dialog), "cancel");
  g_signal_connect_data (self->dialog,
                         "response",
                         G_CALLBACK (cancelled_cb),
                         attest_merge_job_ref (self->job),
                         (GClosureNotify) (GCallback) attest_merge_job_unref,
                         G_CONNECT_SWAPPED);
  adw_dialog_present (self->dialog, parent);
  self->source = g_timeout_add (INTERVAL, update_cb, self);
  return G_SOURCE_REMOVE;
}

static DexFuture *
settled (DexFuture *future, gpointer user_data)
{
  return dex_ref (future);
}

DexFuture *
attest_merge_progress_show (GtkWidget *parent, AttestMergeJob *job, DexFuture *future)
{
  Showing *self = g_new0 (Showing, 1);

  g_weak_ref_init (&self->parent, parent);
  self->job = attest_merge_job_ref (job);
  self->source = g_timeout_add (PATIENCE, present_cb, self);

  return dex_future_finally (future, settled, self, showing_free);
}

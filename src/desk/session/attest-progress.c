/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/attest-progress.h"

#include <glib/gi18n.h>

/* Milliseconds: until somebody would wonder, and between two looks at how far it is. */
#define PATIENCE 700
#define INTERVAL 100

struct _AttestProgress
{
  GCancellable *cancellable;
  /* Thousandths, set and read atomically. */
  int thousandths;
};

typedef struct
{
  GWeakRef parent;
  AttestProgress *progress;
  char *heading;
  AdwDialog *dialog;
  GtkWidget *bar;
  guint source;
} Showing;

static void
clear_progress (gpointer data)
{
  AttestProgress *self = data;

  g_object_unref (self->cancellable);
}

AttestProgress *
attest_progress_new (void)
{
  AttestProgress *self = g_atomic_rc_box_new0 (AttestProgress);

  self->cancellable = g_cancellable_new ();
  return self;
}

AttestProgress *
attest_progress_ref (AttestProgress *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
attest_progress_unref (AttestProgress *self)
{
  g_atomic_rc_box_release_full (self, clear_progress);
}

void
attest_progress_note (double fraction, gpointer self)
{
  g_atomic_int_set (&((AttestProgress *) self)->thousandths, (int) (fraction * 1000));
}

double
attest_progress_get_fraction (AttestProgress *self)
{
  return g_atomic_int_get (&self->thousandths) / 1000.0;
}

GCancellable *
attest_progress_get_cancellable (AttestProgress *self)
{
  return self->cancellable;
}

static void
showing_free (gpointer data)
{
  Showing *self = data;

  g_clear_handle_id (&self->source, g_source_remove);
  if (self->dialog != NULL)
    adw_dialog_force_close (self->dialog);
  g_clear_object (&self->dialog);
  g_weak_ref_clear (&self->parent);
  attest_progress_unref (self->progress);
  g_free (self->heading);
  g_free (self);
}

static gboolean
update_cb (gpointer data)
{
  Showing *self = data;

  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->bar), attest_progress_get_fraction (self->progress));
  return G_SOURCE_CONTINUE;
}

static gboolean
present_cb (gpointer data)
{
  Showing *self = data;
  g_autoptr (GtkWidget) parent = g_weak_ref_get (&self->parent);

  self->source = 0;
  if (parent == NULL)
    return G_SOURCE_REMOVE;
  self->bar = gtk_progress_bar_new ();
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->bar), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Progress"), -1);
  self->dialog = g_object_ref_sink (adw_alert_dialog_new (self->heading, NULL));
  adw_alert_dialog_set_extra_child (ADW_ALERT_DIALOG (self->dialog), self->bar);
  adw_alert_dialog_add_response (ADW_ALERT_DIALOG (self->dialog), "cancel", _ ("_Cancel"));
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (self->dialog), "cancel");
  g_signal_connect_object (
      self->dialog, "response", G_CALLBACK (g_cancellable_cancel), self->progress->cancellable, G_CONNECT_SWAPPED);
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
attest_progress_show (AttestProgress *self, GtkWidget *parent, const char *heading, DexFuture *future)
{
  Showing *showing = g_new0 (Showing, 1);

  g_weak_ref_init (&showing->parent, parent);
  showing->progress = attest_progress_ref (self);
  showing->heading = g_strdup (heading);
  showing->source = g_timeout_add (PATIENCE, present_cb, showing);

  return dex_future_finally (future, settled, showing, showing_free);
}

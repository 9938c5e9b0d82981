/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "attest-window-private.h"

#include <glib/gi18n.h>

/* A library of an older version is brought up to date when it is opened, which takes minutes in a large one: the page "opening" says so, how far it is, and lets it be stopped. */

/* Milliseconds between two looks at how far it is. */
#define INTERVAL 100

static void
show_upgrade (AttestWindow *self, gboolean shown)
{
  if (gtk_widget_get_visible (self->upgrade_bar) == shown)
    return;
  adw_status_page_set_title (self->opening, shown ? _ ("Bringing the library up to date") : _ ("Opening the library"));
  adw_status_page_set_description (
      self->opening,
      shown ? _ ("It was last opened by another version of Attest. With very many articles this takes some minutes. If "
                 "you stop it, or the computer does, the library stays as it was.")
            : NULL);
  gtk_widget_set_visible (self->upgrade_bar, shown);
  gtk_widget_set_visible (self->upgrade_cancel, shown);
  gtk_widget_set_sensitive (self->upgrade_cancel, TRUE);
}

static gboolean
look_cb (gpointer user_data)
{
  AttestWindow *self = user_data;

  if (!attest_upgrade_has_begun (self->upgrade))
    return G_SOURCE_CONTINUE;
  show_upgrade (self, TRUE);
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->upgrade_bar), attest_upgrade_get_fraction (self->upgrade));
  return G_SOURCE_CONTINUE;
}

void
attest_window_begin_upgrade (AttestWindow *self, AttestUpgrade *upgrade)
{
  attest_window_end_upgrade (self);
  self->upgrade = attest_upgrade_ref (upgrade);
  self->upgrade_timer = g_timeout_add (INTERVAL, look_cb, self);
  show_upgrade (self, FALSE);
}

void
attest_window_end_upgrade (AttestWindow *self)
{
  g_clear_handle_id (&self->upgrade_timer, g_source_remove);
  if (self->upgrade == NULL)
    return;
  attest_upgrade_cancel (self->upgrade);
  g_clear_pointer (&self->upgrade, attest_upgrade_unref);
}

/* What was begun ends within a moment, and the page of what went wrong comes with it. */
static void
attest_window_cancel_upgrade_cb (AttestWindow *self)
{
  gtk_widget_set_sensitive (self->upgrade_cancel, FALSE);
  if (self->upgrade != NULL)
    attest_upgrade_cancel (self->upgrade);
}

void
attest_window_bind_upgrade (GtkWidgetClass *klass)
{
  gtk_widget_class_bind_template_child (klass, AttestWindow, opening);
  gtk_widget_class_bind_template_child (klass, AttestWindow, upgrade_bar);
  gtk_widget_class_bind_template_child (klass, AttestWindow, upgrade_cancel);
  gtk_widget_class_bind_template_callback (klass, attest_window_cancel_upgrade_cb);
}

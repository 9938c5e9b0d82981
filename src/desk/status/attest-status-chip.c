/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "status/attest-status-chip.h"

#include <glib/gi18n.h>

#include "session/attest-status-look.h"

struct _AttestStatusChip
{
  GtkBox parent_instance;
};

G_DEFINE_FINAL_TYPE (AttestStatusChip, attest_status_chip, GTK_TYPE_BOX)

static void
attest_status_chip_class_init (AttestStatusChipClass *klass)
{
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
attest_status_chip_init (AttestStatusChip *self)
{
  gtk_box_set_spacing (GTK_BOX (self), 5);
  gtk_widget_add_css_class (GTK_WIDGET (self), "status-chip");
}

GtkWidget *
attest_status_chip_new (const char *label, AttestStatus status, gboolean due)
{
  AttestStatusChip *self = g_object_new (ATTEST_TYPE_STATUS_CHIP, NULL);
  const AttestStatusLook *look = attest_status_get_look (status, due);
  g_autofree char *words = attest_status_dup_label (status, due);
  /* Translators: an audience and its status for a screen reader, such as "Patient: Approved" */
  g_autofree char *spoken = g_strdup_printf (_ ("%s: %s"), label, words);
  GtkWidget *icon = gtk_image_new_from_icon_name (look->icon_name);
  GtkWidget *audience = gtk_label_new (label);
  GtkWidget *status_label = gtk_label_new (words);

  gtk_widget_add_css_class (icon, look->style_class);
  gtk_accessible_update_state (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  gtk_widget_add_css_class (audience, "caption-heading");
  gtk_widget_add_css_class (status_label, "caption");
  gtk_widget_add_css_class (status_label, "dimmed");
  gtk_box_append (GTK_BOX (self), icon);
  gtk_box_append (GTK_BOX (self), audience);
  gtk_box_append (GTK_BOX (self), status_label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  return GTK_WIDGET (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "status/attest-status-chip.h"

#include <glib/gi18n.h>

#include "session/attest-status-look.h"

struct _AttestStatusChip
{
  GtkBox parent_instance;

  GtkImage *icon;
  GtkLabel *audience;
  GtkLabel *status;
  const char *style_class;
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
  self->icon = GTK_IMAGE (gtk_image_new ());
  self->audience = GTK_LABEL (gtk_label_new (NULL));
  self->status = GTK_LABEL (gtk_label_new (NULL));

  gtk_box_set_spacing (GTK_BOX (self), 5);
  gtk_widget_add_css_class (GTK_WIDGET (self), "status-chip");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->icon), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  gtk_widget_add_css_class (GTK_WIDGET (self->audience), "caption-heading");
  gtk_widget_add_css_class (GTK_WIDGET (self->status), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->status), "dimmed");
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->icon));
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->audience));
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->status));
}

GtkWidget *
attest_status_chip_new (void)
{
  return g_object_new (ATTEST_TYPE_STATUS_CHIP, NULL);
}

void
attest_status_chip_show (AttestStatusChip *self, const char *label, AttestStatus status, gboolean due)
{
  const AttestStatusLook *look = attest_status_get_look (status, due);
  g_autofree char *words = attest_status_dup_label (status, due);
  /* Translators: an audience and its status for a screen reader, such as "Patient: Approved" */
  g_autofree char *spoken = g_strdup_printf (_ ("%s: %s"), label, words);

  g_return_if_fail (ATTEST_IS_STATUS_CHIP (self));

  gtk_image_set_from_icon_name (self->icon, look->icon_name);
  if (self->style_class != look->style_class)
    {
      if (self->style_class != NULL)
        gtk_widget_remove_css_class (GTK_WIDGET (self->icon), self->style_class);
      self->style_class = look->style_class;
      if (self->style_class != NULL)
        gtk_widget_add_css_class (GTK_WIDGET (self->icon), self->style_class);
    }
  gtk_label_set_label (self->audience, label);
  gtk_label_set_label (self->status, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

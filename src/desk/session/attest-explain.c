/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/attest-explain.h"

static gboolean
shows_icon_alone (GtkWidget *control)
{
  if (GTK_IS_MENU_BUTTON (control))
    return gtk_menu_button_get_icon_name (GTK_MENU_BUTTON (control)) != NULL;
  return GTK_IS_BUTTON (control) && gtk_button_get_icon_name (GTK_BUTTON (control)) != NULL;
}

/* A button that shows an icon alone goes by its tooltip, which the reason takes the place of. */
static void
keep_name (GtkWidget *control, const char *name)
{
  if (!shows_icon_alone (control))
    return;
  if (name != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (control), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  else
    gtk_accessible_reset_property (GTK_ACCESSIBLE (control), GTK_ACCESSIBLE_PROPERTY_LABEL);
}

void
attest_explain_disabled (GtkWidget *control, const char *reason, const char *usual)
{
  gboolean explains = reason != NULL && *reason != '\0';

  g_return_if_fail (GTK_IS_WIDGET (control));

  gtk_widget_set_tooltip_text (control, explains ? reason : usual);
  keep_name (control, explains ? usual : NULL);
  if (explains)
    gtk_accessible_update_property (GTK_ACCESSIBLE (control), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, reason, -1);
  else
    gtk_accessible_reset_property (GTK_ACCESSIBLE (control), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
}

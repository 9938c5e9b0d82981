/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/attest-feedback.h"

#include <glib/gi18n.h>

/* Returns: whether there is a place to show it */
static gboolean
add_toast (GtkWidget *widget, AdwToast *toast)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (widget, ADW_TYPE_TOAST_OVERLAY);

  if (overlay != NULL)
    adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), toast);
  else
    g_object_unref (g_object_ref_sink (toast));
  return overlay != NULL;
}

void
attest_feedback_toast (GtkWidget *widget, const char *text)
{
  AdwToast *toast = adw_toast_new (text);

  adw_toast_set_use_markup (toast, FALSE);
  add_toast (widget, toast);
}

void
attest_feedback_announce (GtkWidget *widget, const char *text)
{
  gtk_accessible_announce (GTK_ACCESSIBLE (widget), text, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

void
attest_feedback_toast_with_button (GtkWidget *widget,
                                   const char *text,
                                   const char *button,
                                   const char *action,
                                   const char *target)
{
  AdwToast *toast = adw_toast_new (text);

  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_set_button_label (toast, button);
  adw_toast_set_action_name (toast, action);
  adw_toast_set_action_target_value (toast, g_variant_new_string (target));
  adw_toast_set_timeout (toast, 8);
  add_toast (widget, toast);
}

AdwToast *
attest_feedback_toast_with_undo (GtkWidget *widget, const char *text)
{
  AdwToast *toast = adw_toast_new (text);

  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_set_button_label (toast, _ ("_Undo"));
  adw_toast_set_timeout (toast, 8);
  return add_toast (widget, toast) ? toast : NULL;
}

void
attest_feedback_error (GtkWidget *widget, const char *title, const GError *error)
{
  AdwDialog *dialog = adw_alert_dialog_new (title, error->message);

  adw_alert_dialog_add_response (ADW_ALERT_DIALOG (dialog), "close", _ ("_Close"));
  adw_dialog_present (dialog, widget);
}

void
attest_feedback_show_filtered (GtkWidget *button, GtkWidget *clear, gboolean on)
{
  gtk_widget_set_sensitive (clear, on);
  gtk_widget_set_tooltip_text (button, on ? _ ("Filter (on)") : _ ("Filter"));
  if (on)
    gtk_widget_add_css_class (button, "filter-on");
  else
    gtk_widget_remove_css_class (button, "filter-on");
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/attest-reason-dialog.h"

#include <glib/gi18n.h>

struct _AttestReasonDialog
{
  AdwAlertDialog parent_instance;

  GtkEditable *reason;
};

G_DEFINE_FINAL_TYPE (AttestReasonDialog, attest_reason_dialog, ADW_TYPE_ALERT_DIALOG)

enum
{
  SIGNAL_GIVEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static char *
dup_reason (AttestReasonDialog *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (self->reason)));
}

static void
attest_reason_dialog_response (AdwAlertDialog *dialog, const char *response)
{
  AttestReasonDialog *self = ATTEST_REASON_DIALOG (dialog);
  g_autofree char *reason = dup_reason (self);

  if (g_str_equal (response, "give") && *reason != '\0')
    g_signal_emit (self, signals[SIGNAL_GIVEN], 0, reason);
}

static void
reason_changed_cb (AttestReasonDialog *self)
{
  g_autofree char *reason = dup_reason (self);

  adw_alert_dialog_set_response_enabled (ADW_ALERT_DIALOG (self), "give", *reason != '\0');
}

static void
attest_reason_dialog_class_init (AttestReasonDialogClass *klass)
{
  ADW_ALERT_DIALOG_CLASS (klass)->response = attest_reason_dialog_response;
  signals[SIGNAL_GIVEN] = g_signal_new (
      "given", ATTEST_TYPE_REASON_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
attest_reason_dialog_init (AttestReasonDialog *self)
{
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Reason"));
  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (row), TRUE);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_append (GTK_LIST_BOX (list), row);
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Reason"), -1);
  self->reason = GTK_EDITABLE (row);
  g_signal_connect_swapped (row, "changed", G_CALLBACK (reason_changed_cb), self);
  adw_alert_dialog_set_extra_child (ADW_ALERT_DIALOG (self), list);
}

AdwDialog *
attest_reason_dialog_new (const char *heading, const char *body, const char *button)
{
  AttestReasonDialog *self = g_object_new (ATTEST_TYPE_REASON_DIALOG, NULL);
  AdwAlertDialog *alert = ADW_ALERT_DIALOG (self);

  adw_alert_dialog_set_heading (alert, heading);
  adw_alert_dialog_set_body (alert, body);
  adw_alert_dialog_add_responses (alert, "cancel", _ ("_Cancel"), "give", button, NULL);
  adw_alert_dialog_set_response_appearance (alert, "give", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_response_enabled (alert, "give", FALSE);
  adw_alert_dialog_set_default_response (alert, "give");
  adw_alert_dialog_set_close_response (alert, "cancel");
  return ADW_DIALOG (self);
}

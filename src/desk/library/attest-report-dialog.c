/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "library/attest-report-dialog.h"

struct _AttestReportDialog
{
  AdwDialog parent_instance;

  GtkActionable *open_folder;
  AdwPreferencesGroup *failed;
  AdwPreferencesGroup *left;
  AdwPreferencesGroup *done;
};

G_DEFINE_FINAL_TYPE (AttestReportDialog, attest_report_dialog, ADW_TYPE_DIALOG)

static void
attest_report_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ATTEST_TYPE_REPORT_DIALOG);

  G_OBJECT_CLASS (attest_report_dialog_parent_class)->dispose (object);
}

static void
attest_report_dialog_class_init (AttestReportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = attest_report_dialog_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/attestdesk/Attest/attest-report-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AttestReportDialog, open_folder);
  gtk_widget_class_bind_template_child (widget_class, AttestReportDialog, failed);
  gtk_widget_class_bind_template_child (widget_class, AttestReportDialog, left);
  gtk_widget_class_bind_template_child (widget_class, AttestReportDialog, done);
}

static void
attest_report_dialog_init (AttestReportDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
add_row (AdwPreferencesGroup *group, const char *title, const char *subtitle, const char *icon_name)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  if (icon_name != NULL)
    {
      GtkWidget *icon = gtk_image_new_from_icon_name (icon_name);

      gtk_widget_add_css_class (icon, "error");
      adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
    }
  adw_preferences_group_add (group, row);
  gtk_widget_set_visible (GTK_WIDGET (group), TRUE);
}

static void
add_outcome (AttestReportDialog *self, const AttestBatchOutcome *outcome)
{
  g_autofree char *name = NULL;

  if (outcome->problem != NULL)
    {
      add_row (self->failed, outcome->title, outcome->problem, "dialog-error-symbolic");
    }
  else if (outcome->result == NULL)
    {
      add_row (self->left, outcome->title, NULL, NULL);
    }
  else
    {
      name = *outcome->result != '\0' ? g_filename_display_basename (outcome->result) : NULL;
      add_row (self->done, outcome->title, name, NULL);
    }
}

AdwDialog *
attest_report_dialog_new (AttestArticleBatch *batch,
                          const char *title,
                          const char *done,
                          const char *failed,
                          const char *folder)
{
  AttestReportDialog *self = g_object_new (ATTEST_TYPE_REPORT_DIALOG, "title", title, NULL);
  GPtrArray *outcomes = attest_article_batch_get_outcomes (batch);

  adw_preferences_group_set_title (self->done, done);
  adw_preferences_group_set_title (self->failed, failed);
  for (guint i = 0; i < outcomes->len; i++)
    add_outcome (self, g_ptr_array_index (outcomes, i));
  gtk_widget_set_visible (GTK_WIDGET (self->open_folder), folder != NULL);
  if (folder != NULL)
    {
      gtk_actionable_set_action_name (self->open_folder, "win.open-page");
      gtk_actionable_set_action_target_value (self->open_folder, g_variant_new_string (folder));
    }
  return ADW_DIALOG (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "library/attest-import-dialog.h"

#include <glib/gi18n.h>

#include "library/attest-import-job.h"

struct _AttestImportDialog
{
  AdwDialog parent_instance;

  AdwPreferencesPage *page;
  AdwPreferencesGroup *failed;
};

G_DEFINE_FINAL_TYPE (AttestImportDialog, attest_import_dialog, ADW_TYPE_DIALOG)

enum
{
  SIGNAL_OPEN_ARTICLE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
attest_import_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ATTEST_TYPE_IMPORT_DIALOG);

  G_OBJECT_CLASS (attest_import_dialog_parent_class)->dispose (object);
}

static void
attest_import_dialog_class_init (AttestImportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = attest_import_dialog_dispose;
  signals[SIGNAL_OPEN_ARTICLE] = g_signal_new (
      "open-article", ATTEST_TYPE_IMPORT_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/attestdesk/Attest/attest-import-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AttestImportDialog, page);
  gtk_widget_class_bind_template_child (widget_class, AttestImportDialog, failed);
}

static void
attest_import_dialog_init (AttestImportDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static GtkWidget *
make_row (const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  return row;
}

static void
open_clicked_cb (GtkButton *button, AttestImportDialog *self)
{
  const char *article = g_object_get_data (G_OBJECT (button), "article");
  g_autofree char *chosen = g_strdup (article);

  adw_dialog_close (ADW_DIALOG (self));
  g_signal_emit (self, signals[SIGNAL_OPEN_ARTICLE], 0, chosen);
}

static void
add_failed (AttestImportDialog *self, const AttestImportOutcome *outcome)
{
  GtkWidget *row = make_row (outcome->name, outcome->problem);
  GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-error-symbolic");

  gtk_widget_add_css_class (icon, "error");
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  adw_preferences_group_add (self->failed, row);
  gtk_widget_set_visible (GTK_WIDGET (self->failed), TRUE);
}

/* One list for each article: its title with the way to open it, and each guess that was made on the way in. */
static void
add_imported (AttestImportDialog *self, const AttestImportOutcome *outcome)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Open"));
  guint n_warnings = outcome->warnings != NULL ? outcome->warnings->len : 0;
  g_autofree char *count =
      g_strdup_printf (ngettext ("%u thing to look at", "%u things to look at", n_warnings), n_warnings);
  GtkWidget *heading = make_row (outcome->title != NULL ? outcome->title : outcome->name,
                                 n_warnings > 0 ? count : _ ("Brought in as it was."));

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_object_set_data_full (G_OBJECT (button), "article", g_strdup (outcome->article), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (open_clicked_cb), self, G_CONNECT_DEFAULT);
  adw_action_row_add_suffix (ADW_ACTION_ROW (heading), button);
  gtk_widget_add_css_class (heading, "import-heading");
  adw_preferences_group_add (group, heading);
  if (adw_dialog_get_focus (ADW_DIALOG (self)) == NULL)
    adw_dialog_set_focus (ADW_DIALOG (self), button);
  for (guint i = 0; i < n_warnings; i++)
    {
      const AttestImportWarning *warning = g_ptr_array_index (outcome->warnings, i);

      adw_preferences_group_add (group, make_row (warning->text, NULL));
    }
  adw_preferences_page_add (self->page, group);
}

AdwDialog *
attest_import_dialog_new (GPtrArray *outcomes)
{
  AttestImportDialog *self = g_object_new (ATTEST_TYPE_IMPORT_DIALOG, NULL);

  for (guint i = 0; i < outcomes->len; i++)
    {
      const AttestImportOutcome *outcome = g_ptr_array_index (outcomes, i);

      if (outcome->problem != NULL)
        add_failed (self, outcome);
      else
        add_imported (self, outcome);
    }
  return ADW_DIALOG (self);
}

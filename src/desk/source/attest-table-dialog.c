/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "source/attest-table-dialog.h"

#include <glib/gi18n.h>

#include "source/attest-source-edit.h"

struct _AttestTableDialog
{
  AdwAlertDialog parent_instance;

  GtkTextBuffer *buffer;

  AdwSpinRow *columns;
  AdwSpinRow *rows;
};

G_DEFINE_FINAL_TYPE (AttestTableDialog, attest_table_dialog, ADW_TYPE_ALERT_DIALOG)

static void
attest_table_dialog_response (AdwAlertDialog *dialog, const char *response)
{
  AttestTableDialog *self = ATTEST_TABLE_DIALOG (dialog);
  g_autoptr (AttestDocument) document = NULL;
  gsize start = 0;
  gsize end = 0;

  if (!g_str_equal (response, "insert"))
    return;
  document = attest_source_edit_dup_document (self->buffer, &start, &end);
  attest_source_edit_apply (self->buffer,
                            g_bytes_get_data (attest_document_get_markdown (document), NULL),
                            0,
                            attest_edit_insert_table (document,
                                                      end,
                                                      (guint) adw_spin_row_get_value (self->columns),
                                                      (guint) adw_spin_row_get_value (self->rows),
                                                      /* Translators: stands in each cell of a new table's first row */
                                                      _ ("Heading")));
}

static void
attest_table_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ATTEST_TYPE_TABLE_DIALOG);
  g_clear_object (&ATTEST_TABLE_DIALOG (object)->buffer);

  G_OBJECT_CLASS (attest_table_dialog_parent_class)->dispose (object);
}

static void
attest_table_dialog_class_init (AttestTableDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = attest_table_dialog_dispose;
  ADW_ALERT_DIALOG_CLASS (klass)->response = attest_table_dialog_response;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/attestdesk/Attest/attest-table-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AttestTableDialog, columns);
  gtk_widget_class_bind_template_child (widget_class, AttestTableDialog, rows);
}

static void
attest_table_dialog_init (AttestTableDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwDialog *
attest_table_dialog_new (GtkTextBuffer *buffer)
{
  AttestTableDialog *self = g_object_new (ATTEST_TYPE_TABLE_DIALOG, NULL);

  self->buffer = g_object_ref (buffer);
  return ADW_DIALOG (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "source/attest-link-dialog.h"

#include <string.h>

#include "source/attest-source-edit.h"

struct _AttestLinkDialog
{
  AdwAlertDialog parent_instance;

  GtkTextBuffer *buffer;

  GtkEditable *words;
  GtkEditable *address;
};

G_DEFINE_FINAL_TYPE (AttestLinkDialog, attest_link_dialog, ADW_TYPE_ALERT_DIALOG)

/* "www.example.org" is what people type. */
static char *
dup_address (AttestLinkDialog *self)
{
  g_autofree char *address = g_strstrip (g_strdup (gtk_editable_get_text (self->address)));

  if (*address != '\0' && strchr (address, ':') == NULL && *address != '#' && strchr (address, '.') != NULL)
    return g_strconcat ("https://", address, NULL);
  return g_steal_pointer (&address);
}

static void
changed_cb (AttestLinkDialog *self)
{
  g_autofree char *address = dup_address (self);
  gboolean ready = *gtk_editable_get_text (self->words) != '\0' && attest_edit_is_address (address);

  adw_alert_dialog_set_response_enabled (ADW_ALERT_DIALOG (self), "insert", ready);
}

static void
attest_link_dialog_response (AdwAlertDialog *dialog, const char *response)
{
  AttestLinkDialog *self = ATTEST_LINK_DIALOG (dialog);
  g_autofree char *address = dup_address (self);
  g_autoptr (AttestDocument) document = NULL;
  AttestEdit *edit = NULL;
  gsize start = 0;
  gsize end = 0;
  const char *text = NULL;

  if (g_str_equal (response, "cancel"))
    return;
  document = attest_source_edit_dup_document (self->buffer, &start, &end);
  text = g_bytes_get_data (attest_document_get_markdown (document), NULL);
  if (g_str_equal (response, "insert"))
    edit = attest_edit_insert_link (document, start, end, gtk_editable_get_text (self->words), address);
  else
    edit = attest_edit_remove_link (document, start, end);
  attest_source_edit_apply (self->buffer, text, 0, edit);
}

static void
attest_link_dialog_dispose (GObject *object)
{
  AttestLinkDialog *self = ATTEST_LINK_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), ATTEST_TYPE_LINK_DIALOG);
  g_clear_object (&self->buffer);

  G_OBJECT_CLASS (attest_link_dialog_parent_class)->dispose (object);
}

static void
attest_link_dialog_class_init (AttestLinkDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = attest_link_dialog_dispose;
  ADW_ALERT_DIALOG_CLASS (klass)->response = attest_link_dialog_response;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/attestdesk/Attest/attest-link-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AttestLinkDialog, words);
  gtk_widget_class_bind_template_child (widget_class, AttestLinkDialog, address);
}

static void
attest_link_dialog_init (AttestLinkDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (self->words, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (self->address, "changed", G_CALLBACK (changed_cb), self);
}

static void
show_selection (AttestLinkDialog *self)
{
  gsize start = 0;
  gsize end = 0;
  g_autoptr (AttestDocument) document = attest_source_edit_dup_document (self->buffer, &start, &end);
  const char *text = g_bytes_get_data (attest_document_get_markdown (document), NULL);
  g_autoptr (AttestEditLink) link = attest_edit_find_link (document, start, end);
  g_autofree char *selected = g_strndup (text + start, end - start);

  adw_alert_dialog_set_response_enabled (ADW_ALERT_DIALOG (self), "remove", link != NULL);
  if (link != NULL)
    {
      gtk_editable_set_text (self->words, link->words);
      gtk_editable_set_text (self->address, link->address);
    }
  else if (attest_edit_is_address (selected))
    {
      gtk_editable_set_text (self->address, selected);
    }
  else if (strchr (selected, '\n') == NULL)
    {
      gtk_editable_set_text (self->words, selected);
    }
  if (*gtk_editable_get_text (self->words) != '\0')
    adw_dialog_set_focus (ADW_DIALOG (self), GTK_WIDGET (self->address));
}

AdwDialog *
attest_link_dialog_new (GtkTextBuffer *buffer)
{
  AttestLinkDialog *self = g_object_new (ATTEST_TYPE_LINK_DIALOG, NULL);

  self->buffer = g_object_ref (buffer);
  show_selection (self);
  return ADW_DIALOG (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "source/attest-citation-dialog.h"

#include <string.h>

#include "source/attest-source-edit.h"

struct _AttestCitationDialog
{
  AdwDialog parent_instance;

  GtkTextBuffer *buffer;

  GtkSearchEntry *entry;
  GtkStack *stack;
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (AttestCitationDialog, attest_citation_dialog, ADW_TYPE_DIALOG)

/* All words that are looked for, in any order. */
static gboolean
is_wanted (GtkListBoxRow *row, gpointer user_data)
{
  AttestCitationDialog *self = user_data;
  g_autofree char *wanted = g_utf8_casefold (gtk_editable_get_text (GTK_EDITABLE (self->entry)), -1);
  g_autofree char *text = g_utf8_casefold (g_object_get_data (G_OBJECT (row), "text"), -1);
  g_auto (GStrv) words = g_strsplit_set (wanted, " \t", -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (strstr (text, words[i]) == NULL)
      return FALSE;
  return TRUE;
}

static void
search_changed_cb (AttestCitationDialog *self)
{
  GtkListBoxRow *row = NULL;

  gtk_list_box_invalidate_filter (self->list);
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (gtk_widget_get_child_visible (GTK_WIDGET (row)))
      break;
  gtk_list_box_select_row (self->list, row);
}

static void
cite (AttestCitationDialog *self, GtkListBoxRow *row)
{
  g_autoptr (AttestDocument) document = NULL;
  gsize start = 0;
  gsize end = 0;

  if (row == NULL)
    return;
  document = attest_source_edit_dup_document (self->buffer, &start, &end);
  attest_source_edit_apply (
      self->buffer,
      g_bytes_get_data (attest_document_get_markdown (document), NULL),
      0,
      attest_edit_insert_citation (document, start, end, g_object_get_data (G_OBJECT (row), "key")));
  adw_dialog_close (ADW_DIALOG (self));
}

static void
activate_cb (AttestCitationDialog *self)
{
  cite (self, gtk_list_box_get_selected_row (self->list));
}

static void
row_activated_cb (AttestCitationDialog *self, GtkListBoxRow *row)
{
  cite (self, row);
}

static void
add_row (AttestCitationDialog *self, AttestReferences *references, const char *key)
{
  g_autoptr (AttestReferenceText) text = attest_reference_format (attest_references_get_item (references, key));
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *label = gtk_label_new (text->plain);
  GtkWidget *name = gtk_label_new (key);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_widget_add_css_class (name, "caption");
  gtk_widget_add_css_class (name, "dimmed");
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), name);
  gtk_widget_add_css_class (box, "citation-row");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data_full (G_OBJECT (row), "key", g_strdup (key), g_free);
  g_object_set_data_full (G_OBJECT (row), "text", g_strconcat (text->plain, " ", key, NULL), g_free);
  gtk_list_box_append (self->list, row);
}

static void
attest_citation_dialog_dispose (GObject *object)
{
  AttestCitationDialog *self = ATTEST_CITATION_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), ATTEST_TYPE_CITATION_DIALOG);
  g_clear_object (&self->buffer);

  G_OBJECT_CLASS (attest_citation_dialog_parent_class)->dispose (object);
}

static void
attest_citation_dialog_class_init (AttestCitationDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = attest_citation_dialog_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/attestdesk/Attest/attest-citation-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AttestCitationDialog, entry);
  gtk_widget_class_bind_template_child (widget_class, AttestCitationDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, AttestCitationDialog, list);
}

static void
attest_citation_dialog_init (AttestCitationDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_filter_func (self->list, is_wanted, self, NULL);
  g_signal_connect_swapped (self->entry, "search-changed", G_CALLBACK (search_changed_cb), self);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (activate_cb), self);
  g_signal_connect_swapped (self->entry, "stop-search", G_CALLBACK (adw_dialog_close), self);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (row_activated_cb), self);
}

AdwDialog *
attest_citation_dialog_new (GtkTextBuffer *buffer, AttestReferences *references)
{
  AttestCitationDialog *self = g_object_new (ATTEST_TYPE_CITATION_DIALOG, NULL);
  guint n = references != NULL ? attest_references_get_length (references) : 0;

  self->buffer = g_object_ref (buffer);
  for (guint i = 0; i < n; i++)
    add_row (self, references, attest_references_get_key (references, i));
  gtk_stack_set_visible_child_name (self->stack, n > 0 ? "references" : "none");
  gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, 0));
  return ADW_DIALOG (self);
}

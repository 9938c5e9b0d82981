/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "references/attest-references-pane.h"

#include <glib/gi18n.h>

struct _AttestReferencesPane
{
  AdwBin parent_instance;

  AttestArticleState *state;
  GSignalGroup *signals;
  char *shown;

  GtkStack *stack;
  GtkListBox *list;
  AdwStatusPage *empty;
};

G_DEFINE_FINAL_TYPE (AttestReferencesPane, attest_references_pane, ADW_TYPE_BIN)

static GtkWidget *
make_row (AttestReferences *references, const char *key, guint number)
{
  JsonObject *item = attest_references_get_item (references, key);
  g_autoptr (AttestReferenceText) text = attest_reference_format (item);
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *label = gtk_label_new (text->plain);
  GtkWidget *key_label = gtk_label_new (NULL);
  g_autofree char *citation = g_strdup_printf ("[@%s]", key);
  g_autofree char *place = number > 0 ? g_strdup_printf ("%u.", number) : g_strdup ("–");
  GtkWidget *number_label = gtk_label_new (place);

  gtk_widget_add_css_class (number_label, "numeric");
  gtk_widget_add_css_class (number_label, "dimmed");
  gtk_label_set_width_chars (GTK_LABEL (number_label), 3);
  gtk_label_set_xalign (GTK_LABEL (number_label), 1);
  gtk_widget_set_valign (number_label, GTK_ALIGN_START);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_label_set_label (GTK_LABEL (key_label), citation);
  gtk_label_set_xalign (GTK_LABEL (key_label), 0);
  gtk_label_set_selectable (GTK_LABEL (key_label), TRUE);
  gtk_widget_add_css_class (key_label, "caption");
  gtk_widget_add_css_class (key_label, "monospace");
  gtk_widget_add_css_class (key_label, "dimmed");
  gtk_box_append (GTK_BOX (words), label);
  gtk_box_append (GTK_BOX (words), key_label);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (box), number_label);
  gtk_box_append (GTK_BOX (box), words);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, text->plain, -1);
  return row;
}

static void
fill (AttestReferencesPane *self, AttestReferences *references, const char *const *cited)
{
  guint length = attest_references_get_length (references);
  guint number = 0;

  gtk_list_box_remove_all (self->list);
  for (guint i = 0; cited[i] != NULL; i++)
    if (attest_references_get_item (references, cited[i]) != NULL)
      gtk_list_box_append (self->list, make_row (references, cited[i], ++number));
  for (guint i = 0; i < length; i++)
    if (!g_strv_contains (cited, attest_references_get_key (references, i)))
      gtk_list_box_append (self->list, make_row (references, attest_references_get_key (references, i), 0));
  gtk_stack_set_visible_child_name (self->stack, length > 0 ? "list" : "empty");
}

/* Made anew only when keys or their order changed: it would otherwise lose what is selected in it with every key that is typed. */
static void
show_references (AttestReferencesPane *self)
{
  AttestReferences *references = attest_article_state_get_references (self->state);
  AttestDocument *document = attest_article_state_get_document (self->state);
  g_auto (GStrv) cited = document != NULL ? attest_document_dup_cited_keys (document) : g_new0 (char *, 1);
  g_autofree char *keys = g_strjoinv (" ", cited);
  g_autofree char *json = references != NULL ? attest_references_to_json (references) : g_strdup ("");
  g_autofree char *shown = g_strconcat (keys, "\n", json, NULL);

  adw_status_page_set_icon_name (self->empty, "attest-references-symbolic");
  adw_status_page_set_title (self->empty, _ ("No references"));
  adw_status_page_set_description (
      self->empty, _ ("References come in with an article, or by “attest-cli references import”. Cite one as [@key]."));
  if (references == NULL || !g_set_str (&self->shown, shown))
    return;
  fill (self, references, (const char *const *) cited);
}

static void
attest_references_pane_dispose (GObject *object)
{
  AttestReferencesPane *self = ATTEST_REFERENCES_PANE (object);

  g_clear_object (&self->signals);
  g_clear_object (&self->state);
  g_clear_pointer (&self->shown, g_free);
  /* The template lets go of its children, and the bin must not do so again. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), ATTEST_TYPE_REFERENCES_PANE);

  G_OBJECT_CLASS (attest_references_pane_parent_class)->dispose (object);
}

static void
attest_references_pane_class_init (AttestReferencesPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = attest_references_pane_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/attestdesk/Attest/attest-references-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, AttestReferencesPane, stack);
  gtk_widget_class_bind_template_child (widget_class, AttestReferencesPane, list);
  gtk_widget_class_bind_template_child (widget_class, AttestReferencesPane, empty);
}

static void
attest_references_pane_init (AttestReferencesPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->signals = g_signal_group_new (ATTEST_TYPE_ARTICLE_STATE);
  g_signal_group_connect_swapped (self->signals, "computed", G_CALLBACK (show_references), self);
}

void
attest_references_pane_set_state (AttestReferencesPane *self, AttestArticleState *state)
{
  g_return_if_fail (ATTEST_IS_REFERENCES_PANE (self));

  if (!g_set_object (&self->state, state))
    return;
  g_signal_group_set_target (self->signals, state);
  if (state != NULL)
    show_references (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "checks/attest-finding-row.h"

#include <glib/gi18n.h>

#include "session/attest-explain.h"

struct _AttestFindingRow
{
  AdwBin parent_instance;

  /* Not owned: it owns the row. */
  GtkListItem *list_item;

  GtkWidget *icon;
  GtkLabel *message;
  GtkLabel *decision;
  GtkWidget *foot;
  GtkLabel *text;
  GtkButton *decide;
};

G_DEFINE_FINAL_TYPE (AttestFindingRow, attest_finding_row, ADW_TYPE_BIN)

enum
{
  SIGNAL_DECIDE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static const struct
{
  const char *icon_name;
  const char *style_class;
  const char *label;
} severities[] = {
  [ATTEST_SEVERITY_ERROR] = { "dialog-error-symbolic", "error", N_ ("Error") },
  [ATTEST_SEVERITY_WARNING] = { "dialog-warning-symbolic", "warning", N_ ("Warning") },
  [ATTEST_SEVERITY_HINT] = { "dialog-information-symbolic", "accent", N_ ("Hint") },
};

static void
set_style_class (GtkWidget *widget, const char *style_class, gboolean on)
{
  if (on)
    gtk_widget_add_css_class (widget, style_class);
  else
    gtk_widget_remove_css_class (widget, style_class);
}

static void
show_icon (AttestFindingRow *self, const char *icon_name, const char *style_class, const char *label)
{
  const char *classes[] = { style_class, NULL };

  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), icon_name);
  gtk_widget_set_css_classes (self->icon, classes);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->icon), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
show_fold (AttestFindingRow *self, AttestFindingItem *item)
{
  gboolean unfolded = attest_finding_item_get_unfolded (item);
  const char *words = attest_finding_item_get_message (item);
  g_autofree char *name =
      g_strdup_printf ("%s, %s", words, unfolded ? _ ("shown") : C_ ("findings that were waived", "hidden"));

  show_icon (self, unfolded ? "pan-down-symbolic" : "pan-end-symbolic", NULL, "");
  gtk_label_set_label (self->message, words);
  gtk_widget_set_visible (self->foot, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->decision), FALSE);
  gtk_list_item_set_accessible_label (self->list_item, name);
  gtk_list_item_set_accessible_description (self->list_item, "");
}

static void
show_button (AttestFindingRow *self, AttestFindingItem *item)
{
  const char *refusal = attest_finding_item_get_refusal (item);
  gboolean waived = attest_finding_item_get_decision (item) != NULL;

  gtk_button_set_label (self->decide, waived ? _ ("Take back") : _ ("Waive…"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->decide), refusal == NULL);
  attest_explain_disabled (GTK_WIDGET (self->decide), refusal, NULL);
  gtk_list_item_set_accessible_description (self->list_item, refusal != NULL ? refusal : "");
}

static void
show_finding (AttestFindingRow *self, AttestFindingItem *item)
{
  AttestSeverity severity = attest_finding_item_get_severity (item);
  const char *decision = attest_finding_item_get_decision (item);
  const char *message = attest_finding_item_get_message (item);
  const char *words = attest_finding_item_get_text (item);
  const char *label = _ (severities[severity].label);
  g_autofree char *name = decision != NULL ? g_strdup_printf ("%s: %s %s", label, message, decision)
                                           : g_strdup_printf ("%s: %s", label, message);

  show_icon (
      self, severities[severity].icon_name, decision != NULL ? "dimmed" : severities[severity].style_class, label);
  gtk_label_set_label (self->message, message);
  gtk_label_set_label (self->text, words != NULL ? words : "");
  gtk_label_set_label (self->decision, decision != NULL ? decision : "");
  gtk_widget_set_visible (GTK_WIDGET (self->decision), decision != NULL);
  gtk_widget_set_visible (self->foot, TRUE);
  show_button (self, item);
  gtk_list_item_set_accessible_label (self->list_item, name);
}

void
attest_finding_row_show (AttestFindingRow *self)
{
  AttestFindingItem *item = gtk_list_item_get_item (self->list_item);
  gboolean fold = attest_finding_item_is_fold (item);

  set_style_class (GTK_WIDGET (self->message), "heading", fold);
  set_style_class (GTK_WIDGET (self->message), "dimmed", attest_finding_item_get_decision (item) != NULL);
  if (fold)
    show_fold (self, item);
  else
    show_finding (self, item);
}

guint
attest_finding_row_get_position (AttestFindingRow *self)
{
  g_return_val_if_fail (ATTEST_IS_FINDING_ROW (self), GTK_INVALID_LIST_POSITION);

  return gtk_list_item_get_position (self->list_item);
}

static void
clicked_cb (AttestFindingRow *self)
{
  g_signal_emit (self, signals[SIGNAL_DECIDE], 0);
}

static void
attest_finding_row_dispose (GObject *object)
{
  /* The template lets go of its children, and the bin must not do so again. */
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), ATTEST_TYPE_FINDING_ROW);

  G_OBJECT_CLASS (attest_finding_row_parent_class)->dispose (object);
}

static void
attest_finding_row_class_init (AttestFindingRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = attest_finding_row_dispose;
  signals[SIGNAL_DECIDE] =
      g_signal_new ("decide", ATTEST_TYPE_FINDING_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/attestdesk/Attest/attest-finding-row.ui");
  gtk_widget_class_bind_template_child (widget_class, AttestFindingRow, icon);
  gtk_widget_class_bind_template_child (widget_class, AttestFindingRow, message);
  gtk_widget_class_bind_template_child (widget_class, AttestFindingRow, decision);
  gtk_widget_class_bind_template_child (widget_class, AttestFindingRow, foot);
  gtk_widget_class_bind_template_child (widget_class, AttestFindingRow, text);
  gtk_widget_class_bind_template_child (widget_class, AttestFindingRow, decide);
}

static void
attest_finding_row_init (AttestFindingRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (self->decide, "clicked", G_CALLBACK (clicked_cb), self);
}

GtkWidget *
attest_finding_row_new (GtkListItem *list_item)
{
  AttestFindingRow *self = g_object_new (ATTEST_TYPE_FINDING_ROW, NULL);

  self->list_item = list_item;
  return GTK_WIDGET (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "checks/attest-checks-pane.h"

#include <glib/gi18n.h>

struct _AttestChecksPane
{
  AdwBin parent_instance;

  AttestArticleState *state;
  GSignalGroup *signals;

  GtkStack *stack;
  GtkListBox *list;
  AdwStatusPage *empty;
};

G_DEFINE_FINAL_TYPE (AttestChecksPane, attest_checks_pane, ADW_TYPE_BIN)

static const struct
{
  const char *icon_name;
  const char *style_class;
  const char *label;
} severities[] = {
  [ATTEST_SEVERITY_ERROR] = { "dialog-error-symbolic", "error", N_ ("Error") },
                              [ATTEST_SEVERITY_WARNING] = { "dialog-warning-symbolic", "warning", N_ ("Warning") },
                                                            [ATTEST_SEVERITY_HINT] = { "dialog-information-symbolic",
                                                                                       "accent",
                                                                                       N_ ("Hint") },
                                                            };

static GtkWidget *
make_row (const AttestFinding *finding, guint index)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *icon = gtk_image_new_from_icon_name (severities[finding->severity].icon_name);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), finding->message);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  if (finding->text != NULL && *finding->text != '\0')
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), finding->text);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 2);
  gtk_widget_add_css_class (icon, severities[finding->severity].style_class);
  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL, _ (severities[finding->severity].label), -1);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data (G_OBJECT (row), "finding", GUINT_TO_POINTER (index));
  return row;
}

static void
show_findings (AttestChecksPane *self)
{
  GPtrArray *findings = attest_article_state_get_findings (self->state);

  gtk_list_box_remove_all (self->list);
  for (guint i = 0; findings != NULL && i < findings->len; i++)
    gtk_list_box_append (self->list, make_row (g_ptr_array_index (findings, i), i));
  adw_status_page_set_icon_name (self->empty, "attest-checks-symbolic");
  adw_status_page_set_title (self->empty, _ ("Nothing found"));
  adw_status_page_set_description (self->empty, _ ("The checks have nothing to say about this text."));
  gtk_stack_set_visible_child_name (self->stack, findings != NULL && findings->len > 0 ? "list" : "empty");
}

static void
row_activated_cb (AttestChecksPane *self, GtkListBoxRow *row)
{
  GPtrArray *findings = attest_article_state_get_findings (self->state);
  guint index = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "finding"));
  const AttestFinding *finding = NULL;

  if (findings == NULL || index >= findings->len)
    return;
  finding = g_ptr_array_index (findings, index);
  attest_article_state_reveal (self->state, finding->start, finding->end);
}

static void
attest_checks_pane_dispose (GObject *object)
{
  AttestChecksPane *self = ATTEST_CHECKS_PANE (object);

  g_clear_object (&self->signals);
  g_clear_object (&self->state);
  /* The template lets go of its children, and the bin must not do so again. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), ATTEST_TYPE_CHECKS_PANE);

  G_OBJECT_CLASS (attest_checks_pane_parent_class)->dispose (object);
}

static void
attest_checks_pane_class_init (AttestChecksPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = attest_checks_pane_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/attestdesk/Attest/attest-checks-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, AttestChecksPane, stack);
  gtk_widget_class_bind_template_child (widget_class, AttestChecksPane, list);
  gtk_widget_class_bind_template_child (widget_class, AttestChecksPane, empty);
}

static void
attest_checks_pane_init (AttestChecksPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->signals = g_signal_group_new (ATTEST_TYPE_ARTICLE_STATE);
  g_signal_group_connect_swapped (self->signals, "computed", G_CALLBACK (show_findings), self);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (row_activated_cb), self);
}

void
attest_checks_pane_set_state (AttestChecksPane *self, AttestArticleState *state)
{
  g_return_if_fail (ATTEST_IS_CHECKS_PANE (self));

  if (!g_set_object (&self->state, state))
    return;
  g_signal_group_set_target (self->signals, state);
  if (state != NULL)
    show_findings (self);
}

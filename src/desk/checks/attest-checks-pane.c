/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "checks/attest-checks-pane.h"

#include <glib/gi18n.h>

#include "checks/attest-finding-item.h"

struct _AttestChecksPane
{
  AdwBin parent_instance;

  AttestArticleState *state;
  GSignalGroup *signals;

  GtkStack *stack;
  GtkListView *list;
  GListStore *shown;
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
  [ATTEST_SEVERITY_HINT] = { "dialog-information-symbolic", "accent", N_ ("Hint") },
};

/* ---- Rows ---- */

static GtkWidget *
add_label (GtkWidget *box, const char *style_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (style_class != NULL)
    {
      gtk_widget_add_css_class (label, style_class);
      gtk_widget_add_css_class (label, "dimmed");
    }
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

static void
setup_row_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *icon = gtk_image_new ();
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *text = NULL;

  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  add_label (words, NULL);
  text = add_label (words, "caption");
  gtk_label_set_lines (GTK_LABEL (text), 2);
  gtk_label_set_ellipsize (GTK_LABEL (text), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (row), icon);
  gtk_box_append (GTK_BOX (row), words);
  gtk_list_item_set_child (item, row);
}

static void
bind_row_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  AttestFindingItem *finding = gtk_list_item_get_item (item);
  AttestSeverity severity = attest_finding_item_get_severity (finding);
  const char *message = attest_finding_item_get_message (finding);
  const char *words = attest_finding_item_get_text (finding);
  GtkWidget *icon = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  GtkWidget *label = gtk_widget_get_first_child (gtk_widget_get_next_sibling (icon));
  GtkWidget *text = gtk_widget_get_next_sibling (label);
  const char *classes[] = { severities[severity].style_class, NULL };
  g_autofree char *name = g_strdup_printf ("%s: %s", _ (severities[severity].label), message);

  gtk_image_set_from_icon_name (GTK_IMAGE (icon), severities[severity].icon_name);
  gtk_widget_set_css_classes (icon, classes);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL, _ (severities[severity].label), -1);
  gtk_label_set_label (GTK_LABEL (label), message);
  gtk_label_set_label (GTK_LABEL (text), words != NULL ? words : "");
  gtk_widget_set_visible (text, words != NULL);
  gtk_list_item_set_accessible_label (item, name);
}

/* ---- The list ---- */

static gboolean
is_shown (AttestChecksPane *self, guint position, const AttestFinding *finding)
{
  g_autoptr (AttestFindingItem) item = g_list_model_get_item (G_LIST_MODEL (self->shown), position);

  return attest_finding_item_shows (item, finding);
}

/* With each key almost all findings stay what they were; only what is between those at both ends is put anew. */
static void
update_shown (AttestChecksPane *self, GPtrArray *findings)
{
  guint n_old = g_list_model_get_n_items (G_LIST_MODEL (self->shown));
  guint n_new = findings != NULL ? findings->len : 0;
  guint head = 0;
  guint tail = 0;
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  while (head < MIN (n_old, n_new) && is_shown (self, head, g_ptr_array_index (findings, head)))
    head++;
  while (tail < MIN (n_old, n_new) - head &&
         is_shown (self, n_old - 1 - tail, g_ptr_array_index (findings, n_new - 1 - tail)))
    tail++;
  for (guint i = head; i < n_new - tail; i++)
    g_ptr_array_add (items, attest_finding_item_new (g_ptr_array_index (findings, i)));
  if (items->len > 0 || n_old > head + tail)
    g_list_store_splice (self->shown, head, n_old - head - tail, items->pdata, items->len);
}

static void
show_findings (AttestChecksPane *self)
{
  GPtrArray *findings = attest_article_state_get_findings (self->state);

  update_shown (self, findings);
  adw_status_page_set_icon_name (self->empty, "attest-checks-symbolic");
  adw_status_page_set_title (self->empty, _ ("Nothing found"));
  adw_status_page_set_description (self->empty, _ ("The checks have nothing to say about this text."));
  gtk_stack_set_visible_child_name (self->stack, findings != NULL && findings->len > 0 ? "list" : "empty");
}

static void
activate_cb (AttestChecksPane *self, guint position)
{
  GPtrArray *findings = attest_article_state_get_findings (self->state);
  const AttestFinding *finding = NULL;

  if (findings == NULL || position >= findings->len)
    return;
  finding = g_ptr_array_index (findings, position);
  attest_article_state_reveal (self->state, finding->start, finding->end);
}

static void
fill_list (AttestChecksPane *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkNoSelection) model = NULL;

  self->shown = g_list_store_new (ATTEST_TYPE_FINDING_ITEM);
  model = gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->shown)));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_row_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_row_cb), NULL);
  gtk_list_view_set_factory (self->list, factory);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (model));
  g_signal_connect_swapped (self->list, "activate", G_CALLBACK (activate_cb), self);
}

/* ---- The widget ---- */

static void
attest_checks_pane_dispose (GObject *object)
{
  AttestChecksPane *self = ATTEST_CHECKS_PANE (object);

  g_clear_object (&self->signals);
  g_clear_object (&self->state);
  g_clear_object (&self->shown);
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
  fill_list (self);
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

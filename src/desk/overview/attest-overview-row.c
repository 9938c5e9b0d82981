/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "overview/attest-overview-row.h"

#include "overview/attest-overview-bar.h"

struct _AttestOverviewRow
{
  GtkListBoxRow parent_instance;

  char *style_class;
  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *figure;
  AttestOverviewBar *bar;
  GtkLabel *detail;
};

G_DEFINE_FINAL_TYPE (AttestOverviewRow, attest_overview_row, GTK_TYPE_LIST_BOX_ROW)

static void
attest_overview_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ATTEST_TYPE_OVERVIEW_ROW);

  G_OBJECT_CLASS (attest_overview_row_parent_class)->dispose (object);
}

static void
attest_overview_row_finalize (GObject *object)
{
  g_free (ATTEST_OVERVIEW_ROW (object)->style_class);

  G_OBJECT_CLASS (attest_overview_row_parent_class)->finalize (object);
}

static void
attest_overview_row_class_init (AttestOverviewRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = attest_overview_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = attest_overview_row_finalize;

  g_type_ensure (ATTEST_TYPE_OVERVIEW_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/attestdesk/Attest/attest-overview-row.ui");
  gtk_widget_class_bind_template_child (widget_class, AttestOverviewRow, icon);
  gtk_widget_class_bind_template_child (widget_class, AttestOverviewRow, title);
  gtk_widget_class_bind_template_child (widget_class, AttestOverviewRow, figure);
  gtk_widget_class_bind_template_child (widget_class, AttestOverviewRow, bar);
  gtk_widget_class_bind_template_child (widget_class, AttestOverviewRow, detail);
}

static void
attest_overview_row_init (AttestOverviewRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
set_style (AttestOverviewRow *self, const char *style_class)
{
  GtkWidget *const colored[] = { GTK_WIDGET (self->icon), GTK_WIDGET (self->bar) };

  for (gsize i = 0; i < G_N_ELEMENTS (colored); i++)
    {
      if (self->style_class != NULL)
        gtk_widget_remove_css_class (colored[i], self->style_class);
      if (style_class != NULL)
        gtk_widget_add_css_class (colored[i], style_class);
    }
  g_set_str (&self->style_class, style_class);
}

static void
set_action (AttestOverviewRow *self, const char *action, const char *target)
{
  GtkActionable *actionable = GTK_ACTIONABLE (self);
  GVariant *before = gtk_actionable_get_action_target_value (actionable);

  /* A row without its action is insensitive for a moment, and loses the keyboard. */
  if (g_strcmp0 (gtk_actionable_get_action_name (actionable), action) == 0 &&
      g_strcmp0 (before != NULL ? g_variant_get_string (before, NULL) : NULL, target) == 0)
    return;
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), action != NULL);
  /* A target that does not fit an action would be told as a warning, so that the action goes first. */
  gtk_actionable_set_action_name (actionable, NULL);
  gtk_actionable_set_action_target_value (actionable, target != NULL ? g_variant_new_string (target) : NULL);
  gtk_actionable_set_action_name (actionable, action);
}

static void
say (AttestOverviewRow *self, const AttestOverviewRowFacts *facts)
{
  g_autofree char *figure = g_strdup_printf ("%s: %s", facts->title, facts->figure);
  g_autofree char *all = facts->detail != NULL ? g_strdup_printf ("%s; %s", figure, facts->detail) : g_strdup (figure);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, all, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->bar), GTK_ACCESSIBLE_PROPERTY_LABEL, figure, -1);
}

void
attest_overview_row_set (AttestOverviewRow *self, const AttestOverviewRowFacts *facts)
{
  g_return_if_fail (ATTEST_IS_OVERVIEW_ROW (self));

  gtk_image_set_from_icon_name (self->icon, facts->icon_name);
  gtk_widget_set_visible (GTK_WIDGET (self->icon), facts->icon_name != NULL);
  gtk_label_set_label (self->title, facts->title);
  gtk_label_set_label (self->figure, facts->figure);
  gtk_label_set_label (self->detail, facts->detail != NULL ? facts->detail : "");
  gtk_widget_set_visible (GTK_WIDGET (self->detail), facts->detail != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->bar), facts->part >= 0);
  attest_overview_bar_set_part (self->bar, facts->part);
  set_style (self, facts->style_class);
  set_action (self, facts->action, facts->target);
  say (self, facts);
}

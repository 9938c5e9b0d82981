/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "source/attest-source-toolbar.h"

#include <glib/gi18n.h>

#include "session/attest-menu.h"
#include "source/attest-source-appearance.h"

struct _AttestSourceToolbar
{
  AdwBin parent_instance;

  GtkWidget *format;
  GtkMenuButton *style;
  GtkWidget *folded;
};

G_DEFINE_FINAL_TYPE (AttestSourceToolbar, attest_source_toolbar, ADW_TYPE_BIN)

static void
attest_source_toolbar_dispose (GObject *object)
{
  /* The template lets go of its children, and the bin must not do so again. */
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), ATTEST_TYPE_SOURCE_TOOLBAR);

  G_OBJECT_CLASS (attest_source_toolbar_parent_class)->dispose (object);
}

static void
attest_source_toolbar_class_init (AttestSourceToolbarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = attest_source_toolbar_dispose;

  g_type_ensure (ATTEST_TYPE_SOURCE_APPEARANCE);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/attestdesk/Attest/attest-source-toolbar.ui");
  gtk_widget_class_bind_template_child (widget_class, AttestSourceToolbar, format);
  gtk_widget_class_bind_template_child (widget_class, AttestSourceToolbar, style);
  gtk_widget_class_bind_template_child (widget_class, AttestSourceToolbar, folded);
}

/* Not in the blueprint, which gives an item no target that is a number. */
static void
add_styles (AttestSourceToolbar *self)
{
  const struct
  {
    const char *label;
    int level;
  } styles[] = {
    { _ ("_Title"), 1 },           { _ ("_Heading"), 2 },    { _ ("_Subheading"), 3 },
    { _ ("S_maller heading"), 4 }, { _ ("_Plain text"), 0 },
  };
  g_autoptr (GMenu) menu = g_menu_new ();

  for (guint i = 0; i < G_N_ELEMENTS (styles); i++)
    attest_menu_add (menu, styles[i].label, "source.heading", g_variant_new_int32 (styles[i].level));
  gtk_menu_button_set_menu_model (self->style, G_MENU_MODEL (menu));
}

static void
attest_source_toolbar_init (AttestSourceToolbar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  add_styles (self);
}

void
attest_source_toolbar_set_editable (AttestSourceToolbar *self, gboolean editable)
{
  g_return_if_fail (ATTEST_IS_SOURCE_TOOLBAR (self));

  gtk_widget_set_visible (self->format, editable);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "preview/attest-layout-switch.h"

struct _AttestLayoutSwitch
{
  AdwBin parent_instance;

  GSettings *settings;
  AdwToggleGroup *group;
};

G_DEFINE_FINAL_TYPE (AttestLayoutSwitch, attest_layout_switch, ADW_TYPE_BIN)

typedef enum
{
  PROP_SETTING = 1,
} AttestLayoutSwitchProperty;

static void
attest_layout_switch_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  AttestLayoutSwitch *self = ATTEST_LAYOUT_SWITCH (object);

  switch ((AttestLayoutSwitchProperty) id)
    {
    case PROP_SETTING:
      if (g_value_get_string (value) != NULL)
        g_settings_bind (
            self->settings, g_value_get_string (value), self->group, "active-name", G_SETTINGS_BIND_DEFAULT);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
attest_layout_switch_dispose (GObject *object)
{
  g_clear_object (&ATTEST_LAYOUT_SWITCH (object)->settings);
  /* The template lets go of its children, and the bin must not do so again. */
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), ATTEST_TYPE_LAYOUT_SWITCH);

  G_OBJECT_CLASS (attest_layout_switch_parent_class)->dispose (object);
}

static void
attest_layout_switch_class_init (AttestLayoutSwitchClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = attest_layout_switch_dispose;
  object_class->set_property = attest_layout_switch_set_property;
  g_object_class_install_property (
      object_class,
      PROP_SETTING,
      g_param_spec_string (
          "setting", NULL, NULL, NULL, G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS));

  gtk_widget_class_set_template_from_resource (GTK_WIDGET_CLASS (klass),
                                               "/io/github/attestdesk/Attest/attest-layout-switch.ui");
  gtk_widget_class_bind_template_child (GTK_WIDGET_CLASS (klass), AttestLayoutSwitch, group);
}

static void
attest_layout_switch_init (AttestLayoutSwitch *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->settings = g_settings_new (APP_ID);
}

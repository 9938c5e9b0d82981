/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/attest-pane-keys.h"

static void
add_shortcuts (GtkShortcutController *controller, GtkApplication *application, const char *detailed)
{
  g_auto (GStrv) keys = gtk_application_get_accels_for_action (application, detailed);
  g_autofree char *name = NULL;
  g_autoptr (GVariant) target = NULL;

  if (!g_action_parse_detailed_name (detailed, &name, &target, NULL))
    g_return_if_reached ();
  for (guint i = 0; keys[i] != NULL; i++)
    {
      GtkShortcut *shortcut =
          gtk_shortcut_new (gtk_shortcut_trigger_parse_string (keys[i]), gtk_named_action_new (name));

      gtk_shortcut_set_arguments (shortcut, target);
      gtk_shortcut_controller_add_shortcut (controller, shortcut);
    }
}

gboolean
attest_pane_keys_bind (GtkWidget *widget, const char *const *actions, GtkPropagationPhase phase)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkApplication *application = GTK_IS_WINDOW (root) ? gtk_window_get_application (GTK_WINDOW (root)) : NULL;
  GtkEventController *controller = NULL;

  if (application == NULL)
    return FALSE;
  controller = gtk_shortcut_controller_new ();
  gtk_event_controller_set_propagation_phase (controller, phase);
  for (guint i = 0; actions[i] != NULL; i++)
    add_shortcuts (GTK_SHORTCUT_CONTROLLER (controller), application, actions[i]);
  gtk_widget_add_controller (widget, controller);
  return TRUE;
}

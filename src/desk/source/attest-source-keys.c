/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "source/attest-source-keys.h"

#include "source/attest-source-edit.h"

static gboolean
press_enter (GtkTextView *view)
{
  if (!attest_source_edit_break_line (gtk_text_view_get_buffer (view)))
    return GDK_EVENT_PROPAGATE;
  gtk_text_view_scroll_mark_onscreen (view, gtk_text_buffer_get_insert (gtk_text_view_get_buffer (view)));
  return GDK_EVENT_STOP;
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType modifiers, GtkTextView *view)
{
  GdkEvent *event = gtk_event_controller_get_current_event (GTK_EVENT_CONTROLLER (controller));
  GdkModifierType held = modifiers & gtk_accelerator_get_default_mod_mask ();
  gboolean enter = key == GDK_KEY_Return || key == GDK_KEY_KP_Enter || key == GDK_KEY_ISO_Enter;

  if (!gtk_text_view_get_editable (view))
    return GDK_EVENT_PROPAGATE;
  /* An input method that is composing takes the key first. */
  if (enter && held == 0)
    return gtk_text_view_im_context_filter_keypress (view, event) || press_enter (view);
  if (key == GDK_KEY_Tab && held == 0)
    return attest_source_edit_indent (gtk_text_view_get_buffer (view), 1);
  if (key == GDK_KEY_ISO_Left_Tab || (key == GDK_KEY_Tab && held == GDK_SHIFT_MASK))
    return attest_source_edit_indent (gtk_text_view_get_buffer (view), -1);
  return GDK_EVENT_PROPAGATE;
}

void
attest_source_keys_add (GtkSourceView *view)
{
  GtkEventController *controller = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect_object (controller, "key-pressed", G_CALLBACK (key_pressed_cb), view, G_CONNECT_DEFAULT);
  gtk_widget_add_controller (GTK_WIDGET (view), controller);
}

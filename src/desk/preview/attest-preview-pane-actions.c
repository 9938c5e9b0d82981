/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>
#include <webkit/webkit.h>

#include "preview/attest-preview-pane-private.h"
#include "preview/attest-preview-print.h"
#include "session/attest-pane-keys.h"

static const double zooms[] = { 0.5, 0.67, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3 };

/* ---- Find ---- */

static void
find (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  attest_preview_find_bar_open (ATTEST_PREVIEW_PANE (user_data)->find_bar);
}

static void
find_next (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  attest_preview_find_bar_step (ATTEST_PREVIEW_PANE (user_data)->find_bar, 1);
}

static void
find_previous (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  attest_preview_find_bar_step (ATTEST_PREVIEW_PANE (user_data)->find_bar, -1);
}

/* ---- Size ---- */

static void
step_zoom (AttestPreviewPane *self, int step)
{
  double zoom = g_settings_get_double (self->settings, "preview-zoom");
  double wanted = zoom;

  if (step > 0)
    for (guint i = G_N_ELEMENTS (zooms); i-- > 0 && zooms[i] > zoom + 0.01;)
      wanted = zooms[i];
  else
    for (guint i = 0; i < G_N_ELEMENTS (zooms) && zooms[i] < zoom - 0.01; i++)
      wanted = zooms[i];
  g_settings_set_double (self->settings, "preview-zoom", wanted);
}

static void
zoom_in (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  step_zoom (user_data, 1);
}

static void
zoom_out (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  step_zoom (user_data, -1);
}

static void
zoom_reset (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_settings_reset (ATTEST_PREVIEW_PANE (user_data)->settings, "preview-zoom");
}

static gboolean
scroll_cb (GtkEventControllerScroll *controller, double dx, double dy, AttestPreviewPane *self)
{
  GdkModifierType modifiers = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (controller));

  if ((modifiers & GDK_CONTROL_MASK) == 0 || dy == 0)
    return GDK_EVENT_PROPAGATE;
  step_zoom (self, dy < 0 ? 1 : -1);
  return GDK_EVENT_STOP;
}

static void
size_changed_cb (AttestPreviewPane *self)
{
  /* A usual phone and a usual tablet; these are the widths of the AttestPreviewWidth settings. */
  static const int widths[] = { 0, 768, 360 };
  double zoom = g_settings_get_double (self->settings, "preview-zoom");
  /* Translators: a size in per cent */
  g_autofree char *words = g_strdup_printf (_ ("%.0f %%"), zoom * 100);
  int width = widths[CLAMP (g_settings_get_enum (self->settings, "preview-width"), 0, 2)];

  attest_preview_view_set_size (self->view, width, zoom);
  gtk_button_set_label (self->zoom_button, words);
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), "zoom-in")),
                               zoom < zooms[G_N_ELEMENTS (zooms) - 1]);
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), "zoom-out")),
                               zoom > zooms[0]);
}

/* ---- What is selected or pointed at ---- */

static void
copy (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  attest_preview_view_copy (ATTEST_PREVIEW_PANE (user_data)->view);
}

static void
comment (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AttestPreviewPane *self = user_data;

  if (self->pointed_start >= self->pointed_end || !attest_preview_pane_is_current (self))
    return;
  attest_article_state_select (self->state, self->pointed_start, self->pointed_end);
  gtk_widget_activate_action (GTK_WIDGET (self), "article.comment", NULL);
}

static void
show_in_source (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AttestPreviewPane *self = user_data;

  if (!attest_preview_pane_is_current (self))
    return;
  gtk_widget_activate_action (GTK_WIDGET (self), "article.go-to-source", NULL);
  attest_article_state_select (self->state, self->pointed_start, self->pointed_end);
  attest_article_state_reveal (self->state, self->pointed_start, self->pointed_end);
}

static void
append_item (AttestPreviewPane *self, WebKitContextMenu *menu, const char *action, const char *label)
{
  webkit_context_menu_append (menu,
                              webkit_context_menu_item_new_from_gaction (
                                  g_action_map_lookup_action (G_ACTION_MAP (self->actions), action), label, NULL));
}

static void
menu_cb (AttestPreviewPane *self, WebKitContextMenu *menu, guint64 start, guint64 end)
{
  if (self->state == NULL)
    return;
  self->pointed_start = (gsize) start;
  self->pointed_end = (gsize) end;
  if (attest_preview_view_get_has_selection (self->view))
    append_item (self, menu, "copy", _ ("_Copy"));
  if (start < end && attest_article_state_get_refusal (self->state, ATTEST_ACT_COMMENT) == NULL)
    append_item (self, menu, "comment", _ ("Co_mment on the selection"));
  if (end > 0)
    append_item (self, menu, "show-in-source", _ ("_Show in the source"));
}

/* ---- The rest ---- */

static void
caret (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  AttestPreviewPane *self = user_data;

  g_simple_action_set_state (action, value);
  attest_preview_view_set_caret (self->view, g_variant_get_boolean (value));
  if (g_variant_get_boolean (value))
    attest_preview_view_take_keyboard (self->view);
}

static void
print (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  attest_preview_pane_print (user_data);
}

void
attest_preview_pane_print (AttestPreviewPane *self)
{
  GtkRoot *root = NULL;

  g_return_if_fail (ATTEST_IS_PREVIEW_PANE (self));

  root = gtk_widget_get_root (GTK_WIDGET (self));
  if (self->state != NULL)
    attest_preview_print (self->view, self->state, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL);
}

static void
add_scroll (AttestPreviewPane *self)
{
  GtkEventController *scroll = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);

  /* Before the page, which would scroll. */
  gtk_event_controller_set_propagation_phase (scroll, GTK_PHASE_CAPTURE);
  g_signal_connect_object (scroll, "scroll", G_CALLBACK (scroll_cb), self, G_CONNECT_DEFAULT);
  gtk_widget_add_controller (GTK_WIDGET (self->view), scroll);
}

void
attest_preview_pane_bind_keys (AttestPreviewPane *self)
{
  const char *const actions[] = { "preview.find",    "preview.find-next", "preview.find-previous",
                                  "preview.zoom-in", "preview.zoom-out",  "preview.zoom-reset",
                                  "preview.caret",   "preview.print",     NULL };

  /* Before the page, which takes every key and gives back late what it has no use for. */
  if (!self->keys_bound)
    self->keys_bound = attest_pane_keys_bind (GTK_WIDGET (self), actions, GTK_PHASE_CAPTURE);
}

void
attest_preview_pane_add_actions (AttestPreviewPane *self)
{
  const GActionEntry entries[] = {
    { .name = "find", .activate = find },
    { .name = "find-next", .activate = find_next },
    { .name = "find-previous", .activate = find_previous },
    { .name = "zoom-in", .activate = zoom_in },
    { .name = "zoom-out", .activate = zoom_out },
    { .name = "zoom-reset", .activate = zoom_reset },
    { .name = "copy", .activate = copy },
    { .name = "comment", .activate = comment },
    { .name = "show-in-source", .activate = show_in_source },
    { .name = "caret", .state = "false", .change_state = caret },
    { .name = "print", .activate = print },
  };

  self->settings = g_settings_new (APP_ID);
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "preview", G_ACTION_GROUP (self->actions));
  add_scroll (self);
  g_settings_bind (self->settings, "preview-width", self->widths, "active-name", G_SETTINGS_BIND_DEFAULT);
  g_signal_connect_object (
      self->settings, "changed::preview-width", G_CALLBACK (size_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
      self->settings, "changed::preview-zoom", G_CALLBACK (size_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "menu", G_CALLBACK (menu_cb), self, G_CONNECT_SWAPPED);
  size_changed_cb (self);
}

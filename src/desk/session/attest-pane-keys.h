/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * attest_pane_keys_bind:
 * @actions: (array zero-terminated=1): detailed names
 * @phase: whether the keys come before those of what is inside
 *
 * Gives @widget the keys that the application has for @actions, so that they are for whoever has the keyboard in it: the same keys may mean
 * something else in another pane, and the application's own only reach actions of the window.
 *
 * Returns: FALSE while @widget is in no window of an application
 */
gboolean attest_pane_keys_bind (GtkWidget *widget, const char *const *actions, GtkPropagationPhase phase);

G_END_DECLS

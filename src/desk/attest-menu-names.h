/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * attest_menu_names_install:
 *
 * Has the items of every menu of @window go by their words. GTK (4.18) says that an item is labelled by its label, and
 * nothing of the label, so that a screen reader has only "menu item" to read.
 */
void attest_menu_names_install (GtkWindow *window);

G_END_DECLS

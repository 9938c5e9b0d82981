/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtksourceview/gtksource.h>

G_BEGIN_DECLS

/** attest_source_keys_add: Makes Enter go on with lists and quotes, and Tab and Shift+Tab move list items in and out. */
void attest_source_keys_add (GtkSourceView *view);

/** attest_source_keys_bind: Gives @widget the keys that the application has for @actions (detailed names), so that they are for whoever has the
 * keyboard in it: the same keys may mean something else in another pane. Does nothing without an application. @phase: whether they come before
 * the keys of what is inside. */
void attest_source_keys_bind (GtkWidget *widget,
                              GtkApplication *application,
                              const char *const *actions,
                              GtkPropagationPhase phase);

G_END_DECLS

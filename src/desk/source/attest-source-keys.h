/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtksourceview/gtksource.h>

G_BEGIN_DECLS

/** attest_source_keys_add: Makes Enter go on with lists and quotes, and Tab and Shift+Tab move list items in and out. */
void attest_source_keys_add (GtkSourceView *view);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtksourceview/gtksource.h>

G_BEGIN_DECLS

/**
 * attest_source_print:
 * @window: (nullable): what the dialog belongs to
 * @title: stands above each page
 * @path: (nullable): a PDF file to write instead of asking for a printer
 *
 * Prints the source as it is now, black on white with its colours, without comments, underlines and selection.
 *
 * Returns: FALSE with @error
 */
gboolean
attest_source_print (GtkWindow *window, GtkSourceBuffer *buffer, const char *title, const char *path, GError **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtksourceview/gtksource.h>

G_BEGIN_DECLS

/** attest_source_language_apply: Makes @buffer highlight an article's Markdown: citations, doses and front matter too. */
void attest_source_language_apply (GtkSourceBuffer *buffer);

/** attest_source_language_set_dark: Gives @buffer the colours for a light or a dark desktop. */
void attest_source_language_set_dark (GtkSourceBuffer *buffer, gboolean dark);

G_END_DECLS

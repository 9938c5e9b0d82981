/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtksourceview/gtksource.h>

G_BEGIN_DECLS

/** attest_source_drop_add: Makes @view take files that are dropped on it: the text of one goes to where it was dropped, once somebody said so.
 * Pictures and what is no text are refused with a message. */
void attest_source_drop_add (GtkTextView *view);

/** attest_source_drop_file: The same for a file that is at hand; its text goes to @offset (characters). */
void attest_source_drop_file (GtkTextView *view, GFile *file, int offset);

G_END_DECLS

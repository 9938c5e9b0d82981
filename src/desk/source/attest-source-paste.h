/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtksourceview/gtksource.h>

G_BEGIN_DECLS

/** attest_source_paste_add: Makes pasting into @view take what a word processor or a browser copied as clean Markdown. What was copied in
 * Attest is pasted as it is. */
void attest_source_paste_add (GtkTextView *view);

/** attest_source_paste_plain: Pastes the words alone, without headings, lists and the like. */
void attest_source_paste_plain (GtkTextView *view);

G_END_DECLS

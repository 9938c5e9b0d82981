/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtksourceview/gtksource.h>

#include "text/attest-edit.h"

G_BEGIN_DECLS

/*
 * The boundary between the format commands, which count bytes of a text, and the buffer. Each command is one step of undo.
 */

/** attest_source_edit_dup_text: Returns: (transfer full): the buffer's text and its selection in bytes of it */
char *attest_source_edit_dup_text (GtkTextBuffer *buffer, gsize *start, gsize *end);

/** attest_source_edit_dup_document: Returns: (transfer full): the same, parsed */
AttestDocument *attest_source_edit_dup_document (GtkTextBuffer *buffer, gsize *start, gsize *end);

/** attest_source_edit_apply: Does @edit, whose places are those of @text, which begins at the line @line of the buffer.
 * @edit: (transfer full) (nullable): NULL does nothing. Returns: whether anything was done */
gboolean attest_source_edit_apply (GtkTextBuffer *buffer, const char *text, guint line, AttestEdit *edit);

/** attest_source_edit_insert: Puts @text in the place of the selection, as one step of undo. */
void attest_source_edit_insert (GtkTextBuffer *buffer, const char *text);

/** attest_source_edit_break_line: Goes on with a list or quote, or leaves it. Returns: FALSE where Enter is only Enter */
gboolean attest_source_edit_break_line (GtkTextBuffer *buffer);

/** attest_source_edit_indent: Moves list items one level in (@step 1) or out (-1). Returns: whether the cursor is in a list item */
gboolean attest_source_edit_indent (GtkTextBuffer *buffer, int step);

G_END_DECLS

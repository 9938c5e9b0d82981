/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "preview/attest-preview-view.h"

G_BEGIN_DECLS

/* What the window tells the page, as JSON text: each is the argument of the function of that name in preview.js and the files beside it. */

/** AttestPreviewLook: what the page takes from the desktop. */
typedef struct
{
  gboolean dark;
  gboolean high_contrast;
  gboolean still;
  gboolean from_right;
} AttestPreviewLook;

/** attest_preview_patch_message: From @shown to @wanted, either of which may be NULL for an empty page. @keep: whether it is the same article, so that the place is kept and the edits are marked. @typed: byte of the Markdown of @wanted at which
 * somebody types, G_MAXSIZE for none. Returns: (transfer full) */
char *attest_preview_patch_message (AttestRendering *shown,
                                    AttestRendering *wanted,
                                    gint64 generation,
                                    const char *footer,
                                    gboolean keep,
                                    gsize typed);
/** attest_preview_mark_message: Marks that nothing on the page stands for are left out. Returns: (transfer full) */
char *attest_preview_mark_message (AttestRendering *shown, const AttestPreviewMark *marks, gsize n_marks);
/** attest_preview_reveal_message: Returns: (transfer full) (nullable): NULL when nothing on the page stands for the range */
char *attest_preview_reveal_message (AttestRendering *shown, gsize start, gsize end);
/** attest_preview_scroll_message: @byte: a place in a line of the Markdown, @fraction: of the way to the next line that can be seen. Returns: (transfer full) */
char *attest_preview_scroll_message (AttestRendering *shown, gsize byte, double fraction);
/** attest_preview_look_message: Returns: (transfer full) */
char *attest_preview_look_message (const AttestPreviewLook *look);
/** attest_preview_beside_message: @rendering: (nullable): the text for the second column, NULL for none. Returns: (transfer full) */
char *attest_preview_beside_message (AttestRendering *rendering, const char *footer);
/** attest_preview_pair_message: @pairs: (element-type AttestPreviewPair): Returns: (transfer full) */
char *attest_preview_pair_message (GArray *pairs);
/** attest_preview_changes_message: @beside: (nullable): the text in the second column; @changes: (nullable) (element-type AttestPreviewChange): those that nothing on the page stands for are left out. Returns: (transfer full) */
char *attest_preview_changes_message (AttestRendering *shown, AttestRendering *beside, GArray *changes);
/** attest_preview_find_message: Returns: (transfer full) */
char *attest_preview_find_message (const char *text);
/** attest_preview_step_message: @step: 1 for the next match, -1 for the one before. Returns: (transfer full) */
char *attest_preview_step_message (int step);
/** attest_preview_print_message: @lines: what stands above the text on paper. Returns: (transfer full) */
char *attest_preview_print_message (const char *const *lines);

G_END_DECLS

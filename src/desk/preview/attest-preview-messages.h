/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "preview/attest-preview-view.h"

G_BEGIN_DECLS

/* What the window tells the page, as JSON text: each is the argument of the function of that name in preview.js. */

/** attest_preview_patch_message: From @shown to @wanted, either of which may be NULL for an empty page. Returns: (transfer full) */
char *
attest_preview_patch_message (AttestRendering *shown, AttestRendering *wanted, gint64 generation, const char *footer);
/** attest_preview_mark_message: Marks that nothing on the page stands for are left out. Returns: (transfer full) */
char *attest_preview_mark_message (AttestRendering *shown, const AttestPreviewMark *marks, gsize n_marks);
/** attest_preview_reveal_message: Returns: (transfer full) (nullable): NULL when nothing on the page stands for the range */
char *attest_preview_reveal_message (AttestRendering *shown, gsize start, gsize end);
/** attest_preview_scroll_message: Returns: (transfer full) */
char *attest_preview_scroll_message (AttestRendering *shown, gsize byte, double fraction);
/** attest_preview_look_message: Returns: (transfer full) */
char *attest_preview_look_message (gboolean dark, gboolean high_contrast);

G_END_DECLS

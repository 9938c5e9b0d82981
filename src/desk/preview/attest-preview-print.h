/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <webkit/webkit.h>

#include "article/attest-article-state.h"
#include "preview/attest-preview-view.h"

G_BEGIN_DECLS

/**
 * attest_preview_print:
 * @window: (nullable): over which the print dialog stands
 *
 * Asks for a printer and prints the page as it is shown, in black on white and without the marks of comments. Above it stands which text it is and what its
 * review came to, so that a sheet of paper does not pass for more than that.
 */
void attest_preview_print (AttestPreviewView *view, AttestArticleState *state, GtkWindow *window);

/** attest_preview_dup_print_words: Returns: (transfer full) (element-type char*): the lines above a printed text */
GStrv attest_preview_dup_print_words (AttestArticleState *state);

G_END_DECLS

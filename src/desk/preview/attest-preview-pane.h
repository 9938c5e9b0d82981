/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "article/attest-article-state.h"

G_BEGIN_DECLS

/**
 * AttestPreviewPane:
 *
 * The page that the Markdown becomes, as it is typed, and beside it, when asked for, the text for another audience. Property `state`. Accessible name
 * of the page: "Preview". Its actions (`preview.*`) and keys work while it has the focus.
 */
#define ATTEST_TYPE_PREVIEW_PANE (attest_preview_pane_get_type ())
G_DECLARE_FINAL_TYPE (AttestPreviewPane, attest_preview_pane, ATTEST, PREVIEW_PANE, AdwBin)

/** attest_preview_pane_set_state: @state: (nullable): the article it shows and listens to; may be set anew for another
 * article */
void attest_preview_pane_set_state (AttestPreviewPane *self, AttestArticleState *state);

/** attest_preview_pane_print: Asks for a printer and prints the page. */
void attest_preview_pane_print (AttestPreviewPane *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "article/attest-article-state.h"

G_BEGIN_DECLS

/**
 * AttestSourcePane:
 *
 * The Markdown of the open variant: highlighted, with comments marked. Property `state`. Accessible name
 * of its text: "Source".
 */
#define ATTEST_TYPE_SOURCE_PANE (attest_source_pane_get_type ())
G_DECLARE_FINAL_TYPE (AttestSourcePane, attest_source_pane, ATTEST, SOURCE_PANE, AdwBin)

/** attest_source_pane_set_state: @state: (nullable): the article it shows and listens to; may be set anew for another
 * article */
void attest_source_pane_set_state (AttestSourcePane *self, AttestArticleState *state);

G_END_DECLS

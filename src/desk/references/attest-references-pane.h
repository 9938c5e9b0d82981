/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "article/attest-article-state.h"

G_BEGIN_DECLS

/**
 * AttestReferencesPane:
 *
 * The numbered list of cited references, then those that nothing cites, with what is open about each. Accessible name of its list: "References".
 */
#define ATTEST_TYPE_REFERENCES_PANE (attest_references_pane_get_type ())
G_DECLARE_FINAL_TYPE (AttestReferencesPane, attest_references_pane, ATTEST, REFERENCES_PANE, AdwBin)

/** attest_references_pane_set_state: @state: (nullable): the article it shows and listens to */
void attest_references_pane_set_state (AttestReferencesPane *self, AttestArticleState *state);

/** attest_references_pane_show: Gives the keyboard to the reference with this key, which is then in sight. */
void attest_references_pane_show (AttestReferencesPane *self, const char *key);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "article/attest-article-state.h"

G_BEGIN_DECLS

/**
 * AttestHistoryPane:
 *
 * What happened to the article, in words, newest first. Accessible name of its list: "History".
 */
#define ATTEST_TYPE_HISTORY_PANE (attest_history_pane_get_type ())
G_DECLARE_FINAL_TYPE (AttestHistoryPane, attest_history_pane, ATTEST, HISTORY_PANE, AdwBin)

/** attest_history_pane_set_state: @state: (nullable): the article it shows and listens to */
void attest_history_pane_set_state (AttestHistoryPane *self, AttestArticleState *state);

G_END_DECLS

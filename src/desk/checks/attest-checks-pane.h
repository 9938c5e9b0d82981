/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "article/attest-article-state.h"

G_BEGIN_DECLS

/**
 * AttestChecksPane:
 *
 * What the checks found in the text as it stands; a finding leads to its place, and is waived or, where it was, taken back. Accessible name of its list: "Checks".
 */
#define ATTEST_TYPE_CHECKS_PANE (attest_checks_pane_get_type ())
G_DECLARE_FINAL_TYPE (AttestChecksPane, attest_checks_pane, ATTEST, CHECKS_PANE, AdwBin)

/** attest_checks_pane_set_state: @state: (nullable): the article it shows and listens to */
void attest_checks_pane_set_state (AttestChecksPane *self, AttestArticleState *state);

G_END_DECLS

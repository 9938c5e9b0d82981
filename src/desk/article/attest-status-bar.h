/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "article/attest-article-state.h"

G_BEGIN_DECLS

/**
 * AttestStatusBar:
 *
 * Words, reading grade against the audience's target, citations, and where the cursor is. Property `compact` (boolean):
 * without the last, for a narrow window.
 */
#define ATTEST_TYPE_STATUS_BAR (attest_status_bar_get_type ())
G_DECLARE_FINAL_TYPE (AttestStatusBar, attest_status_bar, ATTEST, STATUS_BAR, AdwBin)

/** attest_status_bar_set_state: @state: (nullable) */
void attest_status_bar_set_state (AttestStatusBar *self, AttestArticleState *state);

G_END_DECLS

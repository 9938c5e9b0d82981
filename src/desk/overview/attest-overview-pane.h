/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "session/attest-session.h"

G_BEGIN_DECLS

/**
 * AttestOverviewPane:
 *
 * The board's figures: texts in each state, how long approval takes, whom texts wait for, and what falls due. Read off the main thread while it is in sight, and
 * again when the record changes. Its rows activate `articles.show-queue` and `articles.show-person`, which are of whoever shows the lists.
 */
#define ATTEST_TYPE_OVERVIEW_PANE (attest_overview_pane_get_type ())
G_DECLARE_FINAL_TYPE (AttestOverviewPane, attest_overview_pane, ATTEST, OVERVIEW_PANE, AdwBin)

/** attest_overview_pane_set_session: @session: (nullable) */
void attest_overview_pane_set_session (AttestOverviewPane *self, AttestSession *session);

/** attest_overview_pane_focus: Hands the keyboard to the figures, as soon as they are in sight. */
void attest_overview_pane_focus (AttestOverviewPane *self);

G_END_DECLS

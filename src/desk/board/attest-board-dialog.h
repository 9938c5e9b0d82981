/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "session/attest-session.h"

G_BEGIN_DECLS

/**
 * AttestBoardDialog:
 *
 * The board's settings: what stands on every page.
 */
#define ATTEST_TYPE_BOARD_DIALOG (attest_board_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AttestBoardDialog, attest_board_dialog, ATTEST, BOARD_DIALOG, AdwDialog)

/** attest_board_dialog_new: Returns: (transfer floating) */
AdwDialog *attest_board_dialog_new (AttestSession *session);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record/attest-article.h"

G_BEGIN_DECLS

/** attest_board_table_reset: Puts the board and the policy back to what a new library has, before any event. */
gboolean attest_board_table_reset (AttestDatabase *database, GError **error);
/** attest_board_table_set: Folds a `board.set` event. */
gboolean attest_board_table_set (AttestDatabase *database, const AttestEvent *event, GError **error);
/** attest_board_table_set_unknown_kind: Notes the first kind that this version does not know. */
gboolean attest_board_table_set_unknown_kind (AttestDatabase *database, const char *kind, GError **error);
/** attest_board_table_load: Returns: (transfer full) (nullable): NULL with @error */
AttestBoard *attest_board_table_load (AttestDatabase *database, GError **error);

G_END_DECLS

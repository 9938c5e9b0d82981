/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record/attest-comment-table.h"
#include "review/attest-comment.h"

G_BEGIN_DECLS

/* Inside review only. */

/** attest_comment_new_from_row: Returns: (transfer full) (nullable): with its replies and no place yet (an orphan); NULL with an ATTEST_RECORD_ERROR */
AttestComment *attest_comment_new_from_row (AttestDatabase *database, const AttestCommentRow *row, GError **error);

G_END_DECLS

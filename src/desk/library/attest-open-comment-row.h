/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "library/attest-open-comment-item.h"

G_BEGIN_DECLS

/**
 * AttestOpenCommentRow:
 *
 * A comment in the list of open comments: who said what about which words, of which article, and whether that waits for the reader. Property `item`: the AttestOpenCommentItem.
 */
#define ATTEST_TYPE_OPEN_COMMENT_ROW (attest_open_comment_row_get_type ())
G_DECLARE_FINAL_TYPE (AttestOpenCommentRow, attest_open_comment_row, ATTEST, OPEN_COMMENT_ROW, GtkBox)

G_END_DECLS

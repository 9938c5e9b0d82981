/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comments/attest-comments-list.h"

G_BEGIN_DECLS

/**
 * AttestCommentsFolding:
 *
 * Keeps the cards folded that are far out of sight. GTK finds the style of everything in a window anew when the keyboard
 * takes over from the mouse, which takes it 40 ms with the parts of 200 cards.
 */
#define ATTEST_TYPE_COMMENTS_FOLDING (attest_comments_folding_get_type ())
G_DECLARE_FINAL_TYPE (AttestCommentsFolding, attest_comments_folding, ATTEST, COMMENTS_FOLDING, GObject)

/** attest_comments_folding_new: @viewport: (transfer none): what scrolls @list, neither of which it keeps.
 * Returns: (transfer full) */
AttestCommentsFolding *attest_comments_folding_new (GtkViewport *viewport, AttestCommentsList *list);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "article/attest-article-state.h"

G_BEGIN_DECLS

/**
 * AttestCommentCard:
 *
 * One comment with its thread. Short while it is one of many; whole, with what can be done, while it is the current one.
 */
#define ATTEST_TYPE_COMMENT_CARD (attest_comment_card_get_type ())
G_DECLARE_FINAL_TYPE (AttestCommentCard, attest_comment_card, ATTEST, COMMENT_CARD, GtkListBoxRow)

/** attest_comment_card_new: Returns: (transfer floating) */
AttestCommentCard *attest_comment_card_new (AttestArticleState *state);

/** attest_comment_card_set_comment: Shows @comment as it is now; a reply that is being typed stays. Returns:
 * whether it looks other than before */
gboolean attest_comment_card_set_comment (AttestCommentCard *self, const AttestComment *comment);

/** attest_comment_card_refresh: Shows the comment anew, after people or what the actor may do changed. */
void attest_comment_card_refresh (AttestCommentCard *self);

/** attest_comment_card_get_comment: Returns: (transfer none): as it was last set */
const AttestComment *attest_comment_card_get_comment (AttestCommentCard *self);

/** attest_comment_card_set_current: @current: whether the whole is shown */
void attest_comment_card_set_current (AttestCommentCard *self, gboolean current);

/** attest_comment_card_has_draft: Returns: whether something is typed in it that was not sent */
gboolean attest_comment_card_has_draft (AttestCommentCard *self);
/** attest_comment_card_fold: Puts its parts away and keeps its height: for one that is out of sight. What is typed in it
 * stays. Returns: FALSE when it has not been laid out yet since it changed or unfolded, two frames ago at the latest */
gboolean attest_comment_card_fold (AttestCommentCard *self);

/** attest_comment_card_unfold: Gets its parts back. A card that changes does so by itself. */
void attest_comment_card_unfold (AttestCommentCard *self);

G_END_DECLS

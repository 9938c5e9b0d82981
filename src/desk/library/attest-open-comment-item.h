/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "review/attest-open-comments.h"

G_BEGIN_DECLS

/**
 * AttestOpenCommentItem:
 *
 * A line of the list of open comments, with the names that its ids stand for. Immutable; made on any thread.
 */
#define ATTEST_TYPE_OPEN_COMMENT_ITEM (attest_open_comment_item_get_type ())
G_DECLARE_FINAL_TYPE (AttestOpenCommentItem, attest_open_comment_item, ATTEST, OPEN_COMMENT_ITEM, GObject)

/** attest_open_comment_item_new: @comment: (transfer full); @author, @last_actor: what its author and whoever acted last are called; @audience: what the board calls the text's audience. Returns: (transfer full) */
AttestOpenCommentItem *attest_open_comment_item_new (AttestOpenComment *comment,
                                                     const char *author,
                                                     const char *last_actor,
                                                     const char *audience);

/** attest_open_comment_item_get_comment: Returns: (transfer none) */
const AttestOpenComment *attest_open_comment_item_get_comment (AttestOpenCommentItem *self);
/** attest_open_comment_item_get_author: Returns: (transfer none): a name */
const char *attest_open_comment_item_get_author (AttestOpenCommentItem *self);

/** attest_open_comment_item_dup_quote: Returns: (transfer full): the words that were commented on, on one line; or that it is on the whole text or a reference */
char *attest_open_comment_item_dup_quote (AttestOpenCommentItem *self);
/** attest_open_comment_item_dup_place: Returns: (transfer full): article, audience, and how many replies there are, where there are any: "Do naps help? · Doctor · 1 reply, last Ada Author" */
char *attest_open_comment_item_dup_place (AttestOpenCommentItem *self);
/** attest_open_comment_item_dup_turn: Returns: (transfer full) (nullable): why it waits for whoever acts; NULL where it does not */
char *attest_open_comment_item_dup_turn (AttestOpenCommentItem *self);
/** attest_open_comment_item_dup_spoken: Returns: (transfer full): all that its row shows, for a screen reader */
char *attest_open_comment_item_dup_spoken (AttestOpenCommentItem *self);

/** attest_open_comment_item_equal: Whether rows of both would show the same. */
gboolean attest_open_comment_item_equal (AttestOpenCommentItem *self, AttestOpenCommentItem *other);

G_END_DECLS

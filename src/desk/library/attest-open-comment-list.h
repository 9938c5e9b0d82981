/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "review/attest-open-comments.h"
#include "session/attest-session.h"

G_BEGIN_DECLS

/** ATTEST_OPEN_COMMENTS_COUNTED: up to how many comments are counted; of a person who has more it is only said that they do. */
#define ATTEST_OPEN_COMMENTS_COUNTED 99

/**
 * AttestOpenCommentList:
 *
 * Open comments of all articles, the newest activity first, read off the main thread: as many as fit a screen or two, and more when they are asked for. Read
 * again when the record changes, while somebody looks at it. Main thread only.
 *
 * Signal `read`: what it holds, or a count, was read anew.
 */
#define ATTEST_TYPE_OPEN_COMMENT_LIST (attest_open_comment_list_get_type ())
G_DECLARE_FINAL_TYPE (AttestOpenCommentList, attest_open_comment_list, ATTEST, OPEN_COMMENT_LIST, GObject)

/** attest_open_comment_list_new: Returns: (transfer full): an empty list until it has a session and is active */
AttestOpenCommentList *attest_open_comment_list_new (void);
/** attest_open_comment_list_set_session: @session: (nullable) */
void attest_open_comment_list_set_session (AttestOpenCommentList *self, AttestSession *session);
/** attest_open_comment_list_set_scope: Which comments; where nobody acts those of nobody in particular, which are all. */
void attest_open_comment_list_set_scope (AttestOpenCommentList *self, AttestOpenCommentsScope scope);
/** attest_open_comment_list_set_active: @active: whether somebody looks at it */
void attest_open_comment_list_set_active (AttestOpenCommentList *self, gboolean active);
/** attest_open_comment_list_read_more: Reads further, unless everything is there or that is under way. */
void attest_open_comment_list_read_more (AttestOpenCommentList *self);

/** attest_open_comment_list_get_items: Returns: (transfer none) (element-type AttestOpenCommentItem) */
GListModel *attest_open_comment_list_get_items (AttestOpenCommentList *self);
/** attest_open_comment_list_get_answered: Returns: whether what it holds answers what was asked last, so that nothing means that there is nothing */
gboolean attest_open_comment_list_get_answered (AttestOpenCommentList *self);
/** attest_open_comment_list_get_count: Returns: how many the acting person has in @scope, MINE or WAITING; one more than ATTEST_OPEN_COMMENTS_COUNTED for more than that */
guint attest_open_comment_list_get_count (AttestOpenCommentList *self, AttestOpenCommentsScope scope);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "review/attest-comment.h"
#include "session/attest-session.h"

G_BEGIN_DECLS

/**
 * AttestCommentFilters:
 *
 * A button with what a comment has to be to be shown: mine, blocking, of an earlier round, without a place, of a kind, of a person; how many are each stands beside it.
 * Signal `changed`: something else is asked for.
 */
#define ATTEST_TYPE_COMMENT_FILTERS (attest_comment_filters_get_type ())
G_DECLARE_FINAL_TYPE (AttestCommentFilters, attest_comment_filters, ATTEST, COMMENT_FILTERS, AdwBin)

/** attest_comment_filters_set_session: @session: (nullable): whose people wrote the comments, and who of them acts; nothing is asked for then */
void attest_comment_filters_set_session (AttestCommentFilters *self, AttestSession *session);
/**
 * attest_comment_filters_set_comments:
 * @comments: (nullable) (element-type AttestComment): what is counted, and whose authors can be chosen from
 * @resolved: whether the resolved ones are counted, or the open ones
 * @submitted: when the text that is in review was submitted, UTC microseconds, 0 while none is: what was written before is of an earlier round
 */
void attest_comment_filters_set_comments (AttestCommentFilters *self,
                                          GPtrArray *comments,
                                          gboolean resolved,
                                          gint64 submitted);
/** attest_comment_filters_pass: Returns: whether @comment is what is asked for, open or not */
gboolean attest_comment_filters_pass (AttestCommentFilters *self, const AttestComment *comment);
/** attest_comment_filters_get_active: Returns: whether anything is asked for */
gboolean attest_comment_filters_get_active (AttestCommentFilters *self);
/** attest_comment_filters_clear: Asks for nothing any more. */
void attest_comment_filters_clear (AttestCommentFilters *self);

G_END_DECLS

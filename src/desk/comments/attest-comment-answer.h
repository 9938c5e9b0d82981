/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "article/attest-article-state.h"

G_BEGIN_DECLS

/**
 * AttestCommentAnswer:
 *
 * What can be done with a comment: reply, resolve, reopen, retract. What the rules refuse is said in place.
 */
#define ATTEST_TYPE_COMMENT_ANSWER (attest_comment_answer_get_type ())
G_DECLARE_FINAL_TYPE (AttestCommentAnswer, attest_comment_answer, ATTEST, COMMENT_ANSWER, AdwBin)

/** attest_comment_answer_show: @comment: a comment of @state. What was typed for the same comment stays. */
void attest_comment_answer_show (AttestCommentAnswer *self, AttestArticleState *state, const AttestComment *comment);

/** attest_comment_answer_has_draft: Returns: whether a reply or a reason is typed that was not sent */
gboolean attest_comment_answer_has_draft (AttestCommentAnswer *self);
/** attest_comment_answer_wait: Shows in place why @future was rejected, if it is. @future: (transfer full) */
void attest_comment_answer_wait (AttestCommentAnswer *self, DexFuture *future);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "article/attest-article-state.h"

G_BEGIN_DECLS

/**
 * AttestCommentSuggestion:
 *
 * The words that a comment suggests in the place of its own: what they would change, and for whoever writes the text the ways to take
 * or decline them. Signals: `apply`: somebody takes them, for the place where the comment stands by now, which only whoever shows it knows; `decline`
 * (const char *reason): somebody would not take them; the reason is not empty.
 */
#define ATTEST_TYPE_COMMENT_SUGGESTION (attest_comment_suggestion_get_type ())
G_DECLARE_FINAL_TYPE (AttestCommentSuggestion, attest_comment_suggestion, ATTEST, COMMENT_SUGGESTION, AdwBin)

/** attest_comment_suggestion_show: @comment: (transfer none): copied; @answerable: whether the ways to answer are shown to whoever may do so. Hidden when it suggests nothing. */
void attest_comment_suggestion_show (AttestCommentSuggestion *self,
                                     AttestArticleState *state,
                                     const AttestComment *comment,
                                     gboolean answerable);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "article/attest-article-state.h"

G_BEGIN_DECLS

/**
 * AttestCommentPlace:
 *
 * Says where a comment stands when it does not stand on its own words: what became of them, or that they are gone and
 * where they may be now. Hidden for a comment whose words are as they were.
 *
 * Signals: `attach` (guint64 start, guint64 end), bytes of the revision: the comment is to stand there.
 */
#define ATTEST_TYPE_COMMENT_PLACE (attest_comment_place_get_type ())
G_DECLARE_FINAL_TYPE (AttestCommentPlace, attest_comment_place, ATTEST, COMMENT_PLACE, AdwBin)

/** attest_comment_place_show: @comment: a comment of @state. */
void attest_comment_place_show (AttestCommentPlace *self, AttestArticleState *state, const AttestComment *comment);

G_END_DECLS

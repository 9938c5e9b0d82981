/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "article/attest-article-state.h"

G_BEGIN_DECLS

/**
 * AttestCommentEditDialog:
 *
 * Changes the words of the acting person's own comment or reply. It stays open, with what was typed, until they are recorded.
 */
#define ATTEST_TYPE_COMMENT_EDIT_DIALOG (attest_comment_edit_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AttestCommentEditDialog, attest_comment_edit_dialog, ATTEST, COMMENT_EDIT_DIALOG, AdwDialog)

/** attest_comment_edit_dialog_new: @reply: (nullable): one of @comment's, whose words are changed in the place of the comment's. Returns: (transfer floating) */
AdwDialog *
attest_comment_edit_dialog_new (AttestArticleState *state, const AttestComment *comment, const AttestReply *reply);

G_END_DECLS

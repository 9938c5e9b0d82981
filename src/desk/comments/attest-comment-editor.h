/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "article/attest-article-state.h"

G_BEGIN_DECLS

/**
 * AttestCommentEditor:
 *
 * A new comment on words that were selected, on the whole text or on a reference. The words are followed while the text is typed on. Alt and a kind's letter
 * chooses the kind; Ctrl+Return posts; Escape cancels.
 *
 * Signal `closed` (gboolean posted): the comment was made, or the person thought better of it.
 */
#define ATTEST_TYPE_COMMENT_EDITOR (attest_comment_editor_get_type ())
G_DECLARE_FINAL_TYPE (AttestCommentEditor, attest_comment_editor, ATTEST, COMMENT_EDITOR, AdwBin)

/** attest_comment_editor_begin: Begins a comment on what is selected in @state. A comment being written is not lost: it
 * goes to the new selection. Returns: FALSE when nothing is selected */
gboolean attest_comment_editor_begin (AttestCommentEditor *self, AttestArticleState *state);

/** attest_comment_editor_begin_about: Begins a comment on the whole text of @state, or on the reference with the key @reference (nullable). A comment being
 * written goes there. */
void attest_comment_editor_begin_about (AttestCommentEditor *self, AttestArticleState *state, const char *reference);

/** attest_comment_editor_focus: Puts the cursor into the comment's text; it has to be in sight. */
void attest_comment_editor_focus (AttestCommentEditor *self);

/** attest_comment_editor_end: Forgets what was typed. */
void attest_comment_editor_end (AttestCommentEditor *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record/attest-article.h"
#include "review/attest-comment.h"

G_BEGIN_DECLS

/*
 * Inside review only: the way of comments through the revisions of a variant, from the first to the one that they are shown in, along the first
 * parents. One difference per step is shared by all comments that take it.
 */
typedef struct _AttestCommentPath AttestCommentPath;

/** attest_comment_path_new: @target: (nullable): a revision's id; NULL is the newest. @text: (nullable): an unsaved text that was edited from it. Returns: (transfer full) (nullable): NULL with an ATTEST_RECORD_ERROR */
AttestCommentPath *attest_comment_path_new (AttestLibrary *library,
                                            const char *article,
                                            const char *audience,
                                            const char *target,
                                            GBytes *text,
                                            GError **error);
void attest_comment_path_free (AttestCommentPath *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestCommentPath, attest_comment_path_free)

/** attest_comment_path_has: Whether a revision lies on the way. */
gboolean attest_comment_path_has (AttestCommentPath *self, const char *revision);
/** attest_comment_path_add: A comment that begins its way at @anchor of @revision, on the path or not. @comment is borrowed until the path is walked. */
void attest_comment_path_add (AttestCommentPath *self,
                              AttestComment *comment,
                              const char *revision,
                              const AttestAnchor *anchor);
/** attest_comment_path_walk: Gives every comment its placement at the end of the way. Returns: FALSE with an ATTEST_RECORD_ERROR */
gboolean attest_comment_path_walk (AttestCommentPath *self, GError **error);
/** attest_comment_path_dup_text: *@text: (out) (transfer full) (nullable): the text at the end of the way; NULL where nobody can read it any more. Returns: FALSE with an ATTEST_RECORD_ERROR */
gboolean attest_comment_path_dup_text (AttestCommentPath *self, GBytes **text, GError **error);

G_END_DECLS

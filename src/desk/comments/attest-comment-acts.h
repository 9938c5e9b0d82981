/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "article/attest-article-state.h"

G_BEGIN_DECLS

/* What a person does with comments: each runs on the record thread, and what it changed comes back through the session.
 * All reject with an ATTEST_REVIEW_ERROR or ATTEST_RECORD_ERROR whose message may be shown. Main thread. */

/**
 * AttestCommentInput:
 * @about: what it is about; @reference: (nullable): the key of a reference
 * @text: (nullable): the buffer's text as a whole; NULL for a comment that is about no words
 * @start, @end: the commented bytes of @text
 * @suggestion: (nullable)
 * @chosen: (nullable): ids of people who were chosen while @words were written, which tell who of several of one name is meant
 */
typedef struct
{
  AttestCommentAbout about;
  const char *reference;
  GBytes *text;
  gsize start;
  gsize end;
  const char *words;
  const char *kind;
  gboolean blocking;
  const char *suggestion;
  const char *const *chosen;
} AttestCommentInput;

/**
 * attest_comment_acts_find_in_base:
 * @text: the buffer's text as a whole; @start, @end: bytes of it, replaced by those of the revision
 *
 * Comments stand on saved revisions.
 *
 * Returns: FALSE when these very words do not stand in the revision, at the place the difference maps them to
 */
gboolean attest_comment_acts_find_in_base (AttestArticleState *state, GBytes *text, gsize *start, gsize *end);

/**
 * attest_comment_acts_use_suggestion:
 * @comment: one of @state with a suggestion
 *
 * Puts the suggested words into the buffer in place of the comment's own: one edit, which can be undone.
 *
 * Returns: FALSE when the comment's words were changed since its place was found; the buffer is as it was
 */
gboolean attest_comment_acts_use_suggestion (AttestArticleState *state, const AttestComment *comment);

/** attest_comment_acts_add: Words that are not in the revision yet are saved first; what is about no words is about the revision. Returns: (transfer full): resolves to
 * the comment's id (string) */
DexFuture *attest_comment_acts_add (AttestArticleState *state, const AttestCommentInput *input);
/** attest_comment_acts_attach: Gives an orphan a place in the revision. Returns: (transfer full): resolves to TRUE */
DexFuture *attest_comment_acts_attach (AttestArticleState *state, const char *comment, gsize start, gsize end);
/** attest_comment_acts_reply: @chosen: (nullable): as AttestCommentInput has it. Returns: (transfer full): resolves to TRUE */
DexFuture *
attest_comment_acts_reply (AttestArticleState *state, const char *comment, const char *text, const char *const *chosen);
/** attest_comment_acts_resolve: @reason: (nullable). Returns: (transfer full): resolves to TRUE */
DexFuture *attest_comment_acts_resolve (AttestArticleState *state, const char *comment, const char *reason);
/** attest_comment_acts_reopen: Returns: (transfer full): resolves to TRUE */
DexFuture *attest_comment_acts_reopen (AttestArticleState *state, const char *comment);
/** attest_comment_acts_retract: The actor's own comment; see attest_review_retract(). Returns: (transfer full): resolves to TRUE */
DexFuture *attest_comment_acts_retract (AttestArticleState *state, const char *comment);
/** attest_comment_acts_decline: Does not take the suggested words; see attest_review_decline(). Returns: (transfer full): resolves to TRUE */
DexFuture *attest_comment_acts_decline (AttestArticleState *state, const char *comment, const char *reason);
/** attest_comment_acts_edit: @suggestion: "" suggests nothing; @chosen: (nullable): as AttestCommentInput has it; see attest_review_edit_comment(). Returns: (transfer full): resolves to TRUE */
DexFuture *attest_comment_acts_edit (AttestArticleState *state,
                                     const char *comment,
                                     const char *words,
                                     const char *suggestion,
                                     const char *const *chosen);
/** attest_comment_acts_edit_reply: The same for a reply to @comment. Returns: (transfer full): resolves to TRUE */
DexFuture *attest_comment_acts_edit_reply (AttestArticleState *state,
                                           const char *comment,
                                           const char *reply,
                                           const char *words,
                                           const char *const *chosen);

G_END_DECLS

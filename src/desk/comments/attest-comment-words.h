/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "article/attest-article-state.h"

G_BEGIN_DECLS

/** attest_comment_words_time: @time: UTC microseconds. Returns: (transfer full): when it was, in words, seen from now */
char *attest_comment_words_time (gint64 time);

/** attest_comment_words_quote: @start, @end: bytes of the state's text. Returns: (transfer full) (nullable): what is read
 * there, on one line, without the Markdown; NULL out of bounds */
char *attest_comment_words_quote (AttestArticleState *state, gsize start, gsize end);

/** attest_comment_words_of_text: Returns: (transfer full): the bytes of @text on one line; empty out of bounds */
char *attest_comment_words_of_text (GBytes *text, gsize start, gsize end);

/** attest_comment_words_subject: Returns: (transfer full): what a comment that is about no words is about; @reference: (nullable): the key of a reference, which is named by its title */
char *attest_comment_words_subject (AttestArticleState *state, const char *reference);

/** attest_comment_words_difference: Returns: (transfer full): Pango markup of @old_text with what became of it in
 * @new_text: gone words struck out, new ones in bold */
char *attest_comment_words_difference (const char *old_text, const char *new_text);

G_END_DECLS

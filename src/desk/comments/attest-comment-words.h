/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "article/attest-article-state.h"

G_BEGIN_DECLS

/** AttestCommentKind: what a comment may be, as it is shown. @key: as in the record, of which attest_comment_kind_get_label() tells the name; @letter: chooses
 * it with Alt, ASCII. */
typedef struct
{
  const char *key;
  const char *icon_name;
  const char *hint;
  char letter;
} AttestCommentKind;

/** attest_comment_kinds_get: Returns: (transfer none) (array length=n_kinds): in the order they are offered; hints are
 * still to be translated */
const AttestCommentKind *attest_comment_kinds_get (guint *n_kinds);

/** attest_comment_kind_find: @key: Returns: (transfer none): the kind; a note for a key that is not known */
const AttestCommentKind *attest_comment_kind_find (const char *key);

/** attest_comment_words_time: @time: UTC microseconds. Returns: (transfer full): when it was, in words, seen from now */
char *attest_comment_words_time (gint64 time);

/** attest_comment_words_quote: @start, @end: bytes of the state's text. Returns: (transfer full) (nullable): what is read
 * there, on one line, without the Markdown; NULL out of bounds */
char *attest_comment_words_quote (AttestArticleState *state, gsize start, gsize end);

/** attest_comment_words_of_text: Returns: (transfer full): the bytes of @text on one line; empty out of bounds */
char *attest_comment_words_of_text (GBytes *text, gsize start, gsize end);

/** attest_comment_words_difference: Returns: (transfer full): Pango markup of @old_text with what became of it in
 * @new_text: gone words struck out, new ones in bold */
char *attest_comment_words_difference (const char *old_text, const char *new_text);

G_END_DECLS

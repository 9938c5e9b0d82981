/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/attest-annotations.h"

G_BEGIN_DECLS

/**
 * AttestCriticMarkup:
 * @text: what is left when everything is declined: deletions are kept, insertions and remarks left out
 * @annotations: (element-type AttestAnnotation): what the marks say, in the file's order, with its place in @text. Where several marks are about one thing, the later
 * ones answer the first
 * @unread: signs that begin no mark, since it is not closed, or another one stands inside; they stay in @text as they are
 * @unread_line: the line of the first of them, from 1; 0 without any
 *
 * A Markdown file with CriticMarkup (Weyhrich and Penney, 2013) in it.
 */
typedef struct
{
  GBytes *text;
  GPtrArray *annotations;
  guint unread;
  guint unread_line;
} AttestCriticMarkup;

void attest_critic_markup_free (AttestCriticMarkup *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestCriticMarkup, attest_critic_markup_free)

/** attest_critic_markup_has_signs: Whether @text has signs of CriticMarkup, closed or not. */
gboolean attest_critic_markup_has_signs (const char *text);

/** attest_critic_markup_has_marks: Whether @text has a mark of CriticMarkup, from its first sign to its last. */
gboolean attest_critic_markup_has_marks (const char *text);

/**
 * attest_critic_markup_read:
 * @marked: of unknown origin
 * @own: (nullable): the text that it is about, as it was without marks. What looks like a mark in it is one of its own words
 *
 * Reads every mark, in code and HTML too: programs that know CriticMarkup look for it before they read the Markdown, so that a remark on code can only be
 * written into it. Taking words for a mark makes a comment that somebody looks at; taking a mark for words would lose what somebody said.
 *
 * An insertion has no words of its own: it becomes a change of the word beside it. A remark alone is about the words of its sentence that stand before it. What a
 * lost annotation has around it are the file's own signs, so that it is never placed by its context. Any thread.
 *
 * Returns: (transfer full) (nullable): NULL with ATTEST_RECORD_ERROR_BODY for what is no UTF-8
 */
AttestCriticMarkup *attest_critic_markup_read (const char *marked, const char *own, GError **error);

/**
 * attest_critic_markup_place:
 * @text: another text, which becomes that of @self
 *
 * Gives each annotation its place in @text, where the comparison of both is sure of it and the bytes are the same. Words that somebody changed get none: what was
 * said of them, or suggested for them, may be wrong of the new ones. Any thread.
 */
void attest_critic_markup_place (AttestCriticMarkup *self, GBytes *text);

G_END_DECLS

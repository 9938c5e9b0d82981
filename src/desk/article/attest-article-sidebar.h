/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "article/attest-article-state.h"

G_BEGIN_DECLS

/**
 * AttestArticleSidebar:
 *
 * Comments, checks, references and history of the open article, one at a time. Property `writing` (boolean, readable): whether
 * a comment is being written.
 */
#define ATTEST_TYPE_ARTICLE_SIDEBAR (attest_article_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (AttestArticleSidebar, attest_article_sidebar, ATTEST, ARTICLE_SIDEBAR, AdwBin)

/** attest_article_sidebar_set_state: @state: (nullable) */
void attest_article_sidebar_set_state (AttestArticleSidebar *self, AttestArticleState *state);

/** attest_article_sidebar_begin_comment: Shows the comments and begins one on the selection. */
void attest_article_sidebar_begin_comment (AttestArticleSidebar *self);

/** attest_article_sidebar_begin_comment_about: Shows the comments and begins one on the whole text, or on the reference with the key @reference (nullable). */
void attest_article_sidebar_begin_comment_about (AttestArticleSidebar *self, const char *reference);
/** attest_article_sidebar_show_reference: Shows the references and gives the keyboard to the one with this key. */
void attest_article_sidebar_show_reference (AttestArticleSidebar *self, const char *key);

/** attest_article_sidebar_has_draft: Returns: whether a comment or an answer to one was begun and not sent */
gboolean attest_article_sidebar_has_draft (AttestArticleSidebar *self);
/** attest_article_sidebar_focus_comment: Gives the keyboard to the comment that is the current one. */
void attest_article_sidebar_focus_comment (AttestArticleSidebar *self);
/** attest_article_sidebar_step_comment: Shows the comments and goes to the next one, @step 1, or to the one before, -1. */
void attest_article_sidebar_step_comment (AttestArticleSidebar *self, int step);

G_END_DECLS

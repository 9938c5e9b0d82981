/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "article/attest-article-state.h"

G_BEGIN_DECLS

/**
 * AttestArticlePage:
 *
 * An article: for whom, how far its review is, its source beside the page it becomes, and what people, checks and the record say about it.
 */
#define ATTEST_TYPE_ARTICLE_PAGE (attest_article_page_get_type ())
G_DECLARE_FINAL_TYPE (AttestArticlePage, attest_article_page, ATTEST, ARTICLE_PAGE, AdwNavigationPage)

/** attest_article_page_new: @article: an id; @audience: (nullable): whose text is opened, NULL for the base. Returns: (transfer floating) */
GtkWidget *attest_article_page_new (AttestSession *session, const char *article, const char *audience);

/** attest_article_page_show_comment: Makes a comment of the text the current one, with its place in sight and the keyboard on its card, as soon as the text is there. @comment: an id; one that the text has not is not looked for */
void attest_article_page_show_comment (AttestArticlePage *self, const char *comment);

/** attest_article_page_get_actions: Returns: (transfer none): the actions `article.*`, which the window takes in while the page is in sight */
GActionGroup *attest_article_page_get_actions (AttestArticlePage *self);
AttestArticleState *attest_article_page_get_state (AttestArticlePage *self);

G_END_DECLS

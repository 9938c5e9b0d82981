/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "library/attest-article-list.h"

G_BEGIN_DECLS

/**
 * AttestArticlesPane:
 *
 * The articles of one queue: search, order, the list with its menus and its choice of several, and what is done with those. Signals `open-article`
 * (const char *article, const char *audience): somebody chose one, at the text for @audience (nullable: its base); `read`: the list was read.
 */
#define ATTEST_TYPE_ARTICLES_PANE (attest_articles_pane_get_type ())
G_DECLARE_FINAL_TYPE (AttestArticlesPane, attest_articles_pane, ATTEST, ARTICLES_PANE, AdwBin)

/** attest_articles_pane_set_session: @session: (nullable) */
void attest_articles_pane_set_session (AttestArticlesPane *self, AttestSession *session);
void attest_articles_pane_set_queue (AttestArticlesPane *self, AttestQueue *queue);
/** attest_articles_pane_get_lines: Returns: (transfer none): the whole library */
AttestArticleLines *attest_articles_pane_get_lines (AttestArticlesPane *self);

/** attest_articles_pane_set_progress: @text: (nullable): what is under way; @fraction: from 0 to 1, negative when nothing is. */
void attest_articles_pane_set_progress (AttestArticlesPane *self, const char *text, double fraction);
void attest_articles_pane_focus_search (AttestArticlesPane *self);
/** attest_articles_pane_choose_person: Shows the articles that @person (an id) had a part in, whatever was searched for. */
void attest_articles_pane_choose_person (AttestArticlesPane *self, const char *person);
/** attest_articles_pane_restore: Brings removed articles back. @articles: ids with commas between */
void attest_articles_pane_restore (AttestArticlesPane *self, const char *articles);

G_END_DECLS

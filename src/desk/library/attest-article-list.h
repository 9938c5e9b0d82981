/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "library/attest-article-arranging.h"
#include "library/attest-article-item.h"
#include "session/attest-session.h"

G_BEGIN_DECLS

/**
 * AttestArticleList:
 *
 * The articles of the open library, read on the record thread, and as a list model of AttestArticleItem those of one queue that a search finds,
 * sorted. Of each article it keeps a line; an item is made for whoever asks for it, and is the same as long as somebody holds it. When something
 * changes only the articles that it touches are read again. Main thread only.
 *
 * Property: `telling` (boolean): whether it is the queue of what waits for who acts, where each article tells why it does.
 * Signals: `read`: the list was read, as a whole or in part. `searched`: the search has another answer, or all that fits it is shown now.
 */
#define ATTEST_TYPE_ARTICLE_LIST (attest_article_list_get_type ())
G_DECLARE_FINAL_TYPE (AttestArticleList, attest_article_list, ATTEST, ARTICLE_LIST, GObject)

/** attest_article_list_new: Returns: (transfer full): an empty list until it has a session */
AttestArticleList *attest_article_list_new (void);
/** attest_article_list_set_session: @session: (nullable) */
void attest_article_list_set_session (AttestArticleList *self, AttestSession *session);
/** attest_article_list_set_queue: @queue: (nullable): what is shown; NULL is everything that was not removed */
void attest_article_list_set_queue (AttestArticleList *self, AttestQueue *queue);
/** attest_article_list_set_search: @text: words, as AttestSearchQuery has them. Those that stand in title, short name or topics are found at once, those in texts, comments, references and people's names a moment later; the best come first. */
void attest_article_list_set_search (AttestArticleList *self, const char *text);
/** attest_article_list_set_filters: what else an article has to be to be shown */
void attest_article_list_set_filters (AttestArticleList *self, const AttestArticleFilters *filters);
/** attest_article_list_find_result: Returns: (transfer none) (nullable): what the search found in an article; NULL while it found nothing but its title */
const AttestSearchResult *attest_article_list_find_result (AttestArticleList *self, AttestArticleItem *item);
/** attest_article_list_get_partial: Returns: whether the search found more than it could compare */
gboolean attest_article_list_get_partial (AttestArticleList *self);
void attest_article_list_set_order (AttestArticleList *self, AttestArticleOrder order, gboolean reversed);

/** attest_article_list_get_lines: Returns: (transfer none): the whole library, also what was removed */
AttestArticleLines *attest_article_list_get_lines (AttestArticleList *self);
/** attest_article_list_peek: Returns: (transfer none) (nullable): what is shown at @position, without an item for it */
const AttestArticleLine *attest_article_list_peek (AttestArticleList *self, guint position);
/** attest_article_list_find_position: Returns: where @item is shown; G_MAXUINT where it is not, or was read anew meanwhile */
guint attest_article_list_find_position (AttestArticleList *self, AttestArticleItem *item);
/** attest_article_list_get_exchanging: Returns: whether what was shown goes now so that others come in its place in the same turn of the main loop */
gboolean attest_article_list_get_exchanging (AttestArticleList *self);
/** attest_article_list_get_pending: Returns: whether something else may come to be shown: a large library is gone through piece by piece, while the window goes on */
gboolean attest_article_list_get_pending (AttestArticleList *self);
/** attest_article_list_get_searching: Returns: whether a word is looked for, or anything else asked of an article */
gboolean attest_article_list_get_searching (AttestArticleList *self);

G_END_DECLS

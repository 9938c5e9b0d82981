/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record/attest-search.h"
#include "session/attest-session.h"

G_BEGIN_DECLS

/**
 * AttestArticleFilters:
 * @audience: (nullable): key; @person: (nullable): id
 * @updated_from: UTC microseconds, 0 for no bound
 * @blocking: whether a blocking comment has to be open
 *
 * What an article has to be beside holding the words. Status and topic are queues.
 */
typedef struct
{
  const char *audience;
  const char *person;
  gint64 updated_from;
  gboolean blocking;
} AttestArticleFilters;

/**
 * AttestArticleSearch:
 *
 * What a search of texts, comments, references and people found, off the main thread, with a reading library of its own. A newer question ends an older
 * one; until it is answered the older answer stands. A question that takes long is answered with what was found until then, and the rest follows. Asked
 * again when the record changes. Main thread only.
 *
 * Signal `changed`: another answer is there, or more of it.
 */
#define ATTEST_TYPE_ARTICLE_SEARCH (attest_article_search_get_type ())
G_DECLARE_FINAL_TYPE (AttestArticleSearch, attest_article_search, ATTEST, ARTICLE_SEARCH, GObject)

/** attest_article_search_new: Returns: (transfer full): asks for nothing */
AttestArticleSearch *attest_article_search_new (void);
/** attest_article_search_set_session: @session: (nullable): forgets the answer */
void attest_article_search_set_session (AttestArticleSearch *self, AttestSession *session);
/** attest_article_search_set_text: @text: as AttestSearchQuery has it; empty for no words */
void attest_article_search_set_text (AttestArticleSearch *self, const char *text);
void attest_article_search_set_filters (AttestArticleSearch *self, const AttestArticleFilters *filters);

/** attest_article_search_get_has_words: Returns: whether words are looked for */
gboolean attest_article_search_get_has_words (AttestArticleSearch *self);
/** attest_article_search_get_has_filters: Returns: whether anything else is asked of an article */
gboolean attest_article_search_get_has_filters (AttestArticleSearch *self);
/** attest_article_search_get_partial: Returns: whether more was found than was compared */
gboolean attest_article_search_get_partial (AttestArticleSearch *self);
/** attest_article_search_find: @rank: (out) (optional): its place in the answer, from 0; G_MAXUINT where it is not in it. Returns: (transfer none) (nullable): what was found in @article */
const AttestSearchResult *attest_article_search_find (AttestArticleSearch *self, const char *article, guint *rank);

G_END_DECLS

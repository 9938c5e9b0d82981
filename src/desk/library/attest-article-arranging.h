/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "library/attest-article-lines.h"
#include "library/attest-article-search.h"
#include "library/attest-queue.h"

G_BEGIN_DECLS

/** AttestArticleOrder: by what the list is sorted, each in the direction that is looked for first; the values are those of the setting `articles-order`. */
typedef enum
{
  ATTEST_ARTICLE_ORDER_CHANGED,
  ATTEST_ARTICLE_ORDER_TITLE,
  ATTEST_ARTICLE_ORDER_STATUS,
  ATTEST_ARTICLE_ORDER_COMMENTS,
} AttestArticleOrder;

/**
 * AttestArticleQuestion:
 * @queue: (nullable): NULL is everything that was not removed
 * @words: (nullable): folded words to be found in the lines themselves; @plain: whether they are to be, beside what @search found
 *
 * Which articles are shown, and in what order.
 */
typedef struct
{
  AttestQueue *queue;
  AttestArticleSearch *search;
  const char *const *words;
  gboolean plain;
  AttestArticleOrder order;
  gboolean reversed;
} AttestArticleQuestion;

/**
 * AttestArticleArranging:
 *
 * The lines that answer a question are picked out and sorted, in pieces, so that the window goes on meanwhile. Whatever the question names has to stay
 * as it is until then. Main thread only.
 */
typedef struct _AttestArticleArranging AttestArticleArranging;

/** attest_article_arranging_new: Returns: (transfer full): freed with attest_article_arranging_free() */
AttestArticleArranging *attest_article_arranging_new (AttestArticleLines *lines, const AttestArticleQuestion *question);
void attest_article_arranging_free (AttestArticleArranging *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestArticleArranging, attest_article_arranging_free)
/** attest_article_arranging_step: An AttestArticleLinesStep. @work: an arranging. Looks at the next @n_lines; then sorts what was found, a part at a time; then puts @n_lines of it in their
 * place. Returns: whether there is more to do */
gboolean attest_article_arranging_step (gpointer work, guint n_lines);
/** attest_article_arranging_finish: What was found, once nothing is left to do. Returns: (transfer full) (element-type AttestArticleLine) */
GPtrArray *attest_article_arranging_finish (AttestArticleArranging *self);

G_END_DECLS

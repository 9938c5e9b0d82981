/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "library/attest-article-item.h"
#include "record/attest-search.h"

G_BEGIN_DECLS

/**
 * AttestArticleRow:
 *
 * A line of the list of articles. Property `item`: the AttestArticleItem that it shows, NULL while it is out of sight. Property
 * `telling`: whether it says for what reasons the article waits for who acts; else only that they were asked to review it.
 */
#define ATTEST_TYPE_ARTICLE_ROW (attest_article_row_get_type ())
G_DECLARE_FINAL_TYPE (AttestArticleRow, attest_article_row, ATTEST, ARTICLE_ROW, GtkBox)

/** attest_article_row_show_result: @result: (nullable): what a search found in the article that it shows */
void attest_article_row_show_result (AttestArticleRow *self, const AttestSearchResult *result);
/** attest_article_row_get_found: Returns: (transfer none): that in words, without marks; empty for none */
const char *attest_article_row_get_found (AttestArticleRow *self);

G_END_DECLS

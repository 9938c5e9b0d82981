/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "library/attest-article-line.h"

G_BEGIN_DECLS

/**
 * AttestArticleItem:
 *
 * One line of the list of articles while something holds it, such as a row that shows it. Immutable. Main thread only.
 */
#define ATTEST_TYPE_ARTICLE_ITEM (attest_article_item_get_type ())
G_DECLARE_FINAL_TYPE (AttestArticleItem, attest_article_item, ATTEST, ARTICLE_ITEM, GObject)

/** attest_article_item_of_line: Returns: (transfer full): the one that stands for @line already, else a new one */
AttestArticleItem *attest_article_item_of_line (AttestArticleLine *line);
/** attest_article_item_get_line: Returns: (transfer none) */
const AttestArticleLine *attest_article_item_get_line (AttestArticleItem *self);
/** attest_article_item_get_id: Returns: (transfer none): the article's */
const char *attest_article_item_get_id (AttestArticleItem *self);
/** attest_article_item_get_title: Returns: (transfer none): the article's */
const char *attest_article_item_get_title (AttestArticleItem *self);
/** attest_article_item_dup_spoken: Returns: (transfer full): the line's accessible name: title, each audience with its status, open comments, attest_article_item_dup_waits() */
char *attest_article_item_dup_spoken (AttestArticleItem *self, gboolean with_reasons);

/**
 * attest_article_item_dup_waits:
 * @with_reasons: all reasons why it waits for the actor are told, each with the texts that have it where not all do; else that they were asked alone
 *
 * Returns: (transfer full): sentences, of which there may be none
 */
GStrv attest_article_item_dup_waits (AttestArticleItem *self, gboolean with_reasons);

G_END_DECLS

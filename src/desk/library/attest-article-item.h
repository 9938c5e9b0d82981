/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "record/attest-article.h"
#include "record/attest-seen.h"

G_BEGIN_DECLS

/**
 * AttestArticleItem:
 *
 * One line of the list of articles. Immutable after construction, so that the record thread may make it and the main thread show it.
 *
 * Property: `spoken` (string), the line's accessible name: title, each audience with its status, open comments.
 */
#define ATTEST_TYPE_ARTICLE_ITEM (attest_article_item_get_type ())
G_DECLARE_FINAL_TYPE (AttestArticleItem, attest_article_item, ATTEST, ARTICLE_ITEM, GObject)

/**
 * attest_article_item_load_all:
 * @actor: (nullable): for whom something may be waiting
 * @seen: (nullable): what @actor has seen
 *
 * Reads all articles, also those that were removed, in a few passes over the tables. Any thread that owns @library.
 *
 * Returns: (transfer full) (nullable) (element-type AttestArticleItem): NULL with an ATTEST_RECORD_ERROR
 */
GPtrArray *
attest_article_item_load_all (AttestLibrary *library, const char *actor, const AttestSeen *seen, GError **error);
/** attest_article_item_load_some: @articles: ids; one that is not there is left out. The same for these alone. */
GPtrArray *attest_article_item_load_some (AttestLibrary *library,
                                          const char *const *articles,
                                          const char *actor,
                                          const AttestSeen *seen,
                                          GError **error);

const AttestArticle *attest_article_item_get_article (AttestArticleItem *self);
/** attest_article_item_get_variants: Returns: (transfer none) (element-type AttestVariant): base first */
GPtrArray *attest_article_item_get_variants (AttestArticleItem *self);
/** attest_article_item_get_audience_label: Returns: (transfer none): the label of variant @index */
const char *attest_article_item_get_audience_label (AttestArticleItem *self, guint index);
/** attest_article_item_get_waiting: Returns: whether a variant waits for the actor: to be reviewed, or to be changed by its author */
gboolean attest_article_item_get_waiting (AttestArticleItem *self);
/** attest_article_item_dup_asked: Returns: (transfer full) (nullable): the sentence that the actor was asked to review it and has not answered; NULL when that is not so */
char *attest_article_item_dup_asked (AttestArticleItem *self);
/** attest_article_item_get_new: Returns: whether others changed it since the actor last opened it */
gboolean attest_article_item_get_new (AttestArticleItem *self);
/** attest_article_item_get_sort_key: Returns: (transfer none): to be compared with strcmp() for the reader's order of titles, numbers by value */
const char *attest_article_item_get_sort_key (AttestArticleItem *self);
/** attest_article_item_get_least_status: Returns: the status (AttestStatus) of the text that is least far; G_MAXUINT without a text */
guint attest_article_item_get_least_status (AttestArticleItem *self);
/** attest_article_item_get_due: Returns: whether variant @index was due for re-review when the list was read */
gboolean attest_article_item_get_due (AttestArticleItem *self, guint index);
/** attest_article_item_get_open_comments: Returns: over all variants */
guint attest_article_item_get_open_comments (AttestArticleItem *self);
/** attest_article_item_matches: @words: (nullable): folded words, each of which must be in title, slug or topics */
gboolean attest_article_item_matches (AttestArticleItem *self, const char *const *words);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record/attest-article.h"

G_BEGIN_DECLS

/** attest_article_table_insert: Folds an `article.create` event. The slug is settled by attest_article_table_settle_slug(). */
gboolean
attest_article_table_insert (AttestDatabase *database, const AttestEvent *event, char **no_effect, GError **error);
/** attest_article_table_set: Folds an `article.set` event. */
gboolean attest_article_table_set (AttestDatabase *database, const AttestEvent *event, GError **error);
/** attest_article_table_remove: Folds an `article.remove` event. */
gboolean
attest_article_table_remove (AttestDatabase *database, const AttestEvent *event, char **no_effect, GError **error);
/** attest_article_table_restore: Folds an `article.restore` event. */
gboolean
attest_article_table_restore (AttestDatabase *database, const AttestEvent *event, char **no_effect, GError **error);
/** attest_article_table_set_references: Folds a `references.set` event. */
gboolean attest_article_table_set_references (AttestDatabase *database, const AttestEvent *event, GError **error);
/** attest_article_table_update_title: The title of the base's newest revision. */
gboolean attest_article_table_update_title (AttestDatabase *database, const char *article, GError **error);
/** attest_article_table_touch: Moves the time of the last change forward to @time. */
gboolean attest_article_table_touch (AttestDatabase *database, const char *article, gint64 time, GError **error);
/** attest_article_table_add_person: Notes that @person took part in the article; nothing for an empty @person. */
gboolean
attest_article_table_add_person (AttestDatabase *database, const char *article, const char *person, GError **error);
/** attest_article_table_set_unknown_kind: Notes the first kind that this version does not know. */
gboolean
attest_article_table_set_unknown_kind (AttestDatabase *database, const char *article, const char *kind, GError **error);
/** attest_article_table_contains: FALSE also with @error set. */
gboolean attest_article_table_contains (AttestDatabase *database, const char *article, GError **error);
/** attest_article_table_load: By id. NULL with NOT_FOUND. */
AttestArticle *attest_article_table_load (AttestDatabase *database, const char *id, GError **error);
/** attest_article_table_list_ids: (transfer full) (element-type utf8): the one that nothing happened to for longest first */
GPtrArray *attest_article_table_list_ids (AttestDatabase *database, GError **error);

/** AttestArticleIdVisit: It may not use the database. */
typedef void (*AttestArticleIdVisit) (const char *article, gpointer user_data);
/** attest_article_table_visit_ids: Hands over all articles, by id. Returns: FALSE with @error */
gboolean attest_article_table_visit_ids (AttestDatabase *database,
                                         AttestArticleIdVisit visit,
                                         gpointer user_data,
                                         GError **error);
/** attest_article_table_visit_removed_ids: Hands over those that were removed, in no order. Returns: FALSE with @error */
gboolean attest_article_table_visit_removed_ids (AttestDatabase *database,
                                                 AttestArticleIdVisit visit,
                                                 gpointer user_data,
                                                 GError **error);
/** attest_article_table_dup_topics: Returns: (transfer full): never NULL; empty where the article cannot be read */
GStrv attest_article_table_dup_topics (AttestDatabase *database, const char *article);
/** attest_article_table_list_topics: Returns: (transfer full) (nullable): each topic of an article that was not removed once, in the reader's order; NULL with @error */
GStrv attest_article_table_list_topics (AttestDatabase *database, GError **error);

/**
 * attest_article_table_settle_slug:
 * Gives an article that was just made at the end of the total order its slug: the one it wants, or that with the smallest free number.
 */
gboolean attest_article_table_settle_slug (AttestDatabase *database, const char *article, GError **error);
/** attest_article_table_settle_slugs: Gives all articles their slugs, first come first served in the total order, so that every order of merging gives the same. */
gboolean attest_article_table_settle_slugs (AttestDatabase *database, GError **error);

G_END_DECLS

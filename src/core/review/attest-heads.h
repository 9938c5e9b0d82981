/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record/attest-article.h"
#include "review/attest-save.h"

G_BEGIN_DECLS

/*
 * People who do not know of each other save texts that were made from one. Neither is lost and neither is overwritten: both are heads of the variant, until
 * somebody brings them together. The variant's newest revision is one of them. All on the library's thread.
 */

/**
 * attest_review_list_heads:
 *
 * Returns: (transfer full) (nullable) (element-type AttestRevision): the revisions of a variant that no other was made from, the newest first; NULL with an ATTEST_RECORD_ERROR
 */
GPtrArray *attest_review_list_heads (AttestLibrary *library, const char *article, const char *audience, GError **error);

/**
 * attest_review_list_parted:
 * @articles: ids, such as those that a merge touched
 *
 * Returns: (transfer full) (nullable) (element-type AttestRevision): of each variant of these articles that has more than one head, the newest; NULL with an ATTEST_RECORD_ERROR
 */
GPtrArray *attest_review_list_parted (AttestLibrary *library, const char *const *articles, GError **error);

/**
 * attest_review_find_origin:
 * @origin: (out) (transfer full) (nullable): the newest revision that both were made from; NULL where there is none
 *
 * Returns: FALSE with an ATTEST_RECORD_ERROR
 */
gboolean attest_review_find_origin (AttestLibrary *library,
                                    const AttestRevision *one,
                                    const AttestRevision *other,
                                    AttestRevision **origin,
                                    GError **error);

/**
 * attest_review_dup_references_with:
 *
 * The article's works as they are, and behind them those that @revision cites and @references has not. Never joined by what they are: other texts cite
 * them by their keys.
 *
 * @references: a CSL-JSON array as text
 *
 * Returns: (transfer full) (nullable): such a text; NULL with G_IO_ERROR_INVALID_DATA. Any thread.
 */
char *attest_review_dup_references_with (const char *references, const AttestRevision *revision, GError **error);

/**
 * attest_review_save_together:
 * @parent, @joined: ids of the two revisions that @markdown brings together; comments go along from @parent
 * @places: as attest_review_save_revision_with_places()
 *
 * A new revision that was made from both, also where its bytes are those of one of them. Works that @joined cites and the article has no more come back in the same transaction.
 *
 * Returns: (transfer full) (nullable): its id
 */
char *attest_review_save_together (AttestLibrary *library,
                                   const char *article,
                                   const char *audience,
                                   const char *actor,
                                   GBytes *markdown,
                                   const char *parent,
                                   const char *joined,
                                   const AttestLivePlace *places,
                                   gsize n_places,
                                   GError **error);

G_END_DECLS

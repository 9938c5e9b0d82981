/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record/attest-library.h"
#include "review/attest-review-error.h"

G_BEGIN_DECLS

/**
 * attest_review_create_article:
 * @slug: (nullable): made from the title when NULL, put right when it is none; made unique by a number
 * @markdown: the text of its first revision; @references: (nullable): CSL-JSON array text
 * @updated: when the text was last updated by its own account, UTC microseconds; 0 is now
 * @revision: (out) (optional) (transfer full): the id of that revision
 *
 * Returns: (transfer full): the new article's id; article, references and revision are appended in one transaction
 */
char *attest_review_create_article (AttestLibrary *library,
                                    const char *actor,
                                    const char *slug,
                                    const char *language,
                                    const char *const *topics,
                                    const char *audience,
                                    GBytes *markdown,
                                    const char *references,
                                    const char *disclaimer,
                                    gint64 updated,
                                    char **revision,
                                    GError **error);

/**
 * attest_review_save_revision:
 * @parent: (nullable): the revision the text was edited from; NULL is the newest
 *
 * A new revision of a variant (which begins the variant when there is none). The event carries the live place of each open comment whose quote stands there byte for byte. Saving the same bytes again appends nothing and returns the newest id.
 *
 * Returns: (transfer full): its id
 */
char *attest_review_save_revision (AttestLibrary *library,
                                   const char *article,
                                   const char *audience,
                                   const char *actor,
                                   GBytes *markdown,
                                   const char *parent,
                                   GError **error);

/** AttestLivePlace: @start, @end: where @comment stands, bytes of the Markdown that is saved. */
typedef struct
{
  const char *comment;
  gsize start;
  gsize end;
} AttestLivePlace;

/**
 * attest_review_save_revision_with_places:
 * @places: (array length=n_places) (nullable): comments that an editor followed to where they were carried, such as by cutting and pasting
 *
 * attest_review_save_revision() for whoever saw the text being changed, and so knows what a comparison of texts can only
 * guess. A place counts where the comment's quote stands byte for byte; others are looked for as ever.
 *
 * Returns: (transfer full): the revision's id
 */
char *attest_review_save_revision_with_places (AttestLibrary *library,
                                               const char *article,
                                               const char *audience,
                                               const char *actor,
                                               GBytes *markdown,
                                               const char *parent,
                                               const AttestLivePlace *places,
                                               gsize n_places,
                                               GError **error);

/** attest_review_import_revision: attest_review_save_revision() for a text that says itself when it was last updated and brings references; @references: (nullable): the article's whole list from now on, a CSL-JSON array as attest_references_to_json() writes it, in the same transaction; @updated: UTC microseconds, 0 is now */
char *attest_review_import_revision (AttestLibrary *library,
                                     const char *article,
                                     const char *audience,
                                     const char *actor,
                                     GBytes *markdown,
                                     const char *parent,
                                     const char *references,
                                     gint64 updated,
                                     GError **error);

/** attest_review_set_references: Replaces the article's references with @references, a CSL-JSON array as text. Saved revisions keep theirs. Returns: FALSE with @error: REFUSED, INPUT, G_IO_ERROR_INVALID_DATA, or an ATTEST_RECORD_ERROR */
gboolean attest_review_set_references (AttestLibrary *library,
                                       const char *article,
                                       const char *actor,
                                       const char *references,
                                       GError **error);

/** attest_review_slug_from_title: Returns: (transfer full): lower-case ASCII letters, digits and hyphens, at most 60, transliterated; "article" when nothing is left. Any thread. */
char *attest_review_slug_from_title (const char *title);

G_END_DECLS

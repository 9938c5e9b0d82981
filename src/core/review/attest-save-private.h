/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "review/attest-act-context.h"
#include "review/attest-save.h"

G_BEGIN_DECLS

/* Inside review only: the drafts of a revision, for acts that save several texts in one transaction. */

/** AttestNewText: the first text of a variant of an article that is being made. @references: CSL-JSON array text; @disclaimer: (nullable): NULL is the board's; @updated: UTC microseconds, 0 is now */
typedef struct
{
  const char *article;
  const char *audience;
  const char *actor;
  const char *language;
  GBytes *markdown;
  const char *references;
  const char *disclaimer;
  gint64 updated;
} AttestNewText;

/** AttestSaveDetails: what a save is told beside the text itself: @references, @updated as attest_review_import_revision(), @places as attest_review_save_revision_with_places(), @joined: (nullable) as attest_review_save_together(). */
typedef struct
{
  const char *references;
  gint64 updated;
  const AttestLivePlace *places;
  gsize n_places;
  const char *joined;
} AttestSaveDetails;

/** attest_save_revision: attest_review_save_revision() for whoever is told more. */
char *attest_save_revision (AttestLibrary *library,
                            const char *article,
                            const char *audience,
                            const char *actor,
                            GBytes *markdown,
                            const char *parent,
                            const AttestSaveDetails *told,
                            GError **error);

/**
 * attest_save_make_revision:
 * @newest: the variant's newest revision
 *
 * The revision that saving @markdown now would make, which is not saved: it has no id, number, time or signed hash.
 *
 * Returns: (transfer full) (nullable): NULL with ATTEST_REVIEW_ERROR_INPUT or an ATTEST_RECORD_ERROR
 */
AttestRevision *attest_save_make_revision (AttestLibrary *library,
                                           const AttestArticle *article,
                                           const AttestRevision *newest,
                                           GBytes *markdown,
                                           GError **error);

/** attest_save_make_first_draft: @title: (out) (optional) (transfer full): the text's title. Returns: (transfer full) (nullable) */
AttestEventDraft *
attest_save_make_first_draft (AttestLibrary *library, const AttestNewText *text, char **title, GError **error);

/**
 * attest_save_add_drafts:
 * @newest: (nullable): the variant's newest revision; NULL begins the variant
 * @parent: (nullable): the id of the one that the text was edited from
 *
 * Adds to @drafts what makes @markdown the newest revision; nothing for a text that is there already.
 */
gboolean attest_save_add_drafts (const AttestActContext *self,
                                 const AttestRevision *newest,
                                 GBytes *markdown,
                                 const char *parent,
                                 const AttestSaveDetails *told,
                                 GPtrArray *drafts,
                                 GError **error);

/** attest_save_make_article_draft: the `article.create` event. Returns: (transfer full) */
AttestEventDraft *attest_save_make_article_draft (const char *article,
                                                  const char *actor,
                                                  const char *slug,
                                                  const char *language,
                                                  const char *const *topics);

/** attest_save_make_text_draft: an event whose body has one text. Returns: (transfer full) */
AttestEventDraft *attest_save_make_text_draft (const char *kind,
                                               const char *article,
                                               const char *actor,
                                               const char *name,
                                               const char *value);

G_END_DECLS

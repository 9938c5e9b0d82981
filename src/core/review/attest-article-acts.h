/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record/attest-library.h"
#include "review/attest-review-error.h"

G_BEGIN_DECLS

/*
 * Acts on an article as a whole, for authors and editors. @article: an id or a slug. @actor: a person's id. All on the library's thread. Errors:
 * ATTEST_REVIEW_ERROR_REFUSED or _INPUT, or an ATTEST_RECORD_ERROR.
 */

/**
 * attest_review_list_renamed:
 *
 * A title stands in the text. A text that has another title than the article keeps it, unless it is named.
 *
 * Returns: (transfer full) (nullable): the audiences whose newest text bears the article's title, the base first
 */
GStrv attest_review_list_renamed (AttestLibrary *library, const char *article, GError **error);

/**
 * attest_review_rename:
 * @audiences: (nullable): the texts that get the title; NULL is those of attest_review_list_renamed()
 *
 * Saves a new revision of each of these texts, which differs in the title alone, in one transaction. What was approved stays published until the
 * new revision is.
 *
 * Returns: FALSE with @error, also where one of the texts cannot be changed; then none is
 */
gboolean attest_review_rename (AttestLibrary *library,
                               const char *article,
                               const char *actor,
                               const char *title,
                               const char *const *audiences,
                               GError **error);

/** attest_review_set_article: @slug, @topics: (nullable): NULL leaves them. A slug that another article has is refused with INPUT; a topic that has a policy of its own is given and taken by editors, others are REFUSED. Nothing is recorded where nothing changes. */
gboolean attest_review_set_article (AttestLibrary *library,
                                    const char *article,
                                    const char *actor,
                                    const char *slug,
                                    const char *const *topics,
                                    GError **error);

/**
 * attest_review_duplicate:
 * @title: (nullable): what the new article is called; NULL keeps the title
 *
 * A new article with the newest texts, the references, topics and disclaimer of @article. Reviews, comments and earlier revisions stay where they were made.
 *
 * Returns: (transfer full) (nullable): the new article's id
 */
char *attest_review_duplicate (AttestLibrary *library,
                               const char *article,
                               const char *actor,
                               const char *title,
                               GError **error);

/** attest_review_remove: Takes an article out of all lists; nothing is deleted, and no page of it is made any more. @reason: (nullable) */
gboolean attest_review_remove (AttestLibrary *library,
                               const char *article,
                               const char *actor,
                               const char *reason,
                               GError **error);
/** attest_review_restore: Brings a removed article back as it was. */
gboolean attest_review_restore (AttestLibrary *library, const char *article, const char *actor, GError **error);

/**
 * attest_review_assign:
 * @audience: (nullable): the base
 * @reviewer: a person's id, e-mail or exact name
 * @due: (nullable): until which day, "2026-03-01"
 *
 * Asks somebody to review a text. It is theirs then to answer (see AttestAssessment), and decides nothing.
 */
gboolean attest_review_assign (AttestLibrary *library,
                               const char *article,
                               const char *audience,
                               const char *actor,
                               const char *reviewer,
                               const char *due,
                               GError **error);
/** attest_review_unassign: Asks @reviewer no more. */
gboolean attest_review_unassign (AttestLibrary *library,
                                 const char *article,
                                 const char *audience,
                                 const char *actor,
                                 const char *reviewer,
                                 GError **error);

/** attest_review_is_day: Whether @text is a day of the calendar, written as "2026-03-01". Any thread. */
gboolean attest_review_is_day (const char *text);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record/attest-library.h"
#include "text/attest-change-class.h"

G_BEGIN_DECLS

/**
 * AttestChangeSince:
 * @person: id of whoever gave the verdict
 * @verdict: hash of its event; @revision, @number, @time, @meaning: what it was on, when it was given (UTC microseconds) and what it means
 * @signed_off: whether it was three yeses
 * @lapsed: whether the text was withdrawn since, so that the verdict counts for no text any more
 * @to: (nullable): the revision that is compared with; NULL for a text that is not saved
 * @change, @touched, @edits: what changed until @to; see AttestTextChange. Works that are cited or a language that is not the same are in it, and have no place among @edits
 * @old_text, @new_text: (nullable): the two texts; NULL when one was redacted: then nobody can tell what changed, and the class is %ATTEST_CHANGE_SAFETY
 * @disclaimer: whether the article's disclaimer is another
 * @references: whether what is known of the cited works is other, be it only which works they are
 *
 * The last verdict that one person gave on a variant, and what changed since in what they had before their eyes. Immutable.
 */
typedef struct
{
  char *person;
  char *verdict;
  char *revision;
  guint number;
  gint64 time;
  char *meaning;
  gboolean signed_off;
  gboolean lapsed;
  char *to;
  AttestChangeClass change;
  AttestTouched touched;
  GArray *edits;
  GBytes *old_text;
  GBytes *new_text;
  gboolean disclaimer;
  gboolean references;
} AttestChangeSince;

void attest_change_since_free (AttestChangeSince *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestChangeSince, attest_change_since_free)

/**
 * attest_review_list_changes_since:
 * @article: an id
 * @audience: of a variant
 * @to: (nullable): a revision of it; NULL for the newest submitted
 *
 * For everybody who gave a verdict on some text of the variant, what changed since the last one; people who were joined count as one. A verdict on the same bytes
 * has %ATTEST_CHANGE_NONE. Takes the time of one comparison for each text that a last verdict is on. On the library's thread.
 *
 * Returns: (transfer full) (element-type AttestChangeSince) (nullable): the earliest verdict first; none while nothing is submitted; NULL with an ATTEST_RECORD_ERROR
 */
GPtrArray *attest_review_list_changes_since (AttestLibrary *library,
                                             const char *article,
                                             const char *audience,
                                             const char *to,
                                             GError **error);

/**
 * attest_review_list_changes_in_text:
 * @article: an id
 * @audience: of a variant
 * @markdown: a text that may not be saved yet
 *
 * The same up to what saving and submitting @markdown now would put before the reviewers: how far an author's edits reach.
 *
 * Returns: (transfer full) (element-type AttestChangeSince) (nullable): NULL with ATTEST_REVIEW_ERROR_INPUT or an ATTEST_RECORD_ERROR
 */
GPtrArray *attest_review_list_changes_in_text (AttestLibrary *library,
                                               const char *article,
                                               const char *audience,
                                               GBytes *markdown,
                                               GError **error);

/**
 * attest_review_find_change_since:
 * @person: an id; verdicts of those joined with it count too
 * @since: (out) (transfer full) (nullable): NULL when the person gave no verdict, or nothing is submitted
 *
 * The same for one person, up to the newest submitted revision. Returns: FALSE with an ATTEST_RECORD_ERROR
 */
gboolean attest_review_find_change_since (AttestLibrary *library,
                                          const char *article,
                                          const char *audience,
                                          const char *person,
                                          AttestChangeSince **since,
                                          GError **error);

/** attest_change_since_may_reaffirm: @person: (nullable): who acts; what was signed under another name is for that name. Whether a sign-off can be re-affirmed in one step: it was one, it was not withdrawn from, and the text is another now that can be compared. */
gboolean attest_change_since_may_reaffirm (const AttestChangeSince *self, const char *person);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record/attest-library.h"

G_BEGIN_DECLS

/**
 * AttestWaitingReason: what a text waits for. As a reviewer:
 *
 * ATTEST_WAITING_ASKED: their verdict, for which they were asked
 * ATTEST_WAITING_REVIEW: the verdict of anybody who may give one, since those who were asked are too few
 * ATTEST_WAITING_REAFFIRM: their verdict, and they signed an earlier text, so that they may hold to that
 *
 * As an author:
 *
 * ATTEST_WAITING_CHANGES: a text in which the changes are made that a reviewer asked for
 * ATTEST_WAITING_QUESTION: an answer to a question about a text that they wrote
 * ATTEST_WAITING_SUGGESTION: that they take or decline the words that somebody suggests for it
 * ATTEST_WAITING_COMMENT: that they answer or settle another comment on it
 *
 * As anybody who takes part:
 *
 * ATTEST_WAITING_MENTIONED: an answer where a comment names them
 * ATTEST_WAITING_ANSWERED: that they go on with a comment of theirs that was answered
 * ATTEST_WAITING_NEWER_TEXT: that they settle a blocking comment of theirs, since the text was changed
 *
 * As an editor:
 *
 * ATTEST_WAITING_NOBODY_ASKED: somebody who is asked to review it
 * ATTEST_WAITING_TOO_FEW: more people who could sign it off: those who are left, after recusals and without its authors, are too few
 * ATTEST_WAITING_BLOCKING: that a blocking comment is settled whose author wrote part of the text since, so that only an editor can
 * ATTEST_WAITING_DUE: a re-review
 */
typedef enum
{
  ATTEST_WAITING_ASKED,
  ATTEST_WAITING_REVIEW,
  ATTEST_WAITING_REAFFIRM,
  ATTEST_WAITING_CHANGES,
  ATTEST_WAITING_QUESTION,
  ATTEST_WAITING_SUGGESTION,
  ATTEST_WAITING_COMMENT,
  ATTEST_WAITING_MENTIONED,
  ATTEST_WAITING_ANSWERED,
  ATTEST_WAITING_NEWER_TEXT,
  ATTEST_WAITING_NOBODY_ASKED,
  ATTEST_WAITING_TOO_FEW,
  ATTEST_WAITING_BLOCKING,
  ATTEST_WAITING_DUE,
} AttestWaitingReason;

/** attest_waiting_reason_to_string: Returns: (transfer none): "asked", "too-few" and the like */
const char *attest_waiting_reason_to_string (AttestWaitingReason reason);
/** attest_waiting_reason_get_label: Returns: (transfer none): what is to be done, translated, such as “You are asked to review it” */
const char *attest_waiting_reason_get_label (AttestWaitingReason reason);

/** AttestWaiting: One reason why a text waits for a person. */
typedef struct
{
  char *article;
  char *audience;
  AttestWaitingReason reason;
} AttestWaiting;

void attest_waiting_free (AttestWaiting *self);

/**
 * attest_review_list_waiting:
 * @person: an id; whoever they are joined with counts too
 * @articles: (nullable): ids, of which alone; NULL for all
 * @now: UTC microseconds, which tells what is due
 *
 * What waits for somebody, for any reason that their roles, the review and the comments give: each reason once for a text. Of removed articles too.
 * What is hidden from them (review/attest-hidden.h) gives no reason.
 *
 * Returns: (transfer full) (nullable) (element-type AttestWaiting): NULL with an ATTEST_RECORD_ERROR
 */
GPtrArray *attest_review_list_waiting (AttestLibrary *library,
                                       const char *person,
                                       const char *const *articles,
                                       gint64 now,
                                       GError **error);

G_END_DECLS

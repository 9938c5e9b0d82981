/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "review/attest-assess.h"

G_BEGIN_DECLS

/*
 * A second reading of the rules of review, from the words of DESIGN.md section 6 and of attest_review_assess (). It keeps no state but what was approved: for each moment it
 * looks back at all that came before. It reads the facts and uses nothing else of src/core/review, so what the two agree on is the rule and not a shared slip.
 */

/** ReviewLine: one fact in its place in the total order; exactly one of the pointers beside @moment is set. */
typedef struct
{
  const AttestMoment *moment;
  const AttestPolicyFact *policy;
  const AttestTopicsFact *topics;
  const AttestRevisionFact *revision;
  const AttestActFact *act;
  const AttestCommentFact *comment;
} ReviewLine;

/** review_model_dup_lines: Returns: (transfer full) (element-type ReviewLine): all facts in the total order; they belong to @facts */
GArray *review_model_dup_lines (const AttestReviewFacts *facts);

/** review_model_read: Returns: (transfer full) (element-type utf8): what the rules say after the first so many facts, from none to all; in the form of review_model_describe() */
GPtrArray *review_model_read (const AttestReviewFacts *facts);

/** review_model_describe: Returns: (transfer full): an assessment in one line; without its sentences, and with each code once */
char *review_model_describe (const AttestAssessment *assessment);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "review/attest-next-step.h"

static gboolean
is_in_review (AttestStatus status)
{
  return status == ATTEST_STATUS_SUBMITTED || status == ATTEST_STATUS_UNDER_REVIEW ||
         status == ATTEST_STATUS_CHANGES_REQUESTED;
}

AttestNextStep
attest_review_suggest (const AttestNextStepFacts *facts)
{
  gboolean asked = is_in_review (facts->status) && facts->part < ATTEST_PART_ANSWERED;

  if (facts->modified && facts->may[ATTEST_ACT_SAVE])
    return ATTEST_NEXT_STEP_SAVE;
  if (asked && facts->status == ATTEST_STATUS_SUBMITTED && facts->may[ATTEST_ACT_START])
    return ATTEST_NEXT_STEP_START;
  if (asked && facts->may[ATTEST_ACT_VERDICT])
    return ATTEST_NEXT_STEP_VERDICT;
  if (facts->author && facts->unsubmitted && facts->may[ATTEST_ACT_SUBMIT])
    return ATTEST_NEXT_STEP_SUBMIT;

  return facts->published ? ATTEST_NEXT_STEP_EXPORT : ATTEST_NEXT_STEP_NONE;
}

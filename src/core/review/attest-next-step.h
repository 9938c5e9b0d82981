/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "review/attest-assess.h"
#include "review/attest-verdict.h"

G_BEGIN_DECLS

/** AttestNextStep: the one thing that is suggested to somebody who has a text before them. */
typedef enum
{
  ATTEST_NEXT_STEP_NONE,
  ATTEST_NEXT_STEP_SAVE,
  ATTEST_NEXT_STEP_START,
  ATTEST_NEXT_STEP_VERDICT,
  ATTEST_NEXT_STEP_SUBMIT,
  ATTEST_NEXT_STEP_EXPORT,
} AttestNextStep;

/**
 * AttestNextStepFacts:
 * @may: by AttestAct, what the person may do to the variant now
 * @part: what they did about the submitted text
 * @author: whether they wrote a revision of this variant
 * @modified: whether they have typed something that is not saved
 * @unsubmitted: whether the newest text differs from the submitted one
 * @published: whether some revision is approved and not withdrawn
 */
typedef struct
{
  AttestStatus status;
  gboolean may[ATTEST_ACT_SETTINGS + 1];
  AttestPart part;
  gboolean author;
  gboolean modified;
  gboolean unsubmitted;
  gboolean published;
} AttestNextStepFacts;

/**
 * attest_review_suggest:
 *
 * What fits status and role: first what would be lost, then what others wait for, then what the person's own text waits
 * for. Never something that would be refused. Any thread.
 */
AttestNextStep attest_review_suggest (const AttestNextStepFacts *facts);

G_END_DECLS

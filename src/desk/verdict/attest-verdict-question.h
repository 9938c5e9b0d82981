/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "review/attest-review.h"

G_BEGIN_DECLS

/**
 * AttestVerdictQuestion:
 *
 * One question of a verdict with its three answers; none is chosen at first. Signal `answered`.
 */
#define ATTEST_TYPE_VERDICT_QUESTION (attest_verdict_question_get_type ())
G_DECLARE_FINAL_TYPE (AttestVerdictQuestion, attest_verdict_question, ATTEST, VERDICT_QUESTION, AdwPreferencesRow)

/** attest_verdict_question_get_answer: Returns: FALSE while it has no answer */
gboolean attest_verdict_question_get_answer (AttestVerdictQuestion *self, AttestAnswer *answer);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "article/attest-article-state.h"

G_BEGIN_DECLS

/**
 * AttestReviewStepper:
 *
 * How far the review of the open variant is, with dates and names, and what is still missing and where it is done. Accessible name "Review status".
 */
#define ATTEST_TYPE_REVIEW_STEPPER (attest_review_stepper_get_type ())
G_DECLARE_FINAL_TYPE (AttestReviewStepper, attest_review_stepper, ATTEST, REVIEW_STEPPER, AdwBin)

/** attest_review_stepper_set_state: @state: (nullable) */
void attest_review_stepper_set_state (AttestReviewStepper *self, AttestArticleState *state);

/** attest_review_stepper_set_brief: @brief: whether one button tells the status, and its popover the steps, instead of steps side by side */
void attest_review_stepper_set_brief (AttestReviewStepper *self, gboolean brief);

G_END_DECLS

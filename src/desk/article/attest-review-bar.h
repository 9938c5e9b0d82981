/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "article/attest-article-state.h"

G_BEGIN_DECLS

/**
 * AttestReviewBar:
 *
 * What stands above the text: for whom it is, how far its review is, and for a reviewer who is new to it what is asked.
 * Property `brief` (boolean): the steps of the review do not fit beside the audiences and are behind a button. Property
 * `compact` (boolean): for a narrow window.
 */
#define ATTEST_TYPE_REVIEW_BAR (attest_review_bar_get_type ())
G_DECLARE_FINAL_TYPE (AttestReviewBar, attest_review_bar, ATTEST, REVIEW_BAR, AdwBin)

/** attest_review_bar_set_state: @state: (nullable) */
void attest_review_bar_set_state (AttestReviewBar *self, AttestArticleState *state);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "article/attest-article-state.h"

G_BEGIN_DECLS

/**
 * AttestReviewRequest:
 *
 * A reviewer's first view of a text that is in review: what it is, who wrote it, what is asked, and by when where the
 * record says so. Shown until they have begun, answered, stepped aside, or put it away; once put away it stays so for
 * what was submitted.
 */
#define ATTEST_TYPE_REVIEW_REQUEST (attest_review_request_get_type ())
G_DECLARE_FINAL_TYPE (AttestReviewRequest, attest_review_request, ATTEST, REVIEW_REQUEST, AdwBin)

/** attest_review_request_set_state: @state: (nullable) */
void attest_review_request_set_state (AttestReviewRequest *self, AttestArticleState *state);

/** attest_review_request_set_compact: @compact: whether only the first line and the day stand there until more is asked for */
void attest_review_request_set_compact (AttestReviewRequest *self, gboolean compact);

G_END_DECLS

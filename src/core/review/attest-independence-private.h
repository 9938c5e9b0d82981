/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "review/attest-review-state.h"

G_BEGIN_DECLS

/* Inside review only. */

/** attest_review_state_takes_answer: @person: (nullable): a joined id. Whether they are to answer independently at this place, as attest_review_find_independence() has it, if they are a reviewer there. */
gboolean attest_review_state_takes_answer (AttestReviewState *state, const char *person);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "review-model.h"

G_BEGIN_DECLS

/**
 * review_invariants_find_breach:
 * @lines: the first @n_lines facts in the total order, of which @facts has the people
 * @before: (nullable): what was said without the last of them
 *
 * What may never be, by the facts alone and without the rules: an approval without quorum, by an author, with an open blocking comment, or of other bytes, or one that goes
 * though nothing took it back.
 *
 * Returns: (transfer full) (nullable): what is wrong
 */
char *review_invariants_find_breach (const AttestReviewFacts *facts,
                                     const ReviewLine *lines,
                                     guint n_lines,
                                     const AttestAssessment *before,
                                     const AttestAssessment *after);

G_END_DECLS

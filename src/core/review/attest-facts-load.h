/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record/attest-database.h"
#include "review/attest-assess.h"

G_BEGIN_DECLS

/** AttestReviewBoard: what the facts of all variants have in common: the people and the policies. Immutable. */
typedef struct
{
  /* (element-type AttestPerson) and (element-type AttestPolicy) */
  GPtrArray *people;
  GPtrArray *policies;
} AttestReviewBoard;

/** attest_review_board_load: Returns: (transfer full) (nullable): NULL with @error */
AttestReviewBoard *attest_review_board_load (AttestDatabase *database, GError **error);
void attest_review_board_free (AttestReviewBoard *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestReviewBoard, attest_review_board_free)

/** attest_review_facts_load_with_board: attest_review_facts_load() for whoever loads the facts of many variants. Returns: (transfer full) (nullable): NULL with @error */
AttestReviewFacts *attest_review_facts_load_with_board (AttestDatabase *database,
                                                        const AttestReviewBoard *board,
                                                        const char *article,
                                                        const char *audience,
                                                        gint64 now,
                                                        GError **error);

G_END_DECLS

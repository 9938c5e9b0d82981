/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record/attest-database.h"
#include "review/attest-assess.h"

G_BEGIN_DECLS

/** AttestReviewBoard: what the facts of all variants have in common: the people, the policies and the audiences. Immutable while facts are loaded with it. */
typedef struct
{
  /* (element-type AttestPerson) and (element-type AttestPolicy) */
  GPtrArray *people;
  GPtrArray *policies;
  /* The people once more, as all facts have them. */
  AttestPeopleFacts *people_facts;
  /* (element-type utf8): of each policy, attest_dup_name_key() of its topic */
  GPtrArray *keys;
  /* (element-type AttestAudience) */
  GPtrArray *audiences;
  /* Streams in which something was redacted, which stands in the stream of what it blanks. */
  GHashTable *redacted;
  /* Whether any policy is of a topic, and whether any asks for audiences; what only they need is not read where none does. */
  gboolean has_topics;
  gboolean asks_audiences;
} AttestReviewBoard;

/** attest_review_board_load: Returns: (transfer full) (nullable): NULL with @error */
AttestReviewBoard *attest_review_board_load (AttestDatabase *database, GError **error);
/** attest_review_board_refresh: Reads anew what stands in the streams of articles, for a board that was kept. Returns: FALSE with @error */
gboolean attest_review_board_refresh (AttestReviewBoard *self, AttestDatabase *database, GError **error);
void attest_review_board_free (AttestReviewBoard *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestReviewBoard, attest_review_board_free)

/** attest_review_facts_load_with_board: attest_review_facts_load() for whoever loads the facts of many variants. Returns: (transfer full) (nullable): NULL with @error */
AttestReviewFacts *attest_review_facts_load_with_board (AttestDatabase *database,
                                                        const AttestReviewBoard *board,
                                                        const char *article,
                                                        const char *audience,
                                                        gint64 now,
                                                        GError **error);

/** attest_review_facts_load_text: The same for whoever has just read that there is a text for @audience, which is not looked up. Returns: (transfer full) (nullable): NULL with @error */
AttestReviewFacts *attest_review_facts_load_text (AttestDatabase *database,
                                                  const AttestReviewBoard *board,
                                                  const char *article,
                                                  const char *audience,
                                                  gint64 now,
                                                  GError **error);

/** attest_review_facts_load_policies: Adds the topics that @article ever had, and the policies of the board and of these. Returns: FALSE with @error */
gboolean attest_review_facts_load_policies (AttestReviewFacts *facts,
                                            AttestDatabase *database,
                                            const AttestReviewBoard *board,
                                            const char *article,
                                            GError **error);

/** attest_review_facts_add_policy_row: Adds what a row of the record says. @key: (nullable): attest_dup_name_key() of its topic */
void attest_review_facts_add_policy_row (AttestReviewFacts *facts, const AttestPolicy *policy, const char *key);

G_END_DECLS

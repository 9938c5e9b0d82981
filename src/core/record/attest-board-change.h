/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record/attest-database.h"
#include "record/attest-event.h"

G_BEGIN_DECLS

/**
 * AttestBoardChange:
 *
 * What the board decides reaches the conclusions about articles: whose turn it is, whether a text is approved, when it is due. To draw them all anew takes a
 * minute in a library of 100,000 articles, in which nothing else can be saved. So it is found out which of them a decision can reach; drawing more of
 * them than that changes no row. Not thread-safe.
 */
typedef struct _AttestBoardChange AttestBoardChange;

/** attest_board_change_new: Returns: (transfer full): nothing has changed yet */
AttestBoardChange *attest_board_change_new (void);
void attest_board_change_free (AttestBoardChange *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestBoardChange, attest_board_change_free)

/** attest_board_change_note_all: Anything about people and policies may have changed, at any place of the total order. */
void attest_board_change_note_all (AttestBoardChange *self);
/** attest_board_change_prepare: Before @event, which is the last in the total order, is folded. */
gboolean attest_board_change_prepare (AttestBoardChange *self,
                                      AttestDatabase *database,
                                      const AttestEvent *event,
                                      GError **error);
/** attest_board_change_note: After it was folded with an effect. */
gboolean
attest_board_change_note (AttestBoardChange *self, AttestDatabase *database, const AttestEvent *event, GError **error);
/** attest_board_change_is_any: Returns: whether people or policies changed at all */
gboolean attest_board_change_is_any (const AttestBoardChange *self);
/** attest_board_change_add_articles: Once it is settled who is the same person. @articles: (element-type utf8): a set; gets the ids of those articles that are reached */
gboolean attest_board_change_add_articles (AttestBoardChange *self,
                                           AttestDatabase *database,
                                           GHashTable *articles,
                                           GError **error);

G_END_DECLS

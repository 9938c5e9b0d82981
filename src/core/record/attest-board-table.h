/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record/attest-article.h"

G_BEGIN_DECLS

/** attest_board_table_reset: Puts the board and the policy back to what a new library has, before any event. */
gboolean attest_board_table_reset (AttestDatabase *database, GError **error);
/** attest_board_table_set: Folds a `board.set` event. */
gboolean attest_board_table_set (AttestDatabase *database, const AttestEvent *event, GError **error);
/** attest_board_table_set_unknown_kind: Notes the first kind that this version does not know. */
gboolean attest_board_table_set_unknown_kind (AttestDatabase *database, const char *kind, GError **error);
/** attest_board_table_load: Returns: (transfer full) (nullable): NULL with @error */
AttestBoard *attest_board_table_load (AttestDatabase *database, GError **error);

/**
 * AttestPolicy:
 * @clock, @device, @sequence: the place in the total order from which it holds; the first, which every library begins with, has clock 0 and an empty device
 * @roles: whose sign-offs count; never NULL
 *
 * A policy as it was from one place in the total order on. An approval that was reached under an older policy stays.
 */
typedef struct
{
  gint64 clock;
  char *device;
  gint64 sequence;
  guint sign_offs;
  GStrv roles;
  guint review_months;
} AttestPolicy;

void attest_policy_free (AttestPolicy *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestPolicy, attest_policy_free)

/** attest_policy_table_insert: Folds a `policy.set` event. */
gboolean attest_policy_table_insert (AttestDatabase *database, const AttestEvent *event, GError **error);
/** attest_policy_table_list: All policies in the total order; never empty. (transfer full) (element-type AttestPolicy) */
GPtrArray *attest_policy_table_list (AttestDatabase *database, GError **error);

G_END_DECLS

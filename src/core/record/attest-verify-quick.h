/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record/attest-database.h"
#include "record/attest-registry.h"

G_BEGIN_DECLS

/**
 * AttestVerifyQuick:
 *
 * Tells the events that are right beyond doubt from those that have to be looked into. A log is nearly all of the first kind, for which nothing is copied and
 * nothing is asked of the library.
 */
typedef struct _AttestVerifyQuick AttestVerifyQuick;

/** attest_verify_quick_new: @registry: (nullable): where given, what an event says has to be of its kind too. Returns: (transfer full) */
AttestVerifyQuick *attest_verify_quick_new (AttestRegistry *registry);
void attest_verify_quick_free (AttestVerifyQuick *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestVerifyQuick, attest_verify_quick_free)

/**
 * attest_verify_quick_is_right:
 * @row: has ATTEST_EVENT_COLUMNS from column 0 on; rows come in the total order
 *
 * Whether the event's fields have their form, its hash and that of its body are theirs, and it follows the event that the same device wrote before it in
 * its stream. FALSE may also mean that it is blank, or that the log has a fork here.
 */
gboolean attest_verify_quick_is_right (AttestVerifyQuick *self, AttestStatement *row);

G_END_DECLS

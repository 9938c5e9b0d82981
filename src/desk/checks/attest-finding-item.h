/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "checks/attest-checks.h"

G_BEGIN_DECLS

/**
 * AttestFindingItem:
 *
 * What a list shows of a finding, which is not where it stands: that changes with every key, and the item stays. Immutable.
 */
#define ATTEST_TYPE_FINDING_ITEM (attest_finding_item_get_type ())
G_DECLARE_FINAL_TYPE (AttestFindingItem, attest_finding_item, ATTEST, FINDING_ITEM, GObject)

/** attest_finding_item_new: Returns: (transfer full) */
AttestFindingItem *attest_finding_item_new (const AttestFinding *finding);

/** attest_finding_item_shows: Returns: whether an item for @finding would look the same */
gboolean attest_finding_item_shows (AttestFindingItem *self, const AttestFinding *finding);

AttestSeverity attest_finding_item_get_severity (AttestFindingItem *self);
/** attest_finding_item_get_message: Returns: (transfer none) */
const char *attest_finding_item_get_message (AttestFindingItem *self);
/** attest_finding_item_get_text: Returns: (transfer none) (nullable): the words it is about */
const char *attest_finding_item_get_text (AttestFindingItem *self);

G_END_DECLS

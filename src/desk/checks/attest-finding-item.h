/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "checks/attest-checks.h"

G_BEGIN_DECLS

/**
 * AttestFindingItem:
 *
 * What a list shows of a finding, which is not where it stands: that changes with every key, and the item stays. Or the line that waived findings are
 * folded under. Immutable.
 */
#define ATTEST_TYPE_FINDING_ITEM (attest_finding_item_get_type ())
G_DECLARE_FINAL_TYPE (AttestFindingItem, attest_finding_item, ATTEST, FINDING_ITEM, GObject)

/** attest_finding_item_new: @waived_by: (nullable): the name of whoever waived it; @refusal: (nullable): a sentence that says why the reader may not decide it. Returns: (transfer full) */
AttestFindingItem *attest_finding_item_new (const AttestFinding *finding, const char *waived_by, const char *refusal);
/** attest_finding_item_new_fold: The line over @n_waived waived findings, which are in sight when @unfolded. Returns: (transfer full) */
AttestFindingItem *attest_finding_item_new_fold (guint n_waived, gboolean unfolded);

/** attest_finding_item_shows: Returns: whether @other looks the same */
gboolean attest_finding_item_shows (AttestFindingItem *self, AttestFindingItem *other);

/** attest_finding_item_is_fold: Returns: whether it is the line over the waived findings */
gboolean attest_finding_item_is_fold (AttestFindingItem *self);
gboolean attest_finding_item_get_unfolded (AttestFindingItem *self);
AttestSeverity attest_finding_item_get_severity (AttestFindingItem *self);
/** attest_finding_item_get_message: Returns: (transfer none): what the check says; how many are waived, for the line over them */
const char *attest_finding_item_get_message (AttestFindingItem *self);
/** attest_finding_item_get_text: Returns: (transfer none) (nullable): the words it is about */
const char *attest_finding_item_get_text (AttestFindingItem *self);
/** attest_finding_item_get_decision: Returns: (transfer none) (nullable): who waived it, when and why; NULL while it is not decided */
const char *attest_finding_item_get_decision (AttestFindingItem *self);
/** attest_finding_item_get_refusal: Returns: (transfer none) (nullable) */
const char *attest_finding_item_get_refusal (AttestFindingItem *self);

G_END_DECLS

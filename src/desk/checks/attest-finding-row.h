/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "checks/attest-finding-item.h"

G_BEGIN_DECLS

/**
 * AttestFindingRow:
 *
 * A line of the list of findings, made for each GtkListItem once and shown for one item after another. Signal `decide`: it is to be waived or, where it was, taken back.
 */
#define ATTEST_TYPE_FINDING_ROW (attest_finding_row_get_type ())
G_DECLARE_FINAL_TYPE (AttestFindingRow, attest_finding_row, ATTEST, FINDING_ROW, AdwBin)

/** attest_finding_row_new: @list_item: (transfer none): whose child it becomes, and which it does not outlive. Returns: (transfer floating) */
GtkWidget *attest_finding_row_new (GtkListItem *list_item);

/** attest_finding_row_show: Shows the list item's item, and names the list item. */
void attest_finding_row_show (AttestFindingRow *self);

/** attest_finding_row_get_position: Returns: its place in the list */
guint attest_finding_row_get_position (AttestFindingRow *self);

G_END_DECLS

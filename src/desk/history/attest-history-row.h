/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "history/attest-history-words.h"

G_BEGIN_DECLS

/**
 * AttestHistoryRow:
 *
 * One thing that happened. A row of a text that was saved leads to what it changed, one of a verdict to what changed since; a menu has the rest.
 */
#define ATTEST_TYPE_HISTORY_ROW (attest_history_row_get_type ())
G_DECLARE_FINAL_TYPE (AttestHistoryRow, attest_history_row, ATTEST, HISTORY_ROW, GtkListBoxRow)

/** attest_history_row_new: @entry: must outlive the row. @may_restore: whether the reader may make an older text the newest. Returns: (transfer floating) */
GtkWidget *attest_history_row_new (const AttestHistoryEntry *entry, gboolean may_restore);

/** attest_history_row_get_entry: Returns: (transfer none): what the row shows */
const AttestHistoryEntry *attest_history_row_get_entry (AttestHistoryRow *self);
/** attest_history_row_get_day: Returns: (transfer none): the day on which it happened, in words */
const char *attest_history_row_get_day (AttestHistoryRow *self);

G_END_DECLS

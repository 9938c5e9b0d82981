/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "review/attest-overview.h"

G_BEGIN_DECLS

/**
 * AttestOverviewColumns:
 *
 * How many re-reviews fall due in each month, as columns with their numbers above and their months below. Its accessible label says all of them.
 */
#define ATTEST_TYPE_OVERVIEW_COLUMNS (attest_overview_columns_get_type ())
G_DECLARE_FINAL_TYPE (AttestOverviewColumns, attest_overview_columns, ATTEST, OVERVIEW_COLUMNS, GtkWidget)

/** attest_overview_columns_set: Shows @months, of which there are ATTEST_OVERVIEW_MONTHS. */
void attest_overview_columns_set (AttestOverviewColumns *self, const AttestOverviewMonth *months);
/** attest_overview_dup_month: Returns: (transfer full): the month's name in the reader's language, with its year: "March 2026" */
char *attest_overview_dup_month (const AttestOverviewMonth *month);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * AttestOverviewBar:
 *
 * A bar as long as its part of the greatest, drawn in the colour of its style class. What it says is beside it in words, and is its accessible label.
 */
#define ATTEST_TYPE_OVERVIEW_BAR (attest_overview_bar_get_type ())
G_DECLARE_FINAL_TYPE (AttestOverviewBar, attest_overview_bar, ATTEST, OVERVIEW_BAR, GtkWidget)

/** attest_overview_bar_set_part: @part: from 0 to 1; what is more than nothing is seen however small it is */
void attest_overview_bar_set_part (AttestOverviewBar *self, double part);

G_END_DECLS

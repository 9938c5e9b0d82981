/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "review/attest-overview.h"

G_BEGIN_DECLS

/* The figures as rows. Rows that are there are used again, so that the keyboard stays where it is. */

/** attest_overview_show_states: How many texts are in each state. */
void attest_overview_show_states (GtkListBox *list, const AttestOverview *overview);
/** attest_overview_show_times: From submission to approval, of all and of each topic. */
void attest_overview_show_times (GtkListBox *list, const AttestOverview *overview);
/** attest_overview_show_reviewers: Whom texts wait for, and what they did. */
void attest_overview_show_reviewers (GtkListBox *list, const AttestOverview *overview);
/** attest_overview_show_due: What is due already, and what after the months. */
void attest_overview_show_due (GtkListBox *list, const AttestOverview *overview);
/** attest_overview_show_months: What falls due in each month. */
void attest_overview_show_months (GtkListBox *list, const AttestOverview *overview);

G_END_DECLS

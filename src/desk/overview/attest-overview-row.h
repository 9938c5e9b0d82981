/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * AttestOverviewRowFacts:
 * @icon_name, @detail, @style_class: (nullable)
 * @figure: a number with its unit, so that it is understood by itself
 * @part: how long the bar is, from 0 to 1; negative for none
 * @action, @target: (nullable): what is done when the row is chosen
 */
typedef struct
{
  const char *icon_name;
  const char *title;
  const char *figure;
  const char *detail;
  double part;
  const char *style_class;
  const char *action;
  const char *target;
} AttestOverviewRowFacts;

/** AttestOverviewRow: A figure of the overview: what, how much, and a bar. A screen reader is told all of it when it comes to the row. */
#define ATTEST_TYPE_OVERVIEW_ROW (attest_overview_row_get_type ())
G_DECLARE_FINAL_TYPE (AttestOverviewRow, attest_overview_row, ATTEST, OVERVIEW_ROW, GtkListBoxRow)

/** attest_overview_row_set: Shows @facts in the place of what it showed. */
void attest_overview_row_set (AttestOverviewRow *self, const AttestOverviewRowFacts *facts);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Times are UTC microseconds and are told in the reader's language and time zone; one that has no date there is told as "". */

/** attest_time_is_today: Whether @time is on the reader's today. */
gboolean attest_time_is_today (gint64 time);

/** attest_time_dup_clock: Returns: (transfer full): the time of day: "14:05" */
char *attest_time_dup_clock (gint64 time);

/** attest_time_dup_day: Returns: (transfer full): the day alone: "Today", "3 March 2026" */
char *attest_time_dup_day (gint64 time);

/** attest_time_dup_date: Returns: (transfer full): short where it is near: "Today, 14:05", "3 March 2026" */
char *attest_time_dup_date (gint64 time);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/attest-time-words.h"

#include <glib/gi18n.h>

#include "text/attest-isolate.h"

static char *
format (gint64 time, const char *words)
{
  g_autoptr (GDateTime) then = g_date_time_new_from_unix_local_usec (time);

  return then != NULL ? attest_isolate_take (g_date_time_format (then, words)) : g_strdup ("");
}

gboolean
attest_time_is_today (gint64 time)
{
  g_autoptr (GDateTime) then = g_date_time_new_from_unix_local_usec (time);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  return then != NULL && g_date_time_get_year (now) == g_date_time_get_year (then) &&
         g_date_time_get_day_of_year (now) == g_date_time_get_day_of_year (then);
}

char *
attest_time_dup_clock (gint64 time)
{
  /* Translators: a time of day, such as "14:05" */
  return format (time, _ ("%H:%M"));
}

char *
attest_time_dup_day (gint64 time)
{
  if (attest_time_is_today (time))
    return g_strdup (_ ("Today"));
  /* Translators: a date, such as "3 March 2026" */
  return format (time, _ ("%-e %B %Y"));
}

char *
attest_time_dup_date (gint64 time)
{
  if (!attest_time_is_today (time))
    return attest_time_dup_day (time);
  /* Translators: a time of today, such as "Today, 14:05" */
  return format (time, _ ("Today, %H:%M"));
}

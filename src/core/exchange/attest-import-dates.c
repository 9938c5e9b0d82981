/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "exchange/attest-import-private.h"

#include <string.h>

/* "Last updated:", "Page last reviewed on", "Next review due:", "Published" ... at a line's start. */
#define LABEL                                                                                                          \
  "^((?:page|article|content|this (?:page|article)) )?(?:was )?((?:last|first|next|date) )?(?:medically |clinically "  \
  ")?"                                                                                                                 \
  "(updated?|review(?:ed)?|modified|revised|revision|published|edited|checked|posted)(?: "                             \
  "(?:on|date|due))*\\s*[:\\-–]?\\s*"

#define MONTH "(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\\.?"

/* The forms of a date, with what their groups mean. */
static const struct
{
  const char *pattern;
  int year;
  int month;
  int day;
} forms[] = {
  { "^(\\d{4})-(\\d{2})-(\\d{2})(?!\\d)", 1, 2, 3 },
  { "^" MONTH " (\\d{1,2})(?:st|nd|rd|th)?,? (\\d{4})(?!\\d)", 3, 1, 2 },
  { "^(\\d{1,2})(?:st|nd|rd|th)?\\.? (?:of )?" MONTH ",? (\\d{4})(?!\\d)", 3, 2, 1 },
  { "^(\\d{1,2})[./-](\\d{1,2})[./-](\\d{4})(?!\\d)", 3, 2, 1 },
  { "^" MONTH " (\\d{4})(?!\\d)", 2, 1, 0 },
};

static GRegex *
get_regex (guint index)
{
  static gsize initialized;
  static GRegex *regexes[G_N_ELEMENTS (forms) + 1];

  if (g_once_init_enter (&initialized))
    {
      for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
        regexes[i] = g_regex_new (forms[i].pattern, G_REGEX_CASELESS | G_REGEX_OPTIMIZE, 0, NULL);
      regexes[G_N_ELEMENTS (forms)] = g_regex_new (LABEL, G_REGEX_CASELESS | G_REGEX_OPTIMIZE, 0, NULL);
      g_once_init_leave (&initialized, 1);
    }
  return regexes[index];
}

static int
fetch_number (GMatchInfo *match, int group)
{
  static const char *const months = "jan feb mar apr may jun jul aug sep oct nov dec ";
  g_autofree char *text = group > 0 ? g_match_info_fetch (match, group) : NULL;
  g_autofree char *lower = NULL;

  if (!text)
    return 1;
  if (g_ascii_isdigit (*text))
    return (int) g_ascii_strtoll (text, NULL, 10);
  lower = g_ascii_strdown (text, 3);
  return (int) (strstr (months, lower) - months) / 4 + 1;
}

/* Empty for a date such as 03/04/2025, which is one day in Europe and another one in America. */
static char *
make_date (int year, int month, int day, gboolean by_position)
{
  if (by_position && month <= 12 && day <= 12 && month != day)
    return g_strdup ("");
  if (by_position && month > 12)
    {
      int swap = month;

      month = day;
      day = swap;
    }
  if (!g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year))
    return NULL;
  return g_strdup_printf ("%04d-%02d-%02d", year, month, day);
}

char *
attest_import_read_date (const char *text, gboolean *is_update, gsize *length)
{
  g_autoptr (GMatchInfo) label = NULL;
  int label_end;
  g_autofree char *when = NULL;
  g_autofree char *what = NULL;

  if (!g_regex_match (get_regex (G_N_ELEMENTS (forms)), text, 0, &label) ||
      !g_match_info_fetch_pos (label, 0, NULL, &label_end))
    return NULL;
  when = g_match_info_fetch (label, 2);
  what = g_match_info_fetch (label, 3);
  *is_update = (!when || g_ascii_strncasecmp (when, "next", 4) != 0) &&
               (g_ascii_strncasecmp (what, "updat", 5) == 0 || g_ascii_strncasecmp (what, "modif", 5) == 0 ||
                g_ascii_strncasecmp (what, "revis", 5) == 0 || g_ascii_strncasecmp (what, "edit", 4) == 0);

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_autoptr (GMatchInfo) match = NULL;
      int end;
      char *date;

      if (!g_regex_match (get_regex (i), text + label_end, 0, &match) || !g_match_info_fetch_pos (match, 0, NULL, &end))
        continue;
      date = make_date (fetch_number (match, forms[i].year),
                        fetch_number (match, forms[i].month),
                        fetch_number (match, forms[i].day),
                        i == 3);
      if (date)
        {
          *length = (gsize) (label_end + end);
          return date;
        }
    }
  return NULL;
}

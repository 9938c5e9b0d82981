/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "overview/attest-overview-rows.h"

#include <glib/gi18n.h>

#include "overview/attest-overview-columns.h"
#include "overview/attest-overview-row.h"
#include "session/attest-status-look.h"
#include "text/attest-isolate.h"

/* Between what is told of one thing in a line. */
#define BETWEEN " · "

static void
set_row (GtkListBox *list, int index, const AttestOverviewRowFacts *facts)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (list, index);

  if (row == NULL)
    {
      gtk_list_box_append (list, g_object_new (ATTEST_TYPE_OVERVIEW_ROW, NULL));
      row = gtk_list_box_get_row_at_index (list, index);
    }
  attest_overview_row_set (ATTEST_OVERVIEW_ROW (row), facts);
}

static void
end_rows (GtkListBox *list, guint n_rows)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (list, (int) n_rows)) != NULL)
    gtk_list_box_remove (list, GTK_WIDGET (row));
}

static double
get_part (double figure, double most)
{
  return most > 0 ? figure / most : 0;
}

static char *
dup_texts (guint count)
{
  return g_strdup_printf (ngettext ("%u text", "%u texts", count), count);
}

/* ---- States ---- */

void
attest_overview_show_states (GtkListBox *list, const AttestOverview *overview)
{
  for (guint status = 0; status < G_N_ELEMENTS (overview->statuses); status++)
    {
      const AttestStatusLook *look = attest_status_get_look (status, FALSE);
      g_autofree char *figure = dup_texts (overview->statuses[status]);
      const AttestOverviewRowFacts facts = {
        .icon_name = look->icon_name,
        .title = attest_status_get_label (status),
        .figure = figure,
        .part = get_part (overview->statuses[status], overview->n_texts),
        .style_class = look->style_class,
        .action = "articles.show-queue",
        .target = look->key,
      };

      set_row (list, (int) status, &facts);
    }
}

/* ---- Times ---- */

static void
set_times (GtkListBox *list, guint index, const AttestOverviewApprovals *approvals, gint64 most)
{
  g_autofree char *figure = attest_overview_dup_span (approvals->median);
  g_autofree char *slowest = attest_overview_dup_span (approvals->slowest);
  g_autofree char *number =
      g_strdup_printf (ngettext ("%u approval", "%u approvals", approvals->count), approvals->count);
  /* Translators: a time such as "20 days", and the title of an article */
  g_autofree char *longest = g_strdup_printf (_ ("slowest %s: %s"), slowest, approvals->title);
  g_autofree char *detail = g_strconcat (number, BETWEEN, longest, NULL);
  g_autofree char *topic = approvals->topic != NULL ? g_strconcat ("topic:", approvals->topic, NULL) : NULL;
  const AttestOverviewRowFacts facts = {
    .title = approvals->topic != NULL ? approvals->topic : _ ("All topics"),
    .figure = figure,
    .detail = detail,
    .part = get_part ((double) approvals->median, (double) most),
    .style_class = "accent",
    .action = topic != NULL ? "articles.show-queue" : NULL,
    .target = topic,
  };

  set_row (list, (int) index, &facts);
}

void
attest_overview_show_times (GtkListBox *list, const AttestOverview *overview)
{
  gint64 most = overview->approvals.median;

  for (guint i = 0; i < overview->topics->len; i++)
    most = MAX (most, ((const AttestOverviewApprovals *) g_ptr_array_index (overview->topics, i))->median);
  if (overview->approvals.count > 0)
    set_times (list, 0, &overview->approvals, most);
  for (guint i = 0; i < overview->topics->len; i++)
    set_times (list, i + 1, g_ptr_array_index (overview->topics, i), most);
  end_rows (list, overview->approvals.count > 0 ? overview->topics->len + 1 : 0);
}

/* ---- Reviewers ---- */

static char *
dup_day (const char *day)
{
  g_autofree char *iso = g_strconcat (day, "T12:00:00", NULL);
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr (GDateTime) date = g_date_time_new_from_iso8601 (iso, zone);

  return date != NULL ? attest_isolate_take (g_date_time_format (date, "%x")) : g_strdup (day);
}

static void
add (GPtrArray *parts, char *part)
{
  g_ptr_array_add (parts, part);
}

static char *
dup_detail (const AttestOverviewReviewer *reviewer)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_null_terminated (6, g_free, TRUE);

  if (reviewer->asked > 0)
    add (parts,
         g_strdup_printf (ngettext ("asked to review %u of them", "asked to review %u of them", reviewer->asked),
                          reviewer->asked));
  if (*reviewer->next_day != '\0')
    {
      g_autofree char *day = dup_day (reviewer->next_day);

      /* Translators: a day, by which the first of several texts should be answered */
      add (parts, g_strdup_printf (_ ("the first by %s"), day));
    }
  if (reviewer->overdue > 0)
    add (parts, g_strdup_printf (ngettext ("%u overdue", "%u overdue", reviewer->overdue), reviewer->overdue));
  add (parts,
       g_strdup_printf (ngettext ("%u verdict in 12 months", "%u verdicts in 12 months", reviewer->verdicts),
                        reviewer->verdicts));
  add (parts,
       g_strdup_printf (ngettext ("%u open comment", "%u open comments", reviewer->open_comments),
                        reviewer->open_comments));

  return g_strjoinv (BETWEEN, (char **) parts->pdata);
}

void
attest_overview_show_reviewers (GtkListBox *list, const AttestOverview *overview)
{
  guint most = 0;

  for (guint i = 0; i < overview->reviewers->len; i++)
    most = MAX (most, ((const AttestOverviewReviewer *) g_ptr_array_index (overview->reviewers, i))->waiting);
  for (guint i = 0; i < overview->reviewers->len; i++)
    {
      const AttestOverviewReviewer *reviewer = g_ptr_array_index (overview->reviewers, i);
      g_autofree char *figure =
          g_strdup_printf (ngettext ("%u text waits", "%u texts wait", reviewer->waiting), reviewer->waiting);
      g_autofree char *detail = dup_detail (reviewer);
      const AttestOverviewRowFacts facts = {
        .title = reviewer->name,
        .figure = figure,
        .detail = detail,
        .part = get_part (reviewer->waiting, most),
        .style_class = reviewer->overdue > 0 ? "warning" : "accent",
        .action = "articles.show-person",
        .target = reviewer->person,
      };

      set_row (list, (int) i, &facts);
    }
  end_rows (list, overview->reviewers->len);
}

/* ---- Re-reviews ---- */

void
attest_overview_show_due (GtkListBox *list, const AttestOverview *overview)
{
  g_autofree char *already = dup_texts (overview->due);
  g_autofree char *later = dup_texts (overview->due_later);
  const AttestOverviewRowFacts due = {
    .icon_name = attest_status_get_look (ATTEST_STATUS_APPROVED, TRUE)->icon_name,
    .title = _ ("Due already"),
    .figure = already,
    .part = -1,
    .style_class = attest_status_get_look (ATTEST_STATUS_APPROVED, TRUE)->style_class,
    .action = "articles.show-queue",
    .target = "due",
  };
  const AttestOverviewRowFacts after = { .title = _ ("After these months"), .figure = later, .part = -1 };

  set_row (list, 0, &due);
  set_row (list, 1, &after);
}

void
attest_overview_show_months (GtkListBox *list, const AttestOverview *overview)
{
  for (guint i = 0; i < ATTEST_OVERVIEW_MONTHS; i++)
    {
      g_autofree char *month = attest_overview_dup_month (&overview->months[i]);
      g_autofree char *figure = dup_texts (overview->months[i].due);
      const AttestOverviewRowFacts facts = { .title = month, .figure = figure, .part = -1 };

      set_row (list, (int) i, &facts);
    }
}

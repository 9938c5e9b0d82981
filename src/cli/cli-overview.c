/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli.h"

#include <glib/gi18n-lib.h>

#include "review/attest-overview.h"

/* The figures of a board. */

/* ---- For people ---- */

/* Names come last on their lines, so that none has to be cut or measured. */
static void
print_statuses (const AttestOverview *overview)
{
  g_print ("%s\n", _ ("Texts in each state"));
  for (guint i = 0; i < G_N_ELEMENTS (overview->statuses); i++)
    g_print ("  %6u  %s\n", overview->statuses[i], attest_status_get_label (i));
  g_print ("  %6u  %s\n", overview->n_texts, _ ("all"));
}

static void
print_approvals (const AttestOverviewApprovals *approvals, const char *name)
{
  g_autofree char *median = attest_overview_dup_span (approvals->median);
  g_autofree char *slowest = attest_overview_dup_span (approvals->slowest);

  if (approvals->count == 0)
    return;
  /* Translators: how many approvals, then of what: all topics, or one. Then two times such as "5 days", a title, and for whom the text is. */
  g_print (_ ("  %6u  %s: median %s, slowest %s (%s, %s)\n"),
           approvals->count,
           name,
           median,
           slowest,
           approvals->title,
           approvals->audience);
}

static void
print_times (const AttestOverview *overview)
{
  g_print ("\n%s\n", _ ("From submission to approval, approvals of the last 12 months"));
  if (overview->approvals.count == 0)
    g_print ("  %6u  %s\n", 0, _ ("approvals"));
  print_approvals (&overview->approvals, _ ("all topics"));
  for (guint i = 0; i < overview->topics->len; i++)
    {
      const AttestOverviewApprovals *approvals = overview->topics->pdata[i];

      print_approvals (approvals, approvals->topic);
    }
}

static void
print_reviewers (const AttestOverview *overview)
{
  g_print ("\n%s\n", _ ("Reviewers"));
  for (guint i = 0; i < overview->reviewers->len; i++)
    {
      const AttestOverviewReviewer *reviewer = overview->reviewers->pdata[i];
      g_autofree char *until =
          *reviewer->next_day != '\0' ? g_strdup_printf (_ (", first until %s"), reviewer->next_day) : g_strdup ("");

      /* Translators: a reviewer's name, then numbers of texts; the fifth is empty or ", first until 2026-03-01". */
      g_print (_ ("  %s: %u waiting, %u asked for%s, %u overdue, %u verdicts in 12 months, %u open comments\n"),
               reviewer->name,
               reviewer->waiting,
               reviewer->asked,
               until,
               reviewer->overdue,
               reviewer->verdicts,
               reviewer->open_comments);
    }
}

static void
print_due (const AttestOverview *overview)
{
  g_print ("\n%s\n", _ ("Due for re-review"));
  g_print ("  %6u  %s\n", overview->due, _ ("already"));
  for (guint i = 0; i < ATTEST_OVERVIEW_MONTHS; i++)
    g_print ("  %6u  %04d-%02d\n", overview->months[i].due, overview->months[i].year, overview->months[i].month);
  g_print ("  %6u  %s\n", overview->due_later, _ ("later"));
}

static void
print_overview (const AttestOverview *overview)
{
  print_statuses (overview);
  print_times (overview);
  print_reviewers (overview);
  print_due (overview);
}

/* ---- For programs ---- */

static void
add_statuses (JsonBuilder *builder, const AttestOverview *overview)
{
  json_builder_set_member_name (builder, "statuses");
  json_builder_begin_object (builder);
  for (guint i = 0; i < G_N_ELEMENTS (overview->statuses); i++)
    cli_add_int (builder, attest_status_to_string (i), overview->statuses[i]);
  json_builder_end_object (builder);
}

static void
add_approvals (JsonBuilder *builder, const AttestOverviewApprovals *approvals)
{
  json_builder_begin_object (builder);
  if (approvals->topic != NULL)
    cli_add_string (builder, "topic", approvals->topic);
  cli_add_int (builder, "count", approvals->count);
  if (approvals->count > 0)
    {
      cli_add_int (builder, "median_seconds", approvals->median / G_USEC_PER_SEC);
      cli_add_int (builder, "slowest_seconds", approvals->slowest / G_USEC_PER_SEC);
      cli_add_string (builder, "slowest_article", approvals->article);
      cli_add_string (builder, "slowest_audience", approvals->audience);
    }
  json_builder_end_object (builder);
}

static void
add_times (JsonBuilder *builder, const AttestOverview *overview)
{
  json_builder_set_member_name (builder, "approvals");
  add_approvals (builder, &overview->approvals);
  json_builder_set_member_name (builder, "topics");
  json_builder_begin_array (builder);
  for (guint i = 0; i < overview->topics->len; i++)
    add_approvals (builder, overview->topics->pdata[i]);
  json_builder_end_array (builder);
}

static void
add_reviewer (JsonBuilder *builder, const AttestOverviewReviewer *reviewer)
{
  json_builder_begin_object (builder);
  cli_add_string (builder, "person", reviewer->person);
  cli_add_string (builder, "name", reviewer->name);
  cli_add_int (builder, "waiting", reviewer->waiting);
  cli_add_int (builder, "asked", reviewer->asked);
  cli_add_string (builder, "next_day", *reviewer->next_day != '\0' ? reviewer->next_day : NULL);
  cli_add_int (builder, "overdue", reviewer->overdue);
  cli_add_int (builder, "verdicts", reviewer->verdicts);
  cli_add_int (builder, "open_comments", reviewer->open_comments);
  json_builder_end_object (builder);
}

static void
add_reviewers (JsonBuilder *builder, const AttestOverview *overview)
{
  json_builder_set_member_name (builder, "reviewers");
  json_builder_begin_array (builder);
  for (guint i = 0; i < overview->reviewers->len; i++)
    add_reviewer (builder, overview->reviewers->pdata[i]);
  json_builder_end_array (builder);
}

static void
add_due (JsonBuilder *builder, const AttestOverview *overview)
{
  json_builder_set_member_name (builder, "due");
  json_builder_begin_object (builder);
  cli_add_int (builder, "already", overview->due);
  json_builder_set_member_name (builder, "months");
  json_builder_begin_object (builder);
  for (guint i = 0; i < ATTEST_OVERVIEW_MONTHS; i++)
    {
      g_autofree char *month = g_strdup_printf ("%04d-%02d", overview->months[i].year, overview->months[i].month);

      cli_add_int (builder, month, overview->months[i].due);
    }
  json_builder_end_object (builder);
  cli_add_int (builder, "later", overview->due_later);
  json_builder_end_object (builder);
}

static void
print_json (const AttestOverview *overview)
{
  JsonBuilder *builder = json_builder_begin_object (json_builder_new ());

  cli_add_time (builder, "now", overview->now);
  cli_add_time (builder, "since", overview->since);
  cli_add_int (builder, "articles", overview->n_articles);
  cli_add_int (builder, "texts", overview->n_texts);
  add_statuses (builder, overview);
  add_times (builder, overview);
  add_reviewers (builder, overview);
  add_due (builder, overview);
  json_builder_end_object (builder);
  cli_print_builder (builder);
}

CliStatus
cli_overview (Cli *cli, int argc, char **argv)
{
  const GOptionEntry entries[] = { G_OPTION_ENTRY_NULL };
  g_autoptr (AttestOverview) overview = NULL;
  g_autoptr (AttestHidden) hidden = NULL;
  g_autoptr (GError) error = NULL;
  CliStatus status = CLI_DONE;

  if (!cli_parse (cli, entries, &argc, &argv))
    return CLI_USAGE;
  if (argc != 1)
    return cli_usage (_ ("overview takes no words"));
  if (!cli_open (cli, FALSE))
    return CLI_NO_LIBRARY;
  if (!cli_load_hidden (cli, &hidden, &status))
    return status;
  overview = attest_review_make_overview_for (cli->library, hidden, g_get_real_time (), &error);
  if (overview == NULL)
    return cli_fail (error);
  if (cli->json)
    print_json (overview);
  else
    print_overview (overview);

  return CLI_DONE;
}

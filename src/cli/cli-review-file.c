/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli.h"

#include <glib/gi18n-lib.h>

#include "record/attest-merge.h"
#include "record/attest-review-file.h"
#include "review/attest-heads.h"

static void
print_parted_line (const AttestRevision *revision)
{
  g_print (_ ("“%s” (%s) has texts that were saved apart. Bring them together in the window.\n"),
           revision->title,
           revision->audience);
}

static void
add_parted (JsonBuilder *builder, GPtrArray *parted)
{
  json_builder_set_member_name (builder, "parted");
  json_builder_begin_array (builder);
  for (guint i = 0; i < parted->len; i++)
    {
      const AttestRevision *revision = parted->pdata[i];

      json_builder_begin_object (builder);
      cli_add_string (builder, "id", revision->article);
      cli_add_string (builder, "title", revision->title);
      cli_add_string (builder, "audience", revision->audience);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
print_merge (Cli *cli, const AttestMergeReport *report, GPtrArray *parted)
{
  JsonBuilder *builder = NULL;

  if (!cli->json)
    {
      g_print (ngettext ("Took in %u event.\n", "Took in %u events.\n", report->events), report->events);
      for (guint i = 0; i < parted->len; i++)
        print_parted_line (parted->pdata[i]);
      return;
    }
  builder = json_builder_begin_object (json_builder_new ());
  cli_add_int (builder, "taken", report->events);
  cli_add_int (builder, "articles", g_strv_length (report->articles));
  cli_add_int (builder, "revisions", attest_merge_report_count (report, "revision.save"));
  cli_add_int (builder,
               "comments",
               attest_merge_report_count (report, "comment.add") +
                   attest_merge_report_count (report, "comment.add-about"));
  cli_add_int (builder,
               "verdicts",
               attest_merge_report_count (report, "review.verdict") +
                   attest_merge_report_count (report, "review.reaffirm"));
  cli_add_int (builder, "waivers", attest_merge_report_count (report, "finding.waive"));
  add_parted (builder, parted);
  json_builder_end_object (builder);
  cli_print_builder (builder);
}

CliStatus
cli_merge (Cli *cli, int argc, char **argv)
{
  g_autoptr (AttestMergeReport) report = NULL;
  g_autoptr (GPtrArray) parted = NULL;
  g_autoptr (GError) error = NULL;

  if (!cli_parse (cli, NULL, &argc, &argv))
    return CLI_USAGE;
  if (argc != 2)
    return cli_usage (_ ("“merge” takes one file"));
  if (!cli_open (cli, TRUE))
    return CLI_NO_LIBRARY;
  report = attest_library_merge_reporting (cli->library, argv[1], NULL, NULL, NULL, &error);
  if (report == NULL)
    {
      cli_fail (error);
      /* The library itself is well; it is the other file that cannot be read. */
      return g_error_matches (error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_FULL) ? CLI_NO_LIBRARY : CLI_BAD_INPUT;
    }
  if (report->other_board)
    g_printerr (_ ("attest-cli: “%s” comes from a board that this library had nothing in common with; its people and "
                   "settings were taken in, too\n"),
                argv[1]);
  parted = attest_review_list_parted (cli->library, (const char *const *) report->touched, &error);
  if (parted == NULL)
    return cli_fail (error);
  print_merge (cli, report, parted);

  return CLI_DONE;
}

static void
print_review_file (Cli *cli, const char *path, GPtrArray *articles)
{
  JsonBuilder *builder = NULL;

  if (!cli->json)
    {
      g_print (ngettext ("Wrote %u article to the review file “%s”.\n",
                         "Wrote %u articles to the review file “%s”.\n",
                         articles->len),
               articles->len,
               path);
      return;
    }
  builder = json_builder_begin_object (json_builder_new ());
  cli_add_string (builder, "review_file", path);
  json_builder_set_member_name (builder, "articles");
  json_builder_begin_array (builder);
  for (guint i = 0; i < articles->len; i++)
    {
      const AttestArticle *article = g_ptr_array_index (articles, i);

      json_builder_begin_object (builder);
      cli_add_string (builder, "id", article->id);
      cli_add_string (builder, "slug", article->slug);
      cli_add_string (builder, "title", article->title);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  cli_print_builder (builder);
}

/* Returns: (transfer full) (nullable): the articles that are named, or NULL after a message with @status set */
static GPtrArray *
find_articles (Cli *cli, char **names, CliStatus *status)
{
  g_autoptr (GPtrArray) articles = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_article_free);

  for (guint i = 0; names[i] != NULL; i++)
    {
      AttestArticle *article = NULL;

      if (!cli_find_variant (cli, names[i], NULL, &article, NULL, status))
        return NULL;
      g_ptr_array_add (articles, article);
    }

  return g_steal_pointer (&articles);
}

/* Who writes it stands in the file where that is known; nothing is recorded, so nobody has to be named. */
static gboolean
find_sender (Cli *cli, char **sender, CliStatus *status)
{
  if (cli->person == NULL && g_getenv ("ATTEST_PERSON") == NULL)
    return TRUE;
  *sender = cli_find_actor (cli, status);

  return *sender != NULL;
}

CliStatus
cli_review_file (Cli *cli, int argc, char **argv)
{
  g_autofree char *output = NULL;
  const GOptionEntry entries[] = {
    { "output", 0, 0, G_OPTION_ARG_FILENAME, &output, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GPtrArray) articles = NULL;
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  g_auto (GStrv) list = NULL;
  g_autofree char *sender = NULL;
  g_autoptr (GError) error = NULL;
  CliStatus status = CLI_DONE;

  if (!cli_parse (cli, entries, &argc, &argv))
    return CLI_USAGE;
  if (argc < 2)
    return cli_usage (_ ("“review-file” needs at least one article"));
  if (output == NULL)
    return cli_usage (_ ("“review-file” needs --output FILE"));
  if (!cli_open (cli, FALSE))
    return CLI_NO_LIBRARY;
  articles = find_articles (cli, argv + 1, &status);
  if (articles == NULL || !find_sender (cli, &sender, &status))
    return status;

  for (guint i = 0; i < articles->len; i++)
    g_strv_builder_add (ids, ((const AttestArticle *) g_ptr_array_index (articles, i))->id);
  list = g_strv_builder_end (ids);
  if (!attest_library_write_review_file (cli->library, (const char *const *) list, sender, output, FALSE, &error))
    return cli_fail (error);
  print_review_file (cli, output, articles);

  return CLI_DONE;
}

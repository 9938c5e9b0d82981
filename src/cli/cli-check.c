/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli.h"

#include <glib/gi18n-lib.h>

#include "checks/attest-checks.h"
#include "review/attest-review.h"

/* The newest text of an article. */
static GPtrArray *
check_article (Cli *cli, const char *name, const char *audience, const char *pack, CliStatus *status)
{
  g_autoptr (AttestArticle) article = NULL;
  g_autoptr (AttestVariant) variant = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *findings = NULL;

  if (!cli_open (cli, FALSE))
    *status = CLI_NO_LIBRARY;
  else if (cli_find_variant (cli, name, audience, &article, &variant, status))
    {
      findings = attest_checks_run_on_revision (cli->library, variant->newest, pack, &error);
      if (findings == NULL)
        *status = cli_fail (error);
    }

  return findings;
}

/* A file alone, with the references that it brings along. */
static GPtrArray *
check_text (GBytes *text, const char *pack, GError **error)
{
  g_autoptr (AttestDocument) document = attest_document_new (text);
  const AttestRenderOptions options = { .flags = ATTEST_RENDER_SOURCE_RANGES };
  g_autoptr (AttestRendering) rendering = attest_render (document, &options);
  g_autoptr (AttestReferences) references =
      attest_references_new_from_json (attest_document_get_front_matter_json (document, "references"), error);
  const AttestCheckInput input = {
    .document = document,
    .rendering = rendering,
    .references = references,
    .pack = pack,
  };

  return references != NULL ? attest_checks_run (&input) : NULL;
}

static GPtrArray *
check_file (const char *path, const char *pack, CliStatus *status)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) text = cli_read_text (path, &error);
  GPtrArray *findings = text != NULL ? check_text (text, pack, &error) : NULL;

  if (findings == NULL)
    *status = cli_fail (error);
  return findings;
}

static void
print_findings (Cli *cli, GPtrArray *findings)
{
  JsonBuilder *builder = json_builder_begin_object (json_builder_new ());

  json_builder_set_member_name (builder, "findings");
  json_builder_begin_array (builder);
  for (guint i = 0; i < findings->len; i++)
    {
      const AttestFinding *finding = findings->pdata[i];

      json_builder_begin_object (builder);
      cli_add_string (builder, "rule", finding->rule);
      cli_add_string (builder, "severity", attest_severity_to_string (finding->severity));
      cli_add_int (builder, "start", (gint64) finding->start);
      cli_add_int (builder, "end", (gint64) finding->end);
      cli_add_string (builder, "text", finding->text);
      cli_add_string (builder, "message", finding->message);
      cli_add_string (builder, "pack", finding->pack);
      json_builder_end_object (builder);
      if (!cli->json)
        g_print ("%s: %s (%s)\n", attest_severity_to_string (finding->severity), finding->message, finding->rule);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  if (cli->json)
    cli_print_builder (builder);
  else
    g_object_unref (builder);
}

CliStatus
cli_check (Cli *cli, int argc, char **argv)
{
  g_autofree char *audience = NULL;
  g_autofree char *pack = NULL;
  const GOptionEntry entries[] = {
    { "audience", 0, 0, G_OPTION_ARG_STRING, &audience, NULL, NULL },
    { "pack", 0, 0, G_OPTION_ARG_STRING, &pack, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GPtrArray) findings = NULL;
  CliStatus status = CLI_DONE;

  if (!cli_parse (cli, entries, &argc, &argv))
    return CLI_USAGE;
  if (argc != 2)
    return cli_usage (_ ("“check” takes one article or file"));
  if (pack != NULL && !g_str_equal (pack, "us") && !g_str_equal (pack, "uk"))
    return cli_usage (_ ("--pack is us or uk"));
  if (g_file_test (argv[1], G_FILE_TEST_EXISTS))
    findings = check_file (argv[1], pack, &status);
  else
    findings = check_article (cli, argv[1], audience, pack, &status);
  if (findings == NULL)
    return status;
  print_findings (cli, findings);
  return findings->len > 0 ? CLI_FINDINGS : CLI_DONE;
}

CliStatus
cli_parity (Cli *cli, int argc, char **argv)
{
  return cli_not_in_this_version ("parity");
}

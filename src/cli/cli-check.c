/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli.h"

#include <glib/gi18n-lib.h>

#include "checks/attest-checks.h"
#include "review/attest-review.h"

/* What is checked: an article's newest text with its references and board, or a file alone. */
typedef struct
{
  GBytes *text;
  char *references;
  char *disclaimer;
  AttestBoard *board;
  GStrv cited_elsewhere;
} Subject;

static void
clear_subject (Subject *subject)
{
  g_clear_pointer (&subject->text, g_bytes_unref);
  g_free (subject->references);
  g_free (subject->disclaimer);
  g_clear_pointer (&subject->board, attest_board_free);
  g_clear_pointer (&subject->cited_elsewhere, g_strfreev);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Subject, clear_subject)

static CliStatus
load_article (Cli *cli, const char *name, const char *audience, Subject *subject)
{
  g_autoptr (AttestArticle) article = NULL;
  g_autoptr (AttestVariant) variant = NULL;
  g_autoptr (AttestRevision) revision = NULL;
  g_autoptr (GError) error = NULL;
  CliStatus status = CLI_DONE;

  if (!cli_open (cli, FALSE))
    return CLI_NO_LIBRARY;
  if (!cli_find_variant (cli, name, audience, &article, &variant, &status))
    return status;
  revision = attest_library_load_revision (cli->library, variant->newest, &error);
  if (revision != NULL)
    subject->text = attest_library_load_content (cli->library, revision->text, &error);
  if (subject->text != NULL)
    subject->board = attest_library_load_board (cli->library, &error);
  if (subject->board == NULL)
    return cli_fail (error);
  subject->references = g_strdup (article->references);
  subject->cited_elsewhere = attest_checks_dup_cited_elsewhere (cli->library, article->id, variant->audience);
  subject->disclaimer = g_strdup (*article->disclaimer != '\0' ? article->disclaimer : subject->board->disclaimer);
  return CLI_DONE;
}

static CliStatus
load_file (const char *path, Subject *subject)
{
  g_autoptr (GError) error = NULL;

  subject->text = cli_read_text (path, &error);
  return subject->text != NULL ? CLI_DONE : cli_fail (error);
}

static GPtrArray *
find_findings (const Subject *subject, const char *pack, GError **error)
{
  g_autoptr (AttestDocument) document = attest_document_new (subject->text);
  const AttestRenderOptions options = { .flags = ATTEST_RENDER_SOURCE_RANGES };
  g_autoptr (AttestRendering) rendering = attest_render (document, &options);
  const char *own = attest_document_get_front_matter_json (document, "references");
  g_autoptr (AttestReferences) references =
      attest_references_new_from_json (subject->references != NULL ? subject->references : own, error);
  const AttestCheckInput input = {
    .document = document,
    .rendering = rendering,
    .references = references,
    .disclaimer = subject->disclaimer,
    .board_name = subject->board != NULL ? subject->board->name : NULL,
    .cited_elsewhere = (const char *const *) subject->cited_elsewhere,
    .pack = pack,
  };

  return references != NULL ? attest_checks_run (&input) : NULL;
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
  g_auto (Subject) subject = { 0 };
  g_autoptr (GPtrArray) findings = NULL;
  g_autoptr (GError) error = NULL;
  CliStatus status;

  if (!cli_parse (cli, entries, &argc, &argv))
    return CLI_USAGE;
  if (argc != 2)
    return cli_usage (_ ("“check” takes one article or file"));
  if (pack != NULL && !g_str_equal (pack, "us") && !g_str_equal (pack, "uk"))
    return cli_usage (_ ("--pack is us or uk"));
  if (g_file_test (argv[1], G_FILE_TEST_EXISTS))
    status = load_file (argv[1], &subject);
  else
    status = load_article (cli, argv[1], audience, &subject);
  if (status != CLI_DONE)
    return status;
  findings = find_findings (&subject, pack, &error);
  if (findings == NULL)
    return cli_fail (error);
  print_findings (cli, findings);
  return findings->len > 0 ? CLI_FINDINGS : CLI_DONE;
}

CliStatus
cli_parity (Cli *cli, int argc, char **argv)
{
  return cli_not_in_this_version ("parity");
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli.h"

#include <glib/gi18n-lib.h>

#include "checks/attest-checks.h"
#include "review/attest-review.h"

typedef struct
{
  char *audience;
  char *pack;
  char *rule;
  char *text;
  char *reason;
  int occurrence;
} CheckOptions;

static void
clear_options (CheckOptions *options)
{
  g_free (options->audience);
  g_free (options->pack);
  g_free (options->rule);
  g_free (options->text);
  g_free (options->reason);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CheckOptions, clear_options)

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

/* null where nobody waived it */
static void
add_waiver (JsonBuilder *builder, const AttestWaiver *waiver)
{
  json_builder_set_member_name (builder, "waived");
  if (waiver == NULL)
    {
      json_builder_add_null_value (builder);
      return;
    }
  json_builder_begin_object (builder);
  cli_add_string (builder, "id", waiver->id);
  cli_add_string (builder, "by", waiver->actor);
  cli_add_string (builder, "reason", waiver->reason);
  cli_add_time (builder, "when", waiver->moment.time);
  json_builder_end_object (builder);
}

static void
add_finding (JsonBuilder *builder, const AttestFinding *finding)
{
  json_builder_begin_object (builder);
  cli_add_string (builder, "rule", finding->rule);
  cli_add_string (builder, "severity", attest_severity_to_string (finding->severity));
  cli_add_int (builder, "start", (gint64) finding->start);
  cli_add_int (builder, "end", (gint64) finding->end);
  cli_add_string (builder, "text", finding->text);
  cli_add_string (builder, "message", finding->message);
  cli_add_string (builder, "pack", finding->pack);
  add_waiver (builder, finding->waiver);
  json_builder_end_object (builder);
}

static void
print_finding (Cli *cli, const AttestFinding *finding)
{
  g_autoptr (AttestPerson) person = NULL;

  g_print ("%s: %s (%s)\n", attest_severity_to_string (finding->severity), finding->message, finding->rule);
  if (finding->waiver == NULL)
    return;
  person = attest_library_find_person (cli->library, finding->waiver->actor, NULL);
  g_print (_ ("  waived by %s: %s  [%s]\n"),
           person != NULL ? person->name : finding->waiver->actor,
           finding->waiver->reason,
           finding->waiver->id);
}

static void
print_findings (Cli *cli, GPtrArray *findings)
{
  g_autoptr (JsonBuilder) builder = json_builder_begin_object (json_builder_new ());

  json_builder_set_member_name (builder, "findings");
  json_builder_begin_array (builder);
  for (guint i = 0; i < findings->len; i++)
    {
      add_finding (builder, findings->pdata[i]);
      if (!cli->json)
        print_finding (cli, findings->pdata[i]);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  if (cli->json)
    cli_print_builder (g_steal_pointer (&builder));
}

/* ---- Deciding a finding ---- */

/* An article may be called "waive" or "restore": with one word it is the article. */
static gboolean
has_verb (int argc, char **argv, const char *verb, int words)
{
  return argc == words && g_str_equal (argv[1], verb);
}

static gboolean
is_meant (const AttestFinding *finding, const CheckOptions *options)
{
  return g_str_equal (finding->rule, options->rule) &&
         (options->text == NULL || g_str_equal (finding->text, options->text));
}

/* The finding that the options name. Several that fit are listed, so that --text or --occurrence can tell which. */
static const AttestFinding *
pick_finding (GPtrArray *findings, const CheckOptions *options)
{
  g_autoptr (GPtrArray) meant = g_ptr_array_new ();

  for (guint i = 0; i < findings->len; i++)
    if (is_meant (findings->pdata[i], options))
      g_ptr_array_add (meant, findings->pdata[i]);
  if (options->occurrence > 0 && (guint) options->occurrence <= meant->len)
    return meant->pdata[options->occurrence - 1];
  if (options->occurrence == 0 && meant->len == 1)
    return meant->pdata[0];

  g_printerr (
      _ ("attest-cli: %u findings of “%s” fit; --text and --occurrence say which\n"), meant->len, options->rule);
  for (guint i = 0; i < meant->len; i++)
    {
      const AttestFinding *finding = meant->pdata[i];

      g_printerr (
          "  %u: %" G_GSIZE_FORMAT "-%" G_GSIZE_FORMAT " “%s”\n", i + 1, finding->start, finding->end, finding->text);
    }
  return NULL;
}

static CliStatus
waive (Cli *cli, const CheckOptions *options, const char *actor, const char *name)
{
  g_autoptr (AttestArticle) article = NULL;
  g_autoptr (AttestVariant) variant = NULL;
  g_autoptr (GPtrArray) findings = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;
  const AttestFinding *finding;
  AttestFindingPlace place;
  CliStatus status = CLI_DONE;

  if (!cli_find_variant (cli, name, options->audience, &article, &variant, &status))
    return status;
  findings = attest_checks_run_on_revision (cli->library, variant->newest, options->pack, &error);
  if (findings == NULL)
    return cli_fail (error);
  finding = pick_finding (findings, options);
  if (finding == NULL)
    return CLI_BAD_INPUT;
  place = attest_finding_get_place (finding);
  id = attest_review_waive_finding (
      cli->library, article->id, variant->audience, actor, variant->newest, &place, options->reason, &error);
  return cli_print_id (cli, id, error);
}

static CliStatus
restore (Cli *cli, const CheckOptions *options, const char *actor, const char *article, const char *waiver)
{
  g_autoptr (GError) error = NULL;
  gboolean done = attest_review_take_waiver_back (cli->library, article, actor, waiver, options->reason, &error);

  return cli_print_id (cli, done ? waiver : NULL, error);
}

static CliStatus
decide (Cli *cli, const CheckOptions *options, int argc, char **argv)
{
  g_autofree char *actor = NULL;
  CliStatus status = CLI_DONE;

  if (!cli_open (cli, TRUE))
    return CLI_NO_LIBRARY;
  actor = cli_find_actor (cli, &status);
  if (actor == NULL)
    return status;
  return argc == 3 ? waive (cli, options, actor, argv[2]) : restore (cli, options, actor, argv[2], argv[3]);
}

/* ---- The command ---- */

static const char *
find_usage_mistake (const CheckOptions *options, int argc, char **argv)
{
  gboolean waives = has_verb (argc, argv, "waive", 3);
  gboolean restores = has_verb (argc, argv, "restore", 4);

  if (argc != 2 && !waives && !restores)
    return _ ("“check” takes one article or file, or waive and an article, or restore, an article and a waiver’s id");
  if (waives && (options->rule == NULL || options->reason == NULL))
    return _ ("“check waive” needs --rule and --reason");
  if (!waives && (options->rule != NULL || options->text != NULL || options->occurrence != 0))
    return _ ("--rule, --text and --occurrence go with “check waive”");
  if (argc == 2 && options->reason != NULL)
    return _ ("--reason goes with “check waive” and “check restore”");
  if (restores && (options->audience != NULL || options->pack != NULL))
    return _ ("“check restore” takes no --audience and no --pack");
  if (options->occurrence < 0)
    return _ ("--occurrence is a number from 1");
  if (options->pack != NULL && !g_str_equal (options->pack, "us") && !g_str_equal (options->pack, "uk"))
    return _ ("--pack is us or uk");

  return NULL;
}

CliStatus
cli_check (Cli *cli, int argc, char **argv)
{
  g_auto (CheckOptions) options = { 0 };
  const GOptionEntry entries[] = {
    { "audience", 0, 0, G_OPTION_ARG_STRING, &options.audience, NULL, NULL },
    { "pack", 0, 0, G_OPTION_ARG_STRING, &options.pack, NULL, NULL },
    { "rule", 0, 0, G_OPTION_ARG_STRING, &options.rule, NULL, NULL },
    { "text", 0, 0, G_OPTION_ARG_STRING, &options.text, NULL, NULL },
    { "occurrence", 0, 0, G_OPTION_ARG_INT, &options.occurrence, NULL, NULL },
    { "reason", 0, 0, G_OPTION_ARG_STRING, &options.reason, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GPtrArray) findings = NULL;
  const char *mistake;
  CliStatus status = CLI_DONE;

  if (!cli_parse (cli, entries, &argc, &argv))
    return CLI_USAGE;
  mistake = find_usage_mistake (&options, argc, argv);
  if (mistake != NULL)
    return cli_usage (mistake);
  if (argc > 2)
    return decide (cli, &options, argc, argv);
  if (g_file_test (argv[1], G_FILE_TEST_EXISTS))
    findings = check_file (argv[1], options.pack, &status);
  else
    findings = check_article (cli, argv[1], options.audience, options.pack, &status);
  if (findings == NULL)
    return status;
  print_findings (cli, findings);
  return attest_findings_count_undecided (findings) > 0 ? CLI_FINDINGS : CLI_DONE;
}

CliStatus
cli_parity (Cli *cli, int argc, char **argv)
{
  return cli_not_in_this_version ("parity");
}

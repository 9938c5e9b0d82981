/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli.h"

#include <glib/gi18n-lib.h>

#include "checks/attest-checks.h"
#include "review/attest-review.h"

/* What every act on a variant has in common: options, library, actor, variant, and the answer that it prints. */
typedef struct
{
  char *audience;
  char *reason;
  char *actor;
  AttestArticle *article;
  AttestVariant *variant;
} Act;

static void
clear_act (Act *act)
{
  g_free (act->audience);
  g_free (act->reason);
  g_free (act->actor);
  g_clear_pointer (&act->article, attest_article_free);
  g_clear_pointer (&act->variant, attest_variant_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Act, clear_act)

static CliStatus
begin_act (Cli *cli, Act *act, int argc, char **argv)
{
  CliStatus status = CLI_DONE;

  if (argc != 2)
    return cli_usage (_ ("this takes one article"));
  if (!cli_open (cli, TRUE))
    return CLI_NO_LIBRARY;
  act->actor = cli_find_actor (cli, &status);
  if (act->actor != NULL)
    cli_find_variant (cli, argv[1], act->audience, &act->article, &act->variant, &status);
  return status;
}

/* As whoever acted may see it now. @hides: (out): whether what others say is hidden from them */
static AttestAssessment *
assess (Cli *cli, const Act *act, gboolean *hides, GError **error)
{
  g_autoptr (AttestAssessment) assessment =
      attest_review_assess_variant (cli->library, act->article->id, act->variant->audience, g_get_real_time (), error);
  g_autoptr (AttestHidden) hidden =
      assessment != NULL ? attest_hidden_new (cli->library, act->actor, g_get_real_time (), error) : NULL;

  if (hidden == NULL)
    return NULL;
  attest_assessment_hide (assessment, attest_hidden_find (hidden, act->article->id, act->variant->audience));
  *hides = cli_hides (hidden, act->article->id, act->variant->audience);

  return g_steal_pointer (&assessment);
}

static CliStatus
print_assessment (Cli *cli, const Act *act)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestAssessment) assessment = NULL;
  gboolean hides = FALSE;
  JsonBuilder *builder;

  assessment = assess (cli, act, &hides, &error);
  if (assessment == NULL)
    return cli_fail (error);
  builder = json_builder_begin_object (json_builder_new ());
  cli_add_string (builder, "status", attest_status_to_string (assessment->status));
  json_builder_set_member_name (builder, "missing");
  json_builder_begin_array (builder);
  if (!cli->json)
    g_print ("%s\n", attest_status_get_label (assessment->status));
  for (guint i = 0; i < assessment->missing->len; i++)
    {
      const AttestMissing *missing = assessment->missing->pdata[i];

      json_builder_begin_object (builder);
      cli_add_string (builder, "code", missing->code);
      cli_add_sentence (builder, "text", missing->text);
      cli_add_sentence (builder, "who", missing->who);
      json_builder_end_object (builder);
      if (!cli->json)
        g_print ("  %s (%s)\n", missing->text, missing->who);
    }
  json_builder_end_array (builder);
  if (hides)
    cli_add_boolean (builder, "hidden", TRUE);
  json_builder_end_object (builder);
  cli_tell_hidden (hides);
  if (cli->json)
    cli_print_builder (builder);
  else
    g_object_unref (builder);
  return CLI_DONE;
}

static CliStatus
finish_act (Cli *cli, const Act *act, gboolean done, const GError *error)
{
  return done ? print_assessment (cli, act) : cli_fail (error);
}

typedef gboolean (
    *PlainAct) (AttestLibrary *library, const char *article, const char *audience, const char *actor, GError **error);
typedef gboolean (*ReasonedAct) (AttestLibrary *library,
                                 const char *article,
                                 const char *audience,
                                 const char *actor,
                                 const char *reason,
                                 GError **error);

static CliStatus
run_act (Cli *cli, int argc, char **argv, PlainAct plain, ReasonedAct reasoned)
{
  g_auto (Act) act = { 0 };
  const GOptionEntry entries[] = {
    { "audience", 0, 0, G_OPTION_ARG_STRING, &act.audience, NULL, NULL },
    { "reason", 0, 0, G_OPTION_ARG_STRING, &act.reason, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GError) error = NULL;
  gboolean done;
  CliStatus status;

  if (!cli_parse (cli, entries, &argc, &argv))
    return CLI_USAGE;
  if (plain != NULL && act.reason != NULL)
    return cli_usage (_ ("--reason does not belong to this command"));
  status = begin_act (cli, &act, argc, argv);
  if (status != CLI_DONE)
    return status;
  if (plain != NULL)
    done = plain (cli->library, act.article->id, act.variant->audience, act.actor, &error);
  else
    done = reasoned (cli->library, act.article->id, act.variant->audience, act.actor, act.reason, &error);
  return finish_act (cli, &act, done, error);
}

CliStatus
cli_submit (Cli *cli, int argc, char **argv)
{
  return run_act (cli, argc, argv, attest_review_submit, NULL);
}

CliStatus
cli_start (Cli *cli, int argc, char **argv)
{
  return run_act (cli, argc, argv, attest_review_start, NULL);
}

CliStatus
cli_recuse (Cli *cli, int argc, char **argv)
{
  return run_act (cli, argc, argv, NULL, attest_review_recuse);
}

CliStatus
cli_withdraw (Cli *cli, int argc, char **argv)
{
  return run_act (cli, argc, argv, NULL, attest_review_withdraw);
}

static gboolean
parse_answer (const char *word, AttestAnswer *answer)
{
  static const char *const not_mine[] = { "not-mine", "not mine", "not mine to judge", NULL };

  if (word == NULL)
    return FALSE;
  if (g_str_equal (word, "yes"))
    *answer = ATTEST_ANSWER_YES;
  else if (g_str_equal (word, "no"))
    *answer = ATTEST_ANSWER_NO;
  else if (g_strv_contains (not_mine, word))
    *answer = ATTEST_ANSWER_NOT_MINE;
  else
    return FALSE;
  return TRUE;
}

static const char *const meanings[] = { "review", "approval", "responsibility", "authorship", NULL };

/* What a verdict records of the text that it is on. @findings: (out) (nullable): NULL while nothing is submitted, which the act itself refuses */
static gboolean
collect_findings (Cli *cli, const Act *act, char **findings, GError **error)
{
  g_autoptr (GPtrArray) found = NULL;

  *findings = NULL;
  if (act->variant->submitted == NULL)
    return TRUE;
  found = attest_checks_run_on_revision (cli->library, act->variant->submitted, NULL, error);
  if (found == NULL)
    return FALSE;
  *findings = attest_findings_dup_json (found);

  return TRUE;
}

CliStatus
cli_verdict (Cli *cli, int argc, char **argv)
{
  g_auto (Act) act = { 0 };
  g_autofree char *accurate = NULL;
  g_autofree char *safe = NULL;
  g_autofree char *current = NULL;
  g_autofree char *meaning = NULL;
  g_autofree char *interests = NULL;
  const GOptionEntry entries[] = {
    { "audience", 0, 0, G_OPTION_ARG_STRING, &act.audience, NULL, NULL },
    { "reason", 0, 0, G_OPTION_ARG_STRING, &act.reason, NULL, NULL },
    { "accurate", 0, 0, G_OPTION_ARG_STRING, &accurate, NULL, NULL },
    { "safe", 0, 0, G_OPTION_ARG_STRING, &safe, NULL, NULL },
    { "current", 0, 0, G_OPTION_ARG_STRING, &current, NULL, NULL },
    { "meaning", 0, 0, G_OPTION_ARG_STRING, &meaning, NULL, NULL },
    { "interests", 0, 0, G_OPTION_ARG_STRING, &interests, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autofree char *findings = NULL;
  AttestVerdict verdict = { 0 };
  g_autoptr (GError) error = NULL;
  gboolean done;
  CliStatus status;

  if (!cli_parse (cli, entries, &argc, &argv))
    return CLI_USAGE;
  if (!parse_answer (accurate, &verdict.accurate) || !parse_answer (safe, &verdict.safe) ||
      !parse_answer (current, &verdict.current))
    return cli_usage (_ ("“verdict” needs --accurate, --safe and --current, each yes, no or not-mine"));
  if (meaning != NULL && !g_strv_contains (meanings, meaning))
    return cli_usage (_ ("--meaning is review, approval, responsibility or authorship"));
  verdict.meaning = meaning != NULL ? meaning : "review";
  verdict.reason = act.reason;
  verdict.interests = interests;
  status = begin_act (cli, &act, argc, argv);
  if (status != CLI_DONE)
    return status;
  done = collect_findings (cli, &act, &findings, &error) && attest_review_give_verdict (cli->library,
                                                                                        act.article->id,
                                                                                        act.variant->audience,
                                                                                        act.actor,
                                                                                        &verdict,
                                                                                        act.variant->submitted,
                                                                                        findings,
                                                                                        &error);
  return finish_act (cli, &act, done, error);
}

CliStatus
cli_reaffirm (Cli *cli, int argc, char **argv)
{
  g_auto (Act) act = { 0 };
  g_autofree char *meaning = NULL;
  g_autofree char *interests = NULL;
  g_autofree char *findings = NULL;
  const GOptionEntry entries[] = {
    { "audience", 0, 0, G_OPTION_ARG_STRING, &act.audience, NULL, NULL },
    { "reason", 0, 0, G_OPTION_ARG_STRING, &act.reason, NULL, NULL },
    { "meaning", 0, 0, G_OPTION_ARG_STRING, &meaning, NULL, NULL },
    { "interests", 0, 0, G_OPTION_ARG_STRING, &interests, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };
  AttestVerdict verdict;
  g_autoptr (GError) error = NULL;
  gboolean done;
  CliStatus status;

  if (!cli_parse (cli, entries, &argc, &argv))
    return CLI_USAGE;
  if (meaning != NULL && !g_strv_contains (meanings, meaning))
    return cli_usage (_ ("--meaning is review, approval, responsibility or authorship"));
  status = begin_act (cli, &act, argc, argv);
  if (status != CLI_DONE)
    return status;
  verdict = (AttestVerdict) { .meaning = meaning, .reason = act.reason, .interests = interests };
  done = collect_findings (cli, &act, &findings, &error) && attest_review_reaffirm (cli->library,
                                                                                    act.article->id,
                                                                                    act.variant->audience,
                                                                                    act.actor,
                                                                                    &verdict,
                                                                                    act.variant->submitted,
                                                                                    findings,
                                                                                    &error);
  return finish_act (cli, &act, done, error);
}

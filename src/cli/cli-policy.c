/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "checks/attest-check-rules.h"
#include "review/attest-review.h"

/* What approval takes, of the board and of topics. */

/* What stands in the options; NULL or -1 for what is to stay as it is. */
typedef struct
{
  char *topic;
  char *audience;
  char *sign_off_roles;
  char *audiences;
  char *specialty;
  char *blocking;
  char *independent;
  char **roles;
  int sign_offs;
  int months;
} PolicyOptions;

static void
policy_options_clear (PolicyOptions *self)
{
  g_free (self->topic);
  g_free (self->audience);
  g_free (self->sign_off_roles);
  g_free (self->audiences);
  g_free (self->specialty);
  g_free (self->blocking);
  g_free (self->independent);
  g_strfreev (self->roles);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PolicyOptions, policy_options_clear)

/* ---- Showing ---- */

static void
add_texts (JsonBuilder *builder, const char *name, GStrv texts)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; texts[i] != NULL; i++)
    json_builder_add_string_value (builder, texts[i]);
  json_builder_end_array (builder);
}

static void
add_role_sign_offs (JsonBuilder *builder, const guint *counts)
{
  json_builder_set_member_name (builder, "role_sign_offs");
  json_builder_begin_object (builder);
  for (guint i = 0; i < ATTEST_N_ROLES; i++)
    if (counts[i] > 0)
      cli_add_int (builder, attest_role_to_string (i), counts[i]);
  json_builder_end_object (builder);
}

static void
add_time_or_null (JsonBuilder *builder, gint64 time)
{
  if (time > 0)
    cli_add_time (builder, "since", time);
  else
    cli_add_string (builder, "since", NULL);
}

static void
add_policy (JsonBuilder *builder, const AttestPolicy *policy)
{
  json_builder_begin_object (builder);
  cli_add_string (builder, "topic", *policy->topic != '\0' ? policy->topic : NULL);
  add_time_or_null (builder, policy->time);
  cli_add_int (builder, "sign_offs", policy->sign_offs);
  add_texts (builder, "sign_off_roles", policy->roles);
  add_role_sign_offs (builder, policy->role_sign_offs);
  add_texts (builder, "audiences", policy->audiences);
  cli_add_string (builder, "specialty", *policy->specialty != '\0' ? policy->specialty : NULL);
  cli_add_int (builder, "review_months", policy->review_months);
  add_texts (builder, "blocking_findings", policy->blocking_findings);
  cli_add_boolean (builder, "independent", policy->independent);
  json_builder_end_object (builder);
}

static void
print_months (guint months)
{
  if (months == 0)
    g_print ("  %s\n", _ ("Next review: never"));
  else
    g_print (g_dngettext (GETTEXT_PACKAGE,
                          "  Next review: %u month after approval\n",
                          "  Next review: %u months after approval\n",
                          months),
             months);
}

static void
print_policy (const AttestPolicy *policy)
{
  g_autofree char *terms = attest_policy_dup_terms (policy);

  if (*policy->topic != '\0')
    g_print (_ ("Articles with the topic “%s”: %s\n"), policy->topic, terms);
  else
    g_print (_ ("The board’s policy: %s\n"), terms);
  print_months (policy->review_months);
}

static CliStatus
show_policies (Cli *cli)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) policies = attest_review_list_policies (cli->library, &error);
  JsonBuilder *builder;

  if (policies == NULL)
    return cli_fail (error);
  if (!cli->json)
    {
      for (guint i = 0; i < policies->len; i++)
        print_policy (policies->pdata[i]);
      return CLI_DONE;
    }
  builder = json_builder_begin_object (json_builder_new ());
  json_builder_set_member_name (builder, "policies");
  json_builder_begin_array (builder);
  for (guint i = 0; i < policies->len; i++)
    add_policy (builder, policies->pdata[i]);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  cli_print_builder (builder);

  return CLI_DONE;
}

void
cli_add_policy_terms (JsonBuilder *builder, const AttestPolicyInForce *policy)
{
  add_texts (builder, "topics", policy->topics);
  add_time_or_null (builder, policy->time);
  cli_add_int (builder, "sign_offs", policy->sign_offs);
  add_role_sign_offs (builder, policy->role_sign_offs);
  add_texts (builder, "audiences", policy->audiences);
  add_texts (builder, "specialties", policy->specialties);
  cli_add_int (builder, "review_months", policy->review_months);
  add_texts (builder, "blocking_findings", policy->blocking_findings);
  cli_add_boolean (builder, "independent", policy->independent);
}

static void
add_policy_in_force (JsonBuilder *builder, const char *name, const AttestPolicyInForce *policy, gboolean approved)
{
  g_autofree char *sentence = NULL;

  json_builder_set_member_name (builder, name);
  if (policy == NULL)
    {
      json_builder_add_null_value (builder);
      return;
    }
  sentence = attest_policy_in_force_dup_sentence (policy, approved);
  json_builder_begin_object (builder);
  cli_add_sentence (builder, "text", sentence);
  cli_add_policy_terms (builder, policy);
  json_builder_end_object (builder);
}

static void
print_in_force (const AttestPolicyInForce *policy, gboolean approved)
{
  g_autofree char *sentence = policy != NULL ? attest_policy_in_force_dup_sentence (policy, approved) : NULL;

  if (sentence != NULL)
    g_print ("%s\n", sentence);
}

/* Which policy one text is under, and under which it was approved. */
static CliStatus
show_of_article (Cli *cli, const char *name, const char *audience)
{
  g_autoptr (AttestArticle) article = NULL;
  g_autoptr (AttestVariant) variant = NULL;
  g_autoptr (AttestAssessment) assessment = NULL;
  g_autoptr (GError) error = NULL;
  CliStatus status = CLI_DONE;
  JsonBuilder *builder;

  if (!cli_find_variant (cli, name, audience, &article, &variant, &status))
    return status;
  assessment = attest_review_assess_variant (cli->library, article->id, variant->audience, g_get_real_time (), &error);
  if (assessment == NULL)
    return cli_fail (error);
  if (!cli->json)
    {
      print_in_force (assessment->status != ATTEST_STATUS_APPROVED ? assessment->policy : NULL, FALSE);
      print_in_force (assessment->published_policy, TRUE);
      return CLI_DONE;
    }
  builder = json_builder_begin_object (json_builder_new ());
  add_policy_in_force (builder, "policy", assessment->policy, assessment->status == ATTEST_STATUS_APPROVED);
  add_policy_in_force (builder, "approved_under", assessment->published_policy, TRUE);
  json_builder_end_object (builder);
  cli_print_builder (builder);

  return CLI_DONE;
}

/* ---- Setting ---- */

static void
take_list (GStrv *list, const char *words)
{
  if (words == NULL)
    return;
  g_strfreev (*list);
  *list = *words != '\0' ? g_strsplit (words, ",", -1) : g_new0 (char *, 1);
}

/* A rule that nobody knows would stop nothing, and look as if it did. What is there already may be a newer version's. */
static gboolean
take_findings (AttestPolicy *policy, const char *words)
{
  g_auto (GStrv) names = NULL;

  take_list (&names, words);
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      g_auto (GStrv) near = NULL;
      g_auto (GStrv) all = NULL;
      g_autofree char *offered = NULL;

      if (attest_check_rules_knows (names[i]) ||
          g_strv_contains ((const char *const *) policy->blocking_findings, names[i]))
        continue;
      near = attest_check_rules_dup_near (names[i]);
      all = attest_check_rules_dup_names ();
      offered = g_strjoinv (_ (", "), near[0] != NULL ? near : all);
      g_printerr (near[0] != NULL ? _ ("attest-cli: “%s” is neither a severity nor a check. Did you mean: %s?\n")
                                  : _ ("attest-cli: “%s” is neither a severity nor a check. There are: %s.\n"),
                  names[i],
                  offered);
      return FALSE;
    }
  if (names == NULL)
    return TRUE;
  g_strfreev (policy->blocking_findings);
  policy->blocking_findings = g_steal_pointer (&names);

  return TRUE;
}

/* "reviewer=2", and several of them with commas or in several options. */
static gboolean
take_roles (AttestPolicy *policy, char **options)
{
  g_autofree char *joined = options != NULL ? g_strjoinv (",", options) : NULL;
  g_auto (GStrv) counts = joined != NULL ? g_strsplit (joined, ",", -1) : NULL;

  for (char **count = counts; count != NULL && *count != NULL; count++)
    {
      char *sign = strchr (*count, '=');
      AttestRole role;
      guint64 number;

      if (sign == NULL)
        return FALSE;
      *sign = '\0';
      if (!attest_role_from_string (*count, &role) ||
          !g_ascii_string_to_unsigned (sign + 1, 10, 0, ATTEST_POLICY_MOST_SIGN_OFFS, &number, NULL))
        return FALSE;
      policy->role_sign_offs[role] = (guint) number;
    }

  return TRUE;
}

/* @topic's own policy, or what its articles are under as long as it has none. */
static AttestPolicy *
dup_now (Cli *cli, const char *topic, GError **error)
{
  g_autoptr (GPtrArray) policies = attest_review_list_policies (cli->library, error);
  const AttestPolicy *now;
  AttestPolicy *policy;

  if (policies == NULL)
    return NULL;
  now = attest_review_find_policy (policies, topic);
  policy = attest_policy_copy (now != NULL ? now : attest_review_find_policy (policies, ""));
  g_free (policy->topic);
  policy->topic = g_strdup (topic);

  return policy;
}

static CliStatus
save (Cli *cli, AttestPolicy *policy)
{
  CliStatus status = CLI_DONE;
  g_autofree char *actor = cli_find_actor (cli, &status);
  g_autoptr (GPtrArray) policies = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;

  if (actor == NULL)
    return status;
  g_ptr_array_add (policies, policy);
  if (!attest_review_save_settings (cli->library, actor, NULL, policies, &error))
    return cli_fail (error);

  return show_policies (cli);
}

static CliStatus
set_policy (Cli *cli, const PolicyOptions *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestPolicy) policy = dup_now (cli, options->topic != NULL ? options->topic : "", &error);

  if (policy == NULL)
    return cli_fail (error);
  if (options->sign_offs >= 0)
    policy->sign_offs = (guint) options->sign_offs;
  if (options->months >= 0)
    policy->review_months = (guint) options->months;
  if (!take_roles (policy, options->roles))
    return cli_usage (_ ("--role is as in reviewer=2 or editor=1"));
  if (options->independent != NULL)
    policy->independent = g_str_equal (options->independent, "yes");
  take_list (&policy->roles, options->sign_off_roles);
  take_list (&policy->audiences, options->audiences);
  if (!take_findings (policy, options->blocking))
    return CLI_BAD_INPUT;
  if (options->specialty != NULL)
    {
      g_free (policy->specialty);
      policy->specialty = g_strdup (options->specialty);
    }

  return save (cli, policy);
}

static CliStatus
clear_policy (Cli *cli, const char *topic)
{
  g_autoptr (AttestPolicy) policy = attest_policy_new (topic);

  policy->cleared = TRUE;

  return save (cli, policy);
}

static gboolean
sets_anything (const PolicyOptions *options)
{
  return options->sign_offs >= 0 || options->months >= 0 || options->roles != NULL || options->sign_off_roles != NULL ||
         options->audiences != NULL || options->specialty != NULL || options->blocking != NULL ||
         options->independent != NULL;
}

static CliStatus
run (Cli *cli, const PolicyOptions *options, int argc, char **argv)
{
  const char *word = argc > 1 ? argv[1] : NULL;
  gboolean sets = g_strcmp0 (word, "set") == 0;
  gboolean clears = g_strcmp0 (word, "clear") == 0;

  if (argc > 2)
    return cli_usage (_ ("“policy” takes one article, “set” or “clear”"));
  if (sets != sets_anything (options) || (!sets && !clears && options->topic != NULL))
    return cli_usage (sets ? _ ("“policy set” needs at least one option that says what is asked")
                           : _ ("These options belong to “policy set”"));
  if (options->independent != NULL && !g_str_equal (options->independent, "yes") &&
      !g_str_equal (options->independent, "no"))
    return cli_usage (_ ("--independent is yes or no"));
  if (clears && (options->topic == NULL || *options->topic == '\0'))
    return cli_usage (_ ("“policy clear” needs --topic; the board’s own policy can be changed only"));
  if (!cli_open (cli, sets || clears))
    return CLI_NO_LIBRARY;
  if (sets)
    return set_policy (cli, options);
  if (clears)
    return clear_policy (cli, options->topic);

  return word != NULL ? show_of_article (cli, word, options->audience) : show_policies (cli);
}

CliStatus
cli_policy (Cli *cli, int argc, char **argv)
{
  g_auto (PolicyOptions) options = { .sign_offs = -1, .months = -1 };
  const GOptionEntry entries[] = {
    { "topic", 0, 0, G_OPTION_ARG_STRING, &options.topic, NULL, NULL },
    { "audience", 0, 0, G_OPTION_ARG_STRING, &options.audience, NULL, NULL },
    { "sign-offs", 0, 0, G_OPTION_ARG_INT, &options.sign_offs, NULL, NULL },
    { "sign-off-roles", 0, 0, G_OPTION_ARG_STRING, &options.sign_off_roles, NULL, NULL },
    { "role", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.roles, NULL, NULL },
    { "audiences", 0, 0, G_OPTION_ARG_STRING, &options.audiences, NULL, NULL },
    { "specialty", 0, 0, G_OPTION_ARG_STRING, &options.specialty, NULL, NULL },
    { "months", 0, 0, G_OPTION_ARG_INT, &options.months, NULL, NULL },
    { "blocking", 0, 0, G_OPTION_ARG_STRING, &options.blocking, NULL, NULL },
    { "independent", 0, 0, G_OPTION_ARG_STRING, &options.independent, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };

  if (!cli_parse (cli, entries, &argc, &argv))
    return CLI_USAGE;

  return run (cli, &options, argc, argv);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli.h"

#include <glib/gi18n-lib.h>

#include "review/attest-review.h"

/* What stands in the options; NULL or -1 for what is to stay as it is. */
typedef struct
{
  char *name;
  char *notice;
  char *policy_url;
  char *follow_up_url;
  char *disclaimer_file;
  char *roles;
  int sign_offs;
  int review_months;
} BoardOptions;

static void
board_options_clear (BoardOptions *self)
{
  g_free (self->name);
  g_free (self->notice);
  g_free (self->policy_url);
  g_free (self->follow_up_url);
  g_free (self->disclaimer_file);
  g_free (self->roles);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BoardOptions, board_options_clear)

static void
print_board_text (const AttestBoard *board)
{
  g_autofree char *roles = g_strjoinv (", ", board->sign_off_roles);

  g_print (_ ("Name: %s\nNotice: %s\nEditorial policy: %s\nFollow-up questions: %s\nSign-offs needed: %u\n"
              "Sign-offs count from: %s\n"),
           board->name,
           board->notice,
           board->policy_url,
           board->follow_up_url,
           board->sign_offs,
           *roles != '\0' ? roles : "reviewer");
  if (board->review_months == 0)
    g_print ("%s\n", _ ("Next review: never"));
  else
    g_print (g_dngettext (GETTEXT_PACKAGE,
                          "Next review: %u month after approval\n",
                          "Next review: %u months after approval\n",
                          board->review_months),
             board->review_months);
  g_print (_ ("Disclaimer: %s\n"), board->disclaimer);
}

static void
print_board_json (Cli *cli, const AttestBoard *board)
{
  JsonBuilder *builder = json_builder_begin_object (json_builder_new ());

  cli_add_string (builder, "name", board->name);
  cli_add_string (builder, "notice", board->notice);
  cli_add_string (builder, "policy_url", board->policy_url);
  cli_add_string (builder, "follow_up_url", board->follow_up_url);
  cli_add_string (builder, "disclaimer", board->disclaimer);
  cli_add_boolean (builder, "sample", board->sample);
  cli_add_int (builder, "sign_offs", board->sign_offs);
  json_builder_set_member_name (builder, "sign_off_roles");
  json_builder_begin_array (builder);
  for (guint i = 0; board->sign_off_roles[i] != NULL; i++)
    json_builder_add_string_value (builder, board->sign_off_roles[i]);
  json_builder_end_array (builder);
  cli_add_int (builder, "review_months", board->review_months);
  json_builder_end_object (builder);
  cli_print_builder (builder);
}

static JsonObject *
collect_changes (const BoardOptions *options, GBytes *disclaimer)
{
  JsonObject *changes = json_object_new ();

  if (options->name != NULL)
    json_object_set_string_member (changes, "name", options->name);
  if (options->notice != NULL)
    json_object_set_string_member (changes, "notice", options->notice);
  if (options->policy_url != NULL)
    json_object_set_string_member (changes, "policy_url", options->policy_url);
  if (options->follow_up_url != NULL)
    json_object_set_string_member (changes, "follow_up_url", options->follow_up_url);
  if (disclaimer != NULL)
    {
      gsize length;
      const char *data = g_bytes_get_data (disclaimer, &length);
      g_autofree char *text = g_strndup (data, length);

      json_object_set_string_member (changes, "disclaimer", g_strchomp (text));
    }
  return changes;
}

static gboolean
changes_policy (const BoardOptions *options)
{
  return options->sign_offs >= 0 || options->review_months >= 0 || options->roles != NULL;
}

/* A policy is recorded whole, so what no option names is taken from the one before. */
static GPtrArray *
make_policies (Cli *cli, const BoardOptions *options, GError **error)
{
  g_autoptr (GPtrArray) now = attest_review_list_policies (cli->library, error);
  GPtrArray *policies;
  AttestPolicy *policy;

  if (now == NULL)
    return NULL;
  policies = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_policy_free);
  policy = attest_policy_copy (attest_review_find_policy (now, ""));
  g_ptr_array_add (policies, policy);
  if (options->roles != NULL)
    {
      g_strfreev (policy->roles);
      policy->roles = g_strsplit (options->roles, ",", -1);
    }
  if (options->sign_offs >= 0)
    policy->sign_offs = (guint) options->sign_offs;
  if (options->review_months >= 0)
    policy->review_months = (guint) options->review_months;

  return policies;
}

static CliStatus
change_board (Cli *cli, const BoardOptions *options, JsonObject *changes)
{
  CliStatus status = CLI_DONE;
  g_autofree char *actor = cli_find_actor (cli, &status);
  g_autoptr (GPtrArray) policies = NULL;
  g_autoptr (GError) error = NULL;

  if (actor == NULL)
    return status;
  if (changes_policy (options) && (policies = make_policies (cli, options, &error)) == NULL)
    return cli_fail (error);
  if (!attest_review_save_settings (
          cli->library, actor, json_object_get_size (changes) > 0 ? changes : NULL, policies, &error))
    return cli_fail (error);
  return CLI_DONE;
}

static CliStatus
show_or_set (Cli *cli, const BoardOptions *options)
{
  g_autoptr (GBytes) disclaimer = NULL;
  g_autoptr (JsonObject) changes = NULL;
  g_autoptr (AttestBoard) board = NULL;
  g_autoptr (GError) error = NULL;
  CliStatus status;
  gboolean write;

  if (options->disclaimer_file != NULL && (disclaimer = cli_read_text (options->disclaimer_file, &error)) == NULL)
    return cli_fail (error);
  changes = collect_changes (options, disclaimer);
  write = json_object_get_size (changes) > 0 || changes_policy (options);
  if (!cli_open (cli, write))
    return CLI_NO_LIBRARY;
  if (write && (status = change_board (cli, options, changes)) != CLI_DONE)
    return status;
  board = attest_library_load_board (cli->library, &error);
  if (board == NULL)
    return cli_fail (error);
  if (cli->json)
    print_board_json (cli, board);
  else
    print_board_text (board);
  return CLI_DONE;
}

CliStatus
cli_board (Cli *cli, int argc, char **argv)
{
  g_auto (BoardOptions) options = { .sign_offs = -1, .review_months = -1 };
  const GOptionEntry entries[] = {
    { "name", 0, 0, G_OPTION_ARG_STRING, &options.name, NULL, NULL },
    { "notice", 0, 0, G_OPTION_ARG_STRING, &options.notice, NULL, NULL },
    { "policy-url", 0, 0, G_OPTION_ARG_STRING, &options.policy_url, NULL, NULL },
    { "follow-up", 0, 0, G_OPTION_ARG_STRING, &options.follow_up_url, NULL, NULL },
    { "disclaimer", 0, 0, G_OPTION_ARG_FILENAME, &options.disclaimer_file, NULL, NULL },
    { "sign-offs", 0, 0, G_OPTION_ARG_INT, &options.sign_offs, NULL, NULL },
    { "sign-off-roles", 0, 0, G_OPTION_ARG_STRING, &options.roles, NULL, NULL },
    { "review-months", 0, 0, G_OPTION_ARG_INT, &options.review_months, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };

  if (!cli_parse (cli, entries, &argc, &argv))
    return CLI_USAGE;
  if (argc != 1)
    return cli_usage (_ ("“board” takes options only"));
  return show_or_set (cli, &options);
}

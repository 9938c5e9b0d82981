/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli.h"

#include <glib/gi18n-lib.h>

#include "record/attest-recover.h"
#include "review/attest-policy-history.h"

typedef struct
{
  Cli *cli;
  JsonBuilder *builder;
  AttestHidden *hidden;
  gboolean hides;
  JsonBuilder *policies;
} Listing;

/* @note: (nullable) */
static void
print_event (const AttestEvent *event, const char *note)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc_usec (event->time);
  g_autofree char *time = date != NULL ? g_date_time_format_iso8601 (date) : g_strdup ("?");

  g_print ("%s  %s  %s  %s%s%s\n",
           time,
           event->stream,
           event->actor,
           event->kind,
           note != NULL ? "  — " : "",
           note != NULL ? note : "");
}

static gboolean
list_event (AttestEvent *event, const char *no_effect, gpointer user_data)
{
  Listing *listing = user_data;
  JsonBuilder *builder = listing->builder;

  listing->hides = listing->hides || cli_hides (listing->hidden, event->stream, NULL);
  if (listing->hidden != NULL && attest_hidden_has_event (listing->hidden, event))
    return TRUE;
  if (!listing->cli->json)
    {
      print_event (event, no_effect);
      return TRUE;
    }
  json_builder_begin_object (builder);
  cli_add_string (builder, "device", event->device);
  cli_add_string (builder, "stream", event->stream);
  cli_add_int (builder, "sequence", event->sequence);
  cli_add_int (builder, "clock", event->clock);
  cli_add_time (builder, "time", event->time);
  cli_add_string (builder, "actor", event->actor);
  cli_add_string (builder, "kind", event->kind);
  cli_add_int (builder, "version", event->version);
  json_builder_set_member_name (builder, "body");
  if (event->body != NULL)
    {
      JsonNode *body = json_node_new (JSON_NODE_OBJECT);

      if (listing->hidden != NULL)
        json_node_take_object (body, attest_hidden_dup_body (listing->hidden, event));
      else
        json_node_set_object (body, event->body);
      json_builder_add_value (builder, body);
    }
  else
    json_builder_add_null_value (builder);
  cli_add_string (builder, "hash", event->hash);
  cli_add_string (builder, "no_effect", no_effect);
  json_builder_end_object (builder);
  return TRUE;
}

/* In words the policies stand among the rest; for a program in a list of their own, since `events` are the article's. */
static gboolean
list_event_or_policy (AttestEvent *event, const char *no_effect, const AttestPolicyInForce *policy, gpointer user_data)
{
  Listing *listing = user_data;
  g_autofree char *change = policy != NULL ? attest_policy_in_force_dup_change (policy) : NULL;

  if (change == NULL)
    return list_event (event, no_effect, user_data);
  if (!listing->cli->json)
    {
      print_event (event, change);
      return TRUE;
    }
  json_builder_begin_object (listing->policies);
  cli_add_time (listing->policies, "time", event->time);
  cli_add_string (listing->policies, "actor", event->actor);
  cli_add_string (listing->policies, "event", event->hash);
  cli_add_sentence (listing->policies, "text", change);
  cli_add_policy_terms (listing->policies, policy);
  json_builder_end_object (listing->policies);
  return TRUE;
}

static gboolean
visit_all (Listing *listing, const char *article, GError **error)
{
  AttestLibrary *library = listing->cli->library;

  return article != NULL ? attest_review_visit_history (library, article, list_event_or_policy, listing, error)
                         : attest_library_visit_events (library, NULL, list_event, listing, error);
}

static CliStatus
list_log (Cli *cli, const char *article)
{
  g_autoptr (AttestArticle) row = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestHidden) hidden = NULL;
  g_autoptr (JsonBuilder) policies = json_builder_begin_array (json_builder_new ());
  Listing listing = { .cli = cli, .policies = policies };
  CliStatus status = CLI_DONE;
  gboolean read;

  if (!cli_open (cli, FALSE))
    return CLI_NO_LIBRARY;
  if (article != NULL && !cli_find_variant (cli, article, NULL, &row, NULL, &status))
    return status;
  if (!cli_load_hidden (cli, &hidden, &status))
    return status;
  listing.hidden = hidden;
  listing.builder = json_builder_begin_object (json_builder_new ());
  json_builder_set_member_name (listing.builder, "events");
  json_builder_begin_array (listing.builder);
  read = visit_all (&listing, row != NULL ? row->id : NULL, &error);
  json_builder_end_array (listing.builder);
  cli_add_boolean (listing.builder, "hidden", listing.hides);
  json_builder_end_array (policies);
  if (row != NULL)
    {
      json_builder_set_member_name (listing.builder, "policies");
      json_builder_add_value (listing.builder, json_builder_get_root (policies));
    }
  json_builder_end_object (listing.builder);
  cli_tell_hidden (listing.hides);
  if (read && cli->json)
    cli_print_builder (listing.builder);
  else
    g_object_unref (listing.builder);
  return read ? CLI_DONE : cli_fail (error);
}

static CliStatus
rebuild_projections (Cli *cli)
{
  g_autoptr (GError) error = NULL;
  gboolean identical = FALSE;

  if (!cli_open (cli, TRUE))
    return CLI_NO_LIBRARY;
  if (!attest_library_rebuild (cli->library, &identical, &error))
    return cli_fail (error);
  if (cli->json)
    {
      JsonBuilder *builder = json_builder_begin_object (json_builder_new ());

      cli_add_boolean (builder, "identical", identical);
      json_builder_end_object (builder);
      cli_print_builder (builder);
    }
  else
    g_print ("%s\n",
             identical ? _ ("Rebuilt from the log; nothing differed.")
                       : _ ("Rebuilt from the log; what stood there before differed."));
  return identical ? CLI_DONE : CLI_FINDINGS;
}

CliStatus
cli_log (Cli *cli, int argc, char **argv)
{
  gboolean deep = FALSE;
  g_autofree char *seal = NULL;
  g_autofree char *heads = NULL;
  const GOptionEntry entries[] = {
    { "deep", 0, 0, G_OPTION_ARG_NONE, &deep, NULL, NULL },
    { "seal", 0, 0, G_OPTION_ARG_STRING, &seal, NULL, NULL },
    { "heads", 0, 0, G_OPTION_ARG_FILENAME, &heads, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };

  if (!cli_parse (cli, entries, &argc, &argv))
    return CLI_USAGE;
  if (argc > 2)
    return cli_usage (_ ("“log” takes one word at most"));
  if (argc == 2 && g_str_equal (argv[1], "verify"))
    return cli_verify (cli, deep, seal, heads);
  if (deep || seal != NULL || heads != NULL)
    return cli_usage (_ ("--deep, --seal and --heads belong to “log verify”"));
  if (argc == 2 && g_str_equal (argv[1], "rebuild"))
    return rebuild_projections (cli);
  return list_log (cli, argc == 2 ? argv[1] : NULL);
}

CliStatus
cli_backup (Cli *cli, int argc, char **argv)
{
  g_autoptr (GError) error = NULL;

  if (!cli_parse (cli, NULL, &argc, &argv))
    return CLI_USAGE;
  if (argc != 2)
    return cli_usage (_ ("“backup” takes one file"));
  if (!cli_open (cli, FALSE))
    return CLI_NO_LIBRARY;
  if (!attest_library_backup (cli->library, argv[1], &error))
    return cli_fail (error);
  if (cli->json)
    {
      JsonBuilder *builder = json_builder_begin_object (json_builder_new ());

      cli_add_string (builder, "backup", argv[1]);
      json_builder_end_object (builder);
      cli_print_builder (builder);
    }
  else
    g_print (_ ("Copied and checked: “%s”.\n"), argv[1]);
  return CLI_DONE;
}

CliStatus
cli_doctor (Cli *cli, int argc, char **argv)
{
  g_autoptr (GPtrArray) problems = NULL;
  const char *warning;
  g_autoptr (GError) error = NULL;

  if (!cli_parse (cli, NULL, &argc, &argv))
    return CLI_USAGE;
  if (argc > 2)
    return cli_usage (_ ("“doctor” takes one file"));
  if (argc == 2)
    g_set_str (&cli->library_path, argv[1]);
  {
    g_autofree char *path = cli_dup_library_path (cli);

    cli->library = attest_library_open (path, cli->registry, NULL, ATTEST_LIBRARY_READ_ONLY, &error);
  }
  if (cli->library == NULL)
    {
      g_printerr ("attest-cli: %s\n", error->message);
      if (g_error_matches (error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_DAMAGED))
        g_printerr ("%s\n", _ ("“attest-cli recover NEW-FILE” makes a new library of what can still be read of it."));
      return CLI_NO_LIBRARY;
    }
  problems = attest_library_verify (cli->library, TRUE, &error);
  if (problems == NULL)
    return cli_fail (error);
  warning = attest_storage_get_warning (attest_library_get_storage (cli->library));
  if (warning != NULL)
    g_ptr_array_add (problems, attest_problem_new ("storage", NULL, FALSE, g_strdup (warning)));
  return cli_print_problems (cli, problems);
}

static void
print_recovered (Cli *cli, const char *path, const AttestRecoverReport *report)
{
  JsonBuilder *builder = NULL;

  if (!cli->json)
    {
      g_print (_ ("Saved in “%s”: events: %u, texts and pictures: %u.\n"), path, report->events, report->contents);
      for (guint i = 0; report->lost[i] != NULL; i++)
        g_print ("%s\n", report->lost[i]);
      return;
    }
  builder = json_builder_begin_object (json_builder_new ());
  cli_add_string (builder, "library", path);
  cli_add_int (builder, "events", report->events);
  cli_add_int (builder, "contents", report->contents);
  json_builder_set_member_name (builder, "lost");
  json_builder_begin_array (builder);
  for (guint i = 0; report->lost[i] != NULL; i++)
    json_builder_add_string_value (builder, report->lost[i]);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  cli_print_builder (builder);
}

CliStatus
cli_recover (Cli *cli, int argc, char **argv)
{
  g_autofree char *path = NULL;
  g_autoptr (AttestRecoverReport) report = NULL;
  g_autoptr (GError) error = NULL;

  if (!cli_parse (cli, NULL, &argc, &argv))
    return CLI_USAGE;
  if (argc != 2)
    return cli_usage (_ ("“recover” takes the name of the new library"));
  path = cli_dup_library_path (cli);
  report = attest_library_recover (path, argv[1], cli->registry, NULL, &error);
  if (report == NULL)
    return cli_fail (error);
  print_recovered (cli, argv[1], report);
  return report->lost[0] == NULL ? CLI_DONE : CLI_FINDINGS;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli.h"

#include <glib/gi18n-lib.h>

#include "record/attest-seal.h"

/* ---- Problems ---- */

static void
add_problem (JsonBuilder *builder, const AttestProblem *problem)
{
  json_builder_begin_object (builder);
  cli_add_string (builder, "code", problem->code);
  cli_add_string (builder, "stream", problem->stream);
  cli_add_string (builder, "event", problem->event);
  cli_add_string (builder, "device", problem->device);
  json_builder_set_member_name (builder, "sequence");
  if (problem->event != NULL)
    json_builder_add_int_value (builder, problem->sequence);
  else
    json_builder_add_null_value (builder);
  cli_add_string (builder, "title", problem->title);
  cli_add_string (builder, "slug", problem->slug);
  cli_add_string (builder, "field", problem->field);
  cli_add_string (builder, "before", problem->before);
  cli_add_string (builder, "after", problem->after);
  cli_add_string (builder, "text", problem->text);
  cli_add_boolean (builder, "failure", problem->failure);
  json_builder_end_object (builder);
}

static void
add_problems (JsonBuilder *builder, GPtrArray *problems)
{
  const AttestProblem *first = attest_problem_find_first_broken (problems);

  json_builder_set_member_name (builder, "problems");
  json_builder_begin_array (builder);
  for (guint i = 0; i < problems->len; i++)
    add_problem (builder, g_ptr_array_index (problems, i));
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "first_broken");
  if (first != NULL)
    add_problem (builder, first);
  else
    json_builder_add_null_value (builder);
}

static void
print_problem_lines (GPtrArray *problems)
{
  const AttestProblem *first = attest_problem_find_first_broken (problems);
  g_autofree char *first_place = first != NULL ? attest_problem_dup_place (first) : NULL;

  if (first != NULL)
    g_print (_ ("The first broken event is %s: %s\n"), first_place, first->text);
  for (guint i = 0; i < problems->len; i++)
    {
      const AttestProblem *problem = g_ptr_array_index (problems, i);
      g_autofree char *place = attest_problem_dup_place (problem);

      if (problem == first)
        continue;
      if (place != NULL)
        g_print ("%s: %s\n", place, problem->text);
      else
        g_print ("%s\n", problem->text);
    }
}

static CliStatus
find_status (GPtrArray *problems)
{
  for (guint i = 0; i < problems->len; i++)
    if (((const AttestProblem *) g_ptr_array_index (problems, i))->failure)
      return CLI_FINDINGS;

  return CLI_DONE;
}

CliStatus
cli_print_problems (Cli *cli, GPtrArray *problems)
{
  CliStatus status = find_status (problems);

  if (cli->json)
    {
      JsonBuilder *builder = json_builder_begin_object (json_builder_new ());

      add_problems (builder, problems);
      json_builder_end_object (builder);
      cli_print_builder (builder);
      return status;
    }

  print_problem_lines (problems);
  if (status == CLI_DONE)
    g_print ("%s\n", _ ("The record holds: every hash and every chain is as it should be."));
  return status;
}

/* ---- Verify, with or without a seal ---- */

typedef struct
{
  AttestSeal *seal;
  char *line;
  gint64 since;
  /* What the seal alone has to say. */
  guint problems;
} SealCheck;

static void
clear_seal_check (SealCheck *self)
{
  g_clear_pointer (&self->seal, attest_seal_free);
  g_clear_pointer (&self->line, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SealCheck, clear_seal_check)

static void
print_verified_json (GPtrArray *problems, const SealCheck *check, const char *const *limits)
{
  JsonBuilder *builder = json_builder_begin_object (json_builder_new ());

  add_problems (builder, problems);
  json_builder_set_member_name (builder, "not_proved");
  json_builder_begin_array (builder);
  for (gsize i = 0; limits[i] != NULL; i++)
    json_builder_add_string_value (builder, limits[i]);
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "seal");
  if (check->seal != NULL)
    {
      json_builder_begin_object (builder);
      cli_add_string (builder, "line", check->line);
      cli_add_string (builder, "time", check->seal->time);
      cli_add_int (builder, "events", check->seal->count);
      cli_add_int (builder, "since", check->since);
      cli_add_boolean (builder, "holds", find_status (problems) == CLI_DONE);
      json_builder_end_object (builder);
    }
  else
    json_builder_add_null_value (builder);
  json_builder_end_object (builder);
  cli_print_builder (builder);
}

static void
print_seal_answer (CliStatus status, const SealCheck *check)
{
  if (check->problems > 0)
    g_print (_ ("The library does not hold everything that was sealed on %s.\n"), check->seal->time);
  else if (status != CLI_DONE)
    g_print (_ ("The events that were sealed on %s are named in the library, but the record does not hold, so what "
                "they said cannot be relied on.\n"),
             check->seal->time);
  else
    g_print (ngettext ("Everything that was sealed on %s is still there: %lld event.\n",
                       "Everything that was sealed on %s is still there: %lld events.\n",
                       (gulong) check->seal->count),
             check->seal->time,
             (long long) check->seal->count);
  if (status == CLI_DONE && check->since > 0)
    g_print (ngettext ("%lld event was added since, as is to be expected.\n",
                       "%lld events were added since, as is to be expected.\n",
                       (gulong) check->since),
             (long long) check->since);
}

static CliStatus
print_verified (Cli *cli, GPtrArray *problems, gboolean deep, const SealCheck *check)
{
  g_auto (GStrv) limits = attest_library_dup_verify_limits (deep, check->seal != NULL);
  CliStatus status = find_status (problems);

  if (cli->json)
    {
      print_verified_json (problems, check, (const char *const *) limits);
      return status;
    }

  cli_print_problems (cli, problems);
  if (check->seal != NULL)
    print_seal_answer (status, check);
  g_print ("\n%s\n", _ ("What this does not prove:"));
  for (gsize i = 0; limits[i] != NULL; i++)
    g_print ("- %s\n", limits[i]);
  return status;
}

static gboolean
check_seal (Cli *cli, const char *line, const char *heads, GPtrArray *problems, SealCheck *check, GError **error)
{
  g_autofree char *list = NULL;
  g_autoptr (GPtrArray) found = NULL;

  if (heads != NULL && !g_file_get_contents (heads, &list, NULL, error))
    return FALSE;
  check->seal = attest_seal_parse (line, error);
  if (check->seal == NULL)
    return FALSE;
  check->line = attest_seal_dup_line (check->seal);
  found = attest_library_check_seal (cli->library, check->seal, list, &check->since, error);
  if (found == NULL)
    return FALSE;
  check->problems = found->len;
  g_ptr_array_extend_and_steal (problems, g_steal_pointer (&found));
  return TRUE;
}

CliStatus
cli_verify (Cli *cli, gboolean deep, const char *seal, const char *heads)
{
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (SealCheck) check = { 0 };

  if (heads != NULL && seal == NULL)
    return cli_usage (_ ("--heads belongs to a seal"));
  if (!cli_open (cli, FALSE))
    return CLI_NO_LIBRARY;
  problems = attest_library_verify (cli->library, deep, &error);
  if (problems == NULL || (seal != NULL && !check_seal (cli, seal, heads, problems, &check, &error)))
    return cli_fail (error);

  return print_verified (cli, problems, deep, &check);
}

/* ---- Sealing ---- */

/* A record that does not hold can be sealed, so that it gets no worse; whoever does it is told. */
static CliStatus
warn_of_problems (GPtrArray *problems)
{
  if (find_status (problems) == CLI_DONE)
    return CLI_DONE;

  g_printerr (
      "attest-cli: %s\n",
      _ ("the record does not hold, and was sealed as it is. Run “attest-cli log verify” to see what is wrong."));
  return CLI_FINDINGS;
}

static CliStatus
make_seal (Cli *cli, const char *heads)
{
  g_autoptr (AttestSeal) seal = NULL;
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *list = NULL;
  g_autofree char *line = NULL;

  if (!cli_open (cli, FALSE))
    return CLI_NO_LIBRARY;
  problems = attest_library_verify (cli->library, FALSE, &error);
  if (problems != NULL)
    seal = attest_library_seal (cli->library, g_get_real_time () / G_USEC_PER_SEC, &list, &error);
  if (seal == NULL || (heads != NULL && !g_file_set_contents (heads, list, -1, &error)))
    return cli_fail (error);

  line = attest_seal_dup_line (seal);
  if (cli->json)
    {
      JsonBuilder *builder = json_builder_begin_object (json_builder_new ());

      cli_add_string (builder, "seal", line);
      cli_add_string (builder, "time", seal->time);
      cli_add_int (builder, "events", seal->count);
      json_builder_end_object (builder);
      cli_print_builder (builder);
    }
  else
    g_print ("%s\n", line);
  return warn_of_problems (problems);
}

CliStatus
cli_seal (Cli *cli, int argc, char **argv)
{
  g_autofree char *line = NULL;
  g_autofree char *heads = NULL;
  const GOptionEntry entries[] = {
    { "check", 0, 0, G_OPTION_ARG_STRING, &line, NULL, NULL },
    { "heads", 0, 0, G_OPTION_ARG_FILENAME, &heads, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };

  if (!cli_parse (cli, entries, &argc, &argv))
    return CLI_USAGE;
  if (argc != 1)
    return cli_usage (_ ("“seal” takes no words; put the line behind --check in quotation marks"));

  return line != NULL ? cli_verify (cli, TRUE, line, heads) : make_seal (cli, heads);
}

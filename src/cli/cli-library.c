/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli.h"

#include <glib/gi18n-lib.h>

#include "exchange/attest-sample.h"
#include "review/attest-review.h"

CliStatus
cli_init (Cli *cli, int argc, char **argv)
{
  gboolean sample = FALSE;
  const GOptionEntry entries[] = {
    { "sample", 0, 0, G_OPTION_ARG_NONE, &sample, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  if (!cli_parse (cli, entries, &argc, &argv))
    return CLI_USAGE;
  if (argc != 1)
    return cli_usage (_ ("“init” takes no words; name the file with --library FILE"));
  path = cli_dup_library_path (cli);
  cli->library = attest_library_create (path, cli->registry, NULL, &error);
  if (cli->library == NULL || (sample && !attest_sample_fill (cli->library, &error)))
    return cli_fail (error);
  if (cli->json)
    {
      JsonBuilder *builder = json_builder_begin_object (json_builder_new ());

      cli_add_string (builder, "library", path);
      cli_add_boolean (builder, "sample", sample);
      json_builder_end_object (builder);
      cli_print_builder (builder);
    }
  else
    g_print (_ ("Made the library “%s”.\n"), path);
  return CLI_DONE;
}

static void
add_person (JsonBuilder *builder, const AttestPerson *person)
{
  json_builder_begin_object (builder);
  cli_add_string (builder, "id", person->id);
  cli_add_string (builder, "name", person->name);
  cli_add_string (builder, "credentials", person->credentials);
  cli_add_string (builder, "email", person->email);
  json_builder_set_member_name (builder, "roles");
  json_builder_begin_array (builder);
  for (guint i = 0; person->roles != NULL && person->roles[i] != NULL; i++)
    json_builder_add_string_value (builder, person->roles[i]);
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "specialties");
  json_builder_begin_array (builder);
  for (guint i = 0; person->specialties[i] != NULL; i++)
    json_builder_add_string_value (builder, person->specialties[i]);
  json_builder_end_array (builder);
  cli_add_string (builder, "interests", person->interests);
  json_builder_end_object (builder);
}

static CliStatus
list_people (Cli *cli)
{
  g_autoptr (GPtrArray) people = NULL;
  g_autoptr (GError) error = NULL;
  JsonBuilder *builder;

  if (!cli_open (cli, FALSE))
    return CLI_NO_LIBRARY;
  people = attest_library_list_people (cli->library, &error);
  if (people == NULL)
    return cli_fail (error);
  builder = json_builder_begin_object (json_builder_new ());
  json_builder_set_member_name (builder, "people");
  json_builder_begin_array (builder);
  for (guint i = 0; i < people->len; i++)
    {
      const AttestPerson *person = people->pdata[i];
      g_autofree char *roles = g_strjoinv (", ", person->roles);

      add_person (builder, person);
      if (!cli->json)
        g_print ("%s  %s%s%s (%s)\n",
                 person->id,
                 person->name,
                 *person->credentials ? ", " : "",
                 person->credentials,
                 roles);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  if (cli->json)
    cli_print_builder (builder);
  else
    g_object_unref (builder);
  return CLI_DONE;
}

/* While there is no editor anybody may add people, so nobody need be named. */
static gboolean
library_has_editor (Cli *cli)
{
  g_autoptr (GPtrArray) people = attest_library_list_people (cli->library, NULL);

  for (guint i = 0; people != NULL && i < people->len; i++)
    {
      const AttestPerson *person = people->pdata[i];

      if (person->roles != NULL && g_strv_contains ((const char *const *) person->roles, "editor"))
        return TRUE;
    }
  return FALSE;
}

typedef struct
{
  char *name;
  char *credentials;
  char *email;
  char *roles;
  char *specialties;
  char *interests;
} PersonOptions;

static void
person_options_clear (PersonOptions *self)
{
  g_free (self->name);
  g_free (self->credentials);
  g_free (self->email);
  g_free (self->roles);
  g_free (self->specialties);
  g_free (self->interests);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PersonOptions, person_options_clear)

/* @who: (nullable): whom to change; NULL for somebody new */
static CliStatus
save_person (Cli *cli, const char *who, const PersonOptions *options)
{
  g_auto (GStrv) roles = options->roles != NULL ? g_strsplit (options->roles, ",", -1) : NULL;
  g_auto (GStrv) specialties =
      options->specialties != NULL ? attest_person_split_specialties (options->specialties) : NULL;
  const AttestPersonChange change = {
    .name = options->name,
    .credentials = options->credentials,
    .email = options->email,
    .roles = (const char *const *) roles,
    .specialties = (const char *const *) specialties,
    .interests = options->interests,
  };
  g_autoptr (AttestPerson) person = NULL;
  g_autofree char *actor = NULL;
  g_autofree char *id = NULL;
  g_autoptr (GError) error = NULL;
  CliStatus status = CLI_DONE;

  if (roles != NULL && roles[0] != NULL && *roles[0] == '\0')
    g_clear_pointer (&roles[0], g_free);
  if (!cli_open (cli, TRUE))
    return CLI_NO_LIBRARY;
  if (library_has_editor (cli) || cli->person != NULL)
    {
      actor = cli_find_actor (cli, &status);
      if (actor == NULL)
        return status;
    }
  if (who != NULL && (person = attest_library_find_person (cli->library, who, &error)) == NULL)
    return cli_fail (error);
  id = attest_review_save_person (
      cli->library, actor != NULL ? actor : "", person != NULL ? person->id : NULL, &change, &error);
  return cli_print_id (cli, id, error);
}

CliStatus
cli_person (Cli *cli, int argc, char **argv)
{
  g_auto (PersonOptions) options = { 0 };
  const GOptionEntry entries[] = {
    { "name", 0, 0, G_OPTION_ARG_STRING, &options.name, NULL, NULL },
    { "credentials", 0, 0, G_OPTION_ARG_STRING, &options.credentials, NULL, NULL },
    { "role", 0, 0, G_OPTION_ARG_STRING, &options.roles, NULL, NULL },
    { "email", 0, 0, G_OPTION_ARG_STRING, &options.email, NULL, NULL },
    { "specialty", 0, 0, G_OPTION_ARG_STRING, &options.specialties, NULL, NULL },
    { "interests", 0, 0, G_OPTION_ARG_STRING, &options.interests, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };

  if (!cli_parse (cli, entries, &argc, &argv))
    return CLI_USAGE;
  if (argc == 2 && g_str_equal (argv[1], "list"))
    return list_people (cli);
  if (argc == 3 && g_str_equal (argv[1], "set"))
    return save_person (cli, argv[2], &options);
  if (argc != 2 || !g_str_equal (argv[1], "add"))
    return cli_usage (_ ("say “person add”, “person set PERSON” or “person list”"));
  if (options.name == NULL || *options.name == '\0')
    return cli_usage (_ ("“person add” needs --name"));
  return save_person (cli, NULL, &options);
}

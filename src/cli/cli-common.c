/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "exchange/attest-import.h"
#include "review/attest-review.h"
#include "text/attest-isolate.h"

CliStatus
cli_usage (const char *message)
{
  g_printerr ("attest-cli: %s\n%s\n", message, _ ("Run “attest-cli --help” for the commands."));
  return CLI_USAGE;
}

CliStatus
cli_not_in_this_version (const char *what)
{
  g_printerr (_ ("attest-cli: %s: not in this version\n"), what);
  return CLI_USAGE;
}

static CliStatus
status_of_record_error (int code)
{
  switch ((AttestRecordError) code)
    {
    case ATTEST_RECORD_ERROR_NOT_FOUND:
    case ATTEST_RECORD_ERROR_EXISTS:
    case ATTEST_RECORD_ERROR_BODY:
      return CLI_BAD_INPUT;
    case ATTEST_RECORD_ERROR_NOT_A_LIBRARY:
    case ATTEST_RECORD_ERROR_DAMAGED:
    case ATTEST_RECORD_ERROR_NEWER:
    case ATTEST_RECORD_ERROR_READ_ONLY:
    case ATTEST_RECORD_ERROR_FULL:
    case ATTEST_RECORD_ERROR_BUSY:
    case ATTEST_RECORD_ERROR_UNFINISHED:
    case ATTEST_RECORD_ERROR_JOURNAL:
    case ATTEST_RECORD_ERROR_UNKNOWN_KIND:
    case ATTEST_RECORD_ERROR_CLOCK:
    case ATTEST_RECORD_ERROR_GONE:
    case ATTEST_RECORD_ERROR_REPLACED:
    case ATTEST_RECORD_ERROR_FAILED:
    default:
      return CLI_NO_LIBRARY;
    }
}

static CliStatus
status_of_error (const GError *error)
{
  if (error->domain == ATTEST_RECORD_ERROR)
    return status_of_record_error (error->code);
  if (g_error_matches (error, ATTEST_REVIEW_ERROR, ATTEST_REVIEW_ERROR_REFUSED))
    return CLI_REFUSED;
  if (g_error_matches (error, ATTEST_IMPORT_ERROR, ATTEST_IMPORT_ERROR_FORMAT))
    return CLI_USAGE;
  return CLI_BAD_INPUT;
}

CliStatus
cli_fail (const GError *error)
{
  g_printerr ("attest-cli: %s\n", error->message);
  return status_of_error (error);
}

gboolean
cli_parse (Cli *cli, const GOptionEntry *entries, int *argc, char ***argv)
{
  const GOptionEntry global[] = {
    { "library", 0, 0, G_OPTION_ARG_FILENAME, &cli->library_path, N_ ("The library to work on"), N_ ("FILE") },
    { "as",
      0,
      0,
      G_OPTION_ARG_STRING,
      &cli->person,
      N_ ("Who acts: a person’s id, e-mail or exact name"),
      N_ ("PERSON") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &cli->json, N_ ("Print one JSON value"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;

  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_add_main_entries (context, global, GETTEXT_PACKAGE);
  if (entries != NULL)
    g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, argc, argv, &error))
    {
      cli_usage (error->message);
      return FALSE;
    }
  if (*argc > 1 && g_str_equal ((*argv)[1], "--"))
    {
      memmove (*argv + 1, *argv + 2, sizeof (char *) * (gsize) (*argc - 1));
      (*argc)--;
    }
  return TRUE;
}

char *
cli_dup_library_path (Cli *cli)
{
  return cli->library_path != NULL ? g_strdup (cli->library_path) : attest_library_dup_default_path ();
}

gboolean
cli_open (Cli *cli, gboolean write)
{
  g_autofree char *path = cli_dup_library_path (cli);
  g_autoptr (GError) error = NULL;

  cli->library = attest_library_open (path, cli->registry, NULL, ATTEST_LIBRARY_READ_WRITE, &error);
  if (cli->library == NULL && !write &&
      (g_error_matches (error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_READ_ONLY) ||
       g_error_matches (error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_FULL) ||
       g_error_matches (error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_DAMAGED)))
    {
      g_clear_error (&error);
      cli->library = attest_library_open (path, cli->registry, NULL, ATTEST_LIBRARY_READ_ONLY, &error);
    }
  if (cli->library == NULL)
    g_printerr ("attest-cli: %s\n", error->message);
  else if (write && attest_storage_get_warning (attest_library_get_storage (cli->library)) != NULL)
    g_printerr ("attest-cli: %s\n", attest_storage_get_warning (attest_library_get_storage (cli->library)));
  return cli->library != NULL;
}

static char *
find_only_person (Cli *cli, CliStatus *status)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) people = attest_library_list_people (cli->library, &error);

  if (people == NULL)
    {
      *status = cli_fail (error);
      return NULL;
    }
  if (people->len != 1)
    {
      *status = cli_usage (
          people->len == 0 ? _ ("this records who did it, and the library has no people yet: add one with “person add”")
                           : _ ("this records who did it: say who with --as PERSON"));
      return NULL;
    }
  return g_strdup (((AttestPerson *) people->pdata[0])->id);
}

char *
cli_find_actor (Cli *cli, CliStatus *status)
{
  const char *who = cli->person != NULL ? cli->person : g_getenv ("ATTEST_PERSON");
  g_autoptr (AttestPerson) person = NULL;
  g_autoptr (GError) error = NULL;

  if (who == NULL || *who == '\0')
    return find_only_person (cli, status);
  person = attest_library_find_person (cli->library, who, &error);
  if (person == NULL)
    {
      *status = cli_fail (error);
      return NULL;
    }
  return g_strdup (person->id);
}

gboolean
cli_load_hidden (Cli *cli, AttestHidden **hidden, CliStatus *status)
{
  const char *who = cli->person != NULL ? cli->person : g_getenv ("ATTEST_PERSON");
  g_autoptr (AttestPerson) person = NULL;
  g_autoptr (GError) error = NULL;

  *hidden = NULL;
  if (who == NULL || *who == '\0')
    return TRUE;
  person = attest_library_find_person (cli->library, who, &error);
  /* The variable stands there for every library, also for those that do not know whom it names. */
  if (person == NULL && cli->person == NULL)
    g_clear_error (&error);
  if (error == NULL)
    *hidden = attest_hidden_new (cli->library, person != NULL ? person->id : NULL, g_get_real_time (), &error);
  if (*hidden == NULL)
    *status = cli_fail (error);
  else if (person == NULL && attest_hidden_is_active (*hidden))
    g_printerr (_ ("attest-cli: The library has no person “%s”; what reviewers said is hidden where reviews are "
                   "independent.\n"),
                who);

  return *hidden != NULL;
}

gboolean
cli_hides (AttestHidden *hidden, const char *article, const char *audience)
{
  if (hidden == NULL)
    return FALSE;
  return (audience != NULL ? attest_hidden_find (hidden, article, audience)
                           : attest_hidden_find_any (hidden, article)) != NULL;
}

void
cli_tell_hidden (gboolean hides)
{
  if (hides)
    g_printerr (_ ("attest-cli: What other reviewers say is hidden until you give your verdict; the library’s file "
                   "still holds it.\n"));
}

gboolean
cli_find_variant (Cli *cli,
                  const char *article,
                  const char *audience,
                  AttestArticle **found,
                  AttestVariant **variant,
                  CliStatus *status)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestArticle) row = attest_library_find_article (cli->library, article, &error);

  if (row != NULL && variant != NULL)
    *variant = attest_library_find_variant (cli->library, row->id, audience, &error);
  if (error != NULL)
    {
      *status = cli_fail (error);
      return FALSE;
    }
  *found = g_steal_pointer (&row);
  return TRUE;
}

GBytes *
cli_read_text (const char *path, GError **error)
{
  g_autoptr (GBytes) bytes = attest_import_read_file (path, error);
  g_autofree char *encoding = NULL;
  gboolean line_ends_changed = FALSE;
  GBytes *text;

  /* An empty text is one too: to be rendered, or to see every anchor orphaned. */
  if (bytes == NULL || g_bytes_get_size (bytes) == 0)
    return g_steal_pointer (&bytes);
  text = attest_import_convert_to_utf8 (path, bytes, &encoding, &line_ends_changed, error);
  if (text != NULL && encoding != NULL)
    g_printerr (_ ("attest-cli: “%s” is not in UTF-8; it was read as %s\n"), path, encoding);
  if (text != NULL && line_ends_changed)
    g_printerr (_ ("attest-cli: “%s” had line ends of another system; they were changed\n"), path);
  return text;
}

void
cli_print_json (JsonNode *node)
{
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autofree char *text = NULL;

  json_generator_set_pretty (generator, TRUE);
  json_generator_set_root (generator, node);
  text = json_generator_to_data (generator, NULL);
  g_print ("%s\n", text);
  json_node_unref (node);
}

void
cli_print_builder (JsonBuilder *builder)
{
  cli_print_json (json_builder_get_root (builder));
  g_object_unref (builder);
}

void
cli_add_string (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  if (value != NULL)
    json_builder_add_string_value (builder, value);
  else
    json_builder_add_null_value (builder);
}

void
cli_add_sentence (JsonBuilder *builder, const char *name, const char *value)
{
  g_autofree char *plain = value != NULL ? attest_isolate_remove (value) : NULL;

  cli_add_string (builder, name, plain);
}

void
cli_add_strings (JsonBuilder *builder, const char *name, GStrv values)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; values != NULL && values[i] != NULL; i++)
    json_builder_add_string_value (builder, values[i]);
  json_builder_end_array (builder);
}

void
cli_add_int (JsonBuilder *builder, const char *name, gint64 value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, value);
}

void
cli_add_boolean (JsonBuilder *builder, const char *name, gboolean value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_boolean_value (builder, value);
}

void
cli_add_time (JsonBuilder *builder, const char *name, gint64 time)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc_usec (time);
  g_autofree char *text = date != NULL ? g_date_time_format_iso8601 (date) : NULL;

  cli_add_string (builder, name, text);
}

void
cli_add_number_or_null (JsonBuilder *builder, const char *name, guint number)
{
  json_builder_set_member_name (builder, name);
  if (number > 0)
    json_builder_add_int_value (builder, number);
  else
    json_builder_add_null_value (builder);
}

CliStatus
cli_print_id (Cli *cli, const char *id, const GError *error)
{
  if (id == NULL)
    return cli_fail (error);
  if (cli->json)
    {
      JsonBuilder *builder = json_builder_begin_object (json_builder_new ());

      cli_add_string (builder, "id", id);
      json_builder_end_object (builder);
      cli_print_builder (builder);
    }
  else
    g_print ("%s\n", id);
  return CLI_DONE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli.h"

#include <glib/gi18n-lib.h>

#include "evidence/attest-reference.h"
#include "exchange/attest-import.h"
#include "review/attest-review.h"

typedef struct
{
  Cli *cli;
  const char *actor;
  const char *audience;
  const char *article;
  JsonBuilder *articles;
  JsonBuilder *failed;
  CliStatus status;
} Import;

static void
add_imported (Import *import, const AttestImported *imported, const char *article, const char *revision)
{
  g_autoptr (AttestArticle) row = attest_library_find_article (import->cli->library, article, NULL);
  g_autoptr (AttestRevision) saved = attest_library_load_revision (import->cli->library, revision, NULL);
  JsonBuilder *builder = import->articles;

  json_builder_begin_object (builder);
  cli_add_string (builder, "id", article);
  cli_add_string (builder, "slug", row != NULL ? row->slug : NULL);
  cli_add_string (builder, "title", row != NULL ? row->title : NULL);
  cli_add_string (builder, "audience", saved != NULL ? saved->audience : NULL);
  cli_add_number_or_null (builder, "revision", saved != NULL ? saved->number : 0);
  json_builder_set_member_name (builder, "warnings");
  json_builder_begin_array (builder);
  for (guint i = 0; i < imported->warnings->len; i++)
    json_builder_add_string_value (builder, ((AttestImportWarning *) imported->warnings->pdata[i])->text);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  if (import->cli->json || row == NULL || saved == NULL)
    return;
  g_print (_ ("Imported “%s” as %s (%s, revision %u).\n"), row->title, row->slug, saved->audience, saved->number);
  for (guint i = 0; i < imported->warnings->len; i++)
    g_print ("  %s\n", ((AttestImportWarning *) imported->warnings->pdata[i])->text);
}

static void
import_file (Import *import, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestImported) imported = attest_import_file (path, &error);
  g_autofree char *article = NULL;
  g_autofree char *revision = NULL;
  CliStatus status;

  if (imported != NULL)
    article = attest_import_into_library (
        import->cli->library, import->actor, imported, import->article, import->audience, &revision, &error);
  if (article != NULL)
    {
      add_imported (import, imported, article, revision);
      return;
    }
  status = cli_fail (error);
  import->status = MAX (import->status, status);
  json_builder_begin_object (import->failed);
  cli_add_string (import->failed, "file", path);
  cli_add_string (import->failed, "message", error->message);
  json_builder_end_object (import->failed);
}

static void
print_import (Import *import)
{
  JsonBuilder *builder = json_builder_begin_object (json_builder_new ());

  json_builder_end_array (import->articles);
  json_builder_end_array (import->failed);
  json_builder_set_member_name (builder, "articles");
  json_builder_add_value (builder, json_builder_get_root (import->articles));
  json_builder_set_member_name (builder, "failed");
  json_builder_add_value (builder, json_builder_get_root (import->failed));
  json_builder_end_object (builder);
  if (import->cli->json)
    cli_print_builder (builder);
  else
    g_object_unref (builder);
}

CliStatus
cli_import (Cli *cli, int argc, char **argv)
{
  g_autofree char *audience = NULL;
  g_autofree char *article = NULL;
  const GOptionEntry entries[] = {
    { "audience", 0, 0, G_OPTION_ARG_STRING, &audience, NULL, NULL },
    { "article", 0, 0, G_OPTION_ARG_STRING, &article, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autofree char *actor = NULL;
  Import import = { cli, NULL, NULL, NULL, NULL, NULL, CLI_DONE };

  if (!cli_parse (cli, entries, &argc, &argv))
    return CLI_USAGE;
  if (argc < 2)
    return cli_usage (_ ("“import” needs a file"));
  if (!cli_open (cli, TRUE))
    return CLI_NO_LIBRARY;
  actor = cli_find_actor (cli, &import.status);
  if (actor == NULL)
    return import.status;
  import.actor = actor;
  import.audience = audience;
  import.article = article;
  import.articles = json_builder_begin_array (json_builder_new ());
  import.failed = json_builder_begin_array (json_builder_new ());
  for (int i = 1; i < argc; i++)
    import_file (&import, argv[i]);
  print_import (&import);
  g_object_unref (import.articles);
  g_object_unref (import.failed);
  return import.status;
}

static const char *const later_formats[] = { ".nbib", ".ris", ".bib", NULL };

static gboolean
is_later_format (const char *path)
{
  g_autofree char *lower = g_ascii_strdown (path, -1);

  for (guint i = 0; later_formats[i] != NULL; i++)
    if (g_str_has_suffix (lower, later_formats[i]))
      return TRUE;
  return FALSE;
}

static AttestReferences *
read_references (const AttestArticle *article, char **files, int n_files, GError **error)
{
  g_autoptr (AttestReferences) all = attest_references_new_from_json (article->references, error);

  for (int i = 0; all != NULL && i < n_files; i++)
    {
      g_autoptr (GBytes) bytes = cli_read_text (files[i], error);
      g_autoptr (AttestReferences) more = NULL;
      g_autoptr (AttestReferences) merged = NULL;
      g_autofree char *text = NULL;

      if (bytes == NULL)
        return NULL;
      text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
      more = attest_references_new_from_json (text, error);
      if (more == NULL)
        {
          g_prefix_error (error, "%s: ", files[i]);
          return NULL;
        }
      merged = attest_references_merge (all, more);
      attest_references_unref (all);
      all = g_steal_pointer (&merged);
    }
  return g_steal_pointer (&all);
}

static CliStatus
import_references (Cli *cli, int argc, char **argv)
{
  g_autofree char *actor = NULL;
  g_autofree char *json = NULL;
  g_autoptr (AttestArticle) article = NULL;
  g_autoptr (AttestReferences) references = NULL;
  g_autoptr (GError) error = NULL;
  CliStatus status = CLI_DONE;

  for (int i = 3; i < argc; i++)
    if (is_later_format (argv[i]))
      return cli_not_in_this_version (argv[i]);
  if (!cli_open (cli, TRUE))
    return CLI_NO_LIBRARY;
  actor = cli_find_actor (cli, &status);
  if (actor == NULL || !cli_find_variant (cli, argv[2], NULL, &article, NULL, &status))
    return status;
  references = read_references (article, argv + 3, argc - 3, &error);
  if (references == NULL)
    return cli_fail (error);
  json = attest_references_to_json (references);
  if (!attest_review_set_references (cli->library, article->id, actor, json, &error))
    return cli_fail (error);
  if (cli->json)
    {
      JsonBuilder *builder = json_builder_begin_object (json_builder_new ());

      cli_add_int (builder, "references", attest_references_get_length (references));
      json_builder_end_object (builder);
      cli_print_builder (builder);
    }
  else
    g_print (ngettext ("The article has %u reference now.\n",
                       "The article has %u references now.\n",
                       attest_references_get_length (references)),
             attest_references_get_length (references));
  return CLI_DONE;
}

static CliStatus
list_references (Cli *cli, const char *name)
{
  g_autoptr (AttestArticle) article = NULL;
  g_autoptr (AttestReferences) references = NULL;
  g_autoptr (GError) error = NULL;
  CliStatus status = CLI_DONE;
  g_autofree char *json = NULL;

  if (!cli_open (cli, FALSE))
    return CLI_NO_LIBRARY;
  if (!cli_find_variant (cli, name, NULL, &article, NULL, &status))
    return status;
  references = attest_references_new_from_json (article->references, &error);
  if (references == NULL)
    return cli_fail (error);
  json = attest_references_to_json (references);
  g_print ("%s\n", json);
  return CLI_DONE;
}

CliStatus
cli_references (Cli *cli, int argc, char **argv)
{
  if (!cli_parse (cli, NULL, &argc, &argv))
    return CLI_USAGE;
  if (argc == 3 && g_str_equal (argv[1], "list"))
    return list_references (cli, argv[2]);
  if (argc >= 4 && g_str_equal (argv[1], "import"))
    return import_references (cli, argc, argv);
  return cli_usage (_ ("say “references import ARTICLE FILE...” or “references list ARTICLE”"));
}

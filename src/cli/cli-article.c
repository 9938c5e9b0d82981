/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

#include "exchange/attest-import.h"
#include "exchange/attest-page.h"
#include "review/attest-review.h"
#include "text/attest-diff.h"
#include "text/attest-render.h"

static void
print_text (Cli *cli, const char *name, const char *data, gsize length)
{
  if (cli->json)
    {
      JsonBuilder *builder = json_builder_begin_object (json_builder_new ());
      g_autofree char *text = g_strndup (data, length);

      cli_add_string (builder, name, text);
      json_builder_end_object (builder);
      cli_print_builder (builder);
    }
  else
    fwrite (data, 1, length, stdout);
}

static void
print_bytes (Cli *cli, const char *name, GBytes *bytes)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  print_text (cli, name, data, length);
}

static void
print_html (Cli *cli, GBytes *markdown, AttestRenderFlags flags)
{
  g_autoptr (AttestDocument) document = attest_document_new (markdown);
  const AttestRenderOptions options = { .flags = flags };
  g_autoptr (AttestRendering) rendering = attest_render (document, &options);
  gsize length;
  const char *html = attest_rendering_get_html (rendering, &length);

  print_text (cli, "html", html, length);
}

static GBytes *
load_revision_text (Cli *cli, const AttestVariant *variant, guint number, GError **error)
{
  g_autoptr (AttestRevision) revision =
      attest_library_find_revision (cli->library, variant->article, variant->audience, number, error);

  return revision != NULL ? attest_library_load_content (cli->library, revision->text, error) : NULL;
}

CliStatus
cli_show (Cli *cli, int argc, char **argv)
{
  g_autofree char *audience = NULL;
  g_autofree char *format = NULL;
  int number = 0;
  const GOptionEntry entries[] = {
    { "audience", 0, 0, G_OPTION_ARG_STRING, &audience, NULL, NULL },
    { "revision", 0, 0, G_OPTION_ARG_INT, &number, NULL, NULL },
    { "format", 0, 0, G_OPTION_ARG_STRING, &format, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (AttestArticle) article = NULL;
  g_autoptr (AttestVariant) variant = NULL;
  g_autoptr (GBytes) text = NULL;
  g_autoptr (GError) error = NULL;
  CliStatus status = CLI_DONE;

  if (!cli_parse (cli, entries, &argc, &argv))
    return CLI_USAGE;
  if (argc != 2)
    return cli_usage (_ ("“show” takes one article"));
  if (format != NULL && !g_str_equal (format, "markdown") && !g_str_equal (format, "html"))
    return cli_usage (_ ("--format is markdown or html"));
  if (number < 0)
    return cli_usage (_ ("--revision is a number from 1"));
  if (!cli_open (cli, FALSE))
    return CLI_NO_LIBRARY;
  if (!cli_find_variant (cli, argv[1], audience, &article, &variant, &status))
    return status;
  text = load_revision_text (cli, variant, (guint) number, &error);
  if (text == NULL)
    return cli_fail (error);
  if (format != NULL && g_str_equal (format, "html"))
    print_html (cli, text, ATTEST_RENDER_SOURCE_RANGES);
  else
    print_bytes (cli, "markdown", text);
  return CLI_DONE;
}

CliStatus
cli_save (Cli *cli, int argc, char **argv)
{
  g_autofree char *audience = NULL;
  const GOptionEntry entries[] = {
    { "audience", 0, 0, G_OPTION_ARG_STRING, &audience, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (AttestArticle) article = NULL;
  g_autoptr (AttestVariant) variant = NULL;
  g_autoptr (AttestRevision) saved = NULL;
  g_autoptr (GBytes) text = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *actor = NULL;
  g_autofree char *revision = NULL;
  CliStatus status = CLI_DONE;

  if (!cli_parse (cli, entries, &argc, &argv))
    return CLI_USAGE;
  if (argc != 3)
    return cli_usage (_ ("“save” takes an article and a file"));
  text = cli_read_text (argv[2], &error);
  if (text != NULL && g_bytes_get_size (text) == 0)
    g_set_error (
        &error, ATTEST_IMPORT_ERROR, ATTEST_IMPORT_ERROR_EMPTY, _ ("“%s” is empty; nothing was saved"), argv[2]);
  if (error != NULL)
    return cli_fail (error);
  if (!cli_open (cli, TRUE))
    return CLI_NO_LIBRARY;
  actor = cli_find_actor (cli, &status);
  if (actor == NULL || !cli_find_variant (cli, argv[1], audience, &article, &variant, &status))
    return status;
  revision = attest_review_save_revision (cli->library, article->id, variant->audience, actor, text, NULL, &error);
  if (revision != NULL)
    saved = attest_library_load_revision (cli->library, revision, &error);
  if (saved == NULL)
    return cli_fail (error);
  if (cli->json)
    {
      JsonBuilder *builder = json_builder_begin_object (json_builder_new ());

      cli_add_string (builder, "id", saved->id);
      cli_add_int (builder, "revision", saved->number);
      json_builder_end_object (builder);
      cli_print_builder (builder);
    }
  else
    g_print (_ ("Saved revision %u.\n"), saved->number);
  return CLI_DONE;
}

static void
add_range (JsonBuilder *builder, const char *name, gsize start, gsize end)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  json_builder_add_int_value (builder, (gint64) start);
  json_builder_add_int_value (builder, (gint64) end);
  json_builder_end_array (builder);
}

static void
print_diff (Cli *cli, AttestDiff *diff)
{
  static const char *const names[] = { "equal", "delete", "insert" };
  static const char marks[] = " -+";
  JsonBuilder *builder = json_builder_begin_object (json_builder_new ());
  const char *old_text = g_bytes_get_data (attest_diff_get_old_text (diff), NULL);
  const char *new_text = g_bytes_get_data (attest_diff_get_new_text (diff), NULL);
  gsize n_changes;
  const AttestDiffChange *changes = attest_diff_get_changes (diff, &n_changes);

  json_builder_set_member_name (builder, "changes");
  json_builder_begin_array (builder);
  for (gsize i = 0; i < n_changes; i++)
    {
      const AttestDiffChange *change = &changes[i];

      json_builder_begin_object (builder);
      cli_add_string (builder, "op", names[change->operation]);
      add_range (builder, "old", change->old_start, change->old_end);
      add_range (builder, "new", change->new_start, change->new_end);
      json_builder_end_object (builder);
      if (cli->json || change->operation == ATTEST_DIFF_EQUAL)
        continue;
      if (change->operation == ATTEST_DIFF_DELETE)
        g_print ("%c %.*s\n",
                 marks[change->operation],
                 (int) (change->old_end - change->old_start),
                 old_text + change->old_start);
      else
        g_print ("%c %.*s\n",
                 marks[change->operation],
                 (int) (change->new_end - change->new_start),
                 new_text + change->new_start);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  if (cli->json)
    cli_print_builder (builder);
  else
    g_object_unref (builder);
}

CliStatus
cli_diff (Cli *cli, int argc, char **argv)
{
  g_autofree char *audience = NULL;
  int from = 0, to = 0;
  const GOptionEntry entries[] = {
    { "audience", 0, 0, G_OPTION_ARG_STRING, &audience, NULL, NULL },
    { "from", 0, 0, G_OPTION_ARG_INT, &from, NULL, NULL },
    { "to", 0, 0, G_OPTION_ARG_INT, &to, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (AttestArticle) article = NULL;
  g_autoptr (AttestVariant) variant = NULL;
  g_autoptr (GBytes) old_text = NULL;
  g_autoptr (GBytes) new_text = NULL;
  g_autoptr (AttestDiff) diff = NULL;
  g_autoptr (GError) error = NULL;
  CliStatus status = CLI_DONE;

  if (!cli_parse (cli, entries, &argc, &argv))
    return CLI_USAGE;
  if (argc != 2 || from < 1 || to < 1)
    return cli_usage (_ ("“diff” takes an article, --from N and --to M"));
  if (!cli_open (cli, FALSE))
    return CLI_NO_LIBRARY;
  if (!cli_find_variant (cli, argv[1], audience, &article, &variant, &status))
    return status;
  old_text = load_revision_text (cli, variant, (guint) from, &error);
  if (old_text != NULL)
    new_text = load_revision_text (cli, variant, (guint) to, &error);
  if (new_text == NULL)
    return cli_fail (error);
  diff = attest_diff_new (old_text, new_text);
  print_diff (cli, diff);
  return CLI_DONE;
}

static CliStatus
export_article (Cli *cli,
                JsonBuilder *builder,
                const char *article,
                char **audiences,
                const char *folder,
                const char *actor)
{
  gboolean recorded = FALSE;
  g_autoptr (GError) error = NULL;
  g_autofree char *path =
      attest_page_export (cli->library, article, (const char *const *) audiences, folder, actor, &recorded, &error);

  if (path == NULL)
    return cli_fail (error);
  json_builder_begin_object (builder);
  cli_add_string (builder, "article", article);
  cli_add_string (builder, "file", path);
  cli_add_boolean (builder, "recorded", recorded);
  json_builder_end_object (builder);
  if (!cli->json)
    g_print ("%s\n", path);
  if (!recorded)
    g_printerr (_ ("attest-cli: the library cannot be written, so the export of “%s” was not recorded\n"), article);
  return CLI_DONE;
}

static GPtrArray *
collect_articles (Cli *cli, gboolean all, int argc, char **argv, GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) rows = NULL;

  for (int i = 1; i < argc; i++)
    g_ptr_array_add (names, g_strdup (argv[i]));
  if (!all)
    return g_steal_pointer (&names);
  rows = attest_library_list_articles (cli->library, NULL, NULL, 0, error);
  if (rows == NULL)
    return NULL;
  for (guint i = 0; i < rows->len; i++)
    g_ptr_array_add (names, g_strdup (((AttestArticle *) rows->pdata[i])->slug));
  return g_steal_pointer (&names);
}

/* An export needs nobody, but it names whoever was given. */
static char *
find_exporting_person (Cli *cli, GError **error)
{
  const char *who = cli->person != NULL ? cli->person : g_getenv ("ATTEST_PERSON");
  g_autoptr (AttestPerson) person = NULL;

  if (who == NULL || *who == '\0')
    return NULL;
  person = attest_library_find_person (cli->library, who, error);
  return person != NULL ? g_strdup (person->id) : NULL;
}

CliStatus
cli_export (Cli *cli, int argc, char **argv)
{
  g_autofree char *output = NULL;
  g_auto (GStrv) audiences = NULL;
  gboolean all = FALSE, site = FALSE;
  const GOptionEntry entries[] = {
    { "all", 0, 0, G_OPTION_ARG_NONE, &all, NULL, NULL },
    { "output", 0, 0, G_OPTION_ARG_FILENAME, &output, NULL, NULL },
    { "audience", 0, 0, G_OPTION_ARG_STRING_ARRAY, &audiences, NULL, NULL },
    { "site", 0, 0, G_OPTION_ARG_NONE, &site, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GPtrArray) articles = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *actor = NULL;
  CliStatus status = CLI_DONE;
  JsonBuilder *builder;

  if (!cli_parse (cli, entries, &argc, &argv))
    return CLI_USAGE;
  if (site)
    return cli_not_in_this_version ("export --site");
  if (output == NULL || (argc < 2) != all)
    return cli_usage (_ ("“export” takes articles or --all, and --output DIR"));
  if (!cli_open (cli, FALSE))
    return CLI_NO_LIBRARY;
  actor = find_exporting_person (cli, &error);
  if (error == NULL)
    articles = collect_articles (cli, all, argc, argv, &error);
  if (error != NULL)
    return cli_fail (error);
  builder = json_builder_begin_object (json_builder_new ());
  json_builder_set_member_name (builder, "pages");
  json_builder_begin_array (builder);
  for (guint i = 0; i < articles->len; i++)
    {
      CliStatus one = export_article (cli, builder, articles->pdata[i], audiences, output, actor);

      status = MAX (status, one);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  if (cli->json)
    cli_print_builder (builder);
  else
    g_object_unref (builder);
  return status;
}

CliStatus
cli_render (Cli *cli, int argc, char **argv)
{
  gboolean fragment = FALSE;
  const GOptionEntry entries[] = {
    { "fragment", 0, 0, G_OPTION_ARG_NONE, &fragment, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GBytes) text = NULL;
  g_autoptr (GError) error = NULL;

  if (!cli_parse (cli, entries, &argc, &argv))
    return CLI_USAGE;
  if (argc != 2)
    return cli_usage (_ ("“render” takes one file"));
  text = cli_read_text (argv[1], &error);
  if (text == NULL)
    return cli_fail (error);
  print_html (cli, text, fragment ? ATTEST_RENDER_FRAGMENT : ATTEST_RENDER_SOURCE_RANGES);
  return CLI_DONE;
}

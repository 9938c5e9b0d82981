/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli.h"

#include <glib/gi18n-lib.h>

#include "exchange/attest-review-record.h"

static void
print_written (Cli *cli, char **paths, gboolean holds)
{
  JsonBuilder *builder = NULL;

  if (!cli->json)
    {
      for (gsize i = 0; paths[i] != NULL; i++)
        g_print ("%s\n", paths[i]);
      return;
    }
  builder = json_builder_begin_object (json_builder_new ());
  cli_add_string (builder, "html", paths[0]);
  cli_add_string (builder, "json", paths[1]);
  cli_add_boolean (builder, "holds", holds);
  json_builder_end_object (builder);
  cli_print_builder (builder);
}

CliStatus
cli_review_record (Cli *cli, int argc, char **argv)
{
  g_autofree char *output = NULL;
  const GOptionEntry entries[] = {
    { "output", 0, 0, G_OPTION_ARG_FILENAME, &output, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (AttestArticle) article = NULL;
  g_autoptr (AttestHidden) hidden = NULL;
  g_auto (GStrv) paths = NULL;
  g_autoptr (GError) error = NULL;
  CliStatus status = CLI_DONE;
  gboolean holds = FALSE;

  if (!cli_parse (cli, entries, &argc, &argv))
    return CLI_USAGE;
  if (argc != 2)
    return cli_usage (_ ("“record” takes one article"));
  if (output == NULL)
    return cli_usage (_ ("“record” needs --output DIR"));
  if (!cli_open (cli, FALSE))
    return CLI_NO_LIBRARY;
  if (!cli_find_variant (cli, argv[1], NULL, &article, NULL, &status))
    return status;
  if (!cli_load_hidden (cli, &hidden, &status))
    return status;
  if (hidden != NULL && attest_hidden_find_any (hidden, article->id) != NULL)
    {
      g_printerr ("attest-cli: %s\n",
                  _ ("this record tells what is hidden until you give your verdict; without --as and $ATTEST_PERSON it "
                     "is written whole"));
      return CLI_REFUSED;
    }
  paths = attest_review_record_export (cli->library, article->id, output, g_get_real_time (), &holds, &error);
  if (paths == NULL)
    return cli_fail (error);
  print_written (cli, paths, holds);
  if (holds)
    return CLI_DONE;

  g_printerr ("attest-cli: %s\n",
              _ ("the record does not hold; what was written says so and names the faults. Run “attest-cli log verify” "
                 "to see them all."));
  return CLI_FINDINGS;
}

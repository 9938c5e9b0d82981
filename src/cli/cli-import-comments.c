/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli.h"

#include <glib/gi18n-lib.h>

#include "exchange/attest-comments-import.h"

static void
print_left_out (const AttestCommentsTaken *taken)
{
  if (taken->unread > 0)
    g_print (ngettext ("Left out %u sign of CriticMarkup that is not closed, or has another mark inside: see line %u "
                       "of the file.\n",
                       "Left out %u signs of CriticMarkup that are not closed, or have another mark inside: see line "
                       "%u of the file, and on.\n",
                       taken->unread),
             taken->unread,
             taken->unread_line);
  if (taken->is_other_text)
    g_print (_ ("The text in the file is no revision of this one. What was changed in it without a mark was not taken "
                "in.\n"));
}

static void
print_taken (Cli *cli, const AttestCommentsTaken *taken)
{
  JsonBuilder *builder = NULL;

  if (!cli->json)
    {
      g_print (ngettext ("Took in %u comment.\n", "Took in %u comments.\n", taken->comments), taken->comments);
      if (taken->whole > 0)
        g_print (ngettext ("%u of them is about the whole text, since it names no words of it.\n",
                           "%u of them are about the whole text, since they name no words of it.\n",
                           taken->whole),
                 taken->whole);
      if (taken->orphans > 0)
        g_print (ngettext ("%u of them is without a place: its words are not in the text, or in several places.\n",
                           "%u of them are without a place: their words are not in the text, or in several places.\n",
                           taken->orphans),
                 taken->orphans);
      if (taken->replies > 0)
        g_print (ngettext ("Took in %u reply.\n", "Took in %u replies.\n", taken->replies), taken->replies);
      if (taken->known > 0)
        g_print (ngettext ("%u was there already.\n", "%u were there already.\n", taken->known), taken->known);
      if (taken->wordless > 0)
        g_print (ngettext ("Left out %u that is about no words of the text and says nothing.\n",
                           "Left out %u that are about no words of the text and say nothing.\n",
                           taken->wordless),
                 taken->wordless);
      print_left_out (taken);
      return;
    }
  builder = json_builder_begin_object (json_builder_new ());
  cli_add_int (builder, "comments", taken->comments);
  cli_add_int (builder, "whole", taken->whole);
  cli_add_int (builder, "orphans", taken->orphans);
  cli_add_int (builder, "replies", taken->replies);
  cli_add_int (builder, "known", taken->known);
  cli_add_int (builder, "wordless", taken->wordless);
  cli_add_int (builder, "unread", taken->unread);
  cli_add_int (builder, "unread_line", taken->unread_line);
  cli_add_boolean (builder, "other_text", taken->is_other_text);
  json_builder_end_object (builder);
  cli_print_builder (builder);
}

CliStatus
cli_import_comments (Cli *cli, int argc, char **argv)
{
  g_autofree char *audience = NULL;
  const GOptionEntry entries[] = {
    { "audience", 0, 0, G_OPTION_ARG_STRING, &audience, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (AttestArticle) article = NULL;
  g_autoptr (AttestVariant) variant = NULL;
  g_autoptr (GBytes) text = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *actor = NULL;
  g_autofree char *file = NULL;
  AttestCommentsTaken taken;
  CliStatus status = CLI_DONE;

  if (!cli_parse (cli, entries, &argc, &argv))
    return CLI_USAGE;
  if (argc != 3)
    return cli_usage (_ ("“import-comments” takes one article and one file with Web Annotations or CriticMarkup"));
  if (!cli_open (cli, TRUE))
    return CLI_NO_LIBRARY;
  actor = cli_find_actor (cli, &status);
  if (actor == NULL || !cli_find_variant (cli, argv[1], audience, &article, &variant, &status))
    return status;
  text = cli_read_text (argv[2], &error);
  if (text == NULL)
    return cli_fail (error);
  file = g_strndup (g_bytes_get_data (text, NULL), g_bytes_get_size (text));
  if (!attest_comments_import (cli->library, article->id, variant->audience, actor, file, &taken, &error))
    return cli_fail (error);
  print_taken (cli, &taken);
  return CLI_DONE;
}

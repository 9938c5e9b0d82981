/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli.h"

#include <glib/gi18n-lib.h>

#include "review/attest-review.h"

/* Articles as a whole: their title, short name and topics, a copy, removal, and who is asked to review. */

typedef struct
{
  char *title;
  char *reason;
  GStrv audiences;
  char *actor;
  AttestArticle *article;
} Options;

static void
clear_options (Options *options)
{
  g_free (options->title);
  g_free (options->reason);
  g_strfreev (options->audiences);
  g_free (options->actor);
  g_clear_pointer (&options->article, attest_article_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, clear_options)

static void
add_texts (JsonBuilder *builder, const char *name, const char *const *texts)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; texts != NULL && texts[i] != NULL; i++)
    json_builder_add_string_value (builder, texts[i]);
  json_builder_end_array (builder);
}

static CliStatus
print_article (Cli *cli, const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestArticle) article = attest_library_find_article (cli->library, id, &error);
  JsonBuilder *builder;

  if (article == NULL)
    return cli_fail (error);
  if (!cli->json)
    {
      g_print ("%s  %s\n", article->slug, article->title);
      return CLI_DONE;
    }
  builder = json_builder_begin_object (json_builder_new ());
  cli_add_string (builder, "id", article->id);
  cli_add_string (builder, "slug", article->slug);
  cli_add_string (builder, "title", article->title);
  add_texts (builder, "topics", (const char *const *) article->topics);
  cli_add_boolean (builder, "removed", article->removed != 0);
  json_builder_end_object (builder);
  cli_print_builder (builder);
  return CLI_DONE;
}

static char *
rename_article (Cli *cli, const Options *options, char **words, GError **error)
{
  gboolean done = attest_review_rename (cli->library,
                                        options->article->id,
                                        options->actor,
                                        options->title,
                                        (const char *const *) options->audiences,
                                        error);

  return done ? g_strdup (options->article->id) : NULL;
}

static char *
set_slug (Cli *cli, const Options *options, char **words, GError **error)
{
  gboolean done = attest_review_set_article (cli->library, options->article->id, options->actor, words[0], NULL, error);

  return done ? g_strdup (options->article->id) : NULL;
}

static char *
set_topics (Cli *cli, const Options *options, char **words, GError **error)
{
  gboolean done = attest_review_set_article (
      cli->library, options->article->id, options->actor, NULL, (const char *const *) words, error);

  return done ? g_strdup (options->article->id) : NULL;
}

static char *
duplicate (Cli *cli, const Options *options, char **words, GError **error)
{
  return attest_review_duplicate (cli->library, options->article->id, options->actor, options->title, error);
}

static char *
remove_article (Cli *cli, const Options *options, char **words, GError **error)
{
  gboolean done = attest_review_remove (cli->library, options->article->id, options->actor, options->reason, error);

  return done ? g_strdup (options->article->id) : NULL;
}

static char *
restore (Cli *cli, const Options *options, char **words, GError **error)
{
  gboolean done = attest_review_restore (cli->library, options->article->id, options->actor, error);

  return done ? g_strdup (options->article->id) : NULL;
}

/* @most: words after the article, G_MAXINT for any number; @run gives the id of the article to be printed. */
static const struct
{
  const char *name;
  int least;
  int most;
  char *(*run) (Cli *cli, const Options *options, char **words, GError **error);
} verbs[] = {
  { "rename", 0, 0, rename_article }, { "slug", 1, 1, set_slug },         { "topics", 0, G_MAXINT, set_topics },
  { "duplicate", 0, 0, duplicate },   { "remove", 0, 0, remove_article }, { "restore", 0, 0, restore },
};

static CliStatus
run_verb (Cli *cli, Options *options, guint verb, char **words, const char *article)
{
  g_autofree char *id = NULL;
  g_autoptr (GError) error = NULL;
  CliStatus status = CLI_DONE;

  if (!cli_open (cli, TRUE))
    return CLI_NO_LIBRARY;
  options->actor = cli_find_actor (cli, &status);
  if (options->actor == NULL || !cli_find_variant (cli, article, NULL, &options->article, NULL, &status))
    return status;
  id = verbs[verb].run (cli, options, words, &error);
  return id != NULL ? print_article (cli, id) : cli_fail (error);
}

CliStatus
cli_article (Cli *cli, int argc, char **argv)
{
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    { "title", 0, 0, G_OPTION_ARG_STRING, &options.title, NULL, NULL },
    { "reason", 0, 0, G_OPTION_ARG_STRING, &options.reason, NULL, NULL },
    { "audience", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.audiences, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };

  if (!cli_parse (cli, entries, &argc, &argv))
    return CLI_USAGE;
  for (guint i = 0; argc >= 3 && i < G_N_ELEMENTS (verbs); i++)
    {
      if (!g_str_equal (verbs[i].name, argv[1]))
        continue;
      if (argc - 3 < verbs[i].least || argc - 3 > verbs[i].most)
        break;
      if (verbs[i].run == rename_article && options.title == NULL)
        return cli_usage (_ ("“article rename” needs --title"));
      return run_verb (cli, &options, i, argv + 3, argv[2]);
    }
  return cli_usage (_ ("“article” takes rename, slug, topics, duplicate, remove or restore, and an article"));
}

/* ---- Asking for a review ---- */

static CliStatus
print_assignments (Cli *cli, const char *article)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) assignments = attest_library_list_assignments (cli->library, article, &error);
  JsonBuilder *builder;

  if (assignments == NULL)
    return cli_fail (error);
  builder = json_builder_begin_object (json_builder_new ());
  json_builder_set_member_name (builder, "assigned");
  json_builder_begin_array (builder);
  for (guint i = 0; i < assignments->len; i++)
    {
      const AttestAssignment *assignment = assignments->pdata[i];

      json_builder_begin_object (builder);
      cli_add_string (builder, "audience", assignment->audience);
      cli_add_string (builder, "reviewer", assignment->reviewer);
      cli_add_string (builder, "due", assignment->due[0] != '\0' ? assignment->due : NULL);
      cli_add_string (builder, "by", assignment->actor);
      cli_add_time (builder, "time", assignment->time);
      json_builder_end_object (builder);
      if (!cli->json)
        g_print ("%-8s  %s  %s\n", assignment->audience, assignment->reviewer, assignment->due);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  if (cli->json)
    cli_print_builder (builder);
  else
    g_object_unref (builder);
  return CLI_DONE;
}

static CliStatus
ask (Cli *cli, const AttestVariant *variant, const char *reviewer, const char *due, gboolean undo)
{
  CliStatus status = CLI_DONE;
  g_autofree char *actor = cli_find_actor (cli, &status);
  g_autoptr (GError) error = NULL;
  gboolean done;

  if (actor == NULL)
    return status;
  if (undo)
    done = attest_review_unassign (cli->library, variant->article, variant->audience, actor, reviewer, &error);
  else
    done = attest_review_assign (cli->library, variant->article, variant->audience, actor, reviewer, due, &error);
  return done ? CLI_DONE : cli_fail (error);
}

CliStatus
cli_assign (Cli *cli, int argc, char **argv)
{
  g_autofree char *audience = NULL;
  g_autofree char *reviewer = NULL;
  g_autofree char *due = NULL;
  gboolean undo = FALSE;
  const GOptionEntry entries[] = {
    { "audience", 0, 0, G_OPTION_ARG_STRING, &audience, NULL, NULL },
    { "to", 0, 0, G_OPTION_ARG_STRING, &reviewer, NULL, NULL },
    { "due", 0, 0, G_OPTION_ARG_STRING, &due, NULL, NULL },
    { "undo", 0, 0, G_OPTION_ARG_NONE, &undo, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (AttestArticle) article = NULL;
  g_autoptr (AttestVariant) variant = NULL;
  CliStatus status = CLI_DONE;

  if (!cli_parse (cli, entries, &argc, &argv))
    return CLI_USAGE;
  if (argc != 2)
    return cli_usage (_ ("“assign” takes one article"));
  if (reviewer == NULL && (due != NULL || undo))
    return cli_usage (_ ("“assign” needs --to to say who is asked"));
  if (undo && due != NULL)
    return cli_usage (_ ("--due does not go with --undo"));
  if (!cli_open (cli, reviewer != NULL))
    return CLI_NO_LIBRARY;
  if (!cli_find_variant (cli, argv[1], audience, &article, &variant, &status))
    return status;
  if (reviewer != NULL)
    status = ask (cli, variant, reviewer, due, undo);
  return status == CLI_DONE ? print_assignments (cli, article->id) : status;
}

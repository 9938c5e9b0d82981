/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli.h"

#include <glib/gi18n-lib.h>

#include "review/attest-open-comments.h"

/* Open comments of all articles. */

static void
add_article (JsonBuilder *builder, const AttestOpenComment *comment)
{
  json_builder_set_member_name (builder, "article");
  json_builder_begin_object (builder);
  cli_add_string (builder, "id", comment->article);
  cli_add_string (builder, "slug", comment->slug);
  cli_add_string (builder, "title", comment->title);
  json_builder_end_object (builder);
}

static void
print_comment (Cli *cli, const AttestOpenComment *comment)
{
  g_autoptr (AttestPerson) author = attest_library_find_person (cli->library, comment->author, NULL);
  g_autofree char *subject = cli_dup_comment_subject (comment->about, comment->reference, comment->quote);
  g_autofree char *replies = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, ", %u reply", ", %u replies", comment->n_replies), comment->n_replies);

  g_print ("%s  [%s%s] %s\n  %s\n  %s (%s), %s%s\n",
           comment->id,
           comment->kind,
           comment->blocking ? _ (", blocking") : "",
           subject,
           comment->text,
           comment->slug,
           comment->audience,
           author != NULL ? author->name : comment->author,
           comment->n_replies > 0 ? replies : "");
}

/* Why it waits for whoever acts, in the words of AttestCommentTurn. */
static const char *
get_why (AttestCommentTurn turn)
{
  static const char *const names[] = {
    [ATTEST_COMMENT_TURN_OWN_TEXT] = "own-text",
    [ATTEST_COMMENT_TURN_ANSWERED] = "answered",
    [ATTEST_COMMENT_TURN_NEWER_TEXT] = "newer-text",
    [ATTEST_COMMENT_TURN_MENTIONED] = "mentioned",
  };

  return names[turn];
}

static void
add_comment (JsonBuilder *builder, const AttestOpenComment *comment)
{
  json_builder_begin_object (builder);
  cli_add_string (builder, "id", comment->id);
  add_article (builder, comment);
  cli_add_string (builder, "audience", comment->audience);
  cli_add_string (builder, "author", comment->author);
  cli_add_time (builder, "created", comment->time);
  cli_add_string (builder, "text", comment->text);
  cli_add_string (builder, "kind", comment->kind);
  cli_add_boolean (builder, "blocking", comment->blocking);
  cli_add_int (builder, "replies", comment->n_replies);
  cli_add_string (builder, "about", attest_comment_about_to_string (comment->about));
  cli_add_string (builder, "reference", comment->reference);
  cli_add_string (builder, "quote", comment->about == ATTEST_COMMENT_ABOUT_WORDS ? comment->quote : NULL);
  cli_add_time (builder, "last", comment->last);
  cli_add_string (builder, "why", get_why (comment->turn));
  json_builder_end_object (builder);
}

static void
print_json (GPtrArray *comments, gboolean more)
{
  JsonBuilder *builder = json_builder_begin_object (json_builder_new ());

  json_builder_set_member_name (builder, "comments");
  json_builder_begin_array (builder);
  for (guint i = 0; i < comments->len; i++)
    add_comment (builder, comments->pdata[i]);
  json_builder_end_array (builder);
  cli_add_boolean (builder, "more", more);
  json_builder_end_object (builder);
  cli_print_builder (builder);
}

static CliStatus
list_comments (Cli *cli, const CliOpenComments *options, const char *person, AttestHidden *hidden)
{
  const AttestOpenCommentsQuery query = {
    .scope = options->mine      ? ATTEST_OPEN_COMMENTS_MINE
             : options->waiting ? ATTEST_OPEN_COMMENTS_WAITING
                                : ATTEST_OPEN_COMMENTS_ALL,
    .person = person,
    .blocking = options->blocking,
    .limit = (guint) options->limit,
    .hidden = hidden,
  };
  g_autoptr (GError) error = NULL;
  gboolean more = FALSE;
  g_autoptr (GPtrArray) comments = attest_review_list_open_comments (cli->library, &query, &more, &error);

  if (comments == NULL)
    return cli_fail (error);
  if (cli->json)
    {
      print_json (comments, more);
      return CLI_DONE;
    }
  for (guint i = 0; i < comments->len; i++)
    print_comment (cli, comments->pdata[i]);
  if (more)
    g_printerr (_ ("There are more; ask for them with a greater --limit.\n"));

  return CLI_DONE;
}

CliStatus
cli_list_open_comments (Cli *cli, const CliOpenComments *options)
{
  g_autofree char *person = NULL;
  g_autoptr (AttestHidden) hidden = NULL;
  CliStatus status = CLI_DONE;

  if (options->mine && options->waiting)
    return cli_usage (_ ("--mine and --waiting do not go together"));
  if (options->limit < 0)
    return cli_usage (_ ("--limit is a number from 1"));
  if (!cli_open (cli, FALSE))
    return CLI_NO_LIBRARY;
  if (options->mine || options->waiting)
    {
      person = cli_find_actor (cli, &status);
      if (person == NULL)
        return status;
    }

  if (!cli_load_hidden (cli, &hidden, &status))
    return status;

  return list_comments (cli, options, person, hidden);
}

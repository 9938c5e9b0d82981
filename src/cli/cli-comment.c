/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli.h"

#include <glib/gi18n-lib.h>

#include "exchange/attest-comments-export.h"
#include "review/attest-review.h"

typedef struct
{
  char *audience;
  char *quote;
  char *reference;
  char *text;
  char *kind;
  char *suggestion;
  char *reason;
  char *reply;
  GStrv mentions;
  int occurrence;
  gboolean whole;
  gboolean blocking;
} CommentOptions;

static void
clear_options (CommentOptions *options)
{
  g_free (options->audience);
  g_free (options->quote);
  g_free (options->reference);
  g_free (options->text);
  g_free (options->kind);
  g_free (options->suggestion);
  g_free (options->reason);
  g_free (options->reply);
  g_strfreev (options->mentions);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CommentOptions, clear_options)

/* People by id, e-mail or name, as --mention takes them. Returns: (transfer full) (nullable): their ids; NULL with @error */
static GStrv
find_people (Cli *cli, GStrv who, GError **error)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();

  for (guint i = 0; who != NULL && who[i] != NULL; i++)
    {
      g_autoptr (AttestPerson) person = attest_library_find_person (cli->library, who[i], error);

      if (person == NULL)
        return NULL;
      g_strv_builder_add (ids, person->id);
    }

  return g_strv_builder_end (ids);
}

/*
 * Whom the words name, and whom --mention does; with that, of words that are changed, nobody else. @comment: (nullable): whose words are changed
 * Returns: (transfer full) (nullable): ids; NULL with @error
 */
static GStrv
find_mentions (Cli *cli, const CommentOptions *options, const char *comment, GError **error)
{
  g_auto (GStrv) chosen = find_people (cli, options->mentions, error);
  g_auto (GStrv) named = NULL;
  g_autoptr (GStrvBuilder) all = g_strv_builder_new ();

  if (chosen == NULL)
    return NULL;
  named = attest_review_resolve_mentions (cli->library,
                                          options->text,
                                          options->mentions == NULL ? comment : NULL,
                                          options->reply,
                                          (const char *const *) chosen,
                                          error);
  if (named == NULL)
    return NULL;
  g_strv_builder_addv (all, (const char **) named);
  for (guint i = 0; chosen[i] != NULL; i++)
    if (!g_strv_contains ((const char *const *) named, chosen[i]) &&
        !g_strv_contains ((const char *const *) chosen + i + 1, chosen[i]))
      g_strv_builder_add (all, chosen[i]);

  return g_strv_builder_end (all);
}

static gboolean
find_quote (Cli *cli, const CommentOptions *options, const char *revision, AttestCommentDraft *draft, GError **error)
{
  g_autoptr (GBytes) text = NULL;
  g_autoptr (AttestRevision) found = attest_library_load_revision (cli->library, revision, error);

  if (found != NULL)
    text = attest_library_load_content (cli->library, found->text, error);
  return text != NULL && attest_review_find_quote (
                             text, options->quote, (guint) options->occurrence, &draft->start, &draft->end, error);
}

static char *
add_comment (Cli *cli, const CommentOptions *options, const char *actor, const AttestVariant *variant, GError **error)
{
  AttestCommentDraft draft = { .revision = variant->newest, .reference = options->reference };
  g_auto (GStrv) mentions = find_mentions (cli, options, NULL, error);

  if (mentions == NULL)
    return NULL;
  if (options->whole)
    draft.about = ATTEST_COMMENT_ABOUT_TEXT;
  else if (options->reference != NULL)
    draft.about = ATTEST_COMMENT_ABOUT_REFERENCE;
  else if (!find_quote (cli, options, variant->newest, &draft, error))
    return NULL;
  draft.text = options->text;
  draft.kind = options->kind != NULL ? options->kind : "note";
  draft.blocking = options->blocking;
  draft.suggestion = options->suggestion;
  draft.mentions = (const char *const *) mentions;
  return attest_review_add_comment (cli->library, variant->article, variant->audience, actor, &draft, error);
}

static CliStatus
comment_on_article (Cli *cli, const CommentOptions *options, const char *actor, const char *name)
{
  g_autoptr (AttestArticle) article = NULL;
  g_autoptr (AttestVariant) variant = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;
  CliStatus status = CLI_DONE;

  if (!cli_find_variant (cli, name, options->audience, &article, &variant, &status))
    return status;
  id = add_comment (cli, options, actor, variant, &error);
  return cli_print_id (cli, id, error);
}

static gboolean
edit (Cli *cli, const CommentOptions *options, const char *actor, const char *comment, GError **error)
{
  g_auto (GStrv) mentions = options->text != NULL ? find_mentions (cli, options, comment, error) : NULL;
  const char *const *named = (const char *const *) mentions;

  if (options->text != NULL && mentions == NULL)
    return FALSE;
  if (options->reply != NULL)
    return attest_review_edit_reply (cli->library, comment, options->reply, actor, options->text, named, error);

  return attest_review_edit_comment (cli->library, comment, actor, options->text, options->suggestion, named, error);
}

static char *
reply (Cli *cli, const CommentOptions *options, const char *actor, const char *comment, GError **error)
{
  g_auto (GStrv) mentions = find_mentions (cli, options, NULL, error);

  return mentions != NULL
             ? attest_review_reply (cli->library, comment, actor, options->text, (const char *const *) mentions, error)
             : NULL;
}

static gboolean
settle (Cli *cli,
        const CommentOptions *options,
        const char *actor,
        const char *verb,
        const char *comment,
        GError **error)
{
  if (g_str_equal (verb, "resolve"))
    return attest_review_resolve (cli->library, comment, actor, options->reason, error);
  if (g_str_equal (verb, "retract"))
    return attest_review_retract (cli->library, comment, actor, error);
  if (g_str_equal (verb, "decline"))
    return attest_review_decline (cli->library, comment, actor, options->reason, error);
  if (g_str_equal (verb, "edit"))
    return edit (cli, options, actor, comment, error);

  return attest_review_reopen (cli->library, comment, actor, error);
}

static CliStatus
act_on_comment (Cli *cli, const CommentOptions *options, const char *actor, const char *verb, const char *comment)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;

  if (g_str_equal (verb, "reply"))
    id = reply (cli, options, actor, comment, &error);
  else if (settle (cli, options, actor, verb, comment, &error))
    id = g_strdup (options->reply != NULL ? options->reply : comment);
  return cli_print_id (cli, id, error);
}

/* An article may be called "reply": with two words it is the verb, with one it is the article. */
static const char *
find_verb (int argc, char **argv)
{
  static const char *const verbs[] = { "reply", "edit", "decline", "resolve", "reopen", "retract", NULL };

  return argc == 3 && g_strv_contains (verbs, argv[1]) ? argv[1] : NULL;
}

static const char *
find_usage_mistake (const CommentOptions *options, const char *verb, int argc)
{
  if (verb == NULL && argc != 2)
    return _ ("“comment” takes one article, or reply, edit, decline, resolve, reopen or retract and a comment’s id");
  if (verb == NULL &&
      ((options->quote != NULL) + options->whole + (options->reference != NULL) != 1 || options->text == NULL))
    return _ ("“comment” needs --text, and one of --quote, --whole and --reference");
  if (verb != NULL && (options->whole || options->reference != NULL))
    return _ ("--whole and --reference are for a new comment");
  if ((options->whole || options->reference != NULL) && (options->suggestion != NULL || options->occurrence != 0))
    return _ ("--suggest and --occurrence go with --quote");
  if (verb != NULL && g_str_equal (verb, "reply") && options->text == NULL)
    return _ ("“comment reply” needs --text");
  if (verb != NULL && g_str_equal (verb, "edit") && options->text == NULL && options->suggestion == NULL)
    return _ ("“comment edit” needs --text or --suggest");
  if (options->reply != NULL && (g_strcmp0 (verb, "edit") != 0 || options->text == NULL || options->suggestion != NULL))
    return _ ("--reply is for “comment edit”, with --text alone");
  if (options->mentions != NULL && options->text == NULL)
    return _ ("--mention goes with --text");
  if (options->occurrence < 0)
    return _ ("--occurrence is a number from 1");
  return NULL;
}

CliStatus
cli_comment (Cli *cli, int argc, char **argv)
{
  g_auto (CommentOptions) options = { 0 };
  const GOptionEntry entries[] = {
    { "audience", 0, 0, G_OPTION_ARG_STRING, &options.audience, NULL, NULL },
    { "quote", 0, 0, G_OPTION_ARG_STRING, &options.quote, NULL, NULL },
    { "whole", 0, 0, G_OPTION_ARG_NONE, &options.whole, NULL, NULL },
    { "reference", 0, 0, G_OPTION_ARG_STRING, &options.reference, NULL, NULL },
    { "occurrence", 0, 0, G_OPTION_ARG_INT, &options.occurrence, NULL, NULL },
    { "text", 0, 0, G_OPTION_ARG_STRING, &options.text, NULL, NULL },
    { "kind", 0, 0, G_OPTION_ARG_STRING, &options.kind, NULL, NULL },
    { "blocking", 0, 0, G_OPTION_ARG_NONE, &options.blocking, NULL, NULL },
    { "suggest", 0, 0, G_OPTION_ARG_STRING, &options.suggestion, NULL, NULL },
    { "reason", 0, 0, G_OPTION_ARG_STRING, &options.reason, NULL, NULL },
    { "reply", 0, 0, G_OPTION_ARG_STRING, &options.reply, NULL, NULL },
    { "mention", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.mentions, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autofree char *actor = NULL;
  const char *mistake, *verb;
  CliStatus status = CLI_DONE;

  if (!cli_parse (cli, entries, &argc, &argv))
    return CLI_USAGE;
  verb = find_verb (argc, argv);
  mistake = find_usage_mistake (&options, verb, argc);
  if (mistake != NULL)
    return cli_usage (mistake);
  if (!cli_open (cli, TRUE))
    return CLI_NO_LIBRARY;
  actor = cli_find_actor (cli, &status);
  if (actor == NULL)
    return status;
  if (verb != NULL)
    return act_on_comment (cli, &options, actor, verb, argv[2]);
  return comment_on_article (cli, &options, actor, argv[1]);
}

static void
add_edited (JsonBuilder *builder, gint64 time)
{
  if (time != 0)
    {
      cli_add_time (builder, "edited", time);
      return;
    }
  json_builder_set_member_name (builder, "edited");
  json_builder_add_null_value (builder);
}

static void
add_replies (JsonBuilder *builder, const AttestComment *comment)
{
  json_builder_set_member_name (builder, "replies");
  json_builder_begin_array (builder);
  for (guint i = 0; comment->replies != NULL && i < comment->replies->len; i++)
    {
      const AttestReply *reply = comment->replies->pdata[i];

      json_builder_begin_object (builder);
      cli_add_string (builder, "id", reply->id);
      cli_add_string (builder, "author", reply->author);
      cli_add_time (builder, "created", reply->time);
      add_edited (builder, reply->edited);
      cli_add_string (builder, "text", reply->text);
      cli_add_strings (builder, "mentions", reply->mentions);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_place (JsonBuilder *builder, const AttestComment *comment)
{
  gboolean placed = attest_comment_has_place (comment);

  cli_add_string (builder, "about", attest_comment_about_to_string (comment->about));
  cli_add_string (builder, "reference", comment->reference);
  if (comment->about == ATTEST_COMMENT_ABOUT_REFERENCE)
    cli_add_boolean (builder, "cited", !comment->uncited);
  cli_add_string (builder, "state", attest_anchor_state_to_string (comment->placement->state));
  if (placed)
    {
      cli_add_int (builder, "start", (gint64) comment->placement->start);
      cli_add_int (builder, "end", (gint64) comment->placement->end);
    }
  else
    {
      json_builder_set_member_name (builder, "start");
      json_builder_add_null_value (builder);
      json_builder_set_member_name (builder, "end");
      json_builder_add_null_value (builder);
    }
  cli_add_string (builder, "quote", comment->about == ATTEST_COMMENT_ABOUT_WORDS ? comment->anchor->exact : NULL);
}

char *
cli_dup_comment_subject (AttestCommentAbout about, const char *reference, const char *quote)
{
  switch (about)
    {
    case ATTEST_COMMENT_ABOUT_TEXT:
      return g_strdup (_ ("On the whole text"));
    case ATTEST_COMMENT_ABOUT_REFERENCE:
      return g_strdup_printf (_ ("On reference %s"), reference);
    case ATTEST_COMMENT_ABOUT_WORDS:
    default:
      return g_strdup_printf ("“%s”", quote);
    }
}

/* Where it stands, as far as there is anything to say. */
static const char *
get_state (const AttestComment *comment)
{
  if (comment->about == ATTEST_COMMENT_ABOUT_WORDS)
    return attest_anchor_state_to_string (comment->placement->state);
  if (comment->about == ATTEST_COMMENT_ABOUT_REFERENCE)
    return comment->uncited ? _ ("not cited any more") : _ ("cited");
  return NULL;
}

static void
print_comment_row (const AttestComment *comment, const char *settled)
{
  g_autofree char *subject = cli_dup_comment_subject (comment->about, comment->reference, comment->anchor->exact);
  const char *state = get_state (comment);

  g_print ("%s  [%s%s%s%s%s] %s\n  %s\n",
           comment->id,
           comment->kind,
           comment->blocking ? _ (", blocking") : "",
           settled,
           state != NULL ? ", " : "",
           state != NULL ? state : "",
           subject,
           comment->text);
}

static void
add_comment_row (Cli *cli, JsonBuilder *builder, const AttestComment *comment)
{
  g_autoptr (AttestRevision) revision = attest_library_load_revision (cli->library, comment->revision, NULL);
  const char *settled = "";

  json_builder_begin_object (builder);
  cli_add_string (builder, "id", comment->id);
  cli_add_string (builder, "audience", comment->audience);
  cli_add_number_or_null (builder, "revision", revision != NULL ? revision->number : 0);
  cli_add_string (builder, "author", comment->author);
  cli_add_time (builder, "created", comment->time);
  add_edited (builder, comment->edited);
  cli_add_string (builder, "text", comment->text);
  cli_add_strings (builder, "mentions", comment->mentions);
  cli_add_string (builder, "kind", comment->kind);
  cli_add_boolean (builder, "blocking", comment->blocking);
  cli_add_string (builder, "suggestion", comment->suggestion);
  cli_add_string (builder, "declined_by", comment->declined_by);
  cli_add_string (builder, "declined_reason", comment->declined_reason);
  cli_add_boolean (builder, "resolved", comment->resolved);
  cli_add_boolean (builder, "retracted", comment->retracted);
  add_replies (builder, comment);
  add_place (builder, comment);
  cli_add_string (builder, "attached_by", comment->attached_by);
  json_builder_end_object (builder);
  if (cli->json)
    return;
  if (comment->retracted)
    settled = _ (", retracted");
  else if (comment->declined_by != NULL)
    settled = comment->resolved ? _ (", declined, resolved") : _ (", declined");
  else if (comment->resolved)
    settled = _ (", resolved");
  print_comment_row (comment, settled);
}

static CliStatus
print_export (Cli *cli, const AttestVariant *variant, AttestCommentsFormat format, AttestHidden *hidden)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text =
      attest_comments_export_for (cli->library, variant->article, variant->audience, format, hidden, &error);

  if (text == NULL)
    return cli_fail (error);
  g_print ("%s", text);
  cli_tell_hidden (cli_hides (hidden, variant->article, variant->audience));
  return CLI_DONE;
}

static CliStatus
print_comments (Cli *cli, const AttestVariant *variant, AttestHidden *hidden)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) comments =
      attest_review_list_comments (cli->library, variant->article, variant->audience, NULL, &error);
  JsonBuilder *builder;
  gboolean hides = cli_hides (hidden, variant->article, variant->audience);

  if (comments == NULL)
    return cli_fail (error);
  if (hides)
    attest_hidden_take_out (hidden, comments);
  builder = json_builder_begin_object (json_builder_new ());
  json_builder_set_member_name (builder, "comments");
  json_builder_begin_array (builder);
  for (guint i = 0; i < comments->len; i++)
    add_comment_row (cli, builder, comments->pdata[i]);
  json_builder_end_array (builder);
  cli_add_boolean (builder, "hidden", hides);
  json_builder_end_object (builder);
  if (cli->json)
    cli_print_builder (builder);
  else
    g_object_unref (builder);
  cli_tell_hidden (hides);
  return CLI_DONE;
}

static CliStatus
list_comments_of (Cli *cli, const char *name, const char *audience, const char *format)
{
  g_autoptr (AttestArticle) article = NULL;
  g_autoptr (AttestVariant) variant = NULL;
  g_autoptr (AttestHidden) hidden = NULL;
  AttestCommentsFormat export = ATTEST_COMMENTS_LETTER;
  gboolean json = format != NULL && g_str_equal (format, "json");
  CliStatus status = CLI_DONE;

  if (format != NULL && !json && !attest_comments_format_from_name (format, &export))
    return cli_usage (_ ("--format is json, web-annotation, markdown or critic-markup"));
  if (!cli_open (cli, FALSE))
    return CLI_NO_LIBRARY;
  if (!cli_find_variant (cli, name, audience, &article, &variant, &status) || !cli_load_hidden (cli, &hidden, &status))
    return status;
  if (format != NULL && !json)
    return print_export (cli, variant, export, hidden);
  cli->json = cli->json || json;
  return print_comments (cli, variant, hidden);
}

CliStatus
cli_comments (Cli *cli, int argc, char **argv)
{
  g_autofree char *audience = NULL;
  g_autofree char *format = NULL;
  g_autofree char *in = NULL;
  CliOpenComments open = { 0 };
  gboolean all = FALSE;
  const GOptionEntry entries[] = {
    { "audience", 0, 0, G_OPTION_ARG_STRING, &audience, NULL, NULL },
    { "format", 0, 0, G_OPTION_ARG_STRING, &format, NULL, NULL },
    { "in", 0, 0, G_OPTION_ARG_STRING, &in, NULL, NULL },
    { "all", 0, 0, G_OPTION_ARG_NONE, &all, NULL, NULL },
    { "mine", 0, 0, G_OPTION_ARG_NONE, &open.mine, NULL, NULL },
    { "waiting", 0, 0, G_OPTION_ARG_NONE, &open.waiting, NULL, NULL },
    { "blocking", 0, 0, G_OPTION_ARG_NONE, &open.blocking, NULL, NULL },
    { "limit", 0, 0, G_OPTION_ARG_INT, &open.limit, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };

  if (!cli_parse (cli, entries, &argc, &argv))
    return CLI_USAGE;
  if (!all && (open.mine || open.waiting || open.blocking || open.limit != 0))
    return cli_usage (_ ("--mine, --waiting, --blocking and --limit go with “comments --all”"));
  if (all && (argc != 1 || audience != NULL || format != NULL || in != NULL))
    return cli_usage (_ ("“comments --all” takes no article, --audience, --in or --format"));
  if (!all && argc != 2)
    return cli_usage (_ ("“comments” takes one article, or --all"));
  if (in != NULL && format != NULL && !g_str_equal (format, "json"))
    return cli_usage (_ ("--in goes with --format json alone"));
  cli->json = cli->json || (in != NULL && format != NULL);
  if (in != NULL)
    return cli_list_comments_in (cli, argv[1], audience, in);
  return all ? cli_list_open_comments (cli, &open) : list_comments_of (cli, argv[1], audience, format);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli.h"

#include <glib/gi18n-lib.h>
#include <locale.h>

#include "review/attest-review.h"

static const CliCommand commands[] = {
  { "init", "[--sample]", N_ ("make an empty library"), cli_init },
  { "board",
    "[--name N] [--notice T] [--policy-url U] [--follow-up U] [--disclaimer FILE] [--sign-offs N] [--sign-off-roles "
    "ROLES] [--review-months N]",
    N_ ("show or set the board"),
    cli_board },
  { "policy",
    "[ARTICLE [--audience KEY]] | set [--topic T] [--sign-offs N] [--sign-off-roles ROLES] [--role editor=1]... "
    "[--audiences KEYS] [--specialty S] [--months N] [--blocking error,RULE] [--independent yes|no] | clear "
    "--topic T",
    N_ ("what approval takes, of the board and of topics, and what an article is or was approved under"),
    cli_policy },
  { "person",
    "add --name N | set PERSON [--name N] [--credentials C] [--role ROLES] [--email E] [--specialty S,…] [--interests "
    "T] | list",
    N_ ("people of the board"),
    cli_person },
  { "import", "FILE... [--audience KEY] [--article ARTICLE]", N_ ("bring in Markdown or pasted text"), cli_import },
  { "references", "import ARTICLE FILE... | list ARTICLE", N_ ("an article’s references"), cli_references },
  { "list",
    "[--search TEXT] [--status S] [--audience KEY] [--topic T] [--person P] [--since DAY] [--until DAY] [--blocking] "
    "[--limit N] | --waiting [--limit N] | --removed",
    N_ ("articles with their status; a search finds words in texts, comments, references and names"),
    cli_list },
  { "overview",
    "",
    N_ ("how many texts are in each state, how long approval takes, whom texts wait for, and what falls due"),
    cli_overview },
  { "article",
    "rename ARTICLE --title T [--audience KEY]... | slug ARTICLE SLUG | topics ARTICLE [TOPIC]... | "
    "duplicate ARTICLE [--title T] | remove ARTICLE [--reason T] | restore ARTICLE",
    N_ ("an article as a whole"),
    cli_article },
  { "assign",
    "ARTICLE [--audience KEY] [--to PERSON [--due 2026-03-01 | --undo]]",
    N_ ("ask somebody to review, or show who was asked"),
    cli_assign },
  { "show", "ARTICLE [--audience KEY] [--revision N] [--format markdown|html]", N_ ("the text"), cli_show },
  { "save", "ARTICLE [--audience KEY] FILE", N_ ("a new revision from a file"), cli_save },
  { "submit", "ARTICLE [--audience KEY]", N_ ("ask for review"), cli_submit },
  { "start", "ARTICLE [--audience KEY]", N_ ("start a review"), cli_start },
  { "recuse", "ARTICLE [--audience KEY] --reason TEXT", N_ ("step back from a review"), cli_recuse },
  { "withdraw", "ARTICLE [--audience KEY] [--reason TEXT]", N_ ("take a text back"), cli_withdraw },
  { "verdict",
    "ARTICLE [--audience KEY] --accurate A --safe A --current A [--meaning M] [--reason "
    "TEXT]",
    N_ ("answer a review"),
    cli_verdict },
  { "verdicts",
    "ARTICLE [--audience KEY]",
    N_ ("who gave a verdict, and what changed since in the text that is in review"),
    cli_verdicts },
  { "reaffirm",
    "ARTICLE [--audience KEY] [--meaning M] [--reason TEXT]",
    N_ ("hold to your last sign-off although the text changed; “verdicts” says how far"),
    cli_reaffirm },
  { "comment",
    "ARTICLE --quote TEXT|--whole|--reference KEY --text TEXT [--mention PERSON]... ... | reply | edit | decline | "
    "resolve | reopen | "
    "retract",
    N_ ("remark on exact words, on the whole text or on a reference"),
    cli_comment },
  { "comments",
    "ARTICLE [--audience KEY] [--format json|web-annotation|markdown|critic-markup | --in KEY] | --all [--mine | "
    "--waiting] [--blocking] [--limit N]",
    N_ ("comments and where they stand, with --in where their words are in another audience's text; with --all the "
        "open ones of all articles, those of yours, or those that wait for you"),
    cli_comments },
  { "import-comments",
    "ARTICLE FILE [--audience KEY]",
    N_ ("take in comments from Web Annotations or CriticMarkup"),
    cli_import_comments },
  { "diff", "ARTICLE [--audience KEY] --from N --to M", N_ ("two revisions word by word"), cli_diff },
  { "check",
    "ARTICLE|FILE [--audience KEY] [--pack us|uk] | waive ARTICLE --rule R [--text WORDS] [--occurrence N] --reason T "
    "| "
    "restore ARTICLE WAIVER [--reason T]",
    N_ ("what the checks say; that a finding is no fault, and why"),
    cli_check },
  { "parity", "ARTICLE", N_ ("audiences side by side"), cli_parity },
  { "export", "ARTICLE...|--all --output DIR [--audience KEY]...", N_ ("write pages"), cli_export },
  { "render", "FILE [--fragment]", N_ ("Markdown to HTML, no library needed"), cli_render },
  { "reanchor", "OLD NEW ANCHORS.json", N_ ("place anchors in a new text"), cli_reanchor },
  { "log",
    "[ARTICLE] | verify [--deep] [--seal LINE [--heads FILE]] | rebuild",
    N_ ("what happened, and whether the record holds"),
    cli_log },
  { "seal",
    "[--heads FILE] | --check LINE [--heads FILE]",
    N_ ("print one line to keep elsewhere, or check that all that was sealed is still there"),
    cli_seal },
  { "review-file",
    "ARTICLE... --output FILE",
    N_ ("write articles with all their events into one file, to be mailed and merged"),
    cli_review_file },
  { "record",
    "ARTICLE --output DIR",
    N_ ("write all that happened to an article, to read and to process, with a seal of the library"),
    cli_review_record },
  { "merge", "FILE", N_ ("take in another library or a review file"), cli_merge },
  { "backup", "FILE", N_ ("copy a live library safely"), cli_backup },
  { "recover", "NEW-FILE", N_ ("make a new library of what can still be read of a damaged one"), cli_recover },
  { "doctor", "FILE", N_ ("check a library and say what is wrong"), cli_doctor },
};

static void
print_help (void)
{
  g_print ("%s\n\n", _ ("Usage: attest-cli [--library FILE] [--as PERSON] [--json] COMMAND"));
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    g_print ("  %s %s\n      %s\n", commands[i].name, commands[i].arguments, _ (commands[i].summary));
  g_print ("\n%s\n",
           _ ("Exit status: 0 done; 1 done, with findings or differences; 2 usage; 3 bad input; 4 refused by the "
              "review rules; 5 the library cannot be used."));
}

/* Global options stand before the command; the command's own parser knows them too, so that they may also stand after it. */
static gboolean
parse_global (Cli *cli, gboolean *version, gboolean *help, int *argc, char ***argv)
{
  const GOptionEntry entries[] = {
    { "library", 0, 0, G_OPTION_ARG_FILENAME, &cli->library_path, NULL, NULL },
    { "as", 0, 0, G_OPTION_ARG_STRING, &cli->person, NULL, NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &cli->json, NULL, NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, version, NULL, NULL },
    { "help", 'h', 0, G_OPTION_ARG_NONE, help, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;

  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_set_strict_posix (context, TRUE);
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, argc, argv, &error))
    {
      cli_usage (error->message);
      return FALSE;
    }
  return TRUE;
}

static CliStatus
run_command (Cli *cli, int argc, char **argv)
{
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      if (!g_str_equal (commands[i].name, argv[0]))
        continue;
      if (argc > 1 && g_str_equal (argv[1], "--help"))
        {
          g_print ("attest-cli %s %s\n    %s\n", commands[i].name, commands[i].arguments, _ (commands[i].summary));
          return CLI_DONE;
        }
      return commands[i].run (cli, argc, argv);
    }
  g_printerr (_ ("attest-cli: there is no command “%s”\n"), argv[0]);
  return cli_usage (_ ("an unknown command was asked for"));
}

int
main (int argc, char **argv)
{
  Cli cli = { 0 };
  gboolean version = FALSE, help = FALSE;
  CliStatus status = CLI_DONE;
  g_auto (GStrv) words = NULL;
  g_autofree char **rest = NULL;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  /* The option parser moves pointers about; it gets its own array so that every word is freed once. */
  words = g_strdupv (argv);
  rest = g_memdup2 (words, sizeof (char *) * (gsize) (argc + 1));
  if (!parse_global (&cli, &version, &help, &argc, &rest))
    return CLI_USAGE;
  if (version)
    g_print ("attest-cli %s\n", PACKAGE_VERSION);
  else if (help)
    print_help ();
  else if (argc < 2)
    status = cli_usage (_ ("no command was given"));
  else
    {
      cli.registry = attest_registry_new ();
      attest_review_register (cli.registry);
      status = run_command (&cli, argc - 1, rest + 1);
      g_clear_object (&cli.library);
      g_clear_pointer (&cli.registry, attest_registry_unref);
    }
  g_free (cli.library_path);
  g_free (cli.person);
  return status;
}

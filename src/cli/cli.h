/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record/attest-article.h"
#include "review/attest-comment.h"
#include "review/attest-hidden.h"
#include "review/attest-policy-in-force.h"

G_BEGIN_DECLS

/** CliStatus: the exit statuses of the contract (DESIGN.md section 9). */
typedef enum
{
  CLI_DONE = 0,
  CLI_FINDINGS = 1,
  CLI_USAGE = 2,
  CLI_BAD_INPUT = 3,
  CLI_REFUSED = 4,
  CLI_NO_LIBRARY = 5,
} CliStatus;

/** Cli: what every command is handed: the global options, and the library once a command opened it. */
typedef struct
{
  char *library_path;
  char *person;
  gboolean json;
  AttestRegistry *registry;
  AttestLibrary *library;
} Cli;

/** CliCommand: @arguments: for the usage line; @run gets the command's words, its name first. */
typedef struct
{
  const char *name;
  const char *arguments;
  const char *summary;
  CliStatus (*run) (Cli *cli, int argc, char **argv);
} CliCommand;

/* Every command of the contract; the table is in cli-main.c. */
CliStatus cli_init (Cli *cli, int argc, char **argv);
CliStatus cli_board (Cli *cli, int argc, char **argv);
CliStatus cli_person (Cli *cli, int argc, char **argv);
CliStatus cli_import (Cli *cli, int argc, char **argv);
CliStatus cli_references (Cli *cli, int argc, char **argv);
CliStatus cli_list (Cli *cli, int argc, char **argv);
CliStatus cli_overview (Cli *cli, int argc, char **argv);
CliStatus cli_article (Cli *cli, int argc, char **argv);
CliStatus cli_assign (Cli *cli, int argc, char **argv);
CliStatus cli_show (Cli *cli, int argc, char **argv);
CliStatus cli_save (Cli *cli, int argc, char **argv);
CliStatus cli_submit (Cli *cli, int argc, char **argv);
CliStatus cli_start (Cli *cli, int argc, char **argv);
CliStatus cli_recuse (Cli *cli, int argc, char **argv);
CliStatus cli_withdraw (Cli *cli, int argc, char **argv);
CliStatus cli_verdict (Cli *cli, int argc, char **argv);
CliStatus cli_verdicts (Cli *cli, int argc, char **argv);
CliStatus cli_reaffirm (Cli *cli, int argc, char **argv);
CliStatus cli_comment (Cli *cli, int argc, char **argv);
CliStatus cli_comments (Cli *cli, int argc, char **argv);
CliStatus cli_diff (Cli *cli, int argc, char **argv);
CliStatus cli_check (Cli *cli, int argc, char **argv);
CliStatus cli_parity (Cli *cli, int argc, char **argv);
CliStatus cli_export (Cli *cli, int argc, char **argv);
CliStatus cli_render (Cli *cli, int argc, char **argv);
CliStatus cli_reanchor (Cli *cli, int argc, char **argv);
CliStatus cli_log (Cli *cli, int argc, char **argv);
CliStatus cli_review_record (Cli *cli, int argc, char **argv);
CliStatus cli_merge (Cli *cli, int argc, char **argv);
CliStatus cli_import_comments (Cli *cli, int argc, char **argv);
CliStatus cli_review_file (Cli *cli, int argc, char **argv);
CliStatus cli_policy (Cli *cli, int argc, char **argv);
CliStatus cli_backup (Cli *cli, int argc, char **argv);
CliStatus cli_recover (Cli *cli, int argc, char **argv);
CliStatus cli_doctor (Cli *cli, int argc, char **argv);
CliStatus cli_seal (Cli *cli, int argc, char **argv);

/* ---- Comments of all articles (cli-open-comments.c) ---- */

/** CliOpenComments: @mine, @waiting: one of the two at most, of whoever acts; @limit: 0 for all. */
typedef struct
{
  gboolean mine;
  gboolean waiting;
  gboolean blocking;
  int limit;
} CliOpenComments;

/** cli_dup_comment_subject: Returns: (transfer full): what a comment is about, for people: its quote, or that it is on the whole text or a reference */
char *cli_dup_comment_subject (AttestCommentAbout about, const char *reference, const char *quote);

/** cli_list_open_comments: `comments --all`. */
CliStatus cli_list_open_comments (Cli *cli, const CliOpenComments *options);

/* ---- Comments in another audience's text (cli-comments-in.c) ---- */

/** cli_list_comments_in: `comments ARTICLE --in KEY`. */
CliStatus cli_list_comments_in (Cli *cli, const char *article, const char *audience, const char *in);

/* ---- Policies (cli-policy.c) ---- */

/** cli_add_policy_terms: Adds members that say what approval takes. */
void cli_add_policy_terms (JsonBuilder *builder, const AttestPolicyInForce *policy);

/* ---- Problems (cli-verify.c) ---- */

/** cli_verify: Verifies the log and, with @seal (nullable), whether all is there that was sealed. @heads: (nullable): file with the seal's list. Returns: CLI_FINDINGS when something does not hold */
CliStatus cli_verify (Cli *cli, gboolean deep, const char *seal, const char *heads);
/** cli_print_problems: Returns: CLI_FINDINGS when one of them is a failure; a redaction is told and is none. */
CliStatus cli_print_problems (Cli *cli, GPtrArray *problems);

/* ---- What the commands share (cli-common.c) ---- */

/** cli_parse: Parses the options of a command, the global ones among them. Returns: FALSE after a usage message; @argc and @argv then hold the remaining words, the command's name first. */
gboolean cli_parse (Cli *cli, const GOptionEntry *entries, int *argc, char ***argv);
/** cli_usage: Prints @message and how to get help. Returns: CLI_USAGE */
CliStatus cli_usage (const char *message);
/** cli_not_in_this_version: Returns: CLI_USAGE after saying that @what is not in this version. */
CliStatus cli_not_in_this_version (const char *what);
/** cli_fail: Prints the error. Returns: the status that its domain and code mean. */
CliStatus cli_fail (const GError *error);
/** cli_open: Opens the library (read-only where it cannot be written and @write is FALSE). Returns: FALSE after a message; the status is then CLI_NO_LIBRARY */
gboolean cli_open (Cli *cli, gboolean write);
/** cli_dup_library_path: Returns: (transfer full): `--library`, else the default path */
char *cli_dup_library_path (Cli *cli);
/** cli_load_hidden: What is hidden from whom `--as` or `$ATTEST_PERSON` names; without either nobody in particular reads, and *@hidden (out) is NULL. Where the library has not whom the variable names, it is what is hidden from somebody unknown. Returns: FALSE after a message, with @status */
gboolean cli_load_hidden (Cli *cli, AttestHidden **hidden, CliStatus *status);
/** cli_hides: @hidden: (nullable); @audience: (nullable): any. Whether what others say of a text is hidden from whoever reads, be there anything or not: how much there is would tell of it. */
gboolean cli_hides (AttestHidden *hidden, const char *article, const char *audience);

/** cli_tell_hidden: Says on stderr that something is hidden, and why. */
void cli_tell_hidden (gboolean hides);
/** cli_find_actor: `--as`, `$ATTEST_PERSON`, or the only person. Returns: (transfer full) (nullable): a person's id, or NULL after a message with @status set */
char *cli_find_actor (Cli *cli, CliStatus *status);
/** cli_find_variant: ARTICLE and KEY as the commands take them; @variant NULL when only the article is asked for. Returns: FALSE after a message with @status set */
gboolean cli_find_variant (Cli *cli,
                           const char *article,
                           const char *audience,
                           AttestArticle **found,
                           AttestVariant **variant,
                           CliStatus *status);
/** cli_read_text: Reads a file of at most 10 MB as UTF-8 with LF; says on stderr what was converted. Returns: (transfer full) (nullable): NULL with an ATTEST_IMPORT_ERROR naming the file */
GBytes *cli_read_text (const char *path, GError **error);

/** cli_print_json: Prints one JSON value on stdout and frees @node. */
void cli_print_json (JsonNode *node);
/** cli_print_builder: The same for a builder, which is unreferenced. */
void cli_print_builder (JsonBuilder *builder);
void cli_add_string (JsonBuilder *builder, const char *name, const char *value);
/** cli_add_sentence: a sentence for people, without what a screen needs to show it. @value: (nullable) */
void cli_add_sentence (JsonBuilder *builder, const char *name, const char *value);
/** cli_add_strings: @values: (nullable): NULL is an empty list. */
void cli_add_strings (JsonBuilder *builder, const char *name, GStrv values);
void cli_add_int (JsonBuilder *builder, const char *name, gint64 value);
void cli_add_boolean (JsonBuilder *builder, const char *name, gboolean value);
/** cli_add_time: @time: UTC microseconds, printed as ISO 8601 in UTC. */
void cli_add_time (JsonBuilder *builder, const char *name, gint64 time);
/** cli_print_id: Prints the id of what was made, as `{"id"}` or by itself. @id: (nullable): NULL with @error. Returns: the command's status */
CliStatus cli_print_id (Cli *cli, const char *id, const GError *error);
/** cli_add_number_or_null: A revision's number, null for 0. */
void cli_add_number_or_null (JsonBuilder *builder, const char *name, guint number);

G_END_DECLS

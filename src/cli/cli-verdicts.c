/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli.h"

#include <glib/gi18n-lib.h>

#include "review/attest-review.h"

/* Who gave a verdict, and what changed since in the text that is in review. */

static const char *const class_words[] = {
  [ATTEST_CHANGE_NONE] = N_ ("of this very text"),
  [ATTEST_CHANGE_TYPOGRAPHY] = N_ ("since then only white space or typography changed"),
  [ATTEST_CHANGE_WORDS] =
      N_ ("since then words changed, but no number, unit, drug name, negation, citation or picture"),
  [ATTEST_CHANGE_SAFETY] = N_ ("since then the text changed in what a reader may be harmed by"),
};

static void
add_texts (JsonBuilder *builder, const char *name, AttestTouched touched)
{
  g_auto (GStrv) names = attest_touched_dup_names (touched);

  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; names[i] != NULL; i++)
    json_builder_add_string_value (builder, names[i]);
  json_builder_end_array (builder);
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
add_words (JsonBuilder *builder, const char *name, GBytes *text, gsize start, gsize end)
{
  const char *bytes = g_bytes_get_data (text, NULL);
  g_autofree char *words = start < end ? g_strndup (&bytes[start], end - start) : g_strdup ("");

  cli_add_string (builder, name, words);
}

static void
add_edits (JsonBuilder *builder, const AttestChangeSince *since)
{
  json_builder_set_member_name (builder, "edits");
  json_builder_begin_array (builder);
  for (guint i = 0; i < since->edits->len; i++)
    {
      const AttestTextEdit *edit = &g_array_index (since->edits, AttestTextEdit, i);

      json_builder_begin_object (builder);
      add_range (builder, "old", edit->old_start, edit->old_end);
      add_range (builder, "new", edit->new_start, edit->new_end);
      add_words (builder, "old_words", since->old_text, edit->old_start, edit->old_end);
      add_words (builder, "new_words", since->new_text, edit->new_start, edit->new_end);
      add_texts (builder, "touched", edit->touched);
      cli_add_boolean (builder, "moved", edit->moved);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static char *
dup_name (Cli *cli, const char *id)
{
  g_autoptr (AttestPerson) person = attest_library_find_person (cli->library, id, NULL);

  return g_strdup (person != NULL ? person->name : id);
}

static void
print_since (Cli *cli, const AttestChangeSince *since)
{
  g_autofree char *name = dup_name (cli, since->person);
  g_auto (GStrv) names = attest_touched_dup_names (since->touched);
  g_autofree char *touched = g_strjoinv (", ", names);

  if (since->signed_off)
    g_print (_ ("%s signed off revision %u: %s"), name, since->number, _ (class_words[since->change]));
  else
    g_print (_ ("%s gave a verdict on revision %u: %s"), name, since->number, _ (class_words[since->change]));
  if (touched[0] != '\0')
    g_print (" (%s)", touched);
  if (since->lapsed)
    g_print ("; %s", _ ("the text was withdrawn meanwhile"));
  g_print ("\n");
}

static void
add_since (Cli *cli, JsonBuilder *builder, const AttestChangeSince *since)
{
  g_autofree char *name = dup_name (cli, since->person);

  json_builder_begin_object (builder);
  cli_add_string (builder, "person", since->person);
  cli_add_string (builder, "name", name);
  cli_add_int (builder, "revision", since->number);
  cli_add_time (builder, "time", since->time);
  cli_add_string (builder, "meaning", since->meaning);
  cli_add_boolean (builder, "sign_off", since->signed_off);
  cli_add_boolean (builder, "lapsed", since->lapsed);
  cli_add_boolean (builder, "may_reaffirm", attest_change_since_may_reaffirm (since, NULL));
  cli_add_string (builder, "change", attest_change_class_to_string (since->change));
  add_texts (builder, "touched", since->touched);
  cli_add_boolean (builder, "disclaimer", since->disclaimer);
  cli_add_boolean (builder, "references", since->references);
  add_edits (builder, since);
  json_builder_end_object (builder);
}

static void
take_out_hidden (AttestHidden *hidden, GPtrArray *changes)
{
  for (guint i = changes->len; hidden != NULL && i > 0; i--)
    {
      const AttestChangeSince *since = changes->pdata[i - 1];

      if (attest_hidden_has_event_with_hash (hidden, since->verdict))
        g_ptr_array_remove_index (changes, i - 1);
    }
}

CliStatus
cli_verdicts (Cli *cli, int argc, char **argv)
{
  g_autofree char *audience = NULL;
  const GOptionEntry entries[] = {
    { "audience", 0, 0, G_OPTION_ARG_STRING, &audience, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (AttestArticle) article = NULL;
  g_autoptr (AttestVariant) variant = NULL;
  g_autoptr (GPtrArray) changes = NULL;
  g_autoptr (JsonBuilder) builder = NULL;
  g_autoptr (AttestHidden) hidden = NULL;
  g_autoptr (GError) error = NULL;
  CliStatus status = CLI_DONE;

  if (!cli_parse (cli, entries, &argc, &argv))
    return CLI_USAGE;
  if (argc != 2)
    return cli_usage (_ ("“verdicts” takes one article"));
  if (!cli_open (cli, FALSE))
    return CLI_NO_LIBRARY;
  if (!cli_find_variant (cli, argv[1], audience, &article, &variant, &status) ||
      !cli_load_hidden (cli, &hidden, &status))
    return status;
  changes = attest_review_list_changes_since (cli->library, article->id, variant->audience, NULL, &error);
  if (changes == NULL)
    return cli_fail (error);

  take_out_hidden (hidden, changes);
  builder = json_builder_begin_object (json_builder_new ());
  json_builder_set_member_name (builder, "verdicts");
  json_builder_begin_array (builder);
  for (guint i = 0; i < changes->len; i++)
    if (cli->json)
      add_since (cli, builder, changes->pdata[i]);
    else
      print_since (cli, changes->pdata[i]);
  json_builder_end_array (builder);
  cli_add_boolean (builder, "hidden", cli_hides (hidden, article->id, variant->audience));
  json_builder_end_object (builder);
  cli_tell_hidden (cli_hides (hidden, article->id, variant->audience));
  if (cli->json)
    cli_print_builder (g_steal_pointer (&builder));
  return CLI_DONE;
}

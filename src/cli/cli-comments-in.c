/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "review/attest-review.h"
#include "text/attest-change-class.h"

static void
add_range (JsonBuilder *builder, const AttestRange *range)
{
  cli_add_int (builder, "start", (gint64) range->start);
  cli_add_int (builder, "end", (gint64) range->end);
}

static void
add_names (JsonBuilder *builder, AttestTouched touched)
{
  g_auto (GStrv) names = attest_touched_dup_names (touched);

  json_builder_set_member_name (builder, "differs");
  json_builder_begin_array (builder);
  for (guint i = 0; names[i] != NULL; i++)
    json_builder_add_string_value (builder, names[i]);
  json_builder_end_array (builder);
}

static void
add_candidates (JsonBuilder *builder, const AttestCounterpart *counterpart)
{
  json_builder_set_member_name (builder, "candidates");
  json_builder_begin_array (builder);
  for (guint i = 0; counterpart->state == ATTEST_ANCHOR_ORPHAN && i < counterpart->places->len; i++)
    {
      const AttestCounterpartPlace *place = &g_array_index (counterpart->places, AttestCounterpartPlace, i);

      json_builder_begin_object (builder);
      cli_add_string (builder, "kind", attest_counterpart_kind_to_string (place->kind));
      add_range (builder, &place->range);
      add_names (builder, place->touched);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_counterpart (JsonBuilder *builder, const AttestComment *comment, const AttestCounterpart *counterpart)
{
  const AttestCounterpartPlace *place = counterpart->state != ATTEST_ANCHOR_ORPHAN
                                            ? &g_array_index (counterpart->places, AttestCounterpartPlace, 0)
                                            : NULL;
  g_autofree char *message = attest_counterpart_dup_message (counterpart, 0);

  json_builder_begin_object (builder);
  cli_add_string (builder, "id", comment->id);
  cli_add_string (builder, "audience", comment->audience);
  cli_add_string (builder, "quote", comment->anchor->exact);
  cli_add_string (builder, "state", attest_anchor_state_to_string (counterpart->state));
  if (place != NULL)
    add_range (builder, &place->range);
  else
    {
      json_builder_set_member_name (builder, "start");
      json_builder_add_null_value (builder);
      json_builder_set_member_name (builder, "end");
      json_builder_add_null_value (builder);
    }
  add_names (builder, place != NULL ? place->touched : ATTEST_TOUCHED_NOTHING);
  add_candidates (builder, counterpart);
  cli_add_string (builder, "heading", counterpart->heading);
  cli_add_string (builder, "message", message);
  json_builder_end_object (builder);
}

static void
print_counterpart (const AttestComment *comment, const AttestCounterpart *counterpart, const char *other)
{
  g_autofree char *message = attest_counterpart_dup_message (counterpart, 0);

  g_print ("%s  [%s] “%s”\n  %s\n",
           comment->id,
           attest_anchor_state_to_string (counterpart->state),
           comment->anchor->exact,
           message);
  if (counterpart->places->len > 0)
    {
      const AttestCounterpartPlace *place = &g_array_index (counterpart->places, AttestCounterpartPlace, 0);
      gsize length = place->range.end - place->range.start;
      gsize line = strcspn (other + place->range.start, "\n");

      g_print ("  “%.*s”\n", (int) MIN (length, line), other + place->range.start);
    }
}

static void
print_all (Cli *cli, GPtrArray *comments, GPtrArray *counterparts, GBytes *other, gboolean hides)
{
  g_autofree char *text = g_strndup (g_bytes_get_data (other, NULL), g_bytes_get_size (other));
  JsonBuilder *builder = NULL;

  if (!cli->json)
    {
      for (guint i = 0; i < comments->len; i++)
        print_counterpart (comments->pdata[i], counterparts->pdata[i], text);
      return;
    }
  builder = json_builder_begin_object (json_builder_new ());
  json_builder_set_member_name (builder, "comments");
  json_builder_begin_array (builder);
  for (guint i = 0; i < comments->len; i++)
    add_counterpart (builder, comments->pdata[i], counterparts->pdata[i]);
  json_builder_end_array (builder);
  cli_add_boolean (builder, "hidden", hides);
  json_builder_end_object (builder);
  cli_print_builder (builder);
}

static GBytes *
load_newest (Cli *cli, const AttestVariant *variant, GError **error)
{
  g_autoptr (AttestRevision) revision = attest_library_load_revision (cli->library, variant->newest, error);

  return revision != NULL ? attest_library_load_content (cli->library, revision->text, error) : NULL;
}

/* What is about no words has no place in any text. */
static void
keep_those_on_words (GPtrArray *comments)
{
  for (guint i = comments->len; i > 0; i--)
    if (((const AttestComment *) comments->pdata[i - 1])->about != ATTEST_COMMENT_ABOUT_WORDS)
      g_ptr_array_remove_index (comments, i - 1);
}

CliStatus
cli_list_comments_in (Cli *cli, const char *name, const char *audience, const char *in)
{
  g_autoptr (AttestArticle) article = NULL;
  g_autoptr (AttestVariant) variant = NULL;
  g_autoptr (AttestVariant) other_variant = NULL;
  g_autoptr (GPtrArray) comments = NULL;
  g_autoptr (GPtrArray) counterparts = NULL;
  g_autoptr (GBytes) text = NULL;
  g_autoptr (GBytes) other = NULL;
  g_autoptr (AttestHidden) hidden = NULL;
  g_autoptr (GError) error = NULL;
  CliStatus status = CLI_DONE;

  if (!cli_open (cli, FALSE))
    return CLI_NO_LIBRARY;
  if (!cli_find_variant (cli, name, audience, &article, &variant, &status))
    return status;
  g_clear_pointer (&article, attest_article_free);
  if (!cli_find_variant (cli, name, in, &article, &other_variant, &status))
    return status;
  if (!cli_load_hidden (cli, &hidden, &status))
    return status;
  if (g_str_equal (variant->audience, other_variant->audience))
    return cli_usage (_ ("--in is another audience than the comments’ own"));
  comments = attest_review_list_comments (cli->library, variant->article, variant->audience, NULL, &error);
  text = comments != NULL ? load_newest (cli, variant, &error) : NULL;
  other = text != NULL ? load_newest (cli, other_variant, &error) : NULL;
  if (other == NULL)
    return cli_fail (error);
  if (hidden != NULL)
    attest_hidden_take_out (hidden, comments);
  keep_those_on_words (comments);
  counterparts = attest_comments_find_counterparts (comments, text, other);
  print_all (cli, comments, counterparts, other, cli_hides (hidden, variant->article, variant->audience));
  cli_tell_hidden (cli_hides (hidden, variant->article, variant->audience));

  return CLI_DONE;
}

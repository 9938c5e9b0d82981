/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli.h"

#include <glib/gi18n-lib.h>

#include "text/attest-anchor.h"

static gboolean
is_offset (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_INT64 && json_node_get_int (node) >= 0;
}

static gboolean
is_text (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING;
}

static AttestAnchor *
read_anchor (JsonNode *node)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

  if (object == NULL || !is_offset (object, "start") || !is_offset (object, "end") || !is_text (object, "exact"))
    return NULL;
  return attest_anchor_new_from_parts ((gsize) json_object_get_int_member (object, "start"),
                                       (gsize) json_object_get_int_member (object, "end"),
                                       json_object_get_string_member (object, "exact"),
                                       json_object_get_string_member_with_default (object, "prefix", ""),
                                       json_object_get_string_member_with_default (object, "suffix", ""));
}

static GPtrArray *
read_anchors (const char *path, GError **error)
{
  g_autoptr (GPtrArray) anchors = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_anchor_free);
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  JsonArray *array;

  if (!json_parser_load_from_file (parser, path, error))
    {
      g_prefix_error (error, _ ("“%s” cannot be read: "), path);
      return NULL;
    }
  if (json_parser_get_root (parser) == NULL || !JSON_NODE_HOLDS_ARRAY (json_parser_get_root (parser)))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("“%s” holds no list of anchors"), path);
      return NULL;
    }
  array = json_node_get_array (json_parser_get_root (parser));
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      AttestAnchor *anchor = read_anchor (json_array_get_element (array, i));

      if (anchor == NULL)
        {
          g_set_error (error,
                       G_IO_ERROR,
                       G_IO_ERROR_INVALID_DATA,
                       _ ("Anchor %u of “%s” lacks start, end or exact"),
                       i + 1,
                       path);
          return NULL;
        }
      g_ptr_array_add (anchors, anchor);
    }
  return g_steal_pointer (&anchors);
}

static JsonNode *
describe_placements (GPtrArray *placements)
{
  JsonBuilder *builder = json_builder_begin_array (json_builder_new ());
  JsonNode *root;

  for (guint i = 0; i < placements->len; i++)
    {
      const AttestPlacement *placement = placements->pdata[i];

      json_builder_begin_object (builder);
      cli_add_string (builder, "state", attest_anchor_state_to_string (placement->state));
      json_builder_set_member_name (builder, "start");
      if (placement->state == ATTEST_ANCHOR_ORPHAN)
        json_builder_add_null_value (builder);
      else
        json_builder_add_int_value (builder, (gint64) placement->start);
      json_builder_set_member_name (builder, "end");
      if (placement->state == ATTEST_ANCHOR_ORPHAN)
        json_builder_add_null_value (builder);
      else
        json_builder_add_int_value (builder, (gint64) placement->end);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  root = json_builder_get_root (builder);
  g_object_unref (builder);
  return root;
}

CliStatus
cli_reanchor (Cli *cli, int argc, char **argv)
{
  g_autoptr (GBytes) old_text = NULL;
  g_autoptr (GBytes) new_text = NULL;
  g_autoptr (GPtrArray) anchors = NULL;
  g_autoptr (GPtrArray) placements = NULL;
  g_autoptr (AttestDiff) diff = NULL;
  g_autoptr (GError) error = NULL;

  if (!cli_parse (cli, NULL, &argc, &argv))
    return CLI_USAGE;
  if (argc != 4)
    return cli_usage (_ ("“reanchor” takes the old text, the new text and the anchors"));
  old_text = cli_read_text (argv[1], &error);
  if (old_text != NULL)
    new_text = cli_read_text (argv[2], &error);
  if (new_text != NULL)
    anchors = read_anchors (argv[3], &error);
  if (anchors == NULL)
    return cli_fail (error);
  diff = attest_diff_new (old_text, new_text);
  placements = attest_anchors_place (diff, anchors);
  cli_print_json (describe_placements (placements));
  return CLI_DONE;
}

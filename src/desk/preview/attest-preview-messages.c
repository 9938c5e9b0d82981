/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "preview/attest-preview-messages.h"

#include <json-glib/json-glib.h>

#include "preview/attest-preview-places.h"

static void
add_int (JsonBuilder *builder, const char *name, gint64 value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, value);
}

static void
add_string (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

static void
add_boolean (JsonBuilder *builder, const char *name, gboolean value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_boolean_value (builder, value);
}

/* Ends the object and frees @builder. */
static char *
finish (JsonBuilder *builder)
{
  g_autoptr (JsonNode) root = NULL;

  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  g_object_unref (builder);
  return json_to_string (root, FALSE);
}

static gboolean
find_places (AttestRendering *shown, gsize start, gsize end, AttestPreviewPlace *first, AttestPreviewPlace *last)
{
  gsize text_start, text_end;

  return attest_rendering_source_to_text (shown, start, end, &text_start, &text_end) && text_start < text_end &&
         attest_preview_place_at_text (shown, text_start, first) &&
         attest_preview_place_at_text (shown, text_end, last);
}

static void
add_places (JsonBuilder *builder, const AttestPreviewPlace *first, const AttestPreviewPlace *last)
{
  add_int (builder, "block", first->block);
  add_int (builder, "offset", first->offset);
  add_int (builder, "endBlock", last->block);
  add_int (builder, "endOffset", last->offset);
}

char *
attest_preview_patch_message (AttestRendering *shown, AttestRendering *wanted, gint64 generation, const char *footer)
{
  AttestPreviewPatch patch = attest_preview_find_patch (shown, wanted);
  const char *html = wanted != NULL ? attest_rendering_get_html (wanted, NULL) : "";
  gsize n_blocks;
  const AttestRenderedBlock *blocks = wanted != NULL ? attest_rendering_get_blocks (wanted, &n_blocks) : NULL;
  JsonBuilder *builder = json_builder_begin_object (json_builder_new ());

  add_int (builder, "generation", generation);
  add_int (builder, "first", patch.first);
  add_int (builder, "removed", patch.removed);
  json_builder_set_member_name (builder, "blocks");
  json_builder_begin_array (builder);
  for (guint i = patch.first; i < patch.first + patch.added; i++)
    {
      g_autofree char *block = g_strndup (html + blocks[i].html_start, blocks[i].html_end - blocks[i].html_start);

      json_builder_add_string_value (builder, block);
    }
  json_builder_end_array (builder);
  add_string (builder, "footer", footer != NULL ? footer : "");
  return finish (builder);
}

char *
attest_preview_mark_message (AttestRendering *shown, const AttestPreviewMark *marks, gsize n_marks)
{
  JsonBuilder *builder = json_builder_begin_object (json_builder_new ());

  json_builder_set_member_name (builder, "marks");
  json_builder_begin_array (builder);
  for (gsize i = 0; i < n_marks; i++)
    {
      AttestPreviewPlace first, last;

      if (!find_places (shown, marks[i].start, marks[i].end, &first, &last))
        continue;
      json_builder_begin_object (builder);
      add_places (builder, &first, &last);
      add_boolean (builder, "blocking", marks[i].blocking);
      add_boolean (builder, "selected", marks[i].selected);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  return finish (builder);
}

char *
attest_preview_reveal_message (AttestRendering *shown, gsize start, gsize end)
{
  AttestPreviewPlace first, last;
  JsonBuilder *builder;

  if (!find_places (shown, start, end, &first, &last))
    return NULL;
  builder = json_builder_begin_object (json_builder_new ());
  add_places (builder, &first, &last);
  return finish (builder);
}

char *
attest_preview_scroll_message (AttestRendering *shown, gsize byte, double fraction)
{
  JsonBuilder *builder = json_builder_begin_object (json_builder_new ());

  add_int (builder, "block", attest_preview_block_at_source (shown, byte));
  json_builder_set_member_name (builder, "fraction");
  json_builder_add_double_value (builder, fraction);
  return finish (builder);
}

char *
attest_preview_look_message (gboolean dark, gboolean high_contrast)
{
  JsonBuilder *builder = json_builder_begin_object (json_builder_new ());

  add_string (builder, "theme", dark ? "dark" : "light");
  add_string (builder, "contrast", high_contrast ? "more" : "normal");
  return finish (builder);
}

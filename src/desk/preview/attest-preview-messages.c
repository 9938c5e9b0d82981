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

static void
add_blocks (JsonBuilder *builder, AttestRendering *rendering, guint first, guint count)
{
  const char *html = rendering != NULL ? attest_rendering_get_html (rendering, NULL) : "";
  gsize n_blocks;
  const AttestRenderedBlock *blocks = rendering != NULL ? attest_rendering_get_blocks (rendering, &n_blocks) : NULL;

  json_builder_set_member_name (builder, "blocks");
  json_builder_begin_array (builder);
  for (guint i = first; i < first + count; i++)
    {
      g_autofree char *block = g_strndup (html + blocks[i].html_start, blocks[i].html_end - blocks[i].html_start);

      json_builder_add_string_value (builder, block);
    }
  json_builder_end_array (builder);
}

/* Where somebody types matters only to a block that comes with this patch. */
static gboolean
find_typed_place (GArray *edits, AttestRendering *wanted, gsize typed, AttestPreviewPlace *place)
{
  guint block = attest_preview_block_at_source (wanted, typed);
  gsize n_blocks = 0;
  const AttestRenderedBlock *blocks = attest_rendering_get_blocks (wanted, &n_blocks);
  gsize text_start = 0;
  gsize text_end = 0;
  guint shift = 0;

  for (guint i = 0; i < edits->len; i++)
    {
      const AttestPreviewEdit *edit = &g_array_index (edits, AttestPreviewEdit, i);
      guint first = edit->first + shift;

      shift += edit->added - edit->removed;
      if (block < first || block >= first + edit->added)
        continue;
      if (!attest_rendering_source_to_text (wanted, blocks[block].start, typed, &text_start, &text_end))
        text_end = blocks[block].text_start;
      return attest_preview_place_at_text (wanted, MIN (text_end, blocks[block].text_end), place);
    }
  return FALSE;
}

char *
attest_preview_patch_message (AttestRendering *shown,
                              AttestRendering *wanted,
                              gint64 generation,
                              const char *footer,
                              gboolean keep,
                              gsize typed)
{
  g_autoptr (GArray) edits = attest_preview_find_edits (shown, wanted);
  JsonBuilder *builder = json_builder_begin_object (json_builder_new ());
  AttestPreviewPlace place;
  guint shift = 0;

  add_int (builder, "generation", generation);
  json_builder_set_member_name (builder, "edits");
  json_builder_begin_array (builder);
  for (guint i = 0; i < edits->len; i++)
    {
      const AttestPreviewEdit *edit = &g_array_index (edits, AttestPreviewEdit, i);

      json_builder_begin_object (builder);
      add_int (builder, "first", edit->first);
      add_int (builder, "removed", edit->removed);
      add_blocks (builder, wanted, edit->first + shift, edit->added);
      json_builder_end_object (builder);
      shift += edit->added - edit->removed;
    }
  json_builder_end_array (builder);
  add_string (builder, "footer", footer != NULL ? footer : "");
  add_boolean (builder, "keep", keep);
  if (keep && typed != G_MAXSIZE && wanted != NULL && find_typed_place (edits, wanted, typed, &place))
    {
      json_builder_set_member_name (builder, "typed");
      json_builder_begin_object (builder);
      add_places (builder, &place, &place);
      json_builder_end_object (builder);
    }
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

/* The first text of a line; of one that nothing is seen of, the text that follows it. */
static gboolean
find_line (AttestRendering *shown, gsize byte, AttestPreviewPlace *place)
{
  gsize n_blocks, text_start;
  const AttestRenderedBlock *blocks = attest_rendering_get_blocks (shown, &n_blocks);
  guint number = attest_preview_block_at_source (shown, byte);

  if (n_blocks == 0)
    return FALSE;
  if (byte < blocks[number].end &&
      attest_rendering_source_to_text (shown, byte, blocks[number].end, &text_start, NULL) &&
      attest_preview_place_at_text (shown, text_start, place))
    return TRUE;
  if (byte >= blocks[number].end && number + 1 < n_blocks)
    number++;
  *place = (AttestPreviewPlace) { number, 0 };
  return TRUE;
}

char *
attest_preview_scroll_message (AttestRendering *shown, gsize byte, double fraction)
{
  JsonBuilder *builder = json_builder_begin_object (json_builder_new ());
  AttestPreviewPlace place = { 0 };

  find_line (shown, byte, &place);
  add_int (builder, "block", place.block);
  add_int (builder, "offset", place.offset);
  json_builder_set_member_name (builder, "fraction");
  json_builder_add_double_value (builder, fraction);
  return finish (builder);
}

char *
attest_preview_look_message (const AttestPreviewLook *look)
{
  JsonBuilder *builder = json_builder_begin_object (json_builder_new ());

  add_string (builder, "theme", look->dark ? "dark" : "light");
  add_string (builder, "contrast", look->high_contrast ? "more" : "normal");
  add_string (builder, "motion", look->still ? "none" : "some");
  add_string (builder, "columns", look->from_right ? "rtl" : "ltr");
  return finish (builder);
}

char *
attest_preview_beside_message (AttestRendering *rendering, const char *footer)
{
  JsonBuilder *builder = json_builder_begin_object (json_builder_new ());
  gsize n_blocks = 0;

  json_builder_set_member_name (builder, "text");
  if (rendering == NULL)
    {
      json_builder_add_null_value (builder);
      return finish (builder);
    }
  attest_rendering_get_blocks (rendering, &n_blocks);
  json_builder_begin_object (builder);
  add_blocks (builder, rendering, 0, (guint) n_blocks);
  add_string (builder, "footer", footer != NULL ? footer : "");
  json_builder_end_object (builder);
  return finish (builder);
}

char *
attest_preview_pair_message (GArray *pairs)
{
  JsonBuilder *builder = json_builder_begin_object (json_builder_new ());

  json_builder_set_member_name (builder, "pairs");
  json_builder_begin_array (builder);
  for (guint i = 0; pairs != NULL && i < pairs->len; i++)
    {
      const AttestPreviewPair *pair = &g_array_index (pairs, AttestPreviewPair, i);

      json_builder_begin_array (builder);
      json_builder_add_int_value (builder, pair->own);
      json_builder_add_int_value (builder, pair->beside);
      json_builder_end_array (builder);
    }
  json_builder_end_array (builder);
  return finish (builder);
}

char *
attest_preview_changes_message (AttestRendering *shown, AttestRendering *beside, GArray *changes)
{
  static const char *const names[] = {
    [ATTEST_PREVIEW_DELETED] = "deleted",
    [ATTEST_PREVIEW_INSERTED] = "inserted",
    [ATTEST_PREVIEW_MOVED] = "moved",
    [ATTEST_PREVIEW_CURRENT] = "current-change",
  };
  JsonBuilder *builder = json_builder_begin_object (json_builder_new ());

  json_builder_set_member_name (builder, "changes");
  json_builder_begin_array (builder);
  for (guint i = 0; changes != NULL && i < changes->len; i++)
    {
      const AttestPreviewChange *change = &g_array_index (changes, AttestPreviewChange, i);
      AttestRendering *rendering = change->beside ? beside : shown;
      AttestPreviewPlace first, last;

      if (rendering == NULL || !find_places (rendering, change->start, change->end, &first, &last))
        continue;
      json_builder_begin_object (builder);
      add_places (builder, &first, &last);
      add_boolean (builder, "beside", change->beside);
      add_string (builder, "name", names[change->kind]);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  return finish (builder);
}

char *
attest_preview_find_message (const char *text)
{
  JsonBuilder *builder = json_builder_begin_object (json_builder_new ());

  add_string (builder, "text", text);
  return finish (builder);
}

char *
attest_preview_step_message (int step)
{
  JsonBuilder *builder = json_builder_begin_object (json_builder_new ());

  add_int (builder, "step", step);
  return finish (builder);
}

char *
attest_preview_print_message (const char *const *lines)
{
  JsonBuilder *builder = json_builder_begin_object (json_builder_new ());

  json_builder_set_member_name (builder, "lines");
  json_builder_begin_array (builder);
  for (guint i = 0; lines[i] != NULL; i++)
    json_builder_add_string_value (builder, lines[i]);
  json_builder_end_array (builder);
  return finish (builder);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "exchange/attest-import-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A line at least this long was cut by its program's margin and not by the author. */
#define WRAPPED_LENGTH 45
#define MAX_LIST_DEPTH 16
/* Bullets that mean something by themselves stay in the text. */
#define MEANINGFUL_BULLETS "✓✔✗✘☐☑☒⚠"

/* One open level of a list. @column: of its items' text in the Markdown. */
typedef struct
{
  guint indent;
  gunichar glyph;
  guint number;
  guint column;
} Level;

/*
 * Builder: reads the lines once.
 * @headings: for each line, its heading level or 0
 * Invariant: @depth levels are open, each with an indent and a column larger than those of the level before it, or the same indent and another glyph.
 */
typedef struct
{
  AttestImported *imported;
  GPtrArray *lines;
  GPtrArray *blocks;
  guint *headings;
  Level levels[MAX_LIST_DEPTH];
  guint depth;
} Builder;

static AttestImportLine *
get_line (GPtrArray *lines, guint index)
{
  return g_ptr_array_index (lines, index);
}

/* Blank, left out, or beyond the end. */
static gboolean
is_gap (GPtrArray *lines, guint index)
{
  AttestImportLine *line = index < lines->len ? get_line (lines, index) : NULL;

  return !line || *line->text == '\0' || line->left_out;
}

static gunichar
get_last_character (const char *text)
{
  return *text ? g_utf8_get_char (g_utf8_prev_char (text + strlen (text))) : 0;
}

static gboolean
ends_sentence (const char *text)
{
  gunichar last = get_last_character (text);

  return last == '.' || last == '!' || last == '?' || last == ':' || last == 0x3002;
}

/* Whether most of the longer words begin with a capital, or nothing is in lower case. */
static gboolean
is_title_case (const char *text)
{
  g_auto (GStrv) words = g_strsplit_set (text, " -/", -1);
  guint longer = 0;
  guint capital = 0;
  gboolean has_lower = FALSE;

  for (const char *c = text; *c; c = g_utf8_next_char (c))
    has_lower |= g_unichar_islower (g_utf8_get_char (c));
  for (guint i = 0; words[i]; i++)
    if (g_utf8_strlen (words[i], -1) >= 4 && g_unichar_isalpha (g_utf8_get_char (words[i])))
      {
        longer++;
        capital += g_unichar_isupper (g_utf8_get_char (words[i]));
      }
  return !has_lower || (longer > 0 && capital * 4 >= longer * 3);
}

static gboolean
get_marker (GPtrArray *lines, guint index, gsize *text_start, gunichar *glyph, guint *number)
{
  *text_start = is_gap (lines, index) ? 0 : attest_import_skip_marker (get_line (lines, index)->text, glyph, number);
  return *text_start > 0;
}

static gboolean
has_neighbour (GPtrArray *lines, guint index, gunichar glyph, guint number)
{
  gsize start;
  gunichar other;
  guint other_number;
  guint seen = 0;

  for (guint i = attest_import_next_line (lines, index + 1); i < lines->len && seen < 12;
       i = attest_import_next_line (lines, i + 1), seen++)
    if (get_marker (lines, i, &start, &other, &other_number) && other == glyph && (glyph || other_number == number + 1))
      return TRUE;
  for (guint i = index; i-- > 0 && seen < 24; seen++)
    if (get_marker (lines, i, &start, &other, &other_number) && other == glyph && (glyph || other_number + 1 == number))
      return TRUE;
  return FALSE;
}

static guint
previous_line (GPtrArray *lines, guint index)
{
  while (index > 0 && is_gap (lines, index - 1))
    index--;
  return index > 0 ? index - 1 : lines->len;
}

static gboolean
follows_colon (GPtrArray *lines, guint index)
{
  guint before = previous_line (lines, index);

  return before < lines->len && get_last_character (get_line (lines, before)->text) == ':';
}

/* Whether a line is a list item, from its marker and its neighbours: "2019. A year" and "- so to say" are not. */
static gboolean
is_item (GPtrArray *lines, guint index, gsize *text_start, gunichar *glyph, guint *number)
{
  if (!get_marker (lines, index, text_start, glyph, number))
    return FALSE;
  if (*glyph == 0)
    return has_neighbour (lines, index, 0, *number) || (*number == 1 && follows_colon (lines, index));
  if (*glyph < 0x80 || *glyph == 0x2013 || *glyph == 0x2014)
    return has_neighbour (lines, index, *glyph, 0) || follows_colon (lines, index);
  return TRUE;
}

static gboolean
is_plain_paragraph (GPtrArray *lines, guint index)
{
  gsize start;
  gunichar glyph;
  guint number;

  return index < lines->len && !get_marker (lines, index, &start, &glyph, &number) &&
         (g_utf8_strlen (get_line (lines, index)->text, -1) > 60 || ends_sentence (get_line (lines, index)->text));
}

static guint
count_words (const char *text)
{
  guint words = 1;

  for (; *text; text++)
    words += *text == ' ';
  return words;
}

/* A full stop, and after it something that begins a sentence. */
static gboolean
has_sentence_end_inside (const char *text)
{
  for (const char *c = text; *c; c++)
    if (strchr (".!?", *c) && c[1] == ' ' && (g_ascii_isdigit (c[2]) || g_unichar_isupper (g_utf8_get_char (c + 2))))
      return TRUE;
  return FALSE;
}

static gboolean
may_be_heading (GPtrArray *lines, guint index)
{
  AttestImportLine *line = get_line (lines, index);
  gboolean gap_before = index == 0 || is_gap (lines, index - 1);
  gboolean gap_after = is_gap (lines, index + 1);
  guint next = attest_import_next_line (lines, index + 1);
  gsize start;
  gunichar glyph;
  guint number;
  gboolean numbered;

  if (next == lines->len || !attest_import_is_title_like (line->text) || strlen (line->text) > 120 ||
      count_words (line->text) > 14)
    return FALSE;
  numbered = get_marker (lines, index, &start, &glyph, &number);
  if (has_sentence_end_inside (line->text + start))
    return FALSE;
  /* "1. Overview" with text of its own below is a heading that has a number, not an item of a list. */
  if (numbered)
    return gap_before && gap_after && is_plain_paragraph (lines, next) &&
           get_line (lines, next)->indent <= line->indent;
  if (gap_before && gap_after)
    return TRUE;
  if (gap_after)
    return FALSE;
  if (!gap_before && !ends_sentence (get_line (lines, index - 1)->text) &&
      !get_marker (lines, index - 1, &start, &glyph, &number))
    return FALSE;
  if (line->indent > get_line (lines, next)->indent && !get_marker (lines, next, &start, &glyph, &number))
    return FALSE;
  return (is_title_case (line->text) || get_last_character (line->text) == '?') && strlen (line->text) <= 90 &&
         (get_marker (lines, next, &start, &glyph, &number) || is_plain_paragraph (lines, next));
}

static gboolean
is_certain_heading (const char *text)
{
  return count_words (text) > 1 && (is_title_case (text) || get_last_character (text) == '?');
}

/*
 * A heading has text below it. Two in a row are a heading and one below it; a longer row may be a list that lost its bullets, and those of its
 * lines that are not surely headings stay paragraphs.
 */
static void
find_headings (Builder *builder)
{
  guint index = attest_import_next_line (builder->lines, 0);

  while (index < builder->lines->len)
    {
      guint run = 0;
      guint last = index;
      guint i;

      for (i = index; i < builder->lines->len && may_be_heading (builder->lines, i);
           i = attest_import_next_line (builder->lines, i + 1))
        {
          run++;
          last = i;
        }
      if (run == 0)
        {
          index = attest_import_next_line (builder->lines, index + 1);
          continue;
        }
      if (run <= 2)
        {
          builder->headings[last] = 3;
          builder->headings[index] = 2;
        }
      for (guint j = index; run > 2 && j <= last; j = attest_import_next_line (builder->lines, j + 1))
        if (is_certain_heading (get_line (builder->lines, j)->text))
          builder->headings[j] = 2;
      index = i;
    }
}

static void
free_number (gpointer data)
{
  AttestImportNumber *number = data;

  g_array_unref (number->numbers);
  g_free (number);
}

static void
free_block (gpointer data)
{
  AttestImportBlock *block = data;

  g_string_free (block->text, TRUE);
  g_ptr_array_unref (block->numbers);
  g_free (block);
}

static AttestImportBlock *
add_block (Builder *builder, AttestImportBlockKind kind, const char *text)
{
  AttestImportBlock *block = g_new0 (AttestImportBlock, 1);

  block->kind = kind;
  block->text = g_string_new (text);
  block->numbers = g_ptr_array_new_with_free_func (free_number);
  g_ptr_array_add (builder->blocks, block);
  return block;
}

static AttestImportBlock *
get_last_block (Builder *builder)
{
  return builder->blocks->len > 0 ? g_ptr_array_index (builder->blocks, builder->blocks->len - 1) : NULL;
}

static void
append_wrapped (AttestImportBlock *block, const char *text)
{
  g_string_append_c (block->text, '\n');
  g_string_append (block->text, text);
}

static gboolean
begins_lower (const char *text)
{
  gunichar first = g_utf8_get_char (text);

  return g_unichar_islower (first) || first == '(';
}

/* Opens, keeps or closes levels so that the last one open is the item's. */
static void
find_level (Builder *builder, guint indent, gunichar glyph, guint number)
{
  guint column;

  while (builder->depth > 0 && builder->levels[builder->depth - 1].indent > indent)
    builder->depth--;

  /* Where all bullets stand at one indent, another sign is another level: the one it had before, else a deeper one. */
  for (guint i = builder->depth; i-- > 0 && builder->levels[i].indent == indent;)
    if (builder->levels[i].glyph == glyph)
      {
        builder->depth = i + 1;
        builder->levels[i].number = number;
        return;
      }
  if (builder->depth > 0 && builder->levels[builder->depth - 1].indent == indent && glyph == 0)
    builder->depth--;
  if (builder->depth == MAX_LIST_DEPTH)
    return;

  column = builder->depth > 0 ? builder->levels[builder->depth - 1].column : 0;
  builder->levels[builder->depth++] = (Level) { indent,
                                                glyph,
                                                number,
                                                column + (glyph          ? 2
                                                          : number < 10  ? 3
                                                          : number < 100 ? 4
                                                                         : 5) };
}

static void
add_item (Builder *builder, guint index, gsize text_start, gunichar glyph, guint number)
{
  AttestImportLine *line = get_line (builder->lines, index);
  gboolean meaningful = glyph && g_utf8_strchr (MEANINGFUL_BULLETS, -1, glyph);
  AttestImportBlock *block;

  find_level (builder, line->indent, glyph, number);
  block = add_block (builder,
                     glyph ? ATTEST_IMPORT_BLOCK_BULLET : ATTEST_IMPORT_BLOCK_ORDERED,
                     line->text + (meaningful ? 0 : text_start));
  block->number = number;
  block->column = builder->levels[builder->depth - 1].column;
}

static guint
count_cells (const char *text)
{
  guint cells = 1;

  for (const char *c = text; *c; c++)
    cells += *c == '\t';
  return cells;
}

/* Rows of at least two cells each, the same number in all, at least two rows. */
static guint
count_table_rows (GPtrArray *lines, guint index)
{
  guint cells = count_cells (get_line (lines, index)->text);
  guint rows = 0;

  while (cells > 1 && !is_gap (lines, index + rows) && count_cells (get_line (lines, index + rows)->text) == cells)
    rows++;
  return rows >= 2 ? rows : 0;
}

static void
add_table (Builder *builder, guint index, guint rows)
{
  g_autofree char *quote = attest_import_quote (get_line (builder->lines, index)->text);

  builder->depth = 0;
  for (guint i = 0; i < rows; i++)
    add_block (builder, ATTEST_IMPORT_BLOCK_TABLE_ROW, get_line (builder->lines, index + i)->text);
  attest_import_warn (
      builder->imported,
      "table",
      g_strdup_printf (
          ngettext ("%u line from “%s” on was taken as a table.", "%u lines from “%s” on were taken as a table.", rows),
          rows,
          quote));
}

static gboolean
is_rule (const char *text)
{
  return strlen (text) >= 3 && (strspn (text, "-") == strlen (text) || strspn (text, "_") == strlen (text) ||
                                strspn (text, "*") == strlen (text));
}

/* A line without a marker: more of the item or paragraph before it, or a paragraph of its own. */
static void
add_plain (Builder *builder, guint index)
{
  AttestImportLine *line = get_line (builder->lines, index);
  AttestImportBlock *before = get_last_block (builder);
  gboolean directly_after = index > 0 && !is_gap (builder->lines, index - 1);
  gboolean in_item = builder->depth > 0 && line->indent > builder->levels[builder->depth - 1].indent;

  if (before && directly_after && builder->depth > 0 && (in_item || begins_lower (line->text)))
    {
      append_wrapped (before, line->text);
      return;
    }
  if (before && directly_after && before->kind == ATTEST_IMPORT_BLOCK_PARAGRAPH)
    {
      const char *last_line = get_line (builder->lines, index - 1)->text;

      if (g_utf8_strlen (last_line, -1) >= WRAPPED_LENGTH && get_last_character (last_line) != ':' &&
          (begins_lower (line->text) || !ends_sentence (last_line) || g_utf8_strlen (last_line, -1) <= 90))
        {
          append_wrapped (before, line->text);
          return;
        }
    }
  if (in_item && !directly_after)
    {
      add_block (builder, ATTEST_IMPORT_BLOCK_CONTINUATION, line->text)->column =
          builder->levels[builder->depth - 1].column;
      return;
    }
  builder->depth = 0;
  add_block (builder, ATTEST_IMPORT_BLOCK_PARAGRAPH, line->text);
}

static guint
add_line (Builder *builder, guint index)
{
  AttestImportLine *line = get_line (builder->lines, index);
  gsize text_start;
  gunichar glyph;
  guint number;
  guint rows;

  if (builder->headings[index] > 0)
    {
      g_autofree char *quote = attest_import_quote (line->text);

      builder->depth = 0;
      add_block (builder, ATTEST_IMPORT_BLOCK_HEADING, line->text)->level = builder->headings[index];
      attest_import_warn (builder->imported, "heading", g_strdup_printf (_ ("“%s” was taken as a heading."), quote));
    }
  else if (is_rule (line->text))
    {
      builder->depth = 0;
      add_block (builder, ATTEST_IMPORT_BLOCK_RULE, "");
    }
  else if (is_item (builder->lines, index, &text_start, &glyph, &number))
    {
      add_item (builder, index, text_start, glyph, number);
    }
  else if ((rows = count_table_rows (builder->lines, index)) > 0)
    {
      add_table (builder, index, rows);
      return index + rows;
    }
  else
    {
      add_plain (builder, index);
    }
  return index + 1;
}

static void
warn_of_lists (Builder *builder)
{
  for (guint i = 0; i < builder->blocks->len;)
    {
      AttestImportBlock *first = g_ptr_array_index (builder->blocks, i);
      guint items = 0;
      gboolean ordered = first->kind == ATTEST_IMPORT_BLOCK_ORDERED;
      g_autofree char *quote = attest_import_quote (first->text->str);

      for (; i < builder->blocks->len; i++)
        {
          AttestImportBlock *block = g_ptr_array_index (builder->blocks, i);

          if (block->kind != ATTEST_IMPORT_BLOCK_BULLET && block->kind != ATTEST_IMPORT_BLOCK_ORDERED &&
              block->kind != ATTEST_IMPORT_BLOCK_CONTINUATION)
            break;
          items += block->kind != ATTEST_IMPORT_BLOCK_CONTINUATION;
        }
      if (items == 0)
        i++;
      else if (ordered)
        attest_import_warn (builder->imported,
                            "list",
                            g_strdup_printf (ngettext ("%u line from “%s” on was taken as a numbered list.",
                                                       "%u lines from “%s” on were taken as a numbered list.",
                                                       items),
                                             items,
                                             quote));
      else
        attest_import_warn (builder->imported,
                            "list",
                            g_strdup_printf (ngettext ("%u line from “%s” on was taken as a list.",
                                                       "%u lines from “%s” on were taken as a list.",
                                                       items),
                                             items,
                                             quote));
    }
}

/* The first line that is left, when it can be one; it is taken out of the lines. */
static guint
find_title (AttestImported *self, GPtrArray *lines)
{
  guint first = attest_import_next_line (lines, 0);
  AttestImportLine *line = first < lines->len ? get_line (lines, first) : NULL;

  if (!line || !attest_import_is_title_like (line->text) || attest_import_next_line (lines, first + 1) == lines->len)
    return first;
  self->title = g_strdup (line->text);
  return first + 1;
}

GPtrArray *
attest_import_blocks_new (AttestImported *self, GPtrArray *lines)
{
  Builder builder = { self, lines, g_ptr_array_new_with_free_func (free_block), NULL, { { 0 } }, 0 };
  guint index = find_title (self, lines);

  if (self->title)
    get_line (lines, index - 1)->left_out = TRUE;
  builder.headings = g_new0 (guint, lines->len + 1);
  find_headings (&builder);
  for (index = attest_import_next_line (lines, index); index < lines->len;
       index = attest_import_next_line (lines, index))
    index = add_line (&builder, index);
  warn_of_lists (&builder);
  g_free (builder.headings);
  return builder.blocks;
}

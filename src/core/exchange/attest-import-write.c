/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "exchange/attest-import-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A lead-in is a few words before a colon. */
#define LEAD_IN_LENGTH 70
#define LEAD_IN_WORDS 8

static gboolean
is_entity (const char *name)
{
  gsize length = 0;

  while (g_ascii_isalnum (name[length]))
    length++;
  return length > 1 && name[length] == ';';
}

/* Whether a character of pasted text would mean something in Markdown that it does not mean in the text. */
static gboolean
needs_escape (const char *text, const char *c)
{
  gunichar before = c > text ? g_utf8_get_char (g_utf8_prev_char (c)) : 0;

  switch (*c)
    {
    case '\\':
    case '`':
    case '*':
    case '[':
    case ']':
    case '~':
    case '|':
      return TRUE;
    case '_':
      return !g_unichar_isalnum (before) || !g_unichar_isalnum (g_utf8_get_char (c + 1));
    case '<':
      return g_ascii_isalpha (c[1]) || strchr ("/!?", c[1]) != NULL;
    case '&':
      return c[1] == '#' || is_entity (c + 1);
    case '#':
      return c[1] == '\0';
    default:
      return FALSE;
    }
}

/* At a line's start a few more characters would begin a block. Returns: where the backslash goes, or NULL */
static const char *
find_line_escape (const char *line)
{
  gsize digits = strspn (line, "0123456789");

  if (strchr ("#>+-=~", *line) && *line != '\0')
    return line;
  if (digits > 0 && digits <= 9 && (line[digits] == '.' || line[digits] == ')') &&
      (line[digits + 1] == ' ' || line[digits + 1] == '\0' || line[digits + 1] == '\n'))
    return line + digits;
  return NULL;
}

static void
write_escaped (GString *out, const char *text, gsize start, gsize end, guint column, gboolean escape_lines)
{
  const char *line_escape = NULL;

  for (const char *c = text + start; c < text + end; c = g_utf8_next_char (c))
    {
      if (escape_lines && (c == text || c[-1] == '\n'))
        line_escape = find_line_escape (c);
      if (c == line_escape || needs_escape (text, c))
        g_string_append_c (out, '\\');
      g_string_append_len (out, c, g_utf8_next_char (c) - c);
      for (guint i = 0; *c == '\n' && i < column; i++)
        g_string_append_c (out, ' ');
    }
}

static void
write_citation (GString *out, AttestImportNumber *number)
{
  g_string_append_c (out, '[');
  for (guint i = 0; i < number->numbers->len; i++)
    g_string_append_printf (out, "%s@ref-%u", i > 0 ? "; " : "", g_array_index (number->numbers, guint, i));
  g_string_append_c (out, ']');
}

static void
write_range (GString *out, AttestImportBlock *block, gsize start, gsize end)
{
  gboolean escape_lines = block->kind != ATTEST_IMPORT_BLOCK_HEADING && block->kind != ATTEST_IMPORT_BLOCK_TABLE_ROW;

  for (; block->n_written < block->numbers->len; block->n_written++)
    {
      AttestImportNumber *number = g_ptr_array_index (block->numbers, block->n_written);

      if (number->end > end)
        break;
      if (number->start < start)
        continue;
      write_escaped (out, block->text->str, start, number->start, block->column, escape_lines);
      /* A number that hung at its sentence gets room, so that the brackets do not. */
      if (out->len > 0 && !g_ascii_isspace (out->str[out->len - 1]) && out->str[out->len - 1] != '(')
        g_string_append_c (out, ' ');
      write_citation (out, number);
      start = number->end;
    }
  write_escaped (out, block->text->str, start, end, block->column, escape_lines);
}

/* "Frequency of use: daily ..." gives the length of "Frequency of use"; 0 for text without a lead-in. */
static gsize
find_lead_in (AttestImportBlock *block)
{
  const char *colon = strstr (block->text->str, ": ");
  gsize length = colon ? (gsize) (colon - block->text->str) : 0;
  guint words = 1;

  if (length == 0 || length > LEAD_IN_LENGTH || g_unichar_islower (g_utf8_get_char (block->text->str)))
    return 0;
  for (gsize i = 0; i < length; i++)
    {
      if (strchr (".?!;*\n\"", block->text->str[i]))
        return 0;
      words += block->text->str[i] == ' ';
    }
  if (words > LEAD_IN_WORDS || g_ascii_isdigit (colon[-1]))
    return 0;
  for (guint i = 0; i < block->numbers->len; i++)
    if (((AttestImportNumber *) g_ptr_array_index (block->numbers, i))->start < length)
      return 0;
  return length;
}

static void
write_text (AttestImported *self, GString *out, AttestImportBlock *block, gboolean may_lead_in)
{
  gsize length = block->text->len;
  gsize lead_in = may_lead_in ? find_lead_in (block) : 0;

  if (lead_in > 0)
    {
      g_autofree char *words = g_strndup (block->text->str, lead_in);

      g_string_append (out, "**");
      write_range (out, block, 0, lead_in);
      g_string_append (out, "**");
      attest_import_warn (
          self, "lead-in", g_strdup_printf (_ ("“%s” leads in what follows its colon and was made bold."), words));
    }
  write_range (out, block, lead_in, length);
}

static void
write_row (GString *out, AttestImportBlock *block)
{
  gsize start = 0;
  gsize length = block->text->len;

  g_string_append (out, "| ");
  for (gsize i = 0; i <= length; i++)
    if (i == length || block->text->str[i] == '\t')
      {
        write_range (out, block, start, i);
        g_string_append (out, i == length ? " |" : " | ");
        start = i + 1;
      }
}

static void
write_delimiter_row (GString *out, AttestImportBlock *block)
{
  g_string_append (out, "\n| ---");
  for (const char *c = block->text->str; *c; c++)
    if (*c == '\t')
      g_string_append (out, " | ---");
  g_string_append (out, " |");
}

static gboolean
is_item (AttestImportBlock *block)
{
  return block->kind == ATTEST_IMPORT_BLOCK_BULLET || block->kind == ATTEST_IMPORT_BLOCK_ORDERED;
}

static void
write_indent (GString *out, guint columns)
{
  for (guint i = 0; i < columns; i++)
    g_string_append_c (out, ' ');
}

static void
write_block (AttestImported *self, GString *out, AttestImportBlock *block, AttestImportBlock *before)
{
  g_autofree char *number = NULL;
  gboolean first_row = block->kind == ATTEST_IMPORT_BLOCK_TABLE_ROW && (!before || before->kind != block->kind);

  if (before)
    g_string_append (
        out,
        (is_item (block) && is_item (before)) || (block->kind == ATTEST_IMPORT_BLOCK_TABLE_ROW && !first_row) ? "\n"
                                                                                                              : "\n\n");

  switch (block->kind)
    {
    case ATTEST_IMPORT_BLOCK_HEADING:
      g_string_append (out, block->level == 2 ? "## " : "### ");
      write_text (self, out, block, FALSE);
      break;
    case ATTEST_IMPORT_BLOCK_BULLET:
      write_indent (out, block->column - 2);
      g_string_append (out, "- ");
      write_text (self, out, block, TRUE);
      break;
    case ATTEST_IMPORT_BLOCK_ORDERED:
      number = g_strdup_printf ("%u. ", block->number);
      write_indent (out, block->column > strlen (number) ? block->column - (guint) strlen (number) : 0);
      g_string_append (out, number);
      write_text (self, out, block, TRUE);
      break;
    case ATTEST_IMPORT_BLOCK_CONTINUATION:
      write_indent (out, block->column);
      write_text (self, out, block, FALSE);
      break;
    case ATTEST_IMPORT_BLOCK_TABLE_ROW:
      write_row (out, block);
      if (first_row)
        write_delimiter_row (out, block);
      break;
    case ATTEST_IMPORT_BLOCK_RULE:
      g_string_append (out, "***");
      break;
    case ATTEST_IMPORT_BLOCK_PARAGRAPH:
    default:
      write_text (self, out, block, FALSE);
      break;
    }
}

char *
attest_import_write (AttestImported *self, GPtrArray *blocks)
{
  GString *out = g_string_new ("# ");
  AttestImportBlock *before = NULL;

  write_escaped (out, self->title, 0, strlen (self->title), 0, FALSE);
  if (blocks->len > 0)
    g_string_append (out, "\n\n");
  for (guint i = 0; i < blocks->len; i++)
    {
      write_block (self, out, g_ptr_array_index (blocks, i), before);
      before = g_ptr_array_index (blocks, i);
    }
  g_string_append_c (out, '\n');
  return g_string_free (out, FALSE);
}

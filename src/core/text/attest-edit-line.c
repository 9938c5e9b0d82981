/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "text/attest-edit-private.h"

#include <string.h>

/* CommonMark allows no more digits, and a number of nine fits. */
#define MOST_DIGITS 9

static gsize
skip_blanks (const char *text, gsize at, gsize end)
{
  while (at < end && (text[at] == ' ' || text[at] == '\t'))
    at++;
  return at;
}

static gsize
read_quotes (const char *text, gsize at, gsize end, guint *quotes)
{
  for (;;)
    {
      gsize mark = at;

      while (mark < end && mark - at < 3 && text[mark] == ' ')
        mark++;
      if (mark == end || text[mark] != '>')
        return at;
      at = mark + 1;
      if (at < end && text[at] == ' ')
        at++;
      (*quotes)++;
    }
}

static gboolean
ends_mark (const char *text, gsize at, gsize end)
{
  return at == end || text[at] == ' ' || text[at] == '\t';
}

static void
read_task (const char *text, AttestEditLine *line)
{
  gsize at = line->content;

  if (line->end - at < 3 || text[at] != '[' || text[at + 2] != ']' || !ends_mark (text, at + 3, line->end))
    return;
  if (text[at + 1] != ' ' && text[at + 1] != 'x' && text[at + 1] != 'X')
    return;
  line->task = TRUE;
  line->content = skip_blanks (text, at + 3, line->end);
}

static void
read_item (const char *text, AttestEditLine *line)
{
  gsize at = line->mark;

  if (strchr ("-*+", text[at]) != NULL && ends_mark (text, at + 1, line->end))
    {
      line->kind = ATTEST_EDIT_BULLET;
      line->delimiter = text[at];
      line->content = skip_blanks (text, at + 1, line->end);
      read_task (text, line);
      return;
    }
  while (at < line->end && at - line->mark < MOST_DIGITS && g_ascii_isdigit (text[at]))
    line->number = line->number * 10 + (guint) (text[at++] - '0');
  if (at > line->mark && at < line->end && (text[at] == '.' || text[at] == ')') && ends_mark (text, at + 1, line->end))
    {
      line->kind = ATTEST_EDIT_NUMBER;
      line->digits_end = at;
      line->delimiter = text[at];
      line->content = skip_blanks (text, at + 1, line->end);
      read_task (text, line);
    }
}

static void
read_heading (const char *text, AttestEditLine *line)
{
  gsize at = line->mark;

  while (at < line->end && text[at] == '#')
    at++;
  if (at == line->mark || at - line->mark > 6 || !ends_mark (text, at, line->end))
    return;
  line->kind = ATTEST_EDIT_HEADING;
  line->level = (guint) (at - line->mark);
  line->content = skip_blanks (text, at, line->end);
}

static gboolean
is_rule (const char *text, const AttestEditLine *line)
{
  guint n = 0;

  for (gsize at = line->mark; at < line->end; at++)
    {
      if (text[at] == text[line->mark])
        n++;
      else if (text[at] != ' ' && text[at] != '\t')
        return FALSE;
    }
  return n >= 3 && strchr ("-*_", text[line->mark]) != NULL;
}

void
attest_edit_read_line (const char *text, gsize length, gsize at, AttestEditLine *line)
{
  const char *end = memchr (text + at, '\n', length - at);

  memset (line, 0, sizeof *line);
  while (at > 0 && text[at - 1] != '\n')
    at--;
  line->start = at;
  line->end = end != NULL ? (gsize) (end - text) : length;
  line->quote_end = read_quotes (text, line->start, line->end, &line->quotes);
  line->mark = skip_blanks (text, line->quote_end, line->end);
  line->content = line->mark;
  for (at = line->quote_end; at < line->mark; at++)
    line->indent += text[at] == '\t' ? 4 - line->indent % 4 : 1;
  line->kind = line->mark == line->end ? ATTEST_EDIT_BLANK : ATTEST_EDIT_PLAIN;
  if (line->kind == ATTEST_EDIT_BLANK || is_rule (text, line))
    return;
  if (line->indent < 4)
    read_heading (text, line);
  if (line->kind == ATTEST_EDIT_PLAIN)
    read_item (text, line);
}

GArray *
attest_edit_read_lines (const char *text, gsize length)
{
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (AttestEditLine));
  AttestEditLine line;
  gsize at = 0;

  for (;;)
    {
      attest_edit_read_line (text, length, at, &line);
      g_array_append_val (lines, line);
      if (line.end == length)
        return lines;
      at = line.end + 1;
    }
}

gboolean
attest_edit_is_item (const AttestEditLine *line)
{
  return line->kind == ATTEST_EDIT_BULLET || line->kind == ATTEST_EDIT_NUMBER;
}

char *
attest_edit_dup_mark (const AttestEditLine *line, guint number)
{
  const char *task = line->task ? "[ ] " : "";

  if (line->kind == ATTEST_EDIT_BULLET)
    return g_strdup_printf ("%c %s", line->delimiter, task);
  return g_strdup_printf ("%u%c %s", number, line->delimiter, task);
}

void
attest_edit_renumber (AttestEdit *self, GArray *lines, guint index, guint indent, guint old_number, guint number)
{
  for (guint i = index; i < lines->len; i++)
    {
      const AttestEditLine *line = &g_array_index (lines, AttestEditLine, i);
      g_autofree char *text = NULL;

      if (line->kind == ATTEST_EDIT_BLANK || line->indent > indent)
        continue;
      if (line->kind != ATTEST_EDIT_NUMBER || line->indent < indent || line->number != ++old_number)
        return;
      number++;
      text = g_strdup_printf ("%u", number);
      if (line->number != number)
        attest_edit_add (self, line->mark, line->digits_end, text);
    }
}

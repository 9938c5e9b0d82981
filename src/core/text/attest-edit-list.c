/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "text/attest-edit-private.h"

#include <string.h>

static const AttestEditLine *
get_line (GArray *lines, guint index)
{
  return &g_array_index (lines, AttestEditLine, index);
}

static guint
find_line (GArray *lines, gsize at)
{
  guint index = 0;

  while (index + 1 < lines->len && get_line (lines, index)->end < at)
    index++;
  return index;
}

/* The item that the one at @index is a part of. */
static const AttestEditLine *
find_parent (GArray *lines, guint index)
{
  const AttestEditLine *line = get_line (lines, index);

  for (guint i = index; i > 0; i--)
    {
      const AttestEditLine *above = get_line (lines, i - 1);

      if (attest_edit_is_item (above) && above->indent < line->indent)
        return above;
    }
  return NULL;
}

/* The item before the one at @index, in the same list. */
static const AttestEditLine *
find_sibling (GArray *lines, guint index)
{
  const AttestEditLine *line = get_line (lines, index);

  for (guint i = index; i > 0; i--)
    {
      const AttestEditLine *above = get_line (lines, i - 1);

      if (above->kind == ATTEST_EDIT_BLANK || above->indent > line->indent)
        continue;
      return attest_edit_is_item (above) && above->indent == line->indent ? above : NULL;
    }
  return NULL;
}

/* A list in which every item has the same number is counted by nobody. */
static guint
get_next_number (GArray *lines, guint index)
{
  const AttestEditLine *line = get_line (lines, index);
  const AttestEditLine *sibling = find_sibling (lines, index);

  if (sibling != NULL && sibling->kind == ATTEST_EDIT_NUMBER && sibling->number == line->number)
    return line->number;
  return line->number + 1;
}

/* ---- Enter ---- */

/* An item without words: one level out, or out of the list. */
static AttestEdit *
leave_item (const char *text, GArray *lines, guint index)
{
  const AttestEditLine *line = get_line (lines, index);
  const AttestEditLine *parent = find_parent (lines, index);
  AttestEdit *edit = attest_edit_new ();
  g_autofree char *prefix = NULL;
  g_autofree char *mark = NULL;
  g_autofree char *item = NULL;

  if (parent == NULL)
    {
      /* The blank line keeps what is typed next from becoming a part of the item before. */
      prefix = g_strndup (text + line->start, line->quote_end - line->start);
      item = g_strdup_printf ("\n%s", prefix);
      attest_edit_add (edit, line->quote_end, line->end, index > 0 ? item : NULL);
      return attest_edit_finish (edit, line->end, line->end, TRUE);
    }
  prefix = g_strndup (text + parent->quote_end, parent->mark - parent->quote_end);
  mark = attest_edit_dup_mark (parent, parent->number + 1);
  item = g_strconcat (prefix, mark, NULL);
  attest_edit_add (edit, line->quote_end, line->end, item);
  if (parent->kind == ATTEST_EDIT_NUMBER)
    attest_edit_renumber (edit, lines, index + 1, parent->indent, parent->number, parent->number + 1);
  return attest_edit_finish (edit, line->end, line->end, TRUE);
}

static AttestEdit *
begin_item (const char *text, GArray *lines, guint index, gsize cursor)
{
  const AttestEditLine *line = get_line (lines, index);
  AttestEdit *edit = attest_edit_new ();
  guint number = get_next_number (lines, index);
  g_autofree char *prefix = g_strndup (text + line->start, line->mark - line->start);
  g_autofree char *mark = attest_edit_dup_mark (line, number);
  g_autofree char *item = g_strconcat ("\n", prefix, mark, NULL);
  gsize behind = cursor;

  while (behind < line->end && text[behind] == ' ')
    behind++;
  attest_edit_add (edit, cursor, behind, item);
  if (line->kind == ATTEST_EDIT_NUMBER && number != line->number)
    attest_edit_renumber (edit, lines, index + 1, line->indent, line->number, number);
  return attest_edit_finish (edit, behind, behind, TRUE);
}

AttestEdit *
attest_edit_break_line (const char *text, gsize length, gsize cursor)
{
  g_autoptr (GArray) lines = attest_edit_read_lines (text, length);
  guint index = find_line (lines, cursor);
  const AttestEditLine *line = get_line (lines, index);
  g_autofree char *quote = NULL;
  AttestEdit *edit = NULL;

  if (attest_edit_is_item (line) && cursor >= line->content)
    return line->content == line->end ? leave_item (text, lines, index) : begin_item (text, lines, index, cursor);
  if (line->quotes == 0 || cursor < line->quote_end)
    return NULL;
  edit = attest_edit_new ();
  if (line->kind == ATTEST_EDIT_BLANK)
    {
      attest_edit_add (edit, line->start, line->end, index > 0 ? "\n" : NULL);
      return attest_edit_finish (edit, line->end, line->end, TRUE);
    }
  quote = g_strdup_printf ("\n%.*s", (int) (line->quote_end - line->start), text + line->start);
  attest_edit_add (edit, cursor, cursor, quote);
  return attest_edit_finish (edit, cursor, cursor, TRUE);
}

/* ---- Tab ---- */

/* The lines that move: the range's items, each with what is below it. */
static guint
find_last (GArray *lines, guint first, guint last)
{
  guint indent = get_line (lines, first)->indent;
  guint end = last;

  for (guint i = first + 1; i < lines->len; i++)
    {
      const AttestEditLine *line = get_line (lines, i);

      if (line->kind == ATTEST_EDIT_BLANK)
        continue;
      if (line->indent <= indent && i > last)
        break;
      end = i;
    }
  return end;
}

static guint
get_content_indent (const AttestEditLine *line)
{
  guint width = (guint) (line->content - line->mark);

  /* An item without words, or a box behind the mark: what is below stands one blank behind the mark. */
  if (line->content == line->end || line->task)
    width = line->kind == ATTEST_EDIT_BULLET ? 2 : (guint) (line->digits_end - line->mark) + 2;
  return line->indent + width;
}

/* Numbers follow: the moved item begins or goes on with the list that it is in now, and closes the gap that it leaves. */
static void
number_moved (AttestEdit *edit, GArray *lines, guint first, guint last, guint indent)
{
  const AttestEditLine *line = get_line (lines, first);
  guint number = 0;

  if (line->kind != ATTEST_EDIT_NUMBER)
    return;
  for (guint i = first; i > 0; i--)
    {
      const AttestEditLine *above = get_line (lines, i - 1);

      if (above->kind == ATTEST_EDIT_BLANK || above->indent > indent)
        continue;
      if (above->kind == ATTEST_EDIT_NUMBER && above->indent == indent)
        number = above->number;
      break;
    }
  if (line->number != number + 1)
    {
      g_autofree char *text = g_strdup_printf ("%u", number + 1);

      attest_edit_add (edit, line->mark, line->digits_end, text);
    }
  attest_edit_renumber (edit,
                        lines,
                        last + 1,
                        MIN (line->indent, indent),
                        indent < line->indent ? number : line->number,
                        indent < line->indent ? number + 1 : line->number - 1);
}

static AttestEdit *
move_lines (GArray *lines, guint first, guint last, guint indent, gsize start, gsize end)
{
  AttestEdit *edit = attest_edit_new ();
  guint old_indent = get_line (lines, first)->indent;

  for (guint i = first; i <= last; i++)
    {
      const AttestEditLine *line = get_line (lines, i);
      guint wanted = line->indent + indent > old_indent ? line->indent + indent - old_indent : 0;
      g_autofree char *blanks = g_strnfill (wanted, ' ');

      if (line->kind == ATTEST_EDIT_BLANK && !(first == last))
        continue;
      if (indent > old_indent && line->mark - line->quote_end == line->indent)
        attest_edit_add (edit, line->quote_end, line->quote_end, blanks + line->indent);
      else
        attest_edit_add (edit, line->quote_end, line->mark, blanks);
    }
  number_moved (edit, lines, first, last, indent);
  return attest_edit_finish (edit, start, end, TRUE);
}

AttestEdit *
attest_edit_indent (const char *text, gsize length, gsize start, gsize end, int step)
{
  g_autoptr (GArray) lines = attest_edit_read_lines (text, length);
  guint first = find_line (lines, start);
  guint last = find_line (lines, MAX (start, end));
  const AttestEditLine *line = get_line (lines, first);
  const AttestEditLine *other = NULL;

  if (last > first && get_line (lines, last)->start == end)
    last--;
  if (!attest_edit_is_item (line))
    return NULL;
  last = find_last (lines, first, last);
  if (step > 0)
    {
      other = find_sibling (lines, first);
      if (other == NULL)
        return NULL;
      return move_lines (lines, first, last, get_content_indent (other), start, end);
    }
  if (line->indent == 0)
    return NULL;
  other = find_parent (lines, first);
  return move_lines (lines, first, last, other != NULL ? other->indent : 0, start, end);
}

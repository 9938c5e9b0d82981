/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "text/attest-edit-private.h"

#include <string.h>

#include "text/attest-document-private.h"

/* @first, @last: indexes of the lines of the range, the last one included */
typedef struct
{
  const char *text;
  gsize length;
  GArray *lines;
  guint first;
  guint last;
  AttestDocument *document;
} Lines;

static const AttestEditLine *
get_line (const Lines *self, guint index)
{
  return &g_array_index (self->lines, AttestEditLine, index);
}

static gboolean
lines_init (Lines *self, AttestDocument *document, gsize start, gsize end)
{
  GBytes *markdown = attest_document_get_markdown (document);

  if (start < attest_document_get_body_start (document))
    return FALSE;
  self->document = document;
  self->text = g_bytes_get_data (markdown, &self->length);
  self->lines = attest_edit_read_lines (self->text != NULL ? self->text : "", self->length);
  self->first = 0;
  while (self->first + 1 < self->lines->len && get_line (self, self->first)->end < start)
    self->first++;
  self->last = self->first;
  /* A selection that ends before a line's first character does not hold that line. */
  while (self->last + 1 < self->lines->len && get_line (self, self->last)->end + 1 < end)
    self->last++;
  return TRUE;
}

/* Whether the next line underlines this one, which makes it a heading. */
static gboolean
is_underlined (const Lines *self, guint index)
{
  guint n_tokens = 0;
  const AttestToken *tokens = attest_document_get_tokens (self->document, &n_tokens);
  const AttestEditLine *line = get_line (self, index);

  if (line->kind != ATTEST_EDIT_PLAIN || index + 1 >= self->lines->len)
    return FALSE;
  line = get_line (self, index + 1);
  if (line->mark == line->end || (self->text[line->mark] != '=' && self->text[line->mark] != '-'))
    return FALSE;
  line = get_line (self, index);
  for (guint i = 0; i < n_tokens; i++)
    if (tokens[i].kind == ATTEST_TOKEN_HEADING && (tokens[i].flags & ATTEST_TOKEN_LEAVE) == 0 &&
        tokens[i].start >= line->start && tokens[i].start <= line->mark && tokens[i].end > line->end)
      return TRUE;
  return FALSE;
}

static void
remove_underline (const Lines *self, AttestEdit *edit, guint index)
{
  if (is_underlined (self, index))
    attest_edit_add (edit, get_line (self, index)->end, get_line (self, index + 1)->end, NULL);
}

/* ---- Blank lines between what would otherwise become one ---- */

static gboolean
is_blank_after_quotes (const Lines *self, guint index)
{
  return get_line (self, index)->kind == ATTEST_EDIT_BLANK;
}

/* A line of plain words goes on with the paragraph, item or quote before it; a number other than 1 cannot end one. */
static gboolean
would_join (AttestEditLineKind upper, AttestEditLineKind lower, guint number)
{
  if (upper == ATTEST_EDIT_BLANK || upper == ATTEST_EDIT_HEADING)
    return FALSE;
  return lower == ATTEST_EDIT_PLAIN || (lower == ATTEST_EDIT_NUMBER && upper == ATTEST_EDIT_PLAIN && number != 1);
}

static void
separate_before (const Lines *self, AttestEdit *edit, AttestEditLineKind kind)
{
  const AttestEditLine *line = get_line (self, self->first);

  if (self->first > 0 && would_join (get_line (self, self->first - 1)->kind, kind, 1))
    attest_edit_add (edit, line->start, line->start, "\n");
}

static void
separate_after (const Lines *self, AttestEdit *edit, AttestEditLineKind kind)
{
  const AttestEditLine *line = get_line (self, self->last);
  guint below = self->last + 1 + (is_underlined (self, self->last) ? 1 : 0);

  if (below >= self->lines->len)
    return;
  if (would_join (kind, get_line (self, below)->kind, get_line (self, below)->number))
    attest_edit_add (edit, line->end, line->end, "\n");
}

/* ---- Headings ---- */

static gboolean
all_are_headings (const Lines *self, guint level)
{
  gboolean some = FALSE;

  for (guint i = self->first; i <= self->last; i++)
    {
      const AttestEditLine *line = get_line (self, i);

      if (line->kind == ATTEST_EDIT_BLANK)
        continue;
      if (line->kind != ATTEST_EDIT_HEADING || line->level != level)
        return FALSE;
      some = TRUE;
    }
  return some;
}

AttestEdit *
attest_edit_toggle_heading (AttestDocument *document, gsize start, gsize end, guint level)
{
  Lines self = { 0 };
  g_autoptr (GArray) lines = NULL;
  g_autofree char *mark = NULL;
  AttestEdit *edit = NULL;
  gboolean plain = FALSE;

  g_return_val_if_fail (level <= 6, NULL);

  if (!lines_init (&self, document, start, end))
    return NULL;
  lines = self.lines;
  mark = g_strdup_printf ("%.*s ", (int) level, "######");
  plain = level == 0 || all_are_headings (&self, level);
  edit = attest_edit_new ();
  if (plain)
    separate_before (&self, edit, ATTEST_EDIT_PLAIN);
  for (guint i = self.first; i <= self.last; i++)
    {
      const AttestEditLine *line = get_line (&self, i);

      if (line->kind == ATTEST_EDIT_BLANK && self.first < self.last)
        continue;
      attest_edit_add (edit, line->quote_end, line->content, plain ? NULL : mark);
      if (plain && i < self.last && get_line (&self, i + 1)->kind != ATTEST_EDIT_BLANK)
        attest_edit_add (edit, line->end, line->end, "\n");
      remove_underline (&self, edit, i);
      if (is_underlined (&self, i))
        i++;
    }
  if (plain)
    separate_after (&self, edit, ATTEST_EDIT_PLAIN);
  return attest_edit_finish (edit, start, end, TRUE);
}

/* ---- Lists ---- */

static gboolean
all_are_items (const Lines *self, AttestEditLineKind kind)
{
  gboolean some = FALSE;

  for (guint i = self->first; i <= self->last; i++)
    {
      const AttestEditLine *line = get_line (self, i);

      if (line->kind == ATTEST_EDIT_BLANK)
        continue;
      if (line->kind != kind)
        return FALSE;
      some = TRUE;
    }
  return some;
}

/* The number before the first line where a list of the same kind ends there, else 0. */
static guint
get_number_before (const Lines *self, guint indent)
{
  for (guint i = self->first; i > 0; i--)
    {
      const AttestEditLine *line = get_line (self, i - 1);

      if (line->kind == ATTEST_EDIT_NUMBER && line->indent == indent)
        return line->number;
      if (line->indent <= indent)
        break;
    }
  return 0;
}

static AttestEdit *
remove_items (const Lines *self)
{
  AttestEdit *edit = attest_edit_new ();

  separate_before (self, edit, ATTEST_EDIT_PLAIN);
  for (guint i = self->first; i <= self->last; i++)
    {
      const AttestEditLine *line = get_line (self, i);

      if (line->kind == ATTEST_EDIT_BLANK)
        continue;
      attest_edit_add (edit, line->quote_end, line->content, NULL);
      if (i < self->last && get_line (self, i + 1)->kind != ATTEST_EDIT_BLANK)
        attest_edit_add (edit, line->end, line->end, "\n");
    }
  separate_after (self, edit, ATTEST_EDIT_PLAIN);
  return edit;
}

static AttestEdit *
make_items (const Lines *self, AttestEditLineKind kind)
{
  AttestEdit *edit = attest_edit_new ();
  guint number = kind == ATTEST_EDIT_NUMBER ? get_number_before (self, get_line (self, self->first)->indent) : 0;
  gsize previous = 0;

  if (number == 0 || kind == ATTEST_EDIT_BULLET)
    separate_before (self, edit, kind);
  for (guint i = self->first; i <= self->last; i++)
    {
      const AttestEditLine *line = get_line (self, i);
      g_autofree char *mark = NULL;
      gsize from = attest_edit_is_item (line) ? line->mark : line->quote_end;

      if (line->kind == ATTEST_EDIT_BLANK && self->first < self->last)
        continue;
      /* Paragraphs become one list, without gaps. */
      if (previous > 0 && line->start > previous + 1)
        attest_edit_add (edit, previous, line->start - 1, NULL);
      mark = kind == ATTEST_EDIT_BULLET ? g_strdup ("- ") : g_strdup_printf ("%u. ", ++number);
      if (line->kind != kind)
        attest_edit_add (edit, from, line->content, mark);
      remove_underline (self, edit, i);
      if (is_underlined (self, i))
        i++;
      previous = get_line (self, i)->end;
    }
  separate_after (self, edit, kind);
  return edit;
}

/* ---- Quotes ---- */

static AttestEdit *
toggle_quote (const Lines *self)
{
  AttestEdit *edit = attest_edit_new ();
  gboolean quoted = TRUE;

  for (guint i = self->first; i <= self->last; i++)
    quoted = quoted && (get_line (self, i)->quotes > 0 || get_line (self, i)->kind == ATTEST_EDIT_BLANK);
  quoted = quoted && get_line (self, self->first)->quotes > 0;
  if (self->first > 0 && !is_blank_after_quotes (self, self->first - 1) &&
      (get_line (self, self->first - 1)->quotes > 0) == quoted)
    attest_edit_add (edit, get_line (self, self->first)->start, get_line (self, self->first)->start, "\n");
  for (guint i = self->first; i <= self->last; i++)
    {
      const AttestEditLine *line = get_line (self, i);
      const char *mark = line->kind == ATTEST_EDIT_BLANK && self->first < self->last ? ">" : "> ";
      const char *sign = memchr (self->text + line->start, '>', line->quote_end - line->start);
      gsize end = sign != NULL ? (gsize) (sign - self->text) + 1 : line->start;

      if (end < line->quote_end && self->text[end] == ' ')
        end++;
      if (quoted)
        attest_edit_add (edit, line->start, end, NULL);
      else
        attest_edit_add (edit, line->start, line->start, mark);
    }
  if (self->last + 1 < self->lines->len && !is_blank_after_quotes (self, self->last + 1) &&
      (quoted || get_line (self, self->last + 1)->quotes == 0))
    attest_edit_add (edit, get_line (self, self->last)->end, get_line (self, self->last)->end, "\n");
  return edit;
}

AttestEdit *
attest_edit_toggle_lines (AttestDocument *document, gsize start, gsize end, AttestLineKind kind)
{
  Lines self = { 0 };
  g_autoptr (GArray) lines = NULL;
  AttestEdit *edit = NULL;
  AttestEditLineKind item = kind == ATTEST_LINE_BULLET ? ATTEST_EDIT_BULLET : ATTEST_EDIT_NUMBER;

  if (!lines_init (&self, document, start, end))
    return NULL;
  lines = self.lines;
  if (kind == ATTEST_LINE_QUOTE)
    edit = toggle_quote (&self);
  else if (all_are_items (&self, item))
    edit = remove_items (&self);
  else
    edit = make_items (&self, item);
  return attest_edit_finish (edit, start, end, TRUE);
}

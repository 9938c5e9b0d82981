/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "text/attest-document-lines.h"

#include <string.h>

/* Lines end as the parser ends them: at a line feed, a carriage return, or both. Hardly a text has carriage returns. */
static gsize
get_line_length (const char *text, gsize length, gboolean returns)
{
  const char *feed = memchr (text, '\n', length);
  gsize line = feed != NULL ? (gsize) (feed - text) : length;
  const char *end = returns ? memchr (text, '\r', line) : NULL;

  return end != NULL ? (gsize) (end - text) : line;
}

void
attest_lines_init (AttestLines *self, const char *markdown, gsize length, gsize body_start)
{
  gboolean returns = length > body_start && memchr (markdown + body_start, '\r', length - body_start) != NULL;
  guint32 start = body_start;

  self->markdown = markdown;
  self->length = length;
  self->starts = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_array_append_val (self->starts, start);
  for (const char *at = markdown + start, *end = markdown + length; at < end;)
    {
      at += get_line_length (at, end - at, returns);
      if (at >= end)
        break;
      at += *at == '\r' && at + 1 < end && at[1] == '\n' ? 2 : 1;
      start = at - markdown;
      g_array_append_val (self->starts, start);
    }
  if (start < length)
    {
      start = length;
      g_array_append_val (self->starts, start);
    }
}

void
attest_lines_clear (AttestLines *self)
{
  g_clear_pointer (&self->starts, g_array_unref);
}

gboolean
attest_lines_get (AttestLines *self, int line, gsize *start, gsize *end)
{
  if (line < 1 || (guint) line >= self->starts->len)
    return FALSE;

  *start = g_array_index (self->starts, guint32, line - 1);
  *end = g_array_index (self->starts, guint32, line);
  while (*end > *start && (self->markdown[*end - 1] == '\n' || self->markdown[*end - 1] == '\r'))
    (*end)--;

  return TRUE;
}

gsize
attest_lines_get_offset (AttestLines *self, int line, int column)
{
  gsize start, end;

  if (!attest_lines_get (self, line, &start, &end))
    return line < 1 ? g_array_index (self->starts, guint32, 0) : self->length;

  return MIN (start + (gsize) MAX (column, 1) - 1, end);
}

gsize
attest_lines_get_end (AttestLines *self, int line)
{
  gsize start, end;

  if (!attest_lines_get (self, line, &start, &end))
    return self->length;
  while (end > start && attest_is_space (self->markdown[end - 1]))
    end--;

  return end;
}

gsize
attest_lines_skip_prefix (AttestLines *self, gsize at, gsize end, guint quote_depth)
{
  for (guint i = 0;; i++)
    {
      while (at < end && (self->markdown[at] == ' ' || self->markdown[at] == '\t'))
        at++;
      if (i >= quote_depth || at >= end || self->markdown[at] != '>')
        return at;
      at++;
    }
}

gboolean
attest_lines_is_underline (AttestLines *self, int line, guint quote_depth)
{
  gsize at, end;

  if (!attest_lines_get (self, line, &at, &end))
    return FALSE;
  end = attest_lines_get_end (self, line);
  at = attest_lines_skip_prefix (self, at, end, quote_depth);
  if (at >= end || (self->markdown[at] != '=' && self->markdown[at] != '-'))
    return FALSE;
  for (gsize i = at + 1; i < end; i++)
    if (self->markdown[i] != self->markdown[at])
      return FALSE;

  return TRUE;
}

guint
attest_count_lines (const char *content)
{
  guint count = 0;

  for (const char *newline; (newline = strchr (content, '\n')) != NULL; content = newline + 1)
    count++;

  return *content != '\0' ? count + 1 : count;
}

/* A content line stands at the end of its source line, since only what is before it was taken off; in a heading what is after it too. */
static gsize
find_content (AttestLines *self, int line, const char *content, gsize length)
{
  gsize start, end;
  const char *found;

  if (!attest_lines_get (self, line, &start, &end))
    return ATTEST_UNKNOWN_PLACE;
  if (end - start >= length && memcmp (self->markdown + end - length, content, length) == 0)
    return end - length;
  found = memmem (self->markdown + start, end - start, content, length);

  return found != NULL ? (gsize) (found - self->markdown) : ATTEST_UNKNOWN_PLACE;
}

gboolean
attest_lines_holds_last (AttestLines *self, int line, const char *content)
{
  gsize end = strlen (content), start;

  while (end > 0 && content[end - 1] == '\n')
    end--;
  for (start = end; start > 0 && content[start - 1] != '\n'; start--)
    ;

  return find_content (self, line, content + start, end - start) != ATTEST_UNKNOWN_PLACE;
}

void
attest_lines_place (AttestLines *self, AttestAligner *aligner, const char *content, int last_line)
{
  int line = last_line - (int) attest_count_lines (content) + 1;

  attest_aligner_begin (aligner, content, strlen (content));
  for (const char *at = content; *at != '\0'; line++)
    {
      gsize length = strcspn (at, "\n");
      gsize place = find_content (self, line, at, length);

      /* In a lazy line, a tab that was partly indentation has become up to three spaces. */
      for (guint spaces = 0; place == ATTEST_UNKNOWN_PLACE && spaces < 3 && *at == ' '; spaces++)
        {
          attest_aligner_add_segment (aligner, at - content, ATTEST_UNKNOWN_PLACE);
          at++;
          length--;
          place = find_content (self, line, at, length);
        }
      attest_aligner_add_segment (aligner, at - content, place);
      at += length;
      if (*at == '\n')
        at++;
    }
}

void
attest_lines_place_unescaped (AttestLines *self,
                              AttestAligner *aligner,
                              gsize content_start,
                              gsize content_end,
                              gsize source_start,
                              gsize source_end)
{
  const char *content = aligner->content;
  gsize at = content_start, place = source_start;

  attest_aligner_add_segment (aligner, at, place);
  for (; at < content_end && place < source_end; at++, place++)
    {
      if (self->markdown[place] == '\\' && place + 1 < source_end && self->markdown[place + 1] == '|')
        attest_aligner_add_segment (aligner, at, ++place);
      if (self->markdown[place] != content[at])
        break;
    }
  if (at < content_end)
    attest_aligner_add_segment (aligner, at, ATTEST_UNKNOWN_PLACE);
}

/* Appends one line, without its end. Returns: where it ends in the Markdown, or an unknown place. */
static gsize
push_line (AttestLines *self, AttestAligner *aligner, const char *text, gsize length, int line)
{
  gsize start, end, spaces = 0, place;

  if (!attest_lines_get (self, line, &start, &end))
    {
      attest_aligner_push_unplaced (aligner, text, length);
      return ATTEST_UNKNOWN_PLACE;
    }

  /* A tab that was partly indentation has become up to three spaces. */
  while (spaces < MIN (length, 3) && text[spaces] == ' ' &&
         (end - start < length - spaces ||
          memcmp (self->markdown + end - (length - spaces), text + spaces, length - spaces) != 0))
    spaces++;
  place = end - MIN (length - spaces, end - start);
  if (end - place != length - spaces || memcmp (self->markdown + place, text + spaces, end - place) != 0)
    {
      attest_aligner_push_unplaced (aligner, text, length);
      return ATTEST_UNKNOWN_PLACE;
    }

  if (spaces > 0 && place > start && self->markdown[place - 1] == '\t')
    attest_aligner_push_text (
        aligner, g_string_chunk_insert_len (aligner->list->store, text, spaces), spaces, place - 1, place, FALSE);
  else
    attest_aligner_push_unplaced (aligner, text, spaces);
  attest_aligner_push_text (aligner, self->markdown + place, end - place, place, end, TRUE);

  return end;
}

void
attest_lines_push (AttestLines *self, AttestAligner *aligner, const char *literal, int line)
{
  for (; *literal != '\0'; line++)
    {
      gsize length = strcspn (literal, "\n");
      gsize end = push_line (self, aligner, literal, length, line);

      literal += length;
      if (*literal != '\n')
        continue;
      literal++;
      if (end < self->length && self->markdown[end] == '\n')
        attest_aligner_push_text (aligner, self->markdown + end, 1, end, end + 1, TRUE);
      else
        attest_aligner_push_unplaced (aligner, "\n", 1);
    }
}

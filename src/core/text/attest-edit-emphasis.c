/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "text/attest-edit-private.h"

#include <string.h>

#include "text/attest-document-private.h"

/* @start, @end: what stands out or shall do so, without its marks */
typedef struct
{
  gsize start;
  gsize end;
} Segment;

typedef struct
{
  const char *text;
  gsize length;
  const AttestToken *tokens;
  guint n_tokens;
  AttestTokenKind kind;
  gsize mark_length;
  const char *mark;
} Emphasis;

static gboolean
is_word_character (gunichar c)
{
  return g_unichar_isalnum (c) || g_unichar_ismark (c);
}

static gboolean
is_inner_character (gunichar c)
{
  return c == '\'' || c == '-' || c == 0x2019 || c == '.' || c == ',';
}

/* The characters before and behind a place; 0 at the text's ends. */
static gunichar
get_before (const char *text, gsize at)
{
  return at > 0 ? g_utf8_get_char (g_utf8_prev_char (text + at)) : 0;
}

static gunichar
get_behind (const char *text, gsize length, gsize at)
{
  return at < length ? g_utf8_get_char (text + at) : 0;
}

static void
extend_to_word (const char *text, gsize length, Segment *segment)
{
  for (;;)
    {
      gunichar c = get_before (text, segment->start);
      gsize before = segment->start > 0 ? (gsize) (g_utf8_prev_char (text + segment->start) - text) : 0;
      gboolean inner = is_inner_character (c) && is_word_character (get_before (text, before)) &&
                       is_word_character (get_behind (text, length, segment->start));

      if (c == 0 || (!is_word_character (c) && !inner))
        break;
      segment->start = before;
    }
  for (;;)
    {
      gunichar c = get_behind (text, length, segment->end);
      gsize behind = c != 0 ? (gsize) (g_utf8_next_char (text + segment->end) - text) : length;
      gboolean inner = is_inner_character (c) && is_word_character (get_behind (text, length, behind)) &&
                       is_word_character (get_before (text, segment->end));

      if (c == 0 || (!is_word_character (c) && !inner))
        break;
      segment->end = behind;
    }
}

static void
trim (const char *text, Segment *segment)
{
  while (segment->start < segment->end && g_unichar_isspace (g_utf8_get_char (text + segment->start)))
    segment->start = (gsize) (g_utf8_next_char (text + segment->start) - text);
  while (segment->start < segment->end && g_unichar_isspace (get_before (text, segment->end)))
    segment->end = (gsize) (g_utf8_prev_char (text + segment->end) - text);
}

static gboolean
is_text_block (guint kind)
{
  return kind == ATTEST_TOKEN_PARAGRAPH || kind == ATTEST_TOKEN_HEADING || kind == ATTEST_TOKEN_TABLE_CELL;
}

static gboolean
is_whole (guint kind)
{
  return kind == ATTEST_TOKEN_CODE || kind == ATTEST_TOKEN_LINK || kind == ATTEST_TOKEN_IMAGE ||
         kind == ATTEST_TOKEN_CITATION || kind == ATTEST_TOKEN_HTML_INLINE || kind == ATTEST_TOKEN_FOOTNOTE_REFERENCE;
}

static gboolean
is_container (guint kind)
{
  return kind == ATTEST_TOKEN_EMPHASIS || kind == ATTEST_TOKEN_STRONG || kind == ATTEST_TOKEN_STRIKETHROUGH;
}

static gboolean
is_entered (const AttestToken *token)
{
  return (token->flags & ATTEST_TOKEN_LEAVE) == 0 && token->end > token->start;
}

/* A mark never stands inside of code, a link or a citation, and marks of two kinds never cross. */
static void
extend_over_tokens (const Emphasis *self, const AttestToken *block, Segment *segment)
{
  for (const AttestToken *token = block + 1; token < self->tokens + block->partner; token++)
    {
      gboolean cuts_start = segment->start > token->start && segment->start < token->end;
      gboolean cuts_end = segment->end > token->start && segment->end < token->end;

      if (!is_entered (token) || !(cuts_start || cuts_end))
        continue;
      if (!is_whole (token->kind) &&
          !(is_container (token->kind) && token->kind != self->kind && cuts_start != cuts_end))
        continue;
      segment->start = MIN (segment->start, token->start);
      segment->end = MAX (segment->end, token->end);
    }
}

static gsize
count_mark (const Emphasis *self, const AttestToken *token)
{
  if (token->kind == ATTEST_TOKEN_EMPHASIS)
    return 1;
  return token->kind == ATTEST_TOKEN_STRONG || self->text[token->start + 1] == '~' ? 2 : 1;
}

/* An end of the range between the two characters of a mark, or on the wrong side of one, goes to the words. */
static gboolean
leave_marks (const Emphasis *self, const AttestToken *block, Segment *segment)
{
  const Segment before = *segment;

  for (const AttestToken *token = block + 1; token < self->tokens + block->partner; token++)
    {
      gsize n = 0;

      if (!is_container (token->kind) || !is_entered (token))
        continue;
      n = count_mark (self, token);
      if (segment->start > token->start && segment->start < token->start + n)
        segment->start = token->start + n;
      if (segment->start >= token->end - n && segment->start < token->end)
        segment->start = token->end;
      if (segment->end > token->start && segment->end <= token->start + n)
        segment->end = token->start;
      if (segment->end > token->end - n && segment->end < token->end)
        segment->end = token->end - n;
    }
  return segment->start < segment->end && (segment->start != before.start || segment->end != before.end);
}

/* The part of a block's words in a range. A heading's marks and a quote's are none of its words. */
static gboolean
cut_to_block (const Emphasis *self, const AttestToken *block, gsize start, gsize end, Segment *segment)
{
  gsize first = block->end;
  gsize last = block->start;

  for (const AttestToken *token = block + 1; token < self->tokens + block->partner; token++)
    if (is_entered (token))
      {
        first = MIN (first, token->start);
        last = MAX (last, token->end);
      }
  segment->start = MAX (start, first);
  segment->end = MIN (end, last);
  if (segment->start >= segment->end)
    return FALSE;
  do
    trim (self->text, segment);
  while (leave_marks (self, block, segment));
  if (segment->start >= segment->end)
    return FALSE;
  extend_over_tokens (self, block, segment);
  return TRUE;
}

/* The node of the kind that holds the whole segment, marks included or not. */
static const AttestToken *
find_around (const Emphasis *self, const Segment *segment)
{
  for (guint i = 0; i < self->n_tokens; i++)
    {
      const AttestToken *token = &self->tokens[i];

      if (token->kind == self->kind && is_entered (token) && token->start <= segment->start &&
          token->end >= segment->end)
        return token;
    }
  return NULL;
}

static void
remove_marks (const Emphasis *self, AttestEdit *edit, const AttestToken *node)
{
  attest_edit_add (edit, node->start, node->start + self->mark_length, NULL);
  attest_edit_add (edit, node->end - self->mark_length, node->end, NULL);
}

/* Marks of the other kind are no words. */
static gboolean
has_words (const Emphasis *self, const Segment *segment)
{
  for (gsize at = segment->start; at < segment->end; at++)
    if (strchr ("*_~ \n", self->text[at]) == NULL)
      return TRUE;
  return FALSE;
}

/* A part of what stands out becomes plain: the words before and behind keep their marks. */
static void
make_plain (const Emphasis *self, AttestEdit *edit, const AttestToken *node, const Segment *segment, gboolean whole)
{
  Segment before = { node->start + self->mark_length, segment->start };
  Segment behind = { segment->end, node->end - self->mark_length };

  if (before.start < before.end)
    trim (self->text, &before);
  if (behind.start < behind.end)
    trim (self->text, &behind);
  if (whole || !has_words (self, &before))
    attest_edit_add (edit, node->start, node->start + self->mark_length, NULL);
  else
    attest_edit_add (edit, before.end, before.end, self->mark);
  if (whole || !has_words (self, &behind))
    attest_edit_add (edit, node->end - self->mark_length, node->end, NULL);
  else
    attest_edit_add (edit, behind.start, behind.start, self->mark);
}

static void
make_stand_out (const Emphasis *self, AttestEdit *edit, Segment *segment)
{
  gsize start = segment->start;
  gsize end = segment->end;

  for (guint i = 0; i < self->n_tokens; i++)
    {
      const AttestToken *token = &self->tokens[i];

      if (token->kind != self->kind || !is_entered (token) || token->end <= segment->start ||
          token->start >= segment->end)
        continue;
      remove_marks (self, edit, token);
      start = MIN (start, token->start);
      end = MAX (end, token->end);
    }
  attest_edit_add (edit, start, start, self->mark);
  attest_edit_add (edit, end, end, self->mark);
}

static GArray *
find_segments (const Emphasis *self, gsize start, gsize end)
{
  GArray *segments = g_array_new (FALSE, FALSE, sizeof (Segment));

  for (guint i = 0; i < self->n_tokens; i++)
    {
      const AttestToken *token = &self->tokens[i];
      Segment segment;

      if (is_text_block (token->kind) && is_entered (token) && token->start < end && token->end > start &&
          cut_to_block (self, token, start, end, &segment))
        g_array_append_val (segments, segment);
    }
  return segments;
}

static gboolean
all_stand_out (const Emphasis *self, GArray *segments)
{
  for (guint i = 0; i < segments->len; i++)
    if (find_around (self, &g_array_index (segments, Segment, i)) == NULL)
      return FALSE;
  return TRUE;
}

/* Beside no word: two marks with the cursor between them, which a second time takes away. */
static AttestEdit *
toggle_at_cursor (const Emphasis *self, gsize cursor)
{
  AttestEdit *edit = attest_edit_new ();
  g_autofree char *marks = g_strconcat (self->mark, self->mark, NULL);
  gsize n = self->mark_length;

  if (cursor >= n && cursor + n <= self->length && memcmp (self->text + cursor - n, marks, 2 * n) == 0)
    {
      attest_edit_add (edit, cursor - n, cursor + n, NULL);
      return attest_edit_finish (edit, cursor, cursor, FALSE);
    }
  attest_edit_add (edit, cursor, cursor, marks);
  edit = attest_edit_finish (edit, cursor, cursor, FALSE);
  edit->selection_start = edit->selection_end = cursor + n;
  return edit;
}

AttestEdit *
attest_edit_toggle_emphasis (AttestDocument *document, gsize start, gsize end, AttestEmphasis emphasis)
{
  GBytes *markdown = attest_document_get_markdown (document);
  Emphasis self = { .kind = emphasis == ATTEST_EMPHASIS_BOLD ? ATTEST_TOKEN_STRONG : ATTEST_TOKEN_EMPHASIS,
                    .mark = emphasis == ATTEST_EMPHASIS_BOLD ? "**" : "*" };
  g_autoptr (GArray) segments = NULL;
  Segment range = { start, end };
  AttestEdit *edit = NULL;
  gboolean plain = FALSE;

  self.text = g_bytes_get_data (markdown, &self.length);
  self.mark_length = strlen (self.mark);
  self.tokens = attest_document_get_tokens (document, &self.n_tokens);
  if (start < attest_document_get_body_start (document))
    return NULL;
  if (start == end)
    extend_to_word (self.text, self.length, &range);
  if (range.start == range.end)
    return toggle_at_cursor (&self, start);
  segments = find_segments (&self, range.start, range.end);
  if (segments->len == 0)
    return NULL;

  edit = attest_edit_new ();
  plain = all_stand_out (&self, segments);
  for (guint i = 0; i < segments->len; i++)
    {
      Segment *segment = &g_array_index (segments, Segment, i);

      if (plain)
        make_plain (&self, edit, find_around (&self, segment), segment, start == end);
      else
        make_stand_out (&self, edit, segment);
    }
  return attest_edit_finish (edit, start, end, start < range.end);
}

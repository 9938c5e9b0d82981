/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "text/attest-document-align.h"

#include <cmark-gfm.h>
#include <string.h>

typedef struct
{
  guint32 content_start;
  guint32 source_start;
} Segment;

#define LONGEST_ENTITY 32

/* Keeps the time linear for text that is never found. */
#define FARTHEST_SEARCH 1024

void
attest_aligner_init (AttestAligner *self, AttestTokenList *list, const char *markdown, gsize length)
{
  memset (self, 0, sizeof *self);
  self->list = list;
  self->markdown = markdown;
  self->markdown_length = length;
  self->segments = g_array_new (FALSE, FALSE, sizeof (Segment));
}

void
attest_aligner_clear (AttestAligner *self)
{
  g_clear_pointer (&self->segments, g_array_unref);
  g_clear_pointer (&self->entities, g_hash_table_unref);
}

void
attest_aligner_begin (AttestAligner *self, const char *content, gsize length)
{
  self->content = content;
  self->length = length;
  self->at = 0;
  self->segment = 0;
  self->citation_end = 0;
  self->link_depth = 0;
  self->lost = FALSE;
  g_array_set_size (self->segments, 0);
}

void
attest_aligner_add_segment (AttestAligner *self, gsize content_start, gsize source_start)
{
  Segment segment = { content_start, source_start };

  g_array_append_val (self->segments, segment);
}

/* Moves to the segment that holds the offset. Offsets come almost in order, so it is rarely more than a step. */
static const Segment *
find_segment (AttestAligner *self, gsize offset, gsize *end)
{
  const Segment *segments = (const Segment *) (gconstpointer) self->segments->data;
  guint count = self->segments->len;

  if (count == 0)
    return NULL;
  while (self->segment > 0 && segments[self->segment].content_start > offset)
    self->segment--;
  while (self->segment + 1 < count && segments[self->segment + 1].content_start <= offset)
    self->segment++;
  if (end != NULL)
    *end = self->segment + 1 < count ? segments[self->segment + 1].content_start : self->length;

  return &segments[self->segment];
}

guint32
attest_aligner_get_place (AttestAligner *self, gsize content_offset)
{
  const Segment *segment = find_segment (self, content_offset, NULL);

  if (segment == NULL || segment->source_start == ATTEST_UNKNOWN_PLACE || content_offset < segment->content_start)
    return ATTEST_UNKNOWN_PLACE;

  return MIN (segment->source_start + (content_offset - segment->content_start), self->markdown_length);
}

AttestToken *
attest_aligner_push (AttestAligner *self, AttestTokenKind kind, guint flags)
{
  GArray *tokens = self->list->tokens;
  AttestToken *token;

  g_array_set_size (tokens, tokens->len + 1);
  token = &g_array_index (tokens, AttestToken, tokens->len - 1);
  memset (token, 0, sizeof *token);
  token->kind = kind;
  token->flags = flags;
  token->partner = tokens->len - 1;

  return token;
}

void
attest_aligner_push_text (AttestAligner *self,
                          const char *text,
                          gsize length,
                          gsize start,
                          gsize end,
                          gboolean verbatim)
{
  GArray *tokens = self->list->tokens;
  AttestToken *token;

  if (length == 0)
    return;

  token = &g_array_index (tokens, AttestToken, tokens->len - 1);
  if (verbatim && tokens->len > 0 && token->kind == ATTEST_TOKEN_TEXT && (token->flags & ATTEST_TOKEN_VERBATIM) != 0 &&
      token->end == start)
    {
      token->length += length;
      token->end = end;
      return;
    }

  token = attest_aligner_push (self, ATTEST_TOKEN_TEXT, verbatim ? ATTEST_TOKEN_VERBATIM : 0);
  token->text = text;
  token->length = length;
  token->start = start;
  token->end = end;
}

void
attest_aligner_push_unplaced (AttestAligner *self, const char *text, gsize length)
{
  if (length > 0)
    attest_aligner_push_text (self, g_string_chunk_insert_len (self->list->store, text, length), length, 0, 0, FALSE);
}

/* Appends content as it stands, piece by piece where it comes from several places. */
static void
push_content (AttestAligner *self, gsize from, gsize to)
{
  while (from < to)
    {
      gsize end = to;
      const Segment *segment = find_segment (self, from, &end);

      end = MIN (MAX (end, from + 1), to);
      if (segment == NULL || segment->source_start == ATTEST_UNKNOWN_PLACE)
        {
          attest_aligner_push_unplaced (self, self->content + from, end - from);
        }
      else
        {
          gsize start = segment->source_start + (from - segment->content_start);

          attest_aligner_push_text (self, self->markdown + start, end - from, start, start + (end - from), TRUE);
        }
      from = end;
    }
}

/* Appends text that the content from @from to @to made as a whole. The text must outlive the list. */
static void
push_made (AttestAligner *self, const char *text, gsize length, gsize from, gsize to)
{
  guint32 start = attest_aligner_get_place (self, from);
  guint32 end = attest_aligner_get_place (self, to - 1);

  if (start == ATTEST_UNKNOWN_PLACE || end == ATTEST_UNKNOWN_PLACE || end < start)
    attest_aligner_push_unplaced (self, text, length);
  else
    attest_aligner_push_text (self, text, length, start, end + 1, FALSE);
}

/* A number reference; 0 where none stands there. Numbers that are no character make U+FFFD. */
static gsize
decode_number (const char *text, gsize length, char *decoded)
{
  gboolean hexadecimal = length > 2 && (text[2] == 'x' || text[2] == 'X');
  gsize start = hexadecimal ? 3 : 2;
  gsize most = start + (hexadecimal ? 6 : 7);
  gunichar number = 0;
  gsize i;

  for (i = start; i < length && i < most; i++)
    {
      if (!(hexadecimal ? g_ascii_isxdigit (text[i]) : g_ascii_isdigit (text[i])))
        break;
      number = number * (hexadecimal ? 16 : 10) + g_ascii_xdigit_value (text[i]);
    }
  if (i == start || i >= length || text[i] != ';')
    return 0;
  if (number == 0 || (number >= 0xd800 && number < 0xe000) || number >= 0x110000)
    number = 0xfffd;
  decoded[g_unichar_to_utf8 (number, decoded)] = '\0';

  return i + 1;
}

/* What the parser makes of an entity, so that both know the same ones; NULL where it is none. */
static char *
ask_parser (const char *entity, gsize length)
{
  cmark_node *document = cmark_parse_document (entity, length, CMARK_OPT_DEFAULT);
  cmark_node *text = cmark_node_first_child (cmark_node_first_child (document));
  const char *literal = text != NULL ? cmark_node_get_literal (text) : NULL;
  char *decoded = NULL;

  if (literal != NULL && strncmp (literal, entity, length) != 0)
    decoded = g_strdup (literal);
  cmark_node_free (document);

  return decoded;
}

static const char *
decode_name (AttestAligner *self, const char *literal, gsize *consumed)
{
  const char *text = self->content + self->at;
  gsize length = self->length - self->at;
  g_autofree char *entity = NULL;
  gpointer decoded;
  gsize i;

  for (i = 1; i < length && i <= LONGEST_ENTITY && g_ascii_isalnum (text[i]); i++)
    ;
  if (i < 3 || i >= length || text[i] != ';')
    return NULL;

  /* What the parser left as it stands is no entity, unless it is `&amp;` before "amp;". This also spares asking for names made up. */
  if (strncmp (literal, text, i + 1) == 0 && g_ascii_strncasecmp (text, "&amp;", 5) != 0)
    return NULL;

  if (self->entities == NULL)
    self->entities = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  entity = g_strndup (text, i + 1);
  if (!g_hash_table_lookup_extended (self->entities, entity, NULL, &decoded))
    {
      g_autofree char *answer = ask_parser (entity, i + 1);

      decoded = answer != NULL ? g_string_chunk_insert (self->list->store, answer) : NULL;
      g_hash_table_insert (self->entities, g_steal_pointer (&entity), decoded);
    }
  *consumed = i + 1;

  return decoded;
}

/* Takes an entity of the content that made the head of @literal, after the content from @plain. Returns: bytes of the literal, 0 where
 * there is none. */
static gsize
take_entity (AttestAligner *self, const char *literal, gsize *plain)
{
  char number[8];
  gsize consumed = 0;
  const char *decoded = NULL;

  if (attest_aligner_peek (self, self->at + 1) == '#')
    {
      consumed = decode_number (self->content + self->at, self->length - self->at, number);
      if (consumed > 0 && g_str_has_prefix (literal, number))
        decoded = g_string_chunk_insert_const (self->list->store, number);
    }
  else
    {
      decoded = decode_name (self, literal, &consumed);
      if (decoded != NULL && !g_str_has_prefix (literal, decoded))
        decoded = NULL;
    }
  if (decoded == NULL)
    return 0;

  push_content (self, *plain, self->at);
  push_made (self, decoded, strlen (decoded), self->at, self->at + consumed);
  self->at += consumed;
  *plain = self->at;

  return strlen (decoded);
}

/* Whether the parser left the content's bytes as they stand: on this line in @literal, on the next ones in @lines. */
static gboolean
is_left_as_text (const char *content, gsize length, const char *literal, const char *const *lines)
{
  while (length > 0)
    {
      const char *newline = memchr (content, '\n', length);
      gsize line = newline != NULL ? (gsize) (newline - content) : length;
      gsize trimmed = line;

      while (newline != NULL && trimmed > 0 && attest_is_space (content[trimmed - 1]))
        trimmed--;
      if (literal == NULL || strncmp (content, literal, trimmed) != 0)
        return FALSE;
      if (newline == NULL)
        return TRUE;
      content += line + 1;
      length -= line + 1;
      while (length > 0 && (*content == ' ' || *content == '\t'))
        {
          content++;
          length--;
        }
      literal = lines != NULL ? *lines++ : NULL;
    }

  return TRUE;
}

static void
shift_citation (AttestAligner *self, AttestCitation *citation)
{
  citation->start = attest_aligner_get_place (self, self->at + citation->start);
  citation->end = attest_aligner_get_place (self, self->at + citation->end - 1) + 1;
  for (guint i = 0; i < citation->keys->len; i++)
    {
      AttestCitedKey *key = g_ptr_array_index (citation->keys, i);

      key->start = attest_aligner_get_place (self, self->at + key->start);
      key->end = attest_aligner_get_place (self, self->at + key->end - 1) + 1;
    }
}

/* Begins a citation at the head of @literal, if one stands there that no other markup reaches into. */
static gboolean
begin_citation (AttestAligner *self, const char *literal, const char *const *lines)
{
  AttestCitation *citation = attest_citation_parse (self->content + self->at, self->length - self->at);
  AttestToken *token;
  gsize length;

  if (citation == NULL)
    return FALSE;
  length = citation->end;
  if (!is_left_as_text (self->content + self->at, length, literal, lines) ||
      attest_aligner_get_place (self, self->at) == ATTEST_UNKNOWN_PLACE ||
      attest_aligner_get_place (self, self->at + length - 1) == ATTEST_UNKNOWN_PLACE)
    {
      attest_citation_free (citation);
      return FALSE;
    }

  shift_citation (self, citation);
  self->citation_end = self->at + length;
  self->citation_token = self->list->tokens->len;
  token = attest_aligner_push (self, ATTEST_TOKEN_CITATION, 0);
  token->number = self->list->citations->len;
  token->start = citation->start;
  token->end = citation->end;
  g_ptr_array_add (self->list->citations, citation);

  return TRUE;
}

static void
end_citation (AttestAligner *self)
{
  guint index = self->list->tokens->len;
  AttestToken *token = attest_aligner_push (self, ATTEST_TOKEN_CITATION, ATTEST_TOKEN_LEAVE);

  token->partner = self->citation_token;
  g_array_index (self->list->tokens, AttestToken, self->citation_token).partner = index;
  self->citation_end = 0;
}

/* After a node that consumed other than expected: goes on where the text stands next, if that is near. */
static gboolean
find_again (AttestAligner *self, const char *literal, gsize length)
{
  gsize window = MIN (self->length - self->at, length + FARTHEST_SEARCH);
  const char *found = memmem (self->content + self->at, window, literal, length);

  if (found == NULL || length == 0)
    return FALSE;
  self->at = found - self->content;
  self->lost = FALSE;

  return TRUE;
}

void
attest_aligner_take_text (AttestAligner *self, const char *literal, AttestLinkForm form, const char *const *lines)
{
  gsize length = strlen (literal);
  gboolean escapes = form == ATTEST_LINK_BRACKETS || form == ATTEST_LINK_MAIL;
  gsize plain, taken, i = 0;

  if (self->lost && !find_again (self, literal, length))
    {
      attest_aligner_push_unplaced (self, literal, length);
      return;
    }

  plain = self->at;
  while (i < length)
    {
      char wanted = literal[i];
      char there = attest_aligner_peek (self, self->at);

      if (there == '\\' && escapes && g_ascii_ispunct (attest_aligner_peek (self, self->at + 1)) &&
          attest_aligner_peek (self, self->at + 1) == wanted)
        {
          guint32 place = attest_aligner_get_place (self, self->at + 1);

          push_content (self, plain, self->at);
          if (place != ATTEST_UNKNOWN_PLACE)
            push_made (self, self->markdown + place, 1, self->at, self->at + 2);
          else
            attest_aligner_push_unplaced (self, literal + i, 1);
          self->at += 2;
          i++;
          plain = self->at;
        }
      else if (there == '&' && form != ATTEST_LINK_LITERAL && (taken = take_entity (self, literal + i, &plain)) > 0)
        {
          i += taken;
        }
      else if (there != wanted)
        {
          push_content (self, plain, self->at);
          attest_aligner_push_unplaced (self, literal + i, length - i);
          self->lost = TRUE;
          return;
        }
      else
        {
          if (there == '[' && attest_aligner_peek (self, self->at + 1) == '@' && self->link_depth == 0 &&
              self->citation_end == 0)
            {
              push_content (self, plain, self->at);
              plain = self->at;
              begin_citation (self, literal + i, lines);
            }
          self->at++;
          i++;
          if (self->at == self->citation_end)
            {
              push_content (self, plain, self->at);
              plain = self->at;
              end_citation (self);
            }
        }
    }
  push_content (self, plain, self->at);
}

void
attest_aligner_take_break (AttestAligner *self, AttestTokenKind kind)
{
  gsize from = self->at;
  gboolean escaped = FALSE;
  guint32 start, end;
  AttestToken *token;

  while (self->at < self->length && self->content[self->at] != '\n' && attest_is_space (self->content[self->at]))
    self->at++;
  if (kind == ATTEST_TOKEN_LINE_BREAK && attest_aligner_peek (self, self->at) == '\\')
    {
      escaped = TRUE;
      self->at++;
    }
  if (attest_aligner_peek (self, self->at) != '\n')
    {
      const char *newline = memchr (self->content + self->at, '\n', self->length - self->at);

      /* A place that is lost is found again at the end of the line. */
      if (newline != NULL)
        self->at = newline - self->content;
    }
  if (attest_aligner_peek (self, self->at) == '\n')
    {
      self->lost = FALSE;
      self->at++;
    }
  /* After a backslash the parser leaves the spaces of a lazy line to the text. */
  while (!escaped && (attest_aligner_peek (self, self->at) == ' ' || attest_aligner_peek (self, self->at) == '\t'))
    self->at++;

  start = self->at > from ? attest_aligner_get_place (self, from) : ATTEST_UNKNOWN_PLACE;
  end = self->at > from ? attest_aligner_get_place (self, self->at) : ATTEST_UNKNOWN_PLACE;
  token = attest_aligner_push (self, kind, 0);
  if (start != ATTEST_UNKNOWN_PLACE && end != ATTEST_UNKNOWN_PLACE && end > start)
    {
      token->start = start;
      token->end = end;
    }
}

/* Finds the code between backticks at the cursor; FALSE where there are none. */
static gboolean
find_code (AttestAligner *self, gsize *from, gsize *to)
{
  gsize ticks = 0, at = self->at;

  while (attest_aligner_peek (self, at + ticks) == '`')
    ticks++;
  for (at += ticks; ticks > 0 && at < self->length;)
    {
      gsize run = 0;

      if (self->content[at] != '`')
        {
          at++;
          continue;
        }
      while (attest_aligner_peek (self, at + run) == '`')
        run++;
      if (run == ticks)
        {
          *from = self->at + ticks;
          *to = at;
          self->at = at + run;
          return TRUE;
        }
      at += run;
    }

  return FALSE;
}

void
attest_aligner_take_code (AttestAligner *self, const char *literal)
{
  gsize length = strlen (literal);
  gsize from, to;

  if (self->lost || !find_code (self, &from, &to))
    {
      self->lost = TRUE;
      attest_aligner_push_unplaced (self, literal, length);
      return;
    }

  /* The parser takes off one space at each end, and shows a line's end as a space. */
  if (to - from == length + 2)
    {
      from++;
      to--;
    }
  if (to - from != length)
    {
      attest_aligner_push_unplaced (self, literal, length);
      return;
    }
  while (from < to)
    {
      const char *newline = memchr (self->content + from, '\n', to - from);
      gsize end = newline != NULL ? (gsize) (newline - self->content) : to;

      push_content (self, from, end);
      if (newline != NULL)
        push_made (self, " ", 1, end, end + 1);
      from = end + (newline != NULL ? 1 : 0);
    }
}

void
attest_aligner_take_html (AttestAligner *self, const char *literal)
{
  gsize length = strlen (literal);

  if (self->lost && !find_again (self, literal, length))
    {
      attest_aligner_push_unplaced (self, literal, length);
    }
  else if (length <= self->length - self->at && memcmp (self->content + self->at, literal, length) == 0)
    {
      push_content (self, self->at, self->at + length);
      self->at += length;
    }
  else
    {
      self->lost = TRUE;
      attest_aligner_push_unplaced (self, literal, length);
    }
}

void
attest_aligner_take_delimiter (AttestAligner *self, const char *characters, guint count)
{
  if (self->lost)
    return;
  for (guint i = 0; i < count; i++)
    if (self->at + i >= self->length || strchr (characters, self->content[self->at + i]) == NULL)
      {
        self->lost = TRUE;
        return;
      }
  self->at += count;
}

void
attest_aligner_take_tildes (AttestAligner *self)
{
  attest_aligner_take_delimiter (self, "~", attest_aligner_peek (self, self->at + 1) == '~' ? 2 : 1);
}

void
attest_aligner_take_footnote (AttestAligner *self, AttestToken *token, gsize length)
{
  if (!self->lost && length >= 3 && length <= self->length - self->at && self->content[self->at] == '[' &&
      self->content[self->at + length - 1] == ']')
    {
      guint32 start = attest_aligner_get_place (self, self->at);
      guint32 end = attest_aligner_get_place (self, self->at + length - 1);

      if (start != ATTEST_UNKNOWN_PLACE && end != ATTEST_UNKNOWN_PLACE && end >= start)
        {
          token->start = start;
          token->end = end + 1;
        }
      self->at += length;
    }
  else
    {
      self->lost = TRUE;
    }
}

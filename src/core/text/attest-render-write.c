/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "text/attest-render-private.h"

#include <string.h>

/* Blocks deeper than this show without frames of their own: no article goes there, and browsers stop at 512. */
#define DEEPEST_FRAME 100

#define tag(self, literal) attest_output_append_literal (&(self)->html, literal)

void
attest_writer_show (AttestWriter *self, const char *text, gsize length)
{
  attest_output_append_escaped (&self->html, text, length);
  attest_output_append (&self->text, text, length);
}

void
attest_writer_show_run (AttestWriter *self, const char *text, gsize length, gsize start, gsize end, gboolean verbatim)
{
  AttestRun run = { self->text.length, self->text.length + length, start, end, verbatim };

  attest_writer_show (self, text, length);
  if (end > start)
    g_array_append_val (self->rendering->runs, run);
}

static void
show_newline (AttestWriter *self)
{
  attest_output_append (&self->html, "\n", 1);
  attest_output_append (&self->text, "\n", 1);
}

/* Begins a line, unless one has just begun. */
static void
begin_line (AttestWriter *self)
{
  if (self->html.length > 0 && self->html.data[self->html.length - 1] != '\n')
    show_newline (self);
}

void
attest_writer_warn (AttestWriter *self,
                    AttestRenderWarningKind kind,
                    const AttestToken *token,
                    const char *text,
                    gsize length)
{
  AttestRenderWarning *warning;

  if (self->fragment)
    return;
  warning = g_new0 (AttestRenderWarning, 1);
  warning->kind = kind;
  warning->start = token->start;
  warning->end = token->end;
  warning->text = g_strndup (text, length);
  g_ptr_array_add (self->rendering->warnings, warning);
}

void
attest_writer_add_id_prefix (AttestWriter *self)
{
  const char *prefix = self->rendering->id_prefix;

  if (prefix != NULL)
    attest_output_append_escaped (&self->html, prefix, strlen (prefix));
}

static void
update_hash (AttestWriter *self)
{
  attest_hash_add (&self->hash, self->html.data + self->hashed, self->html.length - self->hashed);
  self->hashed = self->html.length;
}

/* Attributes that every block has; the source range is no part of the block's hash. */
static void
add_attributes (AttestWriter *self, const AttestToken *token)
{
  if (self->fragment)
    return;
  if (self->depth == 0)
    tag (self, " dir=\"auto\"");
  if (!self->ranges)
    return;

  update_hash (self);
  tag (self, " data-start=\"");
  attest_output_append_number (&self->html, token->start);
  tag (self, "\" data-end=\"");
  attest_output_append_number (&self->html, token->end);
  tag (self, "\"");
  self->hashed = self->html.length;
}

static void
write_heading (AttestWriter *self, const AttestToken *token)
{
  char level = '0' + MIN (token->level + (self->fragment ? 0 : self->options->heading_offset), 6);

  if ((token->flags & ATTEST_TOKEN_LEAVE) != 0)
    {
      tag (self, "</h");
      attest_output_append (&self->html, &level, 1);
      tag (self, ">");
      show_newline (self);
      return;
    }

  begin_line (self);
  tag (self, "<h");
  attest_output_append (&self->html, &level, 1);
  if (!self->fragment)
    {
      const AttestHeading *heading = g_ptr_array_index (attest_document_get_headings (self->document), token->number);

      tag (self, " id=\"");
      attest_writer_add_id_prefix (self);
      attest_output_append_escaped (&self->html, heading->id, strlen (heading->id));
      tag (self, "\"");
    }
  add_attributes (self, token);
  tag (self, ">");
}

static void
write_list (AttestWriter *self, const AttestToken *token)
{
  gboolean ordered = (token->flags & ATTEST_TOKEN_ORDERED) != 0;

  if ((token->flags & ATTEST_TOKEN_LEAVE) != 0)
    {
      if (ordered)
        tag (self, "</ol>");
      else
        tag (self, "</ul>");
      show_newline (self);
      return;
    }

  begin_line (self);
  if (ordered)
    tag (self, "<ol");
  else
    tag (self, "<ul");
  if (ordered && token->number != 1)
    {
      tag (self, " start=\"");
      attest_output_append_number (&self->html, token->number);
      tag (self, "\"");
    }
  add_attributes (self, token);
  tag (self, ">");
  show_newline (self);
}

static void
write_item (AttestWriter *self, const AttestToken *token)
{
  if ((token->flags & ATTEST_TOKEN_LEAVE) != 0)
    {
      tag (self, "</li>");
      show_newline (self);
      return;
    }

  begin_line (self);
  tag (self, "<li");
  add_attributes (self, token);
  tag (self, ">");
  if ((token->flags & ATTEST_TOKEN_TASK) == 0)
    return;
  if ((token->flags & ATTEST_TOKEN_CHECKED) != 0)
    tag (self, "<input type=\"checkbox\" checked=\"\" disabled=\"\" />");
  else
    tag (self, "<input type=\"checkbox\" disabled=\"\" />");
  attest_writer_show (self, " ", 1);
}

static void
write_code_block (AttestWriter *self, const AttestToken *token)
{
  gsize language = 0;

  if ((token->flags & ATTEST_TOKEN_LEAVE) != 0)
    {
      tag (self, "</code></pre>");
      show_newline (self);
      return;
    }

  begin_line (self);
  tag (self, "<pre");
  add_attributes (self, token);
  tag (self, "><code");
  while (language < token->length && !g_ascii_isspace (token->text[language]))
    language++;
  if (token->length > 0)
    {
      tag (self, " class=\"language-");
      attest_output_append_escaped (&self->html, token->text, language);
      tag (self, "\"");
    }
  tag (self, ">");
}

/* HTML in the source is something to read, never something to run. */
static void
write_html_block (AttestWriter *self, const AttestToken *token, guint index)
{
  if ((token->flags & ATTEST_TOKEN_LEAVE) != 0)
    {
      tag (self, "</code></pre>");
      show_newline (self);
      return;
    }

  begin_line (self);
  tag (self, "<pre");
  if (!self->fragment)
    tag (self, " class=\"raw-html\"");
  add_attributes (self, token);
  tag (self, "><code>");
  if (!self->fragment)
    {
      gsize length;
      const char *markdown = g_bytes_get_data (attest_document_get_markdown (self->document), &length);

      attest_writer_warn (self, ATTEST_RENDER_RAW_HTML, token, markdown + token->start, token->end - token->start);
    }
}

static void
write_simple_block (AttestWriter *self, const AttestToken *token)
{
  gboolean leaving = (token->flags & ATTEST_TOKEN_LEAVE) != 0;

  if (token->kind == ATTEST_TOKEN_THEMATIC_BREAK)
    {
      if (leaving)
        return;
      begin_line (self);
      tag (self, "<hr");
      add_attributes (self, token);
      tag (self, " />");
      show_newline (self);
    }
  else
    {
      begin_line (self);
      if (leaving)
        {
          tag (self, "</blockquote>");
        }
      else
        {
          tag (self, "<blockquote");
          add_attributes (self, token);
          tag (self, ">");
        }
      show_newline (self);
    }
}

static void
write_table (AttestWriter *self, const AttestToken *token)
{
  begin_line (self);
  if ((token->flags & ATTEST_TOKEN_LEAVE) != 0)
    {
      if (self->table_body)
        {
          tag (self, "</tbody>");
          show_newline (self);
        }
      self->table_body = FALSE;
      tag (self, "</table>");
      show_newline (self);
      return;
    }
  tag (self, "<table");
  add_attributes (self, token);
  tag (self, ">");
  self->table_body = FALSE;
}

static void
write_table_row (AttestWriter *self, const AttestToken *token)
{
  gboolean header = (token->flags & ATTEST_TOKEN_HEADER) != 0;

  begin_line (self);
  if ((token->flags & ATTEST_TOKEN_LEAVE) != 0)
    {
      tag (self, "</tr>");
      if (header)
        {
          show_newline (self);
          tag (self, "</thead>");
        }
      return;
    }

  if (header)
    {
      tag (self, "<thead>");
      show_newline (self);
    }
  else if (!self->table_body)
    {
      tag (self, "<tbody>");
      show_newline (self);
      self->table_body = TRUE;
    }
  tag (self, "<tr");
  add_attributes (self, token);
  tag (self, ">");
}

static void
write_table_cell (AttestWriter *self, const AttestToken *token)
{
  gboolean header = (token->flags & ATTEST_TOKEN_HEADER) != 0;

  if ((token->flags & ATTEST_TOKEN_LEAVE) != 0)
    {
      if (header)
        tag (self, "</th>");
      else
        tag (self, "</td>");
      return;
    }

  begin_line (self);
  if (header)
    tag (self, "<th");
  else
    tag (self, "<td");
  if (token->level == 'l')
    tag (self, " align=\"left\"");
  else if (token->level == 'c')
    tag (self, " align=\"center\"");
  else if (token->level == 'r')
    tag (self, " align=\"right\"");
  if (header && !self->fragment)
    tag (self, " scope=\"col\"");
  add_attributes (self, token);
  tag (self, ">");
}

/* The links from a footnote back to where it is referred to. */
static void
write_back_links (AttestWriter *self, const AttestToken *footnote)
{
  for (guint i = 1; i <= MAX (footnote->count, 1); i++)
    {
      if (i > 1)
        attest_writer_show (self, " ", 1);
      tag (self, "<a href=\"#");
      attest_writer_add_id_prefix (self);
      tag (self, "fnref-");
      attest_output_append_address (&self->html, footnote->text, footnote->length);
      if (i > 1)
        {
          tag (self, "-");
          attest_output_append_number (&self->html, i);
        }
      tag (self, "\" class=\"footnote-backref\" data-footnote-backref aria-label=\"Back to content\">");
      attest_writer_show (self, "↩", strlen ("↩"));
      if (i > 1)
        {
          char number[12];

          tag (self, "<sup class=\"footnote-ref\">");
          g_snprintf (number, sizeof number, "%u", i);
          attest_writer_show (self, number, strlen (number));
          tag (self, "</sup>");
        }
      tag (self, "</a>");
    }
}

static void
write_footnote (AttestWriter *self, const AttestToken *token, guint index)
{
  if ((token->flags & ATTEST_TOKEN_LEAVE) != 0)
    {
      const AttestToken *last = token - 1;

      if (last->kind != ATTEST_TOKEN_PARAGRAPH || (last->flags & ATTEST_TOKEN_CLOSING) == 0)
        {
          write_back_links (self, token);
          show_newline (self);
        }
      tag (self, "</li>");
      show_newline (self);
      if (index + 1 == self->n_tokens)
        {
          tag (self, "</ol>");
          show_newline (self);
          tag (self, "</section>");
          show_newline (self);
        }
      return;
    }

  if (self->footnote++ == 0)
    {
      tag (self, "<section class=\"footnotes\" data-footnotes>");
      show_newline (self);
      tag (self, "<ol>");
      show_newline (self);
    }
  tag (self, "<li id=\"");
  attest_writer_add_id_prefix (self);
  tag (self, "fn-");
  attest_output_append_address (&self->html, token->text, token->length);
  tag (self, "\"");
  if (!self->fragment)
    add_attributes (self, token);
  tag (self, ">");
  show_newline (self);
}

static void
write_paragraph (AttestWriter *self, const AttestToken *token)
{
  if ((token->flags & ATTEST_TOKEN_TIGHT) != 0)
    return;
  if ((token->flags & ATTEST_TOKEN_LEAVE) == 0)
    {
      begin_line (self);
      tag (self, "<p");
      add_attributes (self, token);
      tag (self, ">");
      return;
    }

  if ((token->flags & ATTEST_TOKEN_CLOSING) != 0)
    {
      const AttestToken *footnote = token + 1;

      attest_writer_show (self, " ", 1);
      write_back_links (self, footnote);
    }
  tag (self, "</p>");
  show_newline (self);
}

static void
write_block (AttestWriter *self, guint index)
{
  const AttestToken *token = &self->tokens[index];

  switch ((AttestTokenKind) token->kind)
    {
    case ATTEST_TOKEN_PARAGRAPH:
      write_paragraph (self, token);
      break;
    case ATTEST_TOKEN_HEADING:
      write_heading (self, token);
      break;
    case ATTEST_TOKEN_LIST:
      write_list (self, token);
      break;
    case ATTEST_TOKEN_ITEM:
      write_item (self, token);
      break;
    case ATTEST_TOKEN_CODE_BLOCK:
      write_code_block (self, token);
      break;
    case ATTEST_TOKEN_HTML_BLOCK:
      write_html_block (self, token, index);
      break;
    case ATTEST_TOKEN_TABLE:
      write_table (self, token);
      break;
    case ATTEST_TOKEN_TABLE_ROW:
      write_table_row (self, token);
      break;
    case ATTEST_TOKEN_TABLE_CELL:
      write_table_cell (self, token);
      break;
    case ATTEST_TOKEN_FOOTNOTE_DEFINITION:
      write_footnote (self, token, index);
      break;
    case ATTEST_TOKEN_BLOCK_QUOTE:
    case ATTEST_TOKEN_THEMATIC_BREAK:
    case ATTEST_TOKEN_TEXT:
    case ATTEST_TOKEN_SOFT_BREAK:
    case ATTEST_TOKEN_LINE_BREAK:
    case ATTEST_TOKEN_CODE:
    case ATTEST_TOKEN_HTML_INLINE:
    case ATTEST_TOKEN_EMPHASIS:
    case ATTEST_TOKEN_STRONG:
    case ATTEST_TOKEN_STRIKETHROUGH:
    case ATTEST_TOKEN_LINK:
    case ATTEST_TOKEN_IMAGE:
    case ATTEST_TOKEN_FOOTNOTE_REFERENCE:
    case ATTEST_TOKEN_CITATION:
    default:
      write_simple_block (self, token);
      break;
    }
}

/* All footnotes are one block, the last. */
static void
begin_block (AttestWriter *self, const AttestToken *token)
{
  AttestRenderedBlock block = { 0 };

  if (token->kind == ATTEST_TOKEN_FOOTNOTE_DEFINITION && self->footnote > 0)
    return;
  begin_line (self);
  block.html_start = self->html.length;
  block.text_start = self->text.length;
  block.start = token->start;
  block.end = token->end;
  self->hash.state = 0;
  self->hashed = self->html.length;
  g_array_append_val (self->rendering->blocks, block);
}

static void
end_block (AttestWriter *self, const AttestToken *token)
{
  GArray *blocks = self->rendering->blocks;
  AttestRenderedBlock *block = &g_array_index (blocks, AttestRenderedBlock, blocks->len - 1);

  update_hash (self);
  block->html_end = self->html.length;
  block->text_end = self->text.length;
  block->start = MIN (block->start, token->start);
  block->end = MAX (block->end, token->end);
  block->hash = self->hash.state;
}

static gboolean
is_title (AttestWriter *self, guint index)
{
  return (self->options->flags & ATTEST_RENDER_OMIT_TITLE) != 0 && !self->fragment &&
         index == attest_document_get_title_token (self->document);
}

/* A quote or list beyond the deepest frame: its text shows, its tags do not. */
static gboolean
is_frameless (AttestWriter *self, const AttestToken *token)
{
  return self->depth >= DEEPEST_FRAME && !self->fragment &&
         (token->kind == ATTEST_TOKEN_BLOCK_QUOTE || token->kind == ATTEST_TOKEN_LIST ||
          token->kind == ATTEST_TOKEN_ITEM);
}

void
attest_writer_write (AttestWriter *self)
{
  for (guint i = 0; i < self->n_tokens; i++)
    {
      const AttestToken *token = &self->tokens[i];

      if (token->kind > ATTEST_TOKEN_FOOTNOTE_DEFINITION)
        {
          attest_writer_write_inline (self, &i);
          continue;
        }
      if ((token->flags & ATTEST_TOKEN_LEAVE) != 0)
        {
          self->depth--;
          if (!is_frameless (self, token))
            write_block (self, i);
          if (self->depth == 0)
            end_block (self, token);
          continue;
        }
      if (is_title (self, i))
        {
          i = token->partner;
          continue;
        }
      if (self->depth == 0)
        begin_block (self, token);
      if (!is_frameless (self, token))
        write_block (self, i);
      self->depth++;
    }
}

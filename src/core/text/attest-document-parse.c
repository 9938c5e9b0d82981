/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "text/attest-document-align.h"
#include "text/attest-document-arena.h"
#include "text/attest-document-extensions.h"
#include "text/attest-document-lines.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#include <string.h>

typedef struct
{
  AttestAligner aligner;
  AttestTokenList *list;
  const AttestExtensions *extensions;
  AttestLines lines;
  GArray *open;          /* guint32: tokens of nodes not yet left */
  GArray *link_forms;    /* guint8: of links not yet left */
  GHashTable *footnotes; /* label in the tree to count of references so far */
  GPtrArray *following;
  guint quote_depth;
  guint32 block_end;
  guint32 footnote_number;
  /* Of the table at hand. */
  int header_line;
  const guint8 *alignments;
  guint column;
  gsize cell_at;
  gsize cell_line_end;
} Builder;

/* The parser keeps the characters that begin extensions in a table for the whole process and takes them out after each text, so two
 * threads cannot parse at one time. */
static GMutex parser_lock;

static void
set_range (Builder *self, AttestToken *token, cmark_node *node)
{
  gsize start =
      attest_lines_get_offset (&self->lines, cmark_node_get_start_line (node), cmark_node_get_start_column (node));
  gsize end =
      attest_lines_get_offset (&self->lines, cmark_node_get_end_line (node), cmark_node_get_end_column (node) + 1);

  while (end > start && attest_is_space (self->lines.markdown[end - 1]))
    end--;
  token->start = start;
  token->end = MAX (end, start);
}

/* The last line of an underlined heading's text. The parser ends such a heading at its underline if the text ends there, else one line later. */
static int
find_underlined (Builder *self, cmark_node *node, const char *content)
{
  int line = cmark_node_get_end_line (node) - 2;

  if (attest_lines_is_underline (&self->lines, line + 1, self->quote_depth) &&
      attest_lines_holds_last (&self->lines, line, content))
    return line;

  return line + 1;
}

static void
place_heading (Builder *self, AttestToken *token, cmark_node *node)
{
  const char *content = cmark_node_get_string_content (node);
  gsize at = token->start;
  gsize length = strcspn (content, "\n");

  if (cmark_node_get_end_line (node) > cmark_node_get_start_line (node))
    {
      int line = find_underlined (self, node, content);
      guint32 start;

      attest_lines_place (&self->lines, &self->aligner, content, line);
      start = attest_aligner_get_place (&self->aligner, 0);
      if (start != ATTEST_UNKNOWN_PLACE && start > token->start)
        token->start = start;
      token->end = attest_lines_get_end (&self->lines, line + 1);
      return;
    }

  while (at < self->lines.length && self->lines.markdown[at] == '#')
    at++;
  while (at < self->lines.length && (self->lines.markdown[at] == ' ' || self->lines.markdown[at] == '\t'))
    at++;
  attest_aligner_begin (&self->aligner, content, strlen (content));
  if (length > self->lines.length - at || memcmp (self->lines.markdown + at, content, length) != 0)
    at = ATTEST_UNKNOWN_PLACE;
  attest_aligner_add_segment (&self->aligner, 0, at);
}

/* Skips the bar before a cell, with what the parser takes for white space there. */
static gsize
skip_bar (Builder *self, gsize at)
{
  if (at < self->cell_line_end && self->lines.markdown[at] == '|')
    for (at++; at < self->cell_line_end && memchr (" \t\v\f", self->lines.markdown[at], 4) != NULL;)
      at++;

  return at;
}

/* Begins a row: its cells are looked for where the line's content begins. */
static void
begin_row (Builder *self, AttestToken *token, cmark_node *node)
{
  cmark_node *table = cmark_node_parent (node);
  gboolean header = cmark_gfm_extensions_get_table_row_is_header (node);
  int line = header ? self->header_line : cmark_node_get_start_line (node);
  gsize start = 0, end = 0;

  self->column = 0;
  if (!attest_lines_get (&self->lines, line, &start, &end))
    start = end = token->start;
  if (header && line == cmark_node_get_start_line (table))
    start = attest_lines_get_offset (&self->lines, line, cmark_node_get_start_column (table));
  else
    start = attest_lines_skip_prefix (&self->lines, start, end, self->quote_depth);

  token->start = start;
  token->end = end;
  while (token->end > start && attest_is_space (self->lines.markdown[token->end - 1]))
    token->end--;
  if (header)
    token->flags |= ATTEST_TOKEN_HEADER;

  self->cell_line_end = end;
  self->cell_at = skip_bar (self, start);
}

/* The parser unescapes `\|` before anything else, so each one begins a new piece. */
static void
place_cell (Builder *self, AttestToken *token, const char *content)
{
  gsize at = self->cell_at, end;

  /* A backslash before the bar always belongs to it, whatever stands before the backslash. */
  for (end = at; end < self->cell_line_end; end++)
    if (self->lines.markdown[end] == '|' && (end == at || self->lines.markdown[end - 1] != '\\'))
      break;
  self->cell_at = skip_bar (self, end);
  while (at < end && attest_is_space (self->lines.markdown[at]))
    at++;
  while (end > at && attest_is_space (self->lines.markdown[end - 1]))
    end--;
  token->start = at;
  token->end = end;

  attest_aligner_begin (&self->aligner, content, strlen (content));
  attest_lines_place_unescaped (&self->lines, &self->aligner, 0, strlen (content), at, end);
}

/* Lines before a table that was found in the middle of a paragraph have no position of their own, but begin where the table says it does. */
static void
place_before_table (Builder *self, AttestToken *token, cmark_node *table, const char *content)
{
  int line = cmark_node_get_start_line (table);
  gsize start = attest_lines_get_offset (&self->lines, line, cmark_node_get_start_column (table));
  const char *text = content;

  token->start = start;
  attest_aligner_begin (&self->aligner, content, strlen (content));
  for (; *text != '\0'; line++)
    {
      gsize length = strcspn (text, "\n"), line_start, end;

      if (!attest_lines_get (&self->lines, line, &line_start, &end))
        break;
      if (text > content)
        start = attest_lines_skip_prefix (&self->lines, line_start, end, self->quote_depth);
      attest_lines_place_unescaped (&self->lines, &self->aligner, text - content, text - content + length, start, end);
      token->end = attest_lines_get_end (&self->lines, line);
      text += length;
      if (*text == '\n')
        text++;
    }
}

static AttestToken *
enter (Builder *self, AttestTokenKind kind, guint flags)
{
  guint32 index = self->list->tokens->len;

  g_array_append_val (self->open, index);
  return attest_aligner_push (&self->aligner, kind, flags);
}

/* Ends the innermost open node; a block that holds blocks ends where the last of them does. */
static AttestToken *
leave (Builder *self)
{
  guint32 index = g_array_index (self->open, guint32, self->open->len - 1);
  AttestToken *entered = &g_array_index (self->list->tokens, AttestToken, index);
  AttestToken *token;

  g_array_set_size (self->open, self->open->len - 1);
  if (entered->kind <= ATTEST_TOKEN_FOOTNOTE_DEFINITION)
    {
      gboolean holds_blocks =
          index + 1 < self->list->tokens->len && entered[1].kind <= ATTEST_TOKEN_FOOTNOTE_DEFINITION;

      if (holds_blocks && entered->kind != ATTEST_TOKEN_TABLE_ROW && self->block_end > entered->start)
        entered->end = self->block_end;
      self->block_end = entered->end;
    }
  entered->partner = self->list->tokens->len;
  token = attest_aligner_push (&self->aligner, entered->kind, 0);
  entered = &g_array_index (self->list->tokens, AttestToken, index);
  *token = *entered;
  token->flags |= ATTEST_TOKEN_LEAVE;
  token->partner = index;

  return token;
}

static const char *
store_text (Builder *self, const char *text)
{
  return text != NULL ? g_string_chunk_insert (self->list->store, text) : "";
}

static guint
count_footnote (Builder *self, const char *label)
{
  guint count = GPOINTER_TO_UINT (g_hash_table_lookup (self->footnotes, label)) + 1;

  g_hash_table_replace (self->footnotes, (gpointer) label, GUINT_TO_POINTER (count));

  return count;
}

static gboolean
is_tight (cmark_node *paragraph)
{
  cmark_node *list = cmark_node_parent (cmark_node_parent (paragraph));

  return list != NULL && cmark_node_get_type (list) == CMARK_NODE_LIST && cmark_node_get_list_tight (list);
}

static void
enter_paragraph (Builder *self, cmark_node *node)
{
  const char *content = cmark_node_get_string_content (node);
  gboolean closing = cmark_node_get_type (cmark_node_parent (node)) == CMARK_NODE_FOOTNOTE_DEFINITION &&
                     cmark_node_next (node) == NULL;
  AttestToken *token = enter (
      self, ATTEST_TOKEN_PARAGRAPH, (is_tight (node) ? ATTEST_TOKEN_TIGHT : 0) | (closing ? ATTEST_TOKEN_CLOSING : 0));
  cmark_node *next = cmark_node_next (node);
  guint32 start;

  set_range (self, token, node);
  if (cmark_node_get_start_line (node) == 0 && next != NULL && cmark_node_get_type (next) == self->extensions->table)
    {
      place_before_table (self, token, next, content);
      return;
    }
  attest_lines_place (&self->lines, &self->aligner, content, cmark_node_get_end_line (node));

  /* Link definitions at its head are no part of the paragraph. */
  start = attest_aligner_get_place (&self->aligner, 0);
  if (start != ATTEST_UNKNOWN_PLACE && start >= token->start && start < token->end)
    token->start = start;
}

static int
find_header_line (Builder *self, cmark_node *table)
{
  cmark_node *header = cmark_node_first_child (table);
  cmark_node *body = header != NULL ? cmark_node_next (header) : NULL;

  return body != NULL ? cmark_node_get_start_line (body) - 2 : cmark_node_get_end_line (table) - 1;
}

static void
enter_table_part (Builder *self, cmark_node *node, cmark_node_type type)
{
  AttestToken *token;

  if (type == self->extensions->table)
    {
      gsize start, end;

      token = enter (self, ATTEST_TOKEN_TABLE, 0);
      set_range (self, token, node);
      self->header_line = find_header_line (self, node);
      self->alignments = cmark_gfm_extensions_get_table_alignments (node);
      if (self->header_line > cmark_node_get_start_line (node) &&
          attest_lines_get (&self->lines, self->header_line, &start, &end))
        token->start = attest_lines_skip_prefix (&self->lines, start, end, self->quote_depth);
    }
  else if (type == self->extensions->table_row)
    {
      token = enter (self, ATTEST_TOKEN_TABLE_ROW, 0);
      begin_row (self, token, node);
    }
  else
    {
      gboolean header = cmark_gfm_extensions_get_table_row_is_header (cmark_node_parent (node));
      const char *content = cmark_node_get_string_content (node);

      token = enter (self, ATTEST_TOKEN_TABLE_CELL, header ? ATTEST_TOKEN_HEADER : 0);
      token->level = self->alignments != NULL ? self->alignments[self->column] : 0;
      self->column++;
      place_cell (self, token, content != NULL ? content : "");
    }
}

static void
enter_list (Builder *self, cmark_node *node)
{
  gboolean ordered = cmark_node_get_list_type (node) == CMARK_ORDERED_LIST;
  AttestToken *token = enter (self, ATTEST_TOKEN_LIST, ordered ? ATTEST_TOKEN_ORDERED : 0);

  token->number = cmark_node_get_list_start (node);
  set_range (self, token, node);
}

static void
enter_item (Builder *self, cmark_node *node)
{
  guint flags = 0;

  if (cmark_node_get_syntax_extension (node) != NULL)
    flags = ATTEST_TOKEN_TASK | (cmark_gfm_extensions_get_tasklist_item_checked (node) ? ATTEST_TOKEN_CHECKED : 0);
  set_range (self, enter (self, ATTEST_TOKEN_ITEM, flags), node);
}

/* Appends the lines of a code or HTML block. It ends with the last of them at the earliest, but the line's end is no part of it. */
static void
push_lines (Builder *self, cmark_node *node, int line)
{
  guint block = self->list->tokens->len - 1;
  AttestToken *tokens, *last;

  attest_lines_push (&self->lines, &self->aligner, cmark_node_get_literal (node), line);
  if (self->list->tokens->len == block + 1)
    return;
  tokens = (AttestToken *) (gpointer) self->list->tokens->data;
  last = &tokens[self->list->tokens->len - 1];
  if (tokens[block + 1].end > tokens[block + 1].start)
    tokens[block].start = MIN (tokens[block].start, tokens[block + 1].start);
  if (last->kind != ATTEST_TOKEN_TEXT || last->end <= tokens[block].end)
    return;

  tokens[block].end = last->end - 1;
  last->end--;
  last->length--;
  if (last->length == 0)
    g_array_set_size (self->list->tokens, self->list->tokens->len - 1);
  attest_aligner_push_unplaced (&self->aligner, "\n", 1);
}

static void
push_code_block (Builder *self, cmark_node *node)
{
  int length, offset;
  char character;
  gboolean fenced = cmark_node_get_fenced (node, &length, &offset, &character);
  AttestToken *token = enter (self, ATTEST_TOKEN_CODE_BLOCK, 0);

  set_range (self, token, node);
  token->text = store_text (self, cmark_node_get_fence_info (node));
  token->length = strlen (token->text);
  push_lines (self, node, cmark_node_get_start_line (node) + (fenced ? 1 : 0));
  leave (self);
}

/* Its end is that of its last line: the parser has it wrong where the block ends by its own mark. */
static void
push_html_block (Builder *self, cmark_node *node)
{
  const char *literal = cmark_node_get_literal (node);
  int line = cmark_node_get_start_line (node);
  AttestToken *token = enter (self, ATTEST_TOKEN_HTML_BLOCK, 0);

  set_range (self, token, node);
  token->end = attest_lines_get_end (&self->lines, line + (int) attest_count_lines (literal) - 1);
  push_lines (self, node, line);
  leave (self);
}

static void
enter_footnote (Builder *self, cmark_node *node)
{
  const char *label = store_text (self, cmark_node_get_literal (node));
  AttestToken *token = enter (self, ATTEST_TOKEN_FOOTNOTE_DEFINITION, 0);

  set_range (self, token, node);
  token->text = label;
  token->length = strlen (label);
  token->number = ++self->footnote_number;
}

/* Returns: whether the node was a block. */
static gboolean
enter_block (Builder *self, cmark_node *node, cmark_node_type type)
{
  AttestToken *token;

  switch ((int) type)
    {
    case CMARK_NODE_DOCUMENT:
      return TRUE;
    case CMARK_NODE_PARAGRAPH:
      enter_paragraph (self, node);
      return TRUE;
    case CMARK_NODE_HEADING:
      token = enter (self, ATTEST_TOKEN_HEADING, 0);
      token->level = cmark_node_get_heading_level (node);
      set_range (self, token, node);
      place_heading (self, token, node);
      return TRUE;
    case CMARK_NODE_BLOCK_QUOTE:
      set_range (self, enter (self, ATTEST_TOKEN_BLOCK_QUOTE, 0), node);
      self->quote_depth++;
      return TRUE;
    case CMARK_NODE_LIST:
      enter_list (self, node);
      return TRUE;
    case CMARK_NODE_ITEM:
      enter_item (self, node);
      return TRUE;
    case CMARK_NODE_FOOTNOTE_DEFINITION:
      enter_footnote (self, node);
      return TRUE;
    case CMARK_NODE_CODE_BLOCK:
      push_code_block (self, node);
      return TRUE;
    case CMARK_NODE_HTML_BLOCK:
      push_html_block (self, node);
      return TRUE;
    case CMARK_NODE_THEMATIC_BREAK:
      set_range (self, enter (self, ATTEST_TOKEN_THEMATIC_BREAK, 0), node);
      leave (self);
      return TRUE;
    default:
      if (type != self->extensions->table && type != self->extensions->table_row &&
          type != self->extensions->table_cell)
        return FALSE;
      enter_table_part (self, node, type);
      return TRUE;
    }
}

static AttestLinkForm
get_link_form (Builder *self)
{
  return self->link_forms->len > 0 ? g_array_index (self->link_forms, guint8, self->link_forms->len - 1)
                                   : ATTEST_LINK_BRACKETS;
}

static void
push_text (Builder *self, cmark_node *node)
{
  const char *literal = cmark_node_get_literal (node);
  const char *const *lines = NULL;

  /* Only a citation that is open at the line's end asks for the lines after it. */
  if (strstr (literal, "[@") != NULL)
    {
      cmark_node *next = cmark_node_next (node);

      g_ptr_array_set_size (self->following, 0);
      while (next != NULL && cmark_node_get_type (next) == CMARK_NODE_SOFTBREAK && self->following->len < 16)
        {
          next = cmark_node_next (next);
          if (next == NULL || cmark_node_get_type (next) != CMARK_NODE_TEXT)
            break;
          g_ptr_array_add (self->following, (gpointer) cmark_node_get_literal (next));
          next = cmark_node_next (next);
        }
      g_ptr_array_add (self->following, NULL);
      lines = (const char *const *) self->following->pdata;
    }
  attest_aligner_take_text (&self->aligner, literal, get_link_form (self), lines);
}

static void
enter_link (Builder *self, cmark_node *node, gboolean image)
{
  AttestToken *token = enter (self, image ? ATTEST_TOKEN_IMAGE : ATTEST_TOKEN_LINK, 0);
  guint32 start = attest_aligner_get_place (&self->aligner, self->aligner.at);
  guint8 form;

  token->text = store_text (self, cmark_node_get_url (node));
  token->length = strlen (token->text);
  token->title = store_text (self, cmark_node_get_title (node));
  if (start != ATTEST_UNKNOWN_PLACE)
    token->start = start;
  form = attest_aligner_enter_link (&self->aligner, image, token->text);
  g_array_append_val (self->link_forms, form);
}

/* Fills in where an inline node ended, once its closing marks have been consumed; a node whose end is not known has no length. */
static void
leave_inline (Builder *self)
{
  AttestToken *token = leave (self);
  AttestToken *entered = &g_array_index (self->list->tokens, AttestToken, token->partner);
  guint32 end = self->aligner.at > 0 && !self->aligner.lost
                    ? attest_aligner_get_place (&self->aligner, self->aligner.at - 1)
                    : ATTEST_UNKNOWN_PLACE;

  token->end = end != ATTEST_UNKNOWN_PLACE && end >= token->start ? end + 1 : token->start;
  entered->end = token->end;
}

static void
push_footnote_reference (Builder *self, cmark_node *node)
{
  const char *label = cmark_node_get_literal (cmark_node_parent_footnote_def (node));
  AttestToken *token = attest_aligner_push (&self->aligner, ATTEST_TOKEN_FOOTNOTE_REFERENCE, 0);
  int columns = cmark_node_get_end_column (node) - cmark_node_get_start_column (node) + 1;

  token->count = count_footnote (self, label);
  token->number = g_ascii_strtoull (cmark_node_get_literal (node), NULL, 10);
  token->text = store_text (self, label);
  token->length = strlen (label);
  attest_aligner_take_footnote (&self->aligner, token, MAX (columns, 0));
}

static void
enter_inline (Builder *self, cmark_node *node, cmark_node_type type)
{
  guint32 start = attest_aligner_get_place (&self->aligner, self->aligner.at);
  guint token = self->list->tokens->len;

  switch ((int) type)
    {
    case CMARK_NODE_TEXT:
      push_text (self, node);
      return;
    case CMARK_NODE_SOFTBREAK:
      attest_aligner_take_break (&self->aligner, ATTEST_TOKEN_SOFT_BREAK);
      return;
    case CMARK_NODE_LINEBREAK:
      attest_aligner_take_break (&self->aligner, ATTEST_TOKEN_LINE_BREAK);
      return;
    case CMARK_NODE_FOOTNOTE_REFERENCE:
      push_footnote_reference (self, node);
      return;
    case CMARK_NODE_LINK:
    case CMARK_NODE_IMAGE:
      enter_link (self, node, type == CMARK_NODE_IMAGE);
      return;
    case CMARK_NODE_CODE:
      enter (self, ATTEST_TOKEN_CODE, 0);
      attest_aligner_take_code (&self->aligner, cmark_node_get_literal (node));
      break;
    case CMARK_NODE_HTML_INLINE:
      enter (self, ATTEST_TOKEN_HTML_INLINE, 0);
      attest_aligner_take_html (&self->aligner, cmark_node_get_literal (node));
      break;
    case CMARK_NODE_EMPH:
      enter (self, ATTEST_TOKEN_EMPHASIS, 0);
      attest_aligner_take_delimiter (&self->aligner, "*_", 1);
      break;
    case CMARK_NODE_STRONG:
      enter (self, ATTEST_TOKEN_STRONG, 0);
      attest_aligner_take_delimiter (&self->aligner, "*_", 2);
      break;
    default:
      enter (self, ATTEST_TOKEN_STRIKETHROUGH, 0);
      attest_aligner_take_tildes (&self->aligner);
      break;
    }

  if (start != ATTEST_UNKNOWN_PLACE)
    g_array_index (self->list->tokens, AttestToken, token).start = start;
  if (type == CMARK_NODE_CODE || type == CMARK_NODE_HTML_INLINE)
    leave_inline (self);
}

/* An escape inside what would be a bare mail address says that it is text; CommonMark has it so, and the parser's extension, which sees
 * the text unescaped, does not. */
static gboolean
drop_escaped_address (Builder *self)
{
  guint32 index = g_array_index (self->open, guint32, self->open->len - 1);
  gboolean escaped = FALSE;

  for (guint i = index + 1; i < self->list->tokens->len; i++)
    {
      const AttestToken *token = &g_array_index (self->list->tokens, AttestToken, i);

      escaped = escaped || ((token->flags & ATTEST_TOKEN_VERBATIM) == 0 && token->end > token->start);
    }
  if (!escaped)
    return FALSE;

  g_array_remove_index (self->list->tokens, index);
  for (guint i = index; i < self->list->tokens->len; i++)
    g_array_index (self->list->tokens, AttestToken, i).partner = i;
  g_array_set_size (self->open, self->open->len - 1);

  return TRUE;
}

static void
exit_link (Builder *self)
{
  AttestLinkForm form = get_link_form (self);

  attest_aligner_leave_link (&self->aligner, form);
  g_array_set_size (self->link_forms, self->link_forms->len - 1);
  if (form != ATTEST_LINK_MAIL || !drop_escaped_address (self))
    leave_inline (self);
}

static void
exit_node (Builder *self, cmark_node_type type)
{
  switch ((int) type)
    {
    case CMARK_NODE_DOCUMENT:
      return;
    case CMARK_NODE_BLOCK_QUOTE:
      self->quote_depth--;
      leave (self);
      return;
    case CMARK_NODE_LINK:
    case CMARK_NODE_IMAGE:
      exit_link (self);
      return;
    case CMARK_NODE_EMPH:
      attest_aligner_take_delimiter (&self->aligner, "*_", 1);
      leave_inline (self);
      return;
    case CMARK_NODE_STRONG:
      attest_aligner_take_delimiter (&self->aligner, "*_", 2);
      leave_inline (self);
      return;
    default:
      if (type == self->extensions->strikethrough)
        {
          attest_aligner_take_tildes (&self->aligner);
          leave_inline (self);
          return;
        }
      leave (self);
      return;
    }
}

/* Nodes that the tree never reports as left. */
static gboolean
is_leaf (cmark_node_type type)
{
  switch ((int) type)
    {
    case CMARK_NODE_HTML_BLOCK:
    case CMARK_NODE_THEMATIC_BREAK:
    case CMARK_NODE_CODE_BLOCK:
    case CMARK_NODE_TEXT:
    case CMARK_NODE_SOFTBREAK:
    case CMARK_NODE_LINEBREAK:
    case CMARK_NODE_CODE:
    case CMARK_NODE_HTML_INLINE:
    case CMARK_NODE_FOOTNOTE_REFERENCE:
      return TRUE;
    default:
      return FALSE;
    }
}

/* A definition comes after all that refers to it, but may refer to another one; so its count is only known in the end. */
static void
fill_footnote_counts (Builder *self)
{
  for (guint i = 0; i < self->list->tokens->len; i++)
    {
      AttestToken *token = &g_array_index (self->list->tokens, AttestToken, i);

      if (token->kind == ATTEST_TOKEN_FOOTNOTE_DEFINITION)
        token->count = GPOINTER_TO_UINT (g_hash_table_lookup (self->footnotes, token->text));
    }
}

static void
build (Builder *self, cmark_node *root)
{
  cmark_iter *iter = cmark_iter_new (root);
  cmark_event_type event;

  while ((event = cmark_iter_next (iter)) != CMARK_EVENT_DONE)
    {
      cmark_node *node = cmark_iter_get_node (iter);
      cmark_node_type type = cmark_node_get_type (node);

      if (event == CMARK_EVENT_EXIT)
        {
          if (!is_leaf (type))
            exit_node (self, type);
        }
      else if (!enter_block (self, node, type))
        {
          enter_inline (self, node, type);
        }
    }
  cmark_iter_free (iter);
  if (self->footnote_number > 0)
    fill_footnote_counts (self);
}

void
attest_token_list_parse (AttestTokenList *list)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&parser_lock);
  Builder self = { .list = list, .extensions = attest_extensions_get () };
  cmark_parser *parser;
  cmark_node *root;
  const char *markdown;
  gsize length;

  markdown = g_bytes_get_data (list->markdown, &length);
  if (markdown == NULL)
    markdown = "";
  /* Looking for footnotes takes the parser two walks through the tree. */
  parser = cmark_parser_new_with_mem (
      memmem (markdown, length, "[^", 2) != NULL ? CMARK_OPT_FOOTNOTES : CMARK_OPT_DEFAULT, attest_arena_get ());
  attest_extensions_attach (parser);
  if (length > list->body_start)
    cmark_parser_feed (parser, markdown + list->body_start, length - list->body_start);
  root = cmark_parser_finish (parser);

  attest_lines_init (&self.lines, markdown, length, list->body_start);
  self.open = g_array_new (FALSE, FALSE, sizeof (guint32));
  self.link_forms = g_array_new (FALSE, FALSE, sizeof (guint8));
  self.footnotes = g_hash_table_new (g_str_hash, g_str_equal);
  self.following = g_ptr_array_new ();
  attest_aligner_init (&self.aligner, list, markdown, length);
  build (&self, root);

  attest_aligner_clear (&self.aligner);
  g_ptr_array_unref (self.following);
  g_hash_table_unref (self.footnotes);
  g_array_unref (self.link_forms);
  g_array_unref (self.open);
  attest_lines_clear (&self.lines);
  attest_arena_release ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "text/attest-document.h"

G_BEGIN_DECLS

typedef enum
{
  ATTEST_TOKEN_PARAGRAPH,
  ATTEST_TOKEN_HEADING,
  ATTEST_TOKEN_BLOCK_QUOTE,
  ATTEST_TOKEN_LIST,
  ATTEST_TOKEN_ITEM,
  ATTEST_TOKEN_CODE_BLOCK,
  ATTEST_TOKEN_HTML_BLOCK,
  ATTEST_TOKEN_THEMATIC_BREAK,
  ATTEST_TOKEN_TABLE,
  ATTEST_TOKEN_TABLE_ROW,
  ATTEST_TOKEN_TABLE_CELL,
  ATTEST_TOKEN_FOOTNOTE_DEFINITION,
  ATTEST_TOKEN_TEXT,
  ATTEST_TOKEN_SOFT_BREAK,
  ATTEST_TOKEN_LINE_BREAK,
  ATTEST_TOKEN_CODE,
  ATTEST_TOKEN_HTML_INLINE,
  ATTEST_TOKEN_EMPHASIS,
  ATTEST_TOKEN_STRONG,
  ATTEST_TOKEN_STRIKETHROUGH,
  ATTEST_TOKEN_LINK,
  ATTEST_TOKEN_IMAGE,
  ATTEST_TOKEN_FOOTNOTE_REFERENCE,
  ATTEST_TOKEN_CITATION,
} AttestTokenKind;

enum
{
  ATTEST_TOKEN_LEAVE = 1 << 0,
  ATTEST_TOKEN_TIGHT = 1 << 1, /* a paragraph that shows without tags */
  ATTEST_TOKEN_ORDERED = 1 << 2,
  ATTEST_TOKEN_TASK = 1 << 3,
  ATTEST_TOKEN_CHECKED = 1 << 4,
  ATTEST_TOKEN_HEADER = 1 << 5,   /* a table row or cell */
  ATTEST_TOKEN_CLOSING = 1 << 6,  /* the last paragraph of a footnote, which carries the way back */
  ATTEST_TOKEN_VERBATIM = 1 << 7, /* a text that is the very bytes of the Markdown */
};

/**
 * AttestToken:
 * @partner: index of the other end; of the token itself where it has none
 * @number: a list's first number, a footnote's number, an index into the citations
 * @count: how often a footnote is referred to (definition), which of these this is (reference)
 * @text: the text, an address, a footnote's label, a code block's information; into the Markdown or the document's store
 * @title: NUL-terminated, of a link or image
 *
 * The parsed text as a list: an entry where a node begins, one with #ATTEST_TOKEN_LEAVE where it ends, leaves only once.
 *
 * Invariants of %ATTEST_TOKEN_TEXT: with %ATTEST_TOKEN_VERBATIM the text is the very bytes of the Markdown from @start to @end. Else the bytes there
 * are an escape, an entity or a line's end that made the text as a whole; @start equals @end where nothing in the Markdown did.
 */
typedef struct
{
  guint8 kind;
  guint8 flags;
  guint8 level;
  guint32 partner;
  guint32 number;
  guint32 count;
  guint32 start;
  guint32 end;
  guint32 length;
  const char *text;
  const char *title;
} AttestToken;

typedef struct
{
  GBytes *markdown;
  gsize body_start;
  GArray *tokens;       /* AttestToken */
  GPtrArray *citations; /* AttestCitation */
  GStringChunk *store;
} AttestTokenList;

/** attest_token_list_parse: Fills @self->tokens and @self->citations from the Markdown after @self->body_start. Any thread; threads wait for each other. */
void attest_token_list_parse (AttestTokenList *self);

const AttestToken *attest_document_get_tokens (AttestDocument *self, guint *n_tokens);

/** attest_document_new_plain: A document in which front matter is Markdown like any other. Returns: (transfer full) */
AttestDocument *attest_document_new_plain (GBytes *markdown);

/** attest_document_get_title_token: Returns: the index of the level-1 heading that says the title, or G_MAXUINT. */
guint attest_document_get_title_token (AttestDocument *self);

/** attest_document_get_key_number: Returns: the place of a cited key in order of first citation, from 1; 0 when it is not cited. */
guint attest_document_get_key_number (AttestDocument *self, const char *key);

/** attest_citation_parse: Reads `[@a, p. 3; @b]` at @text. Returns: (nullable): with ranges from 0; NULL when no citation stands there. */
AttestCitation *attest_citation_parse (const char *text, gsize length);
void attest_citation_free (AttestCitation *self);

/** attest_get_asset_hash: Returns: (transfer none) (nullable): the lower-case SHA-256 of an address `asset:HASH`; NULL for any other. */
const char *attest_get_asset_hash (const char *url);

G_END_DECLS

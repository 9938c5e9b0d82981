/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/attest-import.h"

G_BEGIN_DECLS

/*
 * How pasted text becomes Markdown, in the order of the files: lines (attest-import-lines.c) are looked through for what a web page puts around an
 * article (attest-import-furniture.c, attest-import-disclaimer.c); the rest becomes blocks (attest-import-blocks.c); bare numbers of the blocks
 * become citations (attest-import-numbers.c); and the blocks are written (attest-import-write.c). Each step works by the shape of a line and
 * leaves alone what it does not know, so that no word is lost.
 */

/**
 * AttestImportLine:
 * @text: without indentation and white space at the end; empty for a blank line
 * @indent: columns of white space before it, a tab reaching to the next multiple of four
 * @left_out: recognised as something that is not the article's text
 */
typedef struct
{
  char *text;
  guint indent;
  gboolean left_out;
} AttestImportLine;

typedef enum
{
  ATTEST_IMPORT_BLOCK_HEADING,
  ATTEST_IMPORT_BLOCK_PARAGRAPH,
  ATTEST_IMPORT_BLOCK_BULLET,
  ATTEST_IMPORT_BLOCK_ORDERED,
  ATTEST_IMPORT_BLOCK_CONTINUATION,
  ATTEST_IMPORT_BLOCK_TABLE_ROW,
  ATTEST_IMPORT_BLOCK_RULE,
} AttestImportBlockKind;

/**
 * AttestImportNumber: digits of a block's text that are a citation.
 * @start, @end: bytes of the block's text
 * @numbers: (element-type guint)
 */
typedef struct
{
  gsize start;
  gsize end;
  GArray *numbers;
} AttestImportNumber;

/**
 * AttestImportBlock:
 * @text: raw text; wrapped lines are joined by LF
 * @level: of a heading
 * @number: of an ordered item
 * @column: where its text begins in the Markdown: the marker of a list item stands before it
 * @numbers: (element-type AttestImportNumber): in text order; the first @n_written of them are in the Markdown already
 */
typedef struct
{
  AttestImportBlockKind kind;
  GString *text;
  guint level;
  guint number;
  guint column;
  GPtrArray *numbers;
  guint n_written;
} AttestImportBlock;

/** attest_imported_new: Returns: (transfer full): with nothing in it */
AttestImported *attest_imported_new (void);
/** attest_import_warn: Adds a warning; @text: (transfer full) */
void attest_import_warn (AttestImported *self, const char *code, char *text);
/** attest_import_quote: Returns: (transfer full): the beginning of @text on one line, for a warning: a long one is cut */
char *attest_import_quote (const char *text);
/** attest_import_title_from_name: Returns: (transfer full): a file's name as words */
char *attest_import_title_from_name (const char *name);

/** attest_import_looks_like_markdown: Whether the text or its file's name says that it is Markdown. */
gboolean attest_import_looks_like_markdown (const char *name, const char *text);
/** attest_import_read_front_matter: Fills title, slug and so on from the Markdown of @self, whose bytes stay as they are. */
void attest_import_read_front_matter (AttestImported *self, const char *name);
/** attest_import_convert_pasted: Fills @self from text as it was copied from a web page. */
void attest_import_convert_pasted (AttestImported *self, const char *name, const char *text);

/** attest_import_lines_new: Returns: (transfer full) (element-type AttestImportLine) */
GPtrArray *attest_import_lines_new (const char *text);
/** attest_import_next_line: Returns: the first line from @index on that is neither blank nor left out; the number of lines when there is none */
guint attest_import_next_line (GPtrArray *lines, guint index);
/** attest_import_matches: Whether @text is at most @max_length bytes and @pattern (a string literal, blind to case) is found in it. Patterns are compiled once. */
gboolean attest_import_matches (const char *text, gsize max_length, const char *pattern);
/** attest_import_leave_out: Marks a line and keeps its words in the list of what was left out. */
void attest_import_leave_out (AttestImported *self, AttestImportLine *line);
/** attest_import_skip_marker: A bullet or number at the line's start. @glyph: (out): the bullet's character, 0 for a number; @number: (out). Returns: where the text begins; 0 when there is no marker */
gsize attest_import_skip_marker (const char *text, gunichar *glyph, guint *number);
/** attest_import_is_title_like: Whether a line may be a heading or title going by its own words: short, not a sentence, not a list item. */
gboolean attest_import_is_title_like (const char *text);

/** attest_import_find_furniture: Leaves out what web pages put around articles: in the head, and in the tail. */
void attest_import_find_furniture (AttestImported *self, GPtrArray *lines);
/** attest_import_find_disclaimer: Takes the disclaimer out of the lines, by its heading or by what it says, and warns of the organisations it names. */
void attest_import_find_disclaimer (AttestImported *self, GPtrArray *lines);
/** attest_import_read_date: Looks for "Last updated: August 18, 2025" at the start of @text. @length: (out): bytes that are date and label. Returns: (transfer full) (nullable): the ISO 8601 date; empty when the day and month cannot be told apart */
char *attest_import_read_date (const char *text, gboolean *is_update, gsize *length);

/** attest_import_blocks_new: Returns: (transfer full) (element-type AttestImportBlock): what is left of @lines; the title is taken out of them into @self */
GPtrArray *attest_import_blocks_new (AttestImported *self, GPtrArray *lines);
/** attest_import_find_numbers: Finds the bare numbers that are citations and keeps them with their blocks. */
void attest_import_find_numbers (AttestImported *self, GPtrArray *blocks);
/** attest_import_write: Returns: (transfer full): the Markdown */
char *attest_import_write (AttestImported *self, GPtrArray *blocks);

G_END_DECLS

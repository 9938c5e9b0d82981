/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "text/attest-document.h"

G_BEGIN_DECLS

/** AttestEditChange: the bytes from @start to @end become @text; @start equals @end where something is only put in. */
typedef struct
{
  gsize start;
  gsize end;
  char *text;
} AttestEditChange;

/**
 * AttestEdit:
 * @changes: (element-type AttestEditChange): in text order, none overlapping; places are those before the edit
 * @selection_start, @selection_end: what is selected afterwards, in the text after the edit
 *
 * What a format command does to a text, in the fewest bytes: a word that is not changed is not touched, so that comments on
 * it stay where they are. All offsets are UTF-8 bytes from the start of the text, end exclusive. The functions that make an
 * edit are pure; any thread may call them. They return NULL where the command does not apply, such as in the front matter.
 */
typedef struct
{
  GPtrArray *changes;
  gsize selection_start;
  gsize selection_end;
} AttestEdit;

void attest_edit_free (AttestEdit *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestEdit, attest_edit_free)

/** attest_edit_apply: Returns: (transfer full): @text as it is after the edit, NUL-terminated */
char *attest_edit_apply (const AttestEdit *self, const char *text, gsize length);

/** AttestEmphasis: how words stand out. */
typedef enum
{
  ATTEST_EMPHASIS_BOLD,
  ATTEST_EMPHASIS_ITALIC,
} AttestEmphasis;

/**
 * attest_edit_toggle_emphasis:
 *
 * Makes the words of a range bold or italic, or plain again where all of them are. An empty range stands for the word that it
 * is in; beside no word, two marks are put around it, for what is typed next. Over several paragraphs or list items each gets
 * marks of its own, and no mark is put inside code, a link or a citation.
 *
 * Returns: (transfer full) (nullable)
 */
AttestEdit *attest_edit_toggle_emphasis (AttestDocument *document, gsize start, gsize end, AttestEmphasis emphasis);

/** attest_edit_toggle_heading: @level: 1 to 6, or 0 for a paragraph. Makes the lines of a range headings of @level, or paragraphs where all of them
 * are that already. Returns: (transfer full) (nullable) */
AttestEdit *attest_edit_toggle_heading (AttestDocument *document, gsize start, gsize end, guint level);

/** AttestLineKind: what a whole line can be made. */
typedef enum
{
  ATTEST_LINE_BULLET,
  ATTEST_LINE_NUMBER,
  ATTEST_LINE_QUOTE,
} AttestLineKind;

/**
 * attest_edit_toggle_lines:
 *
 * Makes the lines of a range list items or a quote, or paragraphs where all of them are that already. Blank lines are put in
 * where the text before or after would otherwise become a part of it. Returns: (transfer full) (nullable)
 */
AttestEdit *attest_edit_toggle_lines (AttestDocument *document, gsize start, gsize end, AttestLineKind kind);

/**
 * attest_edit_break_line:
 * @text: whole lines around @cursor, from a blank line to the next
 *
 * What Enter does in a list or a quote: begins the next item with its mark; in an item without words it leaves one level of
 * the list instead. Numbers of the items below follow. Returns: (transfer full) (nullable): NULL where Enter is only Enter
 */
AttestEdit *attest_edit_break_line (const char *text, gsize length, gsize cursor);

/**
 * attest_edit_indent:
 * @text: whole lines around the range, from a blank line to the next
 * @step: 1 for one level deeper, -1 for one level out
 *
 * What Tab does in a list: the items of a range, with what is below them, become part of the item before, or leave the one
 * that they are part of. Returns: (transfer full) (nullable): NULL where there is no list
 */
AttestEdit *attest_edit_indent (const char *text, gsize length, gsize start, gsize end, int step);

/** AttestEditLink: a link in a text; @start and @end are those of the whole `[words](address)`. */
typedef struct
{
  gsize start;
  gsize end;
  char *words;
  char *address;
} AttestEditLink;

void attest_edit_link_free (AttestEditLink *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestEditLink, attest_edit_link_free)

/** attest_edit_find_link: Returns: (transfer full) (nullable): the link that holds the whole range */
AttestEditLink *attest_edit_find_link (AttestDocument *document, gsize start, gsize end);

/** attest_edit_is_address: Returns: whether a page may link to @address: `https`, `http`, `mailto`, `tel` or `#` */
gboolean attest_edit_is_address (const char *address);

/** attest_edit_insert_link: Puts a link in place of the range; a range inside a link stands for that link. Returns: (transfer
 * full) (nullable) */
AttestEdit *
attest_edit_insert_link (AttestDocument *document, gsize start, gsize end, const char *words, const char *address);

/** attest_edit_remove_link: Leaves the words of the link that holds the range. Returns: (transfer full) (nullable): NULL
 * where there is none */
AttestEdit *attest_edit_remove_link (AttestDocument *document, gsize start, gsize end);

/**
 * attest_edit_insert_table:
 * @heading: what stands in each cell of the first row, such as "Heading"; the first of them is selected afterwards
 *
 * Puts a table with @columns and @rows (beside the heading row) after the paragraph at @place. Returns: (transfer full)
 * (nullable)
 */
AttestEdit *
attest_edit_insert_table (AttestDocument *document, gsize place, guint columns, guint rows, const char *heading);

/** attest_edit_insert_citation: Cites the work @key behind the range: a citation that stands there takes it in, else a new one
 * is put in. Returns: (transfer full) (nullable): NULL too where it cites @key already */
AttestEdit *attest_edit_insert_citation (AttestDocument *document, gsize start, gsize end, const char *key);

G_END_DECLS

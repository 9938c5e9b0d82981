/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "text/attest-edit.h"

G_BEGIN_DECLS

/** attest_edit_new: Returns: (transfer full): an edit that changes nothing yet */
AttestEdit *attest_edit_new (void);

/** attest_edit_add: @text: (nullable): NULL only takes away. Changes are added in any order; those that are put in at one place
 * stay in the order they were added. */
void attest_edit_add (AttestEdit *self, gsize start, gsize end, const char *text);

/** attest_edit_finish: Carries a selection over the changes. What is put in at @start comes before the
 * selection, what is put in at @end after it; an empty selection goes behind what is put in at its place if @behind.
 * Returns: (transfer full) (nullable): @self, or NULL where it changes nothing */
AttestEdit *attest_edit_finish (AttestEdit *self, gsize start, gsize end, gboolean behind);

/** attest_edit_map: Returns: where a place is after the edit; @behind: behind what is put in at it */
gsize attest_edit_map (const AttestEdit *self, gsize place, gboolean behind);

typedef enum
{
  ATTEST_EDIT_BLANK,
  ATTEST_EDIT_PLAIN,
  ATTEST_EDIT_HEADING,
  ATTEST_EDIT_BULLET,
  ATTEST_EDIT_NUMBER,
} AttestEditLineKind;

/**
 * AttestEditLine:
 * @start, @end: the line without its end
 * @quote_end: behind the `> ` marks; @start without any
 * @mark: where the list's mark or the heading's begins; @content where the text behind it does
 * @indent: columns between @quote_end and @mark
 * @number, @digits_end, @delimiter: of a numbered item: 3, the byte behind its digits, and ")"; else the bullet's character
 * @task: whether a box `[ ]` stands behind the mark
 *
 * One line as its first characters tell. Invariant: start <= quote_end <= mark <= content <= end.
 */
typedef struct
{
  gsize start;
  gsize end;
  gsize quote_end;
  gsize mark;
  gsize digits_end;
  gsize content;
  guint indent;
  guint number;
  guint level;
  guint quotes;
  char delimiter;
  gboolean task;
  AttestEditLineKind kind;
} AttestEditLine;

/** attest_edit_read_line: Reads the line that holds the byte @at. */
void attest_edit_read_line (const char *text, gsize length, gsize at, AttestEditLine *line);

/** attest_edit_read_lines: Returns: (transfer full) (element-type AttestEditLine): all lines of a text */
GArray *attest_edit_read_lines (const char *text, gsize length);

/** attest_edit_is_item: Returns: whether the line begins an item of a list */
gboolean attest_edit_is_item (const AttestEditLine *line);

/** attest_edit_dup_mark: Returns: (transfer full): the mark of an item with @number in the same list, such as "4. " */
char *attest_edit_dup_mark (const AttestEditLine *line, guint number);

/** attest_edit_renumber: Gives the numbered items after @index, of the same list, numbers that go on from @number, as long
 * as they were counted. */
void attest_edit_renumber (AttestEdit *self, GArray *lines, guint index, guint indent, guint old_number, guint number);

G_END_DECLS

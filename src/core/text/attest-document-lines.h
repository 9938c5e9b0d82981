/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "text/attest-document-align.h"

G_BEGIN_DECLS

/**
 * AttestLines:
 *
 * The lines of a body, counted from 1 as the parser counts them, and where the content of blocks stands in them.
 */
typedef struct
{
  const char *markdown;
  gsize length;
  GArray *starts; /* guint32: where each line begins, and one past the last */
} AttestLines;

void attest_lines_init (AttestLines *self, const char *markdown, gsize length, gsize body_start);
void attest_lines_clear (AttestLines *self);

/** attest_lines_get: The bounds of a line, without its end. Returns: FALSE for a line that there is not. */
gboolean attest_lines_get (AttestLines *self, int line, gsize *start, gsize *end);
/** attest_lines_get_offset: Returns: the byte at a column from 1, within the line. */
gsize attest_lines_get_offset (AttestLines *self, int line, int column);
/** attest_lines_get_end: Returns: the byte after the last of the line that is no white space. */
gsize attest_lines_get_end (AttestLines *self, int line);

/** attest_lines_skip_prefix: Returns: the byte after white space and the marks of the quotes around a block, as they stand before a line of it. */
gsize attest_lines_skip_prefix (AttestLines *self, gsize at, gsize end, guint quote_depth);
/** attest_lines_is_underline: Returns: whether the line makes a heading of the one before it. */
gboolean attest_lines_is_underline (AttestLines *self, int line, guint quote_depth);

/** attest_lines_holds_last: Returns: whether the last line of a block's content stands in the line. */
gboolean attest_lines_holds_last (AttestLines *self, int line, const char *content);

/** attest_lines_place: Begins the aligner with a content whose last line is @last_line. */
void attest_lines_place (AttestLines *self, AttestAligner *aligner, const char *content, int last_line);
/**
 * attest_lines_place_unescaped:
 *
 * Adds the segments of a stretch of the aligner's content that was made from one line's bytes by taking `\|` for `|`.
 */
void attest_lines_place_unescaped (AttestLines *self,
                                   AttestAligner *aligner,
                                   gsize content_start,
                                   gsize content_end,
                                   gsize source_start,
                                   gsize source_end);
/** attest_lines_push: Appends the text of a code or HTML block whose first line is @line. */
void attest_lines_push (AttestLines *self, AttestAligner *aligner, const char *literal, int line);

/** attest_count_lines: Returns: how many lines @content has; what follows the last newline is one, unless it is empty. */
guint attest_count_lines (const char *content);

G_END_DECLS

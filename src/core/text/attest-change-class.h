/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "text/attest-quantities.h"

G_BEGIN_DECLS

/**
 * AttestChangeClass: How far the change from one text to another may reach.
 * @ATTEST_CHANGE_NONE: the same bytes
 * @ATTEST_CHANGE_TYPOGRAPHY: only white space, emphasis, and the forms of quotation marks and dashes
 * @ATTEST_CHANGE_WORDS: words, or where headings and lists begin, but nothing of #AttestTouched
 * @ATTEST_CHANGE_SAFETY: something of #AttestTouched
 */
typedef enum
{
  ATTEST_CHANGE_NONE,
  ATTEST_CHANGE_TYPOGRAPHY,
  ATTEST_CHANGE_WORDS,
  ATTEST_CHANGE_SAFETY,
} AttestChangeClass;

/** attest_change_class_to_string: Returns: "none", "typography", "words" or "safety" */
const char *attest_change_class_to_string (AttestChangeClass change);
/** attest_touched_dup_names: Returns: (transfer full): of "number", "unit", "drug", "negation", "citation", "picture" and "language" those in @touched, in this order */
GStrv attest_touched_dup_names (AttestTouched touched);
/** attest_touched_from_names: @names: as attest_touched_dup_names() gives them; others are passed over. */
AttestTouched attest_touched_from_names (const char *const *names);

/**
 * AttestTextEdit:
 * @old_start, @old_end, @new_start, @new_end: UTF-8 bytes of whole words, end exclusive; where nothing stands, start == end at the place between
 * @moved: whether some of it was moved, word for word
 *
 * One place that changed.
 */
typedef struct
{
  gsize old_start;
  gsize old_end;
  gsize new_start;
  gsize new_end;
  AttestTouched touched;
  gboolean moved;
} AttestTextEdit;

/**
 * AttestTextChange:
 * @edits: (element-type AttestTextEdit): in reading order
 *
 * What changed from one text to another, and how far that may reach. Immutable.
 */
typedef struct
{
  AttestChangeClass change;
  AttestTouched touched;
  GArray *edits;
} AttestTextChange;

void attest_text_change_free (AttestTextChange *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestTextChange, attest_text_change_free)

/**
 * attest_text_change_new:
 * @old_markdown, @new_markdown: valid UTF-8 with LF line ends
 *
 * Compares two texts by words and says of each place what it touches. In doubt it says more and not less: what was moved counts as taken away and put in, a number counts as it
 * is written, and a dose that stands under another heading, in another column, in a list or struck out is touched, whatever its words. A text is changed in its typography alone only if the page that is made of it has the
 * same words in the same headings, paragraphs and lists. Time as attest_diff_new() and two renderings. Any thread.
 *
 * Returns: (transfer full)
 */
AttestTextChange *attest_text_change_new (GBytes *old_markdown, GBytes *new_markdown);

G_END_DECLS

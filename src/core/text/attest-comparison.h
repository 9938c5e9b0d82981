/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "text/attest-diff.h"

G_BEGIN_DECLS

/**
 * AttestPieceKind:
 * @ATTEST_PIECE_SAME: stands in both texts
 * @ATTEST_PIECE_DELETED: stands in the old text alone
 * @ATTEST_PIECE_INSERTED: stands in the new text alone
 * @ATTEST_PIECE_MOVED_AWAY: stands in the old text here, and word for word at another place of the new one
 * @ATTEST_PIECE_MOVED_HERE: the other end of that
 */
typedef enum
{
  ATTEST_PIECE_SAME,
  ATTEST_PIECE_DELETED,
  ATTEST_PIECE_INSERTED,
  ATTEST_PIECE_MOVED_AWAY,
  ATTEST_PIECE_MOVED_HERE,
} AttestPieceKind;

/**
 * AttestPiece:
 * @start, @end: its bytes in the comparison's text
 * @old_start, @old_end, @new_start, @new_end: its bytes in the two texts; the side that it does not stand in has start == end at the place between
 * @other: of what was moved, the number of the piece at the other end; else %G_MAXUINT
 */
typedef struct
{
  AttestPieceKind kind;
  gsize start;
  gsize end;
  gsize old_start;
  gsize old_end;
  gsize new_start;
  gsize new_end;
  guint other;
} AttestPiece;

/**
 * AttestChange:
 *
 * Neighbouring pieces that a reader looks at as one: words that took the place of others, and what only white space or signs stand between. @first and @last are numbers of pieces.
 */
typedef struct
{
  guint first;
  guint last;
} AttestChange;

/**
 * AttestComparison:
 *
 * Two texts as one that shows what changed between them, for a person to read: what is the same, deleted, inserted or moved, in reading order. Offsets are UTF-8 bytes, end exclusive.
 * Immutable; any thread may read it.
 */
typedef struct _AttestComparison AttestComparison;

#define ATTEST_TYPE_COMPARISON (attest_comparison_get_type ())
GType attest_comparison_get_type (void);

/** attest_comparison_new: Compares two texts in valid UTF-8, in the time that attest_diff_new() takes. Any thread. Returns: (transfer full) */
AttestComparison *attest_comparison_new (GBytes *old_text, GBytes *new_text);
AttestComparison *attest_comparison_ref (AttestComparison *self);
void attest_comparison_unref (AttestComparison *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestComparison, attest_comparison_unref)

/** attest_comparison_get_text: Returns: (transfer none): both texts in one: the new one with what is not in it any more, where it stood */
GBytes *attest_comparison_get_text (AttestComparison *self);
/** attest_comparison_get_pieces: Returns: (transfer none) (array length=n_pieces): they cover the comparison's text without gap or overlap */
const AttestPiece *attest_comparison_get_pieces (AttestComparison *self, guint *n_pieces);
/** attest_comparison_get_changes: Returns: (transfer none) (array length=n_changes): in reading order */
const AttestChange *attest_comparison_get_changes (AttestComparison *self, guint *n_changes);
/** attest_comparison_count: @inserted, @deleted: (out): words, without those that were moved; @moved: (out): passages */
void attest_comparison_count (AttestComparison *self, guint *inserted, guint *deleted, guint *moved);

G_END_DECLS

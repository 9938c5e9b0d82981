/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef enum
{
  ATTEST_DIFF_EQUAL,
  ATTEST_DIFF_DELETE,
  ATTEST_DIFF_INSERT,
} AttestDiffOperation;

/** AttestDiffChange: one run; offsets are UTF-8 bytes, end exclusive. The side that has nothing has start == end at the place between. */
typedef struct
{
  AttestDiffOperation operation;
  gsize old_start;
  gsize old_end;
  gsize new_start;
  gsize new_end;
} AttestDiffChange;

/**
 * AttestDiff:
 *
 * The difference of two texts by words. A word is a run of letters, marks and digits with inner `.` `,` `/`; each CJK
 * character alone; a number and its unit together; white space a token of its own; any other character alone.
 * The changes cover both texts without gap or overlap, in order; neighbours differ in operation; deletions come before insertions.
 * Immutable; any thread may read it.
 */
typedef struct _AttestDiff AttestDiff;

#define ATTEST_TYPE_DIFF (attest_diff_get_type ())
GType attest_diff_get_type (void);

/** attest_diff_new: Compares two texts in valid UTF-8. Time is bounded for hostile input (it then finds a longer, still right, difference). Returns: (transfer full) */
AttestDiff *attest_diff_new (GBytes *old_text, GBytes *new_text);
AttestDiff *attest_diff_ref (AttestDiff *self);
void attest_diff_unref (AttestDiff *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestDiff, attest_diff_unref)

/** attest_diff_get_changes: Returns: (transfer none) (array length=n_changes) */
const AttestDiffChange *attest_diff_get_changes (AttestDiff *self, gsize *n_changes);
GBytes *attest_diff_get_old_text (AttestDiff *self);
GBytes *attest_diff_get_new_text (AttestDiff *self);

/**
 * attest_diff_map_range:
 *
 * Maps a range of the old text: the smallest range of the new text that holds every token the diff keeps of it, with the words that replaced its
 * first and last ones where the neighbours are kept.
 *
 * Returns: FALSE when the diff keeps no word of the range
 */
gboolean attest_diff_map_range (AttestDiff *self, gsize old_start, gsize old_end, gsize *new_start, gsize *new_end);

/** AttestDiffMove: a passage of whole sentences, items or headings that is gone from one place and stands, word for word, at another. Offsets are UTF-8 bytes, end exclusive. */
typedef struct
{
  gsize old_start;
  gsize old_end;
  gsize new_start;
  gsize new_end;
} AttestDiffMove;

/**
 * attest_diff_list_moves:
 *
 * What was moved. Each passage lies within what the changes call deleted in the old text and inserted in the new one, white space at its
 * ends aside. Text that stands more than once on either side is never called moved, since nobody can say which went where.
 *
 * Returns: (transfer full) (element-type AttestDiffMove): in the order of the old text
 */
GArray *attest_diff_list_moves (AttestDiff *self);

/** attest_word_next: Returns: the end (exclusive) of the token that begins at @start; used by diff, counts and anchors so that they agree on what a word is. */
gsize attest_word_next (const char *text, gsize length, gsize start);
/** attest_word_is_word: Returns: whether the token is a word, not white space or punctuation. */
gboolean attest_word_is_word (const char *text, gsize start, gsize end);

G_END_DECLS

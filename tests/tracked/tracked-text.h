/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define TRACKED_NOWHERE -1

/**
 * TrackedByte: where a byte of an edited text came from, as offsets in the text before the first edit, or TRACKED_NOWHERE.
 * @origin: the byte itself
 * @instead: of a byte that was written: what it was written in place of
 * @copy: of a byte in a copied passage: what it is a copy of
 * @is_altered: it stands in the sentence of a look-alike that differs from what it was copied from
 */
typedef struct
{
  gint origin;
  gint instead;
  gint copy;
  gboolean is_altered;
} TrackedByte;

/**
 * TrackedBlock: a paragraph, heading or list with the blank lines behind it.
 * @bytes: (element-type TrackedByte): one for each of @text
 * @retired: words that an edit has taken out; none of them comes back, since nobody could say that it is another one
 */
typedef struct
{
  GString *text;
  GArray *bytes;
  GHashTable *retired;
} TrackedBlock;

/** TrackedText: a text in blocks that knows where each of its bytes came from. */
typedef struct
{
  GPtrArray *blocks;
} TrackedText;

/** TrackedEdit: what is done to a text. A look-alike is a copied paragraph in which one number, unit, name or negation differs. */
typedef enum
{
  TRACKED_WORD_REPLACED,
  TRACKED_SENTENCE_REWRITTEN,
  TRACKED_NUMBER_CHANGED,
  TRACKED_UNIT_CHANGED,
  TRACKED_NAME_CHANGED,
  TRACKED_NEGATION_ADDED,
  TRACKED_PARAGRAPH_MOVED,
  TRACKED_PARAGRAPH_COPIED,
  TRACKED_PARAGRAPH_DELETED,
  TRACKED_LIST_REORDERED,
  TRACKED_LOOK_ALIKE_ADDED,
  TRACKED_N_EDITS,
} TrackedEdit;

/** tracked_text_new: Returns: (transfer full): @text in blocks; each byte came from where it stands */
TrackedText *tracked_text_new (const char *text);
void tracked_text_free (TrackedText *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TrackedText, tracked_text_free)

/** tracked_edit_to_string: Returns: the name of the edit */
const char *tracked_edit_to_string (TrackedEdit edit);

/** tracked_text_edit: Does the edit at a random place. Returns: FALSE where the text has nothing that it could be done to */
gboolean tracked_text_edit (TrackedText *self, TrackedEdit edit, GRand *rand);

/** tracked_text_write: @bytes (out) (transfer full) (element-type TrackedByte). Returns: (transfer full): the text as it is now */
char *tracked_text_write (const TrackedText *self, GArray **bytes);

void tracked_block_free (TrackedBlock *self);

/** tracked_block_splice: Puts @text in place of @length bytes at @start; it then stands for the first of them. */
void tracked_block_splice (TrackedBlock *self, gsize start, gsize length, const char *text);

/** tracked_block_copy: Returns: (transfer full): a copy of @self, whose bytes are copies of its. */
TrackedBlock *tracked_block_copy (const TrackedBlock *self);

/** tracked_block_take: Takes bytes out. Returns: (transfer full): a block of them alone, which are what they were */
TrackedBlock *tracked_block_take (TrackedBlock *self, gsize start, gsize length);

/** tracked_block_put: Puts the whole of @other in at @at. @other: (transfer full) */
void tracked_block_put (TrackedBlock *self, gsize at, TrackedBlock *other);

G_END_DECLS

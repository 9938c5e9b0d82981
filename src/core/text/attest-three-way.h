/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * AttestPassageKind:
 * @ATTEST_PASSAGE_ONE: only the one text changed it
 * @ATTEST_PASSAGE_OTHER: only the other text changed it
 * @ATTEST_PASSAGE_ALIKE: both changed it, in the same way
 * @ATTEST_PASSAGE_BOTH: both changed it, in different ways, or nobody can say what it was before: a person has to decide
 */
typedef enum
{
  ATTEST_PASSAGE_ONE,
  ATTEST_PASSAGE_OTHER,
  ATTEST_PASSAGE_ALIKE,
  ATTEST_PASSAGE_BOTH,
} AttestPassageKind;

/**
 * AttestPassage:
 *
 * Whole sentences, list items or lines that at least one of two texts changed, or a place where one of them put something in. Offsets are UTF-8 bytes, end
 * exclusive; where a text has nothing of it, start == end.
 */
typedef struct
{
  AttestPassageKind kind;
  gsize base_start;
  gsize base_end;
  gsize one_start;
  gsize one_end;
  gsize other_start;
  gsize other_end;
} AttestPassage;

/**
 * AttestTake:
 * @ATTEST_TAKE_NOTHING: the passage is left out
 * @ATTEST_TAKE_ONE, @ATTEST_TAKE_OTHER: as the one text, or the other, has it
 * @ATTEST_TAKE_BOTH: as both have it, one behind the other
 */
typedef enum
{
  ATTEST_TAKE_NOTHING = 0,
  ATTEST_TAKE_ONE = 1 << 0,
  ATTEST_TAKE_OTHER = 1 << 1,
  ATTEST_TAKE_BOTH = ATTEST_TAKE_ONE | ATTEST_TAKE_OTHER,
} AttestTake;

/**
 * AttestThreeWay:
 *
 * Two texts that were made from one, to be brought together. What lies between the passages is the same in both. Nothing is
 * mixed within a sentence: where both texts changed one, in whatever words of it, that is a passage to decide, since
 * two changes that are right by themselves ("2 tablets", "twice a day") can be wrong together. The same holds where one text put something in
 * right beside a sentence that the other changed. Immutable; any thread may read it.
 */
typedef struct _AttestThreeWay AttestThreeWay;

#define ATTEST_TYPE_THREE_WAY (attest_three_way_get_type ())
GType attest_three_way_get_type (void);

/**
 * attest_three_way_new:
 * @base: (nullable): what both were made from, valid UTF-8 as the others; NULL when nobody knows it any more, so that every difference has to be decided
 *
 * Takes the time of two differences. Any thread.
 *
 * Returns: (transfer full)
 */
AttestThreeWay *attest_three_way_new (GBytes *base, GBytes *one, GBytes *other);
AttestThreeWay *attest_three_way_ref (AttestThreeWay *self);
void attest_three_way_unref (AttestThreeWay *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestThreeWay, attest_three_way_unref)

/** attest_three_way_get_passages: Returns: (transfer none) (array length=n_passages): in reading order; without overlap in any of the three texts */
const AttestPassage *attest_three_way_get_passages (AttestThreeWay *self, guint *n_passages);
/** attest_three_way_get_one: Returns: (transfer none) */
GBytes *attest_three_way_get_one (AttestThreeWay *self);
/** attest_three_way_get_other: Returns: (transfer none) */
GBytes *attest_three_way_get_other (AttestThreeWay *self);
/**
 * attest_three_way_merge:
 * @takes: (array): one for each passage
 *
 * Where both wordings of a passage are taken that nothing parts, a line break does.
 *
 * Returns: (transfer full): the text
 */
GBytes *attest_three_way_merge (AttestThreeWay *self, const AttestTake *takes);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "text/attest-diff.h"

G_BEGIN_DECLS

/** AttestAnchor: a place in one revision: @start and @end in UTF-8 bytes (end exclusive), the exact bytes there, and up to 32 code points of context on each side. Immutable. */
typedef struct
{
  gsize start;
  gsize end;
  char *exact;
  char *prefix;
  char *suffix;
} AttestAnchor;

/**
 * AttestAnchorState:
 * @ATTEST_ANCHOR_EXACT: the same bytes at the place that the diff maps to
 * @ATTEST_ANCHOR_CHANGED: the diff keeps at least one word of the quote and the bytes differ; the place is what became of it
 * @ATTEST_ANCHOR_MOVED: the diff says deleted, but the same bytes (or, fuzzily, text whose numbers, units and negations equal the quote's) stand elsewhere, in one place only
 * @ATTEST_ANCHOR_ORPHAN: no place; candidates may be offered, none is chosen
 *
 * A comment never jumps silently to a look-alike sentence: in a dosing text that is a safety fault (hypothesis/client#7571).
 */
typedef enum
{
  ATTEST_ANCHOR_EXACT,
  ATTEST_ANCHOR_CHANGED,
  ATTEST_ANCHOR_MOVED,
  ATTEST_ANCHOR_ORPHAN,
} AttestAnchorState;

typedef struct
{
  gsize start;
  gsize end;
} AttestRange;

/** AttestPlacement: where an anchor stands in another text. @start and @end are 0 for an orphan. @candidates (element-type AttestRange) are offered for an orphan, best first, at most 5; may be NULL. */
typedef struct
{
  AttestAnchorState state;
  gsize start;
  gsize end;
  GArray *candidates;
} AttestPlacement;

#define ATTEST_TYPE_ANCHOR (attest_anchor_get_type ())
GType attest_anchor_get_type (void);

/** attest_anchor_new: Returns: (transfer full) (nullable): the anchor of a range of @text; NULL when the range is empty, out of bounds or cuts a character. */
AttestAnchor *attest_anchor_new (GBytes *text, gsize start, gsize end);
/** attest_anchor_new_from_parts: An anchor as it was stored. Returns: (transfer full) */
AttestAnchor *
attest_anchor_new_from_parts (gsize start, gsize end, const char *exact, const char *prefix, const char *suffix);
AttestAnchor *attest_anchor_copy (const AttestAnchor *self);
void attest_anchor_free (AttestAnchor *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestAnchor, attest_anchor_free)

AttestPlacement *attest_placement_copy (const AttestPlacement *self);
void attest_placement_free (AttestPlacement *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestPlacement, attest_placement_free)

/** attest_anchor_state_to_string: Returns: "exact", "changed", "moved" or "orphan" */
const char *attest_anchor_state_to_string (AttestAnchorState state);

/**
 * attest_anchors_place:
 * @diff: from the anchors' text to the new one
 * @anchors: (element-type AttestAnchor): whose offsets are in the diff's old text
 *
 * Places every anchor in the diff's new text by the rules of DESIGN.md section 5. Work shared by the anchors is done once. An anchor whose @exact is not
 * what stands at its offsets in the old text is first looked for there by quote and context. Any thread.
 *
 * Returns: (transfer full) (element-type AttestPlacement): one for each anchor, in their order
 */
GPtrArray *attest_anchors_place (AttestDiff *diff, GPtrArray *anchors);

G_END_DECLS

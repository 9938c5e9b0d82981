/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "text/attest-anchor.h"
#include "text/attest-diff-private.h"

G_BEGIN_DECLS

#define ATTEST_MOST_CANDIDATES 5

/**
 * AttestPlacer: what the placing of many anchors shares.
 * @postings: the places of each token of the new text, grouped by id; @posting_starts says where a group begins
 */
typedef struct
{
  AttestDiff *diff;
  const char *old_text;
  gsize old_length;
  const char *new_text;
  gsize new_length;
  guint *posting_starts;
  guint *postings;
} AttestPlacer;

void attest_placer_init (AttestPlacer *self, AttestDiff *diff);
void attest_placer_clear (AttestPlacer *self);

/**
 * attest_placer_find_elsewhere:
 * @old_start, @old_end: a range of the old text that the diff has deleted
 *
 * Looks for the range elsewhere in the new text.
 *
 * Returns: whether it was moved to the one range @found; else @candidates (element-type AttestRange) has what comes near, best first
 */
gboolean attest_placer_find_elsewhere (AttestPlacer *self,
                                       gsize old_start,
                                       gsize old_end,
                                       AttestRange *found,
                                       GArray *candidates);

/** attest_placer_add_copies: Adds the places of the new text where the quote stands byte for byte, those with most of its context first. */
void attest_placer_add_copies (AttestPlacer *self, const AttestAnchor *anchor, GArray *candidates);

G_END_DECLS

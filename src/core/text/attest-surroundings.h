/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "text/attest-anchor.h"

G_BEGIN_DECLS

/** ATTEST_SURROUNDINGS_CHARACTERS: how much on each side of words has to be the same for them to be the same words. */
#define ATTEST_SURROUNDINGS_CHARACTERS 32

/**
 * attest_surroundings_find:
 * @anchor: words and what stood around them, as attest_anchor_new() takes it; its offsets are not looked at
 * @text: valid UTF-8
 * @start: (out): where the words stand; 0 without
 *
 * Looks for the same words in the same surroundings: ATTEST_SURROUNDINGS_CHARACTERS on each side, but not beyond the paragraph, so that a paragraph may move.
 * Where words and surroundings are shorter than that, as in a short item, what stands beyond the paragraph has to be the same too. Nothing is guessed:
 * one character that differs is another place. For decisions that must not come to speak of a look-alike. Any thread.
 *
 * Returns: whether there is exactly one such place
 */
gboolean attest_surroundings_find (const AttestAnchor *anchor, GBytes *text, gsize *start);

G_END_DECLS

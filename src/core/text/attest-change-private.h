/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "text/attest-change-class.h"
#include "text/attest-document.h"

G_BEGIN_DECLS

/* Inside text only. Lists are one item a line, so that they compare as strings. */

/**
 * attest_change_list_numbers:
 *
 * All that says how much, how often or on which side of a limit, as it is written and not by its value: digits of every script, powers, Roman numerals, signs, and words
 * such as "every other", "twice" or "bd". What looks alike and is not one is in it too.
 *
 * Returns: (transfer full)
 */
GString *attest_change_list_numbers (const char *text, gsize length);

/** attest_change_compare_turns: Whether a word was put for its opposite ("above" for "below"), or got or lost what turns it round ("un-", "dis-", "hyper-"). */
gboolean attest_change_compare_turns (const char *one, gsize one_length, const char *other, gsize other_length);

/** attest_change_is_foreign: Whether a text has letters of a script in which neither negations nor names of drugs are known: any other than the Latin. */
gboolean attest_change_is_foreign (const char *text, gsize length);

/** attest_change_compare_passages: Returns: what a passage of @one says otherwise than one of @other, of that which a reader may be harmed by. Offsets are bytes of their Markdown. */
AttestTouched attest_change_compare_passages (AttestDocument *one,
                                              gsize start,
                                              gsize end,
                                              AttestDocument *other,
                                              gsize other_start,
                                              gsize other_end);

/**
 * attest_change_compare_places:
 * @one, @other: pages of HTML by attest_render()
 *
 * What stands elsewhere though its words are the same: under another heading, in another column, in a list or out of it, struck out or in code.
 */
AttestTouched attest_change_compare_places (const char *one, const char *other);

G_END_DECLS

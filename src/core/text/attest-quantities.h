/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * attest_text_same_safety_tokens:
 *
 * Whether two passages say the same numbers, units and negations in the same order: what must be equal before a comment may be taken
 * from one to the other. Numbers compare by value ("0.50" equals "0.5"), units by meaning (mcg, µg, microgram), negations as written
 * ("do not" equals "don't").
 *
 * Returns: TRUE when they do
 */
gboolean attest_text_same_safety_tokens (const char *one, gsize one_length, const char *other, gsize other_length);

/**
 * AttestTouched: What an edit touches of that which a reader may be harmed by.
 * @ATTEST_TOUCHED_NUMBER: a number, also in words ("twice", "half")
 * @ATTEST_TOUCHED_UNIT: a unit of measure or of time
 * @ATTEST_TOUCHED_DRUG: the name of a drug or of a class of drugs
 * @ATTEST_TOUCHED_NEGATION: a word that turns a sentence round ("not", "avoid", "unless")
 * @ATTEST_TOUCHED_CITATION: which work is cited, where in it, or what is known of it
 * @ATTEST_TOUCHED_PICTURE: a picture, of which no program can tell what it shows
 * @ATTEST_TOUCHED_LANGUAGE: words of a language whose negations and names of drugs are not known, which is any but English
 */
typedef enum
{
  ATTEST_TOUCHED_NOTHING = 0,
  ATTEST_TOUCHED_NUMBER = 1 << 0,
  ATTEST_TOUCHED_UNIT = 1 << 1,
  ATTEST_TOUCHED_DRUG = 1 << 2,
  ATTEST_TOUCHED_NEGATION = 1 << 3,
  ATTEST_TOUCHED_CITATION = 1 << 4,
  ATTEST_TOUCHED_PICTURE = 1 << 5,
  ATTEST_TOUCHED_LANGUAGE = 1 << 6,
} AttestTouched;

/**
 * attest_text_compare_safety_tokens:
 *
 * The same comparison, told apart: which of numbers, units and negations two passages do not say alike, each kind in its own order. Any thread.
 *
 * Returns: of %ATTEST_TOUCHED_NUMBER, %ATTEST_TOUCHED_UNIT and %ATTEST_TOUCHED_NEGATION those that differ
 */
AttestTouched
attest_text_compare_safety_tokens (const char *one, gsize one_length, const char *other, gsize other_length);

/** attest_text_is_unit: Returns: whether the token is a unit of measure as medicine writes them (mg, mL, mmol/L, %, hours ...). */
gboolean attest_text_is_unit (const char *text, gsize length);

G_END_DECLS

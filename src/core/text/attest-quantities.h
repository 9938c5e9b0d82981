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

/** attest_text_is_unit: Returns: whether the token is a unit of measure as medicine writes them (mg, mL, mmol/L, %, hours ...). */
gboolean attest_text_is_unit (const char *text, gsize length);

G_END_DECLS

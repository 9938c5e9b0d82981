/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * attest_text_is_drug_name:
 * @word: UTF-8; one word without white space
 * @length: in bytes
 *
 * Whether a word is the name of a drug or of a class of drugs. A word is one that ends as nonproprietary names of a class end ("-olol", "-statin":
 * the stems of the World Health Organization's International Nonproprietary Names), or one of the many common names that have no such ending, generic,
 * of trade, and of salts and elements that are given as drugs. No list is complete: see attest_text_list_drug_names(), which also takes what a dose is said of.
 * English; blind to case, accents and a plural "s". Any thread.
 */
gboolean attest_text_is_drug_name (const char *word, gsize length);

/**
 * AttestDrugName: The bytes of a name, end exclusive.
 */
typedef struct
{
  gsize start;
  gsize end;
} AttestDrugName;

/**
 * attest_text_list_drug_names:
 * @text: UTF-8 of @length bytes
 * @start, @end: the bytes of it to look at; what stands around them is used to tell what they say
 *
 * The names of drugs in a part of a text: those that attest_text_is_drug_name() knows, and any word that a dose is said of ("Xyzal 5 mg", "5 mg of Xyzal"), small words
 * such as "take" and "about" aside. Any thread.
 *
 * Returns: (transfer full) (element-type AttestDrugName): in text order
 */
GArray *attest_text_list_drug_names (const char *text, gsize length, gsize start, gsize end);

G_END_DECLS

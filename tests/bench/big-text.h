/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/*
 * Texts whose words are as common and as rare as those of a language (Zipf's law): English with the words of medicine, and here and there Chinese,
 * Japanese, Korean and Arabic.
 */
typedef struct
{
  GRand *random;
  GPtrArray *words;
} BigText;

void big_text_init (BigText *self, guint32 seed);
void big_text_clear (BigText *self);

/** big_text_get_common: @rank: from 0, the commonest. Returns: (transfer none): a word of English */
const char *big_text_get_common (BigText *self, guint rank);

/** big_text_draw: Returns: (transfer none): a word of English, drawn as often as it stands in the texts */
const char *big_text_draw (BigText *self);

/** big_text_append_words: @count words of @language ("en", "zh" ...), parted as that language parts them */
void big_text_append_words (BigText *self, GString *text, const char *language, guint count);

/** big_text_make: Markdown of about @length bytes; its first line is a heading, the title. Returns: (transfer full) */
GString *big_text_make (BigText *self, const char *language, gsize length);

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** made_text_new: Returns: (transfer full): an article in Markdown of about @length bytes, full of sentences that are like others but for a dose, a unit, a drug or a "not" */
char *made_text_new (GRand *rand, gsize length);

/** made_text_pick_name: Returns: the name of a drug, one of those that made_text_is_name () knows */
const char *made_text_pick_name (GRand *rand);

/** made_text_is_name: Returns: whether the word, in any case of letters, is one of the drugs that these texts speak of */
gboolean made_text_is_name (const char *word, gsize length);

G_END_DECLS

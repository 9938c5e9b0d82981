/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record/attest-copies.h"

G_BEGIN_DECLS

/** attest_copy_words_dup_kind: Returns: (transfer full): where a copy comes from, such as "Made by Attest" */
char *attest_copy_words_dup_kind (const AttestCopy *copy);

/** attest_copy_words_dup_title: Returns: (transfer full): whose difference it is: the article's title, or the board */
char *attest_copy_words_dup_title (const AttestCopyDifference *difference);

/** attest_copy_words_dup_difference: Returns: (transfer full): what of an article would go and come, in a sentence or two */
char *attest_copy_words_dup_difference (const AttestCopyDifference *difference);

G_END_DECLS

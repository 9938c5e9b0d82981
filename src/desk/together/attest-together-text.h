/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "text/attest-three-way.h"

G_BEGIN_DECLS

/**
 * AttestTogetherText:
 *
 * One of two texts that are being brought together, with its passages: which of them is taken, which is not, and which is still to be decided. Main thread.
 *
 * Signal `chosen` (guint): a passage was clicked.
 */
#define ATTEST_TYPE_TOGETHER_TEXT (attest_together_text_get_type ())
G_DECLARE_FINAL_TYPE (AttestTogetherText, attest_together_text, ATTEST, TOGETHER_TEXT, AdwBin)

/** attest_together_text_set_texts: @side: which of the two texts it is; @title: whose it is and when it was saved */
void attest_together_text_set_texts (AttestTogetherText *self,
                                     AttestThreeWay *three_way,
                                     AttestTake side,
                                     const char *title);
/** attest_together_text_mark: Shows what is taken of a passage. @decided: whether somebody has said so, or nobody needs to */
void attest_together_text_mark (AttestTogetherText *self, guint passage, AttestTake take, gboolean decided);
/** attest_together_text_show: Brings a passage into sight and marks it as the one that is looked at. */
void attest_together_text_show (AttestTogetherText *self, guint passage);

G_END_DECLS

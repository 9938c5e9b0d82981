/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "preview/attest-preview-view.h"

G_BEGIN_DECLS

/**
 * AttestPreviewFindBar:
 *
 * Finds words on the page, tells how many there are and goes from one to the next. When it is closed the match that it stood
 * on stays selected, and the page has the keyboard.
 */
#define ATTEST_TYPE_PREVIEW_FIND_BAR (attest_preview_find_bar_get_type ())
G_DECLARE_FINAL_TYPE (AttestPreviewFindBar, attest_preview_find_bar, ATTEST, PREVIEW_FIND_BAR, AdwBin)

/** attest_preview_find_bar_set_view: @view: (nullable) (transfer none): the page that is searched; told NULL before it goes away */
void attest_preview_find_bar_set_view (AttestPreviewFindBar *self, AttestPreviewView *view);
/** attest_preview_find_bar_open: Shows the bar, with its words ready to be typed over. */
void attest_preview_find_bar_open (AttestPreviewFindBar *self);
/** attest_preview_find_bar_step: Goes to the next match, or with -1 to the one before; opens the bar where it is closed. */
void attest_preview_find_bar_step (AttestPreviewFindBar *self, int step);

G_END_DECLS

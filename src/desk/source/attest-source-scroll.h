/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "article/attest-article-state.h"

G_BEGIN_DECLS

/**
 * AttestSourceScroll:
 *
 * Keeps the source's scroll place and the other panes' together, by blocks of the text, never by ratio. What it scrolled
 * itself it does not tell of, so nothing echoes.
 */
#define ATTEST_TYPE_SOURCE_SCROLL (attest_source_scroll_get_type ())
G_DECLARE_FINAL_TYPE (AttestSourceScroll, attest_source_scroll, ATTEST, SOURCE_SCROLL, GObject)

/** attest_source_scroll_new: @view: in a scrolled window; the helper must not outlive it. Returns: (transfer full) */
AttestSourceScroll *attest_source_scroll_new (GtkTextView *view);

/** attest_source_scroll_set_state: @state: (nullable): the article it listens to and tells */
void attest_source_scroll_set_state (AttestSourceScroll *self, AttestArticleState *state);

/** attest_source_scroll_set_adjustment: @adjustment: the vertical one of the scrolled window around the text */
void attest_source_scroll_set_adjustment (AttestSourceScroll *self, GtkAdjustment *adjustment);

/** attest_source_scroll_reveal: Scrolls so far that the place at @byte can be seen, and no further; not told to others. */
void attest_source_scroll_reveal (AttestSourceScroll *self, gsize byte);

G_END_DECLS

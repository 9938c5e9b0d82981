/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "article/attest-article-state.h"

G_BEGIN_DECLS

/**
 * AttestSourceSight:
 *
 * Tells the state which comment's words can be seen in the source and how high they stand in the window, so that its
 * card can stand beside them: the current comment where its words are in sight, else the first that is.
 */
#define ATTEST_TYPE_SOURCE_SIGHT (attest_source_sight_get_type ())
G_DECLARE_FINAL_TYPE (AttestSourceSight, attest_source_sight, ATTEST, SOURCE_SIGHT, GObject)

/** attest_source_sight_new: @view: in a scrolled window with @adjustment; the helper must not outlive it. Returns:
 * (transfer full) */
AttestSourceSight *attest_source_sight_new (GtkTextView *view, GtkAdjustment *adjustment);

/** attest_source_sight_set_state: @state: (nullable): whose comments it looks for and whom it tells */
void attest_source_sight_set_state (AttestSourceSight *self, AttestArticleState *state);

G_END_DECLS

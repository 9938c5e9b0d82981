/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "article/attest-article-state.h"

G_BEGIN_DECLS

/**
 * AttestCommentsPane:
 *
 * The comments of the open variant, and the way to add one. Property `state`; property `writing` (boolean, readable): whether
 * one is being written. Accessible name of its list: "Comments".
 */
#define ATTEST_TYPE_COMMENTS_PANE (attest_comments_pane_get_type ())
G_DECLARE_FINAL_TYPE (AttestCommentsPane, attest_comments_pane, ATTEST, COMMENTS_PANE, AdwBin)

/** attest_comments_pane_set_state: @state: (nullable): the article it shows and listens to; may be set anew for another
 * article */
void attest_comments_pane_set_state (AttestCommentsPane *self, AttestArticleState *state);

/** attest_comments_pane_begin: Begins a comment on what is selected in the source (the preview selects there too); the
 * page's action `article.comment`. Says what to do where nothing is selected. */
void attest_comments_pane_begin (AttestCommentsPane *self);

/** attest_comments_pane_begin_about: Begins a comment on the whole text, or on the reference with the key @reference (nullable). */
void attest_comments_pane_begin_about (AttestCommentsPane *self, const char *reference);

/** attest_comments_pane_has_draft: Returns: whether a comment or an answer to one was begun and not sent */
gboolean attest_comments_pane_has_draft (AttestCommentsPane *self);
/** attest_comments_pane_focus_current: Gives the keyboard to the card of the comment that is the current one, where it has one, and brings it into sight. */
void attest_comments_pane_focus_current (AttestCommentsPane *self);

/** attest_comments_pane_step: Goes to the next comment, @step 1, or to the one before, -1. */
void attest_comments_pane_step (AttestCommentsPane *self, int step);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "session/attest-session.h"

G_BEGIN_DECLS

/**
 * AttestOpenCommentsPane:
 *
 * The open comments of all articles: all of them, the reader's own, or those that wait for the reader. Signal `open-comment` (const char *article, const
 * char *audience, const char *comment): somebody chose one. Accessible name of its list: "Open comments".
 */
#define ATTEST_TYPE_OPEN_COMMENTS_PANE (attest_open_comments_pane_get_type ())
G_DECLARE_FINAL_TYPE (AttestOpenCommentsPane, attest_open_comments_pane, ATTEST, OPEN_COMMENTS_PANE, AdwBin)

/** attest_open_comments_pane_set_session: @session: (nullable) */
void attest_open_comments_pane_set_session (AttestOpenCommentsPane *self, AttestSession *session);

/** attest_open_comments_pane_set_total: @total: how many comments are open in the library */
void attest_open_comments_pane_set_total (AttestOpenCommentsPane *self, guint total);

G_END_DECLS

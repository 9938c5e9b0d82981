/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "session/attest-session.h"

G_BEGIN_DECLS

/**
 * AttestTogetherPage:
 *
 * Two texts that were saved apart beside each other, passage by passage; whoever has decided which wording is taken goes on with the text that comes of it in
 * the article's editor. Main thread.
 */
#define ATTEST_TYPE_TOGETHER_PAGE (attest_together_page_get_type ())
G_DECLARE_FINAL_TYPE (AttestTogetherPage, attest_together_page, ATTEST, TOGETHER_PAGE, AdwNavigationPage)

/** attest_together_page_new: @actions: those of the article's page, of which `bring-together` takes what came of it. Returns: (transfer floating) */
GtkWidget *
attest_together_page_new (AttestSession *session, const char *article, const char *audience, GActionGroup *actions);

G_END_DECLS

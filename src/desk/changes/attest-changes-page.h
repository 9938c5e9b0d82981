/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "session/attest-session.h"

G_BEGIN_DECLS

/**
 * AttestChangesPage:
 *
 * What changed between any two revisions of one text: in the Markdown and on the page, change by change. Main thread only.
 */
#define ATTEST_TYPE_CHANGES_PAGE (attest_changes_page_get_type ())
G_DECLARE_FINAL_TYPE (AttestChangesPage, attest_changes_page, ATTEST, CHANGES_PAGE, AdwNavigationPage)

/**
 * attest_changes_page_new:
 * @before, @after: (nullable): ids of revisions, as attest_changes_load() takes them
 * @actions: the actions of the article, by which an older text is read or restored
 *
 * Returns: (transfer floating)
 */
GtkWidget *
attest_changes_page_new (AttestSession *session, const char *before, const char *after, GActionGroup *actions);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "session/attest-session.h"

G_BEGIN_DECLS

/**
 * AttestLibraryPage:
 *
 * The library: queues, search, the list of articles, that of open comments, and the board's figures. Signal `open-article` (const char *article, const char *audience): somebody chose one, at the text for @audience (nullable: its base).
 * Signal `open-comment` (const char *article, const char *audience, const char *comment): somebody chose a comment on that text.
 */
#define ATTEST_TYPE_LIBRARY_PAGE (attest_library_page_get_type ())
G_DECLARE_FINAL_TYPE (AttestLibraryPage, attest_library_page, ATTEST, LIBRARY_PAGE, AdwNavigationPage)

/** attest_library_page_set_session: @session: (nullable): the library it shows */
void attest_library_page_set_session (AttestLibraryPage *self, AttestSession *session);

/** attest_library_page_set_progress: @fraction: from 0 to 1; negative when nothing is under way. */
void attest_library_page_set_progress (AttestLibraryPage *self, double fraction);

/** attest_library_page_choose_person: Shows the list of people, for somebody to say who they are. */
void attest_library_page_choose_person (AttestLibraryPage *self);

/** attest_library_page_focus_search: Puts the cursor into the search entry. */
void attest_library_page_focus_search (AttestLibraryPage *self);

/** attest_library_page_show_overview: Shows the board's figures. */
void attest_library_page_show_overview (AttestLibraryPage *self);

/** attest_library_page_show_queue: Shows the list with this id (see attest_queue_get_id()). */
void attest_library_page_show_queue (AttestLibraryPage *self, const char *queue);
/** attest_library_page_shows_queue: Returns: whether that list is the one that is shown */
gboolean attest_library_page_shows_queue (AttestLibraryPage *self, const char *queue);

/** attest_library_page_restore: Brings removed articles back. @articles: ids with commas between */
void attest_library_page_restore (AttestLibraryPage *self, const char *articles);

G_END_DECLS

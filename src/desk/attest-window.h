/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "session/attest-session.h"

G_BEGIN_DECLS

/**
 * AttestWindow:
 *
 * The one window: the library, the article that is open, or why there is none.
 */
#define ATTEST_TYPE_WINDOW (attest_window_get_type ())
G_DECLARE_FINAL_TYPE (AttestWindow, attest_window, ATTEST, WINDOW, AdwApplicationWindow)

/** attest_window_new: Returns: (transfer none): a window that the application keeps */
AttestWindow *attest_window_new (AdwApplication *application);

/** attest_window_open_usual: Opens the library that was used last, or the usual one, unless one is open or being opened; a welcome where there is none. */
void attest_window_open_usual (AttestWindow *self);

/** attest_window_open_files: Files from the command line or the file manager: texts are imported into the library, the usual one where none is open; anything else is opened as a library. */
void attest_window_open_files (AttestWindow *self, GFile **files, guint n_files);

/** attest_window_open_library: Opens a library in place of the one that is open. */
void attest_window_open_library (AttestWindow *self, const char *path, AttestSessionMode mode);

/** attest_window_open_article: Shows an article of the open library. */
void attest_window_open_article (AttestWindow *self, const char *article);
/** attest_window_open_text: The same at the text for @audience (nullable: the base). */
void attest_window_open_text (AttestWindow *self, const char *article, const char *audience);

/** attest_window_open_comment: The same at a comment on that text, an id. */
void attest_window_open_comment (AttestWindow *self, const char *article, const char *audience, const char *comment);

/** attest_window_show_due: Shows the texts that are due for re-review, in place of the article that is open. */
void attest_window_show_due (AttestWindow *self);

/** attest_window_get_session: Returns: (transfer none) (nullable): NULL while no library is open */
AttestSession *attest_window_get_session (AttestWindow *self);

G_END_DECLS

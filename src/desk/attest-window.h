/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * AttestWindow:
 *
 * The one window: the library, and the article that is open.
 */
#define ATTEST_TYPE_WINDOW (attest_window_get_type ())
G_DECLARE_FINAL_TYPE (AttestWindow, attest_window, ATTEST, WINDOW, AdwApplicationWindow)

/** attest_window_new: Returns: (transfer none): a window that the application keeps */
AttestWindow *attest_window_new (AdwApplication *application);

G_END_DECLS

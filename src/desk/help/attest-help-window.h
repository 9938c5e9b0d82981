/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * AttestHelpWindow:
 *
 * Shows the help beside the work it is about: its pages are built into the program, since a sandbox has no other reader for them. Main thread.
 */
#define ATTEST_TYPE_HELP_WINDOW (attest_help_window_get_type ())
G_DECLARE_FINAL_TYPE (AttestHelpWindow, attest_help_window, ATTEST, HELP_WINDOW, AdwApplicationWindow)

/** attest_help_window_present: Shows the help of @application, in the window that it is in already if there is one. @page: (nullable): a page of data/help, as "approval" or "approval#due"; NULL for the page that is shown, at first the beginning */
void attest_help_window_present (GtkApplication *application, const char *page);

/** attest_help_window_get_page: Returns: (transfer none): the id of the page that is shown */
const char *attest_help_window_get_page (AttestHelpWindow *self);

/** attest_help_window_get_pages: Returns: (transfer none): the ids of all pages in reading order */
const char *const *attest_help_window_get_pages (AttestHelpWindow *self);

/** attest_help_window_get_web_view: Returns: (transfer none): what shows the page, for tests */
GtkWidget *attest_help_window_get_web_view (AttestHelpWindow *self);

G_END_DECLS

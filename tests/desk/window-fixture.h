/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "attest-window.h"

/* The window as a person meets it: which page it shows, what that says, and which ways on it offers. */

/** window_fixture_open: opens @path in @window and waits until it shows what came of it. Returns: how long that took, in seconds */
double window_fixture_open (AttestWindow *window, const char *path, AttestSessionMode mode);
/** window_fixture_wait: waits until the window is no longer opening anything. */
void window_fixture_wait (AttestWindow *window);
/** window_fixture_shows_library: Returns: whether a library is open; else the start page is in sight */
gboolean window_fixture_shows_library (AttestWindow *window);
/** window_fixture_get_start: Returns: (transfer none): the status page of the start page */
AdwStatusPage *window_fixture_get_start (AttestWindow *window);
/** window_fixture_dup_offers: Returns: (transfer full): the buttons of the start page, joined by " | " */
char *window_fixture_dup_offers (AttestWindow *window);
/** window_fixture_get_banner: Returns: (transfer none) (nullable): what the banner in sight says */
const char *window_fixture_get_banner (GtkWidget *root);
/** window_fixture_hash_folder: Returns: (transfer full): names and contents of all files that can be read in @folder */
char *window_fixture_hash_folder (const char *folder);

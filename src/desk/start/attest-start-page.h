/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "session/attest-record-thread.h"

G_BEGIN_DECLS

/**
 * AttestStartPage:
 *
 * What the window shows without a library: a welcome, or why one could not be opened and what to do about it.
 */
#define ATTEST_TYPE_START_PAGE (attest_start_page_get_type ())
G_DECLARE_FINAL_TYPE (AttestStartPage, attest_start_page, ATTEST, START_PAGE, AdwBin)

/** attest_start_page_show_welcome: There is no library yet. */
void attest_start_page_show_welcome (AttestStartPage *self);

/** attest_start_page_show_error: @error: an ATTEST_RECORD_ERROR of opening @path as @mode says */
void
attest_start_page_show_error (AttestStartPage *self, const char *path, AttestSessionMode mode, const GError *error);

G_END_DECLS

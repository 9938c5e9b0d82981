/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "session/attest-session.h"

G_BEGIN_DECLS

/**
 * AttestLibraryHeader:
 *
 * The header of the list of articles: what makes new ones, and the main menu. Property `narrow` (boolean): its buttons show
 * their icons alone.
 */
#define ATTEST_TYPE_LIBRARY_HEADER (attest_library_header_get_type ())
G_DECLARE_FINAL_TYPE (AttestLibraryHeader, attest_library_header, ATTEST, LIBRARY_HEADER, AdwBin)

/** attest_library_header_set_session: Of a review file there is nothing to add, and a way back to one's own library. Where nothing can be added otherwise, the buttons say why. */
void attest_library_header_set_session (AttestLibraryHeader *self, AttestSession *session);

G_END_DECLS

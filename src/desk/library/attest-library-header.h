/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * AttestLibraryHeader:
 *
 * The header of the list of articles: what makes new ones, and the main menu. Property `narrow` (boolean): its buttons show
 * their icons alone.
 */
#define ATTEST_TYPE_LIBRARY_HEADER (attest_library_header_get_type ())
G_DECLARE_FINAL_TYPE (AttestLibraryHeader, attest_library_header, ATTEST, LIBRARY_HEADER, AdwBin)

G_END_DECLS

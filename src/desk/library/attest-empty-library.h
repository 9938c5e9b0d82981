/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * AttestEmptyLibrary:
 *
 * What a library without articles shows: how articles get in.
 */
#define ATTEST_TYPE_EMPTY_LIBRARY (attest_empty_library_get_type ())
G_DECLARE_FINAL_TYPE (AttestEmptyLibrary, attest_empty_library, ATTEST, EMPTY_LIBRARY, AdwBin)

/** attest_empty_library_set_refusal: @refusal: (nullable): why nothing can be added; NULL where it can */
void attest_empty_library_set_refusal (AttestEmptyLibrary *self, const char *refusal);

G_END_DECLS

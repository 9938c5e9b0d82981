/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "record/attest-copies.h"
#include "session/attest-session.h"

G_BEGIN_DECLS

/**
 * AttestCopyDifferences:
 *
 * A look at what would change, article by article, if a copy took the library's place, and the button that restores it.
 *
 * Signal `restore` (AttestCopyDifferences *self): somebody wants that copy, and was told what it means.
 */
#define ATTEST_TYPE_COPY_DIFFERENCES (attest_copy_differences_get_type ())
G_DECLARE_FINAL_TYPE (AttestCopyDifferences, attest_copy_differences, ATTEST, COPY_DIFFERENCES, AdwNavigationPage)

/** attest_copy_differences_new: @copy: a copy of the library of @session. Begins to compare the two. */
AdwNavigationPage *attest_copy_differences_new (AttestSession *session, const AttestCopy *copy);

G_END_DECLS

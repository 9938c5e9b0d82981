/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "session/attest-session.h"

G_BEGIN_DECLS

/**
 * AttestCopiesDialog:
 *
 * The copies of a library: when each was made, how large it is and whether it is whole, and for each a look at what would change.
 *
 * Signal `restore` (AttestCopiesDialog *self, const char *copy): somebody wants the library to become what it was in the copy at that path. The dialog closes.
 */
#define ATTEST_TYPE_COPIES_DIALOG (attest_copies_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AttestCopiesDialog, attest_copies_dialog, ATTEST, COPIES_DIALOG, AdwDialog)

/** attest_copies_dialog_new: Lists the copies of the library of @session and checks them one after the other. */
AdwDialog *attest_copies_dialog_new (AttestSession *session);

G_END_DECLS

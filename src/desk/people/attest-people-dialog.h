/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "session/attest-session.h"

G_BEGIN_DECLS

/**
 * AttestPeopleDialog:
 *
 * The people of the board, each of whom can be changed.
 */
#define ATTEST_TYPE_PEOPLE_DIALOG (attest_people_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AttestPeopleDialog, attest_people_dialog, ATTEST, PEOPLE_DIALOG, AdwDialog)

/** attest_people_dialog_new: Returns: (transfer floating) */
AdwDialog *attest_people_dialog_new (AttestSession *session);

G_END_DECLS

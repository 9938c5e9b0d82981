/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "record/attest-article.h"
#include "session/attest-session.h"

G_BEGIN_DECLS

/**
 * AttestPersonDialog:
 *
 * Adds a person to the library, or changes one. Signal `saved` (const char *person): the record has it.
 */
#define ATTEST_TYPE_PERSON_DIALOG (attest_person_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AttestPersonDialog, attest_person_dialog, ATTEST, PERSON_DIALOG, AdwDialog)

/** attest_person_dialog_new: @person: (nullable): the one to change; NULL for a new one, who then acts if nobody does. Returns: (transfer floating) */
AdwDialog *attest_person_dialog_new (AttestSession *session, const AttestPerson *person);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "changes/attest-changes.h"

G_BEGIN_DECLS

/**
 * AttestChangesChoice:
 *
 * Which two texts are compared, each to be chosen from all of the variant. Side by side or, as an orientable, one above the other. Main thread only.
 *
 * Signal `chosen`: somebody chose another text.
 */
#define ATTEST_TYPE_CHANGES_CHOICE (attest_changes_choice_get_type ())
G_DECLARE_FINAL_TYPE (AttestChangesChoice, attest_changes_choice, ATTEST, CHANGES_CHOICE, GtkBox)

/** attest_changes_choice_show: Offers the revisions of @changes and shows which two of them it compares; no `chosen` comes of that. */
void attest_changes_choice_show (AttestChangesChoice *self, AttestSession *session, AttestChanges *changes);

/** attest_changes_choice_get_before: Returns: (transfer none): the id of the earlier text, or %ATTEST_CHANGES_NOTHING. What was shown has to be there. */
const char *attest_changes_choice_get_before (AttestChangesChoice *self);

/** attest_changes_choice_get_after: Returns: (transfer none): the id of the later text. What was shown has to be there. */
const char *attest_changes_choice_get_after (AttestChangesChoice *self);

G_END_DECLS

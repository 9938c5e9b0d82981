/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "review/attest-change-since.h"

G_BEGIN_DECLS

/**
 * AttestVerdictChanges:
 *
 * What changed since the reader's last verdict: how far it reaches, the first of the changes, and, for a sign-off, holding to it in one step.
 *
 * Signals:
 * - `reaffirm`: the reader holds to their sign-off.
 * - `show-all`: the reader wants to see all changes in the texts.
 */
#define ATTEST_TYPE_VERDICT_CHANGES (attest_verdict_changes_get_type ())
G_DECLARE_FINAL_TYPE (AttestVerdictChanges, attest_verdict_changes, ATTEST, VERDICT_CHANGES, AdwPreferencesGroup)

/** attest_verdict_changes_show: @since: (nullable): until the text in sight; @actor: (nullable): who reads it. Without it, or where nothing changed, the group is not there. Once. */
void attest_verdict_changes_show (AttestVerdictChanges *self, const AttestChangeSince *since, const char *actor);
/** attest_verdict_changes_set_refusal: @refusal: (nullable): why nobody can re-affirm at the moment, in a sentence; NULL where they can */
void attest_verdict_changes_set_refusal (AttestVerdictChanges *self, const char *refusal);

G_END_DECLS

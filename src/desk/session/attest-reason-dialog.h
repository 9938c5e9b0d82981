/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * AttestReasonDialog:
 *
 * A decision that needs a reason. Signal `given` (const char *reason): it was taken; the reason is not empty.
 */
#define ATTEST_TYPE_REASON_DIALOG (attest_reason_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AttestReasonDialog, attest_reason_dialog, ATTEST, REASON_DIALOG, AdwAlertDialog)

/** attest_reason_dialog_new: Returns: (transfer floating) */
AdwDialog *attest_reason_dialog_new (const char *heading, const char *body, const char *button);

G_END_DECLS

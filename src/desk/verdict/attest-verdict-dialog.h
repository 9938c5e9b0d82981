/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "article/attest-article-state.h"

G_BEGIN_DECLS

/**
 * AttestVerdictDialog:
 *
 * A reviewer's three answers on the submitted text, what they mean, and a reason.
 */
#define ATTEST_TYPE_VERDICT_DIALOG (attest_verdict_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AttestVerdictDialog, attest_verdict_dialog, ATTEST, VERDICT_DIALOG, AdwDialog)

/** attest_verdict_dialog_new: Returns: (transfer floating) */
AdwDialog *attest_verdict_dialog_new (AttestArticleState *state);

G_END_DECLS

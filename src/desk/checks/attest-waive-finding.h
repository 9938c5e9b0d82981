/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "article/attest-article-state.h"

G_BEGIN_DECLS

/** attest_waive_finding_refusal: Returns: (transfer none) (nullable): a sentence that says why the actor may not decide @finding, by waiving it or by taking its waiver back; NULL when they may */
const char *attest_waive_finding_refusal (AttestArticleState *state, const AttestFinding *finding);

/** attest_waive_finding: Asks over @widget for a reason, waives @finding of the text as it is shown, and tells of it with a way back. */
void attest_waive_finding (GtkWidget *widget, AttestArticleState *state, const AttestFinding *finding);

/** attest_waive_finding_take_back: Takes the waiver with this id back, and tells of it. */
void attest_waive_finding_take_back (GtkWidget *widget, AttestArticleState *state, const char *waiver);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "library/attest-article-item.h"
#include "session/attest-session.h"

G_BEGIN_DECLS

/**
 * AttestAssignDialog:
 *
 * Asks who is to review some articles, which of their texts, and by when. Signal `chosen` (const char *reviewer, const char *audience, const char
 * *due): a person's id; an audience's key, empty for all; a day as in AttestAssignment, empty for none.
 */
#define ATTEST_TYPE_ASSIGN_DIALOG (attest_assign_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AttestAssignDialog, attest_assign_dialog, ATTEST, ASSIGN_DIALOG, AdwDialog)

/** attest_assign_dialog_new: @items: (element-type AttestArticleItem) */
AdwDialog *attest_assign_dialog_new (AttestSession *session, GPtrArray *items);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "library/attest-article-item.h"
#include "session/attest-session.h"

G_BEGIN_DECLS

/**
 * AttestTitleDialog:
 *
 * Asks for a title: a new one for an article, in those of its texts that are chosen, or the one of a copy. Signal `done` (const char *article): the
 * article that was renamed, or the new one.
 */
#define ATTEST_TYPE_TITLE_DIALOG (attest_title_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AttestTitleDialog, attest_title_dialog, ATTEST, TITLE_DIALOG, AdwDialog)

/** attest_title_dialog_new: @duplicate: whether the title is that of a copy */
AdwDialog *attest_title_dialog_new (AttestSession *session, AttestArticleItem *item, gboolean duplicate);

G_END_DECLS

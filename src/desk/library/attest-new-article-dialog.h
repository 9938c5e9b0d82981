/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "session/attest-session.h"

G_BEGIN_DECLS

/**
 * AttestNewArticleDialog:
 *
 * Makes an empty article with a title. Signal `made` (const char *article).
 */
#define ATTEST_TYPE_NEW_ARTICLE_DIALOG (attest_new_article_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AttestNewArticleDialog, attest_new_article_dialog, ATTEST, NEW_ARTICLE_DIALOG, AdwDialog)

/** attest_new_article_dialog_new: Returns: (transfer floating) */
AdwDialog *attest_new_article_dialog_new (AttestSession *session);

G_END_DECLS

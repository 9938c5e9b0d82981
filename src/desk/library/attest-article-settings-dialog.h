/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "library/attest-article-item.h"
#include "session/attest-session.h"

G_BEGIN_DECLS

/**
 * AttestArticleSettingsDialog:
 *
 * An article's short name, which is the name of its page, and its topics.
 */
#define ATTEST_TYPE_ARTICLE_SETTINGS_DIALOG (attest_article_settings_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AttestArticleSettingsDialog,
                      attest_article_settings_dialog,
                      ATTEST,
                      ARTICLE_SETTINGS_DIALOG,
                      AdwDialog)

/** attest_article_settings_dialog_new: @item: the article whose settings are shown. Returns: (transfer full), floating */
AdwDialog *attest_article_settings_dialog_new (AttestSession *session, AttestArticleItem *item);

G_END_DECLS

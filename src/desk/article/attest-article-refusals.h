/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "article/attest-article-state.h"

G_BEGIN_DECLS

/** attest_article_refusals_exist: Whether there is anything in the article's menus that the acting person may not do with the text in sight. */
gboolean attest_article_refusals_exist (AttestArticleState *state);

/** attest_article_refusals_dialog_new: Returns: (transfer floating): a dialog that says of each act that the acting person may not do now what is missing, and who can do it or supply that */
AdwDialog *attest_article_refusals_dialog_new (AttestArticleState *state);

G_END_DECLS

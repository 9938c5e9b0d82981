/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * AttestArticleMenu:
 *
 * The button with all that can be done with an article, by its page's actions.
 */
#define ATTEST_TYPE_ARTICLE_MENU (attest_article_menu_get_type ())
G_DECLARE_FINAL_TYPE (AttestArticleMenu, attest_article_menu, ATTEST, ARTICLE_MENU, AdwBin)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "article/attest-article-state.h"

G_BEGIN_DECLS

/** attest_comment_others_init: Dresses @button as the one that leads to where a comment's words are in the texts for other audiences. */
void attest_comment_others_init (GtkMenuButton *button);

/** attest_comment_others_show: Offers each of the article's other texts for @comment; hides @button where there is none, or the comment stands on no words. */
void attest_comment_others_show (GtkMenuButton *button, AttestArticleState *state, const AttestComment *comment);

G_END_DECLS

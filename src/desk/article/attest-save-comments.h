/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "article/attest-article-state.h"
#include "exchange/attest-comments-export.h"

G_BEGIN_DECLS

/** attest_save_comments_as: Asks for a file and writes the comments on the text in sight there, as they are recorded. @widget: in the window that asks, and where it is told what came of it */
void attest_save_comments_as (GtkWidget *widget, AttestArticleState *state, AttestCommentsFormat format);

/** attest_save_comments_to: The same for a file that is known. One that is there is replaced. */
void attest_save_comments_to (GtkWidget *widget, AttestArticleState *state, AttestCommentsFormat format, GFile *file);

G_END_DECLS

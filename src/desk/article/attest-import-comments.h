/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "article/attest-article-state.h"

G_BEGIN_DECLS

/** attest_import_comments: Asks for a file with Web Annotations, or a text with CriticMarkup in it, and makes comments of them on the text in sight. @widget: in the window that asks, and where it is told what came of it */
void attest_import_comments (GtkWidget *widget, AttestArticleState *state);

/** attest_import_comments_from: The same for a file that is known. */
void attest_import_comments_from (GtkWidget *widget, AttestArticleState *state, GFile *file);

G_END_DECLS

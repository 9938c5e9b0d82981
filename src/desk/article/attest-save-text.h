/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "article/attest-article-state.h"

G_BEGIN_DECLS

/** attest_save_text_as: Asks for a file and writes the text in sight there as Markdown. The library knows nothing of it, so the text stays as unsaved
 * as it was. @widget: in the window that asks */
void attest_save_text_as (GtkWidget *widget, AttestArticleState *state);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "article/attest-article-state.h"

G_BEGIN_DECLS

/**
 * AttestSourceOutline:
 *
 * The headings of the text, by level, with a field that looks for words in them. Choosing one closes it, puts the source's cursor there
 * and shows the place in every pane.
 */
#define ATTEST_TYPE_SOURCE_OUTLINE (attest_source_outline_get_type ())
G_DECLARE_FINAL_TYPE (AttestSourceOutline, attest_source_outline, ATTEST, SOURCE_OUTLINE, AdwDialog)

/** attest_source_outline_new: @view: takes the keyboard when a heading was chosen. Returns: (transfer floating) */
AdwDialog *attest_source_outline_new (AttestArticleState *state, GtkWidget *view);

G_END_DECLS

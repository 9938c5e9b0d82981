/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "article/attest-article-state.h"

G_BEGIN_DECLS

/**
 * attest_unkept_dialog_present:
 * @parent: what the dialog stands in
 * @state: has text that cannot be put on disk
 * @then: static: the action of @parent that leads away from the text
 *
 * Asks somebody who is about to leave text that is nowhere but in the window: stay, copy it, or leave without it, upon
 * which @then is activated.
 */
void attest_unkept_dialog_present (GtkWidget *parent, AttestArticleState *state, const char *then);

/** attest_unkept_copy: Puts the whole text on the clipboard of @widget and says so. */
void attest_unkept_copy (GtkWidget *widget, AttestArticleState *state);

G_END_DECLS

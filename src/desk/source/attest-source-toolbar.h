/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * AttestSourceToolbar:
 *
 * The buttons above the source, for those who do not know Markdown; all act by the action group "source" of the pane around.
 * Where there is little room most of them fold into a menu.
 */
#define ATTEST_TYPE_SOURCE_TOOLBAR (attest_source_toolbar_get_type ())
G_DECLARE_FINAL_TYPE (AttestSourceToolbar, attest_source_toolbar, ATTEST, SOURCE_TOOLBAR, AdwBin)

/** attest_source_toolbar_set_editable: @editable: whether the buttons that change the text are shown; those that find and show stay */
void attest_source_toolbar_set_editable (AttestSourceToolbar *self, gboolean editable);

G_END_DECLS

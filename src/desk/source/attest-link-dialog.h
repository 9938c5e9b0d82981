/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include <gtksourceview/gtksource.h>

G_BEGIN_DECLS

/** AttestLinkDialog: Asks for the words and the address of a link; a link at the cursor is changed or removed. */
#define ATTEST_TYPE_LINK_DIALOG (attest_link_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AttestLinkDialog, attest_link_dialog, ATTEST, LINK_DIALOG, AdwAlertDialog)

/** attest_link_dialog_new: @buffer: whose selection becomes a link. Returns: (transfer floating) */
AdwDialog *attest_link_dialog_new (GtkTextBuffer *buffer);

G_END_DECLS

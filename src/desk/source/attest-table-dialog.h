/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include <gtksourceview/gtksource.h>

G_BEGIN_DECLS

/** AttestTableDialog: Asks for the size of a table, and puts it after the paragraph at the cursor. */
#define ATTEST_TYPE_TABLE_DIALOG (attest_table_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AttestTableDialog, attest_table_dialog, ATTEST, TABLE_DIALOG, AdwAlertDialog)

/** attest_table_dialog_new: Returns: (transfer floating) */
AdwDialog *attest_table_dialog_new (GtkTextBuffer *buffer);

G_END_DECLS

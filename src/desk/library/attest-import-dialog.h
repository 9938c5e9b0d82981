/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * AttestImportDialog:
 *
 * What became of files that were imported: each guess and each conversion, and why a file was left out. Signal `open-article` (const char *article).
 */
#define ATTEST_TYPE_IMPORT_DIALOG (attest_import_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AttestImportDialog, attest_import_dialog, ATTEST, IMPORT_DIALOG, AdwDialog)

/** attest_import_dialog_new: @outcomes: (element-type AttestImportOutcome). Returns: (transfer floating) */
AdwDialog *attest_import_dialog_new (GPtrArray *outcomes);

G_END_DECLS

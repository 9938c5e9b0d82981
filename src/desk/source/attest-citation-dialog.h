/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include <gtksourceview/gtksource.h>

#include "evidence/attest-reference.h"

G_BEGIN_DECLS

/** AttestCitationDialog: The article's references, with a field that looks for words in them; the chosen one is cited at the cursor. */
#define ATTEST_TYPE_CITATION_DIALOG (attest_citation_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AttestCitationDialog, attest_citation_dialog, ATTEST, CITATION_DIALOG, AdwDialog)

/** attest_citation_dialog_new: @references: (nullable). Returns: (transfer floating) */
AdwDialog *attest_citation_dialog_new (GtkTextBuffer *buffer, AttestReferences *references);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "evidence/attest-reference.h"
#include "text/attest-document.h"

G_BEGIN_DECLS

/** attest_preview_dup_references: The list that a page ends with, numbered by first citation as its text is. Returns: (transfer full) (nullable): HTML; NULL for a text that cites nothing */
char *attest_preview_dup_references (AttestDocument *document, AttestReferences *references);

G_END_DECLS

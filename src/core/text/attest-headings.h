/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "text/attest-document.h"

G_BEGIN_DECLS

/**
 * attest_document_dup_headings_only:
 *
 * A text to begin another one with: the front matter and every heading of @self, with the same levels and words, and
 * nothing else. A heading from inside of a quotation or a list stands by itself. Any thread.
 *
 * Returns: (transfer full): Markdown, UTF-8 with LF
 */
char *attest_document_dup_headings_only (AttestDocument *self);

G_END_DECLS

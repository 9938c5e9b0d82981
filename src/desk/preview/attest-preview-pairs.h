/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "preview/attest-preview-view.h"

G_BEGIN_DECLS

/**
 * attest_preview_pair_headings:
 *
 * Which headings of two audiences' texts belong beside each other, in order: those with the same words; those of one level that share words, or whose parts
 * cite the same works; and between them, where both texts have as many of the same levels, one after the other. Other headings stand where they fall.
 *
 * Returns: (transfer full) (element-type AttestPreviewPair): the blocks of the renderings that the headings are, in order
 */
GArray *attest_preview_pair_headings (AttestDocument *own_document,
                                      AttestRendering *own_rendering,
                                      AttestDocument *beside_document,
                                      AttestRendering *beside_rendering);

G_END_DECLS

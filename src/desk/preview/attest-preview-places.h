/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "text/attest-render.h"

G_BEGIN_DECLS

/** AttestPreviewPlace: a place on the page: a block's number and UTF-16 units in its text, which is how a browser counts. */
typedef struct
{
  guint block;
  guint offset;
} AttestPreviewPlace;

/** AttestPreviewEdit: blocks from @first on in the old numbering, @removed of the old ones, give way to @added of the new ones. */
typedef struct
{
  guint first;
  guint removed;
  guint added;
} AttestPreviewEdit;

/** attest_preview_find_edits: Compares the blocks by hash. @old_rendering: (nullable): what is on the page. @new_rendering: (nullable): what is to be. Returns: (transfer full) (element-type AttestPreviewEdit): in text order */
GArray *attest_preview_find_edits (AttestRendering *old_rendering, AttestRendering *new_rendering);

/** attest_preview_place_at_text: @text_byte: UTF-8 byte of the rendering's text. Returns: FALSE in an empty rendering */
gboolean attest_preview_place_at_text (AttestRendering *rendering, gsize text_byte, AttestPreviewPlace *place);

/** attest_preview_text_at_place: The other way round. Returns: FALSE for a block that is not there; an offset past its block's end is the end */
gboolean attest_preview_text_at_place (AttestRendering *rendering, const AttestPreviewPlace *place, gsize *text_byte);

/** attest_preview_block_at_source: Returns: the number of the block that begins at or before @byte of the Markdown; 0 where none does */
guint attest_preview_block_at_source (AttestRendering *rendering, gsize byte);

G_END_DECLS

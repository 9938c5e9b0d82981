/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include <libdex.h>

#include "text/attest-render.h"

G_BEGIN_DECLS

/**
 * AttestPreviewView:
 *
 * A locked-down web view that shows one rendering and keeps up with it block by block. It knows no article, no record
 * and no comments: it is handed a rendering and ranges to mark, and tells of clicks, selections and scrolling in bytes of
 * the Markdown. Main thread only.
 *
 * Nothing of the article can run: script in markup is off, the content security policy allows inline style and `asset:`
 * images alone, navigation is refused, and Attest's own code runs in a script world that the article cannot reach.
 *
 * Signals, offsets in UTF-8 bytes of the shown rendering's Markdown:
 * - `ready`: the page is there and the first rendering is on it
 * - `clicked` (guint64 byte)
 * - `selected` (guint64 start, guint64 end): both 0 when nothing is selected
 * - `scrolled` (guint64 byte, double fraction): the reader scrolled; the block that begins at @byte is at the top
 * - `link-activated` (const char *uri): the reader asked for a link to the outside
 */
#define ATTEST_TYPE_PREVIEW_VIEW (attest_preview_view_get_type ())
G_DECLARE_FINAL_TYPE (AttestPreviewView, attest_preview_view, ATTEST, PREVIEW_VIEW, AdwBin)

/** AttestPreviewAsset: @sha256: of an image that the article names. Returns: (transfer full) (nullable): its bytes */
typedef GBytes *(*AttestPreviewAsset) (const char *sha256, gpointer user_data);

/** AttestPreviewMark: a range of the Markdown that a comment stands on. */
typedef struct
{
  gsize start;
  gsize end;
  gboolean blocking;
  gboolean selected;
} AttestPreviewMark;

/** attest_preview_view_new: Returns: (transfer floating): an empty view, which loads its page at once */
AttestPreviewView *attest_preview_view_new (void);

/** attest_preview_view_set_asset_func: where images come from; none are shown before. */
void attest_preview_view_set_asset_func (AttestPreviewView *self, AttestPreviewAsset func, gpointer user_data);

/**
 * attest_preview_view_set_rendering:
 * @rendering: (nullable): NULL empties the page
 * @footer: (nullable): HTML put under the text, such as the reference list; made by Attest, never by the article
 *
 * Shows a rendering. Blocks that are on the page already stay as they are, and so does the place the reader is at. While
 * one patch is on its way only the newest rendering waits.
 */
void attest_preview_view_set_rendering (AttestPreviewView *self, AttestRendering *rendering, const char *footer);

/** attest_preview_view_set_marks: @marks: (array length=n_marks): shown over the text; replaces the earlier ones. */
void attest_preview_view_set_marks (AttestPreviewView *self, const AttestPreviewMark *marks, gsize n_marks);

/** attest_preview_view_scroll_to: Brings the block at or before @byte to the top, @fraction of it past. Not told back. */
void attest_preview_view_scroll_to (AttestPreviewView *self, gsize byte, double fraction);

/** attest_preview_view_reveal: Scrolls so far that the range can be seen. */
void attest_preview_view_reveal (AttestPreviewView *self, gsize start, gsize end);

/** attest_preview_view_describe: What the page shows, for tests: see describe() in preview.js. Returns: (transfer full): resolves to JSON text (string) */
DexFuture *attest_preview_view_describe (AttestPreviewView *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include <libdex.h>
#include <webkit/webkit.h>

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
 * - `selected` (guint64 start, guint64 end): both 0 when nothing is selected that has a place in the Markdown
 * - `scrolled` (guint64 byte, double fraction): the reader scrolled; the line of the Markdown that @byte stands in is at
 *   the top, @fraction of the way to the next line that can be seen
 * - `link-activated` (const char *uri): the reader asked for a link to the outside
 * - `found` (guint index, guint count): what attest_preview_view_find() found; @index from 1, 0 for none
 * - `menu` (WebKitContextMenu *menu, guint64 start, guint64 end): a menu is about to open over these bytes, which are
 *   the selection or, with @start equal to @end, where the pointer is; both 0 over something else
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

/** AttestPreviewPair: numbers of two blocks that belong beside each other. */
typedef struct
{
  guint own;
  guint beside;
} AttestPreviewPair;

/** AttestPreviewChangeKind: what happened to words, or that they are those of the change that a reader has gone to */
typedef enum
{
  ATTEST_PREVIEW_DELETED,
  ATTEST_PREVIEW_INSERTED,
  ATTEST_PREVIEW_MOVED,
  ATTEST_PREVIEW_CURRENT,
} AttestPreviewChangeKind;

/** AttestPreviewChange: a range of the Markdown of the shown rendering, or with @beside of that in the second column */
typedef struct
{
  gsize start;
  gsize end;
  AttestPreviewChangeKind kind;
  gboolean beside;
} AttestPreviewChange;

/** attest_preview_view_new: Returns: (transfer floating): an empty view, which loads its page at once */
AttestPreviewView *attest_preview_view_new (void);

/** attest_preview_view_set_asset_func: where images come from; none are shown before. */
void attest_preview_view_set_asset_func (AttestPreviewView *self, AttestPreviewAsset func, gpointer user_data);

/**
 * attest_preview_view_set_rendering:
 * @rendering: (nullable): NULL empties the page
 * @footer: (nullable): HTML put under the text, such as the reference list; made by Attest, never by the article
 * @keep: whether this is what became of the text shown before: the reader's place is kept, and what differs is marked for
 *   a moment as just edited
 *
 * Shows a rendering. Blocks that are on the page already stay as they are. While one patch is on its way only the newest
 * rendering waits.
 */
void attest_preview_view_set_rendering (AttestPreviewView *self,
                                        AttestRendering *rendering,
                                        const char *footer,
                                        gboolean keep);

/**
 * attest_preview_view_set_typed:
 * @byte: of the Markdown of the rendering that is handed in next, G_MAXSIZE for none
 *
 * Says where somebody types. If the text there is new on the page and would be out of sight, the page goes as far as it takes to show
 * it, and from there comes back to where it is scrolled to little by little.
 */
void attest_preview_view_set_typed (AttestPreviewView *self, gsize byte);

/** attest_preview_view_get_shown: Returns: (transfer none) (nullable): the rendering that the page shows and its signals speak of */
AttestRendering *attest_preview_view_get_shown (AttestPreviewView *self);

/** attest_preview_view_set_marks: @marks: (array length=n_marks): shown over the text; replaces the earlier ones. */
void attest_preview_view_set_marks (AttestPreviewView *self, const AttestPreviewMark *marks, gsize n_marks);

/** attest_preview_view_scroll_to: Brings the line of the Markdown that @byte stands in to the top, @fraction of the way to the next one past. Not told back. */
void attest_preview_view_scroll_to (AttestPreviewView *self, gsize byte, double fraction);

/** attest_preview_view_reveal: Scrolls so far that the range can be seen. Not told back. */
void attest_preview_view_reveal (AttestPreviewView *self, gsize start, gsize end);

/** attest_preview_view_set_beside: @rendering: (nullable): a text for a second column, NULL for none. @footer: (nullable): as above */
void attest_preview_view_set_beside (AttestPreviewView *self, AttestRendering *rendering, const char *footer);

/** attest_preview_view_set_pairs: @pairs: (nullable) (transfer none) (element-type AttestPreviewPair): blocks of the rendering and of the second column that begin at one height, in order */
void attest_preview_view_set_pairs (AttestPreviewView *self, GArray *pairs);

/** attest_preview_view_set_changes: @changes: (nullable) (transfer none) (element-type AttestPreviewChange): painted in both columns, in place of the earlier ones */
void attest_preview_view_set_changes (AttestPreviewView *self, GArray *changes);

/** attest_preview_view_set_current_change: @changes: (nullable) (transfer none) (element-type AttestPreviewChange): words that are painted over the others and brought into sight */
void attest_preview_view_set_current_change (AttestPreviewView *self, GArray *changes);

/** attest_preview_view_find: Finds @text everywhere on the page, whatever the case of its letters; empty finds nothing. `found` follows. */
void attest_preview_view_find (AttestPreviewView *self, const char *text);
/** attest_preview_view_find_next: @step: 1 for the next match, -1 for the one before; goes round at the ends. */
void attest_preview_view_find_next (AttestPreviewView *self, int step);
/** attest_preview_view_find_end: Ends the search and selects the match that it stood on. */
void attest_preview_view_find_end (AttestPreviewView *self);

/** attest_preview_view_set_size: @width: of the screen that the page is shown as on, in the page's pixels; 0 for as wide as there is room. @zoom: 1 for the
 * page's own size. Where there is less room than the page asks for, it is shown smaller. */
void attest_preview_view_set_size (AttestPreviewView *self, int width, double zoom);

/** attest_preview_view_get_has_selection: Returns: whether something is selected, be it of the article or not */
gboolean attest_preview_view_get_has_selection (AttestPreviewView *self);

/** attest_preview_view_copy: Copies what is selected. */
void attest_preview_view_copy (AttestPreviewView *self);

/** attest_preview_view_set_caret: @caret: whether text can be selected with the keyboard */
void attest_preview_view_set_caret (AttestPreviewView *self, gboolean caret);

/** attest_preview_view_take_keyboard: Gives the page the keyboard focus. */
void attest_preview_view_take_keyboard (AttestPreviewView *self);

/** attest_preview_view_has_keyboard: Returns: whether the page has the keyboard focus */
gboolean attest_preview_view_has_keyboard (AttestPreviewView *self);

/** attest_preview_view_set_print_words: @lines: what stands above the text on paper, and nowhere else */
void attest_preview_view_set_print_words (AttestPreviewView *self, const char *const *lines);

/** attest_preview_view_new_print_operation: Returns: (transfer full): prints the page */
WebKitPrintOperation *attest_preview_view_new_print_operation (AttestPreviewView *self);

/** attest_preview_view_describe: What the page shows, for tests: see describe() in preview.js. Returns: (transfer full): resolves to JSON text (string) */
DexFuture *attest_preview_view_describe (AttestPreviewView *self);

G_END_DECLS

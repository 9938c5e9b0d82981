/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "text/attest-document.h"

G_BEGIN_DECLS

/**
 * AttestRenderFlags:
 * @ATTEST_RENDER_FRAGMENT: plain GFM as the command line's `render --fragment` (see DESIGN.md section 9): front matter is not
 *   recognised, no citations, no source ranges, raw HTML as text, and of the link policy only that `javascript:`, `vbscript:`, `file:` and `data:` become empty
 * @ATTEST_RENDER_SOURCE_RANGES: block elements carry `data-start` and `data-end` (bytes in the Markdown)
 * @ATTEST_RENDER_OMIT_TITLE: leave out the level-1 heading that is the title, since the page shows the title itself
 */
typedef enum
{
  ATTEST_RENDER_DEFAULT = 0,
  ATTEST_RENDER_FRAGMENT = 1 << 0,
  ATTEST_RENDER_SOURCE_RANGES = 1 << 1,
  ATTEST_RENDER_OMIT_TITLE = 1 << 2,
} AttestRenderFlags;

/**
 * AttestCitationResolver:
 * @key: a citation key
 *
 * Returns: the reference's number from 1, or 0 for a key that no reference has; such a citation is shown as a marked "[?]"
 */
typedef guint (*AttestCitationResolver) (const char *key, gpointer user_data);

/**
 * AttestRenderOptions:
 * @id_prefix: (nullable): put before every id and local link target, so that several audiences fit on one page
 * @heading_offset: added to heading levels, so that a page keeps one h1 (a level over 6 stays 6)
 * @resolve_citation: (nullable): NULL numbers the keys in order of first citation
 */
typedef struct
{
  AttestRenderFlags flags;
  const char *id_prefix;
  guint heading_offset;
  AttestCitationResolver resolve_citation;
  gpointer user_data;
} AttestRenderOptions;

/**
 * AttestRenderedBlock:
 * @html, @html_length: the block's bytes within attest_rendering_get_html()
 * @start, @end: its bytes in the Markdown
 * @text_start, @text_end: its bytes in attest_rendering_get_text()
 * @hash: of the block's HTML without its source ranges, so that an edit above leaves it alone
 *
 * One top-level block. The preview patches by blocks whose hash is new.
 */
typedef struct
{
  gsize html_start;
  gsize html_end;
  gsize start;
  gsize end;
  gsize text_start;
  gsize text_end;
  guint64 hash;
} AttestRenderedBlock;

/** AttestRenderWarning: a place where the source was shown as text or a link was refused. */
typedef enum
{
  ATTEST_RENDER_RAW_HTML,
  ATTEST_RENDER_REFUSED_LINK,
  ATTEST_RENDER_REFUSED_IMAGE,
} AttestRenderWarningKind;

typedef struct
{
  AttestRenderWarningKind kind;
  gsize start;
  gsize end;
  char *text;
} AttestRenderWarning;

/**
 * AttestRendering:
 *
 * HTML of a document with the map between what is read and what was written. The *text* is exactly the concatenated
 * content of the HTML's text nodes (what a browser calls textContent), so that a place in the preview or in a quote from
 * the page leads to its bytes in the Markdown and back. Immutable; any thread may read it.
 */
typedef struct _AttestRendering AttestRendering;

#define ATTEST_TYPE_RENDERING (attest_rendering_get_type ())
GType attest_rendering_get_type (void);

/** attest_render: Renders @document; the one walk that preview and page share. Returns: (transfer full): never NULL. Any thread. */
AttestRendering *attest_render (AttestDocument *document, const AttestRenderOptions *options);
AttestRendering *attest_rendering_ref (AttestRendering *self);
void attest_rendering_unref (AttestRendering *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestRendering, attest_rendering_unref)

/** attest_rendering_get_html: Returns: (transfer none): NUL-terminated UTF-8, @length in bytes without the NUL. */
const char *attest_rendering_get_html (AttestRendering *self, gsize *length);
/** attest_rendering_get_text: Returns: (transfer none): the text nodes' content, NUL-terminated UTF-8. */
const char *attest_rendering_get_text (AttestRendering *self, gsize *length);
/** attest_rendering_get_blocks: Returns: (transfer none) (array length=n_blocks): in text order */
const AttestRenderedBlock *attest_rendering_get_blocks (AttestRendering *self, gsize *n_blocks);
/** attest_rendering_get_warnings: Returns: (transfer none) (element-type AttestRenderWarning): in text order */
GPtrArray *attest_rendering_get_warnings (AttestRendering *self);

/**
 * attest_rendering_text_to_source:
 * @text_start: first byte in the text
 * @text_end: end (exclusive) in the text
 *
 * The smallest range of Markdown that made this text.
 *
 * Returns: FALSE when no source stands behind any of it (such as a footnote's arrow)
 */
gboolean
attest_rendering_text_to_source (AttestRendering *self, gsize text_start, gsize text_end, gsize *start, gsize *end);

/** attest_rendering_source_to_text: The range of the text that was made from the Markdown range. Returns: FALSE when nothing of it is shown. */
gboolean
attest_rendering_source_to_text (AttestRendering *self, gsize start, gsize end, gsize *text_start, gsize *text_end);

/**
 * attest_rendering_dup_citation_ids:
 *
 * Each citation of a key has an HTML id of its own, so that the reference list can link back to all of them.
 *
 * Returns: (transfer full): the ids, with the prefix, in text order; empty for a key that is not cited or that no reference has
 */
GStrv attest_rendering_dup_citation_ids (AttestRendering *self, const char *key);

/** attest_escape_html: Returns: (transfer full): @text with `&`, `<`, `>`, `"` and `'` escaped, for content and quoted attributes. */
char *attest_escape_html (const char *text, gssize length);

G_END_DECLS

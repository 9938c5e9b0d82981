/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * attest_html_to_markdown:
 * @html: as programs put it on the clipboard: a page or a part of one, in any encoding that attest_import_convert_to_utf8()
 * knows, damaged or not
 *
 * What a word processor or a browser copies, as clean Markdown: headings, paragraphs, lists (also those that Word writes as
 * paragraphs), quotes, tables, links to addresses that a page may have, bold and italic. Scripts, styles, images, forms and
 * what is hidden are left out; raised and lowered digits keep their meaning as Unicode characters. All other words stay, in
 * their order. What would be Markdown by chance is escaped; there is no raw HTML in it.
 *
 * Returns: (transfer full) (nullable): UTF-8 with LF, without a line's end at its end; empty when there are no words; NULL
 * with an error of attest_import_convert_to_utf8(), or G_IO_ERROR_INVALID_DATA for what is nested too deep to be read whole.
 * Any thread.
 */
char *attest_html_to_markdown (GBytes *html, GError **error);

G_END_DECLS

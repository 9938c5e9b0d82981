/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** bench_text_new: An article's Markdown of about @length bytes, the same on every day: headings, lists, tables, doses and
 * citations. Its second paragraph is one short line to type at. Returns: (transfer full) */
GBytes *bench_text_new (gsize length);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "library/attest-article-item.h"

G_BEGIN_DECLS

/**
 * AttestArticleRow:
 *
 * A line of the list of articles. Property `item`: the AttestArticleItem that it shows, NULL while it is out of sight.
 */
#define ATTEST_TYPE_ARTICLE_ROW (attest_article_row_get_type ())
G_DECLARE_FINAL_TYPE (AttestArticleRow, attest_article_row, ATTEST, ARTICLE_ROW, GtkBox)

G_END_DECLS

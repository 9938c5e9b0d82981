/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "library/attest-article-row.h"

G_BEGIN_DECLS

/**
 * AttestArticleSlot:
 *
 * What the list of articles has for each of some two hundred articles around those in sight: one widget, as high as a row, in which the row is made
 * once it comes into sight. The list makes its widgets all in one turn of the main loop, which would be seen as a pause with whole rows.
 *
 * Properties: `item`: the AttestArticleItem; `selecting`, `selected`, `telling`: as the row has them. Signal `filled`: the row shows the item now.
 */
#define ATTEST_TYPE_ARTICLE_SLOT (attest_article_slot_get_type ())
G_DECLARE_FINAL_TYPE (AttestArticleSlot, attest_article_slot, ATTEST, ARTICLE_SLOT, GtkWidget)

/** attest_article_slot_get_item: Returns: (transfer none) (nullable): the article, also while no row shows it */
AttestArticleItem *attest_article_slot_get_item (AttestArticleSlot *self);
/** attest_article_slot_get_row: Returns: (transfer none) (nullable): the row that shows the item; NULL until it comes into sight */
AttestArticleRow *attest_article_slot_get_row (AttestArticleSlot *self);

/** attest_article_slots_watch: From now on fills each slot of @list when it comes into sight, before it is painted. */
void attest_article_slots_watch (GtkListView *list);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "library/attest-article-list.h"

G_BEGIN_DECLS

/**
 * AttestArticleSelection:
 *
 * Which articles of a list are chosen. They are known by their ids, so that a list that is read, sorted or filtered anew keeps its choice of what it
 * still shows. While `active` is FALSE nothing is chosen and moving about chooses nothing; choosing one (Space, Ctrl or Shift with a click, Ctrl+A)
 * makes it active, and it stays so until it is set otherwise. Main thread only.
 *
 * Properties: `active` (boolean), `n-selected` (unsigned integer).
 */
#define ATTEST_TYPE_ARTICLE_SELECTION (attest_article_selection_get_type ())
G_DECLARE_FINAL_TYPE (AttestArticleSelection, attest_article_selection, ATTEST, ARTICLE_SELECTION, GObject)

/** attest_article_selection_new: @model: (transfer full). Returns: (transfer full) */
AttestArticleSelection *attest_article_selection_new (AttestArticleList *model);

gboolean attest_article_selection_get_active (AttestArticleSelection *self);
/** attest_article_selection_set_active: FALSE lets go of all. */
void attest_article_selection_set_active (AttestArticleSelection *self, gboolean active);
guint attest_article_selection_get_n_selected (AttestArticleSelection *self);

/** attest_article_selection_toggle: Chooses the article at @position, or lets go of it. */
void attest_article_selection_toggle (AttestArticleSelection *self, guint position);
/** attest_article_selection_extend: Chooses everything from the article that was chosen last to @position. */
void attest_article_selection_extend (AttestArticleSelection *self, guint position);

/** attest_article_selection_dup_items: Returns: (transfer full) (element-type AttestArticleItem): the chosen articles in the order of the list */
GPtrArray *attest_article_selection_dup_items (AttestArticleSelection *self);

G_END_DECLS

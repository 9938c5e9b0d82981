/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "library/attest-article-batch.h"
#include "library/attest-article-selection.h"
#include "library/attest-articles-pane.h"
#include "library/attest-empty-library.h"
#include "library/attest-empty-queue.h"
#include "library/attest-search-filters.h"

G_BEGIN_DECLS

/*
 * @targets: (nullable) (element-type AttestArticleItem): what the open menu speaks of
 * @gives_keyboard: the row that had the keyboard went, and the first that comes gets it
 * @batch: (nullable): what is under way and can be cancelled
 */
struct _AttestArticlesPane
{
  AdwBin parent_instance;

  AttestSession *session;
  GSettings *settings;
  AttestArticleList *articles;
  AttestArticleSelection *selection;
  AttestQueue *queue;
  gboolean gives_keyboard;
  GPtrArray *targets;
  AttestArticleBatch *batch;
  GtkWidget *menu;

  GtkWidget *search_row;
  GtkSearchEntry *search;
  AttestSearchFilters *filters;
  GtkWidget *partial;
  GtkMenuButton *sort;
  GtkToggleButton *select;
  GtkStack *stack;
  GtkListView *list;
  AttestEmptyQueue *nothing;
  AttestEmptyLibrary *empty_library;
  GtkRevealer *bar_revealer;
  AdwWrapBox *bar;
  GtkRevealer *progress_revealer;
  GtkProgressBar *progress;
  GtkWidget *cancel;
};

/** attest_articles_pane_install_actions: What is done with articles, in attest-articles-pane-actions.c. */
void attest_articles_pane_install_actions (GtkWidgetClass *klass);
/** attest_articles_pane_update_actions: Enables what fits the chosen articles and who acts. */
void attest_articles_pane_update_actions (AttestArticlesPane *self);
/** attest_articles_pane_fill_bar: The buttons below chosen articles, as the queue has them. */
void attest_articles_pane_fill_bar (AttestArticlesPane *self);
/** attest_articles_pane_dup_targets: Returns: (transfer full) (element-type AttestArticleItem): what an action speaks of: the article of the open menu, the chosen ones, or the one with the keyboard; may be empty */
GPtrArray *attest_articles_pane_dup_targets (AttestArticlesPane *self);

/** attest_articles_pane_open: Asks for an article to be opened, at the text that was found. */
void attest_articles_pane_open (AttestArticlesPane *self, AttestArticleItem *item);

/** attest_articles_pane_add_menu: Menus on rows, by the pointer's other button and by keys, in attest-articles-pane-menu.c. */
void attest_articles_pane_add_menu (AttestArticlesPane *self);
/** attest_articles_pane_find_focused: Returns: (transfer none) (nullable): the row that has the keyboard */
GtkWidget *attest_articles_pane_find_focused (AttestArticlesPane *self);

/** attest_articles_pane_export: Asks for a folder and writes the pages there, in attest-articles-pane-batch.c. @items: (element-type AttestArticleItem) */
void attest_articles_pane_export (AttestArticlesPane *self, GPtrArray *items);
void attest_articles_pane_remove (AttestArticlesPane *self, GPtrArray *items);
/** attest_articles_pane_assign: @audience: empty for all texts; @due: empty for no day */
void attest_articles_pane_assign (AttestArticlesPane *self,
                                  GPtrArray *items,
                                  const char *reviewer,
                                  const char *audience,
                                  const char *due);

G_END_DECLS

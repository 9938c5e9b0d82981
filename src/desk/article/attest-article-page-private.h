/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "article/attest-article-menu.h"
#include "article/attest-article-page.h"
#include "article/attest-article-sidebar.h"
#include "article/attest-review-bar.h"
#include "article/attest-status-bar.h"
#include "comments/attest-counterpart-bar.h"
#include "people/attest-person-button.h"
#include "preview/attest-layout-switch.h"
#include "preview/attest-preview-pane.h"
#include "source/attest-source-pane.h"

G_BEGIN_DECLS

/** AttestSuggestion: the one next step that fits status and role; @action NULL for none. */
typedef struct
{
  const char *action;
  const char *label;
} AttestSuggestion;

/** AttestWantedText: what is shown once another audience's text is there; in attest-article-page-counterpart.c. */
typedef struct _AttestWantedText AttestWantedText;
void attest_wanted_text_free (AttestWantedText *self);

/* @told: (nullable): the record as it was when a screen reader was last told what happened; @wanted_comment: (nullable): the comment that is shown once the text is there; @wanted_text: (nullable): and what in that of another audience; @asks_to_submit: whether the question before a submission is being put; @divided: whether source and preview have been given their halves; @banner_action: what the banner's button does now, NULL while it has none. */
struct _AttestArticlePage
{
  AdwNavigationPage parent_instance;

  AttestArticleState *state;
  GSettings *settings;
  GSimpleActionGroup *actions;
  const char *banner_action;
  const char *suggestion;
  AttestArticleRecord *told;
  char *wanted_comment;
  AttestWantedText *wanted_text;
  gboolean asks_to_submit;
  gboolean divided;

  AdwWindowTitle *window_title;
  AttestPersonButton *person_button;
  GtkButton *suggested;
  GtkButton *suggested_narrow;
  AttestReviewBar *review_bar;
  AdwBanner *hidden_banner;
  AdwBanner *banner;
  AttestCounterpartBar *counterpart_bar;
  AdwOverlaySplitView *split_view;
  GtkPaned *paned;
  AttestSourcePane *source;
  AttestPreviewPane *preview;
  AttestArticleSidebar *sidebar;
  AttestStatusBar *status_bar;
};

/** attest_article_page_add_actions: Fills @actions, in attest-article-page-actions.c. */
void attest_article_page_add_actions (AttestArticlePage *self);
/** attest_article_page_add_history_actions: Adds what is done with older texts, in attest-article-page-history.c. */
void attest_article_page_add_history_actions (AttestArticlePage *self);
/** attest_article_page_get_compared: Returns: (transfer none) (nullable): the newest saved revision, where another one is the published text that it can be compared with */
const char *attest_article_page_get_compared (AttestArticlePage *self);
/** attest_article_page_add_together_actions: Adds what is done with texts that were saved apart, in attest-article-page-together.c. */
void attest_article_page_add_together_actions (AttestArticlePage *self);
/**
 * attest_article_page_show_second:
 * @future: (transfer full): resolves once the text is saved
 *
 * Shows both texts to an actor whose save came second to somebody else's. Returns: (transfer full): resolves to TRUE; rejects where they did, or were not saved
 */
DexFuture *attest_article_page_show_second (AttestArticlePage *self, DexFuture *future);
/** attest_article_page_ask_to_submit: Says how far the edits reach for those who signed, and asks, in attest-article-page-submit.c. */
void attest_article_page_ask_to_submit (AttestArticlePage *self);
/** attest_article_page_save_and_submit: Saves what is not saved yet, then submits the newest text. */
void attest_article_page_save_and_submit (AttestArticlePage *self);
/** attest_article_page_come_forward: Takes away the pages that lie over this one. */
void attest_article_page_come_forward (AttestArticlePage *self);
/** attest_article_page_has_unsaved: Whether the actor typed something into a text of @audience, in sight or not, that is not saved. */
gboolean attest_article_page_has_unsaved (AttestArticlePage *self, const char *article, const char *audience);
/** attest_article_page_ask_to_save_first: @reason: why, and what then; a sentence for a person */
void attest_article_page_ask_to_save_first (AttestArticlePage *self, const char *reason);
/** attest_article_page_show_banner: Says what matters most about the text in sight, in attest-article-page-banner.c. */
void attest_article_page_show_banner (AttestArticlePage *self);
/** attest_article_page_update_actions: Enables what the rules allow. */
void attest_article_page_update_actions (AttestArticlePage *self);
/** attest_article_page_suggest: Returns: the one next step that fits */
AttestSuggestion attest_article_page_suggest (AttestArticlePage *self);
/** attest_article_page_show_wanted_comment: Shows the comment that is waited for once the text is there, in attest-article-page-comment.c. */
void attest_article_page_show_wanted_comment (AttestArticlePage *self);
/** attest_article_page_show_wanted_text: The same of what is waited for in another audience's text, in attest-article-page-counterpart.c. */
void attest_article_page_show_wanted_text (AttestArticlePage *self);
/** attest_article_page_add_counterpart_actions: Adds what leads from a comment to another audience's text and back. */
void attest_article_page_add_counterpart_actions (AttestArticlePage *self);
/** attest_article_page_export: Asks for a folder and exports the page there, in attest-article-page-export.c. */
void attest_article_page_export (AttestArticlePage *self);
/** attest_article_page_export_record: Asks for a folder and exports the article's review record there. */
void attest_article_page_export_record (AttestArticlePage *self);
/** attest_article_page_export_record_to: The same without asking. @folder: a path */
void attest_article_page_export_record_to (AttestArticlePage *self, const char *folder);

G_END_DECLS

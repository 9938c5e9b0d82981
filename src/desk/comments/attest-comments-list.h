/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "article/attest-article-state.h"
#include "comments/attest-comment-card.h"
#include "comments/attest-comment-filters.h"

G_BEGIN_DECLS

/**
 * AttestCommentsList:
 *
 * Cards of comments: on the whole text, on references, then in the order of the text, those that lost their place last. Cards are kept while the text changes,
 * so that what is typed in them stays. The current card is the state's selected comment.
 *
 * Signal `card-shown` (AttestCommentCard *card): the current card changed and has to be seen.
 * Signal `cards-changed`: there are others, or some look otherwise; those are unfolded.
 */
#define ATTEST_TYPE_COMMENTS_LIST (attest_comments_list_get_type ())
G_DECLARE_FINAL_TYPE (AttestCommentsList, attest_comments_list, ATTEST, COMMENTS_LIST, AdwBin)

/** attest_comments_list_set_state: @state: (nullable): the article it shows and listens to */
void attest_comments_list_set_state (AttestCommentsList *self, AttestArticleState *state);

/** attest_comments_list_set_resolved: @resolved: whether the resolved comments are shown, or the open ones */
void attest_comments_list_set_resolved (AttestCommentsList *self, gboolean resolved);

/** attest_comments_list_set_filters: @filters: (nullable): what a comment has to be beside, from now on; it tells of changes itself */
void attest_comments_list_set_filters (AttestCommentsList *self, AttestCommentFilters *filters);

/** attest_comments_list_find_card: Returns: (transfer none) (nullable): the card of a comment (an id) */
AttestCommentCard *attest_comments_list_find_card (AttestCommentsList *self, const char *comment);

/** attest_comments_list_has_draft: Returns: whether something is typed in a card that was not sent */
gboolean attest_comments_list_has_draft (AttestCommentsList *self);
/** attest_comments_list_fold: Puts away the parts of the cards that are not between @top and @bottom (pixels of the list's
 * own), and gets back those of the others; all keep their heights. Returns: FALSE when it is too early for one of them */
gboolean attest_comments_list_fold (AttestCommentsList *self, double top, double bottom);

/** attest_comments_list_unfold: Gets back the parts of all cards, so that they can have other heights. */
void attest_comments_list_unfold (AttestCommentsList *self);

/** attest_comments_list_step: Makes the next comment of those shown the current one, @step 1, or the one before, -1;
 * from the last one on to the first. While none is, those after or before the cursor come first. */
void attest_comments_list_step (AttestCommentsList *self, int step);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "article/attest-article-state.h"

G_BEGIN_DECLS

/**
 * AttestCounterpartBar:
 *
 * Says what is shown of another audience's text for a comment, leads through the places where there are several, and back to the comment. It goes when another text
 * comes. Its places move along with what is typed.
 */
#define ATTEST_TYPE_COUNTERPART_BAR (attest_counterpart_bar_get_type ())
G_DECLARE_FINAL_TYPE (AttestCounterpartBar, attest_counterpart_bar, ATTEST, COUNTERPART_BAR, AdwBin)

/** attest_counterpart_bar_set_state: @state: (nullable) */
void attest_counterpart_bar_set_state (AttestCounterpartBar *self, AttestArticleState *state);

/**
 * attest_counterpart_bar_show:
 * @counterpart: (transfer full): in the text that is in sight
 * @from: the key of the audience that the comment is of
 * @comment: its id
 * @quote: the words that it stands on
 *
 * Shows the first place and takes the keyboard.
 */
void attest_counterpart_bar_show (AttestCounterpartBar *self,
                                  AttestCounterpart *counterpart,
                                  const char *from,
                                  const char *comment,
                                  const char *quote);

G_END_DECLS

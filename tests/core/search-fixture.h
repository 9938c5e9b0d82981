/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record/attest-search.h"
#include "review-fixture.h"

G_BEGIN_DECLS

/** search_run: Returns: (transfer full): what is found; the test fails where that is an error */
GPtrArray *search_run (ReviewFixture *self, const AttestSearchQuery *query);
/** search_words: As somebody types @text. */
GPtrArray *search_words (ReviewFixture *self, const char *text);
/** search_dup_marked: Returns: (transfer full): the words that are marked, with | between; the test fails where a mark is not in the snippet */
char *search_dup_marked (const AttestSearchResult *result);
/** search_is_partial: Returns: whether more is found than is shown */
gboolean search_is_partial (ReviewFixture *self, const char *text, guint limit);

/** search_assert: @slugs: of what has to be found, with spaces between, the best first */
void search_assert (ReviewFixture *self, const AttestSearchQuery *query, const char *slugs);
/** search_assert_words: As somebody types @text. */
void search_assert_words (ReviewFixture *self, const char *text, const char *slugs);
/** search_assert_best: @marked: of the best one's snippet, with | between */
void search_assert_best (ReviewFixture *self, const char *text, AttestSearchMatch match, const char *marked);

G_END_DECLS

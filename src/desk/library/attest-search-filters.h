/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "library/attest-article-search.h"

G_BEGIN_DECLS

/**
 * AttestSearchFilters:
 *
 * A button with what else an article has to be beside holding the words that are searched for. Signal `changed`.
 */
#define ATTEST_TYPE_SEARCH_FILTERS (attest_search_filters_get_type ())
G_DECLARE_FINAL_TYPE (AttestSearchFilters, attest_search_filters, ATTEST, SEARCH_FILTERS, AdwBin)

/** attest_search_filters_set_session: @session: (nullable): whose audiences and people can be chosen; nothing is chosen then */
void attest_search_filters_set_session (AttestSearchFilters *self, AttestSession *session);

/** attest_search_filters_get: @filters: (out caller-allocates): what is chosen; its strings belong to the widget */
void attest_search_filters_get (AttestSearchFilters *self, AttestArticleFilters *filters);
/** attest_search_filters_choose_person: Asks for what @person (an id) had a part in, and for nothing else. */
void attest_search_filters_choose_person (AttestSearchFilters *self, const char *person);
/** attest_search_filters_clear: Asks for nothing any more. */
void attest_search_filters_clear (AttestSearchFilters *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "article/attest-article-state.h"

G_BEGIN_DECLS

/**
 * AttestPublishedLink:
 *
 * Says whether the text in sight is the one that is published, and leads to that one where it is not. While nothing is published it is not there.
 */
#define ATTEST_TYPE_PUBLISHED_LINK (attest_published_link_get_type ())
G_DECLARE_FINAL_TYPE (AttestPublishedLink, attest_published_link, ATTEST, PUBLISHED_LINK, AdwBin)

/** attest_published_link_set_state: @state: (nullable): what is open */
void attest_published_link_set_state (AttestPublishedLink *self, AttestArticleState *state);

G_END_DECLS

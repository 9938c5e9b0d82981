/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "article/attest-article-state.h"

G_BEGIN_DECLS

/**
 * AttestMissingList:
 *
 * What approval still takes and who can supply it. Each that the acting person can do something about leads to where it
 * is done. Signal `followed`: one was chosen.
 */
#define ATTEST_TYPE_MISSING_LIST (attest_missing_list_get_type ())
G_DECLARE_FINAL_TYPE (AttestMissingList, attest_missing_list, ATTEST, MISSING_LIST, AdwBin)

/** attest_missing_list_show: Shows what @state lacks now. */
void attest_missing_list_show (AttestMissingList *self, AttestArticleState *state);

G_END_DECLS

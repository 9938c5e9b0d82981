/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "article/attest-article-state.h"

G_BEGIN_DECLS

/**
 * AttestHardSentences:
 *
 * The ten sentences to begin with when a text is to become easier, each of which leads to its place. They are looked for
 * when the popover opens.
 */
#define ATTEST_TYPE_HARD_SENTENCES (attest_hard_sentences_get_type ())
G_DECLARE_FINAL_TYPE (AttestHardSentences, attest_hard_sentences, ATTEST, HARD_SENTENCES, GtkPopover)

/** attest_hard_sentences_set_state: @state: (nullable): the article whose text is meant */
void attest_hard_sentences_set_state (AttestHardSentences *self, AttestArticleState *state);

G_END_DECLS

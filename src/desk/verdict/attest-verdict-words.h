/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "article/attest-article-state.h"

G_BEGIN_DECLS

/** AttestVerdictMeaning: What each question of a verdict asks of a text for one audience, translated. */
typedef struct
{
  const char *accurate;
  const char *safe;
  const char *current;
} AttestVerdictMeaning;

/** attest_verdict_get_meaning: @audience: (nullable): an audience's key; of one that this does not know the words fit any reader */
AttestVerdictMeaning attest_verdict_get_meaning (const char *audience);

/** attest_verdict_dup_open_words: Returns: (transfer full): in two sentences the comments of the reader that are open, and what the checks found that nobody waived, with how much was waived */
char *attest_verdict_dup_open_words (AttestArticleState *state);
/** attest_verdict_dup_covered_words: Returns: (transfer full): what a signature covers: revision, references, the hash of what is signed */
char *attest_verdict_dup_covered_words (AttestArticleState *state);

G_END_DECLS

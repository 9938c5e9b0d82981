/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record/attest-merge.h"

G_BEGIN_DECLS

/** attest_merge_words_dup_news: Returns: (transfer full): what is new, a line for each kind of thing: “2 new comments”; empty when nothing is */
char *attest_merge_words_dup_news (const AttestMergeReport *report);

/** attest_merge_words_dup_dangers: Returns: (transfer full) (nullable): sentences about what a merge would do that cannot be undone; NULL when nothing is to be said */
char *attest_merge_words_dup_dangers (const AttestMergeReport *report);

/** attest_merge_words_dup_parted: @parted: (nullable): as attest_merge_job_get_parted(). Returns: (transfer full) (nullable): a sentence about texts that have to be brought together; NULL when there are none */
char *attest_merge_words_dup_parted (GPtrArray *parted);

G_END_DECLS

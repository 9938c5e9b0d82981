/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "article/attest-article-record.h"

G_BEGIN_DECLS

/**
 * attest_article_news_dup:
 * @before, @now: what the record said about one variant, earlier and later
 * @actor: (nullable): id of who is told
 *
 * What happened in between, for somebody who cannot see it: saved, status changed, comment added, answered, resolved,
 * reopened or taken back.
 *
 * Returns: (transfer full) (nullable): translated sentences; NULL when nothing did, or when these are two variants
 */
char *attest_article_news_dup (const AttestArticleRecord *before, const AttestArticleRecord *now, const char *actor);

G_END_DECLS

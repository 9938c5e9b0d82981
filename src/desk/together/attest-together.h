/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record/attest-article.h"
#include "session/attest-session.h"
#include "text/attest-three-way.h"

G_BEGIN_DECLS

/**
 * AttestTogether:
 * @one, @other: the two newest heads of one variant, the newest first
 * @n_heads: how many heads there are
 * @clashes: keys of references that are not the same work in the two
 *
 * Two texts that were saved apart, to be brought together. Immutable; any thread may read it.
 */
typedef struct
{
  AttestArticle *article;
  AttestAudience *audience;
  AttestRevision *one;
  AttestRevision *other;
  guint n_heads;
  GBytes *base_text;
  GBytes *one_text;
  GBytes *other_text;
  AttestThreeWay *three_way;
  GStrv clashes;
} AttestTogether;

#define ATTEST_TYPE_TOGETHER (attest_together_get_type ())
GType attest_together_get_type (void);
AttestTogether *attest_together_ref (AttestTogether *self);
void attest_together_unref (AttestTogether *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestTogether, attest_together_unref)

/**
 * attest_together_load:
 *
 * Reads on the record thread and compares on a worker.
 *
 * Returns: (transfer full): resolves to an AttestTogether, or rejects with an ATTEST_RECORD_ERROR, NOT_FOUND where the variant has one head only
 */
DexFuture *attest_together_load (AttestSession *session, const char *article, const char *audience);

G_END_DECLS

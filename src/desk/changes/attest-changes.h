/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "evidence/attest-reference.h"
#include "record/attest-article.h"
#include "session/attest-session.h"
#include "text/attest-comparison.h"
#include "text/attest-render.h"

G_BEGIN_DECLS

/** AttestChangesText: a revision and the page that it became. @revision: (nullable): NULL for the empty text before the first one; @footer: (nullable): its references as HTML */
typedef struct
{
  AttestRevision *revision;
  GBytes *text;
  AttestDocument *document;
  AttestRendering *rendering;
  char *footer;
} AttestChangesText;

/**
 * AttestChanges:
 * @article: the article as it is now
 * @audience: whose text it is
 * @revisions: (element-type AttestRevision): all of the variant, by number
 *
 * What changed between two revisions of one text. Immutable; any thread may read it.
 */
typedef struct
{
  AttestArticle *article;
  AttestAudience *audience;
  GPtrArray *revisions;
  AttestChangesText before;
  AttestChangesText after;
  AttestComparison *comparison;
} AttestChanges;

#define ATTEST_TYPE_CHANGES (attest_changes_get_type ())
GType attest_changes_get_type (void);
AttestChanges *attest_changes_ref (AttestChanges *self);
void attest_changes_unref (AttestChanges *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestChanges, attest_changes_unref)

/** ATTEST_CHANGES_NOTHING: in place of an id: the empty text before the first revision */
#define ATTEST_CHANGES_NOTHING "nothing"

/**
 * attest_changes_load:
 * @before: (nullable): id of the earlier revision or %ATTEST_CHANGES_NOTHING; NULL for the one that @after was made from
 * @after: (nullable): id of the later one; NULL for the newest of the same text
 *
 * Reads on the record thread and compares on a worker. One of the two has to be given.
 *
 * Returns: (transfer full): resolves to an AttestChanges, or rejects with an ATTEST_RECORD_ERROR
 */
DexFuture *attest_changes_load (AttestSession *session, const char *before, const char *after);

G_END_DECLS

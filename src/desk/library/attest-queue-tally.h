/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "library/attest-article-lines.h"

G_BEGIN_DECLS

/**
 * AttestQueueTally:
 *
 * How many articles each queue holds, and which topics there are, counted piece by piece: of a large library it would be seen as a pause. Whoever
 * changes the lines begins anew. Main thread only.
 */
typedef struct _AttestQueueTally AttestQueueTally;

/** attest_queue_tally_new: @lines: the whole library. Returns: (transfer full): a tally that has counted nothing yet */
AttestQueueTally *attest_queue_tally_new (AttestArticleLines *lines);
void attest_queue_tally_free (AttestQueueTally *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestQueueTally, attest_queue_tally_free)

/** attest_queue_tally_step: An AttestArticleLinesStep. @work: a tally. Counts the next @n_lines articles. Returns: whether there are more */
gboolean attest_queue_tally_step (gpointer work, guint n_lines);
/** attest_queue_tally_dup_topics: Returns: (transfer full) (element-type utf8): each topic once, in the reader's order */
GPtrArray *attest_queue_tally_dup_topics (AttestQueueTally *self);
/** attest_queue_tally_tell: @queues: (element-type AttestQueue): those of attest_queue_list_fixed() and then topics, each of which is told how many it holds */
void attest_queue_tally_tell (AttestQueueTally *self, GPtrArray *queues);

G_END_DECLS

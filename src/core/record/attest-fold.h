/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record/attest-database.h"
#include "record/attest-event.h"
#include "record/attest-registry.h"

G_BEGIN_DECLS

/**
 * AttestFold:
 *
 * Folds events into the projections, inside one transaction of the caller. Folding one event at the end of the total order, folding a
 * stream from its start and folding the whole log give the same rows, since a kind reads its own stream's rows alone.
 */
typedef struct _AttestFold AttestFold;

/** attest_fold_new: @registry: the kinds that events are folded by. Returns: (transfer full). The record thread. */
AttestFold *attest_fold_new (AttestDatabase *database, AttestRegistry *registry);
void attest_fold_free (AttestFold *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestFold, attest_fold_free)

/** attest_fold_event: Folds an event that is the last in the total order. */
gboolean attest_fold_event (AttestFold *self, const AttestEvent *event, GError **error);
/** attest_fold_stream: Folds a stream anew from its start. */
gboolean attest_fold_stream (AttestFold *self, const char *stream, GError **error);
/** attest_fold_streams: The same for a set of streams, the board first. */
gboolean attest_fold_streams (AttestFold *self, GHashTable *streams, GError **error);
/** attest_fold_everything: Throws all projections away and folds the log anew. */
gboolean attest_fold_everything (AttestFold *self, GError **error);
/** attest_fold_note_silent_change: Other connections cannot tell by the log that what they read changed. Folding everything notes it by itself. */
gboolean attest_fold_note_silent_change (AttestFold *self, GError **error);
/** attest_fold_finish: Writes what rests on several streams (slugs, persons that are one) and the summaries. */
gboolean attest_fold_finish (AttestFold *self, GError **error);

/** attest_fold_dup_streams: Returns: (transfer full): the streams that were touched, in the order of their names */
GStrv attest_fold_dup_streams (AttestFold *self);

/** attest_fold_get_unknown_kind: @kind: (out): NULL when @stream has only kinds that this version knows */
gboolean attest_fold_get_unknown_kind (AttestDatabase *database, const char *stream, char **kind, GError **error);

G_END_DECLS

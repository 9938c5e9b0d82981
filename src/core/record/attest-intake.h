/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record/attest-database.h"
#include "record/attest-fold.h"
#include "record/attest-merge.h"

G_BEGIN_DECLS

/**
 * AttestIntake:
 *
 * Takes the events and contents of one database into another as a union. Nothing of the source is believed: each event and each text is held against its hash,
 * and of all other tables none is read.
 */
typedef struct _AttestIntake AttestIntake;

/** attest_intake_new: @target: a library, inside a transaction of the caller; @source: what is read; @path: of the source, for messages. Returns: (transfer full) */
AttestIntake *attest_intake_new (AttestDatabase *target, AttestDatabase *source, const char *path);
void attest_intake_free (AttestIntake *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestIntake, attest_intake_free)

/** attest_intake_set_progress: @progress: (nullable): called between events, on the same thread */
void attest_intake_set_progress (AttestIntake *self, AttestMergeProgress progress, gpointer user_data);

/** attest_intake_set_alone: The source is looked at by itself, in an empty target: its clock may be anywhere, and more than @maximum_events are refused. */
void attest_intake_set_alone (AttestIntake *self, guint maximum_events);

/** attest_intake_run: Takes all that is new and folds the touched streams. Returns: FALSE with @error: DAMAGED, CLOCK, G_IO_ERROR_CANCELLED ...; then the caller rolls back */
gboolean attest_intake_run (AttestIntake *self, AttestFold *fold, GCancellable *cancellable, GError **error);

/** attest_intake_end: After it ran, once. Returns: (transfer full): what was new */
AttestMergeReport *attest_intake_end (AttestIntake *self);

/** attest_intake_preview: Counts what is new without taking it. Returns: (transfer full) (nullable): NULL with @error */
AttestMergeReport *attest_intake_preview (AttestIntake *self, GCancellable *cancellable, GError **error);

G_END_DECLS

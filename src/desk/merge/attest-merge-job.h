/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record/attest-merge.h"
#include "session/attest-progress.h"
#include "session/attest-session.h"

G_BEGIN_DECLS

/**
 * AttestMergeJob:
 *
 * Takes another library or a review file into the library of a session, on its record thread. Reference counted, any thread.
 */
typedef struct _AttestMergeJob AttestMergeJob;

/** attest_merge_job_new: @path: of the other file. Returns: (transfer full) */
AttestMergeJob *attest_merge_job_new (const char *path);
AttestMergeJob *attest_merge_job_ref (AttestMergeJob *self);
void attest_merge_job_unref (AttestMergeJob *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestMergeJob, attest_merge_job_unref)

const char *attest_merge_job_get_path (AttestMergeJob *self);

/** attest_merge_job_preview: Counts what is new and takes nothing. Returns: (transfer full): settles when attest_merge_job_get_report() says it, or rejects */
DexFuture *attest_merge_job_preview (AttestMergeJob *self, AttestSession *session);

/** attest_merge_job_run: Takes it. Returns: (transfer full): the same; rejects with G_IO_ERROR_CANCELLED when nothing was taken */
DexFuture *attest_merge_job_run (AttestMergeJob *self, AttestSession *session);

/** attest_merge_job_get_report: Returns: (transfer none) (nullable): of what ran last. Main thread, while nothing runs. */
const AttestMergeReport *attest_merge_job_get_report (AttestMergeJob *self);

/** attest_merge_job_get_parted: Returns: (transfer none) (nullable) (element-type AttestRevision): see attest_review_list_parted(), of what a run took */
GPtrArray *attest_merge_job_get_parted (AttestMergeJob *self);

/** attest_merge_job_get_progress: Returns: (transfer none): how far the run is; one that is cancelled ends without having taken anything */
AttestProgress *attest_merge_job_get_progress (AttestMergeJob *self);

G_END_DECLS

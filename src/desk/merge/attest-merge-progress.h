/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "merge/attest-merge-job.h"

G_BEGIN_DECLS

/** attest_merge_progress_show: While @future is pending: once that takes longer than one would notice, a dialog over @parent with how far @job is and a button that cancels it. @future: (transfer full). Returns: (transfer full): settles as @future does, with the dialog gone */
DexFuture *attest_merge_progress_show (GtkWidget *parent, AttestMergeJob *job, DexFuture *future);

G_END_DECLS

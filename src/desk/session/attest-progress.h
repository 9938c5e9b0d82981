/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include <libdex.h>

G_BEGIN_DECLS

/**
 * AttestProgress:
 *
 * How far something is that another thread does, and the wish that it end. Reference counted, any thread.
 */
typedef struct _AttestProgress AttestProgress;

/** attest_progress_new: Returns: (transfer full) */
AttestProgress *attest_progress_new (void);
AttestProgress *attest_progress_ref (AttestProgress *self);
void attest_progress_unref (AttestProgress *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestProgress, attest_progress_unref)

/** attest_progress_note: @fraction: from 0 to 1; @self: an AttestProgress. Of the type that the core's functions tell their progress to. */
void attest_progress_note (double fraction, gpointer self);

/** attest_progress_get_fraction: Returns: what was last noted; 0 before */
double attest_progress_get_fraction (AttestProgress *self);

/** attest_progress_get_cancellable: Returns: (transfer none) */
GCancellable *attest_progress_get_cancellable (AttestProgress *self);

/** attest_progress_show: While @future is pending: once that takes longer than one would notice, a dialog over @parent with @heading, how far it is, and a button that cancels it. @future: (transfer full). Returns: (transfer full): settles as @future does, with the dialog gone */
DexFuture *attest_progress_show (AttestProgress *self, GtkWidget *parent, const char *heading, DexFuture *future);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libdex.h>

#include "record/attest-unsaved.h"

G_BEGIN_DECLS

/**
 * AttestUnsavedSlot:
 *
 * The place on disk of one person's unsaved text of one variant. Writes may be asked for in any thread and may overtake
 * one another; the one that was asked for last wins. Counted.
 */
typedef struct _AttestUnsavedSlot AttestUnsavedSlot;

/** attest_unsaved_slot_new: @person: (nullable): NULL while nobody was chosen. Returns: (transfer full) */
AttestUnsavedSlot *
attest_unsaved_slot_new (const char *library_path, const char *article, const char *audience, const char *person);
AttestUnsavedSlot *attest_unsaved_slot_ref (AttestUnsavedSlot *self);
void attest_unsaved_slot_unref (AttestUnsavedSlot *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestUnsavedSlot, attest_unsaved_slot_unref)

/** attest_unsaved_slot_store: @unsaved: (transfer full) (nullable): NULL discards what is there. Returns: (transfer
 * full): resolves to TRUE once it is on disk, rejects with a GLib file error */
DexFuture *attest_unsaved_slot_store (AttestUnsavedSlot *self, AttestUnsaved *unsaved);

/** attest_unsaved_slot_store_now: The same, at once, on this thread: for the moment before the window closes. */
gboolean attest_unsaved_slot_store_now (AttestUnsavedSlot *self, AttestUnsaved *unsaved, GError **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PowerVfs: what stands between SQLite and the disk in a test: it knows what was written and not yet synced, so that it can leave the files as a
 * disk may hold them after the power went. It is SQLite's default from power_vfs_new() to power_vfs_free(), for all connections of the process.
 */
typedef struct _PowerVfs PowerVfs;

/**
 * PowerFault:
 * @POWER_FAULT_NONE: operations are only counted
 * @POWER_FAULT_CUT: the power goes at an operation: it and everything after it fails
 * @POWER_FAULT_FULL: the disk is full from a write on
 * @POWER_FAULT_ERROR: one write fails
 */
typedef enum
{
  POWER_FAULT_NONE,
  POWER_FAULT_CUT,
  POWER_FAULT_FULL,
  POWER_FAULT_ERROR,
} PowerFault;

PowerVfs *power_vfs_new (void);
/** power_vfs_free: Every connection has to be closed by then. */
void power_vfs_free (PowerVfs *self);

/** power_vfs_begin: Counts anew. @at: which comes to @fault, from 1 on: of the operations (writes, truncations, syncs, deletions), for a full disk and an error
 * of the writes only. */
void power_vfs_begin (PowerVfs *self, PowerFault fault, guint at);
/** power_vfs_end: There is no fault from here on. */
void power_vfs_end (PowerVfs *self);
guint power_vfs_get_operations (PowerVfs *self);
guint power_vfs_get_writes (PowerVfs *self);
/** power_vfs_has_struck: Returns: whether it has come to the fault. */
gboolean power_vfs_has_struck (PowerVfs *self);

/**
 * power_vfs_settle:
 *
 * Leaves each file as it was last synced, with any of the later writes in any order, some torn at the border of a sector; a deletion or a new file whose folder
 * was not synced since may be undone. Shared memory is lost. Every connection has to be closed. Which of these states it is hangs on @seed alone. There is
 * no fault afterwards.
 */
void power_vfs_settle (PowerVfs *self, guint32 seed);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PowerVfs, power_vfs_free)

G_END_DECLS

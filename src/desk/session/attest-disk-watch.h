/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record/attest-library.h"

G_BEGIN_DECLS

/**
 * AttestDiskWatch:
 *
 * Whether what is written can reach the library: its disk may be full or read-only by now, its folder gone, its file another. It looks when it is
 * told to, when the folder changes and after a refusal, and from then on again until all is well. Main thread only.
 *
 * Properties: `trouble` (boolean): whether something is wrong; notified as well when it is something else than before.
 */
#define ATTEST_TYPE_DISK_WATCH (attest_disk_watch_get_type ())
G_DECLARE_FINAL_TYPE (AttestDiskWatch, attest_disk_watch, ATTEST, DISK_WATCH, GObject)

/** attest_disk_watch_new: @library: any connection of the main thread; @writing: whether somebody writes to it, so that more than its place matters. Returns: (transfer full) */
AttestDiskWatch *attest_disk_watch_new (AttestLibrary *library, gboolean writing);

/** attest_disk_watch_check: Looks now. Cheap enough for each save, key or not. */
void attest_disk_watch_check (AttestDiskWatch *self);

/** attest_disk_watch_refused: Something was not written because of @error, which may have to do with the disk or not. */
void attest_disk_watch_refused (AttestDiskWatch *self, const GError *error);

/** attest_disk_watch_wrote: Something was written, so there is room. */
void attest_disk_watch_wrote (AttestDiskWatch *self);

/** attest_disk_watch_get_trouble: Returns: (transfer none) (nullable): what is wrong, in a sentence that may be shown: an ATTEST_RECORD_ERROR FULL, READ_ONLY, GONE or REPLACED */
const GError *attest_disk_watch_get_trouble (AttestDiskWatch *self);

/** attest_disk_watch_is_trouble: Whether @error is of a kind that the watch tells of, and that passes. */
gboolean attest_disk_watch_is_trouble (const GError *error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record/attest-library.h"

G_BEGIN_DECLS

/**
 * AttestMergeReport:
 * @events: how many events the library had not
 * @kinds: (element-type utf8 guint): of these, how many there are of each kind
 * @articles: ids of the articles that are made by these events
 * @touched: ids of all articles that they are about
 * @other_board: whether both have a board's history and not one event of it in common: two boards that never heard of each other
 *
 * What another library or a review file holds that a library has not. Immutable.
 */
typedef struct
{
  guint events;
  GHashTable *kinds;
  GStrv articles;
  GStrv touched;
  gboolean other_board;
} AttestMergeReport;

void attest_merge_report_free (AttestMergeReport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestMergeReport, attest_merge_report_free)

/** attest_merge_report_count: How many of the events are of @kind. A kind that ends in "." stands for all that begin so. */
guint attest_merge_report_count (const AttestMergeReport *self, const char *kind);

/** AttestMergeProgress: @fraction: from 0 to 1. Called on the thread that merges. */
typedef void (*AttestMergeProgress) (double fraction, gpointer user_data);

/**
 * attest_library_preview_merge:
 * @path: another library or a review file
 *
 * Counts what attest_library_merge_reporting() would take from it and changes nothing. A file that does not hold together is found by the merge itself.
 *
 * Returns: (transfer full) (nullable): NULL with @error as attest_library_merge(), or G_IO_ERROR_CANCELLED
 */
AttestMergeReport *
attest_library_preview_merge (AttestLibrary *self, const char *path, GCancellable *cancellable, GError **error);

/**
 * attest_library_merge_reporting:
 * @progress: (nullable): is told how far it is
 *
 * attest_library_merge() that can be watched and cancelled; then nothing was taken.
 *
 * Returns: (transfer full) (nullable): what was taken; NULL with @error as attest_library_merge(), or G_IO_ERROR_CANCELLED
 */
AttestMergeReport *attest_library_merge_reporting (AttestLibrary *self,
                                                   const char *path,
                                                   AttestMergeProgress progress,
                                                   gpointer user_data,
                                                   GCancellable *cancellable,
                                                   GError **error);

G_END_DECLS

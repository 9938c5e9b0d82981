/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record/attest-library.h"

G_BEGIN_DECLS

/**
 * AttestRecoverReport:
 * @events, @contents: how many events, and texts and assets, were taken
 * @lost: what could not be read or is not what its hash says, each in a sentence; of what cannot be read nobody can say what it was
 *
 * What became of a damaged library. Immutable.
 */
typedef struct
{
  guint events;
  guint contents;
  GStrv lost;
} AttestRecoverReport;

void attest_recover_report_free (AttestRecoverReport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestRecoverReport, attest_recover_report_free)

/**
 * attest_library_recover:
 * @path: a damaged library; not a byte of it is changed
 * @new_path: a file that is not there yet; it appears with all that could be saved, or not at all. What is needed on the way stands in a folder beside it
 * @cancellable: (nullable)
 *
 * Makes a new library of the part of the log that can still be read. Every event and every text is read by itself, past pages that are damaged, and held
 * against its hash; projections and search index are made anew. An event whose predecessor is lost waits, as after a merge. Any thread.
 *
 * Returns: (transfer full) (nullable): NULL with @error: NOT_FOUND, NOT_A_LIBRARY, NEWER, EXISTS, FULL, READ_ONLY; DAMAGED where not even the tables can be found; G_IO_ERROR_CANCELLED
 */
AttestRecoverReport *attest_library_recover (const char *path,
                                             const char *new_path,
                                             AttestRegistry *registry,
                                             GCancellable *cancellable,
                                             GError **error);

G_END_DECLS

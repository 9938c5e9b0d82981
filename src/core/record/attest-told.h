/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record/attest-article.h"

G_BEGIN_DECLS

/**
 * AttestTold:
 *
 * Which texts of a library somebody on this machine was told to be due: a file in the state folder, outside the record. A text that is due no more is forgotten, so that it is
 * told again when it becomes due again. On one thread at a time.
 */
typedef struct _AttestTold AttestTold;

/** attest_told_load: @state_folder: (nullable): NULL is `$XDG_STATE_HOME/attest`. A file that is not there, or cannot be read, is one of nothing. Returns: (transfer full) */
AttestTold *attest_told_load (const char *state_folder, const char *library_path);
void attest_told_free (AttestTold *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestTold, attest_told_free)

/**
 * attest_told_take:
 * @due: (element-type AttestDueText): all that are due now
 *
 * Says which of them are new, and keeps that all of them were told. That the file cannot be written is no error: they are told again after the next start.
 *
 * Returns: (transfer container) (element-type AttestDueText): those that were not told yet; borrowed from @due
 */
GPtrArray *attest_told_take (AttestTold *self, GPtrArray *due);

G_END_DECLS

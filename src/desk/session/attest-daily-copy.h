/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/attest-session.h"

G_BEGIN_DECLS

/**
 * AttestDailyCopy:
 *
 * Makes the copy of the day of a session's library (attest_copies_make_daily()): some seconds after it was opened, and while it is used. On a thread of its own, so
 * that a large library, whose copy takes minutes, keeps nobody waiting. The sample, and what can only be read, gets none. Main thread.
 *
 * Signal `failed` (AttestDailyCopy *self, const char *text): there is no copy of today; a sentence that may be shown. Told once.
 */
#define ATTEST_TYPE_DAILY_COPY (attest_daily_copy_get_type ())
G_DECLARE_FINAL_TYPE (AttestDailyCopy, attest_daily_copy, ATTEST, DAILY_COPY, GObject)

/** attest_daily_copy_new: Begins to look after the library of @session. Returns: (transfer full) */
AttestDailyCopy *attest_daily_copy_new (AttestSession *session);

/** attest_daily_copy_make: Looks now whether there has to be a copy. */
void attest_daily_copy_make (AttestDailyCopy *self);

G_END_DECLS

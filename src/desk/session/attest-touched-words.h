/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "review/attest-change-since.h"

G_BEGIN_DECLS

/** attest_touched_dup_words: Returns: (transfer full): what an edit touches, for a person: "number, unit"; empty for nothing */
char *attest_touched_dup_words (AttestTouched touched);
/** attest_change_since_dup_reach: Returns: (transfer full): how far what changed may reach, in a sentence; empty where nothing did */
char *attest_change_since_dup_reach (const AttestChangeSince *since);

G_END_DECLS

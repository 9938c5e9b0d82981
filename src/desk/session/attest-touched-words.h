/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "text/attest-quantities.h"

G_BEGIN_DECLS

/** attest_touched_dup_words: Returns: (transfer full): what an edit touches, for a person: "number, unit"; empty for nothing */
char *attest_touched_dup_words (AttestTouched touched);
/** attest_touched_from_names: @names: as attest_touched_dup_names() gives them; others are passed over */
AttestTouched attest_touched_from_names (const char *const *names);

G_END_DECLS

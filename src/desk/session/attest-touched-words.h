/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "text/attest-quantities.h"

G_BEGIN_DECLS

/** attest_touched_dup_words: Returns: (transfer full): what an edit touches, for a person: "number, unit"; empty for nothing */
char *attest_touched_dup_words (AttestTouched touched);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "text/attest-quantities.h"

G_BEGIN_DECLS

/** attest_unit_get_meaning: Returns: (transfer none) (nullable): one name for all spellings of a simple unit ("mcg" for µg, microgram ...), NULL for what is no unit. */
const char *attest_unit_get_meaning (const char *text, gsize length);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libdex.h>

#include "session/attest-session.h"
#include "text/attest-readability.h"

G_BEGIN_DECLS

/**
 * attest_variant_measures_load:
 * @revisions: (transfer full): ids
 * @language: (nullable): a BCP 47 tag
 *
 * Measures how long and how hard to read these texts are, on the record thread: whoever asks keeps the answer, since a
 * revision never changes.
 *
 * Returns: (transfer full): resolves to a GHashTable (boxed) of revision id to AttestReadability; what cannot be read is
 * not in it
 */
DexFuture *attest_variant_measures_load (AttestSession *session, GStrv revisions, const char *language);

G_END_DECLS

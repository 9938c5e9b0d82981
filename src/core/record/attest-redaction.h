/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record/attest-database.h"

G_BEGIN_DECLS

/**
 * attest_redaction_apply:
 * @streams: (element-type utf8): set to which the streams are added whose projection has to be folded anew
 * Blanks every body and text that any `redact` event in the log names, whichever of the two came first and whether or not the redaction itself
 * still waits for a predecessor: what was blanked cannot come back, so that only this gives the same in every order of merging.
 */
gboolean attest_redaction_apply (AttestDatabase *database, GHashTable *streams, GError **error);

/** attest_redaction_list: Returns: (transfer full): from the hash of what was taken out, an event or a text, to the `redact` AttestEvent */
GHashTable *attest_redaction_list (AttestDatabase *database, GError **error);

G_END_DECLS

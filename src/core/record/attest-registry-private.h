/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record/attest-registry.h"

G_BEGIN_DECLS

/** attest_registry_summarize: Calls the summary, if there is one. */
gboolean
attest_registry_summarize (AttestRegistry *self, AttestDatabase *database, GPtrArray *articles, GError **error);

/**
 * attest_registry_get_fingerprint: Any thread. Returns: (transfer none): changes with the program's version, the kinds it knows and their versions: with anything
 * on which it depends what events are folded to
 */
const char *attest_registry_get_fingerprint (AttestRegistry *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record/attest-registry.h"

G_BEGIN_DECLS

/** attest_registry_summarize: Calls the summary, if there is one. */
gboolean
attest_registry_summarize (AttestRegistry *self, AttestDatabase *database, const char *article, GError **error);

G_END_DECLS

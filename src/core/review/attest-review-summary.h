/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record/attest-registry.h"

G_BEGIN_DECLS

/** attest_review_summarize: An AttestSummary: status, revisions and comment counts of every variant of @articles, from the projections alone. */
gboolean attest_review_summarize (AttestDatabase *database, GPtrArray *articles, GError **error);

G_END_DECLS

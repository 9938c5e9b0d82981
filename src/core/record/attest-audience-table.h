/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record/attest-article.h"

G_BEGIN_DECLS

/** attest_audience_table_reset: Puts back the five audiences that every library begins with. */
gboolean attest_audience_table_reset (AttestDatabase *database, GError **error);
/** attest_audience_table_set: Folds an `audience.set` event. */
gboolean attest_audience_table_set (AttestDatabase *database, const AttestEvent *event, GError **error);
/** attest_audience_table_list: In the board's order. (transfer full) (element-type AttestAudience) */
GPtrArray *attest_audience_table_list (AttestDatabase *database, GError **error);
/** attest_audience_table_find: NULL with NOT_FOUND. */
AttestAudience *attest_audience_table_find (AttestDatabase *database, const char *key, GError **error);

G_END_DECLS

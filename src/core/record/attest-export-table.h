/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record/attest-database.h"
#include "record/attest-event.h"

G_BEGIN_DECLS

/** attest_export_table_insert: Folds an `article.export` event. */
gboolean attest_export_table_insert (AttestDatabase *database, const AttestEvent *event, GError **error);

G_END_DECLS

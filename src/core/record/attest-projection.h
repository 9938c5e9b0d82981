/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record/attest-database.h"
#include "record/attest-registry.h"

G_BEGIN_DECLS

/** attest_projection_rebuild: Inside a transaction of the caller: throws the projections away and folds the log anew. @different: (out) (transfer full): the tables whose rows are not the same, NULL-terminated */
gboolean
attest_projection_rebuild (AttestDatabase *database, AttestRegistry *registry, GStrv *different, GError **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record/attest-database.h"
#include "record/attest-registry.h"

G_BEGIN_DECLS

/** attest_projection_rebuild: Inside a transaction of the caller: throws the projections away and folds the log anew. @different: (out) (transfer full): the tables whose rows are not the same, NULL-terminated */
gboolean
attest_projection_rebuild (AttestDatabase *database, AttestRegistry *registry, GStrv *different, GError **error);

/**
 * attest_projection_is_current: Whether the rows were folded by a program that knows what this one knows. If not, they have to be folded anew: a kind
 * that was unknown may be known now, and one that a newer program knew makes its article read-only here.
 */
gboolean
attest_projection_is_current (AttestDatabase *database, AttestRegistry *registry, gboolean *current, GError **error);

/** attest_projection_update: Folds the log anew, in a transaction of its own, if that is needed. */
gboolean attest_projection_update (AttestDatabase *database, AttestRegistry *registry, GError **error);

G_END_DECLS

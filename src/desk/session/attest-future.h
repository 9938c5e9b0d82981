/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libdex.h>

G_BEGIN_DECLS

/** attest_weak_ref_new: For what runs after an await: it takes its object anew and finds NULL when that is gone. Returns: (transfer full): freed
 * with attest_weak_ref_free() */
GWeakRef *attest_weak_ref_new (gpointer object);
void attest_weak_ref_free (gpointer ref);

/** attest_promise_settle: @value: a set value; @error: (transfer full) (nullable). Rejects @promise with @error, or resolves it to @value. */
void attest_promise_settle (DexPromise *promise, const GValue *value, GError *error);

G_END_DECLS

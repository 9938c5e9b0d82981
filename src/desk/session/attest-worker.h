/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libdex.h>

G_BEGIN_DECLS

/**
 * AttestWorkerFunc:
 * @result: (out): zeroed; a function that has a result initializes it with g_value_init(), otherwise the future
 * resolves to TRUE
 *
 * Runs on a worker thread. It sees @data alone: no library, no widget.
 *
 * Returns: FALSE with @error set
 */
typedef gboolean (*AttestWorkerFunc) (gpointer data, GValue *result, GError **error);

/**
 * attest_worker_run:
 * @data: (transfer full): handed to @func, then freed with @destroy on the worker thread
 *
 * Runs @func off the main thread: parsing, rendering, diffs, small files. Functions may run at
 * the same time and end in any order.
 *
 * Returns: (transfer full): settles on the main thread: resolves to what @func put into its result, rejects with its error
 */
DexFuture *attest_worker_run (AttestWorkerFunc func, gpointer data, GDestroyNotify destroy);

G_END_DECLS

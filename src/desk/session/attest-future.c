/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/attest-future.h"

GWeakRef *
attest_weak_ref_new (gpointer object)
{
  GWeakRef *ref = g_new0 (GWeakRef, 1);

  g_weak_ref_init (ref, object);
  return ref;
}

void
attest_weak_ref_free (gpointer ref)
{
  g_weak_ref_clear (ref);
  g_free (ref);
}

void
attest_promise_settle (DexPromise *promise, const GValue *value, GError *error)
{
  if (error != NULL)
    dex_promise_reject (promise, error);
  else
    dex_promise_resolve (promise, value);
}

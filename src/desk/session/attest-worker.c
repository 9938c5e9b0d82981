/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/attest-worker.h"

/* Two threads: the latest text renders while an import is parsed. A thread has a whole stack, which a fiber has not. */
#define N_THREADS 2

typedef struct
{
  AttestWorkerFunc func;
  gpointer data;
  GDestroyNotify destroy;
  DexPromise *promise;
} Task;

static void
run_task (gpointer data, gpointer user_data)
{
  Task *task = data;
  g_auto (GValue) result = G_VALUE_INIT;
  GError *error = NULL;

  if (!task->func (task->data, &result, &error))
    {
      dex_promise_reject (task->promise, error);
    }
  else
    {
      if (!G_IS_VALUE (&result))
        {
          g_value_init (&result, G_TYPE_BOOLEAN);
          g_value_set_boolean (&result, TRUE);
        }
      dex_promise_resolve (task->promise, &result);
    }

  if (task->destroy != NULL)
    task->destroy (task->data);
  dex_unref (task->promise);
  g_free (task);
}

static gpointer
make_pool (gpointer data)
{
  return g_thread_pool_new (run_task, NULL, N_THREADS, FALSE, NULL);
}

DexFuture *
attest_worker_run (AttestWorkerFunc func, gpointer data, GDestroyNotify destroy)
{
  static GOnce once = G_ONCE_INIT;
  GThreadPool *pool = g_once (&once, make_pool, NULL);
  Task *task = g_new0 (Task, 1);
  DexPromise *promise = dex_promise_new ();

  g_assert (func != NULL);

  task->func = func;
  task->data = data;
  task->destroy = destroy;
  task->promise = dex_ref (promise);
  g_thread_pool_push (pool, task, NULL);
  return DEX_FUTURE (promise);
}

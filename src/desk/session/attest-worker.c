/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/attest-worker.h"

#include "session/attest-future.h"

/* Two threads: the latest text renders while an import is parsed. A thread has a whole stack, which a fiber has not. */
#define N_THREADS 2

/* Settled on the main thread, as the tasks of the record thread are. */
typedef struct
{
  AttestWorkerFunc func;
  gpointer data;
  GDestroyNotify destroy;
  GValue result;
  GError *error;
  DexPromise *promise;
} Task;

static void
task_free (gpointer data)
{
  Task *task = data;

  if (G_IS_VALUE (&task->result))
    g_value_unset (&task->result);
  g_clear_error (&task->error);
  dex_unref (task->promise);
  g_free (task);
}

static gboolean
settle_task (gpointer data)
{
  Task *task = data;

  attest_promise_settle (task->promise, &task->result, g_steal_pointer (&task->error));
  return G_SOURCE_REMOVE;
}

static void
run_task (gpointer data, gpointer user_data)
{
  Task *task = data;

  if (task->func (task->data, &task->result, &task->error) && !G_IS_VALUE (&task->result))
    {
      g_value_init (&task->result, G_TYPE_BOOLEAN);
      g_value_set_boolean (&task->result, TRUE);
    }
  if (task->destroy != NULL)
    task->destroy (task->data);
  g_idle_add_full (G_PRIORITY_DEFAULT, settle_task, task, task_free);
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

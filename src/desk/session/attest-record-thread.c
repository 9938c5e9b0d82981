/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/attest-record-thread.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "exchange/attest-sample.h"
#include "record/attest-search.h"
#include "session/attest-future.h"

/* Long enough that nobody is in the middle of something. */
#define TIDY_AFTER (3 * G_USEC_PER_SEC)
/* What is merged in one go, so that a task that comes meanwhile waits for some milliseconds. */
#define TIDY_PAGES 100
/* Microseconds. What took longer went through much of the library. */
#define LONG_TASK (50 * 1000)

/* One task of the queue. A task without a function ends the thread. It is settled on the main thread: what is chained to
 * its promise holds widgets, and the last one to let go of a promise must not be the record thread. */
typedef struct
{
  AttestSessionFunc func;
  gpointer data;
  GDestroyNotify destroy;
  GValue result;
  GError *error;
  DexPromise *promise;
  AttestRecordThread *thread;
} Task;

/* @changed, @refused and @user_data belong to the main thread, @library, @open_error, @untidy and @spent to the record thread; the queue is
 * for both. Counted, because a change on its way to the main thread may arrive after the thread was stopped. */
struct _AttestRecordThread
{
  GThread *thread;
  GAsyncQueue *tasks;

  AttestStreamsFunc changed;
  AttestRefusedFunc refused;
  gpointer user_data;

  AttestLibrary *library;
  GError *open_error;
  /* The search index grew since it was last merged. */
  gboolean untidy;
  /* A long task left memory that nothing needs any more. */
  gboolean spent;
};

typedef struct
{
  AttestRecordThread *thread;
  GStrv streams;
} Change;

typedef struct
{
  AttestRecordThread *thread;
  char *path;
  AttestSessionMode mode;
  AttestRegistry *registry;
  AttestUpgrade *upgrade;
} OpenRequest;

static void
record_thread_clear (gpointer data)
{
  AttestRecordThread *self = data;

  g_clear_pointer (&self->tasks, g_async_queue_unref);
  g_clear_error (&self->open_error);
}

static void
record_thread_unref (AttestRecordThread *self)
{
  g_atomic_rc_box_release_full (self, record_thread_clear);
}

static void
task_free (gpointer data)
{
  Task *task = data;

  if (task->destroy != NULL)
    task->destroy (task->data);
  if (G_IS_VALUE (&task->result))
    g_value_unset (&task->result);
  g_clear_error (&task->error);
  g_clear_pointer (&task->promise, dex_unref);
  g_clear_pointer (&task->thread, record_thread_unref);
  g_free (task);
}

static gboolean
settle_task (gpointer data)
{
  Task *task = data;
  AttestRecordThread *self = task->thread;

  if (task->error != NULL && self->refused != NULL)
    self->refused (task->error, self->user_data);
  attest_promise_settle (task->promise, &task->result, g_steal_pointer (&task->error));
  return G_SOURCE_REMOVE;
}

static void
change_free (gpointer data)
{
  Change *change = data;

  record_thread_unref (change->thread);
  g_strfreev (change->streams);
  g_free (change);
}

static gboolean
tell_change (gpointer data)
{
  Change *change = data;

  if (change->thread->changed != NULL)
    change->thread->changed ((const char *const *) change->streams, change->thread->user_data);
  return G_SOURCE_REMOVE;
}

static void
library_changed_cb (AttestLibrary *library, const char *const *streams, AttestRecordThread *self)
{
  Change *change = g_new0 (Change, 1);

  self->untidy = TRUE;
  change->thread = g_atomic_rc_box_acquire (self);
  change->streams = g_strdupv ((GStrv) streams);
  g_idle_add_full (G_PRIORITY_DEFAULT, tell_change, change, change_free);
}

static void
run_task (AttestRecordThread *self, Task *task)
{
  gint64 begun = g_get_monotonic_time ();
  gboolean done = FALSE;

  if (self->library == NULL && self->open_error != NULL)
    task->error = g_error_copy (self->open_error);
  else
    done = task->func (self->library, task->data, &task->result, &task->error);

  if (!done && task->error == NULL)
    task->error = g_error_new_literal (
        ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_FAILED, _ ("The change failed, and no reason was given."));
  if (task->error == NULL && !G_IS_VALUE (&task->result))
    {
      g_value_init (&task->result, G_TYPE_BOOLEAN);
      g_value_set_boolean (&task->result, TRUE);
    }
  if (task->destroy != NULL)
    task->destroy (task->data);
  task->destroy = NULL;
  self->spent = self->spent || g_get_monotonic_time () - begun > LONG_TASK;
  g_idle_add_full (G_PRIORITY_DEFAULT, settle_task, task, task_free);
}

/* A search is slower without it and finds the same, so that a library that cannot be written now stays as it is. */
static void
tidy (AttestRecordThread *self)
{
  g_autoptr (GError) error = NULL;
  gboolean more = TRUE;

  self->untidy = FALSE;
  /* The length is negative while this thread waits. */
  while (more && g_async_queue_length (self->tasks) <= 0)
    if (!attest_library_tidy_search (self->library, TIDY_PAGES, &more, &error))
      {
        g_debug ("The search index was not tidied: %s", error->message);
        return;
      }
  self->untidy = more;
}

/* The C library keeps for its next task what the threads' tasks took; all lists of a large library take as much as it shows of them. */
static void
give_back_memory (AttestRecordThread *self)
{
  self->spent = FALSE;
#ifdef __GLIBC__
  malloc_trim (0);
#endif
}

static Task *
wait_for_task (AttestRecordThread *self)
{
  while (self->untidy || self->spent)
    {
      Task *task = g_async_queue_timeout_pop (self->tasks, TIDY_AFTER);

      if (task != NULL)
        return task;
      if (self->untidy)
        tidy (self);
      else
        give_back_memory (self);
    }

  return g_async_queue_pop (self->tasks);
}

static gpointer
run_tasks (gpointer data)
{
  AttestRecordThread *self = data;

  for (;;)
    {
      Task *task = wait_for_task (self);

      if (task->func == NULL)
        {
          task_free (task);
          break;
        }
      run_task (self, task);
    }

  /* The library is closed by the thread that opened it. */
  g_clear_object (&self->library);
  return NULL;
}

AttestRecordThread *
attest_record_thread_new (AttestStreamsFunc changed, AttestRefusedFunc refused, gpointer user_data)
{
  AttestRecordThread *self = g_atomic_rc_box_new0 (AttestRecordThread);

  self->changed = changed;
  self->refused = refused;
  self->user_data = user_data;
  self->tasks = g_async_queue_new_full (task_free);
  self->thread = g_thread_new ("record", run_tasks, self);
  return self;
}

DexFuture *
attest_record_thread_push (AttestRecordThread *self, AttestSessionFunc func, gpointer data, GDestroyNotify destroy)
{
  Task *task = g_new0 (Task, 1);
  DexPromise *promise = dex_promise_new ();

  g_assert (func != NULL);

  task->func = func;
  task->data = data;
  task->destroy = destroy;
  task->promise = dex_ref (promise);
  task->thread = g_atomic_rc_box_acquire (self);
  g_async_queue_push (self->tasks, task);
  return DEX_FUTURE (promise);
}

static void
open_request_free (gpointer data)
{
  OpenRequest *request = data;

  g_free (request->path);
  attest_registry_unref (request->registry);
  attest_upgrade_unref (request->upgrade);
  g_free (request);
}

static AttestLibrary *
create_library (OpenRequest *request, GError **error)
{
  g_autoptr (AttestLibrary) library = attest_library_create (request->path, request->registry, NULL, error);

  if (library == NULL)
    return NULL;
  if (request->mode == ATTEST_SESSION_CREATE_SAMPLE && !attest_sample_fill (library, error))
    {
      /* Nobody has seen this file yet, so a half-filled one is no loss; the next try finds the place free. */
      g_clear_object (&library);
      g_remove (request->path);
      return NULL;
    }
  return g_steal_pointer (&library);
}

static AttestLibrary *
open_file (OpenRequest *request, AttestLibraryFlags flags, GError **error)
{
  return attest_library_open_watched (request->path, request->registry, NULL, flags, request->upgrade, error);
}

static AttestLibrary *
open_library (OpenRequest *request, GError **error)
{
  g_autoptr (GError) refused = NULL;
  AttestLibrary *library = NULL;

  if (request->mode == ATTEST_SESSION_CREATE || request->mode == ATTEST_SESSION_CREATE_SAMPLE)
    return create_library (request, error);
  if (request->mode == ATTEST_SESSION_READ_ONLY)
    return open_file (request, ATTEST_LIBRARY_READ_ONLY, error);

  library = open_file (request, ATTEST_LIBRARY_READ_WRITE, &refused);
  if (library != NULL)
    return library;
  if (g_error_matches (refused, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_READ_ONLY))
    return open_file (request, ATTEST_LIBRARY_READ_ONLY, error);
  g_propagate_error (error, g_steal_pointer (&refused));
  return NULL;
}

static gboolean
open_in_thread (AttestLibrary *library, gpointer data, GValue *result, GError **error)
{
  OpenRequest *request = data;
  AttestRecordThread *self = request->thread;

  g_assert (library == NULL);

  self->library = open_library (request, &self->open_error);
  if (self->library == NULL)
    {
      if (error != NULL)
        *error = g_error_copy (self->open_error);
      return FALSE;
    }
  g_signal_connect (self->library, "changed", G_CALLBACK (library_changed_cb), self);
  g_value_init (result, G_TYPE_BOOLEAN);
  g_value_set_boolean (result, attest_library_is_read_only (self->library));
  return TRUE;
}

DexFuture *
attest_record_thread_open (AttestRecordThread *self,
                           const char *path,
                           AttestSessionMode mode,
                           AttestRegistry *registry,
                           AttestUpgrade *upgrade)
{
  OpenRequest *request = g_new0 (OpenRequest, 1);

  request->thread = self;
  request->path = g_strdup (path);
  request->mode = mode;
  request->registry = attest_registry_ref (registry);
  request->upgrade = upgrade != NULL ? attest_upgrade_ref (upgrade) : attest_upgrade_new ();
  return attest_record_thread_push (self, open_in_thread, request, open_request_free);
}

void
attest_record_thread_stop (AttestRecordThread *self)
{
  self->changed = NULL;
  self->refused = NULL;
  self->user_data = NULL;
  g_async_queue_push (self->tasks, g_new0 (Task, 1));
  g_thread_join (g_steal_pointer (&self->thread));
  record_thread_unref (self);
}

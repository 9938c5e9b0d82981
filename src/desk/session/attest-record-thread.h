/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libdex.h>

#include "record/attest-library.h"
#include "record/attest-upgrade.h"

G_BEGIN_DECLS

/**
 * AttestSessionMode:
 * @ATTEST_SESSION_OPEN: the library must be there; one that cannot be written is opened read-only
 * @ATTEST_SESSION_CREATE: an empty library is made; an existing file is ATTEST_RECORD_ERROR_EXISTS
 * @ATTEST_SESSION_CREATE_SAMPLE: the same, filled with the sample articles
 * @ATTEST_SESSION_READ_ONLY: opened for reading alone
 */
typedef enum
{
  ATTEST_SESSION_OPEN,
  ATTEST_SESSION_CREATE,
  ATTEST_SESSION_CREATE_SAMPLE,
  ATTEST_SESSION_READ_ONLY,
} AttestSessionMode;

/**
 * AttestSessionFunc:
 * @library: the one writing library, on the record thread
 * @data: what was handed over with the function
 * @result: (out): zeroed; a function that has a result initializes it with g_value_init(), otherwise the future
 * resolves to TRUE
 *
 * Runs on the record thread. It may read and append; it must touch no widget and nothing else of the main thread.
 *
 * Returns: FALSE with @error set
 */
typedef gboolean (*AttestSessionFunc) (AttestLibrary *library, gpointer data, GValue *result, GError **error);

/** AttestRefusedFunc: Runs on the main thread after a function failed with @error. */
typedef void (*AttestRefusedFunc) (const GError *error, gpointer user_data);

/** AttestStreamsFunc: Runs on the main thread after the record thread changed @streams (NULL: all of them). */
typedef void (*AttestStreamsFunc) (const char *const *streams, gpointer user_data);

/**
 * AttestRecordThread:
 *
 * A thread with the one writing AttestLibrary and a queue of functions, each of which settles a promise. Tasks run in
 * the order they were pushed. The thread owns no widget and outlives none: whoever stops it waits until what was pushed
 * is done.
 */
typedef struct _AttestRecordThread AttestRecordThread;

/**
 * attest_record_thread_new:
 * @changed, @refused: called on the main thread with @user_data
 *
 * Starts the thread; attest_record_thread_open() comes next.
 *
 * Returns: (transfer full)
 */
AttestRecordThread *attest_record_thread_new (AttestStreamsFunc changed, AttestRefusedFunc refused, gpointer user_data);

/**
 * attest_record_thread_open:
 * @mode: what to do with @path
 * @registry: immutable, shared with the main thread's library
 * @upgrade: (nullable): is told how far it is that the library is brought up to date, should it have to be
 *
 * Opens the thread's library; functions that are pushed before or after a failed opening reject with its error.
 *
 * Returns: (transfer full): resolves to whether it is read-only (boolean), rejects with an ATTEST_RECORD_ERROR
 */
DexFuture *attest_record_thread_open (AttestRecordThread *self,
                                      const char *path,
                                      AttestSessionMode mode,
                                      AttestRegistry *registry,
                                      AttestUpgrade *upgrade);

/** attest_record_thread_push: Returns: (transfer full): settles on the main thread with the function's result, after the changes that the function made were told. @destroy runs on the record
 * thread. */
DexFuture *
attest_record_thread_push (AttestRecordThread *self, AttestSessionFunc func, gpointer data, GDestroyNotify destroy);

/** attest_record_thread_stop: Lets everything that was pushed finish, closes the library and frees @self. No change is
 * told afterwards. */
void attest_record_thread_stop (AttestRecordThread *self);

G_END_DECLS

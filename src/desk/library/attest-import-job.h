/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/attest-import.h"
#include "session/attest-session.h"

G_BEGIN_DECLS

/** AttestImportOutcome: what became of one file. @article and @title: (nullable): NULL when @problem says why it was not imported. @warnings: (nullable) (element-type AttestImportWarning) */
typedef struct
{
  char *name;
  char *article;
  char *title;
  char *problem;
  GPtrArray *warnings;
} AttestImportOutcome;

/** AttestImportProgress: Runs on the main thread; @done of @all are finished. */
typedef void (*AttestImportProgress) (guint done, guint all, gpointer user_data);

/**
 * AttestImportJob:
 *
 * Brings texts into the library, one transaction each: they are parsed on a worker and written on the record thread. Counted; main thread only.
 */
typedef struct _AttestImportJob AttestImportJob;

/** attest_import_job_new: Returns: (transfer full) */
AttestImportJob *attest_import_job_new (AttestSession *session);
AttestImportJob *attest_import_job_ref (AttestImportJob *self);
void attest_import_job_unref (AttestImportJob *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestImportJob, attest_import_job_unref)

/** attest_import_job_add_file: Before it runs. */
void attest_import_job_add_file (AttestImportJob *self, GFile *file);
/** attest_import_job_add_text: A text that came from the clipboard; @name for messages. */
void attest_import_job_add_text (AttestImportJob *self, const char *name, GBytes *text);

/** attest_import_job_run: @destroy frees @user_data when the job is over. Returns: (transfer full): resolves to TRUE; never rejects */
DexFuture *attest_import_job_run (AttestImportJob *self,
                                  AttestImportProgress progress,
                                  gpointer user_data,
                                  GDestroyNotify destroy);

/** attest_import_job_get_outcomes: Returns: (transfer none) (element-type AttestImportOutcome): in the order they were added, once it ran */
GPtrArray *attest_import_job_get_outcomes (AttestImportJob *self);

G_END_DECLS

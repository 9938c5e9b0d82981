/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "merge/attest-merge-job.h"

#include "review/attest-heads.h"

/* The record thread fills @report and @parted before its future settles, upon which the main thread reads them. */
struct _AttestMergeJob
{
  char *path;
  AttestProgress *progress;
  AttestMergeReport *report;
  GPtrArray *parted;
};

static void
clear_job (gpointer data)
{
  AttestMergeJob *self = data;

  g_free (self->path);
  attest_progress_unref (self->progress);
  g_clear_pointer (&self->report, attest_merge_report_free);
  g_clear_pointer (&self->parted, g_ptr_array_unref);
}

AttestMergeJob *
attest_merge_job_new (const char *path)
{
  AttestMergeJob *self = g_atomic_rc_box_new0 (AttestMergeJob);

  self->path = g_strdup (path);
  self->progress = attest_progress_new ();

  return self;
}

AttestMergeJob *
attest_merge_job_ref (AttestMergeJob *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
attest_merge_job_unref (AttestMergeJob *self)
{
  g_atomic_rc_box_release_full (self, clear_job);
}

static void
unref_job (gpointer data)
{
  attest_merge_job_unref (data);
}

const char *
attest_merge_job_get_path (AttestMergeJob *self)
{
  return self->path;
}

static gboolean
set_report (AttestMergeJob *self, AttestMergeReport *report)
{
  g_clear_pointer (&self->report, attest_merge_report_free);
  self->report = report;

  return report != NULL;
}

static gboolean
preview (AttestLibrary *library, gpointer data, GValue *result, GError **error)
{
  AttestMergeJob *self = data;

  return set_report (
      self,
      attest_library_preview_merge (library, self->path, attest_progress_get_cancellable (self->progress), error));
}

static gboolean
run (AttestLibrary *library, gpointer data, GValue *result, GError **error)
{
  AttestMergeJob *self = data;

  if (!set_report (self,
                   attest_library_merge_reporting (library,
                                                   self->path,
                                                   attest_progress_note,
                                                   self->progress,
                                                   attest_progress_get_cancellable (self->progress),
                                                   error)))
    return FALSE;
  /* It is taken; what cannot be listed is told of when the article is opened. */
  g_clear_pointer (&self->parted, g_ptr_array_unref);
  self->parted = attest_review_list_parted (library, (const char *const *) self->report->touched, NULL);
  return TRUE;
}

DexFuture *
attest_merge_job_preview (AttestMergeJob *self, AttestSession *session)
{
  return attest_session_perform (session, preview, attest_merge_job_ref (self), unref_job);
}

DexFuture *
attest_merge_job_run (AttestMergeJob *self, AttestSession *session)
{
  return attest_session_perform (session, run, attest_merge_job_ref (self), unref_job);
}

const AttestMergeReport *
attest_merge_job_get_report (AttestMergeJob *self)
{
  return self->report;
}

GPtrArray *
attest_merge_job_get_parted (AttestMergeJob *self)
{
  return self->parted;
}

AttestProgress *
attest_merge_job_get_progress (AttestMergeJob *self)
{
  return self->progress;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/attest-session.h"

G_BEGIN_DECLS

/** AttestBatchOutcome: what became of one article. @result: (nullable): what the act made, such as a file's path; NULL when @problem says why nothing was done. */
typedef struct
{
  char *article;
  char *title;
  char *result;
  char *problem;
} AttestBatchOutcome;

/** AttestBatchAct: Runs on the record thread. @data: as given to attest_article_batch_new(). Returns: (transfer full): what was made, an empty text for nothing; NULL with @error */
typedef char *(*AttestBatchAct) (AttestLibrary *library,
                                 const char *article,
                                 const char *actor,
                                 gconstpointer data,
                                 GError **error);

/** AttestBatchProgress: Runs on the main thread; @done of @all are finished. */
typedef void (*AttestBatchProgress) (guint done, guint all, gpointer user_data);

/**
 * AttestArticleBatch:
 *
 * One act on several articles, one after the other on the record thread, so that others have their turn in between and it can be stopped. What fails
 * for one stops none of the others. Counted; main thread only.
 */
typedef struct _AttestArticleBatch AttestArticleBatch;

/** attest_article_batch_new: @destroy: (nullable): frees @data when the batch is over. Returns: (transfer full) */
AttestArticleBatch *
attest_article_batch_new (AttestSession *session, AttestBatchAct act, gpointer data, GDestroyNotify destroy);
AttestArticleBatch *attest_article_batch_ref (AttestArticleBatch *self);
void attest_article_batch_unref (AttestArticleBatch *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestArticleBatch, attest_article_batch_unref)

/** attest_article_batch_add: Before it runs. @title: for the report */
void attest_article_batch_add (AttestArticleBatch *self, const char *article, const char *title);
/** attest_article_batch_set_progress: @progress: (nullable). Before it runs. */
void attest_article_batch_set_progress (AttestArticleBatch *self,
                                        AttestBatchProgress progress,
                                        gpointer user_data,
                                        GDestroyNotify destroy);

/** attest_article_batch_run: Returns: (transfer full): resolves to TRUE; never rejects */
DexFuture *attest_article_batch_run (AttestArticleBatch *self);
/** attest_article_batch_cancel: Begins no further article. What was done stays done. */
void attest_article_batch_cancel (AttestArticleBatch *self);

/** attest_article_batch_get_outcomes: Returns: (transfer none) (element-type AttestBatchOutcome): in the order they were added; those that were not begun have neither result nor problem */
GPtrArray *attest_article_batch_get_outcomes (AttestArticleBatch *self);
/** attest_article_batch_count_left: Returns: how many were not begun, because it was cancelled */
guint attest_article_batch_count_left (AttestArticleBatch *self);
/** attest_article_batch_find_problem: Returns: (transfer none) (nullable): the first thing that went wrong */
const char *attest_article_batch_find_problem (AttestArticleBatch *self);

G_END_DECLS

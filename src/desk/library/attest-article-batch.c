/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "library/attest-article-batch.h"

struct _AttestArticleBatch
{
  AttestSession *session;
  AttestBatchAct act;
  gpointer data;
  GDestroyNotify destroy;

  AttestBatchProgress progress;
  gpointer progress_data;
  GDestroyNotify progress_destroy;

  /* Outcomes of all that were added; those from @n_done on have nothing yet. */
  GPtrArray *outcomes;
  guint n_done;
  gboolean cancelled;
};

static void
outcome_free (gpointer data)
{
  AttestBatchOutcome *outcome = data;

  g_free (outcome->article);
  g_free (outcome->title);
  g_free (outcome->result);
  g_free (outcome->problem);
  g_free (outcome);
}

static void
clear_batch (gpointer data)
{
  AttestArticleBatch *self = data;

  g_clear_object (&self->session);
  g_clear_pointer (&self->outcomes, g_ptr_array_unref);
  if (self->destroy != NULL)
    self->destroy (self->data);
  if (self->progress_destroy != NULL)
    self->progress_destroy (self->progress_data);
}

AttestArticleBatch *
attest_article_batch_new (AttestSession *session, AttestBatchAct act, gpointer data, GDestroyNotify destroy)
{
  AttestArticleBatch *self = g_atomic_rc_box_new0 (AttestArticleBatch);

  self->session = g_object_ref (session);
  self->act = act;
  self->data = data;
  self->destroy = destroy;
  self->outcomes = g_ptr_array_new_with_free_func (outcome_free);
  return self;
}

AttestArticleBatch *
attest_article_batch_ref (AttestArticleBatch *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
attest_article_batch_unref (AttestArticleBatch *self)
{
  g_atomic_rc_box_release_full (self, clear_batch);
}

void
attest_article_batch_add (AttestArticleBatch *self, const char *article, const char *title)
{
  AttestBatchOutcome *outcome = g_new0 (AttestBatchOutcome, 1);

  outcome->article = g_strdup (article);
  outcome->title = g_strdup (title);
  g_ptr_array_add (self->outcomes, outcome);
}

void
attest_article_batch_set_progress (AttestArticleBatch *self,
                                   AttestBatchProgress progress,
                                   gpointer user_data,
                                   GDestroyNotify destroy)
{
  self->progress = progress;
  self->progress_data = user_data;
  self->progress_destroy = destroy;
}

/* What the record thread needs of the batch, which waits for it and outlives it. */
typedef struct
{
  AttestBatchAct act;
  gconstpointer data;
  char *article;
  char *actor;
} Step;

static void
step_free (gpointer data)
{
  Step *step = data;

  g_free (step->article);
  g_free (step->actor);
  g_free (step);
}

static gboolean
run_step (AttestLibrary *library, gpointer data, GValue *result, GError **error)
{
  const Step *step = data;
  char *made = step->act (library, step->article, step->actor, step->data, error);

  if (made == NULL)
    return FALSE;
  g_value_init (result, G_TYPE_STRING);
  g_value_take_string (result, made);
  return TRUE;
}

static DexFuture *
run_fiber (gpointer user_data)
{
  AttestArticleBatch *self = user_data;

  for (; self->n_done < self->outcomes->len && !self->cancelled; self->n_done++)
    {
      AttestBatchOutcome *outcome = g_ptr_array_index (self->outcomes, self->n_done);
      Step *step = g_new0 (Step, 1);
      g_autoptr (GError) error = NULL;

      if (self->progress != NULL)
        self->progress (self->n_done, self->outcomes->len, self->progress_data);
      step->act = self->act;
      step->data = self->data;
      step->article = g_strdup (outcome->article);
      step->actor = g_strdup (attest_session_get_actor (self->session));
      outcome->result = dex_await_string (attest_session_perform (self->session, run_step, step, step_free), &error);
      if (outcome->result == NULL)
        outcome->problem = g_strdup (error->message);
    }
  if (self->progress != NULL)
    self->progress (self->outcomes->len, self->outcomes->len, self->progress_data);
  return dex_future_new_true ();
}

DexFuture *
attest_article_batch_run (AttestArticleBatch *self)
{
  return dex_scheduler_spawn (
      NULL, 0, run_fiber, attest_article_batch_ref (self), (GDestroyNotify) attest_article_batch_unref);
}

void
attest_article_batch_cancel (AttestArticleBatch *self)
{
  self->cancelled = TRUE;
}

GPtrArray *
attest_article_batch_get_outcomes (AttestArticleBatch *self)
{
  return self->outcomes;
}

guint
attest_article_batch_count_left (AttestArticleBatch *self)
{
  return self->outcomes->len - self->n_done;
}

const char *
attest_article_batch_find_problem (AttestArticleBatch *self)
{
  for (guint i = 0; i < self->n_done; i++)
    {
      const AttestBatchOutcome *outcome = g_ptr_array_index (self->outcomes, i);

      if (outcome->problem != NULL)
        return outcome->problem;
    }
  return NULL;
}

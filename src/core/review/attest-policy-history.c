/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "review/attest-policy-history.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "record/attest-event-table.h"
#include "review/attest-facts-load.h"

/*
 * @n_policies, @n_topics: how many of the facts hold by now
 * @policies: (element-type AttestPolicyFact): those that do
 * @policy: (nullable): what they come to; NULL before the article's first event
 * @error: of an event that could not be read
 */
typedef struct
{
  AttestDatabase *database;
  AttestReviewBoard *board;
  AttestReviewFacts *facts;
  AttestHistoryVisitor visit;
  gpointer user_data;
  guint n_policies;
  guint n_topics;
  GPtrArray *policies;
  AttestPolicyInForce *policy;
  gboolean stopped;
  GError *error;
} Walk;

static void
walk_clear (Walk *self)
{
  g_clear_pointer (&self->board, attest_review_board_free);
  g_clear_pointer (&self->facts, attest_review_facts_free);
  g_clear_pointer (&self->policies, g_ptr_array_unref);
  g_clear_pointer (&self->policy, attest_policy_in_force_unref);
  g_clear_error (&self->error);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Walk, walk_clear)

/* Returns: (transfer none) (nullable): the next change of policies, or of topics, that holds from @until (nullable) or before */
static const AttestPolicyFact *
get_policy (const Walk *self, const AttestMoment *until)
{
  guint n_policies;
  const AttestPolicyFact *policies = attest_review_facts_get_policies (self->facts, &n_policies);
  const AttestPolicyFact *next = self->n_policies < n_policies ? &policies[self->n_policies] : NULL;

  return next != NULL && (until == NULL || attest_moment_compare (&next->moment, until) <= 0) ? next : NULL;
}

static const AttestTopicsFact *
get_topics (const Walk *self, const AttestMoment *until)
{
  guint n_topics;
  const AttestTopicsFact *topics = attest_review_facts_get_topics (self->facts, &n_topics);
  const AttestTopicsFact *next = self->n_topics < n_topics ? &topics[self->n_topics] : NULL;

  return next != NULL && (until == NULL || attest_moment_compare (&next->moment, until) <= 0) ? next : NULL;
}

/* Returns: whether that changed what is asked */
static gboolean
conclude (Walk *self)
{
  guint n_topics;
  const AttestTopicsFact *topics = attest_review_facts_get_topics (self->facts, &n_topics);
  g_autoptr (AttestPolicyInForce) before = g_steal_pointer (&self->policy);

  self->policy = attest_policy_in_force_new (self->policies, self->n_topics > 0 ? &topics[self->n_topics - 1] : NULL);

  return before != NULL && !attest_policy_in_force_asks_same (before, self->policy);
}

static AttestEvent *
find_event (Walk *self, const AttestPolicyFact *fact)
{
  for (guint i = 0; i < self->board->policies->len; i++)
    {
      const AttestPolicy *policy = self->board->policies->pdata[i];

      if (policy->clock == fact->moment.clock && policy->sequence == fact->moment.sequence &&
          strcmp (policy->device, fact->moment.device) == 0 && *policy->event != '\0')
        return attest_event_table_find (self->database, policy->event, &self->error);
    }

  return NULL;
}

/* What the board set and cleared up to @until (nullable), one after another. */
static gboolean
pass_policies (Walk *self, const AttestMoment *until)
{
  const AttestPolicyFact *next;

  while ((next = get_policy (self, until)) != NULL)
    {
      g_autoptr (AttestEvent) event = NULL;

      g_ptr_array_add (self->policies, (gpointer) next);
      self->n_policies++;
      if (self->policy == NULL || !conclude (self))
        continue;
      event = find_event (self, next);
      if (event == NULL)
        return FALSE;
      if (!self->visit (event, NULL, self->policy, self->user_data))
        return FALSE;
    }

  return TRUE;
}

static gboolean
visit_event (AttestEvent *event, const char *no_effect, gpointer user_data)
{
  Walk *self = user_data;
  const AttestMoment moment = { event->clock, event->device, event->sequence, event->time };
  gboolean other_topics = FALSE;

  self->stopped = !pass_policies (self, &moment) || !self->visit (event, no_effect, NULL, self->user_data);
  if (self->stopped)
    return FALSE;
  for (; get_topics (self, &moment) != NULL; self->n_topics++)
    other_topics = TRUE;
  /* What it is made under is no change. */
  if (other_topics || self->policy == NULL)
    self->stopped = conclude (self) && !self->visit (event, NULL, self->policy, self->user_data);

  return !self->stopped;
}

gboolean
attest_review_visit_history (AttestLibrary *library,
                             const char *article,
                             AttestHistoryVisitor visit,
                             gpointer user_data,
                             GError **error)
{
  g_auto (Walk) walk = { .database = attest_library_get_database (library), .visit = visit, .user_data = user_data };

  walk.policies = g_ptr_array_new ();
  walk.facts = attest_review_facts_new (0);
  walk.board = attest_review_board_load (walk.database, error);
  if (walk.board == NULL ||
      !attest_review_facts_load_policies (walk.facts, walk.database, walk.board, article, error) ||
      !attest_library_visit_events (library, article, visit_event, &walk, error))
    return FALSE;
  if (!walk.stopped)
    pass_policies (&walk, NULL);
  if (walk.error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&walk.error));

  return FALSE;
}

char *
attest_policy_in_force_dup_change (const AttestPolicyInForce *self)
{
  g_autofree char *name = attest_policy_in_force_dup_name (self);
  g_autofree char *terms = attest_policy_in_force_dup_terms (self);
  g_autofree char *next = self->review_months == 0
                              ? g_strdup (_ ("Texts are never due for re-review."))
                              : g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                                              "Texts are due for re-review %u month after approval.",
                                                              "Texts are due for re-review %u months after approval.",
                                                              self->review_months),
                                                 self->review_months);

  /* Translators: the name of a policy, what it asks, and a sentence on when texts are due */
  return g_strdup_printf (_ ("From here on, approval goes by %s: %s. %s"), name, terms, next);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "review/attest-review-state.h"

#include <string.h>

static void
free_text (gpointer data)
{
  AttestSignedText *text = data;

  g_ptr_array_unref (text->standings);
  g_array_unref (text->beginnings);
  g_ptr_array_unref (text->without_role);
  g_free (text);
}

static void
free_revision (gpointer data)
{
  AttestRevisionState *revision = data;

  g_clear_pointer (&revision->approved_authors, g_ptr_array_unref);
  g_clear_pointer (&revision->approved_policy, attest_policy_in_force_unref);
  g_free (revision);
}

AttestReviewState *
attest_review_state_new (const AttestReviewFacts *facts)
{
  AttestReviewState *self = g_new0 (AttestReviewState, 1);

  self->facts = facts;
  self->policies = g_ptr_array_new ();
  self->revisions = g_ptr_array_new_with_free_func (free_revision);
  self->revisions_by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_text);
  self->open_comments = g_hash_table_new (g_str_hash, g_str_equal);
  self->period = 1;

  return self;
}

void
attest_review_state_free (AttestReviewState *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->policies);
  g_clear_pointer (&self->policy, attest_policy_in_force_unref);
  g_ptr_array_unref (self->revisions);
  g_hash_table_unref (self->revisions_by_id);
  g_hash_table_unref (self->texts);
  g_hash_table_unref (self->open_comments);
  g_free (self);
}

gboolean
attest_person_list_has (const GPtrArray *people, const char *person)
{
  for (guint i = 0; i < people->len; i++)
    {
      if (strcmp (people->pdata[i], person) == 0)
        return TRUE;
    }

  return FALSE;
}

gboolean
attest_verdict_is_sign_off (const AttestActFact *verdict)
{
  return verdict->accurate == ATTEST_ANSWER_YES && verdict->safe == ATTEST_ANSWER_YES &&
         verdict->current == ATTEST_ANSWER_YES;
}

gboolean
attest_verdict_has_no (const AttestActFact *verdict)
{
  return verdict->accurate == ATTEST_ANSWER_NO || verdict->safe == ATTEST_ANSWER_NO ||
         verdict->current == ATTEST_ANSWER_NO;
}

gboolean
attest_roles_overlap (const char *const *roles, const char *const *wanted)
{
  for (guint i = 0; roles != NULL && roles[i] != NULL; i++)
    {
      if (g_strv_contains (wanted, roles[i]))
        return TRUE;
    }

  return FALSE;
}

static int
compare_steps_cb (gconstpointer one, gconstpointer other)
{
  return attest_moment_compare (((const AttestStep *) one)->moment, ((const AttestStep *) other)->moment);
}

GArray *
attest_review_state_dup_steps (const AttestReviewFacts *facts)
{
  GArray *steps = g_array_new (FALSE, TRUE, sizeof (AttestStep));
  guint length;
  const AttestPolicyFact *policies = attest_review_facts_get_policies (facts, &length);
  const AttestTopicsFact *topics;
  const AttestRevisionFact *revisions;
  const AttestActFact *acts;
  const AttestCommentFact *comments;

  for (guint i = 0; i < length; i++)
    g_array_append_val (steps, ((AttestStep) { .moment = &policies[i].moment, .policy = &policies[i] }));
  topics = attest_review_facts_get_topics (facts, &length);
  for (guint i = 0; i < length; i++)
    g_array_append_val (steps, ((AttestStep) { .moment = &topics[i].moment, .topics = &topics[i] }));
  revisions = attest_review_facts_get_revisions (facts, &length);
  for (guint i = 0; i < length; i++)
    g_array_append_val (steps, ((AttestStep) { .moment = &revisions[i].moment, .revision = &revisions[i] }));
  acts = attest_review_facts_get_acts (facts, &length);
  for (guint i = 0; i < length; i++)
    g_array_append_val (steps, ((AttestStep) { .moment = &acts[i].moment, .act = &acts[i] }));
  comments = attest_review_facts_get_comments (facts, &length);
  for (guint i = 0; i < length; i++)
    g_array_append_val (steps, ((AttestStep) { .moment = &comments[i].moment, .comment = &comments[i] }));
  g_array_sort (steps, compare_steps_cb);

  return steps;
}

static const char *
join_person (const AttestReviewState *self, const char *person)
{
  return attest_review_facts_get_same_as (self->facts, person);
}

static AttestSignedText *
ensure_text (AttestReviewState *self, const AttestRevisionFact *fact)
{
  /* A redacted text has no hash any more; then nothing but itself is the same text. */
  g_autofree char *key = fact->signed_hash != NULL ? g_strconcat ("text ", fact->signed_hash, NULL)
                                                   : g_strconcat ("revision ", fact->id, NULL);
  AttestSignedText *text = g_hash_table_lookup (self->texts, key);

  if (text == NULL)
    {
      text = g_new0 (AttestSignedText, 1);
      text->standings = g_ptr_array_new_with_free_func (g_free);
      text->beginnings = g_array_new (FALSE, FALSE, sizeof (AttestBeginning));
      text->without_role = g_ptr_array_new ();
      g_hash_table_insert (self->texts, g_steal_pointer (&key), text);
    }

  return text;
}

static AttestStanding *
ensure_standing (AttestReviewState *self, AttestSignedText *text, const char *actor)
{
  const char *person = join_person (self, actor);
  AttestStanding *standing;

  for (guint i = 0; i < text->standings->len; i++)
    {
      standing = text->standings->pdata[i];
      if (strcmp (standing->person, person) == 0)
        return standing;
    }
  standing = g_new0 (AttestStanding, 1);
  standing->person = person;
  g_ptr_array_add (text->standings, standing);

  return standing;
}

static void
apply_revision (AttestReviewState *self, const AttestRevisionFact *fact)
{
  AttestRevisionState *revision;

  if (g_hash_table_contains (self->revisions_by_id, fact->id))
    return;

  revision = g_new0 (AttestRevisionState, 1);
  revision->fact = fact;
  revision->text = ensure_text (self, fact);
  revision->place = self->revisions->len;
  g_ptr_array_add (self->revisions, revision);
  g_hash_table_insert (self->revisions_by_id, (gpointer) fact->id, revision);
}

static void
apply_submission (AttestReviewState *self, const AttestActFact *act, AttestRevisionState *revision)
{
  /* Whoever had it before them answered these bytes, whatever has become S elsewhere meanwhile. */
  revision->text->submitted = TRUE;

  /* The newest of those submitted: one that a merge brings late does not go back behind it. */
  if (self->submitted != NULL && self->submitted->place >= revision->place)
    return;

  self->submitted = revision;
  self->submission = act;
  self->withdrawal = NULL;
}

static void
begin_period (AttestReviewState *self)
{
  self->redacted = NULL;
  self->period++;
  for (guint i = 0; i < self->revisions->len; i++)
    ((AttestRevisionState *) self->revisions->pdata[i])->approved = FALSE;
}

static void
apply_withdrawal (AttestReviewState *self, const AttestActFact *act)
{
  if (self->submitted == NULL)
    return;

  self->submitted = NULL;
  self->submission = NULL;
  self->withdrawal = act;
  begin_period (self);
}

/* It may have been a no, a withdrawal or a comment that blocks: what was approved before it has to be approved anew. */
static void
apply_redacted (AttestReviewState *self, const AttestActFact *act)
{
  begin_period (self);
  self->redacted = act;
}

static void
add_beginning (AttestReviewState *self, const AttestActFact *act, AttestSignedText *text)
{
  AttestBeginning beginning = { act, self->submitted != NULL ? self->period : 0 };

  g_array_append_val (text->beginnings, beginning);
}

static void
revoke_approvals (AttestReviewState *self, const AttestActFact *act, AttestSignedText *text)
{
  for (guint i = 0; i < self->revisions->len; i++)
    {
      AttestRevisionState *revision = self->revisions->pdata[i];

      if (revision->approved && revision->text == text &&
          !attest_person_list_has (revision->approved_authors, join_person (self, act->actor)))
        revision->approved = FALSE;
    }
}

static void
apply_verdict (AttestReviewState *self, const AttestActFact *act, AttestRevisionState *revision)
{
  static const char *const reviewer[] = { "reviewer", NULL };
  AttestSignedText *text = revision->text;
  AttestStanding *standing;

  /* What the reviewer saw has to be what stands there. */
  if (!text->submitted ||
      (revision->fact->signed_hash != NULL && g_strcmp0 (act->signed_hash, revision->fact->signed_hash) != 0))
    return;
  if (!attest_roles_overlap (act->roles, reviewer))
    {
      g_ptr_array_add (text->without_role, (gpointer) act);
      return;
    }
  standing = ensure_standing (self, text, act->actor);
  if (standing->recusal != NULL)
    return;

  standing->verdict = act;
  standing->period = self->submitted != NULL ? self->period : 0;
  add_beginning (self, act, text);
  if (attest_verdict_has_no (act))
    revoke_approvals (self, act, text);
}

static void
apply_recusal (AttestReviewState *self, const AttestActFact *act, AttestSignedText *text)
{
  AttestStanding *standing;

  if (!text->submitted)
    return;

  standing = ensure_standing (self, text, act->actor);
  standing->recusal = act;
  standing->verdict = NULL;
}

static void
apply_act (AttestReviewState *self, const AttestActFact *act)
{
  AttestRevisionState *revision =
      act->revision != NULL ? g_hash_table_lookup (self->revisions_by_id, act->revision) : NULL;

  if (act->kind == ATTEST_ACT_KIND_WITHDRAW)
    apply_withdrawal (self, act);
  else if (act->kind == ATTEST_ACT_KIND_REDACTED)
    apply_redacted (self, act);
  else if (revision == NULL)
    return;
  else if (act->kind == ATTEST_ACT_KIND_SUBMIT)
    apply_submission (self, act, revision);
  else if (act->kind == ATTEST_ACT_KIND_VERDICT)
    apply_verdict (self, act, revision);
  else if (act->kind == ATTEST_ACT_KIND_RECUSE)
    apply_recusal (self, act, revision->text);
  else if (revision->text->submitted)
    add_beginning (self, act, revision->text);
}

static void
apply_comment (AttestReviewState *self, const AttestCommentFact *fact)
{
  AttestRevisionState *revision = g_hash_table_lookup (self->revisions_by_id, fact->revision);

  if (fact->open && revision != NULL)
    g_hash_table_insert (self->open_comments, (gpointer) fact->comment, revision);
  else if (!fact->open)
    g_hash_table_remove (self->open_comments, fact->comment);
}

static void
apply_policy (AttestReviewState *self, const AttestStep *step)
{
  if (step->policy != NULL)
    g_ptr_array_add (self->policies, (gpointer) step->policy);
  else
    self->topics = step->topics;
  g_clear_pointer (&self->policy, attest_policy_in_force_unref);
}

AttestPolicyInForce *
attest_review_state_get_policy (AttestReviewState *self)
{
  if (self->policy == NULL)
    self->policy = attest_policy_in_force_new (self->policies, self->topics);

  return self->policy;
}

void
attest_review_state_apply (AttestReviewState *self, const AttestStep *step)
{
  if (step->moment->time != 0)
    self->latest_time = step->moment->time;

  if (step->policy != NULL || step->topics != NULL)
    apply_policy (self, step);
  else if (step->revision != NULL)
    apply_revision (self, step->revision);
  else if (step->act != NULL)
    apply_act (self, step->act);
  else
    apply_comment (self, step->comment);
}

void
attest_review_state_approve (AttestReviewState *self, const AttestMoment *moment)
{
  AttestRevisionState *approved = self->submitted;

  approved->approved_time = moment->time != 0 ? moment->time : self->latest_time;
  approved->approved_at = *moment;
  for (guint i = 0; i < self->revisions->len; i++)
    {
      AttestRevisionState *revision = self->revisions->pdata[i];

      if (revision != approved && revision->approved && revision->text == approved->text)
        {
          approved->approved_time = revision->approved_time;
          approved->approved_at = revision->approved_at;
        }
    }
  g_clear_pointer (&approved->approved_authors, g_ptr_array_unref);
  approved->approved_authors = attest_review_state_dup_authors (self, approved);
  g_clear_pointer (&approved->approved_policy, attest_policy_in_force_unref);
  approved->approved_policy = attest_policy_in_force_ref (attest_review_state_get_policy (self));
  approved->approved = TRUE;
}

AttestRevisionState *
attest_review_state_find_published (const AttestReviewState *self)
{
  for (guint i = self->revisions->len; i > 0; i--)
    {
      AttestRevisionState *revision = self->revisions->pdata[i - 1];

      if (revision->approved)
        return revision;
    }

  return NULL;
}

GPtrArray *
attest_review_state_dup_authors (const AttestReviewState *self, const AttestRevisionState *revision)
{
  GPtrArray *authors = g_ptr_array_new ();
  gboolean since_approved = TRUE;

  for (guint i = revision->place + 1; i > 0; i--)
    {
      AttestRevisionState *earlier = self->revisions->pdata[i - 1];
      const char *person = join_person (self, earlier->fact->author);

      if (earlier != revision && earlier->approved)
        since_approved = FALSE;
      if ((since_approved || earlier->text == revision->text) && !attest_person_list_has (authors, person))
        g_ptr_array_add (authors, (gpointer) person);
    }

  return authors;
}

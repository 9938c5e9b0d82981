/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "review/attest-assess.h"

#include "review/attest-requirement.h"

#include <glib/gi18n-lib.h>

/*
 * The rules of review, DESIGN.md section 6, as two tables. The facts are taken in their total order; after each one S, the newest submitted
 * revision, is approved when every requirement that is a condition is met, and stays so until a withdrawal, a reviewer's later no, or a redaction of what may have been one.
 */

#define IN(status) (1u << ATTEST_STATUS_##status)
#define IN_REVIEW (IN (SUBMITTED) | IN (UNDER_REVIEW) | IN (CHANGES_REQUESTED))

typedef struct
{
  const char *code;
  gboolean condition;
  guint told_in;
  guint (*count) (const AttestStandpoint *standpoint);
  void (*tell) (const AttestStandpoint *standpoint, guint count, AttestMissing *missing);
} Requirement;

static const Requirement requirements[] = {
  { "not-submitted", TRUE, IN (DRAFT) | IN_REVIEW, attest_count_not_submitted, attest_tell_not_submitted },
  { "withdrawn", FALSE, IN (WITHDRAWN) | IN_REVIEW, attest_count_withdrawn, attest_tell_withdrawn },
  { "verdict-no", TRUE, IN_REVIEW, attest_count_verdicts_no, attest_tell_verdicts_no },
  { "blocking-comment",
    TRUE,
    IN_REVIEW | IN (APPROVED),
    attest_count_blocking_comments,
    attest_tell_blocking_comments },
  { "sign-offs", TRUE, IN_REVIEW, attest_count_sign_offs, attest_tell_sign_offs },
  { "role", TRUE, IN_REVIEW, attest_count_role_sign_offs, attest_tell_role_sign_offs },
  { "specialty", TRUE, IN_REVIEW, attest_count_specialties, attest_tell_specialties },
  { "sign-offs", FALSE, IN_REVIEW, attest_count_redacted, attest_tell_redacted },
  { "own-text", FALSE, IN_REVIEW, attest_count_own_text, attest_tell_own_text },
  { "role", FALSE, IN_REVIEW, attest_count_role, attest_tell_role },
  { "recused", FALSE, IN_REVIEW, attest_count_recused, attest_tell_recused },
  { "finding", TRUE, IN_REVIEW, attest_count_blocking_findings, attest_tell_blocking_findings },
  { "finding", FALSE, IN_REVIEW, attest_count_findings, attest_tell_findings },
  { "finding", FALSE, IN (APPROVED), attest_count_later_findings, attest_tell_later_findings },
  { "audience", FALSE, IN_REVIEW | IN (APPROVED), attest_count_audiences, attest_tell_audiences },
};

static gboolean
is_withdrawn (const AttestStandpoint *standpoint)
{
  return standpoint->state->withdrawal != NULL;
}

static gboolean
is_not_submitted (const AttestStandpoint *standpoint)
{
  return standpoint->revision == NULL;
}

static gboolean
is_approved (const AttestStandpoint *standpoint)
{
  return standpoint->revision->approved;
}

static gboolean
has_verdict_no (const AttestStandpoint *standpoint)
{
  return attest_count_verdicts_no (standpoint) > 0;
}

static gboolean
has_begun (const AttestStandpoint *standpoint)
{
  return attest_standpoint_find_beginning (standpoint) != NULL;
}

static gboolean
is_anything_else (const AttestStandpoint *standpoint)
{
  return TRUE;
}

/* The first that holds is the status. */
static const struct
{
  AttestStatus status;
  gboolean (*holds) (const AttestStandpoint *standpoint);
} status_rules[] = {
  { ATTEST_STATUS_WITHDRAWN, is_withdrawn }, { ATTEST_STATUS_DRAFT, is_not_submitted },
  { ATTEST_STATUS_APPROVED, is_approved },   { ATTEST_STATUS_CHANGES_REQUESTED, has_verdict_no },
  { ATTEST_STATUS_UNDER_REVIEW, has_begun }, { ATTEST_STATUS_SUBMITTED, is_anything_else },
};

static const struct
{
  const char *key;
  const char *label;
} status_names[] = {
  [ATTEST_STATUS_DRAFT] = { "draft", N_ ("Draft") },
  [ATTEST_STATUS_SUBMITTED] = { "submitted", N_ ("Submitted") },
  [ATTEST_STATUS_UNDER_REVIEW] = { "under-review", N_ ("Under review") },
  [ATTEST_STATUS_CHANGES_REQUESTED] = { "changes-requested", N_ ("Changes requested") },
  [ATTEST_STATUS_APPROVED] = { "approved", N_ ("Approved") },
  [ATTEST_STATUS_WITHDRAWN] = { "withdrawn", N_ ("Withdrawn") },
};

const char *
attest_status_to_string (AttestStatus status)
{
  return status_names[status].key;
}

const char *
attest_status_get_label (AttestStatus status)
{
  return _ (status_names[status].label);
}

static void
free_missing (gpointer data)
{
  AttestMissing *missing = data;

  g_free (missing->text);
  g_free (missing->who);
  g_free (missing);
}

static gpointer
copy_missing_cb (gconstpointer data, gpointer user_data)
{
  const AttestMissing *missing = data;
  AttestMissing *copy = g_new0 (AttestMissing, 1);

  copy->code = missing->code;
  copy->text = g_strdup (missing->text);
  copy->who = g_strdup (missing->who);

  return copy;
}

static AttestSignOff *
make_sign_off (const char *person, const char *meaning, const char *interests, gint64 time)
{
  AttestSignOff *sign_off = g_new0 (AttestSignOff, 1);

  sign_off->person = g_strdup (person);
  sign_off->meaning = g_strdup (meaning);
  sign_off->interests = g_strdup (interests);
  sign_off->time = time;

  return sign_off;
}

static void
free_sign_off (gpointer data)
{
  AttestSignOff *sign_off = data;

  g_free (sign_off->person);
  g_free (sign_off->meaning);
  g_free (sign_off->interests);
  g_free (sign_off);
}

static gpointer
copy_sign_off_cb (gconstpointer data, gpointer user_data)
{
  const AttestSignOff *sign_off = data;

  return make_sign_off (sign_off->person, sign_off->meaning, sign_off->interests, sign_off->time);
}

void
attest_assessment_free (AttestAssessment *self)
{
  if (self == NULL)
    return;

  g_free (self->submitted);
  g_free (self->published);
  g_free (self->submitted_by);
  g_free (self->started_by);
  g_ptr_array_unref (self->missing);
  g_ptr_array_unref (self->sign_offs);
  g_ptr_array_unref (self->published_sign_offs);
  g_strfreev (self->lacking_audiences);
  g_strfreev (self->waiting_for);
  g_clear_pointer (&self->policy, attest_policy_in_force_unref);
  g_clear_pointer (&self->published_policy, attest_policy_in_force_unref);
  g_free (self);
}

static GPtrArray *
copy_list (GPtrArray *list, gpointer (*copy_item) (gconstpointer, gpointer), GDestroyNotify free_item)
{
  GPtrArray *copy = g_ptr_array_new_with_free_func (free_item);

  for (guint i = 0; i < list->len; i++)
    g_ptr_array_add (copy, copy_item (list->pdata[i], NULL));

  return copy;
}

AttestAssessment *
attest_assessment_copy (const AttestAssessment *self)
{
  AttestAssessment *copy = g_new0 (AttestAssessment, 1);

  *copy = *self;
  copy->submitted = g_strdup (self->submitted);
  copy->published = g_strdup (self->published);
  copy->submitted_by = g_strdup (self->submitted_by);
  copy->started_by = g_strdup (self->started_by);
  copy->missing = copy_list (self->missing, copy_missing_cb, free_missing);
  copy->sign_offs = copy_list (self->sign_offs, copy_sign_off_cb, free_sign_off);
  copy->published_sign_offs = copy_list (self->published_sign_offs, copy_sign_off_cb, free_sign_off);
  copy->lacking_audiences = g_strdupv (self->lacking_audiences);
  copy->waiting_for = g_strdupv (self->waiting_for);
  copy->policy = attest_policy_in_force_ref (self->policy);
  copy->published_policy = self->published_policy != NULL ? attest_policy_in_force_ref (self->published_policy) : NULL;

  return copy;
}

G_DEFINE_BOXED_TYPE (AttestAssessment, attest_assessment, attest_assessment_copy, attest_assessment_free)

static gboolean
meets_conditions (const AttestStandpoint *standpoint)
{
  for (gsize i = 0; i < G_N_ELEMENTS (requirements); i++)
    {
      if (requirements[i].condition && requirements[i].count (standpoint) > 0)
        return FALSE;
    }

  return TRUE;
}

AttestReviewState *
attest_review_fold (const AttestReviewFacts *facts, AttestStepFunc after, gpointer user_data)
{
  AttestReviewState *state = attest_review_state_new (facts);
  g_autoptr (GArray) steps = attest_review_state_dup_steps (facts);

  for (guint i = 0; i < steps->len; i++)
    {
      const AttestStep *step = &g_array_index (steps, AttestStep, i);

      attest_review_state_apply (state, step);
      if (state->submitted != NULL && !state->submitted->approved)
        {
          g_auto (AttestStandpoint) standpoint = { 0 };

          attest_standpoint_init (&standpoint, state, state->submitted);
          if (meets_conditions (&standpoint))
            attest_review_state_approve (state, step->moment);
        }
      if (after != NULL)
        after (state, step, user_data);
    }

  return state;
}

static AttestStatus
find_status (const AttestStandpoint *standpoint)
{
  gsize i = 0;

  while (!status_rules[i].holds (standpoint))
    i++;

  return status_rules[i].status;
}

static GPtrArray *
list_missing (const AttestStandpoint *standpoint, AttestStatus status)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (free_missing);

  for (gsize i = 0; i < G_N_ELEMENTS (requirements); i++)
    {
      guint count = requirements[i].told_in & (1u << status) ? requirements[i].count (standpoint) : 0;

      if (count > 0)
        {
          AttestMissing *missing = g_new0 (AttestMissing, 1);

          missing->code = requirements[i].code;
          requirements[i].tell (standpoint, count, missing);
          g_ptr_array_add (list, missing);
        }
    }

  return list;
}

static GPtrArray *
list_sign_offs (const AttestStandpoint *standpoint)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (free_sign_off);
  g_autoptr (GPtrArray) verdicts = attest_standpoint_dup_sign_offs (standpoint);

  for (guint i = 0; i < verdicts->len; i++)
    {
      const AttestActFact *verdict = verdicts->pdata[i];

      g_ptr_array_add (list,
                       make_sign_off (verdict->actor, verdict->meaning, verdict->interests, verdict->moment.time));
    }

  return list;
}

static gint64
add_months (gint64 time, guint months)
{
  g_autoptr (GDateTime) approved = NULL;
  g_autoptr (GDateTime) due = NULL;

  if (months == 0)
    return 0;
  approved = g_date_time_new_from_unix_utc_usec (time);
  due = approved != NULL ? g_date_time_add_months (approved, (int) MIN (months, 1200)) : NULL;

  return due != NULL ? g_date_time_to_unix_usec (due) : 0;
}

static GStrv
list_lacking_audiences (const AttestStandpoint *standpoint)
{
  g_autoptr (GStrvBuilder) keys = g_strv_builder_new ();

  for (guint i = 0; standpoint->revision != NULL && standpoint->policy->audiences[i] != NULL; i++)
    if (attest_standpoint_lacks_audience (standpoint, standpoint->policy->audiences[i]))
      g_strv_builder_add (keys, standpoint->policy->audiences[i]);

  return g_strv_builder_end (keys);
}

static void
assess_published (AttestAssessment *self, AttestReviewState *state, gboolean briefly)
{
  const AttestRevisionState *published = attest_review_state_find_published (state);
  g_auto (AttestStandpoint) standpoint = { 0 };

  attest_standpoint_init (&standpoint, state, published);
  self->published_sign_offs = briefly ? g_ptr_array_new_with_free_func (free_sign_off) : list_sign_offs (&standpoint);
  self->lacking_audiences = list_lacking_audiences (&standpoint);
  if (published == NULL)
    return;

  self->published = g_strdup (published->fact->id);
  self->published_time = published->approved_time;
  self->published_policy = attest_policy_in_force_ref (standpoint.policy);
  self->due_after = add_months (published->approved_time, attest_review_state_get_policy (state)->review_months);
  self->due = (self->due_after > 0 && attest_review_facts_get_now (state->facts) >= self->due_after) ||
              attest_count_blocking_comments (&standpoint) > 0 || attest_count_later_findings (&standpoint) > 0;
}

static GStrv
list_waiting (const AttestStandpoint *standpoint, AttestStatus status)
{
  const GPtrArray *revisions = standpoint->state->revisions;
  const AttestRevisionState *newest = revisions->len > 0 ? revisions->pdata[revisions->len - 1] : NULL;
  const char *author[] = { newest != NULL ? newest->fact->author : NULL, NULL };

  if (status == ATTEST_STATUS_SUBMITTED || status == ATTEST_STATUS_UNDER_REVIEW)
    return attest_standpoint_dup_waiting (standpoint);

  return status == ATTEST_STATUS_CHANGES_REQUESTED ? g_strdupv ((GStrv) author) : g_new0 (char *, 1);
}

static void
assess_submitted (AttestAssessment *self, AttestReviewState *state, gboolean briefly)
{
  g_auto (AttestStandpoint) standpoint = { 0 };

  attest_standpoint_init (&standpoint, state, state->submitted);
  self->policy = attest_policy_in_force_ref (standpoint.policy);
  self->n_lacking_people = attest_count_role_sign_offs (&standpoint) + attest_count_specialties (&standpoint);
  self->n_blocking_findings = attest_count_blocking_findings (&standpoint);
  self->status = find_status (&standpoint);
  self->missing = briefly ? g_ptr_array_new_with_free_func (free_missing) : list_missing (&standpoint, self->status);
  self->waiting_for = list_waiting (&standpoint, self->status);
  self->sign_offs = briefly ? g_ptr_array_new_with_free_func (free_sign_off) : list_sign_offs (&standpoint);
  if (state->submitted != NULL && briefly)
    self->submitted = g_strdup (state->submitted->fact->id);
  else if (state->submitted != NULL)
    {
      const AttestActFact *beginning = attest_standpoint_find_beginning (&standpoint);

      self->submitted = g_strdup (state->submitted->fact->id);
      self->submitted_by = g_strdup (state->submission->actor);
      self->submitted_time = state->submission->moment.time;
      self->started_by = beginning != NULL ? g_strdup (beginning->actor) : NULL;
      self->started_time = beginning != NULL ? beginning->moment.time : 0;
      self->approved_time = state->submitted->approved ? state->submitted->approved_time : 0;
    }
}

static AttestAssessment *
assess (const AttestReviewFacts *facts, gboolean briefly)
{
  AttestAssessment *self = g_new0 (AttestAssessment, 1);
  g_autoptr (AttestReviewState) state = attest_review_fold (facts, NULL, NULL);

  assess_submitted (self, state, briefly);
  assess_published (self, state, briefly);

  return self;
}

AttestAssessment *
attest_review_assess (const AttestReviewFacts *facts)
{
  return assess (facts, FALSE);
}

AttestAssessment *
attest_review_assess_briefly (const AttestReviewFacts *facts)
{
  return assess (facts, TRUE);
}

GStrv
attest_review_dup_authors (const AttestReviewFacts *facts, const char *revision)
{
  g_autoptr (AttestReviewState) state = attest_review_fold (facts, NULL, NULL);
  g_autoptr (GPtrArray) authors = NULL;
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  const AttestRevisionState *seen =
      revision != NULL ? g_hash_table_lookup (state->revisions_by_id, revision) : state->submitted;

  if (seen != NULL)
    authors = attest_review_state_dup_authors (state, seen);
  for (guint i = 0; authors != NULL && i < authors->len; i++)
    g_strv_builder_add (ids, authors->pdata[i]);

  return g_strv_builder_end (ids);
}

gboolean
attest_review_lacks_reviewers (const AttestReviewFacts *facts)
{
  g_autoptr (AttestReviewState) state = attest_review_fold (facts, NULL, NULL);
  g_auto (AttestStandpoint) standpoint = { 0 };

  attest_standpoint_init (&standpoint, state, state->submitted);

  return state->submitted != NULL && attest_standpoint_lacks_reviewers (&standpoint);
}

static gboolean
has_started (const AttestReviewState *state, const AttestSignedText *text, const char *person)
{
  for (guint i = 0; i < text->beginnings->len; i++)
    {
      const AttestBeginning *beginning = &g_array_index (text->beginnings, AttestBeginning, i);

      if (beginning->period == state->period &&
          g_strcmp0 (attest_review_facts_get_same_as (state->facts, beginning->act->actor), person) == 0)
        return TRUE;
    }

  return FALSE;
}

AttestPart
attest_review_get_part (const AttestReviewFacts *facts, const char *person)
{
  g_autoptr (AttestReviewState) state = attest_review_fold (facts, NULL, NULL);
  const char *joined = attest_review_facts_get_same_as (facts, person);
  const AttestSignedText *text = state->submitted != NULL ? state->submitted->text : NULL;

  for (guint i = 0; text != NULL && i < text->standings->len; i++)
    {
      const AttestStanding *standing = text->standings->pdata[i];

      if (g_strcmp0 (standing->person, joined) != 0)
        continue;
      if (standing->recusal != NULL)
        return ATTEST_PART_RECUSED;
      if (standing->verdict != NULL && standing->period == state->period)
        return ATTEST_PART_ANSWERED;
    }

  return text != NULL && has_started (state, text, joined) ? ATTEST_PART_STARTED : ATTEST_PART_NONE;
}

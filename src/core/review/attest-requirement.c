/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "review/attest-requirement.h"

#include <string.h>

/* What approval takes, counted. What is told about it is in attest-requirement-text.c. */

static const char *const reviewer_role[] = { "reviewer", NULL };

void
attest_standpoint_init (AttestStandpoint *self, AttestReviewState *state, const AttestRevisionState *revision)
{
  self->state = state;
  self->revision = revision;
  self->policy = attest_policy_in_force_ref (
      revision != NULL && revision->approved ? revision->approved_policy : attest_review_state_get_policy (state));
  if (revision == NULL)
    self->authors = g_ptr_array_new ();
  else if (revision->approved)
    self->authors = g_ptr_array_ref (revision->approved_authors);
  else
    self->authors = attest_review_state_dup_authors (state, revision);
}

void
attest_standpoint_clear (AttestStandpoint *self)
{
  g_clear_pointer (&self->policy, attest_policy_in_force_unref);
  g_clear_pointer (&self->authors, g_ptr_array_unref);
}

gboolean
attest_standpoint_signs_off (const AttestStandpoint *self, const AttestStanding *standing)
{
  return standing->verdict != NULL && standing->period == self->state->period &&
         attest_verdict_is_sign_off (standing->verdict) &&
         attest_policy_in_force_counts (self->policy, standing->verdict->roles) &&
         !attest_person_list_has (self->authors, standing->person);
}

static int
compare_acts_cb (gconstpointer one, gconstpointer other)
{
  return attest_moment_compare (&(*(const AttestActFact *const *) one)->moment,
                                &(*(const AttestActFact *const *) other)->moment);
}

GPtrArray *
attest_standpoint_dup_sign_offs (const AttestStandpoint *self)
{
  GPtrArray *verdicts = g_ptr_array_new ();

  for (guint i = 0; self->revision != NULL && i < self->revision->text->standings->len; i++)
    {
      const AttestStanding *standing = self->revision->text->standings->pdata[i];

      if (attest_standpoint_signs_off (self, standing))
        g_ptr_array_add (verdicts, (gpointer) standing->verdict);
    }
  g_ptr_array_sort (verdicts, compare_acts_cb);

  return verdicts;
}

const AttestActFact *
attest_standpoint_find_beginning (const AttestStandpoint *self)
{
  const GArray *beginnings = self->revision != NULL ? self->revision->text->beginnings : NULL;

  for (guint i = 0; beginnings != NULL && i < beginnings->len; i++)
    {
      const AttestBeginning *beginning = &g_array_index (beginnings, AttestBeginning, i);
      const char *person = attest_review_facts_get_same_as (self->state->facts, beginning->act->actor);

      if (beginning->period == self->state->period && !attest_person_list_has (self->authors, person))
        return beginning->act;
    }

  return NULL;
}

guint
attest_count_not_submitted (const AttestStandpoint *self)
{
  return self->revision == NULL || self->revision->fact->signed_hash == NULL;
}

/* Sign-offs that no longer count because a new period began. */
static guint
count_of_earlier_periods (const AttestStandpoint *self)
{
  guint count = 0;

  for (guint i = 0; i < self->revision->text->standings->len; i++)
    {
      const AttestStanding *standing = self->revision->text->standings->pdata[i];

      count += standing->verdict != NULL && standing->period != self->state->period &&
               attest_verdict_is_sign_off (standing->verdict) &&
               !attest_person_list_has (self->authors, standing->person);
    }

  return count;
}

guint
attest_count_withdrawn (const AttestStandpoint *self)
{
  if (self->revision == NULL)
    return self->state->withdrawal != NULL;

  return self->state->redacted == NULL ? count_of_earlier_periods (self) : 0;
}

guint
attest_count_redacted (const AttestStandpoint *self)
{
  return self->revision != NULL && self->state->redacted != NULL ? count_of_earlier_periods (self) : 0;
}

guint
attest_count_verdicts_no (const AttestStandpoint *self)
{
  guint count = 0;

  for (guint i = 0; self->revision != NULL && i < self->revision->text->standings->len; i++)
    {
      const AttestStanding *standing = self->revision->text->standings->pdata[i];

      count += standing->verdict != NULL && attest_verdict_has_no (standing->verdict) &&
               !attest_person_list_has (self->authors, standing->person);
    }

  return count;
}

guint
attest_count_blocking_comments (const AttestStandpoint *self)
{
  guint count = 0;
  GHashTableIter iter;
  gpointer value;

  if (self->revision == NULL)
    return 0;
  g_hash_table_iter_init (&iter, self->state->open_comments);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const AttestRevisionState *commented = value;

      count += commented->place <= self->revision->place || commented->text == self->revision->text;
    }

  return count;
}

guint
attest_count_sign_offs (const AttestStandpoint *self)
{
  g_autoptr (GPtrArray) sign_offs = attest_standpoint_dup_sign_offs (self);
  guint wanted = self->policy->sign_offs;

  return sign_offs->len < wanted ? wanted - sign_offs->len : 0;
}

static gboolean
has_standing_against (const AttestStandpoint *self, const char *person)
{
  for (guint i = 0; i < self->revision->text->standings->len; i++)
    {
      const AttestStanding *standing = self->revision->text->standings->pdata[i];

      if (strcmp (standing->person, person) == 0)
        return standing->recusal != NULL || attest_standpoint_signs_off (self, standing);
    }

  return FALSE;
}

static gboolean
is_eligible (const AttestStandpoint *self, const AttestPersonFact *person)
{
  return attest_roles_overlap (person->roles, reviewer_role) &&
         attest_policy_in_force_counts (self->policy, person->roles) &&
         !attest_person_list_has (self->authors, person->same_as) && !has_standing_against (self, person->same_as);
}

GPtrArray *
attest_standpoint_dup_eligible (const AttestStandpoint *self)
{
  GPtrArray *eligible = g_ptr_array_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  guint n_people;
  const AttestPersonFact *people = attest_review_facts_get_people (self->state->facts, &n_people);

  for (guint i = 0; self->revision != NULL && i < n_people; i++)
    {
      if (is_eligible (self, &people[i]) && g_hash_table_add (seen, (gpointer) people[i].same_as))
        g_ptr_array_add (eligible, (gpointer) &people[i]);
    }

  return eligible;
}

static gboolean
has_person (const GPtrArray *people, const char *same_as)
{
  for (guint i = 0; i < people->len; i++)
    {
      if (strcmp (((const AttestPersonFact *) people->pdata[i])->same_as, same_as) == 0)
        return TRUE;
    }

  return FALSE;
}

/* Few are asked, and among many people only they need to be judged. */
GPtrArray *
attest_standpoint_dup_asked (const AttestStandpoint *self)
{
  g_autoptr (GPtrArray) ids = attest_review_facts_dup_asked (self->state->facts);
  GPtrArray *asked = g_ptr_array_new ();
  guint n_people;
  const AttestPersonFact *people = attest_review_facts_get_people (self->state->facts, &n_people);

  for (guint i = 0; self->revision != NULL && ids->len > 0 && i < n_people; i++)
    {
      const char *person = people[i].same_as;

      if (attest_person_list_has (ids, person) && !has_person (asked, person) && is_eligible (self, &people[i]))
        g_ptr_array_add (asked, (gpointer) &people[i]);
    }

  return asked;
}

static gboolean
has_answered (const AttestStandpoint *self, const char *person)
{
  for (guint i = 0; i < self->revision->text->standings->len; i++)
    {
      const AttestStanding *standing = self->revision->text->standings->pdata[i];

      if (strcmp (standing->person, person) == 0)
        return standing->verdict != NULL && standing->period == self->state->period;
    }

  return FALSE;
}

static void
remove_answered (const AttestStandpoint *self, GPtrArray *people)
{
  for (guint i = people->len; i > 0; i--)
    {
      if (has_answered (self, ((const AttestPersonFact *) people->pdata[i - 1])->same_as))
        g_ptr_array_remove_index (people, i - 1);
    }
}

GStrv
attest_standpoint_dup_waiting (const AttestStandpoint *self)
{
  g_autoptr (GPtrArray) waited = attest_standpoint_dup_asked (self);
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  guint n_people;
  const AttestPersonFact *people = attest_review_facts_get_people (self->state->facts, &n_people);

  remove_answered (self, waited);
  if (!attest_standpoint_are_enough (self, waited))
    {
      g_ptr_array_unref (waited);
      waited = attest_standpoint_dup_eligible (self);
      remove_answered (self, waited);
    }
  attest_standpoint_keep_who_helps (self, waited);
  for (guint i = 0; i < n_people; i++)
    {
      if (has_person (waited, people[i].same_as))
        g_strv_builder_add (ids, people[i].id);
    }

  return g_strv_builder_end (ids);
}

gboolean
attest_standpoint_lacks_reviewers (const AttestStandpoint *self)
{
  g_autoptr (GPtrArray) eligible = attest_standpoint_dup_eligible (self);

  return attest_count_sign_offs (self) > eligible->len;
}

static gboolean
is_reviewer_under_any_name (const AttestStandpoint *self, const char *person)
{
  guint n_people;
  const AttestPersonFact *people = attest_review_facts_get_people (self->state->facts, &n_people);

  for (guint i = 0; i < n_people; i++)
    {
      if (strcmp (people[i].same_as, person) == 0 && attest_roles_overlap (people[i].roles, reviewer_role))
        return TRUE;
    }

  return FALSE;
}

/* Authors who could sign if they were not: told when the others are too few. */
static guint
count_reviewing_authors (const AttestStandpoint *self)
{
  guint count = 0;

  for (guint i = 0; i < self->authors->len; i++)
    count += is_reviewer_under_any_name (self, g_ptr_array_index (self->authors, i));

  return count;
}

guint
attest_count_own_text (const AttestStandpoint *self)
{
  guint count = 0;

  for (guint i = 0; self->revision != NULL && i < self->revision->text->standings->len; i++)
    {
      const AttestStanding *standing = self->revision->text->standings->pdata[i];

      count += standing->verdict != NULL && attest_person_list_has (self->authors, standing->person);
    }
  if (count == 0 && self->revision != NULL && attest_standpoint_lacks_reviewers (self))
    count = count_reviewing_authors (self);

  return count;
}

guint
attest_count_role (const AttestStandpoint *self)
{
  guint count = self->revision != NULL ? self->revision->text->without_role->len : 0;

  for (guint i = 0; self->revision != NULL && i < self->revision->text->standings->len; i++)
    {
      const AttestStanding *standing = self->revision->text->standings->pdata[i];

      count += standing->verdict != NULL && attest_verdict_is_sign_off (standing->verdict) &&
               !attest_policy_in_force_counts (self->policy, standing->verdict->roles) &&
               !attest_person_list_has (self->authors, standing->person);
    }
  if (count == 0 && self->revision != NULL && attest_standpoint_lacks_reviewers (self))
    count = attest_count_sign_offs (self);

  return count;
}

guint
attest_count_recused (const AttestStandpoint *self)
{
  guint count = 0;

  if (attest_count_sign_offs (self) == 0)
    return 0;
  for (guint i = 0; self->revision != NULL && i < self->revision->text->standings->len; i++)
    {
      const AttestStanding *standing = self->revision->text->standings->pdata[i];

      count += standing->recusal != NULL && !attest_person_list_has (self->authors, standing->person);
    }

  return count;
}

static const AttestActFact *
find_newest_verdict (const AttestStandpoint *self)
{
  const AttestActFact *newest = NULL;

  for (guint i = 0; self->revision != NULL && i < self->revision->text->standings->len; i++)
    {
      const AttestStanding *standing = self->revision->text->standings->pdata[i];

      if (standing->verdict != NULL && !attest_person_list_has (self->authors, standing->person) &&
          (newest == NULL || attest_moment_compare (&standing->verdict->moment, &newest->moment) > 0))
        newest = standing->verdict;
    }

  return newest;
}

/* @severity: (nullable): NULL for any. Whoever waives a finding takes it out of this count, and of nothing else. */
static guint
count_blocking (const AttestStandpoint *self, const AttestActFact *verdict, const char *severity)
{
  guint count = 0;

  for (guint i = 0; verdict != NULL && i < verdict->n_recorded; i++)
    {
      const AttestFindingFact *finding = &verdict->recorded[i];

      count += (severity == NULL || strcmp (finding->severity, severity) == 0) &&
               attest_policy_in_force_blocks (self->policy, finding->rule, finding->severity);
    }

  return count;
}

guint
attest_count_blocking_findings (const AttestStandpoint *self)
{
  return count_blocking (self, find_newest_verdict (self), NULL);
}

guint
attest_count_findings (const AttestStandpoint *self)
{
  const AttestActFact *newest = find_newest_verdict (self);

  return newest != NULL ? newest->findings - count_blocking (self, newest, "error") : 0;
}

guint
attest_count_later_findings (const AttestStandpoint *self)
{
  const AttestActFact *newest = find_newest_verdict (self);

  return newest != NULL && attest_moment_compare (&newest->moment, &self->revision->approved_at) > 0 ? newest->findings
                                                                                                     : 0;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "review/attest-independence.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "review/attest-independence-private.h"
#include "review/attest-requirement.h"

/*
 * @shown: ids of all names of the reader and of the text's authors
 * @since: of the reader's newest verdict on the variant, whose device @device is; what came before is shown
 */
struct _AttestIndependence
{
  gboolean unknown;
  gboolean answered;
  AttestMoment since;
  char *device;
  GHashTable *shown;
};

AttestIndependence *
attest_independence_new_for_all (void)
{
  AttestIndependence *self = g_new0 (AttestIndependence, 1);

  self->shown = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  return self;
}

void
attest_independence_free (AttestIndependence *self)
{
  if (self == NULL)
    return;

  g_free (self->device);
  g_hash_table_unref (self->shown);
  g_free (self);
}

/* ---- Who is to answer ---- */

static gboolean
is_reviewer (const AttestReviewFacts *facts, const char *person)
{
  guint n_people;
  const AttestPersonFact *people = attest_review_facts_get_people (facts, &n_people);

  for (guint i = 0; i < n_people; i++)
    if (strcmp (attest_review_facts_get_same_as (facts, people[i].id), person) == 0 && people[i].roles != NULL &&
        g_strv_contains (people[i].roles, "reviewer"))
      return TRUE;

  return FALSE;
}

/* Whether they answered the submitted text since it is in review, or cannot any more. */
static gboolean
is_done (const AttestReviewState *state, const char *person)
{
  const GPtrArray *standings = state->submitted->text->standings;

  for (guint i = 0; i < standings->len; i++)
    {
      const AttestStanding *standing = standings->pdata[i];

      if (strcmp (standing->person, person) == 0)
        return standing->recusal != NULL || (standing->verdict != NULL && standing->period == state->period);
    }

  return FALSE;
}

gboolean
attest_review_state_takes_answer (AttestReviewState *state, const char *person)
{
  g_autoptr (GPtrArray) authors = NULL;

  if (state->submitted == NULL || state->submitted->approved || !attest_review_state_get_policy (state)->independent)
    return FALSE;
  if (person == NULL)
    return TRUE;
  if (is_done (state, person))
    return FALSE;
  authors = attest_review_state_dup_authors (state, state->submitted);

  return !attest_person_list_has (authors, person);
}

/* ---- What is hidden ---- */

/* @person: a joined id */
static void
show_person (AttestIndependence *self, const AttestReviewFacts *facts, const char *person)
{
  guint n_people;
  const AttestPersonFact *people = attest_review_facts_get_people (facts, &n_people);

  g_hash_table_add (self->shown, g_strdup (person));
  for (guint i = 0; i < n_people; i++)
    if (strcmp (attest_review_facts_get_same_as (facts, people[i].id), person) == 0)
      g_hash_table_add (self->shown, g_strdup (people[i].id));
}

static void
find_newest_verdict (AttestIndependence *self, const AttestReviewFacts *facts, const char *person)
{
  guint n_acts;
  const AttestActFact *acts = attest_review_facts_get_acts (facts, &n_acts);

  for (guint i = 0; i < n_acts; i++)
    {
      if (acts[i].kind != ATTEST_ACT_KIND_VERDICT ||
          strcmp (attest_review_facts_get_same_as (facts, acts[i].actor), person) != 0 ||
          (self->answered && attest_moment_compare (&acts[i].moment, &self->since) <= 0))
        continue;
      self->answered = TRUE;
      self->since = acts[i].moment;
      g_set_str (&self->device, acts[i].moment.device);
      self->since.device = self->device;
    }
}

AttestIndependence *
attest_review_find_independence (const AttestReviewFacts *facts, const char *reader)
{
  g_autoptr (AttestReviewState) state = attest_review_fold (facts, NULL, NULL);
  const char *person = reader != NULL ? attest_review_facts_get_same_as (facts, reader) : NULL;
  g_autoptr (GPtrArray) authors = NULL;
  AttestIndependence *self;

  if (!attest_review_state_takes_answer (state, person) || (person != NULL && !is_reviewer (facts, person)))
    return NULL;

  self = attest_independence_new_for_all ();
  self->unknown = reader == NULL;
  authors = attest_review_state_dup_authors (state, state->submitted);
  for (guint i = 0; i < authors->len; i++)
    show_person (self, facts, authors->pdata[i]);
  if (reader != NULL)
    {
      show_person (self, facts, person);
      find_newest_verdict (self, facts, person);
    }

  return self;
}

gboolean
attest_independence_is_unknown (const AttestIndependence *self)
{
  return self->unknown;
}

gboolean
attest_independence_shows_person (const AttestIndependence *self, const char *person)
{
  return person != NULL && g_hash_table_contains (self->shown, person);
}

gboolean
attest_independence_hides (const AttestIndependence *self, const char *actor, const AttestMoment *moment)
{
  return !attest_independence_shows_person (self, actor) &&
         (!self->answered || attest_moment_compare (moment, &self->since) > 0);
}

const char *
attest_independence_get_sentence (const AttestIndependence *self)
{
  if (self->unknown)
    return _ (
        "Choose who you are: until then reviewers’ verdicts and comments are hidden. The library’s file still holds "
        "them.");

  return _ (
      "Others’ verdicts and comments are hidden until you give your verdict. The library’s file still holds them.");
}

/* ---- The assessment ---- */

/* What follows from the text, the policy and the article alone. */
static gboolean
tells_of_nobody (const AttestMissing *missing)
{
  static const char *const codes[] = { "not-submitted", "audience", NULL };

  return g_strv_contains (codes, missing->code);
}

static void
hide_missing (AttestAssessment *self, const AttestIndependence *independence)
{
  AttestMissing *missing = g_new0 (AttestMissing, 1);

  for (guint i = self->missing->len; i > 0; i--)
    if (!tells_of_nobody (self->missing->pdata[i - 1]))
      g_ptr_array_remove_index (self->missing, i - 1);
  missing->code = "hidden";
  missing->text =
      g_strdup (independence->unknown ? _ ("This text is reviewed independently. What approval still takes is hidden.")
                                      : _ ("What approval still takes is hidden until you give your verdict."));
  missing->who = g_strdup (independence->unknown ? _ ("whoever reads this, by choosing who they are") : _ ("you"));
  g_ptr_array_insert (self->missing, 0, missing);
}

static void
hide_waiting (AttestAssessment *self, const AttestIndependence *independence)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();

  for (guint i = 0; self->waiting_for[i] != NULL; i++)
    if (attest_independence_shows_person (independence, self->waiting_for[i]))
      g_strv_builder_add (ids, self->waiting_for[i]);
  g_strfreev (self->waiting_for);
  self->waiting_for = g_strv_builder_end (ids);
}

void
attest_assessment_hide (AttestAssessment *self, const AttestIndependence *independence)
{
  if (independence == NULL)
    return;

  hide_missing (self, independence);
  hide_waiting (self, independence);
  g_ptr_array_set_size (self->sign_offs, 0);
  if (!attest_independence_shows_person (independence, self->started_by))
    g_clear_pointer (&self->started_by, g_free);
  self->n_lacking_people = 0;
  self->n_blocking_findings = 0;
}

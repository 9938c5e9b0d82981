/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "random-review.h"
#include "review-invariants.h"
#include "review-model.h"

/*
 * Random sequences of facts, judged by attest_review_assess () and by a second reading of the rules, after each fact in the total order and in any order of arrival; and what
 * may never be, checked by the facts alone. A sequence that fails is cut down to the events that it takes, and printed with its seed; ATTEST_SEED tries that one alone.
 */

#define LONG_COUNT 1000000
#define SHORT_COUNT 20000
#define SANITIZED_COUNT 3000

/* How many sequences were in each status at some moment. */
typedef struct
{
  guint sequences;
  guint facts;
  guint reached[ATTEST_STATUS_WITHDRAWN + 1];
  guint due;
} Tally;

static AttestReviewFacts *
copy_people (const AttestReviewFacts *facts)
{
  AttestReviewFacts *copy = attest_review_facts_new (attest_review_facts_get_now (facts));
  guint n_people;
  const AttestPersonFact *people = attest_review_facts_get_people (facts, &n_people);

  for (guint i = 0; i < n_people; i++)
    {
      attest_review_facts_add_person (copy, &people[i]);
      if (attest_review_facts_is_asked (facts, people[i].same_as))
        attest_review_facts_add_asked (copy, people[i].id);
    }

  return copy;
}

static void
copy_line (AttestReviewFacts *facts, const ReviewLine *line)
{
  if (line->policy != NULL)
    attest_review_facts_add_policy (facts, line->policy);
  else if (line->revision != NULL)
    attest_review_facts_add_revision (facts, line->revision);
  else if (line->act != NULL)
    attest_review_facts_add_act (facts, line->act);
  else
    attest_review_facts_add_comment (facts, line->comment);
}

static char *
compare_answers (const char *code, const char *model, guint moment)
{
  if (strcmp (code, model) == 0)
    return NULL;

  return g_strdup_printf ("after fact %u\n  it says      %s\n  it should be %s", moment, code, model);
}

static void
count_moment (const AttestAssessment *assessment, guint *reached, gboolean *due)
{
  *reached |= 1u << assessment->status;
  *due |= assessment->due;
}

static void
count_sequence (Tally *tally, guint reached, gboolean due)
{
  tally->sequences++;
  tally->due += due;
  for (guint i = 0; i < G_N_ELEMENTS (tally->reached); i++)
    tally->reached[i] += (reached & 1u << i) != 0;
}

/* Facts are added between two assessments, which is well while one thread has them. */
static char *
find_fault_by_moments (const AttestReviewFacts *facts, Tally *tally)
{
  g_autoptr (GArray) lines = review_model_dup_lines (facts);
  g_autoptr (GPtrArray) answers = review_model_read (facts);
  g_autoptr (AttestReviewFacts) past = copy_people (facts);
  g_autoptr (AttestAssessment) before = NULL;
  guint reached = 0;
  gboolean due = FALSE;
  char *fault = NULL;

  for (guint n = 0; fault == NULL && n <= lines->len; n++)
    {
      g_autoptr (AttestAssessment) assessment = NULL;
      g_autofree char *answer = NULL;

      if (n > 0)
        copy_line (past, &g_array_index (lines, ReviewLine, n - 1));
      assessment = attest_review_assess (past);
      answer = review_model_describe (assessment);
      fault = compare_answers (answer, answers->pdata[n], n);
      if (fault == NULL)
        fault =
            review_invariants_find_breach (facts, (const ReviewLine *) (gconstpointer) lines->data, n, before, assessment);
      count_moment (assessment, &reached, &due);
      g_clear_pointer (&before, attest_assessment_free);
      before = g_steal_pointer (&assessment);
    }
  tally->facts += lines->len;
  count_sequence (tally, reached, due);

  return fault;
}

/* All that is said, the sentences too. */
static char *
spell_out (const AttestReviewFacts *facts)
{
  g_autoptr (AttestAssessment) assessment = attest_review_assess (facts);
  g_autofree char *answer = review_model_describe (assessment);
  GString *text = g_string_new (answer);

  for (guint i = 0; i < assessment->missing->len; i++)
    {
      const AttestMissing *missing = assessment->missing->pdata[i];

      g_string_append_printf (text, "\n%s: %s (%s)", missing->code, missing->text, missing->who);
    }

  return g_string_free (text, FALSE);
}

static char *
find_fault_by_arrival (const RandomReview *review, const AttestReviewFacts *facts, guint32 seed)
{
  g_autoptr (GRand) shuffle = g_rand_new_with_seed (seed);
  g_autoptr (AttestReviewFacts) shuffled = random_review_dup_facts (review, shuffle);
  g_autofree char *said = spell_out (facts);
  g_autofree char *said_then = spell_out (shuffled);

  if (strcmp (said, said_then) == 0)
    return NULL;

  return g_strdup_printf ("in another order of arrival\n  it says      %s\n  it should be %s", said_then, said);
}

static char *
find_fault (const RandomReview *review, guint32 seed, Tally *tally)
{
  g_autoptr (AttestReviewFacts) facts = random_review_dup_facts (review, NULL);
  char *fault = find_fault_by_moments (facts, tally);

  return fault != NULL ? fault : find_fault_by_arrival (review, facts, seed);
}

/* Leaves out each event without which it fails just as well. */
static void
shrink (RandomReview *review, guint32 seed)
{
  Tally ignored = { 0 };
  guint n_before;

  do
    {
      n_before = review->n_events;
      for (guint i = review->n_events; i > 0; i--)
        {
          RandomReview smaller = *review;
          g_autofree char *fault = NULL;

          smaller.n_events--;
          memmove (&smaller.events[i - 1],
                   &smaller.events[i],
                   (smaller.n_events - (i - 1)) * sizeof (RandomEvent));
          fault = find_fault (&smaller, seed, &ignored);
          if (fault != NULL)
            *review = smaller;
        }
    }
  while (review->n_events < n_before);
}

static void
fail_with (RandomReview *review, guint32 seed, guint number)
{
  Tally ignored = { 0 };
  g_autofree char *fault = NULL;
  g_autofree char *sequence = NULL;

  shrink (review, seed);
  fault = find_fault (review, seed, &ignored);
  sequence = random_review_print (review);
  g_test_message ("%s\n%s", fault, sequence);
  g_error ("Sequence %u of seed %u is judged wrongly; what it takes stands above", number, seed);
}

static guint
count_wanted (void)
{
  if (g_getenv ("ATTEST_LONG") != NULL)
    return LONG_COUNT;

  return g_getenv ("ATTEST_SANITIZED") != NULL ? SANITIZED_COUNT : SHORT_COUNT;
}

static void
report (const Tally *tally, gint64 started)
{
  double seconds = (double) (g_get_monotonic_time () - started) / G_USEC_PER_SEC;

  g_test_message ("%u sequences of %u facts in %.1f s, %.0f a second", tally->sequences, tally->facts, seconds, tally->sequences / seconds);
  for (guint i = 0; i < G_N_ELEMENTS (tally->reached); i++)
    g_test_message ("%s at some moment: %.1f %%", attest_status_to_string (i), 100.0 * tally->reached[i] / tally->sequences);
  g_test_message ("due at some moment: %.1f %%", 100.0 * tally->due / tally->sequences);
}

static void
test_sequences (void)
{
  const char *one = g_getenv ("ATTEST_SEED");
  guint32 seed = one != NULL ? (guint32) g_ascii_strtoull (one, NULL, 10) : (guint32) g_test_rand_int ();
  guint count = one != NULL ? 1 : count_wanted ();
  gint64 started = g_get_monotonic_time ();
  Tally tally = { 0 };

  for (guint i = 0; i < count; i++)
    {
      RandomReview review;
      g_autofree char *fault = NULL;

      random_review_make (&review, seed + i);
      fault = find_fault (&review, seed + i, &tally);
      if (fault != NULL)
        fail_with (&review, seed + i, i + 1);
    }
  report (&tally, started);

  /* Sequences that are hardly ever approved would prove little. */
  if (count > 1)
    g_assert_cmpuint (tally.reached[ATTEST_STATUS_APPROVED], >, count * 15 / 100);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/review/model/sequences", test_sequences);

  return g_test_run ();
}

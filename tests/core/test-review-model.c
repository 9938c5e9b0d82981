/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "random-review-library.h"
#include "review-invariants.h"
#include "review-model.h"
#include "review/attest-review.h"

/*
 * Random sequences of facts, judged by attest_review_assess () and by a second reading of the rules, after each fact in the total order and in any order of arrival; and what
 * may never be, checked by the facts alone. A sequence that fails is cut down to the events that it takes, and printed with its seed; ATTEST_SEED tries that one alone.
 */

#define LONG_COUNT 1000000
#define SHORT_COUNT 10000
#define SANITIZED_COUNT 3000

/* Those that go through libraries are longer ones. */
#define LONG_MERGED_COUNT 300
#define SHORT_MERGED_COUNT 4
#define SANITIZED_MERGED_COUNT 2
#define LEAST_MERGED_EVENTS 12

/* How many sequences were in each status at some moment. */
typedef struct
{
  guint sequences;
  guint facts;
  guint reached[ATTEST_STATUS_WITHDRAWN + 1];
  guint due;
} Tally;

static void
copy_audiences (AttestReviewFacts *copy, const AttestReviewFacts *facts)
{
  guint n_audiences;
  const AttestAudienceFact *audiences = attest_review_facts_get_audiences (facts, &n_audiences);

  for (guint i = 0; i < n_audiences; i++)
    attest_review_facts_add_audience (copy, &audiences[i]);
}

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

  copy_audiences (copy, facts);

  return copy;
}

static void
copy_line (AttestReviewFacts *facts, const ReviewLine *line)
{
  if (line->policy != NULL)
    attest_review_facts_add_policy (facts, line->policy);
  else if (line->topics != NULL)
    attest_review_facts_add_topics (facts, line->topics);
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
        fault = review_invariants_find_breach (
            facts, (const ReviewLine *) (gconstpointer) lines->data, n, before, assessment);
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

/* Of an approved text the authors may be others now than when it was approved. */
static char *
find_signing_author (const AttestReviewFacts *facts)
{
  g_autoptr (AttestAssessment) assessment = attest_review_assess (facts);
  g_auto (GStrv) authors = attest_review_dup_authors (facts, NULL);

  for (guint i = 0; assessment->status != ATTEST_STATUS_APPROVED && i < assessment->sign_offs->len; i++)
    {
      const char *person = ((const AttestSignOff *) assessment->sign_offs->pdata[i])->person;

      if (g_strv_contains ((const char *const *) authors, attest_review_facts_get_same_as (facts, person)))
        return g_strdup_printf ("%s is named among the authors and signs", person);
    }

  return NULL;
}

static char *
find_fault (const RandomReview *review, guint32 seed, Tally *tally)
{
  g_autoptr (AttestReviewFacts) facts = random_review_dup_facts (review, NULL);
  char *fault = find_fault_by_moments (facts, tally);

  if (fault == NULL)
    fault = find_signing_author (facts);

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
          memmove (&smaller.events[i - 1], &smaller.events[i], (smaller.n_events - (i - 1)) * sizeof (RandomEvent));
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
choose_count (guint long_count, guint short_count, guint sanitized_count)
{
  if (g_getenv ("ATTEST_SEED") != NULL)
    return 1;
  if (g_getenv ("ATTEST_LONG") != NULL)
    return long_count;

  return g_getenv ("ATTEST_SANITIZED") != NULL ? sanitized_count : short_count;
}

static guint32
choose_seed (void)
{
  const char *seed = g_getenv ("ATTEST_SEED");

  return seed != NULL ? (guint32) g_ascii_strtoull (seed, NULL, 10) : (guint32) g_test_rand_int ();
}

static void
report (const Tally *tally, gint64 started)
{
  double seconds = (double) (g_get_monotonic_time () - started) / G_USEC_PER_SEC;

  g_test_message ("%u sequences of %u facts in %.1f s, %.0f a second",
                  tally->sequences,
                  tally->facts,
                  seconds,
                  tally->sequences / seconds);
  for (guint i = 0; i < G_N_ELEMENTS (tally->reached); i++)
    g_test_message (
        "%s at some moment: %.1f %%", attest_status_to_string (i), 100.0 * tally->reached[i] / tally->sequences);
  g_test_message ("due at some moment: %.1f %%", 100.0 * tally->due / tally->sequences);
}

static void
test_sequences (void)
{
  guint32 seed = choose_seed ();
  guint count = choose_count (LONG_COUNT, SHORT_COUNT, SANITIZED_COUNT);
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
  if (g_getenv ("ATTEST_SEED") == NULL)
    g_assert_cmpuint (tally.reached[ATTEST_STATUS_APPROVED], >, count * 15 / 100);
}

/* ---- Through libraries ---- */

/* Of all orders of the devices, this one. */
static void
list_order (guint number, guint n_devices, guint *order)
{
  guint left[RANDOM_REVIEW_DEVICES] = { 0, 1, 2 };

  for (guint i = 0; i < n_devices; i++)
    {
      guint place = number % (n_devices - i);

      number /= n_devices - i;
      order[i] = left[place];
      memmove (&left[place], &left[place + 1], (RANDOM_REVIEW_DEVICES - 1 - place) * sizeof (guint));
    }
}

static AttestReviewFacts *
load_facts (AttestLibrary *library, gint64 now)
{
  g_autoptr (GError) error = NULL;
  AttestReviewFacts *facts =
      attest_review_facts_load (attest_library_get_database (library), "article", "doctor", now, &error);

  g_assert_no_error (error);

  return facts;
}

/* The libraries of all devices, brought together in every order, say the same, and what the rules say; so does each device that takes the others in. */
static char *
find_fault_by_merging (RecordFixture *fixture, const RandomReview *review, AttestLibrary **devices, Tally *tally)
{
  gint64 now = g_get_real_time () + (review->n_events % 3) * 300 * G_TIME_SPAN_DAY;
  guint n_orders = review->n_devices == 2 ? 2 : 6;
  g_autofree char *expected = NULL;
  g_autofree char *expected_rows = NULL;
  char *fault = NULL;

  for (guint i = 0; fault == NULL && i < n_orders + review->n_devices; i++)
    {
      g_autofree char *name = g_strdup_printf ("order-%u", i);
      g_autoptr (AttestLibrary) library =
          i < n_orders ? record_fixture_create (fixture, name) : g_object_ref (devices[i - n_orders]);
      g_autoptr (AttestReviewFacts) facts = NULL;
      g_autofree char *said = NULL;
      g_autofree char *rows = NULL;
      guint order[RANDOM_REVIEW_DEVICES];

      list_order (i % n_orders, review->n_devices, order);
      for (guint k = 0; k < review->n_devices; k++)
        if (devices[order[k]] != library)
          random_review_merge (library, devices[order[k]]);
      facts = load_facts (library, now);
      said = spell_out (facts);
      /* Of what decides nothing too, such as whom a comment names. */
      rows = record_dump (library);
      if (expected == NULL)
        fault = find_fault_by_moments (facts, tally);
      else if (strcmp (said, expected) != 0)
        fault = g_strdup_printf ("merged in order %u\n  it says      %s\n  it should be %s", i, said, expected);
      else if (strcmp (rows, expected_rows) != 0)
        fault = g_strdup_printf ("merged in order %u it has other rows", i);
      if (expected == NULL)
        {
          expected = g_steal_pointer (&said);
          expected_rows = g_steal_pointer (&rows);
        }
    }

  return fault;
}

static void
set_up_library (RecordFixture *fixture)
{
  record_fixture_set_up (fixture, NULL);
  attest_review_register (fixture->registry);
  record_fixture_reopen (fixture);
}

static void
write_and_merge (const RandomReview *review, guint32 seed, Tally *tally)
{
  RecordFixture fixture;
  AttestLibrary *devices[RANDOM_REVIEW_DEVICES];
  g_autofree char *fault = NULL;

  set_up_library (&fixture);
  random_review_found (review, fixture.library, "article");
  for (guint i = 0; i < review->n_devices; i++)
    {
      g_autofree char *name = g_strdup_printf ("device-%u", i);

      devices[i] = record_fixture_create (&fixture, name);
      random_review_merge (devices[i], fixture.library);
    }
  random_review_write (review, devices, "article");
  fault = find_fault_by_merging (&fixture, review, devices, tally);
  if (fault != NULL)
    {
      g_autofree char *sequence = random_review_print (review);

      g_test_message ("%s\n%s", fault, sequence);
      g_error ("Libraries of seed %u disagree; the sequence stands above", seed);
    }
  for (guint i = 0; i < review->n_devices; i++)
    g_assert_finalize_object (devices[i]);
  record_fixture_tear_down (&fixture, NULL);
}

static void
test_merged (void)
{
  guint32 seed = choose_seed ();
  guint count = choose_count (LONG_MERGED_COUNT, SHORT_MERGED_COUNT, SANITIZED_MERGED_COUNT);
  gint64 started = g_get_monotonic_time ();
  Tally tally = { 0 };

  for (; tally.sequences < count; seed++)
    {
      RandomReview review;

      random_review_make (&review, seed);
      if (review.n_devices > 1 && review.n_events >= LEAST_MERGED_EVENTS)
        write_and_merge (&review, seed, &tally);
    }
  report (&tally, started);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/review/model/sequences", test_sequences);
  g_test_add_func ("/core/review/model/merged", test_merged);

  return g_test_run ();
}

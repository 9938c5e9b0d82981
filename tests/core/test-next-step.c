/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "review/attest-next-step.h"

/* Who has a text in which status before them, and what they are offered. */
static const struct
{
  const char *name;
  const char *may;
  AttestNextStepFacts facts;
  AttestNextStep step;
} cases[] = {
  { "author-draft",
    "save submit",
    { .status = ATTEST_STATUS_DRAFT, .author = TRUE, .unsubmitted = TRUE },
    ATTEST_NEXT_STEP_SUBMIT },
  { "author-typing",
    "save submit",
    { .status = ATTEST_STATUS_DRAFT, .author = TRUE, .unsubmitted = TRUE, .modified = TRUE },
    ATTEST_NEXT_STEP_SAVE },
  { "author-waiting", "save", { .status = ATTEST_STATUS_SUBMITTED, .author = TRUE }, ATTEST_NEXT_STEP_NONE },
  { "author-told-no", "save", { .status = ATTEST_STATUS_CHANGES_REQUESTED, .author = TRUE }, ATTEST_NEXT_STEP_NONE },
  { "author-answers-no",
    "save submit",
    { .status = ATTEST_STATUS_CHANGES_REQUESTED, .author = TRUE, .unsubmitted = TRUE },
    ATTEST_NEXT_STEP_SUBMIT },
  { "author-withdrawn",
    "save submit",
    { .status = ATTEST_STATUS_WITHDRAWN, .author = TRUE, .unsubmitted = TRUE },
    ATTEST_NEXT_STEP_SUBMIT },
  { "author-approved",
    "save",
    { .status = ATTEST_STATUS_APPROVED, .author = TRUE, .published = TRUE },
    ATTEST_NEXT_STEP_EXPORT },
  { "editor-draft", "save submit", { .status = ATTEST_STATUS_DRAFT, .unsubmitted = TRUE }, ATTEST_NEXT_STEP_NONE },
  { "reader-draft", "", { .status = ATTEST_STATUS_DRAFT, .unsubmitted = TRUE }, ATTEST_NEXT_STEP_NONE },
  { "reader-typed", "", { .status = ATTEST_STATUS_DRAFT, .modified = TRUE }, ATTEST_NEXT_STEP_NONE },
  { "reviewer-draft", "", { .status = ATTEST_STATUS_DRAFT }, ATTEST_NEXT_STEP_NONE },
  { "reviewer-asked", "start verdict", { .status = ATTEST_STATUS_SUBMITTED }, ATTEST_NEXT_STEP_START },
  { "reviewer-second", "start verdict", { .status = ATTEST_STATUS_UNDER_REVIEW }, ATTEST_NEXT_STEP_VERDICT },
  { "reviewer-began",
    "start verdict",
    { .status = ATTEST_STATUS_UNDER_REVIEW, .part = ATTEST_PART_STARTED },
    ATTEST_NEXT_STEP_VERDICT },
  { "reviewer-answered",
    "start verdict",
    { .status = ATTEST_STATUS_UNDER_REVIEW, .part = ATTEST_PART_ANSWERED },
    ATTEST_NEXT_STEP_NONE },
  { "reviewer-after-a-no", "start verdict", { .status = ATTEST_STATUS_CHANGES_REQUESTED }, ATTEST_NEXT_STEP_VERDICT },
  { "reviewer-said-no",
    "start verdict",
    { .status = ATTEST_STATUS_CHANGES_REQUESTED, .part = ATTEST_PART_ANSWERED },
    ATTEST_NEXT_STEP_NONE },
  { "reviewer-stepped-aside",
    "",
    { .status = ATTEST_STATUS_SUBMITTED, .part = ATTEST_PART_RECUSED },
    ATTEST_NEXT_STEP_NONE },
  { "reviewer-approved",
    "start verdict",
    { .status = ATTEST_STATUS_APPROVED, .published = TRUE },
    ATTEST_NEXT_STEP_EXPORT },
  { "reviewer-who-is-editor",
    "save start verdict",
    { .status = ATTEST_STATUS_SUBMITTED, .published = TRUE },
    ATTEST_NEXT_STEP_START },
};

static void
test_case (gconstpointer data)
{
  const char *const acts[] = { [ATTEST_ACT_SAVE] = "save",
                               [ATTEST_ACT_SUBMIT] = "submit",
                               [ATTEST_ACT_START] = "start",
                               [ATTEST_ACT_VERDICT] = "verdict" };
  gsize index = GPOINTER_TO_SIZE (data);
  AttestNextStepFacts facts = cases[index].facts;
  g_auto (GStrv) may = g_strsplit (cases[index].may, " ", -1);

  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    facts.may[i] = acts[i] != NULL && g_strv_contains ((const char *const *) may, acts[i]);
  g_assert_cmpint (attest_review_suggest (&facts), ==, cases[index].step);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/core/review/next-step/", cases[i].name, NULL);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_case);
    }

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "review-fixture.h"
#include "review/attest-overview.h"

/* The figures of a board, of libraries whose figures can be counted by hand. All happens at times that the tests say. */

#define TEXT "# Can it help?\n\nIt helps some people. Take 0.5 mg/kg over 40 minutes.\n"
#define OTHER_TEXT "# Can it help?\n\nIt helps most people. Take 0.5 mg/kg over 40 minutes.\n"
#define DOSE "0.5 mg/kg"

static gint64
at (const char *time)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_iso8601 (time, NULL);

  g_assert_nonnull (date);
  return g_date_time_to_unix_usec (date);
}

static char *
append (ReviewFixture *self, const char *time, AttestEventDraft *draft)
{
  g_autoptr (GError) error = NULL;
  char *hash = NULL;

  attest_event_draft_set_time (draft, at (time));
  attest_library_append_one (self->record.library, draft, &hash, &error);
  g_assert_no_error (error);
  return hash;
}

static JsonObject *
make_body (const char *audience, const char *revision)
{
  JsonObject *body = json_object_new ();

  json_object_set_string_member (body, "audience", audience);
  if (revision != NULL)
    json_object_set_string_member (body, "revision", revision);
  return body;
}

static JsonArray *
make_roles (void)
{
  JsonArray *roles = json_array_new ();

  json_array_add_string_element (roles, "reviewer");
  return roles;
}

static char *
submit (ReviewFixture *self, const char *article, const char *time)
{
  g_autoptr (AttestVariant) variant = attest_library_find_variant (self->record.library, article, "doctor", NULL);

  g_free (
      append (self,
              time,
              attest_event_draft_new ("review.submit", article, self->author, make_body ("doctor", variant->newest))));
  return g_strdup (variant->newest);
}

static void
answer (ReviewFixture *self, const char *article, const char *actor, const char *safe, const char *time)
{
  g_autoptr (AttestVariant) variant = attest_library_find_variant (self->record.library, article, "doctor", NULL);
  g_autoptr (AttestRevision) revision = attest_library_load_revision (self->record.library, variant->submitted, NULL);
  JsonObject *body = make_body ("doctor", revision->id);

  json_object_set_string_member (body, "signed_hash", revision->signed_hash);
  json_object_set_string_member (body, "accurate", "yes");
  json_object_set_string_member (body, "safe", safe);
  json_object_set_string_member (body, "current", "yes");
  json_object_set_string_member (body, "meaning", "approval");
  json_object_set_string_member (body, "reason", "As I see it.");
  json_object_set_array_member (body, "roles", make_roles ());
  json_object_set_array_member (body, "findings", json_array_new ());
  g_free (append (self, time, attest_event_draft_new ("review.verdict", article, actor, body)));
}

static void
withdraw (ReviewFixture *self, const char *article, const char *time)
{
  JsonObject *body = make_body ("doctor", NULL);

  json_object_set_string_member (body, "reason", "It is wrong.");
  g_free (append (self, time, attest_event_draft_new ("review.withdraw", article, self->author, body)));
}

static void
set_policy (ReviewFixture *self, guint sign_offs, guint months)
{
  g_autoptr (GError) error = NULL;

  attest_review_save_policy (self->record.library, self->editor, sign_offs, NULL, months, &error);
  g_assert_no_error (error);
}

static char *
make_article (ReviewFixture *self, const char *topics)
{
  char *article = review_make_article (self, TEXT);
  g_autofree char *body = g_strdup_printf ("{\"topics\":%s}", topics);

  g_free (record_append (self->record.library, "article.set", article, self->author, body));
  return article;
}

static void
remove_article (ReviewFixture *self, const char *article)
{
  g_autoptr (GError) error = NULL;

  attest_review_remove (self->record.library, article, self->editor, NULL, &error);
  g_assert_no_error (error);
}

/* Submitted at the first time, and approved by one sign-off at the second. */
static char *
make_approved (ReviewFixture *self, const char *topics, const char *submitted, const char *approved)
{
  char *article = make_article (self, topics);

  g_free (submit (self, article, submitted));
  answer (self, article, self->first, "yes", approved);
  review_assert_status (self, article, "approved");
  return article;
}

static AttestOverview *
look (ReviewFixture *self, const char *now)
{
  g_autoptr (GError) error = NULL;
  AttestOverview *overview = attest_review_make_overview (self->record.library, at (now), &error);

  g_assert_no_error (error);
  g_assert_nonnull (overview);
  return overview;
}

static const AttestOverviewReviewer *
find_reviewer (const AttestOverview *overview, const char *name)
{
  for (guint i = 0; i < overview->reviewers->len; i++)
    {
      const AttestOverviewReviewer *reviewer = overview->reviewers->pdata[i];

      if (strcmp (reviewer->name, name) == 0)
        return reviewer;
    }
  return NULL;
}

/* ---- States ---- */

static void
test_states (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *draft = make_article (self, "[]");
  g_autofree char *submitted = make_article (self, "[]");
  g_autofree char *changes = make_article (self, "[]");
  g_autofree char *withdrawn = make_article (self, "[]");
  g_autofree char *removed = make_article (self, "[]");
  g_autofree char *approved = NULL;
  g_autoptr (AttestOverview) overview = NULL;
  const guint expected[] = { 2, 1, 0, 1, 1, 1 };

  set_policy (self, 1, 12);
  approved = make_approved (self, "[]", "2026-03-01T00:00:00Z", "2026-03-02T00:00:00Z");
  g_free (submit (self, submitted, "2026-03-01T00:00:00Z"));
  g_free (submit (self, changes, "2026-03-01T00:00:00Z"));
  answer (self, changes, self->second, "no", "2026-03-03T00:00:00Z");
  g_free (submit (self, withdrawn, "2026-03-01T00:00:00Z"));
  withdraw (self, withdrawn, "2026-03-03T00:00:00Z");
  g_free (submit (self, removed, "2026-03-01T00:00:00Z"));
  remove_article (self, removed);
  g_free (record_save (self->record.library, draft, "patient", self->author, "# For patients\n\nIt helps.\n"));

  overview = look (self, "2026-06-01T00:00:00Z");
  g_assert_cmpuint (overview->n_articles, ==, 5);
  g_assert_cmpuint (overview->n_texts, ==, 6);
  g_assert_cmpmem (overview->statuses, sizeof overview->statuses, expected, sizeof expected);
}

static void
test_empty (ReviewFixture *self, gconstpointer data)
{
  g_autoptr (AttestOverview) overview = look (self, "2026-06-01T00:00:00Z");

  g_assert_cmpuint (overview->n_articles, ==, 0);
  g_assert_cmpuint (overview->n_texts, ==, 0);
  g_assert_cmpuint (overview->approvals.count, ==, 0);
  g_assert_cmpuint (overview->topics->len, ==, 0);
  /* Those with the role, by name, though nothing waits for them. */
  g_assert_cmpuint (overview->reviewers->len, ==, 3);
  g_assert_cmpstr (((const AttestOverviewReviewer *) overview->reviewers->pdata[0])->name, ==, "Rita First");
  g_assert_cmpuint (overview->due, ==, 0);
}

/* ---- From submission to approval ---- */

static void
assert_approvals (const AttestOverviewApprovals *approvals,
                  const char *topic,
                  guint count,
                  gint64 median_hours,
                  gint64 slowest_hours,
                  const char *slowest)
{
  g_assert_cmpstr (approvals->topic, ==, topic);
  g_assert_cmpuint (approvals->count, ==, count);
  g_assert_cmpint (approvals->median, ==, median_hours * G_TIME_SPAN_HOUR);
  g_assert_cmpint (approvals->slowest, ==, slowest_hours * G_TIME_SPAN_HOUR);
  g_assert_cmpstr (approvals->article, ==, slowest);
}

static void
test_median (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *one = NULL;
  g_autofree char *two = NULL;
  g_autofree char *three = NULL;
  g_autofree char *four = NULL;
  g_autofree char *removed = NULL;
  g_autoptr (AttestOverview) odd = NULL;
  g_autoptr (AttestOverview) even = NULL;

  set_policy (self, 1, 12);
  one = make_approved (self, "[\"Sleep\"]", "2026-03-01T00:00:00Z", "2026-03-01T10:00:00Z");
  two = make_approved (self, "[\"Heart\",\"Sleep\"]", "2026-03-01T00:00:00Z", "2026-03-03T00:00:00Z");
  three = make_approved (self, "[\"Heart\"]", "2026-03-01T00:00:00Z", "2026-03-21T00:00:00Z");
  removed = make_approved (self, "[\"Heart\"]", "2026-01-01T00:00:00Z", "2026-03-21T00:00:00Z");
  remove_article (self, removed);

  odd = look (self, "2026-06-01T00:00:00Z");
  assert_approvals (&odd->approvals, NULL, 3, 48, 480, three);
  g_assert_cmpstr (odd->approvals.title, ==, "Can it help?");
  g_assert_cmpstr (odd->approvals.audience, ==, "doctor");
  g_assert_cmpuint (odd->topics->len, ==, 2);
  assert_approvals (odd->topics->pdata[0], "Heart", 2, (48 + 480) / 2, 480, three);
  assert_approvals (odd->topics->pdata[1], "Sleep", 2, (10 + 48) / 2, 48, two);

  four = make_approved (self, "[]", "2026-03-01T00:00:00Z", "2026-03-02T00:00:00Z");
  even = look (self, "2026-06-01T00:00:00Z");
  assert_approvals (&even->approvals, NULL, 4, (24 + 48) / 2, 480, three);
  g_assert_cmpuint (even->topics->len, ==, 2);
}

/* What counts is the text that stands approved, and what was approved in the twelve months before. */
static void
test_period (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *old = NULL;
  g_autofree char *now_withdrawn = NULL;
  g_autoptr (AttestOverview) then = NULL;
  g_autoptr (AttestOverview) later = NULL;

  set_policy (self, 1, GPOINTER_TO_UINT (data));
  old = make_approved (self, "[]", "2026-03-01T00:00:00Z", "2026-03-02T12:00:00Z");
  now_withdrawn = make_approved (self, "[]", "2026-03-01T00:00:00Z", "2026-03-09T00:00:00Z");
  withdraw (self, now_withdrawn, "2026-03-10T00:00:00Z");

  then = look (self, "2027-03-02T12:00:00Z");
  assert_approvals (&then->approvals, NULL, 1, 36, 36, old);
  later = look (self, "2027-03-02T12:00:01Z");
  g_assert_cmpuint (later->approvals.count, ==, 0);
}

/* Two sign-offs are asked for; the second completes it, and a third comes much later. */
static void
test_completing (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *article = NULL;
  g_autoptr (AttestOverview) overview = NULL;

  set_policy (self, 2, GPOINTER_TO_UINT (data));
  article = make_article (self, "[]");
  g_free (submit (self, article, "2026-03-01T00:00:00Z"));
  answer (self, article, self->first, "yes", "2026-03-02T00:00:00Z");
  answer (self, article, self->first, "yes", "2026-03-03T00:00:00Z");
  answer (self, article, self->second, "yes", "2026-03-04T00:00:00Z");
  answer (self, article, self->third, "yes", "2026-04-04T00:00:00Z");

  overview = look (self, "2026-06-01T00:00:00Z");
  assert_approvals (&overview->approvals, NULL, 1, 72, 72, article);
}

/* The day that it was first handed in again after a withdrawal, and the newer text that was approved in place of an older one. */
static void
test_again (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *back = NULL;
  g_autofree char *newer = NULL;
  g_autoptr (AttestOverview) overview = NULL;

  set_policy (self, 1, GPOINTER_TO_UINT (data));
  back = make_approved (self, "[]", "2026-02-01T00:00:00Z", "2026-02-20T00:00:00Z");
  withdraw (self, back, "2026-02-21T00:00:00Z");
  g_free (submit (self, back, "2026-03-01T00:00:00Z"));
  answer (self, back, self->first, "yes", "2026-03-02T00:00:00Z");
  newer = make_approved (self, "[]", "2026-02-01T00:00:00Z", "2026-02-20T00:00:00Z");
  g_free (review_save (self, newer, self->author, OTHER_TEXT));
  g_free (submit (self, newer, "2026-04-01T00:00:00Z"));
  answer (self, newer, self->second, "yes", "2026-04-04T00:00:00Z");

  overview = look (self, "2026-06-01T00:00:00Z");
  assert_approvals (&overview->approvals, NULL, 2, 48, 72, newer);
}

/* The same bytes submitted once more are approved at once, by the sign-offs that they have. */
static void
test_same_bytes (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *article = NULL;
  g_autoptr (AttestOverview) overview = NULL;

  set_policy (self, 1, GPOINTER_TO_UINT (data));
  article = make_approved (self, "[]", "2026-03-01T00:00:00Z", "2026-03-03T00:00:00Z");
  g_free (review_save (self, article, self->author, OTHER_TEXT));
  g_free (review_save (self, article, self->author, TEXT));
  g_free (submit (self, article, "2026-04-01T00:00:00Z"));
  review_assert_status (self, article, "approved");

  overview = look (self, "2026-06-01T00:00:00Z");
  assert_approvals (&overview->approvals, NULL, 1, 48, 48, article);
}

/* What completed it was a comment that was settled: only the day when the text is due again tells when. */
static void
test_settled (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *article = NULL;
  g_autofree char *comment = NULL;
  g_autoptr (AttestOverview) overview = NULL;
  JsonObject *body = json_object_new ();

  set_policy (self, 1, 12);
  article = make_article (self, "[]");
  comment = review_comment (self, article, self->second, DOSE, TRUE);
  g_free (submit (self, article, "2026-03-01T00:00:00Z"));
  answer (self, article, self->first, "yes", "2026-03-02T00:00:00Z");
  json_object_set_string_member (body, "comment", comment);
  json_object_set_string_member (body, "reason", "");
  json_object_set_array_member (body, "roles", make_roles ());
  g_free (
      append (self, "2026-03-06T00:00:00Z", attest_event_draft_new ("comment.resolve", article, self->second, body)));
  review_assert_status (self, article, "approved");

  overview = look (self, "2026-06-01T00:00:00Z");
  assert_approvals (&overview->approvals, NULL, 1, 120, 120, article);
}

/* ---- Reviewers ---- */

static void
assign (ReviewFixture *self, const char *article, const char *reviewer, const char *due)
{
  g_autoptr (GError) error = NULL;

  attest_review_assign (self->record.library, article, "doctor", self->editor, reviewer, due, &error);
  g_assert_no_error (error);
}

static void
test_reviewers (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *asked = make_article (self, "[]");
  g_autofree char *later = make_article (self, "[]");
  g_autofree char *no_day = make_article (self, "[]");
  g_autofree char *removed = make_article (self, "[]");
  g_autofree char *answered = NULL;
  g_autoptr (AttestOverview) overview = NULL;
  g_autoptr (AttestOverview) on_the_day = NULL;
  const AttestOverviewReviewer *first;
  const AttestOverviewReviewer *second;

  set_policy (self, 1, 12);
  answered = make_approved (self, "[]", "2026-03-01T00:00:00Z", "2026-03-02T00:00:00Z");
  assign (self, asked, self->first, "2026-05-20");
  assign (self, later, self->first, "2026-06-20");
  assign (self, no_day, self->first, NULL);
  assign (self, removed, self->first, "2026-01-01");
  g_free (submit (self, asked, "2026-03-01T00:00:00Z"));
  g_free (submit (self, later, "2026-03-01T00:00:00Z"));
  g_free (submit (self, no_day, "2026-03-01T00:00:00Z"));
  g_free (submit (self, removed, "2026-03-01T00:00:00Z"));
  g_free (review_comment (self, asked, self->first, DOSE, FALSE));
  g_free (review_comment (self, later, self->first, DOSE, TRUE));
  g_free (review_comment (self, removed, self->first, DOSE, TRUE));
  remove_article (self, removed);

  overview = look (self, "2026-06-01T00:00:00Z");
  first = find_reviewer (overview, "Rita First");
  g_assert_nonnull (first);
  g_assert_true (first == overview->reviewers->pdata[0]);
  g_assert_cmpstr (first->person, ==, self->first);
  g_assert_cmpuint (first->waiting, ==, 3);
  g_assert_cmpuint (first->asked, ==, 3);
  g_assert_cmpuint (first->overdue, ==, 1);
  g_assert_cmpstr (first->next_day, ==, "2026-05-20");
  g_assert_cmpuint (first->verdicts, ==, 1);
  g_assert_cmpuint (first->open_comments, ==, 2);
  second = find_reviewer (overview, "Sam Second");
  g_assert_cmpuint (second->asked, ==, 0);
  g_assert_cmpstr (second->next_day, ==, "");
  g_assert_cmpuint (second->verdicts, ==, 0);
  g_assert_null (find_reviewer (overview, "Ann Author"));

  /* Until the end of a day it is not over. */
  on_the_day = look (self, "2026-05-20T23:59:00Z");
  g_assert_cmpuint (find_reviewer (on_the_day, "Rita First")->overdue, ==, 0);
}

/* A text with changes requested waits for its author, who reviews other texts. */
static void
test_author_who_reviews (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *article = make_article (self, "[]");
  g_autoptr (AttestOverview) overview = NULL;

  set_policy (self, 1, 12);
  g_free (review_save (self, article, self->third, OTHER_TEXT));
  g_free (submit (self, article, "2026-03-01T00:00:00Z"));
  answer (self, article, self->first, "no", "2026-03-02T00:00:00Z");
  review_assert_status (self, article, "changes-requested");

  overview = look (self, "2026-06-01T00:00:00Z");
  g_assert_cmpuint (find_reviewer (overview, "Thea Third")->waiting, ==, 0);
}

static void
test_joined (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *one = make_article (self, "[]");
  g_autofree char *other = make_article (self, "[]");
  g_autofree char *signed_text = NULL;
  g_autoptr (AttestOverview) before = NULL;
  g_autoptr (AttestOverview) after = NULL;
  g_autoptr (GError) error = NULL;
  const AttestOverviewReviewer *both;

  set_policy (self, 2, 12);
  g_free (submit (self, one, "2026-03-01T00:00:00Z"));
  g_free (submit (self, other, "2026-03-01T00:00:00Z"));
  assign (self, one, self->first, "2026-05-20");
  assign (self, one, self->second, "2026-05-10");
  assign (self, other, self->second, "2026-07-10");
  answer (self, other, self->third, "yes", "2026-03-04T00:00:00Z");
  g_free (review_comment (self, one, self->first, DOSE, FALSE));
  g_free (review_comment (self, one, self->second, DOSE, FALSE));
  signed_text = make_article (self, "[]");
  g_free (submit (self, signed_text, "2026-03-01T00:00:00Z"));
  answer (self, signed_text, self->first, "yes", "2026-03-02T00:00:00Z");
  answer (self, signed_text, self->second, "yes", "2026-03-03T00:00:00Z");

  before = look (self, "2026-06-01T00:00:00Z");
  g_assert_cmpuint (before->reviewers->len, ==, 3);
  g_assert_cmpuint (before->approvals.count, ==, 1);

  attest_review_join_people (self->record.library, self->editor, self->first, self->second, "Married.", &error);
  g_assert_no_error (error);
  after = look (self, "2026-06-01T00:00:00Z");
  g_assert_cmpuint (after->reviewers->len, ==, 2);
  both = find_reviewer (after, strcmp (self->first, self->second) < 0 ? "Rita First" : "Sam Second");
  g_assert_nonnull (both);
  g_assert_cmpuint (both->waiting, ==, 2);
  g_assert_cmpuint (both->asked, ==, 2);
  g_assert_cmpuint (both->overdue, ==, 1);
  g_assert_cmpstr (both->next_day, ==, "2026-05-10");
  g_assert_cmpuint (both->verdicts, ==, 2);
  g_assert_cmpuint (both->open_comments, ==, 2);
  /* Two names never made two sign-offs. */
  g_assert_cmpuint (after->approvals.count, ==, 0);
}

/* ---- Re-reviews ---- */

static guint
get_due (const AttestOverview *overview, int year, int month)
{
  for (guint i = 0; i < ATTEST_OVERVIEW_MONTHS; i++)
    if (overview->months[i].year == year && overview->months[i].month == month)
      return overview->months[i].due;
  g_error ("%d-%d is not among the months", year, month);
}

static void
test_due (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *past = NULL;
  g_autofree char *this_month = NULL;
  g_autofree char *last_minute = NULL;
  g_autofree char *new_year = NULL;
  g_autofree char *last_month = NULL;
  g_autofree char *beyond = NULL;
  g_autofree char *blocked = NULL;
  g_autoptr (AttestOverview) overview = NULL;
  guint sum = 0;

  set_policy (self, 1, 12);
  past = make_approved (self, "[]", "2025-01-01T00:00:00Z", "2025-11-29T00:00:00Z");
  this_month = make_approved (self, "[]", "2025-01-01T00:00:00Z", "2025-11-30T23:30:00Z");
  last_minute = make_approved (self, "[]", "2025-01-01T00:00:00Z", "2025-12-31T23:59:59Z");
  new_year = make_approved (self, "[]", "2025-01-01T00:00:00Z", "2026-01-01T00:00:00Z");
  last_month = make_approved (self, "[]", "2025-01-01T00:00:00Z", "2026-10-31T23:59:59Z");
  beyond = make_approved (self, "[]", "2025-01-01T00:00:00Z", "2026-11-01T00:00:00Z");
  blocked = make_approved (self, "[]", "2025-01-01T00:00:00Z", "2026-10-01T00:00:00Z");
  g_free (review_comment (self, blocked, self->second, DOSE, TRUE));

  overview = look (self, "2026-11-30T12:00:00Z");
  g_assert_cmpint (overview->months[0].year, ==, 2026);
  g_assert_cmpint (overview->months[0].month, ==, 11);
  g_assert_cmpint (overview->months[11].year, ==, 2027);
  g_assert_cmpint (overview->months[11].month, ==, 10);
  /* One because of its age, one because of a comment. */
  g_assert_cmpuint (overview->due, ==, 2);
  g_assert_cmpuint (get_due (overview, 2026, 11), ==, 1);
  g_assert_cmpuint (get_due (overview, 2026, 12), ==, 1);
  g_assert_cmpuint (get_due (overview, 2027, 1), ==, 1);
  g_assert_cmpuint (get_due (overview, 2027, 10), ==, 1);
  g_assert_cmpuint (overview->due_later, ==, 1);
  for (guint i = 0; i < ATTEST_OVERVIEW_MONTHS; i++)
    sum += overview->months[i].due;
  g_assert_cmpuint (sum, ==, 4);
}

static void
test_span (void)
{
  const struct
  {
    gint64 span;
    const char *text;
  } cases[] = {
    { 0, "less than an hour" },          { G_TIME_SPAN_HOUR / 2 - 1, "less than an hour" },
    { G_TIME_SPAN_HOUR, "1 hour" },      { 47 * G_TIME_SPAN_HOUR, "47 hours" },
    { 48 * G_TIME_SPAN_HOUR, "2 days" }, { 60 * G_TIME_SPAN_HOUR, "3 days" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = attest_overview_dup_span (cases[i].span);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, data, test)                                                                                          \
  g_test_add (path, ReviewFixture, data, review_fixture_set_up, test, review_fixture_tear_down)
  ADD ("/overview/states", NULL, test_states);
  ADD ("/overview/empty", NULL, test_empty);
  ADD ("/overview/median", NULL, test_median);
  ADD ("/overview/period", GUINT_TO_POINTER (24), test_period);
  ADD ("/overview/period-never-due", NULL, test_period);
  ADD ("/overview/completing", GUINT_TO_POINTER (12), test_completing);
  ADD ("/overview/completing-never-due", NULL, test_completing);
  ADD ("/overview/again", GUINT_TO_POINTER (12), test_again);
  ADD ("/overview/again-never-due", NULL, test_again);
  ADD ("/overview/same-bytes", GUINT_TO_POINTER (12), test_same_bytes);
  ADD ("/overview/same-bytes-never-due", NULL, test_same_bytes);
  ADD ("/overview/settled", NULL, test_settled);
  ADD ("/overview/reviewers", NULL, test_reviewers);
  ADD ("/overview/author-who-reviews", NULL, test_author_who_reviews);
  ADD ("/overview/joined", NULL, test_joined);
  ADD ("/overview/due", NULL, test_due);
  g_test_add_func ("/overview/span", test_span);

  return g_test_run ();
}

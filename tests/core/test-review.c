/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "evidence/attest-reference.h"
#include "review-fixture.h"

#define TEXT "# Can it help?\n\nIt helps some people. Take 0.5 mg/kg over 40 minutes.\n"

static void
assert_refused (GError **error, AttestReviewError code)
{
  g_assert_error (*error, ATTEST_REVIEW_ERROR, (int) code);
  g_assert_cmpuint (strlen ((*error)->message), >, 10);
  g_clear_error (error);
}

static void
test_way_through (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *article = review_make_article (self, TEXT);
  g_autofree char *newer = NULL;
  g_autoptr (AttestAssessment) approved = NULL;
  g_autoptr (AttestAssessment) after = NULL;
  g_autoptr (GError) error = NULL;

  review_assert_status (self, article, "draft");
  review_submit (self, article);
  review_assert_status (self, article, "submitted");
  attest_review_start (self->record.library, article, "doctor", self->first, &error);
  g_assert_no_error (error);
  review_assert_status (self, article, "under-review");
  review_sign (self, article, self->first);
  review_assert_status (self, article, "under-review");
  review_sign (self, article, self->second);
  review_assert_status (self, article, "approved");

  approved = review_assess (self, article);
  g_assert_cmpstr (approved->published, ==, approved->submitted);
  g_assert_cmpuint (approved->missing->len, ==, 0);
  g_assert_cmpuint (approved->sign_offs->len, ==, 2);
  g_assert_false (approved->due);
  g_assert_cmpint (approved->due_after, >, g_get_real_time () + 360 * G_TIME_SPAN_DAY);

  newer = review_save (self, article, self->author, TEXT "More.\n");
  review_assert_status (self, article, "approved");
  review_submit (self, article);
  review_assert_status (self, article, "submitted");
  after = review_assess (self, article);
  g_assert_cmpstr (after->submitted, ==, newer);
  g_assert_cmpstr (after->published, ==, approved->published);

  attest_review_withdraw (self->record.library, article, "doctor", self->editor, "New warning", &error);
  g_assert_no_error (error);
  review_assert_status (self, article, "withdrawn");
}

static void
test_who_may (ReviewFixture *self, gconstpointer data)
{
  AttestLibrary *library = self->record.library;
  g_autofree char *article = review_make_article (self, TEXT);
  g_autoptr (GBytes) text = g_bytes_new_static ("x", 1);
  g_autoptr (GError) error = NULL;
  AttestVerdict yes = { .meaning = "review" };
  guint n_events = record_count_events (library);

  g_assert_null (attest_review_save_revision (library, article, NULL, self->first, text, NULL, &error));
  assert_refused (&error, ATTEST_REVIEW_ERROR_REFUSED);
  g_assert_false (attest_review_submit (library, article, NULL, self->first, &error));
  assert_refused (&error, ATTEST_REVIEW_ERROR_REFUSED);
  g_assert_false (attest_review_start (library, article, NULL, self->first, &error));
  assert_refused (&error, ATTEST_REVIEW_ERROR_REFUSED);
  g_assert_false (attest_review_give_verdict (library, article, NULL, self->first, &yes, NULL, NULL, &error));
  assert_refused (&error, ATTEST_REVIEW_ERROR_REFUSED);
  g_assert_false (attest_review_withdraw (library, article, NULL, self->author, NULL, &error));
  assert_refused (&error, ATTEST_REVIEW_ERROR_REFUSED);
  g_assert_false (attest_review_submit (library, article, "nobody", self->author, &error));
  assert_refused (&error, ATTEST_REVIEW_ERROR_INPUT);
  g_assert_false (attest_review_submit (library, article, NULL, NULL, &error));
  assert_refused (&error, ATTEST_REVIEW_ERROR_INPUT);
  g_assert_cmpuint (record_count_events (library), ==, n_events);

  review_submit (self, article);
  n_events++;
  g_assert_false (attest_review_submit (library, article, NULL, self->author, &error));
  assert_refused (&error, ATTEST_REVIEW_ERROR_REFUSED);
  g_assert_false (attest_review_start (library, article, NULL, self->author, &error));
  assert_refused (&error, ATTEST_REVIEW_ERROR_REFUSED);
  g_assert_false (attest_review_give_verdict (library, article, NULL, self->editor, &yes, NULL, NULL, &error));
  assert_refused (&error, ATTEST_REVIEW_ERROR_REFUSED);
  g_assert_false (attest_review_recuse (library, article, NULL, self->author, "Mine", &error));
  assert_refused (&error, ATTEST_REVIEW_ERROR_REFUSED);
  g_assert_cmpuint (record_count_events (library), ==, n_events);
}

static void
test_own_text (ReviewFixture *self, gconstpointer data)
{
  AttestLibrary *library = self->record.library;
  g_autofree char *article = review_make_article (self, TEXT);
  g_autofree char *revision = review_save (self, article, self->third, TEXT "And more.\n");
  g_autofree char *later = NULL;
  g_autoptr (GError) error = NULL;
  AttestVerdict yes = { 0 };

  review_submit (self, article);
  g_assert_false (attest_review_give_verdict (library, article, NULL, self->third, &yes, NULL, NULL, &error));
  assert_refused (&error, ATTEST_REVIEW_ERROR_REFUSED);
  review_sign (self, article, self->first);
  review_sign (self, article, self->second);
  review_assert_status (self, article, "approved");

  /* What was approved since is not their text any more. */
  later = review_save (self, article, self->author, TEXT "And less.\n");
  review_submit (self, article);
  g_assert_true (attest_review_give_verdict (library, article, NULL, self->third, &yes, later, NULL, &error));
  g_assert_no_error (error);
}

static void
test_verdict (ReviewFixture *self, gconstpointer data)
{
  AttestLibrary *library = self->record.library;
  g_autofree char *article = review_make_article (self, TEXT);
  g_autofree char *newer = NULL;
  g_autoptr (AttestAssessment) assessment = NULL;
  g_autoptr (GError) error = NULL;
  AttestVerdict no = { .safe = ATTEST_ANSWER_NO, .meaning = "review", .reason = "  " };
  AttestVerdict odd = { .meaning = "applause" };
  AttestVerdict yes = { 0 };

  review_submit (self, article);
  g_assert_false (attest_review_give_verdict (library, article, NULL, self->first, &no, NULL, NULL, &error));
  assert_refused (&error, ATTEST_REVIEW_ERROR_INPUT);
  g_assert_false (attest_review_give_verdict (library, article, NULL, self->first, &odd, NULL, NULL, &error));
  assert_refused (&error, ATTEST_REVIEW_ERROR_INPUT);
  g_assert_false (attest_review_give_verdict (library, article, NULL, self->first, &yes, NULL, "{}", &error));
  assert_refused (&error, ATTEST_REVIEW_ERROR_INPUT);
  g_assert_false (attest_review_recuse (library, article, NULL, self->first, "", &error));
  assert_refused (&error, ATTEST_REVIEW_ERROR_INPUT);

  no.reason = "No word on who should not take it";
  g_assert_true (attest_review_give_verdict (library, article, NULL, self->first, &no, NULL, NULL, &error));
  g_assert_no_error (error);
  review_assert_status (self, article, "changes-requested");
  assessment = review_assess (self, article);
  g_assert_cmpstr (((AttestMissing *) assessment->missing->pdata[0])->text,
                   ==,
                   "Rita First answered no: No word on who should not take it");

  newer = review_save (self, article, self->author, TEXT "Not for children.\n");
  g_assert_true (attest_review_recuse (library, article, NULL, self->second, "I know the maker", &error));
  g_assert_false (attest_review_give_verdict (library, article, NULL, self->second, &yes, NULL, NULL, &error));
  assert_refused (&error, ATTEST_REVIEW_ERROR_REFUSED);
  review_submit (self, article);

  /* They had the older one before their eyes. */
  g_assert_false (
      attest_review_give_verdict (library, article, NULL, self->second, &yes, assessment->submitted, NULL, &error));
  assert_refused (&error, ATTEST_REVIEW_ERROR_REFUSED);
  g_assert_true (attest_review_give_verdict (library, article, NULL, self->second, &yes, newer, NULL, &error));
  g_assert_no_error (error);
}

static void
test_findings (ReviewFixture *self, gconstpointer data)
{
  static const char *findings = "[{\"rule\":\"unknown-citation\",\"severity\":\"error\",\"start\":3,\"end\":9,\"pack\":"
                                "\"house 1\",\"text\":\"x\"},"
                                "{\"rule\":\"long\",\"severity\":\"hint\",\"start\":3,\"end\":9,\"pack\":\"house 1\"}]";
  AttestLibrary *library = self->record.library;
  g_autofree char *article = review_make_article (self, TEXT);
  g_autoptr (AttestAssessment) assessment = NULL;
  g_autoptr (AttestVariant) variant = NULL;
  g_autoptr (GError) error = NULL;
  AttestVerdict yes = { 0 };

  review_submit (self, article);
  review_sign (self, article, self->first);
  review_sign (self, article, self->second);
  g_assert_true (attest_review_give_verdict (library, article, NULL, self->third, &yes, NULL, findings, &error));
  g_assert_no_error (error);
  review_assert_status (self, article, "approved");
  assessment = review_assess (self, article);
  g_assert_true (assessment->due);
  g_assert_cmpuint (assessment->missing->len, ==, 1);
  g_assert_cmpstr (((AttestMissing *) assessment->missing->pdata[0])->code, ==, "finding");
  g_assert_cmpstr (((AttestMissing *) assessment->missing->pdata[0])->text,
                   ==,
                   "1 error was found by the checks after the approval.");
  variant = attest_library_find_variant (library, article, NULL, &error);
  g_assert_cmpint (variant->due_after, ==, 1);
}

static void
test_start_once (ReviewFixture *self, gconstpointer data)
{
  AttestLibrary *library = self->record.library;
  g_autofree char *article = review_make_article (self, TEXT);
  g_autoptr (GError) error = NULL;
  guint n_events;

  review_submit (self, article);
  g_assert_true (attest_review_start (library, article, NULL, self->first, &error));
  n_events = record_count_events (library);
  g_assert_true (attest_review_start (library, article, NULL, self->first, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (record_count_events (library), ==, n_events);
}

/* ---- Saving ---- */

#define REFERENCES                                                                                                     \
  "[{\"id\":\"b2\",\"type\":\"article-journal\",\"title\":\"Second\"},"                                                \
  "{\"id\":\"unused\",\"type\":\"article-journal\",\"title\":\"Unused\"},"                                             \
  "{\"id\":\"a1\",\"type\":\"article-journal\",\"title\":\"First\"}]"

static void
test_frozen (ReviewFixture *self, gconstpointer data)
{
  AttestLibrary *library = self->record.library;
  static const char text[] = "# Does it work?\n\nYes [@a1]. Perhaps [@b2; @a1].\n";
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, sizeof text - 1);
  static const char *const topics[] = { "pain", NULL };
  g_autofree char *id = NULL;
  g_autofree char *article = NULL;
  g_autofree char *same = NULL;
  g_autofree char *changed = NULL;
  g_autofree char *set = NULL;
  g_autoptr (AttestArticle) row = NULL;
  g_autoptr (AttestRevision) revision = NULL;
  g_autoptr (AttestReferences) references = NULL;
  g_autoptr (GError) error = NULL;
  guint n_events = record_count_events (library);

  article = attest_review_create_article (
      library, self->author, NULL, "en", topics, "patient", bytes, REFERENCES, "Ask your doctor.", 0, &id, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (record_count_events (library), ==, n_events + 4);
  row = attest_library_find_article (library, article, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (row->slug, ==, "does-it-work");
  g_assert_cmpstr (row->title, ==, "Does it work?");
  revision = attest_library_load_revision (library, id, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (revision->title, ==, "Does it work?");
  g_assert_cmpstr (revision->disclaimer, ==, "Ask your doctor.");
  g_assert_nonnull (revision->signed_hash);
  references = attest_references_new_from_json (revision->references, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (attest_references_get_length (references), ==, 2);
  g_assert_cmpstr (attest_references_get_key (references, 0), ==, "a1");
  g_assert_cmpstr (attest_references_get_key (references, 1), ==, "b2");

  /* The same bytes again are no news, unless what they cite changed. */
  n_events = record_count_events (library);
  same = attest_review_save_revision (library, article, NULL, self->author, bytes, NULL, &error);
  g_assert_cmpstr (same, ==, id);
  g_assert_cmpuint (record_count_events (library), ==, n_events);
  set = record_append (library,
                       "references.set",
                       article,
                       self->author,
                       "{\"references\":\"[{\\\"id\\\":\\\"a1\\\",\\\"type\\\":\\\"book\\\"}]\"}");
  changed = attest_review_save_revision (library, article, NULL, self->author, bytes, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (changed, !=, id);
}

static void
test_save_refused (ReviewFixture *self, gconstpointer data)
{
  AttestLibrary *library = self->record.library;
  g_autofree char *article = review_make_article (self, TEXT);
  g_autofree char *other = review_make_article (self, TEXT);
  g_autofree char *patient = NULL;
  g_autoptr (AttestVariant) foreign = attest_library_find_variant (library, other, NULL, NULL);
  g_autoptr (AttestArticle) row = attest_library_find_article (library, other, NULL);
  g_autoptr (GBytes) latin = g_bytes_new_static ("caf\xe9", 4);
  g_autoptr (GBytes) text = g_bytes_new_static ("# New\n", 6);
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (row->slug, !=, "can-it-help");
  g_assert_true (g_str_has_prefix (row->slug, "can-it-help-"));
  g_assert_null (attest_review_save_revision (library, article, NULL, self->author, latin, NULL, &error));
  assert_refused (&error, ATTEST_REVIEW_ERROR_INPUT);
  g_assert_null (attest_review_save_revision (library, article, "aliens", self->author, text, NULL, &error));
  assert_refused (&error, ATTEST_REVIEW_ERROR_INPUT);
  g_assert_null (attest_review_save_revision (library, article, NULL, self->author, text, foreign->newest, &error));
  assert_refused (&error, ATTEST_REVIEW_ERROR_INPUT);
  g_assert_null (attest_review_create_article (
      library, self->author, NULL, "en", NULL, "aliens", text, NULL, NULL, 0, NULL, &error));
  assert_refused (&error, ATTEST_REVIEW_ERROR_INPUT);

  /* A new audience begins with its first text. */
  patient = attest_review_save_revision (library, article, "patient", self->author, text, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (patient);
}

static void
test_slugs (void)
{
  static const char *const cases[][2] = {
    { "Can excessive ketamine use cause depression?", "can-excessive-ketamine-use-cause-depression" },
    { "  What's 0.5 mg/kg -- really?  ", "whats-0-5-mg-kg-really" },
    { "Über Ängste: Größe & Œuvre", "uber-angste-grosse-oeuvre" },
    { "???", "article" },
    { "", "article" },
    { "A very long title that goes on and on and on, far beyond what a file name wants to be",
      "a-very-long-title-that-goes-on-and-on-and-on-far-beyond-what" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *slug = attest_review_slug_from_title (cases[i][0]);

      g_assert_cmpstr (slug, ==, cases[i][1]);
    }
}

/* ---- Events as others may bring them ---- */

typedef struct
{
  const char *kind;
  char *no_effect;
} Sought;

static gboolean
remember_effect (AttestEvent *event, const char *no_effect, gpointer user_data)
{
  Sought *sought = user_data;

  if (g_str_equal (event->kind, sought->kind))
    {
      g_free (sought->no_effect);
      sought->no_effect = g_strdup (no_effect);
    }

  return TRUE;
}

/* Appends and says what the history says about it, NULL when it took effect. */
static char *
append_for_effect (ReviewFixture *self, const char *kind, const char *article, const char *actor, const char *body)
{
  Sought sought = { kind, NULL };
  g_autofree char *hash = record_append (self->record.library, kind, article, actor, body);
  g_autoptr (GError) error = NULL;

  attest_library_visit_events (self->record.library, article, remember_effect, &sought, &error);
  g_assert_no_error (error);

  return sought.no_effect;
}

static void
assert_effect (ReviewFixture *self,
               const char *kind,
               const char *article,
               const char *actor,
               const char *body,
               gboolean effect)
{
  g_autofree char *no_effect = append_for_effect (self, kind, article, actor, body);

  if (effect)
    g_assert_null (no_effect);
  else
    g_assert_nonnull (no_effect);
}

static char *
make_verdict (const AttestRevision *revision, const char *hash, const char *roles)
{
  return g_strdup_printf (
      "{\"audience\":\"doctor\",\"revision\":\"%s\",\"signed_hash\":\"%s\",\"accurate\":\"yes\",\"safe\":\"yes\","
      "\"current\":\"yes\",\"meaning\":\"review\",\"reason\":\"\",\"roles\":[%s],\"findings\":[]}",
      revision->id,
      hash,
      roles);
}

static void
test_no_effect (ReviewFixture *self, gconstpointer data)
{
  AttestLibrary *library = self->record.library;
  g_autofree char *article = review_make_article (self, TEXT);
  g_autofree char *other = review_make_article (self, TEXT);
  g_autoptr (AttestRevision) mine = attest_library_find_revision (library, article, "doctor", 0, NULL);
  g_autoptr (AttestRevision) foreign = attest_library_find_revision (library, other, "doctor", 0, NULL);
  g_autofree char *body = g_strdup_printf ("{\"audience\":\"doctor\",\"revision\":\"%s\"}", mine->id);
  g_autofree char *foreign_body = g_strdup_printf ("{\"audience\":\"doctor\",\"revision\":\"%s\"}", foreign->id);
  g_autofree char *wrong_audience = g_strdup_printf ("{\"audience\":\"patient\",\"revision\":\"%s\"}", mine->id);
  g_autofree char *recusal =
      g_strdup_printf ("{\"audience\":\"doctor\",\"revision\":\"%s\",\"reason\":\"My brother\"}", mine->id);
  g_autofree char *verdict = make_verdict (mine, mine->signed_hash, "\"reviewer\"");
  g_autofree char *roleless = make_verdict (mine, mine->signed_hash, "\"editor\"");
  g_autofree char *other_bytes = make_verdict (mine, foreign->signed_hash, "\"reviewer\"");

  assert_effect (self, "review.withdraw", article, self->author, "{\"audience\":\"doctor\",\"reason\":\"\"}", FALSE);
  assert_effect (self, "review.verdict", article, self->first, verdict, FALSE);
  assert_effect (self, "review.start", article, self->first, body, FALSE);
  assert_effect (self, "review.submit", article, self->author, foreign_body, FALSE);
  assert_effect (self, "review.submit", article, self->author, wrong_audience, FALSE);
  review_assert_status (self, article, "draft");

  assert_effect (self, "review.submit", article, self->author, body, TRUE);
  assert_effect (self, "review.submit", article, self->author, body, FALSE);
  assert_effect (self, "review.start", article, self->author, body, FALSE);
  assert_effect (self, "review.verdict", article, self->author, verdict, FALSE);
  assert_effect (self, "review.verdict", article, self->editor, roleless, FALSE);
  assert_effect (self, "review.verdict", article, self->first, other_bytes, FALSE);
  review_assert_status (self, article, "submitted");
  assert_effect (self, "review.recuse", article, self->third, recusal, TRUE);
  assert_effect (self, "review.verdict", article, self->third, verdict, FALSE);
  review_assert_status (self, article, "submitted");
  assert_effect (self, "review.verdict", article, self->first, verdict, TRUE);
  review_assert_status (self, article, "under-review");
}

/* On one device the first text was submitted and denied; on another one a newer text had been submitted, which a merge puts before all that. */
static void
test_answer_to_what_came_second (ReviewFixture *self, gconstpointer data)
{
  AttestLibrary *library = self->record.library;
  g_autofree char *article = review_make_article (self, TEXT);
  g_autoptr (AttestRevision) first = attest_library_find_revision (library, article, "doctor", 0, NULL);
  g_autofree char *newer = review_save (self, article, self->author, "# Can it help?\n\nNo.\n");
  g_autofree char *of_newer = g_strdup_printf ("{\"audience\":\"doctor\",\"revision\":\"%s\"}", newer);
  g_autofree char *of_first = g_strdup_printf ("{\"audience\":\"doctor\",\"revision\":\"%s\"}", first->id);
  g_autofree char *denial =
      g_strdup_printf ("{\"audience\":\"doctor\",\"revision\":\"%s\",\"signed_hash\":\"%s\",\"accurate\":\"yes\","
                       "\"safe\":\"no\",\"current\":\"yes\",\"meaning\":\"review\",\"reason\":\"The dose\","
                       "\"roles\":[\"reviewer\"],\"findings\":[]}",
                       first->id,
                       first->signed_hash);
  g_autofree char *again = NULL;

  assert_effect (self, "review.submit", article, self->author, of_newer, TRUE);
  assert_effect (self, "review.submit", article, self->author, of_first, FALSE);
  assert_effect (self, "review.verdict", article, self->first, denial, TRUE);
  review_assert_status (self, article, "submitted");

  again = review_save (self, article, self->author, TEXT);
  review_submit (self, article);
  review_sign (self, article, self->second);
  review_sign (self, article, self->third);
  review_assert_status (self, article, "changes-requested");
}

#define HASH "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

static void
test_bodies (ReviewFixture *self, gconstpointer data)
{
  static const struct
  {
    const char *kind;
    const char *body;
  } cases[] = {
    { "review.submit", "{}" },
    { "review.submit", "{\"audience\":\"doctor\",\"revision\":\"short\"}" },
    { "review.submit", "{\"audience\":\"\",\"revision\":\"" HASH "\"}" },
    { "review.submit", "{\"audience\":\"doctor\",\"revision\":\"" HASH "\",\"more\":1}" },
    { "review.submit", "{\"audience\":7,\"revision\":\"" HASH "\"}" },
    { "review.recuse", "{\"audience\":\"doctor\",\"revision\":\"" HASH "\",\"reason\":\" \"}" },
    { "review.withdraw", "{\"audience\":\"doctor\"}" },
    { "review.verdict",
      "{\"audience\":\"doctor\",\"revision\":\"" HASH "\",\"signed_hash\":\"" HASH
      "\",\"accurate\":\"maybe\",\"safe\":\"yes\",\"current\":\"yes\","
      "\"meaning\":\"review\",\"reason\":\"\",\"roles\":[],\"findings\":[]}" },
    { "review.verdict",
      "{\"audience\":\"doctor\",\"revision\":\"" HASH "\",\"signed_hash\":\"" HASH
      "\",\"accurate\":\"no\",\"safe\":\"yes\",\"current\":\"yes\","
      "\"meaning\":\"review\",\"reason\":\"\",\"roles\":[],\"findings\":[]}" },
    { "review.verdict",
      "{\"audience\":\"doctor\",\"revision\":\"" HASH "\",\"signed_hash\":\"" HASH
      "\",\"accurate\":\"yes\",\"safe\":\"yes\",\"current\":\"yes\","
      "\"meaning\":\"fun\",\"reason\":\"\",\"roles\":[],\"findings\":[]}" },
    { "review.verdict",
      "{\"audience\":\"doctor\",\"revision\":\"" HASH "\",\"signed_hash\":\"" HASH
      "\",\"accurate\":\"yes\",\"safe\":\"yes\",\"current\":\"yes\","
      "\"meaning\":\"review\",\"reason\":\"\",\"roles\":[],\"findings\":[{\"rule\":\"x\"}]}" },
    { "review.verdict",
      "{\"audience\":\"doctor\",\"revision\":\"" HASH "\",\"signed_hash\":\"" HASH
      "\",\"accurate\":\"yes\",\"safe\":\"yes\",\"current\":\"yes\","
      "\"meaning\":\"review\",\"reason\":\"\",\"roles\":[],\"findings\":[{\"rule\":\"x\",\"severity\":\"error\","
      "\"pack\":\"p\",\"version\":\"1\","
      "\"start\":9,\"end\":3}]}" },
    { "comment.add",
      "{\"audience\":\"doctor\",\"revision\":\"" HASH
      "\",\"start\":0,\"end\":3,\"exact\":\"four\",\"prefix\":\"\",\"suffix\":\"\",\"text\":\"x\","
      "\"kind\":\"note\",\"blocking\":false}" },
    { "comment.add",
      "{\"audience\":\"doctor\",\"revision\":\"" HASH
      "\",\"start\":-1,\"end\":3,\"exact\":\"four\",\"prefix\":\"\",\"suffix\":\"\",\"text\":\"x\","
      "\"kind\":\"note\",\"blocking\":false}" },
    { "comment.add",
      "{\"audience\":\"doctor\",\"revision\":\"" HASH
      "\",\"start\":3,\"end\":3,\"exact\":\"\",\"prefix\":\"\",\"suffix\":\"\",\"text\":\"x\","
      "\"kind\":\"note\",\"blocking\":false}" },
    { "comment.add",
      "{\"audience\":\"doctor\",\"revision\":\"" HASH
      "\",\"start\":0,\"end\":4,\"exact\":\"four\",\"prefix\":\"\",\"suffix\":\"\",\"text\":\"x\","
      "\"kind\":\"shout\",\"blocking\":false}" },
    { "comment.add",
      "{\"audience\":\"doctor\",\"revision\":\"" HASH
      "\",\"start\":0,\"end\":4,\"exact\":\"four\",\"prefix\":\"123456789012345678901234567890123\",\"suffix\":\"\","
      "\"text\":\"x\","
      "\"kind\":\"note\",\"blocking\":false}" },
    { "comment.reply", "{\"comment\":\"" HASH "\",\"text\":\"\"}" },
    { "comment.resolve", "{\"comment\":\"" HASH "\"}" },
    { "comment.reopen", "{\"comment\":\"nine\"}" },
    { "comment.attach", "{\"comment\":\"" HASH "\"}" },
    { "comment.decline", "{\"comment\":\"" HASH "\"}" },
    { "comment.decline", "{\"comment\":\"" HASH "\",\"suggestion\":\"s\",\"reason\":\"\"}" },
    { "comment.edit", "{\"comment\":\"" HASH "\"}" },
    { "comment.edit", "{\"comment\":\"" HASH "\",\"reply\":\"" HASH "\",\"text\":\"\"}" },
    { "comment.edit", "{\"comment\":\"" HASH "\",\"reply\":\"nine\",\"text\":\"x\"}" },
  };
  g_autofree char *article = review_make_article (self, TEXT);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("case %" G_GSIZE_FORMAT, i);
      record_append_error (self->record.library, cases[i].kind, article, cases[i].body, ATTEST_RECORD_ERROR_BODY);
    }
}

/* ---- Merging ---- */

static AttestLibrary *
make_copy (ReviewFixture *self, const char *name)
{
  AttestLibrary *copy = record_fixture_create (&self->record, name);
  g_autoptr (GError) error = NULL;

  attest_library_merge (copy, self->record.path, NULL, &error);
  g_assert_no_error (error);

  return copy;
}

static void
sign_in (AttestLibrary *library, const char *article, const char *actor)
{
  g_autoptr (GError) error = NULL;
  AttestVerdict verdict = { 0 };

  attest_review_give_verdict (library, article, NULL, actor, &verdict, NULL, NULL, &error);
  g_assert_no_error (error);
}

/* Two reviewers sign in their own copies; brought together in either order, the text is approved and all three libraries hold the same. */
static void
test_merge (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *article = review_make_article (self, TEXT);
  g_autoptr (GError) error = NULL;
  AttestLibrary *one;
  AttestLibrary *two;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *third = NULL;

  review_submit (self, article);
  one = make_copy (self, "one");
  two = make_copy (self, "two");
  sign_in (one, article, self->first);
  sign_in (two, article, self->second);
  review_assert_status (self, article, "submitted");

  attest_library_merge (self->record.library, attest_library_get_path (one), NULL, &error);
  attest_library_merge (self->record.library, attest_library_get_path (two), NULL, &error);
  attest_library_merge (two, attest_library_get_path (one), NULL, &error);
  attest_library_merge (one, attest_library_get_path (two), NULL, &error);
  g_assert_no_error (error);
  review_assert_status (self, article, "approved");
  first = record_dump (self->record.library);
  second = record_dump (one);
  third = record_dump (two);
  g_assert_cmpstr (first, ==, second);
  g_assert_cmpstr (first, ==, third);
  g_assert_finalize_object (one);
  g_assert_finalize_object (two);
}

static void
test_board_changes (ReviewFixture *self, gconstpointer data)
{
  AttestLibrary *library = self->record.library;
  static const char *const reviewer[] = { "reviewer", NULL };
  g_autofree char *article = review_make_article (self, TEXT);
  g_autoptr (GError) error = NULL;
  gboolean identical = FALSE;

  review_submit (self, article);
  review_sign (self, article, self->first);
  attest_review_save_policy (library, self->editor, 1, reviewer, 6, &error);
  g_assert_no_error (error);
  review_assert_status (self, article, "approved");
  attest_review_save_policy (library, self->editor, 3, reviewer, 6, &error);
  g_assert_no_error (error);
  review_assert_status (self, article, "approved");

  /* Who somebody is has no date: the reviewer was the author all along. */
  attest_review_join_people (library, self->editor, self->first, self->author, "Married name", &error);
  g_assert_no_error (error);
  review_assert_status (self, article, "submitted");
  attest_library_rebuild (library, &identical, &error);
  g_assert_no_error (error);
  g_assert_true (identical);
  review_assert_status (self, article, "submitted");
}

#define ADD(path, function)                                                                                            \
  g_test_add ("/core/review/" path, ReviewFixture, NULL, review_fixture_set_up, function, review_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("acts/way-through", test_way_through);
  ADD ("acts/who-may", test_who_may);
  ADD ("acts/own-text", test_own_text);
  ADD ("acts/verdict", test_verdict);
  ADD ("acts/findings", test_findings);
  ADD ("acts/start-once", test_start_once);
  ADD ("save/frozen", test_frozen);
  ADD ("save/refused", test_save_refused);
  g_test_add_func ("/core/review/save/slugs", test_slugs);
  ADD ("events/no-effect", test_no_effect);
  ADD ("events/answer-to-what-came-second", test_answer_to_what_came_second);
  ADD ("events/bodies", test_bodies);
  ADD ("events/merge", test_merge);
  ADD ("events/board-changes", test_board_changes);

  return g_test_run ();
}

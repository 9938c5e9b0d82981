/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "record/attest-body.h"
#include "review-fixture.h"

#define TEXT "# Can it help?\n\nIt helps some people. Take 0.5 mg/kg over 40 minutes, and do not drive.\n"
#define TEXT_SPACED "# Can it help?\n\nIt helps some people.  Take 0.5 mg/kg over 40 minutes, and do not drive.\n"
#define TEXT_WORDED "# Can it help?\n\nIt helps many people. Take 0.5 mg/kg over 40 minutes, and do not drive.\n"
#define TEXT_DOSED "# Can it help?\n\nIt helps some people. Take 5 mg/kg over 40 minutes, and do not drive.\n"

static gboolean
reaffirm (ReviewFixture *self, const char *article, const char *actor, GError **error)
{
  return attest_review_reaffirm (self->record.library, article, NULL, actor, &(AttestVerdict) { 0 }, NULL, NULL, error);
}

static void
assert_reaffirmed (ReviewFixture *self, const char *article, const char *actor)
{
  g_autoptr (GError) error = NULL;

  reaffirm (self, article, actor, &error);
  g_assert_no_error (error);
}

static void
assert_refused (ReviewFixture *self, const char *article, const char *actor, const char *says)
{
  guint n_events = record_count_events (self->record.library);
  g_autoptr (GError) error = NULL;

  g_assert_false (reaffirm (self, article, actor, &error));
  g_assert_error (error, ATTEST_REVIEW_ERROR, ATTEST_REVIEW_ERROR_REFUSED);
  if (strstr (error->message, says) == NULL)
    g_error ("“%s” does not say “%s”", error->message, says);
  g_assert_cmpuint (record_count_events (self->record.library), ==, n_events);
}

static AttestChangeSince *
find_since (ReviewFixture *self, const char *article, const char *person)
{
  AttestChangeSince *since;
  g_autoptr (GError) error = NULL;

  g_assert_true (attest_review_find_change_since (self->record.library, article, "doctor", person, &since, &error));
  g_assert_no_error (error);

  return since;
}

static void
assert_change (ReviewFixture *self,
               const char *article,
               const char *person,
               AttestChangeClass change,
               AttestTouched touched)
{
  g_autoptr (AttestChangeSince) since = find_since (self, article, person);

  g_assert_nonnull (since);
  g_assert_cmpint (since->change, ==, change);
  g_assert_cmpuint (since->touched, ==, touched);
  g_assert_cmpuint (since->edits->len > 0, ==, change != ATTEST_CHANGE_NONE);
}

static GPtrArray *
list_in_text (ReviewFixture *self, const char *article, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  GPtrArray *changes = attest_review_list_changes_in_text (self->record.library, article, "doctor", bytes, &error);

  g_assert_no_error (error);
  return changes;
}

/* What an author has typed is told as it will be once it is submitted, and nothing of it is recorded. */
static void
test_in_text (ReviewFixture *self, gconstpointer data)
{
  static const struct
  {
    const char *text;
    AttestChangeClass change;
    AttestTouched touched;
  } cases[] = {
    { TEXT, ATTEST_CHANGE_NONE, ATTEST_TOUCHED_NOTHING },
    { TEXT_SPACED, ATTEST_CHANGE_TYPOGRAPHY, ATTEST_TOUCHED_NOTHING },
    { TEXT_WORDED, ATTEST_CHANGE_WORDS, ATTEST_TOUCHED_NOTHING },
    { TEXT_DOSED, ATTEST_CHANGE_SAFETY, ATTEST_TOUCHED_NUMBER },
  };
  g_autofree char *article = review_make_article (self, TEXT);
  g_autoptr (GPtrArray) none = list_in_text (self, article, TEXT_DOSED);
  g_autoptr (GBytes) bad = g_bytes_new_static ("# \xff\n", 4);
  g_autoptr (GError) error = NULL;
  guint n_events;

  g_assert_cmpuint (none->len, ==, 0);
  review_submit (self, article);
  review_sign (self, article, self->first);
  n_events = record_count_events (self->record.library);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) changes = list_in_text (self, article, cases[i].text);
      const AttestChangeSince *since = changes->pdata[0];

      g_assert_cmpuint (changes->len, ==, 1);
      g_assert_cmpstr (since->person, ==, self->first);
      g_assert_null (since->to);
      g_assert_cmpint (since->change, ==, cases[i].change);
      g_assert_cmpuint (since->touched, ==, cases[i].touched);
    }
  g_assert_null (attest_review_list_changes_in_text (self->record.library, article, "doctor", bad, &error));
  g_assert_error (error, ATTEST_REVIEW_ERROR, ATTEST_REVIEW_ERROR_INPUT);
  g_assert_cmpuint (record_count_events (self->record.library), ==, n_events);
}

/* An article that both reviewers signed; then the author submits @newer. */
static char *
make_changed (ReviewFixture *self, const char *newer)
{
  char *article = review_make_article (self, TEXT);
  g_autofree char *revision = NULL;

  review_submit (self, article);
  review_sign (self, article, self->first);
  review_sign (self, article, self->second);
  review_assert_status (self, article, "approved");
  revision = review_save (self, article, self->author, newer);
  review_submit (self, article);
  review_assert_status (self, article, "submitted");

  return article;
}

typedef struct
{
  const char *kind;
  JsonObject *body;
} Sought;

static gboolean
remember_body (AttestEvent *event, const char *no_effect, gpointer user_data)
{
  Sought *sought = user_data;

  if (g_str_equal (event->kind, sought->kind) && no_effect == NULL)
    {
      g_clear_pointer (&sought->body, json_object_unref);
      sought->body = json_object_ref (event->body);
    }

  return TRUE;
}

/* Returns: (transfer full): of the last event of its kind that had an effect */
static JsonObject *
find_body (ReviewFixture *self, const char *article, const char *kind)
{
  Sought sought = { kind, NULL };

  g_assert_true (attest_library_visit_events (self->record.library, article, remember_body, &sought, NULL));
  g_assert_nonnull (sought.body);

  return sought.body;
}

static void
test_one_step (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *article = make_changed (self, TEXT_WORDED);
  g_autoptr (AttestAssessment) assessment = NULL;
  g_autoptr (AttestChangeSince) before = find_since (self, article, self->first);
  g_autoptr (JsonObject) body = NULL;

  g_assert_true (before->signed_off);
  g_assert_false (before->lapsed);
  g_assert_cmpuint (before->number, ==, 1);
  g_assert_true (attest_change_since_may_reaffirm (before, self->first));
  assert_reaffirmed (self, article, self->first);
  review_assert_status (self, article, "under-review");
  assert_reaffirmed (self, article, self->second);
  review_assert_status (self, article, "approved");

  assessment = review_assess (self, article);
  g_assert_cmpstr (assessment->published, ==, assessment->submitted);
  g_assert_cmpuint (assessment->sign_offs->len, ==, 2);
  assert_change (self, article, self->first, ATTEST_CHANGE_NONE, 0);

  /* The record has both, and how far the change reached. */
  body = find_body (self, article, "review.reaffirm");
  g_assert_cmpstr (json_object_get_string_member (body, "change"), ==, "words");
  g_assert_cmpstr (json_object_get_string_member (body, "revision"), ==, assessment->submitted);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (body, "touched")), ==, 0);
}

static void
test_classes (ReviewFixture *self, gconstpointer data)
{
  static const struct
  {
    const char *text;
    AttestChangeClass change;
    AttestTouched touched;
  } cases[] = {
    { TEXT_SPACED, ATTEST_CHANGE_TYPOGRAPHY, 0 },
    { TEXT_WORDED, ATTEST_CHANGE_WORDS, 0 },
    { TEXT_DOSED, ATTEST_CHANGE_SAFETY, ATTEST_TOUCHED_NUMBER },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *article = make_changed (self, cases[i].text);
      g_autoptr (JsonObject) body = NULL;
      g_auto (GStrv) names = attest_touched_dup_names (cases[i].touched);
      g_auto (GStrv) touched = NULL;

      assert_change (self, article, self->first, cases[i].change, cases[i].touched);
      assert_reaffirmed (self, article, self->first);
      body = find_body (self, article, "review.reaffirm");
      touched = attest_body_dup_texts (body, "touched");
      g_assert_cmpstr (
          json_object_get_string_member (body, "change"), ==, attest_change_class_to_string (cases[i].change));
      g_assert_cmpstrv (touched, names);
    }
}

/* What is signed beside the text counts as well. */
static void
test_disclaimer_and_references (ReviewFixture *self, gconstpointer data)
{
  static const char cited[] = "# Can it help?\n\nIt helps some people [@a].\n";
  g_autofree char *article = review_make_article (self, cited);
  g_autofree char *revision = NULL;
  g_autoptr (AttestChangeSince) since = NULL;
  g_autoptr (GError) error = NULL;

  review_submit (self, article);
  review_sign (self, article, self->first);
  g_free (record_append (
      self->record.library, "article.set", article, self->author, "{\"disclaimer\":\"Do not take more than 5 mg.\"}"));
  g_free (record_append (
      self->record.library,
      "references.set",
      article,
      self->author,
      "{\"references\":\"[{\\\"id\\\":\\\"a\\\",\\\"type\\\":\\\"book\\\",\\\"title\\\":\\\"B\\\"}]\"}"));
  revision = review_save (self, article, self->author, cited);
  review_submit (self, article);

  since = find_since (self, article, self->first);
  g_assert_cmpint (since->change, ==, ATTEST_CHANGE_SAFETY);
  g_assert_true (since->disclaimer);
  g_assert_true (since->references);
  g_assert_cmpuint (since->touched,
                    ==,
                    ATTEST_TOUCHED_CITATION | ATTEST_TOUCHED_NUMBER | ATTEST_TOUCHED_UNIT | ATTEST_TOUCHED_NEGATION);
  g_assert_cmpuint (since->edits->len, ==, 0);
}

static void
test_refusals (ReviewFixture *self, gconstpointer data)
{
  AttestLibrary *library = self->record.library;
  g_autofree char *article = make_changed (self, TEXT_WORDED);
  g_autofree char *newest = NULL;
  AttestVerdict no = { .accurate = ATTEST_ANSWER_NO, .meaning = "review", .reason = "Wrong" };
  g_autoptr (GError) error = NULL;

  assert_refused (self, article, self->third, "no sign-off");
  assert_refused (self, article, self->author, "not a reviewer");
  g_assert_false (
      attest_review_reaffirm (library, article, NULL, self->first, &(AttestVerdict) { 0 }, "0000", NULL, &error));
  g_assert_error (error, ATTEST_REVIEW_ERROR, ATTEST_REVIEW_ERROR_REFUSED);
  g_clear_error (&error);
  g_assert_false (attest_review_reaffirm (
      library, article, NULL, self->first, &(AttestVerdict) { .meaning = "guess" }, NULL, NULL, &error));
  g_assert_error (error, ATTEST_REVIEW_ERROR, ATTEST_REVIEW_ERROR_INPUT);
  g_clear_error (&error);

  assert_reaffirmed (self, article, self->first);
  assert_refused (self, article, self->first, "very text");

  /* Whoever said no last has no sign-off to hold to, whatever they signed before. */
  attest_review_give_verdict (library, article, NULL, self->second, &no, NULL, NULL, &error);
  g_assert_no_error (error);
  newest = review_save (self, article, self->author, TEXT_DOSED);
  review_submit (self, article);
  assert_refused (self, article, self->second, "no sign-off");
  assert_reaffirmed (self, article, self->first);

  attest_review_withdraw (library, article, NULL, self->editor, "Recall", &error);
  g_assert_no_error (error);
  assert_refused (self, article, self->first, "withdrawn");
  g_free (review_save (self, article, self->author, TEXT_WORDED TEXT_DOSED));
  review_submit (self, article);
  assert_refused (self, article, self->first, "withdrawn since");
}

/* Nobody holds to what somebody else signed, and an author of the new text does not hold to it either. */
static void
test_own_text (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *article = review_make_article (self, TEXT);
  g_autofree char *reviewer = review_add_person (self, "Dr Both", "author,reviewer");
  g_autofree char *revision = NULL;

  review_submit (self, article);
  review_sign (self, article, reviewer);
  revision = review_save (self, article, reviewer, TEXT_WORDED);
  review_submit (self, article);
  assert_refused (self, article, reviewer, "nobody reviews their own");
}

/* ---- Folding: a merge may bring what no window would have let through ---- */

static char *
make_body (const AttestRevision *revision, const char *verdict)
{
  return g_strdup_printf ("{\"audience\":\"doctor\",\"revision\":\"%s\",\"signed_hash\":\"%s\",\"verdict\":\"%s\","
                          "\"change\":\"words\",\"touched\":[],\"meaning\":\"review\",\"reason\":\"\","
                          "\"roles\":[\"reviewer\"],\"findings\":[]}",
                          revision->id,
                          revision->signed_hash,
                          verdict);
}

/* A sign-off that counts is told from one without effect by those that the text has. */
static void
assert_sign_offs_after (ReviewFixture *self,
                        const char *article,
                        const char *actor,
                        const char *body,
                        guint n_sign_offs)
{
  g_autoptr (AttestAssessment) assessment = NULL;

  g_free (record_append (self->record.library, "review.reaffirm", article, actor, body));
  assessment = review_assess (self, article);
  g_assert_cmpuint (assessment->sign_offs->len, ==, n_sign_offs);
}

static void
test_no_effect (ReviewFixture *self, gconstpointer data)
{
  AttestLibrary *library = self->record.library;
  g_autofree char *article = make_changed (self, TEXT_WORDED);
  g_autoptr (AttestChangeSince) first = find_since (self, article, self->first);
  g_autoptr (AttestChangeSince) second = find_since (self, article, self->second);
  g_autoptr (AttestRevision) newest = attest_library_find_revision (library, article, "doctor", 0, NULL);
  g_autofree char *of_nothing = make_body (newest, newest->id);
  g_autofree char *of_first = make_body (newest, first->verdict);
  g_autofree char *of_second = make_body (newest, second->verdict);
  AttestVerdict no = { .accurate = ATTEST_ANSWER_NO, .meaning = "review", .reason = "Wrong" };
  g_autoptr (GError) error = NULL;

  assert_sign_offs_after (self, article, self->first, of_second, 0);
  assert_sign_offs_after (self, article, self->first, of_nothing, 0);
  attest_review_give_verdict (library, article, NULL, self->first, &no, NULL, NULL, &error);
  g_assert_no_error (error);
  assert_sign_offs_after (self, article, self->first, of_first, 0);
  review_assert_status (self, article, "changes-requested");
  assert_sign_offs_after (self, article, self->second, of_second, 1);
  assert_sign_offs_after (self, article, self->third, of_second, 1);
  review_assert_status (self, article, "changes-requested");
}

static void
assert_refused_body (ReviewFixture *self, const char *article, const char *body, const char *from, const char *to)
{
  g_autoptr (GString) changed = g_string_new (body);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (g_string_replace (changed, from, to, 1), ==, 1);
  g_assert_true (json_parser_load_from_data (parser, changed->str, -1, NULL));
  g_assert_false (attest_library_append_one (
      self->record.library,
      attest_event_draft_new ("review.reaffirm",
                              article,
                              self->first,
                              json_object_ref (json_node_get_object (json_parser_get_root (parser)))),
      NULL,
      &error));
  g_assert_error (error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_BODY);
}

static void
test_bodies (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *article = make_changed (self, TEXT_WORDED);
  g_autoptr (AttestChangeSince) first = find_since (self, article, self->first);
  g_autoptr (AttestRevision) newest = attest_library_find_revision (self->record.library, article, "doctor", 0, NULL);
  g_autofree char *body = make_body (newest, first->verdict);

  assert_refused_body (self, article, body, "\"words\"", "\"none\"");
  assert_refused_body (self, article, body, "\"touched\":[]", "\"touched\":[\"weather\"]");
  assert_refused_body (self, article, body, "\"doctor\"", "\"\"");
  assert_refused_body (self, article, body, "\"verdict\":\"", "\"verdict\":\"x");
  assert_refused_body (self, article, body, "\"findings\":[]", "\"findings\":[{}]");
  assert_refused_body (self, article, body, "\"review\"", "\"whim\"");
}

/* People who were joined have one last verdict. */
static void
test_list (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *article = make_changed (self, TEXT_DOSED);
  g_autofree char *joined =
      g_strdup_printf ("{\"person\":\"%s\",\"other\":\"%s\",\"reason\":\"Married\"}", self->first, self->second);
  g_autoptr (GPtrArray) apart = NULL;
  g_autoptr (GPtrArray) together = NULL;
  g_autoptr (GError) error = NULL;

  apart = attest_review_list_changes_since (self->record.library, article, "doctor", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (apart->len, ==, 2);
  g_assert_cmpstr (((AttestChangeSince *) apart->pdata[0])->person, ==, self->first);
  g_free (record_append (self->record.library, "person.same", ATTEST_STREAM_BOARD, self->editor, joined));
  together = attest_review_list_changes_since (self->record.library, article, "doctor", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (together->len, ==, 1);
  g_assert_cmpstr (((AttestChangeSince *) together->pdata[0])->person, ==, self->second);
  /* What was signed under another name is for that name to hold to. */
  assert_refused (self, article, self->first, "no sign-off");
}

#define ADD(path, test) g_test_add (path, ReviewFixture, NULL, review_fixture_set_up, test, review_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/reaffirm/one-step", test_one_step);
  ADD ("/reaffirm/classes", test_classes);
  ADD ("/reaffirm/in-text", test_in_text);
  ADD ("/reaffirm/disclaimer-and-references", test_disclaimer_and_references);
  ADD ("/reaffirm/refusals", test_refusals);
  ADD ("/reaffirm/own-text", test_own_text);
  ADD ("/reaffirm/no-effect", test_no_effect);
  ADD ("/reaffirm/bodies", test_bodies);
  ADD ("/reaffirm/list", test_list);

  return g_test_run ();
}

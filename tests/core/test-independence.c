/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "exchange/attest-comments-export.h"
#include "review-fixture.h"
#include "review/attest-overview.h"

/* Reviewers who answer before they see what others said: what is hidden from whom, that nothing else tells of it, and what the order of the record shows afterwards. */

#define TEXT "# Can it help?\n\nIt helps some people. Take 0.5 mg/kg over 40 minutes.\n"

static void
set_policy (ReviewFixture *self, const char *topic, gboolean independent, guint sign_offs)
{
  g_autoptr (GPtrArray) policies = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_policy_free);
  AttestPolicy *policy = attest_policy_new (topic);
  g_autoptr (GError) error = NULL;

  policy->independent = independent;
  policy->sign_offs = sign_offs;
  g_ptr_array_add (policies, policy);
  attest_review_save_settings (self->record.library, self->editor, NULL, policies, &error);
  g_assert_no_error (error);
}

/* Under the policy, submitted. */
static char *
make_text (ReviewFixture *self)
{
  char *article = NULL;

  set_policy (self, NULL, TRUE, 2);
  article = review_make_article (self, TEXT);
  review_submit (self, article);

  return article;
}

static AttestHidden *
read_as (ReviewFixture *self, const char *reader)
{
  g_autoptr (GError) error = NULL;
  AttestHidden *hidden = attest_hidden_new (self->record.library, reader, g_get_real_time (), &error);

  g_assert_no_error (error);

  return hidden;
}

static gboolean
is_hidden_from (ReviewFixture *self, const char *article, const char *reader)
{
  g_autoptr (AttestHidden) hidden = read_as (self, reader);

  return attest_hidden_find (hidden, article, "doctor") != NULL;
}

static guint
count_comments (ReviewFixture *self, const char *article, const char *reader, guint *n_hidden)
{
  g_autoptr (AttestHidden) hidden = read_as (self, reader);
  g_autoptr (GPtrArray) comments = attest_review_list_comments (self->record.library, article, "doctor", NULL, NULL);
  guint taken = attest_hidden_take_out (hidden, comments);

  if (n_hidden != NULL)
    *n_hidden = taken;

  return comments->len;
}

static void
say_no (ReviewFixture *self, const char *article, const char *actor)
{
  AttestVerdict verdict = { .meaning = "review", .safe = ATTEST_ANSWER_NO, .reason = "The dose is wrong." };
  g_autoptr (GError) error = NULL;

  attest_review_give_verdict (self->record.library, article, NULL, actor, &verdict, NULL, NULL, &error);
  g_assert_no_error (error);
}

static char *
reply (ReviewFixture *self, const char *comment, const char *actor, const char *text)
{
  g_autoptr (GError) error = NULL;
  char *id = attest_review_reply (self->record.library, comment, actor, text, NULL, &error);

  g_assert_no_error (error);

  return id;
}

/* ---- Who ---- */

static void
test_who (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *article = make_text (self);
  g_autofree char *both = review_add_person (self, "Eva Both", "editor,reviewer");
  g_autoptr (GError) error = NULL;

  g_assert_true (is_hidden_from (self, article, self->first));
  g_assert_true (is_hidden_from (self, article, both));
  g_assert_true (is_hidden_from (self, article, NULL));
  g_assert_true (is_hidden_from (self, article, "nobody-knows-me"));
  g_assert_false (is_hidden_from (self, article, self->author));
  g_assert_false (is_hidden_from (self, article, self->editor));

  /* Somebody who wrote a newer text may still judge the submitted one. */
  {
    g_autofree char *newer = review_save (self, article, self->third, TEXT "More.\n");

    g_assert_true (is_hidden_from (self, article, self->third));
  }
  attest_review_recuse (self->record.library, article, NULL, both, "A friend wrote it.", &error);
  g_assert_no_error (error);
  g_assert_false (is_hidden_from (self, article, both));
  review_sign (self, article, self->first);
  g_assert_false (is_hidden_from (self, article, self->first));
  g_assert_true (is_hidden_from (self, article, self->second));

  /* Once it is approved nobody's verdict is waited for. */
  review_sign (self, article, self->second);
  review_assert_status (self, article, "approved");
  g_assert_false (is_hidden_from (self, article, self->third));
  g_assert_false (is_hidden_from (self, article, NULL));
}

static void
test_when (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *article = review_make_article (self, TEXT);
  g_autoptr (GError) error = NULL;

  review_submit (self, article);
  g_assert_false (is_hidden_from (self, article, self->first));
  set_policy (self, NULL, TRUE, 2);
  g_assert_true (is_hidden_from (self, article, self->first));
  set_policy (self, NULL, FALSE, 2);
  g_assert_false (is_hidden_from (self, article, self->first));

  /* The stricter of several topics. */
  set_policy (self, "Sleep", FALSE, 2);
  set_policy (self, "Doses", TRUE, 2);
  attest_review_set_article (
      self->record.library, article, self->editor, NULL, (const char *const[]) { "Sleep", "doses", NULL }, &error);
  g_assert_no_error (error);
  g_assert_true (is_hidden_from (self, article, self->first));

  /* A text that is withdrawn, and the same bytes again: what was answered before has to be answered anew. */
  review_sign (self, article, self->first);
  g_assert_false (is_hidden_from (self, article, self->first));
  attest_review_withdraw (self->record.library, article, NULL, self->editor, "Wrong", &error);
  g_assert_no_error (error);
  g_assert_false (is_hidden_from (self, article, self->second));
  review_submit (self, article);
  g_assert_true (is_hidden_from (self, article, self->first));
}

/* Two names of one person: what one answered the other has answered, and what one said the other has said. */
static void
test_joined (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *article = make_text (self);
  g_autofree char *other = review_add_person (self, "R. First", "reviewer");
  g_autofree char *comment = review_comment (self, article, other, "helps", FALSE);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (count_comments (self, article, self->first, NULL), ==, 0);
  attest_review_join_people (self->record.library, self->editor, self->first, other, "The same", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_comments (self, article, self->first, NULL), ==, 1);
  review_sign (self, article, other);
  g_assert_false (is_hidden_from (self, article, self->first));
}

/* ---- What ---- */

static void
test_comments (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *article = make_text (self);
  g_autofree char *theirs = review_comment (self, article, self->second, "some people", TRUE);
  g_autofree char *mine = review_comment (self, article, self->first, "helps", FALSE);
  g_autofree char *answered = reply (self, theirs, self->author, "I shall mend it.");
  g_autofree char *hidden_reply = reply (self, mine, self->second, "Rita is right.");
  g_autofree char *shown_reply = reply (self, mine, self->author, "Thank you.");
  g_autoptr (AttestHidden) hidden = NULL;
  g_autoptr (GPtrArray) comments = NULL;
  g_autoptr (GError) error = NULL;
  const AttestComment *comment;

  attest_review_resolve (self->record.library, mine, self->editor, "It is fine.", &error);
  g_assert_no_error (error);
  hidden = read_as (self, self->first);
  comments = attest_review_list_comments (self->record.library, article, "doctor", NULL, &error);
  g_assert_cmpuint (attest_hidden_take_out (hidden, comments), ==, 4);
  g_assert_cmpuint (comments->len, ==, 1);
  comment = comments->pdata[0];
  g_assert_cmpstr (comment->id, ==, mine);
  g_assert_cmpuint (comment->replies->len, ==, 1);
  g_assert_cmpstr (((AttestReply *) comment->replies->pdata[0])->id, ==, shown_reply);
  g_assert_true (comment->resolved);
  g_assert_null (comment->resolved_by);
  g_assert_null (comment->resolved_reason);
  g_assert_true (attest_hidden_has (hidden, article, "doctor", theirs));
  g_assert_true (attest_hidden_has (hidden, article, "doctor", answered));
  g_assert_true (attest_hidden_has (hidden, article, "doctor", hidden_reply));
  g_assert_false (attest_hidden_has (hidden, article, "doctor", mine));
  g_assert_cmpuint (attest_hidden_count_open (hidden, article, "doctor", FALSE, 1), ==, 0);
  g_assert_cmpuint (attest_hidden_count_open (hidden, article, "doctor", TRUE, 1), ==, 0);

  g_assert_cmpuint (count_comments (self, article, self->author, NULL), ==, 2);
  g_assert_cmpuint (count_comments (self, article, self->editor, NULL), ==, 2);
  g_assert_cmpuint (count_comments (self, article, NULL, NULL), ==, 0);
  review_sign (self, article, self->first);
  g_assert_cmpuint (count_comments (self, article, self->first, NULL), ==, 2);
}

/* After a verdict on an earlier text, what came before it stays in sight, but not where it was changed since. */
static void
test_since (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *article = make_text (self);
  g_autofree char *before = review_comment (self, article, self->second, "some people", FALSE);
  g_autofree char *newer = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  guint n_hidden;

  review_sign (self, article, self->first);
  newer = review_save (self, article, self->author, TEXT "More.\n");
  review_submit (self, article);
  g_assert_true (is_hidden_from (self, article, self->first));
  after = review_comment (self, article, self->third, "helps", FALSE);
  g_assert_cmpuint (count_comments (self, article, self->first, &n_hidden), ==, 1);
  g_assert_cmpuint (n_hidden, ==, 1);
  attest_review_edit_comment (self->record.library, before, self->second, "Other words.", NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_comments (self, article, self->first, &n_hidden), ==, 0);
  g_assert_cmpuint (n_hidden, ==, 2);
}

/* Who asked for changes, how many sign-offs are lacking and how many comments block is nothing that a reader is told; the words do not depend on whether anything was said. */
static void
test_missing (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *article = make_text (self);
  g_autofree char *told = NULL;

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (AttestHidden) hidden = read_as (self, self->first);
      g_autoptr (AttestAssessment) assessment = review_assess (self, article);
      const AttestMissing *missing;

      attest_assessment_hide (assessment, attest_hidden_find (hidden, article, "doctor"));
      g_assert_cmpuint (assessment->missing->len, ==, 1);
      missing = assessment->missing->pdata[0];
      g_assert_cmpstr (missing->code, ==, "hidden");
      g_assert_cmpuint (assessment->sign_offs->len, ==, 0);
      g_assert_null (assessment->started_by);
      if (told != NULL)
        {
          g_assert_cmpstr (missing->text, ==, told);
          g_assert_cmpstr (attest_status_to_string (assessment->status), ==, "changes-requested");
        }
      g_set_str (&told, missing->text);
      if (i > 0)
        break;
      g_free (review_comment (self, article, self->second, "helps", TRUE));
      say_no (self, article, self->second);
    }
}

/* ---- Other ways to it ---- */

static void
test_waiting (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *article = make_text (self);
  g_autofree char *theirs = review_comment (self, article, self->second, "some people", FALSE);
  const char *const named[] = { self->first, NULL };
  g_autofree char *mention = attest_review_reply (self->record.library, theirs, self->second, "Rita?", named, NULL);

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GPtrArray) waiting =
          attest_review_list_waiting (self->record.library, self->first, NULL, g_get_real_time (), NULL);
      g_autoptr (AttestHidden) hidden = read_as (self, self->first);
      const AttestOpenCommentsQuery query = { .person = self->first, .hidden = hidden };
      g_autoptr (GPtrArray) open = attest_review_list_open_comments (self->record.library, &query, NULL, NULL);

      g_assert_cmpuint (waiting->len, ==, 1);
      g_assert_cmpint (
          ((AttestWaiting *) waiting->pdata[0])->reason, ==, i == 0 ? ATTEST_WAITING_REVIEW : ATTEST_WAITING_MENTIONED);
      g_assert_cmpuint (open->len, ==, i);
      if (i == 0)
        review_sign (self, article, self->first);
    }
}

static guint
search (ReviewFixture *self, const char *reader, AttestSearchQuery query)
{
  g_autoptr (AttestHidden) hidden = read_as (self, reader);
  g_autoptr (GPtrArray) results = NULL;
  g_autoptr (GError) error = NULL;

  attest_hidden_prepare_search (hidden, &query);
  results = attest_library_search (self->record.library, &query, NULL, NULL, &error);
  g_assert_no_error (error);
  attest_hidden_filter_results (hidden, &query, results);

  return results->len;
}

/* What a policy would do to a text depends on the verdicts that are there. */
static void
test_effect (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *article = make_text (self);
  g_autofree char *both = review_add_person (self, "Eva Both", "editor,reviewer");
  const char *const readers[] = { both, self->editor };

  review_sign (self, article, self->first);
  for (guint i = 0; i < G_N_ELEMENTS (readers); i++)
    {
      g_autoptr (GPtrArray) policies = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_policy_free);
      AttestPolicy *policy = attest_policy_new (NULL);
      g_autoptr (GError) error = NULL;
      g_autofree char *sentences = NULL;
      AttestPolicyEffect effect;

      policy->sign_offs = 1;
      policy->independent = TRUE;
      g_ptr_array_add (policies, policy);
      attest_review_find_policy_effect (self->record.library, readers[i], policies, &effect, &error);
      g_assert_no_error (error);
      sentences = attest_policy_effect_dup_sentences (&effect);
      g_assert_cmpuint (effect.approved, ==, i);
      g_assert_cmpuint (effect.hidden, ==, 1 - i);
      g_assert_cmpint (strstr (sentences, "1 text is left out here") != NULL, ==, i == 0);
    }
}

static void
test_search (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *article = make_text (self);
  g_autofree char *theirs = review_comment (self, article, self->second, "some people", TRUE);
  g_autofree char *said = reply (self, theirs, self->author, "Hepatotoxicity, then.");

  for (guint i = 0; i < 2; i++)
    {
      g_assert_cmpuint (search (self, self->first, (AttestSearchQuery) { .text = "please look" }), ==, i);
      g_assert_cmpuint (search (self, self->first, (AttestSearchQuery) { .text = "hepatotox" }), ==, i);
      g_assert_cmpuint (search (self, self->first, (AttestSearchQuery) { .blocking = TRUE }), ==, i);
      g_assert_cmpuint (search (self, self->first, (AttestSearchQuery) { .person = self->second }), ==, i);
      g_assert_cmpuint (search (self, self->first, (AttestSearchQuery) { .text = "sam second" }), ==, i);
      g_assert_cmpuint (search (self, self->first, (AttestSearchQuery) { .text = "minutes" }), ==, 1);
      g_assert_cmpuint (search (self, self->first, (AttestSearchQuery) { .text = "minutes -hepatotoxicity" }), ==, 1);
      g_assert_cmpuint (search (self, self->first, (AttestSearchQuery) { .text = "minutes -people" }), ==, 0);
      g_assert_cmpuint (search (self, self->author, (AttestSearchQuery) { .text = "minutes -hepatotoxicity" }), ==, 0);
      g_assert_cmpuint (search (self, self->author, (AttestSearchQuery) { .text = "please look" }), ==, 1);
      if (i == 0)
        review_sign (self, article, self->first);
    }
}

static guint
count_waiting (ReviewFixture *self, const char *reader, const char *person)
{
  g_autoptr (AttestHidden) hidden = read_as (self, reader);
  g_autoptr (AttestOverview) overview =
      attest_review_make_overview_for (self->record.library, hidden, g_get_real_time (), NULL);

  for (guint i = 0; i < overview->reviewers->len; i++)
    {
      const AttestOverviewReviewer *reviewer = overview->reviewers->pdata[i];

      if (strcmp (reviewer->person, person) == 0)
        return reviewer->waiting;
    }
  g_assert_not_reached ();
}

/* For whom a text waits no more has given a verdict, which is a yes where no changes are requested. */
static void
test_overview (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *article = make_text (self);

  set_policy (self, NULL, TRUE, 3);
  g_assert_cmpuint (count_waiting (self, self->first, self->first), ==, 1);
  g_assert_cmpuint (count_waiting (self, self->first, self->second), ==, 0);
  g_assert_cmpuint (count_waiting (self, self->editor, self->second), ==, 1);
  review_sign (self, article, self->second);
  g_assert_cmpuint (count_waiting (self, self->first, self->second), ==, 0);
  g_assert_cmpuint (count_waiting (self, self->first, self->third), ==, 0);
  review_sign (self, article, self->first);
  g_assert_cmpuint (count_waiting (self, self->first, self->third), ==, 1);
}

typedef struct
{
  AttestHidden *hidden;
  guint n_hidden;
} Count;

static gboolean
count_hidden_event (AttestEvent *event, const char *no_effect, gpointer data)
{
  Count *count = data;

  count->n_hidden += attest_hidden_has_event (count->hidden, event);

  return TRUE;
}

static guint
count_hidden_events (ReviewFixture *self, const char *article, const char *reader)
{
  g_autoptr (AttestHidden) hidden = read_as (self, reader);
  Count count = { hidden, 0 };

  attest_library_visit_events (self->record.library, article, count_hidden_event, &count, NULL);

  return count.n_hidden;
}

/* What was blanked is hidden as it was before, and so is that it was. */
static void
test_events (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *article = make_text (self);
  g_autofree char *theirs = review_comment (self, article, self->second, "some people", FALSE);
  g_autofree char *said = reply (self, theirs, self->author, "I see.");
  g_autofree char *mine = review_comment (self, article, self->first, "helps", FALSE);
  g_autoptr (GError) error = NULL;

  review_sign (self, article, self->second);
  g_assert_cmpuint (count_hidden_events (self, article, self->first), ==, 3);
  g_assert_cmpuint (count_hidden_events (self, article, self->author), ==, 0);
  attest_library_redact (self->record.library, self->editor, article, theirs, NULL, "names a patient", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_hidden_events (self, article, self->first), ==, 3);
  review_sign (self, article, self->first);
  g_assert_cmpuint (count_hidden_events (self, article, self->first), ==, 0);
}

typedef struct
{
  AttestHidden *hidden;
  guint n_places;
} Places;

static gboolean
count_place (AttestEvent *event, const char *no_effect, gpointer data)
{
  Places *places = data;
  g_autoptr (JsonObject) body = attest_hidden_dup_body (places->hidden, event);

  if (strcmp (event->kind, "revision.save") == 0)
    places->n_places += json_array_get_length (json_object_get_array_member (body, "places"));

  return TRUE;
}

static guint
count_places (ReviewFixture *self, const char *article, const char *reader)
{
  g_autoptr (AttestHidden) hidden = read_as (self, reader);
  Places places = { hidden, 0 };

  attest_library_visit_events (self->record.library, article, count_place, &places, NULL);

  return places.n_places;
}

/* A text that was saved says where open comments stand in it, and so how many there are. */
static void
test_places (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *article = make_text (self);
  g_autofree char *theirs = review_comment (self, article, self->second, "some people", FALSE);
  g_autofree char *mine = review_comment (self, article, self->first, "helps", FALSE);
  g_autofree char *newer = review_save (self, article, self->author, TEXT "More.\n");

  g_assert_cmpuint (count_places (self, article, self->author), ==, 2);
  g_assert_cmpuint (count_places (self, article, self->first), ==, 1);
  review_sign (self, article, self->first);
  g_assert_cmpuint (count_places (self, article, self->first), ==, 2);
}

static void
test_export (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *article = make_text (self);
  g_autofree char *theirs = review_comment (self, article, self->second, "some people", FALSE);
  g_autoptr (AttestHidden) hidden = read_as (self, self->first);

  for (guint i = 0; i <= ATTEST_COMMENTS_CRITIC_MARKUP; i++)
    {
      g_autofree char *text = attest_comments_export_for (self->record.library, article, "doctor", i, hidden, NULL);
      g_autofree char *all = attest_comments_export (self->record.library, article, "doctor", i, NULL);

      g_assert_null (strstr (text, "Please look at this."));
      g_assert_nonnull (strstr (all, "Please look at this."));
    }
}

/* ---- The order ---- */

static void
assert_order (AttestLibrary *library, const char *article, const char *const *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) orders = attest_review_list_verdict_orders (library, article, "doctor", &error);

  g_assert_no_error (error);
  g_assert_cmpuint (orders->len, ==, g_strv_length ((GStrv) expected));
  for (guint i = 0; i < orders->len; i++)
    {
      g_autofree char *sentence = attest_verdict_order_dup_sentence (orders->pdata[i], FALSE);

      g_assert_cmpstr (sentence, ==, expected[i]);
    }
}

#define FIRST                                                                                                          \
  "By the record’s order given independently: nobody else but the text’s authors had said anything about it."
#define AFTER(verdicts, comments)                                                                                      \
  "By the record’s order given independently: others had said something before it (verdicts: " verdicts                \
  ", comments and replies: " comments "), which Attest keeps hidden from a reviewer until they give theirs."

static void
test_order (ReviewFixture *self, gconstpointer data)
{
  static const char *const expected[] = {
    FIRST,
    AFTER ("1", "1"),
    "By the record’s order given independently: since this reviewer’s verdict before it, nobody else but the text’s "
    "authors had said anything about it.",
    "The policy asked for an independent verdict, but before it the reviewer could see what others had said (verdicts: "
    "3, comments and replies: 1).",
    NULL,
  };
  g_autofree char *article = NULL;
  g_autofree char *comment = NULL;
  g_autofree char *newer = NULL;

  set_policy (self, NULL, TRUE, 5);
  article = review_make_article (self, TEXT);
  review_submit (self, article);
  review_sign (self, article, self->first);
  comment = review_comment (self, article, self->first, "helps", FALSE);
  review_sign (self, article, self->second);
  newer = review_save (self, article, self->author, TEXT "More.\n");
  review_submit (self, article);
  review_sign (self, article, self->second);

  /* While the policy was another, the third reviewer could see it all. */
  set_policy (self, NULL, FALSE, 5);
  set_policy (self, NULL, TRUE, 5);
  review_sign (self, article, self->third);
  assert_order (self->record.library, article, expected);
}

static void
set_roles (ReviewFixture *self, const char *person, const char *role)
{
  const char *const roles[] = { role, NULL };
  g_autoptr (GError) error = NULL;
  g_autofree char *id = attest_review_save_person (
      self->record.library, self->editor, person, &(AttestPersonChange) { .roles = roles }, &error);

  g_assert_no_error (error);
}

/* What somebody could see hangs on the role that they had then, and not on today's. */
static void
test_roles (ReviewFixture *self, gconstpointer data)
{
  static const char *const expected[] = {
    FIRST,
    AFTER ("1", "0"),
    "The policy asked for an independent verdict, but before it the reviewer could see what others had said (verdicts: "
    "2, comments and replies: 0).",
    NULL,
  };
  g_autofree char *late = review_add_person (self, "Lou Late", "author");
  g_autofree char *article = NULL;

  set_policy (self, NULL, TRUE, 5);
  article = review_make_article (self, TEXT);
  review_submit (self, article);
  review_sign (self, article, self->first);
  review_sign (self, article, self->second);
  set_roles (self, late, "reviewer");
  review_sign (self, article, late);
  set_roles (self, self->second, "author");
  assert_order (self->record.library, article, expected);
}

static void
merge (AttestLibrary *into, AttestLibrary *from)
{
  g_autoptr (GError) error = NULL;

  attest_library_merge (into, attest_library_get_path (from), NULL, &error);
  g_assert_no_error (error);
}

/* Two reviewers who answer in their own libraries: each verdict is the first there, and one order holds wherever both come together. */
static void
test_merged (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *article = make_text (self);
  g_autoptr (AttestLibrary) here = record_fixture_create (&self->record, "here.attest-library");
  g_autoptr (AttestLibrary) there = record_fixture_create (&self->record, "there.attest-library");
  AttestVerdict yes = { .meaning = "review" };
  static const char *const expected[] = { FIRST, AFTER ("1", "0"), NULL };
  g_autoptr (GError) error = NULL;

  merge (here, self->record.library);
  merge (there, self->record.library);
  g_assert_true (attest_review_give_verdict (here, article, NULL, self->first, &yes, NULL, NULL, &error));
  g_assert_true (attest_review_give_verdict (there, article, NULL, self->second, &yes, NULL, NULL, &error));
  g_assert_no_error (error);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (AttestLibrary) both =
          record_fixture_create (&self->record, i == 0 ? "one.attest-library" : "other.attest-library");

      merge (both, i == 0 ? here : there);
      {
        g_autoptr (AttestHidden) hidden = attest_hidden_new (both, self->third, g_get_real_time (), NULL);
        g_autoptr (GPtrArray) orders = attest_review_list_verdict_orders (both, article, "doctor", NULL);

        g_assert_nonnull (attest_hidden_find (hidden, article, "doctor"));
        g_assert_cmpuint (orders->len, ==, 1);
      }
      merge (both, i == 0 ? there : here);
      assert_order (both, article, expected);
    }
}

#define ADD(path, function)                                                                                            \
  g_test_add (                                                                                                         \
      "/core/independence/" path, ReviewFixture, NULL, review_fixture_set_up, function, review_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD ("who", test_who);
  ADD ("when", test_when);
  ADD ("joined", test_joined);
  ADD ("comments", test_comments);
  ADD ("since", test_since);
  ADD ("missing", test_missing);
  ADD ("waiting", test_waiting);
  ADD ("effect", test_effect);
  ADD ("search", test_search);
  ADD ("overview", test_overview);
  ADD ("events", test_events);
  ADD ("places", test_places);
  ADD ("export", test_export);
  ADD ("order", test_order);
  ADD ("roles", test_roles);
  ADD ("merged", test_merged);

  return g_test_run ();
}

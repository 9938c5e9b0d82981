/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "exchange/attest-page.h"
#include "record/attest-policy-table.h"
#include "record/attest-redaction.h"
#include "review-fixture.h"

/* What approval takes, of the board and of topics: how it is set, kept, put together and told. Which texts it approves is in test-assess.c and test-review-model.c. */

#define TEXT "# Can it help?\n\nIt helps some people. Take 0.5 mg/kg over 40 minutes.\n"

static GPtrArray *
make_list (AttestPolicy *policy)
{
  GPtrArray *policies = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_policy_free);

  g_ptr_array_add (policies, policy);

  return policies;
}

static void
take_list (GStrv *list, const char *words)
{
  g_strfreev (*list);
  *list = g_strsplit (words, ",", -1);
}

static void
take_text (char **text, const char *words)
{
  g_free (*text);
  *text = g_strdup (words);
}

static AttestPolicy *
make_strict_policy (void)
{
  AttestPolicy *policy = attest_policy_new ("Depression");

  policy->sign_offs = 3;
  policy->role_sign_offs[ATTEST_ROLE_EDITOR] = 1;
  take_list (&policy->audiences, "doctor,patient");
  take_text (&policy->specialty, "psychiatry");
  policy->review_months = 6;
  take_list (&policy->blocking_findings, "error,refused-link");
  policy->independent = TRUE;

  return policy;
}

static void
save (ReviewFixture *self, AttestPolicy *policy)
{
  g_autoptr (GPtrArray) policies = make_list (policy);
  g_autoptr (GError) error = NULL;

  attest_review_save_settings (self->record.library, self->editor, NULL, policies, &error);
  g_assert_no_error (error);
}

static void
clear (ReviewFixture *self, const char *topic)
{
  AttestPolicy *policy = attest_policy_new (topic);

  policy->cleared = TRUE;
  save (self, policy);
}

static void
set_topics (ReviewFixture *self, const char *article, const char *topics)
{
  g_auto (GStrv) list = g_strsplit (topics, ",", -1);
  g_autoptr (GError) error = NULL;

  attest_review_set_article (self->record.library, article, self->editor, NULL, (const char *const *) list, &error);
  g_assert_no_error (error);
}

static gboolean
count_event (AttestEvent *event, const char *no_effect, gpointer data)
{
  (*(guint *) data)++;
  return TRUE;
}

static guint
count_board_events (ReviewFixture *self)
{
  guint count = 0;

  g_assert_true (attest_library_visit_events (self->record.library, ATTEST_STREAM_BOARD, count_event, &count, NULL));

  return count;
}

static void
assert_rebuilt_identically (ReviewFixture *self)
{
  g_autoptr (GError) error = NULL;
  gboolean identical = FALSE;

  attest_library_rebuild (self->record.library, &identical, &error);
  g_assert_no_error (error);
  g_assert_true (identical);
}

/* All that was set is read back, also after everything is folded anew. */
static void
test_kept (ReviewFixture *self, gconstpointer data)
{
  g_autoptr (AttestPolicy) strict = make_strict_policy ();
  gint64 before = g_get_real_time ();

  save (self, make_strict_policy ());
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GPtrArray) policies = attest_review_list_policies (self->record.library, NULL);
      const AttestPolicy *kept = attest_review_find_policy (policies, " DEPRESSION ");

      g_assert_cmpuint (policies->len, ==, 2);
      g_assert_cmpstr (((AttestPolicy *) policies->pdata[0])->topic, ==, "");
      g_assert_cmpstr (kept->topic, ==, "Depression");
      g_assert_true (attest_policy_asks_same (kept, strict));
      g_assert_cmpint (kept->time, >=, before);
      assert_rebuilt_identically (self);
    }
}

static void
test_no_change_is_no_event (ReviewFixture *self, gconstpointer data)
{
  AttestPolicy *turned = make_strict_policy ();
  guint n_events;

  save (self, make_strict_policy ());
  n_events = count_board_events (self);
  save (self, make_strict_policy ());
  take_list (&turned->audiences, "patient,doctor");
  save (self, turned);
  clear (self, "Nothing has this topic");
  g_assert_cmpuint (count_board_events (self), ==, n_events);
  clear (self, "depression");
  g_assert_cmpuint (count_board_events (self), ==, n_events + 1);
  clear (self, "depression");
  g_assert_cmpuint (count_board_events (self), ==, n_events + 1);
}

static void
test_refused (ReviewFixture *self, gconstpointer data)
{
  for (guint i = 0; i < 8; i++)
    {
      AttestPolicy *policy = make_strict_policy ();
      g_autoptr (GPtrArray) policies = make_list (policy);
      g_autoptr (GError) error = NULL;
      guint n_events = count_board_events (self);

      if (i == 0)
        policy->sign_offs = 0;
      else if (i == 1)
        policy->sign_offs = ATTEST_POLICY_MOST_SIGN_OFFS + 1;
      else if (i == 2)
        policy->role_sign_offs[ATTEST_ROLE_AUTHOR] = ATTEST_POLICY_MOST_SIGN_OFFS + 1;
      else if (i == 3)
        policy->review_months = ATTEST_POLICY_MOST_MONTHS + 1;
      else if (i == 4)
        take_list (&policy->audiences, "doctor,astronaut");
      else if (i == 5)
        take_list (&policy->blocking_findings, "Error!");
      else if (i == 6)
        take_list (&policy->roles, "reviewer,king");
      else
        {
          take_text (&policy->topic, "");
          policy->cleared = TRUE;
        }
      g_assert_false (attest_review_save_settings (self->record.library, self->editor, NULL, policies, &error));
      g_assert_error (error, ATTEST_REVIEW_ERROR, ATTEST_REVIEW_ERROR_INPUT);
      g_assert_cmpuint (count_board_events (self), ==, n_events);
    }
}

static void
test_who_may (ReviewFixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) policies = make_list (make_strict_policy ());
  g_autoptr (GError) error = NULL;

  g_assert_false (attest_review_save_settings (self->record.library, self->first, NULL, policies, &error));
  g_assert_error (error, ATTEST_REVIEW_ERROR, ATTEST_REVIEW_ERROR_REFUSED);
}

/* Bodies that came by a merge are looked at by the record alone. */
static void
test_bodies (ReviewFixture *self, gconstpointer data)
{
#define PLAIN "\"sign_offs\":1,\"sign_off_roles\":[],\"review_months\":1"
  static const struct
  {
    const char *kind;
    const char *body;
    gboolean taken;
  } bodies[] = {
    { "policy.set", "{" PLAIN "}", TRUE },
    { "policy.set", "{" PLAIN ",\"topic\":\"mood\"}", TRUE },
    { "policy.set", "{" PLAIN ",\"role_sign_offs\":[{\"role\":\"editor\",\"count\":1}]}", TRUE },
    { "policy.set", "{" PLAIN ",\"role_sign_offs\":[{\"role\":\"king\",\"count\":1}]}", FALSE },
    { "policy.set", "{" PLAIN ",\"role_sign_offs\":[{\"role\":\"editor\",\"count\":101}]}", FALSE },
    { "policy.set", "{" PLAIN ",\"role_sign_offs\":[{\"role\":\"editor\",\"count\":-1}]}", FALSE },
    { "policy.set", "{" PLAIN ",\"role_sign_offs\":[{\"role\":\"editor\"}]}", FALSE },
    { "policy.set", "{" PLAIN ",\"audiences\":[\"\"]}", FALSE },
    { "policy.set", "{" PLAIN ",\"audiences\":\"doctor\"}", FALSE },
    { "policy.set", "{" PLAIN ",\"blocking_findings\":[\"error\",\"\"]}", FALSE },
    { "policy.set", "{" PLAIN ",\"independent\":\"yes\"}", FALSE },
    { "policy.set", "{" PLAIN ",\"strictness\":1}", FALSE },
    /* A name of which nothing is left would be the board's own policy. */
    { "policy.set", "{" PLAIN ",\"topic\":\" \\t\"}", FALSE },
    { "policy.set", "{" PLAIN ",\"topic\":\"\\u00a0\\u0007\"}", FALSE },
    { "policy.clear", "{\"topic\":\" \\n\"}", FALSE },
    { "policy.clear", "{\"topic\":\"mood\"}", TRUE },
    { "policy.clear", "{\"topic\":\"\"}", FALSE },
    { "policy.clear", "{}", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (JsonNode) node = json_from_string (bodies[i].body, NULL);
      AttestEventDraft *draft = attest_event_draft_new (
          bodies[i].kind, ATTEST_STREAM_BOARD, self->editor, json_object_ref (json_node_get_object (node)));
      g_autoptr (GError) error = NULL;

      attest_library_append_one (self->record.library, draft, NULL, &error);
      if (bodies[i].taken)
        g_assert_no_error (error);
      else
        g_assert_error (error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_BODY);
    }
}

/* What a library keeps comes to what the rules are told: topics of an article as they were made and changed. */
static void
test_topics (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *article = review_make_article (self, TEXT);
  AttestPolicy *easy = attest_policy_new ("Sleep");
  AttestPolicy *board = attest_policy_new (NULL);

  easy->sign_offs = 1;
  save (self, easy);
  review_submit (self, article);
  review_sign (self, article, self->first);
  review_assert_status (self, article, "under-review");
  set_topics (self, article, "Mood,sleep");
  review_assert_status (self, article, "approved");
  assert_rebuilt_identically (self);
  review_assert_status (self, article, "approved");

  /* What was approved stays so, and is said to be under what it was approved under. */
  board->sign_offs = 3;
  save (self, board);
  set_topics (self, article, "Mood");
  clear (self, "Sleep");
  assert_rebuilt_identically (self);
  review_assert_status (self, article, "approved");
  {
    g_autoptr (AttestAssessment) assessment = review_assess (self, article);
    g_autofree char *sentence = attest_policy_in_force_dup_sentence (assessment->published_policy, TRUE);

    g_assert_cmpuint (assessment->published_policy->sign_offs, ==, 1);
    g_assert_cmpstr (assessment->published_policy->topics[0], ==, "sleep");
    g_assert_nonnull (strstr (sentence, "“sleep”: 1 sign-off."));
    g_assert_true (g_str_has_prefix (sentence, "Approved under the policy of "));
  }
}

/* An author must not take the stricter policy from their own text, nor give it a laxer one. Other topics are theirs to set. */
static void
test_whose_topics (ReviewFixture *self, gconstpointer data)
{
  static const char *const topics[][3] = { { "Mood", "depression" }, { "Mood" }, { "Sleep", "Depression" }, { NULL } };
  static const struct
  {
    guint from;
    guint to;
    gboolean taken;
  } changes[] = { { 3, 1, TRUE }, { 1, 0, FALSE }, { 0, 1, FALSE }, { 0, 3, FALSE }, { 0, 2, TRUE } };
  g_autofree char *article = review_make_article (self, TEXT);

  save (self, make_strict_policy ());
  for (gsize i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autoptr (GError) error = NULL;
      guint n_events;

      attest_review_set_article (self->record.library, article, self->editor, NULL, topics[changes[i].from], &error);
      g_assert_no_error (error);
      n_events = record_count_events (self->record.library);
      attest_review_set_article (self->record.library, article, self->author, NULL, topics[changes[i].to], &error);
      if (changes[i].taken)
        g_assert_no_error (error);
      else
        g_assert_error (error, ATTEST_REVIEW_ERROR, ATTEST_REVIEW_ERROR_REFUSED);
      g_assert_cmpuint (record_count_events (self->record.library), ==, n_events + changes[i].taken);
    }
}

/* Who blanks what changed the topics must not get by with less than was asked. */
static void
test_redacted_topics (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *article = review_make_article (self, TEXT);
  AttestPolicy *easy = attest_policy_new ("Sleep");
  g_autoptr (GPtrArray) changes = NULL;
  g_autofree char *event = NULL;
  g_autoptr (GError) error = NULL;

  easy->sign_offs = 1;
  save (self, easy);
  review_submit (self, article);
  review_sign (self, article, self->first);
  event = record_append (self->record.library, "article.set", article, self->editor, "{\"topics\":[\"Sleep\"]}");
  review_assert_status (self, article, "approved");
  attest_library_redact (self->record.library, self->editor, article, event, NULL, "names a patient", &error);
  g_assert_no_error (error);
  review_assert_status (self, article, "submitted");
  changes = attest_topic_table_list (attest_library_get_database (self->record.library), article, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (changes->len, ==, 0);
}

/* Capitals, forms of one letter and white space of any kind and number make no other topic. */
static void
test_names (void)
{
  static const char *const names[] = { "Élan vital", " élan  vital ", "E\xcc\x81LAN\xc2\xa0\tVITAL\n" };
  g_autofree char *key = attest_dup_name_key (names[0]);
  g_autofree char *other = attest_dup_name_key ("elan vital");

  for (guint i = 1; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *same = attest_dup_name_key (names[i]);

      g_assert_cmpstr (same, ==, key);
    }
  g_assert_cmpstr (other, !=, key);
}

/* A verdict records every finding that nobody waived: the policy in force may not name it, one that comes before the approval may. */
static void
test_recorded_findings (ReviewFixture *self, gconstpointer data)
{
  static const char *findings =
      "[{\"rule\":\"raw-html\",\"severity\":\"warning\",\"start\":3,\"end\":9,\"pack\":\"us\"},"
      "{\"rule\":\"refused-link\",\"severity\":\"warning\",\"start\":3,\"end\":9,\"pack\":\"us\"}]";
  g_autofree char *article = review_make_article (self, TEXT);
  AttestPolicy *board = attest_policy_new (NULL);
  g_autoptr (AttestAssessment) held_up = NULL;
  g_autoptr (GError) error = NULL;
  AttestVerdict yes = { 0 };

  board->sign_offs = 1;
  take_list (&board->blocking_findings, "raw-html");
  save (self, board);
  review_submit (self, article);
  g_assert_true (
      attest_review_give_verdict (self->record.library, article, NULL, self->first, &yes, NULL, findings, &error));
  g_assert_no_error (error);
  held_up = review_assess (self, article);
  g_assert_cmpstr (attest_status_to_string (held_up->status), ==, "under-review");
  g_assert_cmpuint (held_up->n_blocking_findings, ==, 1);
  g_assert_cmpuint (held_up->missing->len, ==, 1);
  g_assert_cmpstr (((AttestMissing *) held_up->missing->pdata[0])->code, ==, "finding");
  review_sign (self, article, self->second);
  review_assert_status (self, article, "approved");
}

/* The policy that names it comes after the verdict that recorded it. */
static void
test_policy_between (ReviewFixture *self, gconstpointer data)
{
  static const char *findings = "[{\"rule\":\"raw-html\",\"severity\":\"info\",\"start\":3,\"end\":9,\"pack\":\"us\"}]";
  g_autofree char *article = review_make_article (self, TEXT);
  AttestPolicy *board = attest_policy_new (NULL);
  AttestPolicy *strict = attest_policy_new (NULL);
  g_autoptr (AttestAssessment) held_up = NULL;
  g_autoptr (GError) error = NULL;
  AttestVerdict yes = { 0 };

  board->sign_offs = 2;
  save (self, board);
  review_submit (self, article);
  g_assert_true (
      attest_review_give_verdict (self->record.library, article, NULL, self->first, &yes, NULL, findings, &error));
  g_assert_no_error (error);
  strict->sign_offs = 1;
  take_list (&strict->blocking_findings, "raw-html");
  save (self, strict);
  held_up = review_assess (self, article);
  g_assert_cmpstr (attest_status_to_string (held_up->status), ==, "under-review");
  g_assert_cmpuint (held_up->n_blocking_findings, ==, 1);
}

/* Roles and specialties are those that the person has at the verdict. */
static void
test_people (ReviewFixture *self, gconstpointer data)
{
  static const char *const psychiatry[] = { "Psychiatry", NULL };
  g_autofree char *article = review_make_article (self, TEXT);
  AttestPolicy *board = attest_policy_new (NULL);
  g_autoptr (AttestAssessment) lacking = NULL;
  g_autofree char *changed = NULL;
  g_autoptr (GError) error = NULL;
  const AttestMissing *missing;

  board->sign_offs = 1;
  take_text (&board->specialty, "psychiatry");
  save (self, board);
  review_submit (self, article);
  review_sign (self, article, self->first);
  changed = attest_review_save_person (
      self->record.library, self->editor, self->second, &(AttestPersonChange) { .specialties = psychiatry }, &error);
  g_assert_no_error (error);
  lacking = review_assess (self, article);
  missing = lacking->missing->pdata[0];
  g_assert_cmpuint (lacking->missing->len, ==, 1);
  g_assert_cmpstr (missing->code, ==, "specialty");
  g_assert_cmpstr (missing->text, ==, "A sign-off is lacking from a specialist in psychiatry.");
  g_assert_cmpuint (g_strv_length (lacking->waiting_for), ==, 1);
  g_assert_cmpstr (lacking->waiting_for[0], ==, self->second);
  review_sign (self, article, self->second);
  review_assert_status (self, article, "approved");
}

/* ---- What a change does ---- */

static void
find_effect (ReviewFixture *self, AttestPolicy *policy, const char *expected)
{
  g_autoptr (GPtrArray) policies = make_list (policy);
  g_autoptr (GError) error = NULL;
  g_autofree char *sentences = NULL;
  guint n_events = count_board_events (self);
  AttestPolicyEffect effect;

  attest_review_find_policy_effect (self->record.library, self->editor, policies, &effect, &error);
  g_assert_no_error (error);
  sentences = attest_policy_effect_dup_sentences (&effect);
  g_assert_cmpstr (sentences, ==, expected);
  g_assert_cmpuint (count_board_events (self), ==, n_events);
}

static void
test_effect (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *one = NULL;
  g_autofree char *other = NULL;
  AttestPolicy *more = attest_policy_new (NULL);
  AttestPolicy *fewer = attest_policy_new (NULL);
  AttestPolicy *specialist = attest_policy_new (NULL);
  AttestPolicy *topic = attest_policy_new ("Sleep");

  find_effect (self, attest_policy_new (NULL), "No text is in review now.");
  one = review_make_article (self, TEXT);
  other = review_make_article (self, TEXT "More.\n");
  review_submit (self, one);
  review_sign (self, one, self->first);
  review_submit (self, other);
  set_topics (self, other, "Sleep");
  find_effect (self, attest_policy_new (NULL), "Nothing changes for the texts that are in review.");
  more->sign_offs = 4;
  find_effect (
      self,
      more,
      "2 texts in review will need 2 more sign-offs. For 2 of them the board has too few people who could sign off.");
  fewer->sign_offs = 1;
  find_effect (self, fewer, "1 text in review will need fewer sign-offs. 1 text in review will be approved at once.");
  take_text (&specialist->specialty, "psychiatry");
  take_list (&specialist->audiences, "patient");
  find_effect (self,
               specialist,
               "2 texts in review will need a sign-off from somebody with a role or a specialty. 2 texts in review are "
               "of articles that will need an approved text for another audience.");
  topic->sign_offs = 3;
  find_effect (self, topic, "1 text in review will need 1 more sign-off.");
  review_assert_status (self, one, "under-review");
}

/* ---- Words and pages ---- */

static void
test_words (void)
{
  g_autoptr (AttestPolicy) strict = make_strict_policy ();
  g_autoptr (AttestPolicy) plain = attest_policy_new (NULL);
  g_autofree char *strict_terms = attest_policy_dup_terms (strict);
  g_autofree char *plain_terms = attest_policy_dup_terms (plain);

  g_assert_cmpstr (plain_terms, ==, "2 sign-offs");
  g_assert_cmpstr (strict_terms,
                   ==,
                   "3 sign-offs, 1 of them from an editor, one from a specialist in psychiatry; no error that the "
                   "checks found; nothing that the check “refused-link” found; an approved text for each of: doctor, "
                   "patient; each reviewer answers before they see what others said");
}

static void
assert_page_says_reviewed (ReviewFixture *self, const char *article, gboolean expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) page = attest_page_build (self->record.library, article, NULL, NULL, &error);
  const char *html;
  gsize length;

  g_assert_no_error (error);
  html = g_bytes_get_data (page, &length);
  g_assert_cmpint (g_strstr_len (html, (gssize) length, "\"reviewedBy\"") != NULL, ==, expected);
  g_assert_cmpint (g_strstr_len (html, (gssize) length, "content=\"noindex\"") == NULL, ==, expected);
}

/* The page speaks of the article, so it says nothing of a review before all audiences that are asked for have been through one. */
static void
test_page (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *article = review_make_article (self, TEXT);
  g_autofree char *patient = NULL;
  AttestPolicy *board = attest_policy_new (NULL);
  AttestPolicy *later = attest_policy_new (NULL);
  AttestVerdict yes = { 0 };
  g_autoptr (GError) error = NULL;

  board->sign_offs = 1;
  take_list (&board->audiences, "doctor,patient");
  save (self, board);
  review_submit (self, article);
  review_sign (self, article, self->first);
  review_assert_status (self, article, "approved");
  assert_page_says_reviewed (self, article, FALSE);

  patient = record_save (self->record.library, article, "patient", self->author, "# Can it help?\n\nYes.\n");
  assert_page_says_reviewed (self, article, FALSE);
  attest_review_submit (self->record.library, article, "patient", self->author, &error);
  g_assert_no_error (error);
  attest_review_give_verdict (self->record.library, article, "patient", self->first, &yes, NULL, NULL, &error);
  g_assert_no_error (error);
  assert_page_says_reviewed (self, article, TRUE);

  /* A stricter policy takes nothing back. */
  later->sign_offs = 1;
  take_list (&later->audiences, "doctor,patient,nurse");
  save (self, later);
  assert_page_says_reviewed (self, article, TRUE);
  attest_review_withdraw (self->record.library, article, "patient", self->editor, "Wrong", &error);
  g_assert_no_error (error);
  assert_page_says_reviewed (self, article, FALSE);
}

#define ADD(path, function)                                                                                            \
  g_test_add ("/core/policy/" path, ReviewFixture, NULL, review_fixture_set_up, function, review_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD ("kept", test_kept);
  ADD ("no-change-is-no-event", test_no_change_is_no_event);
  ADD ("refused", test_refused);
  ADD ("who-may", test_who_may);
  ADD ("bodies", test_bodies);
  ADD ("topics", test_topics);
  ADD ("redacted-topics", test_redacted_topics);
  ADD ("whose-topics", test_whose_topics);
  g_test_add_func ("/core/policy/names", test_names);
  ADD ("recorded-findings", test_recorded_findings);
  ADD ("policy-between", test_policy_between);
  ADD ("people", test_people);
  ADD ("effect", test_effect);
  g_test_add_func ("/core/policy/words", test_words);
  ADD ("page", test_page);

  return g_test_run ();
}

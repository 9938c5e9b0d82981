/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "review-fixture.h"

/*
 * What waits for whom: a table of situations, and for each role why the text waits for it. The fixture's policy asks for two sign-offs; its people
 * are an editor, an author and three reviewers, of whom the third writes texts as well.
 */

#define TEXT "# Can it help?\n\nIt helps some people. Take 0.5 mg/kg over 40 minutes.\n"
#define NEWER "# Can it help?\n\nIt helps some people. Take 0.5 mg/kg over 60 minutes.\n"
#define DOSE "0.5 mg/kg"
#define YEAR (G_GINT64_CONSTANT (366) * 24 * 60 * 60 * G_USEC_PER_SEC)

/* @expected: of editor, author, first, second and third, with bars between; "" waits for nothing. @later: looked at so much later */
typedef struct
{
  const char *name;
  void (*act) (ReviewFixture *self, const char *article);
  const char *expected;
  gint64 later;
} Situation;

static void
ask (ReviewFixture *self, const char *article, const char *reviewer)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (attest_review_assign (self->record.library, article, "doctor", self->editor, reviewer, NULL, &error));
  g_assert_no_error (error);
}

static void
say_no (ReviewFixture *self, const char *article, const char *reviewer)
{
  const AttestVerdict verdict = { .accurate = ATTEST_ANSWER_NO, .meaning = "review", .reason = "The dose" };
  g_autoptr (GError) error = NULL;

  g_assert_true (
      attest_review_give_verdict (self->record.library, article, "doctor", reviewer, &verdict, NULL, NULL, &error));
  g_assert_no_error (error);
}

static void
recuse (ReviewFixture *self, const char *article, const char *reviewer)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (attest_review_recuse (self->record.library, article, "doctor", reviewer, "A friend wrote it", &error));
  g_assert_no_error (error);
}

static char *
say (ReviewFixture *self,
     const char *article,
     const char *actor,
     const char *kind,
     const char *suggestion,
     const char *named,
     gboolean blocking)
{
  const char *const mentions[] = { named, NULL };
  const AttestCommentDraft draft = { .about =
                                         suggestion != NULL ? ATTEST_COMMENT_ABOUT_WORDS : ATTEST_COMMENT_ABOUT_TEXT,
                                     .start = (gsize) (strstr (TEXT, DOSE) - TEXT),
                                     .end = (gsize) (strstr (TEXT, DOSE) - TEXT) + strlen (DOSE),
                                     .text = "Well?",
                                     .kind = kind,
                                     .suggestion = suggestion,
                                     .mentions = mentions,
                                     .blocking = blocking };
  g_autoptr (GError) error = NULL;
  char *id = attest_review_add_comment (self->record.library, article, "doctor", actor, &draft, &error);

  g_assert_no_error (error);

  return id;
}

/* ---- Situations ---- */

static void
nothing (ReviewFixture *self, const char *article)
{
}

static void
submitted (ReviewFixture *self, const char *article)
{
  review_submit (self, article);
}

static void
one_is_asked (ReviewFixture *self, const char *article)
{
  review_submit (self, article);
  ask (self, article, self->first);
}

static void
two_are_asked (ReviewFixture *self, const char *article)
{
  one_is_asked (self, article);
  ask (self, article, self->second);
}

static void
one_of_them_answered (ReviewFixture *self, const char *article)
{
  two_are_asked (self, article);
  review_sign (self, article, self->first);
}

static void
one_of_them_recused (ReviewFixture *self, const char *article)
{
  two_are_asked (self, article);
  recuse (self, article, self->first);
}

static void
two_of_three_recused (ReviewFixture *self, const char *article)
{
  one_of_them_recused (self, article);
  recuse (self, article, self->third);
}

static void
changes_requested (ReviewFixture *self, const char *article)
{
  two_are_asked (self, article);
  say_no (self, article, self->first);
}

static void
changed_and_submitted (ReviewFixture *self, const char *article)
{
  one_of_them_answered (self, article);
  g_free (review_save (self, article, self->author, NEWER));
  review_submit (self, article);
}

static void
approved (ReviewFixture *self, const char *article)
{
  one_of_them_answered (self, article);
  review_sign (self, article, self->second);
}

static void
blocked_after_approval (ReviewFixture *self, const char *article)
{
  approved (self, article);
  g_free (say (self, article, self->third, "note", NULL, NULL, TRUE));
}

static void
withdrawn (ReviewFixture *self, const char *article)
{
  g_autoptr (GError) error = NULL;

  approved (self, article);
  g_assert_true (attest_review_withdraw (self->record.library, article, "doctor", self->editor, "Old", &error));
}

static void
question (ReviewFixture *self, const char *article)
{
  g_free (say (self, article, self->first, "question", NULL, NULL, FALSE));
}

static void
suggestion (ReviewFixture *self, const char *article)
{
  g_free (say (self, article, self->first, "change", "0.3 mg/kg", NULL, FALSE));
}

static void
remark_and_agreement (ReviewFixture *self, const char *article)
{
  g_free (say (self, article, self->first, "note", NULL, NULL, FALSE));
  g_free (say (self, article, self->second, "agree", NULL, NULL, FALSE));
}

static void
question_is_answered (ReviewFixture *self, const char *article)
{
  g_autofree char *id = say (self, article, self->first, "question", NULL, NULL, FALSE);

  g_free (attest_review_reply (self->record.library, id, self->author, "Yes.", NULL, NULL));
}

static void
suggestion_is_declined (ReviewFixture *self, const char *article)
{
  g_autofree char *id = say (self, article, self->first, "change", "0.3 mg/kg", NULL, FALSE);

  g_assert_true (attest_review_decline (self->record.library, id, self->author, "The label says so", NULL));
}

static void
somebody_is_named (ReviewFixture *self, const char *article)
{
  g_free (say (self, article, self->first, "question", NULL, self->editor, FALSE));
}

static void
blocking_and_newer (ReviewFixture *self, const char *article)
{
  g_free (say (self, article, self->second, "note", NULL, NULL, TRUE));
  g_free (review_save (self, article, self->author, NEWER));
}

/* The reviewer who blocks it edits the text, and can then not settle their own comment. */
static void
blocking_by_an_author (ReviewFixture *self, const char *article)
{
  g_free (say (self, article, self->third, "note", NULL, NULL, TRUE));
  g_free (review_save (self, article, self->third, NEWER));
}

static void
removed_mention (ReviewFixture *self, const char *article)
{
  g_autofree char *id = say (self, article, self->first, "agree", NULL, self->editor, FALSE);

  g_assert_true (attest_review_retract (self->record.library, id, self->first, NULL));
}

static const Situation situations[] = {
  { "draft", nothing, "||||", 0 },
  { "submitted", submitted, "nobody-asked||review|review|review", 0 },
  { "one is asked, two are needed", one_is_asked, "||asked|review|review", 0 },
  { "two are asked", two_are_asked, "||asked|asked|", 0 },
  { "one of them answered", one_of_them_answered, "|||asked|", 0 },
  { "one of them recused", one_of_them_recused, "|||asked|review", 0 },
  { "two of three recused", two_of_three_recused, "too-few|||asked|", 0 },
  { "changes requested", changes_requested, "|changes|||", 0 },
  { "changed and submitted again", changed_and_submitted, "||re-affirm,asked|asked|", 0 },
  { "approved", approved, "||||", 0 },
  { "a year later", approved, "due||||", YEAR },
  { "blocked after approval", blocked_after_approval, "due|comment|||", 0 },
  { "withdrawn, a year later", withdrawn, "||||", YEAR },
  { "question", question, "|question|||", 0 },
  { "suggestion", suggestion, "|suggestion|||", 0 },
  { "remark and agreement", remark_and_agreement, "|comment|||", 0 },
  { "question is answered", question_is_answered, "||answered||", 0 },
  { "suggestion is declined", suggestion_is_declined, "||||", 0 },
  { "somebody is named", somebody_is_named, "mentioned|question|||", 0 },
  { "blocking, and a newer text", blocking_and_newer, "|comment||newer-text|", 0 },
  { "blocking, by who wrote the text since", blocking_by_an_author, "blocking-comment|comment|||", 0 },
  { "mention taken back", removed_mention, "||||", 0 },
};

/* @articles: (nullable) */
static char *
dup_reasons (ReviewFixture *self, const char *person, const char *article, const char *const *articles, gint64 later)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) waiting =
      attest_review_list_waiting (self->record.library, person, articles, g_get_real_time () + later, &error);
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < waiting->len; i++)
    {
      const AttestWaiting *one = waiting->pdata[i];

      g_assert_cmpstr (one->article, ==, article);
      g_assert_cmpstr (one->audience, ==, "doctor");
      g_assert_nonnull (attest_waiting_reason_get_label (one->reason));
      g_string_append_printf (text, "%s%s", text->len > 0 ? "," : "", attest_waiting_reason_to_string (one->reason));
    }

  return g_string_free (text, FALSE);
}

static void
test_situation (ReviewFixture *self, gconstpointer data)
{
  const Situation *situation = data;
  const char *const people[] = { self->editor, self->author, self->first, self->second, self->third };
  g_autofree char *article = review_make_article (self, TEXT);
  const char *const this[] = { article, NULL };
  const char *const another[] = { "another", NULL };
  g_autoptr (GString) found = g_string_new (NULL);

  situation->act (self, article);
  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    {
      g_autofree char *reasons = dup_reasons (self, people[i], article, NULL, situation->later);
      g_autofree char *of_this = dup_reasons (self, people[i], article, this, situation->later);
      g_autofree char *of_another = dup_reasons (self, people[i], article, another, situation->later);

      g_string_append_printf (found, "%s%s", i > 0 ? "|" : "", reasons);
      g_assert_cmpstr (of_this, ==, reasons);
      g_assert_cmpstr (of_another, ==, "");
    }
  g_assert_cmpstr (found->str, ==, situation->expected);
}

/* Who has two entries finds what waits for either. */
static void
test_joined (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *article = review_make_article (self, TEXT);
  g_autofree char *old = review_add_person (self, "Ann Author-Smith", "author");
  g_autofree char *reasons = NULL;
  g_autoptr (GError) error = NULL;

  changes_requested (self, article);
  g_assert_true (attest_review_join_people (self->record.library, self->editor, old, self->author, "Moved", &error));
  reasons = dup_reasons (self, old, article, NULL, 0);
  g_assert_cmpstr (reasons, ==, "changes");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (situations); i++)
    {
      g_autofree char *path = g_strdup_printf ("/core/waiting/%s", situations[i].name);

      g_test_add (path, ReviewFixture, &situations[i], review_fixture_set_up, test_situation, review_fixture_tear_down);
    }
  g_test_add (
      "/core/waiting/joined", ReviewFixture, NULL, review_fixture_set_up, test_joined, review_fixture_tear_down);

  return g_test_run ();
}

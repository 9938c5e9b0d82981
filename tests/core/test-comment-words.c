/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "exchange/attest-comments-export.h"
#include "review-fixture.h"
#include "search-fixture.h"

/* Words that their author changes, and suggested words that are not taken. */

#define DOSE "Take 0.5 mg/kg over 40 minutes."
#define TEXT "# Can it help?\n\nIt helps some people. " DOSE " Rest afterwards.\n"

static char *
suggest (ReviewFixture *self, const char *article, gboolean blocking)
{
  g_autoptr (GError) error = NULL;
  const AttestCommentDraft draft = { .start = (gsize) (strstr (TEXT, DOSE) - TEXT),
                                     .end = (gsize) (strstr (TEXT, DOSE) - TEXT) + strlen (DOSE),
                                     .text = "Too qqfast",
                                     .kind = "change",
                                     .blocking = blocking,
                                     .suggestion = "Take 0.5 mg/kg over 60 minutes." };
  char *id = attest_review_add_comment (self->record.library, article, "doctor", self->first, &draft, &error);

  g_assert_no_error (error);

  return id;
}

/* Returns: (transfer full): the only one */
static AttestComment *
load (ReviewFixture *self, const char *article)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) comments = attest_review_list_comments (self->record.library, article, "doctor", NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (comments->len, ==, 1);

  return attest_comment_copy (comments->pdata[0]);
}

static void
assert_fails (gboolean done, GError **error, AttestReviewError code)
{
  g_assert_false (done);
  g_assert_error (*error, ATTEST_REVIEW_ERROR, (int) code);
  g_assert_cmpuint (strlen ((*error)->message), >, 10);
  g_clear_error (error);
}

static char *export (ReviewFixture *self, const char *article, AttestCommentsFormat format)
{
  g_autoptr (GError) error = NULL;
  char *text = attest_comments_export (self->record.library, article, "doctor", format, &error);

  g_assert_no_error (error);

  return text;
}

/* ---- Edits ---- */

static void
test_edit (ReviewFixture *self, gconstpointer data)
{
  AttestLibrary *library = self->record.library;
  g_autofree char *article = review_make_article (self, TEXT);
  g_autofree char *id = suggest (self, article, TRUE);
  g_autoptr (AttestComment) comment = load (self, article);
  g_autofree char *annotations = NULL;
  g_autofree char *letter = NULL;
  g_autoptr (GError) error = NULL;
  guint events = record_count_events (library);

  g_assert_cmpint (comment->edited, ==, 0);
  search_assert_words (self, "qqfast", "can-it-help");
  assert_fails (attest_review_edit_comment (library, id, self->second, "Mine", NULL, NULL, &error),
                &error,
                ATTEST_REVIEW_ERROR_REFUSED);
  assert_fails (attest_review_edit_comment (library, id, self->editor, "Mine", NULL, NULL, &error),
                &error,
                ATTEST_REVIEW_ERROR_REFUSED);
  assert_fails (
      attest_review_edit_comment (library, id, self->first, " ", "", NULL, &error), &error, ATTEST_REVIEW_ERROR_INPUT);

  /* What says the same is no edit. */
  g_assert_true (attest_review_edit_comment (library, id, self->first, "Too qqfast", NULL, NULL, &error));
  g_assert_true (attest_review_edit_comment (library, id, self->first, NULL, NULL, NULL, &error));
  g_assert_cmpuint (record_count_events (library), ==, events);

  g_assert_true (attest_review_edit_comment (library, id, self->first, "Too qqquick", NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (record_count_events (library), ==, events + 1);
  g_clear_pointer (&comment, attest_comment_free);
  comment = load (self, article);
  g_assert_cmpstr (comment->id, ==, id);
  g_assert_cmpstr (comment->text, ==, "Too qqquick");
  g_assert_cmpstr (comment->suggestion, ==, "Take 0.5 mg/kg over 60 minutes.");
  g_assert_cmpint (comment->edited, >=, comment->time);
  search_assert_words (self, "qqquick", "can-it-help");
  search_assert_words (self, "qqfast", "");
  annotations = export (self, article, ATTEST_COMMENTS_WEB_ANNOTATION);
  g_assert_nonnull (strstr (annotations, "\"modified\""));
  letter = export (self, article, ATTEST_COMMENTS_LETTER);
  g_assert_nonnull (strstr (letter, "Edited on "));

  g_assert_true (attest_review_edit_comment (library, id, self->first, NULL, "", NULL, &error));
  g_assert_no_error (error);
  g_clear_pointer (&comment, attest_comment_free);
  comment = load (self, article);
  g_assert_null (comment->suggestion);
  g_assert_cmpstr (comment->text, ==, "Too qqquick");
}

static void
test_edit_reply (ReviewFixture *self, gconstpointer data)
{
  AttestLibrary *library = self->record.library;
  g_autofree char *article = review_make_article (self, TEXT);
  g_autofree char *id = suggest (self, article, FALSE);
  g_autofree char *one = attest_review_reply (library, id, self->author, "Which qqstudy?", NULL, NULL);
  g_autofree char *other = attest_review_reply (library, id, self->first, "That one.", NULL, NULL);
  g_autoptr (AttestComment) comment = NULL;
  g_autoptr (GError) error = NULL;
  const AttestReply *reply;

  assert_fails (attest_review_edit_reply (library, id, one, self->first, "Mine", NULL, &error),
                &error,
                ATTEST_REVIEW_ERROR_REFUSED);
  assert_fails (
      attest_review_edit_reply (library, id, one, self->author, " ", NULL, &error), &error, ATTEST_REVIEW_ERROR_INPUT);
  g_assert_false (attest_review_edit_reply (library, id, id, self->first, "Mine", NULL, &error));
  g_assert_error (error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_true (attest_review_edit_reply (library, id, one, self->author, "Which qqtrial?", NULL, &error));
  g_assert_no_error (error);

  comment = load (self, article);
  g_assert_cmpint (comment->edited, ==, 0);
  reply = comment->replies->pdata[0];
  g_assert_cmpstr (reply->text, ==, "Which qqtrial?");
  g_assert_cmpint (reply->edited, >=, reply->time);
  reply = comment->replies->pdata[1];
  g_assert_cmpstr (reply->text, ==, "That one.");
  g_assert_cmpint (reply->edited, ==, 0);
  search_assert_words (self, "qqtrial", "can-it-help");
  search_assert_words (self, "qqstudy", "");
}

/* What was settled stays what it was, also for events that no act has checked. */
static void
test_settled (ReviewFixture *self, gconstpointer data)
{
  AttestLibrary *library = self->record.library;
  g_autofree char *article = review_make_article (self, TEXT);
  g_autofree char *id = suggest (self, article, FALSE);
  g_autofree char *words = g_strdup_printf ("{\"comment\":\"%s\",\"text\":\"Other\"}", id);
  g_autofree char *no =
      g_strdup_printf ("{\"comment\":\"%s\",\"suggestion\":\"Take 0.5 mg/kg over 60 minutes.\",\"reason\":\"No\"}", id);
  g_autofree char *stale = g_strdup_printf ("{\"comment\":\"%s\",\"suggestion\":\"Other\",\"reason\":\"No\"}", id);
  g_autoptr (AttestComment) comment = NULL;
  g_autoptr (GError) error = NULL;

  g_free (record_append (library, "comment.edit", article, self->second, words));
  g_free (record_append (library, "comment.decline", article, self->author, stale));
  g_assert_true (attest_review_resolve (library, id, self->first, NULL, &error));
  assert_fails (attest_review_edit_comment (library, id, self->first, "Other", NULL, NULL, &error),
                &error,
                ATTEST_REVIEW_ERROR_REFUSED);
  assert_fails (attest_review_decline (library, id, self->author, "No", &error), &error, ATTEST_REVIEW_ERROR_REFUSED);
  g_free (record_append (library, "comment.edit", article, self->first, words));
  g_free (record_append (library, "comment.decline", article, self->author, no));
  comment = load (self, article);
  g_assert_cmpstr (comment->text, ==, "Too qqfast");
  g_assert_cmpint (comment->edited, ==, 0);
  g_assert_null (comment->declined_by);
}

/* ---- Declining ---- */

static void
test_decline (ReviewFixture *self, gconstpointer data)
{
  AttestLibrary *library = self->record.library;
  g_autofree char *article = review_make_article (self, TEXT);
  g_autofree char *id = suggest (self, article, FALSE);
  g_autoptr (AttestComment) comment = NULL;
  g_autofree char *letter = NULL;
  g_autoptr (GError) error = NULL;

  assert_fails (attest_review_decline (library, id, self->author, " ", &error), &error, ATTEST_REVIEW_ERROR_INPUT);
  assert_fails (attest_review_decline (library, id, self->second, "No", &error), &error, ATTEST_REVIEW_ERROR_REFUSED);
  g_assert_true (attest_review_decline (library, id, self->author, "The label says 40", &error));
  g_assert_no_error (error);
  comment = load (self, article);
  g_assert_true (comment->resolved);
  g_assert_true (attest_comment_is_settled_by_decline (comment));
  g_assert_cmpstr (comment->declined_by, ==, self->author);
  g_assert_cmpstr (comment->declined_reason, ==, "The label says 40");
  letter = export (self, article, ATTEST_COMMENTS_LETTER);
  g_assert_nonnull (strstr (letter, ": The label says 40"));
  g_assert_null (strstr (letter, "Resolved by"));

  /* Whoever suggested them may insist, with the same words or with others. */
  g_assert_true (attest_review_reopen (library, id, self->first, &error));
  g_clear_pointer (&comment, attest_comment_free);
  comment = load (self, article);
  g_assert_false (comment->resolved);
  g_assert_cmpstr (comment->declined_by, ==, self->author);
  g_assert_true (attest_review_edit_comment (library, id, self->first, NULL, "Take 0.5 mg/kg.", NULL, &error));
  g_clear_pointer (&comment, attest_comment_free);
  comment = load (self, article);
  g_assert_null (comment->declined_by);
}

/* The author's no to the words is not the end of what blocks an approval, and neither is an edit. */
static void
test_blocking (ReviewFixture *self, gconstpointer data)
{
  AttestLibrary *library = self->record.library;
  g_autofree char *article = review_make_article (self, TEXT);
  g_autofree char *id = NULL;
  g_autofree char *marked = NULL;
  g_autoptr (AttestComment) comment = NULL;
  g_autoptr (AttestVariant) variant = NULL;
  g_autoptr (GError) error = NULL;

  review_submit (self, article);
  id = suggest (self, article, TRUE);
  review_sign (self, article, self->first);
  review_sign (self, article, self->second);
  review_assert_status (self, article, "under-review");
  g_assert_true (attest_review_edit_comment (library, id, self->first, "Far too qqfast", NULL, NULL, &error));
  review_assert_status (self, article, "under-review");
  g_assert_true (attest_review_decline (library, id, self->author, "The label says 40", &error));
  g_assert_no_error (error);
  review_assert_status (self, article, "under-review");
  comment = load (self, article);
  g_assert_false (comment->resolved);
  g_assert_cmpstr (comment->declined_by, ==, self->author);
  variant = attest_library_find_variant (library, article, "doctor", &error);
  g_assert_cmpuint (variant->open_blocking_comments, ==, 1);
  marked = export (self, article, ATTEST_COMMENTS_CRITIC_MARKUP);
  g_assert_null (strstr (marked, "{~~"));
  g_assert_nonnull (strstr (marked, "The label says 40"));
  g_assert_true (attest_review_resolve (library, id, self->first, NULL, &error));
  review_assert_status (self, article, "approved");
}

static void
test_nothing_suggested (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *article = review_make_article (self, TEXT);
  g_autofree char *id = review_comment (self, article, self->first, DOSE, FALSE);
  g_autofree char *own = NULL;
  g_autoptr (GError) error = NULL;
  const AttestCommentDraft draft = { .start = 2, .end = 5, .kind = "change", .suggestion = "Does" };

  assert_fails (attest_review_decline (self->record.library, id, self->author, "No", &error),
                &error,
                ATTEST_REVIEW_ERROR_REFUSED);
  own = attest_review_add_comment (self->record.library, article, "doctor", self->author, &draft, &error);
  g_assert_no_error (error);
  assert_fails (attest_review_decline (self->record.library, own, self->author, "No", &error),
                &error,
                ATTEST_REVIEW_ERROR_REFUSED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function)                                                                                            \
  g_test_add (                                                                                                         \
      "/core/comment-words/" path, ReviewFixture, NULL, review_fixture_set_up, function, review_fixture_tear_down)
  ADD ("edit", test_edit);
  ADD ("edit-reply", test_edit_reply);
  ADD ("settled", test_settled);
  ADD ("decline", test_decline);
  ADD ("blocking", test_blocking);
  ADD ("nothing-suggested", test_nothing_suggested);

  return g_test_run ();
}

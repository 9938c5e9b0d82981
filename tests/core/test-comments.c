/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "review-fixture.h"

#define OPENING "# Can it help?\n\nIt helps some people. "
#define DOSE "Take 0.5 mg/kg over 40 minutes."
#define TEXT OPENING DOSE " Rest afterwards.\n\nAsk your doctor first.\n"

static void
assert_refused (GError **error, AttestReviewError code)
{
  g_assert_error (*error, ATTEST_REVIEW_ERROR, (int) code);
  g_assert_cmpuint (strlen ((*error)->message), >, 10);
  g_clear_error (error);
}

static GPtrArray *
list (ReviewFixture *self, const char *article, const char *revision)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *comments = attest_review_list_comments (self->record.library, article, "doctor", revision, &error);

  g_assert_no_error (error);

  return comments;
}

static void
assert_place (const AttestComment *comment, AttestAnchorState state, const char *text, const char *words)
{
  g_assert_cmpstr (
      attest_anchor_state_to_string (comment->placement->state), ==, attest_anchor_state_to_string (state));
  if (state != ATTEST_ANCHOR_ORPHAN)
    {
      g_autofree char *there = NULL;

      g_assert_cmpuint (comment->placement->end, <=, strlen (text));
      there = g_strndup (text + comment->placement->start, comment->placement->end - comment->placement->start);
      g_assert_cmpstr (there, ==, words);
    }
}

/* The only comment, in a revision. */
static void
assert_only (ReviewFixture *self,
             const char *article,
             const char *revision,
             AttestAnchorState state,
             const char *text,
             const char *words)
{
  g_autoptr (GPtrArray) comments = list (self, article, revision);

  g_assert_cmpuint (comments->len, ==, 1);
  assert_place (comments->pdata[0], state, text, words);
}

static void
test_thread (ReviewFixture *self, gconstpointer data)
{
  AttestLibrary *library = self->record.library;
  g_autofree char *article = review_make_article (self, TEXT);
  g_autofree char *id = review_comment (self, article, self->first, DOSE, FALSE);
  g_autofree char *reply = NULL;
  g_autoptr (GPtrArray) comments = NULL;
  g_autoptr (AttestVariant) variant = NULL;
  g_autoptr (AttestComment) copy = NULL;
  g_autoptr (GError) error = NULL;
  const AttestComment *comment;

  reply = attest_review_reply (library, id, self->author, "Which study?", NULL, &error);
  g_assert_no_error (error);
  comments = list (self, article, NULL);
  g_assert_cmpuint (comments->len, ==, 1);
  comment = comments->pdata[0];
  g_assert_cmpstr (comment->id, ==, id);
  g_assert_cmpstr (comment->author, ==, self->first);
  g_assert_cmpstr (comment->kind, ==, "change");
  g_assert_cmpstr (comment->anchor->exact, ==, DOSE);
  g_assert_cmpstr (comment->anchor->suffix, ==, " Rest afterwards.\n\nAsk your doct");
  assert_place (comment, ATTEST_ANCHOR_EXACT, TEXT, DOSE);
  g_assert_cmpuint (comment->replies->len, ==, 1);
  g_assert_cmpstr (((AttestReply *) comment->replies->pdata[0])->id, ==, reply);
  g_assert_cmpstr (((AttestReply *) comment->replies->pdata[0])->text, ==, "Which study?");
  copy = attest_comment_copy (comment);
  g_assert_cmpstr (((AttestReply *) copy->replies->pdata[0])->author, ==, self->author);

  variant = attest_library_find_variant (library, article, "doctor", &error);
  g_assert_cmpuint (variant->open_comments, ==, 1);
  g_assert_cmpuint (variant->open_blocking_comments, ==, 0);
}

static void
test_bad_input (ReviewFixture *self, gconstpointer data)
{
  AttestLibrary *library = self->record.library;
  g_autofree char *article = review_make_article (self, TEXT);
  g_autofree char *other = review_make_article (self, TEXT);
  g_autofree char *id = review_comment (self, article, self->first, DOSE, FALSE);
  g_autofree char *agree = NULL;
  g_autoptr (AttestVariant) foreign = attest_library_find_variant (library, other, "doctor", NULL);
  g_autoptr (GError) error = NULL;
  const AttestCommentDraft drafts[] = {
    { .start = 5, .end = 5, .text = "x" },
    { .start = 5, .end = 100000, .text = "x" },
    { .start = 5, .end = 9, .text = "  " },
    { .start = 5, .end = 9 },
    { .start = 5, .end = 9, .text = "x", .kind = "shout" },
    { .start = 5, .end = 9, .text = "x", .revision = foreign->newest },
  };
  AttestCommentDraft wordless = { .start = 5, .end = 9, .kind = "agree" };

  for (gsize i = 0; i < G_N_ELEMENTS (drafts); i++)
    {
      g_assert_null (attest_review_add_comment (library, article, NULL, self->first, &drafts[i], &error));
      assert_refused (&error, ATTEST_REVIEW_ERROR_INPUT);
    }
  agree = attest_review_add_comment (library, article, NULL, self->first, &wordless, &error);
  g_assert_no_error (error);
  g_assert_null (attest_review_reply (library, id, self->first, "", NULL, &error));
  assert_refused (&error, ATTEST_REVIEW_ERROR_INPUT);
  g_assert_null (attest_review_reply (library, "nine", self->first, "x", NULL, &error));
  g_assert_error (error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (attest_review_attach (library, id, self->first, foreign->newest, 0, 5, &error));
  assert_refused (&error, ATTEST_REVIEW_ERROR_INPUT);
}

/* ---- Who resolves ---- */

static void
test_resolve (ReviewFixture *self, gconstpointer data)
{
  AttestLibrary *library = self->record.library;
  g_autofree char *article = review_make_article (self, TEXT);
  g_autofree char *plain = review_comment (self, article, self->first, "some people", FALSE);
  g_autofree char *id = review_comment (self, article, self->first, DOSE, TRUE);
  g_autoptr (GPtrArray) comments = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (attest_review_resolve (library, plain, self->author, NULL, &error));
  g_assert_no_error (error);
  g_assert_false (attest_review_resolve (library, plain, self->author, NULL, &error));
  assert_refused (&error, ATTEST_REVIEW_ERROR_REFUSED);

  /* Blocking: neither the text's author, nor another reviewer, nor an editor without a reason. */
  g_assert_false (attest_review_resolve (library, id, self->author, "Done", &error));
  assert_refused (&error, ATTEST_REVIEW_ERROR_REFUSED);
  g_assert_false (attest_review_resolve (library, id, self->second, "Done", &error));
  assert_refused (&error, ATTEST_REVIEW_ERROR_REFUSED);
  g_assert_false (attest_review_resolve (library, id, self->editor, " ", &error));
  assert_refused (&error, ATTEST_REVIEW_ERROR_INPUT);
  g_assert_true (attest_review_resolve (library, id, self->editor, "Settled by the board", &error));
  g_assert_no_error (error);

  comments = list (self, article, NULL);
  g_assert_cmpuint (comments->len, ==, 2);
  g_assert_true (((AttestComment *) comments->pdata[1])->resolved);
  g_assert_cmpstr (((AttestComment *) comments->pdata[1])->resolved_by, ==, self->editor);
  g_assert_cmpstr (((AttestComment *) comments->pdata[1])->resolved_reason, ==, "Settled by the board");

  g_assert_false (attest_review_reopen (library, id, self->author, &error));
  assert_refused (&error, ATTEST_REVIEW_ERROR_REFUSED);
  g_assert_true (attest_review_reopen (library, id, self->first, &error));
  g_assert_no_error (error);
  g_assert_false (attest_review_reopen (library, id, self->first, &error));
  assert_refused (&error, ATTEST_REVIEW_ERROR_REFUSED);
  g_assert_true (attest_review_resolve (library, id, self->first, NULL, &error));
  g_assert_no_error (error);
}

static void
test_blocking (ReviewFixture *self, gconstpointer data)
{
  AttestLibrary *library = self->record.library;
  g_autofree char *article = review_make_article (self, TEXT);
  g_autofree char *id = NULL;
  g_autofree char *later = NULL;
  g_autoptr (AttestAssessment) assessment = NULL;
  g_autoptr (AttestVariant) variant = NULL;
  g_autoptr (GError) error = NULL;

  review_submit (self, article);
  id = review_comment (self, article, self->first, DOSE, TRUE);
  review_sign (self, article, self->first);
  review_sign (self, article, self->second);
  review_assert_status (self, article, "under-review");
  g_assert_true (attest_review_resolve (library, id, self->first, NULL, &error));
  review_assert_status (self, article, "approved");

  later = review_comment (self, article, self->second, "Rest", TRUE);
  review_assert_status (self, article, "approved");
  assessment = review_assess (self, article);
  g_assert_true (assessment->due);
  variant = attest_library_find_variant (library, article, "doctor", &error);
  g_assert_cmpint (variant->due_after, ==, 1);
  g_assert_cmpuint (variant->open_blocking_comments, ==, 1);
}

static void
assert_not_done (gboolean done, GError **error)
{
  g_assert_false (done);
  assert_refused (error, ATTEST_REVIEW_ERROR_REFUSED);
}

/* Nobody but its author takes a comment back; its words stay, and nothing more happens to it. */
static void
test_retract (ReviewFixture *self, gconstpointer data)
{
  AttestLibrary *library = self->record.library;
  g_autofree char *article = review_make_article (self, TEXT);
  g_autofree char *id = review_comment (self, article, self->first, DOSE, FALSE);
  g_autoptr (GPtrArray) comments = NULL;
  g_autoptr (AttestVariant) variant = NULL;
  g_autofree char *body = g_strdup_printf ("{\"comment\":\"%s\"}", id);
  const AttestComment *comment;
  g_autoptr (GError) error = NULL;

  assert_not_done (attest_review_retract (library, id, self->second, &error), &error);
  assert_not_done (attest_review_retract (library, id, self->editor, &error), &error);
  g_assert_true (attest_review_retract (library, id, self->first, &error));
  g_assert_no_error (error);

  comments = list (self, article, NULL);
  g_assert_cmpuint (comments->len, ==, 1);
  comment = comments->pdata[0];
  g_assert_true (comment->retracted);
  g_assert_true (comment->resolved);
  g_assert_cmpstr (comment->resolved_by, ==, self->first);
  g_assert_cmpstr (comment->text, ==, "Please look at this.");
  variant = attest_library_find_variant (library, article, "doctor", &error);
  g_assert_cmpuint (variant->open_comments, ==, 0);

  assert_not_done (attest_review_retract (library, id, self->first, &error), &error);
  assert_not_done (attest_review_reopen (library, id, self->first, &error), &error);
  assert_not_done (attest_review_resolve (library, id, self->editor, "Done", &error), &error);

  /* Also for events that no act has checked. */
  g_free (record_append (library, "comment.reopen", article, self->first, body));
  g_clear_pointer (&comments, g_ptr_array_unref);
  comments = list (self, article, NULL);
  g_assert_true (((const AttestComment *) comments->pdata[0])->retracted);
}

static void
test_retract_blocking (ReviewFixture *self, gconstpointer data)
{
  AttestLibrary *library = self->record.library;
  g_autofree char *article = review_make_article (self, TEXT);
  g_autofree char *own = NULL;
  g_autofree char *id = NULL;
  g_autofree char *body = NULL;
  g_autoptr (GPtrArray) comments = NULL;
  g_autoptr (GError) error = NULL;

  review_submit (self, article);
  id = review_comment (self, article, self->first, DOSE, TRUE);
  review_sign (self, article, self->first);
  review_sign (self, article, self->second);
  review_assert_status (self, article, "under-review");

  /* By anybody else it has no effect, whatever came in. */
  body = g_strdup_printf ("{\"comment\":\"%s\"}", id);
  g_free (record_append (library, "comment.retract", article, self->editor, body));
  review_assert_status (self, article, "under-review");
  g_assert_true (attest_review_retract (library, id, self->first, &error));
  review_assert_status (self, article, "approved");

  /* Whoever wrote the text does not settle what blocks it. */
  own = review_comment (self, article, self->author, DOSE, TRUE);
  assert_not_done (attest_review_retract (library, own, self->author, &error), &error);
  g_clear_pointer (&body, g_free);
  body = g_strdup_printf ("{\"comment\":\"%s\"}", own);
  g_free (record_append (library, "comment.retract", article, self->author, body));
  comments = list (self, article, NULL);
  for (guint i = 0; i < comments->len; i++)
    {
      const AttestComment *comment = comments->pdata[i];

      g_assert_true (comment->retracted == g_str_equal (comment->id, id));
    }
}

/* A reviewer who became an author lost the right to resolve, though the comment is theirs. */
static void
test_author_by_now (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *article = review_make_article (self, TEXT);
  g_autofree char *id = review_comment (self, article, self->third, DOSE, TRUE);
  g_autofree char *revision = review_save (self, article, self->third, TEXT "More.\n");
  g_autoptr (GError) error = NULL;

  g_assert_false (attest_review_resolve (self->record.library, id, self->third, "Mine", &error));
  assert_refused (&error, ATTEST_REVIEW_ERROR_REFUSED);
}

/* ---- Through revisions ---- */

static void
test_follow (ReviewFixture *self, gconstpointer data)
{
  static const char above[] = "# Can it help?\n\nA new paragraph.\n\nIt helps some people. " DOSE
                              " Rest afterwards.\n\nAsk your doctor first.\n";
  static const char changed[] =
      "# Can it help?\n\nA new paragraph.\n\nIt helps some people. Take 0.4 mg/kg over 40 minutes."
      " Rest afterwards.\n\nAsk your doctor first.\n";
  static const char gone[] = "# Can it help?\n\nA new paragraph.\n\nNobody knows.\n";
  g_autofree char *article = review_make_article (self, TEXT);
  g_autofree char *id = review_comment (self, article, self->first, DOSE, FALSE);
  g_autofree char *second = review_save (self, article, self->author, above);
  g_autofree char *third = review_save (self, article, self->author, changed);
  g_autofree char *fourth = review_save (self, article, self->author, gone);
  g_autofree char *fifth = review_save (self, article, self->author, above);
  g_autoptr (AttestRevision) first = attest_library_find_revision (self->record.library, article, "doctor", 1, NULL);

  assert_only (self, article, first->id, ATTEST_ANCHOR_EXACT, TEXT, DOSE);
  assert_only (self, article, second, ATTEST_ANCHOR_EXACT, above, DOSE);
  assert_only (self, article, third, ATTEST_ANCHOR_CHANGED, changed, "Take 0.4 mg/kg over 40 minutes.");
  assert_only (self, article, fourth, ATTEST_ANCHOR_ORPHAN, gone, NULL);
  /* The words are back, and so is the comment. */
  assert_only (self, article, fifth, ATTEST_ANCHOR_EXACT, above, DOSE);
  assert_only (self, article, NULL, ATTEST_ANCHOR_EXACT, above, DOSE);
}

static void
test_live_places (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *article = review_make_article (self, TEXT);
  g_autofree char *open = review_comment (self, article, self->first, DOSE, FALSE);
  g_autofree char *resolved = review_comment (self, article, self->first, "some people", FALSE);
  g_autofree char *changed = review_comment (self, article, self->first, "Ask your doctor", FALSE);
  g_autofree char *second = NULL;
  g_autofree char *expected = NULL;
  g_autoptr (AttestRevision) revision = NULL;
  g_autoptr (GError) error = NULL;

  attest_review_resolve (self->record.library, resolved, self->first, NULL, &error);
  g_assert_no_error (error);
  second = review_save (self,
                        article,
                        self->author,
                        "# Can it really help?\n\nIt helps some people. " DOSE
                        " Rest afterwards.\n\nAsk your own doctor first.\n");
  revision = attest_library_load_revision (self->record.library, second, &error);
  g_assert_no_error (error);
  expected = g_strdup_printf ("[{\"comment\":\"%s\",\"end\":%d,\"start\":%d}]",
                              open,
                              (int) strlen (OPENING DOSE) + 7,
                              (int) strlen (OPENING) + 7);
  g_assert_cmpstr (revision->places, ==, expected);
}

static void
test_earlier_revision (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *article = review_make_article (self, TEXT);
  g_autofree char *second = review_save (self, article, self->author, "Before.\n\n" TEXT);
  g_autofree char *id = review_comment (self, article, self->first, DOSE, FALSE);
  g_autoptr (AttestRevision) first = attest_library_find_revision (self->record.library, article, "doctor", 1, NULL);

  assert_only (self, article, first->id, ATTEST_ANCHOR_EXACT, TEXT, DOSE);
}

static void
test_attach (ReviewFixture *self, gconstpointer data)
{
  static const char gone[] = "# Can it help?\n\nNobody knows. See the leaflet for the dose.\n";
  static const char more[] = "# Can it help?\n\nStill, nobody knows. See the leaflet for the dose.\n";
  g_autofree char *article = review_make_article (self, TEXT);
  g_autofree char *id = review_comment (self, article, self->first, DOSE, FALSE);
  g_autofree char *second = review_save (self, article, self->author, gone);
  g_autofree char *third = NULL;
  g_autoptr (GPtrArray) comments = NULL;
  g_autoptr (GError) error = NULL;
  const char *leaflet = strstr (gone, "leaflet");

  assert_only (self, article, NULL, ATTEST_ANCHOR_ORPHAN, gone, NULL);
  attest_review_attach (self->record.library, id, self->first, second, leaflet - gone, leaflet - gone + 7, &error);
  g_assert_no_error (error);
  assert_only (self, article, NULL, ATTEST_ANCHOR_EXACT, gone, "leaflet");
  third = review_save (self, article, self->author, more);
  assert_only (self, article, third, ATTEST_ANCHOR_EXACT, more, "leaflet");

  /* The first anchor is never rewritten. */
  comments = list (self, article, NULL);
  g_assert_cmpstr (((AttestComment *) comments->pdata[0])->anchor->exact, ==, DOSE);
  g_assert_cmpstr (((AttestComment *) comments->pdata[0])->attached_by, ==, self->first);
}

static void
test_unsaved (ReviewFixture *self, gconstpointer data)
{
  static const char typed[] = "Typed above. " TEXT;
  g_autofree char *article = review_make_article (self, TEXT);
  g_autofree char *id = review_comment (self, article, self->first, DOSE, FALSE);
  g_autoptr (GBytes) text = g_bytes_new_static (typed, sizeof typed - 1);
  g_autoptr (GPtrArray) comments = NULL;
  g_autoptr (GError) error = NULL;

  comments = attest_review_list_comments_in_text (self->record.library, article, "doctor", NULL, text, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (comments->len, ==, 1);
  assert_place (comments->pdata[0], ATTEST_ANCHOR_EXACT, typed, DOSE);
}

static void
test_order (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *article = review_make_article (self, TEXT);
  g_autofree char *last = review_comment (self, article, self->first, "doctor first", FALSE);
  g_autofree char *orphan = review_comment (self, article, self->first, DOSE, FALSE);
  g_autofree char *first = review_comment (self, article, self->second, "some people", FALSE);
  g_autofree char *revision =
      review_save (self, article, self->author, "# Can it help?\n\nIt helps some people.\n\nAsk your doctor first.\n");
  g_autoptr (GPtrArray) comments = list (self, article, NULL);

  g_assert_cmpuint (comments->len, ==, 3);
  g_assert_cmpstr (((AttestComment *) comments->pdata[0])->id, ==, first);
  g_assert_cmpstr (((AttestComment *) comments->pdata[1])->id, ==, last);
  g_assert_cmpstr (((AttestComment *) comments->pdata[2])->id, ==, orphan);
  g_assert_cmpint (((AttestComment *) comments->pdata[2])->placement->state, ==, ATTEST_ANCHOR_ORPHAN);
}

/* A text that named a patient: its comments stay, without a place, and the next revision has them back. */
static void
test_redacted (ReviewFixture *self, gconstpointer data)
{
  AttestLibrary *library = self->record.library;
  g_autofree char *article = review_make_article (self, TEXT);
  g_autofree char *id = review_comment (self, article, self->first, DOSE, FALSE);
  g_autofree char *second = review_save (self, article, self->author, "Jane Doe said:\n\n" TEXT);
  g_autofree char *third = NULL;
  g_autoptr (AttestRevision) named = attest_library_load_revision (library, second, NULL);
  g_autoptr (AttestAssessment) assessment = NULL;
  g_autoptr (GError) error = NULL;
  AttestVerdict yes = { 0 };

  review_submit (self, article);
  attest_library_redact (library, self->editor, article, NULL, named->text, "Names a patient", &error);
  g_assert_no_error (error);
  assert_only (self, article, second, ATTEST_ANCHOR_ORPHAN, NULL, NULL);
  g_assert_false (attest_review_give_verdict (library, article, NULL, self->first, &yes, NULL, NULL, &error));
  assert_refused (&error, ATTEST_REVIEW_ERROR_REFUSED);
  assessment = review_assess (self, article);
  g_assert_cmpstr (((AttestMissing *) assessment->missing->pdata[0])->code, ==, "not-submitted");

  third = review_save (self, article, self->author, "A patient said:\n\n" TEXT);
  assert_only (self, article, third, ATTEST_ANCHOR_EXACT, "A patient said:\n\n" TEXT, DOSE);
}

/* What an entry said that was taken out is not known any more, and no approval rests on that. */
static void
test_redacted_entries (ReviewFixture *self, gconstpointer data)
{
  AttestLibrary *library = self->record.library;
  g_autofree char *article = review_make_article (self, TEXT);
  g_autofree char *comment = NULL;
  gboolean identical = FALSE;
  g_autoptr (AttestAssessment) assessment = NULL;
  g_autoptr (GError) error = NULL;

  review_submit (self, article);
  comment = review_comment (self, article, self->third, DOSE, TRUE);
  review_sign (self, article, self->first);
  review_sign (self, article, self->second);
  review_assert_status (self, article, "under-review");
  g_assert_true (attest_library_redact (library, self->editor, article, comment, NULL, "Names a patient", &error));
  g_assert_no_error (error);
  review_assert_status (self, article, "submitted");

  review_sign (self, article, self->first);
  review_sign (self, article, self->second);
  review_assert_status (self, article, "approved");
  assessment = review_assess (self, article);
  g_assert_nonnull (assessment->published);

  g_assert_true (attest_library_rebuild (library, &identical, &error));
  g_assert_no_error (error);
  g_assert_true (identical);
}

/* ---- Quotes ---- */

static void
assert_quote (const char *text, const char *quote, guint occurrence, const char *expected)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  g_autofree char *found = NULL;
  gsize start = 0;
  gsize end = 0;

  attest_review_find_quote (bytes, quote, occurrence, &start, &end, &error);
  g_assert_no_error (error);
  found = g_strndup (text + start, end - start);
  g_assert_cmpstr (found, ==, expected);
}

static void
test_quotes (void)
{
  static const char twice[] = "Take one. Then rest.\n\nTake one. Then sleep.\n";
  g_autoptr (GBytes) bytes = g_bytes_new_static (twice, sizeof twice - 1);
  g_autoptr (GBytes) empty = g_bytes_new_static ("", 0);
  g_autoptr (GError) error = NULL;
  gsize start;
  gsize end;

  assert_quote (twice, "Then rest.", 0, "Then rest.");
  assert_quote (twice, "Take one.", 2, "Take one.");
  assert_quote ("A line\nbroken here.", "line broken", 0, "line\nbroken");
  assert_quote ("It is **very** safe.", "**very**", 0, "**very**");
  assert_quote ("It is **very** safe.", "is very safe", 0, "is **very** safe");
  assert_quote ("Größe über alles", "über", 0, "über");

  g_assert_false (attest_review_find_quote (bytes, "Take one.", 0, &start, &end, &error));
  g_assert_error (error, ATTEST_REVIEW_ERROR, ATTEST_REVIEW_ERROR_AMBIGUOUS);
  g_assert_nonnull (strstr (error->message, "2: line 3"));
  g_clear_error (&error);
  g_assert_false (attest_review_find_quote (bytes, "Take one.", 3, &start, &end, &error));
  assert_refused (&error, ATTEST_REVIEW_ERROR_INPUT);
  g_assert_false (attest_review_find_quote (bytes, "Take two.", 0, &start, &end, &error));
  assert_refused (&error, ATTEST_REVIEW_ERROR_INPUT);
  g_assert_false (attest_review_find_quote (bytes, "  ", 0, &start, &end, &error));
  assert_refused (&error, ATTEST_REVIEW_ERROR_INPUT);
  g_assert_false (attest_review_find_quote (empty, "x", 0, &start, &end, &error));
  assert_refused (&error, ATTEST_REVIEW_ERROR_INPUT);
}

/* ---- Many ---- */

#define N_MANY_REVISIONS 50
#define N_MANY_COMMENTS 200

static char *
make_long_text (guint version)
{
  GString *text = g_string_new ("# Long\n\n");

  for (guint i = 0; text->len < 20000; i++)
    {
      if (i % 50 == version)
        g_string_append_printf (text, "Revision %u changed this sentence, which is number %u. ", version, i);
      else
        g_string_append_printf (text, "Sentence %u says that the dose is %u.%u mg for anybody. ", i, i % 7 + 1, i % 10);
      if (i % 5 == 4)
        g_string_append (text, "\n\n");
    }

  return g_string_free (text, FALSE);
}

/* Who saw the words being cut and pasted knows more than a comparison of the texts; only the very words count. */
static void
test_told_places (ReviewFixture *self, gconstpointer data)
{
  static const char before[] = "# Can it help?\n\nTake 20 mg twice a day. Stop after 20 days.\n";
  static const char after[] = "# Can it help?\n\nTake it twice a day. Stop after 20 days.\n\nAt most 20 mg.\n";
  g_autofree char *article = review_make_article (self, before);
  g_autofree char *dose = review_comment (self, article, self->first, "20 mg", FALSE);
  g_autofree char *rest = review_comment (self, article, self->first, "Stop after", FALSE);
  const gsize place = (gsize) (strstr (after, "20 mg") - after);
  const AttestLivePlace told[] = {
    { dose, place, place + strlen ("20 mg") },
    /* Not its words, and past the end: neither may count. */
    { rest, 2, 12 },
    { rest, sizeof after, sizeof after + 10 },
    { "nobody", 0, 1 },
  };
  g_autoptr (GBytes) bytes = g_bytes_new_static (after, strlen (after));
  g_autoptr (GError) error = NULL;
  g_autofree char *revision = NULL;
  g_autoptr (GPtrArray) comments = NULL;

  {
    g_autoptr (GPtrArray) guessed =
        attest_review_list_comments_in_text (self->record.library, article, "doctor", NULL, bytes, &error);

    g_assert_no_error (error);
    for (guint i = 0; i < guessed->len; i++)
      if (g_str_equal (((AttestComment *) guessed->pdata[i])->id, dose))
        g_assert_cmpint (((AttestComment *) guessed->pdata[i])->placement->state, ==, ATTEST_ANCHOR_ORPHAN);
  }
  revision = attest_review_save_revision_with_places (
      self->record.library, article, "doctor", self->author, bytes, NULL, told, G_N_ELEMENTS (told), &error);
  g_assert_no_error (error);
  comments = list (self, article, revision);
  g_assert_cmpuint (comments->len, ==, 2);
  assert_place (comments->pdata[0], ATTEST_ANCHOR_EXACT, after, "Stop after");
  assert_place (comments->pdata[1], ATTEST_ANCHOR_EXACT, after, "20 mg");
  g_assert_cmpuint (((AttestComment *) comments->pdata[1])->placement->start, ==, place);
}

static char *
save_without_places (ReviewFixture *self, const char *article, const char *text)
{
  g_autoptr (AttestVariant) variant = attest_library_find_variant (self->record.library, article, "doctor", NULL);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  JsonObject *body = json_object_new ();
  JsonArray *parents = json_array_new ();
  AttestEventDraft *draft;
  g_autofree char *hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  char *id = NULL;

  json_array_add_string_element (parents, variant->newest);
  json_object_set_string_member (body, "audience", "doctor");
  json_object_set_string_member (body, "language", "en");
  json_object_set_string_member (body, "title", "Long");
  json_object_set_string_member (body, "text", hash);
  json_object_set_string_member (body, "references", "[]");
  json_object_set_array_member (body, "assets", json_array_new ());
  json_object_set_string_member (body, "disclaimer", "");
  json_object_set_array_member (body, "parents", parents);
  json_object_set_array_member (body, "places", json_array_new ());
  draft = attest_event_draft_new ("revision.save", article, self->author, body);
  attest_event_draft_add_content (draft, bytes);
  attest_library_append_one (self->record.library, draft, &id, &error);
  g_assert_no_error (error);

  return id;
}

/* Comments over many revisions are all placed, in well under a second: with the live places that saving records, and (@data) without. */
static void
test_many (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *beginning = make_long_text (N_MANY_REVISIONS);
  g_autofree char *article = review_make_article (self, beginning);
  g_autoptr (GPtrArray) comments = NULL;
  gint64 started;
  gint64 taken;

  for (guint i = 0; i < N_MANY_REVISIONS; i++)
    {
      g_autofree char *text = make_long_text (i);
      g_autofree char *revision =
          data == NULL ? review_save (self, article, self->author, text) : save_without_places (self, article, text);

      for (guint k = 0; k < N_MANY_COMMENTS / N_MANY_REVISIONS; k++)
        {
          g_autofree char *quote =
              g_strdup_printf ("Sentence %u says", (i * 7 + k * 41 + (i * 7 + k * 41) % 50 == i) % 300 + 1 + k);
          g_autofree char *id =
              strstr (text, quote) != NULL ? review_comment (self, article, self->first, quote, FALSE) : NULL;
        }
    }
  started = g_get_monotonic_time ();
  comments = list (self, article, NULL);
  taken = g_get_monotonic_time () - started;
  g_test_message (
      "%u comments over %d revisions placed in %.1f ms", comments->len, N_MANY_REVISIONS, (double) taken / 1000);
  g_assert_cmpuint (comments->len, >, N_MANY_COMMENTS / 2);
  g_assert_cmpint (taken, <, 5 * G_USEC_PER_SEC);
}

#define ADD(path, function)                                                                                            \
  g_test_add ("/core/comments/" path, ReviewFixture, NULL, review_fixture_set_up, function, review_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("thread", test_thread);
  ADD ("bad-input", test_bad_input);
  ADD ("resolve", test_resolve);
  ADD ("blocking", test_blocking);
  ADD ("retract", test_retract);
  ADD ("retract-blocking", test_retract_blocking);
  ADD ("author-by-now", test_author_by_now);
  ADD ("follow", test_follow);
  ADD ("live-places", test_live_places);
  ADD ("told-places", test_told_places);
  ADD ("earlier-revision", test_earlier_revision);
  ADD ("attach", test_attach);
  ADD ("unsaved", test_unsaved);
  ADD ("order", test_order);
  ADD ("redacted", test_redacted);
  ADD ("redacted-entries", test_redacted_entries);
  g_test_add_func ("/core/comments/quotes", test_quotes);
  ADD ("many", test_many);
  g_test_add ("/core/comments/many-without-places",
              ReviewFixture,
              "without",
              review_fixture_set_up,
              test_many,
              review_fixture_tear_down);

  return g_test_run ();
}

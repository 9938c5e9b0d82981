/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "evidence/attest-reference.h"
#include "exchange/attest-comments-export.h"
#include "exchange/attest-comments-import.h"
#include "exchange/attest-review-record.h"
#include "review-fixture.h"
#include "review/attest-open-comments.h"
#include "search-fixture.h"

/* Comments that are about no words: about the text as a whole, or one reference of it. */

#define TEXT "# Can it help?\n\nIt helps some people [@smith2017; @jones2019]. Rest afterwards.\n"
#define OTHER_TEXT "# Can it help?\n\nIt helps many people [@jones2019]. Rest for a day.\n"
#define REFERENCES                                                                                                     \
  "[{\"id\":\"smith2017\",\"type\":\"article-journal\",\"title\":\"A small trial\"},"                                  \
  "{\"id\":\"jones2019\",\"type\":\"article-journal\",\"title\":\"A *large* trial\"},"                                 \
  "{\"id\":\"unread\",\"type\":\"article-journal\",\"title\":\"Not cited\"}]"
#define MISSING "This text has no section on overdose."
#define RETRACTED "This trial was qqretracted."

static char *
make_article (ReviewFixture *self)
{
  g_autoptr (GError) error = NULL;
  char *article = review_make_article (self, TEXT);

  attest_review_set_references (self->record.library, article, self->author, REFERENCES, &error);
  g_assert_no_error (error);

  return article;
}

static char *
comment (ReviewFixture *self, const char *article, const char *key, const char *text, gboolean blocking)
{
  g_autoptr (GError) error = NULL;
  const AttestCommentDraft draft = {
    .about = key != NULL ? ATTEST_COMMENT_ABOUT_REFERENCE : ATTEST_COMMENT_ABOUT_TEXT,
    .reference = key,
    .text = text,
    .kind = "evidence",
    .blocking = blocking,
  };
  char *id = attest_review_add_comment (self->record.library, article, "doctor", self->first, &draft, &error);

  g_assert_no_error (error);
  g_assert_nonnull (id);

  return id;
}

static GPtrArray *
list (ReviewFixture *self, const char *article)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *comments = attest_review_list_comments (self->record.library, article, "doctor", NULL, &error);

  g_assert_no_error (error);

  return comments;
}

static const AttestComment *
get (GPtrArray *comments, guint index)
{
  g_assert_cmpuint (index, <, comments->len);

  return comments->pdata[index];
}

static void
assert_refused (gboolean done, GError **error, AttestReviewError code)
{
  g_assert_false (done);
  g_assert_error (*error, ATTEST_REVIEW_ERROR, (int) code);
  g_assert_cmpuint (strlen ((*error)->message), >, 10);
  g_clear_error (error);
}

static char *
write_as (ReviewFixture *self, const char *article, AttestCommentsFormat format)
{
  g_autoptr (GError) error = NULL;
  char *text = attest_comments_export (self->record.library, article, "doctor", format, &error);

  g_assert_no_error (error);

  return text;
}

static void
assert_rebuilt (ReviewFixture *self)
{
  g_autoptr (GError) error = NULL;
  gboolean identical = FALSE;

  g_assert_true (attest_library_rebuild (self->record.library, &identical, &error));
  g_assert_no_error (error);
  g_assert_true (identical);
}

/* ---- Made, listed, carried on ---- */

static void
assert_placeless (const AttestComment *found, AttestCommentAbout about, const char *reference)
{
  g_assert_cmpint (found->about, ==, about);
  g_assert_cmpstr (found->reference, ==, reference);
  g_assert_cmpint (found->placement->state, ==, ATTEST_ANCHOR_EXACT);
  g_assert_cmpuint (found->placement->end, ==, 0);
  g_assert_cmpstr (found->anchor->exact, ==, "");
  g_assert_false (attest_comment_has_place (found));
  g_assert_false (attest_comment_is_lost (found));
}

/* First of all, and where they are whatever becomes of the words. */
static void
test_listed (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *article = make_article (self);
  g_autofree char *on_words = review_comment (self, article, self->first, "Rest afterwards.", FALSE);
  g_autofree char *on_smith = comment (self, article, "smith2017", RETRACTED, FALSE);
  g_autofree char *on_jones = comment (self, article, "jones2019", "Which arm?", FALSE);
  g_autofree char *on_text = comment (self, article, NULL, MISSING, TRUE);
  g_autoptr (GPtrArray) comments = list (self, article);
  g_autofree char *revision = NULL;

  g_assert_cmpuint (comments->len, ==, 4);
  g_assert_cmpstr (get (comments, 0)->id, ==, on_text);
  assert_placeless (get (comments, 0), ATTEST_COMMENT_ABOUT_TEXT, NULL);
  g_assert_true (get (comments, 0)->blocking);
  g_assert_cmpstr (get (comments, 1)->id, ==, on_jones);
  g_assert_cmpstr (get (comments, 2)->id, ==, on_smith);
  assert_placeless (get (comments, 2), ATTEST_COMMENT_ABOUT_REFERENCE, "smith2017");
  g_assert_false (get (comments, 2)->uncited);
  g_assert_cmpstr (get (comments, 2)->text, ==, RETRACTED);
  g_assert_cmpstr (get (comments, 3)->id, ==, on_words);
  g_assert_cmpint (get (comments, 3)->about, ==, ATTEST_COMMENT_ABOUT_WORDS);
  search_assert_words (self, "qqretracted", "can-it-help");

  /* The words go, the reference goes, and only the one on words is without a place. */
  revision = review_save (self, article, self->author, OTHER_TEXT);
  g_clear_pointer (&comments, g_ptr_array_unref);
  comments = list (self, article);
  assert_placeless (get (comments, 0), ATTEST_COMMENT_ABOUT_TEXT, NULL);
  g_assert_false (get (comments, 0)->uncited);
  g_assert_false (get (comments, 1)->uncited);
  assert_placeless (get (comments, 2), ATTEST_COMMENT_ABOUT_REFERENCE, "smith2017");
  g_assert_true (get (comments, 2)->uncited);
  assert_rebuilt (self);
}

/* The text as it is being typed says whether it cites a work, and the revision's event names no places of what has none. */
static void
test_typed (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *article = make_article (self);
  g_autofree char *on_smith = comment (self, article, "smith2017", RETRACTED, FALSE);
  g_autofree char *on_text = comment (self, article, NULL, MISSING, FALSE);
  g_autoptr (GBytes) typed = g_bytes_new_static (OTHER_TEXT, strlen (OTHER_TEXT));
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) comments =
      attest_review_list_comments_in_text (self->record.library, article, "doctor", NULL, typed, &error);
  g_autofree char *id = NULL;
  g_autoptr (AttestRevision) revision = NULL;

  g_assert_no_error (error);
  g_assert_true (get (comments, 1)->uncited);
  id = review_save (self, article, self->author, OTHER_TEXT);
  revision = attest_library_load_revision (self->record.library, id, &error);
  g_assert_no_error (error);
  g_assert_null (strstr (revision->places, on_smith));
  g_assert_null (strstr (revision->places, on_text));
}

static void
test_refused (ReviewFixture *self, gconstpointer data)
{
  AttestLibrary *library = self->record.library;
  g_autofree char *article = make_article (self);
  g_autofree char *other = review_make_article (self, "# Other\n\nText\n");
  g_autoptr (AttestVariant) foreign = attest_library_find_variant (library, other, "doctor", NULL);
  g_autofree char *on_text = comment (self, article, NULL, MISSING, FALSE);
  g_autoptr (GError) error = NULL;
  const AttestCommentDraft drafts[] = {
    { .about = ATTEST_COMMENT_ABOUT_TEXT, .text = " " },
    { .about = ATTEST_COMMENT_ABOUT_TEXT, .text = "Hm", .kind = "shout" },
    { .about = ATTEST_COMMENT_ABOUT_TEXT, .text = "Hm", .kind = "change", .suggestion = "Other words" },
    { .about = ATTEST_COMMENT_ABOUT_TEXT, .text = "Hm", .revision = foreign->newest },
    { .about = ATTEST_COMMENT_ABOUT_REFERENCE, .text = "Hm" },
    { .about = ATTEST_COMMENT_ABOUT_REFERENCE, .text = "Hm", .reference = "nobody1999" },
    { .about = ATTEST_COMMENT_ABOUT_REFERENCE, .text = "Hm", .reference = "smith 2017" },
  };
  guint events = record_count_events (library);

  for (gsize i = 0; i < G_N_ELEMENTS (drafts); i++)
    {
      char *id = attest_review_add_comment (library, article, "doctor", self->first, &drafts[i], &error);

      assert_refused (id != NULL, &error, ATTEST_REVIEW_ERROR_INPUT);
    }
  /* There are no words to put others in place of, and no place to be given. */
  assert_refused (attest_review_edit_comment (library, on_text, self->first, NULL, "Other words", NULL, &error),
                  &error,
                  ATTEST_REVIEW_ERROR_INPUT);
  assert_refused (
      attest_review_attach (library, on_text, self->first, NULL, 2, 5, &error), &error, ATTEST_REVIEW_ERROR_REFUSED);
  g_assert_cmpuint (record_count_events (library), ==, events);
}

/* A work of the list that nothing cites, and one that is cited and not in the list. */
static void
test_keys (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *article = make_article (self);
  g_autofree char *bare = review_make_article (self, "# Bare\n\nIt helps [@later2020].\n");
  g_autofree char *unread = comment (self, article, "unread", "Why is it here?", FALSE);
  g_autofree char *later = comment (self, bare, "later2020", "What is this?", FALSE);
  g_autoptr (GPtrArray) comments = list (self, article);
  g_autofree char *letter = NULL;

  g_assert_cmpstr (get (comments, 0)->id, ==, unread);
  g_assert_true (get (comments, 0)->uncited);
  g_clear_pointer (&comments, g_ptr_array_unref);
  comments = list (self, bare);
  g_assert_cmpstr (get (comments, 0)->id, ==, later);
  g_assert_false (get (comments, 0)->uncited);
  letter = write_as (self, bare, ATTEST_COMMENTS_LETTER);
  g_assert_nonnull (strstr (letter, "**On reference later2020**\n"));
}

/* ---- As the event has it ---- */

static void
test_bodies (ReviewFixture *self, gconstpointer data)
{
  static const char *const wrong[] = {
    "{\"audience\":\"doctor\",\"revision\":\"%s\",\"about\":\"words\",\"text\":\"t\",\"kind\":\"note\",\"blocking\":"
    "true}",
    "{\"audience\":\"doctor\",\"revision\":\"%s\",\"about\":\"reference\",\"text\":\"t\",\"kind\":\"note\","
    "\"blocking\":true}",
    "{\"audience\":\"doctor\",\"revision\":\"%s\",\"about\":\"text\",\"key\":\"a\",\"text\":\"t\",\"kind\":\"note\","
    "\"blocking\":true}",
    "{\"audience\":\"doctor\",\"revision\":\"%s\",\"about\":\"reference\",\"key\":\"\",\"text\":\"t\",\"kind\":"
    "\"note\",\"blocking\":true}",
    "{\"audience\":\"doctor\",\"revision\":\"%s\",\"about\":\"reference\",\"key\":\"a]b\",\"text\":\"t\",\"kind\":"
    "\"note\",\"blocking\":true}",
    "{\"audience\":\"doctor\",\"revision\":\"%s\",\"about\":\"text\",\"text\":\"t\",\"kind\":\"shout\",\"blocking\":"
    "true}",
    "{\"audience\":\"doctor\",\"revision\":\"%s\",\"about\":\"text\",\"text\":\"t\",\"kind\":\"note\"}",
    "{\"audience\":\"doctor\",\"revision\":\"%s\",\"about\":\"text\",\"text\":\"t\",\"kind\":\"note\",\"blocking\":"
    "true,\"suggestion\":\"s\"}",
    "{\"audience\":\"\",\"revision\":\"%s\",\"about\":\"text\",\"text\":\"t\",\"kind\":\"note\",\"blocking\":true}",
  };
  AttestLibrary *library = self->record.library;
  g_autofree char *article = make_article (self);
  g_autofree char *other = review_make_article (self, "# Other\n\nText\n");
  g_autoptr (AttestVariant) variant = attest_library_find_variant (library, article, "doctor", NULL);
  g_autoptr (AttestVariant) foreign = attest_library_find_variant (library, other, "doctor", NULL);
  g_autofree char *on_text = comment (self, article, NULL, MISSING, FALSE);
  g_autofree char *misplaced = g_strdup_printf ("{\"audience\":\"doctor\",\"revision\":\"%s\",\"about\":\"text\","
                                                "\"text\":\"t\",\"kind\":\"note\",\"blocking\":true}",
                                                foreign->newest);
  g_autofree char *attach = g_strdup_printf ("{\"comment\":\"%s\",\"revision\":\"%s\",\"start\":2,\"end\":5,"
                                             "\"exact\":\"Can\",\"prefix\":\"# \",\"suffix\":\" it\"}",
                                             on_text,
                                             variant->newest);
  g_autofree char *edit = g_strdup_printf ("{\"comment\":\"%s\",\"text\":\"t\",\"suggestion\":\"s\"}", on_text);
  g_autoptr (GPtrArray) comments = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_auto (GStrv) parts = g_strsplit (wrong[i], "%s", 2);
      g_autofree char *body = g_strjoinv (variant->newest, parts);

      record_append_error (library, "comment.add-about", article, body, ATTEST_RECORD_ERROR_BODY);
    }
  /* What is recorded and does not fit leaves all as it is. */
  g_free (record_append (library, "comment.add-about", article, self->first, misplaced));
  g_free (record_append (library, "comment.attach", article, self->first, attach));
  g_free (record_append (library, "comment.edit", article, self->first, edit));
  comments = list (self, article);
  g_assert_cmpuint (comments->len, ==, 1);
  g_assert_cmpstr (get (comments, 0)->text, ==, MISSING);
  g_assert_null (get (comments, 0)->suggestion);
  assert_placeless (get (comments, 0), ATTEST_COMMENT_ABOUT_TEXT, NULL);
  assert_rebuilt (self);
}

/* ---- What it blocks ---- */

static void
block (ReviewFixture *self, const char *key)
{
  AttestLibrary *library = self->record.library;
  g_autofree char *article = make_article (self);
  g_autofree char *id = NULL;
  g_autoptr (AttestVariant) variant = NULL;
  g_autoptr (GError) error = NULL;

  review_submit (self, article);
  id = comment (self, article, key, MISSING, TRUE);
  review_sign (self, article, self->first);
  review_sign (self, article, self->second);
  review_assert_status (self, article, "under-review");
  variant = attest_library_find_variant (library, article, "doctor", &error);
  g_assert_cmpuint (variant->open_comments, ==, 1);
  g_assert_cmpuint (variant->open_blocking_comments, ==, 1);

  assert_refused (
      attest_review_resolve (library, id, self->author, "Done", &error), &error, ATTEST_REVIEW_ERROR_REFUSED);
  assert_refused (attest_review_resolve (library, id, self->editor, NULL, &error), &error, ATTEST_REVIEW_ERROR_INPUT);
  assert_refused (attest_review_retract (library, id, self->second, &error), &error, ATTEST_REVIEW_ERROR_REFUSED);
  g_free (attest_review_reply (library, id, self->author, "It is in another article.", NULL, &error));
  g_assert_no_error (error);
  g_assert_true (attest_review_edit_comment (library, id, self->first, "Nothing on overdose", NULL, NULL, &error));
  review_assert_status (self, article, "under-review");
  g_assert_true (attest_review_resolve (library, id, self->first, NULL, &error));
  g_assert_no_error (error);
  review_assert_status (self, article, "approved");

  /* Approved once, it stays so, and is due. */
  g_assert_true (attest_review_reopen (library, id, self->first, &error));
  review_assert_status (self, article, "approved");
  g_assert_true (attest_review_retract (library, id, self->first, &error));
  g_assert_no_error (error);
}

static void
test_blocking (ReviewFixture *self, gconstpointer data)
{
  block (self, NULL);
  block (self, "smith2017");
  assert_rebuilt (self);
}

/* Of what is blank nobody can tell any more whether it blocked, so that what was approved before does not count. */
static void
test_redacted (ReviewFixture *self, gconstpointer data)
{
  AttestLibrary *library = self->record.library;
  g_autofree char *article = make_article (self);
  g_autofree char *id = NULL;
  g_autoptr (GPtrArray) comments = NULL;
  g_autoptr (AttestAssessment) assessment = NULL;
  g_autoptr (GError) error = NULL;

  id = comment (self, article, NULL, "Mr qqroe overdosed.", FALSE);
  review_submit (self, article);
  review_sign (self, article, self->first);
  review_sign (self, article, self->second);
  review_assert_status (self, article, "approved");
  g_assert_true (attest_library_redact (library, self->editor, article, id, NULL, "Names a patient", &error));
  g_assert_no_error (error);
  assessment = review_assess (self, article);
  g_assert_cmpint (assessment->status, !=, ATTEST_STATUS_APPROVED);
  comments = list (self, article);
  g_assert_cmpuint (comments->len, ==, 0);
  search_assert_words (self, "qqroe", "");
  assert_rebuilt (self);
}

/* Where the text was blanked, all that is said about it as a whole is still there. */
static void
test_redacted_text (ReviewFixture *self, gconstpointer data)
{
  AttestLibrary *library = self->record.library;
  g_autofree char *article = make_article (self);
  g_autofree char *on_words = review_comment (self, article, self->first, "Rest afterwards.", FALSE);
  g_autofree char *on_text = comment (self, article, NULL, MISSING, FALSE);
  g_autofree char *on_smith = comment (self, article, "smith2017", RETRACTED, FALSE);
  g_autoptr (AttestVariant) variant = attest_library_find_variant (library, article, "doctor", NULL);
  g_autoptr (AttestRevision) revision = attest_library_load_revision (library, variant->newest, NULL);
  g_autoptr (GPtrArray) comments = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (
      attest_library_redact (library, self->editor, article, NULL, revision->text, "Names a patient", &error));
  g_assert_no_error (error);
  comments = list (self, article);
  assert_placeless (get (comments, 0), ATTEST_COMMENT_ABOUT_TEXT, NULL);
  assert_placeless (get (comments, 1), ATTEST_COMMENT_ABOUT_REFERENCE, "smith2017");
  g_assert_false (get (comments, 1)->uncited);
  g_assert_true (attest_comment_is_lost (get (comments, 2)));
}

/* ---- Other libraries ---- */

static void
merge (AttestLibrary *into, AttestLibrary *from)
{
  g_autoptr (GError) error = NULL;

  attest_library_merge (into, attest_library_get_path (from), NULL, &error);
  g_assert_no_error (error);
}

/* A comment and what became of it come by separate ways, the answer first. */
static void
test_merged (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *article = make_article (self);
  g_autoptr (AttestLibrary) second = record_fixture_create (&self->record, "second");
  g_autoptr (AttestLibrary) third = record_fixture_create (&self->record, "third");
  g_autofree char *id = NULL;
  g_autofree char *one = NULL;
  g_autofree char *two = NULL;
  g_autoptr (GPtrArray) comments = NULL;
  g_autoptr (GError) error = NULL;

  id = comment (self, article, NULL, MISSING, TRUE);
  g_free (comment (self, article, "smith2017", RETRACTED, TRUE));
  merge (second, self->record.library);
  g_free (attest_review_reply (second, id, self->author, "It is in another article.", NULL, &error));
  g_assert_no_error (error);
  g_assert_true (attest_review_resolve (second, id, self->first, NULL, &error));
  merge (third, second);
  merge (third, self->record.library);
  merge (self->record.library, second);
  one = record_dump (self->record.library);
  two = record_dump (third);
  g_assert_cmpstr (one, ==, two);
  comments = list (self, article);
  g_assert_true (get (comments, 0)->resolved);
  g_assert_cmpuint (get (comments, 0)->replies->len, ==, 1);
  g_assert_false (get (comments, 1)->resolved);
  assert_rebuilt (self);
}

/* A program that does not know the kind reads the article and does not write to it, and has it all once it is told. */
static void
test_older_program (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *article = make_article (self);
  g_autofree char *other = review_make_article (self, "# Other\n\nText\n");
  g_autoptr (AttestRegistry) known = attest_registry_ref (self->record.registry);
  g_autoptr (AttestArticle) found = NULL;
  g_autoptr (GPtrArray) comments = NULL;

  g_free (comment (self, article, NULL, MISSING, TRUE));
  record_fixture_close (&self->record);
  attest_registry_unref (self->record.registry);
  self->record.registry = attest_registry_new ();
  record_fixture_reopen (&self->record);
  found = attest_library_find_article (self->record.library, article, NULL);
  g_assert_nonnull (found->unknown_kind);

  record_fixture_close (&self->record);
  attest_registry_unref (self->record.registry);
  self->record.registry = g_steal_pointer (&known);
  record_fixture_reopen (&self->record);
  g_clear_pointer (&found, attest_article_free);
  found = attest_library_find_article (self->record.library, article, NULL);
  g_assert_null (found->unknown_kind);
  comments = list (self, article);
  g_assert_cmpuint (comments->len, ==, 1);
}

/* ---- Out and in again ---- */

static void
add_all (ReviewFixture *self, const char *article)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *on_text = comment (self, article, NULL, MISSING, TRUE);
  g_autofree char *on_jones = comment (self, article, "jones2019", RETRACTED, FALSE);
  g_autofree char *on_words = review_comment (self, article, self->second, "Rest afterwards.", FALSE);

  g_free (attest_review_reply (self->record.library, on_text, self->author, "It is in another article.", NULL, &error));
  g_free (attest_review_reply (self->record.library, on_jones, self->author, "By whom?", NULL, &error));
  g_assert_no_error (error);
}

static void
test_letter (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *article = make_article (self);
  g_autofree char *letter = NULL;
  g_autofree char *later = NULL;

  add_all (self, article);
  letter = write_as (self, article, ATTEST_COMMENTS_LETTER);
  g_assert_nonnull (strstr (letter, "## C001 · Evidence · blocks an approval · open\n"));
  g_assert_nonnull (strstr (letter, "\n**On the whole text**\n\n" MISSING "\n"));
  g_assert_nonnull (strstr (letter, "\n**On reference 2, jones2019: A \\*large\\* trial**\n\n" RETRACTED "\n"));
  g_assert_null (strstr (letter, "not in the text any more"));
  g_assert_null (strstr (letter, "> \n"));
  g_assert_null (strstr (letter, "does not cite it"));

  g_free (review_save (self, article, self->author, "# Can it help?\n\nNo. Rest afterwards.\n"));
  later = write_as (self, article, ATTEST_COMMENTS_LETTER);
  g_assert_nonnull (
      strstr (later, "\n**On reference jones2019: A \\*large\\* trial**\n\nThe text does not cite it any more.\n"));
}

/* Taken in by somebody else, in a library that has the article and none of its comments. */
static void
take_in (ReviewFixture *self, const char *article, const char *file, AttestCommentsTaken *taken)
{
  g_autoptr (GError) error = NULL;

  attest_comments_import (self->record.library, article, "doctor", self->second, file, taken, &error);
  g_assert_no_error (error);
}

static void
assert_came (ReviewFixture *self, const char *article, guint n_comments)
{
  g_autoptr (GPtrArray) comments = list (self, article);

  g_assert_cmpuint (comments->len, ==, n_comments);
  assert_placeless (get (comments, 0), ATTEST_COMMENT_ABOUT_TEXT, NULL);
  g_assert_true (g_str_has_suffix (get (comments, 0)->text, ": " MISSING));
  g_assert_true (get (comments, 0)->blocking);
  g_assert_cmpstr (get (comments, 0)->kind, ==, "evidence");
  g_assert_cmpuint (get (comments, 0)->replies->len, ==, 1);
  assert_placeless (get (comments, 1), ATTEST_COMMENT_ABOUT_REFERENCE, "jones2019");
  g_assert_true (g_str_has_suffix (get (comments, 1)->text, ": " RETRACTED));
  g_assert_false (get (comments, 1)->blocking);
  g_assert_cmpuint (get (comments, 1)->replies->len, ==, 1);
  g_assert_true (attest_comment_has_place (get (comments, 2)));
}

static void
go_round (ReviewFixture *self, AttestCommentsFormat format)
{
  g_autofree char *article = make_article (self);
  g_autofree char *other = make_article (self);
  g_autofree char *file = NULL;
  AttestCommentsTaken taken;

  add_all (self, article);
  file = write_as (self, article, format);
  /* To the library that has them they bring nothing. */
  take_in (self, article, file, &taken);
  g_assert_cmpuint (taken.comments + taken.replies + taken.wordless + taken.orphans, ==, 0);
  g_assert_cmpuint (taken.known, ==, 5);
  take_in (self, other, file, &taken);
  g_assert_cmpuint (taken.comments, ==, 3);
  g_assert_cmpuint (taken.whole, ==, 1);
  g_assert_cmpuint (taken.replies, ==, 2);
  g_assert_cmpuint (taken.orphans + taken.wordless + taken.known, ==, 0);
  assert_came (self, other, 3);
  take_in (self, other, file, &taken);
  g_assert_cmpuint (taken.comments + taken.replies, ==, 0);
  assert_came (self, other, 3);
}

static void
test_annotations (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *article = make_article (self);
  g_autofree char *file = NULL;

  go_round (self, ATTEST_COMMENTS_WEB_ANNOTATION);
  add_all (self, article);
  file = write_as (self, article, ATTEST_COMMENTS_WEB_ANNOTATION);
  g_assert_nonnull (strstr (file, "\"reference-jones2019\""));
  g_assert_null (strstr (file, "\"exact\" : \"\""));
}

static void
test_critic_markup (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *article = make_article (self);
  g_autofree char *file = NULL;

  go_round (self, ATTEST_COMMENTS_CRITIC_MARKUP);
  add_all (self, article);
  file = write_as (self, article, ATTEST_COMMENTS_CRITIC_MARKUP);
  g_assert_nonnull (strstr (file, "{>>C001 Rita First (evidence, blocking), on the whole text: " MISSING "<<}"));
  g_assert_nonnull (strstr (file, "{>>C002 Rita First (evidence), on the reference “jones2019”: " RETRACTED "<<}"));
  g_assert_true (g_str_has_prefix (file, "# Can it help?\n"));
}

#define PAGE "\"target\":\"https://example.org/page\""

/* What others said about a page, an image or a reference that is not here is about the whole; answers find what they answer, whichever comes first. */
static void
test_foreign_annotations (ReviewFixture *self, gconstpointer data)
{
  static const char file[] =
      "[{\"id\":\"a2\",\"motivation\":\"replying\",\"target\":\"a1\",\"body\":{\"value\":\"Really?\"}},"
      "{\"id\":\"a1\"," PAGE ",\"body\":{\"value\":\"Nothing on children\"}},"
      "{\"id\":\"a3\",\"target\":{\"source\":\"s\",\"selector\":{\"type\":\"FragmentSelector\",\"value\":\"xywh=1,2,3,"
      "4\"}},"
      "\"body\":{\"value\":\"A dark picture\"}},"
      "{\"id\":\"a4\",\"target\":{\"source\":\"s\",\"selector\":{\"type\":\"FragmentSelector\",\"value\":\"#reference-"
      "smith2017\"}},"
      "\"body\":{\"value\":\"Retracted\"}},"
      "{\"id\":\"a5\",\"target\":{\"source\":\"s\",\"selector\":{\"type\":\"FragmentSelector\",\"value\":\"reference-"
      "nobody\"}},"
      "\"body\":{\"value\":\"Who\"}},"
      "{\"id\":\"a6\"," PAGE
      ",\"body\":{\"purpose\":\"editing\",\"format\":\"text/markdown\",\"value\":\"Better words\"}},"
      "{\"id\":\"a7\"," PAGE "},"
      "{\"id\":\"a8\",\"target\":\"a9\",\"body\":{\"value\":\"Round\"}},"
      "{\"id\":\"a9\",\"target\":\"a8\",\"body\":{\"value\":\"and round\"}}]";
  static const char *const texts[] = { "Nothing on children", "A dark picture", "Who", "“Better words”" };
  g_autofree char *article = make_article (self);
  g_autoptr (GPtrArray) comments = NULL;
  AttestCommentsTaken taken;

  take_in (self, article, file, &taken);
  g_assert_cmpuint (taken.comments, ==, 5);
  g_assert_cmpuint (taken.whole, ==, 4);
  g_assert_cmpuint (taken.replies, ==, 1);
  g_assert_cmpuint (taken.orphans, ==, 0);
  /* The one that says nothing, and the two that answer only each other. */
  g_assert_cmpuint (taken.wordless, ==, 3);
  comments = list (self, article);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      assert_placeless (get (comments, i), ATTEST_COMMENT_ABOUT_TEXT, NULL);
      g_assert_true (g_str_has_suffix (get (comments, i)->text, texts[i]));
      g_assert_null (get (comments, i)->suggestion);
    }
  g_assert_cmpuint (get (comments, 0)->replies->len, ==, 1);
  assert_placeless (get (comments, 4), ATTEST_COMMENT_ABOUT_REFERENCE, "smith2017");
  take_in (self, article, file, &taken);
  g_assert_cmpuint (taken.comments + taken.replies, ==, 0);
  g_assert_cmpuint (taken.known, ==, 6);
}

/* A remark of somebody's own, in a paragraph of its own. */
static void
test_foreign_remark (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *article = make_article (self);
  g_autoptr (GPtrArray) comments = NULL;
  AttestCommentsTaken taken;

  take_in (self, article, TEXT "\n{>>Nothing on overdose?<<}\n", &taken);
  g_assert_cmpuint (taken.comments, ==, 1);
  g_assert_cmpuint (taken.whole, ==, 1);
  g_assert_cmpuint (taken.wordless + taken.orphans, ==, 0);
  comments = list (self, article);
  assert_placeless (get (comments, 0), ATTEST_COMMENT_ABOUT_TEXT, NULL);
  g_assert_cmpstr (get (comments, 0)->kind, ==, "question");
}

/* ---- Told elsewhere ---- */

static void
test_open_comments (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *article = make_article (self);
  g_autofree char *on_text = comment (self, article, NULL, MISSING, FALSE);
  g_autofree char *on_smith = comment (self, article, "smith2017", RETRACTED, FALSE);
  const AttestOpenCommentsQuery query = { .scope = ATTEST_OPEN_COMMENTS_WAITING, .person = self->author };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = attest_review_list_open_comments (self->record.library, &query, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, 2);
  for (guint i = 0; i < found->len; i++)
    {
      const AttestOpenComment *open = found->pdata[i];
      gboolean whole = g_str_equal (open->id, on_text);

      g_assert_true (whole || g_str_equal (open->id, on_smith));
      g_assert_cmpint (open->about, ==, whole ? ATTEST_COMMENT_ABOUT_TEXT : ATTEST_COMMENT_ABOUT_REFERENCE);
      g_assert_cmpstr (open->reference, ==, whole ? NULL : "smith2017");
      g_assert_cmpstr (open->quote, ==, "");
      g_assert_cmpint (open->turn, ==, ATTEST_COMMENT_TURN_OWN_TEXT);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function)                                                                                            \
  g_test_add (                                                                                                         \
      "/core/comments-about/" path, ReviewFixture, NULL, review_fixture_set_up, function, review_fixture_tear_down)
  ADD ("listed", test_listed);
  ADD ("typed", test_typed);
  ADD ("refused", test_refused);
  ADD ("keys", test_keys);
  ADD ("bodies", test_bodies);
  ADD ("blocking", test_blocking);
  ADD ("redacted", test_redacted);
  ADD ("redacted-text", test_redacted_text);
  ADD ("merged", test_merged);
  ADD ("older-program", test_older_program);
  ADD ("letter", test_letter);
  ADD ("annotations", test_annotations);
  ADD ("critic-markup", test_critic_markup);
  ADD ("foreign-annotations", test_foreign_annotations);
  ADD ("foreign-remark", test_foreign_remark);
  ADD ("open-comments", test_open_comments);

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "exchange/attest-page.h"
#include "review-fixture.h"

/* Acts on an article as a whole: rename, slug and topics, duplicate, remove and bring back, and asking somebody to review. */

#define TEXT "# Can it help?\n\nIt helps some people [@one].\n"

static void
assert_refused (gboolean done, GError **error, AttestReviewError code)
{
  g_assert_false (done);
  g_assert_error (*error, ATTEST_REVIEW_ERROR, (int) code);
  g_clear_error (error);
}

static char *
save_for (ReviewFixture *self, const char *article, const char *audience, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  char *id = attest_review_save_revision (self->record.library, article, audience, self->author, bytes, NULL, &error);

  g_assert_no_error (error);

  return id;
}

static void
assert_text (ReviewFixture *self, const char *article, const char *audience, guint number, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestRevision) revision =
      attest_library_find_revision (self->record.library, article, audience, 0, &error);
  g_autoptr (GBytes) bytes =
      revision != NULL ? attest_library_load_content (self->record.library, revision->text, &error) : NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (revision->number, ==, number);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), text, strlen (text));
}

static void
assert_title (ReviewFixture *self, const char *article, const char *title)
{
  g_autoptr (AttestArticle) found = attest_library_find_article (self->record.library, article, NULL);

  g_assert_cmpstr (found->title, ==, title);
}

static void
test_rename (ReviewFixture *self, gconstpointer data)
{
  AttestLibrary *library = self->record.library;
  const char *const patient[] = { "patient", NULL };
  const char *const nobody[] = { "student", NULL };
  g_autofree char *article = review_make_article (self, TEXT);
  g_autofree char *same = save_for (self, article, "nurse", "# Can it help?\n\nFor nurses.\n");
  g_autofree char *other = save_for (self, article, "patient", "# Help for you\n\nFor patients.\n");
  guint n_events;
  g_autoptr (GError) error = NULL;

  g_assert_true (attest_review_rename (library, article, self->author, " Does it\nhelp? ", NULL, &error));
  g_assert_no_error (error);
  assert_title (self, article, "Does it help?");
  assert_text (self, article, "doctor", 2, "# Does it help?\n\nIt helps some people [@one].\n");
  assert_text (self, article, "nurse", 2, "# Does it help?\n\nFor nurses.\n");
  assert_text (self, article, "patient", 1, "# Help for you\n\nFor patients.\n");

  g_assert_true (attest_review_rename (library, article, self->editor, "Help", patient, &error));
  assert_text (self, article, "patient", 2, "# Help\n\nFor patients.\n");
  assert_title (self, article, "Does it help?");

  n_events = record_count_events (library);
  g_assert_true (attest_review_rename (library, article, self->author, "Does it help?", NULL, &error));
  assert_refused (
      attest_review_rename (library, article, self->author, "  ", NULL, &error), &error, ATTEST_REVIEW_ERROR_INPUT);
  assert_refused (
      attest_review_rename (library, article, self->author, "New", nobody, &error), &error, ATTEST_REVIEW_ERROR_INPUT);
  assert_refused (
      attest_review_rename (library, article, self->first, "New", NULL, &error), &error, ATTEST_REVIEW_ERROR_REFUSED);
  g_assert_cmpuint (record_count_events (library), ==, n_events);
}

/* One text that cannot be changed, and none is. */
static void
test_rename_all_or_none (ReviewFixture *self, gconstpointer data)
{
  AttestLibrary *library = self->record.library;
  g_autofree char *article = review_make_article (self, "# Old\n");
  g_autofree char *block = save_for (self, article, "nurse", "---\ntitle: |\n  Old\n---\nText.\n");
  g_autoptr (GError) error = NULL;

  assert_refused (
      attest_review_rename (library, article, self->author, "New", NULL, &error), &error, ATTEST_REVIEW_ERROR_INPUT);
  assert_text (self, article, "doctor", 1, "# Old\n");
}

/* What was approved stays published, and the new title has to earn its own approval. */
static void
test_rename_approved (ReviewFixture *self, gconstpointer data)
{
  AttestLibrary *library = self->record.library;
  g_autofree char *article = review_make_article (self, TEXT);
  g_autoptr (AttestVariant) variant = NULL;
  g_autoptr (GError) error = NULL;

  review_submit (self, article);
  review_sign (self, article, self->first);
  review_sign (self, article, self->second);
  review_assert_status (self, article, "approved");
  g_assert_true (attest_review_rename (library, article, self->author, "New", NULL, &error));
  variant = attest_library_find_variant (library, article, "doctor", &error);
  g_assert_cmpuint (variant->published_number, ==, 1);
  g_assert_cmpuint (variant->newest_number, ==, 2);
  review_assert_status (self, article, "approved");
}

static void
test_settings (ReviewFixture *self, gconstpointer data)
{
  AttestLibrary *library = self->record.library;
  const char *const topics[] = { " Pain ", "", "Sleep", "Pain", NULL };
  const char *const wanted[] = { "Pain", "Sleep", NULL };
  const char *const none[] = { NULL };
  g_autofree char *article = review_make_article (self, TEXT);
  g_autofree char *second = review_make_article (self, "# Second\n");
  g_autoptr (AttestArticle) found = NULL;
  guint n_events;
  g_autoptr (GError) error = NULL;

  g_assert_true (attest_review_set_article (library, article, self->author, "help", topics, &error));
  g_assert_no_error (error);
  found = attest_library_find_article (library, "help", &error);
  g_assert_cmpstr (found->id, ==, article);
  g_assert_true (g_strv_equal ((const char *const *) found->topics, wanted));

  n_events = record_count_events (library);
  g_assert_true (attest_review_set_article (library, article, self->author, "help", topics, &error));
  assert_refused (attest_review_set_article (library, article, self->author, "Not a slug", NULL, &error),
                  &error,
                  ATTEST_REVIEW_ERROR_INPUT);
  assert_refused (attest_review_set_article (library, second, self->author, "help", NULL, &error),
                  &error,
                  ATTEST_REVIEW_ERROR_INPUT);
  assert_refused (attest_review_set_article (library, article, self->first, "other", NULL, &error),
                  &error,
                  ATTEST_REVIEW_ERROR_REFUSED);
  g_assert_cmpuint (record_count_events (library), ==, n_events);

  g_assert_true (attest_review_set_article (library, article, self->author, NULL, none, &error));
  g_clear_pointer (&found, attest_article_free);
  found = attest_library_find_article (library, "help", &error);
  g_assert_cmpuint (g_strv_length (found->topics), ==, 0);
}

static void
test_duplicate (ReviewFixture *self, gconstpointer data)
{
  AttestLibrary *library = self->record.library;
  g_autofree char *article = review_make_article (self, TEXT);
  g_autofree char *other = save_for (self, article, "patient", "# Help for you\n\nFor patients.\n");
  g_autofree char *copy = NULL;
  g_autofree char *plain = NULL;
  g_autofree char *comment = review_comment (self, article, self->first, "some people", TRUE);
  g_autoptr (AttestArticle) original = NULL;
  g_autoptr (AttestArticle) found = NULL;
  g_autoptr (AttestVariant) variant = NULL;
  g_autoptr (GError) error = NULL;

  attest_review_set_references (library, article, self->author, "[{\"id\":\"one\",\"title\":\"T\"}]", &error);
  g_assert_no_error (error);
  review_submit (self, article);
  copy = attest_review_duplicate (library, article, self->author, "Can it hurt?", &error);
  g_assert_no_error (error);
  original = attest_library_find_article (library, article, &error);
  found = attest_library_find_article (library, copy, &error);
  g_assert_cmpstr (found->title, ==, "Can it hurt?");
  g_assert_cmpstr (found->slug, ==, "can-it-hurt");
  g_assert_cmpstr (found->references, ==, original->references);
  assert_text (self, copy, "doctor", 1, "# Can it hurt?\n\nIt helps some people [@one].\n");
  assert_text (self, copy, "patient", 1, "# Help for you\n\nFor patients.\n");
  variant = attest_library_find_variant (library, copy, "doctor", &error);
  g_assert_cmpstr (variant->status, ==, "draft");
  g_assert_cmpuint (variant->open_comments, ==, 0);

  plain = attest_review_duplicate (library, article, self->author, NULL, &error);
  assert_text (self, plain, "doctor", 1, TEXT);
  g_clear_pointer (&found, attest_article_free);
  found = attest_library_find_article (library, plain, &error);
  g_assert_cmpstr (found->slug, ==, "can-it-help-2");
}

static gboolean
is_listed (ReviewFixture *self, const char *article, gboolean removed)
{
  g_autoptr (GPtrArray) articles = removed ? attest_library_list_removed_articles (self->record.library, NULL)
                                           : attest_library_list_articles (self->record.library, NULL, NULL, 0, NULL);
  g_autoptr (GPtrArray) drafts = attest_library_list_articles (self->record.library, "draft", NULL, 0, NULL);
  gboolean listed = FALSE;
  gboolean is_draft = FALSE;

  for (guint i = 0; i < articles->len; i++)
    listed |= g_str_equal (((const AttestArticle *) articles->pdata[i])->id, article);
  for (guint i = 0; i < drafts->len; i++)
    is_draft |= g_str_equal (((const AttestArticle *) drafts->pdata[i])->id, article);
  g_assert_true (removed || is_draft == listed);

  return listed;
}

static void
test_remove (ReviewFixture *self, gconstpointer data)
{
  AttestLibrary *library = self->record.library;
  g_autofree char *article = review_make_article (self, TEXT);
  g_autoptr (AttestArticle) found = NULL;
  g_autoptr (GBytes) page = NULL;
  g_autoptr (GBytes) text = g_bytes_new_static ("# New\n", 6);
  g_autoptr (GError) error = NULL;

  assert_refused (attest_review_restore (library, article, self->author, &error), &error, ATTEST_REVIEW_ERROR_REFUSED);
  assert_refused (
      attest_review_remove (library, article, self->first, NULL, &error), &error, ATTEST_REVIEW_ERROR_REFUSED);
  g_assert_true (attest_review_remove (library, article, self->author, "Twice", &error));
  g_assert_no_error (error);
  g_assert_false (is_listed (self, article, FALSE));
  g_assert_true (is_listed (self, article, TRUE));
  found = attest_library_find_article (library, article, &error);
  g_assert_cmpint (found->removed, >, 0);
  g_assert_cmpstr (found->removed_by, ==, self->author);

  /* It is out of the way, and nothing happens to it by accident. */
  page = attest_page_build (library, article, NULL, NULL, &error);
  assert_refused (page != NULL, &error, ATTEST_REVIEW_ERROR_REFUSED);
  assert_refused (
      attest_review_submit (library, article, NULL, self->author, &error), &error, ATTEST_REVIEW_ERROR_REFUSED);
  assert_refused (attest_review_save_revision (library, article, NULL, self->author, text, NULL, &error) != NULL,
                  &error,
                  ATTEST_REVIEW_ERROR_REFUSED);
  assert_refused (
      attest_review_remove (library, article, self->author, NULL, &error), &error, ATTEST_REVIEW_ERROR_REFUSED);

  g_assert_true (attest_review_restore (library, article, self->editor, &error));
  g_assert_no_error (error);
  g_assert_true (is_listed (self, article, FALSE));
  g_assert_false (is_listed (self, article, TRUE));
  assert_text (self, article, "doctor", 1, TEXT);
  page = attest_page_build (library, article, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (page);
}

/* ---- Asking somebody ---- */

static void
assert_waits (ReviewFixture *self, const char *article, const char *person, gboolean waits)
{
  g_autoptr (GPtrArray) waiting = attest_library_list_waiting (self->record.library, person, NULL);

  g_assert_true (g_ptr_array_find_with_equal_func (waiting, article, g_str_equal, NULL) == waits);
}

static const char *
find_who (const AttestAssessment *assessment)
{
  for (guint i = 0; i < assessment->missing->len; i++)
    {
      const AttestMissing *missing = assessment->missing->pdata[i];

      if (g_str_equal (missing->code, "sign-offs"))
        return missing->who;
    }

  return NULL;
}

static void
test_assign (ReviewFixture *self, gconstpointer data)
{
  AttestLibrary *library = self->record.library;
  g_autofree char *article = review_make_article (self, TEXT);
  g_autoptr (AttestAssessment) assessment = NULL;
  g_autoptr (GPtrArray) assignments = NULL;
  const AttestAssignment *assignment;
  g_autoptr (GError) error = NULL;

  /* Before it is submitted it waits for nobody. */
  g_assert_true (attest_review_assign (library, article, NULL, self->author, self->first, "2026-03-01", &error));
  g_assert_no_error (error);
  assert_waits (self, article, self->first, FALSE);
  assignments = attest_library_list_assignments (library, article, &error);
  g_assert_cmpuint (assignments->len, ==, 1);
  assignment = assignments->pdata[0];
  g_assert_cmpstr (assignment->audience, ==, "doctor");
  g_assert_cmpstr (assignment->reviewer, ==, self->first);
  g_assert_cmpstr (assignment->actor, ==, self->author);
  g_assert_cmpstr (assignment->due, ==, "2026-03-01");

  /* Two sign-offs are needed and one person was asked: the other reviewers are waited for too. */
  review_submit (self, article);
  assert_waits (self, article, self->first, TRUE);
  assert_waits (self, article, self->third, TRUE);
  assert_waits (self, article, self->author, FALSE);
  g_assert_true (attest_review_assign (library, article, "doctor", self->editor, self->second, NULL, &error));
  assert_waits (self, article, self->first, TRUE);
  assert_waits (self, article, self->second, TRUE);
  assert_waits (self, article, self->third, FALSE);
  assessment = review_assess (self, article);
  g_assert_nonnull (strstr (find_who (assessment), "asked"));
  g_assert_cmpint (assessment->status, ==, ATTEST_STATUS_SUBMITTED);

  /* Whoever answered is not waited for, and who was not asked may sign all the same. */
  review_sign (self, article, self->first);
  assert_waits (self, article, self->first, FALSE);
  assert_waits (self, article, self->second, TRUE);
  review_sign (self, article, self->third);
  review_assert_status (self, article, "approved");
  assert_waits (self, article, self->second, FALSE);
}

static void
test_unassign (ReviewFixture *self, gconstpointer data)
{
  AttestLibrary *library = self->record.library;
  g_autofree char *article = review_make_article (self, TEXT);
  g_autoptr (GPtrArray) assignments = NULL;
  g_autoptr (GError) error = NULL;

  review_submit (self, article);
  g_assert_true (attest_review_assign (library, article, NULL, self->author, self->first, NULL, &error));
  g_assert_true (attest_review_assign (library, article, NULL, self->author, self->second, NULL, &error));
  assert_waits (self, article, self->third, FALSE);
  g_assert_true (attest_review_unassign (library, article, NULL, self->author, self->first, &error));
  assert_waits (self, article, self->third, TRUE);
  assert_refused (attest_review_unassign (library, article, NULL, self->author, self->first, &error),
                  &error,
                  ATTEST_REVIEW_ERROR_INPUT);

  /* Asked twice is asked once, until the later day. */
  g_assert_true (attest_review_assign (library, article, NULL, self->author, self->second, "2026-12-31", &error));
  assignments = attest_library_list_assignments (library, NULL, &error);
  g_assert_cmpuint (assignments->len, ==, 1);
  g_assert_cmpstr (((const AttestAssignment *) assignments->pdata[0])->due, ==, "2026-12-31");
}

static void
test_assign_refused (ReviewFixture *self, gconstpointer data)
{
  AttestLibrary *library = self->record.library;
  g_autofree char *article = review_make_article (self, TEXT);
  g_autofree char *writer = review_add_person (self, "Writes and reviews", "author,reviewer");
  g_autofree char *revision = review_save (self, article, writer, "# Can it help?\n\nNew.\n");
  static const char *const days[] = { "2026-02-30", "2026-13-01", "1.3.2026", "", "2026-3-1", "2026-03-01T10" };
  g_autoptr (GError) error = NULL;

  assert_refused (attest_review_assign (library, article, NULL, self->first, self->second, NULL, &error),
                  &error,
                  ATTEST_REVIEW_ERROR_REFUSED);
  assert_refused (attest_review_assign (library, article, NULL, self->author, self->editor, NULL, &error),
                  &error,
                  ATTEST_REVIEW_ERROR_REFUSED);
  assert_refused (attest_review_assign (library, article, NULL, self->author, writer, NULL, &error),
                  &error,
                  ATTEST_REVIEW_ERROR_REFUSED);
  assert_refused (attest_review_assign (library, article, "student", self->author, self->first, NULL, &error),
                  &error,
                  ATTEST_REVIEW_ERROR_INPUT);
  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_autofree char *body =
          g_strdup_printf ("{\"audience\":\"doctor\",\"reviewer\":\"%s\",\"due\":\"%s\"}", self->first, days[i]);

      g_assert_false (attest_review_is_day (days[i]));
      assert_refused (attest_review_assign (library, article, NULL, self->author, self->first, days[i], &error),
                      &error,
                      ATTEST_REVIEW_ERROR_INPUT);
      record_append_error (library, "review.assign", article, body, ATTEST_RECORD_ERROR_BODY);
    }
  record_append_error (library, "article.remove", article, "{}", ATTEST_RECORD_ERROR_BODY);
  record_append_error (library, "article.restore", article, "{\"reason\":\"x\"}", ATTEST_RECORD_ERROR_BODY);
  record_append_error (library, "review.unassign", article, "{\"audience\":\"doctor\"}", ATTEST_RECORD_ERROR_BODY);
  record_append_error (library, "comment.retract", article, "{\"comment\":\"x\"}", ATTEST_RECORD_ERROR_BODY);
}

/* Changes that a reviewer asked for wait for whoever wrote the newest text. */
static void
test_changes_wait_for_author (ReviewFixture *self, gconstpointer data)
{
  AttestLibrary *library = self->record.library;
  g_autofree char *article = review_make_article (self, TEXT);
  AttestVerdict verdict = { .safe = ATTEST_ANSWER_NO, .meaning = "review", .reason = "The dose" };
  g_autoptr (GError) error = NULL;

  review_submit (self, article);
  g_assert_true (attest_review_give_verdict (library, article, NULL, self->first, &verdict, NULL, NULL, &error));
  review_assert_status (self, article, "changes-requested");
  assert_waits (self, article, self->author, TRUE);
  assert_waits (self, article, self->second, FALSE);
}

static void
keep_variant (const AttestVariant *variant, gpointer all)
{
  g_ptr_array_add (all, attest_variant_copy (variant));
}

/* The bulk read has the same rows in the same order as the reads of each article. */
static void
test_all_variants (ReviewFixture *self, gconstpointer data)
{
  AttestLibrary *library = self->record.library;
  static const char *const audiences[] = { "student", "patient", "doctor", "nurse", "public" };
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_variant_free);
  guint at = 0;

  for (guint i = 0; i < 6; i++)
    {
      g_autofree char *id = g_strdup_printf ("article-%u", i);

      record_make_article (library, id, id);
      for (guint k = 0; k < G_N_ELEMENTS (audiences); k++)
        {
          const char *audience = audiences[(k + i) % G_N_ELEMENTS (audiences)];

          if (i < 2 || !g_str_equal (audience, "doctor"))
            g_free (record_save (library, id, audience, self->author, "Text"));
        }
    }
  g_assert_true (attest_library_visit_variants (library, keep_variant, all, NULL));
  for (guint i = 0; i < 6; i++)
    {
      g_autofree char *id = g_strdup_printf ("article-%u", i);
      g_autoptr (GPtrArray) variants = attest_library_list_variants (library, id, NULL);

      for (guint k = 0; k < variants->len; k++, at++)
        {
          const AttestVariant *visited = g_ptr_array_index (all, at);
          const AttestVariant *listed = g_ptr_array_index (variants, k);

          g_assert_cmpstr (visited->article, ==, id);
          g_assert_cmpstr (visited->audience, ==, listed->audience);
          g_assert_cmpstr (visited->status, ==, listed->status);
          g_assert_cmpuint (visited->open_comments, ==, listed->open_comments);
        }
    }
  g_assert_cmpuint (at, ==, all->len);
}

static void
count_removed (const AttestArticle *article, gpointer counts)
{
  ((guint *) counts)[article->removed != 0]++;
}

static void
test_visit_articles (ReviewFixture *self, gconstpointer data)
{
  AttestLibrary *library = self->record.library;
  guint counts[2] = { 0, 0 };

  record_make_article (library, "one", "one");
  record_make_article (library, "two", "two");
  record_make_article (library, "three", "three");
  g_assert_true (attest_review_remove (library, "two", self->author, NULL, NULL));
  g_assert_true (attest_library_visit_articles (library, count_removed, counts, NULL));
  g_assert_cmpuint (counts[0], ==, 2);
  g_assert_cmpuint (counts[1], ==, 1);
}

#define ADD(path, function)                                                                                            \
  g_test_add ("/core/articles/" path, ReviewFixture, NULL, review_fixture_set_up, function, review_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("rename", test_rename);
  ADD ("rename-all-or-none", test_rename_all_or_none);
  ADD ("rename-approved", test_rename_approved);
  ADD ("settings", test_settings);
  ADD ("duplicate", test_duplicate);
  ADD ("remove", test_remove);
  ADD ("assign", test_assign);
  ADD ("unassign", test_unassign);
  ADD ("assign-refused", test_assign_refused);
  ADD ("changes-wait-for-author", test_changes_wait_for_author);
  ADD ("all-variants", test_all_variants);
  ADD ("visit-articles", test_visit_articles);

  return g_test_run ();
}

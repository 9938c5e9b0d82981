/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "evidence/attest-reference.h"
#include "review-fixture.h"

#define TEXT "# Can it help?\n\nIt helps some people. It harms a few.\n\nAsk a doctor [@one].\n"
#define SOME_KNOW "# Can it help?\n\nIt helps many people. It harms a few.\n\nAsk a doctor [@one].\n"
#define OTHERS_KNOW "# Can it help?\n\nIt helps some people. It harms a few, badly.\n\nAsk a doctor [@two].\n"
#define ALL_KNOW "# Can it help?\n\nIt helps many people. It harms a few, badly.\n\nAsk a doctor [@two].\n"

#define ONE "[{\"id\":\"one\",\"type\":\"book\",\"title\":\"One\"}]"
#define TWO "[{\"id\":\"two\",\"type\":\"book\",\"title\":\"Two\"}]"

static char *
save_in (AttestLibrary *library, const char *article, const char *actor, const char *text, const char *references)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  char *id = attest_review_import_revision (library, article, "doctor", actor, bytes, NULL, references, 0, &error);

  g_assert_no_error (error);
  return id;
}

static void
merge (AttestLibrary *into, AttestLibrary *from)
{
  g_autoptr (GError) error = NULL;

  attest_library_merge (into, attest_library_get_path (from), NULL, &error);
  g_assert_no_error (error);
}

/* Newest first, ids with spaces between. */
static char *
dup_heads (AttestLibrary *library, const char *article)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) heads = attest_review_list_heads (library, article, "doctor", &error);
  g_autoptr (GString) ids = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < heads->len; i++)
    g_string_append_printf (ids, "%s%s", i > 0 ? " " : "", ((AttestRevision *) heads->pdata[i])->id);
  return g_strdup (ids->str);
}

/* Two libraries in which one text was saved differently, each of which knows both. */
typedef struct
{
  char *article;
  char *origin;
  char *one;
  char *other;
  AttestLibrary *away;
} Apart;

static void
apart_clear (Apart *self)
{
  g_free (self->article);
  g_free (self->origin);
  g_free (self->one);
  g_free (self->other);
  g_assert_finalize_object (self->away);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Apart, apart_clear)

static void
go_apart (ReviewFixture *self, Apart *apart)
{
  apart->article = review_make_article (self, TEXT);
  apart->origin = save_in (self->record.library, apart->article, self->author, TEXT, ONE);
  apart->away = record_fixture_create (&self->record, "away");
  merge (apart->away, self->record.library);
  apart->one = save_in (self->record.library, apart->article, self->author, SOME_KNOW, NULL);
  apart->other = save_in (apart->away, apart->article, self->editor, OTHERS_KNOW, TWO);
  merge (apart->away, self->record.library);
  merge (self->record.library, apart->away);
}

static char *
bring_together (ReviewFixture *self, const Apart *apart, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  char *id = attest_review_save_together (
      self->record.library, apart->article, "doctor", self->author, bytes, apart->one, apart->other, NULL, 0, &error);

  g_assert_no_error (error);
  return id;
}

static void
test_two (ReviewFixture *self, gconstpointer data)
{
  g_auto (Apart) apart = { 0 };
  g_autofree char *here = NULL;
  g_autofree char *away = NULL;
  g_autofree char *together = NULL;
  g_autofree char *after = NULL;
  g_autoptr (AttestRevision) one = NULL;
  g_autoptr (AttestRevision) other = NULL;
  g_autoptr (AttestRevision) origin = NULL;
  g_autoptr (GPtrArray) parted = NULL;
  const char *articles[] = { NULL, NULL };
  g_autoptr (GError) error = NULL;

  go_apart (self, &apart);
  articles[0] = apart.article;
  here = dup_heads (self->record.library, apart.article);
  away = dup_heads (apart.away, apart.article);
  g_assert_cmpstr (here, ==, away);
  g_assert_nonnull (strstr (here, apart.one));
  g_assert_nonnull (strstr (here, apart.other));
  g_assert_null (strstr (here, apart.origin));

  one = attest_library_load_revision (self->record.library, apart.one, &error);
  other = attest_library_load_revision (self->record.library, apart.other, &error);
  g_assert_true (attest_review_find_origin (self->record.library, one, other, &origin, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (origin->id, ==, apart.origin);
  parted = attest_review_list_parted (self->record.library, articles, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (parted->len, ==, 1);
  g_assert_true (g_str_has_prefix (here, ((AttestRevision *) parted->pdata[0])->id));

  together = bring_together (self, &apart, ALL_KNOW);
  after = dup_heads (self->record.library, apart.article);
  g_assert_cmpstr (after, ==, together);
  g_ptr_array_unref (parted);
  parted = attest_review_list_parted (self->record.library, articles, &error);
  g_assert_cmpuint (parted->len, ==, 0);
  merge (apart.away, self->record.library);
  g_free (away);
  away = dup_heads (apart.away, apart.article);
  g_assert_cmpstr (away, ==, together);
}

/* Whoever takes all of the newest text has decided all the same. */
static void
test_as_it_was (ReviewFixture *self, gconstpointer data)
{
  g_auto (Apart) apart = { 0 };
  g_autofree char *together = NULL;
  g_autofree char *heads = NULL;
  g_autoptr (AttestVariant) variant = NULL;
  g_autoptr (AttestRevision) newest = NULL;
  g_autoptr (AttestRevision) saved = NULL;

  go_apart (self, &apart);
  variant = attest_library_find_variant (self->record.library, apart.article, "doctor", NULL);
  newest = attest_library_load_revision (self->record.library, variant->newest, NULL);
  together = bring_together (self, &apart, g_str_equal (newest->id, apart.one) ? SOME_KNOW : OTHERS_KNOW);
  saved = attest_library_load_revision (self->record.library, together, NULL);
  heads = dup_heads (self->record.library, apart.article);
  g_assert_cmpstr (heads, ==, together);
  g_assert_cmpstr (saved->text, ==, newest->text);
  g_assert_cmpuint (saved->number, >, newest->number);
  g_assert_cmpuint (g_strv_length (saved->parents), ==, 2);
}

static void
test_references (ReviewFixture *self, gconstpointer data)
{
  g_auto (Apart) apart = { 0 };
  g_autofree char *together = NULL;
  g_autofree char *overwritten = NULL;
  g_autoptr (AttestRevision) saved = NULL;
  g_autoptr (AttestArticle) article = NULL;

  go_apart (self, &apart);
  /* The list of the article is that of whoever set it last. */
  overwritten = save_in (self->record.library, apart.article, self->author, SOME_KNOW "\nYes.\n", ONE);
  together = bring_together (self, &apart, ALL_KNOW);
  saved = attest_library_load_revision (self->record.library, together, NULL);
  article = attest_library_find_article (self->record.library, apart.article, NULL);
  g_assert_nonnull (strstr (saved->references, "\"Two\""));
  g_assert_nonnull (strstr (article->references, "\"One\""));
  g_assert_nonnull (strstr (article->references, "\"Two\""));
}

/* A comment made on the one text that the others did not know stays on its words. */
static void
test_comments (ReviewFixture *self, gconstpointer data)
{
  g_auto (Apart) apart = { 0 };
  g_autofree char *together = NULL;
  g_autoptr (GPtrArray) comments = NULL;
  g_autoptr (GError) error = NULL;
  const char *const quotes[] = { "helps many people", "a few, badly" };
  const char *revisions[2];

  go_apart (self, &apart);
  revisions[0] = apart.one;
  revisions[1] = apart.other;
  for (guint i = 0; i < G_N_ELEMENTS (quotes); i++)
    {
      g_autoptr (AttestRevision) revision = attest_library_load_revision (self->record.library, revisions[i], &error);
      g_autoptr (GBytes) text = attest_library_load_content (self->record.library, revision->text, &error);
      AttestCommentDraft draft = { .text = "Source?", .kind = "question", .revision = revisions[i] };
      g_autofree char *id = NULL;

      attest_review_find_quote (text, quotes[i], 1, &draft.start, &draft.end, &error);
      id = attest_review_add_comment (self->record.library, apart.article, "doctor", self->first, &draft, &error);
      g_assert_no_error (error);
    }
  together = bring_together (self, &apart, ALL_KNOW);
  comments = attest_review_list_comments (self->record.library, apart.article, "doctor", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (comments->len, ==, 2);
  for (guint i = 0; i < comments->len; i++)
    {
      const AttestComment *comment = comments->pdata[i];
      gsize length = comment->placement->end - comment->placement->start;

      g_assert_cmpint (comment->placement->state, ==, ATTEST_ANCHOR_EXACT);
      g_assert_cmpmem (&ALL_KNOW[comment->placement->start], length, quotes[i], strlen (quotes[i]));
    }
}

static void
test_refused (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *article = review_make_article (self, TEXT);
  g_autofree char *another = review_make_article (self, SOME_KNOW);
  g_autoptr (AttestVariant) here = attest_library_find_variant (self->record.library, article, "doctor", NULL);
  g_autoptr (AttestVariant) there = attest_library_find_variant (self->record.library, another, "doctor", NULL);
  g_autoptr (GBytes) text = g_bytes_new_static (TEXT, strlen (TEXT));
  g_autoptr (GError) error = NULL;
  g_autofree char *id = attest_review_save_together (
      self->record.library, article, "doctor", self->author, text, here->newest, there->newest, NULL, 0, &error);

  g_assert_null (id);
  g_assert_error (error, ATTEST_REVIEW_ERROR, ATTEST_REVIEW_ERROR_INPUT);
}

static void
add (const char *path, void (*test) (ReviewFixture *, gconstpointer))
{
  g_test_add (path, ReviewFixture, NULL, review_fixture_set_up, test, review_fixture_tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/core/heads/two", test_two);
  add ("/core/heads/as-it-was", test_as_it_was);
  add ("/core/heads/references", test_references);
  add ("/core/heads/comments", test_comments);
  add ("/core/heads/refused", test_refused);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "review-fixture.h"

#include <string.h>

char *
review_add_person (ReviewFixture *self, const char *name, const char *roles)
{
  g_auto (GStrv) list = g_strsplit (roles, ",", -1);
  g_autoptr (GError) error = NULL;
  char *id = attest_review_save_person (self->record.library,
                                        self->editor,
                                        NULL,
                                        &(AttestPersonChange) { .name = name, .roles = (const char *const *) list },
                                        &error);

  g_assert_no_error (error);
  g_assert_nonnull (id);

  return id;
}

void
review_fixture_set_up (ReviewFixture *self, gconstpointer data)
{
  record_fixture_set_up (&self->record, data);
  record_fixture_close (&self->record);
  attest_registry_unref (self->record.registry);
  self->record.registry = attest_registry_new ();
  attest_review_register (self->record.registry);
  record_fixture_reopen (&self->record);

  self->editor = review_add_person (self, "Ed Editor", "editor");
  self->author = review_add_person (self, "Ann Author", "author");
  self->first = review_add_person (self, "Rita First", "reviewer");
  self->second = review_add_person (self, "Sam Second", "reviewer");
  self->third = review_add_person (self, "Thea Third", "reviewer,author");
}

void
review_fixture_tear_down (ReviewFixture *self, gconstpointer data)
{
  record_fixture_tear_down (&self->record, data);
  g_free (self->editor);
  g_free (self->author);
  g_free (self->first);
  g_free (self->second);
  g_free (self->third);
}

char *
review_make_article (ReviewFixture *self, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  char *article = attest_review_create_article (
      self->record.library, self->author, NULL, "en", NULL, "doctor", bytes, NULL, NULL, 0, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (article);

  return article;
}

char *
review_save (ReviewFixture *self, const char *article, const char *actor, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  char *revision = attest_review_save_revision (self->record.library, article, "doctor", actor, bytes, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (revision);

  return revision;
}

void
review_submit (ReviewFixture *self, const char *article)
{
  g_autoptr (GError) error = NULL;

  attest_review_submit (self->record.library, article, NULL, self->author, &error);
  g_assert_no_error (error);
}

void
review_sign (ReviewFixture *self, const char *article, const char *actor)
{
  g_autoptr (GError) error = NULL;
  AttestVerdict verdict = { .meaning = "approval" };

  attest_review_give_verdict (self->record.library, article, NULL, actor, &verdict, NULL, NULL, &error);
  g_assert_no_error (error);
}

AttestAssessment *
review_assess (ReviewFixture *self, const char *article)
{
  g_autoptr (GError) error = NULL;
  AttestAssessment *assessment =
      attest_review_assess_variant (self->record.library, article, "doctor", g_get_real_time (), &error);

  g_assert_no_error (error);

  return assessment;
}

void
review_assert_status (ReviewFixture *self, const char *article, const char *status)
{
  g_autoptr (AttestAssessment) assessment = review_assess (self, article);
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestVariant) variant = attest_library_find_variant (self->record.library, article, "doctor", &error);

  g_assert_no_error (error);
  g_assert_cmpstr (attest_status_to_string (assessment->status), ==, status);
  g_assert_cmpstr (variant->status, ==, status);
  g_assert_cmpstr (variant->submitted, ==, assessment->submitted);
  g_assert_cmpstr (variant->published, ==, assessment->published);
}

char *
review_comment (ReviewFixture *self, const char *article, const char *actor, const char *quote, gboolean blocking)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestVariant) variant = attest_library_find_variant (self->record.library, article, "doctor", &error);
  g_autoptr (AttestRevision) revision =
      variant != NULL ? attest_library_load_revision (self->record.library, variant->newest, &error) : NULL;
  g_autoptr (GBytes) text =
      revision != NULL ? attest_library_load_content (self->record.library, revision->text, &error) : NULL;
  AttestCommentDraft draft = { .text = "Please look at this.", .kind = "change", .blocking = blocking };
  char *id;

  g_assert_no_error (error);
  attest_review_find_quote (text, quote, 1, &draft.start, &draft.end, &error);
  g_assert_no_error (error);
  id = attest_review_add_comment (self->record.library, article, "doctor", actor, &draft, &error);
  g_assert_no_error (error);
  g_assert_nonnull (id);

  return id;
}

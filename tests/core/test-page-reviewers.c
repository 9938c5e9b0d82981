/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "exchange/attest-page.h"
#include "page-reader.h"
#include "review-fixture.h"

/* What a page says of those who signed its text. */

/* What a reviewer declared with the sign-off stands beside it, whatever the board has of them later; of whoever declared none nothing is said. */
static void
test_interests (ReviewFixture *self, gconstpointer data)
{
  AttestLibrary *library = self->record.library;
  g_autofree char *article = review_make_article (self, "# Is it safe?\n\nYes.");
  const AttestVerdict declared = { .meaning = "approval", .interests = "Fees from <b>Acme</b>" };
  g_autoptr (GBytes) page = NULL;
  g_autoptr (PageReader) reader = NULL;
  g_autofree char *interests = NULL;
  g_autoptr (GError) error = NULL;

  review_submit (self, article);
  attest_review_give_verdict (library, article, NULL, self->first, &declared, NULL, NULL, &error);
  g_assert_no_error (error);
  review_sign (self, article, self->second);
  g_free (attest_review_save_person (
      library, self->editor, self->first, &(AttestPersonChange) { .interests = "Other fees" }, &error));
  g_assert_no_error (error);
  page = attest_page_build (library, article, NULL, NULL, &error);
  g_assert_no_error (error);
  reader = page_reader_new (page);
  page_reader_assert_sound (reader);
  page_reader_assert_inert (reader);
  g_assert_cmpuint (page_reader_count (reader, "//section[@class='reviewers']//li"), ==, 2);
  g_assert_cmpuint (page_reader_count (reader, "//section[@class='reviewers']//span[@class='interests']"), ==, 1);
  interests = page_reader_get (reader, "//section[@class='reviewers']//li[1]/span[@class='interests']");
  g_assert_cmpstr (interests, ==, "Fees from <b>Acme</b>");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/core/page-reviewers/interests",
              ReviewFixture,
              NULL,
              review_fixture_set_up,
              test_interests,
              review_fixture_tear_down);

  return g_test_run ();
}

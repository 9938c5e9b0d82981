/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "review-fixture.h"

static void
save (ReviewFixture *self, const char *article, const char *audience, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  g_autofree char *revision =
      attest_review_save_revision (self->record.library, article, audience, self->author, bytes, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (revision);
}

static gboolean
is_changed (ReviewFixture *self, const char *article, const char *audience)
{
  AttestBaseChange change;
  g_autoptr (GError) error = NULL;

  attest_review_find_base_change (self->record.library, article, audience, &change, &error);
  g_assert_no_error (error);
  g_assert_true (change.changed == (change.time > 0));
  return change.changed;
}

static void
test_changes (ReviewFixture *self, gconstpointer data)
{
  g_autofree char *article = review_make_article (self, "# Naps\n\nOne.\n");

  save (self, article, "patient", "# Naps\n\nEins.\n");
  g_assert_false (is_changed (self, article, "doctor"));
  g_assert_false (is_changed (self, article, "patient"));

  /* The base changes; a third text begins from it as it is then. */
  save (self, article, "doctor", "# Naps\n\nTwo.\n");
  g_assert_true (is_changed (self, article, "patient"));
  save (self, article, "nurse", "# Naps\n\nTwo.\n");
  g_assert_false (is_changed (self, article, "nurse"));

  /* A change that is taken back is none for who saw the text before it, but one for who saw the text between. */
  save (self, article, "doctor", "# Naps\n\nOne.\n");
  g_assert_false (is_changed (self, article, "patient"));
  g_assert_true (is_changed (self, article, "nurse"));

  /* Whoever saves has seen. */
  save (self, article, "doctor", "# Naps\n\nThree.\n");
  g_assert_true (is_changed (self, article, "patient"));
  save (self, article, "patient", "# Naps\n\nDrei.\n");
  g_assert_false (is_changed (self, article, "patient"));
  g_assert_true (is_changed (self, article, "nurse"));
}

/* A text for doctors that comes last is the base nonetheless, and the others have not seen it. */
static void
test_late_base (ReviewFixture *self, gconstpointer data)
{
  g_autoptr (GBytes) text = g_bytes_new_static ("# Naps\n\nOne.\n", 13);
  g_autoptr (GError) error = NULL;
  g_autofree char *article = attest_review_create_article (
      self->record.library, self->author, NULL, "en", NULL, "patient", text, NULL, NULL, 0, NULL, &error);
  AttestBaseChange change;

  g_assert_no_error (error);
  g_assert_false (is_changed (self, article, "patient"));
  save (self, article, "doctor", "# Naps\n\nOne.\n");
  g_assert_true (is_changed (self, article, "patient"));
  g_assert_false (is_changed (self, article, "doctor"));

  g_assert_false (attest_review_find_base_change (self->record.library, article, "nurse", &change, &error));
  g_assert_error (error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_NOT_FOUND);
}

#define ADD(path, function)                                                                                            \
  g_test_add ("/core/review/base-change/" path,                                                                        \
              ReviewFixture,                                                                                           \
              NULL,                                                                                                    \
              review_fixture_set_up,                                                                                   \
              function,                                                                                                \
              review_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("changes", test_changes);
  ADD ("late-base", test_late_base);

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "acts-fixture.h"
#include "attest-due-notice.h"
#include "desk-fixture.h"

/* Texts that become due for re-review are told once, together, and not where they are seen anyway. */

#define TEXT "# Do naps help?\n\nSome do. A nap of 20 minutes is enough.\n"
#define OTHER "# Is coffee harmful?\n\nRarely. A cup a day is enough.\n"

/* @offset: of the clock, microseconds */
typedef struct
{
  AttestSession *session;
  AttestDueNotice *notice;
  char *author;
  char *reviewers[2];
  guint told;
  char *title;
  char *body;
  gboolean in_sight;
  gint64 offset;
  guint changes;
} Fixture;

static void
tell (const char *title, const char *body, gpointer user_data)
{
  Fixture *fixture = user_data;

  fixture->told++;
  g_set_str (&fixture->title, title);
  g_set_str (&fixture->body, body);
}

static gboolean
is_in_sight (gpointer user_data)
{
  return ((Fixture *) user_data)->in_sight;
}

static gint64
get_now (gpointer user_data)
{
  return g_get_real_time () + ((Fixture *) user_data)->offset;
}

static const AttestDueNoticeUser user = { tell, is_in_sight, get_now };

static void
begin (Fixture *fixture)
{
  g_clear_object (&fixture->notice);
  fixture->notice = attest_due_notice_new (fixture->session, &user, fixture);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->session = desk_fixture_open (ATTEST_SESSION_CREATE);
  fixture->author = desk_fixture_add_person (fixture->session, "Ada Author", "author");
  fixture->reviewers[0] = desk_fixture_add_person (fixture->session, "Rita Reviewer", "reviewer");
  fixture->reviewers[1] = desk_fixture_add_person (fixture->session, "Ravi Reviewer", "reviewer");
  attest_session_set_actor (fixture->session, fixture->author);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->notice);
  g_clear_object (&fixture->session);
  g_free (fixture->author);
  g_free (fixture->reviewers[0]);
  g_free (fixture->reviewers[1]);
  g_free (fixture->title);
  g_free (fixture->body);
}

typedef struct
{
  const char *article;
  const char *reviewer;
} Signing;

static gboolean
sign (AttestLibrary *library, gpointer data, GValue *result, GError **error)
{
  const Signing *signing = data;
  const AttestVerdict verdict = { .meaning = "approval" };

  return attest_review_give_verdict (library, signing->article, NULL, signing->reviewer, &verdict, NULL, NULL, error);
}

/* Returns: (transfer full): the id of an approved article */
static char *
add_approved (Fixture *fixture, const char *text)
{
  char *article = desk_fixture_add_article (fixture->session, text);

  acts_submit (fixture->session, article);
  for (guint i = 0; i < G_N_ELEMENTS (fixture->reviewers); i++)
    {
      Signing signing = { article, fixture->reviewers[i] };

      dex_unref (desk_fixture_await (attest_session_perform (fixture->session, sign, &signing, NULL), NULL));
    }
  return article;
}

/* A blocking comment makes an approved text due at once. Returns: (transfer full) */
static char *
block (Fixture *fixture, const char *article)
{
  const ActsComment comment = { .quote = "is enough", .text = "For whom?", .kind = "question", .blocking = TRUE };

  return acts_comment (fixture->session, article, fixture->reviewers[0], &comment);
}

static gboolean
was_told (gpointer data)
{
  return ((Fixture *) data)->told > 0;
}

static void
expect_told (Fixture *fixture, const char *title)
{
  if (!desk_fixture_wait (was_told, fixture))
    g_error ("nobody is told: %s", title);
  g_assert_cmpuint (fixture->told, ==, 1);
  g_assert_cmpstr (fixture->title, ==, title);
  fixture->told = 0;
}

/* Longer than it waits before it looks. */
static void
expect_silence (Fixture *fixture)
{
  desk_fixture_settle (2500);
  g_assert_cmpuint (fixture->told, ==, 0);
}

static void
test_once (Fixture *fixture, gconstpointer data)
{
  g_autofree char *naps = add_approved (fixture, TEXT);
  g_autofree char *coffee = add_approved (fixture, OTHER);
  g_autofree char *comment = NULL;
  g_autofree char *again = NULL;

  begin (fixture);
  expect_silence (fixture);
  comment = block (fixture, naps);
  expect_told (fixture, "1 text is due for re-review");
  g_assert_cmpstr (fixture->body, ==, "Do naps help?");

  /* Not again: neither when something else happens, nor after a restart. */
  again = block (fixture, coffee);
  acts_resolve (fixture->session, fixture->reviewers[0], again);
  expect_silence (fixture);
  begin (fixture);
  expect_silence (fixture);

  /* What is due no more, and then is again, is told again. */
  acts_resolve (fixture->session, fixture->reviewers[0], comment);
  expect_silence (fixture);
  g_free (block (fixture, naps));
  expect_told (fixture, "1 text is due for re-review");
}

static void
test_together (Fixture *fixture, gconstpointer data)
{
  g_autofree char *naps = add_approved (fixture, TEXT);
  g_autofree char *coffee = add_approved (fixture, OTHER);

  g_free (block (fixture, naps));
  g_free (block (fixture, coffee));
  begin (fixture);
  expect_told (fixture, "2 texts are due for re-review");
  g_assert_nonnull (strstr (fixture->body, "Do naps help?"));
  g_assert_nonnull (strstr (fixture->body, "Is coffee harmful?"));
}

/* Who has the list before them sees it there, and is not told later either. */
static void
test_in_sight (Fixture *fixture, gconstpointer data)
{
  g_autofree char *naps = add_approved (fixture, TEXT);

  fixture->in_sight = TRUE;
  g_free (block (fixture, naps));
  begin (fixture);
  expect_silence (fixture);
  fixture->in_sight = FALSE;
  begin (fixture);
  expect_silence (fixture);
}

static gboolean
mark_as_sample (AttestLibrary *library, gpointer data, GValue *result, GError **error)
{
  JsonObject *body = json_object_new ();

  json_object_set_boolean_member (body, "sample", TRUE);
  return attest_library_append_one (
      library, attest_event_draft_new ("board.set", ATTEST_STREAM_BOARD, "", body), NULL, error);
}

static void
test_sample (Fixture *fixture, gconstpointer data)
{
  g_autofree char *naps = add_approved (fixture, TEXT);

  dex_unref (desk_fixture_await (attest_session_perform (fixture->session, mark_as_sample, NULL, NULL), NULL));
  g_free (block (fixture, naps));
  begin (fixture);
  expect_silence (fixture);
}

static void
changed_cb (AttestSession *session, const char *const *streams, gpointer user_data)
{
  ((Fixture *) user_data)->changes++;
}

/* The day comes while the program runs: without anything being recorded, it is told, and the lists are read anew. */
static void
test_time_passes (Fixture *fixture, gconstpointer data)
{
  g_autofree char *naps = add_approved (fixture, TEXT);
  g_autoptr (AttestVariant) variant =
      attest_library_find_variant (attest_session_get_library (fixture->session), naps, NULL, NULL);

  g_assert_cmpint (variant->due_after, >, g_get_real_time ());
  fixture->offset = variant->due_after - 5 * G_USEC_PER_SEC - g_get_real_time ();
  g_signal_connect (fixture->session, "changed", G_CALLBACK (changed_cb), fixture);
  begin (fixture);
  expect_silence (fixture);
  g_assert_cmpuint (fixture->changes, ==, 0);
  expect_told (fixture, "1 text is due for re-review");
  g_assert_cmpuint (fixture->changes, ==, 1);
  g_assert_cmpint (get_now (fixture), >=, variant->due_after);
  g_assert_cmpint (get_now (fixture), <, variant->due_after + 3 * G_USEC_PER_SEC);
  g_signal_handlers_disconnect_by_data (fixture->session, fixture);
}

int
main (int argc, char *argv[])
{
  desk_fixture_init (&argc, &argv);

#define ADD(path, function) g_test_add ("/desk/due-notice/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("once", test_once);
  ADD ("together", test_together);
  ADD ("in-sight", test_in_sight);
  ADD ("sample", test_sample);
  ADD ("time-passes", test_time_passes);

  return g_test_run ();
}

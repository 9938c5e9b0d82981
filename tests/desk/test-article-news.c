/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "acts-fixture.h"
#include "article/attest-article-news.h"
#include "desk-fixture.h"

typedef struct
{
  AttestSession *session;
  char *editor;
  char *author;
  char *reviewer;
  char *article;
  AttestArticleRecord *before;
} Fixture;

static AttestArticleRecord *
load (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  AttestArticleRecord *record = attest_article_record_load (attest_session_get_library (fixture->session),
                                                            fixture->article,
                                                            "doctor",
                                                            NULL,
                                                            attest_session_get_actor (fixture->session),
                                                            &error);

  g_assert_no_error (error);
  return record;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->session = desk_fixture_open (ATTEST_SESSION_CREATE);
  fixture->editor = desk_fixture_add_person (fixture->session, "Edith", "editor");
  attest_session_set_actor (fixture->session, fixture->editor);
  fixture->author = desk_fixture_add_person (fixture->session, "Arthur", "author");
  fixture->reviewer = desk_fixture_add_person (fixture->session, "Rosa", "reviewer");
  attest_session_set_actor (fixture->session, fixture->author);
  fixture->article = desk_fixture_add_article (fixture->session, "# Naps\n\nSome help.\n");
  fixture->before = load (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  attest_article_record_unref (fixture->before);
  g_assert_finalize_object (fixture->session);
  g_free (fixture->editor);
  g_free (fixture->author);
  g_free (fixture->reviewer);
  g_free (fixture->article);
}

/* What is told since it was last asked. */
static void
expect (Fixture *fixture, const char *news)
{
  AttestArticleRecord *now = load (fixture);
  g_autofree char *told = attest_article_news_dup (fixture->before, now, attest_session_get_actor (fixture->session));

  g_assert_cmpstr (told, ==, news);
  attest_article_record_unref (fixture->before);
  fixture->before = now;
}

static void
perform (Fixture *fixture, AttestSessionFunc func, gpointer data)
{
  dex_unref (desk_fixture_await (attest_session_perform (fixture->session, func, data, NULL), NULL));
}

typedef struct
{
  const char *comment;
  const char *actor;
} Act;

static gboolean
reply (AttestLibrary *library, gpointer data, GValue *result, GError **error)
{
  const Act *act = data;
  g_autofree char *id = attest_review_reply (library, act->comment, act->actor, "So be it.", NULL, error);

  return id != NULL;
}

static gboolean
resolve (AttestLibrary *library, gpointer data, GValue *result, GError **error)
{
  const Act *act = data;

  return attest_review_resolve (library, act->comment, act->actor, NULL, error);
}

static gboolean
reopen (AttestLibrary *library, gpointer data, GValue *result, GError **error)
{
  const Act *act = data;

  return attest_review_reopen (library, act->comment, act->actor, error);
}

static void
test_comments (Fixture *fixture, gconstpointer data)
{
  const ActsComment remark = { .quote = "Some help" };
  Act act = { NULL, fixture->reviewer };
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  expect (fixture, NULL);
  first = acts_comment (fixture->session, fixture->article, fixture->reviewer, &remark);
  expect (fixture, "1 comment added.");
  second = acts_comment (fixture->session, fixture->article, fixture->author, &remark);
  act.comment = first;
  perform (fixture, reply, &act);
  expect (fixture, "1 comment added. 1 reply added.");
  perform (fixture, resolve, &act);
  expect (fixture, "1 comment resolved.");
  perform (fixture, reopen, &act);
  expect (fixture, "1 comment reopened.");
  expect (fixture, NULL);
}

static void
test_text (Fixture *fixture, gconstpointer data)
{
  g_autofree char *own = acts_save (fixture->session, fixture->article, "# Naps\n\nMany help.\n");
  g_autofree char *other = NULL;

  expect (fixture, "Saved.");
  acts_submit (fixture->session, fixture->article);
  expect (fixture, "Status: Submitted.");
  other = acts_save_as (fixture->session, fixture->article, fixture->editor, "# Naps\n\nAll help.\n");
  expect (fixture, "A newer text was saved.");
}

#define ADD(path, test) g_test_add ("/desk/article-news/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  desk_fixture_init (&argc, &argv);

  ADD ("comments", test_comments);
  ADD ("text", test_text);

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record-fixture.h"
#include "record/attest-seen.h"

/* What is new to a person since they last opened an article, on one machine. */

static AttestSeen *
load (RecordFixture *fixture, const char *person)
{
  return attest_seen_load (fixture->state, fixture->path, person, attest_library_get_position (fixture->library, NULL));
}

static gboolean
is_new (RecordFixture *fixture, const AttestSeen *seen, const char *person, const char *article)
{
  g_autoptr (GHashTable) news = attest_library_list_news (fixture->library, person, attest_seen_get_first (seen), NULL);
  const gint64 *position = g_hash_table_lookup (news, article);

  return position != NULL && *position > attest_seen_get (seen, article);
}

static void
save (RecordFixture *fixture, const char *article, const char *actor, const char *text)
{
  g_free (record_save (fixture->library, article, "doctor", actor, text));
}

static void
test_news (RecordFixture *fixture, gconstpointer data)
{
  g_autoptr (AttestSeen) seen = NULL;
  g_autoptr (GHashTable) events = NULL;

  record_make_article (fixture->library, "a1", "one");
  save (fixture, "a1", "p2", "Before");

  /* What was there already is no news, what I do myself is none, an export is none, and the board is not an article. */
  seen = load (fixture, "p1");
  g_assert_false (is_new (fixture, seen, "p1", "a1"));
  save (fixture, "a1", "p1", "Mine");
  g_free (record_append (fixture->library,
                         "article.export",
                         "a1",
                         "p2",
                         "{\"audiences\":[],\"revisions\":[],\"page\":"
                         "\"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\"}"));
  g_free (record_append (fixture->library, "board.set", "board", "p2", "{\"name\":\"B\"}"));
  g_assert_false (is_new (fixture, seen, "p1", "a1"));
  g_assert_false (is_new (fixture, seen, "p1", "board"));

  save (fixture, "a1", "p2", "Theirs");
  g_assert_true (is_new (fixture, seen, "p1", "a1"));
  events = attest_library_list_new_events (fixture->library, "a1", "p1", attest_seen_get (seen, "a1"), NULL);
  g_assert_cmpuint (g_hash_table_size (events), ==, 1);
  attest_seen_mark (seen, "a1", attest_library_get_position (fixture->library, NULL));
  g_assert_false (is_new (fixture, seen, "p1", "a1"));
}

/* It is kept for each person, from one start to the next. */
static void
test_kept (RecordFixture *fixture, gconstpointer data)
{
  g_autoptr (AttestSeen) mine = load (fixture, "p1");
  g_autoptr (AttestSeen) theirs = load (fixture, "p2");
  g_autoptr (AttestSeen) copy = NULL;
  g_autoptr (AttestSeen) again = NULL;

  record_make_article (fixture->library, "a1", "one");
  save (fixture, "a1", "p3", "Text");
  attest_seen_mark (mine, "a1", attest_library_get_position (fixture->library, NULL));
  copy = attest_seen_copy (mine);
  again = load (fixture, "p1");
  g_assert_false (is_new (fixture, copy, "p1", "a1"));
  g_assert_false (is_new (fixture, again, "p1", "a1"));
  g_assert_true (is_new (fixture, theirs, "p2", "a1"));
  g_clear_pointer (&again, attest_seen_free);
  again = load (fixture, "p2");
  g_assert_true (is_new (fixture, again, "p2", "a1"));
}

/* An event of long ago that comes in by a merge is news. */
static void
test_merge (RecordFixture *fixture, gconstpointer data)
{
  g_autoptr (AttestLibrary) other = record_fixture_create (fixture, "other");
  g_autoptr (AttestSeen) seen = NULL;
  g_autoptr (GError) error = NULL;

  record_make_article (other, "a1", "one");
  g_free (record_save (other, "a1", "doctor", "p2", "Old"));
  for (int i = 0; i < 5; i++)
    record_make_article (fixture->library, (char[]) { 'b', (char) ('0' + i), '\0' }, "b");
  seen = load (fixture, "p1");
  attest_library_merge (fixture->library, attest_library_get_path (other), NULL, &error);
  g_assert_no_error (error);
  g_assert_true (is_new (fixture, seen, "p1", "a1"));
  g_assert_false (is_new (fixture, seen, "p1", "b1"));
}

/* Positions of another file mean nothing in this one. */
static void
test_other_library (RecordFixture *fixture, gconstpointer data)
{
  g_autoptr (AttestSeen) seen = attest_seen_load (fixture->state, fixture->path, "p1", 1000);
  g_autoptr (AttestSeen) again = NULL;

  attest_seen_mark (seen, "a1", 1100);
  again = attest_seen_load (fixture->state, fixture->path, "p1", 10);
  g_assert_cmpint (attest_seen_get_first (again), ==, 10);
  g_assert_cmpint (attest_seen_get (again, "a1"), ==, 10);
}

#define ADD(path, function)                                                                                            \
  g_test_add ("/core/record/seen/" path, RecordFixture, NULL, record_fixture_set_up, function, record_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("news", test_news);
  ADD ("kept", test_kept);
  ADD ("merge", test_merge);
  ADD ("other-library", test_other_library);

  return g_test_run ();
}

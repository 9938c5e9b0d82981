/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>

#include "desk-fixture.h"
#include "record/attest-article.h"
#include "record/attest-database.h"
#include "review/attest-review.h"

static void
changed_cb (AttestSession *session, const char *const *streams, guint *count)
{
  (*count)++;
}

static gboolean
has_changed (gpointer data)
{
  return *(guint *) data > 0;
}

static void
test_round_trip (void)
{
  AttestSession *session = desk_fixture_open (ATTEST_SESSION_CREATE);
  g_autofree char *person = NULL;
  g_autoptr (AttestPerson) found = NULL;
  guint changed = 0;

  g_assert_false (attest_session_get_read_only (session));
  g_assert_null (attest_session_get_actor (session));
  g_signal_connect (session, "changed", G_CALLBACK (changed_cb), &changed);
  person = desk_fixture_add_person (session, "Ada", "editor");
  g_assert_true (desk_fixture_wait (has_changed, &changed));

  found = attest_library_find_person (attest_session_get_library (session), person, NULL);
  g_assert_nonnull (found);
  attest_session_set_actor (session, person);
  g_assert_cmpstr (attest_session_get_actor_name (session), ==, "Ada");
  g_assert_finalize_object (session);
}

/* A name may have what stands between name and credentials elsewhere. */
static void
test_short_name (void)
{
  AttestSession *session = desk_fixture_open (ATTEST_SESSION_CREATE);
  g_autofree char *person = desk_fixture_add_person (session, "Smith, Jane (Ada)", "editor");
  g_autofree char *name = attest_session_dup_short_name (session, person);
  g_autofree char *nobody = attest_session_dup_short_name (session, "nobody");

  g_assert_cmpstr (name, ==, "Smith, Jane (Ada)");
  g_assert_cmpstr (nobody, ==, "nobody");
  g_assert_finalize_object (session);
}

/* Another session stands in for another program: it has connections of its own. */
static void
test_other_program (void)
{
  AttestSession *session = desk_fixture_open (ATTEST_SESSION_CREATE);
  g_autoptr (DexFuture) future =
      desk_fixture_await (attest_session_open (attest_session_get_path (session), ATTEST_SESSION_OPEN), NULL);
  g_autofree char *person = NULL;
  guint changed = 0;

  g_signal_connect (session, "changed", G_CALLBACK (changed_cb), &changed);
  person = desk_fixture_add_person (g_value_get_object (dex_future_get_value (future, NULL)), "Grace", "editor");
  g_assert_true (desk_fixture_wait (has_changed, &changed));
  g_clear_pointer (&future, dex_unref);
  g_assert_finalize_object (session);
}

#define EACH 12

typedef struct
{
  AttestSession *sessions[2];
  /* Up to where each was told of changes. */
  gint64 told[2];
} Both;

static void
told_cb (AttestSession *session, const char *const *streams, gint64 *told)
{
  *told = attest_library_get_position (attest_session_get_library (session), NULL);
}

static gboolean
both_have_all (gpointer data)
{
  const Both *both = data;

  return both->told[0] == 2 * EACH && both->told[1] == 2 * EACH;
}

static gboolean
name_board (AttestLibrary *library, gpointer data, GValue *result, GError **error)
{
  JsonObject *body = json_object_new ();

  json_object_set_string_member (body, "name", data);
  return attest_library_append_one (
      library, attest_event_draft_new ("board.set", ATTEST_STREAM_BOARD, "", body), NULL, error);
}

/* Both write as fast as they can, on threads and connections of their own: nothing is lost or refused, and a second later each has all, with nobody having asked. */
static void
test_both_write (void)
{
  AttestSession *session = desk_fixture_open (ATTEST_SESSION_CREATE);
  g_autoptr (DexFuture) future =
      desk_fixture_await (attest_session_open (attest_session_get_path (session), ATTEST_SESSION_OPEN), NULL);
  Both both = { { session, g_value_get_object (dex_future_get_value (future, NULL)) }, { 0, 0 } };
  g_autoptr (GPtrArray) writes = g_ptr_array_new_with_free_func (dex_unref);
  gint64 written;

  for (guint i = 0; i < 2; i++)
    g_signal_connect (both.sessions[i], "changed", G_CALLBACK (told_cb), &both.told[i]);
  for (guint i = 0; i < 2 * EACH; i++)
    g_ptr_array_add (writes,
                     attest_session_perform (both.sessions[i % 2], name_board, g_strdup_printf ("Name %u", i), g_free));
  for (guint i = 0; i < writes->len; i++)
    dex_unref (desk_fixture_await (dex_ref (g_ptr_array_index (writes, i)), NULL));
  written = g_get_monotonic_time ();
  g_assert_true (desk_fixture_wait (both_have_all, &both));
  g_test_message ("both had all after %lld ms", (long long) (g_get_monotonic_time () - written) / 1000);
  if (g_getenv ("ATTEST_SANITIZED") == NULL)
    g_assert_cmpint (g_get_monotonic_time () - written, <, G_USEC_PER_SEC);
  g_clear_pointer (&future, dex_unref);
  g_assert_finalize_object (session);
}

static AttestEventDraft *
draft_article (const char *id)
{
  JsonObject *body = json_object_new ();

  json_object_set_string_member (body, "slug", id);
  json_object_set_string_member (body, "language", "en");
  json_object_set_array_member (body, "topics", json_array_new ());
  return attest_event_draft_new ("article.create", id, "", body);
}

static void
note_streams_cb (AttestSession *session, const char *const *streams, GHashTable *told)
{
  for (guint i = 0; streams != NULL && streams[i] != NULL; i++)
    g_hash_table_add (told, g_strdup (streams[i]));
}

/* Another program writes, and before that was noticed somebody does here: views read anew what either has changed. */
static void
test_written_before (void)
{
  AttestSession *session = desk_fixture_open (ATTEST_SESSION_CREATE);
  g_autoptr (GHashTable) told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (AttestRegistry) registry = attest_registry_new ();
  g_autoptr (AttestLibrary) other = NULL;
  g_autoptr (GError) error = NULL;

  attest_review_register (registry);
  other = attest_library_open (attest_session_get_path (session), registry, g_get_user_state_dir (), 0, &error);
  g_assert_no_error (error);
  g_signal_connect (session, "changed", G_CALLBACK (note_streams_cb), told);
  for (guint i = 0; i < EACH; i++)
    {
      g_autofree char *article = g_strdup_printf ("article-%u", i);

      g_assert_true (attest_library_append_one (other, draft_article (article), NULL, &error));
      dex_unref (desk_fixture_await (
          attest_session_perform (session, name_board, g_strdup_printf ("Name %u", i), g_free), NULL));
    }
  desk_fixture_settle (1000);
  for (guint i = 0; i < EACH; i++)
    {
      g_autofree char *article = g_strdup_printf ("article-%u", i);

      g_assert_true (g_hash_table_contains (told, article));
    }
  g_assert_finalize_object (session);
}

static void
test_actor_is_remembered (void)
{
  AttestSession *session = desk_fixture_open (ATTEST_SESSION_CREATE);
  g_autofree char *path = g_strdup (attest_session_get_path (session));
  g_autofree char *first = desk_fixture_add_person (session, "Ada", "editor");
  g_autofree char *second = NULL;
  g_autoptr (DexFuture) future = NULL;

  attest_session_set_actor (session, first);
  second = desk_fixture_add_person (session, "Grace", "reviewer");
  attest_session_set_actor (session, second);
  g_assert_finalize_object (session);

  future = desk_fixture_await (attest_session_open (path, ATTEST_SESSION_OPEN), NULL);
  g_assert_cmpstr (attest_session_get_actor (g_value_get_object (dex_future_get_value (future, NULL))), ==, second);
}

static void
assert_refused (const char *path, AttestSessionMode mode, AttestRecordError code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DexFuture) future = desk_fixture_await (attest_session_open (path, mode), &error);

  g_assert_error (error, ATTEST_RECORD_ERROR, (int) code);
}

static void
test_refusals (void)
{
  g_autofree char *nowhere = desk_fixture_dup_path ("nowhere.attest-library");
  g_autofree char *text = desk_fixture_dup_path ("text.attest-library");
  AttestSession *session = desk_fixture_open (ATTEST_SESSION_CREATE);

  assert_refused (nowhere, ATTEST_SESSION_OPEN, ATTEST_RECORD_ERROR_NOT_FOUND);
  g_assert_false (g_file_test (nowhere, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_set_contents (
      text, "This is a letter, not a library, and it is long enough to be read as a header.", -1, NULL));
  assert_refused (text, ATTEST_SESSION_OPEN, ATTEST_RECORD_ERROR_NOT_A_LIBRARY);
  assert_refused (attest_session_get_path (session), ATTEST_SESSION_CREATE, ATTEST_RECORD_ERROR_EXISTS);
  g_assert_finalize_object (session);
}

static gboolean
add_nobody (AttestLibrary *library, gpointer data, GValue *result, GError **error)
{
  g_autoptr (GPtrArray) drafts = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_event_draft_free);

  g_ptr_array_add (drafts, attest_event_draft_new ("board.set", ATTEST_STREAM_BOARD, "", json_object_new ()));
  return attest_library_append (library, drafts, NULL, error);
}

static void
test_read_only (void)
{
  AttestSession *session = desk_fixture_open (ATTEST_SESSION_CREATE);
  g_autofree char *path = g_strdup (attest_session_get_path (session));
  g_autoptr (DexFuture) future = NULL;
  g_autoptr (DexFuture) written = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_finalize_object (session);
  future = desk_fixture_await (attest_session_open (path, ATTEST_SESSION_READ_ONLY), NULL);
  session = g_value_get_object (dex_future_get_value (future, NULL));
  g_assert_true (attest_session_get_read_only (session));
  written = desk_fixture_await (attest_session_perform (session, add_nobody, NULL, NULL), &error);
  g_assert_error (error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_READ_ONLY);
}

static gboolean
is_settled (gpointer data)
{
  return !dex_future_is_pending (data);
}

/* A library is opened anew while it still closes; some of its ways to close and open at once have to be among these. */
static void
test_reopen (void)
{
  g_autofree char *path = desk_fixture_dup_path ("board.attest-library");
  g_autoptr (DexFuture) first = desk_fixture_await (attest_session_open (path, ATTEST_SESSION_CREATE), NULL);
  g_autoptr (AttestSession) session = g_value_dup_object (dex_future_get_value (first, NULL));

  dex_clear (&first);
  for (int i = 0; i < 100; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (DexFuture) next = attest_session_open (path, ATTEST_SESSION_OPEN);

      for (int j = 0; j < g_test_rand_int_range (0, 8); j++)
        g_main_context_iteration (NULL, FALSE);
      g_usleep ((gulong) g_test_rand_int_range (0, 1000));
      g_clear_object (&session);
      g_assert_true (desk_fixture_wait (is_settled, next));
      dex_future_get_value (next, &error);
      g_assert_no_error (error);
      session = g_value_dup_object (dex_future_get_value (next, NULL));
    }
}

/* Each change leaves a segment in the search index, and each segment makes every search slower. */
static gint64
count_segments (AttestLibrary *library)
{
  AttestStatement *row =
      attest_database_prepare (attest_library_get_database (library), "SELECT count (DISTINCT segid) FROM search_idx");
  gint64 count;

  g_assert_true (attest_statement_next (row, NULL));
  count = attest_statement_get_int64 (row, 0);
  attest_statement_done (row);

  return count;
}

static gboolean
is_tidy (gpointer data)
{
  return count_segments (attest_session_get_library (data)) <= 3;
}

static void
test_tidy (void)
{
  AttestSession *session = desk_fixture_open (ATTEST_SESSION_CREATE);

  g_autofree char *author = desk_fixture_add_person (session, "Ada", "author");

  attest_session_set_actor (session, author);
  for (int i = 0; i < 8; i++)
    g_free (desk_fixture_add_article (session, "# A question\n\nAn answer.\n"));
  g_assert_cmpint (count_segments (attest_session_get_library (session)), >, 6);
  g_assert_true (desk_fixture_wait (is_tidy, session));
  g_assert_finalize_object (session);
}

int
main (int argc, char *argv[])
{
  desk_fixture_init (&argc, &argv);

  g_test_add_func ("/desk/session/round-trip", test_round_trip);
  g_test_add_func ("/desk/session/short-name", test_short_name);
  g_test_add_func ("/desk/session/other-program", test_other_program);
  g_test_add_func ("/desk/session/both-write", test_both_write);
  g_test_add_func ("/desk/session/written-before", test_written_before);
  g_test_add_func ("/desk/session/actor-is-remembered", test_actor_is_remembered);
  g_test_add_func ("/desk/session/refusals", test_refusals);
  g_test_add_func ("/desk/session/read-only", test_read_only);
  g_test_add_func ("/desk/session/reopen", test_reopen);
  g_test_add_func ("/desk/session/tidy", test_tidy);

  return g_test_run ();
}

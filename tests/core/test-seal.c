/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "record-fixture.h"
#include "record/attest-seal.h"

/* 2026-11-26T11:50:00Z */
#define TIME 1795693800

static char *
seal (AttestLibrary *library, char **list)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestSeal) made = attest_library_seal (library, TIME, list, &error);

  g_assert_no_error (error);
  return attest_seal_dup_line (made);
}

/* Returns: what the check found, as texts one after another; "" when all is there */
static char *
check (AttestLibrary *library, const char *line, const char *list, gint64 since)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestSeal) parsed = attest_seal_parse (line, &error);
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GString) texts = g_string_new (NULL);
  gint64 found;

  g_assert_no_error (error);
  problems = attest_library_check_seal (library, parsed, list, &found, &error);
  g_assert_no_error (error);
  g_assert_cmpint (found, ==, since);
  for (guint i = 0; i < problems->len; i++)
    {
      const AttestProblem *problem = g_ptr_array_index (problems, i);
      g_autofree char *place = attest_problem_dup_place (problem);

      g_assert_cmpstr (problem->code, ==, "seal");
      g_assert_true (problem->failure);
      g_string_append_printf (texts, "%s%s%s\n", place != NULL ? place : "", place != NULL ? ": " : "", problem->text);
    }

  return g_string_free (g_steal_pointer (&texts), FALSE);
}

static void
assert_holds (AttestLibrary *library, const char *line, const char *list, gint64 since)
{
  g_autofree char *texts = check (library, line, list, since);

  g_assert_cmpstr (texts, ==, "");
}

static void
assert_fails (AttestLibrary *library, const char *line, const char *list, gint64 since, const char *says)
{
  g_autofree char *texts = check (library, line, list, since);

  if (strstr (texts, says) == NULL)
    g_error ("“%s” does not say “%s”", texts, says);
}

static void
assert_verifies (AttestLibrary *library)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) problems = attest_library_verify (library, TRUE, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < problems->len; i++)
    g_assert_false (((AttestProblem *) g_ptr_array_index (problems, i))->failure);
}

static void
fill (AttestLibrary *library)
{
  record_make_article (library, "a1", "a-question");
  g_free (record_save (library, "a1", "doctor", "p1", "one"));
  g_free (record_append (library, "board.set", ATTEST_STREAM_BOARD, "", "{\"name\":\"B\"}"));
  g_free (record_save (library, "a1", "doctor", "p1", "two"));
}

/* ---- The line ---- */

/* The code comes from another program, by the formula of the header alone: sha256sum and a base 32 of five lines of Python. */
static void
test_line (void)
{
  static const char *const good[] = {
    "attest-seal-1 2026-11-26T11:50:00Z 1234 ATSB-J11Y-S6VR-KVVZ-N2C1-MPT6-2ZAY-31TY-AXYF",
    "  ATTEST-SEAL-1 2026-11-26t11:50:00z\n1234 ATSB-J11Y-S6VR-KVVZ-N2C1-MPT6-2ZAY-31TY-AXYF\n",
    "attest-seal-1 2026-11-26T11:50:00Z 1234 atsbjllys 6VRKVVZN2CI MPT62ZAY31TYAXYF",
  };
  static const char *const bad[] = {
    "",
    "attest-seal-1",
    "attest-seal-1 2026-11-26T11:50:00Z 1234",
    "attest-seal-1 2026-11-26T11:50:00Z 1235 ATSB-J11Y-S6VR-KVVZ-N2C1-MPT6-2ZAY-31TY-AXYF",
    "attest-seal-1 2026-11-27T11:50:00Z 1234 ATSB-J11Y-S6VR-KVVZ-N2C1-MPT6-2ZAY-31TY-AXYF",
    "attest-seal-1 2026-11-26T11:50:00Z -1 ATSB-J11Y-S6VR-KVVZ-N2C1-MPT6-2ZAY-31TY-AXYF",
    "attest-seal-1 2026-11-26T11:50:00Z 1234 ATSB-J11Y-S6VR-KVVZ-N2C1-MPT6-2ZAY-31TY-AXYF-0000",
    "attest-seal-2 2026-11-26T11:50:00Z 1234 ATSB-J11Y-S6VR-KVVZ-N2C1-MPT6-2ZAY-31TY-AXYF",
    "something else altogether, of five words",
  };
  g_autoptr (GString) typo = g_string_new (good[0]);

  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (AttestSeal) parsed = attest_seal_parse (good[i], &error);
      g_autofree char *line = NULL;

      g_assert_no_error (error);
      line = attest_seal_dup_line (parsed);
      g_assert_cmpstr (line, ==, good[0]);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", bad[i]);
      g_assert_null (attest_seal_parse (bad[i], &error));
      g_assert_error (error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_BODY);
    }

  /* Each letter of the code, copied wrongly. */
  for (gsize i = strlen ("attest-seal-1 2026-11-26T11:50:00Z 1234 "); i < typo->len; i++)
    {
      char right = typo->str[i];

      if (right == '-')
        continue;
      typo->str[i] = right == '7' ? '8' : '7';
      g_assert_null (attest_seal_parse (typo->str, NULL));
      typo->str[i] = right;
    }
}

/* The list has one line for each device in each stream, and its SHA-256 begins with the digest. */
static void
test_list (RecordFixture *fixture, gconstpointer data)
{
  g_autofree char *list = NULL;
  g_autofree char *line = NULL;
  g_auto (GStrv) lines = NULL;

  fill (fixture->library);
  line = seal (fixture->library, &list);
  lines = g_strsplit (list, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 4);
  g_assert_cmpstr (lines[0], ==, "attest-seal-1 2026-11-26T11:50:00Z 4");
  g_assert_true (g_str_has_prefix (lines[1], "a1 "));
  g_assert_nonnull (strstr (lines[1], " 3 "));
  g_assert_true (g_str_has_prefix (lines[2], "board "));
  g_assert_nonnull (strstr (lines[2], " 1 "));
  g_assert_cmpstr (lines[3], ==, "");
  g_assert_true (g_str_has_prefix (line, lines[0]));
  g_assert_cmpuint (strlen (line), ==, strlen (lines[0]) + 1 + 9 * 5 - 1);
}

/* ---- What still holds ---- */

static void
test_grown (RecordFixture *fixture, gconstpointer data)
{
  g_autoptr (AttestLibrary) other = record_fixture_create (fixture, "other");
  g_autofree char *empty = seal (fixture->library, NULL);
  g_autofree char *list = NULL;
  g_autofree char *line = NULL;
  g_autofree char *revision = NULL;
  g_autoptr (GError) error = NULL;

  fill (fixture->library);
  line = seal (fixture->library, &list);
  assert_holds (fixture->library, line, NULL, 0);
  assert_holds (fixture->library, empty, NULL, 4);

  revision = record_save (fixture->library, "a1", "doctor", "p1", "three");
  record_make_article (fixture->library, "a2", "another");
  assert_holds (fixture->library, line, NULL, 2);

  /* Another device's events, older ones among them, in streams that were sealed and in new ones. */
  g_assert_true (attest_library_merge (other, fixture->path, NULL, &error));
  g_free (record_save (other, "a1", "doctor", "p2", "four"));
  record_make_article (other, "a3", "one-more");
  g_assert_true (attest_library_merge (fixture->library, attest_library_get_path (other), NULL, &error));
  g_assert_no_error (error);
  assert_holds (fixture->library, line, NULL, 4);
  assert_holds (fixture->library, line, list, 4);

  g_assert_true (attest_library_redact (fixture->library, "p1", "a1", revision, NULL, "names a patient", &error));
  assert_holds (fixture->library, line, NULL, 5);
  assert_verifies (fixture->library);
}

/* A library that had events of its own before it took the sealed one in. */
static void
test_taken_in (RecordFixture *fixture, gconstpointer data)
{
  g_autoptr (AttestLibrary) other = record_fixture_create (fixture, "other");
  g_autofree char *list = NULL;
  g_autofree char *line = NULL;
  g_autofree char *wrong = NULL;
  g_autoptr (AttestSeal) parsed = NULL;
  g_autoptr (GError) error = NULL;

  fill (fixture->library);
  line = seal (fixture->library, &list);
  record_make_article (other, "a0", "own");
  g_assert_true (attest_library_merge (other, fixture->path, NULL, &error));
  g_assert_no_error (error);

  assert_holds (other, line, list, 1);
  assert_fails (other, line, NULL, 1, "not those that were sealed");

  wrong = g_strconcat (list, "\n", NULL);
  parsed = attest_seal_parse (line, &error);
  g_assert_null (attest_library_check_seal (other, parsed, wrong, NULL, &error));
  g_assert_error (error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_BODY);
}

/* ---- What does not ---- */

static void
test_cut_off (RecordFixture *fixture, gconstpointer data)
{
  g_autofree char *backup = g_build_filename (fixture->folder, "backup", NULL);
  g_autofree char *list = NULL;
  g_autofree char *line = NULL;
  g_autoptr (AttestLibrary) old = NULL;
  g_autoptr (GError) error = NULL;

  fill (fixture->library);
  g_assert_true (attest_library_backup (fixture->library, backup, &error));
  g_free (record_save (fixture->library, "a1", "doctor", "p1", "three"));
  line = seal (fixture->library, &list);

  /* An older copy in its place: nothing in it is wrong, and verify cannot tell. */
  old = attest_library_open (backup, fixture->registry, fixture->state, ATTEST_LIBRARY_READ_ONLY, &error);
  g_assert_no_error (error);
  assert_verifies (old);
  assert_fails (old, line, NULL, -1, "1 of the 5 events");
  assert_fails (old, line, list, -1, "event 4 of the article “two” (a-question): ");
}

/* All written anew with hashes that fit, which is what verify cannot prove: here by a second library of the same form. */
static void
test_rewritten (RecordFixture *fixture, gconstpointer data)
{
  g_autoptr (AttestLibrary) other = record_fixture_create (fixture, "other");
  g_autofree char *list = NULL;
  g_autofree char *line = NULL;

  fill (fixture->library);
  line = seal (fixture->library, &list);
  fill (other);
  assert_verifies (other);
  assert_fails (other, line, NULL, 0, "not those that were sealed");
  assert_fails (other, line, list, 0, "is missing or was changed");
}

static void
test_holes (RecordFixture *fixture, gconstpointer data)
{
  static const char guard[] = "CREATE TRIGGER event_before_delete BEFORE DELETE ON event"
                              " BEGIN SELECT RAISE (ABORT, 'an event is never deleted'); END";
  g_autofree char *list = NULL;
  g_autofree char *line = NULL;
  g_autofree char *script = NULL;
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GError) error = NULL;

  fill (fixture->library);
  line = seal (fixture->library, &list);
  record_fixture_close (fixture);
  /* The board's only event: no chain tells that it is gone. */
  script = g_strconcat ("DROP TRIGGER event_before_delete; DELETE FROM event WHERE stream = 'board'; ", guard, NULL);
  record_fixture_run_sql (fixture, script);
  record_fixture_reopen (fixture);
  assert_fails (fixture->library, line, NULL, -1, "1 of the 4 events");
  assert_fails (fixture->library, line, list, -1, "event 1 of the board’s own record: ");

  problems = attest_library_verify (fixture->library, FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (problems->len, ==, 1);
  g_assert_cmpstr (((AttestProblem *) g_ptr_array_index (problems, 0))->code, ==, "gap");
  g_assert_null (attest_library_seal (fixture->library, TIME, NULL, &error));
  g_assert_error (error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_DAMAGED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/core/seal/line", test_line);
#define ADD(path, function)                                                                                            \
  g_test_add ("/core/seal/" path, RecordFixture, NULL, record_fixture_set_up, function, record_fixture_tear_down)
  ADD ("list", test_list);
  ADD ("grown", test_grown);
  ADD ("taken-in", test_taken_in);
  ADD ("cut-off", test_cut_off);
  ADD ("rewritten", test_rewritten);
  ADD ("holes", test_holes);

  return g_test_run ();
}

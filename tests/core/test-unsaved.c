/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "record/attest-unsaved.h"
#include "record-fixture.h"

static char *
make_state (void)
{
  g_autoptr (GError) error = NULL;
  char *state = g_dir_make_tmp ("attest-unsaved-XXXXXX", &error);

  g_assert_no_error (error);
  return state;
}

static gboolean
store (const char *state, const char *audience, const char *text, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  AttestUnsaved unsaved = { (char *) "base", (char *) "joined", bytes, 3, 2, 1234567 };

  return attest_unsaved_store (state, "/tmp/board.attest-library", "a1", audience, "p1", &unsaved, error);
}

static AttestUnsaved *
load (const char *state, const char *audience, GError **error)
{
  return attest_unsaved_load (state, "/tmp/board.attest-library", "a1", audience, "p1", error);
}

static void
assert_text (const char *state, const char *audience, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestUnsaved) unsaved = load (state, audience, &error);

  g_assert_no_error (error);
  if (text == NULL)
    {
      g_assert_null (unsaved);
      return;
    }
  g_assert_nonnull (unsaved);
  g_assert_cmpmem (g_bytes_get_data (unsaved->text, NULL), g_bytes_get_size (unsaved->text), text, strlen (text));
  g_assert_cmpstr (unsaved->base, ==, "base");
  g_assert_cmpuint (unsaved->scroll, ==, 2);
  g_assert_cmpint (unsaved->time, ==, 1234567);
}

/* Returns: (transfer full): the only file there is. */
static char *
find_file (const char *state)
{
  g_autofree char *folder = g_build_filename (state, "unsaved", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  char *path;

  g_assert_nonnull (dir);
  name = g_dir_read_name (dir);
  g_assert_nonnull (name);
  path = g_build_filename (folder, name, NULL);
  g_assert_null (g_dir_read_name (dir));

  return path;
}

static void
test_store (void)
{
  g_autofree char *state = make_state ();
  g_autoptr (GError) error = NULL;

  assert_text (state, "doctor", NULL);
  g_assert_true (attest_unsaved_discard (state, "/tmp/board.attest-library", "a1", "doctor", "p1", &error));
  g_assert_true (store (state, "doctor", "one\ntwo", &error));
  g_assert_true (store (state, "patient", "three", &error));
  assert_text (state, "doctor", "one\ntwo");
  assert_text (state, "patient", "three");
  g_assert_true (store (state, "doctor", "other", &error));
  assert_text (state, "doctor", "other");
  g_assert_true (attest_unsaved_discard (state, "/tmp/board.attest-library", "a1", "doctor", "p1", &error));
  assert_text (state, "doctor", NULL);
  assert_text (state, "patient", "three");
  g_assert_no_error (error);
  record_remove_folder (state);
}

/* Also bytes that are no UTF-8, and none at all: what is typed is kept as it is. */
static void
test_bytes (void)
{
  static const char bytes[] = "\xff\x00\n{\"}\r";
  g_autofree char *state = make_state ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) text = g_bytes_new_static (bytes, sizeof bytes);
  g_autoptr (GBytes) none = g_bytes_new_static (NULL, 0);
  AttestUnsaved unsaved = { NULL, NULL, text, G_MAXINT32, 0, 1 };
  g_autoptr (AttestUnsaved) first = NULL;
  g_autoptr (AttestUnsaved) second = NULL;

  g_assert_true (attest_unsaved_store (state, "lib", "a", "b", "c", &unsaved, &error));
  first = attest_unsaved_load (state, "lib", "a", "b", "c", &error);
  g_assert_no_error (error);
  g_assert_null (first->base);
  g_assert_cmpuint (first->cursor, ==, sizeof bytes);
  g_assert_true (g_bytes_equal (first->text, text));

  unsaved.text = none;
  g_assert_true (attest_unsaved_store (state, "lib", "a", "b", "c", &unsaved, &error));
  second = attest_unsaved_load (state, "lib", "a", "b", "c", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (second->text), ==, 0);
  record_remove_folder (state);
}

/* Every cut and every changed byte is seen; the file is put aside and typing goes on. */
static void
test_damaged (void)
{
  g_autofree char *state = make_state ();
  g_autofree char *good = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  g_assert_true (store (state, "doctor", "Some text that was typed", &error));
  path = find_file (state);
  g_assert_true (g_file_get_contents (path, &good, &length, NULL));

  for (gsize i = 0; i < length; i++)
    {
      g_autofree char *bad = g_memdup2 (good, length);
      g_autofree char *aside = g_strconcat (path, ".damaged", NULL);
      g_autoptr (AttestUnsaved) cut = NULL;
      g_autoptr (AttestUnsaved) changed = NULL;

      g_assert_true (g_file_set_contents (path, good, (gssize) i, NULL));
      cut = load (state, "doctor", &error);
      g_assert_null (cut);
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
      g_clear_error (&error);
      g_assert_true (g_file_test (aside, G_FILE_TEST_EXISTS));
      g_unlink (aside);

      bad[i] ^= 0x20;
      g_assert_true (g_file_set_contents (path, bad, (gssize) length, NULL));
      changed = load (state, "doctor", &error);
      if (changed != NULL)
        g_assert_cmpmem (
            g_bytes_get_data (changed->text, NULL), g_bytes_get_size (changed->text), "Some text that was typed", 24);
      g_clear_error (&error);
      g_unlink (aside);
    }

  g_assert_true (store (state, "doctor", "Some text that was typed", &error));
  assert_text (state, "doctor", "Some text that was typed");
  record_remove_folder (state);
}

/* A disk that is full: what was there before is whole, and nothing half-written is left. */
static void
test_full_disk (void)
{
  g_autofree char *state = make_state ();
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  int status;
  pid_t child;

  g_assert_true (store (state, "doctor", "kept", &error));
  child = fork ();
  if (child == 0)
    {
      g_autofree char *large = g_strnfill (100000, 'x');
      struct rlimit limit = { 50000, 50000 };

      signal (SIGXFSZ, SIG_IGN);
      if (setrlimit (RLIMIT_FSIZE, &limit) != 0)
        _exit (1);
      _exit (!store (state, "doctor", large, &error) && error->domain == G_IO_ERROR ? 0 : 2);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFEXITED (status));
  g_assert_cmpint (WEXITSTATUS (status), ==, 0);
  assert_text (state, "doctor", "kept");
  path = find_file (state);
  record_remove_folder (state);
}

/* A file where the folder should be stops the super-user too. */
static void
test_no_folder (void)
{
  g_autofree char *state = make_state ();
  g_autofree char *folder = g_build_filename (state, "unsaved", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (folder, "", 0, NULL));
  g_assert_false (store (state, "doctor", "text", &error));
  g_assert_nonnull (error);
  g_assert_true (error->domain == G_IO_ERROR);
  record_remove_folder (state);
}

/* Killed at any moment, the file holds a whole text, and not one that is older than the last that was confirmed. */
static void
test_killed (void)
{
  int rounds = g_getenv ("ATTEST_LONG") != NULL ? 200 : 15;
  g_autofree char *state = make_state ();

  for (int round = 0; round < rounds; round++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (AttestUnsaved) unsaved = NULL;
      g_autofree char *found = NULL;
      int confirmed = -1;
      int number;
      int channel[2];
      pid_t child;

      g_assert_cmpint (pipe (channel), ==, 0);
      child = fork ();
      if (child == 0)
        {
          for (int i = 0;; i++)
            {
              g_autofree char *text = g_strdup_printf ("%d", i);

              if (!store (state, "doctor", text, NULL) || write (channel[1], &i, sizeof i) != sizeof i)
                _exit (1);
            }
        }
      close (channel[1]);
      g_usleep ((gulong) g_test_rand_int_range (1000, 30000));
      kill (child, SIGKILL);
      waitpid (child, NULL, 0);
      while (read (channel[0], &number, sizeof number) == sizeof number)
        confirmed = number;
      close (channel[0]);

      unsaved = load (state, "doctor", &error);
      g_assert_no_error (error);
      if (confirmed < 0)
        continue;
      g_assert_nonnull (unsaved);
      found = g_strndup (g_bytes_get_data (unsaved->text, NULL), g_bytes_get_size (unsaved->text));
      g_assert_cmpint (atoi (found), >=, confirmed);
    }
  record_remove_folder (state);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/core/unsaved/store", test_store);
  g_test_add_func ("/core/unsaved/bytes", test_bytes);
  g_test_add_func ("/core/unsaved/damaged", test_damaged);
  g_test_add_func ("/core/unsaved/full-disk", test_full_disk);
  g_test_add_func ("/core/unsaved/no-folder", test_no_folder);
  g_test_add_func ("/core/unsaved/killed", test_killed);

  return g_test_run ();
}

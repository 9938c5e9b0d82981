/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>

#include "attest-window-private.h"
#include "desk-fixture.h"
#include "record/attest-copies.h"
#include "window-fixture.h"

typedef struct
{
  AttestWindow *window;
  AttestSession *session;
  char *library;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  AttestSession *session = desk_fixture_open (GPOINTER_TO_INT (data));
  g_autofree char *author = NULL;

  fixture->library = g_strdup (attest_session_get_path (session));
  if (GPOINTER_TO_INT (data) == ATTEST_SESSION_CREATE)
    author = desk_fixture_add_person (session, "Edith", "editor");
  g_assert_finalize_object (session);
  fixture->window = attest_window_new (NULL);
  gtk_window_present (GTK_WINDOW (fixture->window));
  window_fixture_open (fixture->window, fixture->library, ATTEST_SESSION_OPEN);
  fixture->session = attest_window_get_session (fixture->window);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_free (fixture->library);
}

static guint
count_copies (Fixture *fixture)
{
  g_autoptr (GPtrArray) copies = attest_copies_list (fixture->library);

  return copies->len;
}

static gboolean
has_copy (gpointer data)
{
  return count_copies (data) > 0;
}

/* By itself, some seconds after it was opened. */
static void
test_made (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) copies = NULL;

  g_assert_cmpuint (count_copies (fixture), ==, 0);
  g_assert_true (desk_fixture_wait (has_copy, fixture));
  copies = attest_copies_list (fixture->library);
  g_assert_cmpuint (copies->len, ==, 1);
  g_assert_true (attest_copies_check (((AttestCopy *) g_ptr_array_index (copies, 0))->path, NULL));
}

static void
test_none_of_the_sample (Fixture *fixture, gconstpointer data)
{
  attest_daily_copy_make (fixture->window->daily_copy);
  desk_fixture_settle (1000);
  g_assert_cmpuint (count_copies (fixture), ==, 0);
}

static gboolean
is_told (gpointer data)
{
  return desk_fixture_says (data, "There is no copy of the library of today.");
}

static gboolean
is_not_told (gpointer data)
{
  return !is_told (data);
}

/* The folder's name is taken by a file, which is in the way for anybody, whatever they may do. Told once. */
static void
test_failed (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = attest_copies_dup_folder (fixture->library);

  g_assert_true (g_file_set_contents (folder, "in the way", -1, NULL));
  attest_daily_copy_make (fixture->window->daily_copy);
  g_assert_true (desk_fixture_wait (is_told, fixture->window));
  g_assert_true (desk_fixture_wait (is_not_told, fixture->window));
  attest_daily_copy_make (fixture->window->daily_copy);
  desk_fixture_settle (1000);
  g_assert_false (is_told (fixture->window));
}

int
main (int argc, char *argv[])
{
  desk_fixture_init (&argc, &argv);

  g_test_add ("/desk/daily-copy/made", Fixture, GINT_TO_POINTER (ATTEST_SESSION_CREATE), set_up, test_made, tear_down);
  g_test_add ("/desk/daily-copy/none-of-the-sample",
              Fixture,
              GINT_TO_POINTER (ATTEST_SESSION_CREATE_SAMPLE),
              set_up,
              test_none_of_the_sample,
              tear_down);
  g_test_add (
      "/desk/daily-copy/failed", Fixture, GINT_TO_POINTER (ATTEST_SESSION_CREATE), set_up, test_failed, tear_down);

  return g_test_run ();
}

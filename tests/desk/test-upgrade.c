/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "desk-fixture.h"
#include "many-articles.h"
#include "older-library.h"
#include "record/attest-database-private.h"
#include "record/attest-library-private.h"
#include "record/attest-schema.h"
#include "stored-library.h"
#include "window-fixture.h"

/* A library of an older version as the window opens it: it says what it does, can be told to stop, and has a way on then. */

#define VERSION 3

/* So many that bringing them up to date takes far longer than the window needs to say so. */
#define ARTICLES 12000
#define ARTICLES_SANITIZED 4000

#define MAXIMUM_SECONDS 10.0

typedef struct
{
  AttestWindow *window;
  char *folder;
  char *library;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->library = desk_fixture_dup_path ("board.attest-library");
  self->folder = g_path_get_dirname (self->library);
  self->window = attest_window_new (NULL);
  gtk_window_present (GTK_WINDOW (self->window));
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
  g_free (self->folder);
  g_free (self->library);
}

static void
put_stored (Fixture *self)
{
  g_autoptr (GBytes) stored = stored_library_load (VERSION);

  stored_library_write (stored, self->library);
}

static guint
read_version (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestDatabase) database = attest_database_open (self->library, ATTEST_DATABASE_READ_ONLY, &error);
  guint version = 0;

  g_assert_no_error (error);
  g_assert_true (attest_schema_get_version (database, &version, &error));
  return version;
}

/* The copies that upgrades finished or left, by their names. */
static guint
count_copies (Fixture *self)
{
  g_autoptr (GDir) dir = g_dir_open (self->folder, 0, NULL);
  const char *name;
  guint count = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    count += strstr (name, ".version-") != NULL;

  return count;
}

static char *
hash_library (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *contents = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (self->library, &contents, &length, &error));
  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) contents, length);
}

/* An empty log may stay beside it, for whoever writes next. */
static void
assert_untouched (Fixture *self, const char *before)
{
  g_autofree char *after = hash_library (self);
  g_autofree char *log = g_strconcat (self->library, "-wal", NULL);
  GStatBuf status;

  g_assert_cmpstr (before, ==, after);
  g_assert_true (g_stat (log, &status) != 0 || status.st_size == 0);
  g_assert_cmpuint (read_version (self), ==, VERSION);
  g_assert_cmpuint (count_copies (self), ==, 0);
}

/* ---- What a person sees and does ---- */

static gboolean
can_cancel (gpointer window)
{
  return desk_fixture_find_shown (window, "Cancel") != NULL;
}

static void
begin (Fixture *self)
{
  attest_window_open_library (self->window, self->library, ATTEST_SESSION_OPEN);
  g_assert_true (desk_fixture_wait (can_cancel, self->window));
  g_assert_false (window_fixture_shows_library (self->window));
  g_assert_true (desk_fixture_says (GTK_WIDGET (self->window), "Bringing the library up to date"));
  g_assert_true (desk_fixture_says (GTK_WIDGET (self->window), "the library stays as it was"));
  desk_fixture_assert_named (GTK_WIDGET (self->window));
}

static void
cancel (Fixture *self)
{
  AdwStatusPage *page = window_fixture_get_start (self->window);
  gint64 began = g_get_monotonic_time ();
  g_autofree char *offers = NULL;

  g_assert_true (desk_fixture_click (GTK_WIDGET (self->window), "Cancel"));
  g_assert_false (gtk_widget_get_sensitive (desk_fixture_find_shown (GTK_WIDGET (self->window), "Cancel")));
  window_fixture_wait (self->window);
  g_assert_cmpfloat ((double) (g_get_monotonic_time () - began) / G_USEC_PER_SEC, <, MAXIMUM_SECONDS);
  offers = window_fixture_dup_offers (self->window);
  g_assert_false (window_fixture_shows_library (self->window));
  g_assert_cmpstr (adw_status_page_get_title (page), ==, "The library was not opened");
  g_assert_nonnull (strstr (adw_status_page_get_description (page), "It is as it was"));
  g_assert_cmpstr (offers, ==, "_Try again | _Open another library…");
  desk_fixture_assert_named (GTK_WIDGET (page));
}

/* The way on. */
static void
try_again (Fixture *self)
{
  g_assert_true (desk_fixture_click (GTK_WIDGET (self->window), "Try again"));
  window_fixture_wait (self->window);
  g_assert_true (window_fixture_shows_library (self->window));
  g_assert_false (attest_session_get_read_only (attest_window_get_session (self->window)));
  g_assert_cmpuint (read_version (self), ==, ATTEST_SCHEMA_VERSION);
  g_assert_cmpuint (count_copies (self), ==, 1);
}

/* ---- Tests ---- */

/* Another program is writing, or just does the same, and has its time: who waits for it can stop too. */
static void
test_waiting (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestDatabase) other = NULL;
  g_autofree char *before = NULL;

  put_stored (self);
  before = hash_library (self);
  other = attest_database_open (self->library, 0, &error);
  g_assert_no_error (error);
  g_assert_true (attest_database_run (other, "BEGIN IMMEDIATE", &error));
  begin (self);
  cancel (self);
  attest_database_roll_back (other);
  g_clear_pointer (&other, attest_database_close);
  assert_untouched (self, before);

  try_again (self);
}

/* The other one comes to an end, and the window goes on by itself. */
static void
test_waited (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestDatabase) other = NULL;

  put_stored (self);
  other = attest_database_open (self->library, 0, &error);
  g_assert_no_error (error);
  g_assert_true (attest_database_run (other, "BEGIN IMMEDIATE", &error));
  begin (self);
  attest_database_roll_back (other);
  g_clear_pointer (&other, attest_database_close);
  window_fixture_wait (self->window);
  g_assert_true (window_fixture_shows_library (self->window));
  g_assert_cmpuint (read_version (self), ==, ATTEST_SCHEMA_VERSION);
}

/* The window goes while it is at work, or another library is opened: that is a stop as well. */
static void
test_left (Fixture *self, gconstpointer data)
{
  g_autofree char *other_path = desk_fixture_dup_path ("other.attest-library");
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestDatabase) other = NULL;
  g_autofree char *before = NULL;

  put_stored (self);
  before = hash_library (self);
  other = attest_database_open (self->library, 0, &error);
  g_assert_true (attest_database_run (other, "BEGIN IMMEDIATE", &error));
  begin (self);
  window_fixture_open (self->window, other_path, ATTEST_SESSION_CREATE);
  g_assert_true (window_fixture_shows_library (self->window));
  desk_fixture_settle (300);
  attest_database_roll_back (other);
  g_clear_pointer (&other, attest_database_close);
  g_assert_cmpstr (attest_session_get_path (attest_window_get_session (self->window)), ==, other_path);
  assert_untouched (self, before);
}

static void
put_large (Fixture *self)
{
  AttestSession *session = desk_fixture_open (ATTEST_SESSION_CREATE);
  g_autofree char *path = g_strdup (attest_session_get_path (session));
  guint n_articles = g_getenv ("ATTEST_SANITIZED") != NULL ? ARTICLES_SANITIZED : ARTICLES;

  many_articles_add (session, n_articles);
  g_assert_finalize_object (session);
  older_library_write (path, self->library, VERSION);
}

/* In the midst of its work, wherever that is. */
static void
test_working (Fixture *self, gconstpointer data)
{
  g_autofree char *before = NULL;

  put_large (self);
  before = hash_library (self);
  begin (self);
  cancel (self);
  assert_untouched (self, before);

  try_again (self);
}

int
main (int argc, char *argv[])
{
  desk_fixture_init (&argc, &argv);

  g_test_add ("/desk/upgrade/waiting", Fixture, NULL, set_up, test_waiting, tear_down);
  g_test_add ("/desk/upgrade/waited", Fixture, NULL, set_up, test_waited, tear_down);
  g_test_add ("/desk/upgrade/left", Fixture, NULL, set_up, test_left, tear_down);
  g_test_add ("/desk/upgrade/working", Fixture, NULL, set_up, test_working, tear_down);

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "damage.h"
#include "desk-fixture.h"
#include "record/attest-copies.h"
#include "window-fixture.h"

/* Far more than the window takes for any file, on the slowest machine that builds. */
#define MAXIMUM_SECONDS 5.0

#define SHORT_SEED 408228625

#define OPEN "_Open another library…"
#define MAKE "Make a _new library"
#define RETRY "_Try again"
#define RECOVER "_Recover what can be read…"
#define RESTORE "Open the newest _copy…"
#define READ "Open for _reading only"

/* Anybody but the super-user, whom no permission stops. */
#define NOBODY 65534

typedef struct
{
  AttestWindow *window;
  char *folder;
  char *library;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  AttestSession *session = desk_fixture_open (ATTEST_SESSION_CREATE_SAMPLE);

  fixture->library = g_strdup (attest_session_get_path (session));
  fixture->folder = g_path_get_dirname (fixture->library);
  g_assert_finalize_object (session);
  g_assert_cmpint (g_chmod (fixture->folder, 0755), ==, 0);
  fixture->window = attest_window_new (NULL);
  gtk_window_present (GTK_WINDOW (fixture->window));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_free (fixture->folder);
  g_free (fixture->library);
}

static char *
build_path (Fixture *fixture, const char *name)
{
  return g_build_filename (fixture->folder, name, NULL);
}

/* The page that a file leads to: quickly, with its name, and a way on. */
static void
assert_page (Fixture *fixture, const char *path, const char *title, const char *offers)
{
  AdwStatusPage *page = window_fixture_get_start (fixture->window);
  g_autofree char *name = g_filename_display_name (path);
  g_autofree char *escaped = g_markup_escape_text (name, -1);
  g_autofree char *offered = window_fixture_dup_offers (fixture->window);

  g_assert_false (window_fixture_shows_library (fixture->window));
  g_assert_cmpstr (adw_status_page_get_title (page), ==, title);
  g_assert_cmpstr (offered, ==, offers);
  if (strstr (adw_status_page_get_description (page), escaped) == NULL)
    g_error ("“%s” does not name %s", adw_status_page_get_description (page), path);
  g_assert_true (pango_parse_markup (adw_status_page_get_description (page), -1, 0, NULL, NULL, NULL, NULL));
  desk_fixture_assert_named (GTK_WIDGET (page));
}

static void
assert_refused (Fixture *fixture, const char *path, AttestSessionMode mode, const char *title, const char *offers)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *before = window_fixture_hash_folder (folder);
  g_autofree char *after = NULL;

  g_assert_cmpfloat (window_fixture_open (fixture->window, path, mode), <, MAXIMUM_SECONDS);
  assert_page (fixture, path, title, offers);
  after = window_fixture_hash_folder (folder);
  g_assert_cmpstr (before, ==, after);
}

static char *
write_file (Fixture *fixture, const char *name, const char *contents, gsize length)
{
  char *path = build_path (fixture, name);

  g_assert_true (g_file_set_contents (path, contents, (gssize) length, NULL));
  return path;
}

/* A copy of the good library with one number of its header changed. */
static char *
write_with_number (Fixture *fixture, const char *name, gsize offset, guint32 number)
{
  g_autofree char *contents = NULL;
  guint32 stored = GUINT32_TO_BE (number);
  gsize length;

  g_assert_true (g_file_get_contents (fixture->library, &contents, &length, NULL));
  memcpy (contents + offset, &stored, sizeof stored);
  return write_file (fixture, name, contents, length);
}

static void
test_kinds (Fixture *fixture, gconstpointer data)
{
  g_autofree char *missing = build_path (fixture, "missing.attest-library");
  g_autofree char *folder = build_path (fixture, "folder.attest-library");
  g_autofree char *text = write_file (fixture, "letter & <answer>.txt", "Dear colleague,\n", 16);
  g_autofree char *empty = write_file (fixture, "empty.attest-library", "", 0);
  g_autofree char *newer = write_with_number (fixture, "newer.attest-library", 60, 99);
  g_autofree char *other = write_with_number (fixture, "other.attest-library", 68, 1);
  g_autofree char *contents = NULL;
  g_autofree char *cut = NULL;
  gsize length;

  g_assert_cmpint (g_mkdir (folder, 0755), ==, 0);
  g_assert_true (g_file_get_contents (fixture->library, &contents, &length, NULL));
  cut = write_file (fixture, "cut.attest-library", contents, length / 3);

  assert_refused (fixture, missing, ATTEST_SESSION_OPEN, "The library is not there", RETRY " | " OPEN " | " MAKE);
  assert_refused (fixture, folder, ATTEST_SESSION_OPEN, "This is not a library", OPEN " | " MAKE);
  assert_refused (fixture, text, ATTEST_SESSION_OPEN, "This is not a library", OPEN " | " MAKE);
  assert_refused (fixture, empty, ATTEST_SESSION_OPEN, "This is not a library", OPEN " | " MAKE);
  assert_refused (fixture, other, ATTEST_SESSION_OPEN, "This is not a library", OPEN " | " MAKE);
  assert_refused (fixture, newer, ATTEST_SESSION_OPEN, "A newer Attest made this library", RETRY " | " OPEN);
  assert_refused (fixture, cut, ATTEST_SESSION_OPEN, "The library is damaged", OPEN " | " MAKE " | " RECOVER);
  assert_refused (fixture, text, ATTEST_SESSION_CREATE, "There is a file of that name already", OPEN " | " MAKE);
  assert_refused (fixture, cut, ATTEST_SESSION_READ_ONLY, "The library is damaged", OPEN " | " MAKE " | " RECOVER);
  assert_refused (fixture, missing, ATTEST_SESSION_OPEN, "The library is not there", RETRY " | " OPEN " | " MAKE);

  /* After all of that the good one opens as ever. */
  window_fixture_open (fixture->window, fixture->library, ATTEST_SESSION_OPEN);
  g_assert_true (window_fixture_shows_library (fixture->window));
}

/* A journal that would have SQLite delete another file: the page says which file is to go, and the library is fine without it. */
static void
test_journal (Fixture *fixture, gconstpointer data)
{
  g_autofree char *journal_path = g_strconcat (fixture->library, "-journal", NULL);
  g_autofree char *contents = NULL;
  g_autoptr (GByteArray) same = NULL;
  g_autoptr (GByteArray) journal = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (fixture->library, &contents, &length, NULL));
  same = g_byte_array_append (g_byte_array_new (), (const guint8 *) contents, (guint) length);
  journal = damage_new_journal (contents, length, same, 7);
  damage_name_in_journal (journal, "/tmp/thesis.odt");
  g_assert_true (g_file_set_contents (journal_path, (const char *) journal->data, journal->len, NULL));

  assert_refused (fixture,
                  fixture->library,
                  ATTEST_SESSION_OPEN,
                  "A file beside the library would do harm",
                  RETRY " | " OPEN " | " MAKE);
  g_assert_nonnull (
      strstr (adw_status_page_get_description (window_fixture_get_start (fixture->window)), journal_path));

  g_assert_cmpint (g_unlink (journal_path), ==, 0);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.retry", NULL));
  window_fixture_wait (fixture->window);
  g_assert_true (window_fixture_shows_library (fixture->window));
}

static gboolean
has_dialog (gpointer data)
{
  return adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (data)) != NULL;
}

static gboolean
tells_of_recovery (gpointer data)
{
  return desk_fixture_says (GTK_WIDGET (data), "A part of the library was recovered");
}

/* A file that lost its end: what is left of it is opened as a new library, what is lost is told, and the file stays as it is. */
static void
test_recover (Fixture *fixture, gconstpointer data)
{
  g_autofree char *contents = NULL;
  g_autofree char *cut = NULL;
  g_autofree char *recovered = build_path (fixture, "cut recovered.attest-library");
  g_autofree char *after = NULL;
  gsize length, after_length;

  g_assert_true (g_file_get_contents (fixture->library, &contents, &length, NULL));
  cut = write_file (fixture, "cut.attest-library", contents, length * 3 / 4);
  window_fixture_open (fixture->window, cut, ATTEST_SESSION_OPEN);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.recover", NULL);
  g_assert_true (desk_fixture_wait (has_dialog, fixture->window));
  g_assert_true (desk_fixture_click (
      GTK_WIDGET (adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (fixture->window))), "Recover"));
  g_assert_true (desk_fixture_wait (tells_of_recovery, fixture->window));
  window_fixture_wait (fixture->window);
  g_assert_true (window_fixture_shows_library (fixture->window));
  g_assert_cmpstr (attest_session_get_path (attest_window_get_session (fixture->window)), ==, recovered);
  g_assert_true (g_file_get_contents (cut, &after, &after_length, NULL));
  g_assert_cmpmem (after, after_length, contents, length * 3 / 4);
}

/* "Try again" after the disk was connected, the file copied back, or Attest updated. */
static void
test_try_again (Fixture *fixture, gconstpointer data)
{
  g_autofree char *away = build_path (fixture, "away.attest-library");

  g_assert_cmpint (g_rename (fixture->library, away), ==, 0);
  assert_refused (
      fixture, fixture->library, ATTEST_SESSION_OPEN, "The library is not there", RETRY " | " OPEN " | " MAKE);
  g_assert_cmpint (g_rename (away, fixture->library), ==, 0);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.retry", NULL));
  window_fixture_wait (fixture->window);
  g_assert_true (window_fixture_shows_library (fixture->window));
  g_assert_false (attest_session_get_read_only (attest_window_get_session (fixture->window)));
}

static gboolean
give_up_rights (void)
{
  if (geteuid () != 0)
    return TRUE;
  if (seteuid (NOBODY) == 0)
    return TRUE;
  g_test_skip ("The super-user's rights cannot be given up here");
  return FALSE;
}

static void
take_rights_back (void)
{
  if (getuid () == 0)
    g_assert_cmpint (seteuid (0), ==, 0);
}

static void
test_no_permission (Fixture *fixture, gconstpointer data)
{
  g_autofree char *before = window_fixture_hash_folder (fixture->folder);
  g_autofree char *after = NULL;

  g_assert_cmpint (g_chmod (fixture->library, 0), ==, 0);
  if (!give_up_rights ())
    return;
  assert_refused (
      fixture, fixture->library, ATTEST_SESSION_OPEN, "The library cannot be opened", RETRY " | " OPEN " | " MAKE);
  take_rights_back ();
  g_assert_cmpint (g_chmod (fixture->library, 0644), ==, 0);
  after = window_fixture_hash_folder (fixture->folder);
  g_assert_cmpstr (before, ==, after);
}

/* A folder that cannot be written: its library is read; where that needs a log beside it moved, or a new one was to be made, it says so. */
static void
test_folder_without_permission (Fixture *fixture, gconstpointer data)
{
  g_autofree char *pending = build_path (fixture, "pending.attest-library");
  g_autofree char *log = build_path (fixture, "pending.attest-library-wal");
  g_autofree char *fresh = build_path (fixture, "fresh.attest-library");
  g_autofree char *contents = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (fixture->library, &contents, &length, NULL));
  g_assert_true (g_file_set_contents (pending, contents, (gssize) length, NULL));
  g_assert_true (g_file_set_contents (log, "pages that are not in the file yet", -1, NULL));
  g_assert_cmpint (g_chmod (fixture->library, 0444), ==, 0);
  g_assert_cmpint (g_chmod (pending, 0444), ==, 0);
  g_assert_cmpint (g_chmod (log, 0444), ==, 0);
  g_assert_cmpint (g_chmod (fixture->folder, 0555), ==, 0);
  if (!give_up_rights ())
    return;
  assert_refused (
      fixture, pending, ATTEST_SESSION_OPEN, "The library’s folder cannot be written", RETRY " | " OPEN " | " MAKE);
  assert_refused (
      fixture, fresh, ATTEST_SESSION_CREATE, "The library’s folder cannot be written", RETRY " | " OPEN " | " MAKE);
  window_fixture_open (fixture->window, fixture->library, ATTEST_SESSION_OPEN);
  take_rights_back ();
  g_assert_true (window_fixture_shows_library (fixture->window));
  g_assert_true (attest_session_get_read_only (attest_window_get_session (fixture->window)));
}

static void
open_damaged (Fixture *fixture, const char *path)
{
  static const char *const titles[] = { "This is not a library", "The library is damaged", NULL };
  AdwStatusPage *page = window_fixture_get_start (fixture->window);
  gboolean damaged;

  g_assert_cmpfloat (window_fixture_open (fixture->window, path, ATTEST_SESSION_OPEN), <, MAXIMUM_SECONDS);
  g_assert_true (g_strv_contains (titles, adw_status_page_get_title (page)));
  damaged = g_str_equal (adw_status_page_get_title (page), titles[1]);
  assert_page (
      fixture, path, adw_status_page_get_title (page), damaged ? OPEN " | " MAKE " | " RECOVER : OPEN " | " MAKE);
}

/* As it is, and with the marks of a library, so that its schema is looked at. */
static void
open_from_corpus (Fixture *fixture, const char *path)
{
  g_autofree char *marked = NULL;
  g_autofree char *contents = NULL;
  g_autofree char *kept = NULL;
  gsize length;
  gsize kept_length;

  open_damaged (fixture, path);
  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
  if (length < 100)
    return;
  memcpy (contents + 60, "\0\0\0\1", 4);
  memcpy (contents + 68, "Attl", 4);
  marked = write_file (fixture, "marked", contents, length);
  open_damaged (fixture, marked);
  g_assert_true (g_file_get_contents (marked, &kept, &kept_length, NULL));
  g_assert_cmpmem (kept, kept_length, contents, length);
}

/* Databases that broke SQLite once. Under sanitizers a page of the window takes a second, and core opens all of them there: one of four is left. */
static void
test_corpus (Fixture *fixture, gconstpointer data)
{
  const char *testdata = g_getenv ("ATTEST_TESTDATA");
  guint share = g_getenv ("ATTEST_SANITIZED") != NULL ? 4 : 1;
  g_autofree char *folder = testdata != NULL ? g_build_filename (testdata, "corpus", "sqlite-damaged", NULL) : NULL;
  g_autoptr (GDir) dir = folder != NULL ? g_dir_open (folder, 0, NULL) : NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  guint count = 0;
  const char *name;

  if (dir == NULL)
    {
      g_test_skip ("There is no folder of damaged databases");
      return;
    }
  before = window_fixture_hash_folder (folder);
  while ((name = g_dir_read_name (dir)) != NULL)
    if (count++ % share == 0)
      {
        g_autofree char *path = g_build_filename (folder, name, NULL);

        open_from_corpus (fixture, path);
      }
  after = window_fixture_hash_folder (folder);
  g_assert_cmpstr (before, ==, after);
  g_test_message ("%u damaged databases refused", count / share);
  g_assert_cmpuint (count, >, 100);
}

/* A good copy of yesterday, as Attest itself puts one beside a library. */
static void
put_copy_beside (Fixture *fixture, const char *path)
{
  g_autofree char *folder = attest_copies_dup_folder (path);
  g_autofree char *copy = g_build_filename (folder, "by hand.attest-library", NULL);
  g_autofree char *contents = NULL;
  gsize length;

  g_assert_cmpint (g_mkdir (folder, 0755), ==, 0);
  g_assert_true (g_file_get_contents (fixture->library, &contents, &length, NULL));
  g_assert_true (g_file_set_contents (copy, contents, (gssize) length, NULL));
}

static void
assert_way_on (Fixture *fixture, const char *path, gboolean has_copy)
{
  static const struct
  {
    const char *title;
    const char *offers;
    const char *offers_with_copy;
  } pages[] = {
    { "This is not a library", OPEN " | " MAKE, RESTORE " | " OPEN " | " MAKE },
    { "The library is damaged", OPEN " | " MAKE " | " RECOVER, RESTORE " | " OPEN " | " MAKE " | " RECOVER },
    { "A newer Attest made this library", RETRY " | " OPEN, RETRY " | " OPEN },
  };
  const char *title = adw_status_page_get_title (window_fixture_get_start (fixture->window));

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    if (g_str_equal (title, pages[i].title))
      {
        assert_page (fixture, path, title, has_copy ? pages[i].offers_with_copy : pages[i].offers);
        return;
      }
  g_error ("a damaged library leads to “%s”", title);
}

/* Returns: whether it was refused; what opens is shown */
static gboolean
open_mutation (Fixture *fixture, const Damage *damage, guint number)
{
  g_autofree char *name = g_strdup_printf ("mutation-%u.attest-library", number);
  g_autofree char *path = build_path (fixture, name);
  gboolean has_copy = number % 3 == 0;

  damage_store (damage, path);
  if (has_copy)
    put_copy_beside (fixture, path);
  g_test_message ("%u: %s", number, damage->kind);
  g_assert_cmpfloat (
      window_fixture_open (fixture->window, path, number % 4 == 0 ? ATTEST_SESSION_READ_ONLY : ATTEST_SESSION_OPEN),
      <,
      MAXIMUM_SECONDS);
  if (window_fixture_shows_library (fixture->window))
    return FALSE;
  assert_way_on (fixture, path, has_copy);
  damage_assert_untouched (damage, path);
  damage_remove (path);
  return TRUE;
}

/* Libraries damaged in all the ways of disks and of malice, one after the other in one window. */
static void
test_mutations (Fixture *fixture, gconstpointer data)
{
  gboolean is_long = g_getenv ("ATTEST_LONG") != NULL;
  guint wanted = is_long ? 250 : 25;
  /* The long run looks for new ones; the short one is the same each time. */
  g_autoptr (GRand) dice = g_rand_new_with_seed (is_long ? (guint32) g_test_rand_int () : SHORT_SEED);
  g_autofree char *good = NULL;
  guint refused = 0;
  guint opened = 0;
  gsize length;

  g_assert_true (g_file_get_contents (fixture->library, &good, &length, NULL));
  while (refused < wanted)
    {
      g_autoptr (Damage) damage = damage_new (good, length, dice);

      if (open_mutation (fixture, damage, refused + opened))
        refused++;
      else
        opened++;
    }
  g_test_message ("%u damaged libraries refused, %u shown", refused, opened);

  window_fixture_open (fixture->window, fixture->library, ATTEST_SESSION_OPEN);
  g_assert_true (window_fixture_shows_library (fixture->window));
}

int
main (int argc, char *argv[])
{
  desk_fixture_init (&argc, &argv);

  g_test_add ("/desk/bad-library/kinds", Fixture, NULL, set_up, test_kinds, tear_down);
  g_test_add ("/desk/bad-library/journal", Fixture, NULL, set_up, test_journal, tear_down);
  g_test_add ("/desk/bad-library/recover", Fixture, NULL, set_up, test_recover, tear_down);
  g_test_add ("/desk/bad-library/try-again", Fixture, NULL, set_up, test_try_again, tear_down);
  g_test_add ("/desk/bad-library/no-permission", Fixture, NULL, set_up, test_no_permission, tear_down);
  g_test_add (
      "/desk/bad-library/folder-without-permission", Fixture, NULL, set_up, test_folder_without_permission, tear_down);
  g_test_add ("/desk/bad-library/corpus", Fixture, NULL, set_up, test_corpus, tear_down);
  g_test_add ("/desk/bad-library/mutations", Fixture, NULL, set_up, test_mutations, tear_down);

  return g_test_run ();
}

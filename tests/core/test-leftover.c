/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "record-fixture.h"
#include "record/attest-database-private.h"
#include "record/attest-leftover.h"
#include "record/attest-publish.h"
#include "record/attest-schema.h"
#include "record/attest-upgrade.h"
#include "review/attest-review.h"
#include "stored-library.h"

/* What an upgrade that was killed leaves beside the library goes with the next one, and nothing else goes. */

#define VERSION 3
#define STEM ".board.version-3.attest-library"

typedef struct
{
  char *folder;
  char *path;
  char *state;
  AttestRegistry *registry;
  GBytes *stored;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->folder = g_dir_make_tmp ("attest-leftover-XXXXXX", NULL);
  self->path = g_build_filename (self->folder, "board.attest-library", NULL);
  self->state = g_build_filename (self->folder, "state", NULL);
  self->registry = attest_registry_new ();
  attest_review_register (self->registry);
  self->stored = stored_library_load (VERSION);
  stored_library_write (self->stored, self->path);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  record_remove_folder (self->folder);
  attest_registry_unref (self->registry);
  g_bytes_unref (self->stored);
  g_free (self->folder);
  g_free (self->path);
  g_free (self->state);
}

static guint
read_version (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestDatabase) database = attest_database_open (path, ATTEST_DATABASE_READ_ONLY, &error);
  guint version = 0;

  g_assert_true (attest_schema_get_version (database, &version, &error));
  g_assert_no_error (error);
  return version;
}

static void
assert_opens (Fixture *self, const char *path, AttestLibraryFlags flags, guint version)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestLibrary) library = attest_library_open (path, self->registry, self->state, flags, &error);
  g_autoptr (GPtrArray) problems = NULL;

  g_assert_no_error (error);
  problems = attest_library_verify (library, FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (problems->len, ==, 0);
  g_assert_cmpuint (read_version (path), ==, version);
}

static void
upgrade (Fixture *self)
{
  assert_opens (self, self->path, 0, ATTEST_SCHEMA_VERSION);
}

/* Returns: (transfer full) (element-type utf8): paths of what is in the folder under names that begin with @prefix */
static GPtrArray *
list (Fixture *self, const char *prefix)
{
  g_autoptr (GDir) dir = g_dir_open (self->folder, 0, NULL);
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, prefix))
      g_ptr_array_add (paths, g_build_filename (self->folder, name, NULL));

  return paths;
}

static guint
count (Fixture *self, const char *prefix)
{
  g_autoptr (GPtrArray) paths = list (self, prefix);

  return paths->len;
}

static char *
put (Fixture *self, const char *name)
{
  g_autoptr (GError) error = NULL;
  char *path = g_build_filename (self->folder, name, NULL);

  g_file_set_contents (path, "half", -1, &error);
  g_assert_no_error (error);
  return path;
}

static gboolean
is_there (Fixture *self, const char *name)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS | G_FILE_TEST_IS_SYMLINK);
}

/* ---- Programs that are ended ---- */

typedef struct
{
  AttestUpgrade *upgrade;
  double fraction;
  gint done;
} Killer;

static gpointer
kill_self (gpointer data)
{
  Killer *killer = data;

  while (!g_atomic_int_get (&killer->done) && (!attest_upgrade_has_begun (killer->upgrade) ||
                                               attest_upgrade_get_fraction (killer->upgrade) < killer->fraction))
    ;
  kill (getpid (), SIGKILL);
  return NULL;
}

/* Opens the library in a process that is killed once it has come so far, or to the end before this thread had its turn. */
static pid_t
open_until (Fixture *self, double fraction)
{
  pid_t child = fork ();

  if (child == 0)
    {
      Killer killer = { attest_upgrade_new (), fraction, FALSE };
      GThread *thread = g_thread_new ("killer", kill_self, &killer);
      GError *error = NULL;

      attest_library_open_watched (self->path, self->registry, self->state, 0, killer.upgrade, &error);
      g_assert_no_error (error);
      g_atomic_int_set (&killer.done, TRUE);
      g_thread_join (thread);
      _exit (1);
    }
  return child;
}

static void
assert_killed (pid_t child)
{
  int status;

  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFSIGNALED (status) && WTERMSIG (status) == SIGKILL);
}

/* While it copies, while it looks at the copy, and while it folds, when the copy is finished and stays. */
static void
test_killed (Fixture *self, gconstpointer data)
{
  static const double moments[] = { 0, 0.05, 0.1, 0.1, 0.18, 0.5 };
  int rounds = g_getenv ("ATTEST_LONG") != NULL ? 300 : 30;
  guint seen = 0;

  for (int i = 0; i < rounds; i++)
    {
      g_autoptr (GPtrArray) backups = NULL;
      gboolean done;
      guint before;

      record_remove_folder (self->folder);
      g_mkdir_with_parents (self->folder, 0700);
      stored_library_write (self->stored, self->path);
      assert_killed (open_until (self, moments[(gsize) i % G_N_ELEMENTS (moments)]));
      seen += count (self, STEM) > 0;
      before = count (self, "board.version-");
      /* It may have come to the end before it was killed. */
      done = read_version (self->path) == ATTEST_SCHEMA_VERSION;

      upgrade (self);
      g_assert_cmpuint (count (self, "."), ==, 0);
      backups = list (self, "board.version-");
      g_assert_cmpuint (backups->len, ==, done ? 1 : before + 1);
      for (guint j = 0; j < backups->len; j++)
        assert_opens (self, backups->pdata[j], ATTEST_LIBRARY_READ_ONLY, VERSION);
    }
  g_test_message ("%u of %d left a half-made copy", seen, rounds);
  g_assert_cmpuint (seen, >, 0);
}

/* One is killed while others wait for it: the next of them clears and takes the steps, and the last finds them taken. */
static void
test_others_wait (Fixture *self, gconstpointer data)
{
  for (guint i = 0; i < 10; i++)
    {
      pid_t killed;
      pid_t waiting[2];
      int status;

      record_remove_folder (self->folder);
      g_mkdir_with_parents (self->folder, 0700);
      stored_library_write (self->stored, self->path);
      killed = open_until (self, i % 2 == 0 ? 0 : 0.1);
      for (gsize j = 0; j < G_N_ELEMENTS (waiting); j++)
        if ((waiting[j] = fork ()) == 0)
          {
            upgrade (self);
            _exit (0);
          }
      waitpid (killed, &status, 0);
      for (gsize j = 0; j < G_N_ELEMENTS (waiting); j++)
        {
          g_assert_cmpint (waitpid (waiting[j], &status, 0), ==, waiting[j]);
          g_assert_cmpint (status, ==, 0);
        }
      g_assert_cmpuint (count (self, "."), ==, 0);
      g_assert_cmpuint (count (self, "board.version-"), >=, 1);
    }
}

/* ---- What is not a leftover ---- */

/* Every part of one goes, also where the copy itself is gone already. */
static void
test_parts (Fixture *self, gconstpointer data)
{
  static const char *const leftovers[] = {
    STEM ".aB3dE6",
    STEM ".aB3dE6-wal",
    STEM ".aB3dE6-shm",
    STEM ".journl-journal",
    ".board.version-2-14.attest-library.000000",
    ".board.version-2-14.attest-library.000000-journal",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (leftovers); i++)
    g_free (put (self, leftovers[i]));
  upgrade (self);
  for (gsize i = 0; i < G_N_ELEMENTS (leftovers); i++)
    g_assert_false (is_there (self, leftovers[i]));
  g_assert_cmpuint (count (self, "board.version-"), ==, 1);
}

static void
test_other_names (Fixture *self, gconstpointer data)
{
  static const char *const others[] = {
    STEM,
    STEM ".aB3dE",
    STEM ".aB3dE67",
    STEM ".aB3d_6",
    STEM ".aB3dE6-old",
    STEM ".aB3dE6\n",
    ".board.version-x.attest-library.aB3dE6",
    ".board.version-3-.attest-library.aB3dE6",
    ".board.version-3.aB3dE6",
    ".board.attest-library.aB3dE6",
    ".board 2026-03-01.attest-library.aB3dE6",
    ".other.version-3.attest-library.aB3dE6",
    ".oldboard.version-3.attest-library.aB3dE6",
    "board.version-3-9.attest-library",
    "board.version-3.attest-library.aB3dE6",
  };
  g_autofree char *link = g_build_filename (self->folder, STEM ".symlnk", NULL);
  g_autofree char *folder = g_build_filename (self->folder, STEM ".folder", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    g_free (put (self, others[i]));
  g_assert_cmpint (symlink (self->path, link), ==, 0);
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  upgrade (self);
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    g_assert_true (is_there (self, others[i]));
  g_assert_true (is_there (self, STEM ".symlnk"));
  g_assert_true (is_there (self, STEM ".folder"));
  g_assert_cmpuint (count (self, "board.version-"), ==, 3);
}

/* Returns: (transfer full): a draft as one of the library's upgrades has it */
static char *
begin_draft (Fixture *self, int *held)
{
  g_autofree char *target = g_build_filename (self->folder, "board.version-3.attest-library", NULL);
  g_autoptr (GError) error = NULL;
  char *draft = attest_publish_begin (target, held, &error);

  g_assert_no_error (error);
  return draft;
}

/* Holds nothing, as an older Attest does, and has SQLite's locks alone. */
static void
work_on (const char *draft)
{
  AttestDatabase *database = attest_database_open (draft, ATTEST_DATABASE_CREATE, NULL);

  attest_database_run (database, "CREATE TABLE a (b); BEGIN IMMEDIATE; INSERT INTO a VALUES (1)", NULL);
}

/* Another program makes its copy under such a name, until it is killed. */
static void
assert_left_alone (Fixture *self, gboolean holds)
{
  int channel[2];
  char byte = 0;
  pid_t child;

  g_assert_cmpint (pipe (channel), ==, 0);
  child = fork ();
  if (child == 0)
    {
      int held;
      g_autofree char *draft = begin_draft (self, holds ? &held : NULL);

      if (!holds)
        work_on (draft);
      if (write (channel[1], "x", 1) == 1)
        pause ();
      _exit (1);
    }
  g_assert_cmpint (read (channel[0], &byte, 1), ==, 1);
  close (channel[0]);
  close (channel[1]);

  upgrade (self);
  g_assert_cmpuint (count (self, STEM "."), >, 0);
  kill (child, SIGKILL);
  assert_killed (child);

  stored_library_write (self->stored, self->path);
  upgrade (self);
  g_assert_cmpuint (count (self, "."), ==, 0);
  g_assert_cmpuint (count (self, "board.version-"), ==, 2);
}

static void
test_held (Fixture *self, gconstpointer data)
{
  assert_left_alone (self, TRUE);
}

static void
test_locked (Fixture *self, gconstpointer data)
{
  assert_left_alone (self, FALSE);
}

/* Also within one program, whose other locks would not keep it from itself. */
static void
test_same_program (Fixture *self, gconstpointer data)
{
  int held = -1;
  g_autofree char *draft = begin_draft (self, &held);

  attest_leftover_clear (self->path);
  g_assert_true (g_file_test (draft, G_FILE_TEST_EXISTS));
  close (held);
  attest_leftover_clear (self->path);
  g_assert_false (g_file_test (draft, G_FILE_TEST_EXISTS));
}

/* A copy is held from its first moment until it has its own name. */
static void
test_backup_holds (Fixture *self, gconstpointer data)
{
  g_autofree char *target = g_build_filename (self->folder, "board.version-3.attest-library", NULL);
  guint met = 0;

  for (guint i = 0; i < 20; i++)
    {
      pid_t child = fork ();
      int status;

      if (child == 0)
        {
          g_autoptr (AttestLibrary) library =
              attest_library_open (self->path, self->registry, self->state, ATTEST_LIBRARY_READ_ONLY, NULL);

          _exit (attest_library_backup (library, target, NULL) ? 0 : 1);
        }
      while (waitpid (child, &status, WNOHANG) == 0)
        {
          met += count (self, STEM ".") > 0;
          attest_leftover_clear (self->path);
        }
      g_assert_cmpint (status, ==, 0);
      assert_opens (self, target, ATTEST_LIBRARY_READ_ONLY, ATTEST_SCHEMA_VERSION);
      g_unlink (target);
    }
  g_test_message ("Met %u times", met);
  g_assert_cmpuint (met, >, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, test) g_test_add ("/leftover/" name, Fixture, NULL, set_up, test, tear_down)
  ADD ("killed", test_killed);
  ADD ("others-wait", test_others_wait);
  ADD ("parts", test_parts);
  ADD ("other-names", test_other_names);
  ADD ("held", test_held);
  ADD ("locked", test_locked);
  ADD ("same-program", test_same_program);
  ADD ("backup-holds", test_backup_holds);
#undef ADD

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#include "power-vfs.h"
#include "record-fixture.h"
#include "record/attest-database-private.h"
#include "record/attest-event-table.h"
#include "record/attest-schema.h"
#include "review/attest-review.h"
#include "stored-library.h"

/* The power goes at any moment of a library's life, and the disk keeps what it likes of everything that was not synced. */

#define MAXIMUM_STEPS 40

typedef struct _Life Life;

/* Returns: whether it was acknowledged */
typedef gboolean (*LifeStep) (Life *self, GError **error);

typedef struct
{
  const LifeStep *steps;
  /* As programs that keep folders in step leave it: such a library has no log beside it, but SQLite's older journal. */
  gboolean synced_folder;
  /* Nothing is ever synced, so that something has to be lost. */
  gboolean careless;
  /* Of the stored library that is migrated; 0 for a course without one. */
  guint version;
  guint cuts;
  guint long_cuts;
} Course;

struct _Life
{
  const Course *course;
  AttestRegistry *registry;
  GBytes *stored;
  PowerVfs *power;
  /* Of a life that nothing cuts short: how many events there are after each step, and at which operation it ended. */
  gboolean measured;
  guint events[MAXIMUM_STEPS];
  guint ends[MAXIMUM_STEPS];
  guint n_steps;

  char *folder;
  char *path;
  char *state;
  AttestLibrary *library;
  char *editor;
  char *author;
  char *reviewers[2];
  char *article;
  /* What was acknowledged. */
  guint steps_done;
  GPtrArray *hashes;
};

static void
life_set_up (Life *self, gconstpointer data)
{
  self->course = data;
  self->registry = attest_registry_new ();
  attest_review_register (self->registry);
  self->stored = stored_library_load (MAX (self->course->version, 1));
  self->power = power_vfs_new ();
}

static void
life_tear_down (Life *self, gconstpointer data)
{
  attest_registry_unref (self->registry);
  g_bytes_unref (self->stored);
  power_vfs_free (self->power);
}

/* ---- Steps of a life ---- */

static gboolean
open_library (Life *self, GError **error)
{
  g_assert_null (self->library);
  self->library = attest_library_open (self->path, self->registry, self->state, ATTEST_LIBRARY_READ_WRITE, error);
  if (self->library == NULL)
    return FALSE;
  if (self->course->careless)
    attest_database_run (attest_library_get_database (self->library), "PRAGMA synchronous = OFF", NULL);

  return TRUE;
}

static gboolean
close_library (Life *self, GError **error)
{
  g_assert_finalize_object (g_steal_pointer (&self->library));
  return TRUE;
}

static gboolean
create_library (Life *self, GError **error)
{
  self->library = attest_library_create (self->path, self->registry, self->state, error);

  return self->library != NULL && close_library (self, error) && open_library (self, error);
}

static char *
add_person (Life *self, const char *name, const char *role, GError **error)
{
  return attest_review_save_person (
      self->library,
      self->editor,
      NULL,
      &(AttestPersonChange) { .name = name, .roles = (const char *const[]) { role, NULL } },
      error);
}

static gboolean
add_editor (Life *self, GError **error)
{
  self->editor = add_person (self, "Ed Editor", "editor", error);
  return self->editor != NULL;
}

static gboolean
add_author (Life *self, GError **error)
{
  self->author = add_person (self, "Ann Author", "author", error);
  return self->author != NULL;
}

static gboolean
add_first_reviewer (Life *self, GError **error)
{
  self->reviewers[0] = add_person (self, "Rita First", "reviewer", error);
  return self->reviewers[0] != NULL;
}

static gboolean
add_second_reviewer (Life *self, GError **error)
{
  self->reviewers[1] = add_person (self, "Sam Second", "reviewer", error);
  return self->reviewers[1] != NULL;
}

/* Texts of more and less than a page of the file. */
static GBytes *
make_text (Life *self)
{
  g_autoptr (GString) text = g_string_new ("# A title\n");

  for (guint i = 0; i < 20 + self->steps_done * 37 % 300; i++)
    g_string_append_printf (text, "\nSentence %u of step %u is about ketamine.", i, self->steps_done);

  return g_string_free_to_bytes (g_steal_pointer (&text));
}

static gboolean
take_hash (Life *self, char *hash)
{
  if (hash != NULL)
    g_ptr_array_add (self->hashes, hash);

  return hash != NULL;
}

static gboolean
create_article (Life *self, GError **error)
{
  g_autoptr (GBytes) text = make_text (self);
  char *revision = NULL;

  self->article = attest_review_create_article (
      self->library, self->author, NULL, "en", NULL, "doctor", text, NULL, NULL, 0, &revision, error);

  return self->article != NULL && take_hash (self, revision);
}

static gboolean
save (Life *self, GError **error)
{
  g_autoptr (GBytes) text = make_text (self);

  return take_hash (
      self, attest_review_save_revision (self->library, self->article, "doctor", self->author, text, NULL, error));
}

static gboolean
submit (Life *self, GError **error)
{
  return attest_review_submit (self->library, self->article, NULL, self->author, error);
}

static gboolean
give_verdict (Life *self, const char *reviewer, GError **error)
{
  AttestVerdict verdict = { .meaning = "approval" };

  return attest_review_give_verdict (self->library, self->article, NULL, reviewer, &verdict, NULL, NULL, error);
}

static gboolean
give_first_verdict (Life *self, GError **error)
{
  return give_verdict (self, self->reviewers[0], error);
}

static gboolean
give_second_verdict (Life *self, GError **error)
{
  return give_verdict (self, self->reviewers[1], error);
}

static gboolean
checkpoint (Life *self, GError **error)
{
  return attest_database_run (attest_library_get_database (self->library), "PRAGMA wal_checkpoint (TRUNCATE)", error);
}

/* Where SQLite does it by itself, the log is begun anew and keeps the old frames behind the new ones. */
static gboolean
checkpoint_and_keep (Life *self, GError **error)
{
  return attest_database_run (attest_library_get_database (self->library), "PRAGMA wal_checkpoint (FULL)", error);
}

static const LifeStep review_steps[] = {
  create_library,
  add_editor,
  add_author,
  add_first_reviewer,
  add_second_reviewer,
  create_article,
  save,
  save,
  submit,
  give_first_verdict,
  checkpoint,
  give_second_verdict,
  save,
  save,
  checkpoint_and_keep,
  save,
  save,
  close_library,
  open_library,
  submit,
  give_second_verdict,
  save,
  save,
  save,
  close_library,
  NULL,
};

static gboolean
append_article (Life *self, GError **error)
{
  return attest_library_append_one (self->library, record_draft_article ("a1", "a"), NULL, error);
}

static gboolean
append_save (Life *self, GError **error)
{
  g_autofree char *text = g_strnfill (3000, (char) ('a' + self->steps_done));
  char *hash = NULL;

  attest_library_append_one (self->library, record_draft_save ("a1", "doctor", "p1", text), &hash, error);
  return take_hash (self, hash);
}

/* The stored library is of an older version, and opening it takes the steps to this one. */
static const LifeStep migration_steps[] = {
  open_library, append_article, append_save, append_save, close_library, open_library, append_save, close_library, NULL,
};

/* ---- A life ---- */

static gboolean
is_migration (Life *self)
{
  return self->course->steps == migration_steps;
}

static void
begin_life (Life *self)
{
  g_autofree char *marker = NULL;

  self->folder = g_dir_make_tmp ("attest-power-XXXXXX", NULL);
  self->path = g_build_filename (self->folder, "board.attest-library", NULL);
  self->state = g_build_filename (self->folder, "state", NULL);
  marker = g_build_filename (self->folder, ".stfolder", NULL);
  self->hashes = g_ptr_array_new_with_free_func (g_free);
  self->steps_done = 0;
  if (self->course->synced_folder)
    g_assert_cmpint (g_mkdir (marker, 0700), ==, 0);
  if (is_migration (self))
    stored_library_write (self->stored, self->path);
}

static void
end_life (Life *self)
{
  g_clear_object (&self->library);
  record_remove_folder (self->folder);
  g_clear_pointer (&self->folder, g_free);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->state, g_free);
  g_clear_pointer (&self->editor, g_free);
  g_clear_pointer (&self->author, g_free);
  g_clear_pointer (&self->reviewers[0], g_free);
  g_clear_pointer (&self->reviewers[1], g_free);
  g_clear_pointer (&self->article, g_free);
  g_clear_pointer (&self->hashes, g_ptr_array_unref);
}

static void
measure_step (Life *self)
{
  self->ends[self->n_steps] = power_vfs_get_operations (self->power);
  if (self->library != NULL)
    self->events[self->n_steps] = record_count_events (self->library);
  else
    self->events[self->n_steps] = self->events[self->n_steps - 1];
  self->n_steps++;
}

/* Until a step is not acknowledged. @error: why */
static void
live (Life *self, GError **error)
{
  const LifeStep *steps = self->course->steps;

  while (steps[self->steps_done] != NULL && steps[self->steps_done](self, error))
    {
      if (!self->measured)
        measure_step (self);
      self->steps_done++;
    }
  g_clear_object (&self->library);
}

static void
measure (Life *self)
{
  g_autoptr (GError) error = NULL;

  begin_life (self);
  power_vfs_begin (self->power, POWER_FAULT_NONE, 0);
  live (self, &error);
  g_assert_no_error (error);
  g_assert_null (self->course->steps[self->steps_done]);
  self->measured = TRUE;
  end_life (self);
  g_test_message ("%u operations, %u writes, %u events",
                  power_vfs_get_operations (self->power),
                  power_vfs_get_writes (self->power),
                  self->events[self->n_steps - 1]);
}

/* ---- What is left of it ---- */

/* Returns: (transfer full) (nullable): what is wrong with it, as the others below */
static char *
find_damage (AttestLibrary *library)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) problems = attest_library_verify (library, TRUE, &error);
  AttestStatement *rows =
      attest_database_prepare (attest_library_get_database (library), "PRAGMA main.integrity_check");
  g_autofree char *integrity = attest_statement_next (rows, NULL) ? attest_statement_dup_text (rows, 0) : NULL;

  attest_statement_done (rows);
  if (g_strcmp0 (integrity, "ok") != 0)
    return g_strdup (integrity != NULL ? integrity : "integrity_check fails");
  if (error != NULL)
    return g_strdup (error->message);
  if (problems->len > 0)
    return g_strdup (((AttestProblem *) g_ptr_array_index (problems, 0))->text);

  return NULL;
}

static char *
find_loss (Life *self)
{
  g_autoptr (GError) error = NULL;
  gint64 expected = is_migration (self) ? self->events[0] : 0;
  gint64 count;

  if (self->steps_done > 0)
    expected = self->events[self->steps_done - 1];
  if (!attest_database_read_int64 (
          attest_library_get_database (self->library), "SELECT count (*) FROM event", &count, &error))
    return g_strdup_printf ("It cannot be read: %s", error->message);
  if (count < expected)
    return g_strdup_printf ("%" G_GINT64_FORMAT " events of %" G_GINT64_FORMAT " are there", count, expected);
  for (guint i = 0; i < self->hashes->len; i++)
    {
      const char *hash = g_ptr_array_index (self->hashes, i);

      if (!attest_event_table_contains (attest_library_get_database (self->library), hash, NULL))
        return g_strdup_printf ("The event %s is lost", hash);
    }

  return NULL;
}

/* The copy that is made before a migration is a library too. */
static char *
check_copy (Life *self)
{
  g_autofree char *name = g_strdup_printf ("board.version-%u.attest-library", self->course->version);
  g_autofree char *path = g_build_filename (self->folder, name, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestLibrary) copy = NULL;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return NULL;
  copy = attest_library_open (path, self->registry, self->state, ATTEST_LIBRARY_READ_ONLY, &error);
  if (copy == NULL)
    return g_strdup_printf ("The copy does not open: %s", error->message);
  if (record_count_events (copy) != self->events[0])
    return g_strdup ("The copy has other events");

  return find_damage (copy);
}

static char *
append_next_event (Life *self)
{
  g_autoptr (GError) error = NULL;
  JsonObject *body = json_object_new ();

  json_object_set_string_member (body, "name", "B");
  if (attest_library_append_one (self->library, attest_event_draft_new ("board.set", "board", "", body), NULL, &error))
    return NULL;

  return g_strdup_printf ("It cannot be written: %s", error->message);
}

static char *
check_rest (Life *self)
{
  g_autoptr (GError) error = NULL;
  char *problem = NULL;

  /* It was just being made, and nobody was told of it. */
  if (self->steps_done == 0 && !g_file_test (self->path, G_FILE_TEST_EXISTS))
    return NULL;
  if (!open_library (self, &error))
    return g_strdup_printf ("It does not open: %s", error->message);

  problem = find_loss (self);
  if (problem == NULL)
    problem = append_next_event (self);
  if (problem == NULL)
    problem = find_damage (self->library);
  if (problem == NULL && is_migration (self))
    problem = check_copy (self);

  return problem;
}

/* ---- The power goes ---- */

/* Device ids are random, and with them how pages split: a life may end some operations before the one that was measured did. Then it is cut sooner. */
static void
live_until_cut (Life *self, guint at)
{
  for (guint tries = 0; tries < 20; tries++)
    {
      g_autoptr (GError) error = NULL;

      begin_life (self);
      power_vfs_begin (self->power, POWER_FAULT_CUT, MAX (at, tries + 1) - tries);
      live (self, &error);
      if (power_vfs_has_struck (self->power))
        return;
      end_life (self);
    }
  g_assert_not_reached ();
}

static char *
cut_life (Life *self, guint at, guint32 seed)
{
  char *problem;

  live_until_cut (self, at);
  power_vfs_settle (self->power, seed);
  problem = check_rest (self);
  end_life (self);

  return problem;
}

/* Every second cut is just after something was acknowledged; the others are spread evenly. */
static guint
choose_operation (Life *self, guint i, guint cuts)
{
  guint operations = self->ends[self->n_steps - 1];

  if (i % 2 == 1)
    return MIN (self->ends[i / 2 % self->n_steps] + 1, operations);

  return (guint) (1 + (guint64) i * operations / cuts);
}

static guint
count_losses (Life *self)
{
  guint cuts = g_getenv ("ATTEST_LONG") != NULL ? self->course->long_cuts : self->course->cuts;
  guint losses = 0;

  measure (self);
  for (guint i = 0; i < cuts; i++)
    {
      guint at = choose_operation (self, i, cuts);
      guint32 seed = (guint32) g_test_rand_int ();
      g_autofree char *problem = cut_life (self, at, seed);

      if (problem == NULL)
        continue;
      g_test_message ("Cut at operation %u, seed %u: %s", at, seed, problem);
      losses++;
    }
  g_test_message ("%u cuts, %u losses", cuts, losses);

  return losses;
}

static void
test_cut (Life *self, gconstpointer data)
{
  g_assert_cmpuint (count_losses (self), ==, 0);
}

/* Without syncing, events are lost: so the disk of this test is one that loses them. */
static void
test_careless (Life *self, gconstpointer data)
{
  g_assert_cmpuint (count_losses (self), >, 0);
}

/* ---- The disk refuses ---- */

static void
assert_plain (Life *self, const GError *error, PowerFault fault)
{
  AttestRecordError code = fault == POWER_FAULT_FULL ? ATTEST_RECORD_ERROR_FULL : ATTEST_RECORD_ERROR_FAILED;

  g_assert_error (error, ATTEST_RECORD_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, "board."));
  g_assert_null (strstr (error->message, "/."));
}

static void
refuse_write (Life *self, PowerFault fault, guint at)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *problem = NULL;

  begin_life (self);
  power_vfs_begin (self->power, fault, at);
  if (open_library (self, &error))
    close_library (self, NULL);
  else
    assert_plain (self, error, fault);
  power_vfs_end (self->power);

  problem = check_rest (self);
  if (problem != NULL)
    g_error ("Write %u of the migration refused as %d: %s", at, fault, problem);
  end_life (self);
}

static void
test_refused (Life *self, gconstpointer data)
{
  guint tries = g_getenv ("ATTEST_LONG") != NULL ? G_MAXUINT : 10;
  guint writes;

  measure (self);
  begin_life (self);
  power_vfs_begin (self->power, POWER_FAULT_NONE, 0);
  g_assert_true (open_library (self, NULL));
  close_library (self, NULL);
  writes = power_vfs_get_writes (self->power);
  end_life (self);

  tries = MIN (tries, writes);
  for (guint i = 0; i < tries; i++)
    {
      guint at = (guint) (1 + (guint64) i * writes / tries);

      refuse_write (self, POWER_FAULT_FULL, at);
      refuse_write (self, POWER_FAULT_ERROR, at);
    }
  g_test_message ("%u of the migration's %u writes refused", tries, writes);
}

int
main (int argc, char *argv[])
{
  static const Course review = { review_steps, .cuts = 40, .long_cuts = 1000 };
  static const Course journal = { review_steps, .synced_folder = TRUE, .cuts = 20, .long_cuts = 500 };
  static const Course first = { migration_steps, .version = 1, .cuts = 40, .long_cuts = 1000 };
  static const Course second = { migration_steps, .version = 2, .cuts = 40, .long_cuts = 1000 };
  static const Course third = { migration_steps, .version = 3, .cuts = 40, .long_cuts = 1000 };
  static const Course careless = { review_steps, .careless = TRUE, .cuts = 6, .long_cuts = 50 };

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(name, course, function)                                                                                    \
  g_test_add ("/core/power/" name, Life, &course, life_set_up, function, life_tear_down)
  ADD ("review", review, test_cut);
  ADD ("review-with-journal", journal, test_cut);
  ADD ("migration/1", first, test_cut);
  ADD ("migration/2", second, test_cut);
  ADD ("migration/3", third, test_cut);
  ADD ("careless", careless, test_careless);
  ADD ("refused/1", first, test_refused);
  ADD ("refused/2", second, test_refused);
  ADD ("refused/3", third, test_refused);
#undef ADD

  return g_test_run ();
}

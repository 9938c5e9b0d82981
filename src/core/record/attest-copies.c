/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record/attest-copies.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#include "record/attest-copies-private.h"
#include "record/attest-foreign.h"
#include "record/attest-library-private.h"
#include "record/attest-publish.h"
#include "record/attest-schema.h"

#define DATE_LENGTH 10

/* Seconds. Nobody works longer on a copy that is still a draft. */
#define STALE_AFTER (24 * 60 * 60)

void
attest_copy_free (AttestCopy *copy)
{
  if (copy == NULL)
    return;

  g_free (copy->path);
  g_free (copy);
}

/* ---- Names ---- */

char *
attest_copies_dup_stem (const char *path)
{
  g_autofree char *real_path = realpath (path, NULL);
  char *stem = g_path_get_basename (real_path != NULL ? real_path : path);

  if (g_str_has_suffix (stem, ATTEST_COPIES_SUFFIX))
    stem[strlen (stem) - strlen (ATTEST_COPIES_SUFFIX)] = '\0';
  return stem;
}

static char *
dup_place (const char *path)
{
  g_autofree char *real_path = realpath (path, NULL);

  return g_path_get_dirname (real_path != NULL ? real_path : path);
}

char *
attest_copies_dup_folder (const char *path)
{
  g_autofree char *place = dup_place (path);
  g_autofree char *stem = attest_copies_dup_stem (path);
  g_autofree char *name = g_strconcat (stem, ".backups", NULL);

  return g_build_filename (place, name, NULL);
}

static gboolean
is_date (const char *text)
{
  static const char shape[] = "0000-00-00";

  for (guint i = 0; i < DATE_LENGTH; i++)
    if (shape[i] == '0' ? !g_ascii_isdigit (text[i]) : text[i] != shape[i])
      return FALSE;
  return TRUE;
}

/* "STEM 2026-03-14.attest-library" and nothing else. */
static gboolean
is_daily (const char *name, const char *stem)
{
  gsize length = strlen (stem);

  return g_str_has_prefix (name, stem) && name[length] == ' ' && is_date (name + length + 1) &&
         g_str_equal (name + length + 1 + DATE_LENGTH, ATTEST_COPIES_SUFFIX);
}

static AttestCopyKind
tell_kind (const char *name, const char *stem)
{
  g_autofree char *before_restore = g_strconcat (stem, ATTEST_COPIES_BEFORE_RESTORE, NULL);
  g_autofree char *before_update = g_strconcat (stem, ".version-", NULL);

  if (is_daily (name, stem))
    return ATTEST_COPY_DAILY;
  if (g_str_has_prefix (name, before_restore))
    return ATTEST_COPY_BEFORE_RESTORE;
  return g_str_has_prefix (name, before_update) ? ATTEST_COPY_BEFORE_UPDATE : ATTEST_COPY_OTHER;
}

/* ---- The list ---- */

static void
add_copies (GPtrArray *copies, const char *folder, const char *stem, gboolean updates_alone)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      AttestCopyKind kind = tell_kind (name, stem);
      AttestCopy *copy;
      GStatBuf status;

      if (*name == '.' || !g_str_has_suffix (name, ATTEST_COPIES_SUFFIX) || g_stat (path, &status) != 0 ||
          !S_ISREG (status.st_mode) || (updates_alone && kind != ATTEST_COPY_BEFORE_UPDATE))
        continue;
      copy = g_new0 (AttestCopy, 1);
      copy->path = g_steal_pointer (&path);
      copy->kind = kind;
      copy->time = (gint64) status.st_mtim.tv_sec * G_USEC_PER_SEC + status.st_mtim.tv_nsec / 1000;
      copy->size = status.st_size;
      g_ptr_array_add (copies, copy);
    }
}

static int
compare_copies (const AttestCopy *one, const AttestCopy *other)
{
  if (one->time != other->time)
    return one->time > other->time ? -1 : 1;
  return -strcmp (one->path, other->path);
}

GPtrArray *
attest_copies_list (const char *path)
{
  g_autofree char *folder = attest_copies_dup_folder (path);
  g_autofree char *place = dup_place (path);
  g_autofree char *stem = attest_copies_dup_stem (path);
  GPtrArray *copies = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_copy_free);

  add_copies (copies, folder, stem, FALSE);
  add_copies (copies, place, stem, TRUE);
  g_ptr_array_sort_values (copies, (GCompareFunc) compare_copies);
  return copies;
}

/* ---- Looking into one ---- */

gboolean
attest_copies_check (const char *path, GError **error)
{
  g_autoptr (AttestForeign) copy = attest_foreign_open (path, error);

  if (copy == NULL)
    return FALSE;
  if (!attest_foreign_is_review_file (copy))
    return attest_backup_check (attest_foreign_get_database (copy), path, error);

  g_set_error (error,
               ATTEST_RECORD_ERROR,
               ATTEST_RECORD_ERROR_NOT_A_LIBRARY,
               _ ("%s is a review file and no copy of a library."),
               path);
  return FALSE;
}

char *
attest_copies_dup_newest_good (const char *path)
{
  g_autoptr (GPtrArray) copies = attest_copies_list (path);

  for (guint i = 0; i < copies->len; i++)
    {
      const AttestCopy *copy = g_ptr_array_index (copies, i);

      if (attest_copies_check (copy->path, NULL))
        return g_strdup (copy->path);
    }
  return NULL;
}

/* What tells one state of a library from another. @redactions counts what must not be kept in a copy. */
typedef struct
{
  gint64 events;
  gint64 changes;
  gint64 redactions;
  char last[65];
} State;

static gboolean
read_state (AttestDatabase *database, State *state, GError **error)
{
  AttestStatement *row = attest_database_prepare (database, "SELECT hash FROM event ORDER BY position DESC LIMIT 1");
  GError *local_error = NULL;

  memset (state, 0, sizeof *state);
  if (attest_statement_next (row, &local_error))
    g_strlcpy (state->last, attest_statement_get_text (row, 0), sizeof state->last);
  attest_statement_done (row);
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }

  return attest_database_read_int64 (database, "SELECT count (*) FROM event", &state->events, error) &&
         attest_database_read_int64 (database, "SELECT changes FROM silent_change", &state->changes, error) &&
         attest_database_read_int64 (
             database, "SELECT count (*) FROM event WHERE kind = 'redact'", &state->redactions, error);
}

static gboolean
is_same (const State *one, const State *other)
{
  return one->events == other->events && one->changes == other->changes && g_str_equal (one->last, other->last);
}

/* A quick look: a copy that was damaged since it was checked may still pass, and is found when somebody wants it. */
static gboolean
read_copy (const char *path, State *state)
{
  g_autoptr (AttestForeign) copy = attest_foreign_open (path, NULL);

  return copy != NULL && read_state (attest_foreign_get_database (copy), state, NULL);
}

/* ---- The copy of the day ---- */

static int
compare_paths (const AttestCopy *one, const AttestCopy *other)
{
  return -strcmp (one->path, other->path);
}

/* By the day in the name, since times are lost when a folder is copied. */
static GPtrArray *
list_daily (const char *path)
{
  g_autoptr (GPtrArray) copies = attest_copies_list (path);
  GPtrArray *daily = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_copy_free);

  g_ptr_array_set_free_func (copies, NULL);
  for (guint i = 0; i < copies->len; i++)
    {
      AttestCopy *copy = g_ptr_array_index (copies, i);

      if (copy->kind == ATTEST_COPY_DAILY)
        g_ptr_array_add (daily, copy);
      else
        attest_copy_free (copy);
    }
  g_ptr_array_sort_values (daily, (GCompareFunc) compare_paths);
  return daily;
}

/* A program that was ended while it made a copy left its draft. */
static void
sweep_drafts (const char *folder, const char *stem)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autofree char *prefix = g_strdup_printf (".%s ", stem);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      GStatBuf status;

      if (g_str_has_prefix (name, prefix) && strstr (name, ATTEST_COPIES_SUFFIX ".") != NULL &&
          g_stat (path, &status) == 0 && now - status.st_mtim.tv_sec > STALE_AFTER)
        g_unlink (path);
    }
}

static void
prune (GPtrArray *daily, const char *today, const State *state)
{
  guint good = 0;

  for (guint i = 0; i < daily->len; i++)
    {
      const AttestCopy *copy = g_ptr_array_index (daily, i);
      State other;
      gboolean whole = read_copy (copy->path, &other);

      if (g_str_equal (copy->path, today))
        continue;
      if (whole && other.redactions >= state->redactions)
        good++;
      /* The one of today is one of them. */
      if (good > ATTEST_COPIES_KEPT - 1 || (whole && other.redactions < state->redactions))
        g_unlink (copy->path);
    }
}

/* Whether the newest copy that can be read holds all that the library holds, or there is a good one of today. */
static gboolean
is_up_to_date (GPtrArray *daily, const char *today, const State *state)
{
  State other;

  for (guint i = 0; i < daily->len; i++)
    {
      const AttestCopy *copy = g_ptr_array_index (daily, i);

      if (read_copy (copy->path, &other))
        return is_same (&other, state) || (g_str_equal (copy->path, today) && other.redactions == state->redactions);
    }
  return FALSE;
}

static gboolean
make_folder (const char *folder, GError **error)
{
  if (g_mkdir_with_parents (folder, 0700) == 0)
    return TRUE;

  attest_publish_set_error (error, errno, folder);
  return FALSE;
}

/* Only what is no good copy of this very state stands under that name. The new one takes its place once it was checked. */
static gboolean
write_over (AttestDatabase *database, const char *today, GError **error)
{
  g_autofree char *fresh = g_strconcat (today, ".new", NULL);

  g_unlink (fresh);
  if (!attest_backup_write (database, fresh, error))
    return FALSE;
  if (g_rename (fresh, today) == 0)
    return TRUE;

  attest_publish_set_error (error, errno, today);
  g_unlink (fresh);
  return FALSE;
}

static gboolean
write_today (AttestDatabase *database, const char *today, gboolean *made, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  if (g_file_test (today, G_FILE_TEST_EXISTS))
    *made = write_over (database, today, &local_error);
  else
    *made = attest_backup_write (database, today, &local_error);
  /* Another program was first. */
  if (*made || g_error_matches (local_error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_EXISTS))
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* In one reading transaction, so that a program that writes meanwhile does not make the copying begin anew. */
static AttestDatabase *
open_source (const char *path, GError **error)
{
  g_autoptr (AttestDatabase) database = NULL;
  gboolean review_file;

  if (!attest_foreign_examine (path, &review_file, error))
    return NULL;
  database = attest_database_open (path, ATTEST_DATABASE_READ_ONLY, error);
  if (database == NULL)
    return NULL;
  /* With a rollback journal that would keep everybody from writing. */
  if (attest_storage_find (path) == ATTEST_STORAGE_LOCAL && !attest_database_run (database, "BEGIN", error))
    return NULL;

  return g_steal_pointer (&database);
}

gboolean
attest_copies_make_daily (const char *path, const char *day, gboolean *made, GError **error)
{
  g_autofree char *folder = attest_copies_dup_folder (path);
  g_autofree char *stem = attest_copies_dup_stem (path);
  g_autofree char *name = g_strdup_printf ("%s %s" ATTEST_COPIES_SUFFIX, stem, day);
  g_autofree char *today = g_build_filename (folder, name, NULL);
  g_autoptr (AttestDatabase) database = NULL;
  g_autoptr (GPtrArray) daily = NULL;
  gboolean done = FALSE;
  State state;

  g_return_val_if_fail (path != NULL && day != NULL && strlen (day) == DATE_LENGTH && is_date (day), FALSE);

  if (made == NULL)
    made = &done;
  *made = FALSE;
  database = open_source (path, error);
  if (database == NULL || !read_state (database, &state, error))
    return FALSE;
  daily = list_daily (path);
  if (is_up_to_date (daily, today, &state))
    return TRUE;
  if (!make_folder (folder, error))
    return FALSE;
  sweep_drafts (folder, stem);
  if (!write_today (database, today, made, error))
    return FALSE;
  if (*made)
    prune (daily, today, &state);
  return TRUE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record/attest-review-file.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "record/attest-fold.h"
#include "record/attest-foreign.h"
#include "record/attest-intake.h"
#include "record/attest-library-private.h"
#include "record/attest-review-file-private.h"
#include "record/attest-schema.h"

/* An id of a person is no longer; see attest_event_check_header(). */
#define LONGEST_PERSON 256

gboolean
attest_library_is_review_file (AttestLibrary *self)
{
  g_return_val_if_fail (ATTEST_IS_LIBRARY (self), FALSE);

  return self->review_file;
}

const AttestReviewFileOrigin *
attest_library_get_review_file_origin (AttestLibrary *self)
{
  g_return_val_if_fail (ATTEST_IS_LIBRARY (self), NULL);

  return self->review_file ? &self->origin : NULL;
}

AttestLibrary *
attest_library_copy_review_file (AttestLibrary *self, GError **error)
{
  g_autoptr (AttestLibrary) copy = NULL;

  g_return_val_if_fail (ATTEST_IS_LIBRARY (self) && self->review_file, NULL);

  copy = g_object_new (ATTEST_TYPE_LIBRARY, NULL);
  copy->path = g_strdup (self->path);
  copy->registry = attest_registry_ref (self->registry);
  copy->read_only = TRUE;
  copy->review_file = TRUE;
  copy->origin.time = self->origin.time;
  copy->origin.person = g_strdup (self->origin.person);
  copy->position = self->position;
  copy->silent_changes = self->silent_changes;
  copy->database = attest_database_copy_to_memory (self->database, error);
  if (copy->database == NULL ||
      !attest_database_read_int64 (copy->database, "PRAGMA data_version", &copy->data_version, error))
    return NULL;
  copy->place = attest_place_new (self->path, FALSE);

  return g_steal_pointer (&copy);
}

/* What does not make sense is left out: nothing depends on it. */
static gboolean
read_origin (AttestDatabase *source, AttestReviewFileOrigin *origin, GError **error)
{
  AttestStatement *row = attest_database_prepare (source, "SELECT time, person FROM origin LIMIT 1");
  g_autofree char *person = NULL;
  GError *local_error = NULL;
  gint64 time = 0;

  if (attest_statement_next (row, &local_error))
    {
      time = attest_statement_get_int64 (row, 0);
      person = attest_statement_dup_text (row, 1);
    }
  attest_statement_done (row);
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }

  origin->time = time > 0 && time <= G_MAXINT64 / 2 ? time : 0;
  origin->person = person != NULL && strlen (person) <= LONGEST_PERSON ? g_steal_pointer (&person) : g_strdup ("");

  return TRUE;
}

static gboolean
fill (AttestDatabase *database, AttestForeign *foreign, const char *path, AttestRegistry *registry, GError **error)
{
  g_autoptr (AttestFold) fold = attest_fold_new (database, registry);
  g_autoptr (AttestIntake) intake = attest_intake_new (database, attest_foreign_get_database (foreign), path);

  attest_intake_set_alone (intake, ATTEST_REVIEW_FILE_MAXIMUM_EVENTS);

  return attest_database_run (database, "BEGIN", error) && attest_schema_create (database, error) &&
         attest_fold_everything (fold, error) && attest_intake_run (intake, fold, NULL, error) &&
         attest_database_run (database, "COMMIT", error);
}

AttestDatabase *
attest_review_file_open (const char *path, AttestRegistry *registry, AttestReviewFileOrigin *origin, GError **error)
{
  g_autoptr (AttestForeign) foreign = attest_foreign_open (path, error);
  g_autoptr (AttestDatabase) database = NULL;

  if (foreign == NULL)
    return NULL;
  if (!attest_foreign_is_review_file (foreign))
    {
      g_set_error (error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_BUSY, _ ("%s is being changed. Try again."), path);
      return NULL;
    }
  database = attest_database_open (":memory:", 0, error);
  if (database == NULL || !fill (database, foreign, path, registry, error) ||
      !read_origin (attest_foreign_get_database (foreign), origin, error) ||
      !attest_foreign_check_unchanged (foreign, error))
    return NULL;

  return g_steal_pointer (&database);
}

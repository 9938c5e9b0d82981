/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record/attest-foreign.h"
#include "record/attest-intake.h"
#include "record/attest-library-private.h"
#include "record/attest-merge.h"

void
attest_merge_report_free (AttestMergeReport *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->kinds);
  g_strfreev (self->articles);
  g_strfreev (self->touched);
  g_free (self);
}

guint
attest_merge_report_count (const AttestMergeReport *self, const char *kind)
{
  gboolean family = g_str_has_suffix (kind, ".");
  GHashTableIter iter;
  gpointer name;
  gpointer count;
  guint sum = 0;

  g_hash_table_iter_init (&iter, self->kinds);
  while (g_hash_table_iter_next (&iter, &name, &count))
    if (family ? g_str_has_prefix (name, kind) : g_str_equal (name, kind))
      sum += GPOINTER_TO_UINT (count);

  return sum;
}

static gboolean
run_and_commit (AttestLibrary *self,
                AttestForeign *foreign,
                AttestIntake *intake,
                AttestFold *fold,
                GCancellable *cancellable,
                GError **error)
{
  gint64 position;
  gint64 last_position;

  if (!attest_library_begin (self, error))
    return FALSE;

  position = attest_library_read_position (self);
  if (!attest_intake_run (intake, fold, cancellable, error) || !attest_foreign_check_unchanged (foreign, error) ||
      g_cancellable_set_error_if_cancelled (cancellable, error))
    {
      attest_database_roll_back (self->database);
      return FALSE;
    }
  last_position = attest_library_read_position (self);
  if (!attest_library_commit (self, error))
    return FALSE;
  if (position == self->position)
    self->position = last_position;

  return TRUE;
}

AttestMergeReport *
attest_library_merge_reporting (AttestLibrary *self,
                                const char *path,
                                AttestMergeProgress progress,
                                gpointer user_data,
                                GCancellable *cancellable,
                                GError **error)
{
  g_autoptr (AttestForeign) foreign = NULL;
  g_autoptr (AttestIntake) intake = NULL;
  g_autoptr (AttestFold) fold = NULL;
  g_auto (GStrv) streams = NULL;

  g_return_val_if_fail (ATTEST_IS_LIBRARY (self) && path != NULL, NULL);

  foreign = attest_foreign_open (path, error);
  if (foreign == NULL)
    return NULL;
  intake = attest_intake_new (self->database, attest_foreign_get_database (foreign), path);
  attest_intake_set_progress (intake, progress, user_data);
  fold = attest_fold_new (self->database, self->registry);
  if (!run_and_commit (self, foreign, intake, fold, cancellable, error))
    return NULL;

  streams = attest_fold_dup_streams (fold);
  if (streams[0] != NULL)
    attest_library_announce (self, (const char *const *) streams);

  return attest_intake_end (intake);
}

gboolean
attest_library_merge (AttestLibrary *self, const char *path, guint *taken, GError **error)
{
  g_autoptr (AttestMergeReport) report = attest_library_merge_reporting (self, path, NULL, NULL, NULL, error);

  if (report == NULL)
    return FALSE;
  if (taken != NULL)
    *taken = report->events;

  return TRUE;
}

AttestMergeReport *
attest_library_preview_merge (AttestLibrary *self, const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (AttestForeign) foreign = NULL;
  g_autoptr (AttestIntake) intake = NULL;

  g_return_val_if_fail (ATTEST_IS_LIBRARY (self) && path != NULL, NULL);

  foreign = attest_foreign_open (path, error);
  if (foreign == NULL)
    return NULL;
  intake = attest_intake_new (self->database, attest_foreign_get_database (foreign), path);

  return attest_intake_preview (intake, cancellable, error);
}

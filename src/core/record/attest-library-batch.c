/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "record/attest-library-private.h"

/*
 * @position: of the newest event before it
 * @last_hash: of the last event that was appended; NULL before the first
 * @fold: folds all that is appended
 * @failed: an append failed, and SQLite may have ended the transaction by itself
 */
struct _AttestBatch
{
  gint64 position;
  char *last_hash;
  AttestFold *fold;
  gboolean failed;
};

static void
batch_free (AttestBatch *self)
{
  g_free (self->last_hash);
  attest_fold_free (self->fold);
  g_free (self);
}

AttestFold *
attest_batch_get_fold (AttestBatch *self)
{
  return self->fold;
}

void
attest_batch_take (AttestBatch *self, const char *last_hash)
{
  g_set_str (&self->last_hash, last_hash);
}

void
attest_batch_fail (AttestBatch *self)
{
  self->failed = TRUE;
}

gboolean
attest_batch_check (AttestBatch *self, GError **error)
{
  if (self->failed)
    g_set_error_literal (
        error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_FAILED, _ ("A part of it failed. Nothing was written."));

  return !self->failed;
}

gboolean
attest_library_begin_batch (AttestLibrary *self, GError **error)
{
  g_return_val_if_fail (ATTEST_IS_LIBRARY (self) && self->batch == NULL, FALSE);

  if (!attest_library_begin (self, error))
    return FALSE;
  if (!attest_device_begin (self->device, self->database, error))
    {
      attest_database_roll_back (self->database);
      return FALSE;
    }
  self->batch = g_new0 (AttestBatch, 1);
  self->batch->position = attest_library_read_position (self);
  self->batch->fold = attest_fold_new (self->database, self->registry);

  return TRUE;
}

void
attest_library_drop_batch (AttestLibrary *self)
{
  g_return_if_fail (ATTEST_IS_LIBRARY (self) && self->batch != NULL);

  attest_database_roll_back (self->database);
  g_clear_pointer (&self->batch, batch_free);
}

/* The device's note is written before the commit, as it is for one append, and taken back where that fails. */
static gboolean
commit (AttestLibrary *self, GError **error)
{
  g_autofree char *before = g_strdup (attest_device_get_last_hash (self->device));

  if (self->batch->last_hash != NULL)
    attest_device_note (self->device, self->batch->last_hash);
  if (attest_library_commit (self, error))
    return TRUE;
  if (*before != '\0')
    attest_device_note (self->device, before);

  return FALSE;
}

gboolean
attest_library_end_batch (AttestLibrary *self, GError **error)
{
  g_auto (GStrv) streams = NULL;
  AttestBatch *batch;
  gint64 last_position;

  g_return_val_if_fail (ATTEST_IS_LIBRARY (self) && self->batch != NULL, FALSE);

  if (!attest_batch_check (self->batch, error))
    {
      attest_library_drop_batch (self);
      return FALSE;
    }
  if (self->batch->last_hash != NULL && !attest_fold_finish (self->batch->fold, error))
    {
      attest_library_drop_batch (self);
      return FALSE;
    }
  last_position = attest_library_read_position (self);
  if (!commit (self, error))
    {
      g_clear_pointer (&self->batch, batch_free);
      return FALSE;
    }
  batch = g_steal_pointer (&self->batch);
  /* What others wrote meanwhile is left for attest_library_refresh() to announce. */
  if (batch->position == self->position)
    self->position = last_position;
  streams = attest_fold_dup_streams (batch->fold);
  if (batch->last_hash != NULL)
    attest_library_announce (self, (const char *const *) streams);
  batch_free (batch);

  return TRUE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "record/attest-library-private.h"

/*
 * @position: of the newest event before it
 * @last_hash: of the last event that was appended; NULL before the first
 * @streams: whose projections changed
 * @failed: an append failed, and SQLite may have ended the transaction by itself
 */
struct _AttestBatch
{
  gint64 position;
  char *last_hash;
  GHashTable *streams;
  gboolean failed;
};

static void
batch_free (AttestBatch *self)
{
  g_free (self->last_hash);
  g_hash_table_unref (self->streams);
  g_free (self);
}

void
attest_batch_take (AttestBatch *self, const char *last_hash, const char *const *streams)
{
  g_set_str (&self->last_hash, last_hash);
  for (guint i = 0; streams[i] != NULL; i++)
    g_hash_table_add (self->streams, g_strdup (streams[i]));
}

void
attest_batch_fail (AttestBatch *self)
{
  self->failed = TRUE;
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
  self->batch->streams = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

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
  g_autofree const char **streams = NULL;
  AttestBatch *batch;

  g_return_val_if_fail (ATTEST_IS_LIBRARY (self) && self->batch != NULL, FALSE);

  if (self->batch->failed)
    {
      attest_library_drop_batch (self);
      g_set_error_literal (
          error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_FAILED, _ ("A part of it failed. Nothing was written."));
      return FALSE;
    }
  if (!commit (self, error))
    {
      g_clear_pointer (&self->batch, batch_free);
      return FALSE;
    }
  batch = g_steal_pointer (&self->batch);
  /* What others wrote meanwhile is left for attest_library_refresh() to announce. */
  if (batch->position == self->position)
    self->position = attest_library_read_position (self);
  streams = (const char **) g_hash_table_get_keys_as_array (batch->streams, NULL);
  if (batch->last_hash != NULL)
    attest_library_announce (self, streams);
  batch_free (batch);

  return TRUE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record/attest-database-private.h"
#include "record/attest-device.h"
#include "record/attest-fold.h"
#include "record/attest-library.h"
#include "record/attest-place.h"
#include "record/attest-review-file.h"

G_BEGIN_DECLS

typedef struct _AttestBatch AttestBatch;

struct _AttestLibrary
{
  GObject parent_instance;

  char *path;
  AttestRegistry *registry;
  AttestDatabase *database;
  AttestDevice *device;
  AttestPlace *place;
  /* What is appended as one transaction; else NULL. */
  AttestBatch *batch;
  AttestStorage storage;
  gboolean read_only;
  /* A review file; @database is then a copy in memory that was made from its events. */
  gboolean review_file;
  AttestReviewFileOrigin origin;
  guint busy_timeout;
  /* What was seen of other programs' writes: PRAGMA data_version, the changes without an event, and the position up to which events were announced. */
  gint64 data_version;
  gint64 silent_changes;
  gint64 position;
};

/** attest_library_begin: Begins a writing transaction. Returns: FALSE with @error: READ_ONLY, BUSY ... */
gboolean attest_library_begin (AttestLibrary *self, GError **error);

/** attest_library_commit: Ends the transaction, durable; on failure nothing was written. */
gboolean attest_library_commit (AttestLibrary *self, GError **error);

/** attest_batch_get_fold: Returns: (transfer none): the one fold of all that is appended; what follows from all of it is worked out once, at the end */
AttestFold *attest_batch_get_fold (AttestBatch *self);

/** attest_batch_take: Notes the last event that belongs to the batch. */
void attest_batch_take (AttestBatch *self, const char *last_hash);

/** attest_batch_fail: Nothing of it can be recorded any more. */
void attest_batch_fail (AttestBatch *self);

/** attest_batch_check: Whether anything can still be recorded in it; else %ATTEST_RECORD_ERROR_FAILED. */
gboolean attest_batch_check (AttestBatch *self, GError **error);

/** attest_library_announce: Emits `changed` after a commit. */
void attest_library_announce (AttestLibrary *self, const char *const *streams);

/** attest_library_read_silent_changes: How often what is read changed without an event. */
gint64 attest_library_read_silent_changes (AttestLibrary *self);

/** attest_library_read_position: The position of the newest event; 0 for an empty log. */
gint64 attest_library_read_position (AttestLibrary *self);

/** attest_backup_write: attest_library_backup() of a library that is not open as an object yet. */
gboolean attest_backup_write (AttestDatabase *database, const char *path, GError **error);

/** attest_backup_check: Whether what was copied to @path is whole. Returns: FALSE with @error: DAMAGED ... */
gboolean attest_backup_check (AttestDatabase *copy, const char *path, GError **error);

/** attest_backup_begin: Begins to make @copy hold what @database holds. From here on nobody else can write to @copy. Returns: (transfer full) (nullable): NULL with @error */
sqlite3_backup *attest_backup_begin (AttestDatabase *database, AttestDatabase *copy, GError **error);

/** attest_backup_finish: Copies everything, in one transaction of @copy. @backup: (transfer full). Returns: FALSE with @error, and @copy as it was */
gboolean attest_backup_finish (sqlite3_backup *backup, AttestDatabase *copy, GError **error);

G_END_DECLS

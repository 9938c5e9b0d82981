/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record/attest-problem.h"
#include "record/attest-registry.h"
#include "record/attest-storage.h"

G_BEGIN_DECLS

/**
 * AttestRecordError:
 * @ATTEST_RECORD_ERROR_NOT_FOUND: no such file, or no such article, variant, revision or person
 * @ATTEST_RECORD_ERROR_EXISTS: a file or slug is already there
 * @ATTEST_RECORD_ERROR_NOT_A_LIBRARY: the file is something else
 * @ATTEST_RECORD_ERROR_DAMAGED: the file is a library and cannot be read whole, or its schema is not the known one
 * @ATTEST_RECORD_ERROR_NEWER: made by a newer version of Attest
 * @ATTEST_RECORD_ERROR_READ_ONLY: the library or its folder cannot be written
 * @ATTEST_RECORD_ERROR_FULL: no room left on the disk
 * @ATTEST_RECORD_ERROR_BUSY: another program is writing and did not finish in time
 * @ATTEST_RECORD_ERROR_UNFINISHED: a program was stopped in the midst of a change, which only somebody who may write can undo
 * @ATTEST_RECORD_ERROR_JOURNAL: a file lies beside it that would have SQLite delete another one, and that has to be moved away first
 * @ATTEST_RECORD_ERROR_BODY: an event's body is not of its kind
 * @ATTEST_RECORD_ERROR_UNKNOWN_KIND: the article holds events of a newer version and is read-only here
 * @ATTEST_RECORD_ERROR_CLOCK: an event is more than 10^6 ahead of the highest clock seen
 * @ATTEST_RECORD_ERROR_GONE: the file was moved or removed while it was open, or its disk is gone
 * @ATTEST_RECORD_ERROR_REPLACED: another file has its name since it was opened
 * @ATTEST_RECORD_ERROR_FAILED: anything else of SQLite or the file system; the message says which
 */
typedef enum
{
  ATTEST_RECORD_ERROR_NOT_FOUND,
  ATTEST_RECORD_ERROR_EXISTS,
  ATTEST_RECORD_ERROR_NOT_A_LIBRARY,
  ATTEST_RECORD_ERROR_DAMAGED,
  ATTEST_RECORD_ERROR_NEWER,
  ATTEST_RECORD_ERROR_READ_ONLY,
  ATTEST_RECORD_ERROR_FULL,
  ATTEST_RECORD_ERROR_BUSY,
  ATTEST_RECORD_ERROR_UNFINISHED,
  ATTEST_RECORD_ERROR_JOURNAL,
  ATTEST_RECORD_ERROR_BODY,
  ATTEST_RECORD_ERROR_UNKNOWN_KIND,
  ATTEST_RECORD_ERROR_CLOCK,
  ATTEST_RECORD_ERROR_GONE,
  ATTEST_RECORD_ERROR_REPLACED,
  ATTEST_RECORD_ERROR_FAILED,
} AttestRecordError;

#define ATTEST_RECORD_ERROR (attest_record_error_quark ())
GQuark attest_record_error_quark (void);

/**
 * AttestLibrary:
 *
 * One board's library: a SQLite file with the log of events, the texts and assets they name, and the projections of both.
 * Belongs to the thread that opened it; another thread opens its own. Passed in, never fetched from a global.
 *
 * Signal `changed` (AttestLibrary *self, const char *const *streams): the projections of these streams changed, by an append, a merge or another
 * program's write noticed by attest_library_refresh(). An empty list means that anything may have changed. Emitted on the library's thread, after the transaction.
 */
#define ATTEST_TYPE_LIBRARY (attest_library_get_type ())
G_DECLARE_FINAL_TYPE (AttestLibrary, attest_library, ATTEST, LIBRARY, GObject)

typedef enum
{
  ATTEST_LIBRARY_READ_WRITE = 0,
  ATTEST_LIBRARY_READ_ONLY = 1 << 0,
} AttestLibraryFlags;

/** attest_library_get_default_path: Returns: (transfer full): `$XDG_DATA_HOME/attest/board.attest-library` */
char *attest_library_dup_default_path (void);

/**
 * attest_library_create:
 * @path: a file that is not there yet; missing folders are made
 * @state_folder: (nullable): where the installation keeps this library's device id; NULL is `$XDG_STATE_HOME/attest`
 *
 * Makes an empty library with the default audiences and policy. The file appears complete or not at all.
 *
 * Returns: (transfer full) (nullable): NULL with @error: EXISTS, READ_ONLY, FULL, FAILED
 */
AttestLibrary *
attest_library_create (const char *path, AttestRegistry *registry, const char *state_folder, GError **error);

/**
 * attest_library_open:
 *
 * Opens a library. An unknown file is first looked at without changing a byte of it (`immutable=1`): application id, version and exact schema. With
 * ATTEST_LIBRARY_READ_WRITE on a file or folder that cannot be written this fails with READ_ONLY, on a full disk with FULL; the caller may open it
 * read-only instead.
 *
 * Returns: (transfer full) (nullable): NULL with @error: NOT_FOUND, NOT_A_LIBRARY, DAMAGED, NEWER, READ_ONLY, FULL, BUSY, FAILED
 */
AttestLibrary *attest_library_open (const char *path,
                                    AttestRegistry *registry,
                                    const char *state_folder,
                                    AttestLibraryFlags flags,
                                    GError **error);

/** attest_library_get_path and the three below it say what the library was opened with. (transfer none) Any thread. */
const char *attest_library_get_path (AttestLibrary *self);
gboolean attest_library_is_read_only (AttestLibrary *self);
AttestDatabase *attest_library_get_database (AttestLibrary *self);
AttestRegistry *attest_library_get_registry (AttestLibrary *self);

/** attest_library_get_storage: Returns: what the library lay on when it was opened. Any thread. */
AttestStorage attest_library_get_storage (AttestLibrary *self);

/** attest_library_check_place: Whether the library is still the file that its path names and, with @writing, may be written there. Each writing asks that by
 * itself; this is for whoever wants to tell of it before. Any thread. Returns: FALSE with @error: GONE, REPLACED, READ_ONLY */
gboolean attest_library_check_place (AttestLibrary *self, gboolean writing, GError **error);

/** attest_library_set_busy_timeout: @milliseconds: how long a write waits for another program's; 5,000 unless set. The main thread's reading connection sets 0. */
void attest_library_set_busy_timeout (AttestLibrary *self, guint milliseconds);

/**
 * attest_library_append:
 * @drafts: (element-type AttestEventDraft): validated, written and projected in one transaction
 * @events: (out) (optional) (transfer full) (element-type AttestEvent): what was written, in order
 *
 * The one way in. It is durable when this returns TRUE (synchronous=EXTRA); nothing was written when it returns FALSE.
 *
 * Returns: FALSE with @error: BODY, READ_ONLY, FULL, BUSY, UNKNOWN_KIND, NEWER, GONE, REPLACED, FAILED
 */
gboolean attest_library_append (AttestLibrary *self, GPtrArray *drafts, GPtrArray **events, GError **error);

/** attest_library_append_one: The same for one draft, which is freed. @hash: (out) (optional) (transfer full): the event's hash */
gboolean attest_library_append_one (AttestLibrary *self, AttestEventDraft *draft, char **hash, GError **error);

/**
 * attest_library_begin_batch:
 *
 * What is appended from here on, one after another, is one transaction, so that each append sees those before it and all of it is recorded or nothing. Nobody else can write
 * meanwhile. Ends with attest_library_end_batch() or attest_library_drop_batch().
 *
 * Returns: FALSE with @error: READ_ONLY, BUSY, NEWER, GONE, REPLACED, FAILED
 */
gboolean attest_library_begin_batch (AttestLibrary *self, GError **error);

/** attest_library_end_batch: Records what was appended and announces it. Returns: FALSE with @error, as attest_library_append(); then nothing was written */
gboolean attest_library_end_batch (AttestLibrary *self, GError **error);

/** attest_library_drop_batch: Records nothing of it; after an append that failed nothing else is possible. */
void attest_library_drop_batch (AttestLibrary *self);

/** attest_library_load_content: Returns: (transfer full) (nullable): a text or an asset by its SHA-256; NULL with NOT_FOUND when it is not there or was redacted. The bytes are checked against the hash (DAMAGED). */
GBytes *attest_library_load_content (AttestLibrary *self, const char *sha256, GError **error);

/** attest_library_refresh: Looks whether another program wrote (PRAGMA data_version) and emits `changed` when so. Returns: whether something changed */
gboolean attest_library_refresh (AttestLibrary *self);

/** AttestEventVisitor: Returns FALSE to stop. @no_effect: (nullable): why the event changed nothing */
typedef gboolean (*AttestEventVisitor) (AttestEvent *event, const char *no_effect, gpointer user_data);

/** attest_library_visit_events: Visits the log in the total order; @stream NULL for all. Returns: FALSE with @error when the log cannot be read */
gboolean attest_library_visit_events (AttestLibrary *self,
                                      const char *stream,
                                      AttestEventVisitor visit,
                                      gpointer user_data,
                                      GError **error);

/**
 * attest_library_merge:
 * @path: another library or a review file; opened read-only by the rules for foreign files
 * @taken: (out) (optional): how many events were new
 *
 * Takes in the events and contents of another library as a union and folds the touched streams anew. Merging twice changes nothing. A fork is kept on both sides. An event whose predecessor is missing waits.
 */
gboolean attest_library_merge (AttestLibrary *self, const char *path, guint *taken, GError **error);

/** attest_library_rebuild: Throws the projections away and folds the log anew. @identical: (out): whether the rebuilt rows equal what stood there. */
gboolean attest_library_rebuild (AttestLibrary *self, gboolean *identical, GError **error);

/** attest_library_verify: Checks hashes, chains and clocks; with @deep also every text's and asset's bytes, bodies against their kinds, SQLite's integrity_check, the projections and the search index. Returns: (transfer full) (element-type AttestProblem) (nullable): in the order of attest_problem_compare(), so that the first failure with an event is the first broken event; NULL with @error */
GPtrArray *attest_library_verify (AttestLibrary *self, gboolean deep, GError **error);

/** attest_library_dup_verify_limits: What a verification that found nothing does not prove, in sentences. @sealed: whether a seal was checked too. Returns: (transfer full) */
GStrv attest_library_dup_verify_limits (gboolean deep, gboolean sealed);

/** attest_library_backup: Copies a live library safely (SQLite's online backup), checks the copy, and only then gives it its name. EXISTS when @path is there. */
gboolean attest_library_backup (AttestLibrary *self, const char *path, GError **error);

/** attest_library_redact: An editor (the caller has seen to that) blanks the body of @event or, with @content instead, a text that names a patient; the hash chain still holds. @stream: where the redaction is written. What was blanked cannot come back, neither by a merge nor from the file's free pages. Copies made before still have it: attest_copies_make_daily() takes the daily ones away, the others are for whoever made them. */
gboolean attest_library_redact (AttestLibrary *self,
                                const char *actor,
                                const char *stream,
                                const char *event,
                                const char *content,
                                const char *reason,
                                GError **error);

G_END_DECLS

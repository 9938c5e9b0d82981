/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record/attest-seen.h"
#include "session/attest-disk-watch.h"
#include "session/attest-record-thread.h"

G_BEGIN_DECLS

/**
 * AttestSession:
 *
 * The window's one gate to the record: one open library, the person who acts, and news of what changed. Gestures become
 * functions that run on the record thread (attest_session_perform()); what they changed comes back as the signal
 * `changed`, upon which views read anew. Main thread only.
 *
 * Signal `changed` (AttestSession *self, const char *const *streams): these streams changed here or by another program;
 * NULL: any may have.
 *
 * Properties: `actor` (string), a person's id; `actor-name` (string), for labels; `read-only` (boolean); `reading`
 * (string), the article that is open; `trouble` (boolean), whether the disk lets nothing be saved, notified as well when that is for another reason than before.
 */
#define ATTEST_TYPE_SESSION (attest_session_get_type ())
G_DECLARE_FINAL_TYPE (AttestSession, attest_session, ATTEST, SESSION, GObject)

/** attest_session_open: Opens off the main thread. Returns: (transfer full): resolves to an AttestSession, or rejects
 * with an ATTEST_RECORD_ERROR */
DexFuture *attest_session_open (const char *path, AttestSessionMode mode);
/** attest_session_open_watched: The same. @upgrade: is told how far it is that the library is brought up to date, should it have to be; cancelled, the opening rejects with G_IO_ERROR_CANCELLED */
DexFuture *attest_session_open_watched (const char *path, AttestSessionMode mode, AttestUpgrade *upgrade);

/**
 * attest_session_perform:
 * @func: what is done with the writing library, on the record thread; the read-only library in a read-only session
 * @data: (transfer full): handed to @func, then freed with @destroy
 *
 * The one way by which the window changes anything. Functions run one after the other in the order given.
 *
 * Returns: (transfer full): resolves to what @func put into its result (TRUE if nothing), rejects with its error
 */
DexFuture *attest_session_perform (AttestSession *self, AttestSessionFunc func, gpointer data, GDestroyNotify destroy);

/** attest_session_search: Like attest_session_perform(), for reads that may take their time: on a thread of its own with a library that is opened for reading alone. What was asked first is answered first. */
DexFuture *attest_session_search (AttestSession *self, AttestSessionFunc func, gpointer data, GDestroyNotify destroy);

/** attest_session_get_library: Returns: (transfer none): the main thread's read-only connection, for reads under a
 * millisecond; it never waits for another program. */
AttestLibrary *attest_session_get_library (AttestSession *self);
const char *attest_session_get_path (AttestSession *self);
gboolean attest_session_get_read_only (AttestSession *self);
/** attest_session_is_review_file: Returns: whether what is open is a review file, which is only read */
gboolean attest_session_is_review_file (AttestSession *self);
/** attest_session_get_chose_reading: Returns: whether somebody chose to open the library for reading alone, so that it may well be writable */
gboolean attest_session_get_chose_reading (AttestSession *self);

/** attest_session_get_refusal: Returns: (transfer none) (nullable): why nothing can be written to what is open, and how to come by something that can be, in sentences; NULL where it can be written */
const char *attest_session_get_refusal (AttestSession *self);

/** attest_session_get_trouble: Returns: (transfer none) (nullable): why nothing can be saved for now, in a sentence that may be shown; see AttestDiskWatch */
const GError *attest_session_get_trouble (AttestSession *self);
/** attest_session_look_at_disk: Looks now whether the library can still be written. Cheap. */
void attest_session_look_at_disk (AttestSession *self);

/** attest_session_show_anew: Has views read these articles anew, although nothing in the record changed: time has passed that they depend on. */
void attest_session_show_anew (AttestSession *self, const char *const *articles);

/** attest_session_get_actor: Returns: (transfer none) (nullable): id of the person who acts; NULL while the library has
 * nobody, or nobody was chosen */
const char *attest_session_get_actor (AttestSession *self);
/** attest_session_set_actor: @person: (nullable): a person's id; is remembered for this library on this machine. */
void attest_session_set_actor (AttestSession *self, const char *person);
/** attest_session_get_actor_name: Returns: (transfer none) (nullable): the acting person's name, for labels */
const char *attest_session_get_actor_name (AttestSession *self);
/** attest_session_dup_person_name: @person: an id. Returns: (transfer full): "Name, Credentials", as it goes into a sentence (see attest_isolate()), or the id where
 * nobody has it */
char *attest_session_dup_person_name (AttestSession *self, const char *person);
/** attest_session_dup_short_name: @person: an id. Returns: (transfer full): the name without credentials, as it goes into a sentence, or the id where nobody has it */
char *attest_session_dup_short_name (AttestSession *self, const char *person);

/** attest_session_set_reading: @article: (nullable): the article that the acting person has before them. What happens to it counts as seen, from now on until another is set. */
void attest_session_set_reading (AttestSession *self, const char *article);
/** attest_session_get_reading_since: Returns: the position up to which the acting person had seen the open article before they opened it; G_MAXINT64 when none is open */
gint64 attest_session_get_reading_since (AttestSession *self);
/** attest_session_dup_seen: Returns: (transfer full) (nullable): up to where the acting person has seen each article, to be handed to the record thread; NULL while nobody acts */
AttestSeen *attest_session_dup_seen (AttestSession *self);

G_END_DECLS

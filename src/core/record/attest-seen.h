/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record/attest-library.h"

G_BEGIN_DECLS

/**
 * AttestSeen:
 *
 * Up to where one person has seen each article, on this machine: a file in the state folder for each (library, person), outside the record. Places are
 * positions in the library's file, in which events stand as they came in, so that what a merge brings is new however old it is. What was there
 * before the person first opened the library counts as seen. On one thread at a time.
 */
typedef struct _AttestSeen AttestSeen;

/**
 * attest_seen_load:
 * @state_folder: (nullable): NULL is `$XDG_STATE_HOME/attest`
 * @position: attest_library_get_position() now; a file that knows of later ones was of another library and is begun anew
 *
 * A file that is not there, or cannot be read, is begun; that it cannot be written is no error, since nothing but a mark on a row is lost.
 *
 * Returns: (transfer full)
 */
AttestSeen *attest_seen_load (const char *state_folder, const char *library_path, const char *person, gint64 position);
AttestSeen *attest_seen_copy (const AttestSeen *self);
void attest_seen_free (AttestSeen *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestSeen, attest_seen_free)

/** attest_seen_get: Returns: the position up to which @article was seen */
gint64 attest_seen_get (const AttestSeen *self, const char *article);
/** attest_seen_get_first: Returns: the position up to which all articles were seen */
gint64 attest_seen_get_first (const AttestSeen *self);
/** attest_seen_mark: Everything of @article up to @position was seen; writes the file. */
void attest_seen_mark (AttestSeen *self, const char *article, gint64 position);

/** attest_library_get_position: Returns: of the event that came in last, 0 for an empty log; -1 with @error */
gint64 attest_library_get_position (AttestLibrary *self, GError **error);
/** attest_library_list_news: What others than @person did after @since. Exports are no news. Returns: (transfer full) (nullable): article ids, each with the position (gint64 *) of the last one */
GHashTable *attest_library_list_news (AttestLibrary *self, const char *person, gint64 since, GError **error);
/** attest_library_list_new_events: The same for one article. Returns: (transfer full) (nullable): a set of hashes of events */
GHashTable *attest_library_list_new_events (AttestLibrary *self,
                                            const char *article,
                                            const char *person,
                                            gint64 since,
                                            GError **error);

G_END_DECLS

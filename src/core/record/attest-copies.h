/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record/attest-library.h"

G_BEGIN_DECLS

/** ATTEST_COPIES_KEPT: how many daily copies are kept. */
#define ATTEST_COPIES_KEPT 7

/**
 * AttestCopyKind:
 * @ATTEST_COPY_DAILY: made by Attest, and taken away by it once there are enough newer ones
 * @ATTEST_COPY_BEFORE_RESTORE: the library as it was before a copy took its place
 * @ATTEST_COPY_BEFORE_UPDATE: the library as an older version of Attest left it
 * @ATTEST_COPY_OTHER: what somebody put there
 */
typedef enum
{
  ATTEST_COPY_DAILY,
  ATTEST_COPY_BEFORE_RESTORE,
  ATTEST_COPY_BEFORE_UPDATE,
  ATTEST_COPY_OTHER,
} AttestCopyKind;

/** AttestCopy: A file that may be a copy of a library; whether it is a good one is not known before attest_copies_check(). @time: of its last change, UTC microseconds. @size: in bytes */
typedef struct
{
  char *path;
  AttestCopyKind kind;
  gint64 time;
  goffset size;
} AttestCopy;

void attest_copy_free (AttestCopy *copy);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestCopy, attest_copy_free)

/**
 * attest_copies_dup_folder:
 *
 * Copies lie beside the library: `board.attest-library` has `board.backups`, and in it `board 2026-03-14.attest-library` for each day. Only files
 * of exactly such a name are ever taken away.
 *
 * Returns: (transfer full): where the copies of the library at @path lie
 */
char *attest_copies_dup_folder (const char *path);

/** attest_copies_list: Any thread. Returns: (transfer full) (element-type AttestCopy): the copies of the library at @path, the newest first; empty where there are none or the folder cannot be read */
GPtrArray *attest_copies_list (const char *path);

/** attest_copies_check: Whether the file at @path is a library and whole, which reads all of it; changes nothing. Any thread. Returns: FALSE with @error: as attest_library_open() */
gboolean attest_copies_check (const char *path, GError **error);

/** attest_copies_dup_newest_good: Returns: (transfer full) (nullable): the path of the newest copy of the library at @path that attest_copies_check() finds whole */
char *attest_copies_dup_newest_good (const char *path);

/**
 * attest_copies_make_daily:
 * @path: the library; read through a connection of its own, so that whoever writes to it waits for nothing
 * @day: today as "2026-03-14"
 * @made: (out) (optional): whether a copy was made
 *
 * Makes the copy of the day where there is none and anything changed since the newest one; checks it; then takes away daily copies that are too old, and those that
 * still hold what an editor has blanked since. A damaged copy counts for none. Two programs that do this at once make one copy. Any thread.
 *
 * Returns: FALSE with @error when there should be a copy and is none: FULL, READ_ONLY, DAMAGED ...; nothing half made stays and no older copy was touched
 */
gboolean attest_copies_make_daily (const char *path, const char *day, gboolean *made, GError **error);

/**
 * AttestCopyDifference:
 * @stream: an article's id, or ATTEST_STREAM_BOARD
 * @title: (nullable): the article's, NULL for the board
 * @lost: from the kind of an event to how many of these the library has and the copy has not
 * @back: how many the copy has and the library has not
 *
 * What would be different about one article if a copy took the library's place.
 */
typedef struct
{
  char *stream;
  char *title;
  GHashTable *lost;
  guint back;
} AttestCopyDifference;

void attest_copy_difference_free (AttestCopyDifference *difference);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestCopyDifference, attest_copy_difference_free)

/** attest_copies_compare: @path: a library that can be opened. Any thread. Returns: (transfer full) (nullable) (element-type AttestCopyDifference): by title, the board last; empty where the copy at @copy has the same events; NULL with @error */
GPtrArray *attest_copies_compare (const char *path, const char *copy, GError **error);

/**
 * attest_library_restore:
 * @copy: a copy of this library, of this or an older version
 * @kept: (out) (transfer full): the copy that was made of what stood there before, which nothing takes away
 *
 * Puts what stands in @copy into the library, in one transaction: other programs that have it open see it change and go on. What is appended next gets a new
 * device id, since the log ends elsewhere than this installation left it.
 *
 * Returns: FALSE with @error, and the library as it was: as attest_copies_check(), READ_ONLY, FULL, BUSY, GONE, FAILED
 */
gboolean attest_library_restore (AttestLibrary *self, const char *copy, char **kept, GError **error);

/**
 * attest_copies_replace_damaged:
 * @path: a library that cannot be opened, or is not there any more
 * @copy: a copy of it
 * @kept: (out) (transfer full): where the damaged file lies now, if there was one, with what lay beside it
 *
 * Puts a copy of @copy in the place of a damaged library, which is kept among the copies. At each moment there is a file under the library's name.
 *
 * Returns: FALSE with @error: as attest_copies_check(), READ_ONLY, FULL, BUSY (the library can be opened after all), FAILED
 */
gboolean attest_copies_replace_damaged (const char *path, const char *copy, char **kept, GError **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record/attest-library.h"

G_BEGIN_DECLS

/**
 * AttestReviewFileOrigin:
 * @time: when it was saved, UTC microseconds since 1970; 0 where the file does not say so
 * @person: the id of who saved it; empty where the file does not say so
 *
 * What a review file says of itself. Anybody can write that.
 */
typedef struct
{
  gint64 time;
  char *person;
} AttestReviewFileOrigin;

/**
 * attest_library_is_review_file:
 *
 * Whether the library is a review file. Such a one is only read: attest_library_open() holds each event and text against its hash and folds them anew
 * in memory, so that of the file nothing is believed and nothing runs. It is never written, never watched, and may lie anywhere.
 */
gboolean attest_library_is_review_file (AttestLibrary *self);

/**
 * attest_library_copy_review_file:
 *
 * Another connection to a review file that is open: what was checked and folded once is copied, for a second thread. Belongs to the thread that it is handed to.
 *
 * Returns: (transfer full) (nullable): NULL with @error
 */
AttestLibrary *attest_library_copy_review_file (AttestLibrary *self, GError **error);

/** attest_library_get_review_file_origin: Returns: (transfer none) (nullable): NULL for a library */
const AttestReviewFileOrigin *attest_library_get_review_file_origin (AttestLibrary *self);

/**
 * attest_library_write_review_file:
 * @articles: ids, ended by NULL; at least one
 * @person: (nullable): who saves it, by id
 * @path: where it goes
 * @replace: whether another review file, or an empty file, may make room; nothing else ever does
 *
 * Writes a review file: the board and these articles with all their events, and the texts and assets that these name, without what was taken out of the record and
 * without a word of anything else. It appears complete or not at all. Any library may be written from, also one opened read-only or a review file.
 *
 * Returns: FALSE with @error: NOT_FOUND (an article), EXISTS, DAMAGED, FULL, READ_ONLY, FAILED (more than a review file can hold, in bytes or in events)
 */
gboolean attest_library_write_review_file (AttestLibrary *self,
                                           const char *const *articles,
                                           const char *person,
                                           const char *path,
                                           gboolean replace,
                                           GError **error);

G_END_DECLS

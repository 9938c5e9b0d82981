/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record/attest-database.h"
#include "record/attest-review-file.h"

G_BEGIN_DECLS

/** ATTEST_REVIEW_FILE_MAXIMUM_EVENTS: So many are folded in seconds; more belong into a copy of the library. */
#define ATTEST_REVIEW_FILE_MAXIMUM_EVENTS 20000

/** attest_review_file_open: @origin: (out): @person is to be freed. Returns: (transfer full) (nullable): a library in memory, folded from the file's events; NULL with @error as attest_library_open() */
AttestDatabase *
attest_review_file_open (const char *path, AttestRegistry *registry, AttestReviewFileOrigin *origin, GError **error);

G_END_DECLS

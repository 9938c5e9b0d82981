/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A new file appears under its name complete and synced, or not at all, and never in place of another. */

/**
 * attest_publish_begin: A new empty file beside @path to be filled.
 * @held: (out) (optional): an open file. Until it is closed or the process ends, however that comes about, attest_leftover_clear() leaves the draft alone
 *
 * Returns: (transfer full) (nullable): the draft; NULL with @error (EXISTS when @path is there)
 */
char *attest_publish_begin (const char *path, int *held, GError **error);
/** attest_publish_finish: Syncs @draft and gives it its name. The draft is gone when this returns TRUE. */
gboolean attest_publish_finish (const char *draft, const char *path, GError **error);
/** attest_publish_discard: Removes the draft and what SQLite left beside it. */
void attest_publish_discard (const char *draft);

/** attest_publish_name_error: Names @path in the message of @error instead of the draft that it is made as: whoever asked for @path has never heard of that. */
void attest_publish_name_error (GError *error, const char *draft, const char *path);

/** attest_publish_set_error: An ATTEST_RECORD_ERROR for a system error number on @path. */
void attest_publish_set_error (GError **error, int number, const char *path);

/** attest_publish_sync_folder: Makes a name that was given in the folder of @path durable. */
void attest_publish_sync_folder (const char *path);

G_END_DECLS

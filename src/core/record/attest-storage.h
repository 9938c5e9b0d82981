/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AttestStorage:
 * @ATTEST_STORAGE_LOCAL: a disk of this computer
 * @ATTEST_STORAGE_NETWORK: a disk of another computer. SQLite's write-ahead log needs memory that all programs share, which ends at the computer, and locks may not
 * reach the others
 * @ATTEST_STORAGE_SYNCED: a folder that another program keeps in step with other computers, one file at a time and whenever it likes
 *
 * What a library lies on. One that is not local is written with a rollback journal, so that between two changes its file alone is all of it.
 */
typedef enum
{
  ATTEST_STORAGE_LOCAL,
  ATTEST_STORAGE_NETWORK,
  ATTEST_STORAGE_SYNCED,
} AttestStorage;

/**
 * AttestStorageFacts:
 * @file_system: f_type of statfs(2)
 * @mounted_as: (nullable): the kind of file system as /proc/self/mountinfo has it, such as "fuse.sshfs"
 * @names: (array zero-terminated=1): the names in the library's folder and in those above it, and the names of these folders
 *
 * What is known of a place.
 */
typedef struct
{
  guint64 file_system;
  const char *mounted_as;
  const char *const *names;
} AttestStorageFacts;

/** attest_storage_judge: A pure function of @facts. */
AttestStorage attest_storage_judge (const AttestStorageFacts *facts);

/** attest_storage_find: What the file at @path lies on; local where that cannot be told. Any thread. */
AttestStorage attest_storage_find (const char *path);

/** attest_storage_get_warning: Returns: (transfer none) (nullable): what it means for whoever works there, in sentences; NULL for a local disk */
const char *attest_storage_get_warning (AttestStorage storage);

G_END_DECLS

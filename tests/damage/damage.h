/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * Damage:
 * @kind: what was done, for messages
 * @file: the bytes of the library's file
 * @log, @journal, @shared: (nullable): the bytes of what lies beside it as `-wal`, `-journal` and `-shm`
 * @put_back: (nullable): the bytes of the file once what @journal holds was put back
 *
 * A library that a disk, another program or somebody with bad intentions left.
 */
typedef struct
{
  char *kind;
  GByteArray *file;
  GByteArray *log;
  GByteArray *journal;
  GByteArray *shared;
  GByteArray *put_back;
} Damage;

/** damage_new: @good, @length: a library without a log beside it, with pages of 4096 bytes. @dice: what happens is the same for the same numbers */
Damage *damage_new (const char *good, gsize length, GRand *dice);
void damage_free (Damage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Damage, damage_free)

/** damage_store: Writes the file and what lies beside it, in place of what was there. */
void damage_store (const Damage *self, const char *path);
/** damage_remove: The file that damage_store() wrote, and all that SQLite or Attest may have put beside it. */
void damage_remove (const char *path);
/** damage_assert_untouched: Fails the test unless file, log and journal are what damage_store() wrote, or the journal was put back whole: its schema was right, and the damage found later. A journal that holds nothing is SQLite's to take away. */
void damage_assert_untouched (const Damage *self, const char *path);
/** damage_assert_file_untouched: The same for the file alone. */
void damage_assert_file_untouched (const Damage *self, const char *path);

/** damage_new_journal: (transfer full): a rollback journal as a program leaves it that is killed in the midst of a commit, which makes @file into @put_back. @nonce: any number */
GByteArray *damage_new_journal (const char *file, gsize length, const GByteArray *put_back, guint32 nonce);
/** damage_name_in_journal: What a program writes that commits to several files at once. Once SQLite has put back such a journal, it deletes the file @name. */
void damage_name_in_journal (GByteArray *journal, const char *name);

G_END_DECLS

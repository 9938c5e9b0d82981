/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record/attest-library.h"

G_BEGIN_DECLS

/**
 * AttestUpgrade:
 *
 * How far it is that a library of an older version, or one that another version folded, is brought up to date when it is opened, which takes minutes in a large
 * one; and the wish that it end. Reference counted, any thread.
 */
typedef struct _AttestUpgrade AttestUpgrade;

/** attest_upgrade_new: Returns: (transfer full): one of an opening that did not begin */
AttestUpgrade *attest_upgrade_new (void);
AttestUpgrade *attest_upgrade_ref (AttestUpgrade *self);
void attest_upgrade_unref (AttestUpgrade *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestUpgrade, attest_upgrade_unref)

/** attest_upgrade_has_begun: Returns: whether there is anything to bring up to date */
gboolean attest_upgrade_has_begun (AttestUpgrade *self);
/** attest_upgrade_get_fraction: Returns: how much of it is done, from 0 to 1 */
double attest_upgrade_get_fraction (AttestUpgrade *self);
/** attest_upgrade_cancel: The opening ends within a moment with G_IO_ERROR_CANCELLED, with the library as it was; nothing comes of it where nothing is left to do. */
void attest_upgrade_cancel (AttestUpgrade *self);

/** attest_library_open_watched: As attest_library_open(). @upgrade: what is told of it meanwhile */
AttestLibrary *attest_library_open_watched (const char *path,
                                            AttestRegistry *registry,
                                            const char *state_folder,
                                            AttestLibraryFlags flags,
                                            AttestUpgrade *upgrade,
                                            GError **error);

G_END_DECLS

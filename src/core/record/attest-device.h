/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record/attest-database.h"

G_BEGIN_DECLS

/**
 * AttestDevice:
 *
 * The random id under which one installation writes one library file, kept outside the library with the last event it wrote. Where the log does
 * not end there (a restored backup, a copied file), a new id is taken, so that no two events get one (device, stream, sequence).
 */
typedef struct _AttestDevice AttestDevice;

/** attest_device_new: @state_folder: (nullable): NULL is `$XDG_STATE_HOME/attest`. A folder that cannot be written gives an id for this session alone. */
AttestDevice *attest_device_new (const char *state_folder, const char *library_path);
void attest_device_free (AttestDevice *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestDevice, attest_device_free)

/** attest_device_begin: Inside the writing transaction: reads what other programs of this installation left, and takes a new id when the log does not end there. */
gboolean attest_device_begin (AttestDevice *self, AttestDatabase *database, GError **error);
const char *attest_device_get_id (AttestDevice *self);
/** attest_device_get_last_hash: The last event it wrote; empty for none. */
const char *attest_device_get_last_hash (AttestDevice *self);
/** attest_device_note: Just before the commit: notes the last event. Not synced: a note that is lost costs a new id and nothing else. */
void attest_device_note (AttestDevice *self, const char *last_hash);

G_END_DECLS

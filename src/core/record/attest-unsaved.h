/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * AttestUnsaved:
 *
 * What is being typed: one file per (library, article, audience, person) in the state folder, outside the library, this machine's only. Written atomically and synced.
 * @base: (nullable): id of the revision that the typing began from; @joined: (nullable): id of another one that it brings together with that; @cursor and @scroll: UTF-8 bytes in @text.
 */
typedef struct
{
  char *base;
  char *joined;
  GBytes *text;
  gsize cursor;
  gsize scroll;
  gint64 time;
} AttestUnsaved;

void attest_unsaved_free (AttestUnsaved *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestUnsaved, attest_unsaved_free)

/** attest_unsaved_store: @state_folder NULL is `$XDG_STATE_HOME/attest`. Any thread. Returns: FALSE with a G_IO_ERROR or G_FILE_ERROR; what was there before is then intact */
gboolean attest_unsaved_store (const char *state_folder,
                               const char *library_path,
                               const char *article,
                               const char *audience,
                               const char *person,
                               const AttestUnsaved *unsaved,
                               GError **error);
/** attest_unsaved_load: Returns: (transfer full) (nullable): NULL without @error when there is none */
AttestUnsaved *attest_unsaved_load (const char *state_folder,
                                    const char *library_path,
                                    const char *article,
                                    const char *audience,
                                    const char *person,
                                    GError **error);
/** attest_unsaved_discard: After a save. A file that is not there is no error. */
gboolean attest_unsaved_discard (const char *state_folder,
                                 const char *library_path,
                                 const char *article,
                                 const char *audience,
                                 const char *person,
                                 GError **error);

G_END_DECLS

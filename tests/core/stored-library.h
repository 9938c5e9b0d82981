/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** stored_library_load: The file of a library as Attest of an earlier schema @version wrote it, from tests/fixtures/libraries. Returns: (transfer full) */
GBytes *stored_library_load (guint version);
/** stored_library_write: Puts it at @path. */
void stored_library_write (GBytes *stored, const char *path);

G_END_DECLS

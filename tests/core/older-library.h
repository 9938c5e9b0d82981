/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** older_library_write: Writes what @library holds into @path as a library of an older @version: the rows of all tables that it had, as far as their columns go. */
void older_library_write (const char *library, const char *path, guint version);

G_END_DECLS

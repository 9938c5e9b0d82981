/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** attest_recover_copy_cut_file: SQLite reads nothing of a file that has fewer pages than it says. Returns: (transfer full) (nullable): a copy in @folder that says how many it has, with the log beside it; NULL where the file has all that it says, or
 * cannot be copied */
char *attest_recover_copy_cut_file (const char *path, const char *folder);

G_END_DECLS

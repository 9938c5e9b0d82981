/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record/attest-copies.h"

G_BEGIN_DECLS

#define ATTEST_COPIES_SUFFIX ".attest-library"
#define ATTEST_COPIES_BEFORE_RESTORE " before restoring "
#define ATTEST_COPIES_DAMAGED " damaged "

/** attest_copies_dup_stem: Returns: (transfer full): the name of the library at @path without its ending */
char *attest_copies_dup_stem (const char *path);

G_END_DECLS

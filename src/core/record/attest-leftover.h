/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The half-made copy that a program leaves beside an older library when it is ended while it brings that up to date. */

/**
 * attest_leftover_clear: Removes the half-made copies beside the library at @path that nobody works on (see attest_publish_begin()), and nothing else; a
 * finished copy has another name. The caller holds the library's write lock, so that nobody else begins a copy meanwhile. What cannot be removed stays.
 */
void attest_leftover_clear (const char *path);

G_END_DECLS

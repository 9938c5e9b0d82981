/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cmark-gfm.h>
#include <glib.h>

G_BEGIN_DECLS

/**
 * attest_arena_get:
 *
 * Memory for one parse. The parser walks its tree many times, and its nodes lie far apart when malloc() places them; here
 * they lie in the order in which they were made, and all go at once. There is one arena in the process: hold the
 * parser's lock from here to attest_arena_release().
 *
 * Returns: (transfer none): for cmark_parser_new_with_mem()
 */
cmark_mem *attest_arena_get (void);

/** attest_arena_release: Frees everything that was allocated since. No node or parser made with the arena may be freed or used after. */
void attest_arena_release (void);

G_END_DECLS

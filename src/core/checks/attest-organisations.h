/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * attest_organisations_find:
 * @text: valid UTF-8, such as a disclaimer
 * @board_name: (nullable): the board's own name, which is not reported
 *
 * Looks for names of organisations: who "assumes no liability", company forms, web addresses, copyright lines, and words with an inner capital. A
 * guess by shape, for a person to judge. Any thread.
 *
 * Returns: (transfer full): each name once, as it is written, in text order
 */
char **attest_organisations_find (const char *text, const char *board_name);

G_END_DECLS
